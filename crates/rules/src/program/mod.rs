//! What a pack compiles to: immutable, shared between threads, with every name resolved.

mod component;
mod context;
mod keys;
mod numbers;
mod pattern;
mod preconditions;
mod predicate;
mod states;
mod symbols;
mod tree;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use component::Component;
#[cfg(feature = "compiler")]
pub(crate) use context::{of_predicate as context_of, of_sum as context_of_sum};
pub use keys::{KeyDigest, KeyTable};
pub use numbers::{Bound, ElementsProbe, NumberFacts};
pub use pattern::Pattern;
#[cfg(feature = "compiler")]
pub(crate) use pattern::{ANY, DEAD, HERE};
pub use preconditions::{FactId, Precondition, RuleIndex, ValueProbe};
pub use predicate::{
    Collection, Comparison, Computed, Distinct, Edge, FieldRef, Fold, Member, Moment, Order,
    Predicate, Presence, Quantified, Quantifier, Quantity, Sum, Test, Text, Value,
};
pub use states::States;
pub use symbols::{Symbol, Symbols};
pub use tree::{Enumeration, EnumerationId, FieldType, Node, NodeId, Object, TextFormat, Tree};

use crate::rule::Severity;
use crate::source::{Source, Span};

/// How deep `for`s can be nested.
pub const MAX_LOOPS: usize = 3;

/// How many keys a context may have: a bit of [`ContextKeys`] for each.
#[cfg(feature = "compiler")]
pub(crate) const MAX_CONTEXT_KEYS: usize = 32;

/// A compiled pack.
#[derive(Debug, Serialize, Deserialize)]
pub struct Program {
    /// The pack's name, which every finding of its rules carries.
    pub pack: Box<str>,
    /// Every enumeration member's name, once.
    pub symbols: Symbols,
    /// The enumerations, by their ids.
    pub enumerations: Box<[Enumeration]>,
    /// What can be linted.
    pub operations: Box<[Operation]>,
    /// The hosts that operations are called at by HTTP, in lower case; none: any host's.
    pub hosts: Names,
    /// The scheme of the `Authorization` header that calls of these operations have.
    pub authorization: Option<Box<str>>,
    /// The context's shape: read like a request.
    pub context: Tree,
    /// The context's keys, in the order of their bits: `mid.currency`.
    pub context_keys: Box<[ContextKey]>,
    /// The rules, in the order of the pack's files.
    pub rules: Box<[Rule]>,
}

/// Names of hosts or calls.
pub type Names = Box<[Box<str>]>;

/// A leaf of the context.
#[derive(Debug, Serialize, Deserialize)]
pub struct ContextKey {
    /// Its dotted name.
    pub name: Box<str>,
    /// Its place in [`Program::context`].
    pub node: NodeId,
}

/// A set of context keys, a bit each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContextKeys(pub u32);

impl ContextKeys {
    /// The set of this key alone.
    #[must_use]
    pub fn one(key: u8) -> Self {
        Self(1_u32.checked_shl(u32::from(key)).unwrap_or(0))
    }

    /// The keys of either.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether a key is in both.
    #[cfg(feature = "compiler")]
    pub(crate) fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether this key is among them.
    #[must_use]
    pub fn contains(self, key: usize) -> bool {
        u32::try_from(key)
            .ok()
            .and_then(|key| self.0.checked_shr(key))
            .is_some_and(|bits| bits & 1 == 1)
    }
}

/// What a merchant calls.
#[derive(Debug, Serialize, Deserialize)]
pub struct Operation {
    /// Its name.
    pub name: Box<str>,
    /// How it is called, where that is by HTTP.
    pub http: Option<Http>,
    /// How source code calls it.
    pub sdk: Box<[SdkCall]>,
    /// How a bare body is recognised: one of these.
    pub detects: Box<[Detect]>,
    /// The shape of what is sent; a slot for each of its nodes.
    pub tree: Tree,
    /// What is checked.
    pub checks: Box<[Check]>,
    /// Which of the checks can fire on a request.
    pub rule_index: RuleIndex,
    /// What is checked over a whole run.
    pub batches: Box<[BatchCheck]>,
    /// When shape rules are suppressed.
    pub silences: Box<[Silence]>,
}

/// An operation's method and path.
#[derive(Debug, Serialize, Deserialize)]
pub struct Http {
    /// In capitals.
    pub method: Box<str>,
    /// The path's segments, without slashes.
    pub segments: Box<[Segment]>,
}

impl Http {
    /// The path, as `/payments/{paymentId}/instant`, given the operation's tree.
    #[must_use]
    pub fn path(&self, tree: &Tree) -> String {
        let segments = self.segments.iter().map(|segment| match segment {
            Segment::Fixed(fixed) => format!("/{fixed}"),
            Segment::Parameter(node) => format!("/{{{}}}", tree.node(*node).name),
        });
        segments.collect()
    }
}

/// A function or a component of an SDK that calls an operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SdkCall {
    /// From what the module exports to the function; `()` is a call or a `new`. A [`Component`] is
    /// written as `<Payment request>`.
    pub function: Box<str>,
    /// The module.
    pub module: Box<str>,
}

/// A segment of a path.
#[derive(Debug, Serialize, Deserialize)]
pub enum Segment {
    /// These letters.
    Fixed(Box<str>),
    /// A parameter: its place in the operation's tree.
    Parameter(NodeId),
}

/// How a bare body is recognised.
#[derive(Debug, Serialize, Deserialize)]
pub struct Detect {
    /// All of these fields are there …
    pub with: Box<[Box<[Box<str>]>]>,
    /// … and none of these.
    pub without: Box<[Box<[Box<str>]>]>,
}

/// A rule: what is recorded of it beside its checks.
#[derive(Debug, Serialize, Deserialize)]
pub struct Rule {
    /// Its stable name.
    pub name: Box<str>,
    /// Its severity, where an assertion has no other.
    pub severity: Severity,
    /// Its `///` comment: the message of last resort.
    pub doc: Box<str>,
    /// Where it can be checked.
    pub cites: Box<[Cite]>,
    /// The operations it is on.
    pub operations: Box<[Box<str>]>,
    /// The file it is written in.
    #[serde(with = "crate::embedded::by_name")]
    pub source: Arc<Source>,
    /// Where in it.
    pub span: Span,
}

/// Where a rule can be checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cite {
    /// The source's key in the manifest.
    pub source: Box<str>,
    /// The section's slug, where the source has sections.
    pub section: Option<Box<str>>,
    /// An address to read it at.
    pub url: Option<Box<str>>,
    /// The operations that it is about; none: all of the rule's.
    pub operations: Box<[Box<str>]>,
}

/// One assertion of a rule, for one operation.
#[derive(Debug, Serialize, Deserialize)]
pub struct Check {
    /// Its rule: an index of [`Program::rules`].
    pub rule: u16,
    /// How bad it is.
    pub severity: Severity,
    /// Which of the catalog's messages it has.
    pub variant: Option<Box<str>>,
    /// Where it applies, asked before the loops.
    pub guard: Predicate,
    /// The `for`s around it, from the outside in.
    pub loops: Box<[Loop]>,
    /// It fires where this is false.
    pub assertion: Predicate,
    /// The places to point at, where they are not the assertion's own.
    pub at: Box<[FieldRef]>,
    /// The repairs.
    pub fixes: Box<[Fix]>,
    /// What a message can name.
    pub bindings: Box<[(Box<str>, Value)]>,
}

/// A `for` around an assertion.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Loop {
    /// What it goes through.
    pub collection: Collection,
    /// Where the rest applies, for one element.
    pub guard: Predicate,
}

/// A statement about a whole run, for one operation.
#[derive(Debug, Serialize, Deserialize)]
pub struct BatchCheck {
    /// Its rule: an index of [`Program::rules`].
    pub rule: u16,
    /// What requests are compared by.
    pub key: Text,
    /// What must then be the same; `None`: the key itself is unique.
    pub implied: Option<Text>,
    /// What a message can name.
    pub bindings: Box<[(Box<str>, Value)]>,
}

/// When shape rules are suppressed.
#[derive(Debug, Serialize, Deserialize)]
pub struct Silence {
    /// Which rules.
    pub rules: Box<[crate::rule::ShapeRule]>,
    /// Where; empty: everywhere.
    pub at: Box<[NodeId]>,
    /// They are suppressed where this is true.
    pub condition: Predicate,
}

/// A repair of a request.
#[derive(Debug, Serialize, Deserialize)]
pub struct Fix {
    /// Whether it keeps the meaning, or repairs an obvious typing error.
    pub safe: bool,
    /// What it does.
    pub kind: FixKind,
}

/// What a repair does.
#[derive(Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each variant is the repair of its name")]
pub enum FixKind {
    Remove(Box<[FieldRef]>),
    Rename(FieldRef, Box<str>),
    Replace(FieldRef, Box<str>),
    /// With a member of the set that the assertion allows: the one that was probably meant.
    Nearest(FieldRef, Box<[Symbol]>),
    /// With a member of that set, if only its case is off.
    Spelling(FieldRef, Box<[Symbol]>),
    Insert(FieldRef, Box<str>),
}

impl Program {
    /// The names of a context key's members, given as bits.
    #[must_use]
    pub fn member_names(&self, key: &ContextKey, bits: u64) -> Vec<&str> {
        let FieldType::Members(id) = self.context.node(key.node).kind else { return Vec::new() };
        let enumeration = self.enumerations.get(usize::from(id.0));
        let members = enumeration.into_iter().flat_map(|found| found.members());
        let chosen = members.enumerate().filter(|(place, _)| bits >> (place % 64) & 1 == 1);
        chosen.map(|(_, symbol)| self.symbols.name(symbol)).collect()
    }

    /// The operation of this name, and its index.
    #[must_use]
    pub fn operation(&self, name: &str) -> Option<usize> {
        self.operations.iter().position(|operation| &*operation.name == name)
    }
}

const _: () = {
    const fn shared<T: Send + Sync>() {}
    shared::<Program>();
};
