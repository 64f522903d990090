//! The elements of a JSON array, a part at a time: memory is needed for a part, not for the
//! array.
//!
//! Elements are separated by quotes and brackets alone. Whether one is JSON is for the linter
//! to say, so that a mistake in one keeps no other from being linted.

use std::io::{self, Read};
use std::sync::Arc;

use super::part::{Element, Part, Requests, Start};
use super::text::StreamText;
use smartro_lint::{Expected, JsonFault};

use smartro_lint::source::{Span, byte_order_mark};

/// How many requests a part has at most: what is found in them is kept until it is written.
pub(super) const MOST: usize = 512;

/// The parts of an array, each of whole elements.
pub(super) struct Elements<R> {
    name: Arc<str>,
    text: StreamText<R>,
    /// The longest element, in bytes.
    limit: usize,
    splitter: Splitter,
    start: Start,
}

impl<R: Read> Elements<R> {
    /// The elements of a text that starts with a bracket, but for white space and a byte order
    /// mark.
    pub(super) fn new(name: Arc<str>, text: StreamText<R>, limit: usize) -> Self {
        Self { name, text, limit, splitter: Splitter::new(MOST), start: Start::FILE }
    }

    /// The next elements, or what comes after them; nothing: the text has ended.
    fn read(&mut self) -> io::Result<Option<Part>> {
        loop {
            let text = self.text.rest();
            self.splitter.split(text);
            if self.splitter.is_longer(text.len(), self.limit) {
                self.splitter.cut(text.len());
            }
            let is_over = self.splitter.skipping || self.splitter.state == State::Ended;
            if !self.splitter.found.is_empty() || (is_over && !self.text.rest().is_empty()) {
                return Ok(Some(self.part()));
            }
            if !self.text.read_more()? {
                self.splitter.end(self.text.rest().len());
                let is_nothing = self.text.rest().is_empty() && self.splitter.found.is_empty();
                return Ok((!is_nothing).then(|| self.part()));
            }
        }
    }

    /// The elements that were found since the last part; what comes before the next one is
    /// handed on with them.
    fn part(&mut self) -> Part {
        let (length, found) = self.splitter.take(self.text.rest().len());
        let text = self.text.take(length);
        let (name, start) = (Arc::clone(&self.name), self.start);
        let index = start.index + found.len();
        let requests = if found.is_empty() { Requests::Rest } else { Requests::Elements(found) };
        let part = Part { start, ..Part::whole(name, text, requests) };
        self.start = Start { origin: part.end(), index };
        part
    }
}

impl<R: Read> Iterator for Elements<R> {
    type Item = io::Result<Part>;

    fn next(&mut self) -> Option<Self::Item> {
        self.read().transpose()
    }
}

/// The elements of an array that is in memory as a whole.
pub(super) fn elements(text: &[u8]) -> Vec<Element> {
    let mut splitter = Splitter::new(usize::MAX);
    splitter.split(text);
    splitter.end(text.len());
    splitter.found
}

/// Whether a line is an object whose last bracket ends it.
pub(super) fn is_closed(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    let mut splitter = Splitter { state: State::Inside, ..Splitter::new(1) };
    splitter.split(line);
    line.starts_with(b"{") && splitter.state == State::Closed && splitter.at == line.len()
}

/// Where a splitter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before the bracket.
    Before,
    /// Where the first element is expected.
    First,
    /// Where an element is expected, after a comma.
    Next,
    /// In an element.
    Inside,
    /// After an element whose bracket is closed.
    Closed,
    /// After the array.
    After,
    /// After whatever comes after the array.
    Ended,
}

/// Finds elements in a text, however much of it is there.
struct Splitter {
    state: State,
    /// Where it goes on.
    at: usize,
    /// Where the present element starts.
    start: usize,
    /// What is wrong with the present element.
    fault: Option<JsonFault>,
    /// How many brackets of it are open.
    depth: usize,
    in_string: bool,
    /// Whether the last one was closed by the other kind of bracket, which may be the array's.
    mismatched: bool,
    /// Whether its beginning, which is too long already, is among those that were found.
    skipping: bool,
    found: Vec<Element>,
    /// How many are found at a time.
    most: usize,
}

impl Splitter {
    fn new(most: usize) -> Self {
        Self {
            state: State::Before,
            at: 0,
            start: 0,
            fault: None,
            depth: 0,
            in_string: false,
            mismatched: false,
            skipping: false,
            found: Vec::new(),
            most,
        }
    }

    /// Goes through a text, up to its end or until the elements that are found are
    /// enough for a part.
    fn split(&mut self, text: &[u8]) {
        if self.state == State::Before {
            self.at = self.at.max(byte_order_mark(text));
        }
        if self.state == State::Ended {
            self.at = text.len();
        }
        while self.found.len() < self.most
            && self.state != State::Ended
            && let Some(byte) = text.get(self.at).copied()
        {
            match self.state {
                State::Inside if self.in_string => self.in_string(text),
                State::Inside => self.inside(text, byte),
                _ => self.between(byte),
            }
        }
    }

    /// Past the next byte between two elements.
    fn between(&mut self, byte: u8) {
        let at = self.at;
        self.at += 1;
        match (self.state, byte) {
            (_, b' ' | b'\n' | b'\r' | b'\t') => {}
            (State::Before, _) => self.state = State::First,
            (State::Closed, b',') => self.state = State::Next,
            (State::First | State::Closed, b']') => self.state = State::After,
            (State::Next, b']') => self.lack(at, JsonFault::TrailingComma, State::After),
            (State::First | State::Next, b',') => self.lack(at, VALUE, State::Next),
            (State::After, _) => self.lack(at, JsonFault::Trailing, State::Ended),
            (state, _) => {
                self.fault = (state == State::Closed).then_some(COMMA);
                (self.state, self.start, self.at) = (State::Inside, at, at);
            }
        }
    }

    /// A character that may not be where it is.
    fn lack(&mut self, at: usize, fault: JsonFault, state: State) {
        let span = Span::new(at, at + 1);
        self.found.push(Element { span, fault: Some(fault) });
        self.state = state;
    }

    /// Past the next byte of an element.
    fn inside(&mut self, text: &[u8], byte: u8) {
        match byte {
            b',' | b']' if self.depth == 0 => {
                let element = text.get(self.start..self.at).unwrap_or_default();
                return self.close(self.start + element.trim_ascii_end().len());
            }
            b'"' => self.in_string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        self.at += 1;
        if matches!(byte, b'}' | b']') && self.depth == 0 {
            self.mismatched = (text.get(self.start) == Some(&b'{')) != (byte == b'}');
            self.close(self.at);
        }
    }

    /// Past what is next in a string, or past its end. None goes on after its line, so that one
    /// that is not closed does not take the other elements with it.
    fn in_string(&mut self, text: &[u8]) {
        let rest = text.get(self.at..).unwrap_or_default();
        match memchr::memchr3(b'"', b'\\', b'\n', rest) {
            None => self.at += rest.len(),
            Some(found) if rest.get(found) == Some(&b'\\') => self.at += found + 2,
            Some(found) => (self.in_string, self.at) = (false, self.at + found + 1),
        }
    }

    /// Ends the present element.
    fn close(&mut self, end: usize) {
        if !std::mem::take(&mut self.skipping) {
            self.found.push(Element { span: Span::new(self.start, end), fault: self.fault });
        }
        (self.state, self.depth, self.in_string) = (State::Closed, 0, false);
    }

    /// Whether the present element is longer than the limit in bytes.
    fn is_longer(&self, length: usize, limit: usize) -> bool {
        self.state == State::Inside && !self.skipping && length - self.start > limit
    }

    /// Takes so much of the present element as there is for all of it.
    fn cut(&mut self, length: usize) {
        self.found.push(Element { span: Span::new(self.start, length), fault: self.fault });
        self.skipping = true;
    }

    /// The text ends here.
    fn end(&mut self, length: usize) {
        let ended = |expected| Element {
            span: Span::new(length, length),
            fault: Some(JsonFault::Ended { expected }),
        };
        let is_open = self.depth > 0 || self.in_string;
        match self.state {
            State::Inside if self.skipping || is_open => self.close(length),
            State::Inside => {
                self.close(length);
                self.found.push(ended(Expected::CommaOrBracket));
            }
            State::Before | State::First | State::Next => self.found.push(ended(Expected::Value)),
            // That has been found in the element already.
            State::Closed if self.mismatched => {}
            State::Closed => self.found.push(ended(Expected::CommaOrBracket)),
            State::After | State::Ended => {}
        }
        self.state = State::Ended;
    }

    /// Gives what was found, and how much of the text, whose length is given, is not needed any
    /// more.
    fn take(&mut self, length: usize) -> (usize, Vec<Element>) {
        let is_needed = self.state == State::Inside && !self.skipping;
        let length = if is_needed { self.start } else { self.at.min(length) };
        self.at -= length;
        self.start = self.start.saturating_sub(length);
        (length, std::mem::take(&mut self.found))
    }
}

/// What is missing before an element after which another one comes at once.
const COMMA: JsonFault = JsonFault::Expected { expected: Expected::CommaOrBracket };

/// What is missing before a comma.
const VALUE: JsonFault = JsonFault::Expected { expected: Expected::Value };

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::text::Drip;
    use smartro_lint::Origin;

    type Found = (usize, u64, u32, u32, String, Option<JsonFault>);

    /// The elements of a text that comes a few bytes at a time.
    fn split(text: &str, drip: usize, limit: usize) -> Vec<Found> {
        let text = StreamText::new(Drip(text.as_bytes(), drip));
        let parts = Elements::new("-".into(), text, limit).map(Result::unwrap);
        let found = parts.flat_map(|part| {
            let place = |place: &crate::lint::part::RequestPlace| {
                let text = String::from_utf8(part.text(*place).to_vec()).unwrap();
                let Origin { offset, position } = place.origin;
                (place.index, offset, position.line, position.column, text, place.fault())
            };
            part.places(limit).iter().map(place).collect::<Vec<_>>()
        });
        found.collect()
    }

    fn brief(text: &str) -> Vec<(String, Option<&'static str>)> {
        let whole = split(text, text.len(), 1000);
        for drip in 1..=7 {
            assert_eq!(split(text, drip, 1000), whole, "{text}");
        }
        let in_memory: Vec<(u64, Option<JsonFault>)> = elements(text.as_bytes())
            .iter()
            .map(|one| (one.span.start.into(), one.fault))
            .collect();
        assert_eq!(whole.iter().map(|one| (one.1, one.5)).collect::<Vec<_>>(), in_memory, "{text}");
        for (place, (index, offset, line, column, element, _)) in whole.iter().enumerate() {
            assert_eq!(*index, place);
            let (before, rest) = text.split_at(usize::try_from(*offset).unwrap());
            assert!(rest.starts_with(element.as_str()), "{text}");
            assert_eq!(before.matches('\n').count() + 1, *line as usize);
            let last = before.rsplit('\n').next().unwrap();
            assert_eq!(last.chars().count() + 1, *column as usize);
        }
        whole.into_iter().map(|(.., text, fault)| (text, fault.map(JsonFault::name))).collect()
    }

    fn texts<'f>(found: &'f [(String, Option<&'static str>)]) -> Vec<&'f str> {
        assert!(found.iter().all(|(_, fault)| fault.is_none()), "{found:?}");
        found.iter().map(|(text, _)| text.as_str()).collect()
    }

    #[test]
    fn elements_are_what_is_between_commas() {
        assert_eq!(texts(&brief("[]")), [""; 0]);
        assert_eq!(texts(&brief(" [ \n] \n")), [""; 0]);
        assert_eq!(
            texts(&brief(r#"[{"a": [1, {}]}, 2 ,"],[" , [3]]"#)),
            [r#"{"a": [1, {}]}"#, "2", r#""],[""#, "[3]"]
        );
        let quoted = r#"{"가": "\\\"}]\\", "나": "\\"}"#;
        assert_eq!(texts(&brief(&format!("\n[\n  {quoted},\n {quoted} ]"))), [quoted, quoted]);
    }

    #[test]
    fn what_is_wrong_between_elements_is_found_where_it_is() {
        let found = |text: &str, element: &str, fault: &str| {
            let brief = brief(text);
            let faulty = |(text, name): &(String, Option<&str>)| {
                text == element && *name == (Some(fault)).filter(|fault| !fault.is_empty())
            };
            assert!(brief.iter().any(faulty), "{text}: {brief:?}");
            brief.len()
        };
        assert_eq!(found("[1, ]", "]", "trailing-comma"), 2);
        assert_eq!(found("[, 1]", ",", "value"), 2);
        assert_eq!(found("[1,, 2]", ",", "value"), 3);
        assert_eq!(found("[{} {}, {}]", "{}", "comma-or-bracket"), 3);
        assert_eq!(found("[{}}, {}]", "}", "comma-or-bracket"), 3);
        assert_eq!(found("[{}] {}", "{", "trailing"), 2);
        assert_eq!(found("[{}", "", "comma-or-bracket"), 2);
        assert_eq!(found("[1", "", "comma-or-bracket"), 2);
        assert_eq!(found("[", "", "value"), 1);
        assert_eq!(found("[{},", "", "value"), 2);
        assert_eq!(found("[{\"a\": [", "{\"a\": [", ""), 1);
        assert_eq!(found("[{\"a\": \"b},\n{}]", "{\"a\": \"b},\n{}]", ""), 1);
        assert_eq!(found("[{\"a\": \"b\n}, {}]", "{}", ""), 2);
    }

    #[test]
    fn of_an_element_that_is_too_long_little_is_kept() {
        let long = format!("{{\"a\": \"{}\"}}", "x".repeat(50));
        for drip in 1..=9 {
            let found = split(&format!("[1,\n{long}, 2,{long} ]"), drip, 8);
            assert_eq!(found.len(), 4, "{found:?}");
            assert!(found.iter().all(|(.., text, _)| text.len() <= 8 + drip), "{found:?}");
            let places: Vec<_> = found.iter().map(|one| (one.0, one.1, one.2, one.3)).collect();
            let after = 4 + long.len() as u64;
            let column = long.len() as u32;
            assert_eq!(
                places,
                [
                    (0, 1, 1, 2),
                    (1, 4, 2, 1),
                    (2, after + 2, 2, column + 3),
                    (3, after + 4, 2, column + 5)
                ]
            );
        }
    }

    #[test]
    fn no_part_has_more_than_so_many() {
        let text = format!("[{}1]", "1,".repeat(3 * MOST));
        let parts: Vec<Part> = Elements::new("-".into(), StreamText::new(text.as_bytes()), 100)
            .map(Result::unwrap)
            .collect();
        assert!(parts.iter().all(|part| part.places(100).len() <= MOST));
        assert_eq!(parts.iter().map(|part| part.places(100).len()).sum::<usize>(), 3 * MOST + 1);
    }
}
