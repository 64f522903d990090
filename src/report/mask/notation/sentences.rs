//! Secrets in sentences and files of words: `password is …`, `비밀번호는 …`, `ENV PASSWORD …`,
//! `login u password …`, `IDENTIFIED BY …`.

use std::ops::Range;

use super::digits::numbers_after;
use super::marks::{is_quote, mark_value};
use super::value::quoted;
use super::words::{Certainty, Words};
use crate::report::mask::hide::Hide;
use crate::report::mask::korean::{is_hangul, without_particle};

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

const VERBS: &[&str] = &["is", "was", "are", "be", "=", "-", "–", "—", "=>", "->"];

/// What comes before `be` or `been`.
const MODALS: &[&str] = &["should", "must", "will", "has", "have", "can"];

const FILLERS: &[&str] =
    &["be", "been", "now", "currently", "still", "set", "to", "changed", "reset", "just"];

/// What is between `to` and a value that a test expects.
const EQUALS: &[&str] = &["be", "equal", "eq", "match", "contain"];

/// What is done before `to …`.
const CHANGES: &[&str] =
    &["set", "sets", "setting", "change", "changed", "reset", "update", "updated"];

/// What is done with a secret before `as …`.
const USES: &[&str] =
    &["use", "uses", "used", "using", "with", "enter", "entered", "type", "typed", "set", "sent"];

/// What is between `as` and a key.
const ARTICLES: &[&str] = &["the", "a", "my", "your", "our", "its", "new", "default", "admin"];

/// What comes before a secret somewhere after `identified`.
const BY: &[&str] = &["by", "as", "using", "replace"];

const PREPOSITIONS: &[&str] = &["for", "of", "on", "at", "in"];

/// Marks secrets that only words or blanks are between and their keys.
pub(in crate::report::mask) fn mark_sentences(text: &[char], marks: &mut [Hide]) {
    let mut start = 0;
    for line in text.split(|one| *one == '\n') {
        let line = Words::of(line);
        for at in 0..line.words.len() {
            let values = line.value_before(at).into_iter().chain(line.value_after(at));
            for value in values.chain(numbers_after(&line, at)) {
                let value = start + value.start..start + value.end;
                mark_value(text, value, Hide::Secret, marks);
            }
        }
        start += line.text.len() + 1;
    }
}

impl Words<'_> {
    /// Where the secret is that the word at a place announces.
    fn value_after(&self, at: usize) -> Option<Range<usize>> {
        let first = self.text.get(self.words.get(at)?.start)?;
        let begins_key = |one: char| one.is_alphabetic() || matches!(one, '-' | '_' | '"' | '\'');
        if !begins_key(*first) {
            return None;
        }
        let word = self.word(at);
        if BY.contains(&&*word) && self.is_after(at, &["identified"]) {
            return self.secret(at + 1, Certainty::Sure);
        }
        // `password changed from … to …`
        let is_changed = |key: usize| {
            self.key(key, &self.word(key))
                && self.is_one_of(key + 1, CHANGES)
                && self.is_one_of(key + 2, &["from"])
        };
        if word == "to" && at.checked_sub(4).is_some_and(is_changed) {
            return self.quoted_or_likely(at + 1);
        }
        if is_changed(at) {
            return self.quoted_or_likely(at + 3);
        }
        // `API key: …`, `비밀번호(임시): …`
        let ended = word.trim_end_matches([':', '：', '=']);
        let name =
            ended.strip_suffix(')').and_then(|it| it.split_once('(')).map_or(ended, |it| it.0);
        if !self.key(at, name) {
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
            let is_changed = self.is_after(at, CHANGES);
            let certainty = if is_changed { Certainty::Sure } else { Certainty::Likely };
            let equals = (at + 2..).take_while(|next| self.is_one_of(*next, EQUALS)).count();
            let is_typed = equals == 0 && self.is_one_of(at + 3, &["="]);
            return match (is_typed, equals) {
                (true, _) => self.quoted_or_likely(at + 4),
                (false, 0) => self.secret(at + 2, certainty),
                (false, _) => self.quoted_or_likely(at + 2 + equals),
            };
        }
        // With its type between: `const password string = …`
        if self.is_one_of(at + 2, &["="]) {
            return self.quoted_or_likely(at + 3);
        }
        if self.is_one_of(at + 1, PREPOSITIONS) && self.is_one_of(at + 3, &["is", "was"]) {
            return self.secret(at + 4, Certainty::Sure);
        }
        if let Some(colon) = self.colon(at + 1, is_korean) {
            return self.secret(colon + 1, Certainty::Sure);
        }
        let is_said = is_korean && name.chars().next().is_some_and(is_hangul);
        let certainty = match () {
            () if self.is_set(at) => Certainty::Whatever,
            () if is_said || name.ends_with(['는', '은']) => Certainty::Sure,
            () => Certainty::Likely,
        };
        self.secret(at + 1, certainty)
    }

    /// Where the secret is in a word that is one if it looks so, or is in quotes.
    fn quoted_or_likely(&self, at: usize) -> Option<Range<usize>> {
        let first = self.text.get(self.words.get(at)?.start)?;
        let is_sure = is_quote(*first);
        self.secret(at, if is_sure { Certainty::Sure } else { Certainty::Likely })
    }

    /// Where the secret is of which the word at a place says what it is: `use … as password`,
    /// `…를 비밀번호로`.
    fn value_before(&self, at: usize) -> Option<Range<usize>> {
        let word = self.word(at);
        let word = word.trim_end_matches([',', '.', ';', ')', '!', '?']);
        if !self.key(at, word) {
            return None;
        }
        let before = at.checked_sub(1)?;
        if word.ends_with('로') && self.word(before).ends_with(['를', '을']) {
            return self.secret(before, Certainty::Sure);
        }
        let articles = (0..=before).rev().take_while(|at| self.is_one_of(*at, ARTICLES)).count();
        let verb = before.checked_sub(articles)?;
        let value = verb.checked_sub(1)?;
        if articles > 0 && self.word(verb) == "is" {
            return self.secret(value, Certainty::Likely);
        }
        if self.word(verb) != "as" {
            return None;
        }
        if self.text.get(self.words.get(value)?.end - 1).is_some_and(|one| is_quote(*one)) {
            return self.quotes_ending(value);
        }
        let is_used = value.checked_sub(1).is_some_and(|verb| self.is_one_of(verb, USES));
        self.secret(value, Certainty::Sure).filter(|_| is_used)
    }

    /// What is in the quotes that end with a word.
    fn quotes_ending(&self, at: usize) -> Option<Range<usize>> {
        /// Words in quotes are no more than this.
        const MOST: usize = 4;
        let end = self.words.get(at)?.end;
        let starts = (0..=at).rev().take(MOST).filter_map(|at| self.words.get(at));
        let mut inside = starts.filter_map(|word| quoted(self.text, word.start));
        inside.find(|inside| inside.end < end && inside.end + 3 > end)
    }

    /// Whether a word is a key, with a particle or without.
    fn key(&self, at: usize, word: &str) -> bool {
        let key = without_particle(word).trim_matches(is_quote);
        let is_kind = || {
            let before = at.checked_sub(1).map(|before| self.word(before)).unwrap_or_default();
            matches!(key, "key" | "code") && KINDS.contains(&&*before)
        };
        KEYS.iter().any(|end| key.ends_with(end)) || WORDS.contains(&key) || is_kind()
    }

    /// Whether what is before a key says that its value follows: a command that sets it, or the name
    /// of who logs in.
    fn is_set(&self, key: usize) -> bool {
        const COMMANDS: &[&str] = &["setx", "setenv", "env", "arg", "config", "configure"];
        const NAMES: &[&str] = &["login", "user", "username", "id"];
        let before = |count: usize| key.checked_sub(count).map(|at| self.word(at));
        let last = before(1).unwrap_or_default();
        let is_last = key + 2 == self.words.len();
        let is_option = last.starts_with('-') && self.is_after(key, &["set"]);
        is_option
            || self.is_after(key, COMMANDS)
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::mask::notation::marks::hidden;

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
            ("IDENTIFIED BY ab REPLACE cd ACCOUNT UNLOCK", "abcd"),
            ("IDENTIFIED VIA x USING 'ab'; the password for bob is cd; ID u PW ef", "abcdef"),
            ("a1 is the password, use bc as the password; type \"d e\" as the token.", "a1bcde"),
            ("ab1을 비밀번호로, 이것을 비밀번호로", "ab1"),
            ("set password ab", "ab"),
            ("token 123, token 12", "123"),
            ("비밀번호: 가나1", "가나1"),
            ("password changed from a1b to c2d, token updated from e3 to null", "a1bc2de3"),
            ("expected password to equal \"a1b\", token to be c2d", "a1bc2d"),
            ("Const pwd As String = \"a1b\"\nconst password string = \"c2d\"", "a1bc2d"),
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
            "sort by name; a spinner and a pin; this is the password; known as the token",
            "set password fields first; a1 is password; token f(1); x1 비밀번호로",
            "password changed from settings to profile; token to be sent, expected token to equal x",
            "use it as a password, tokens as a list; the password for bob is required",
        ] {
            assert_eq!(hidden(mark_sentences, text), "", "{text}");
        }
    }
}
