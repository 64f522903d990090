//! Where a rule file does not follow the grammar.

use std::sync::Arc;

use miette::{Diagnostic, LabeledSpan};
use pest::error::{Error, ErrorVariant, InputLocation};
use thiserror::Error;

use super::tree::Rule;
use crate::source::{Source, Span};

/// A rule file that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{kind}")]
pub struct SyntaxError {
    /// What is wrong.
    pub kind: SyntaxErrorKind,
    /// In which text.
    pub file: Arc<Source>,
    /// Where in it.
    pub span: Span,
}

/// What is wrong with a rule file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SyntaxErrorKind {
    /// Something else should be here.
    #[error("{}", sentence(expected))]
    Expected {
        /// What could be here.
        expected: Vec<String>,
    },
    /// A bracket that nothing closes.
    #[error("this `{opening}` is never closed")]
    Unclosed {
        /// The bracket.
        opening: char,
    },
    /// A bracket that nothing opened.
    #[error("this `{closing}` closes nothing")]
    Unopened {
        /// The bracket.
        closing: char,
    },
    /// Two brackets that do not belong together.
    #[error("this `{opening}` is closed by a `{closing}`")]
    Unpaired {
        /// The bracket that opens.
        opening: char,
        /// The bracket that closes it.
        closing: char,
    },
    /// Brackets in brackets in brackets.
    #[error("brackets nest deeper than {limit} levels")]
    TooDeep {
        /// How deep they may.
        limit: usize,
    },
    /// The parser descends no further, so that the stack does not overflow.
    #[error("too little is left of the stack to read the file")]
    NoStack,
    /// More text than a rule file may have.
    #[error("the file has {size} bytes, more than {limit}")]
    TooLong {
        /// How long it is, in bytes.
        size: usize,
        /// How long it may be, in bytes.
        limit: usize,
    },
}

fn sentence(expected: &[String]) -> String {
    match expected {
        [] => "this is not allowed here".to_owned(),
        [one] => format!("expected {one}"),
        [first @ .., last] => format!("expected {} or {last}", first.join(", ")),
    }
}

impl SyntaxError {
    pub(super) fn new(kind: SyntaxErrorKind, file: Arc<Source>, span: Span) -> Self {
        Self { kind, file, span }
    }
}

impl Diagnostic for SyntaxError {
    fn code<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        Some(Box::new("syntax"))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        let help = match &self.kind {
            SyntaxErrorKind::Unclosed { opening } => {
                format!("add the `{}` that belongs to it", closing(*opening))
            }
            SyntaxErrorKind::Unopened { .. } => "remove it, or open it before".to_owned(),
            SyntaxErrorKind::Unpaired { opening, .. } => {
                format!("close it with `{}`", closing(*opening))
            }
            SyntaxErrorKind::NoStack => "read it on a thread with a stack of 1 MiB".to_owned(),
            _ => return None,
        };
        Some(Box::new(help))
    }

    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        Some(&*self.file)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let span = self.file.underlined(self.span);
        let label = LabeledSpan::new_with_span(Some("here".to_owned()), span);
        Some(Box::new(std::iter::once(label)))
    }
}

fn closing(opening: char) -> char {
    match opening {
        '{' => '}',
        '[' => ']',
        _ => ')',
    }
}

/// What pest expected, in the language's words, and where.
///
/// The span is made from pest's byte offset: its own line and column miss where the text
/// before is not ASCII.
pub(super) fn expected(error: &Error<Rule>, text: &str) -> (SyntaxErrorKind, Span) {
    let start = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let ErrorVariant::ParsingError { positives, .. } = &error.variant else {
        // The one message of pest's own.
        return (SyntaxErrorKind::NoStack, word_at(text, start));
    };
    let mut expected = Vec::new();
    for production in positives {
        if let Some(words) = describe(*production).filter(|words| !expected.contains(words)) {
            expected.push(words);
        }
    }
    expected.sort_unstable();
    (SyntaxErrorKind::Expected { expected }, word_at(text, start))
}

/// The word or symbol at an offset; at the end of the text, the last one.
fn word_at(text: &str, start: usize) -> Span {
    let rest = text.get(start..).unwrap_or("");
    let word = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-')));
    match (word, rest.chars().next()) {
        (Some(0), Some(symbol)) => Span::new(start, start + symbol.len_utf8()),
        (Some(length), _) => Span::new(start, start + length),
        (None, Some(_)) => Span::new(start, text.len()),
        (None, None) => Span::new(text.trim_end().len(), text.len()),
    }
}

/// What a production is called in a message; `None` where a smaller one names it better.
fn describe(production: Rule) -> Option<String> {
    let words = match production {
        Rule::name | Rule::segment | Rule::member | Rule::rule_pattern => "a name",
        Rule::path | Rule::field | Rule::field_name => "a field",
        Rule::string => "a text in quotes",
        Rule::pattern => "a `/pattern/`",
        Rule::integer => "a number",
        Rule::field_type => "a type",
        Rule::operand | Rule::call | Rule::defaulted => "a value",
        Rule::expression | Rule::negation | Rule::comparison => "a condition",
        Rule::collection => "a list",
        Rule::order => "a comparison",
        Rule::enumeration => "`enum`",
        Rule::severity => "`error`, `warning` or `advice`",
        Rule::amendment => "`amend`",
        Rule::within => "`in`",
        Rule::each => "`for`",
        Rule::batch => "`require`",
        Rule::EOI | Rule::doc | Rule::COMMENT => return None,
        other => {
            let name = format!("{other:?}");
            let name = name.trim_end_matches('_');
            return Some(format!(
                "`{}`",
                name.strip_prefix("k_").unwrap_or(name).replace('_', "-")
            ));
        }
    };
    Some(words.to_owned())
}
