//! The lines of a part of a text.

use crate::lowered::Span;

/// The lines of a part of a text, without their ends.
pub(super) fn lines(text: &str, part: Span) -> impl Iterator<Item = Span> {
    let mut at = part.start;
    of(text, part).split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        Span::new(start, start + line.trim_end_matches(['\n', '\r']).len())
    })
}

/// What a text has at a place.
pub(super) fn of(text: &str, span: Span) -> &str {
    text.get(span.start..span.end).unwrap_or_default()
}
