//! JSON from its first error on: keys, values and brackets, as far as they are recognised.

use std::ops::Range;

use super::container::{Container, add_element};
use super::place::ValuePlace;
use super::text::Text;
use super::walk::{LEVELS, Walk};
use crate::request::Characters;

/// A word or a string, and where it ends with its quotes.
pub(super) struct Word {
    pub(super) inside: Range<usize>,
    pub(super) end: usize,
    pub(super) has_quotes: bool,
}

impl Word {
    /// Whether it is no number, `true` or the like.
    pub(super) fn is_text(&self, inside: &str) -> bool {
        let is_number = inside.starts_with(|one: char| one == '-' || one.is_ascii_digit());
        self.has_quotes || !(is_number || matches!(inside, "true" | "false" | "null"))
    }
}

impl<'p> Walk<'p> {
    /// Goes through the rest of a text in the objects and lists that are open, and the value that
    /// is present.
    pub(super) fn broken(
        &mut self,
        text: &Text<'_>,
        from: usize,
        levels: &mut Vec<Container<'p>>,
        mut present: ValuePlace<'p>,
    ) {
        // After a bracket or a comma.
        let mut is_first = ends_with(text.text, from, &['{', ',']);
        let mut at = from;
        while let Some(next) = text.text.get(at..).and_then(|rest| rest.chars().next()) {
            let is_object = levels.last().is_some_and(|level| level.is_object);
            if let Some(level) = levels.last().filter(|level| !level.is_object) {
                present = level.of_element(level.place.of_element(&self.meanings));
            }
            match next {
                '{' | '[' if levels.len() >= LEVELS => {
                    at = self.hide_rest(text, at);
                    continue;
                }
                '{' | '[' => {
                    self.open(text, at, levels, &mut present);
                    is_first = true;
                }
                '}' | ']' => self.close(text, at, levels, &mut present),
                ',' => is_first = true,
                ':' => is_first = false,
                _ if next.is_whitespace() || levels.is_empty() => {}
                _ => {
                    let word = word(text.text, at, is_object && is_first);
                    let is_key = is_first || follows(text.text, word.end, &[':']);
                    if is_object && is_key {
                        self.member(text, word.inside, levels, &mut present);
                    } else {
                        self.scalar(text, &word, levels, &present);
                    }
                    (at, is_first) = (word.end, false);
                    continue;
                }
            }
            at += next.len_utf8();
        }
        levels.drain(..).for_each(|level| self.end(text, level, at));
    }

    /// Ends the objects and lists up to the one that a bracket closes. There may be one too many:
    /// the outermost ends with its line.
    fn close(
        &mut self,
        text: &Text<'_>,
        at: usize,
        levels: &mut Vec<Container<'p>>,
        present: &mut ValuePlace<'p>,
    ) {
        let is_object = text.text.get(at..).is_some_and(|rest| rest.starts_with('}'));
        /// How many brackets may not be closed before one that is.
        const MOST: usize = 20;
        let mut near = levels.iter().enumerate().rev().take(MOST);
        let ended = near.find(|(_, level)| level.is_object == is_object).map(|(place, _)| place);
        let Some(ended) = ended.filter(|ended| *ended > 0 || ends_line(text.text, at + 1)) else {
            return;
        };
        for level in levels.drain(ended..) {
            *present = level.place.clone();
            self.end(text, level, at);
        }
    }

    fn scalar(
        &mut self,
        text: &Text<'_>,
        word: &Word,
        levels: &mut [Container<'p>],
        present: &ValuePlace<'p>,
    ) {
        let raw = text.text.get(word.inside.clone()).unwrap_or("");
        add_element(levels, word.inside.clone(), Characters::new(raw));
        match raw {
            _ if word.is_text(raw) => self.string(text, word.inside.clone(), present),
            "true" | "false" | "null" => {}
            _ => self.number(text, word.inside.clone(), present),
        }
        // `[password, email]` is a list of names.
        let is_quoted = word.has_quotes || word.end > word.inside.end;
        if let Some(level) = levels.last_mut().filter(|_| is_quoted) {
            level.add_text(raw);
        }
    }
}

/// Where the string or the bracket before an offset begins: it may be a key, or have one.
pub(super) fn last_token(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or("").trim_end();
    let start = match before.strip_suffix('"') {
        Some(inside) => inside.rfind('"'),
        None => before.strip_suffix(['{', '[']).map(str::len),
    };
    start.unwrap_or(at)
}

/// A range without what is around a value in it.
pub(super) fn without_syntax(text: &str, range: Range<usize>) -> Range<usize> {
    let is_syntax = |one: char| one.is_whitespace() || "\":,{}[]".contains(one);
    let raw = text.get(range.clone()).unwrap_or("");
    let end = range.start + raw.trim_end_matches(is_syntax).len();
    let start = range.end - raw.trim_start_matches(is_syntax).len();
    start.min(end)..end
}

/// The word that begins here, or the string, which may be a key.
pub(super) fn word(text: &str, start: usize, is_key: bool) -> Word {
    let rest = text.get(start..).unwrap_or("");
    let quote = rest.chars().next().filter(|one| matches!(one, '"' | '\''));
    let has_quotes = quote.is_some();
    let inside = start + usize::from(has_quotes);
    let mut is_escaped = false;
    for (at, one) in rest.char_indices().skip(usize::from(has_quotes)) {
        let at = start + at;
        let is_end = match one {
            _ if std::mem::take(&mut is_escaped) => false,
            '\\' => {
                is_escaped = true;
                false
            }
            // A string goes on in the next line, unless something begins there.
            '\n' => !has_quotes || begins(text, at + 1),
            one if has_quotes => quote == Some(one),
            // `https://…`
            ':' => !follows(text, at + 1, &['/']),
            _ => matches!(one, ',' | '{' | '}' | '[' | ']' | '"'),
        };
        if !is_end {
            continue;
        }
        let is_quote = matches!(one, '"' | '\'');
        let closes = is_quote && (ends_line(text, at + 1) || follows(text, at + 1, &CLOSING));
        // `"a: "b"`, `"a, "b"`: the first is not closed.
        let opens = !is_quote || ends_with(text, at, &[':', ',', '{', '[']);
        if has_quotes && !closes && opens {
            let length = unclosed(text.get(inside..at).unwrap_or(""), is_key);
            return Word { inside: inside..inside + length, end: inside + length, has_quotes };
        }
        let end = at + usize::from(is_quote && (closes || has_quotes));
        return Word { inside: inside..at, end, has_quotes };
    }
    Word { inside: inside..text.len(), end: text.len(), has_quotes }
}

/// How long a string is that has no quote before that of the next one.
fn unclosed(before: &str, is_key: bool) -> usize {
    let end = before.find(CLOSING).filter(|_| is_key);
    let is_between = |one: char| one.is_whitespace() || CLOSING.contains(&one);
    end.unwrap_or_else(|| before.trim_end_matches(is_between).len())
}

/// What follows a key or a value.
const CLOSING: [char; 4] = [',', ':', '}', ']'];

/// Whether one of these characters follows, after blanks.
pub(super) fn follows(text: &str, at: usize, characters: &[char]) -> bool {
    text.get(at..).is_some_and(|rest| rest.trim_start().starts_with(characters))
}

fn ends_line(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or("").trim_start_matches([' ', '\t', '\r']);
    rest.is_empty() || rest.starts_with('\n')
}

/// Whether a line begins with what begins a key or ends an object.
fn begins(text: &str, line: usize) -> bool {
    /// A line is indented less, in characters.
    const MOST: usize = 200;
    let mut rest = text.get(line..).unwrap_or("").chars().take(MOST);
    rest.find(|one| !one.is_whitespace()).is_none_or(|one| "\"'{}[]".contains(one))
}

/// Whether one of these characters is before an offset, apart from blanks.
fn ends_with(text: &str, at: usize, characters: &[char]) -> bool {
    text.get(..at).is_some_and(|before| before.trim_end().ends_with(characters))
}
