//! Texts in texts: strings that hold JSON.

use std::ops::Range;

use super::walk::LONGEST;
use crate::request::Characters;

/// A text, and where its bytes are in the outermost one.
pub(super) struct Text<'t> {
    pub(super) text: &'t str,
    /// For each byte, and for the end; nothing: it is the outermost.
    pub(super) offsets: Option<&'t [usize]>,
    pub(super) depth: usize,
}

impl Text<'_> {
    /// Where a range is in the outermost text.
    pub(super) fn range(&self, range: Range<usize>) -> Range<usize> {
        let place = |at: usize| match self.offsets {
            Some(offsets) => offsets.get(at).or(offsets.last()).copied().unwrap_or(at),
            None => at,
        };
        place(range.start)..place(range.end)
    }
}

/// What is looked at of a text.
pub(super) fn beginning(text: &str) -> &str {
    let mut end = LONGEST.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or(text)
}

/// Whether a string holds JSON of its own.
pub(super) fn is_json(raw: &str) -> bool {
    raw.trim_start().starts_with(['{', '[', '\\'])
        && Characters::new(raw)
            .find(|one| !one.is_whitespace())
            .is_some_and(|one| "{[\"".contains(one))
}

/// A string's characters, and where each starts; last where it ends.
pub(super) fn decoded(raw: &str, start: usize) -> (Vec<char>, Vec<usize>) {
    let mut characters = Vec::with_capacity(raw.len());
    let mut offsets = vec![start];
    let mut rest = Characters::new(raw);
    loop {
        let character = match rest.next() {
            Some(character) => character,
            None if rest.left() == 0 => break,
            // An escape that is none: what follows it is as it is written.
            None => '\\',
        };
        characters.push(character);
        offsets.push(start + raw.len() - rest.left());
    }
    if let Some(last) = offsets.last_mut() {
        *last = start + raw.len();
    }
    (characters, offsets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_a_broken_escape_is_read() {
        let (characters, offsets) = decoded(r"a\u04b\u0041", 1);
        assert_eq!(characters.iter().collect::<String>(), r"a\04bA");
        assert_eq!(offsets, [1, 2, 4, 5, 6, 7, 13]);
    }

    #[test]
    fn json_may_begin_with_an_escape() {
        for raw in [r#" {\"a\": 1}"#, "[1]", r#"\u007b\"a\": 1}"#, r#"\"{}\""#] {
            assert!(is_json(raw), "{raw}");
        }
        for raw in ["", "a {", r"\u0061", r"\n"] {
            assert!(!is_json(raw), "{raw}");
        }
    }
}
