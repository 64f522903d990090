//! Secrets in sentences and files of words: `password is …`, `비밀번호는 …`, `ENV PASSWORD …`,
//! `login u password …`, `IDENTIFIED BY …`.

use std::ops::Range;

use super::value::quoted;
use super::{is_quote, mark_value};
use crate::report::mask::Hide;
use crate::report::mask::korean::{is_count, is_hangul, is_word};

/// The ends of words whose values people choose.
const KEYS: &[&str] = &[
    "password",
    "passwd",
    "passcode",
    "passphrase",
    "pwd",
    "secret",
    "token",
    "apikey",
    "api_key",
    "api-key",
    "accesskey",
    "access_key",
    "secretkey",
    "secret_key",
    "privatekey",
    "private_key",
    "requirepass",
    "masterauth",
    "비밀번호",
    "비번",
    "암호",
    "패스워드",
    "토큰",
    "시크릿",
    "인증번호",
    "인증코드",
];

/// The same as whole words.
const WORDS: &[&str] = &["pw", "pin", "otp", "cvc", "cvv"];

/// What makes `key` and `code` one.
const KINDS: &[&str] =
    &["api", "access", "secret", "private", "auth", "otp", "pin", "verification", "security"];

/// What follows a Korean key.
const PARTICLES: &[&str] = &["는", "은", "이", "가", "를", "을", "도", "로"];

const VERBS: &[&str] = &["is", "was", "are", "be", "=", "-", "–", "—", "=>", "->"];

/// What comes before `be` or `been`.
const MODALS: &[&str] = &["should", "must", "will", "has", "have", "can"];

const FILLERS: &[&str] =
    &["be", "been", "now", "currently", "still", "set", "to", "changed", "reset", "just"];

/// What is done before `to …`.
const CHANGES: &[&str] =
    &["set", "sets", "setting", "change", "changed", "reset", "update", "updated"];

const PREPOSITIONS: &[&str] = &["for", "of", "on", "at", "in"];

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
    "different",
    "disabled",
    "empty",
    "enabled",
    "encrypted",
    "expired",
    "false",
    "for",
    "from",
    "given",
    "hashed",
    "hidden",
    "id",
    "if",
    "in",
    "incorrect",
    "invalid",
    "it",
    "longer",
    "mandatory",
    "masked",
    "missing",
    "needed",
    "never",
    "nil",
    "no",
    "none",
    "not",
    "null",
    "of",
    "ok",
    "okay",
    "on",
    "only",
    "optional",
    "or",
    "our",
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
    "strong",
    "that",
    "the",
    "their",
    "then",
    "this",
    "to",
    "too",
    "true",
    "undefined",
    "unknown",
    "unset",
    "used",
    "valid",
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

/// Marks secrets that only words or blanks are between and their keys.
pub(in crate::report::mask) fn mark_sentences(text: &[char], marks: &mut [Hide]) {
    let mut start = 0;
    for line in text.split(|one| *one == '\n') {
        let line = Words::of(line);
        for at in 0..line.words.len() {
            if let Some(value) = line.value_behind(at) {
                let value = start + value.start..start + value.end;
                mark_value(text, value, Hide::Secret, marks);
            }
        }
        start += line.text.len() + 1;
    }
}

/// How sure it is that what follows is a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Certainty {
    /// Only what looks like a secret is one.
    Likely,
    /// It is one unless it is an ordinary word.
    Sure,
    /// Whatever it is.
    Whatever,
}

/// The words of a line.
struct Words<'t> {
    text: &'t [char],
    words: Vec<Range<usize>>,
}

impl<'t> Words<'t> {
    fn of(text: &'t [char]) -> Self {
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
    fn word(&self, at: usize) -> String {
        /// Keys and words between them are no longer, in characters.
        const LONGEST: usize = 64;
        let word = self.words.get(at).and_then(|range| self.text.get(range.clone()));
        let word = word.filter(|word| word.len() <= LONGEST).unwrap_or_default();
        word.iter().flat_map(|one| one.to_lowercase()).collect()
    }

    fn is_one_of(&self, at: usize, list: &[&str]) -> bool {
        list.contains(&&*self.word(at))
    }

    /// Whether one of these words is not far before a place.
    fn is_behind(&self, at: usize, list: &[&str]) -> bool {
        const FAR: usize = 8;
        (at.saturating_sub(FAR)..at).any(|before| self.is_one_of(before, list))
    }

    /// Where the secret is that the word at a place announces.
    fn value_behind(&self, at: usize) -> Option<Range<usize>> {
        let first = self.text.get(self.words.get(at)?.start)?;
        let begins_key = |one: char| one.is_alphabetic() || matches!(one, '-' | '_' | '"' | '\'');
        if !begins_key(*first) {
            return None;
        }
        let word = self.word(at);
        if word == "by" && self.is_behind(at, &["identified"]) {
            return self.secret(at + 1, Certainty::Sure);
        }
        // `API key: …`, `비밀번호(임시): …`
        let ended = word.trim_end_matches([':', '：', '=']);
        let name =
            ended.strip_suffix(')').and_then(|it| it.split_once('(')).map_or(ended, |it| it.0);
        let (is_key, has_particle) = self.key(at, name);
        if !is_key {
            return None;
        }
        if ended.len() < word.len() {
            return self.secret(at + 1, Certainty::Sure);
        }
        let is_korean = word.contains(is_hangul);
        if self.is_one_of(at + 1, VERBS) || self.word(at + 1) == "is:" {
            let fillers = (at + 2..).take_while(|next| self.is_one_of(*next, FILLERS)).count();
            return self.secret(at + 2 + fillers, Certainty::Sure);
        }
        if self.is_one_of(at + 1, MODALS) && self.is_one_of(at + 2, &["be", "been"]) {
            let fillers = (at + 2..).take_while(|next| self.is_one_of(*next, FILLERS)).count();
            return self.secret(at + 2 + fillers, Certainty::Likely);
        }
        if self.is_one_of(at + 1, &["to", "as"]) {
            let is_changed = self.is_behind(at, CHANGES);
            let certainty = if is_changed { Certainty::Sure } else { Certainty::Likely };
            return self.secret(at + 2, certainty);
        }
        if let Some(colon) = self.colon(at + 1, is_korean) {
            return self.secret(colon + 1, Certainty::Sure);
        }
        let certainty = match () {
            () if self.is_set(at) => Certainty::Whatever,
            () if has_particle || is_korean => Certainty::Sure,
            () => Certainty::Likely,
        };
        self.secret(at + 1, certainty)
    }

    /// Whether a word is a key, and whether it has a particle.
    fn key(&self, at: usize, word: &str) -> (bool, bool) {
        let stem = PARTICLES.iter().find_map(|particle| word.strip_suffix(particle));
        let stem = stem.filter(|stem| stem.ends_with(is_hangul));
        let has_particle = stem.is_some();
        let key = stem.unwrap_or(word).trim_matches(is_quote);
        let is_kind = || {
            let before = at.checked_sub(1).map(|before| self.word(before)).unwrap_or_default();
            matches!(key, "key" | "code") && KINDS.contains(&&*before)
        };
        let is_key = KEYS.iter().any(|end| key.ends_with(end)) || WORDS.contains(&key) || is_kind();
        (is_key, has_particle)
    }

    /// Whether what is before a key says that its value follows: a command that sets it, or the name
    /// of who logs in.
    fn is_set(&self, key: usize) -> bool {
        const COMMANDS: &[&str] = &["setx", "setenv", "env", "arg", "config", "configure"];
        const NAMES: &[&str] = &["login", "user", "username"];
        let before = |count: usize| key.checked_sub(count).map(|at| self.word(at));
        let last = before(1).unwrap_or_default();
        let is_last = key + 2 == self.words.len();
        let is_option = last.starts_with('-') && self.is_behind(key, &["set"]);
        is_option
            || self.is_behind(key, COMMANDS)
            || (last == "set" && is_last)
            || before(2).is_some_and(|name| NAMES.contains(&&*name))
    }

    /// The word that ends with a colon, where what is before it says what the key is for.
    fn colon(&self, from: usize, is_korean: bool) -> Option<usize> {
        /// This many words may be before it.
        const MOST: usize = 5;
        let is_for =
            is_korean || self.is_one_of(from, PREPOSITIONS) || self.word(from).starts_with('(');
        let mut words = (from..self.words.len()).take(MOST).filter(|_| is_for);
        let ends = |at: usize| self.word(at).ends_with([':', '：', '=', ',', '.', ';']);
        let end = words.find(|at| ends(*at))?;
        self.word(end).ends_with([':', '：', '=']).then_some(end)
    }

    /// Where the secret is in a word, or in the quotes that it begins with, if it is one.
    fn secret(&self, at: usize, certainty: Certainty) -> Option<Range<usize>> {
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
        let is_plain =
            ORDINARY.contains(&&*text.to_lowercase()) || is_word(&text) || is_count(&text);
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

/// Whether a word may be a secret by its characters: it has digits, and is no short number, or what
/// is in no word.
fn looks_secret(word: &[char]) -> bool {
    let digits = word.iter().filter(|one| one.is_ascii_digit()).count();
    let is_number = digits == word.len();
    let is_code = word.iter().any(|one| "()[]{}=/\\\"'`<>".contains(*one));
    let has_marks = word.iter().any(|one| "!@#$%^&*".contains(*one));
    !is_code && ((digits > 0 && (!is_number || digits > 2)) || has_marks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::mask::notation::hidden;

    #[test]
    fn secrets_in_sentences_are_known() {
        for (text, secret) in [
            ("The password is ab.", "ab"),
            ("my passwords? API key is now \"a b\"; x", "ab"),
            ("db_password was set to ab, then", "ab"),
            ("password for the shop at home: ab", "ab"),
            ("password (old): ab", "ab"),
            ("reset the password to ab\npassword to log in", "ab"),
            ("password a1b password ab", "a1b"),
            ("API key: ab; OTP code is 123456", "ab123456"),
            ("password must be a1b, password must be changed", "a1b"),
            ("비밀번호(임시): ab 인증번호는 1234", "ab1234"),
            ("비밀번호는 ab12입니다. 암호 cd", "ab12cd"),
            ("비밀번호가 틀렸습니다. 비밀번호는 8자 이상, 비밀번호 변경 후: ab", "ab"),
            ("machine h login u password ab", "ab"),
            ("setx PASSWORD ab\nset -gx PASSWORD cd\nENV PASSWORD ef", "abcdef"),
            ("CREATE USER u IDENTIFIED WITH sha2 BY 'a b' x", "ab"),
            ("IDENTIFIED BY ab ACCOUNT UNLOCK", "ab"),
        ] {
            assert_eq!(hidden(mark_sentences, text), secret, "{text}");
        }
    }

    #[test]
    fn what_is_said_of_secrets_is_none() {
        for text in [
            "password is required, the token is not valid; token expired",
            "password reset link; 2 tokens; PIN 4 digits; token count: 3",
            "비밀번호 확인, 비밀번호는 필수, 토큰 만료, 암호 3회",
            "sort by name; a spinner and a pin",
        ] {
            assert_eq!(hidden(mark_sentences, text), "", "{text}");
        }
    }
}
