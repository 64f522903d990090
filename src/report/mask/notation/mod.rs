//! Keys and values in the notations of languages, logs, commands and markup.

mod commands;
mod digits;
mod elements;
mod functions;
mod keys;
mod pairs;
mod pipes;
mod protocols;
mod rows;
mod sentences;
mod statements;
mod value;
mod words;

pub(super) use commands::mark_listed;
pub(super) use elements::mark_elements;
pub(super) use functions::{last_name, mark_calls, outside_insertions, secret_arguments};
pub(super) use keys::mark_keys;
pub(super) use value::MOST_SLASHES;

use commands::mark_commands;
use pairs::mark_pairs;
use pipes::mark_pipes;
use protocols::mark_protocols;
use rows::mark_rows;
use sentences::mark_sentences;
use statements::mark_statements;

use super::Hide;
use super::names::{Meaning, carries, of_unknown};
use super::values::raise;

/// Marks the values of keys that are secret or personal, and secrets in sentences, commands,
/// statements and calls.
pub(super) fn mark_named(text: &[char], marks: &mut [Hide]) {
    mark_pairs(text, marks);
    mark_sentences(text, marks);
    mark_commands(text, marks);
    mark_pipes(text, marks);
    mark_protocols(text, marks);
    mark_rows(text, marks);
    mark_statements(text, marks);
    mark_calls(text, secret_arguments, marks);
}

fn is_quote(one: char) -> bool {
    matches!(one, '"' | '\'' | '`')
}

fn hidden_under(key: &str) -> Hide {
    match of_unknown(key) {
        Meaning::Secret => Hide::Secret,
        Meaning::Personal => Hide::Personal,
        Meaning::Amount | Meaning::Plain => Hide::Nothing,
    }
}

/// What a text says of the value beside it, if it is a name.
pub(super) fn hidden_by_name(name: &str) -> Hide {
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
fn hidden(mark: impl Fn(&[char], &mut [Hide]), text: &str) -> String {
    let text: Vec<char> = text.chars().collect();
    let mut marks = vec![Hide::Nothing; text.len()];
    mark(&text, &mut marks);
    let hidden = text.iter().zip(marks).filter(|(_, mark)| *mark != Hide::Nothing);
    hidden.map(|(one, _)| one).collect()
}
