// The documentation of a rule, in a dialog.

import type { RuleInfo } from "smartro-lint";
import { byId, element, worded } from "./dom";
import type { Texts } from "./texts";

/** What `rules` of the package has besides what its types promise. */
type Documented = RuleInfo<string> & {
  explain?: { what: string; why: string; do: string };
  sources?: readonly { title: string; section: string; url: string }[];
};

export function explain(rule: Documented, texts: Texts): void {
  const { explain: parts, summary, help, sources = [] } = rule;
  byId("explanation-title").textContent = rule.rule;
  const content: HTMLElement[] = [element("p", { className: `severity ${rule.severity}` }, texts[rule.severity])];
  const add = (title: string, text: string | undefined) => {
    if (text) content.push(element("h3", {}, title), element("p", {}, ...worded(text)));
  };
  add(texts.what, parts?.what ?? summary);
  add(texts.why, parts?.why);
  add(texts.todo, parts?.do ?? help);
  if (sources.length > 0) {
    const items = sources.map(({ title, section, url }) => element("li", {}, cited(`${title}: ${section}`, url)));
    content.push(element("h3", {}, texts.sources), element("ul", {}, ...items));
  }
  byId("explanation-text").replaceChildren(...content);
  byId<HTMLDialogElement>("explanation").showModal();
}

/** A pack of a shared address may name any address: only those of web pages become links. */
function cited(text: string, url: string): HTMLElement | string {
  if (!/^https?:\/\//.test(url)) return text;
  return element("a", { href: url, target: "_blank", rel: "noreferrer" }, text);
}
