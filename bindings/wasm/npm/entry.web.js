import * as bindings from "./generated/smartro.js";
import { linterOf } from "./load.js";

export { apply, LintError, wrap } from "./load.js";
// Bundlers know this form, and copy the file.
export const Linter = linterOf(bindings, () => new URL("./generated/smartro_bg.wasm", import.meta.url));
