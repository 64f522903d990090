//! A rule file as it is written: every node with its span, no name resolved yet.

pub use crate::logic::{Order, Presence, Quantifier};
use crate::rule::Severity;
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
    Shape(Shape),
    Operation(Operation),
    Host(Calls),
    Authorization(Calls),
    Context(Context),
    Amendment(Amendment),
    Silence(Silence),
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
    pub bodies: Vec<Name>,
    pub detects: Vec<Detect>,
    pub span: Span,
}

/// `detect method without amount`
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the parts of the declaration")]
pub struct Detect {
    pub with: Vec<Path>,
    pub without: Vec<Path>,
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

/// `amend payInstantly { … }`
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the parts of the declaration")]
pub struct Amendment {
    pub doc: Doc,
    pub operations: Vec<Name>,
    pub amends: Vec<Amend>,
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

/// `rule payment-id-length: error { … }`
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the parts of the declaration")]
pub struct Rule {
    pub doc: Doc,
    pub name: Name,
    pub severity: Severity,
    pub on: Vec<On>,
    pub statements: Vec<Statement>,
    pub span: Span,
}

/// `on OPERATIONS with id = paymentId when … { … }`
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the parts of the declaration")]
pub struct On {
    pub operations: Vec<Name>,
    pub bindings: Vec<Binding>,
    pub when: Option<Expression>,
    pub statements: Vec<Statement>,
    pub span: Span,
}

/// `name = operand`
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the parts of the declaration")]
pub struct Binding {
    pub name: Name,
    pub value: Operand,
}

/// A line of a rule's body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Statement {
    /// `cite guide "escrow"`
    Cite(Cite),
    /// `let length = chars(id)`
    Let(Binding),
    /// `when …`
    When(Expression),
    /// `unless …`
    Unless(Expression),
    /// `require …` or `forbid …`
    Assert(Assertion),
    /// `for … in … { … }`
    Each(Each),
    /// `require unique … across batch`
    Batch(Batch),
    /// `fix …`, of the assertion before it
    Fix(Fix),
}

/// `cite guide "escrow"`
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the parts of the statement")]
pub struct Cite {
    pub source: Name,
    pub section: Option<Name>,
    pub span: Span,
}

/// `require …` or `forbid …`
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the parts of the statement")]
pub struct Assertion {
    pub forbid: bool,
    pub condition: Expression,
    pub at: Vec<Path>,
    pub severity: Option<Severity>,
    pub variant: Option<Name>,
    pub span: Span,
}

/// `for account in [transfer, virtualAccount] { … }`
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the parts of the statement")]
pub struct Each {
    pub variable: Name,
    pub collection: Collection,
    pub statements: Vec<Statement>,
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

/// A statement about a whole run.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the parts of the statement")]
pub struct Batch {
    pub kind: BatchKind,
    pub span: Span,
}

/// What holds over a whole run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BatchKind {
    /// No two requests have the same.
    Unique(Operand),
    /// Requests with the same first have the same second.
    Implies(Operand, Operand),
}

/// `fix remove card.cardCompany`
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the parts of the statement")]
pub struct Fix {
    pub safe: bool,
    pub kind: FixKind,
    pub span: Span,
}

/// What a fix does to the request.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "each variant is the repair of its name")]
pub enum FixKind {
    Remove(Vec<Path>),
    Rename(Path, Name),
    Replace(Path, Replacement),
    Insert(Path, Box<str>),
}

/// What a value is replaced with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Replacement {
    /// The allowed member that was probably meant.
    Nearest,
    /// The allowed member that differs in its case alone.
    Spelling,
    /// This JSON text.
    Json(Box<str>),
}

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
    /// `a is b`, or an operand alone
    Comparison(Box<Comparison>),
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
#[allow(missing_docs, reason = "`negated` is a `not`")]
pub enum Relation {
    Is { negated: bool, right: Operand },
    In { negated: bool, set: Vec<Operand> },
    Matches { negated: bool, pattern: Name },
    Contains { negated: bool, right: Operand },
    Order { order: Order, right: Operand },
}

/// Something that has a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operand {
    /// `a + b`
    Sum(Vec<Operand>, Span),
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
    /// Where it is.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Text(name) => name.span,
            Self::Sum(_, span)
            | Self::Integer(_, span)
            | Self::Boolean(_, span)
            | Self::Call { span, .. }
            | Self::Defaulted(_, _, span) => *span,
            Self::Path(path) => path.span,
        }
    }
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
