//! What comes of parts, from a thread that lints them to what is written.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::channel::Payment;
use super::part::{Part, RequestPlace};
use super::run::Entries;
use crate::failure::Failure;
use crate::format::Counts;
use crate::messages::SkipReason;
use crate::project::Settings;
use smartro_lint::batch::{BatchViolation, Fingerprint};

/// The result of each part of a job.
pub(super) type Each<T> = Vec<Result<T, Failure>>;

/// The result of linting a part, without the rules over the run.
pub(super) struct Linted {
    pub(super) part: Part,
    pub(super) settings: Arc<Settings>,
    /// The entries of its requests, in each format.
    pub(super) entries: Vec<Entries>,
    pub(super) counts: Counts,
    /// What is to be compared with other requests, in order.
    pub(super) compared: Vec<Compared>,
    /// The payments of its requests, in order.
    pub(super) payments: Vec<RequestPayment>,
    /// Those that depend on earlier ones: their entries do not have that yet.
    pub(super) again: BTreeMap<usize, Relint>,
    /// Why it, or the rest of it, is not linted.
    pub(super) skipped: Option<SkippedPart>,
}

/// That a part is skipped.
#[derive(Debug, Clone, Copy)]
pub(super) struct SkippedPart {
    pub(super) reason: SkipReason,
    /// Whether the file is named by the arguments: then a warning says that it is skipped.
    pub(super) is_named: bool,
}

/// What is to be compared of a request.
pub(super) struct Compared {
    pub(super) fingerprint: Fingerprint,
    /// The rule pack, by its number among those of the run: a rule of one is none of another.
    pub(super) pack: usize,
    pub(super) place: RequestPlace,
    /// Which of the part's requests it is.
    pub(super) request: usize,
}

/// The payment id of a request, and the packs of its channel.
pub(super) struct RequestPayment {
    pub(super) place: RequestPlace,
    /// Which of the part's requests it is.
    pub(super) request: usize,
    pub(super) payment: Payment,
}

/// A request that is linted again, once earlier ones are known.
pub(super) struct Relint {
    pub(super) place: RequestPlace,
    /// The packs that lint it, by their places in the project, if only earlier requests show that:
    /// it has no entry yet, and is not counted.
    pub(super) packs: Option<Vec<usize>>,
    /// What it breaks together with earlier ones, with the numbers of the packs in the run.
    pub(super) violations: Vec<(usize, BatchViolation)>,
}

/// The result of linting a part, ready to be written.
pub(super) struct Settled {
    /// The file's name.
    pub(super) name: Arc<str>,
    /// Whether the file starts with this part.
    pub(super) starts: bool,
    /// How long the part is.
    pub(super) bytes: usize,
    /// The entries of its requests in each format, each after a separator.
    pub(super) entries: Vec<Vec<u8>>,
    pub(super) counts: Counts,
    /// Why it, or the rest of it, is not linted.
    pub(super) skipped: Option<SkippedPart>,
}

impl Linted {
    /// As it is, if no request depends on an earlier one.
    pub(super) fn settled(self) -> Settled {
        let Self { part, entries, counts, skipped, .. } = self;
        let entries = entries.into_iter().map(|entries| entries.text).collect();
        Settled { skipped, ..Settled::new(part, entries, counts) }
    }
}

impl Settled {
    pub(super) fn new(part: Part, entries: Vec<Vec<u8>>, counts: Counts) -> Self {
        let (starts, bytes) = (part.is_first(), part.text.len());
        Self { name: part.name, starts, bytes, entries, counts, skipped: None }
    }
}
