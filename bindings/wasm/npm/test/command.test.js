// `npx smartro-lint`.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const COMMAND = fileURLToPath(new URL("../bin/smartro-lint.js", import.meta.url));
const WRONG = '{"operation": "cancelPayment", "request": {"reason": "💐 변심", "ammount": 1}}\n';
const RIGHT = '{"operation": "cancelPayment", "request": {"reason": "변심"}}\n';

/** Runs the command in a directory of these files. */
function run(t, files, args, input) {
  const cwd = mkdtempSync(join(tmpdir(), "smartro-lint-command-"));
  t.after(() => rmSync(cwd, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  const env = { ...process.env, SMARTRO_LINT_LANG: "en" };
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args], { cwd, env, input, encoding: "utf8" });
  return { status, stdout, stderr, read: (name) => readFileSync(join(cwd, name), "utf8") };
}

test("requests of JSON and of JSON Lines, with places in the file", (t) => {
  const files = { "a.json": WRONG, "b.jsonl": RIGHT + WRONG };
  const { status, stdout } = run(t, files, ["a.json", "b.jsonl"]);
  assert.equal(
    stdout,
    "a.json:1:73: warning[unknown-field] unknown field `ammount` in `cancelPayment`\n" +
      "b.jsonl:2:73: warning[unknown-field] unknown field `ammount` in `cancelPayment`\n",
  );
  assert.equal(status, 0);
  assert.equal(run(t, files, ["--fail-on", "warning", "a.json"]).status, 1);
  assert.equal(run(t, files, ["--fail-on", "warning", "--exit-zero", "a.json"]).status, 0);
});

test("places of a line are those of its file", (t) => {
  const { stdout } = run(t, { "b.jsonl": RIGHT + WRONG }, ["--format", "json", "b.jsonl"]);
  const [, { index, diagnostics }] = JSON.parse(stdout).files;
  assert.equal(index, 1);
  const [{ span, fixes, labels }] = diagnostics;
  const text = RIGHT + WRONG;
  assert.equal(text.slice(span.utf16.start, span.utf16.end), "1");
  assert.equal(Buffer.from(text).subarray(span.start, span.end).toString(), "1");
  assert.equal(text.slice(labels[0].span.utf16.start, labels[0].span.utf16.end), '"ammount"');
  assert.equal(text.slice(fixes[0].edits[0].utf16.start, fixes[0].edits[0].utf16.end), '"ammount"');
});

test("lines in JSON have the counts last", (t) => {
  const { stdout } = run(t, { "b.jsonl": RIGHT + WRONG }, ["--format", "jsonl", "b.jsonl"]);
  const [found, { summary }] = stdout.trim().split("\n").map((line) => JSON.parse(line));
  assert.equal(found.index, 1);
  assert.deepEqual([summary.requests, summary.warnings, summary.suggested], [2, 1, 1]);
});

test("fixes are written", (t) => {
  const files = { "b.jsonl": RIGHT + WRONG };
  assert.equal(run(t, files, ["--fix", "b.jsonl"]).read("b.jsonl"), RIGHT + WRONG);
  const fixed = run(t, files, ["--fix", "--suggested", "b.jsonl"]);
  assert.equal(fixed.read("b.jsonl"), RIGHT + WRONG.replace("ammount", "amount"));
  assert.equal(fixed.stdout, "");
});

test("standard input, an operation and a context", (t) => {
  const body = '{"storeId": "s", "channelKey": "c", "paymentId": "a b"}';
  const args = ["--operation", "requestPayment", "--context", "channel=test", "--context", "mid.currency=KRW", "-"];
  const { status, stdout } = run(t, {}, args, body);
  assert.match(stdout, /^-:1:\d+: error\[payment-id-charset\]/m);
  assert.equal(status, 1);
  const lines = run(t, {}, ["--stdin-filename", "x.jsonl", "-"], RIGHT + WRONG);
  assert.match(lines.stdout, /^x.jsonl:2:/);
});

test("rules are listed and explained", (t) => {
  assert.match(run(t, {}, ["rules"]).stdout, /^payment-id-length\t/m);
  assert.match(run(t, {}, ["explain", "payment-id-length"]).stdout, /^payment-id-length \(error\)\n\nChecks/);
});

test("a pack of one's own", (t) => {
  const files = {
    "pack.yaml": "name: my-pg\nversion: 0.1.0\nuses: [portone]\n",
    "ids.rules":
      "/// MyPG takes ids of at most 20 letters and digits.\nrule my-payment-id: error on requestPayment {\n  require paymentId matches /[A-Za-z0-9]{1,20}/\n}\n",
    "a.json": '{"operation": "requestPayment", "request": {"paymentId": "order 1"}}',
  };
  assert.match(run(t, files, ["--rules", ".", "a.json"]).stdout, /error\[my-payment-id\]/);
  const broken = run(t, { ...files, "ids.rules": "rule x: eror on y {}" }, ["--rules", ".", "a.json"]);
  assert.equal(broken.status, 2);
  assert.match(broken.stderr, /ids\.rules:1:\d+: /);
});

test("what cannot be done is an error that names it", (t) => {
  const files = { "a.json": RIGHT, "page.tsx": "" };
  for (const [args, message] of [
    [[], /no files/],
    [["--bogus"], /--bogus/],
    [["--format", "sarif", "a.json"], /`sarif`/],
    [["--operation", "cancelPaymnt", "a.json"], /`cancelPaymnt`/],
    [["--context", "channel=prod", "a.json"], /`prod`/],
    [["--context", "none.json", "a.json"], /none\.json/],
    [["--context", "page.tsx", "a.json"], /`page\.tsx` is no JSON/],
    [["--lang", "fr", "a.json"], /`fr`/],
    [["--suggested", "a.json"], /--fix/],
    [["none.json"], /`none\.json`/],
    [["page.tsx"], /native command/],
    [["explain", "no-such-rule"], /`no-such-rule`/],
  ]) {
    const { status, stderr } = run(t, files, args);
    assert.equal(status, 2, args.join(" "));
    assert.match(stderr, message);
    assert.doesNotMatch(stderr, /\n\s+at /);
  }
});
