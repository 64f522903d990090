// What a pasted text is, where it shows.

import type { Kind } from "./protocol";

/** Brackets with a string, another bracket or nothing in them. */
const JSON_BEGINS = /^\s*[[{]\s*["[\]{}]/;
/** A word, a tag, a comment or a directive such as `"use client"`. */
const SOURCE_BEGINS = /^\s*(?:[\p{L}_$@<]|\/[/*]|(["'])use [a-z ]+\1)/u;
/** The words that JSON may begin with. */
const JSON_WORDS = /^\s*(?:true|false|null)\b/;

/** What a text begins as; nothing where it could be either. */
export function kindOf(text: string): Kind | undefined {
  if (JSON_BEGINS.test(text)) return "json";
  return SOURCE_BEGINS.test(text) && !JSON_WORDS.test(text) ? "tsx" : undefined;
}
