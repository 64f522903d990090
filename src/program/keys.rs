//! From a key's or a member's text to its place, in one probe.

/// A hash of a key's bytes.
///
/// Quick rather than strong: a table compares the bytes too, and the check for equal keys
/// sorts where there are many.
#[must_use]
#[inline]
pub fn hash_key(bytes: &[u8]) -> u32 {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    // The first and the last bytes; of a long key those in between are left to the comparison.
    let (first, last) = match (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
        _ => match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
            (Some(first), Some(last)) => {
                (u64::from(u32::from_le_bytes(*first)), u64::from(u32::from_le_bytes(*last)))
            }
            _ => (bytes.iter().fold(0, |word, byte| (word << 8) | u64::from(*byte)), 0),
        },
    };
    let mixed = (first ^ bytes.len() as u64).wrapping_mul(FACTOR) ^ last;
    (mixed.wrapping_mul(FACTOR) >> 32) as u32
}

/// A fixed set of texts, each with its place in the order they were given in.
#[derive(Debug, Default)]
pub struct KeyTable {
    /// For each hash, a place plus one; 0 is free. A power of two, at most half full.
    slots: Box<[u16]>,
    texts: Box<[Box<str>]>,
}

impl KeyTable {
    /// A table of these texts. Of two that are equal the first is found.
    #[must_use]
    pub fn new(texts: impl IntoIterator<Item = Box<str>>) -> Self {
        let texts: Box<[Box<str>]> = texts.into_iter().take(usize::from(u16::MAX) - 1).collect();
        let mut slots = vec![0_u16; (texts.len() * 2).next_power_of_two()].into_boxed_slice();
        let mask = slots.len() - 1;
        for (place, text) in (1_u16..).zip(&texts) {
            let mut at = hash_key(text.as_bytes()) as usize & mask;
            while slots.get(at).is_some_and(|slot| *slot != 0) {
                at = (at + 1) & mask;
            }
            if let Some(slot) = slots.get_mut(at) {
                *slot = place;
            }
        }
        Self { slots, texts }
    }

    /// The place of a text, given its [`hash_key`].
    #[must_use]
    #[inline]
    pub fn find(&self, text: &[u8], hash: u32) -> Option<usize> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = hash as usize & mask;
        loop {
            let place = usize::from(*self.slots.get(at)?).checked_sub(1)?;
            if self.texts.get(place)?.as_bytes() == text {
                return Some(place);
            }
            at = (at + 1) & mask;
        }
    }

    /// The texts, in order.
    pub fn texts(&self) -> impl ExactSizeIterator<Item = &str> {
        self.texts.iter().map(|text| &**text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_it_holds_and_nothing_else() {
        let words: Vec<Box<str>> = (0..100).map(|n| format!("field{n}").into()).collect();
        let table = KeyTable::new(words.clone());
        for (place, word) in words.iter().enumerate() {
            assert_eq!(table.find(word.as_bytes(), hash_key(word.as_bytes())), Some(place));
        }
        assert_eq!(table.find(b"field100", hash_key(b"field100")), None);
        assert_eq!(KeyTable::new([]).find(b"", hash_key(b"")), None);
    }
}
