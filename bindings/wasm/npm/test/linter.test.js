// What is JavaScript's own: values, errors, memory, repairs, the SDK.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { apply, Linter, LintError, wrap } from "smartro-lint";
import { Linter as WithPacks } from "smartro-lint/packs";

const linter = await Linter.smartro({ language: "en" });
const cancel = { operation: "cancelPayment" };

test("objects are linted as what would be sent", () => {
  const report = linter.lint({ reason: "변심", ammount: 1, amount: undefined }, cancel);
  assert.deepEqual(report.diagnostics.map((found) => found.rule), ["unknown-field"]);
  assert.equal(report.diagnostics[0].span, null);
});

test("what is no request is an error", () => {
  const circular = { reason: "변심" };
  circular.self = circular;
  for (const input of [undefined, () => 1, Symbol("a"), circular, { reason: 1n }]) {
    assert.throws(() => linter.lint(input, cancel), LintError);
  }
  assert.equal(linter.lint(null, cancel).diagnostics[0].rule, "type-mismatch");
  assert.equal(linter.lint({ reason: NaN }, cancel).diagnostics.length, 1);
  assert.throws(() => linter.lint({}, { path: { paymentId: 1 } }), LintError);
});

test("long, deep and broken text is a finding", () => {
  for (const input of ["", "[".repeat(1e6), "\ud800", new Uint8Array([0xff, 0xfe]), "x".repeat(1e8)]) {
    const [found] = linter.lint(input, cancel).diagnostics;
    assert.equal(found.rule, "invalid-json");
  }
  assert.ok(linter.verdict('{"reason": "변심"}', cancel).isClean);
});

test("nothing at all is a finding, as the first request too", async () => {
  for (const input of ["", new Uint8Array(0)]) {
    const first = await Linter.smartro();
    assert.equal(first.lint(input, cancel).diagnostics[0].rule, "invalid-json");
  }
});

test("options of one request are not those of the next", () => {
  const body = { channelKey: "c", orderName: "책", amount: { total: 1 }, currency: "KRW" };
  const rules = (options) => linter.lint(body, options).diagnostics.map((found) => found.rule);
  const path = { paymentId: "order 1" };
  assert.ok(rules({ operation: "payInstantly", path }).includes("payment-id-charset"));
  assert.ok(!rules({ operation: "payInstantly" }).includes("payment-id-charset"));
  assert.throws(() => linter.lint(body, { context: { channel: "prod" } }), LintError);
  assert.deepEqual(linter.lint({ reason: "변심" }, cancel).diagnostics, []);
});

test("code of the caller that runs meanwhile may lint", () => {
  const inner = { operation: "payInstantly", context: { channel: "test" }, path: { paymentId: "a" } };
  const reason = { toJSON: () => (linter.lint("{}", inner), "변심") };
  assert.deepEqual(linter.lint({ reason }, cancel).diagnostics, []);
  const context = { channel: { toJSON: () => (linter.lint("[]", inner), "live") } };
  assert.deepEqual(linter.lint('{"reason": "변심"}', { ...cancel, context }).diagnostics, []);
});

test("severities and languages are the caller's", async () => {
  const strict = await Linter.smartro({ severity: { "unknown-field": "error" } });
  assert.equal(strict.lint({ reason: "변심", memo: 1 }, cancel).diagnostics[0].severity, "error");
  await assert.rejects(Linter.smartro({ severity: { "no-such-rule": "off" } }), LintError);
  await assert.rejects(Linter.smartro({ language: "fr" }), LintError);
});

test("values that identify a person are masked", async () => {
  const request = { reason: "변심", requester: "me@example.com" };
  assert.ok(!JSON.stringify(linter.lint(request, cancel)).includes("me@example.com"));
  const shows = await Linter.smartro({ showValues: true });
  assert.ok(JSON.stringify(shows.lint(request, cancel)).includes("me@example.com"));
  assert.ok(!linter.mask('{"customer": {"fullName": "홍길동"}}').includes("홍길동"));
});

test("a fix is made where the characters are", () => {
  const text = '{"reason": "💐 변심", "ammount": 1}';
  const { diagnostics } = linter.lint(text, cancel);
  const fixed = apply(text, diagnostics.flatMap((found) => found.fixes.slice(0, 1)));
  assert.equal(fixed, '{"reason": "💐 변심", "amount": 1}');
});

test("the wrapped SDK prints what it finds, and goes on", async () => {
  const printed = [];
  const console = Object.fromEntries(
    ["error", "warn", "info"].map((name) => [name, (text) => printed.push(text)]),
  );
  const sdk = { requestPayment: async (request) => request.paymentId, version: 2 };
  const wrapped = wrap(sdk, linter, { console });
  assert.equal(await wrapped.requestPayment({ paymentId: "주문 1" }), "주문 1");
  assert.ok(printed.some((text) => text.includes("payment-id-charset")));
  const broken = {};
  broken.self = broken;
  assert.equal(await wrapped.requestPayment(broken), undefined);
  assert.equal(wrapped.version, 2);
});

test("an SDK that a bundler has frozen is wrapped too", async () => {
  const printed = [];
  const console = { error: (text) => printed.push(text) };
  const sdk = Object.freeze({ __proto__: null, requestPayment: async ({ paymentId }) => paymentId, version: 2 });
  const wrapped = wrap(sdk, linter, { console });
  assert.equal(await wrapped.requestPayment({ paymentId: "주문 1" }), "주문 1");
  assert.ok(printed.some((text) => text.includes("payment-id-charset")));
  assert.equal(wrapped.version, 2);
  assert.ok("requestPayment" in wrapped);
  printed.length = 0;
  assert.equal(await { ...wrapped }.requestPayment({ paymentId: "주문 1" }), "주문 1");
  assert.notEqual(printed.length, 0);
});

test("of a wrapped SDK everything else is the SDK's own", () => {
  class Sdk {
    #version = 2;
    get version() {
      return this.#version;
    }
    name = "PortOne";
  }
  const sdk = new Sdk();
  const wrapped = wrap(sdk, linter, { console });
  assert.equal(wrapped.version, 2);
  wrapped.name = "other";
  assert.deepEqual([sdk.name, wrapped.name, Object.keys(wrapped)], ["other", "other", ["name"]]);
  assert.ok(wrapped instanceof Sdk);
});

test("packs of one's own", async () => {
  const files = {
    "pack.yaml": "name: my-pg\nversion: 0.1.0\nuses: [portone]\n",
    "ids.rules":
      "/// MyPG takes ids of at most 20 letters and digits.\nrule my-payment-id: error on requestPayment {\n  require paymentId matches /[A-Za-z0-9]{1,20}/\n}\n",
  };
  const own = await WithPacks.pack("my-pg", files, { language: "en" });
  const { diagnostics } = own.lint({ paymentId: "order 1" }, { operation: "requestPayment" });
  assert.ok(diagnostics.some((found) => found.rule === "my-payment-id"));
  files["ids.rules"] = "rule x: eror on requestPayment {}";
  const failed = await WithPacks.pack("my-pg", files).then(assert.fail, (error) => error);
  assert.ok(failed instanceof LintError);
  assert.equal(failed.mistakes[0].file, "my-pg/ids.rules");
  assert.equal(failed.mistakes[0].line, 1);
  assert.equal(Linter.pack, undefined);
});

test("memory stays as it is", () => {
  const text = '{"reason": "변심", "ammount": 1}';
  for (let index = 0; index < 20_000; index++) linter.lint(text, cancel);
  const before = process.memoryUsage.rss();
  for (let index = 0; index < 100_000; index++) linter.verdict(text, cancel);
  for (let index = 0; index < 20_000; index++) linter.lint(text, cancel);
  const grown = process.memoryUsage.rss() - before;
  assert.ok(grown < 64 << 20, `${grown} bytes`);
});

test("starting in Node does not load `fetch`", () => {
  for (const entry of ["smartro-lint", "smartro-lint/packs"]) {
    const script = `import { Linter } from "${entry}";
      for (const name of ["Request", "Response", "fetch"]) {
        Object.defineProperty(globalThis, name, { get() { console.log(name); } });
      }
      await Linter.smartro();`;
    const args = ["--input-type=module", "--eval", script];
    assert.equal(execFileSync(process.execPath, args, { cwd: import.meta.dirname, encoding: "utf8" }), "");
  }
});
