//! One line a finding, which editors and terminals open at its place.

use super::emitter::{Emitter, ReportEntry};
use super::one_line::line_of;

/// One line a finding.
pub(crate) struct Compact;

impl Emitter for Compact {
    fn entry(&self, entry: &ReportEntry<'_>, out: &mut Vec<u8>) {
        for finding in &entry.report.diagnostics {
            out.extend_from_slice(line_of(entry.file, finding).as_bytes());
            out.push(b'\n');
        }
    }
}
