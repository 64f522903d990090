//! Findings that are not told: those that are meant to be, and those that there were before.

mod baseline;
mod document;
mod suppression;

use std::sync::Arc;

pub(super) use baseline::Baseline;
pub(super) use document::is_baseline;
pub(super) use suppression::Suppression;

use smartro_lint::ShapeRule;
use smartro_lint::report::OwnedFinding;

/// What is not told of one file.
#[derive(Default)]
pub(super) struct Quiet {
    /// The suppressions that speak of the file.
    pub(super) suppressions: Vec<Arc<Suppression>>,
    /// The baseline, and what it calls the file.
    pub(super) baseline: Option<(Arc<Baseline>, String)>,
}

impl Quiet {
    /// Says that the file is linted: what is not found in it is gone.
    pub(super) fn linted(&self) {
        if let Some((baseline, file)) = &self.baseline {
            baseline.linted(file);
        }
    }

    /// Takes out of what was found in a request, given by its place in the file, what is not to
    /// be told. It may be asked of a request more than once.
    pub(super) fn take(&self, request: usize, findings: &mut Vec<OwnedFinding>) -> usize {
        let before = findings.len();
        // Of a text that is no JSON nothing was checked, and no finding is kept for that.
        let told = |finding: &OwnedFinding| finding.rule == ShapeRule::InvalidJson.name();
        let suppressed = |finding: &OwnedFinding| {
            // All of them hear of it: each is used.
            self.suppressions.iter().filter(|one| one.holds(finding)).count() > 0
        };
        if !self.suppressions.is_empty() {
            findings.retain(|finding| told(finding) || !suppressed(finding));
        }
        if let Some((baseline, file)) = &self.baseline {
            let mut request = baseline.request(file, request);
            findings.retain(|finding| told(finding) || !request.holds(finding));
        }
        before - findings.len()
    }
}
