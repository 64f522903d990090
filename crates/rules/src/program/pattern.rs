//! Regular expressions that match a whole text in linear time.

use serde::{Deserialize, Serialize};

/// A regular expression, as an automaton that reads a text once.
#[derive(Clone, Serialize, Deserialize)]
pub struct Pattern {
    pub(crate) text: Box<str>,
    /// For each byte, its class: bytes of a class lead to the same states.
    pub(crate) classes: Box<[u8]>,
    /// A row for each state: the state that each class leads to, and last whether a text may end
    /// there, or [`ANY`]. The first state is the dead one, and represents every state from which
    /// nothing matches; the second one is that of the beginning.
    pub(crate) rows: Box<[u16]>,
    /// How long a row is.
    pub(crate) width: u16,
    /// For each state, a bit for each class that does not lead away from it, and [`Self::IS_ANY`].
    pub(crate) stays: Box<[u64]>,
}

/// The state that leads nowhere.
pub(crate) const DEAD: u16 = 0;

/// The state of the beginning.
const START: u16 = 1;

/// The end of a row that no text may end in.
const NOT_HERE: u16 = 0;

/// The end of a row that a text may end in.
#[cfg(feature = "compiler")]
pub(crate) const HERE: u16 = 1;

/// The end of a row from which a text may go on and end in any way.
#[cfg(feature = "compiler")]
pub(crate) const ANY: u16 = 2;

impl Pattern {
    /// The bit of a state from which a text may go on and end in any way.
    pub(crate) const IS_ANY: u64 = 1 << 63;

    /// As it is written in the rule.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How much memory it takes, in bytes.
    #[must_use]
    pub fn size(&self) -> usize {
        let tables = size_of_val(&*self.rows) + size_of_val(&*self.stays);
        self.text.len() + self.classes.len() + tables
    }

    /// The state of the beginning.
    pub(crate) fn start(&self) -> u16 {
        START
    }

    #[inline(always)]
    pub(crate) fn step(&self, state: u16, byte: u8) -> u16 {
        self.after(state, self.class(byte))
    }

    /// The class of a byte.
    pub(crate) fn class(&self, byte: u8) -> u8 {
        self.classes.get(usize::from(byte)).copied().unwrap_or_default()
    }

    /// Of these bytes one of each class.
    pub(super) fn representatives(&self, bytes: &mut dyn Iterator<Item = u8>) -> Vec<u8> {
        let mut seen = [false; 256];
        let is_new = |byte: &u8| {
            let seen = seen.get_mut(usize::from(self.class(*byte)));
            seen.is_some_and(|seen| !std::mem::replace(seen, true))
        };
        bytes.filter(is_new).collect()
    }

    /// The state that a class leads to.
    #[inline(always)]
    fn after(&self, state: u16, class: u8) -> u16 {
        let row = usize::from(state) * usize::from(self.width);
        self.rows.get(row + usize::from(class)).copied().unwrap_or(DEAD)
    }

    pub(crate) fn accepts(&self, state: u16) -> bool {
        let end = (usize::from(state) + 1) * usize::from(self.width) - 1;
        self.rows.get(end).is_some_and(|end| *end != NOT_HERE)
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

    /// Whether every text matches.
    #[cfg(feature = "compiler")]
    pub(crate) fn is_every(&self) -> bool {
        let stays = self.stays.get(usize::from(START)).copied().unwrap_or_default();
        stays & Self::IS_ANY != 0
    }

    /// Whether a text of some bytes alone matches.
    #[cfg(feature = "compiler")]
    pub(crate) fn can_match(&self, reads: impl Fn(u8) -> bool) -> bool {
        let mut seen = std::collections::BTreeSet::from([DEAD]);
        let mut open = vec![START];
        while let Some(state) = open.pop() {
            if self.accepts(state) {
                return true;
            }
            if seen.insert(state) {
                open.extend(
                    (0..=u8::MAX).filter(|byte| reads(*byte)).map(|byte| self.step(state, byte)),
                );
            }
        }
        false
    }

    /// The state that a text leads to, and whether it may end there.
    #[inline(always)]
    fn run(&self, mut bytes: impl Iterator<Item = u8>) -> (u16, bool) {
        // Of a size that is known no byte has to be compared with it.
        let Some(classes) = self.classes.first_chunk::<256>() else { return (DEAD, false) };
        let class = |byte: u8| classes.get(usize::from(byte)).copied().unwrap_or_default();
        let mut state = START;
        while state != DEAD {
            let stays = self.stays.get(usize::from(state)).copied().unwrap_or_default();
            if stays & Self::IS_ANY != 0 {
                return (state, true);
            }
            // Most texts stay in a state from the first byte on, and while they do, no byte has to
            // wait for the one before it.
            let leads_away = |class: &u8| stays.wrapping_shr(u32::from(*class)) & 1 == 0;
            let away = bytes.by_ref().map(class).find(leads_away);
            let Some(class) = away else { return (state, self.accepts(state)) };
            state = self.after(state, class);
        }
        (DEAD, false)
    }
}

/// Patterns of the same text are folded or not.
impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        (&self.text, &self.classes) == (&other.text, &other.classes)
    }
}

impl Eq for Pattern {}

impl PartialOrd for Pattern {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Pattern {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (&self.text, &self.classes).cmp(&(&other.text, &other.classes))
    }
}

impl std::fmt::Debug for Pattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "/{}/", self.text)
    }
}
