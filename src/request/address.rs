//! Which operation a URL is the address of.

use super::lexer::StringToken;
use super::text::Characters;
use crate::program::{Operation, Segment};
use crate::source::Span;

/// The segments of a URL's path, from the scheme and the host on; a slash may be escaped.
pub(super) fn segments(text: &str, url: StringToken) -> Vec<Span> {
    let start = url.inside().start;
    let inside = text.get(url.inside()).unwrap_or("");
    let path = inside.find(['?', '#']).and_then(|end| inside.get(..end)).unwrap_or(inside);
    let mut segments = Vec::new();
    let mut from = 0;
    for (slash, _) in path.match_indices('/') {
        let before = path.get(..slash).unwrap_or("");
        let end = if before.ends_with('\\') { slash - 1 } else { slash };
        segments.push(Span::new(start + from, start + end.max(from)));
        from = slash + 1;
    }
    if from < path.len() {
        segments.push(Span::new(start + from, start + path.len()));
    }
    segments
}

/// Whether a call is an operation's: its method, and the end of its path.
pub(super) fn matches(
    operation: &Operation,
    method: Option<&str>,
    segments: &[Span],
    text: &str,
) -> bool {
    let Some(http) = &operation.http else { return false };
    let same_method = method.is_none_or(|method| method.eq_ignore_ascii_case(&http.method));
    same_method
        && segments.len() >= http.segments.len()
        && http.segments.iter().rev().zip(segments.iter().rev()).all(
            |(segment, span)| match segment {
                Segment::Fixed(fixed) => Characters::new(span.of(text)).eq(fixed.chars()),
                Segment::Parameter(_) => true,
            },
        )
}
