//! The packs of payments whose later requests name no channel.

use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;

use super::channel::{Packs, Payment};

/// The packs of each payment, taken from the requests of the run so far.
#[derive(Default)]
pub(super) struct Payments {
    /// The packs of the last request of each payment, by a hash of the project and the payment's id.
    known: HashMap<u64, Packs>,
    hash: RandomState,
}

impl Payments {
    /// Records the packs of a payment of a project; of a request without a channel, returns the
    /// packs that lint it, by their places.
    pub(super) fn packs(&mut self, project: usize, payment: Payment) -> Option<Vec<usize>> {
        match payment {
            Payment::OfChannel(id, packs) => {
                self.known.insert(self.hash.hash_one((project, id)), packs);
                None
            }
            Payment::WithoutChannel(id, packs) => {
                let known = self.known.get(&self.hash.hash_one((project, id)));
                Some(known.cloned().unwrap_or(packs).places())
            }
        }
    }
}
