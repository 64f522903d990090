//! Which facts a number makes true.

use serde::{Deserialize, Serialize};

use super::NodeId;

/// What a number is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Bound {
    /// It is more than this.
    Above(i64),
    /// It is less than this.
    Below(i64),
    /// It is this.
    Equal(i64),
}

impl Bound {
    /// Whether a number is so.
    fn holds(self, value: i64) -> bool {
        match self {
            Self::Above(limit) => value > limit,
            Self::Below(limit) => value < limit,
            Self::Equal(other) => value == other,
        }
    }
}

/// The facts about one number, with their bits in one word.
#[derive(Debug, Serialize, Deserialize)]
pub struct NumberFacts {
    /// The least and the greatest number of which no bound above or below holds.
    usual: (i64, i64),
    /// The least and the greatest of the numbers that it is compared with for equality.
    compared: (i64, i64),
    bounds: Box<[(Bound, u64)]>,
    /// All of their bits.
    all: u64,
}

impl NumberFacts {
    /// Adds the bit of a bound.
    #[cfg(feature = "compiler")]
    pub(crate) fn add(&mut self, bound: Bound, bit: u64) {
        match bound {
            Bound::Above(limit) => self.usual.1 = self.usual.1.min(limit),
            Bound::Below(limit) => self.usual.0 = self.usual.0.max(limit),
            Bound::Equal(other) => {
                self.compared = (self.compared.0.min(other), self.compared.1.max(other));
            }
        }
        self.all |= bit;
        let bounds = std::mem::take(&mut self.bounds).into_iter();
        self.bounds = bounds.chain([(bound, bit)]).collect();
    }

    /// The bits of a number; `None`: it is not known, so that each may hold.
    #[must_use]
    #[inline]
    pub fn of(&self, value: Option<i64>) -> u64 {
        let Some(value) = value else { return self.all };
        let (least, most) = self.usual;
        let (first, last) = self.compared;
        if least <= value && value <= most && (value < first || last < value) {
            return 0;
        }
        self.of_unusual(value)
    }

    #[cold]
    fn of_unusual(&self, value: i64) -> u64 {
        let holding = self.bounds.iter().filter(|(bound, _)| bound.holds(value));
        holding.fold(0, |facts, (_, bit)| facts | bit)
    }
}

impl Default for NumberFacts {
    fn default() -> Self {
        let (usual, compared) = ((i64::MIN, i64::MAX), (i64::MAX, i64::MIN));
        Self { usual, compared, bounds: Box::default(), all: 0 }
    }
}

/// What is looked up of the numbers that a list's elements have at a node: a fact holds where it does
/// of one of them.
#[derive(Debug, Serialize, Deserialize)]
pub struct ElementsProbe {
    /// The list.
    pub list: NodeId,
    /// The number's node, below the list.
    pub node: NodeId,
    /// The word of the bits.
    pub word: u16,
    /// The facts.
    pub numbers: NumberFacts,
}
