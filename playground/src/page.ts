// The page: two editors, what is found, and what is shared.

import "./theme";
import type { Edit } from "smartro-lint";
import { client } from "./client";
import { byId } from "./dom";
import { Editor } from "./editor";
import { explain } from "./explanation";
import { marks, show, state as announce } from "./findings";
import { Rules } from "./rules";
import { SAMPLE } from "./sample";
import type { Answer } from "./protocol";
import { read, written, type State } from "./state";
import { TEXTS, translate, type Language } from "./texts";

const languages = byId<HTMLSelectElement>("language");
const operations = byId<HTMLSelectElement>("operation");
const request = new Editor(byId("request-editor"), "json", () => changed());
const rules = new Rules(() => changed());

let operation = "";
/** The text that the findings shown are about. */
let linted: string | undefined;
let saving: ReturnType<typeof setTimeout> | undefined;

const language = () => languages.value as Language;
const texts = () => TEXTS[language()];
const state = (): State => ({ request: request.text, operation, language: language(), files: rules.changes });
const work = (text = request.text) => ({ text, operation, language: language(), changes: rules.changes });

const actions = {
  goTo: (from: number, to: number) => request.select(from, to),
  apply(edits: readonly Edit[]) {
    // Findings of a text that has changed since are about to be replaced.
    if (request.text !== linted) return;
    const changes = edits.map(({ utf16, text }) => ({ from: utf16.start, to: utf16.end, insert: text }));
    request.view.dispatch({ changes, userEvent: "input.fix" });
  },
  async explain(rule: string) {
    const answer = await client.ask({ ...work(""), rule });
    if (answer.rule) explain(answer.rule, texts());
  },
};

function changed(): void {
  let text = "";
  const begin = () => {
    text = request.text;
    return work(text);
  };
  client.lint(begin, (answer) => showAnswer(text, answer));
  clearTimeout(saving);
  saving = setTimeout(save, 300);
}

function showAnswer(text: string, answer: Answer): void {
  if (answer.error !== undefined || answer.report === undefined) {
    announce(texts().failed(answer.error ?? ""));
    return;
  }
  offer(answer.operations);
  rules.showMistakes(answer.mistakes, texts());
  // Something newer is on its way.
  if (request.text !== text) return;
  linted = text;
  show(answer.report, texts(), actions);
  request.mark(marks(answer.report, texts(), actions));
}

/** The operations to choose from. */
function offer(names: readonly string[]): void {
  const options = ["", ...names].map((name) => new Option(name || texts().detect, name));
  operations.replaceChildren(...options);
  operations.value = names.includes(operation) ? operation : "";
}

async function save(): Promise<void> {
  const hash = await written(state());
  history.replaceState(null, "", hash === undefined ? location.pathname + location.search : `#${hash}`);
}

async function share(): Promise<void> {
  const hash = await written(state());
  await save();
  if (hash === undefined) return announce(texts().tooLong);
  const copied = navigator.clipboard?.writeText(location.href) ?? Promise.reject();
  await copied.then(() => announce(texts().shared), () => announce(texts().notShared));
}

function relabel(): void {
  translate(language());
  request.label = texts().requestEditor;
  rules.translate(texts());
  changed();
}

async function open(): Promise<void> {
  const shared = await read(location.hash);
  languages.value = shared?.language ?? (navigator.language.startsWith("ko") ? "ko" : "en");
  operation = shared?.operation ?? "";
  request.open(shared?.request ?? SAMPLE);
  rules.open(shared?.files ?? {});
  announce(texts().checking);
  relabel();
}

languages.onchange = relabel;
operations.onchange = () => {
  operation = operations.value;
  changed();
};
byId("share").onclick = share;
byId("close").onclick = () => byId<HTMLDialogElement>("explanation").close();
// An address that is pasted into the same page.
window.onhashchange = open;
await open();
