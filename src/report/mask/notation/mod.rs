//! Keys and values in the notations of languages, logs, commands and markup.

mod commands;
mod digits;
mod elements;
mod functions;
mod keys;
mod marks;
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
pub(super) use marks::{hidden_by_name, mark_value};
pub(super) use value::MOST_SLASHES;

use commands::mark_commands;
use pairs::mark_pairs;
use pipes::mark_pipes;
use protocols::mark_protocols;
use rows::mark_rows;
use sentences::mark_sentences;
use statements::mark_statements;

use super::hide::Hide;

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
