// Runtimes that forbid compiling from bytes import the module itself.
import wasm from "./generated/smartro_bg.wasm";
import * as bindings from "./generated/smartro.js";
import { linterOf } from "./load.js";

export { apply, LintError, wrap } from "./load.js";
export const Linter = linterOf(bindings, () => wasm);
