//! What must be so for a check to be worth a look: a bit each.
//!
//! Most checks on most requests end here. A check is reached from one of the facts that it
//! needs, the least likely one, so that it costs nothing where that is not so.

use serde::{Deserialize, Serialize};

use super::{NodeId, Symbol};

/// A fact's bit: a node's number says that it is present; those of other facts follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactId(pub u32);

/// What must be so of a request for a check to be able to fire.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Gate {
    /// All of these, but for the one that it is reached from.
    pub all: Box<[FactId]>,
    /// One of these, where there are any.
    pub any: Box<[FactId]>,
    /// None of these.
    pub none: Box<[FactId]>,
}

impl Gate {
    /// Whether a check can fire where these facts are so.
    #[inline]
    pub fn is_open(&self, is_so: impl Fn(&FactId) -> bool) -> bool {
        self.all.iter().all(&is_so)
            && (self.any.is_empty() || self.any.iter().any(&is_so))
            && !self.none.iter().any(&is_so)
    }
}

/// What is asked of one node: at most 64 facts, whose bits follow each other in one word.
#[derive(Debug, Serialize, Deserialize)]
pub struct Asked {
    /// The node.
    pub node: NodeId,
    /// The word of the bits.
    pub word: u16,
    /// The bits that are so where it holds one of these members.
    pub members: Box<[(Symbol, u64)]>,
    /// The bits that are so where it holds another text.
    pub others: u64,
    /// The bits that are so where it holds `false` or `true`.
    pub booleans: [u64; 2],
}

/// The facts of an operation, and the checks that are reached from them.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Facts {
    /// The nodes of which more is asked than whether they are present.
    pub asked: Box<[Asked]>,
    /// For each fact, the checks that are reached from it.
    pub reached: Box<[Box<[u16]>]>,
    /// A bit for each fact that checks are reached from.
    pub reaching: Box<[u64]>,
    /// The checks that need no fact.
    pub always: Box<[u16]>,
}
