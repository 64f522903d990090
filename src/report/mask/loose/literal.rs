//! Keys, strings and numbers as lines of code and of broken JSON have them.

use super::{KeyMeaning, Meaning, carries, of_unknown};
use crate::report::mask::hide::Hide;
use crate::report::mask::names;
use crate::report::mask::notation::outside_insertions;
use crate::report::mask::numbers::mark_numbers;
use crate::report::mask::times::are_times;
use crate::report::mask::values::{Caution, mark_letters};

pub(super) const QUOTES: [char; 3] = ['"', '\'', '`'];

/// What JSON and JavaScript are written with.
pub(super) fn is_syntax(character: char) -> bool {
    character.is_whitespace() || "\\\"'`:=,;{}[]()".contains(character)
}

/// Whether a colon or an equals sign follows, after closing quotes.
pub(super) fn is_key(rest: &[char]) -> bool {
    let after = |one: &&char| !matches!(one, '\\' | '"' | '\'' | '`' | ' ' | '\t' | '\0' | ']');
    let rest: Vec<char> = rest.iter().take(8).skip_while(|one| !after(one)).copied().collect();
    match *rest {
        ['+', '=', ..] => true,
        ['=', next, ..] => !matches!(next, '=' | '>'),
        [':', next, ..] => next != '/',
        ['=' | ':'] => true,
        _ => false,
    }
}

/// Whether another string is written for where a name has no value: `name ?? "…"`.
pub(super) fn has_other(rest: &[char]) -> bool {
    let rest: Vec<char> = rest.iter().filter(|one| **one != ' ').take(4).copied().collect();
    match *rest {
        ['?', '?', '=', quote, ..] | ['|', '|', '=', quote, ..] => QUOTES.contains(&quote),
        ['?', '?', quote, ..] | ['|', '|', quote, ..] => QUOTES.contains(&quote),
        _ => false,
    }
}

/// Whether a string is what a module exports: `export default "…"`.
pub(super) fn is_exported(word: &str, after: &[char]) -> bool {
    let next = after.iter().find(|one| **one != ' ');
    word == "default" && next.is_some_and(|next| QUOTES.contains(next))
}

/// Whether a key's value is assigned.
pub(super) fn is_assigned(after: &[char]) -> bool {
    after.iter().find(|one| matches!(one, ':' | '=')) == Some(&'=')
}

/// Whether a line goes on with the value of the line before.
pub(super) fn goes_on(line: &[char]) -> bool {
    let first = line.iter().find(|one| !one.is_whitespace());
    first.is_some_and(|first| matches!(first, '+' | '?' | ':' | '|'))
}

/// Whether the value at the end of a line goes on in the next one.
pub(super) fn is_unfinished(line: &[char]) -> bool {
    let last = line.iter().rev().find(|one| !one.is_whitespace());
    last.is_some_and(|last| matches!(last, '+' | '?' | ':' | '|' | '=' | '('))
}

/// Whether a string is the first of two that are a name and its value: `.set("token", "…")`.
pub(super) fn is_pair(before: &[char], key: &str, after: &[char]) -> bool {
    let opens = before.iter().rev().find(|one| !one.is_whitespace());
    let blanks = after.iter().skip(2).take_while(|one| one.is_whitespace()).count();
    let value = after.get(2 + blanks..).unwrap_or_default();
    let value_text: String = literal(value).iter().collect();
    // A list of two names is no pair.
    let is_list = opens == Some(&'[');
    let is_plain = !names::is_key(&value_text);
    let hides = match of_unknown(key) {
        Meaning::Secret => carries(key) && (is_plain || !is_list),
        Meaning::Personal => is_list && is_plain,
        _ => false,
    };
    hides
        && matches!(opens, Some('(' | '['))
        && after.get(1) == Some(&',')
        && value.first().is_some_and(|first| QUOTES.contains(first))
        && key.chars().all(|one| one.is_alphanumeric() || matches!(one, '-' | '_'))
}

/// Whether a function returns what it is called with, in some form.
pub(super) fn passes_on(function: &str) -> bool {
    const FUNCTIONS: &[&str] = &[
        "String",
        "Number",
        "encodeURIComponent",
        "btoa",
        "atob",
        "from",
        "concat",
        "freeze",
        "useState",
        "useRef",
        "ref",
        "signal",
        "Headers",
        "trim",
        "join",
    ];
    FUNCTIONS.contains(&function)
}

/// Whether a name is one of a constant, or of an entry of the environment.
pub(super) fn is_constant(name: &str) -> bool {
    name.contains('_') && name.bytes().all(|one| one.is_ascii_uppercase() || one == b'_')
}

/// Whether the name of an element of a page follows, as in `name="email"`.
pub(super) fn names_element(after: &[char]) -> bool {
    let ['=', value @ ..] = after else { return false };
    let inside = literal(value);
    !inside.is_empty()
        && inside.iter().all(|one| one.is_ascii_alphanumeric() || "-_.[]".contains(*one))
}

/// Whether a name is that of a function that is called.
pub(super) fn is_call(after: &[char]) -> bool {
    let end = after.iter().position(|one| *one != '?' && *one != '.').unwrap_or(after.len());
    after.get(end) == Some(&'(')
}

/// Whether a name is followed by another one that says which part of it is meant.
pub(super) fn continues_path(after: &[char]) -> bool {
    let after = if after.first() == Some(&'?') { after.get(1..) } else { Some(after) };
    let Some(['.', name @ ..]) = after else { return false };
    let is_letter = |one: &&char| one.is_alphanumeric() || matches!(one, '_' | '$');
    let length = name.iter().take_while(is_letter).count();
    !is_call(name.get(length..).unwrap_or_default())
}

/// Whether a comment begins, and whether it can have several lines.
pub(super) fn starts_comment(rest: &[char]) -> Option<bool> {
    match rest {
        ['/', '/', ..] => Some(false),
        ['/', '*', ..] => Some(true),
        _ => None,
    }
}

pub(super) fn ends_comment(rest: &[char]) -> bool {
    rest.starts_with(&['*', '/'])
}

/// What is in the quotes that a text begins with.
pub(super) fn literal(text: &[char]) -> &[char] {
    let (Some(quote), inside) = (text.first(), text.get(1..).unwrap_or_default()) else {
        return &[];
    };
    let mut is_escaped = false;
    let end = inside.iter().position(|one| {
        let ends = one == quote && !is_escaped;
        is_escaped = *one == '\\' && !is_escaped;
        ends
    });
    inside.get(..end.unwrap_or(inside.len())).unwrap_or_default()
}

/// Marks the numbers in the literal that a text begins with, unless it is an identifier; in an
/// address, those of the query and the fragment, whose values may be a person's.
pub(super) fn mark_literal(text: &[char], key: KeyMeaning, marks: &mut [Hide]) {
    let inside = literal(text);
    let is_address = inside.starts_with(&['h', 't', 't', 'p']);
    let is_path = inside.first() == Some(&'/');
    let query = inside.iter().position(|one| matches!(one, '?' | '#')).unwrap_or(inside.len());
    let start = match key {
        _ if is_address => query,
        KeyMeaning::Address => query,
        KeyMeaning::Identifier => return,
        _ => 0,
    };
    let numbers = inside.get(start..).unwrap_or_default();
    let caution = if start == 0 { Caution::STRING } else { Caution::UNKNOWN };
    mark_numbers(numbers, caution, marks.get_mut(1 + start..).unwrap_or_default());
    if (is_address && key != KeyMeaning::Identifier) || is_path || key == KeyMeaning::Address {
        let query = inside.get(query..).unwrap_or_default();
        mark_query(query, marks.get_mut(1 + inside.len() - query.len()..).unwrap_or_default());
    }
}

/// Marks the values of a query and a fragment that may be names: those with letters beyond ASCII.
/// Names that are inserted are the code's.
fn mark_query(query: &[char], marks: &mut [Hide]) {
    let mut start = 0;
    for part in query.split(|one| matches!(one, '?' | '#' | '&')) {
        let value = part.iter().position(|one| *one == '=').map_or(0, |at| at + 1);
        let text = part.get(value..).unwrap_or_default();
        let is_name = |one: &char| !one.is_ascii() || matches!(one, '%' | '@');
        let marks = match text.iter().any(is_name) {
            true => marks.get_mut(start + value..start + part.len()).unwrap_or_default(),
            false => &mut [],
        };
        for part in outside_insertions(text) {
            let marks = marks.get_mut(part.clone()).unwrap_or_default();
            mark_letters(text.get(part).unwrap_or_default(), Hide::Personal, marks);
        }
        start += part.len() + 1;
    }
}

/// How long the number is that a text begins with, in characters, with the characters between its
/// digits.
pub(super) fn number(text: &[char]) -> usize {
    let mut length = 0;
    for (at, one) in text.iter().enumerate() {
        let goes_on = text.get(at + 1).is_some_and(|next| next.is_numeric());
        match one {
            one if one.is_numeric() => length = at + 1,
            one if is_between_digits(*one) && goes_on => {}
            _ => break,
        }
    }
    length
}

/// Whether a character can be between the digits of one number. Those beyond ASCII are none of code.
fn is_between_digits(one: char) -> bool {
    matches!(one, '_' | '-' | '/' | '.' | ' ') || !(one.is_ascii() || one.is_alphanumeric())
}

/// Whether a number in code may be a card's, a person's or an account's.
pub(super) fn is_number(characters: &[char], key: KeyMeaning) -> bool {
    const LEAST: usize = 9;
    let digits: Vec<char> = characters.iter().copied().filter(|one| one.is_numeric()).collect();
    let text: String = characters.iter().collect();
    let groups: Vec<&str> = text.split(is_between_digits).collect();
    let are_thousands = text.chars().all(|one| one.is_numeric() || one == '_')
        && groups.first().is_some_and(|first| first.len() <= 3)
        && groups.iter().skip(1).all(|group| group.len() == 3);
    if digits.len() < LEAST || are_times(&text) {
        return false;
    }
    match groups.len() {
        // A limit has one digit again and again.
        1 => {
            key == KeyMeaning::Other
                && digits.iter().skip(2).any(|digit| Some(digit) != digits.get(1))
        }
        2 => !text.contains(['_', '/', '.']),
        _ => !are_thousands,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn characters(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn numbers_of_accounts_are_none_of_amounts_and_times() {
        for text in [
            "110123456789",
            "5889/5139/2089",
            "1546_1721_84",
            "2011-0857-7508-5",
            "2000.2409.69",
            "9244\u{a0}1848\u{200b}2406",
        ] {
            assert!(is_number(&characters(text), KeyMeaning::Other), "{text}");
        }
        for text in [
            "1_000_000_000",
            "1000000000",
            "999999999",
            "20270101",
            "15000",
            "1000/60/60",
            "1234567.891",
        ] {
            assert!(!is_number(&characters(text), KeyMeaning::Other), "{text}");
        }
        assert!(!is_number(&characters("603792746242"), KeyMeaning::Amount));
        assert_eq!(number(&characters("12-34/56_7-x")), 10);
    }

    #[test]
    fn names_are_those_that_hold_the_value() {
        assert!(is_call(&characters("(x)")) && is_call(&characters("?.(x)")));
        assert!(continues_path(&characters(".no")) && continues_path(&characters("?.no ")));
        assert!(!continues_path(&characters(".trim()")) && !continues_path(&characters(" ?? 1")));
    }

    #[test]
    fn values_of_queries_are_marked_and_inserted_names_are_none() {
        let query = characters("?a=김b&c=${order.id}%EA&d=e#뷁");
        let mut marks = vec![Hide::Nothing; query.len()];
        mark_query(&query, &mut marks);
        let shown: String = query
            .iter()
            .zip(marks)
            .map(|(one, mark)| if mark == Hide::Nothing { *one } else { '*' })
            .collect();
        assert_eq!(shown, "?a=**&c=${order.id}%**&d=e#*");
    }
}
