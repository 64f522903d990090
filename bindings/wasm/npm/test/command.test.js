// `npx smartro-lint`: the native command, over files of this machine and over files in memory.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { apply, Command, LintError } from "smartro-lint/command";

const BIN = fileURLToPath(new URL("../bin/smartro-lint.js", import.meta.url));
const WRONG = '{"operation": "cancelPayment", "request": {"reason": "💐 변심", "ammount": 1}}\n';
const WRONG_BODY = '{"reason": "변심", "ammount": 1}';
const RIGHT = '{"operation": "cancelPayment", "request": {"reason": "변심"}}\n';
const PAGE = `import * as PortOne from "@portone/browser-sdk/v2";
import { order } from "./ids";
// 💐 결제
await PortOne.requestPayment({ orderName: "💐 감귤", paymentId: order, custommer: {} });
`;
const FOUND = "warning[unknown-field] unknown field `ammount` in `cancelPayment`\n";

const command = await Command.load();

/** Runs the command in a directory of these files. */
function run(t, files, args, input) {
  const cwd = mkdtempSync(join(tmpdir(), "smartro-lint-command-"));
  t.after(() => rmSync(cwd, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  const env = { ...process.env, SMARTRO_LINT_LANG: "en" };
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], { cwd, env, input, encoding: "utf8" });
  return { status, stdout, stderr, cwd, read: (name) => readFileSync(join(cwd, name), "utf8") };
}

test("a directory: source code with what it imports, requests, recorded traffic, a project file", (t) => {
  const har = { log: { version: "1.2", entries: [{ request: { method: "POST", url: "https://api.portone.io/payments/order%201/cancel", postData: { text: WRONG_BODY } } }] } };
  const files = {
    "src/page.tsx": PAGE,
    "src/ids.ts": 'export const order = "주문 1";\n',
    "a.json": WRONG,
    "b.jsonl": RIGHT + WRONG,
    "calls.har": JSON.stringify(har),
    "package.json": "{}",
    "smartro-lint.yaml": "severity:\n  unknown-field: error\nexclude: [old/**]\n",
    "old/a.json": WRONG,
  };
  const { status, stdout, stderr } = run(t, files, ["--format", "compact", "."]);
  const lines = stdout.split("\n");
  const has = (text) => assert.ok(lines.some((line) => line.startsWith(text)), `${text}\n${stdout}${stderr}`);
  has("./a.json:1:73: error[unknown-field]");
  has("./b.jsonl:2:73: error[unknown-field]");
  has("./calls.har:1:");
  has("./src/page.tsx:4:62: error[payment-id-charset]");
  assert.doesNotMatch(stdout, /old\/|package\.json/);
  assert.doesNotMatch(stderr, /Warning/);
  assert.equal(status, 1);
});

test("standard input, options and exit statuses are the native command's", (t) => {
  assert.equal(run(t, { "a.json": WRONG }, ["--format", "compact", "a.json"]).stdout, `a.json:1:73: ${FOUND}`);
  assert.equal(run(t, { "a.json": WRONG }, ["--fail-on", "warning", "a.json"]).status, 1);
  const piped = run(t, {}, ["--format=compact", "--stdin-filename", "x.jsonl", "-"], RIGHT + WRONG);
  assert.equal(piped.stdout, `x.jsonl:2:73: ${FOUND}`);
  assert.match(run(t, {}, ["explain", "payment-id-length"]).stdout, /payment-id-length/);
  for (const [args, message] of [
    [["--bogus"], /--bogus/],
    [["none.json"], /none\.json/],
    [["explain", "no-such-rule"], /no-such-rule/],
  ]) {
    const { status, stderr } = run(t, {}, args);
    assert.equal(status, 2, args.join(" "));
    assert.match(stderr, message);
    assert.doesNotMatch(stderr, /\n\s+at /);
  }
});

test("a reader that is slow gets all that is written", (t) => {
  const { cwd } = run(t, { "a.jsonl": WRONG.repeat(3000) }, ["rules"]);
  // A shell reads a byte at a time: the pipe is full all along.
  const line = '"$0" "$1" --format=compact a.jsonl | while read -r line; do echo; done';
  const { stdout } = spawnSync("sh", ["-c", line, process.execPath, BIN], { cwd, encoding: "utf8" });
  assert.equal(stdout.length, 3000);
});

test("fixes are written into the file, which keeps its permissions", (t) => {
  const { cwd } = run(t, { "a.json": WRONG, "b.json": WRONG }, ["rules"]);
  const path = join(cwd, "a.json");
  chmodSync(path, 0o600);
  const fixed = spawnSync(process.execPath, [BIN, "--fix", "--suggested", "a.json"], { cwd, encoding: "utf8" });
  assert.equal(fixed.status, 0, fixed.stderr);
  assert.equal(readFileSync(path, "utf8"), WRONG.replace("ammount", "amount"));
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.deepEqual(readdirSync(cwd).sort(), ["a.json", "b.json"]);
});

test("a pack of one's own is made, checked, formatted and tested", (t) => {
  const { cwd, status } = run(t, {}, ["new-pack", "my-pg"]);
  assert.equal(status, 0);
  for (const args of [["check", "my-pg"], ["fmt", "--check", "my-pg"], ["test", "my-pg"]]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], { cwd, encoding: "utf8" });
    assert.equal(status, 0, `${args}\n${stdout}${stderr}`);
  }
});

test("code that nests as deeply as the native command allows", (t) => {
  const call = (value) => `PortOne.requestPayment({ paymentId: "a b", orderName: ${value} });\n`;
  for (const value of ["[".repeat(245) + "]".repeat(245), "()=>{".repeat(80) + "}".repeat(80), Array(3900).fill("x").join("+")]) {
    const { stdout, stderr } = run(t, { "a.ts": call(value) }, ["--format", "compact", "a.ts"]);
    assert.match(stdout, /error\[payment-id-charset\]/, stderr);
  }
});

test("files in memory: places in UTF-16 code units, fixes, imports, a project file", async () => {
  const files = { "src/ids.ts": 'export const order = "주문 1";\n' };
  const [report] = await command.lint("src/page.tsx", PAGE, { language: "en", files });
  const found = (rule) => report.diagnostics.find((finding) => finding.rule === rule);
  const at = ({ utf16 }, text = PAGE) => text.slice(utf16.start, utf16.end);
  const charset = found("payment-id-charset");
  assert.equal(at(charset.span), "order");
  assert.equal(charset.span.utf16.column, PAGE.split("\n")[3].indexOf("order,") + 1);
  const elsewhere = charset.labels.find((label) => label.file === "src/ids.ts");
  assert.match(at(elsewhere.span, files["src/ids.ts"]), /주문 1/);
  const fixed = apply(PAGE, found("unknown-field").fixes[0]);
  assert.equal(fixed, PAGE.replace("custommer", "customer"));
  const off = { "smartro-lint.yaml": "severity:\n  unknown-field: off\n" };
  const [quiet] = await command.lint("src/page.tsx", PAGE, { files: { ...files, ...off } });
  assert.ok(!quiet.diagnostics.some(({ rule }) => rule === "unknown-field"));
});

test("a run over files in memory gives them back", async () => {
  const { status, stdout, stderr, files } = await command.run(["--fix", "--suggested", "--lang=en", "-q", "a"], { files: { "a/b.json": WRONG } });
  assert.deepEqual({ status, stdout, stderr }, { status: 0, stdout: "", stderr: "" });
  assert.deepEqual(files, { "a/b.json": WRONG.replace("ammount", "amount") });
  const input = await command.run(["--format=compact", "-"], { stdin: WRONG, env: { SMARTRO_LINT_LANG: "en" } });
  assert.equal(input.stdout, `-:1:73: ${FOUND}`);
});

test("what cannot be linted is an error", async () => {
  await assert.rejects(command.lint("a.ts", PAGE, { args: ["--bogus"] }), LintError);
  await assert.rejects(command.lint("a.ts", PAGE, { files: { "smartro-lint.yaml": "severty: {}" } }), /severty/);
  await assert.rejects(command.lint("../a.ts", PAGE), LintError);
  await assert.rejects(command.lint("a.ts", PAGE, { langauge: "en" }), /langauge/);
  const [{ diagnostics }] = await command.lint("a.ts", "PortOne.requestPayment({", { language: "en" });
  assert.equal(diagnostics[0].rule, "invalid-source");
});
