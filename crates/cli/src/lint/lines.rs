//! JSON Lines, a part at a time: memory is needed for a part, not for the file.

use std::io::{self, Read};
use std::sync::Arc;

use super::elements::MOST;
use super::part::{Part, Requests, Start};
use super::text::StreamText;

/// The parts of a text, each of whole lines.
///
/// A part is what can be had without waiting, so that a stream is linted as it comes. A line that
/// is longer than the limit comes in several parts: the first is longer than the limit, and the
/// others hold no requests.
pub(super) struct Lines<R> {
    name: Arc<str>,
    text: StreamText<R>,
    /// The longest line, in bytes.
    limit: usize,
    start: Start,
    /// Whether what follows is the rest of a line that is too long.
    too_long: bool,
}

impl<R: Read> Lines<R> {
    /// The lines of a text.
    pub(super) fn new(name: Arc<str>, text: StreamText<R>, limit: usize) -> Self {
        Self { name, text, limit, start: Start::FILE, too_long: false }
    }

    /// The next lines; none: the text has ended.
    fn read(&mut self) -> io::Result<Option<Part>> {
        if self.too_long {
            return self.read_rest();
        }
        let mut known = 0;
        loop {
            let text = self.text.rest();
            let new = text.get(known..).unwrap_or_default();
            if let Some((length, lines)) = whole_lines(new) {
                return Ok(Some(self.part((known + length, lines), Requests::Lines)));
            }
            known = text.len();
            if known > self.limit {
                self.too_long = true;
                return Ok(Some(self.part((known, 0), Requests::Lines)));
            }
            if !self.text.read_more()? {
                return Ok((known > 0).then(|| self.part((known, 0), Requests::Lines)));
            }
        }
    }

    /// The next bytes, in which so many lines end.
    fn part(&mut self, (length, lines): (usize, usize), requests: Requests) -> Part {
        let (text, start) = (self.text.take(length), self.start);
        self.start.origin.offset += text.len() as u64;
        self.start.index += lines;
        let name = Arc::clone(&self.name);
        Part { start, ..Part::whole(name, text, requests) }
    }

    /// More of a line that is too long.
    fn read_rest(&mut self) -> io::Result<Option<Part>> {
        if self.text.rest().is_empty() && !self.text.read_more()? {
            return Ok(None);
        }
        let end = memchr::memchr(b'\n', self.text.rest());
        self.too_long = end.is_none();
        let length = end.map_or(self.text.rest().len(), |at| at + 1);
        let lines = usize::from(end.is_some());
        Ok(Some(self.part((length, lines), Requests::Rest)))
    }
}

/// How long the whole lines of a text are, or as many of them as a part may have, and how many
/// these are.
fn whole_lines(text: &[u8]) -> Option<(usize, usize)> {
    let mut ends = memchr::memchr_iter(b'\n', text);
    let lines = ends.clone().count();
    let last = match lines > MOST {
        true => ends.nth(MOST - 1)?,
        false => memchr::memrchr(b'\n', text)?,
    };
    Some((last + 1, lines.min(MOST)))
}

impl<R: Read> Iterator for Lines<R> {
    type Item = io::Result<Part>;

    fn next(&mut self) -> Option<Self::Item> {
        self.read().transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::text::Drip;

    fn parts(text: &str, drip: usize, limit: usize) -> Vec<(String, u64, usize)> {
        let lines = Lines::new("-".into(), StreamText::new(Drip(text.as_bytes(), drip)), limit);
        let parts = lines.map(|part| {
            let Part { text, start, .. } = part.unwrap();
            (String::from_utf8(text).unwrap(), start.origin.offset, start.index)
        });
        parts.collect()
    }

    #[test]
    fn parts_are_whole_lines_and_know_where_they_are() {
        let text = "one\r\n\n\ntwo\nthree\n\nfour";
        for drip in 1..=text.len() {
            let parts = parts(text, drip, 100);
            let whole: String = parts.iter().map(|(text, ..)| text.as_str()).collect();
            assert_eq!(whole, text);
            for (part, offset, line) in &parts {
                let (before, rest) = text.split_at(usize::try_from(*offset).unwrap());
                assert!(rest.starts_with(part.as_str()));
                assert!(before.is_empty() || before.ends_with('\n'));
                assert_eq!(before.matches('\n').count(), *line);
            }
        }
        assert_eq!(parts("", 1, 100), []);
    }

    #[test]
    fn a_line_that_is_too_long_comes_in_parts() {
        let text = format!("a\n{}\nb\n{}", "x".repeat(50), "y".repeat(50));
        for drip in 1..=4 {
            let parts = parts(&text, drip, 8);
            let whole: String = parts.iter().map(|(part, ..)| part.as_str()).collect();
            assert_eq!(whole, text);
            let long: Vec<_> = parts.iter().filter(|(part, ..)| part.len() > 8).collect();
            assert_eq!(long.len(), 2);
            assert!(long.iter().all(|(part, ..)| part.len() <= 8 + drip), "{parts:?}");
            assert_eq!((long[0].1, long[0].2, long[1].1, long[1].2), (2, 1, 55, 3));
            assert!(parts.iter().any(|part| *part == ("b\n".to_owned(), 53, 2)));
        }
    }

    #[test]
    fn no_part_has_more_lines_than_so_many() {
        let text = "1\n".repeat(3 * MOST + 1);
        let parts =
            Lines::new("-".into(), StreamText::new(text.as_bytes()), 100).map(Result::unwrap);
        let counts: Vec<usize> = parts.map(|part| part.places(100).len()).collect();
        assert_eq!(counts, [MOST, MOST, MOST, 1]);
    }
}
