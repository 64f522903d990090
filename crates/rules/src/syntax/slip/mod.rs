//! What is commonly written in place of what the language has.

mod declarations;
pub(super) mod find;
mod place;
mod words;

/// Something that other languages have, or that is written differently here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slip {
    /// `=` or `==`.
    Equal,
    /// `!=`.
    NotEqual,
    /// `=>`.
    AtLeast,
    /// `≤`.
    AtMost,
    /// `&&`.
    And,
    /// `||`.
    Or,
    /// `!`.
    Not,
    /// A string in other quotes.
    SingleQuote,
    /// `;`.
    Semicolon,
    /// A comma after a statement.
    Comma,
    /// A division.
    Division,
    /// An index after a path.
    Index,
    /// A number with a fraction.
    Fraction,
    /// A number with commas.
    Commas,
    /// `//` or `/*`.
    Comment,
    /// `=~`.
    Matches,
    /// A string or a list where a regular expression is expected.
    Pattern,
    /// A list where one value is expected.
    List,
    /// Letters after a regular expression.
    Flags,
    /// A name with other letters than a name can have.
    NotAscii,
    /// `with` or `when` after the operations of a rule's first line.
    Clause,
    /// A word that is spelt almost like this keyword, or means the same.
    Keyword(&'static str),
    /// `is in [A, B]`.
    IsIn,
    /// `in items.names`.
    InArray,
    /// `is > 3`.
    IsOrder,
    /// `0 < a < 5`.
    Chain,
    /// `at least 5`.
    Order,
    /// `40 characters`.
    Unit,
    /// `3 months`.
    TimeUnit,
    /// `exists id`.
    Presence,
    /// `some item in items`.
    Quantifier,
    /// `count(items where C)`.
    Counted,
    /// `unique tags`.
    Unique,
    /// `forbid unique id across batch`.
    Batch,
    /// `unique id across batch as warning`.
    AfterBatch,
    /// `for each item in items`.
    Each,
    /// `when C { … }`.
    Block,
    /// `if C require …`.
    Braces,
    /// An `else` that follows no block.
    Else,
    /// The text of a message in a rule.
    Message,
    /// `id.length()`.
    Method,
    /// `on [A, B]`.
    Operations,
    /// `(most: 40)`.
    Argument,
    /// `cite guide, "section"`.
    Cite,
    /// A field that is renamed to a path.
    Rename,
    /// `use payment-id-length 40`.
    Given,
    /// `matches(id, /[0-9]+/)`: what is between two values, written as a function.
    Between(&'static str),
    /// `is escrow`.
    Is,
    /// `context.now()`.
    NoFunction,
    /// `in (A, B)`.
    Brackets,
    /// `enum Currency += [EUR]`.
    Members,
    /// `set banks [A, B]`.
    Definition,
    /// `exactly one of card, bank`.
    OneOf,
    /// `fix "shorten it"`.
    Fix,
    /// `rule r error on pay`.
    RuleLine,
    /// `use payment-id-length(40) named id-length`.
    UseLine,
    /// `amend pay { note required }`.
    Amend,
    /// `silence r when escrow`.
    SilenceLine,
    /// `require if escrow then …`.
    Implies,
    /// `rule "r": error`.
    QuotedName,
    /// `$id`.
    Dollar,
    /// `card/company`.
    PathDots,
    /// `id matches /a/ or /b/`.
    PatternAlone,
    /// `amount in [1..10]`.
    Range,
    /// `let a id`.
    Let,
}
