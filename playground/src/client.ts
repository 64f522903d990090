// Jobs for the worker. Of requests to lint, the one that was asked for last is next.

import wasm from "smartro-lint/smartro.wasm?url";
import type { Answer, Job } from "./protocol";
import { builtIn, lintRequest } from "./requests";

type Work = Omit<Job, "id">;

/** Compiled for the page and its worker; where that fails the worker loads its own. */
const compiled = WebAssembly.compileStreaming(fetch(wasm)).catch(() => undefined);

/** How long a request may be, in UTF-16 code units, that the page lints itself. */
const SHORT = 16_000;

class Client {
  #started: Worker | undefined;
  #waiting = new Map<number, (answer: Answer) => void>();
  #next = 0;
  #isLinting = false;
  #pending: (() => void) | undefined;

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

  /**
   * Lints what the page was opened with; a short request here, for a worker takes longer to start than all
   * else.
   */
  async lintFirst(work: Work): Promise<Answer> {
    const isShort = work.kind === "json" && work.text.length <= SHORT && Object.keys(work.changes).length === 0;
    const module = isShort ? await compiled : undefined;
    const linter = module && (await builtIn(work.language, module).catch(() => undefined));
    if (linter === undefined) return this.ask(work);
    return { id: 0, mistakes: [], ...lintRequest(linter, work) };
  }

  /** Ends the worker, and all that waits for it; the next job starts another. */
  #stop(error: string): void {
    this.#started?.terminate();
    this.#started = undefined;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const [id, resolve] of waiting) resolve({ id, operations: [], mistakes: [], error });
  }

  /** The worker, started for its first job. */
  get #worker(): Worker {
    if (this.#started === undefined) {
      const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
      worker.onmessage = ({ data }: MessageEvent<Answer>) => {
        this.#waiting.get(data.id)?.(data);
        this.#waiting.delete(data.id);
        // A script that a worker could not fetch it never fetches again.
        if (data.error !== undefined) this.#stop(data.error);
      };
      worker.onerror = ({ message }) => this.#stop(message || "worker");
      void compiled.then((module) => worker.postMessage({ module }));
      this.#started = worker;
    }
    return this.#started;
  }
}

/** The page's worker. */
export const client = new Client();
