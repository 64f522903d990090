// Lints away from the page, so that typing waits for nothing. The compiler is loaded when rules are
// changed for the first time, and the command for the first source code.

import type { PackMistake } from "smartro-lint";
import { LintError } from "smartro-lint";
import type { Command } from "smartro-lint/command";
import { withChanges } from "./pack";
import type { Answer, Job } from "./protocol";
import { builtIn, lintRequest, optionsOf, type PackLinter } from "./requests";
import type { Language } from "./texts";

let received: (module: WebAssembly.Module | undefined) => void;
/** The page's module, if it could compile one. */
const module = new Promise<WebAssembly.Module | undefined>((resolve) => (received = resolve));

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
  if (Object.keys(changed).length === 0) return builtIn(language, await module);
  const packs = await import("smartro-lint/packs");
  return packs.Linter.pack("smartro", await withChanges(changed), optionsOf(language));
}

let command: Promise<Command> | undefined;

/** Where no tag ends, angle brackets are casts and type parameters. */
const fileOf = (text: string) => (/<\/|\/>/.test(text) ? "page.tsx" : "page.ts");

/** What is found in source code, by the rules that compiled last. */
async function lintSource(text: string, language: Language) {
  command ??= import("smartro-lint/command").then((loaded) => loaded.Command.load());
  const isChanged = Object.keys(changes).length > 0;
  const pack = isChanged ? Object.entries(await withChanges(changes)) : [];
  const files = Object.fromEntries(pack.map(([path, text]) => [`smartro/${path}`, text]));
  const args = isChanged ? ["--rules=smartro"] : [];
  return (await command).lint(fileOf(text), text, { ...optionsOf(language), files, args });
}

async function answer(job: Job): Promise<Answer> {
  const { linter, mistakes } = await made(job.changes, job.language);
  const { operations } = linter;
  if (job.rule !== undefined) {
    const rule = linter.rules.find((info) => info.rule === job.rule);
    return { id: job.id, operations, mistakes, ...(rule && { rule }) };
  }
  if (job.kind === "tsx") {
    const reports = await lintSource(job.text, job.language);
    const report = { diagnostics: reports.flatMap(({ diagnostics }) => diagnostics) };
    return { id: job.id, report, calls: reports.length, operations, mistakes };
  }
  return { id: job.id, mistakes, ...lintRequest(linter, job) };
}

self.onmessage = async ({ data }: MessageEvent<Job | { module?: WebAssembly.Module }>) => {
  if (!("id" in data)) return received(data.module);
  try {
    self.postMessage(await answer(data));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    self.postMessage({ id: data.id, operations: [], mistakes: [], error: message } satisfies Answer);
  }
};
