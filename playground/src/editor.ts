// The two editors. Colours are the page's variables, so that the theme changes them too.

import { json } from "@codemirror/lang-json";
import { StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import type { StreamParser } from "@codemirror/language";
import { type Diagnostic, lintGutter, setDiagnostics } from "@codemirror/lint";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import { EditorView, type ViewUpdate } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import { basicSetup } from "codemirror";

const KEYWORDS = new Set(
  ("across advice all amend and any as assuming at authorization batch body cite contains context count default " +
    "define detect else enum error exactly except false fields filled fix for forbid foreign formatted from host http if " +
    "iff implies in insert is keys known let lift matches missing none not of on one operation optional or prefix " +
    "present remove rename replace require required rule safe same say sdk sensitive set shape silence spelling string " +
    "sum to true unique unless warning when where with without").split(" "),
);

/** Rule files and the pack's YAML: comments, texts, numbers and keywords. */
const rules: StreamParser<unknown> = {
  startState: () => ({}),
  token(stream) {
    if (stream.eatSpace()) return null;
    if (stream.match(/^(\/\/\/.*|#.*)/)) return "comment";
    if (stream.match(/^("(\\.|[^"\\])*"|\/(\\.|[^/\\\s])+\/)/)) return "string";
    if (stream.match(/^[0-9][0-9_.]*/)) return "number";
    const word = stream.match(/^[\p{L}_][\p{L}\p{N}_-]*/u);
    if (word) return KEYWORDS.has((word as RegExpMatchArray)[0]) ? "keyword" : null;
    stream.next();
    return null;
  },
};

/** What a text is. */
type Kind = "json" | "tsx" | "rules";

/** The languages of texts; that of source code is loaded for the first one. */
const LANGUAGES: Record<Kind, () => Extension | Promise<Extension>> = {
  json,
  tsx: async () => (await import("@codemirror/lang-javascript")).javascript({ jsx: true, typescript: true }),
  rules: () => StreamLanguage.define(rules),
};

/** Events after which the text may be another one, and not what somebody is typing. */
const PASTED = ["input.paste", "undo", "redo"];

/** Whether nothing is left of the text that was there, and the other one was not typed. */
function isPasted({ changes, transactions }: ViewUpdate): boolean {
  let kept = 0;
  changes.iterGaps((_, __, length) => (kept += length));
  return kept === 0 && transactions.some((one) => PASTED.some((event) => one.isUserEvent(event)));
}

export class Editor {
  readonly view: EditorView;
  #labels = new Compartment();
  #label = "";
  #phrases: Record<string, string> = {};
  #languages = new Compartment();
  #kind: Kind | undefined;
  #changed: (text: string, isPasted: boolean) => void;

  /** `changed` is given the text, and whether it was pasted as a whole, or that was taken back. */
  constructor(parent: Element, changed: (text: string, isPasted: boolean) => void) {
    this.#changed = changed;
    this.view = new EditorView({ parent, state: this.#state("") });
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  /** Another text, with a history of its own; nobody is informed. */
  open(text: string, kind: Kind): void {
    this.view.setState(this.#state(text));
    this.speak(kind);
  }

  /** What the text is; it and its history stay. */
  speak(kind: Kind): void {
    this.#kind = kind;
    void this.#highlight(kind);
  }

  /** What screen readers call it, and its own words in the page's language. */
  name(label: string, phrases: Record<string, string>): void {
    this.#label = label;
    this.#phrases = phrases;
    this.view.dispatch({ effects: this.#labels.reconfigure(this.#named()) });
  }

  select(from: number, to: number): void {
    const { length } = this.view.state.doc;
    const selection = { anchor: Math.min(from, length), head: Math.min(to, length) };
    this.view.dispatch({ selection, effects: EditorView.scrollIntoView(selection.anchor, { y: "center" }) });
    this.view.focus();
  }

  /** The offset of a line and a column, which count from 1; columns count characters. */
  offset(line: number, column: number): number {
    const { doc } = this.view.state;
    const { from, text } = doc.line(Math.min(Math.max(line, 1), doc.lines));
    return from + [...text].slice(0, column - 1).join("").length;
  }

  /** Marks diagnostics, each on its first line: a missing field is one of a whole object. */
  mark(diagnostics: Diagnostic[]): void {
    const { doc } = this.view.state;
    const lines = diagnostics.map((one) => ({ ...one, to: Math.min(one.to, doc.lineAt(one.from).to) }));
    this.view.dispatch(setDiagnostics(this.view.state, lines));
  }

  #state(doc: string): EditorState {
    const changed = EditorView.updateListener.of((update) => {
      if (update.docChanged) this.#changed(update.state.doc.toString(), isPasted(update));
    });
    const extensions: Extension[] = [
      basicSetup,
      this.#languages.of([]),
      syntaxHighlighting(classHighlighter),
      lintGutter(),
      EditorView.lineWrapping,
      this.#labels.of(this.#named()),
      changed,
    ];
    return EditorState.create({ doc, extensions });
  }

  async #highlight(kind: Kind): Promise<void> {
    const language = await LANGUAGES[kind]();
    if (this.#kind === kind) this.view.dispatch({ effects: this.#languages.reconfigure(language) });
  }

  #named(): Extension {
    const attributes = { "aria-label": this.#label, spellcheck: "false", tabindex: "0" };
    return [EditorView.contentAttributes.of(attributes), EditorState.phrases.of(this.#phrases)];
  }
}
