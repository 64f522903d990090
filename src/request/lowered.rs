//! A request's text with a copy of what is written in it by escapes, as what it represents, and
//! the way back: a body in a string, a percent-encoded part of a path.
//!
//! The copies follow the text itself, so that all of it is one text and a span is a range of it.

use super::lexer::{StringToken, offset};
use super::text::CharacterSpans;
use smartro_lint_rules::source::Span;

/// A text and what was copied of it; empty, where nothing had to be.
#[derive(Debug, Default)]
pub(crate) struct Lowered {
    pub(crate) text: String,
    /// Where the copies begin.
    base: usize,
    /// In the order of the copies.
    runs: Vec<Run>,
    /// Where something begins that is written nowhere in the text, if anything is.
    appended: Option<usize>,
    /// Where a copy begins of what is written in base64, if one is.
    encoded: Option<u32>,
}

/// What is written in one way, up to the next run.
#[derive(Debug, Clone, Copy)]
struct Run {
    at: u32,
    /// Where it is written in the text itself.
    original: u32,
    /// Whether it is written as it is, byte for byte; otherwise it is one character.
    same: bool,
}

impl Lowered {
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.runs.clear();
        self.appended = None;
        self.encoded = None;
    }

    pub(crate) fn is_used(&self) -> bool {
        !self.text.is_empty()
    }

    /// This text, or one of which nothing had to be copied.
    pub(crate) fn or<'t>(&'t self, text: &'t str) -> &'t str {
        if self.is_used() { &self.text } else { text }
    }

    /// Where a range of it is written in the text itself.
    #[inline]
    pub(crate) fn original(&self, span: Span) -> Span {
        if self.is_used() { self.of_copy(span) } else { span }
    }

    fn of_copy(&self, span: Span) -> Span {
        let is_appended = self.appended.is_some_and(|at| span.start as usize >= at);
        if is_appended || span.end as usize <= self.base {
            return span;
        }
        let start = self.start(span.start);
        Span { start, end: if span.is_empty() { start } else { self.end(span.end) } }
    }

    /// Whether there is a copy of what is written in base64, in which nothing can be replaced.
    pub(crate) fn is_encoded(&self) -> bool {
        self.encoded.is_some()
    }

    /// Whether a range of it is a copy of what is written in another way.
    pub(crate) fn is_copy(&self, span: Span) -> bool {
        self.is_used() && span.start as usize > self.base
    }

    /// Appends the characters of a string of the text; `text` is the one that is copied first of all.
    pub(super) fn unescape(&mut self, text: &str, token: StringToken) -> Span {
        let start = self.begin(text);
        for (character, span) in CharacterSpans::new(text, token.inside()) {
            self.push(character, span);
        }
        self.seal(start, offset(token.inside().end))
    }

    /// Appends strings of the text, each after a separator.
    pub(super) fn join<'s>(
        &mut self,
        text: &str,
        pieces: impl Iterator<Item = (&'s str, StringToken)>,
    ) -> Span {
        let start = self.begin(text);
        let mut end = 0;
        for (separator, piece) in pieces {
            let at = offset(piece.inside().start);
            // It is written nowhere.
            separator.chars().for_each(|one| self.push(one, Span { start: at, end: at }));
            for (character, span) in CharacterSpans::new(text, piece.inside()) {
                self.push(character, span);
            }
            end = offset(piece.inside().end);
        }
        self.seal(start, end)
    }

    /// Appends the object that a string of the text has in base64; nothing, where it has none.
    pub(super) fn decode(&mut self, text: &str, token: StringToken) -> Option<Span> {
        let digits: Vec<(u32, Span)> = CharacterSpans::new(text, token.inside())
            .filter(|(one, _)| !one.is_ascii_whitespace() && *one != '=')
            .map(|(one, span)| Some((base64_value(one)?, span)))
            .collect::<Option<_>>()?;
        let mut bytes = Vec::with_capacity(digits.len() / 4 * 3);
        for four in digits.chunks(4) {
            let value = four.iter().fold(0, |value, (digit, _)| value << 6 | digit);
            let value = value << (6 * (4 - four.len()));
            bytes.extend(value.to_be_bytes().into_iter().skip(1).take(four.len() * 3 / 4));
        }
        let decoded = std::str::from_utf8(&bytes).ok();
        let decoded = decoded.filter(|text| text.trim_start().starts_with('{'))?;
        let start = self.begin(text);
        self.encoded = Some(offset(start));
        for (at, character) in decoded.char_indices() {
            // No character is written by itself: each begins where its four digits do.
            let at = digits.get(at / 3 * 4).map_or(0, |(_, span)| span.start);
            self.push(character, Span { start: at, end: at });
        }
        Some(self.seal(start, offset(token.inside().end)))
    }

    /// Appends a part of a URL, decoded, as a JSON string without its quotes; whether that has
    /// escapes. The part is one of this text, if it is used.
    pub(super) fn percent_decode(&mut self, text: &str, part: Span) -> (Span, bool) {
        let source = if self.is_used() { part.of(&self.text) } else { part.of(text) };
        let characters = percent_decoded(source);
        let start = self.begin(text);
        let mut escaped = false;
        for (character, within) in characters {
            let span = Span { start: part.start + within.start, end: part.start + within.end };
            let span = self.original(span);
            self.push(character, span);
            if character == '\\' {
                // The second one is no character of its own.
                escaped = true;
                self.text.push(character);
            }
        }
        let end = self.original(part).end;
        (self.seal(start, end), escaped)
    }

    /// Adds what is written nowhere in the text; where it begins.
    pub(super) fn append(&mut self, text: &str) -> usize {
        self.text.push('\n');
        let start = self.text.len();
        self.appended = Some(start);
        self.text.push_str(text);
        start
    }

    fn begin(&mut self, text: &str) -> usize {
        if !self.is_used() {
            self.text.push_str(text);
            self.base = text.len();
        }
        self.text.push('\n');
        self.text.len()
    }

    fn push(&mut self, character: char, original: Span) {
        let at = offset(self.text.len());
        let same = original.len() == character.len_utf8();
        let goes_on = self.runs.last().is_some_and(|run| {
            run.same && same && at.wrapping_sub(run.at) == original.start.wrapping_sub(run.original)
        });
        if !goes_on {
            self.runs.push(Run { at, original: original.start, same });
        }
        self.text.push(character);
    }

    fn seal(&mut self, start: usize, original: u32) -> Span {
        let end = self.text.len();
        self.runs.push(Run { at: offset(end), original, same: true });
        Span::new(start, end)
    }

    /// The last run that begins at an offset or before it, and the one after it.
    fn run(&self, at: u32) -> (Option<Run>, Option<Run>) {
        let next = self.runs.partition_point(|run| run.at <= at);
        let last = next.checked_sub(1).and_then(|last| self.runs.get(last));
        (last.copied(), self.runs.get(next).copied())
    }

    fn start(&self, at: u32) -> u32 {
        match self.run(at).0 {
            Some(run) if run.same && at as usize > self.base => run.original + (at - run.at),
            Some(run) if at as usize > self.base => run.original,
            _ => at,
        }
    }

    fn end(&self, at: u32) -> u32 {
        match self.run(at.saturating_sub(1)) {
            (Some(run), _) if run.same => run.original + (at - run.at),
            // The four digits are underlined that the last character begins in.
            (Some(run), Some(_)) if self.encoded.is_some_and(|encoded| run.at >= encoded) => {
                let end = self.runs.last().map_or(u32::MAX, |last| last.original);
                (run.original + 4).min(end)
            }
            (_, Some(next)) => next.original,
            (_, None) => at,
        }
    }
}

/// A part of a URL decoded, and where each character is written; bytes that are no UTF-8 stay
/// as they are written.
pub(super) fn percent_decoded(part: &str) -> Vec<(char, Span)> {
    let mut characters = Vec::with_capacity(part.len());
    let mut rest = 0;
    while let Some(text) = part.get(rest..).filter(|text| !text.is_empty()) {
        // No character takes more than four bytes.
        let encoded: Vec<u8> =
            text.as_bytes().chunks_exact(3).take(4).map_while(percent_byte).collect();
        let decoded = encoded.utf8_chunks().next().map(|chunk| chunk.valid()).unwrap_or_default();
        for character in decoded.chars() {
            let end = rest + 3 * character.len_utf8();
            characters.push((character, Span::new(rest, end)));
            rest = end;
        }
        if let (true, Some(character)) = (decoded.is_empty(), text.chars().next()) {
            let end = rest + character.len_utf8();
            characters.push((character, Span::new(rest, end)));
            rest = end;
        }
    }
    characters
}

/// The value of a digit of base64, of either alphabet.
fn base64_value(digit: char) -> Option<u32> {
    let from = |first: char, value: u32| Some(digit as u32 - first as u32 + value);
    match digit {
        'A'..='Z' => from('A', 0),
        'a'..='z' => from('a', 26),
        '0'..='9' => from('0', 52),
        '+' | '-' => Some(62),
        '/' | '_' => Some(63),
        _ => None,
    }
}

/// `%ED`
fn percent_byte(digits: &[u8]) -> Option<u8> {
    let digits: &[u8; 2] = digits.strip_prefix(b"%")?.try_into().ok()?;
    let value = super::lexer::hex_value(digits)?;
    u8::try_from(value).ok()
}

/// Whether a part of a URL decodes to this.
pub(super) fn decodes_to(part: &str, name: &str) -> bool {
    if !part.contains('%') {
        return part == name;
    }
    percent_decoded(part).into_iter().map(|(character, _)| character).eq(name.chars())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::lexer::Lexer;

    #[test]
    fn every_character_leads_back_to_where_it_is_written() {
        let text = r#"{"가": "a\"\u00e9\uD83C\uDF4E나\\\n", "b": 1}"#;
        let token = Lexer::new(text, text.find("\"a").unwrap()).string().unwrap();
        let mut lowered = Lowered::default();
        let span = lowered.unescape(text, token);
        assert_eq!(span.of(&lowered.text), "a\"é🍎나\\\n");
        let written: Vec<&str> = span
            .of(&lowered.text)
            .char_indices()
            .map(|(at, one)| {
                let start = span.start as usize + at;
                lowered.original(Span::new(start, start + one.len_utf8())).of(text)
            })
            .collect();
        assert_eq!(written, ["a", r#"\""#, r"\u00e9", r"\uD83C\uDF4E", "나", r"\\", r"\n"]);
        assert_eq!(Some(lowered.original(span).of(text)), text.get(token.inside()));
        assert_eq!(lowered.original(Span::new(2, 5)), Span::new(2, 5));
        let end = lowered.original(Span::new(span.end as usize, span.end as usize));
        assert_eq!(end.start as usize, token.inside().end);
    }

    #[test]
    fn what_is_percent_encoded_leads_back_too() {
        for (url, decoded, first) in [
            ("%61bc", "abc", "%61"),
            ("%ED%95%9C글", "한글", "%ED%95%9C"),
            ("%ff%41", "%ffA", "%"),
            ("%ED%95x", "%ED%95x", "%"),
            ("%", "%", "%"),
            ("%5C", r"\\", "%5C"),
        ] {
            let text = format!("/{url}/");
            let mut lowered = Lowered::default();
            let (span, escaped) = lowered.percent_decode(&text, Span::new(1, 1 + url.len()));
            assert_eq!((span.of(&lowered.text), escaped), (decoded, decoded.contains('\\')));
            let length = decoded.chars().next().unwrap().len_utf8();
            let start = span.start as usize;
            assert_eq!(lowered.original(Span::new(start, start + length)).of(&text), first);
            assert_eq!(lowered.original(span).of(&text), url);
        }
    }
}
