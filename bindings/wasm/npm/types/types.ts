// What the types allow, and what they do not; `tsc` checks it, and nothing runs it.

import { apply, Linter, LintError, wrap } from "smartro-lint";
import type { Finding, Report, RuleName, Verdict } from "smartro-lint";
import { Command } from "smartro-lint/command";
import { Linter as WithPacks } from "smartro-lint/packs";
import wasm from "smartro-lint/smartro.wasm";

const linter = await Linter.smartro({ language: "ko", severity: { "unknown-field": "off" } });
const report: Report = linter.lint({ reason: "변심" }, { operation: "cancelPayment" });
const verdict: Verdict = linter.verdict(new Uint8Array(), { path: { paymentId: "order1" } });
linter.lint("{}", { context: { now: new Date(), channel: "test", mid: { currency: "KRW" } } });
const isClean: boolean = verdict.isClean;

for (const finding of report.diagnostics) {
  const { span } = finding;
  const text: string | undefined = span === null ? undefined : "{}".slice(span.utf16.start, span.utf16.end);
  if (finding.rule === "unknown-field") {
    const rule: "unknown-field" = finding.rule;
    const narrowed: Finding<"unknown-field"> = finding;
    console.log(rule, narrowed.pointer, text, apply("{}", finding.fixes[0] ?? []));
  }
  // @ts-expect-error: no rule has this name
  if (finding.rule === "no-such-rule") console.log();
  // @ts-expect-error: reports are read only
  finding.message = "";
}

const label = (rule: RuleName): string => rule;
label("payment-id-charset");

await Linter.smartro({ wasm });
for (const { explain, sources } of linter.rules) {
  console.log(explain?.what, explain?.why, explain?.do, sources.map(({ title, url }) => `${title} ${url}`));
}

// @ts-expect-error: no such language
await Linter.smartro({ language: "fr" });
// @ts-expect-error: no such operation
linter.lint({}, { operation: "cancelPaymnt" });
// @ts-expect-error: no such channel
linter.lint({}, { context: { channel: "prod" } });
// @ts-expect-error: the built-in pack alone has no compiler
Linter.pack("my-pg", {});

const own = await WithPacks.pack("my-pg", { "pack.yaml": "" });
const rules: string[] = own.lint("{}", { operation: "anything" }).diagnostics.map((one) => one.rule);

const sdk = { requestPayment: async (request: { paymentId: string }) => request.paymentId };
const id: string = await wrap(sdk, linter).requestPayment({ paymentId: "order1" });

const command = await Command.load();
const files = { "src/ids.ts": "", "logo.png": new Uint8Array() };
for (const { file, index, diagnostics } of await command.lint("src/page.tsx", "", { language: "en", files })) {
  const [first] = diagnostics;
  console.log(`${file}#${index}`, first?.span?.utf16.column, apply("", first?.fixes[0] ?? []));
}
const { status, stdout }: { status: number; stdout: string } = await command.run(["--fix", "."], { files });
console.log(status, stdout);
// @ts-expect-error: no such language
await command.lint("a.ts", "", { language: "fr" });

export const mistakes = (error: unknown) => (error instanceof LintError ? error.mistakes : []);
export { id, isClean, rules };
