//! Compares requests with earlier ones, in the order of the run.

use super::worker::{Clashing, Compared, Each, Linted};
use crate::batch::{Batch, Clash};

/// What there was in a run so far.
pub(super) struct Merge {
    batch: Batch,
}

impl Merge {
    /// The start of a run: the batch is the one whose fingerprints are compared.
    pub(super) fn new(batch: Batch) -> Self {
        Self { batch }
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
        for request in compared.chunk_by(|one, next| one.request == next.request) {
            let clash = |one: &Compared| {
                self.batch.compare(&one.fingerprint, &linted.part.name, one.place.index)
            };
            let clashes: Vec<Clash> = request.iter().filter_map(clash).collect();
            if let Some(&Compared { place, request, .. }) = request.first()
                && !clashes.is_empty()
            {
                linted.clashing.push(Clashing { place, request, clashes });
            }
        }
    }
}
