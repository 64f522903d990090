//! A named text, and places in it.

mod byte_order_mark;
mod position;

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

pub use byte_order_mark::byte_order_mark;
pub use position::{Position, Positions};
use position::{checkpoints, locate};

/// A range of bytes in a text, the end excluded.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
)]
pub struct Span {
    /// The first byte, counted from 0.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// The bytes from `start` up to, but not including, `end`.
    ///
    /// Offsets past 4 GiB do not occur: no text that long is read.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let fit = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { start: fit(start), end: fit(end.max(start)) }
    }

    /// How many bytes it covers.
    #[must_use]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it covers no byte at all.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// From the start of this span to the end of the other.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start, end: other.end.max(self.start) }
    }

    /// Whether `other` lies within it.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// As indices of a byte slice.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text it covers; nothing where it does not fit the text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }
}

impl From<Span> for miette::SourceSpan {
    fn from(span: Span) -> Self {
        (span.start as usize, span.len()).into()
    }
}

/// A text and the name that a diagnostic calls it by.
pub struct Source {
    /// Usually a path.
    pub name: String,
    /// The whole text.
    pub text: Cow<'static, str>,
    /// The line and column of its first character.
    start: Position,
    checkpoints: OnceLock<Vec<Position>>,
}

/// A line wider than this, in columns, is quoted in part: no more of it is shown, however wide a
/// terminal is.
const LONG_LINE: usize = 160;

/// How much is underlined of a long line, in columns.
const UNDERLINED: usize = LONG_LINE;

impl Source {
    /// A text, ready to be shared by the diagnostics about it.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<Cow<'static, str>>) -> Arc<Self> {
        Arc::new(Self::part(name, text, Position::START))
    }

    /// A part of a text that starts at a place in it.
    pub fn part(
        name: impl Into<String>,
        text: impl Into<Cow<'static, str>>,
        start: Position,
    ) -> Self {
        Self { name: name.into(), text: text.into(), start, checkpoints: OnceLock::new() }
    }

    fn position(&self, offset: usize) -> Position {
        let text = self.text.as_bytes();
        let checkpoints = self.checkpoints.get_or_init(|| checkpoints(text));
        locate(text, checkpoints, offset).after(self.start)
    }

    /// The line around an offset, as far as it is worth looking, and whether it is a long one.
    fn line_around(&self, at: usize) -> (std::ops::Range<usize>, bool) {
        // No character takes more than four bytes.
        let from = floor_boundary(&self.text, at.saturating_sub(4 * LONG_LINE));
        let to = floor_boundary(&self.text, at.saturating_add(4 * LONG_LINE));
        let before = self.text.get(from..at).unwrap_or("");
        let after = self.text.get(at..to).unwrap_or("");
        let start = before.rfind('\n').map(|newline| from + newline + 1);
        let end = after.find('\n').map(|newline| at + newline);
        let cut = (start.is_none() && from > 0) || (end.is_none() && to < self.text.len());
        let line = start.unwrap_or(from)..end.unwrap_or(to);
        let wide = self.text.get(line.clone()).is_some_and(|line| columns(line) > LONG_LINE);
        (line, cut || wide)
    }

    /// A part of a line that is too long to be quoted whole.
    fn window(&self, start: usize, end: usize) -> std::ops::Range<usize> {
        let (first, last) = (self.line_around(start).0, self.line_around(end).0);
        let before = self.text.get(first.start..start).unwrap_or("");
        let after = self.text.get(end..last.end).unwrap_or("");
        let kept = |characters: &mut dyn Iterator<Item = char>, most: usize| -> usize {
            let mut used = 0;
            let fits = |character: &char| {
                used += width(*character);
                used <= most
            };
            characters.take_while(fits).map(char::len_utf8).sum()
        };
        let from = start - kept(&mut before.chars().rev(), LONG_LINE);
        from..end + kept(&mut after.chars(), LONG_LINE)
    }

    /// The end of what is underlined: of a long value on a long line, only its start is.
    pub fn underlined_end(&self, start: usize, end: usize) -> usize {
        let value = self.text.get(start..end).unwrap_or("");
        if columns(value) <= UNDERLINED || !self.line_around(start).1 {
            return end;
        }
        let mut used = 0;
        let shown = value.chars().take_while(|character| {
            used += width(*character);
            used <= UNDERLINED
        });
        start + shown.map(char::len_utf8).sum::<usize>()
    }

    /// What is underlined of a span: of a long line its start.
    pub fn underlined(&self, span: Span) -> Span {
        let (start, end) = (span.start as usize, span.end as usize);
        Span::new(start, self.underlined_end(start, end))
    }

    fn contents(&self, range: std::ops::Range<usize>) -> miette::MietteSpanContents<'_> {
        let position = self.position(range.start);
        let data = self.text.get(range.clone()).unwrap_or("");
        miette::MietteSpanContents::new_named(
            self.name.clone(),
            data.as_bytes(),
            (range.start, data.len()).into(),
            position.line as usize - 1,
            // Past this miette's own arithmetic ends.
            (position.column as usize - 1).min(60_000),
            data.bytes().filter(|byte| *byte == b'\n').count() + 1,
        )
    }
}

impl miette::SourceCode for Source {
    /// As miette reads text, but for three things: columns count characters, without lines around
    /// it the span alone is given, and of a line that no terminal could show the part around it.
    fn read_span<'a>(
        &'a self,
        span: &miette::SourceSpan,
        lines_before: usize,
        lines_after: usize,
    ) -> Result<Box<dyn miette::SpanContents<'a> + 'a>, miette::MietteError> {
        let (start, end) = (span.offset(), span.offset() + span.len());
        if end > self.text.len() || !self.text.is_char_boundary(start) {
            return Err(miette::MietteError::OutOfBounds);
        }
        if lines_before == 0 {
            return Ok(Box::new(self.contents(start..end)));
        }
        let ((first, long), (last, long_too)) = (self.line_around(start), self.line_around(end));
        if long || long_too {
            // Two labels far apart on one line are shown apart.
            if columns(self.text.get(start..end).unwrap_or("")) > UNDERLINED + LONG_LINE {
                return Err(miette::MietteError::OutOfBounds);
            }
            return Ok(Box::new(self.contents(self.window(start, end))));
        }
        let (mut from, mut to) = (first.start, last.end);
        for _ in 0..lines_before {
            let (line, long) = self.line_around(from.saturating_sub(1));
            if from == 0 || long {
                break;
            }
            from = line.start;
        }
        for _ in 0..lines_after {
            let (line, long) = self.line_around((to + 1).min(self.text.len()));
            if to >= self.text.len() || long {
                break;
            }
            to = line.end;
        }
        Ok(Box::new(self.contents(from..to)))
    }
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.text == other.text
    }
}

impl Eq for Source {}

impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Source").field("name", &self.name).finish_non_exhaustive()
    }
}

/// The last offset up to this one that lies between two characters.
fn floor_boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// How many columns a terminal gives a text.
pub fn columns(text: &str) -> usize {
    text.chars().map(width).sum()
}

/// How many columns a terminal gives a character: two from Hangul on, as good as always.
fn width(character: char) -> usize {
    if character >= '\u{1100}' { 2 } else { 1 }
}
