// Bundles the extension, and brings the project file's schemas beside it.
import { build } from "esbuild";
import { copyFileSync } from "node:fs";

await build({
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.js",
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  external: ["vscode"],
  minify: true,
});
for (const name of ["smartro-lint.schema.json", "smartro-lint.report.schema.json"]) {
  copyFileSync(`../../${name}`, name);
}
