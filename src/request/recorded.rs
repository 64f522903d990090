//! The requests of recorded traffic (HAR).

use super::Limits;
use super::lexer::Lexer;
use super::outline::{member, unescaped};
use super::validate::{Notation, Validator};
use crate::source::{Span, byte_order_mark};

/// The `request` of each of the `log.entries` of a text, or the entry where it has none; `None`:
/// the text is something else, or is no JSON.
pub(crate) fn recorded(text: &[u8], limits: Limits) -> Option<Vec<Span>> {
    let mark = byte_order_mark(text);
    // Nothing else is so: a look at the first key keeps other texts from being read twice.
    let begun = text.get(mark..)?.trim_ascii_start();
    let key = begun.strip_prefix(b"{")?.trim_ascii_start();
    if !key.starts_with(b"\"log\"") || text.len() > limits.bytes {
        return None;
    }
    let text = std::str::from_utf8(text).ok()?;
    let start = text.len() - begun.len();
    let mut validator = Validator::default();
    let end = validator.value(text, start, Notation::Json, (0, limits.depth)).ok()?;
    Lexer::new(text, end).end().ok()?;
    let log = value_of(text, start, "log")?;
    let entries = elements(text, value_of(text, log, "entries")?, 2, limits.depth)?;
    let mut request = |entry: Span| {
        let start = value_of(text, entry.start as usize, "request")?;
        let end = validator.value(text, start, Notation::Json, (0, limits.depth)).ok()?;
        Some(Span::new(start, end))
    };
    Some(entries.into_iter().map(|entry| request(entry).unwrap_or(entry)).collect())
}

/// Where the value of an object's key begins.
fn value_of(text: &str, at: usize, name: &str) -> Option<usize> {
    let mut validator = Validator::default();
    let mut lexer = Lexer::new(text, at);
    if !lexer.take(b'{') || lexer.take(b'}') {
        return None;
    }
    loop {
        let (key, value) = member(&mut lexer).ok()?;
        if unescaped(text, key) == name {
            return Some(value);
        }
        lexer.seek(validator.value(text, value, Notation::Json, (0, usize::MAX)).ok()?);
        if !lexer.goes_on(b'}').ok()? {
            return None;
        }
    }
}

/// The elements of an array that begins at an offset; `depth` levels are around it.
fn elements(text: &str, at: usize, depth: usize, max_depth: usize) -> Option<Vec<Span>> {
    let mut validator = Validator::default();
    let mut lexer = Lexer::new(text, at);
    if !lexer.take(b'[') {
        return None;
    }
    let mut elements = Vec::new();
    let mut more = !lexer.take(b']');
    lexer.skip_space();
    while more {
        let start = lexer.at();
        let end = validator.value(text, start, Notation::Json, (depth + 1, max_depth)).ok()?;
        elements.push(Span::new(start, end));
        lexer.seek(end);
        more = lexer.next_element().ok()?;
    }
    Some(elements)
}
