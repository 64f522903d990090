//! Values as messages show them: decoded, short, and masked where they are sensitive.

use std::borrow::Cow;
use std::fmt::Write;

use super::mask;
use super::visible::push_character;
use super::writer::Writer;
use crate::evaluate::{Bindings, Evaluation};
use crate::request::{ContextValue, Part, Slot, ValueKind, start_of};
use smartro_lint_rules::language::shown;
use smartro_lint_rules::program::{FieldRef, NodeId, Program, Quantity, Sum, Text, Tree, Value};

/// What is shown in place of a sensitive value.
pub(super) const MASK: &str = "****";

/// How much of a key a message shows, in characters.
const KEY: usize = 60;

/// Writes the start of a text, at most `most` characters; control characters are shown, not
/// sent to a terminal.
fn push_text(out: &mut String, text: &str, most: usize) {
    if is_plain(text, most) { out.push_str(text) } else { push_short(out, text.chars(), most) }
}

/// Writes the start of a text that no shape declares, such as an operation's name.
pub(super) fn push_unknown(out: &mut String, writer: &Writer<'_>, text: &str) {
    let start: String = text.chars().take(looked_at(writer.quoted())).collect();
    push_text(out, &mask::of_unknown(&start, writer.shows_values()), writer.quoted());
}

/// Writes the start of a JSON string in a field's place, given the text between its quotes.
pub(super) fn push_string(
    out: &mut String,
    writer: &Writer<'_>,
    field: (&Tree, NodeId),
    inside: &str,
) {
    push_start(out, writer, field, &start_of(inside, looked_at(writer.quoted())));
}

/// Writes the start of a text in a field's place.
fn push_known(
    out: &mut String,
    writer: &Writer<'_>,
    field: (&Tree, NodeId),
    text: impl Iterator<Item = char>,
) {
    let start: String = text.take(looked_at(writer.quoted())).collect();
    push_start(out, writer, field, &start);
}

fn push_start(out: &mut String, writer: &Writer<'_>, (tree, node): (&Tree, NodeId), start: &str) {
    let shown = mask::of_text(writer.verdict.ruleset(), tree, node, start);
    push_value_of(out, shown, writer.quoted());
}

/// How many characters of a text decide whether the first ones are shown.
fn looked_at(most: usize) -> usize {
    const NUMBER: usize = 200;
    most.saturating_add(NUMBER)
}

fn push_value_of(out: &mut String, value: mask::Value<'_>, most: usize) {
    match value {
        mask::Value::Secret => out.push_str(MASK),
        mask::Value::Text(text) => push_text(out, &text, most),
    }
}

/// Writes a step of a JSON Pointer, decoded.
pub(super) fn push_step(out: &mut String, step: &str) {
    push_text(out, shown(&key(step)), KEY);
}

/// A step of a JSON Pointer, decoded: of a key that no shape declares, what may be shown.
pub(super) fn key(step: &str) -> Cow<'_, str> {
    if !step.contains('~') {
        return mask::of_unknown(step, false);
    }
    let key = step.replace("~1", "/").replace("~0", "~");
    Cow::Owned(mask::of_unknown(&key, false).into_owned())
}

/// Whether a text is shown whole and as it is.
fn is_plain(text: &str, most: usize) -> bool {
    let plain = |byte: u8| matches!(byte, b' '..b'~');
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

/// Writes the value at a place; of a text the start.
pub(super) fn push_place(
    out: &mut String,
    writer: &Writer<'_>,
    evaluation: &Evaluation<'_>,
    place: FieldRef,
    bindings: &Bindings,
) {
    let tree = &evaluation.operation.tree;
    let slot = evaluation.slot(place, bindings);
    match slot.kind {
        ValueKind::Missing => {}
        _ if tree.node(place.node).sensitive => out.push_str(MASK),
        ValueKind::Null => out.push_str("null"),
        ValueKind::True => out.push_str("true"),
        ValueKind::False => out.push_str("false"),
        ValueKind::Integer | ValueKind::Fraction => {
            let text = slot.span.of(evaluation.text);
            let text = text.get(..looked_at(writer.quoted())).unwrap_or(text);
            let shown = mask::of_number(writer.verdict.ruleset(), tree, place.node, text);
            push_value_of(out, shown, writer.quoted());
        }
        ValueKind::Text => push_string(out, writer, (tree, place.node), evaluation.inside(slot)),
        ValueKind::List => out.push_str("[…]"),
        ValueKind::Object => out.push_str("{…}"),
        ValueKind::Hole => push_hole(out, writer, evaluation, (place.node, slot)),
    }
}

/// Writes what is known of a value that is not, a `${…}` for each gap.
#[cold]
fn push_hole(
    out: &mut String,
    writer: &Writer<'_>,
    evaluation: &Evaluation<'_>,
    (node, slot): (NodeId, &Slot),
) {
    match evaluation.parts(slot) {
        Some(parts) => push_parts(out, writer, (&evaluation.operation.tree, node), parts),
        None => out.push_str("${…}"),
    }
}

/// Writes what a string begins and ends with, and one `${…}` for all between.
pub(super) fn push_parts(
    out: &mut String,
    writer: &Writer<'_>,
    field: (&Tree, NodeId),
    parts: &[Part],
) {
    let is_gap = |part: &Part| matches!(part, Part::Gap(_));
    let first = parts.iter().position(is_gap).unwrap_or(parts.len());
    let last = parts.iter().rposition(is_gap).map_or(parts.len(), |last| last + 1);
    let push = |parts: Option<&[Part]>, out: &mut String| {
        let known = parts.unwrap_or_default().iter().map(|part| match part {
            Part::Known(text, _) => text.as_str(),
            Part::Gap(_) => "",
        });
        push_known(out, writer, field, known.flat_map(str::chars));
    };
    push(parts.get(..first), out);
    if first < last {
        out.push_str("${…}");
    }
    push(parts.get(last..), out);
}

/// Writes the value of a name of a rule.
pub(super) fn push_value(
    out: &mut String,
    writer: &Writer<'_>,
    evaluation: &Evaluation<'_>,
    value: &Value,
    bindings: &Bindings,
) {
    match value {
        Value::FieldRef(place) => push_place(out, writer, evaluation, *place, bindings),
        Value::Text(text) => push_part(out, writer, evaluation, text, bindings),
        Value::Sum(Sum(terms)) => {
            let counted = terms.iter().map(|term| evaluation.small(term, bindings));
            if let Some(total) = counted.sum::<Option<i64>>() {
                push_number(out, total);
            } else {
                push_range(out, terms, evaluation, bindings);
            }
        }
        Value::Context(key) => {
            push_context(out, writer.program(), *key, evaluation.context(*key));
        }
    }
}

/// Writes what a rule takes of a text. Where something of the whole is hidden, all of it is.
fn push_part(
    out: &mut String,
    writer: &Writer<'_>,
    evaluation: &Evaluation<'_>,
    text: &Text,
    bindings: &Bindings,
) {
    let tree = &evaluation.operation.tree;
    let Some(view) = evaluation.text_view(text, bindings) else {
        if let Some((partial, _)) = evaluation.partial(text, bindings) {
            push_parts(out, writer, (tree, text.place.node), partial.parts());
        }
        return;
    };
    let most = writer.quoted();
    let inside = evaluation.inside(evaluation.slot(text.place, bindings));
    let whole = start_of(inside, looked_at(most));
    match mask::of_text(writer.verdict.ruleset(), tree, text.place.node, &whole) {
        mask::Value::Text(shown) if shown == whole => {
            push_short(out, view.characters(), most);
        }
        mask::Value::Text(_) => push_short(out, view.characters().map(mask::stand_in), most),
        mask::Value::Secret => out.push_str(MASK),
    }
}

/// Writes what is known of a sum: the least that it comes to, with a `+` where it may be more.
#[cold]
fn push_range(
    out: &mut String,
    terms: &[Quantity],
    evaluation: &Evaluation<'_>,
    bindings: &Bindings,
) {
    let ranges =
        || terms.iter().map(|term| evaluation.range(term, bindings).map(|(range, _)| range));
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

pub(super) fn push_context(out: &mut String, program: &Program, key: u8, value: &ContextValue) {
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
