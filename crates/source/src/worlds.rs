//! Combinations of conditions, one after the other.
//!
//! The call is lowered again for each: a condition that is met for the first time holds, and what
//! was decided last is decided otherwise the next time. The same condition is decided the same way
//! everywhere in one combination.

use std::cell::{Cell, RefCell};

use oxc_span::Span;

use crate::unit::UnitId;

/// The most combinations of one call.
pub(crate) const MOST: usize = 16;

/// What makes two conditions the same one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ConditionId(pub(crate) u64);

#[derive(Debug, Clone)]
pub(crate) struct Decision {
    pub(crate) key: ConditionId,
    alternatives: usize,
    pub(crate) taken: usize,
    /// Where each alternative is; a condition has one place and two alternatives.
    pub(crate) place: (UnitId, Span),
}

#[derive(Debug, Default)]
pub(crate) struct Worlds {
    trail: RefCell<Vec<Decision>>,
    most: Cell<usize>,
    /// While it is above zero nothing is decided, and both sides count.
    suspended: Cell<u32>,
    /// How often it was asked what is decided.
    asked: Cell<u32>,
    /// Whether calls are looked for, and no more than their names and addresses is needed.
    finds: Cell<bool>,
}

impl Worlds {
    /// Begins a call: at most `most` conditions are decided.
    pub(crate) fn begin(&self, most: usize) {
        self.trail.borrow_mut().clear();
        self.most.set(most);
        self.suspended.set(0);
        self.finds.set(false);
    }

    /// Begins to look for calls: nothing is decided.
    pub(crate) fn begin_finding(&self) {
        self.begin(0);
        self.finds.set(true);
    }

    /// Whether all that may be taken is worth a look where nothing is decided.
    pub(crate) fn joins(&self) -> bool {
        !self.finds.get()
    }

    /// Which alternative is taken; `None` if it is not to be decided.
    pub(crate) fn choose(
        &self,
        key: ConditionId,
        alternatives: usize,
        place: (UnitId, Span),
    ) -> Option<usize> {
        self.asked.set(self.asked.get().wrapping_add(1));
        let mut trail = self.trail.borrow_mut();
        if let Some(known) = trail.iter().find(|decision| decision.key == key) {
            return Some(known.taken);
        }
        if self.suspended.get() > 0 || trail.len() >= self.most.get() {
            return None;
        }
        trail.push(Decision { key, alternatives, taken: 0, place });
        Some(0)
    }

    /// Does something without deciding anything that is not decided.
    pub(crate) fn undecided<T>(&self, work: impl FnOnce() -> T) -> T {
        self.suspended.set(self.suspended.get() + 1);
        let result = work();
        self.suspended.set(self.suspended.get() - 1);
        result
    }

    /// How often it was asked what is decided: a value for which it was not asked is the same in all
    /// combinations.
    pub(crate) fn asked(&self) -> u32 {
        self.asked.get()
    }

    pub(crate) fn decisions(&self) -> Vec<Decision> {
        self.trail.borrow().clone()
    }

    /// Goes on to the next combination; false after the last.
    pub(crate) fn advance(&self) -> bool {
        let mut trail = self.trail.borrow_mut();
        while let Some(last) = trail.last_mut() {
            last.taken += 1;
            if last.taken < last.alternatives {
                return true;
            }
            trail.pop();
        }
        false
    }
}
