//! JSON Lines, for logs and services: a line for each request that something was found in, or for
//! every request, as it comes, and a last one with the counts: where it is missing, the run did not
//! finish.

use serde::Serialize;

use super::counts::Counts;
use super::emitter::{Emitter, Outcome, ReportEntry};
use super::escaped::escape_invisible;
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
    summary: &'t Counts,
}

impl Emitter for JsonLines {
    fn has_pack(&self) -> bool {
        true
    }

    fn counts_fixes(&self) -> bool {
        true
    }

    fn writes_clean(&self) -> bool {
        self.all
    }

    fn writes_ignored(&self) -> bool {
        self.all
    }

    fn entry(&self, entry: &ReportEntry<'_>, out: &mut Vec<u8>) {
        if self.all || !entry.report.diagnostics.is_empty() || entry.report.truncated {
            write_line(entry, entry.id.filter(|id| is_echoed(id)), out);
        }
    }

    fn end(&self, outcome: &Outcome, out: &mut Vec<u8>) {
        write_line(&End { version: RunReport::VERSION, summary: &outcome.counts }, None, out);
    }
}

/// Whether an `id` is one: any JSON but `null`, for it is the caller's.
fn is_echoed(id: &str) -> bool {
    id != "null" && serde_json::from_str::<serde::de::IgnoredAny>(id).is_ok()
}

/// Writes an object on a line, with an `id` that keeps its spelling: a number may be longer than
/// any type of numbers.
fn write_line(value: &impl Serialize, id: Option<&str>, out: &mut Vec<u8>) {
    let start = out.len();
    // Writing to memory does not fail.
    let _ = serde_json::to_writer(&mut *out, value);
    if let Some(id) = id {
        out.pop();
        out.extend_from_slice(b",\"id\":");
        // In JSON, line breaks are between tokens only.
        let one_line =
            id.bytes().map(|byte| if matches!(byte, b'\n' | b'\r') { b' ' } else { byte });
        out.extend(one_line);
        out.push(b'}');
    }
    escape_invisible(out, start);
    out.push(b'\n');
}
