//! How much work loops and quantifiers may do in one request.

use std::cell::Cell;

/// Steps that any request may take: more than two loops over 2,000 elements, one in the other.
const ANY: u64 = 4_000_000;

/// Steps for each byte of a request: loops that are not in each other never take as many.
const EACH_BYTE: u64 = 16;

/// How many bytes of a string that a loop looks at count as a step.
const BYTES: u64 = 32;

/// The steps that are left: one for each element that a loop or a quantifier comes to, and more
/// for long strings that it looks at.
pub(crate) struct Steps {
    left: Cell<u64>,
    ran_out: Cell<bool>,
}

impl Steps {
    /// The steps that a request of this length, in bytes, may take.
    pub(crate) fn new(bytes: usize) -> Self {
        let of_bytes = EACH_BYTE.saturating_mul(bytes as u64);
        Self { left: Cell::new(ANY.saturating_add(of_bytes)), ran_out: Cell::new(false) }
    }

    /// Whether there is a step left for an element.
    pub(super) fn element(&self) -> bool {
        self.take(1)
    }

    /// Whether there are steps left for a string of this length, in bytes.
    pub(super) fn string(&self, bytes: u32) -> bool {
        self.take(u64::from(bytes) / BYTES)
    }

    fn take(&self, steps: u64) -> bool {
        let left = self.left.get().checked_sub(steps);
        self.left.set(left.unwrap_or_default());
        if left.is_none() {
            self.ran_out.set(true);
        }
        left.is_some()
    }

    /// Whether the present check could not be finished.
    #[inline]
    pub(super) fn ran_out(&self) -> bool {
        self.ran_out.get()
    }

    /// The next check begins.
    pub(super) fn begin(&self) {
        self.ran_out.set(false);
    }
}
