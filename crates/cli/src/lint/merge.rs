//! Compares requests with earlier ones, in the order of the run.

use std::collections::BTreeMap;

use super::channel::Payment;
use super::payments::Payments;
use super::results::{Compared, Each, Linted, Relint};
use smartro_lint::Batch;
use smartro_lint::batch::{BatchViolation, Fingerprint, Fingerprints};

/// The requests of a run so far, as far as later ones are compared with them.
pub(super) struct Merge {
    fingerprints: Fingerprints,
    /// By rule pack: a rule of one is none of another.
    batches: BTreeMap<usize, Batch>,
    payments: Payments,
}

impl Merge {
    /// The start of a run that compares these fingerprints.
    pub(super) fn new(fingerprints: Fingerprints) -> Self {
        Self { fingerprints, batches: BTreeMap::new(), payments: Payments::default() }
    }

    /// Finds the requests that break a rule together with earlier ones, and the packs of those that
    /// name no channel.
    pub(super) fn compare(&mut self, mut results: Each<Linted>) -> Each<Linted> {
        for linted in results.iter_mut().flatten() {
            self.part(linted);
        }
        results
    }

    fn part(&mut self, linted: &mut Linted) {
        let mut compared = std::mem::take(&mut linted.compared);
        let (settings, mut found) = (&linted.settings, BTreeMap::new());
        for paid in std::mem::take(&mut linted.payments) {
            if let Some(packs) = self.packs(settings.project.number, paid.payment) {
                let numbers = packs.iter().map(|pack| settings.pack_number(*pack));
                found.insert(paid.request, numbers.collect::<Vec<usize>>());
                let again =
                    Relint { place: paid.place, packs: Some(packs), violations: Vec::new() };
                linted.again.insert(paid.request, again);
            }
        }
        compared
            .retain(|one| found.get(&one.request).is_none_or(|packs| packs.contains(&one.pack)));
        for request in compared.chunk_by(|one, next| one.request == next.request) {
            let Some(&Compared { place, request: index, .. }) = request.first() else {
                continue;
            };
            let prints = request.iter().map(|one| (one.pack, &one.fingerprint));
            let violations = self.violations(prints, (&linted.part.name, place.index));
            if !violations.is_empty() {
                let again = Relint { place, packs: None, violations: Vec::new() };
                linted.again.entry(index).or_insert(again).violations = violations;
            }
        }
    }

    /// As [`Payments::packs`] has it.
    pub(super) fn packs(&mut self, project: usize, payment: Payment) -> Option<Vec<usize>> {
        self.payments.packs(project, payment)
    }

    /// What a request breaks together with earlier ones, given its fingerprints, each with the number
    /// of its pack in the run, and what messages call it by: its file and its place there.
    pub(super) fn violations<'f>(
        &mut self,
        fingerprints: impl Iterator<Item = (usize, &'f Fingerprint)>,
        (file, index): (&str, usize),
    ) -> Vec<(usize, BatchViolation)> {
        let compared = fingerprints.filter_map(|(pack, one)| {
            let batch = self.batches.entry(pack);
            let batch = batch.or_insert_with(|| Batch::of(self.fingerprints.clone()));
            Some((pack, batch.compare(one, file, index)?))
        });
        compared.collect()
    }
}
