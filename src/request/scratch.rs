//! The memory that requests are read into, one after the other.

use super::found::Found;
use super::lowered::Lowered;
use super::outline::Member;
use super::slots::{At, Slots, ValueKind};
use super::validate::Validator;
use crate::severities::Severities;
use smartro_lint_rules::source::Span;

/// What reading needs besides the text, used again for the next request.
#[derive(Default)]
pub(crate) struct Scratch {
    pub(crate) slots: Slots,
    pub(crate) found: Vec<Found>,
    /// The pointers of shape findings, one after the other.
    pub(crate) pointers: String,
    /// Whether there was more to find than the limit.
    pub(crate) truncated: bool,
    /// Whether values may be unknown.
    pub(crate) holes: bool,
    /// Whether strings may have placeholders.
    pub(super) placeholders: bool,
    /// The text as it was read, where that is not as it is written.
    pub(crate) lowered: Lowered,
    /// The value of the envelope's `id`; empty, where there is none.
    pub(crate) id: Span,
    /// The string of the envelope's `pg`, without quotes; empty, where there is none.
    pub(crate) pg: Span,
    /// The address of an HTTP call; empty, where it is none.
    pub(crate) call: Span,
    /// The members of the top object that were not read when they were met.
    pub(super) members: Vec<Member>,
    /// The segments of a call's path.
    pub(super) segments: Vec<Span>,
    pub(super) validator: Validator,
    /// The keys of the objects that are being read.
    pub(super) keys: Vec<SeenKey>,
    /// The objects and arrays that are being skipped.
    pub(super) levels: Vec<SkippedValue>,
    /// The places in the arrays around the present node.
    pub(super) indices: Vec<u32>,
    /// Fields that are there twice: where, and the first one's key.
    pub(super) repeated: Vec<(At, Span)>,
    /// The findings on repeated keys: its pointer, and the finding's place.
    pub(crate) repeats: Vec<(Span, usize)>,
    /// The lists of members: where each starts, and a bit for each member.
    pub(super) sets: Vec<(u32, u64)>,
    /// The bits of what is so of the request.
    pub(crate) facts: Vec<u64>,
    /// A string without its escapes.
    pub(super) plain: String,
    /// The severities that rules were given.
    pub(crate) severities: Severities,
}

impl Scratch {
    pub(crate) fn new(severities: Severities) -> Self {
        Self { severities, ..Self::default() }
    }

    /// Forgets what was around the request before.
    pub(crate) fn forget_envelope(&mut self) {
        self.lowered.clear();
        self.placeholders = false;
        (self.id, self.pg, self.call) = (Span::default(), Span::default(), Span::default());
    }

    /// Makes room for a tree of `nodes` nodes, and discards the previous request.
    pub(crate) fn clear(&mut self, nodes: usize) {
        self.slots.reset(nodes);
        self.found.clear();
        self.pointers.clear();
        self.keys.clear();
        self.levels.clear();
        self.indices.clear();
        self.repeated.clear();
        self.sets.clear();
        self.truncated = false;
    }
}

/// A key of an object that is being read, and its value.
#[derive(Debug, Clone, Copy)]
pub(super) struct SeenKey {
    pub(super) hash: u32,
    pub(super) key: Span,
    pub(super) value: Span,
    pub(super) kind: ValueKind,
}

/// An object or an array that is being skipped.
#[derive(Debug, Clone, Copy)]
pub(super) struct SkippedValue {
    pub(super) start: usize,
    /// Where its keys begin among all keys; of an array, nothing.
    pub(super) keys: Option<usize>,
    /// The key of the value that is being skipped.
    pub(super) key: Span,
    pub(super) hash: u32,
    /// The place of the element that is being skipped.
    pub(super) index: u32,
}
