//! Keys without case and separators, and their words.

/// Whether one of the parts is in a text. Both are short, and there are many parts: what
/// `str::contains` prepares for each of them would take most of the time.
pub(super) fn contains_any(text: &str, parts: &[&str]) -> bool {
    let bit = |byte: u8| 1_u64 << (byte & 63);
    let bytes = text.bytes().fold(0, |bytes, byte| bytes | bit(byte));
    // Most parts have a letter that the text has not.
    let may_be_in = |part: &&&str| part.bytes().all(|byte| bytes & bit(byte) != 0);
    let is_in = |part: &&str| {
        let part = part.as_bytes();
        text.as_bytes().windows(part.len()).any(|at| at.first() == part.first() && at == part)
    };
    parts.iter().filter(may_be_in).any(is_in)
}

/// A key's letters and digits in lower case, and where its words are in them.
pub(super) struct Folded {
    pub(super) joined: String,
    /// Where each word but the first begins.
    breaks: Vec<usize>,
}

impl Folded {
    pub(super) fn of(key: &str) -> Self {
        let mut joined = String::with_capacity(key.len());
        let mut breaks = Vec::with_capacity(4);
        let mut was_lower = false;
        for character in key.chars().take(200).map(narrow) {
            if !character.is_alphanumeric() || (character.is_uppercase() && was_lower) {
                breaks.push(joined.len());
            }
            was_lower = character.is_lowercase();
            if character.is_ascii_alphanumeric() {
                joined.push(character.to_ascii_lowercase());
            } else if character.is_alphanumeric() {
                joined.extend(character.to_lowercase());
            }
        }
        Self { joined, breaks }
    }

    pub(super) fn words(&self) -> impl DoubleEndedIterator<Item = &str> {
        let word = |place: usize| {
            let start = place.checked_sub(1).map_or(Some(&0), |before| self.breaks.get(before))?;
            let end = self.breaks.get(place).copied().unwrap_or(self.joined.len());
            self.joined.get(*start..end)
        };
        (0..=self.breaks.len()).filter_map(word).filter(|word| !word.is_empty())
    }

    pub(super) fn last_word(&self) -> &str {
        self.words().next_back().unwrap_or("")
    }

    pub(super) fn has(&self, parts: &[&str]) -> bool {
        contains_any(&self.joined, parts)
    }

    /// Whether one of these is a word, or several together, with a number after it or without.
    pub(super) fn has_word(&self, list: &[&str]) -> bool {
        let is_one = |start: usize| {
            let rest = self.joined.get(start..).unwrap_or_default();
            // Most words are distinguished by their first letters.
            let may_be = |word: &&&str| word.bytes().next() == rest.bytes().next();
            let after = |word: &&str| rest.strip_prefix(*word).map(|after| self.ends(after));
            list.iter().filter(may_be).any(|word| after(word) == Some(true))
        };
        is_one(0) || self.breaks.iter().any(|start| is_one(*start))
    }

    /// Whether a word ends before the rest of a key, or before the number that it begins with.
    fn ends(&self, rest: &str) -> bool {
        let is_end =
            |rest: &str| rest.is_empty() || self.breaks.contains(&(self.joined.len() - rest.len()));
        is_end(rest) || is_end(rest.trim_start_matches(|one: char| one.is_ascii_digit()))
    }
}

/// A word without the number at its end: `tel2`.
pub(super) fn without_count(word: &str) -> &str {
    word.trim_end_matches(|one: char| one.is_ascii_digit())
}

/// A letter or digit of full width as the ordinary one.
pub(super) fn narrow(character: char) -> char {
    match character {
        '\u{FF01}'..='\u{FF5E}' => {
            char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character)
        }
        other => other,
    }
}
