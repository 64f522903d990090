import { readFile } from "node:fs/promises";
import { commandOf } from "./command.js";

export { apply, LintError } from "./linter.js";
export const Command = commandOf(() =>
  readFile(new URL("./generated/command_bg.wasm", import.meta.url)),
);
