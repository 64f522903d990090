//! What is hidden of a text, character by character.

/// Why a character is not shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::report) enum Hide {
    #[default]
    Nothing,
    /// It is of what identifies a person.
    Personal,
    /// It is of a card, an account, a password, a token: always masked.
    Secret,
}

impl Hide {
    pub(in crate::report) fn hides(self, shows_values: bool) -> bool {
        match self {
            Self::Nothing => false,
            Self::Personal => !shows_values,
            Self::Secret => true,
        }
    }
}

/// Marks a range as hidden for this reason; a stricter one that is there stays.
pub(super) fn raise(marks: &mut [Hide], range: std::ops::Range<usize>, hide: Hide) {
    for mark in marks.get_mut(range).unwrap_or_default() {
        *mark = hide.max(*mark);
    }
}
