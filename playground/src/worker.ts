// Lints away from the page, so that typing waits for nothing. The compiler is loaded when rules are
// changed for the first time.

import type { Linter as AnyLinter, PackMistake } from "smartro-lint";
import { LintError, Linter } from "smartro-lint";
import { withChanges } from "./pack";
import type { Answer, Job } from "./protocol";
import type { Language } from "./texts";

// The module is compiled while the page loads its editors; an error comes back with the first job.
void Linter.smartro().catch(() => undefined);

type PackLinter = AnyLinter<string, string, object>;

interface Made {
  linter: PackLinter;
  mistakes: readonly PackMistake[];
}

let current: { key: string; made: Promise<Made> } | undefined;
/** The last pack that compiled. */
let changes: Record<string, string> = {};

/** The linter of a pack, made once. */
function made(wanted: Record<string, string>, language: Language): Promise<Made> {
  const key = JSON.stringify([language, wanted]);
  if (current?.key !== key) current = { key, made: make(wanted, language) };
  return current.made;
}

async function make(wanted: Record<string, string>, language: Language): Promise<Made> {
  try {
    const linter = await linterOf(wanted, language);
    changes = wanted;
    return { linter, mistakes: [] };
  } catch (error) {
    if (!(error instanceof LintError) || error.mistakes.length === 0) throw error;
    return { linter: await linterOf(changes, language), mistakes: error.mistakes };
  }
}

async function linterOf(changed: Record<string, string>, language: Language): Promise<PackLinter> {
  // Whoever looks at the page has typed the values.
  const options = { language, showValues: true };
  if (Object.keys(changed).length === 0) return Linter.smartro(options) as Promise<unknown> as Promise<PackLinter>;
  const packs = await import("smartro-lint/packs");
  return packs.Linter.pack("smartro", await withChanges(changed), options);
}

async function answer(job: Job): Promise<Answer> {
  const { linter, mistakes } = await made(job.changes, job.language);
  const { operations } = linter;
  if (job.rule !== undefined) {
    const rule = linter.rules.find((info) => info.rule === job.rule);
    return { id: job.id, operations, mistakes, ...(rule && { rule }) };
  }
  const context = { now: new Date() };
  const operation = operations.includes(job.operation) ? { operation: job.operation } : {};
  const report = linter.lint(job.text, { ...operation, context });
  return { id: job.id, report, operations, mistakes };
}

self.onmessage = async ({ data }: MessageEvent<Job>) => {
  try {
    self.postMessage(await answer(data));
  } catch (error) {
    // A module that could not be fetched is fetched again.
    current = undefined;
    const message = error instanceof Error ? error.message : String(error);
    self.postMessage({ id: data.id, operations: [], mistakes: [], error: message } satisfies Answer);
  }
};
