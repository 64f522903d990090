// Runtimes that forbid compiling from bytes import the module itself.
import wasm from "./generated/command_bg.wasm";
import { commandOf } from "./command.js";

export { apply, LintError } from "./linter.js";
export const Command = commandOf(() => wasm);
