//! From a key's or a member's text to what it stands for, in one probe.

use serde::{Deserialize, Serialize};

/// What tells a text from others: of a short one all of its bytes, with zeros behind; of any
/// other no more than its first and last eight. Short is what has less than [`Ends::SHORT`]
/// bytes, and no zero among them.
///
/// A short text is equal to another text where their ends are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ends {
    first: u64,
    last: u64,
}

impl Ends {
    /// From how many bytes on a text is not short.
    pub const SHORT: usize = 16;

    /// What the ends of every text have that is not short: of a short one the sixteenth byte
    /// is a zero.
    const OTHER: u64 = 1 << 63;

    /// The ends of the first bytes of a chunk, a short text; `None`: they are too many.
    #[inline]
    pub fn short(chunk: &[u8; Self::SHORT], length: usize) -> Option<Self> {
        /// What leaves so many bytes of a chunk.
        #[rustfmt::skip]
        const MASKS: [u128; Ends::SHORT] = [
            0, !0 >> 120, !0 >> 112, !0 >> 104, !0 >> 96, !0 >> 88, !0 >> 80, !0 >> 72,
            !0 >> 64, !0 >> 56, !0 >> 48, !0 >> 40, !0 >> 32, !0 >> 24, !0 >> 16, !0 >> 8,
        ];
        Some(Self::whole(u128::from_le_bytes(*chunk) & MASKS.get(length)?))
    }

    #[inline]
    fn whole(bytes: u128) -> Self {
        Self { first: bytes as u64, last: (bytes >> 64) as u64 }
    }

    /// The ends of a text.
    #[must_use]
    #[inline]
    pub fn of(text: &[u8]) -> Self {
        if text.len() >= Self::SHORT
            && let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk())
        {
            let [first, last] = [first, last].map(|bytes| u64::from_le_bytes(*bytes));
            return Self { first, last: last | Self::OTHER };
        }
        let mut whole = [0; Self::SHORT];
        whole.iter_mut().zip(text).for_each(|(to, from)| *to = *from);
        let mut ends = Self::whole(u128::from_le_bytes(whole));
        if text.contains(&0) {
            ends.last |= Self::OTHER;
        }
        ends
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
        (self.first ^ self.last.rotate_left(32)).wrapping_mul(FACTOR)
    }
}

/// A fixed set of texts, and what each stands for.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(from = "Box<[(Box<str>, T)]>", into = "Box<[(Box<str>, T)]>")]
#[serde(bound(serialize = "T: Copy + Serialize", deserialize = "T: Copy + Deserialize<'de>"))]
pub struct KeyTable<T> {
    /// By hash; a power of two, at most half full.
    entries: Box<[Entry<T>]>,
    /// What leaves of a hash its place among them.
    shift: u32,
    texts: Box<[(Box<str>, T)]>,
}

#[derive(Debug, Clone, Copy)]
struct Entry<T> {
    ends: Ends,
    place: u16,
    /// Nothing, where there is no text.
    value: Option<T>,
}

impl<T: Copy> KeyTable<T> {
    /// A table of these texts. Of two that are equal the first is found.
    #[must_use]
    pub fn new(texts: impl IntoIterator<Item = (Box<str>, T)>) -> Self {
        let texts: Box<[_]> = texts.into_iter().take(usize::from(u16::MAX)).collect();
        let free = Entry { ends: Ends::default(), place: 0, value: None };
        let size = (texts.len() * 2).next_power_of_two();
        // An empty table's only entry is a free one, wherever looking begins.
        let shift = (u64::BITS - size.trailing_zeros()).min(u64::BITS - 1);
        let mut entries = vec![free; size].into_boxed_slice();
        for (place, (text, value)) in (0..).zip(&texts) {
            let ends = Ends::of(text.as_bytes());
            let mut at = (ends.mixed() >> shift) as usize;
            while entries.get(at).is_some_and(|entry| entry.value.is_some()) {
                at = (at + 1) & (size - 1);
            }
            if let Some(entry) = entries.get_mut(at) {
                *entry = Entry { ends, place, value: Some(*value) };
            }
        }
        Self { entries, shift, texts }
    }

    /// What a text stands for.
    #[must_use]
    pub fn find(&self, text: &[u8]) -> Option<T> {
        let ends = Ends::of(text);
        let mut at = self.start(ends);
        loop {
            let entry = self.entries.get(at)?;
            let value = entry.value?;
            let (known, _) = self.texts.get(usize::from(entry.place))?;
            if entry.ends == ends && known.as_bytes() == text {
                return Some(value);
            }
            at = self.after(at);
        }
    }

    /// What a short text of these ends stands for.
    #[must_use]
    #[inline]
    pub fn find_short(&self, ends: Ends) -> Option<T> {
        let mut at = self.start(ends);
        loop {
            let entry = self.entries.get(at)?;
            if entry.ends == ends {
                return entry.value;
            }
            entry.value?;
            at = self.after(at);
        }
    }

    /// Where looking begins.
    #[inline]
    fn start(&self, ends: Ends) -> usize {
        (ends.mixed() >> self.shift) as usize
    }

    #[inline]
    fn after(&self, at: usize) -> usize {
        (at + 1) & (self.entries.len() - 1)
    }

    /// The texts, in order.
    pub fn texts(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        self.texts.iter().map(|(text, _)| &**text)
    }

    /// What they stand for, in the same order.
    pub fn values(&self) -> impl ExactSizeIterator<Item = T> + Clone {
        self.texts.iter().map(|(_, value)| *value)
    }
}

impl<T: Copy> Default for KeyTable<T> {
    fn default() -> Self {
        Self::new([])
    }
}

impl<T: Copy> From<Box<[(Box<str>, T)]>> for KeyTable<T> {
    fn from(texts: Box<[(Box<str>, T)]>) -> Self {
        Self::new(texts)
    }
}

impl<T> From<KeyTable<T>> for Box<[(Box<str>, T)]> {
    fn from(table: KeyTable<T>) -> Self {
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
        let table = KeyTable::new(words.iter().cloned().zip(0..));
        for (place, word) in words.iter().enumerate() {
            assert_eq!(table.find(word.as_bytes()), Some(place));
        }
        for other in ["field100", "b", "ba", "field3-long-lonG-long", "middle-y-of-long"] {
            assert_eq!(table.find(other.as_bytes()), None);
        }
        assert_eq!(KeyTable::<u16>::default().find(b""), None);
    }

    #[test]
    fn zeros_count() {
        let table = KeyTable::new([("a".into(), 1), ("a\0\0".into(), 2)]);
        assert_eq!(table.find(b"a"), Some(1));
        assert_eq!(table.find(b"a\0"), None);
        assert_eq!(table.find(b"a\0\0"), Some(2));
        let table = KeyTable::new([("a\0".into(), 1), ("\0".into(), 2)]);
        assert_eq!(table.find_short(Ends::of(b"a")), None);
        assert_eq!(table.find_short(Ends::of(b"")), None);
        assert_eq!(table.find(b"\0"), Some(2));
    }

    #[test]
    fn the_middle_of_a_long_text_counts() {
        let table =
            KeyTable::new([("12345678-a-12345678".into(), 1), ("12345678-b-12345678".into(), 2)]);
        assert_eq!(table.find(b"12345678-b-12345678"), Some(2));
        assert_eq!(table.find(b"12345678-c-12345678"), None);
    }

    #[test]
    fn ends_do_not_depend_on_what_is_around() {
        for word in ["", "a", "abcdefg", "abcdefgh", "abcdefghi", "abcdefghijklmno"] {
            let around = format!("{word}>>>>>>>>>>>>>>>>");
            let short = Ends::short(around.as_bytes().first_chunk().unwrap(), word.len());
            assert_eq!(short, Some(Ends::of(word.as_bytes())), "{word}");
        }
    }
}
