#!/usr/bin/env node
// The command over WebAssembly: requests in JSON and JSON Lines. `--help` says what it leaves to the
// native command.

import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { LintError } from "smartro-lint";
import { compact, jsonText } from "./format.js";
import { contextOf, linterOf, UsageError } from "./options.js";
import { fixedText, lintText } from "./requests.js";

const HELP = `Lints PortOne V2 requests in JSON for what Smartro rejects, truncates or changes.

Usage: smartro-lint [OPTIONS] <FILES>...
       smartro-lint explain <RULE>
       smartro-lint rules

Files are JSON (one request each), JSON Lines (\`.jsonl\`, \`.ndjson\`), or \`-\` for standard input.

Options:
  --format <FORMAT>      compact (default), json or jsonl
  --operation <NAME>     Operation of bare bodies, such as \`payInstantly\`
  --context <KEY=VALUE|FILE>  Context of the requests; may be repeated
  --no-now               Do not use the system clock as the time of the call
  --rules <DIR>          Directory of a rule pack to use instead of the built-in one
  --stdin-filename <NAME>  Name of standard input; \`.jsonl\` means one request per line
  --fail-on <SEVERITY>   error (default), warning or advice
  --exit-zero            Exit with 0 whatever is found
  --fix                  Apply safe fixes
  --suggested            Apply suggested fixes too, with \`--fix\`
  --show-values          Show names, e-mail addresses, phone numbers and the like
  --lang <LANG>          ko or en [default: from SMARTRO_LINT_LANG, LC_ALL or LANG, else ko]
  -h, --help             Print help
  -V, --version          Print version

Exit status: 0 without findings at or above \`--fail-on\`, 1 with some, 2 for an error.

Source code, HAR, directories, arrays of requests, project files, baselines and the rules that compare
requests with one another need the native command.
`;

const OPTIONS = {
  format: { type: "string", default: "compact" },
  operation: { type: "string" },
  context: { type: "string", multiple: true, default: [] },
  "no-now": { type: "boolean" },
  rules: { type: "string" },
  "stdin-filename": { type: "string" },
  "fail-on": { type: "string", default: "error" },
  "exit-zero": { type: "boolean" },
  fix: { type: "boolean" },
  suggested: { type: "boolean" },
  "show-values": { type: "boolean" },
  lang: { type: "string" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "V" },
};

const SEVERITIES = ["error", "warning", "advice"];

async function main() {
  const { values: options, positionals: [first, ...rest] } = parsed();
  if (options.help) return print(HELP);
  if (options.version) {
    const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
    return print(`smartro-lint ${version} (WebAssembly)\n`);
  }
  oneOf("--format", options.format, ["compact", "json", "jsonl"]);
  oneOf("--fail-on", options["fail-on"], SEVERITIES);
  if (options.suggested && !options.fix) throw new UsageError("`--suggested` needs `--fix`");
  if (first === undefined) throw new UsageError("no files are given: see `--help`");
  const linter = await linterOf(options);
  if (first === "rules" && rest.length === 0) {
    return print(linter.rules.map(({ rule, summary }) => `${rule}\t${summary}\n`).join(""));
  }
  if (first === "explain" && rest.length === 1) return print(explained(linter, rest[0]));
  const known = linter.operations;
  if (options.operation !== undefined) oneOf("--operation", options.operation, known);
  const lintOptions = { operation: options.operation, context: contextOf(options) };

  const reports = [];
  let failed = false;
  for (const name of [first, ...rest]) {
    try {
      reports.push(...lintFile(linter, name, options, lintOptions));
    } catch (error) {
      // The other files are linted all the same.
      if (error instanceof LintError) throw error;
      complain(error.code === undefined ? error.message : `cannot read \`${name}\`: ${error.message}`);
      failed = true;
    }
  }
  print(options.format === "compact" ? compact(reports) : jsonText(reports, options.format));
  if (failed) return (process.exitCode = 2);
  const failing = SEVERITIES.slice(0, SEVERITIES.indexOf(options["fail-on"]) + 1);
  const isFound = reports.some(({ diagnostics }) =>
    diagnostics.some(({ severity }) => failing.includes(severity)),
  );
  process.exitCode = isFound && !options["exit-zero"] ? 1 : 0;
}

function parsed() {
  try {
    return parseArgs({ options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error.message);
  }
}

function oneOf(option, value, known) {
  if (!known.includes(value)) {
    throw new UsageError(`\`${option}\` takes ${known.join(", ")}, not \`${value}\``);
  }
}

/** The reports of a file's requests, after its fixes have been made if they are asked for. */
function lintFile(linter, name, options, lintOptions) {
  const isInput = name === "-";
  const shown = isInput ? (options["stdin-filename"] ?? "-") : name;
  const extension = /\.(json|jsonl|ndjson)$/.exec(basename(shown))?.[1];
  if (extension === undefined && !isInput) {
    throw new UsageError(`\`${name}\` is neither JSON nor JSON Lines: lint it with the native command`);
  }
  const isLines = extension === "jsonl" || extension === "ndjson";
  const bytes = readFileSync(isInput ? 0 : name);
  const reports = lintText(linter, bytes, shown, isLines, lintOptions);
  if (!options.fix || isInput) return reports;
  const fixed = fixedText(bytes, reports, options.suggested);
  if (fixed === undefined) return reports;
  writeFileSync(name, fixed);
  return lintText(linter, fixed, shown, isLines, lintOptions);
}

function explained(linter, name) {
  const rule = linter.rules.find((info) => info.rule === name);
  if (rule === undefined) throw new UsageError(`no rule \`${name}\`: \`smartro-lint rules\` lists them`);
  const { explain, sources = [] } = rule;
  const texts = explain ? [explain.what, explain.why, explain.do] : [rule.summary, rule.help];
  const cited = sources.map(({ title, section, url }) => `${title}: ${section}\n${url}`);
  return `${name} (${rule.severity})\n\n${[...texts, ...cited].filter(Boolean).join("\n\n")}\n`;
}

function print(text) {
  process.stdout.write(text);
}

function complain(message) {
  process.stderr.write(`smartro-lint: ${message}\n`);
}

// A reader such as `head` may have enough.
process.stdout.on("error", (error) => {
  if (error.code !== "EPIPE") throw error;
});

try {
  await main();
} catch (error) {
  if (!(error instanceof UsageError) && !(error instanceof LintError) && error.code === undefined) throw error;
  complain(error.message);
  for (const { file, line, column, message } of error.mistakes ?? []) {
    complain(`${file}:${line}:${column}: ${message}`);
  }
  process.exitCode = 2;
}
