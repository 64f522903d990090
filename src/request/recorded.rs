//! The requests of recorded traffic (HAR), and of the collections of Postman and Insomnia.

use super::lexer::Lexer;
use super::limits::Limits;
use super::outline::{member, unescaped};
use super::validate::{Notation, Validator};
use smartro_lint_rules::source::{Span, byte_order_mark};

/// The keys that such a text begins with.
const FIRST: [&[u8]; 10] = [
    b"log",
    b"info",
    b"item",
    b"collection",
    b"variable",
    b"auth",
    b"event",
    b"_type",
    b"__export_format",
    b"resources",
];

/// The `request` of each of the `log.entries` of a text, or the entry where it has none, that of
/// each `item` of a collection of Postman, and the `resources` of one of Insomnia that are requests;
/// `None`: the text is something else, or is no JSON.
pub(crate) fn recorded(text: &[u8], limits: Limits) -> Option<Vec<Span>> {
    let mark = byte_order_mark(text);
    // Nothing else is so: a look at the first key keeps other texts from being read twice.
    let begun = text.get(mark..)?.trim_ascii_start();
    let key = begun.strip_prefix(b"{")?.trim_ascii_start().strip_prefix(b"\"")?;
    let is_first =
        |name: &&[u8]| key.strip_prefix(*name).is_some_and(|rest| rest.starts_with(b"\""));
    if !FIRST.iter().any(is_first) || text.len() > limits.bytes {
        return None;
    }
    let text = std::str::from_utf8(text).ok()?;
    let start = text.len() - begun.len();
    let mut validator = Validator::default();
    let end = validator.value(text, start, Notation::Json, (0, limits.depth)).ok()?;
    Lexer::new(text, end).end().ok()?;
    if value_of(text, start, "__export_format").is_some() {
        let resources = elements(text, value_of(text, start, "resources")?, 1, limits.depth)?;
        let is_request = |resource: &Span| {
            let kind = value_of(text, resource.start as usize, "_type");
            kind.is_some_and(|kind| text.get(kind..).unwrap_or("").starts_with("\"request\""))
        };
        return Some(resources.into_iter().filter(is_request).collect());
    }
    let Some(log) = value_of(text, start, "log") else {
        let collection = value_of(text, start, "collection").unwrap_or(start);
        value_of(text, collection, "info")?;
        let mut requests = Vec::new();
        items(text, value_of(text, collection, "item")?, limits.depth, &mut requests)?;
        return Some(requests);
    };
    let entries = elements(text, value_of(text, log, "entries")?, 2, limits.depth)?;
    let mut request = |entry: Span| {
        let start = value_of(text, entry.start as usize, "request")?;
        let end = validator.value(text, start, Notation::Json, (0, limits.depth)).ok()?;
        Some(Span::new(start, end))
    };
    Some(entries.into_iter().map(|entry| request(entry).unwrap_or(entry)).collect())
}

/// Adds the requests of the items of a collection, and of the folders in it.
fn items(text: &str, at: usize, max_depth: usize, requests: &mut Vec<Span>) -> Option<()> {
    for item in elements(text, at, 0, max_depth)? {
        let start = item.start as usize;
        if let Some(inner) = value_of(text, start, "item") {
            items(text, inner, max_depth, requests)?;
        }
        // One that is a string is an address to get.
        let request = value_of(text, start, "request");
        if let Some(start) = request.filter(|start| text.as_bytes().get(*start) == Some(&b'{')) {
            let mut validator = Validator::default();
            let end = validator.value(text, start, Notation::Json, (0, max_depth)).ok()?;
            requests.push(Span::new(start, end));
        }
    }
    Some(())
}

/// The values of an object or the elements of an array, which begins at an offset.
pub(crate) fn inner_values(text: &str, at: usize) -> Vec<Span> {
    match members(text, at) {
        Some(members) => members.into_iter().map(|(_, value)| value).collect(),
        None => elements(text, at, 0, usize::MAX).unwrap_or_default(),
    }
}

/// The keys and the values of the object that begins at an offset, as far as it is JSON.
pub(crate) fn members(text: &str, at: usize) -> Option<Vec<(Span, Span)>> {
    let mut members = Vec::new();
    let mut lexer = Lexer::new(text, at);
    if !lexer.take(b'{') {
        return None;
    }
    let mut validator = Validator::default();
    let mut more = !lexer.take(b'}');
    while more
        && let Ok((key, start)) = member(&mut lexer)
        && let Ok(end) = validator.value(text, start, Notation::Json, (0, usize::MAX))
    {
        members.push((key.span, Span::new(start, end)));
        lexer.seek(end);
        more = lexer.goes_on(b'}').unwrap_or(false);
    }
    Some(members)
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
