// Runtimes that forbid compiling from bytes import the module itself.
import wasm from "./generated/packs_bg.wasm";
import * as bindings from "./generated/packs.js";
import { linterOf } from "./load.js";

export { apply, LintError, wrap } from "./load.js";
export const Linter = linterOf(bindings, () => wasm);
