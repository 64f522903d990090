//! Lines and columns of places in a text.

use std::sync::OnceLock;

use super::byte_order_mark::byte_order_mark;

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

impl Position {
    /// The first character of a text.
    pub const START: Self = Self { line: 1, column: 1, utf16: 1 };

    /// A place in a part of a text, as a place in the whole.
    pub fn after(self, start: Self) -> Self {
        let line = self.line.saturating_add(start.line - 1);
        match self.line {
            1 => Self {
                line,
                column: self.column.saturating_add(start.column - 1),
                utf16: self.utf16.saturating_add(start.utf16 - 1),
            },
            _ => Self { line, ..self },
        }
    }

    /// The place after these bytes.
    #[must_use]
    pub fn advanced(self, bytes: &[u8]) -> Self {
        bytes.chunks(FITS).fold(self, Self::past)
    }

    /// The place after at most [`FITS`] bytes.
    #[inline]
    fn past(mut self, bytes: &[u8]) -> Self {
        let mut counts = Counts::of(bytes);
        if counts.newlines != [0; LANES] {
            let line = self.line.saturating_add(total(counts.newlines));
            self = Self { line, ..Self::START };
            counts = Counts::of(bytes.rsplit(|byte| *byte == b'\n').next().unwrap_or_default());
        }
        let characters = total(counts.characters);
        self.column = self.column.saturating_add(characters);
        self.utf16 = self.utf16.saturating_add(characters).saturating_add(total(counts.pairs));
        self
    }
}

/// How far apart the places are that are known, in bytes.
const STEP: usize = 512;

/// Finds lines and columns in a text: after one look at the whole of it, each costs little.
#[derive(Debug, Clone)]
pub struct Positions<'t> {
    text: &'t [u8],
    checkpoints: OnceLock<Vec<Position>>,
}

impl<'t> Positions<'t> {
    /// Those of a text (UTF-8; other bytes count as they come).
    #[must_use]
    pub fn new(text: &'t [u8]) -> Self {
        Self { text, checkpoints: OnceLock::new() }
    }

    /// The line and the column of a byte offset; past the end, the end's.
    #[must_use]
    pub fn at(&self, offset: usize) -> Position {
        if offset < STEP {
            return counted(Position::START, self.text.get(..offset).unwrap_or(self.text));
        }
        locate(self.text, self.checkpoints.get_or_init(|| checkpoints(self.text)), offset)
    }
}

/// The places at every [`STEP`] bytes.
pub(super) fn checkpoints(text: &[u8]) -> Vec<Position> {
    let mut places = Vec::with_capacity(text.len() / STEP + 1);
    places.push(Position::START);
    for chunk in text.chunks_exact(STEP) {
        let last = places.last().copied().unwrap_or(Position::START);
        places.push(if places.len() == 1 { counted(last, chunk) } else { last.advanced(chunk) });
    }
    places
}

/// The place after the first bytes of a text, whose byte order mark is no character: no editor has it.
fn counted(start: Position, text: &[u8]) -> Position {
    start.advanced(text.get(byte_order_mark(text)..).unwrap_or_default())
}

pub(super) fn locate(text: &[u8], checkpoints: &[Position], offset: usize) -> Position {
    let offset = offset.min(text.len());
    let known = checkpoints.get(offset / STEP).copied().unwrap_or(Position::START);
    let rest = text.get(offset / STEP * STEP..offset).unwrap_or_default();
    if offset < STEP { counted(known, rest) } else { known.advanced(rest) }
}

/// Bytes that are looked at together.
const LANES: usize = 16;

/// Of how many bytes the counts in each lane fit a byte.
const FITS: usize = 255 * LANES;

/// How many ends of lines, characters, and characters of two UTF-16 code units bytes have.
#[derive(Default)]
struct Counts {
    newlines: [u8; LANES],
    characters: [u8; LANES],
    pairs: [u8; LANES],
}

impl Counts {
    /// Those of at most [`FITS`] bytes.
    #[inline]
    fn of(bytes: &[u8]) -> Self {
        let mut counts = Self::default();
        let (blocks, rest) = bytes.as_chunks::<LANES>();
        blocks.iter().for_each(|block| counts.add(block));
        // These bytes count as nothing.
        let mut last = [0x80; LANES];
        last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        counts.add(&last);
        counts
    }

    /// Without branches, and with a count for each lane: the compiler then uses vectors.
    #[inline]
    fn add(&mut self, block: &[u8; LANES]) {
        let lanes = self.newlines.iter_mut().zip(&mut self.characters).zip(&mut self.pairs);
        for (((newlines, characters), pairs), byte) in lanes.zip(block) {
            *newlines += u8::from(*byte == b'\n');
            *characters += u8::from(byte & 0xC0 != 0x80);
            // They have four bytes, the first of which is 0xF0 to 0xF4; others are no text.
            *pairs += u8::from(byte.wrapping_sub(0xF0) <= 4);
        }
    }
}

/// What all lanes counted.
#[inline]
fn total(lanes: [u8; LANES]) -> u32 {
    const EVERY_OTHER: u128 = u128::MAX / 0xFFFF * 0xFF;
    let lanes = u128::from_ne_bytes(lanes);
    // Eight sums of two, then four of four, of sixteen bits each; the multiplication adds them.
    let twos = (lanes & EVERY_OTHER) + (lanes >> 8 & EVERY_OTHER);
    let fours = twos as u64 + (twos >> 64) as u64;
    (fours.wrapping_mul(0x0001_0001_0001_0001) >> 48) as u32
}

#[cfg(test)]
mod tests {
    use super::super::Source;
    use super::*;

    #[test]
    fn columns_count_characters_and_utf16_units() {
        let text = "{\n  \"나🍎\": 1";
        let positions = Positions::new(text.as_bytes());
        let one = text.find('1').unwrap();
        let position = positions.at(one);
        assert_eq!((position.line, position.column, position.utf16), (2, 9, 10));
        assert_eq!(positions.at(0), Position { line: 1, column: 1, utf16: 1 });
        assert_eq!(positions.at(999).line, 2);
    }

    #[test]
    fn a_byte_order_mark_is_in_no_column() {
        let long = "가".repeat(300);
        for (text, column) in [("\u{feff}ab", 2), (&*format!("\u{feff}{long}ab"), 302)] {
            let positions = Positions::new(text.as_bytes());
            let source = Source::part("", text.to_owned(), Position::START);
            let b = text.find('b').unwrap();
            assert_eq!((positions.at(b).column, source.position(b).column), (column, column));
            assert_eq!((positions.at(0).column, positions.at(3).column), (1, 1));
        }
    }

    #[test]
    fn places_far_into_a_text_are_found_in_any_order() {
        for (text, step) in [("가a\n🍎 ".repeat(3000), 997), ("가a🍎 \"bcd".repeat(90), 1)] {
            let positions = Positions::new(text.as_bytes());
            for (at, _) in text.char_indices().rev().step_by(step) {
                let before = text.get(..at).unwrap();
                let line = before.matches('\n').count() + 1;
                let last = before.rsplit('\n').next().unwrap();
                let (column, utf16) = (last.chars().count() + 1, last.encode_utf16().count() + 1);
                let found = positions.at(at);
                let found = (found.line as usize, found.column as usize, found.utf16 as usize);
                assert_eq!(found, (line, column, utf16));
            }
        }
    }
}
