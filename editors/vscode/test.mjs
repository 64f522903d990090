// The TextMate grammar: its keywords are those of the language, and every rule file has colours.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import oniguruma from "vscode-oniguruma";
import textmate from "vscode-textmate";

const require = createRequire(import.meta.url);
const wasm = readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm"));
await oniguruma.loadWASM(wasm.buffer);

const raw = readFileSync("syntaxes/rules.tmLanguage.json", "utf8");
const registry = new textmate.Registry({
  onigLib: Promise.resolve({
    createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text) => new oniguruma.OnigString(text),
  }),
  loadGrammar: async () => textmate.parseRawGrammar(raw, "rules.tmLanguage.json"),
});
const grammar = await registry.loadGrammar("source.smartro-lint-rules");

const scopes = (line) =>
  grammar.tokenizeLine(line, textmate.INITIAL).tokens.map((token) => [
    line.slice(token.startIndex, token.endIndex).trim(),
    token.scopes.at(-1).split(".").slice(0, -1).join("."),
  ]);
const scope = (line, word) => scopes(line).find(([text]) => text === word)?.[1];

assert.equal(scope("rule payment-id: error on a {", "rule"), "keyword.declaration");
assert.equal(scope("rule payment-id: error on a {", "payment-id"), "entity.name.type");
assert.equal(scope("  require chars(id) <= 40", "chars"), "entity.name.function");
assert.equal(scope("  when id matches /[/가]*\\// # a", "/[/가]*\\//"), undefined);
assert.equal(scope("  when id matches /[가]*\\// # a", "/[가]*\\//"), "string.regexp");
assert.equal(scope("/// 가🍎 require", "/// 가🍎 require"), "comment.block.documentation");
assert.equal(scope("  amount?: integer", "amount"), "variable.other.property");

const keywords = readFileSync("../../grammar/rules.pest", "utf8")
  .split("\n")
  .filter((line) => line.startsWith("k_"))
  .map((line) => line.split('"')[1]);
const missing = keywords.filter((word) => !raw.includes(`|${word}|`) && !raw.includes(`:${word}|`)
  && !raw.includes(`|${word})`) && !raw.includes(`(${word}|`));
assert.deepEqual(missing.filter((word) => word !== "matches"), [], "keywords without a colour");

for (const pack of ["portone", "portone-checks", "smartro"]) {
  for (const name of readdirSync(`../../rules/${pack}`).filter((name) => name.endsWith(".rules"))) {
    const lines = readFileSync(`../../rules/${pack}/${name}`, "utf8").split("\n").filter((line) => line.trim());
    const coloured = lines.filter((line) => scopes(line).some(([, scope]) => scope !== "source"));
    assert.ok(coloured.length > lines.length / 2, name);
  }
}
console.log("the grammar has all keywords and colours every rule file");
