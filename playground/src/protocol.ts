// What the page and the worker send each other.

import type { PackMistake, Report, RuleInfo } from "smartro-lint";
import type { Language } from "./texts";

export type AnyReport = Pick<Report<string>, "diagnostics">;

/** What a text is: a request, or source code with calls. */
export type Kind = "json" | "tsx";

export interface Job {
  id: number;
  text: string;
  kind: Kind;
  operation: string;
  language: Language;
  changes: Record<string, string>;
  /** Asks for this rule's documentation in place of a report. */
  rule?: string;
}

export interface Answer {
  id: number;
  report?: AnyReport;
  /** How many calls there are in source code. */
  calls?: number;
  rule?: RuleInfo<string>;
  operations: string[];
  mistakes: readonly PackMistake[];
  /** Why there is no report. */
  error?: string;
}
