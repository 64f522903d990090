// Options of the command that take more than a look: the pack, the language, the context.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, resolve, sep } from "node:path";
import { Linter } from "smartro-lint";

/** What the user has to change. */
export class UsageError extends Error {}

/** The linter that the options ask for; the compiler is loaded for a pack of one's own alone. */
export async function linterOf(options) {
  const settings = { language: languageOf(options.lang), showValues: options["show-values"] ?? false };
  if (options.rules === undefined) return Linter.smartro(settings);
  const packs = await import("smartro-lint/packs");
  return packs.Linter.pack(basename(resolve(options.rules)), filesOf(options.rules), settings);
}

function languageOf(lang) {
  const { SMARTRO_LINT_LANG, LC_ALL, LANG } = process.env;
  if (lang ?? SMARTRO_LINT_LANG) return lang ?? SMARTRO_LINT_LANG;
  const locale = LC_ALL || LANG || "";
  return /^en([_.-]|$)/.test(locale) ? "en" : "ko";
}

/** The texts of a pack's directory, by their paths in it. */
function filesOf(directory) {
  const names = readdirSync(directory, { recursive: true }).filter((name) => /\.(rules|yaml)$/.test(name));
  const files = names.filter((name) => !name.startsWith("cases") && statSync(join(directory, name)).isFile());
  return Object.fromEntries(
    files.map((name) => [name.split(sep).join("/"), readFileSync(join(directory, name), "utf8")]),
  );
}

/** The context as an object: files of JSON, and `key=value` with dots for steps and commas for lists. */
export function contextOf(options) {
  const context = options["no-now"] ? {} : { now: new Date() };
  for (const given of options.context) {
    const place = given.indexOf("=");
    if (place < 0) {
      Object.assign(context, contextFile(given));
      continue;
    }
    const steps = given.slice(0, place).split(".");
    const last = steps.pop();
    const text = given.slice(place + 1);
    let into = context;
    for (const step of steps) into = into[step] ??= {};
    into[last] = last === "contracts" ? text.split(",").filter(Boolean) : text;
  }
  return context;
}

function contextFile(name) {
  const text = readFileSync(name, "utf8");
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`\`${name}\` is no JSON: ${error.message}`);
  }
}
