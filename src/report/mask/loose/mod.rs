//! Texts that are no JSON, or no longer: source code, and what was meant to be a request. What
//! belongs to which key is known only as far as a line shows.

mod beside;
mod calls;
mod learnt;
mod line;
mod literal;
mod texts;

use std::cell::LazyCell;
use std::collections::HashMap;
use std::ops::Range;

use super::folded::Folded;
use super::hide::Hide;
use super::meanings::Meanings;
use super::names::{
    Meaning, carries, is_harmless_header, is_identifier, is_moment, is_no_secret, is_product,
    of_declared, of_unknown,
};
use super::notation::{MOST_SLASHES, last_name, mark_calls, mark_listed, secret_arguments};
use super::place::{Declared, Policy};
use super::values::{Caution, mark};
use super::vocabulary::Vocabulary;
use beside::named_keys;
use calls::{Calls, are_calls};
pub(super) use learnt::Names;
use line::Line;
use literal::{is_assigned, is_syntax};
use smartro_lint_rules::program::Program;
use smartro_lint_rules::suggest::is_within;
use texts::{are_listed, texts};

/// How much is looked at together, in bytes.
const CHUNK: usize = 64 << 10;

/// How such a text is gone through.
pub(super) struct Loose<'v> {
    meanings: Meanings<'v>,
    vocabulary: &'v Vocabulary,
    /// Whether words without quotes are names of the code, which say nothing of a customer.
    is_code: bool,
    pub(super) names: Names,
    /// What is hidden of the present key's value.
    hide: Hide,
    /// What the present key itself hides.
    own: Hide,
    /// What was hidden at the end of the line before.
    hide_before: Hide,
    /// Whether the present key's value goes on.
    is_value: bool,
    /// What the present key says of numbers.
    key: KeyMeaning,
    /// Whether a colon follows the present key: what comes may be its type.
    is_annotated: bool,
    /// What is in the brackets that the present key's value begins with.
    inside: OpenBracket,
    /// Whether names that are given to the present key hold what is hidden.
    learns: bool,
    /// Whether a name that is given to the present key holds what everybody may see.
    is_open: bool,
    /// The brackets around the present place.
    levels: Vec<OpenBracket>,
    /// Whether a comment of several lines goes on.
    is_comment: bool,
    calls: Calls,
    /// Where the keys are that are named beside, and what is hidden of their values.
    named: HashMap<usize, Hide>,
}

/// What is in brackets.
#[derive(Debug, Clone, Copy, Default)]
struct OpenBracket {
    /// What is hidden of all values.
    hide: Hide,
    /// Whether it is a product or the like: its name is no person's.
    is_product: bool,
    /// What is hidden of the value that the brackets are in.
    outside: Hide,
}

/// What a key says of the numbers in its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum KeyMeaning {
    Other,
    /// It has an amount, a count or a time.
    Amount,
    Identifier,
    Address,
}

impl<'v> Loose<'v> {
    pub(super) fn new(program: &'v Program, vocabulary: &'v Vocabulary, is_code: bool) -> Self {
        Self {
            meanings: Meanings::new(program),
            vocabulary,
            is_code,
            names: Names::default(),
            hide: Hide::Nothing,
            own: Hide::Nothing,
            hide_before: Hide::Nothing,
            is_value: false,
            key: KeyMeaning::Other,
            inside: OpenBracket::default(),
            is_annotated: false,
            learns: false,
            is_open: false,
            levels: Vec::new(),
            is_comment: false,
            calls: Calls::default(),
            named: HashMap::new(),
        }
    }

    /// Learns the names of what is given to sensitive keys, and of what is given to these.
    pub(super) fn learn(&mut self, code: &str) {
        /// Through how many names a value is followed.
        const ROUNDS: usize = 4;
        for _ in 0..ROUNDS {
            let known = self.names.clone();
            let mut round = Self::new(self.meanings.program, self.vocabulary, true);
            round.names = std::mem::take(&mut self.names);
            round.chunks(code, &mut |_, _| {});
            self.names = round.names;
            self.names.learn_renamed(code);
            if self.names == known {
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
        let is_plain = !self.is_code || are_calls(characters);
        mark(characters, if is_plain { Caution::CHOICE } else { Caution::CODE }, &mut marks);
        if self.is_code {
            self.named = named_keys(characters);
        }
        let mut at = 0;
        for line in characters.split_inclusive(|one| *one == '\n') {
            let end = at + line.len();
            let marks = marks.get_mut(at..end).unwrap_or_default();
            Line::new(self, line, at, marks).read();
            if self.is_code {
                self.calls.mark(line, marks);
            }
            at = end;
        }
        if !is_plain {
            let secrets = |function: &str| match self.names.of_call(last_name(function)) {
                Some(secret) => vec![secret],
                None => secret_arguments(function),
            };
            mark_calls(characters, secrets, &mut marks);
            let texts = texts(characters);
            for list in texts.chunk_by(|one, next| are_listed(characters, one, next)) {
                let [first, .., last] = list else { continue };
                let range = first.range().start - 1..last.range().end;
                let marks = marks.get_mut(range.clone()).unwrap_or_default();
                mark_listed(characters.get(range).unwrap_or_default(), marks);
            }
            for text in texts {
                let range = text.range();
                let marks = marks.get_mut(range.clone()).unwrap_or_default();
                text.mark(characters.get(range).unwrap_or_default(), marks);
            }
        }
        marks
    }

    /// What is hidden of all around the present place.
    fn around(&self) -> Hide {
        self.levels.last().map_or(Hide::Nothing, |level| level.hide)
    }

    /// Begins the value of a key.
    fn begin(&mut self, key: &str, at: usize, after: &[char]) {
        let is_assigned = is_assigned(after);
        let around = self.levels.last().copied().unwrap_or_default();
        let is_name = key == "name" && around.is_product;
        let own = if is_name || is_harmless_header(key) {
            Hide::Nothing
        } else {
            self.hidden_under(key, after, is_assigned)
        };
        let is_shown = own == Hide::Secret && is_no_secret(key, value_of(after));
        let own = if is_shown { Hide::Nothing } else { own };
        let named = self.named.get(&at).copied().unwrap_or_default();
        let own = own.max(named);
        let is_object = self.vocabulary.objects(key, self.meanings.program).next().is_some();
        let is_secret = self.vocabulary.secrets().any(|name| name == key);
        let holds =
            !is_object && (carries(key) || !self.is_code) || is_secret || named > Hide::Nothing;
        let inside = if holds { own } else { Hide::Nothing };
        self.hide = if is_harmless_header(key) { own } else { own.max(around.hide) };
        self.own = own;
        (self.is_value, self.is_annotated) = (true, !is_assigned);
        self.inside =
            OpenBracket { hide: inside.max(around.hide), is_product: is_product(key), ..around };
        // Other keys that sound so are too common in code.
        self.learns = own > Hide::Nothing
            && (is_secret
                || named == own
                || self.vocabulary.has_text(key)
                || self.names.of(key) == Some(own)
                || carries(key));
        let folded = LazyCell::new(|| Folded::of(key));
        self.is_open = own == Hide::Nothing
            && of_unknown(key) == Meaning::Plain
            && self.vocabulary.has_text(key)
            && of_declared(&folded) == Meaning::Plain;
        let is_known = self.vocabulary.knows(key);
        self.key = match of_unknown(key) {
            _ if ["url", "uri", "path", "baseURL"].contains(&key) => KeyMeaning::Address,
            _ if is_known && is_identifier(&folded) => KeyMeaning::Identifier,
            Meaning::Amount => KeyMeaning::Amount,
            _ if is_moment(&folded) || self.vocabulary.has_number(key) => KeyMeaning::Amount,
            _ => KeyMeaning::Other,
        };
    }

    /// Learns a name that is given to the present key; a part of something has other names too.
    fn give(&mut self, name: String, is_part: bool) {
        if self.learns && self.hide != Hide::Nothing {
            self.names.insert(name, self.hide);
        } else if self.is_open && !is_part && self.hide == Hide::Nothing {
            self.names.insert(name, Hide::Nothing);
        }
    }

    /// Whether a word under a sensitive key may be shown: it is the pack's, or how a token begins
    /// in a header.
    fn is_plain(&self, word: &str) -> bool {
        match self.hide {
            Hide::Secret => {
                const PLAIN: &[&str] = &["PortOne", "Bearer", "Basic", "true", "false", "null"];
                // `enum Method { Card = "CARD" }`
                self.is_code && (PLAIN.contains(&word) || self.is_member(word))
            }
            _ => self.vocabulary.knows(word),
        }
    }

    /// Whether a word is a member of one of the pack's enumerations.
    fn is_member(&self, word: &str) -> bool {
        let enumerations = &self.meanings.program.enumerations;
        enumerations.iter().any(|enumeration| enumeration.find(word.as_bytes()).is_some())
    }

    /// What is hidden of a key's value.
    fn hidden_under(&self, key: &str, after: &[char], is_assigned: bool) -> Hide {
        let folded = key.to_lowercase();
        let typos = |name: &str| if name.len() > 10 { 2 } else { 1 };
        let near =
            |name: &str| name == key || (!self.is_code && is_within(typos(name), &folded, name));
        let is_known = self.vocabulary.knows(key);
        let is_secret = |name: &str| name == key || (!is_known && near(name));
        // An attribute of an element is no variable.
        let is_attribute = is_assigned && matches!(after, ['=', '"' | '\'', ..]);
        let learnt = self.names.of(key).filter(|_| !is_attribute);
        match of_unknown(key) {
            Meaning::Secret => Hide::Secret,
            _ if learnt == Some(Hide::Secret) => Hide::Secret,
            _ if self.vocabulary.secrets().any(is_secret) => Hide::Secret,
            _ if is_assigned && learnt == Some(Hide::Nothing) => Hide::Nothing,
            Meaning::Personal => Hide::Personal,
            _ if learnt == Some(Hide::Personal) => Hide::Personal,
            // A call has a `method` too.
            Meaning::Amount | Meaning::Plain if is_text(after) && key != "method" => {
                self.hidden_in_object(key)
            }
            Meaning::Amount | Meaning::Plain => Hide::Nothing,
        }
    }

    /// What is hidden of a text in the place of an object, for what the object holds.
    fn hidden_in_object(&self, key: &str) -> Hide {
        let objects = self.vocabulary.objects(key, self.meanings.program);
        let policies = objects.map(|(tree, id)| Declared { tree, id }.of_text(&self.meanings, ""));
        match policies.max() {
            Some(Policy::Secret) => Hide::Secret,
            Some(Policy::Personal | Policy::Name | Policy::Mistyped) => Hide::Personal,
            _ => Hide::Nothing,
        }
    }
}

/// What a line has after a key.
fn value_of(after: &[char]) -> impl Iterator<Item = char> + Clone {
    let link = after.iter().position(|one| matches!(one, ':' | '='));
    after.iter().skip(link.map_or(0, |at| at + 1)).copied()
}

/// Whether a key's value begins with quotes.
fn is_text(after: &[char]) -> bool {
    let is_between = |one: &&char| is_syntax(**one);
    let between: String = after.iter().take_while(is_between).collect();
    between
        .split_once([':', '='])
        .is_some_and(|(_, value)| value.trim_start().starts_with(literal::QUOTES))
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

/// The characters of a text, and where each is. Letters, digits and characters between them that
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
    let slashes = text.bytes().take(MOST_SLASHES).take_while(|one| *one == b'\\').count();
    let name = text.get(slashes..).filter(|_| slashes > 0)?;
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
    let is_apart =
        is_syntax(character) && (!character.is_whitespace() || matches!(character, '\n' | '\r'));
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
