// The requests of a file, their reports, and the file as fixes leave it.

import { apply } from "smartro-lint";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** The reports of a file, each with the file's name and the request's number; places are in the file. */
export function lintText(linter, bytes, file, isLines, options) {
  if (!isLines) return [{ file, index: 0, ...linter.lint(bytes, options) }];
  const reports = [];
  for (const { line, start, units, text } of linesOf(bytes)) {
    if (/^\s*$/.test(decoder.decode(text))) continue;
    const report = linter.lint(text, options);
    const moved = JSON.parse(JSON.stringify(report), (_, value) => inFile(value, line, start, units));
    reports.push({ file, index: reports.length, ...moved });
  }
  return reports;
}

/** The lines of a file, each with where it starts in bytes and in UTF-16 code units. */
function* linesOf(bytes) {
  let [line, start, units] = [0, 0, 0];
  while (start < bytes.length) {
    const found = bytes.indexOf(10, start);
    const end = found < 0 ? bytes.length : found;
    const text = bytes.subarray(start, end);
    yield { line, start, units, text };
    units += decoder.decode(text).length + 1;
    line += 1;
    start = end + 1;
  }
}

/** A range of a line as one of its file; anything else is left as it is. */
function inFile(value, line, start, units) {
  if (value === null || typeof value !== "object" || value.utf16 === undefined) return value;
  value.start += start;
  value.end += start;
  value.utf16.start += units;
  value.utf16.end += units;
  if (value.line !== undefined) {
    value.line += line;
    value.endLine += line;
  }
  return value;
}

/** The file with fixes made: safe ones, or those that are suggested too; nothing, if there is none. */
export function fixedText(bytes, reports, suggested) {
  // Bytes that are no text would not be written as they were.
  const text = decoder.decode(bytes);
  if (!Buffer.from(text).equals(bytes)) return undefined;
  const findings = reports.flatMap(({ diagnostics }) => diagnostics);
  const fixes = findings.flatMap(({ fixes }) => fixes.filter(({ safe }) => safe || suggested).slice(0, 1));
  return fixes.length === 0 ? undefined : Buffer.from(whole(text, fixes));
}

/** Fixes of which none is made by half: of those whose edits overlap, the first. */
function whole(text, fixes) {
  const made = [];
  const overlaps = (one, other) => one.utf16.start < other.utf16.end && other.utf16.start < one.utf16.end;
  for (const fix of fixes) {
    const taken = made.flatMap(({ edits }) => edits);
    const isSame = taken.some((edit) => fix.edits.some((other) => edit.start === other.start));
    if (!isSame && !fix.edits.some((edit) => taken.some((other) => overlaps(edit, other)))) made.push(fix);
  }
  return apply(text, made);
}
