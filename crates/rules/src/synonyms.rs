//! Names that merchants write for what PortOne names otherwise: `rules/portone/synonyms.txt`.

use crate::embedded::SYNONYMS;

/// A name of what another name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Synonym {
    /// The name; of a field, its path.
    pub name: &'static str,
    /// Whether its values are written as those under the other name.
    pub has_same_values: bool,
}

/// A name in the file.
#[derive(Debug, Clone, Copy)]
struct Entry {
    digest: u32,
    /// Where it is in the file, in bytes.
    start: usize,
    end: usize,
    line: usize,
    has_same_values: bool,
}

impl Entry {
    /// What is before the first one.
    const BEGINNING: Self = Self { digest: 0, start: 0, end: 0, line: 0, has_same_values: true };

    fn name(&self) -> &'static str {
        SYNONYMS.get(self.start..self.end).unwrap_or("")
    }
}

const COUNT: usize = {
    let (mut count, mut entry) = (0, entry_after(Entry::BEGINNING));
    while let Some(found) = entry {
        (count, entry) = (count + 1, entry_after(found));
    }
    count
};

/// All names: every suggestion asks for them, so the compiler reads the file.
#[allow(clippy::indexing_slicing, reason = "the compiler does it")]
static ENTRIES: [Entry; COUNT] = {
    let mut entries = [Entry::BEGINNING; COUNT];
    let (mut count, mut entry) = (0, entry_after(Entry::BEGINNING));
    while let Some(found) = entry {
        entries[count] = found;
        (count, entry) = (count + 1, entry_after(found));
    }
    entries
};

/// The digests of all names, next to each other, as most names that are looked up are not there.
#[allow(clippy::indexing_slicing, reason = "the compiler does it")]
static DIGESTS: [u32; COUNT] = {
    let mut digests = [0; COUNT];
    let mut at = 0;
    while at < COUNT {
        digests[at] = ENTRIES[at].digest;
        at += 1;
    }
    digests
};

/// The next name in the file.
#[allow(clippy::indexing_slicing, reason = "the compiler does it")]
const fn entry_after(previous: Entry) -> Option<Entry> {
    let text = SYNONYMS.as_bytes();
    let Entry { end: mut at, mut line, mut has_same_values, .. } = previous;
    while at < text.len() && matches!(text[at], b'\n' | b'\r' | b'#' | b'|' | b',' | b' ') {
        let is_comment = text[at] == b'#';
        has_same_values &= text[at] != b'|';
        while is_comment && at + 1 < text.len() && text[at + 1] != b'\n' {
            at += 1;
        }
        if text[at] == b'\n' {
            (line, has_same_values) = (line + 1, true);
        }
        at += 1;
    }
    if at == text.len() {
        return None;
    }
    let (start, mut end) = (at, at);
    while at < text.len() && !matches!(text[at], b'\n' | b'|' | b',') {
        at += 1;
        if !matches!(text[at - 1], b' ' | b'\r') {
            end = at;
        }
    }
    let digest = digest(text.split_at(end).0.split_at(start).1);
    Some(Entry { digest, start, end, line, has_same_values })
}

/// Whether a byte does not matter in a name; the case of letters does not either.
const fn is_ignored(byte: u8) -> bool {
    matches!(byte, b'_' | b'-' | b' ')
}

/// FNV-1a of what matters in a name.
const fn digest(mut name: &[u8]) -> u32 {
    let mut digest = 0x811c_9dc5_u32;
    while let [byte, rest @ ..] = name {
        if !is_ignored(*byte) {
            digest = (digest ^ byte.to_ascii_lowercase() as u32).wrapping_mul(0x0100_0193);
        }
        name = rest;
    }
    digest
}

fn is_same(one: &str, other: &str) -> bool {
    fn folded(name: &str) -> impl Iterator<Item = u8> {
        let bytes = name.bytes().filter(|byte| !is_ignored(*byte));
        bytes.map(|byte| byte.to_ascii_lowercase())
    }
    folded(one).eq(folded(other))
}

/// The other names of what a name means, in the order of the file.
#[must_use]
pub fn synonyms(name: &str) -> Vec<Synonym> {
    /// Nothing longer is a name.
    const LONGEST: usize = 60;
    let digest = digest(name.as_bytes());
    if name.len() > LONGEST || !DIGESTS.contains(&digest) {
        return Vec::new();
    }
    let alike = DIGESTS.iter().zip(&ENTRIES).filter(|(other, _)| **other == digest);
    let named = alike.map(|(_, entry)| entry).filter(|entry| is_same(entry.name(), name));
    let others = named.flat_map(|entry| {
        let line = ENTRIES.partition_point(|other| other.line < entry.line);
        let line = ENTRIES.iter().skip(line).take_while(|other| other.line == entry.line);
        let others = line.filter(|other| other.has_same_values && other.digest != digest);
        let has_same_values = entry.has_same_values;
        others.map(move |other| Synonym { name: other.name(), has_same_values })
    });
    others.collect()
}

/// One of these names that means the same as another one.
pub(crate) fn synonym<'n>(
    name: &str,
    names: impl IntoIterator<Item = &'n str> + Clone,
) -> Option<&'n str> {
    let is = |synonym: &Synonym| names.clone().into_iter().find(|one| *one == synonym.name);
    synonyms(name).iter().filter(|one| one.has_same_values).find_map(is)
}

#[cfg(test)]
mod tests {
    use super::{Synonym, synonym, synonyms};

    #[test]
    fn the_name_that_a_list_has_is_meant() {
        let (banks, cards) = (["SHINHAN", "KOOKMIN"], ["SHINHAN_CARD", "KOOKMIN_CARD"]);
        for (name, bank, card) in [
            ("신한", Some("SHINHAN"), Some("SHINHAN_CARD")),
            ("신한은행", Some("SHINHAN"), None),
            ("KB 국민 카드", None, Some("KOOKMIN_CARD")),
            ("kb_card", None, Some("KOOKMIN_CARD")),
            ("SHINHAN_BANK", Some("SHINHAN"), None),
            ("은행", None, None),
            ("", None, None),
        ] {
            assert_eq!(synonym(name, banks), bank, "{name}");
            assert_eq!(synonym(name, cards), card, "{name}");
        }
    }

    #[test]
    fn a_field_whose_values_are_written_otherwise_is_explained_alone() {
        let of = |name, has_same_values| vec![Synonym { name, has_same_values }];
        assert_eq!(synonyms("pg"), of("channelKey", false));
        assert_eq!(synonyms("customer_uid"), of("billingKey", true));
        assert_eq!(synonym("pg", ["channelKey"]), None);
    }
}
