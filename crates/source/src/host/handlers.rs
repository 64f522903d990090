//! Scripts in attributes: `onclick="…"`.

use memchr::memmem;

use crate::lowered::Span;

/// The longest attribute that is looked at, in bytes.
const LONGEST: usize = 1 << 16;

/// The most attributes of a document.
const MOST: usize = 16;

/// The values of the attributes of a document's markup that are worth a look.
///
/// One with references to characters (`&quot;`) is left out: its text is not what runs.
pub(super) fn handlers(markup: &str, is_worth: &dyn Fn(&str) -> bool) -> Vec<Span> {
    let bytes = markup.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = memmem::find(bytes.get(at..).unwrap_or_default(), b"on") {
        let start = at + next;
        at = start + 2;
        let is_attribute = start.checked_sub(1).and_then(|before| bytes.get(before));
        if !is_attribute.is_some_and(u8::is_ascii_whitespace) {
            continue;
        }
        let Some(span) = value(markup, at) else { continue };
        let content = markup.get(span.start..span.end).unwrap_or_default();
        if is_worth(content) && !has_references(content) && found.len() < MOST {
            found.push(span);
        }
        at = span.end;
    }
    found
}

/// Whether characters are written as `&quot;` or `&#39;`.
fn has_references(content: &str) -> bool {
    content
        .split('&')
        .skip(1)
        .any(|rest| rest.starts_with(|first: char| first.is_ascii_alphabetic() || first == '#'))
}

/// The value of the attribute whose name goes on at a place.
fn value(markup: &str, at: usize) -> Option<Span> {
    let rest = markup.get(at..)?;
    let name = rest.find(|letter: char| !letter.is_ascii_alphabetic()).filter(|end| *end > 0)?;
    let after = rest.get(name..)?.trim_start().strip_prefix('=')?.trim_start();
    let quote = after.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let start = markup.len() - after.len() + 1;
    let limit = markup.get(start..)?;
    let limit = limit.get(..limit.floor_char_boundary(LONGEST))?;
    Some(Span::new(start, start + limit.find(quote)?))
}
