//! From a key's or a member's string to its value, in one probe.

use serde::{Deserialize, Serialize};

/// A digest of a string: all bytes of a short one, padded with zeros; the first and last eight
/// bytes of any other. Short is what has less than [`KeyDigest::SHORT`] bytes, and no zero among
/// them.
///
/// A short string is equal to another string where their digests are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct KeyDigest {
    first: u64,
    last: u64,
}

impl KeyDigest {
    /// From how many bytes on a string is not short.
    pub const SHORT: usize = 16;

    /// Set in the digest of every string that is not short: of a short one the sixteenth byte
    /// is a zero.
    const OTHER: u64 = 1 << 63;

    /// The digest of the first bytes of a chunk, a short string; `None`: they are too many.
    #[inline(always)]
    pub fn short(chunk: &[u8; Self::SHORT], length: usize) -> Option<Self> {
        /// The mask that leaves this many bytes of a chunk.
        #[rustfmt::skip]
        const MASKS: [u128; KeyDigest::SHORT] = [
            0, !0 >> 120, !0 >> 112, !0 >> 104, !0 >> 96, !0 >> 88, !0 >> 80, !0 >> 72,
            !0 >> 64, !0 >> 56, !0 >> 48, !0 >> 40, !0 >> 32, !0 >> 24, !0 >> 16, !0 >> 8,
        ];
        Some(Self::whole(u128::from_le_bytes(*chunk) & MASKS.get(length)?))
    }

    #[inline(always)]
    fn whole(bytes: u128) -> Self {
        Self { first: bytes as u64, last: (bytes >> 64) as u64 }
    }

    /// The digest of a string.
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
        let mut digest = Self::whole(u128::from_le_bytes(whole));
        if text.contains(&0) {
            digest.last |= Self::OTHER;
        }
        digest
    }

    /// A hash of the string.
    ///
    /// Fast rather than strong: code that compares by it compares the strings too, and sorts where
    /// there are many.
    #[must_use]
    #[inline]
    pub fn hash(self) -> u32 {
        (self.mixed() >> 32) as u32
    }

    /// The hash in 64 bits, of which the uppermost are the best.
    #[inline(always)]
    fn mixed(self) -> u64 {
        const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
        (self.first ^ self.last.rotate_left(32)).wrapping_mul(FACTOR)
    }
}

/// A fixed map from strings to values.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(from = "Box<[(Box<str>, T)]>", into = "Box<[(Box<str>, T)]>")]
#[serde(bound(serialize = "T: Copy + Serialize", deserialize = "T: Copy + Deserialize<'de>"))]
pub struct KeyTable<T> {
    /// By hash; a power of two, at most half full.
    entries: Box<[KeyEntry<T>]>,
    /// By how much a hash is shifted to give its place among them.
    shift: u32,
    texts: Box<[(Box<str>, T)]>,
}

#[derive(Debug, Clone, Copy)]
struct KeyEntry<T> {
    digest: KeyDigest,
    /// Its place among the strings; [`FREE`]: the entry is free, whatever its value.
    place: u16,
    value: T,
}

/// The place of no string.
const FREE: u16 = u16::MAX;

impl<T: Copy> KeyTable<T> {
    /// A table of these strings. Of two that are equal the first is found.
    #[must_use]
    pub fn new(texts: impl IntoIterator<Item = (Box<str>, T)>) -> Self {
        let texts: Box<[_]> = texts.into_iter().take(usize::from(FREE)).collect();
        let size = (texts.len() * 2).next_power_of_two();
        let shift = (u64::BITS - size.trailing_zeros()).min(u64::BITS - 1);
        // No short string has the digest of a free entry. A table without strings has no entries.
        let digest = KeyDigest { first: 0, last: KeyDigest::OTHER };
        let free = texts.first().map(|(_, value)| KeyEntry { digest, place: FREE, value: *value });
        let mut entries = vec![free; size].into_iter().flatten().collect::<Box<[_]>>();
        for (place, (text, value)) in (0..).zip(&texts) {
            let digest = KeyDigest::of(text.as_bytes());
            let mut at = (digest.mixed() >> shift) as usize;
            while entries.get(at).is_some_and(|entry| entry.place != FREE) {
                at = (at + 1) & (size - 1);
            }
            if let Some(entry) = entries.get_mut(at) {
                *entry = KeyEntry { digest, place, value: *value };
            }
        }
        Self { entries, shift, texts }
    }

    /// The value of a string.
    #[must_use]
    pub fn find(&self, text: &[u8]) -> Option<T> {
        let digest = KeyDigest::of(text);
        let mut at = self.start(digest);
        loop {
            let entry = self.entries.get(at)?;
            // There is no text at the place of a free entry.
            let (known, value) = self.texts.get(usize::from(entry.place))?;
            if entry.digest == digest && known.as_bytes() == text {
                return Some(*value);
            }
            at = self.after(at);
        }
    }

    /// The value of the short string that has this digest.
    #[must_use]
    #[inline(always)]
    pub fn find_short(&self, digest: KeyDigest) -> Option<T> {
        self.short_entry(digest).map(|entry| entry.value)
    }

    /// The place, among the strings, of the short one that has this digest.
    #[must_use]
    #[inline]
    pub(super) fn place_of_short(&self, digest: KeyDigest) -> Option<u16> {
        self.short_entry(digest).map(|entry| entry.place)
    }

    #[inline(always)]
    fn short_entry(&self, digest: KeyDigest) -> Option<&KeyEntry<T>> {
        let mut at = self.start(digest);
        loop {
            let entry = self.entries.get(at)?;
            if entry.digest == digest {
                return Some(entry);
            }
            if entry.place == FREE {
                return None;
            }
            at = self.after(at);
        }
    }

    /// Where looking begins.
    #[inline(always)]
    fn start(&self, digest: KeyDigest) -> usize {
        (digest.mixed() >> self.shift) as usize
    }

    #[inline(always)]
    fn after(&self, at: usize) -> usize {
        (at + 1) & (self.entries.len() - 1)
    }

    /// The strings, in order.
    pub fn texts(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        self.texts.iter().map(|(text, _)| &**text)
    }

    /// Their values, in the same order.
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
        assert_eq!(table.find_short(KeyDigest::of(b"a")), None);
        assert_eq!(table.find_short(KeyDigest::of(b"")), None);
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
    fn a_digest_does_not_depend_on_what_is_around() {
        for word in ["", "a", "abcdefg", "abcdefgh", "abcdefghi", "abcdefghijklmno"] {
            let around = format!("{word}>>>>>>>>>>>>>>>>");
            let short = KeyDigest::short(around.as_bytes().first_chunk().unwrap(), word.len());
            assert_eq!(short, Some(KeyDigest::of(word.as_bytes())), "{word}");
        }
    }
}
