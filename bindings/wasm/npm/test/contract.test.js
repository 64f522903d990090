// Every request of the contract has the report that the library makes.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Linter, LintError } from "smartro-lint";
import { Linter as WithPacks } from "smartro-lint/packs";

const contract = (name) =>
  JSON.parse(readFileSync(new URL(`../../../contract/${name}`, import.meta.url), "utf8"));
const [requests, reports] = [contract("requests.json"), contract("reports.json")];

for (const [entry, Entry] of Object.entries({ smartro: Linter, packs: WithPacks })) {
  const linters = { ko: await Entry.smartro(), en: await Entry.smartro({ language: "en" }) };
  for (const { name, text, base64, value, language = "ko", ...options } of requests) {
    test(`${entry}: ${name}`, () => {
      const linter = linters[language];
      const expected = reports[name];
      const inputs = [
        ...(text === undefined ? [] : [text, new TextEncoder().encode(text)]),
        ...(base64 === undefined ? [] : [Buffer.from(base64, "base64")]),
        ...(value === undefined ? [] : [value]),
      ];
      for (const input of inputs) {
        if (expected.error) {
          const error = (e) => e instanceof LintError && e.message === expected.error;
          assert.throws(() => linter.lint(input, options), error);
          continue;
        }
        assert.deepEqual(linter.lint(input, options), expected);
        const { isClean, errors, warnings, advice } = linter.verdict(input, options);
        const count = (severity) =>
          expected.diagnostics.filter((finding) => finding.severity === severity).length;
        assert.equal(isClean, expected.diagnostics.length === 0);
        assert.deepEqual([errors, warnings, advice], ["error", "warning", "advice"].map(count));
      }
      // The text's own characters are underlined.
      if (text === undefined || expected.error || text.startsWith("\ufeff")) return;
      for (const { span } of expected.diagnostics) {
        if (span === null) continue;
        const bytes = Buffer.from(text).subarray(span.start, span.end);
        assert.equal(text.slice(span.utf16.start, span.utf16.end), bytes.toString());
      }
    });
  }
}
