//! A document's text, and its positions as the protocol counts them.

use crate::protocol::{Position, Range};

/// A text, and where its lines start.
#[derive(Debug, Clone, Default)]
pub(crate) struct Text {
    text: String,
    /// The offset of each line's first byte. A line ends at `\n`, `\r\n` or `\r`.
    starts: Vec<usize>,
}

impl Text {
    pub(crate) fn new(text: String) -> Self {
        let starts = starts(&text);
        Self { text, starts }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// The byte offset of a position in UTF-16 code units. A position after the end of a line is
    /// the line's end, and one within a character is before it.
    pub(crate) fn offset(&self, position: Position) -> usize {
        self.place(position).0
    }

    /// The offset of a position, and the character that it is in the middle of.
    fn place(&self, position: Position) -> (usize, Option<char>) {
        let line = position.line as usize;
        let Some(start) = self.starts.get(line).copied() else { return (self.text.len(), None) };
        let end = self.starts.get(line + 1).copied().unwrap_or(self.text.len());
        let line = self.text.get(start..end).unwrap_or_default();
        let line = line.trim_end_matches(['\n', '\r']);
        let mut units = 0;
        for (at, character) in line.char_indices() {
            let begin = units;
            units += character.len_utf16();
            if units > position.character as usize {
                let is_within = begin < position.character as usize;
                return (start + at, is_within.then_some(character));
            }
        }
        (start + line.len(), None)
    }

    /// The position of a byte offset; past the end, the end's.
    pub(crate) fn position(&self, offset: usize) -> Position {
        let most = offset.min(self.text.len());
        let is_boundary = |at: &usize| self.text.is_char_boundary(*at);
        let offset = (0..=most).rev().find(is_boundary).unwrap_or(0);
        let line = self.starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or(0);
        let before = self.text.get(start..offset).unwrap_or_default();
        let units = before.chars().map(char::len_utf16).sum();
        Position { line: fit(line), character: fit(units) }
    }

    /// The range of some bytes.
    pub(crate) fn range(&self, start: usize, end: usize) -> Range {
        Range { start: self.position(start), end: self.position(end.max(start)) }
    }

    /// Everything.
    pub(crate) fn whole(&self) -> Range {
        self.range(0, self.text.len())
    }

    /// Replaces a range, or all of it.
    pub(crate) fn replace(&mut self, range: Option<Range>, new: &str) {
        match range {
            Some(range) => {
                let ((start, first), (end, last)) =
                    (self.place(range.start), self.place(range.end));
                let end = end + last.map_or(0, char::len_utf8);
                self.text.replace_range(start..end.max(start), &between(first, new, last));
            }
            None => new.clone_into(&mut self.text),
        }
        self.starts = starts(&self.text);
    }
}

/// A new text, with the halves of the characters around it that an edit divides: together they may be
/// a character. For a half alone stands U+FFFD, which has one UTF-16 code unit as well.
fn between(first: Option<char>, new: &str, last: Option<char>) -> String {
    let high = first.and_then(|it| it.encode_utf16(&mut [0; 2]).first().copied());
    let low = last.and_then(|it| it.encode_utf16(&mut [0; 2]).last().copied());
    let units = high.into_iter().chain(new.encode_utf16()).chain(low);
    char::decode_utf16(units).map(|it| it.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

fn fit(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let ends_line = |(at, byte): (usize, &u8)| match byte {
        b'\n' => Some(at + 1),
        b'\r' if bytes.get(at + 1) != Some(&b'\n') => Some(at + 1),
        _ => None,
    };
    std::iter::once(0).chain(bytes.iter().enumerate().filter_map(ends_line)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(line: u32, character: u32) -> Position {
        Position { line, character }
    }

    #[test]
    fn positions_count_utf16() {
        let text = Text::new("가🍎a\r\nb\r\n\rc".to_owned());
        for (offset, position) in [
            (0, at(0, 0)),
            (3, at(0, 1)),
            (7, at(0, 3)),
            (8, at(0, 4)),
            (10, at(1, 0)),
            (13, at(2, 0)),
            (14, at(3, 0)),
            (15, at(3, 1)),
        ] {
            assert_eq!(text.position(offset), position, "{offset}");
            assert_eq!(text.offset(position), offset, "{position:?}");
        }
        // In the middle of an emoji, past the end of a line, past the last line.
        assert_eq!(text.offset(at(0, 2)), 3);
        assert_eq!(text.offset(at(0, 99)), 8);
        assert_eq!(text.offset(at(9, 0)), 15);
        assert_eq!(text.position(99), at(3, 1));
    }

    #[test]
    fn changes_replace_ranges() {
        let mut text = Text::new("가🍎나\n".to_owned());
        text.replace(Some(Range { start: at(0, 1), end: at(0, 3) }), "\n\n");
        assert_eq!(text.as_str(), "가\n\n나\n");
        assert_eq!(text.position(8), at(2, 1));
        text.replace(Some(Range { start: at(2, 1), end: at(0, 0) }), "x");
        assert_eq!(text.as_str(), "가\n\n나x\n");
        // Edits that divide an emoji: lengths in UTF-16 stay.
        text.replace(None, "🍎🍎");
        text.replace(Some(Range { start: at(0, 1), end: at(0, 3) }), "a");
        assert_eq!(text.as_str(), "\u{fffd}a\u{fffd}");
        text.replace(None, "🍎나");
        text.replace(Some(Range { start: at(0, 1), end: at(0, 1) }), "가");
        assert_eq!(text.as_str(), "\u{fffd}가\u{fffd}나");
        text.replace(None, "🍎🍎😀");
        text.replace(Some(Range { start: at(0, 1), end: at(0, 5) }), "");
        assert_eq!(text.as_str(), "🈀");
        text.replace(Some(Range { start: at(0, 1), end: at(0, 1) }), "");
        assert_eq!(text.as_str(), "🈀");
        text.replace(None, "끝");
        assert_eq!((text.as_str(), text.offset(at(5, 5))), ("끝", 3));
    }
}
