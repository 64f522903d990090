// The rules to edit: a file of the pack at a time.

import type { PackMistake } from "smartro-lint";
import { button, byId, element, worded } from "./dom";
import { Editor } from "./editor";
import { PATHS, textOf } from "./pack";
import type { Texts } from "./texts";

export class Rules {
  /** Changed files, by their paths. */
  #changes: Record<string, string> = {};
  #editor: Editor;
  #files = byId<HTMLSelectElement>("file");
  #reset = byId<HTMLButtonElement>("reset");
  #texts: Texts | undefined;
  #changed: (changes: Record<string, string>) => void;
  /** The file that is in the editor. */
  #shown = "";
  #mistakes: readonly PackMistake[] = [];

  constructor(changed: (changes: Record<string, string>) => void) {
    this.#changed = changed;
    this.#editor = new Editor(byId("rules-editor"), (text) => void this.#edited(text));
    this.#files.replaceChildren(...PATHS.map((path) => new Option(path, path)));
    this.#files.value = PATHS.find((path) => path === "common.rules") ?? PATHS[0] ?? "";
    this.#files.onchange = () => void this.#show();
    this.#reset.onclick = () => {
      delete this.#changes[this.#shown];
      void this.#show();
      this.#changed(this.#changes);
    };
  }

  /** Starts with changes that were shared; files that the pack does not have are left out. */
  open(changes: Record<string, string>): void {
    this.#changes = Object.fromEntries(Object.entries(changes).filter(([path]) => PATHS.includes(path)));
    const [first] = Object.keys(this.#changes);
    if (first !== undefined) this.#files.value = first;
    void this.#show();
  }

  translate(texts: Texts): void {
    this.#texts = texts;
    this.#editor.name(texts.rulesEditor(this.#shown), texts.phrases);
  }

  showMistakes(mistakes: readonly PackMistake[], texts: Texts): void {
    this.#mistakes = mistakes;
    const items = mistakes.map((mistake) => {
      const path = pathOf(mistake);
      const place = `${path}:${mistake.line}:${mistake.column}`;
      const to = button(place, () => void this.#goTo(mistake), texts.goTo(place));
      return element("li", {}, to, " ", ...worded(mistake.help ? `${mistake.message} (${mistake.help})` : mistake.message));
    });
    const head = items.length > 0 ? [element("li", {}, texts.mistakes(items.length))] : [];
    byId("mistakes").replaceChildren(...head, ...items);
    this.#mark();
  }

  async #show(): Promise<void> {
    const path = this.#files.value;
    const text = this.#changes[path] ?? (await textOf(path));
    if (this.#files.value !== path) return;
    this.#shown = path;
    this.#editor.open(text, "rules");
    this.#reset.disabled = !(path in this.#changes);
    if (this.#texts) this.#editor.name(this.#texts.rulesEditor(path), this.#texts.phrases);
    this.#mark();
  }

  async #edited(text: string): Promise<void> {
    const path = this.#shown;
    const changes = { ...this.#changes, [path]: text };
    if (text === (await textOf(path))) delete changes[path];
    // The editor may be further by now.
    if (this.#editor.text !== text || this.#shown !== path) return;
    this.#changes = changes;
    this.#reset.disabled = !(path in changes);
    this.#changed(this.#changes);
  }

  async #goTo(mistake: PackMistake): Promise<void> {
    const path = pathOf(mistake);
    if (path !== this.#shown) {
      this.#files.value = path;
      await this.#show();
    }
    const at = this.#editor.offset(mistake.line, mistake.column);
    this.#editor.select(at, at);
  }

  #mark(): void {
    const { length } = this.#editor.view.state.doc;
    const here = this.#mistakes.filter((mistake) => pathOf(mistake) === this.#shown);
    this.#editor.mark(
      here.map((mistake) => {
        const from = Math.min(this.#editor.offset(mistake.line, mistake.column), length);
        return { from, to: Math.min(from + 1, length), severity: "error", message: mistake.message };
      }),
    );
  }
}

/** The path in the pack: mistakes have the pack's name before it. */
function pathOf({ file }: PackMistake): string {
  return (file ?? "").replace(/^smartro\//, "");
}
