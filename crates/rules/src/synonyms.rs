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

/// The other names of what a name means, in the order of the file.
#[must_use]
pub fn synonyms(name: &str) -> Vec<Synonym> {
    /// Nothing longer is a name.
    const LONGEST: usize = 60;
    if name.is_empty() || name.len() > LONGEST {
        return Vec::new();
    }
    let folded = fold(name);
    let mut found = Vec::new();
    for line in SYNONYMS.lines().filter(|line| !line.starts_with('#')) {
        let (same, explained) = line.split_once('|').unwrap_or((line, ""));
        let has = |names: &str| names.split(',').any(|one| fold(one) == folded);
        let has_same_values = has(same);
        if has_same_values || has(explained) {
            let names = same.split(',').map(str::trim).filter(|one| fold(one) != folded);
            found.extend(names.map(|name| Synonym { name, has_same_values }));
        }
    }
    found
}

/// One of these names that means the same as another one.
pub(crate) fn synonym<'n>(
    name: &str,
    names: impl IntoIterator<Item = &'n str> + Clone,
) -> Option<&'n str> {
    let is = |synonym: &Synonym| names.clone().into_iter().find(|one| *one == synonym.name);
    synonyms(name).iter().filter(|one| one.has_same_values).find_map(is)
}

/// A name without what does not matter in it.
fn fold(name: &str) -> String {
    let letters = name.chars().filter(|one| !matches!(one, '_' | '-' | ' '));
    letters.flat_map(char::to_lowercase).collect()
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
