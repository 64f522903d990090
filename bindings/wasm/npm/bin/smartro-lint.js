#!/usr/bin/env node
// The native command as WebAssembly, over the files of this machine.

import { readFile } from "node:fs/promises";
import { parse, sep } from "node:path";
import { isatty } from "node:tty";

const { emitWarning } = process;
// Node calls its WASI experimental whenever it is loaded, which is nothing that users can act on.
process.emitWarning = () => {};
const { WASI } = await import("node:wasi");
process.emitWarning = emitWarning;

const cwd = process.cwd();
const { root } = parse(cwd);
// To look at `process.stdout` makes a pipe one that does not wait for its reader.
const columns = isatty(1) ? process.stdout.columns : undefined;
const env = {
  ...process.env,
  ...(columns && { COLUMNS: String(columns) }),
  // WASI has no working directory: the command goes there.
  PWD: `/${cwd.slice(root.length).replaceAll(sep, "/")}`,
};
const args = ["smartro-lint", ...process.argv.slice(2)];
const wasi = new WASI({ version: "preview1", args, env, preopens: { "/": root }, returnOnExit: true });
const module = await WebAssembly.compile(await readFile(new URL("../generated/command_bg.wasm", import.meta.url)));
const instance = await WebAssembly.instantiate(module, wasi.getImportObject());
try {
  process.exitCode = wasi.start(instance);
} catch (error) {
  // A defect of the command, or code that nests deeper than the stack.
  process.stderr.write(`smartro-lint: ${error.message}\n`);
  process.exitCode = 2;
}
