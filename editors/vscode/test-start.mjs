// The extension as it is built: a command that is not there is said once, in the language of VS Code.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import Module, { createRequire } from "node:module";

const korean = JSON.parse(readFileSync("l10n/bundle.l10n.ko.json", "utf8"));
const shown = [];

/** Anything of VS Code that does not matter here: a class, a function, a member of either. */
const anything = new Proxy(class {}, {
  apply: () => anything,
  get: (target, name) => (name in target ? target[name] : name === "then" ? undefined : anything),
});
const members = (own) => new Proxy(own, { get: (own, name) => own[name] ?? anything });
const vscode = members({
  l10n: { t: (text, value) => korean[text]?.replace("{0}", value) },
  window: members({ showErrorMessage: (text) => shown.push(text) }),
  workspace: members({
    getConfiguration: () => ({ get: (name, value) => (name === "path" ? "no-such-command" : value) }),
    onDidChangeConfiguration: () => anything,
  }),
});
const load = Module._load;
Module._load = (name, ...rest) => (name === "vscode" ? vscode : load(name, ...rest));

const extension = createRequire(import.meta.url)("./dist/extension.js");
await extension.activate({ subscriptions: [] });
assert.equal(shown.length, 1, shown.join("\n"));
assert.match(shown[0], /^smartro-lint: `no-such-command` 명령.* `smartro-lint\.path`/);
console.log("a command that is not there is said once");
