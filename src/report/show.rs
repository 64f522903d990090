//! Values as messages show them: decoded, short, and masked where they are sensitive.

use std::fmt::Write;

use super::writer::Writer;
use crate::evaluate::{Evaluation, Frames};
use crate::program::{Place, Program, Quantity, Sum, Value};
use crate::request::{Characters, ContextValue, Held, Part, Slot};

/// What stands for a sensitive value in a message.
pub(super) const MASK: &str = "****";

/// How much of a key a message shows, in characters.
pub(super) const KEY: usize = 60;

/// Writes the start of a text, at most so many characters; control characters are shown, not
/// sent to a terminal.
fn push_text(out: &mut String, text: &str, most: usize) {
    if is_plain(text, most) { out.push_str(text) } else { push_short(out, text.chars(), most) }
}

/// Writes the start of what a JSON string says, given what stands between its quotes.
pub(super) fn push_string(out: &mut String, inside: &str, most: usize) {
    if is_plain(inside, most) {
        out.push_str(inside);
    } else {
        push_short(out, Characters::new(inside), most);
    }
}

/// Writes what a step of a JSON Pointer says.
pub(super) fn push_step(out: &mut String, step: &str) {
    if is_plain(step, KEY) {
        out.push_str(step);
    } else {
        push_text(out, &step.replace("~1", "/").replace("~0", "~"), KEY);
    }
}

/// Whether a text is shown whole and as it is, be it plain, in JSON or in a pointer.
fn is_plain(text: &str, most: usize) -> bool {
    let plain = |byte: u8| matches!(byte, b' '..b'~') && byte != b'\\';
    // Without an early end, for that lets the compiler look at many bytes at a time.
    text.len() <= most && text.bytes().fold(true, |all, byte| all & plain(byte))
}

fn push_short(out: &mut String, characters: impl Iterator<Item = char>, most: usize) {
    for (count, character) in characters.enumerate() {
        if count == most {
            out.push('…');
            break;
        }
        push_character(out, character);
    }
}

/// Writes the whole of a text, such as a file's name; control characters are shown.
pub(super) fn push_visible(out: &mut String, text: &str) {
    text.chars().for_each(|character| push_character(out, character));
}

pub(super) fn push_character(out: &mut String, character: char) {
    if is_invisible(character) {
        out.extend(character.escape_unicode());
    } else {
        out.push(character);
    }
}

/// Control characters, and those that turn the text around them.
#[must_use]
pub fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Writes the value at a place, of a text at most so many characters.
pub(super) fn push_place(
    out: &mut String,
    evaluation: &Evaluation<'_>,
    place: Place,
    frames: &Frames,
    most: usize,
) {
    let sensitive = evaluation.operation.tree.node(place.node).sensitive;
    let slot = evaluation.slot(place, frames);
    match slot.held {
        Held::Missing => {}
        _ if sensitive => out.push_str(MASK),
        Held::Null => out.push_str("null"),
        Held::True => out.push_str("true"),
        Held::False => out.push_str("false"),
        Held::Integer | Held::Fraction => push_text(out, slot.span.of(evaluation.text), most),
        Held::Text => push_string(out, evaluation.inside(slot), most),
        Held::List => out.push_str("[…]"),
        Held::Object => out.push_str("{…}"),
        Held::Hole => push_hole(out, evaluation, slot, most),
    }
}

/// Writes what is known of a value that is not, a `${…}` for each gap.
#[cold]
fn push_hole(out: &mut String, evaluation: &Evaluation<'_>, slot: &Slot, most: usize) {
    match evaluation.parts(slot) {
        Some(parts) => push_parts(out, parts, most),
        None => out.push_str("${…}"),
    }
}

/// Writes what a string begins and ends with, and one `${…}` for all between.
fn push_parts(out: &mut String, parts: &[Part], most: usize) {
    let is_gap = |part: &Part| matches!(part, Part::Gap(_));
    let first = parts.iter().position(is_gap).unwrap_or(parts.len());
    let last = parts.iter().rposition(is_gap).map_or(parts.len(), |last| last + 1);
    let push = |parts: Option<&[Part]>, out: &mut String| {
        for part in parts.unwrap_or_default() {
            if let Part::Known(text, _) = part {
                push_text(out, text, most);
            }
        }
    };
    push(parts.get(..first), out);
    if first < last {
        out.push_str("${…}");
    }
    push(parts.get(last..), out);
}

/// Writes what a name of a rule stands for.
pub(super) fn push_value(
    out: &mut String,
    writer: &Writer<'_>,
    evaluation: &Evaluation<'_>,
    value: &Value,
    frames: &Frames,
) {
    let (program, most) = (writer.program(), writer.quoted());
    match value {
        Value::Place(place) => push_place(out, evaluation, *place, frames, most),
        Value::Text(text) if evaluation.operation.tree.node(text.place.node).sensitive => {
            out.push_str(MASK);
        }
        Value::Text(text) => {
            if let Some(spoken) = evaluation.spoken(text, frames) {
                match spoken.as_written() {
                    Some(written) => push_text(out, written, most),
                    None => push_short(out, spoken.characters(), most),
                }
            } else if let Some((partial, _)) = evaluation.partial(text, frames) {
                push_parts(out, partial.parts(), most);
            }
        }
        Value::Sum(Sum(terms)) => {
            let counted = terms.iter().map(|term| evaluation.small(term, frames));
            if let Some(total) = counted.sum::<Option<i64>>() {
                push_number(out, total);
            } else {
                push_range(out, terms, evaluation, frames);
            }
        }
        Value::Context(key) => push_context(out, program, *key, evaluation.context(*key)),
    }
}

/// Writes what is known of a sum: the least that it comes to, with a `+` where it may be more.
#[cold]
fn push_range(out: &mut String, terms: &[Quantity], evaluation: &Evaluation<'_>, frames: &Frames) {
    let ranges = || terms.iter().map(|term| evaluation.range(term, frames).map(|(range, _)| range));
    let least: Option<i64> = ranges().map(|range| range?.lower()).sum();
    let most: Option<i64> = ranges().map(|range| range?.most).sum();
    if let Some(least) = least {
        push_number(out, least);
        out.push_str(if most == Some(least) { "" } else { "+" });
    }
}

/// Writes a number.
pub(super) fn push_number(out: &mut String, number: impl std::fmt::Display) {
    // Writing to memory cannot fail.
    let _ = write!(out, "{number}");
}

/// Writes names in code's quotes, with commas.
pub(super) fn push_names<'n>(out: &mut String, names: impl IntoIterator<Item = &'n str>) {
    for (place, name) in names.into_iter().enumerate() {
        out.push_str(if place == 0 { "`" } else { ", `" });
        out.push_str(name);
        out.push('`');
    }
}

fn push_context(out: &mut String, program: &Program, key: u8, value: &ContextValue) {
    match value {
        ContextValue::Unknown => {}
        ContextValue::Member(member) => out.push_str(program.symbols.name(*member)),
        ContextValue::Members(members) => {
            if let Some(key) = program.context_keys.get(usize::from(key)) {
                out.push_str(&program.member_names(key, *members).join(", "));
            }
        }
        ContextValue::Instant(instant) => out.push_str(&instant.to_korean()),
    }
}
