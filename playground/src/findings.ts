// Findings as a list, and as marks of the editor.

import type { Diagnostic } from "@codemirror/lint";
import type { Edit } from "smartro-lint";
import { button, byId, element, worded } from "./dom";
import type { AnyReport } from "./protocol";
import type { Texts } from "./texts";

type AnyFinding = AnyReport["diagnostics"][number];

/** What is done with a finding. */
export interface Actions {
  goTo(from: number, to: number): void;
  apply(edits: readonly Edit[]): void;
  explain(rule: string): void;
}

/** What was found, in how many calls of source code. */
interface Shown {
  report: AnyReport;
  calls?: number | undefined;
}

/** More findings than anybody reads would only make the page slow. */
const SHOWN = 200;

export function show({ report, calls }: Shown, texts: Texts, actions: Actions): void {
  const list = byId("findings");
  // The button that was pressed goes: whoever uses the keyboard goes on from the heading.
  const hadFocus = list.contains(document.activeElement);
  const { diagnostics } = report;
  const items = diagnostics.slice(0, SHOWN).map((finding) => item(finding, texts, actions));
  if (diagnostics.length > SHOWN) items.push(element("li", {}, texts.more(diagnostics.length - SHOWN)));
  list.replaceChildren(...items);
  if (hadFocus) byId("findings-title").focus();
  state(calls === 0 ? texts.noCalls : summary(report, texts));
}

/** What is announced; the same words again are not. */
export function state(text: string): void {
  const status = byId("status");
  if (status.textContent !== text) status.textContent = text;
}

function summary({ diagnostics }: AnyReport, texts: Texts): string {
  if (diagnostics.length === 0) return texts.clean;
  const count = (severity: string) => diagnostics.filter((found) => found.severity === severity).length;
  return texts.count(count("error"), count("warning"), count("advice"));
}

function item(finding: AnyFinding, texts: Texts, actions: Actions): HTMLLIElement {
  const { severity, message, rule, help, pointer, fixes } = finding;
  const head = element(
    "p",
    { className: "message" },
    element("span", { className: `severity ${severity}` }, texts[severity]),
    " ",
    ...worded(message),
  );
  const links = element("p", { className: "links" });
  const place = pointer || texts.whole;
  const span = underlined(finding);
  if (span !== null) {
    const { start, end } = span.utf16;
    links.append(button(place, () => actions.goTo(start, end), texts.goTo(place)));
  }
  links.append(button(rule, () => actions.explain(rule), texts.explainRule(rule)));
  const repairs = fixes.map((fix) => {
    const made = button(texts.fix(fix.title), () => actions.apply(fix.edits));
    made.className = "fix";
    return made;
  });
  const more = help ? [element("p", { className: "help" }, ...worded(help))] : [];
  return element("li", { className: severity }, head, ...more, links, ...repairs);
}

/** The value; of an unknown field and of what is missing, the key or the brace that a label is at. */
function underlined({ labels, pointer, span }: AnyFinding): AnyFinding["span"] {
  const label = labels.find((label) => label.primary && label.pointer === pointer && !label.file);
  const place = label?.span;
  return span && place && place.start <= span.start ? place : span;
}

const SEVERITIES = { error: "error", warning: "warning", advice: "info" } as const;

export function marks({ diagnostics }: AnyReport, texts: Texts, actions: Actions): Diagnostic[] {
  return diagnostics.slice(0, SHOWN).flatMap((finding) => {
    const { severity, message, rule, fixes } = finding;
    const span = underlined(finding);
    if (span === null) return [];
    const repairs = fixes.map(({ title, edits }) => ({
      name: texts.fix(title),
      apply: () => actions.apply(edits),
    }));
    const { start: from, end: to } = span.utf16;
    return [{ from, to, severity: SEVERITIES[severity], source: rule, message, actions: repairs }];
  });
}
