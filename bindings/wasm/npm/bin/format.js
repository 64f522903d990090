// Reports as the native command writes them.

const SEVERITIES = { error: "errors", warning: "warnings", advice: "advice" };

/** How many requests, findings and fixes there are. */
function count(reports) {
  const counts = { requests: reports.length, errors: 0, warnings: 0, advice: 0, fixable: 0, suggested: 0 };
  for (const { severity, fixes } of reports.flatMap(({ diagnostics }) => diagnostics)) {
    counts[SEVERITIES[severity]] += 1;
    const [fix] = fixes;
    if (fix !== undefined) counts[fix.safe ? "fixable" : "suggested"] += 1;
  }
  return counts;
}

/** A line for each finding. */
export function compact(reports) {
  const lines = reports.flatMap(({ file, diagnostics }) =>
    diagnostics.map(({ span, severity, rule, message }) => {
      const place = span === null ? "" : `:${span.line}:${span.column}`;
      return `${file}${place}: ${severity}[${rule}] ${message}\n`;
    }),
  );
  return lines.join("");
}

/** One document, or a line for each request with findings and one for the counts. */
export function jsonText(reports, format) {
  const summary = { ...count(reports), ignored: 0, skipped: 0 };
  if (format === "json") return `${JSON.stringify({ version: 1, files: reports, summary }, null, 2)}\n`;
  const found = reports.filter(({ diagnostics }) => diagnostics.length > 0);
  return [...found, { version: 1, summary }].map((line) => `${JSON.stringify(line)}\n`).join("");
}
