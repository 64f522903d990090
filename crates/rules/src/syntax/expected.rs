//! What the grammar expects at a place, in the words of an author of rules.

use pest::error::{Error, ErrorVariant, InputLocation};

use super::mistake::{SyntaxErrorKind, Token};
use super::slip::Slip;
use super::tree::Rule;
use crate::source::Span;

/// Where a text does not follow the grammar, in bytes.
pub(super) fn offset(error: &Error<Rule>) -> usize {
    match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    }
}

/// What pest expected, in the language's words, and where.
///
/// The span is made from pest's byte offset: its own line and column miss where the text
/// before is not ASCII.
pub(super) fn expected(error: &Error<Rule>, text: &str) -> (SyntaxErrorKind, Span) {
    let start = offset(error);
    let positives = match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => positives.as_slice(),
        // Of limits of pest's own, none of which is set.
        ErrorVariant::CustomError { .. } => &[],
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
fn grouped(mut expected: Vec<Token>) -> Vec<Token> {
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
