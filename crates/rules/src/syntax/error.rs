//! Where a rule file does not follow the grammar.

use std::fmt;
use std::sync::Arc;

use miette::{Diagnostic, LabeledSpan};
use pest::error::{Error, ErrorVariant, InputLocation};

use super::messages;
use super::slip::{Slip, grouped};
use super::tree::Rule;
use crate::language::Language;
use crate::source::{Source, Span};

/// A rule file that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// What is wrong.
    pub kind: SyntaxErrorKind,
    /// In which text.
    pub file: Arc<Source>,
    /// Where in it.
    pub span: Span,
    language: Language,
}

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
    /// The parser descends no further, so that the stack does not overflow.
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

impl SyntaxError {
    pub(super) fn new(kind: SyntaxErrorKind, file: Arc<Source>, span: Span) -> Self {
        Self { kind, file, span, language: Language::English }
    }

    /// The same with texts in another language.
    #[must_use]
    pub fn in_language(self, language: Language) -> Self {
        Self { language, ..self }
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&messages::message(self.language, &self.kind))
    }
}

impl std::error::Error for SyntaxError {}

impl Diagnostic for SyntaxError {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new("syntax"))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(messages::advice(self.language, &self.kind)?))
    }

    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        Some(&*self.file)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let span = self.file.underlined(self.span);
        let here = self.language.here().to_owned();
        let label = LabeledSpan::new_with_span(Some(here), span);
        Some(Box::new(std::iter::once(label)))
    }
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
    let mut expected: Vec<Token> = positives.iter().copied().filter_map(token).collect();
    expected.extend(symbols(error, start));
    if expected.contains(&keyword("{")) {
        // A new field's `?` before it is rarely what is missing.
        expected.retain(|token| *token != keyword("?"));
    }
    let slip = Slip::at(text, start, &expected);
    let expected = grouped(expected);
    (SyntaxErrorKind::Expected { expected, slip }, word_at(text, start))
}

/// The brackets and signs that are expected at an offset: they are no productions.
fn symbols(error: &Error<Rule>, start: usize) -> Vec<Token> {
    const SYMBOLS: [&str; 10] = [":", "=", "(", ")", "[", "]", "{", "}", ",", "|"];
    let Some(attempts) = error.parse_attempts().filter(|it| it.max_position == start) else {
        return Vec::new();
    };
    let tokens = attempts.expected_tokens();
    let symbols = SYMBOLS
        .into_iter()
        .filter(|symbol| tokens.iter().any(|token| token.to_string() == *symbol));
    symbols.map(keyword).collect()
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
fn token(production: Rule) -> Option<Token> {
    Some(match production {
        Rule::file => Token::Declaration,
        Rule::name | Rule::names | Rule::segment | Rule::member | Rule::binding => Token::Name,
        Rule::rule_pattern | Rule::rule_names => Token::Name,
        Rule::path | Rule::field | Rule::field_name | Rule::addition => Token::Field,
        Rule::string | Rule::string_text | Rule::form | Rule::json_member => Token::Text,
        Rule::pattern | Rule::pattern_text => Token::Pattern,
        Rule::integer => Token::Number,
        Rule::field_type | Rule::one_type | Rule::choice | Rule::text => Token::Type,
        Rule::operand | Rule::product | Rule::over | Rule::counted | Rule::duration => Token::Value,
        Rule::fold => keyword("sum"),
        Rule::time_unit => keyword("days"),
        Rule::minus => keyword("-"),
        Rule::distinct => keyword("unique"),
        Rule::cited => keyword("cite"),
        Rule::call | Rule::defaulted | Rule::replacement | Rule::json => Token::Value,
        Rule::expression | Rule::disjunction | Rule::conjunction | Rule::negation => {
            Token::Condition
        }
        Rule::plain | Rule::simple | Rule::listed | Rule::quantified | Rule::quantifier => {
            Token::Condition
        }
        Rule::presence | Rule::comparison => Token::Condition,
        Rule::collection => Token::List,
        Rule::order | Rule::ordering => Token::Order,
        Rule::severity => Token::Severity,
        Rule::amend => Token::Change,
        Rule::enumeration | Rule::extension => keyword("enum"),
        Rule::amended_shape => keyword("shape"),
        Rule::plus_equals => keyword("+="),
        Rule::amendment => keyword("amend"),
        Rule::each => keyword("for"),
        Rule::batch => keyword("require"),
        Rule::implies => keyword("same"),
        Rule::within => keyword("in"),
        Rule::exactly_one => keyword("exactly"),
        Rule::record | Rule::more | Rule::block | Rule::json_object => keyword("{"),
        Rule::list | Rule::branches | Rule::options => keyword("["),
        Rule::group => keyword("("),
        Rule::optional => keyword("?"),
        Rule::at_sign => keyword("@"),
        // A `:` is expected there mostly, which has no name.
        Rule::parameters | Rule::given => return None,
        Rule::EOI | Rule::doc | Rule::COMMENT => return None,
        other => {
            // All others are, or begin with, the keyword of their name.
            let name = format!("{other:?}");
            let word = name.trim_start_matches("k_").trim_end_matches('_');
            keyword(&word.replace('_', "-"))
        }
    })
}

fn keyword(word: &str) -> Token {
    Token::Keyword(word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn productions_are_called_what_an_author_writes() {
        let grammar = include_str!("../../grammar/rules.pest");
        let words: Vec<&str> = grammar
            .lines()
            .filter(|line| line.starts_with("k_"))
            .filter_map(|line| line.split('"').nth(1))
            .collect();
        assert!(words.len() > 60, "{words:?}");
        for production in Rule::all_rules() {
            let name = format!("{production:?}");
            // Productions without a node are never expected.
            let is_silent = grammar.contains(&format!("\n{name} = _{{"));
            if let (Some(Token::Keyword(word)), false) = (token(*production), is_silent) {
                let is_symbol =
                    ["{", "[", "(", "?", "@", "+=", "-", "sum", "days"].contains(&word.as_str());
                assert!(is_symbol || words.contains(&word.as_str()), "{name}: `{word}`");
            }
        }
    }
}
