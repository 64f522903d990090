import type { Report } from "./report.js";

export type * from "./report.js";
export { apply, LintError } from "./index.js";
import type { WasmSource } from "./index.js";

/** Texts or bytes of files, by their paths. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** What a run is given. */
export interface RunOptions {
  /** The files there are, below the working directory. */
  files?: Files;
  /** What standard input holds. */
  stdin?: string | Uint8Array;
  /** The environment. */
  env?: Readonly<Record<string, string>>;
}

/** What came of a run. */
export interface RunResult {
  /** 0 without findings at or above `--fail-on`, 1 with some, 2 for an error. */
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The files as the run left them. */
  readonly files: Readonly<Record<string, string>>;
}

/** How a file is linted. */
export interface FileOptions {
  /** The language of messages, `ko` by default. */
  language?: "ko" | "en";
  /** Whether messages show names, e-mail addresses, phone numbers and postal addresses. */
  showValues?: boolean;
  /** Further options of the command, such as `--rules`. */
  args?: readonly string[];
  /** Other files: what the file imports, `smartro-lint.yaml`, rule packs. */
  files?: Files;
}

/** What was found in one request of a file. */
export interface FileReport extends Report<string> {
  readonly file: string;
  /** The request's place in the file, from 0. */
  readonly index: number;
}

/** The command `smartro-lint`, over files in memory. */
export declare class Command {
  private constructor();
  /** Loads the module, which has 1.7 MB compressed. */
  static load(options?: { wasm?: WasmSource | Promise<WasmSource> }): Promise<Command>;
  /** Runs it with arguments as a shell gives them. */
  run(args: readonly string[], options?: RunOptions): Promise<RunResult>;
  /**
   * Lints the requests of a file, whose kind is known by its name: TypeScript, JavaScript, Vue, Svelte, HTML,
   * JSON, JSON Lines, HAR, `.http`.
   * @throws {LintError} what the command writes where it cannot do its work
   */
  lint(file: string, text: string, options?: FileOptions): Promise<FileReport[]>;
}
