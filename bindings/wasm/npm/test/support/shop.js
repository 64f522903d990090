// A shop that has installed the package, as users do: from what `npm pack` makes.

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const PACKAGE = fileURLToPath(new URL("../..", import.meta.url));
const CONTRACT = fileURLToPath(new URL("../../../../contract", import.meta.url));

/** A directory with the package, the contract, and the files of these texts; it goes with the test. */
export function shop(t, files) {
  const directory = mkdtempSync(join(tmpdir(), "smartro-lint-shop-"));
  t.after(() => rmSync(directory, { recursive: true }));
  const installed = join(directory, "node_modules/smartro-lint");
  mkdirSync(installed, { recursive: true });
  const packed = execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", directory], {
    cwd: PACKAGE,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [{ filename }] = [JSON.parse(packed)].flat().flatMap((made) => made.filename ? [made] : Object.values(made));
  execFileSync("tar", ["xzf", join(directory, filename), "-C", installed, "--strip-components=1"]);
  cpSync(join(PACKAGE, "node_modules/@bjorn3"), join(directory, "node_modules/@bjorn3"), { recursive: true });
  cpSync(CONTRACT, join(directory, "contract"), { recursive: true });
  cpSync(join(PACKAGE, "test/support/contract.js"), join(directory, "a/b/c/d/contract.js"));
  writeFileSync(join(directory, "package.json"), '{ "type": "module", "private": true }');
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  return directory;
}

const TYPES = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".wasm": "application/wasm" };

/** Serves a directory while the test runs, and returns the address. */
export async function serve(t, directory) {
  const server = createServer(async (request, response) => {
    const name = new URL(request.url, "http://localhost").pathname.replace(/\/$/, "/index.html");
    const body = await readFile(join(directory, name)).catch(() => undefined);
    response.writeHead(body ? 200 : 404, { "content-type": TYPES[extname(name)] ?? "text/plain" });
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  return `http://127.0.0.1:${server.address().port}`;
}
