//! Marks of a value, and what a name says of it.

use crate::report::mask::hide::{Hide, raise};
use crate::report::mask::names::{Meaning, carries, of_unknown};

pub(super) fn is_quote(one: char) -> bool {
    matches!(one, '"' | '\'' | '`')
}

pub(super) fn hidden_under(key: &str) -> Hide {
    match of_unknown(key) {
        Meaning::Secret => Hide::Secret,
        Meaning::Personal => Hide::Personal,
        Meaning::Amount | Meaning::Plain => Hide::Nothing,
    }
}

/// What a text says of the value beside it, if it is a name.
pub(in crate::report::mask) fn hidden_by_name(name: &str) -> Hide {
    match hidden_under(name) {
        Hide::Secret if !carries(name) => Hide::Nothing,
        hide => hide,
    }
}

/// Marks a value: of what is personal the letters and digits, of a secret all but blanks and quotes.
pub(in crate::report::mask) fn mark_value(
    text: &[char],
    range: std::ops::Range<usize>,
    hide: Hide,
    marks: &mut [Hide],
) {
    let hides = |one: char| match hide {
        Hide::Nothing => false,
        Hide::Personal => one.is_alphanumeric(),
        Hide::Secret => !one.is_whitespace() && !is_quote(one) && one != '\\',
    };
    for at in range {
        if text.get(at).is_some_and(|one| hides(*one)) {
            raise(marks, at..at + 1, hide);
        }
    }
}

/// The characters of a text that are marked.
#[cfg(test)]
pub(super) fn hidden(mark: impl Fn(&[char], &mut [Hide]), text: &str) -> String {
    let text: Vec<char> = text.chars().collect();
    let mut marks = vec![Hide::Nothing; text.len()];
    mark(&text, &mut marks);
    let hidden = text.iter().zip(marks).filter(|(_, mark)| *mark != Hide::Nothing);
    hidden.map(|(one, _)| one).collect()
}
