//! Applies repairs to files.

use super::input::Part;
use super::worker::Worker;
use crate::project::Settings;
use smartro_lint::Linter;
use smartro_lint::report::{Edit, Report};

/// How often a file is linted and mended again: one repair can bring up another.
const ROUNDS: usize = 10;

/// A file's text with every repair made that can be.
pub(super) fn mend(
    worker: &mut Worker,
    part: &Part,
    settings: &Settings,
    suggested: bool,
) -> Vec<u8> {
    let mut mended = part.clone();
    for _ in 0..ROUNDS {
        let edits = edits(&worker.reports(&mended, settings), suggested);
        if edits.is_empty() {
            break;
        }
        let Some(text) = apply(&mended.text, &edits) else { break };
        mended.text = text;
    }
    mended.text
}

/// The edits of a file's reports that can be made together: of two that overlap, the first.
fn edits(reports: &[Report], suggested: bool) -> Vec<Edit> {
    let fixes = reports.iter().flat_map(|report| &report.diagnostics).flat_map(|finding| {
        // One repair a finding: several are alternatives.
        finding.fixes.iter().find(|fix| fix.safe || suggested)
    });
    let mut chosen: Vec<Edit> = Vec::new();
    for fix in fixes {
        let free = |edit: &Edit| {
            chosen.iter().all(|other| edit.end < other.start || edit.start > other.end)
        };
        if fix.edits.iter().all(free) {
            chosen.extend(fix.edits.iter().cloned());
        }
    }
    chosen.sort_by_key(|edit| edit.start);
    chosen
}

/// The text with edits made; `None` where they do not fit it.
fn apply(text: &[u8], edits: &[Edit]) -> Option<Vec<u8>> {
    let mut mended = Vec::with_capacity(text.len());
    let mut kept = 0;
    for edit in edits {
        let (start, end) = (usize::try_from(edit.start).ok()?, usize::try_from(edit.end).ok()?);
        mended.extend_from_slice(text.get(kept..start)?);
        mended.extend_from_slice(edit.text.as_bytes());
        kept = end;
    }
    mended.extend_from_slice(text.get(kept..)?);
    Some(mended)
}

/// A text as a change of it is shown: what is sensitive is masked.
pub(super) fn shown(linter: &Linter, text: &[u8]) -> String {
    linter.mask(&String::from_utf8_lossy(text)).into_owned()
}
