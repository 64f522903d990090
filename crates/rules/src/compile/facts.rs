//! What a check may need of one of a request's fields.

use std::sync::Arc;

use crate::program::{Bound, NodeId, Pattern, Symbol};

/// A statement about one of a request's own slots, which holds or does not.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fact {
    /// The slot holds a value.
    Present(NodeId),
    /// It holds one of these members.
    Member(NodeId, Box<[Symbol]>),
    /// It holds a string that is none of these members.
    Other(NodeId, Box<[Symbol]>),
    /// It holds this boolean.
    Boolean(NodeId, bool),
    /// It holds a string of more than this many bytes.
    Longer(NodeId, u32),
    /// It holds an empty string.
    Empty(NodeId),
    /// It holds a string that does not match.
    Mismatch(NodeId, Arc<Pattern>),
    /// It holds a number that is so.
    Number(NodeId, Bound),
    /// It holds a list, and one of its elements such a number at a node below.
    NumberInElement(NodeId, NodeId, Bound),
}

impl Fact {
    /// The slot that it is about.
    pub(super) fn node(&self) -> NodeId {
        match self {
            Self::Present(node)
            | Self::Member(node, _)
            | Self::Other(node, _)
            | Self::Boolean(node, _)
            | Self::Longer(node, _)
            | Self::Mismatch(node, _)
            | Self::Number(node, _)
            | Self::NumberInElement(node, ..)
            | Self::Empty(node) => *node,
        }
    }
}
