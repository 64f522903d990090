// Next.js's edge runtime imports the module itself, by this form.
import wasm from "./generated/smartro_bg.wasm?module";
import * as bindings from "./generated/smartro.js";
import { linterOf } from "./load.js";

export { apply, LintError, wrap } from "./load.js";
export const Linter = linterOf(bindings, () => wasm);
