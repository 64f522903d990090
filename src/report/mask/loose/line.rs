//! One line of a text that is no JSON: which values its keys hide.

use super::literal::{
    QUOTES, continues_path, ends_comment, goes_on, has_other, is_assigned, is_call, is_constant,
    is_exported, is_key, is_number, is_pair, is_syntax, is_unfinished, literal, mark_literal,
    names_element, number, passes_on, starts_comment,
};
use super::{KeyMeaning, Loose, OpenBracket};
use crate::report::mask::address::mark_address;
use crate::report::mask::hide::{Hide, raise};
use crate::report::mask::numbers::mark_numbers;
use crate::report::mask::values::{Caution, mark};

/// The longest text in quotes that is looked at as a key, in characters.
const LONGEST_KEY: usize = 64;

/// A line, as far as it is read.
pub(super) struct Line<'l, 'v> {
    loose: &'l mut Loose<'v>,
    line: &'l [char],
    /// Where it begins.
    start: usize,
    marks: &'l mut [Hide],
    at: usize,
    /// The quote of the present string, and how many brackets are open around it.
    quote: Option<(char, usize)>,
    /// What is hidden of the whole present string.
    hide_quoted: Hide,
    /// Whether code is inserted into a template.
    is_inserted: bool,
    /// Where a string is never closed, what is in quotes is unknown.
    has_odd_quotes: bool,
    /// Whether some of the present key's value was read.
    has_value: bool,
    is_comment: bool,
    /// The end of the last string that a condition decides for: it is no key.
    chosen_end: usize,
}

impl<'l, 'v> Line<'l, 'v> {
    pub(super) fn new(
        loose: &'l mut Loose<'v>,
        line: &'l [char],
        start: usize,
        marks: &'l mut [Hide],
    ) -> Self {
        let count = |quote: &char| line.iter().filter(|one| *one == quote).count();
        let has_odd_quotes = QUOTES.iter().any(|quote| count(quote) % 2 == 1);
        let is_comment = loose.is_comment;
        if loose.is_code && goes_on(line) {
            loose.hide = loose.hide.max(loose.hide_before);
        }
        Self {
            loose,
            line,
            start,
            marks,
            at: 0,
            quote: None,
            hide_quoted: Hide::Nothing,
            is_inserted: false,
            has_odd_quotes,
            has_value: false,
            is_comment,
            chosen_end: 0,
        }
    }

    /// Hides the values of sensitive keys. A value ends with its line, unless it is still to come.
    pub(super) fn read(mut self) {
        while let Some(rest) = self.line.get(self.at..).filter(|rest| !rest.is_empty()) {
            let is_letter = |one: &&char| one.is_alphanumeric() || matches!(one, '_' | '$');
            let length = rest.iter().take_while(is_letter).count();
            let length = match (self.quote, rest.get(length)) {
                // `name${…}`: `$` is no letter.
                (Some(('`', _)), Some('{')) if length > 1 && rest.get(length - 1) == Some(&'$') => {
                    length - 1
                }
                _ => length,
            };
            self.at += match length {
                _ if self.inserts(rest) => 2,
                0 => self.punctuation(rest),
                _ => self.word(rest, length),
            };
        }
        self.loose.hide_before = self.loose.hide;
        let goes_on = match self.loose.is_code {
            true => is_unfinished(self.line),
            false => !self.has_value,
        };
        if !goes_on {
            self.loose.hide = self.loose.around();
        }
    }

    /// Reads a word, a number or a key, and returns how long it is.
    fn word(&mut self, rest: &[char], length: usize) -> usize {
        let (word, after) = rest.split_at(length);
        let text: String = word.iter().collect();
        let is_key = is_key(after)
            || (self.loose.is_code && (has_other(after) || is_exported(&text, after)));
        if is_key && self.at >= self.chosen_end && !self.is_chosen() {
            self.key(&text, after);
            return length;
        }
        let is_code = self.loose.is_code && self.quote.is_none() && !self.is_comment;
        if is_code && word.first().is_some_and(|first| first.is_numeric()) {
            let length = number(rest).max(length);
            self.number(rest.get(..length).unwrap_or_default());
            return length;
        }
        if is_code && !self.has_odd_quotes {
            self.name(text, after);
        } else if self.loose.hide != Hide::Nothing
            && !self.loose.is_plain(&text)
            && !(self.is_comment && is_constant(&text))
        {
            self.hide(length);
            // In a comment other words follow the value.
            self.loose.hide = match self.is_comment && self.quote.is_none() {
                true => Hide::Nothing,
                false => self.loose.hide,
            };
        }
        self.has_value |= self.loose.hide != Hide::Nothing;
        length
    }

    /// Learns a name of the code that is given to the present key.
    fn name(&mut self, name: String, after: &[char]) {
        let before = self.line.get(..self.at).unwrap_or_default();
        let is_part = before.iter().rev().find(|one| **one != '?') == Some(&'.');
        if self.loose.is_value && !is_call(after) && !continues_path(after) {
            self.loose.give(name, is_part);
        }
    }

    /// Hides a number of code where its key does not say that it is none of a card or an account.
    fn number(&mut self, characters: &[char]) {
        let is_called = self.line.get(..self.at).is_some_and(|before| {
            let before: String = before.iter().rev().take(7).collect();
            before.starts_with("(etaD") || before.starts_with(".")
        });
        let hides = self.loose.hide == Hide::Secret
            || (self.loose.hide == Hide::Personal && characters.len() > 3)
            || (!is_called && is_number(characters, self.loose.key));
        if hides {
            self.hide(characters.len());
        }
        self.has_value |= self.loose.hide != Hide::Nothing;
    }

    fn hide(&mut self, length: usize) {
        let hide = match self.loose.hide {
            Hide::Nothing => Hide::Secret,
            hide => hide,
        };
        raise(self.marks, self.at..self.at + length, hide);
    }

    /// Whether what comes is the first of two values that a condition decides between.
    fn is_chosen(&self) -> bool {
        let before = self.line.get(..self.at).unwrap_or_default();
        let last = before.iter().rposition(|one| !one.is_whitespace());
        let is_apart = last.is_some_and(|last| last + 1 < self.at);
        let is_doubled = last.and_then(|last| before.get(last.checked_sub(1)?)) == Some(&'?');
        self.loose.is_code
            && self.quote.is_none()
            && is_apart
            && !is_doubled
            && last.and_then(|last| before.get(last)) == Some(&'?')
    }

    /// Begins the value of a key.
    fn key(&mut self, key: &str, after: &[char]) {
        let before = self.loose.hide;
        // `secret = a ?? "…"`: the other value is the secret as well.
        let is_other = self.loose.is_code && !is_key(after) && has_other(after);
        let is_typed = self.loose.is_annotated
            && self.loose.is_value
            && self.loose.is_code
            && self.quote.is_none();
        self.loose.begin(key, self.start + self.at, after);
        if is_other {
            self.loose.hide = self.loose.hide.max(before);
        }
        let before_key = self.line.get(..self.at).unwrap_or_default();
        let is_whole = !before_key.ends_with(&['-']);
        if self.loose.is_code && key == "name" && is_whole && names_element(after) {
            self.loose.hide = self.loose.around();
        }
        if is_typed && !self.has_value && is_assigned(after) {
            // A type's name: the key is that before it.
            self.loose.hide = before;
        }
        if self.loose.is_code && self.quote.is_some() {
            let depth = self.quote.map_or(0, |(_, depth)| depth);
            let is_inside = self.loose.levels.len() > depth;
            let around = if is_inside { self.loose.around() } else { Hide::Nothing };
            self.loose.hide = self.loose.own.max(self.hide_quoted).max(around);
        }
        self.has_value = false;
        if !self.loose.is_code {
            self.show(after);
        }
    }

    /// Shows what a key of an identifier or an amount holds, if it is no card's number; of an
    /// address, not what follows its path.
    fn show(&mut self, after: &[char]) {
        let is_between = |one: &&char| is_syntax(**one) && !matches!(one, '"' | '\'' | '`');
        let (closing, after) = match after.split_first() {
            Some((quote, after)) if QUOTES.contains(quote) => (1, after),
            _ => (0, after),
        };
        let skipped = after.iter().take_while(is_between).count();
        let start = self.line.len() - after.len() + skipped;
        let value = after.get(skipped..).unwrap_or_default();
        let is_text = value.first().is_some_and(|first| QUOTES.contains(first));
        let (start, value) = match is_text {
            true => (start + 1, literal(value)),
            false if self.loose.key == KeyMeaning::Address => {
                let length = value.iter().take_while(|one| !one.is_whitespace()).count();
                (start, value.get(..length).unwrap_or_default())
            }
            false => (start, value.get(..number(value)).unwrap_or_default()),
        };
        let marks = self.marks.get_mut(start..start + value.len()).unwrap_or_default();
        let caution = match self.loose.key {
            KeyMeaning::Address => return mark_address(value, marks),
            KeyMeaning::Identifier if is_text => Caution::IDENTIFIER,
            KeyMeaning::Amount if !is_text => Caution::AMOUNT,
            _ => return,
        };
        if closing + skipped == 0 || value.iter().any(|one| is_syntax(*one)) {
            return;
        }
        marks.fill(Hide::Nothing);
        mark(value, caution, marks);
    }

    /// Reads what is no word, and returns how long it is.
    fn punctuation(&mut self, rest: &[char]) -> usize {
        let Some(first) = rest.first() else { return 1 };
        let is_code = self.loose.is_code;
        if is_code && self.quote.is_some() && *first == '\\' {
            // The quote after it ends nothing.
            return 1 + usize::from(rest.get(1).is_some_and(|next| QUOTES.contains(next)));
        }
        if is_code && self.comment(rest) {
            return 2;
        }
        self.loose.is_value &= self.quote.is_some() || !matches!(first, ',' | ';' | ')' | '}');
        match self.quote {
            Some((open, depth)) if open == *first => {
                self.quote = None;
                if is_code {
                    self.loose.levels.truncate(depth);
                }
            }
            None if self.is_inserted && *first == '}' => {
                (self.quote, self.is_inserted) = (Some(('`', self.loose.levels.len())), false);
            }
            None if QUOTES.contains(first) => return self.open_quote(rest, *first),
            None if is_code && *first == ',' => {
                self.loose.key = KeyMeaning::Other;
                self.loose.hide = match self.is_comment {
                    true => Hide::Nothing,
                    false => self.loose.around(),
                };
            }
            _ => {
                if self.loose.hide == Hide::Secret && self.quote.is_some() && !is_syntax(*first) {
                    self.hide(1);
                }
                if !self.is_comment {
                    self.bracket(*first, rest.get(1..).unwrap_or_default());
                }
            }
        }
        1
    }

    /// Whether code begins here that is inserted into a template.
    fn inserts(&mut self, rest: &[char]) -> bool {
        let inserts = self.loose.is_code
            && matches!(self.quote, Some(('`', _)))
            && rest.starts_with(&['$', '{']);
        if inserts {
            (self.quote, self.is_inserted) = (None, true);
        }
        inserts
    }

    /// Whether a comment begins or ends here.
    fn comment(&mut self, rest: &[char]) -> bool {
        let before = self.at.checked_sub(1).and_then(|at| self.line.get(at));
        if self.loose.is_comment && ends_comment(rest) {
            (self.loose.is_comment, self.is_comment, self.quote) = (false, false, None);
            self.loose.hide = self.loose.around();
            return true;
        }
        if self.quote.is_some() || self.is_comment || before == Some(&':') {
            return false;
        }
        let Some(is_block) = starts_comment(rest) else { return false };
        (self.loose.is_comment, self.is_comment) = (is_block, true);
        self.loose.hide = Hide::Nothing;
        true
    }

    /// Begins a string, or reads a key in quotes.
    fn open_quote(&mut self, rest: &[char], quote: char) -> usize {
        let inside = literal(rest);
        let after = rest.get(1 + inside.len()..).unwrap_or_default();
        if self.is_chosen() {
            self.chosen_end = self.at + inside.len() + 1;
        } else if !inside.is_empty() && inside.len() <= LONGEST_KEY {
            let key: String = inside.iter().collect();
            let before = self.line.get(..self.at).unwrap_or_default();
            let is_pair = self.loose.is_code && is_pair(before, &key, after);
            if is_key(after) || is_pair {
                let marks = self.marks.get_mut(self.at + 1..).unwrap_or_default();
                mark_numbers(inside, Caution::UNKNOWN, marks);
                self.key(&key, after);
                return inside.len() + 2 + usize::from(is_pair);
            }
        }
        self.quote = Some((quote, self.loose.levels.len()));
        self.hide_quoted = self.loose.hide;
        if self.loose.is_code {
            mark_literal(rest, self.loose.key, self.marks.get_mut(self.at..).unwrap_or_default());
        }
        1
    }

    /// The function that is called with what the bracket here has; `None`: it is no call.
    fn callee(&self) -> Option<String> {
        let before = self.line.get(..self.at).unwrap_or_default();
        let is_letter = |one: &&char| one.is_alphanumeric() || matches!(one, '_' | '$');
        let length = before.iter().rev().take_while(is_letter).count();
        let (before, name) = before.split_at(before.len() - length);
        match before.last() {
            // `f?.(x)`, `f<T>(x)`
            Some('.') | Some('>') if name.is_empty() => {
                (!before.ends_with(&['=', '>'])).then(String::new)
            }
            _ => Some(name.iter().collect()).filter(|name: &String| !name.is_empty()),
        }
    }

    /// Keeps count of brackets, and of what is hidden in them.
    fn bracket(&mut self, character: char, after: &[char]) {
        if self.quote.is_none() && matches!(character, ',' | ';' | '(' | '{') {
            self.loose.key = KeyMeaning::Other;
        }
        match character {
            '{' | '[' | '(' => {
                let callee =
                    if character == '(' && self.loose.is_code { self.callee() } else { None };
                let next = after.iter().find(|one| !one.is_whitespace());
                let is_group =
                    character != '(' || next.is_some_and(|next| matches!(next, '{' | '['));
                let level = match self.loose.is_value && is_group {
                    true => self.loose.inside,
                    false => self.loose.levels.last().copied().unwrap_or_default(),
                };
                self.loose.levels.push(OpenBracket { outside: self.loose.hide, ..level });
                if callee.is_some_and(|callee| !passes_on(&callee)) {
                    // What a function is called with is not what it returns.
                    (self.loose.hide, self.loose.is_value) = (level.hide, false);
                }
                self.loose.hide = self.loose.hide.max(level.hide);
            }
            '}' | ']' | ')' => {
                let left = self.loose.levels.pop().unwrap_or_default();
                if character == ')' {
                    self.loose.hide = left.outside;
                } else if left.hide != Hide::Nothing {
                    self.loose.hide = self.loose.around();
                }
            }
            _ => {}
        }
    }
}
