//! Strings with placeholders, in HTTP calls and path parameters, as values of which a part is known.

use std::ops::Range;

use super::hole::{Gap, Hole, HoleKind, Part};
use super::lexer::StringToken;
use super::lowered::percent_decoded;
use super::outline::{inside, unescaped};
use super::placeholder::{is_braced_name, known_parts, may_have, may_have_escaped};
use super::validate::{Notation, Validator};
use smartro_lint_rules::source::Span;

/// A JSON string that has placeholders.
pub(super) fn of_string(text: &str, token: StringToken) -> Option<Hole> {
    let written = inside(text, token);
    let possible = match token.escaped {
        true => may_have_escaped(written),
        false => may_have(written),
    };
    if !possible {
        return None;
    }
    let value = unescaped(text, token);
    let start = token.inside().start;
    let known = known_parts(&value)?.into_iter().map(|part| {
        // After an escape, offsets are not those of the characters.
        let span = match token.escaped {
            true => Span::default(),
            false => Span::new(start + part.start, start + part.end),
        };
        Part::Known(part_of(&value, part).to_owned(), span)
    });
    Some(hole(known))
}

/// A segment of a URL that has placeholders, percent-decoded.
pub(super) fn of_segment(text: &str, segment: Span) -> Option<Hole> {
    let (value, start) = (segment.of(text), segment.start as usize);
    let known = known_parts(value)?.into_iter().map(|part| {
        let span = Span::new(start + part.start, start + part.end);
        let decoded = percent_decoded(part_of(value, part));
        Part::Known(decoded.into_iter().map(|(character, _)| character).collect(), span)
    });
    Some(hole(known))
}

/// Whether a body in a string is a placeholder, or JSON with placeholders for values, as in
/// `{"amount": {{amount}}}`. What is JSON, `[null]` as well, is none, and what
/// begins as an object is one, unless it is a name in braces.
pub(super) fn is_unknown_body(text: &str, token: StringToken) -> bool {
    let value = unescaped(text, token);
    let value = value.trim();
    if is_template(value) {
        return true;
    }
    let begins_object =
        value.starts_with('{') && !value.starts_with("{{") && !is_braced_name(value);
    !begins_object
        && known_parts(value).is_some_and(|known| known.iter().all(Range::is_empty))
        && !is_json(value)
}

/// Whether a text is JSON once there are values in the places of placeholders in two braces.
fn is_template(value: &str) -> bool {
    if !value.contains("{{") || is_json(value) {
        return false;
    }
    let (mut filled, mut rest) = (String::with_capacity(value.len()), value);
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, after)) = after.split_once("}}") else { return false };
        if name.contains(['{', '"', '\n']) {
            return false;
        }
        filled.push_str(before);
        filled.push('0');
        rest = after;
    }
    filled.push_str(rest);
    is_json(&filled)
}

fn is_json(value: &str) -> bool {
    let limits = (0, usize::MAX);
    let end = Validator::default().value(value, 0, Notation::Json, limits);
    end.is_ok_and(|end| end == value.len())
}

fn part_of(value: &str, part: Range<usize>) -> &str {
    value.get(part).unwrap_or("")
}

/// A gap between each two known parts.
fn hole(known: impl Iterator<Item = Part>) -> Hole {
    let mut parts = Vec::new();
    for (place, part) in known.enumerate() {
        if place > 0 {
            parts.push(Part::Gap(Gap::ANY));
        }
        if !matches!(&part, Part::Known(text, _) if text.is_empty()) {
            parts.push(part);
        }
    }
    Hole { kind: HoleKind::String(parts.into()), optional: false, keyless: false }
}
