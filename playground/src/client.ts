// Jobs for the worker. Of requests to lint, the one that was asked for last is next.

import type { Answer, Job } from "./protocol";

type Work = Omit<Job, "id">;

class Client {
  #worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  #waiting = new Map<number, (answer: Answer) => void>();
  #next = 0;
  #isLinting = false;
  #pending: (() => void) | undefined;

  constructor() {
    this.#worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      this.#waiting.get(data.id)?.(data);
      this.#waiting.delete(data.id);
    };
  }

  ask(work: Work): Promise<Answer> {
    const id = this.#next++;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#worker.postMessage({ id, ...work } satisfies Job);
    });
  }

  /** Lints what `work` gives when the worker is free; earlier work that has not begun is dropped. */
  lint(work: () => Work, done: (answer: Answer) => void): void {
    const begin = async () => {
      this.#isLinting = true;
      this.#pending = undefined;
      done(await this.ask(work()));
      this.#isLinting = false;
      (this.#pending as (() => void) | undefined)?.();
    };
    if (this.#isLinting) this.#pending = begin;
    else void begin();
  }
}

/** The page's worker. */
export const client = new Client();
