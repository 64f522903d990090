//! Comments that suppress findings.

use memchr::memmem;

use crate::lowered::{Covers, Span, Suppression};

/// What a comment begins with.
const MARK: &str = "smartro-lint-disable";

/// The longest comment that is looked at, in bytes.
const LONGEST: usize = 4096;

/// The suppressions of a file, whatever comments its language has.
///
/// A comment is found by its delimiters right around the mark: a string that holds such a text
/// suppresses as well.
pub(crate) fn suppressions(text: &str) -> Vec<Suppression> {
    let mut found: Vec<Suppression> = Vec::new();
    for at in memmem::find_iter(text.as_bytes(), MARK.as_bytes()) {
        // A mark within a comment that has one is a part of its text.
        if found.last().is_none_or(|last| last.span.end <= at) {
            found.extend(suppression(text, at));
        }
    }
    found
}

fn suppression(text: &str, at: usize) -> Option<Suppression> {
    let before = text.get(..at)?.trim_end_matches([' ', '\t', '*', '\n', '\r']);
    let (opening, closing) =
        [("<!--", "-->"), ("{{--", "--}}"), ("<%--", "--%>"), ("//", ""), ("/", "*/"), ("#", "")]
            .into_iter()
            .find(|(opening, _)| before.ends_with(opening))?;
    // `/*` has lost its asterisk to the trimming; a line comment begins on the line of its mark.
    let start = before.len() - opening.len();
    let gap = text.get(before.len()..at)?;
    if (opening == "/" && !gap.starts_with('*')) || (closing.is_empty() && gap.contains('\n')) {
        return None;
    }
    // What else than a comment has a `#` begins no line with it.
    if opening == "#" && !begins_line(text.get(..start)?) {
        return None;
    }
    let rest = text.get(at..)?;
    let rest = rest.get(..rest.floor_char_boundary(LONGEST))?;
    let line = rest.find('\n').unwrap_or(rest.len());
    let (content, length) = match closing {
        "" => (rest.get(..line)?, 0),
        closing => (rest.get(..rest.find(closing)?)?, closing.len()),
    };
    let content = content.trim_end();
    let mut end = at
        + rest
            .get(content.len()..)?
            .find(closing)
            .map_or(content.len(), |skip| content.len() + skip)
        + length;
    let mut start = start;
    // `{/* … */}` in JSX is one comment.
    if opening == "/" && text.get(..start)?.ends_with('{') && text.get(end..)?.starts_with('}') {
        (start, end) = (start - 1, end + 1);
    }
    let covered = content.strip_prefix(MARK)?;
    let (next_line, body) = match covered.strip_prefix("-next-line") {
        Some(body) => (true, body),
        None => (false, covered),
    };
    if body.starts_with(|char: char| !char.is_whitespace()) {
        return None;
    }
    let body_start = at + content.len() - body.len();
    let (names, reason) = match split_reason(body) {
        Some((names, reason)) => (names, Some(reason.trim()).filter(|reason| !reason.is_empty())),
        None => (body, None),
    };
    Some(Suppression {
        rules: rules(names, body_start),
        reason: reason.map(str::to_owned),
        covers: if next_line { Covers::Line(next_line_span(text, end)) } else { Covers::File },
        span: Span::new(start, end),
    })
}

fn begins_line(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default();
    line.trim().is_empty()
}

/// At the first `--` that is a word of its own.
fn split_reason(body: &str) -> Option<(&str, &str)> {
    let at = memmem::find_iter(body.as_bytes(), b"--")
        .find(|at| body.get(..*at).is_some_and(|before| before.ends_with(char::is_whitespace)))?;
    Some((body.get(..at)?, body.get(at + 2..)?.trim_start_matches('-')))
}

fn rules(names: &str, start: usize) -> Vec<(String, Span)> {
    let mut rules = Vec::new();
    let mut at = 0;
    for name in names.split(|char: char| char.is_whitespace() || char == ',') {
        if !name.is_empty() {
            rules.push((name.to_owned(), Span::new(start + at, start + at + name.len())));
        }
        // Separators are one byte, or the blanks of Unicode.
        at += name.len();
        at += names.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
    rules
}

fn next_line_span(text: &str, end: usize) -> Span {
    let rest = text.get(end..).unwrap_or_default();
    let start = rest.find('\n').map_or(text.len(), |at| end + at + 1);
    let line = text.get(start..).unwrap_or_default();
    Span::new(start, start + line.find('\n').unwrap_or(line.len()))
}
