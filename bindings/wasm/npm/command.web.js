import { commandOf } from "./command.js";

export { apply, LintError } from "./linter.js";
// Bundlers know this form, and copy the file.
export const Command = commandOf(() => new URL("./generated/command_bg.wasm", import.meta.url));
