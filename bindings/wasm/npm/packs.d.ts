import type { LinterOptions } from "./index.js";
import { Linter as BuiltIn } from "./index.js";

export type * from "./index.js";
export { apply, LintError, wrap } from "./index.js";

/** A linter that can be made of a pack of one's own. */
export declare class Linter extends BuiltIn {
  protected constructor();
  /**
   * A pack of these files, by their paths in it: `pack.yaml`, `*.rules`, `locales/ko.yaml`.
   * @throws {LintError} every mistake of the pack
   */
  static pack(
    name: string,
    files: Readonly<Record<string, string>>,
    options?: LinterOptions<string>,
  ): Promise<BuiltIn<string, string, object>>;
}
