// Requests, linted by a pack.

import type { Linter as AnyLinter } from "smartro-lint";
import { Linter } from "smartro-lint";
import type { Answer, Job } from "./protocol";
import type { Language } from "./texts";

export type PackLinter = AnyLinter<string, string, object>;

/** Whoever looks at the page has typed the values. */
export const optionsOf = (language: Language) => ({ language, showValues: true });

/** The linter of the built-in pack, over a module that is compiled already or its own. */
export function builtIn(language: Language, wasm: WebAssembly.Module | undefined): Promise<PackLinter> {
  const made: Promise<unknown> = Linter.smartro({ ...optionsOf(language), ...(wasm && { wasm }) });
  return made as Promise<PackLinter>;
}

export function lintRequest(linter: PackLinter, job: Omit<Job, "id">): Pick<Answer, "report" | "operations"> {
  const { operations } = linter;
  const operation = operations.includes(job.operation) ? { operation: job.operation } : {};
  const report = linter.lint(job.text, { ...operation, context: { now: new Date() } });
  return { report, operations };
}
