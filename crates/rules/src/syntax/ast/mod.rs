//! A rule file as it is written: every node with its span, no name resolved yet.

mod expression;
mod rule;
mod uses;

pub use crate::logic::{Fold, Order, Presence, Quantifier};
pub use expression::{
    Collection, Comparison, Distinct, Expression, Operand, Over, Path, Quantified, Relation,
};
pub use rule::{
    Assertion, Batch, BatchKind, Binding, Cite, Each, Fix, FixKind, If, On, Replacement, Rule,
    Statement,
};
pub use uses::{Argument, Cited, Drop, Use};

use crate::source::Span;

/// One rule file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The declarations, in the order of the text.
    pub items: Vec<Item>,
    /// The `#` comments, in the order of the text; no other node holds them.
    pub comments: Vec<Span>,
}

/// A word, and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The word; of a quoted one, what is between the quotes.
    pub text: Box<str>,
    /// With the quotes, where there are any.
    pub span: Span,
}

/// The `///` lines before a declaration, joined by line breaks.
pub type Doc = Option<Box<str>>;

/// A declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "each variant holds the declaration of its name")]
pub enum Item {
    Enumeration(Enumeration),
    Extension(Extension),
    Shape(Shape),
    Operation(Operation),
    Host(Calls),
    Authorization(Calls),
    Context(Context),
    Set(Set),
    Define(Define),
    Amendment(Amendment),
    Silence(Silence),
    Use(Use),
    Drop(Drop),
    Rule(Rule),
}

/// `enum Currency prefix "CURRENCY_" { KRW USD }`
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the parts of the declaration")]
pub struct Enumeration {
    pub doc: Doc,
    pub name: Name,
    pub prefix: Option<Name>,
    pub members: Vec<Name>,
    pub span: Span,
}

/// `enum Bank += TOSS`
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the parts of the declaration")]
pub struct Extension {
    pub doc: Doc,
    pub name: Name,
    pub members: Vec<Name>,
    pub span: Span,
}

/// `shape Customer { … }`
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the parts of the declaration")]
pub struct Shape {
    pub doc: Doc,
    pub name: Name,
    pub record: Record,
    pub span: Span,
}

/// The fields of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the parts of the declaration")]
pub struct Record {
    pub exactly_one: bool,
    pub fields: Vec<Field>,
    pub additions: Vec<Addition>,
    pub span: Span,
}

/// `number: sensitive string`
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the parts of the declaration")]
pub struct Field {
    pub doc: Doc,
    pub name: Name,
    pub optional: bool,
    pub sensitive: bool,
    pub field_type: FieldType,
    pub span: Span,
}

/// `contracts += any of { paypal }`
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the parts of the declaration")]
pub struct Addition {
    pub doc: Doc,
    pub path: Path,
    /// Whether it is `any of`.
    pub several: bool,
    pub members: Vec<Name>,
    pub span: Span,
}

/// What a field holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldType {
    /// An array of this.
    List(Box<FieldType>),
    /// An object without a name of its own.
    Record(Record),
    /// An enumeration without a name of its own; `several` for `any of`.
    Choice {
        /// Whether the value is a set of members.
        several: bool,
        /// What there is to choose from.
        members: Vec<Name>,
        /// From `one` or `any` to the brace.
        span: Span,
    },
    /// A string, and the forms that it may take (none: any).
    Text(Vec<TextFormat>),
    /// A shape, an enumeration or one of the language's own types.
    Named(Name),
    /// One of several types, each with where it is.
    Union(Vec<(FieldType, Span)>),
}

/// A form of a string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextFormat {
    /// RFC 3339.
    DateTime,
    /// `"YYYY-MM-DD"`
    Pattern(Name),
}

/// `operation payInstantly { … }`
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the parts of the declaration")]
pub struct Operation {
    pub doc: Doc,
    pub name: Name,
    /// The method and the path template; none for a call of the SDK.
    pub http: Option<(Name, Name)>,
    /// The functions that source code calls, each with its module.
    pub sdk: Vec<(Name, Name)>,
    /// `sdk` without a function: there is no URL.
    pub bare_sdk: Option<Span>,
    pub bodies: Vec<Name>,
    pub detects: Vec<Detect>,
    /// What is there a second time, such as `http`.
    pub repeated: Vec<Name>,
    pub span: Span,
}

/// `detect method without amount`
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the parts of the declaration")]
pub struct Detect {
    pub with: Vec<Path>,
    pub without: Vec<Path>,
    pub span: Span,
}

/// `host "api.portone.io"`, `authorization "PortOne"`
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the parts of the declaration")]
pub struct Calls {
    pub doc: Doc,
    pub names: Vec<Name>,
}

/// `context { … }`
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the parts of the declaration")]
pub struct Context {
    pub doc: Doc,
    pub record: Record,
    pub span: Span,
}

/// `set banks: Bank = [KOOKMIN, WOORI]`
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the parts of the declaration")]
pub struct Set {
    pub doc: Doc,
    pub name: Name,
    pub enumeration: Option<Name>,
    pub members: Vec<Operand>,
    pub span: Span,
}

impl Set {
    /// How messages show its members.
    #[must_use]
    pub fn shown(&self, text: &str) -> String {
        self.members.iter().map(|member| member.shown(text)).collect::<Vec<_>>().join(", ")
    }
}

/// `define pc(os) = os in [windows, macos]`
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the parts of the declaration")]
pub struct Define {
    pub doc: Doc,
    pub name: Name,
    pub parameters: Vec<Name>,
    pub condition: Expression,
    pub span: Span,
}

/// `amend payInstantly { … }`
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the parts of the declaration")]
pub struct Amendment {
    pub doc: Doc,
    pub operations: Vec<Name>,
    pub amends: Vec<Amend>,
    pub shapes: Vec<AmendedShape>,
    pub extensions: Vec<Extension>,
    pub detects: Vec<Detect>,
    pub span: Span,
}

/// `shape bypass.pg { … }`
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the parts of the declaration")]
pub struct AmendedShape {
    pub doc: Doc,
    pub path: Path,
    /// The field is a new one: `bypass.pg?`.
    pub is_new: bool,
    pub record: Record,
    pub span: Span,
}

/// One line of an amendment.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the parts of the declaration")]
pub struct Amend {
    pub doc: Doc,
    pub kind: AmendKind,
    pub paths: Vec<Path>,
    pub span: Span,
}

/// What an amendment does to a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AmendKind {
    /// It must be there.
    Required,
    /// It need not be there.
    Optional,
    /// It is no field of this object, but rules refer to it.
    Foreign,
    /// Its object may have any number of its fields.
    LiftExactlyOne,
}

/// `silence RULES at PATHS on OPERATIONS when CONDITION`
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the parts of the declaration")]
pub struct Silence {
    pub doc: Doc,
    /// Rule names; a last `*` represents any ending.
    pub rules: Vec<Name>,
    pub at: Vec<Path>,
    pub operations: Vec<Name>,
    pub condition: Expression,
    pub span: Span,
}
