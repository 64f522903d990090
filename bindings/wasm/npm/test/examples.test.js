// The examples and what bundlers make of the package.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { lintBody } from "../examples/express.js";

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

test("the built-in pack is no larger than it was", () => {
  const wasm = readFileSync(new URL("../generated/smartro_bg.wasm", import.meta.url));
  const { length } = brotliCompressSync(wasm);
  assert.ok(length <= 350_000, `${length} bytes`);
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

test("the entry for workerd takes the module that the runtime has compiled", async () => {
  const source = readFileSync(new URL("../entry.workerd.js", import.meta.url), "utf8");
  assert.match(source, /import wasm from ".\/generated\/smartro_bg.wasm"/);
  const { Linter } = await import("smartro-lint");
  const bytes = readFileSync(new URL("../generated/smartro_bg.wasm", import.meta.url));
  const linter = await Linter.smartro({ wasm: new WebAssembly.Module(bytes) });
  assert.equal(linter.verdict({ reason: "변심" }, { operation: "cancelPayment" }).isClean, true);
});
