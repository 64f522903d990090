//! Goes through a text as JSON, as far as it is, and says what of it is hidden.

use std::ops::Range;

use super::address::mark_address;
use super::broken::{last_token, without_syntax};
use super::container::{Container, add_element};
use super::hide::Hide;
use super::korean;
use super::loose::{Loose, Names};
use super::meanings::Meanings;
use super::notation::{mark_listed, mark_value};
use super::outline::{ObjectKind, Outline};
use super::place::{Declared, Policy, ValuePlace, strictest};
use super::table::hidden_cells;
use super::text::{Text, beginning, decoded, is_json};
use super::values::{Caution, is_harmless, mark, mark_letters};
use super::vocabulary::Vocabulary;
use crate::request::{Characters, Lexer, Stopped};
use smartro_lint_rules::program::NodeId;

/// What is looked at in one piece, in bytes: what is longer is hidden whole, or from there on.
pub(super) const LONGEST: usize = 64 << 10;

/// How much of what is looked at is not shown before what is not, in bytes: numbers, tokens and what
/// names them are shorter, however they are written.
const MARGIN: usize = 8 << 10;

/// How many strings of JSON may be nested.
const DEEPEST: usize = 4;

/// How many objects and lists may be nested: no request is as deep, and each takes memory.
pub(super) const LEVELS: usize = 1000;

/// Goes through texts, and gathers what is hidden.
pub(super) struct Walk<'p> {
    pub(super) meanings: Meanings<'p>,
    pub(super) vocabulary: &'p Vocabulary,
    /// Names of secret values in the code that imports this text.
    pub(super) names: Names,
    /// The hidden ranges of the outermost text, in order.
    pub(super) hidden: Vec<(Range<usize>, Hide)>,
}

/// What comes next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    /// A value; whether a list may end instead.
    Value,
    ValueOrEnd,
    Key,
    KeyOrEnd,
    Colon,
    CommaOrEnd,
}

impl<'p> Walk<'p> {
    /// Goes through a text in a place.
    pub(super) fn text(&mut self, text: &str, place: ValuePlace<'p>) {
        self.walk(&Text { text, offsets: None, depth: 0 }, place);
    }

    /// Goes through source code.
    pub(super) fn code(&mut self, text: &str) {
        self.loose(&Text { text, offsets: None, depth: 0 }, 0, true);
    }

    /// Learns the names of secret values in code.
    pub(super) fn learn(&mut self, code: &str) {
        let mut loose = Loose::new(self.meanings.program, self.vocabulary, true);
        loose.learn(code);
        self.names = loose.names;
    }

    fn hide(&mut self, text: &Text<'_>, range: Range<usize>, hide: Hide) {
        if hide == Hide::Nothing || range.is_empty() {
            return;
        }
        let range = text.range(range);
        match self.hidden.last_mut() {
            Some((last, same)) if *same == hide && last.end == range.start => last.end = range.end,
            _ => self.hidden.push((range, hide)),
        }
    }

    /// Goes through the rest of a text that is no JSON.
    fn loose(&mut self, text: &Text<'_>, from: usize, is_code: bool) {
        let rest = text.text.get(from..).unwrap_or("");
        let mut loose = Loose::new(self.meanings.program, self.vocabulary, is_code);
        loose.names = std::mem::take(&mut self.names);
        loose.walk(rest, &mut |range, hide| {
            self.hide(text, from + range.start..from + range.end, hide);
        });
    }

    /// Values follow each other as in JSON Lines. What is no JSON is gone through as words.
    fn walk(&mut self, text: &Text<'_>, place: ValuePlace<'p>) {
        let (mut from, mut before) = (0, 0);
        loop {
            let (mut levels, mut present) = (Vec::new(), place.clone());
            match self.value(text, from, &mut levels, &mut present) {
                Ok(Some(end)) => (before, from) = (from, end),
                Ok(None) => return,
                Err(at) => {
                    if !text.text.trim_start().starts_with(['{', '[']) {
                        for (range, hide) in hidden_cells(text.text) {
                            self.hide(text, range, hide);
                        }
                    }
                    // `["password"] = "…"`: what is JSON up to here may be a key.
                    let between = text.text.get(from..at).unwrap_or("");
                    let follows = between.trim_start_matches([' ', '\t']).is_empty()
                        && text
                            .text
                            .get(before..from)
                            .unwrap_or("")
                            .trim_start()
                            .starts_with(['[', '"']);
                    let token = last_token(text.text, at);
                    if !levels.is_empty() {
                        // A string that is not closed ends where the next one begins.
                        let is_string =
                            text.text.get(token..).is_some_and(|rest| rest.starts_with('"'));
                        let from = if is_string { token } else { at };
                        self.broken(text, from, &mut levels, present);
                    }
                    let start = if follows { before } else { token };
                    return self.loose(text, start, false);
                }
            }
        }
    }

    /// Goes through one value, and says where it ends; `None`: there is none any more. Where it
    /// is no JSON any more, `present` is what the place there is for.
    fn value(
        &mut self,
        text: &Text<'_>,
        from: usize,
        levels: &mut Vec<Container<'p>>,
        present: &mut ValuePlace<'p>,
    ) -> Result<Option<usize>, usize> {
        let mut lexer = Lexer::new(text.text, from);
        let mut next = Next::Value;
        loop {
            lexer.skip_space();
            let start = lexer.at();
            let Some(byte) = lexer.peek() else {
                return if levels.is_empty() { Ok(None) } else { Err(start) };
            };
            let is_number = matches!(byte, b'-' | b'0'..=b'9');
            if levels.is_empty() && is_number && matches!(present, ValuePlace::Request(_)) {
                // No request is a number: digits by themselves may be one.
                return Err(start);
            }
            match (next, byte) {
                (Next::Value | Next::ValueOrEnd, b'{' | b'[') if levels.len() == LEVELS => {
                    return Ok(Some(self.hide_rest(text, start)));
                }
                (Next::Value | Next::ValueOrEnd, b'{' | b'[') => {
                    self.open(text, start, levels, present);
                    next = if byte == b'{' { Next::KeyOrEnd } else { Next::ValueOrEnd };
                    lexer.advance();
                    continue;
                }
                (Next::Value | Next::ValueOrEnd, b'"') => {
                    let inside = lexer.string().map_err(|Stopped| start)?.inside();
                    let raw = text.text.get(inside.clone()).unwrap_or("");
                    add_element(levels, inside.clone(), Characters::new(raw));
                    self.string(text, inside, present);
                    if let Some(level) = levels.last_mut() {
                        level.add_text(raw);
                    }
                }
                (Next::Value | Next::ValueOrEnd, b'-' | b'0'..=b'9') => {
                    lexer.number().map_err(|Stopped| start)?;
                    let range = start..lexer.at();
                    let raw = text.text.get(range.clone()).unwrap_or("");
                    add_element(levels, range.clone(), raw.chars());
                    self.number(text, range, present);
                }
                (Next::Value | Next::ValueOrEnd, b't' | b'f' | b'n') => {
                    let word = match byte {
                        b't' => "true",
                        b'f' => "false",
                        _ => "null",
                    };
                    lexer.word(word).map_err(|Stopped| start)?;
                }
                (Next::Key | Next::KeyOrEnd, b'"') => {
                    let token = lexer.string().map_err(|Stopped| start)?;
                    self.member(text, token.inside(), levels, present);
                    next = Next::Colon;
                    continue;
                }
                (Next::Colon, b':') => {
                    lexer.advance();
                    next = Next::Value;
                    continue;
                }
                (Next::CommaOrEnd, b',') => {
                    let Some(level) = levels.last() else { return Err(start) };
                    next = if level.is_object { Next::Key } else { Next::Value };
                    if !level.is_object {
                        *present = level.of_element(level.place.of_element(&self.meanings));
                    }
                    lexer.advance();
                    continue;
                }
                (Next::CommaOrEnd | Next::KeyOrEnd, b'}')
                | (Next::CommaOrEnd | Next::ValueOrEnd, b']') => {
                    let ended = levels.pop_if(|level| level.is_object == (byte == b'}'));
                    self.end(text, ended.ok_or(start)?, start);
                    lexer.advance();
                }
                _ => return Err(start),
            }
            if levels.is_empty() {
                return Ok(Some(lexer.at()));
            }
            next = Next::CommaOrEnd;
        }
    }

    /// Hides what follows, and says where it ends.
    pub(super) fn hide_rest(&mut self, text: &Text<'_>, from: usize) -> usize {
        self.hide(text, from..text.text.len(), Hide::Secret);
        text.text.len()
    }

    /// Begins an object or a list, with the place of what comes first in it.
    pub(super) fn open(
        &self,
        text: &Text<'_>,
        start: usize,
        levels: &mut Vec<Container<'p>>,
        present: &mut ValuePlace<'p>,
    ) {
        let is_object = text.text.get(start..).is_some_and(|rest| rest.starts_with('{'));
        if is_object {
            *present = self.object(text.text, start, present);
        }
        if let Some(around) = levels.last_mut() {
            around.elements.add_other();
        }
        levels.push(Container::new(present.clone(), is_object, start));
        if !is_object {
            *present = present.of_element(&self.meanings);
        }
    }

    /// Begins a member, with the place of its value.
    pub(super) fn member(
        &mut self,
        text: &Text<'_>,
        inside: Range<usize>,
        levels: &mut [Container<'p>],
        present: &mut ValuePlace<'p>,
    ) {
        let Some(level) = levels.last_mut() else { return };
        *present = self.key(text, inside.clone(), &level.place);
        let raw = text.text.get(inside.clone()).unwrap_or("");
        *present = level.of_key(raw, inside, present.clone());
    }

    /// Hides what the texts and numbers of a list are together: a number, a command.
    pub(super) fn end(&mut self, text: &Text<'_>, mut level: Container<'_>, end: usize) {
        /// No command is longer, in bytes.
        const LONGEST: usize = 500;
        if level.has_texts() && end - level.start <= LONGEST {
            self.mark(text, level.start..end, mark_listed);
        }
        let (values, hide) = level.named_later(end);
        for value in values {
            let value = without_syntax(text.text, value);
            self.mark(text, value, |all, marks| mark_value(all, 0..all.len(), hide, marks));
        }
        for part in level.elements.into_number() {
            self.hide(text, part, Hide::Secret);
        }
    }

    /// What an object in a place turns out to be.
    fn object(&self, text: &str, at: usize, place: &ValuePlace<'p>) -> ValuePlace<'p> {
        let ValuePlace::Request(depth) = place else { return place.clone() };
        let trees = self.meanings.program.operations.iter().map(|operation| &operation.tree);
        let roots: Vec<Declared<'p>> =
            trees.map(|tree| Declared { tree, id: NodeId::ROOT }).collect();
        let is_field =
            |key: &str| roots.iter().any(|root| root.tree.field(NodeId::ROOT, key).is_some());
        match Outline::of(text, at, is_field).kind() {
            ObjectKind::Recording => ValuePlace::Recording,
            ObjectKind::Envelope => ValuePlace::Envelope(*depth),
            ObjectKind::Body => ValuePlace::of(roots).unwrap_or(ValuePlace::Unknown),
        }
    }

    /// Hides what a key must not show, and says what its value is.
    fn key(
        &mut self,
        text: &Text<'_>,
        inside: Range<usize>,
        around: &ValuePlace<'p>,
    ) -> ValuePlace<'p> {
        let raw = text.text.get(inside.clone()).unwrap_or("");
        let key: String = Characters::new(raw).take(200).collect();
        match around {
            ValuePlace::Hidden(Hide::Secret) | ValuePlace::Made => {
                self.hide(text, inside, Hide::Secret)
            }
            _ if raw.len() > LONGEST => self.hide(text, inside, Hide::Secret),
            _ => {
                let long = if around.is_secretive() { Caution::CHOICE } else { Caution::UNKNOWN };
                if let ValuePlace::Hidden(hide) = around {
                    self.hide(text, inside.clone(), *hide);
                }
                if !is_harmless(raw, long) {
                    self.mark(text, inside, |characters, marks| mark(characters, long, marks));
                }
            }
        }
        around.of_key(&key, self.vocabulary, &self.meanings)
    }

    /// Hides what a policy does not show of a value without JSON of its own.
    fn judge(&mut self, text: &Text<'_>, range: Range<usize>, policy: Policy) {
        let raw = text.text.get(range.clone()).unwrap_or("");
        if policy == Policy::Secret {
            self.hide(text, range, Hide::Secret);
        } else if raw.contains('\\') || !policy.shows(raw) {
            self.mark(text, range, |characters, marks| policy.apply(characters, marks));
        }
    }

    /// Hides characters of a string that are marked.
    fn mark(
        &mut self,
        text: &Text<'_>,
        inside: Range<usize>,
        judge: impl FnOnce(&[char], &mut [Hide]),
    ) {
        let raw = text.text.get(inside.clone()).unwrap_or("");
        let seen = beginning(raw);
        let (characters, offsets) = decoded(seen, inside.start);
        let mut marks = vec![Hide::Nothing; characters.len()];
        judge(&characters, &mut marks);
        for (mark, range) in marks.into_iter().zip(offsets.windows(2)) {
            if let [start, end] = range {
                self.hide(text, *start..*end, mark);
            }
        }
        if seen.len() < raw.len() {
            // What follows may be of what is before it.
            self.hide(text, inside.start + seen.len() - MARGIN..inside.end, Hide::Secret);
        }
    }

    pub(super) fn string(&mut self, text: &Text<'_>, inside: Range<usize>, place: &ValuePlace<'p>) {
        let raw = text.text.get(inside.clone()).unwrap_or("");
        if raw.len() > LONGEST {
            match place {
                ValuePlace::Request(_) if text.depth == 0 => {}
                ValuePlace::Unknown | ValuePlace::Product if text.depth == 0 && !is_json(raw) => {}
                _ => return self.hide(text, inside, Hide::Secret),
            }
        }
        match place {
            ValuePlace::Hidden(Hide::Personal) => self.judged(text, inside, Policy::Somebody),
            ValuePlace::Made if korean::is_plain(Characters::new(raw)) => {}
            ValuePlace::Hidden(_) | ValuePlace::Made => self.hide(text, inside, Hide::Secret),
            ValuePlace::Request(_) => self.nested(text, inside, place.clone()),
            ValuePlace::Address => self.mark(text, inside, mark_address),
            ValuePlace::Fields(fields) => {
                let decoded_text: String = Characters::new(raw).collect();
                let policies =
                    fields.iter().map(|field| field.of_text(&self.meanings, &decoded_text));
                self.judged(text, inside, strictest(policies));
            }
            _ => self.judged(text, inside, Policy::Unknown),
        }
    }

    /// Hides what a policy does not show of a string.
    fn judged(&mut self, text: &Text<'_>, inside: Range<usize>, policy: Policy) {
        let raw = text.text.get(inside.clone()).unwrap_or("");
        if policy == Policy::Secret {
            return self.hide(text, inside, Hide::Secret);
        }
        if policy > Policy::Identifier && policy != Policy::Choice && is_json(raw) {
            if policy >= Policy::Personal {
                self.mark(text, inside.clone(), |all, marks| {
                    mark_letters(all, Hide::Personal, marks)
                });
            }
            return self.nested(text, inside, ValuePlace::Unknown);
        }
        self.judge(text, inside, policy);
    }

    pub(super) fn number(&mut self, text: &Text<'_>, range: Range<usize>, place: &ValuePlace<'p>) {
        let policy = match place {
            ValuePlace::Hidden(Hide::Personal) => {
                self.hide(text, range.clone(), Hide::Personal);
                Policy::Somebody
            }
            ValuePlace::Hidden(_) | ValuePlace::Made => Policy::Secret,
            ValuePlace::Fields(fields) => {
                strictest(fields.iter().map(|field| field.of_number(&self.meanings)))
            }
            ValuePlace::Amount => Policy::Amount,
            _ => Policy::Loose,
        };
        self.judge(text, range, policy);
    }

    /// Goes through what a string says as a text of its own.
    fn nested(&mut self, text: &Text<'_>, inside: Range<usize>, place: ValuePlace<'p>) {
        if text.depth >= DEEPEST {
            return self.hide(text, inside, Hide::Secret);
        }
        let raw = text.text.get(inside.clone()).unwrap_or("");
        let (characters, starts) = decoded(raw, inside.start);
        let decoded_text: String = characters.iter().collect();
        let mut offsets = Vec::with_capacity(decoded_text.len() + 1);
        for (character, start) in characters.iter().zip(&starts) {
            offsets.extend(std::iter::repeat_n(
                text.range(*start..*start).start,
                character.len_utf8(),
            ));
        }
        offsets.push(text.range(inside.end..inside.end).start);
        self.walk(
            &Text { text: &decoded_text, offsets: Some(&offsets), depth: text.depth + 1 },
            place,
        );
    }
}
