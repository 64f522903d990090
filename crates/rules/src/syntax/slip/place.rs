//! A place in a rule file where something else was expected.

use crate::syntax::mistake::Token;

/// Where something else was expected.
pub(super) struct Place<'t> {
    /// The text before it, without the white space at its end.
    pub(super) before: &'t str,
    pub(super) rest: &'t str,
    expected: &'t [Token],
    /// The word that is there; empty: there is a sign.
    pub(super) word: &'t str,
    /// What is before it is on another line.
    begins_line: bool,
}

impl<'t> Place<'t> {
    pub(super) fn new(before: &'t str, rest: &'t str, expected: &'t [Token]) -> Self {
        let end = rest.find(|c| !is_of_word(c)).unwrap_or(rest.len());
        let word = rest.get(..end).unwrap_or_default();
        let begins_line = before.trim_end_matches([' ', '\t']).ends_with('\n');
        Self { before: before.trim_end(), rest, expected, word, begins_line }
    }

    /// Whether a keyword or a sign could be there.
    pub(super) fn expects(&self, word: &str) -> bool {
        self.expected.iter().any(|token| matches!(token, Token::Keyword(found) if found == word))
    }

    pub(super) fn expects_kind(&self, kind: &Token) -> bool {
        self.expected.contains(kind)
    }

    pub(super) fn has_sign(&self, signs: &[char]) -> bool {
        self.rest.starts_with(signs)
    }

    /// Whether an arrow is there, as for what follows from a condition; of `->` the minus may be read.
    pub(super) fn has_arrow(&self) -> bool {
        ["=>", "⇒", "→"].iter().any(|arrow| self.rest.starts_with(arrow))
            || self.before.ends_with('-') && self.rest.starts_with("> ")
    }

    pub(super) fn has_word(&self, words: &[&str]) -> bool {
        words.iter().any(|word| word.eq_ignore_ascii_case(self.word))
    }

    /// Whether these words are right before it.
    pub(super) fn follows(&self, words: &str) -> bool {
        let start = self.before.strip_suffix(words);
        start.is_some_and(|start| !start.ends_with(is_of_word))
    }

    /// Whether the line begins with this word, and what follows is on it.
    pub(super) fn is_in_line_of(&self, keyword: &str) -> bool {
        let line = self.before.rsplit('\n').next().unwrap_or_default();
        let start = line.rfind(&format!("{keyword} ")).filter(|_| !self.begins_line);
        start.is_some_and(|start| {
            let before = line.get(..start).unwrap_or_default().trim_end();
            let after = line.get(start..).unwrap_or_default();
            (before.is_empty() || before.ends_with('}')) && !after.contains('{')
        })
    }

    /// Whether one of the three words before it is this one.
    pub(super) fn has_in_line(&self, word: &str) -> bool {
        self.words_before().take(3).any(|before| before == word)
    }

    /// The last words and names before it, the nearest first, back to the beginning of the line.
    pub(super) fn words_before(&self) -> impl Iterator<Item = &'t str> + use<'t> {
        let line = self.before.rsplit('\n').next().unwrap_or_default();
        line.rsplit(|c: char| !is_of_word(c) && c != '.').filter(|word| !word.is_empty())
    }
}

pub(super) fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-')
}
