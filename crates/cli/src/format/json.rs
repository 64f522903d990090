//! One JSON document, written as it comes: as [`RunReport`] is, indented.

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{Formatter, PrettyFormatter};

use super::emitter::{Emitter, Outcome, ReportEntry};
use super::escaped::escape_invisible;
use smartro_lint::report::RunReport;

/// One JSON document.
pub(crate) struct Json;

impl Emitter for Json {
    fn begin(&self, out: &mut Vec<u8>) {
        let text = format!("{{\n  \"version\": {},\n  \"files\": [", RunReport::VERSION);
        out.extend_from_slice(text.as_bytes());
    }

    fn separator(&self) -> &'static str {
        ","
    }

    fn has_pack(&self) -> bool {
        true
    }

    fn counts_fixes(&self) -> bool {
        true
    }

    fn writes_clean(&self) -> bool {
        true
    }

    fn entry(&self, entry: &ReportEntry<'_>, out: &mut Vec<u8>) {
        out.extend_from_slice(b"\n    ");
        write_at(2, entry, out);
    }

    fn end(&self, outcome: &Outcome, out: &mut Vec<u8>) {
        let close: &[u8] = if outcome.counts.summary.requests == 0 { b"]" } else { b"\n  ]" };
        out.extend_from_slice(close);
        out.extend_from_slice(b",\n  \"summary\": ");
        write_at(1, &outcome.counts, out);
        out.extend_from_slice(b"\n}\n");
    }
}

/// Writes a value at this depth of the document.
fn write_at(depth: usize, value: &impl Serialize, out: &mut Vec<u8>) {
    let mut formatter = PrettyFormatter::new();
    for _ in 0..depth {
        let _ = formatter.begin_object(&mut std::io::sink());
    }
    let start = out.len();
    // Writing to memory does not fail.
    let _ = value.serialize(&mut Serializer::with_formatter(&mut *out, formatter));
    escape_invisible(out, start);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::RequestText;
    use smartro_lint::Severity;
    use smartro_lint::report::FileReport;
    use smartro_lint::{Linter, Origin, Request};

    #[test]
    fn the_document_is_that_of_a_run() {
        let linter = Linter::smartro().unwrap();
        let texts = ["{", r#"{"operation": "cancelPayment", "request": {"reason": "a"}}"#, "[]"];
        for count in 0..=texts.len() {
            let (mut out, mut files, mut outcome) = (Vec::new(), Vec::new(), Outcome::default());
            Json.begin(&mut out);
            for (index, text) in texts.iter().take(count).enumerate() {
                let report = linter.lint(&Request::json(*text));
                outcome.counts.add(&report);
                let file = "a \"b\".json";
                files.push(FileReport { file: file.to_owned(), index, report: report.clone() });
                if index > 0 {
                    out.extend_from_slice(Json.separator().as_bytes());
                }
                let entry = ReportEntry {
                    linter: &linter,
                    fail_on: Severity::Error,
                    file,
                    index,
                    id: None,
                    text: &RequestText::new(text.as_bytes(), Origin::default()),
                    report: &report,
                };
                Json.entry(&entry, &mut out);
            }
            Json.end(&outcome, &mut out);
            let whole = serde_json::to_string_pretty(&RunReport::new(files)).unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), format!("{whole}\n"));
        }
    }
}
