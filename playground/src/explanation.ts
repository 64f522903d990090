// The documentation of a rule, in a dialog.

import type { Citation, RuleInfo } from "smartro-lint";
import { byId, element, worded } from "./dom";
import type { Texts } from "./texts";

export function explain(rule: RuleInfo<string>, texts: Texts): void {
  const { explain: parts, summary, help, sources } = rule;
  byId("explanation-title").textContent = rule.rule;
  const content: HTMLElement[] = [element("p", { className: `severity ${rule.severity}` }, texts[rule.severity])];
  const add = (title: string, text: string | undefined) => {
    if (text) content.push(element("h3", {}, title), element("p", {}, ...worded(text)));
  };
  add(texts.what, parts?.what ?? summary);
  add(texts.why, parts?.why);
  add(texts.todo, parts?.do ?? help);
  if (sources.length > 0) {
    const place = ({ title, section }: Citation) => (section === undefined ? title : `${title}: ${section}`);
    const items = sources.map((source) => element("li", {}, cited(place(source), source.url)));
    content.push(element("h3", {}, texts.sources), element("ul", {}, ...items));
  }
  byId("explanation-text").replaceChildren(...content);
  byId<HTMLDialogElement>("explanation").showModal();
}

/** A pack of a shared address may name any address: only those of web pages become links. */
function cited(text: string, url: string | undefined): HTMLElement | string {
  if (url === undefined || !/^https?:\/\//.test(url)) return text;
  return element("a", { href: url, target: "_blank", rel: "noreferrer" }, text);
}
