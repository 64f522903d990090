// The contract, run where a bundle runs: which requests have another report than they should.

import reports from "../../../../contract/reports.json";
import requests from "../../../../contract/requests.json";

/** The names of the requests that differ. */
export async function differing(Linter, options = {}) {
  const make = (language) => Linter.smartro({ language, ...options });
  const linters = { ko: await make("ko"), en: await make("en") };
  return requests.flatMap((request) => {
    const { name, language = "ko", ...rest } = request;
    const found = reportOf(linters[language], rest);
    return inOrder(found) === inOrder(reports[name]) ? [] : [name];
  });
}

function reportOf(linter, { text, base64, value, ...options }) {
  const bytes = base64 && Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  try {
    return linter.lint(text ?? bytes ?? value, options);
  } catch (error) {
    return { error: error.message };
  }
}

/** A value as text, whatever the order of its members. */
function inOrder(value) {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(inOrder).join()}]`;
  const members = Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${inOrder(value[key])}`);
  return `{${members.join()}}`;
}
