// The contract through bundles of vite, webpack and esbuild, in Chromium, in workerd and in Next.js's edge
// runtime, and source code there.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { browser } from "./support/browser.js";
import { serve, shop } from "./support/shop.js";

const PAGE = {
  "index.html": '<!doctype html><title>shop</title><script type="module" src="./main.js"></script>',
  "main.js": `import { Linter } from "smartro-lint";
    import { differing } from "./a/b/c/d/contract.js";
    globalThis.result = differing(Linter).catch(String);`,
};

/** Lints source code with what it imports: which rules should have found something and have not. */
const SOURCE = `
  import { Command } from "smartro-lint/command";
  export async function missing() {
    const page = 'import { id } from "./ids"; PortOne.requestPayment({ orderName: "💐", paymentId: id, custommer: {} });';
    const command = await Command.load();
    const [{ diagnostics }] = await command.lint("page.tsx", page, { files: { "ids.ts": 'export const id = "주문 1";' } });
    const found = (rule, text) => diagnostics.some(({ rule: one, span: { utf16 } }) =>
      one === rule && page.slice(utf16.start, utf16.end) === text);
    return [["payment-id-charset", "id"], ["unknown-field", "{}"]].filter(([rule, text]) => !found(rule, text));
  }`;

const installed = (name) => import(name).catch(() => undefined);

/** Runs the page of a bundle in Chromium: every request has its report. */
async function runs(t, directory) {
  const opened = await browser(t);
  if (opened === undefined) return;
  const page = await opened.newPage();
  await page.goto(await serve(t, directory));
  await page.waitForFunction(() => globalThis.result !== undefined);
  assert.deepEqual(await page.evaluate(() => globalThis.result), []);
}

test("a bundle of vite in Chromium", async (t) => {
  const vite = await installed("vite");
  if (vite === undefined) return t.skip("vite is not installed");
  const root = shop(t, PAGE);
  await vite.build({ root, configFile: false, logLevel: "silent", base: "./" });
  await runs(t, join(root, "dist"));
});

test("source code in Chromium", async (t) => {
  const vite = await installed("vite");
  if (vite === undefined) return t.skip("vite is not installed");
  const main = 'import { missing } from "./source.js"; globalThis.result = missing().catch(String);';
  const root = shop(t, { ...PAGE, "main.js": main, "source.js": SOURCE });
  await vite.build({ root, configFile: false, logLevel: "silent", base: "./" });
  await runs(t, join(root, "dist"));
});

test("a bundle of webpack in Chromium", async (t) => {
  const webpack = (await installed("webpack"))?.default;
  if (webpack === undefined) return t.skip("webpack is not installed");
  const root = shop(t, PAGE);
  const path = join(root, "dist");
  const made = await new Promise((resolve, reject) => {
    const config = { mode: "production", context: root, entry: "./main.js", output: { path, filename: "main.js" } };
    webpack(config, (error, stats) => (error ? reject(error) : resolve(stats)));
  });
  assert.equal(made.hasErrors(), false, made.toString({ all: false, errors: true }));
  writeFileSync(join(path, "index.html"), PAGE["index.html"]);
  await runs(t, path);
});

test("a bundle of esbuild in Chromium", async (t) => {
  const esbuild = await installed("esbuild");
  if (esbuild === undefined) return t.skip("esbuild is not installed");
  const root = shop(t, {
    ...PAGE,
    "main.js": `import wasm from "smartro-lint/smartro.wasm";
      import { Linter } from "smartro-lint";
      import { differing } from "./a/b/c/d/contract.js";
      globalThis.result = differing(Linter, { wasm }).catch(String);`,
  });
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ["main.js"],
    outfile: join(root, "dist/main.js"),
    bundle: true,
    format: "esm",
    loader: { ".wasm": "binary" },
    logLevel: "silent",
  });
  writeFileSync(join(root, "dist/index.html"), PAGE["index.html"]);
  await runs(t, join(root, "dist"));
});

test("a function in the edge runtime of Next.js", async (t) => {
  const [esbuild, edge] = [await installed("esbuild"), await installed("@edge-runtime/vm")];
  if (esbuild === undefined || edge === undefined) return t.skip("esbuild or @edge-runtime/vm is not installed");
  const root = shop(t, {
    "main.js": `import { Linter } from "smartro-lint";
      import { Linter as Packs } from "smartro-lint/packs";
      import { differing } from "./a/b/c/d/contract.js";
      import { missing } from "./source.js";
      const answers = async () => [...(await differing(Linter)), ...(await differing(Packs)), ...(await missing())];
      globalThis.result = answers().then(JSON.stringify, String);`,
    "source.js": SOURCE,
  });
  const { outputFiles } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: ["main.js"],
    write: false,
    bundle: true,
    format: "iife",
    target: "es2022",
    conditions: ["edge-light"],
    plugins: [asGlobal],
    logLevel: "silent",
  });
  const generated = join(root, "node_modules/smartro-lint/generated");
  const modules = ["smartro_bg", "packs_bg", "command_bg"].map((name) => {
    const compiled = new WebAssembly.Module(readFileSync(join(generated, `${name}.wasm`)));
    return [name, compiled];
  });
  const runtime = new edge.EdgeVM({
    codeGeneration: { strings: false, wasm: false },
    extend: (context) => Object.assign(context, Object.fromEntries(modules)),
  });
  runtime.evaluate(outputFiles[0].text);
  assert.equal(await runtime.evaluate("globalThis.result"), "[]");
});

/** What Next.js does with `.wasm?module`: it compiles the module outside, and gives it as a global value. */
const asGlobal = {
  name: "wasm-global",
  setup(build) {
    build.onResolve({ filter: /\.wasm\?module$/ }, ({ path }) => ({ path, namespace: "wasm-global" }));
    build.onLoad({ filter: /.*/, namespace: "wasm-global" }, ({ path }) => {
      const name = basename(path, ".wasm?module");
      return { contents: `export default globalThis[${JSON.stringify(name)}];` };
    });
  },
};

test("a worker in workerd", async (t) => {
  const [esbuild, workerd] = [await installed("esbuild"), commandOf("workerd")];
  if (esbuild === undefined || workerd === undefined) return t.skip("esbuild or workerd is not installed");
  const root = shop(t, {
    "worker.js": `import { Linter } from "smartro-lint";
      import { differing } from "./a/b/c/d/contract.js";
      import { missing } from "./source.js";
      const answers = async () => [...(await differing(Linter)), ...(await missing())];
      export default {
        fetch: async () => Response.json(await answers().catch(String)),
      };`,
    "source.js": SOURCE,
    "config.capnp": `using Workerd = import "/workerd/workerd.capnp";
      const config :Workerd.Config = (
        services = [(name = "main", worker = .worker)],
        sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
      );
      const worker :Workerd.Worker = (
        modules = [
          (name = "bundle.js", esModule = embed "bundle.js"),
          (name = "smartro_bg.wasm", wasm = embed "node_modules/smartro-lint/generated/smartro_bg.wasm"),
          (name = "command_bg.wasm", wasm = embed "node_modules/smartro-lint/generated/command_bg.wasm"),
        ],
        compatibilityDate = "2025-01-01",
      );`,
  });
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ["worker.js"],
    outfile: join(root, "bundle.js"),
    bundle: true,
    format: "esm",
    conditions: ["workerd"],
    plugins: [asModule],
    logLevel: "silent",
  });
  const args = ["serve", "config.capnp", "--control-fd=3"];
  const child = spawn(workerd, args, { cwd: root, stdio: ["ignore", "ignore", "inherit", "pipe"] });
  t.after(() => child.kill());
  const port = await listening(child);
  const answer = await fetch(`http://127.0.0.1:${port}/`);
  assert.deepEqual(await answer.json(), []);
});

/** The module stays one: what a worker's tools do with `.wasm`. */
const asModule = {
  name: "wasm-module",
  setup(build) {
    build.onResolve({ filter: /\.wasm$/ }, ({ path }) => ({ path: basename(path), external: true }));
  },
};

/** The path of a package's command, if it is installed. */
function commandOf(name) {
  const path = fileURLToPath(new URL(`../node_modules/.bin/${name}`, import.meta.url));
  return existsSync(path) ? path : undefined;
}

/** The port that workerd listens on, once it does. */
function listening(child) {
  return new Promise((resolve, reject) => {
    let text = "";
    child.on("exit", (code) => reject(new Error(`workerd ended with ${code}`)));
    child.stdio[3].on("data", (data) => {
      text += data;
      const port = /"port":(\d+)/.exec(text)?.[1];
      if (port !== undefined) resolve(port);
    });
  });
}
