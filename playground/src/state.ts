// What is shared: the request, the changed files of the pack, the language. It is in the address after
// `#`, compressed, so that no server gets it.

import type { Kind } from "./protocol";
import type { Language } from "./texts";

export interface State {
  request: string;
  kind: Kind;
  /** Empty: it is recognised. */
  operation: string;
  language: Language;
  /** Changed files of the pack, by their paths. */
  files: Record<string, string>;
}

/** How long an address may get, in characters: chats and mail programs cut longer ones. */
const LONGEST = 16_000;

/** How long a text in an address may be, in bytes: a small one can hold gigabytes. */
const LARGEST = 4 << 20;

/** How long a line in an address may be, in UTF-16 code units: a new editor lays out a whole line. */
const LONGEST_LINE = 50_000;

const isOpenable = (text: string) => text.split("\n").every((line) => line.length <= LONGEST_LINE);

/** The part of an address after `#`, or nothing where it would be too long. */
export async function written(state: State): Promise<string | undefined> {
  const text = new Blob([JSON.stringify(state)]);
  if (text.size > LARGEST || !textsOf(state).every(isOpenable)) return undefined;
  const stream = text.stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  if (bytes.length > LONGEST) return undefined;
  const base64 = btoa(String.fromCharCode(...bytes));
  const code = base64.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  return code.length > LONGEST ? undefined : `1${code}`;
}

/** The state in an address; nothing where there is none that this page has written. */
export async function read(hash: string): Promise<Partial<State> | undefined> {
  if (!hash.startsWith("#1")) return undefined;
  try {
    const base64 = hash.slice(2).replaceAll("-", "+").replaceAll("_", "/");
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return checked(JSON.parse(await textOf(stream)));
  } catch {
    return undefined;
  }
}

async function textOf(stream: ReadableStream<Uint8Array>): Promise<string> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let [text, length] = ["", 0];
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    length += part.value.length;
    if (length > LARGEST) throw new Error("too long");
    text += decoder.decode(part.value, { stream: true });
  }
  return text + decoder.decode();
}

const textsOf = (state: Partial<State>) => [state.request ?? "", ...Object.values(state.files ?? {})];

/** Whoever wrote the address, each value is of its type. */
function checked(value: unknown): Partial<State> {
  const { request, kind, operation, language, files } = Object(value) as Record<string, unknown>;
  const state: Partial<State> = {};
  // As editors have it: findings are counted from its start.
  if (typeof request === "string") state.request = request.replace(/\r\n?/g, "\n");
  if (kind === "json" || kind === "tsx") state.kind = kind;
  if (typeof operation === "string") state.operation = operation;
  if (language === "ko" || language === "en") state.language = language;
  const texts = Object.entries(Object(files) as object).filter(([, text]) => typeof text === "string");
  state.files = Object.fromEntries(texts);
  if (!textsOf(state).every(isOpenable)) throw new Error("a line is too long");
  return state;
}
