//! JSON Lines, a part at a time: memory is needed for a part, not for the file.

use std::io::{self, ErrorKind, Read};
use std::sync::Arc;

use super::input::Part;
use smartro_lint::Pieces;

/// How much is asked for at a time, in bytes: enough to be worth a thread's while, little
/// enough to stay in its cache.
pub(super) const CHUNK: usize = 256 << 10;

/// The parts of a text, each of whole lines.
///
/// A part is what can be had without waiting, so that a stream is linted as it comes. A line that
/// is longer than the limit comes in several parts: the first is longer than the limit, and the
/// others hold no requests.
pub(super) struct Lines<R> {
    name: Arc<str>,
    input: R,
    /// The longest line, in bytes.
    limit: usize,
    /// What was read and not handed on: the beginning of a line.
    kept: Vec<u8>,
    /// How many bytes and how many lines were handed on.
    offset: u64,
    line: usize,
    /// Whether what follows is the rest of a line that is too long.
    too_long: bool,
}

impl<R: Read> Lines<R> {
    /// The lines of what was read already and of what follows it.
    pub(super) fn new(name: Arc<str>, kept: Vec<u8>, input: R, limit: usize) -> Self {
        Self { name, input, limit, kept, offset: 0, line: 0, too_long: false }
    }

    /// The next lines; none: the text has ended.
    fn read(&mut self) -> io::Result<Option<Part>> {
        if self.too_long {
            return self.read_rest();
        }
        let mut text = std::mem::take(&mut self.kept);
        let mut known = 0;
        loop {
            let new = text.get(known..).unwrap_or_default();
            if let Some(at) = memchr::memrchr(b'\n', new) {
                self.kept = text.split_off(known + at + 1);
                return Ok(Some(self.part(text, Some(Pieces::Lines))));
            }
            if text.len() > self.limit {
                self.too_long = true;
                return Ok(Some(self.part(text, Some(Pieces::Lines))));
            }
            known = text.len();
            if read_more(&mut self.input, &mut text)? == 0 {
                let last = || self.part(text, Some(Pieces::Lines));
                return Ok((known > 0).then(last));
            }
        }
    }

    /// More of a line that is too long.
    fn read_rest(&mut self) -> io::Result<Option<Part>> {
        let mut text = Vec::new();
        if read_more(&mut self.input, &mut text)? == 0 {
            return Ok(None);
        }
        if let Some(at) = memchr::memchr(b'\n', &text) {
            self.too_long = false;
            self.kept = text.split_off(at + 1);
        }
        Ok(Some(self.part(text, None)))
    }

    fn part(&mut self, text: Vec<u8>, pieces: Option<Pieces>) -> Part {
        let (offset, line) = (self.offset, self.line);
        self.offset += text.len() as u64;
        self.line += memchr::memchr_iter(b'\n', &text).count();
        Part { name: Arc::clone(&self.name), text, pieces, offset, line }
    }
}

impl<R: Read> Iterator for Lines<R> {
    type Item = io::Result<Part>;

    fn next(&mut self) -> Option<Self::Item> {
        self.read().transpose()
    }
}

/// Reads what there is, at most a chunk; 0: the text has ended.
fn read_more(input: &mut impl Read, text: &mut Vec<u8>) -> io::Result<usize> {
    let known = text.len();
    text.resize(known + CHUNK, 0);
    let read = loop {
        match input.read(text.get_mut(known..).unwrap_or_default()) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            read => break read,
        }
    };
    text.truncate(known + *read.as_ref().unwrap_or(&0));
    read
}

/// Reads until it is clear how requests stand in a text whose name does not say so: one a
/// line, if the first line is JSON by itself and others follow.
pub(super) fn detect(input: &mut impl Read, limit: usize) -> io::Result<(Vec<u8>, Pieces)> {
    let mut text = Vec::new();
    // Where the first line that is not blank starts and ends.
    let (mut start, mut end) = (0, None);
    loop {
        let known = text.len();
        if read_more(input, &mut text)? == 0 {
            return Ok((text, Pieces::Json));
        }
        if start == known {
            start += blanks(text.get(known..).unwrap_or_default());
        }
        if end.is_none() {
            let from = start.max(known);
            let newline = memchr::memchr(b'\n', text.get(from..).unwrap_or_default());
            end = newline.map(|at| from + at);
        }
        let follows = end.is_some_and(|end| {
            let rest = text.get(end.max(known)..).unwrap_or_default();
            blanks(rest) < rest.len()
        });
        if follows || text.len() > limit {
            // A line that is too long is taken for one of many.
            let lines = end.map_or(start < text.len(), |end| {
                is_json(text.get(start..end).unwrap_or_default())
            });
            return Ok((text, if lines { Pieces::Lines } else { Pieces::Json }));
        }
    }
}

fn blanks(text: &[u8]) -> usize {
    text.len() - text.trim_ascii_start().len()
}

fn is_json(text: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives a few bytes at a time, as a pipe may.
    struct Drip<'t>(&'t [u8], usize);

    impl Read for Drip<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let size = self.1.min(buffer.len());
            self.0.read(&mut buffer[..size])
        }
    }

    fn parts(text: &str, drip: usize, limit: usize) -> Vec<(String, u64, usize)> {
        let lines = Lines::new("-".into(), Vec::new(), Drip(text.as_bytes(), drip), limit);
        let parts = lines.map(|part| {
            let Part { text, offset, line, .. } = part.unwrap();
            (String::from_utf8(text).unwrap(), offset, line)
        });
        parts.collect()
    }

    #[test]
    fn parts_are_whole_lines_and_know_where_they_stand() {
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
    fn requests_a_line_are_seen_from_the_first_line() {
        let kind = |text: &str| {
            let kinds: Vec<Pieces> = (1..=text.len().max(1))
                .map(|drip| detect(&mut Drip(text.as_bytes(), drip), 20).unwrap().1)
                .collect();
            assert!(kinds.iter().all(|kind| *kind == kinds[0]), "{text}");
            kinds[0]
        };
        for lines in ["{}\n{}", "\n {}\n\n{}\n", "[1]\n{", "{}\n}\n"] {
            assert_eq!(kind(lines), Pieces::Lines, "{lines}");
        }
        for json in ["", "\n\n", "{}", "{}\n \n", "[{},\n{}]", "\n{\n}\n"] {
            assert_eq!(kind(json), Pieces::Json, "{json}");
        }
    }

    #[test]
    fn a_first_line_that_is_too_long_is_one_of_many() {
        let text = format!("[{}]\n{{}}", " ".repeat(50));
        assert_eq!(detect(&mut Drip(text.as_bytes(), 3), 20).unwrap().1, Pieces::Lines);
        let blank = " ".repeat(50);
        assert_eq!(detect(&mut Drip(blank.as_bytes(), 3), 20).unwrap().1, Pieces::Json);
    }
}
