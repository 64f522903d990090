//! The states of an automaton from which every text matches: `.*` at the end of a pattern. What is
//! left of a text need not be read there.

use crate::program::{ANY, HERE};

/// The bytes of every character: for each byte, from where to where it is.
const CHARACTERS: [&[(u8, u8)]; 9] = [
    &[(0, 0x7F)],
    &[(0xC2, 0xDF), (0x80, 0xBF)],
    &[(0xE0, 0xE0), (0xA0, 0xBF), (0x80, 0xBF)],
    &[(0xE1, 0xEC), (0x80, 0xBF), (0x80, 0xBF)],
    &[(0xED, 0xED), (0x80, 0x9F), (0x80, 0xBF)],
    &[(0xEE, 0xEF), (0x80, 0xBF), (0x80, 0xBF)],
    &[(0xF0, 0xF0), (0x90, 0xBF), (0x80, 0xBF), (0x80, 0xBF)],
    &[(0xF1, 0xF3), (0x80, 0xBF), (0x80, 0xBF), (0x80, 0xBF)],
    &[(0xF4, 0xF4), (0x80, 0x8F), (0x80, 0xBF), (0x80, 0xBF)],
];

/// How often all states are looked at: of an automaton that needs more none is marked.
const PASSES: usize = 8;

/// Marks the rows from which every text matches.
pub(super) fn mark_any(rows: &mut [u16], width: usize, classes: &[u8]) {
    let table = Table { rows, width, classes };
    // Those that a text may end in, without those that some character leads away from.
    let mut any: Vec<bool> = rows.chunks(width).map(|row| row.last() == Some(&HERE)).collect();
    for _ in 0..PASSES {
        let mut is_settled = true;
        for state in (0..any.len()).rev() {
            if any.get(state) == Some(&true) && table.leads_away(state, &any) {
                is_settled = false;
                any.iter_mut().skip(state).take(1).for_each(|any| *any = false);
            }
        }
        if is_settled {
            let ends = rows.chunks_mut(width).filter_map(|row| row.last_mut());
            ends.zip(any).filter(|(_, any)| *any).for_each(|(end, _)| *end = ANY);
            return;
        }
    }
}

struct Table<'t> {
    rows: &'t [u16],
    width: usize,
    classes: &'t [u8],
}

impl Table<'_> {
    /// Whether some character leads from a state to none of these.
    fn leads_away(&self, state: usize, any: &[bool]) -> bool {
        CHARACTERS.iter().any(|bytes| {
            let mut states = vec![state];
            for range in *bytes {
                states = self.after(&states, *range);
            }
            states.iter().any(|state| any.get(*state) != Some(&true))
        })
    }

    fn after(&self, states: &[usize], (first, last): (u8, u8)) -> Vec<usize> {
        let step = |state: usize, byte: u8| {
            let class = self.classes.get(usize::from(byte)).copied().map_or(0, usize::from);
            self.rows.get(state * self.width + class).copied().map_or(0, usize::from)
        };
        let mut next: Vec<usize> = states
            .iter()
            .flat_map(|state| (first..=last).map(move |byte| step(*state, byte)))
            .collect();
        next.sort_unstable();
        next.dedup();
        next
    }
}

#[cfg(test)]
mod tests {
    use crate::program::{ANY, Pattern};

    fn is_marked(pattern: &str) -> bool {
        let pattern = Pattern::new(pattern).unwrap();
        pattern.rows.chunks(usize::from(pattern.width)).any(|row| row.last() == Some(&ANY))
    }

    #[test]
    fn what_ends_with_any_text_is_marked() {
        for pattern in ["(.|\\n)*", "https?://(.|\\n)*", "a([^b]|b)*", "([^a]|a)*"] {
            assert!(is_marked(pattern), "{pattern}");
        }
        for pattern in [".*", "a.+", "[^a]*", "(.|\\n)*z", "(.|\\n){0,30}", "[^\\x{85}]*", "a?"] {
            assert!(!is_marked(pattern), "{pattern}");
        }
    }

    #[test]
    fn nothing_else_matches_for_it() {
        let pattern = Pattern::new("https?://(.|\\n)*").unwrap();
        for text in ["http://", "https://a\n가🍎", "https://x"] {
            assert!(pattern.matches(text.bytes()), "{text}");
            assert_eq!(pattern.first_mismatch(text.bytes()), None, "{text}");
        }
        for (text, at) in [("http:/", 6), ("ftp://a", 0), ("https:/a", 7)] {
            assert_eq!(pattern.first_mismatch(text.bytes()), Some(at), "{text}");
        }
    }
}
