//! From a key's or a member's text to its place, in one probe.

use serde::{Deserialize, Serialize};

/// What tells a text from others: how long it is, and its first and last eight bytes; of one
/// of at most sixteen, the first eight and the others, with zeros behind.
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

    /// The ends of the first bytes of a chunk, less than sixteen.
    #[inline]
    pub(crate) fn short(chunk: u128, length: u8) -> Self {
        let whole = chunk & !(u128::MAX << (8 * (length & 15)));
        Self { first: whole as u64, last: (whole >> 64) as u64, length: u32::from(length) }
    }

    /// The ends of a text.
    #[must_use]
    #[inline]
    pub fn of(text: &[u8]) -> Self {
        let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
        if length > Self::WHOLE
            && let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk())
        {
            let [first, last] = [first, last].map(|bytes| u64::from_le_bytes(*bytes));
            return Self { first, last, length };
        }
        let mut whole = [0; 16];
        whole.iter_mut().zip(text).for_each(|(to, from)| *to = *from);
        let whole = u128::from_le_bytes(whole);
        Self { first: whole as u64, last: (whole >> 64) as u64, length }
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
        for word in ["", "a", "abcdefg", "abcdefgh", "abcdefghi", "abcdefghijklmno"] {
            let around = format!("{word}>>>>>>>>>>>>>>>>");
            let chunk = u128::from_le_bytes(*around.as_bytes().first_chunk().unwrap());
            let short = Ends::short(chunk, word.len().try_into().unwrap());
            assert_eq!(short, Ends::of(word.as_bytes()), "{word}");
        }
    }
}
