//! Texts that are no JSON, or no longer: source code, and what was meant to be a request. What
//! belongs to which key is known only as far as a line tells.

use std::collections::HashSet;
use std::ops::Range;

use super::Hide;
use super::names::{Meaning, is_identifier, of_unknown};
use super::numbers::mark_numbers;
use super::values::{Caution, mark, raise};
use super::vocabulary::Vocabulary;
use crate::suggest::is_within;

/// How much is looked at together, in bytes.
const CHUNK: usize = 64 << 10;

/// How such a text is gone through.
pub(super) struct Loose<'v> {
    pub(super) vocabulary: &'v Vocabulary,
    /// Whether words without quotes are names of the code, which say nothing of a customer.
    pub(super) is_code: bool,
    /// What is hidden of the present key's value.
    pub(super) hide: Hide,
    /// Of code, the names of what is given to sensitive keys.
    pub(super) names: HashSet<String>,
    /// Whether the present key's value goes on.
    pub(super) is_value: bool,
}

impl Loose<'_> {
    /// Learns the names of what is given to sensitive keys, and of what is given to these.
    pub(super) fn learn(&mut self, code: &str) {
        /// Through how many names a value is followed.
        const ROUNDS: usize = 4;
        let hide = self.hide;
        for _ in 0..ROUNDS {
            let known = self.names.len();
            self.chunks(code, &mut |_, _| {});
            self.hide = hide;
            if self.names.len() == known {
                break;
            }
        }
    }

    /// Calls with the ranges of a text that are hidden, in order.
    pub(super) fn walk(mut self, text: &str, hide: &mut dyn FnMut(Range<usize>, Hide)) {
        if self.is_code {
            self.learn(text);
        }
        self.chunks(text, hide);
    }

    fn chunks(&mut self, text: &str, hide: &mut dyn FnMut(Range<usize>, Hide)) {
        let mut start = 0;
        while start < text.len() {
            let end = chunk_end(text, start);
            let chunk = text.get(start..end).unwrap_or("");
            let (characters, ranges) = characters_of(chunk);
            let marks = self.marks(&characters);
            for (range, mark) in ranges.into_iter().zip(marks) {
                hide(start + range.start..start + range.end, mark);
            }
            start = end;
        }
    }

    fn marks(&mut self, characters: &[char]) -> Vec<Hide> {
        let mut marks = vec![Hide::Nothing; characters.len()];
        mark(characters, if self.is_code { Caution::CODE } else { Caution::CHOICE }, &mut marks);
        let mut at = 0;
        for line in characters.split_inclusive(|one| *one == '\n') {
            let end = at + line.len();
            self.line(line, marks.get_mut(at..end).unwrap_or_default());
            at = end;
        }
        marks
    }

    /// Hides the values of sensitive keys. A value ends with its line, unless it is still to come.
    fn line(&mut self, line: &[char], marks: &mut [Hide]) {
        let is_letter = |one: &char| one.is_alphanumeric() || matches!(one, '_' | '$');
        // Where a string is never closed nobody knows what is in quotes.
        let has_odd_quotes =
            QUOTES.iter().any(|quote| line.iter().filter(|one| *one == quote).count() % 2 == 1);
        let mut quote: Option<char> = None;
        let mut has_value = false;
        let mut is_inserted = false;
        // Whether the present key is of an identifier, whose digits are no account's.
        let mut is_shown = false;
        let mut at = 0;
        while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
            if self.is_code && quote.is_some() && rest.starts_with(&['\\']) {
                // The quote after it ends nothing.
                at += 1 + usize::from(rest.get(1).is_some_and(|next| QUOTES.contains(next)));
                continue;
            }
            if self.is_code && quote == Some('`') && rest.starts_with(&['$', '{']) {
                (quote, is_inserted) = (None, true);
                at += 2;
                continue;
            }
            let length = rest.iter().take_while(|one| is_letter(one)).count();
            let Some(first) = rest.first().filter(|_| length == 0) else {
                let word: String = rest.iter().take(length).collect();
                let after = rest.get(length..).unwrap_or_default();
                let is_quoted = !self.is_code || has_odd_quotes || quote.is_some();
                if is_key(after) {
                    self.hide = self.hidden_under(&word);
                    self.is_value = true;
                    is_shown = is_identifier(&word) && self.vocabulary.knows(&word);
                    has_value = false;
                } else if self.hide != Hide::Nothing {
                    has_value = true;
                    self.value(&word, is_quoted, marks.get_mut(at..at + length));
                }
                at += length;
                continue;
            };
            self.is_value &= quote.is_some() || !matches!(first, ',' | ';' | ')' | '}');
            match quote {
                Some(open) if open == *first => quote = None,
                None if is_inserted && *first == '}' => (quote, is_inserted) = (Some('`'), false),
                None if QUOTES.contains(first) => {
                    quote = Some(*first);
                    if self.is_code {
                        mark_literal(rest, is_shown, marks.get_mut(at..).unwrap_or_default());
                    }
                }
                None if matches!(first, ',' | ';' | '(' | '{') => is_shown = false,
                _ if self.hide == Hide::Secret && quote.is_some() && !is_syntax(*first) => {
                    raise(marks, at..at + 1, self.hide);
                }
                _ => {}
            }
            at += 1;
        }
        if has_value {
            self.hide = Hide::Nothing;
        }
    }

    /// Hides a word of a sensitive key's value; of code, a literal alone, and a name is learnt.
    fn value(&mut self, word: &str, is_quoted: bool, marks: Option<&mut [Hide]>) {
        let is_number = word.starts_with(|one: char| one.is_ascii_digit());
        if !is_quoted && !is_number {
            if self.is_value && self.hide == Hide::Secret {
                self.names.insert(word.to_owned());
            }
        } else if !self.is_plain(word) {
            let marks = marks.unwrap_or_default();
            raise(marks, 0..marks.len(), self.hide);
        }
    }

    /// Whether a word under a sensitive key may be shown: it is the pack's, or how a token begins
    /// in a header.
    fn is_plain(&self, word: &str) -> bool {
        match self.hide {
            Hide::Secret => self.is_code && ["PortOne", "Bearer", "Basic"].contains(&word),
            _ => self.vocabulary.knows(word),
        }
    }

    /// What is hidden of a key's value.
    fn hidden_under(&self, key: &str) -> Hide {
        let folded = key.to_lowercase();
        let slips = |name: &str| if name.len() > 10 { 2 } else { 1 };
        let near =
            |name: &str| name == key || (!self.is_code && is_within(slips(name), &folded, name));
        let is_known = self.vocabulary.knows(key);
        let is_secret = |name: &str| name == key || (!is_known && near(name));
        match of_unknown(key) {
            Meaning::Secret => Hide::Secret,
            _ if self.names.contains(key) => Hide::Secret,
            _ if self.vocabulary.secrets().any(is_secret) => Hide::Secret,
            Meaning::Personal => Hide::Personal,
            Meaning::Amount | Meaning::Plain => Hide::Nothing,
        }
    }
}

/// Where a part ends that is looked at together: at a line's end, if there is one.
fn chunk_end(text: &str, start: usize) -> usize {
    let mut end = (start + CHUNK).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let newline = text.get(start..end).and_then(|chunk| chunk.rfind('\n'));
    if end == text.len() { end } else { newline.map_or(end, |newline| start + newline + 1) }
}

const QUOTES: [char; 3] = ['"', '\'', '`'];

/// What JSON and JavaScript are written with.
fn is_syntax(character: char) -> bool {
    character.is_whitespace() || "\\\"'`:=,;{}[]()".contains(character)
}

/// Whether a colon or an equals sign follows, after closing quotes.
fn is_key(rest: &[char]) -> bool {
    let after = |one: &&char| !matches!(one, '\\' | '"' | '\'' | '`' | ' ' | '\t' | '\0' | ']');
    let mut rest = rest.iter().take(8).skip_while(|one| !after(one));
    match rest.next() {
        Some('=') => !matches!(rest.next(), Some('=' | '>')),
        Some(':') => rest.next() != Some(&'/'),
        _ => false,
    }
}

/// What stands in the quotes that a text begins with.
fn literal(text: &[char]) -> &[char] {
    let (Some(quote), inside) = (text.first(), text.get(1..).unwrap_or_default()) else {
        return &[];
    };
    let mut is_escaped = false;
    let end = inside.iter().position(|one| {
        let ends = one == quote && !is_escaped;
        is_escaped = *one == '\\' && !is_escaped;
        ends
    });
    inside.get(..end.unwrap_or(inside.len())).unwrap_or_default()
}

/// Marks the numbers in the literal that a text begins with, unless it is an identifier; in an
/// address, those of the query and the fragment.
fn mark_literal(text: &[char], is_identifier: bool, marks: &mut [Hide]) {
    let inside = literal(text);
    let start = match inside.starts_with(&['h', 't', 't', 'p']) {
        true => inside.iter().position(|one| matches!(one, '?' | '#')).unwrap_or(inside.len()),
        false if is_identifier => return,
        false => 0,
    };
    let numbers = inside.get(start..).unwrap_or_default();
    mark_numbers(numbers, Caution::UNKNOWN, marks.get_mut(1 + start..).unwrap_or_default());
}

/// The characters of a text, and where each stands. Letters, digits and signs between them that
/// are written as escapes, however often these are escaped themselves, are read as what they mean.
fn characters_of(text: &str) -> (Vec<char>, Vec<Range<usize>>) {
    let mut characters = Vec::with_capacity(text.len());
    let mut ranges = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let (character, length) = match escape(rest) {
            Some(escape) => escape,
            None => rest.chars().next().map_or((' ', 1), |one| (one, one.len_utf8())),
        };
        characters.push(character);
        ranges.push(at..at + length);
        at += length;
    }
    (characters, ranges)
}

/// The character that an escape at the start of a text means, and the escape's length.
fn escape(text: &str) -> Option<(char, usize)> {
    let name = text.trim_start_matches('\\');
    if name.len() == text.len() {
        return None;
    }
    let (digits, end) = if let Some(rest) = name.strip_prefix("u{") {
        let (digits, rest) = rest.split_once('}')?;
        (digits, rest)
    } else {
        let (rest, count) = match name.strip_prefix('u') {
            Some(rest) => (rest, 4),
            None => (name.strip_prefix('x')?, 2),
        };
        rest.split_at_checked(count)?
    };
    let is_number = digits.len() <= 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let code = u32::from_str_radix(digits, 16).ok().filter(|_| is_number)?;
    let character = char::from_u32(code)?;
    let is_apart = is_syntax(character) && character != ' ';
    (!is_apart).then_some((character, text.len() - end.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_read() {
        let read = |text: &str| characters_of(text).0.into_iter().collect::<String>();
        assert_eq!(read(r"a\u0034\\u0031\x32\u{33}\u0020\n"), r"a4123 \n");
        assert_eq!(
            read(r#"\u0022\u12 \x4 \u{110000} \ud83d 한"#),
            r#"\u0022\u12 \x4 \u{110000} \ud83d 한"#
        );
    }
}
