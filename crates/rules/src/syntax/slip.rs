//! What is commonly written in place of what the language has, and lists of expected words made short.

use super::error::Token;
use super::slip_words::{self, Place};

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

impl Slip {
    /// The slip at an offset where something else was expected.
    pub(super) fn at(text: &str, start: usize, expected: &[Token]) -> Option<Self> {
        let (before, rest) = text.split_at_checked(start)?;
        let place = Place::new(before, rest, expected);
        let expects = |word: &str| place.expects(word);
        let is_in_number = || {
            let after = rest.get(1..).unwrap_or_default();
            before.ends_with(|last: char| last.is_ascii_digit())
                && after.starts_with(|first: char| first.is_ascii_digit())
        };
        let symbols = [
            ("=>", Self::AtLeast, expects("is")),
            ("≥", Self::AtLeast, expects("is")),
            ("≤", Self::AtMost, expects("is")),
            ("≠", Self::NotEqual, expects("is")),
            ("~", Self::Matches, expects("matches")),
            ("=~", Self::Matches, expects("matches")),
            ("=", Self::Equal, expects("is")),
            ("!=", Self::NotEqual, expects("is")),
            ("!", Self::Not, expected.contains(&Token::Condition)),
            ("&", Self::And, expects("and")),
            ("|", Self::Or, expects("or")),
            ("'", Self::SingleQuote, true),
            ("`", Self::SingleQuote, true),
            ("“", Self::SingleQuote, true),
            ("”", Self::SingleQuote, true),
            ("‘", Self::SingleQuote, true),
            ("’", Self::SingleQuote, true),
            (";", Self::Semicolon, true),
            ("//", Self::Comment, true),
            ("/*", Self::Comment, true),
            ("/", Self::Division, expects("-")),
            ("%", Self::Division, expects("-")),
            ("[", Self::Index, expects("is")),
            ("[", Self::List, expects("not") && expected.contains(&Token::Value)),
            (".", Self::Fraction, is_in_number()),
            (",", Self::Commas, is_in_number()),
        ];
        let slip = symbols.into_iter().find(|(symbol, _, fits)| *fits && rest.starts_with(symbol));
        slip.map(|(_, slip, _)| slip).or_else(|| slip_words::at(&place)).or_else(|| {
            let next = rest.chars().next()?;
            if before.ends_with('/') && expects("and") && next.is_ascii_lowercase() {
                return Some(Self::Flags);
            }
            let is_letter = !next.is_ascii() && next.is_alphabetic();
            let is_name = |token: &Token| matches!(token, Token::Name | Token::Condition);
            (is_letter && expected.iter().any(is_name)).then_some(Self::NotAscii)
        })
    }
}

/// Words that one name describes, and the words that are then left out beside them.
const GROUPS: [(&[&str], Token, &[&str]); 3] = [
    (
        &["require", "forbid", "when"],
        Token::Statement,
        &[
            "cite", "fix", "for", "if", "let", "on", "unless", "-", "default", "days", "iff", "(",
            "}",
        ],
    ),
    (&["is", "in", "matches"], Token::Comparison, &["contains", "-", "default", "iff", "("]),
    (
        &["rule", "shape", "silence"],
        Token::Declaration,
        &[
            "amend",
            "authorization",
            "context",
            "define",
            "drop",
            "enum",
            "host",
            "operation",
            "set",
            "use",
        ],
    ),
];

/// The same with one name for all words of a kind.
pub(super) fn grouped(mut expected: Vec<Token>) -> Vec<Token> {
    for (words, group, beside) in GROUPS {
        let is_word = |token: &Token, words: &[&str]| matches!(token, Token::Keyword(word) if words.contains(&word.as_str()));
        let found = expected.iter().filter(|token| is_word(token, words)).count();
        if found == words.len() {
            expected.retain(|token| {
                let is_order = group == Token::Comparison && *token == Token::Order;
                !is_word(token, words) && !is_word(token, beside) && !is_order
            });
            expected.push(group);
        }
    }
    // What can be all four is named so where it is alone, as words where it is not.
    if expected.contains(&Token::Change) {
        let words = ["foreign", "lift", "optional", "required"];
        expected.extend(words.map(|word| Token::Keyword(word.to_owned())));
        expected.retain(|token| *token != Token::Change);
    }
    // What continues a value, or begins a condition, is not what is missing.
    let continues = |token: &Token| matches!(token, Token::Keyword(word) if matches!(word.as_str(), "-" | "default" | "days" | "("));
    if !expected.iter().all(continues) && expected.contains(&Token::Keyword("-".to_owned())) {
        expected.retain(|token| !continues(token));
    }
    if expected.contains(&Token::Condition) {
        let begins = |token: &Token| matches!(token, Token::Keyword(word) if matches!(word.as_str(), "not" | "unique" | "same"));
        expected.retain(|token| !begins(token) && *token != Token::Value);
    }
    // Where a value can be, its kinds are not listed.
    let is_term = |token: &Token| match token {
        Token::Field | Token::Name | Token::Number | Token::Text => true,
        Token::Keyword(word) => matches!(word.as_str(), "count" | "sum" | "true" | "false"),
        _ => false,
    };
    if expected.contains(&Token::Keyword("sum".to_owned())) {
        expected.retain(|token| !is_term(token));
        expected.push(Token::Value);
    }
    // What begins with a bracket is named already.
    let kinds = [Token::Condition, Token::List, Token::Type, Token::Value];
    if expected.iter().any(|token| kinds.contains(token)) {
        expected.retain(|token| {
            !matches!(token, Token::Keyword(word) if matches!(word.as_str(), "(" | "[" | "{"))
        });
    }
    expected.sort_unstable();
    expected.dedup();
    expected
}
