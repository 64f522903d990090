// Places in UTF-16 code units, as JavaScript counts them, beside those in bytes.

const encoder = new TextEncoder();

/** A report with `utf16` in every range and edit; of the files that it is about, the texts are given. */
export function withUnits(report, texts) {
  const known = new Map();
  const unitsIn = (file) => {
    if (!known.has(file)) known.set(file, typeof texts[file] === "string" ? unitsOf(texts[file]) : undefined);
    return known.get(file);
  };
  const place = (found, file = report.file) => {
    const units = unitsIn(file);
    if (!found || units === undefined) return found;
    const [start, end] = [units.at(found.start), units.at(found.end)];
    const columns = "column" in found ? { column: units.column(start), endColumn: units.column(end) } : {};
    return { ...found, utf16: { start, end, ...columns } };
  };
  const diagnostics = report.diagnostics.map((finding) => ({
    ...finding,
    span: place(finding.span),
    labels: finding.labels.map((label) => ({ ...label, span: place(label.span, label.file) })),
    fixes: finding.fixes.map((fix) => ({ ...fix, edits: fix.edits.map((edit) => place(edit)) })),
  }));
  return { ...report, ...(report.call && { call: place(report.call) }), diagnostics };
}

/** How bytes of a text, and columns of its lines, are counted in code units. */
function unitsOf(text) {
  const column = (unit) => unit - text.lastIndexOf("\n", unit - 1);
  if (encoder.encode(text).length === text.length) return { at: (byte) => byte, column };
  // The first unit of each character, at each of its bytes.
  const at = [];
  let unit = 0;
  for (const character of text) {
    const code = character.codePointAt(0);
    const bytes = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (let byte = 0; byte < bytes; byte++) at.push(unit);
    unit += character.length;
  }
  return { at: (byte) => at[byte] ?? text.length, column };
}
