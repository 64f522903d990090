//! Compares requests with earlier ones, in the order of the run.

use std::collections::BTreeMap;

use super::worker::{Compared, Each, Linted, Violating};
use smartro_lint::Batch;
use smartro_lint::batch::{BatchViolation, Fingerprints};

/// What there was in a run so far.
pub(super) struct Merge {
    fingerprints: Fingerprints,
    /// By rule pack: a rule of one is none of another.
    batches: BTreeMap<usize, Batch>,
}

impl Merge {
    /// The start of a run that compares these fingerprints.
    pub(super) fn new(fingerprints: Fingerprints) -> Self {
        Self { fingerprints, batches: BTreeMap::new() }
    }

    /// Finds the requests of a job that do not go with earlier ones.
    pub(super) fn compare(&mut self, mut results: Each<Linted>) -> Each<Linted> {
        for linted in results.iter_mut().flatten() {
            self.part(linted);
        }
        results
    }

    fn part(&mut self, linted: &mut Linted) {
        let compared = std::mem::take(&mut linted.compared);
        if compared.is_empty() {
            return;
        }
        for request in compared.chunk_by(|one, next| one.request == next.request) {
            let Some(pack) = request.first().map(|one| one.pack) else { continue };
            let batch = self.batches.entry(pack);
            let batch = batch.or_insert_with(|| Batch::of(self.fingerprints.clone()));
            let violation = |one: &Compared| {
                batch.compare(&one.fingerprint, &linted.part.name, one.place.index)
            };
            let violations: Vec<BatchViolation> = request.iter().filter_map(violation).collect();
            if let Some(&Compared { place, request, .. }) = request.first()
                && !violations.is_empty()
            {
                linted.violating.push(Violating { place, request, violations });
            }
        }
    }
}
