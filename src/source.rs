//! A named text, and places in it.

use std::sync::Arc;

/// A range of bytes in a text, the end excluded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
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
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// Usually a path.
    pub name: String,
    /// The whole text.
    pub text: String,
}

impl Source {
    /// A text, ready to be shared by the diagnostics about it.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self { name: name.into(), text: text.into() })
    }
}

impl miette::SourceCode for Source {
    fn read_span<'a>(
        &'a self,
        span: &miette::SourceSpan,
        lines_before: usize,
        lines_after: usize,
    ) -> Result<Box<dyn miette::SpanContents<'a> + 'a>, miette::MietteError> {
        let inner = self.text.read_span(span, lines_before, lines_after)?;
        Ok(Box::new(miette::MietteSpanContents::new_named(
            self.name.clone(),
            inner.data(),
            *inner.span(),
            inner.line(),
            inner.column(),
            inner.line_count(),
        )))
    }
}

/// Where a place is, for a person or an editor: counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Position {
    /// The line; a line ends at `\n`.
    pub line: u32,
    /// The column, in characters (code points).
    pub column: u32,
    /// The column, in UTF-16 code units, as LSP and SARIF count by default.
    #[serde(skip)]
    pub utf16: u32,
}

/// Finds lines and columns in a text.
///
/// The places are best asked for in rising order: it goes on from the last one.
#[derive(Debug, Clone)]
pub struct Positions<'t> {
    text: &'t [u8],
    offset: usize,
    position: Position,
}

impl<'t> Positions<'t> {
    const START: Position = Position { line: 1, column: 1, utf16: 1 };

    /// At the start of a text (UTF-8; other bytes count as they come).
    #[must_use]
    pub fn new(text: &'t [u8]) -> Self {
        Self { text, offset: 0, position: Self::START }
    }

    /// The line and the column of a byte offset; past the end, the end's.
    pub fn at(&mut self, offset: usize) -> Position {
        let offset = offset.min(self.text.len());
        if offset < self.offset {
            *self = Self::new(self.text);
        }
        let skipped = self.text.get(self.offset..offset).unwrap_or_default();
        let mut lines = skipped.split(|byte| *byte == b'\n');
        let mut last = lines.next().unwrap_or_default();
        for line in lines {
            self.position = Position { line: self.position.line.saturating_add(1), ..Self::START };
            last = line;
        }
        self.position.column = self.position.column.saturating_add(characters(last));
        self.position.utf16 = self.position.utf16.saturating_add(utf16_units(last));
        self.offset = offset;
        self.position
    }
}

fn characters(bytes: &[u8]) -> u32 {
    let count = bytes.iter().filter(|byte| !is_continuation(**byte)).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn utf16_units(bytes: &[u8]) -> u32 {
    // Only characters of four bytes, which start with 0xF0 or more, take two units.
    let pairs = bytes.iter().filter(|byte| **byte >= 0xF0).count();
    characters(bytes).saturating_add(u32::try_from(pairs).unwrap_or(u32::MAX))
}

fn is_continuation(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_utf16_units() {
        let text = "{\n  \"나🍎\": 1";
        let mut positions = Positions::new(text.as_bytes());
        let one = text.find('1').unwrap();
        let position = positions.at(one);
        assert_eq!((position.line, position.column, position.utf16), (2, 9, 10));
        assert_eq!(positions.at(0), Position { line: 1, column: 1, utf16: 1 });
        assert_eq!(positions.at(999).line, 2);
    }
}
