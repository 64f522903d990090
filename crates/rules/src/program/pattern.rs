//! Regular expressions that match a whole text in linear time.

use serde::{Deserialize, Serialize};

/// A regular expression, as an automaton that reads a text once.
#[derive(Serialize, Deserialize)]
pub struct Pattern {
    pub(crate) text: Box<str>,
    /// For each byte, its class: bytes of a class lead to the same states.
    pub(crate) classes: Box<[u8]>,
    /// A row for each state: the row that each class leads to, by where it begins, and last
    /// whether a text may end there, or [`ANY`]. The first row is the dead state, and represents every state
    /// from which nothing matches; the second one is that of the beginning.
    pub(crate) rows: Box<[u16]>,
    /// How long a row is.
    pub(crate) width: u16,
}

/// The row that leads nowhere.
pub(crate) const DEAD: u16 = 0;

/// The end of a row that no text may end in.
const NOT_HERE: u16 = 0;

/// The end of a row that a text may end in.
#[cfg(feature = "compiler")]
pub(crate) const HERE: u16 = 1;

/// The end of a row from which a text may go on and end in any way.
pub(crate) const ANY: u16 = 2;

impl Pattern {
    /// As it is written in the rule.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How much memory it takes, in bytes.
    #[must_use]
    pub fn size(&self) -> usize {
        self.text.len() + self.classes.len() + size_of_val(&*self.rows)
    }

    /// The row of the beginning.
    pub(super) fn start(&self) -> u16 {
        self.width
    }

    #[inline]
    pub(super) fn step(&self, row: u16, byte: u8) -> u16 {
        // Of a size that is known no byte has to be compared with it.
        let Some(classes) = self.classes.first_chunk::<256>() else { return DEAD };
        let class = classes.get(usize::from(byte)).copied().unwrap_or_default();
        self.rows.get(usize::from(row) + usize::from(class)).copied().unwrap_or(DEAD)
    }

    /// Of these bytes one of each class.
    pub(super) fn representatives(&self, bytes: &mut dyn Iterator<Item = u8>) -> Vec<u8> {
        let mut seen = [false; 256];
        let is_new = |byte: &u8| {
            let class = self.classes.get(usize::from(*byte)).copied().unwrap_or_default();
            let seen = seen.get_mut(usize::from(class));
            seen.is_some_and(|seen| !std::mem::replace(seen, true))
        };
        bytes.filter(is_new).collect()
    }

    pub(super) fn accepts(&self, row: u16) -> bool {
        self.end(row) != NOT_HERE
    }

    #[inline]
    fn end(&self, row: u16) -> u16 {
        let end = usize::from(row) + usize::from(self.width) - 1;
        self.rows.get(end).copied().unwrap_or(NOT_HERE)
    }

    /// Whether the whole text, which is UTF-8, matches.
    pub fn matches(&self, bytes: impl IntoIterator<Item = u8>) -> bool {
        self.run(bytes.into_iter()).1
    }

    /// How many bytes could be read before no match was possible any more; `None` if the
    /// whole text matches. A text that ends too early mismatches at its end.
    pub fn first_mismatch(&self, bytes: impl IntoIterator<Item = u8>) -> Option<usize> {
        let mut read = 0;
        let counted = bytes.into_iter().inspect(|_| read += 1);
        match self.run(counted) {
            (_, true) => None,
            (DEAD, _) => Some(read - 1),
            _ => Some(read),
        }
    }

    /// The row that a text leads to, and whether it may end there.
    #[inline]
    fn run(&self, mut bytes: impl Iterator<Item = u8>) -> (u16, bool) {
        let mut row = self.start();
        while row != DEAD {
            if self.end(row) == ANY {
                return (row, true);
            }
            // Most texts stay where they are from the first byte on, and while the row stays
            // the same, no byte has to wait for the one before it.
            let other = bytes.by_ref().map(|byte| self.step(row, byte)).find(|next| *next != row);
            let Some(next) = other else { return (row, self.accepts(row)) };
            row = next;
        }
        (DEAD, false)
    }
}

impl std::fmt::Debug for Pattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "/{}/", self.text)
    }
}
