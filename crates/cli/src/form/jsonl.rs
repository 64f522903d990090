//! JSON Lines, for logs and services: a line for each request that something was found in, or for
//! every request, as it comes, and a last one with the counts. Whoever sees the last one knows that the run was finished.

use serde::Serialize;

use super::Tally;
use super::escaped::escape_invisible;
use super::{Entry, Form, Outcome};
use smartro_lint::report::RunReport;

/// JSON Lines.
pub(crate) struct JsonLines {
    /// Whether requests without findings have a line too.
    pub(crate) all: bool,
}

/// The last line.
#[derive(Serialize)]
struct End<'t> {
    version: u32,
    summary: &'t Tally,
}

impl Form for JsonLines {
    fn tells_clean(&self) -> bool {
        self.all
    }

    fn entry(&self, entry: &Entry<'_>, out: &mut Vec<u8>) {
        if self.all || !entry.report.diagnostics.is_empty() || entry.report.truncated {
            write_line(entry, out);
        }
    }

    fn end(&self, outcome: &Outcome, out: &mut Vec<u8>) {
        write_line(&End { version: RunReport::VERSION, summary: &outcome.tally }, out);
    }
}

fn write_line(value: &impl Serialize, out: &mut Vec<u8>) {
    let start = out.len();
    // Writing to memory does not fail.
    let _ = serde_json::to_writer(&mut *out, value);
    escape_invisible(out, start);
    out.push(b'\n');
}
