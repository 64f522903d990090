//! The words of a line, and which of them may be secrets.

use std::ops::Range;

use super::marks::is_quote;
use super::value::quoted;
use crate::report::mask::korean::{is_count, is_hangul, is_word};

/// Words that are said of secrets and are none.
const ORDINARY: &[&str] = &[
    "a",
    "absent",
    "accepted",
    "allowed",
    "already",
    "also",
    "always",
    "an",
    "and",
    "api",
    "as",
    "at",
    "available",
    "based",
    "being",
    "blank",
    "by",
    "case",
    "changed",
    "correct",
    "default",
    "different",
    "disabled",
    "email",
    "empty",
    "enabled",
    "encrypted",
    "error",
    "expired",
    "failed",
    "failure",
    "false",
    "for",
    "from",
    "given",
    "hashed",
    "here",
    "hidden",
    "id",
    "if",
    "in",
    "incorrect",
    "invalid",
    "it",
    "login",
    "longer",
    "mandatory",
    "masked",
    "missing",
    "name",
    "needed",
    "never",
    "nil",
    "no",
    "none",
    "not",
    "null",
    "number",
    "of",
    "ok",
    "okay",
    "on",
    "only",
    "optional",
    "or",
    "our",
    "plain",
    "present",
    "redacted",
    "refused",
    "rejected",
    "required",
    "reset",
    "same",
    "sent",
    "set",
    "shorter",
    "shown",
    "sms",
    "so",
    "stored",
    "string",
    "strong",
    "success",
    "successful",
    "text",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "these",
    "this",
    "those",
    "to",
    "too",
    "true",
    "undefined",
    "unknown",
    "unset",
    "used",
    "username",
    "valid",
    "value",
    "very",
    "visible",
    "weak",
    "what",
    "when",
    "where",
    "which",
    "with",
    "wrong",
    "your",
];

/// How sure it is that what follows is a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Certainty {
    /// Only what looks like a secret is one.
    Likely,
    /// It is one unless it is an ordinary word.
    Sure,
    /// Whatever it is.
    Whatever,
}

/// The words of a line.
pub(super) struct Words<'t> {
    pub(super) text: &'t [char],
    pub(super) words: Vec<Range<usize>>,
}

impl<'t> Words<'t> {
    pub(super) fn of(text: &'t [char]) -> Self {
        let (mut words, mut start) = (Vec::new(), 0);
        for word in text.split(|one| one.is_whitespace()) {
            if !word.is_empty() {
                words.push(start..start + word.len());
            }
            start += word.len() + 1;
        }
        Self { text, words }
    }

    /// A word in lower case; nothing: it is too long, or there is none.
    pub(super) fn word(&self, at: usize) -> String {
        /// Keys and words between them are no longer, in characters.
        const LONGEST: usize = 64;
        let word = self.words.get(at).and_then(|range| self.text.get(range.clone()));
        let word = word.filter(|word| word.len() <= LONGEST).unwrap_or_default();
        word.iter().flat_map(|one| one.to_lowercase()).collect()
    }

    pub(super) fn is_one_of(&self, at: usize, list: &[&str]) -> bool {
        list.contains(&&*self.word(at))
    }

    /// Whether one of these words is not far before a place.
    pub(super) fn is_after(&self, at: usize, list: &[&str]) -> bool {
        const FAR: usize = 8;
        (at.saturating_sub(FAR)..at).any(|before| self.is_one_of(before, list))
    }

    /// Whether a word is a number with a counter, which may be the next word, or says which digits
    /// are meant: `앞2자리는`.
    pub(super) fn is_counted(&self, at: usize) -> bool {
        let word = self.word(at);
        word.contains("자리")
            || is_count(&word)
            || is_count(&format!("{word}{}", self.word(at + 1)))
    }

    /// Where the secret is in a word, or in the quotes that it begins with, if it is one.
    pub(super) fn secret(&self, at: usize, certainty: Certainty) -> Option<Range<usize>> {
        let range = self.words.get(at)?.clone();
        if let Some(inside) = quoted(self.text, range.start).filter(|inside| !inside.is_empty()) {
            return (certainty != Certainty::Likely).then_some(inside);
        }
        let word = self.text.get(range.clone())?;
        let is_edge = |one: &&char| is_quote(**one) || matches!(one, '(' | '[' | '<' | '*');
        let start = word.iter().take_while(is_edge).count();
        let is_end = |one: &&char| is_edge(one) || ".,;:)]>".contains(**one);
        let end = word.len() - word.iter().rev().take_while(is_end).count();
        let word = word.get(start..end).filter(|word| !word.is_empty())?;
        // `qz12입니다`
        let is_latin = |one: &&char| !is_hangul(**one);
        let length = match word.iter().take_while(is_latin).count() {
            0 => word.len(),
            length => length,
        };
        let text: String = word.iter().collect();
        let is_plain = is_ordinary(&text) || is_word(&text) || self.is_counted(at);
        let hides = match certainty {
            Certainty::Whatever => true,
            _ if is_plain => false,
            Certainty::Sure => word.iter().any(|one| one.is_alphanumeric()),
            Certainty::Likely => looks_secret(word),
        };
        let start = range.start + start;
        hides.then_some(start..start + length)
    }
}

/// Whether a word is said of secrets, and is none.
pub(super) fn is_ordinary(word: &str) -> bool {
    ORDINARY.contains(&&*word.to_lowercase())
}

/// Whether a word may be a secret by its characters: it has digits, and is no short number, or what
/// is in no word.
fn looks_secret(word: &[char]) -> bool {
    let digits = word.iter().filter(|one| one.is_ascii_digit()).count();
    let is_number = digits == word.len();
    let is_code = word.iter().any(|one| "()[]{}=/\\\"'`<>".contains(*one));
    let has_marks = word.iter().any(|one| "!@#$%^&*".contains(*one));
    !is_code && ((digits > 0 && (!is_number || digits > 2)) || has_marks)
}
