//! A whole run as one JSON document.

use serde::Serialize;

use super::{OwnedFinding, Report};
use crate::verdict::Ignored;
use smartro_lint_rules::rule::Severity;

/// What a run found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RunReport {
    /// The version of this form: fields are added to it, never renamed.
    pub version: u32,
    /// One entry a request.
    pub files: Vec<FileReport>,
    /// How much there is of it.
    pub summary: Summary,
}

/// What was found in one request of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FileReport {
    /// The file's name, `-` for standard input.
    pub file: String,
    /// The request's place in it, from 0; in JSON Lines, the line's.
    pub index: usize,
    /// What was found.
    #[serde(flatten)]
    pub report: Report,
}

/// How much was found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Summary {
    /// Requests.
    pub requests: usize,
    /// Findings of severity error.
    pub errors: usize,
    /// Findings of severity warning.
    pub warnings: usize,
    /// Findings of severity advice.
    pub advice: usize,
    /// How many fewer findings there are after the safe repairs, which `--fix` makes.
    pub fixable: usize,
    /// How many fewer there are than that after the suggested repairs too, which `--fix
    /// --suggested` makes.
    pub suggested: usize,
    /// Calls of the pack's API that no operation is declared for: they are no requests that are
    /// counted above.
    pub ignored: usize,
    /// Requests that another rule pack lints: they are not counted above.
    #[serde(rename = "otherPack", skip_serializing_if = "is_zero")]
    pub other_pack: usize,
    /// Requests whose channel the project file does not have: they are linted with the default
    /// rule pack.
    #[serde(skip_serializing_if = "is_zero")]
    pub assumed: usize,
    /// Requests with more findings than are reported.
    #[serde(skip_serializing_if = "is_zero")]
    pub truncated: usize,
    /// Files that were left alone, because they hold no request.
    pub skipped: usize,
    /// Findings that are not reported, because of a suppression or a baseline.
    #[serde(skip_serializing_if = "is_zero")]
    pub suppressed: usize,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

impl RunReport {
    /// The version that is written now.
    pub const VERSION: u32 = 1;

    /// A run's document.
    #[must_use]
    pub fn new(files: Vec<FileReport>) -> Self {
        let mut summary = Summary::default();
        for file in &files {
            summary.add(&file.report);
        }
        Self { version: Self::VERSION, files, summary }
    }
}

impl Summary {
    /// Counts one more request, and its findings that have repairs as fixable: how many these
    /// resolve together is known only once they are made.
    pub fn add(&mut self, report: &Report) {
        self.add_report(report);
        for finding in report.diagnostics.iter().filter(|finding| !finding.fixes.is_empty()) {
            let safe = finding.fixes.iter().any(|fix| fix.safe);
            self.fixable += usize::from(safe);
            self.suggested += usize::from(!safe);
        }
    }

    /// Counts one more request, but for what is fixable.
    pub fn add_report(&mut self, report: &Report) {
        if let Some(ignored) = report.ignored {
            return self.add_ignored(ignored);
        }
        self.requests += 1;
        self.truncated += usize::from(report.truncated);
        self.add_findings(&report.diagnostics);
    }

    /// Counts a call that is not linted.
    pub fn add_ignored(&mut self, ignored: Ignored) {
        self.ignored += usize::from(ignored == Ignored::SameApi);
    }

    /// Counts findings of a request that is counted already, but for what is fixable.
    pub fn add_findings(&mut self, findings: &[OwnedFinding]) {
        for finding in findings {
            match finding.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
                Severity::Advice => self.advice += 1,
            }
        }
    }
}

impl std::ops::AddAssign for Summary {
    fn add_assign(&mut self, other: Self) {
        self.requests += other.requests;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.advice += other.advice;
        self.fixable += other.fixable;
        self.suggested += other.suggested;
        self.ignored += other.ignored;
        self.other_pack += other.other_pack;
        self.assumed += other.assumed;
        self.truncated += other.truncated;
        self.suppressed += other.suppressed;
        self.skipped += other.skipped;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summaries_add_up() {
        let one = Summary {
            requests: 1,
            errors: 2,
            warnings: 3,
            advice: 4,
            fixable: 5,
            suggested: 6,
            ignored: 7,
            other_pack: 8,
            assumed: 9,
            truncated: 10,
            skipped: 11,
            suppressed: 12,
        };
        let mut both = one;
        both += one;
        let [one, both] = [one, both].map(|summary| serde_json::to_value(summary).unwrap());
        for (name, count) in one.as_object().unwrap() {
            assert_eq!(both[name].as_u64(), count.as_u64().map(|count| 2 * count), "{name}");
        }
        assert_eq!(one.as_object().unwrap().len(), 12);
    }
}
