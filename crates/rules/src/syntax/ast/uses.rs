//! Rules that are used where others are declared.

use std::collections::HashMap;

use super::{Cite, Doc, Name, Operand};
use crate::rule::Severity;
use crate::source::Span;

/// `use payment-id-length(6, 64) as id-length: warning on payInstantly cite guide "ids"`
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the parts of the declaration")]
pub struct Use {
    pub doc: Doc,
    pub rule: Name,
    pub arguments: Vec<Argument>,
    /// What it is called here, if not as the rule.
    pub renamed: Option<Name>,
    pub severity: Option<(Severity, Span)>,
    /// The operations that it is limited to; none: all of the rule's.
    pub operations: Vec<Name>,
    pub cites: Vec<Cited>,
    pub span: Span,
}

impl Use {
    /// What it is called here.
    #[must_use]
    pub fn name(&self) -> &Name {
        self.renamed.as_ref().unwrap_or(&self.rule)
    }
}

/// What is given for a rule's parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Argument {
    /// A number, a string, a field or a word.
    Operand(Operand),
    /// `[KRW, USD]`
    List(Vec<Operand>, Span),
    /// `/[A-Z]*/`
    Pattern(Name),
}

impl Argument {
    /// Where it is.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Operand(operand) => operand.span(),
            Self::List(_, span) => *span,
            Self::Pattern(pattern) => pattern.span,
        }
    }

    /// How messages show it: a string without its quotes, a list without its brackets, a set by its
    /// members, which `sets` has by its name.
    #[must_use]
    pub fn shown(&self, text: &str, sets: &HashMap<&str, String>) -> String {
        let operand = |operand: &Operand| {
            let plain = operand.shown(text);
            sets.get(plain)
                .filter(|_| matches!(operand, Operand::Path(_)))
                .cloned()
                .unwrap_or_else(|| plain.to_owned())
        };
        match self {
            Self::Operand(one) => operand(one),
            Self::List(members, _) => members.iter().map(operand).collect::<Vec<_>>().join(", "),
            Self::Pattern(pattern) => pattern.text.to_string(),
        }
    }
}

/// `cite guide "ids" on payInstantly`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// Where it can be checked.
    pub cite: Cite,
    /// The operations that it is about; none: all of the rule's.
    pub operations: Vec<Name>,
}

/// `drop payment-id-length`
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the parts of the declaration")]
pub struct Drop {
    pub doc: Doc,
    pub rules: Vec<Name>,
    pub span: Span,
}
