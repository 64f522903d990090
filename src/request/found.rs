//! The compact record of a finding, which reading and evaluation write.

use super::wrapper_key::WrapperKey;
use smartro_lint_rules::program::{MAX_LOOPS, NodeId};
use smartro_lint_rules::rule::{Severity, ShapeRule};
use smartro_lint_rules::source::Span;

/// A finding.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found {
    /// Which rule.
    pub by: By,
    /// How bad it is.
    pub severity: Severity,
    /// The value, or the object that the missing one belongs in.
    pub span: Span,
    /// Which value it is about: two findings about the same one have the same.
    pub about: About,
    /// How many were found before it: of two at the same span the first is reported first.
    pub order: u32,
    /// Whether another one is reported instead.
    pub suppressed: bool,
}

impl Found {
    /// A finding; its order is set when all are sorted.
    #[must_use]
    pub(crate) fn new(by: By, severity: Severity, span: Span, about: About) -> Self {
        Self { by, severity, span, about, order: 0, suppressed: false }
    }
}

/// Which rule found it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// A rule of the shapes.
    Shape(Shape),
    /// A check of the operation's, in these loops' elements.
    Check {
        /// The check's index.
        check: u16,
        /// The bindings, from the request's own inwards.
        bindings: [u32; MAX_LOOPS + 1],
        /// The place it points at.
        node: NodeId,
        /// How many loops deep that place is.
        loop_depth: u8,
    },
    /// A check that would have taken more steps than a request may.
    Unfinished {
        /// The check's index.
        check: u16,
    },
    /// A rule of the shapes about text that could not be read as a request; the outcome says why.
    Unread(ShapeRule),
}

/// A rule of the shapes, and the place that it reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shape {
    /// Which.
    pub rule: ShapeRule,
    /// The node; for an unknown key, the object's.
    pub node: NodeId,
    /// The JSON Pointer, as a range of the session's pointers.
    pub pointer: Span,
    /// The key that it is about, or the first of two equal ones.
    pub detail: Span,
    /// Of a key of an envelope or a missing object, what is there instead.
    pub instead: Option<Instead>,
}

/// What is there instead of what is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Instead {
    /// Nothing; this key was probably meant.
    Meant(WrapperKey),
    /// This key, which is there as well.
    Counts(WrapperKey),
    /// Nothing; what this key names belongs in the object under that one.
    Within(WrapperKey),
    /// Of a missing object: its fields are beside it.
    Beside,
}

/// Which value a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum About {
    /// The value that starts here.
    Value(u32),
    /// The value that is missing: a node, in an element.
    Missing(u32, NodeId),
    /// The text as a whole.
    Text,
}
