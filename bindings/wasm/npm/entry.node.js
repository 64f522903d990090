import { readFile } from "node:fs/promises";
import * as bindings from "./generated/smartro.js";
import { linterOf } from "./load.js";

export { apply, LintError, wrap } from "./load.js";
export const Linter = linterOf(bindings, async () =>
  WebAssembly.compile(await readFile(new URL("./generated/smartro_bg.wasm", import.meta.url))),
);
