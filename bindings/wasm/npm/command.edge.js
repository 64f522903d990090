// Next.js's edge runtime imports the module itself, by this form.
import wasm from "./generated/command_bg.wasm?module";
import { commandOf } from "./command.js";

export { apply, LintError } from "./linter.js";
export const Command = commandOf(() => wasm);
