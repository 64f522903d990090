//! Compares requests with earlier ones, in the order of the run.

use std::collections::BTreeMap;

use super::worker::{Compared, Each, Linted, Violating};
use smartro_lint::Batch;
use smartro_lint::batch::{BatchViolation, Fingerprint, Fingerprints};

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
            let Some(&Compared { pack, place, request: index, .. }) = request.first() else {
                continue;
            };
            let prints = request.iter().map(|one| &one.fingerprint);
            let violations = self.violations(pack, prints, (&linted.part.name, place.index));
            if !violations.is_empty() {
                linted.violating.push(Violating { place, request: index, violations });
            }
        }
    }

    /// What a request breaks together with earlier ones, given its fingerprints, and what messages
    /// call it by: its file and its place there.
    pub(super) fn violations<'f>(
        &mut self,
        pack: usize,
        fingerprints: impl Iterator<Item = &'f Fingerprint>,
        (file, index): (&str, usize),
    ) -> Vec<BatchViolation> {
        let batch = self.batches.entry(pack);
        let batch = batch.or_insert_with(|| Batch::of(self.fingerprints.clone()));
        fingerprints.filter_map(|one| batch.compare(one, file, index)).collect()
    }
}
