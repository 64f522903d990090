//! Preconditions of checks: which facts about a request's values a check cannot fire without.
//!
//! Most checks on most requests end here. Every fact has a bit; a check is triggered by one of
//! the facts that it needs, the least likely one, so that it costs nothing where that does not
//! hold. All of it is derived from the checks alone.

use serde::{Deserialize, Serialize};

use super::{ElementsProbe, NodeId, NumberFacts, Pattern, Predicate, Symbol};

/// A fact's bit: a node's number means that it is present; other facts follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactId(pub u32);

/// What must hold of a request for a check to be able to fire, and what is then left to evaluate.
#[derive(Debug, Serialize, Deserialize)]
pub struct Precondition {
    /// All of these, but for the one that triggers the check.
    pub all: Box<[FactId]>,
    /// One of these, where there are any.
    pub any: Box<[FactId]>,
    /// None of these.
    pub none: Box<[FactId]>,
    /// The guard and the assertion, simplified under the facts that the check needs.
    pub residual: (Predicate, Predicate),
}

impl Precondition {
    /// Whether the check can fire, given which facts hold.
    #[inline(always)]
    pub fn is_met(&self, holds: impl Fn(&FactId) -> bool) -> bool {
        self.all.iter().all(&holds)
            && (self.any.is_empty() || self.any.iter().any(&holds))
            && !self.none.iter().any(&holds)
    }
}

/// Which facts a node's value makes true: at most 64, with their bits in one word.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct ValueProbe {
    /// The node.
    pub node: NodeId,
    /// The word of the bits.
    pub word: u16,
    /// The bits of each of these members.
    pub members: Box<[(Symbol, u64)]>,
    /// The bits of any other string.
    pub others: u64,
    /// Of what length, in bytes, no bit of a length is set: from 1 up to this.
    pub usual: u32,
    /// The bits of a string that is longer than a limit, in bytes.
    pub longer: Box<[(u32, u64)]>,
    /// The bits of an empty string.
    pub empty: u64,
    /// The bits of a string that does not match each pattern. A pattern that checks share is here once.
    pub mismatches: Box<[(Pattern, u64)]>,
    /// The bits of `false` and of `true`.
    pub booleans: [u64; 2],
    /// The bits of a number, where checks compare it with constants.
    pub numbers: Option<NumberFacts>,
    /// Whether the next probe is of the same node.
    pub goes_on: bool,
}

impl ValueProbe {
    /// The bits of a string: the member that it is, and how many bytes it has.
    #[must_use]
    #[inline(always)]
    pub fn of_text(&self, member: Symbol, length: u32) -> u64 {
        let listed = self.members.iter().find(|(symbol, _)| *symbol == member);
        let facts = listed.map_or(self.others, |(_, facts)| *facts);
        // One comparison for both ends.
        match length.wrapping_sub(1) < self.usual {
            true => facts,
            false => facts | self.of_length(length),
        }
    }

    #[cold]
    fn of_length(&self, length: u32) -> u64 {
        let longer = self.longer.iter().filter(|(limit, _)| length > *limit);
        let empty = if length == 0 { self.empty } else { 0 };
        longer.fold(empty, |facts, (_, longer)| facts | longer)
    }
}

/// From the facts of an operation to the checks that can fire.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct RuleIndex {
    /// The nodes of which more matters than whether they are present, in order.
    pub probes: Box<[ValueProbe]>,
    /// The numbers in elements of lists that checks compare with constants.
    pub in_elements: Box<[ElementsProbe]>,
    /// A bit for each node that has a probe.
    pub probed: Box<[u64]>,
    /// For each node that has a probe, its first one.
    pub first_probe: Box<[u16]>,
    /// For each fact, the checks that it triggers.
    pub triggers: Box<[Box<[u16]>]>,
    /// A bit for each fact that triggers a check.
    pub trigger_mask: Box<[u64]>,
    /// The checks that need no fact.
    pub unconditional: Box<[u16]>,
    /// For each check, its precondition.
    pub preconditions: Box<[Precondition]>,
}
