//! Texts that are no JSON, or no longer: nobody knows there what belongs to which key.

use super::Hide;
use super::names::{Meaning, of_unknown};
use super::values::{Caution, mark};
use super::vocabulary::Vocabulary;
use crate::suggest::is_within;

/// How much is looked at together, in bytes.
const CHUNK: usize = 64 << 10;

/// What is hidden of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    /// There was no key yet, or one of the pack's.
    Known,
    Unknown,
    Secret,
}

/// Calls with the ranges of a text that are hidden, in order. Words of the pack are shown, and
/// short numbers beside them; no word is where a sensitive key came before it.
pub(super) fn loose(
    text: &str,
    is_secret: bool,
    vocabulary: &Vocabulary,
    hide: &mut dyn FnMut(std::ops::Range<usize>, Hide),
) {
    let mut key = if is_secret { Key::Secret } else { Key::Known };
    let mut start = 0;
    while start < text.len() {
        let end = chunk_end(text, start);
        let chunk = text.get(start..end).unwrap_or("");
        let (offsets, characters): (Vec<usize>, Vec<char>) = chunk.char_indices().unzip();
        let marks = marks(&characters, &mut key, vocabulary);
        for ((offset, character), mark) in offsets.into_iter().zip(characters).zip(marks) {
            let at = start + offset;
            hide(at..at + character.len_utf8(), mark);
        }
        start = end;
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

fn marks(characters: &[char], key: &mut Key, vocabulary: &Vocabulary) -> Vec<Hide> {
    let mut marks = vec![Hide::Nothing; characters.len()];
    mark(characters, Caution::CHOICE, &mut marks);
    let is_letter = |one: &char| one.is_alphanumeric() || matches!(one, '_' | '$');
    let mut at = 0;
    while let Some(rest) = characters.get(at..).filter(|rest| !rest.is_empty()) {
        let length = rest.iter().take_while(|one| is_letter(one)).count();
        if length == 0 {
            if *key == Key::Secret
                && !rest.iter().take(1).any(|one| is_syntax(*one))
                && let Some(mark) = marks.get_mut(at)
            {
                *mark = Hide::Secret;
            }
            at += 1;
            continue;
        }
        let word: String = rest.iter().take(length).collect();
        let is_key = is_key(rest.get(length..).unwrap_or_default());
        if is_key {
            *key = of(&word, vocabulary);
        }
        let is_number = word.chars().all(char::is_numeric);
        let hide = match (&*key, is_key) {
            _ if is_key && of_unknown(&word) == Meaning::Secret => Hide::Nothing,
            (Key::Secret, false) => Hide::Secret,
            (Key::Known, _) if is_number => Hide::Nothing,
            _ if vocabulary.knows(&word) => Hide::Nothing,
            _ => Hide::Personal,
        };
        for mark in marks.get_mut(at..at + length).unwrap_or_default() {
            *mark = hide.max(*mark);
        }
        at += length;
    }
    marks
}

/// What JSON and JavaScript are written with.
fn is_syntax(character: char) -> bool {
    character.is_whitespace() || "\\\"'`:=,;{}[]()".contains(character)
}

/// Whether a colon or an equals sign follows, after closing quotes.
fn is_key(rest: &[char]) -> bool {
    let after = |one: &&char| !matches!(one, '\\' | '"' | '\'' | '`' | ' ' | '\t' | '\0' | ']');
    let mut rest = rest.iter().take(8).skip_while(|one| !after(one));
    match rest.next() {
        Some('=') => true,
        Some(':') => rest.next() != Some(&'/'),
        _ => false,
    }
}

fn of(word: &str, vocabulary: &Vocabulary) -> Key {
    let folded = word.to_lowercase();
    let slips = |name: &str| if name.len() > 10 { 2 } else { 1 };
    let near = |name: &str| name == word || is_within(slips(name), &folded, name);
    let is_known = vocabulary.knows(word);
    match of_unknown(word) {
        Meaning::Secret => Key::Secret,
        _ if vocabulary.secrets().any(|name| name == word || (!is_known && near(name))) => {
            Key::Secret
        }
        Meaning::Plain if is_known => Key::Known,
        _ => Key::Unknown,
    }
}
