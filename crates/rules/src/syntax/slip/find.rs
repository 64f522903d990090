//! Signs that are mistaken, and the way to all other slips.

use super::Slip;
use super::place::Place;
use super::words;
use crate::syntax::mistake::Token;

impl Slip {
    /// The slip at an offset where something else was expected.
    pub(in crate::syntax) fn at(text: &str, start: usize, expected: &[Token]) -> Option<Self> {
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
        slip.map(|(_, slip, _)| slip).or_else(|| words::at(&place)).or_else(|| {
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
