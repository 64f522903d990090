//! What can be wrong with a rule file. Kinds are data: [`super::messages`] has the sentences.

use super::slip::Slip;

/// What is wrong with a rule file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SyntaxErrorKind {
    /// Something else should be here.
    Expected {
        /// What could be here.
        expected: Vec<Token>,
        /// What was probably meant by what is here.
        slip: Option<Slip>,
    },
    /// A bracket or a quote that nothing closes.
    Unclosed {
        /// The bracket or quote.
        opening: char,
    },
    /// A bracket that nothing opened.
    Unopened {
        /// The bracket.
        closing: char,
    },
    /// Two brackets that do not belong together.
    Unpaired {
        /// The bracket that opens.
        opening: char,
        /// The bracket that closes it.
        closing: char,
    },
    /// Brackets in brackets in brackets.
    TooDeep {
        /// How deep they may.
        limit: usize,
    },
    /// Less of the stack is left than deep brackets take.
    NoStack,
    /// More text than a rule file may have.
    TooLong {
        /// How long it is, in bytes.
        size: usize,
        /// How long it may be, in bytes.
        limit: usize,
    },
}

/// What the grammar expects, as a message names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Token {
    /// This word or symbol.
    Keyword(String),
    /// A change of a field's shape.
    Change,
    /// `is`, `in`, `<` and the like.
    Comparison,
    /// A condition.
    Condition,
    /// A declaration: what a file consists of.
    Declaration,
    /// A field.
    Field,
    /// A list of fields, or what has elements or members.
    List,
    /// A name.
    Name,
    /// A number.
    Number,
    /// `<`, `<=`, `>` or `>=`.
    Order,
    /// A regular expression between slashes.
    Pattern,
    /// A severity.
    Severity,
    /// `require`, `when` and the like.
    Statement,
    /// A string in quotes.
    Text,
    /// The type of a field.
    Type,
    /// A value.
    Value,
}

/// The bracket or quote that closes another.
pub(crate) fn closing(opening: char) -> char {
    match opening {
        '{' => '}',
        '[' => ']',
        '(' => ')',
        quote => quote,
    }
}
