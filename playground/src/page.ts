// The page: what is linted, what is found, and what is shared. What was opened is linted while the
// editors, which are most of the page, are loaded.

import "./theme";
import type { Edit } from "smartro-lint";
import { client } from "./client";
import { byId } from "./dom";
import { explain } from "./explanation";
import { marks, show, state as announce } from "./findings";
import { kindOf } from "./kinds";
import { SAMPLES } from "./samples";
import type { Answer, Kind } from "./protocol";
import { read, written, type State } from "./state";
import { TEXTS, translate, type Language } from "./texts";

const languages = byId<HTMLSelectElement>("language");
const kinds = byId<HTMLSelectElement>("kind");
const operations = byId<HTMLSelectElement>("operation");

let operation = "";
/** What of each kind was last in the editor. */
let texts: Record<Kind, string> = { ...SAMPLES };
/** The changed files of the pack. */
let changes: Record<string, string> = {};
/** The editors, once they are loaded. */
let editors: Awaited<ReturnType<typeof load>> | undefined;
/** The last answer, and the text that it is about. */
let shown: { text: string; answer: Answer } | undefined;
/** Whether anything is other than when the page was opened. */
let isChanged = false;
let saving: ReturnType<typeof setTimeout> | undefined;
/** How long the editors wait for the first answer, in milliseconds: they would only slow it down. */
const PATIENCE = 500;

const language = () => languages.value as Language;
const kind = () => kinds.value as Kind;
const words = () => TEXTS[language()];
const text = () => texts[kind()];
const state = (): State => ({ request: text(), kind: kind(), operation, language: language(), files: changes });
const work = () => ({ text: text(), kind: kind(), operation, language: language(), changes });

const actions = {
  goTo: (from: number, to: number) => editors?.request.select(from, to),
  apply(edits: readonly Edit[]) {
    // Findings of a text that has changed since are about to be replaced.
    if (text() !== shown?.text) return;
    const changes = edits.map(({ utf16, text }) => ({ from: utf16.start, to: utf16.end, insert: text }));
    editors?.request.view.dispatch({ changes, userEvent: "input.fix" });
  },
  async explain(rule: string) {
    const answer = await client.ask({ ...work(), text: "", rule });
    if (answer.rule) explain(answer.rule, words());
  },
};

async function load() {
  const [{ Editor }, { Rules }] = await Promise.all([import("./editor"), import("./rules")]);
  const request = new Editor(byId("request-editor"), (now, isPasted) => {
    byId("notice").hidden = true;
    become((isPasted && kindOf(now)) || kind());
    texts[kind()] = now;
    changed();
  });
  const rules = new Rules((now) => {
    changes = now;
    changed();
  });
  return { request, rules };
}

/** The text in the editor is of this kind. */
function become(is: Kind): void {
  if (is === kind()) return;
  kinds.value = is;
  editors?.request.speak(is);
  relabel();
}

function changed(): void {
  isChanged = true;
  let linted = "";
  const begin = () => {
    linted = text();
    return work();
  };
  client.lint(begin, (answer) => showAnswer(linted, answer));
  clearTimeout(saving);
  saving = setTimeout(save, 300);
}

function showAnswer(linted: string, answer: Answer): void {
  if (answer.error !== undefined || answer.report === undefined) {
    announce(words().failed(answer.error ?? ""));
    return;
  }
  offer(answer.operations);
  editors?.rules.showMistakes(answer.mistakes, words());
  // Something newer is on its way.
  if (text() !== linted) return;
  shown = { text: linted, answer };
  show({ report: answer.report, calls: answer.calls }, words(), actions);
  editors?.request.mark(marks(answer.report, words(), actions));
}

/** The operations to choose from. */
function offer(names: readonly string[]): void {
  const options = ["", ...names].map((name) => new Option(name || words().detect, name));
  operations.replaceChildren(...options);
  operations.value = names.includes(operation) ? operation : "";
}

let saves = 0;

async function save(): Promise<void> {
  const save = ++saves;
  const hash = await written(state());
  // A long text takes longer to write than what comes after it.
  if (save !== saves) return;
  history.replaceState(null, "", hash === undefined ? location.pathname + location.search : `#${hash}`);
}

async function share(): Promise<void> {
  const hash = await written(state());
  await save();
  if (hash === undefined) return announce(words().tooLong);
  const copied = navigator.clipboard?.writeText(location.href) ?? Promise.reject();
  await copied.then(() => announce(words().shared), () => announce(words().notShared));
}

/** Writes the page in the chosen language, for the chosen kind of text. */
function relabel(): void {
  translate(language());
  // Calls in source code tell their operation themselves.
  byId("operation-label").hidden = kind() !== "json";
  if (editors === undefined) return;
  editors.request.name(words().requestEditor(words()[kind()]), words().phrases);
  editors.rules.translate(words());
}

/** Gives the editors what is on the page. */
function fill(): void {
  editors?.request.open(text(), kind());
  editors?.rules.open(changes);
  relabel();
}

async function open(): Promise<void> {
  const shared = await read(location.hash);
  byId("notice").hidden = shared !== undefined || location.hash.length <= 1;
  languages.value = shared?.language ?? (navigator.language.startsWith("ko") ? "ko" : "en");
  kinds.value = shared?.kind ?? "json";
  operation = shared?.operation ?? "";
  texts = { ...SAMPLES, ...(shared?.request !== undefined && { [kind()]: shared.request }) };
  changes = shared?.files ?? {};
  fill();
  announce(words().checking);
}

languages.onchange = () => {
  relabel();
  changed();
};
kinds.onchange = () => {
  editors?.request.open(text(), kind());
  announce(words().checking);
  relabel();
  changed();
};
operations.onchange = () => {
  operation = operations.value;
  changed();
};
byId("share").onclick = share;
byId("close").onclick = () => byId<HTMLDialogElement>("explanation").close();
// An address that is pasted into the same page.
window.onhashchange = async () => {
  await open();
  changed();
};

await open();
const linted = text();
const first = client.lintFirst(work()).then((answer) => {
  if (!isChanged) showAnswer(linted, answer);
});
await Promise.race([first, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
editors = await load();
fill();
if (shown !== undefined) showAnswer(shown.text, shown.answer);
if (!isChanged) await save();
