//! Names that merchants write for what PortOne names otherwise: `rules/portone/synonyms.txt`.

use std::sync::OnceLock;

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
struct Entry {
    digest: u32,
    name: &'static str,
    line: usize,
    has_same_values: bool,
}

/// All names, and their digests next to each other, as most names that are looked up are not there.
fn entries() -> &'static (Vec<Entry>, Vec<u32>) {
    static ENTRIES: OnceLock<(Vec<Entry>, Vec<u32>)> = OnceLock::new();
    ENTRIES.get_or_init(|| {
        let lines = SYNONYMS.lines().zip(0..).filter(|(text, _)| !text.starts_with('#'));
        let entries: Vec<Entry> = lines.flat_map(|(text, line)| entries_of(text, line)).collect();
        let digests = entries.iter().map(|entry| entry.digest).collect();
        (entries, digests)
    })
}

fn entries_of(text: &'static str, line: usize) -> impl Iterator<Item = Entry> {
    let (same, others) = text.split_once('|').unwrap_or((text, ""));
    let names = same.split(',').map(|name| (name, true));
    let names = names.chain(others.split(',').map(|name| (name, false)));
    let names = names.map(|(name, is_same)| (name.trim(), is_same));
    names.filter(|(name, _)| !name.is_empty()).map(move |(name, has_same_values)| Entry {
        digest: digest(name),
        name,
        line,
        has_same_values,
    })
}

/// Whether a byte does not matter in a name; the case of letters does not either.
fn is_ignored(byte: u8) -> bool {
    matches!(byte, b'_' | b'-' | b' ')
}

/// FNV-1a of what matters in a name.
fn digest(name: &str) -> u32 {
    let bytes = name.bytes().filter(|byte| !is_ignored(*byte));
    bytes.fold(0x811c_9dc5, |digest, byte| {
        (digest ^ u32::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0193)
    })
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
    let (entries, digests) = entries();
    let digest = digest(name);
    if name.len() > LONGEST || !digests.contains(&digest) {
        return Vec::new();
    }
    let alike = digests.iter().zip(entries).filter(|(other, _)| **other == digest);
    let named = alike.map(|(_, entry)| entry).filter(|entry| is_same(entry.name, name));
    let others = named.flat_map(|entry| {
        let line = entries.partition_point(|other| other.line < entry.line);
        let line = entries.iter().skip(line).take_while(|other| other.line == entry.line);
        let others = line.filter(|other| other.has_same_values && other.digest != digest);
        let has_same_values = entry.has_same_values;
        others.map(move |other| Synonym { name: other.name, has_same_values })
    });
    others.collect()
}

/// One of these names that means the same as another one.
pub(crate) fn synonym<'n>(name: &str, names: &[&'n str]) -> Option<&'n str> {
    let is = |synonym: &Synonym| names.iter().copied().find(|one| *one == synonym.name);
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
            assert_eq!(synonym(name, &banks), bank, "{name}");
            assert_eq!(synonym(name, &cards), card, "{name}");
        }
    }

    #[test]
    fn a_field_whose_values_are_written_otherwise_is_explained_alone() {
        let of = |name, has_same_values| vec![Synonym { name, has_same_values }];
        assert_eq!(synonyms("pg"), of("channelKey", false));
        assert_eq!(synonyms("customer_uid"), of("billingKey", true));
        assert_eq!(synonym("pg", &["channelKey"]), None);
    }
}
