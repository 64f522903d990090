//! Goes through a text as JSON, as far as it is, and says what of it is hidden.

use std::ops::Range;

use super::Hide;
use super::loose::Loose;
use super::place::{Declared, Place, Policy};
use super::values::{Caution, mark, mark_letters};
use super::vocabulary::Vocabulary;
use crate::program::{NodeId, Program};
use crate::request::{Characters, Lexer, Stopped};

/// What is looked at in one piece, in bytes: what is longer is hidden whole.
const LONGEST: usize = 64 << 10;

/// How many strings of JSON may stand in each other.
const DEEPEST: usize = 4;

/// Goes through texts, and gathers what is hidden.
pub(super) struct Walk<'p> {
    pub(super) program: &'p Program,
    pub(super) vocabulary: &'p Vocabulary,
    /// The hidden ranges of the outermost text, in order.
    pub(super) hidden: Vec<(Range<usize>, Hide)>,
}

/// A text, and where its bytes stand in the outermost one.
struct Text<'t> {
    text: &'t str,
    /// For each byte, and for the end; nothing: it is the outermost.
    offsets: Option<&'t [usize]>,
    depth: usize,
}

/// An object or a list around the present place.
struct Level<'p> {
    place: Place<'p>,
    is_object: bool,
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

impl Text<'_> {
    fn range(&self, range: Range<usize>) -> Range<usize> {
        let place = |at: usize| match self.offsets {
            Some(offsets) => offsets.get(at).or(offsets.last()).copied().unwrap_or(at),
            None => at,
        };
        place(range.start)..place(range.end)
    }
}

impl<'p> Walk<'p> {
    /// Goes through a text that stands in a place.
    pub(super) fn text(&mut self, text: &str, place: Place<'p>) {
        self.walk(&Text { text, offsets: None, depth: 0 }, place);
    }

    /// Goes through source code.
    pub(super) fn code(&mut self, text: &str) {
        self.loose(&Text { text, offsets: None, depth: 0 }, 0, (false, true));
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

    fn loose(&mut self, text: &Text<'_>, from: usize, (is_secret, is_code): (bool, bool)) {
        let rest = text.text.get(from..).unwrap_or("");
        let loose = Loose {
            vocabulary: self.vocabulary,
            is_code,
            hide: if is_secret { Hide::Secret } else { Hide::Nothing },
        };
        loose.walk(rest, &mut |range, hide| {
            self.hide(text, from + range.start..from + range.end, hide);
        });
    }

    /// Values follow each other as in JSON Lines. What is no JSON is gone through as words.
    fn walk(&mut self, text: &Text<'_>, place: Place<'p>) {
        let mut from = 0;
        loop {
            let mut place = place.clone();
            match self.value(text, from, &mut place) {
                Ok(Some(end)) => from = end,
                Ok(None) => return,
                Err(at) => {
                    let is_secret = matches!(place, Place::Hidden(_));
                    return self.loose(text, at, (is_secret, false));
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
        present: &mut Place<'p>,
    ) -> Result<Option<usize>, usize> {
        let mut lexer = Lexer::new(text.text, from);
        let mut levels: Vec<Level<'p>> = Vec::new();
        let mut next = Next::Value;
        loop {
            lexer.skip_space();
            let start = lexer.at();
            let Some(byte) = lexer.peek() else {
                return if levels.is_empty() { Ok(None) } else { Err(start) };
            };
            let is_number = matches!(byte, b'-' | b'0'..=b'9');
            if levels.is_empty() && is_number && matches!(present, Place::Request(_)) {
                // No request is a number: digits that stand apart may be one.
                return Err(start);
            }
            match (next, byte) {
                (Next::Value | Next::ValueOrEnd, b'{' | b'[') => {
                    let is_object = byte == b'{';
                    if is_object {
                        *present = self.object(text.text, start, present);
                    }
                    levels.push(Level { place: present.clone(), is_object });
                    next = if is_object { Next::KeyOrEnd } else { Next::ValueOrEnd };
                    if !is_object {
                        *present = present.of_element();
                    }
                    lexer.advance();
                    continue;
                }
                (Next::Value | Next::ValueOrEnd, b'"') => {
                    let token = lexer.string().map_err(|Stopped| start)?;
                    self.string(text, token.inside(), present);
                }
                (Next::Value | Next::ValueOrEnd, b'-' | b'0'..=b'9') => {
                    lexer.number().map_err(|Stopped| start)?;
                    self.number(text, start..lexer.at(), present);
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
                    let around = levels.last().map(|level| level.place.clone());
                    let around = around.unwrap_or(Place::Unknown { listed: false });
                    *present = self.key(text, token.inside(), &around);
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
                        *present = level.place.of_element();
                    }
                    lexer.advance();
                    continue;
                }
                (Next::CommaOrEnd | Next::KeyOrEnd, b'}')
                | (Next::CommaOrEnd | Next::ValueOrEnd, b']') => {
                    if levels.pop().is_none_or(|level| level.is_object != (byte == b'}')) {
                        return Err(start);
                    }
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

    /// What an object in a place turns out to be.
    fn object(&self, text: &str, at: usize, place: &Place<'p>) -> Place<'p> {
        let Place::Request(depth) = place else { return place.clone() };
        let trees = self.program.operations.iter().map(|operation| &operation.tree);
        let roots: Vec<Declared<'p>> =
            trees.map(|tree| Declared { tree, id: NodeId::ROOT }).collect();
        let is_field =
            |key: &str| roots.iter().any(|root| root.tree.field(NodeId::ROOT, key).is_some());
        match Outline::of(text, at, is_field).kind() {
            FieldType::Recording => Place::Recording,
            FieldType::Envelope => Place::Envelope(*depth),
            FieldType::Body => Place::of(roots).unwrap_or(Place::Unknown { listed: false }),
        }
    }

    /// Hides what a key must not show, and says what its value is.
    fn key(&mut self, text: &Text<'_>, inside: Range<usize>, around: &Place<'p>) -> Place<'p> {
        let raw = text.text.get(inside.clone()).unwrap_or("");
        let key: String = Characters::new(raw).take(200).collect();
        match around {
            Place::Hidden(hide) => self.hide(text, inside, *hide),
            _ if raw.len() > LONGEST => self.hide(text, inside, Hide::Secret),
            _ => {
                let long = if around.is_secretive() { Caution::CHOICE } else { Caution::UNKNOWN };
                self.mark(text, inside, |characters, marks| mark(characters, long, marks));
            }
        }
        around.of_key(&key, self.vocabulary, self.program)
    }

    /// Hides characters of a string that are marked.
    fn mark(
        &mut self,
        text: &Text<'_>,
        inside: Range<usize>,
        judge: impl FnOnce(&[char], &mut [Hide]),
    ) {
        let raw = text.text.get(inside.clone()).unwrap_or("");
        let (characters, offsets) = decoded(raw, inside.start);
        let mut marks = vec![Hide::Nothing; characters.len()];
        judge(&characters, &mut marks);
        for (mark, range) in marks.into_iter().zip(offsets.windows(2)) {
            if let [start, end] = range {
                self.hide(text, *start..*end, mark);
            }
        }
    }

    fn string(&mut self, text: &Text<'_>, inside: Range<usize>, place: &Place<'p>) {
        let raw = text.text.get(inside.clone()).unwrap_or("");
        if raw.len() > LONGEST {
            match place {
                Place::Request(_) | Place::Unknown { .. } if text.depth == 0 => {}
                _ => return self.hide(text, inside, Hide::Secret),
            }
        }
        match place {
            Place::Hidden(Hide::Personal) => self.judged(text, inside, Policy::Personal),
            Place::Hidden(_) => self.hide(text, inside, Hide::Secret),
            Place::Request(_) => self.nested(text, inside, place.clone()),
            Place::Address => self.mark(text, inside, mark_address),
            Place::Name => self.judged(text, inside, Policy::Loose),
            Place::Fields(fields) => {
                let said: String = Characters::new(raw).collect();
                let policies = fields.iter().map(|field| field.of_text(self.program, &said));
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
            return self.nested(text, inside, Place::Unknown { listed: false });
        }
        let mut policy = policy;
        if policy == Policy::Unknown && self.is_member(raw) {
            policy = Policy::Choice;
        }
        self.mark(text, inside, |characters, marks| apply(policy, characters, marks));
    }

    /// Whether a text is a member of some enumeration.
    fn is_member(&self, raw: &str) -> bool {
        self.program.enumerations.iter().any(|known| known.find(raw.as_bytes()).is_some())
    }

    fn number(&mut self, text: &Text<'_>, range: Range<usize>, place: &Place<'p>) {
        let policy = match place {
            Place::Hidden(hide) => return self.hide(text, range, *hide),
            Place::Fields(fields) => strictest(fields.iter().map(|field| field.of_number())),
            Place::Unknown { listed: true } => {
                return self.mark(text, range, |characters, marks| {
                    mark(characters, Caution::PARTS, marks);
                });
            }
            _ => Policy::Loose,
        };
        match policy {
            Policy::Secret => self.hide(text, range, Hide::Secret),
            Policy::Unknown => {
                self.mark(text, range, |characters, marks| apply(Policy::Loose, characters, marks))
            }
            policy => self.mark(text, range, |characters, marks| apply(policy, characters, marks)),
        }
    }

    /// Goes through what a string says as a text of its own.
    fn nested(&mut self, text: &Text<'_>, inside: Range<usize>, place: Place<'p>) {
        if text.depth >= DEEPEST {
            return self.hide(text, inside, Hide::Secret);
        }
        let raw = text.text.get(inside.clone()).unwrap_or("");
        let (characters, starts) = decoded(raw, inside.start);
        let said: String = characters.iter().collect();
        let mut offsets = Vec::with_capacity(said.len() + 1);
        for (character, start) in characters.iter().zip(&starts) {
            offsets.extend(std::iter::repeat_n(
                text.range(*start..*start).start,
                character.len_utf8(),
            ));
        }
        offsets.push(text.range(inside.end..inside.end).start);
        self.walk(&Text { text: &said, offsets: Some(&offsets), depth: text.depth + 1 }, place);
    }
}

/// What is shown where one of several fields may be meant: what is hidden in one is hidden; what
/// is right in one is right.
fn strictest(policies: impl Iterator<Item = Policy> + Clone) -> Policy {
    let most = policies.clone().max().unwrap_or(Policy::Unknown);
    if most >= Policy::Personal { most } else { policies.min().unwrap_or(Policy::Unknown) }
}

/// Marks what a policy does not show.
pub(super) fn apply(policy: Policy, characters: &[char], marks: &mut [Hide]) {
    if let Some(caution) = policy.caution() {
        mark(characters, caution, marks);
    }
    match policy {
        Policy::Personal | Policy::Mistyped => mark_letters(characters, Hide::Personal, marks),
        Policy::Secret => marks.fill(Hide::Secret),
        _ => {}
    }
}

/// Whether a string holds JSON of its own.
fn is_json(raw: &str) -> bool {
    raw.trim_start().starts_with(['{', '[', '\\'])
        && Characters::new(raw)
            .find(|one| !one.is_whitespace())
            .is_some_and(|one| "{[\"".contains(one))
}

/// Marks what an address has beside its path: the name and password before the host, and all
/// that follows a `?` or a `#`.
pub(super) fn mark_address(characters: &[char], marks: &mut [Hide]) {
    mark(characters, Caution::IDENTIFIER, marks);
    // A placeholder's own signs are part of the path.
    let mut open = 0_usize;
    let end = characters.iter().position(|one| {
        match one {
            '{' => open += 1,
            '}' => open = open.saturating_sub(1),
            _ => {}
        }
        open == 0 && matches!(one, '?' | '#')
    });
    if let Some(end) = end {
        marks.iter_mut().skip(end + 1).for_each(|mark| *mark = Hide::Secret);
    }
    let start =
        characters.windows(3).position(|three| *three == [':', '/', '/']).map_or(0, |at| at + 3);
    let host = characters.get(start..end.unwrap_or(characters.len())).unwrap_or_default();
    let host = host.split(|one| *one == '/').next().unwrap_or_default();
    if let Some(at) = host.iter().rposition(|one| *one == '@') {
        let length = host.len();
        let host = marks.get_mut(start..start + length).unwrap_or_default();
        for (place, mark) in host.iter_mut().enumerate() {
            *mark = if place < at { Hide::Secret } else { Hide::Nothing };
        }
    }
}

/// A string's characters, and where each starts; last where it ends.
fn decoded(raw: &str, start: usize) -> (Vec<char>, Vec<usize>) {
    let mut characters = Vec::with_capacity(raw.len());
    let mut offsets = vec![start];
    let mut rest = Characters::new(raw);
    while let Some(character) = rest.next() {
        characters.push(character);
        offsets.push(start + raw.len() - rest.left());
    }
    if let Some(last) = offsets.last_mut() {
        *last = start + raw.len();
    }
    (characters, offsets)
}

/// What the keys of an object tell of what it is.
#[derive(Default)]
struct Outline {
    operation: bool,
    url: bool,
    path: bool,
    method: bool,
    body: bool,
    field: bool,
    log: bool,
    request: bool,
    recorded: bool,
}

enum FieldType {
    Recording,
    Envelope,
    Body,
}

impl Outline {
    /// Looks at the keys of the object that starts here, as far as it is JSON.
    fn of(text: &str, at: usize, is_field: impl Fn(&str) -> bool) -> Self {
        let mut outline = Self::default();
        let mut lexer = Lexer::new(text, at);
        let mut depth = 0_usize;
        let mut key: Option<String> = None;
        loop {
            lexer.skip_space();
            match lexer.peek() {
                None => return outline,
                Some(open @ (b'{' | b'[')) => {
                    if let Some(key) = key.take().filter(|_| depth == 1) {
                        outline.see(&key, open, &is_field);
                    }
                    depth += 1;
                    lexer.advance();
                }
                Some(b'}' | b']') => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return outline;
                    }
                    lexer.advance();
                }
                Some(b'"') => {
                    let Ok(token) = lexer.string() else { return outline };
                    if depth != 1 {
                        continue;
                    }
                    if let Some(key) = key.take() {
                        outline.see(&key, b'"', &is_field);
                    } else if lexer.take(b':') {
                        let inside = text.get(token.inside()).unwrap_or("");
                        key = Some(Characters::new(inside).take(40).collect());
                    }
                }
                Some(other) => {
                    if let Some(key) = key.take().filter(|_| depth == 1) {
                        outline.see(&key, other, &is_field);
                    }
                    lexer.advance();
                }
            }
        }
    }

    /// Takes note of a key, and of the first byte of its value.
    fn see(&mut self, key: &str, first: u8, is_field: &impl Fn(&str) -> bool) {
        let (is_text, is_object) = (first == b'"', first == b'{');
        match key {
            "operation" => self.operation |= is_text,
            "url" => self.url |= is_text,
            "uri" | "path" => self.path |= is_text,
            "method" if is_text => self.method = true,
            "log" => self.log |= is_object,
            "response" | "startedDateTime" => self.recorded = true,
            "request" => (self.body, self.request) = (true, self.request || is_object),
            "data" | "body" | "json" | "payload" | "requestBody" | "postData" => self.body = true,
            other => self.field |= is_field(other),
        }
    }

    fn kind(&self) -> FieldType {
        if (self.log && !self.field) || (self.request && self.recorded) {
            FieldType::Recording
        } else if self.operation
            || self.url
            || (self.path && (self.method || self.body))
            || ((self.body || self.method) && !self.field)
        {
            FieldType::Envelope
        } else {
            FieldType::Body
        }
    }
}
