//! From a key's or a member's text to its place, in one probe.

use serde::{Deserialize, Serialize};

/// What tells a text from others: how long it is, and its first and last eight bytes.
///
/// Texts of at most [`Ends::WHOLE`] bytes are equal where their ends are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ends {
    first: u64,
    last: u64,
    length: u32,
}

impl Ends {
    /// How long a text may be that its ends are all of, in bytes.
    pub const WHOLE: u32 = 16;

    /// The ends of the first bytes of a word, less than eight.
    #[inline]
    pub(crate) fn short(word: u64, length: usize) -> Self {
        Self { first: word & !(u64::MAX << (8 * length)), last: 0, length: length as u32 }
    }

    /// The ends of a word and the first bytes of the next, less than eight.
    #[inline]
    pub(crate) fn medium(word: u64, next: u64, more: usize) -> Self {
        let bits = 8 * more;
        // Of no bits two halves are shifted, since all of them at once cannot be.
        let last = (word >> bits) | (next << (63 - bits) << 1);
        Self { first: word, last, length: 8 + more as u32 }
    }

    /// The ends of a text.
    #[must_use]
    #[inline]
    pub fn of(text: &[u8]) -> Self {
        Self::within(text, 0, text.len())
    }

    /// The ends of a part of a text: where more text follows, eight bytes are read at once.
    #[must_use]
    #[inline]
    pub fn within(text: &[u8], start: usize, end: usize) -> Self {
        let size = end.saturating_sub(start);
        let length = u32::try_from(size).unwrap_or(u32::MAX);
        let word = |at: usize| {
            let chunk = text.get(at..)?.first_chunk::<8>()?;
            Some(u64::from_le_bytes(*chunk))
        };
        if size >= 8 {
            let first = word(start).unwrap_or_default();
            return Self { first, last: word(end - 8).unwrap_or_default(), length };
        }
        let first = word(start).unwrap_or_else(|| {
            let short = text.get(start..end).unwrap_or_default();
            short.iter().rev().fold(0, |word, byte| (word << 8) | u64::from(*byte))
        });
        Self::short(first, size)
    }

    /// A hash of the text.
    ///
    /// Quick rather than strong: who compares by it compares the texts too, and sorts where
    /// there are many.
    #[must_use]
    #[inline]
    pub fn hash(self) -> u32 {
        (self.mixed() >> 32) as u32
    }

    /// The hash in 64 bits, of which the uppermost are the best.
    #[inline]
    fn mixed(self) -> u64 {
        const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
        let mixed = self.first ^ self.last.rotate_left(32) ^ u64::from(self.length);
        mixed.wrapping_mul(FACTOR)
    }
}

/// A fixed set of texts, each with its place in the order they were given in.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(from = "Box<[Box<str>]>", into = "Box<[Box<str>]>")]
pub struct KeyTable {
    /// By hash; a power of two, at most half full.
    entries: Box<[Entry]>,
    /// What leaves of a hash its place among them.
    shift: u32,
    texts: Box<[Box<str>]>,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    ends: Ends,
    place: u16,
}

/// The place of an entry that no text has.
const FREE: u16 = u16::MAX;

impl KeyTable {
    /// A table of these texts. Of two that are equal the first is found.
    #[must_use]
    pub fn new(texts: impl IntoIterator<Item = Box<str>>) -> Self {
        let texts: Box<[Box<str>]> = texts.into_iter().take(usize::from(FREE)).collect();
        let free = Entry { ends: Ends::default(), place: FREE };
        let size = if texts.is_empty() { 0 } else { (texts.len() * 2).next_power_of_two() };
        // Of one entry, or of none, every hash's place is the first.
        let shift = (64 - size.trailing_zeros().min(63)).min(63);
        let mut entries = vec![free; size].into_boxed_slice();
        for (place, text) in (0..FREE).zip(&texts) {
            let ends = Ends::of(text.as_bytes());
            let mut at = (ends.mixed() >> shift) as usize;
            while entries.get(at).is_some_and(|entry| entry.place != FREE) {
                at = (at + 1) & (size - 1);
            }
            if let Some(entry) = entries.get_mut(at) {
                *entry = Entry { ends, place };
            }
        }
        Self { entries, shift, texts }
    }

    /// The place of a text.
    #[must_use]
    #[inline]
    pub fn find(&self, text: &[u8]) -> Option<usize> {
        self.find_by(Ends::of(text), || text)
    }

    /// The place of a text of which the ends are known; the rest is asked for where they do
    /// not tell.
    #[must_use]
    #[inline]
    pub fn find_by<'t>(&self, ends: Ends, text: impl Fn() -> &'t [u8]) -> Option<usize> {
        let mut at = (ends.mixed() >> self.shift) as usize;
        loop {
            let entry = self.entries.get(at)?;
            if entry.place == FREE {
                return None;
            }
            if entry.ends == ends {
                if ends.length > Ends::WHOLE {
                    return self.find_long(at, ends, text());
                }
                return Some(usize::from(entry.place));
            }
            at = (at + 1) & (self.entries.len() - 1);
        }
    }

    /// The place of a text of which the ends do not tell enough, from an entry on.
    #[inline(never)]
    fn find_long(&self, mut at: usize, ends: Ends, text: &[u8]) -> Option<usize> {
        loop {
            let entry = self.entries.get(at).filter(|entry| entry.place != FREE)?;
            let place = usize::from(entry.place);
            if entry.ends == ends && self.texts.get(place)?.as_bytes() == text {
                return Some(place);
            }
            at = (at + 1) & (self.entries.len() - 1);
        }
    }

    /// The texts, in order.
    pub fn texts(&self) -> impl ExactSizeIterator<Item = &str> {
        self.texts.iter().map(|text| &**text)
    }
}

impl From<Box<[Box<str>]>> for KeyTable {
    fn from(texts: Box<[Box<str>]>) -> Self {
        Self::new(texts)
    }
}

impl From<KeyTable> for Box<[Box<str>]> {
    fn from(table: KeyTable) -> Self {
        table.texts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_it_holds_and_nothing_else() {
        let words: Vec<Box<str>> = (0..100)
            .map(|n| format!("field{n}{}", "-long".repeat(n % 5)).into())
            .chain(["".into(), "a".into(), "ab".into(), "middle-x-of-long".into()])
            .collect();
        let table = KeyTable::new(words.clone());
        for (place, word) in words.iter().enumerate() {
            assert_eq!(table.find(word.as_bytes()), Some(place));
        }
        for other in ["field100", "b", "ba", "field3-long-lonG-long", "middle-y-of-long"] {
            assert_eq!(table.find(other.as_bytes()), None);
        }
        assert_eq!(KeyTable::new([]).find(b""), None);
    }

    #[test]
    fn the_middle_of_a_long_text_counts() {
        let table = KeyTable::new(["12345678-a-12345678".into(), "12345678-b-12345678".into()]);
        assert_eq!(table.find(b"12345678-b-12345678"), Some(1));
        assert_eq!(table.find(b"12345678-c-12345678"), None);
    }

    #[test]
    fn ends_do_not_depend_on_what_is_around() {
        for word in ["", "a", "abcdefg", "abcdefgh", "abcdefghi", "abcdefghijklmnopq"] {
            let around = format!("<<{word}>>>>>>>>>>");
            let within = Ends::within(around.as_bytes(), 2, 2 + word.len());
            assert_eq!(within, Ends::of(word.as_bytes()), "{word}");
        }
    }
}
