//! What a format writes of a request and of a run.

use std::sync::Arc;

use serde::Serialize;

use smartro_lint::report::Report;
use smartro_lint::{Linter, Severity};

use super::counts::Counts;
use super::text::RequestText;

/// Writes findings in a format.
///
/// Threads write the entries of requests independently; what comes before, between and after them
/// is added where they are put in order.
pub(crate) trait Emitter: Send + Sync {
    /// Writes what comes before the first entry.
    fn begin(&self, _out: &mut Vec<u8>) {}

    /// Writes what comes before the entries of a file.
    fn begin_file(&self, _name: &str, _out: &mut Vec<u8>) {}

    /// What separates two entries.
    fn separator(&self) -> &'static str {
        ""
    }

    /// Whether a request without findings has an entry too.
    fn writes_clean(&self) -> bool {
        false
    }

    /// Whether a call that is not linted has an entry too.
    fn writes_ignored(&self) -> bool {
        false
    }

    /// Whether an entry has a place for the pack of a finding, beside the rule's name.
    fn has_pack(&self) -> bool {
        false
    }

    /// Whether its end has a place for how many findings fixes resolve.
    fn counts_fixes(&self) -> bool {
        false
    }

    /// Writes a request's entry; nothing, where it has none.
    fn entry(&self, entry: &ReportEntry<'_>, out: &mut Vec<u8>);

    /// Writes what comes after the entries of a file.
    fn end_file(&self, _out: &mut Vec<u8>) {}

    /// Writes what comes after the last entry.
    fn end(&self, _outcome: &Outcome, _out: &mut Vec<u8>) {}
}

/// A request, and what was found in it. As data it is what a run's document has of a request.
#[derive(Clone, Copy, Serialize)]
pub(crate) struct ReportEntry<'e> {
    /// The linter of the file's project.
    #[serde(skip)]
    pub(crate) linter: &'e Linter,
    /// The least severity that makes the request fail.
    #[serde(skip)]
    pub(crate) fail_on: Severity,
    /// The file's name.
    pub(crate) file: &'e str,
    /// The request's place in the file.
    pub(crate) index: usize,
    /// The `id` of its envelope, as it is written.
    #[serde(skip)]
    pub(crate) id: Option<&'e str>,
    #[serde(skip)]
    pub(crate) text: &'e RequestText<'e>,
    #[serde(flatten)]
    pub(crate) report: &'e Report,
}

/// The result of a run.
#[derive(Default)]
pub(crate) struct Outcome {
    pub(crate) counts: Counts,
    /// The message for each file that could not be read.
    pub(crate) unread: Vec<String>,
    /// The files that were skipped.
    pub(crate) skipped: Vec<Arc<str>>,
}

/// Nothing at all, where standard output belongs to something else.
pub(crate) struct Silent;

impl Emitter for Silent {
    fn entry(&self, _entry: &ReportEntry<'_>, _out: &mut Vec<u8>) {}
}
