// Next.js's edge runtime imports the module itself, by this form.
import wasm from "./generated/packs_bg.wasm?module";
import * as bindings from "./generated/packs.js";
import { linterOf } from "./load.js";

export { apply, LintError, wrap } from "./load.js";
export const Linter = linterOf(bindings, () => wasm);
