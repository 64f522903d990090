//! Texts that are no JSON, or no longer: source code, and what was meant to be a request. What
//! belongs to which key is known only as far as a line tells.

use super::Hide;
use super::names::{Meaning, is_identifier, of_unknown};
use super::times::are_times;
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
}

impl Loose<'_> {
    /// Calls with the ranges of a text that are hidden, in order.
    pub(super) fn walk(mut self, text: &str, hide: &mut dyn FnMut(std::ops::Range<usize>, Hide)) {
        let mut start = 0;
        while start < text.len() {
            let end = chunk_end(text, start);
            let chunk = text.get(start..end).unwrap_or("");
            let (offsets, characters): (Vec<usize>, Vec<char>) = chunk.char_indices().unzip();
            let marks = self.marks(&characters);
            for ((offset, character), mark) in offsets.into_iter().zip(characters).zip(marks) {
                let at = start + offset;
                hide(at..at + character.len_utf8(), mark);
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
        let mut names_identifier = false;
        let mut at = 0;
        while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
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
                    names_identifier = is_identifier(&word);
                    has_value = false;
                } else if self.hide != Hide::Nothing {
                    has_value = true;
                    if is_quoted && !self.is_plain(&word) {
                        raise(marks, at..at + length, self.hide);
                    }
                }
                at += length;
                continue;
            };
            match quote {
                Some(open) if open == *first => quote = None,
                None if is_inserted && *first == '}' => (quote, is_inserted) = (Some('`'), false),
                None if QUOTES.contains(first) => {
                    quote = Some(*first);
                    if self.is_code && !names_identifier && is_account(rest) {
                        let digits =
                            (at + 1..).zip(literal(rest)).filter(|(_, one)| one.is_numeric());
                        digits.for_each(|(at, _)| raise(marks, at..at + 1, Hide::Secret));
                    }
                }
                None if matches!(first, ',' | ';' | '(') => names_identifier = false,
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
    inside.split(|one| one == quote).next().unwrap_or_default()
}

/// Whether a text begins with a literal that can be an account's number: digits and what
/// separates them, which are no date.
fn is_account(text: &[char]) -> bool {
    let inside = literal(text);
    let digits = inside.iter().filter(|one| one.is_numeric()).count();
    (9..=14).contains(&digits)
        && !inside.iter().any(|one| one.is_alphabetic())
        && !are_times(&inside.iter().collect::<String>())
}
