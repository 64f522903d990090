// The examples and what bundlers make of the package.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { lintBody, register } from "../examples/express.js";

test("the middleware of the Express example", async () => {
  const path = (request) => ({ paymentId: request.params.paymentId });
  const lint = await lintBody("cancelPayment", { path });
  const call = (body) => {
    const answer = { status: 200, next: false };
    const response = {
      status: (status) => Object.assign(response, { code: status }),
      json: (json) => Object.assign(answer, { status: response.code, json }),
    };
    lint({ body, params: { paymentId: "order1" } }, response, () => (answer.next = true));
    return answer;
  };
  assert.equal(call({ reason: "변심" }).next, true);
  const refused = call({ ammount: 1 });
  assert.equal(refused.status, 422);
  assert.ok(refused.json.errors.some((error) => error.rule === "missing-field"));
});

/** Sends a body to the address, as JSON. */
const post = (address, body) =>
  fetch(address, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

test("the shop of the Express example, in Express", async (t) => {
  const express = (await import("express").catch(() => undefined))?.default;
  if (express === undefined) return t.skip("express is not installed");
  const called = [];
  const app = express().use(express.json());
  await register(app, { cancelPayment: async (...given) => (called.push(given), { status: "SUCCEEDED" }) });
  const server = await new Promise((resolve) => {
    const listening = app.listen(0, "127.0.0.1", () => resolve(listening));
  });
  t.after(() => server.close());
  const address = `http://127.0.0.1:${server.address().port}/payments/order1/cancel`;
  const refused = await post(address, { ammount: 1 });
  assert.equal(refused.status, 422);
  assert.ok((await refused.json()).errors.some((error) => error.rule === "missing-field"));
  // Express has no body for what is not said to be JSON.
  assert.equal((await fetch(address, { method: "POST", body: "{}" })).status, 422);
  assert.deepEqual(called, []);
  assert.deepEqual(await (await post(address, { reason: "변심" })).json(), { status: "SUCCEEDED" });
  assert.deepEqual(called, [["order1", { reason: "변심" }]]);
});

test("the route of the Next.js example, as Next.js calls it", async (t) => {
  const esbuild = await import("esbuild").catch(() => undefined);
  if (esbuild === undefined) return t.skip("esbuild is not installed");
  const source = readFileSync(new URL("../examples/next-route.ts", import.meta.url), "utf8");
  const { code } = await esbuild.transform(source, { loader: "ts" });
  const file = new URL(`../examples/next-route-${process.pid}.mjs`, import.meta.url);
  writeFileSync(file, code);
  t.after(() => rmSync(file));
  const { POST } = await import(file);
  const call = (body) =>
    POST(new Request("https://shop.example.com/", { method: "POST", body: JSON.stringify(body) }), {
      params: Promise.resolve({ paymentId: "order1" }),
    });
  // As `fetch` answers in Node: the body is decoded, and the headers are those of the compressed one.
  const headers = { "content-encoding": "gzip", "content-length": "42" };
  const sent = t.mock.method(globalThis, "fetch", async () => Response.json({ status: "SUCCEEDED" }, { headers }));
  assert.equal((await call({ ammount: 1 })).status, 422);
  assert.equal(sent.mock.callCount(), 0);
  const answer = await call({ reason: "변심" });
  assert.deepEqual([...answer.headers], [["content-type", "application/json"]]);
  assert.deepEqual(await answer.json(), { status: "SUCCEEDED" });
  assert.equal(sent.mock.calls[0].arguments[0], "https://api.portone.io/payments/order1/cancel");
});

test("the built-in pack is no larger than it was", () => {
  const wasm = readFileSync(new URL("../generated/smartro_bg.wasm", import.meta.url));
  const { length } = brotliCompressSync(wasm);
  assert.ok(length <= 290_000, `${length} bytes`);
});

test("the modules name no directory of the machine that built them", () => {
  const repository = fileURLToPath(new URL("../../../..", import.meta.url));
  for (const name of ["smartro", "packs", "command"]) {
    const text = readFileSync(new URL(`../generated/${name}_bg.wasm`, import.meta.url), "latin1");
    for (const path of ["registry/src/", repository]) assert.equal(text.indexOf(path), -1, `${name}: ${path}`);
  }
});

// A bundle without the module takes it as an option, whatever the bundler.
test("esbuild bundles it, with the module as bytes", async (t) => {
  const esbuild = await import("esbuild").catch(() => undefined);
  if (esbuild === undefined) return t.skip("esbuild is not installed");
  const directory = mkdtempSync(new URL("../generated/bundle-", import.meta.url).pathname);
  t.after(() => rmSync(directory, { recursive: true }));
  const entry = `${directory}/shop.js`;
  writeFileSync(
    entry,
    `import { Linter } from "smartro-lint";
     import wasm from "smartro-lint/smartro.wasm";
     const linter = await Linter.smartro({ wasm });
     console.log(linter.verdict({}, { operation: "cancelPayment" }).errors);`,
  );
  const outfile = `${directory}/bundle.mjs`;
  await esbuild.build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    loader: { ".wasm": "binary" },
    logLevel: "silent",
  });
  assert.equal(execFileSync(process.execPath, [outfile], { encoding: "utf8" }), "1\n");
});

test("what is made for production of the page's example has no linter in it", async (t) => {
  const esbuild = await import("esbuild").catch(() => undefined);
  if (esbuild === undefined) return t.skip("esbuild is not installed");
  for (const name of ["README.md", "README.ko.md"]) {
    const page = readFileSync(new URL(`../${name}`, import.meta.url), "utf8");
    const example = page.split(/^```.*$/m).find((part) => part.includes("wrap(sdk"));
    const { outputFiles } = await esbuild.build({
      stdin: { contents: `${example}export { portOne };`, resolveDir: fileURLToPath(new URL("..", import.meta.url)), loader: "ts" },
      write: false,
      bundle: true,
      format: "esm",
      external: ["@portone/browser-sdk/v2"],
      define: { "process.env.NODE_ENV": '"production"' },
      minifySyntax: true,
      logLevel: "silent",
    });
    assert.doesNotMatch(outputFiles[0].text, /smartro/, name);
  }
});

test("each entry has one for runtimes that forbid compiling from bytes", () => {
  const read = (name) => readFileSync(new URL(`../${name}`, import.meta.url), "utf8");
  for (const [entry, conditions] of Object.entries(JSON.parse(read("package.json")).exports)) {
    if (entry.endsWith(".wasm")) continue;
    const module = basename(conditions.node).replace("entry", "smartro").split(".")[0];
    // The form that Next.js knows, and that of workerd; a runtime takes the first condition that it knows.
    assert.deepEqual(Object.keys(conditions).slice(0, 4), ["types", "edge-light", "workerd", "node"], entry);
    assert.ok(read(conditions["edge-light"]).includes(`import wasm from "./generated/${module}_bg.wasm?module";`));
    assert.ok(read(conditions.workerd).includes(`import wasm from "./generated/${module}_bg.wasm";`));
  }
});

test("the entry for workerd takes the module that the runtime has compiled", async () => {
  const { Linter } = await import("smartro-lint");
  const bytes = readFileSync(new URL("../generated/smartro_bg.wasm", import.meta.url));
  const linter = await Linter.smartro({ wasm: new WebAssembly.Module(bytes) });
  assert.equal(linter.verdict({ reason: "변심" }, { operation: "cancelPayment" }).isClean, true);
});
