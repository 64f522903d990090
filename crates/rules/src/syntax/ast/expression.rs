//! Conditions and operands.

use super::{Fold, Name, Order, Presence, Quantifier};
use crate::source::Span;

/// Something that is true, false or unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expression {
    /// `a and b`
    And(Vec<Expression>),
    /// `a or b`
    Or(Vec<Expression>),
    /// `not a`
    Not(Box<Expression>),
    /// `a iff b`
    Iff(Box<Expression>, Box<Expression>),
    /// `any of a, b`
    Listed(Quantifier, Vec<Path>, Span),
    /// `any card in cards: card is BC_CARD`
    Quantified(Box<Quantified>),
    /// `present a`
    Presence(Presence, Path, Span),
    /// `known context.os`
    Known(Path, Span),
    /// `unique p.id in products`
    Distinct(Box<Distinct>),
    /// `a is b`, or an operand alone
    Comparison(Box<Comparison>),
}

impl Expression {
    /// Where it is.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::And(parts) | Self::Or(parts) => {
                let ends = (parts.first(), parts.last());
                let (Some(first), Some(last)) = ends else { return Span::default() };
                first.span().to(last.span())
            }
            Self::Not(inner) => inner.span(),
            Self::Iff(left, right) => left.span().to(right.span()),
            Self::Listed(_, _, span) | Self::Presence(_, _, span) | Self::Known(_, span) => *span,
            Self::Quantified(quantified) => quantified.span,
            Self::Distinct(distinct) => distinct.span,
            Self::Comparison(comparison) => comparison.span,
        }
    }

    /// Calls for the condition and every condition in it.
    pub(crate) fn visit<'a>(&'a self, call: &mut dyn FnMut(&'a Self)) {
        call(self);
        match self {
            Self::And(parts) | Self::Or(parts) => parts.iter().for_each(|part| part.visit(call)),
            Self::Not(inner) => inner.visit(call),
            Self::Iff(left, right) => {
                left.visit(call);
                right.visit(call);
            }
            Self::Quantified(quantified) => quantified.body.visit(call),
            Self::Listed(..)
            | Self::Presence(..)
            | Self::Known(..)
            | Self::Distinct(_)
            | Self::Comparison(_) => {}
        }
    }
}

/// `any card in cards: card is BC_CARD`
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the parts of the expression")]
pub struct Quantified {
    pub quantifier: Quantifier,
    pub variable: Name,
    pub collection: Collection,
    pub body: Expression,
    pub span: Span,
}

/// What a `for` or a quantifier goes through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Collection {
    /// These places.
    Branches(Vec<Path>),
    /// The members that the request's object holds.
    Keys(Path, Vec<Name>),
    /// The members that the object's shape declares.
    Fields(Path, Vec<Name>),
    /// The elements of an array.
    Elements(Path),
}

/// `a is b`, or an operand alone.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the parts of the expression")]
pub struct Comparison {
    pub left: Operand,
    pub relation: Option<Relation>,
    pub span: Span,
}

/// What a comparison asks.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "`negated` is a `not`, `named` something by its name")]
pub enum Relation {
    Is { negated: bool, right: Operand },
    In { negated: bool, set: Vec<Operand>, named: bool },
    Matches { negated: bool, pattern: Name, named: bool },
    Contains { negated: bool, right: Operand },
    Order { order: Order, right: Operand },
}

/// Something that has a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operand {
    /// `a + b`
    Sum(Vec<Operand>, Span),
    /// `- b`, in a sum
    Negated(Box<Operand>, Span),
    /// `a * b`
    Product(Vec<Operand>, Span),
    /// `90 days`, in seconds
    Duration(i64, Span),
    /// `sum(p in products: p.amount)`
    Over(Box<Over>),
    /// `"text"`
    Text(Name),
    /// `40`
    Integer(i64, Span),
    /// `true`
    Boolean(bool, Span),
    /// `chars(id)`
    Call {
        /// What is called.
        function: Name,
        /// What it is called with.
        arguments: Vec<Operand>,
        /// From the name to the bracket.
        span: Span,
    },
    /// `vat default 0`
    Defaulted(Path, i64, Span),
    /// A field, a binding, a context key or an enumeration's member.
    Path(Path),
}

impl Operand {
    /// How messages show it: a string without its quotes.
    #[must_use]
    pub fn shown<'t>(&'t self, text: &'t str) -> &'t str {
        match self {
            Self::Text(text) => &text.text,
            operand => operand.span().of(text),
        }
    }

    /// Where it is.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Text(name) => name.span,
            Self::Over(over) => over.span,
            Self::Sum(_, span)
            | Self::Negated(_, span)
            | Self::Product(_, span)
            | Self::Duration(_, span)
            | Self::Integer(_, span)
            | Self::Boolean(_, span)
            | Self::Call { span, .. }
            | Self::Defaulted(_, _, span) => *span,
            Self::Path(path) => path.span,
        }
    }
}

/// `sum(p in products where p.amount > 0: p.amount)`
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the parts of the expression")]
pub struct Over {
    pub fold: Fold,
    pub variable: Name,
    pub list: Path,
    pub condition: Option<Expression>,
    /// What is added or compared; nothing where elements are counted.
    pub value: Option<Operand>,
    pub span: Span,
}

/// `unique p.id in products`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Distinct {
    /// The variable, and what follows of the element.
    pub value: Path,
    /// The array.
    pub list: Path,
    /// The whole of it.
    pub span: Span,
}

/// `virtualAccount.bankCode`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// Whether it starts with `@`.
    pub at_sign: bool,
    /// Its words; at least one.
    pub segments: Vec<Name>,
    /// The whole of it.
    pub span: Span,
}
