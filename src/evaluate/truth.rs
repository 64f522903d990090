//! Strong Kleene truth, with the context keys that would decide an unknown.
//!
//! A condition that depends on such a context has several outcomes, one for each value that
//! the context might have. Where it has one, the context does not matter.

use smartro_lint_rules::program::ContextKeys;

/// The outcomes that a condition can have, and the context keys that would decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Truth {
    /// Of [`Needs`], field by field: a register holds all of it.
    keys: ContextKeys,
    values: bool,
    outcomes: u8,
}

const _: () = assert!(size_of::<Truth>() == size_of::<u64>());

/// What would decide where a condition has several outcomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Needs {
    /// Context keys that were not given.
    pub(crate) keys: ContextKeys,
    /// Whether values of the request that are not known decide as well.
    pub(crate) values: bool,
}

impl Needs {
    /// Values that are not known.
    pub(crate) const VALUES: Self = Self { keys: ContextKeys(0), values: true };
    const NONE: Self = Self { keys: ContextKeys(0), values: false };

    #[inline]
    pub(crate) fn union(self, other: Self) -> Self {
        Self { keys: self.keys.union(other.keys), values: self.values | other.values }
    }
}

const TRUE: u8 = 1;
const FALSE: u8 = 2;
const UNKNOWN: u8 = 4;

impl Truth {
    pub(crate) const TRUE: Self = Self::settled(TRUE);
    pub(crate) const FALSE: Self = Self::settled(FALSE);
    /// A value is missing, or of a type that cannot be compared.
    pub(crate) const UNKNOWN: Self = Self::settled(UNKNOWN);

    const fn settled(outcomes: u8) -> Self {
        Self { keys: ContextKeys(0), values: false, outcomes }
    }

    /// True or false, depending on the context, which was not given.
    pub(super) fn undetermined(keys: ContextKeys) -> Self {
        Self { keys, values: false, outcomes: TRUE | FALSE }
    }

    /// What a value that is not known makes of a condition: some of true, false and unknown.
    pub(super) fn of_hole(may_hold: bool, may_fail: bool, may_be_unknown: bool) -> Self {
        let outcomes = [(may_hold, TRUE), (may_fail, FALSE), (may_be_unknown, UNKNOWN)];
        let outcomes = outcomes.iter().filter(|(may, _)| *may).fold(0, |all, (_, one)| all | one);
        Self::of(outcomes, Needs::VALUES)
    }

    pub(crate) fn from(truth: Option<bool>) -> Self {
        match truth {
            Some(true) => Self::TRUE,
            Some(false) => Self::FALSE,
            None => Self::UNKNOWN,
        }
    }

    /// What is this or the other.
    pub(crate) fn either(self, other: Self) -> Self {
        let needs = self.needs().union(other.needs());
        Self::of(self.outcomes | other.outcomes, needs)
    }

    pub(super) fn may_be_unknown(self) -> bool {
        self.may(UNKNOWN)
    }

    fn may(self, outcome: u8) -> bool {
        self.outcomes & outcome != 0
    }

    pub(crate) fn may_be_true(self) -> bool {
        self.may(TRUE)
    }

    pub(crate) fn may_be_false(self) -> bool {
        self.may(FALSE)
    }

    pub(crate) fn is_true(self) -> bool {
        self.outcomes == TRUE
    }

    pub(crate) fn is_false(self) -> bool {
        self.outcomes == FALSE
    }

    #[inline]
    pub(crate) fn needs(self) -> Needs {
        Needs { keys: self.keys, values: self.values }
    }

    /// These outcomes; where there is one, nothing more is needed.
    #[inline]
    fn of(outcomes: u8, needs: Needs) -> Self {
        let settled = outcomes & outcomes.wrapping_sub(1) == 0;
        let Needs { keys, values } = if settled { Needs::NONE } else { needs };
        Self { keys, values, outcomes }
    }

    #[inline]
    pub(crate) fn not(self) -> Self {
        let swapped = ((self.outcomes & TRUE) << 1) | ((self.outcomes & FALSE) >> 1);
        Self { outcomes: swapped | (self.outcomes & UNKNOWN), ..self }
    }

    /// True where this is not true.
    pub(super) fn is_not_true(self) -> Self {
        let holds = if self.may(FALSE | UNKNOWN) { TRUE } else { 0 };
        let fails = if self.may(TRUE) { FALSE } else { 0 };
        Self::of(holds | fails, self.needs())
    }

    #[inline]
    pub(crate) fn and(self, other: Self) -> Self {
        let both_true = self.outcomes & other.outcomes & TRUE;
        let one_false = (self.outcomes | other.outcomes) & FALSE;
        let unknown = (self.may(UNKNOWN) && other.may(TRUE | UNKNOWN))
            || (other.may(UNKNOWN) && self.may(TRUE));
        let unknown = if unknown { UNKNOWN } else { 0 };
        Self::of(both_true | one_false | unknown, self.needs().union(other.needs()))
    }

    #[inline]
    pub(crate) fn or(self, other: Self) -> Self {
        self.not().and(other.not()).not()
    }

    pub(crate) fn iff(self, other: Self) -> Self {
        // Both or neither, and none of both: each taken apart, since one context decides both.
        let same = (self.may(TRUE) && other.may(TRUE)) || (self.may(FALSE) && other.may(FALSE));
        let different =
            (self.may(TRUE) && other.may(FALSE)) || (self.may(FALSE) && other.may(TRUE));
        let same = if same { TRUE } else { 0 };
        let different = if different { FALSE } else { 0 };
        let unknown = (self.outcomes | other.outcomes) & UNKNOWN;
        Self::of(same | different | unknown, self.needs().union(other.needs()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SETTLED: [Truth; 3] = [Truth::TRUE, Truth::FALSE, Truth::UNKNOWN];

    #[test]
    fn settled_verdicts_follow_kleenes_tables() {
        let (t, f, u) = (Truth::TRUE, Truth::FALSE, Truth::UNKNOWN);
        let and = [[t, f, u], [f, f, f], [u, f, u]];
        let iff = [[t, f, u], [f, t, u], [u, u, u]];
        for (left, a) in SETTLED.into_iter().enumerate() {
            for (right, b) in SETTLED.into_iter().enumerate() {
                assert_eq!(a.and(b), and[left][right]);
                assert_eq!(a.iff(b), iff[left][right]);
                assert_eq!(a.or(b), a.not().and(b.not()).not());
                assert_eq!(a.and(b), b.and(a));
            }
        }
        assert_eq!((u.is_not_true(), f.is_not_true(), t.is_not_true()), (t, t, f));
    }

    /// Every verdict there can be: some outcomes, and keys where they are more than one.
    fn all() -> Vec<Truth> {
        let keys = [ContextKeys::one(0), ContextKeys::one(3)];
        let verdicts = (1..8_u8).flat_map(|outcomes| {
            keys.map(|keys| Truth::of(outcomes, Needs { keys, values: false }))
        });
        verdicts.collect()
    }

    /// What a verdict can come to, one outcome at a time.
    fn outcomes(verdict: Truth) -> Vec<Truth> {
        let may = |one: &Truth| verdict.may(one.outcomes);
        SETTLED.into_iter().filter(may).collect()
    }

    #[test]
    fn the_laws_of_kleene_hold_for_every_verdict() {
        for a in all() {
            assert_eq!(a.not().not(), a);
            assert_eq!((a.and(a), a.or(a)), (a, a));
            assert_eq!((a.and(Truth::TRUE), a.or(Truth::FALSE)), (a, a));
            assert_eq!(a.and(Truth::FALSE), Truth::FALSE);
            assert_eq!(a.or(Truth::TRUE), Truth::TRUE);
            for b in all() {
                assert_eq!(a.and(b), b.and(a));
                assert_eq!(a.or(b), b.or(a));
                assert_eq!(a.iff(b), b.iff(a));
                assert_eq!(a.and(b).not(), a.not().or(b.not()));
                assert_eq!(a.or(b).not(), a.not().and(b.not()));
                assert_eq!(a.iff(b), a.not().iff(b.not()));
                for c in all() {
                    assert_eq!(a.and(b).and(c).outcomes, a.and(b.and(c)).outcomes);
                    assert_eq!(a.or(b).or(c).outcomes, a.or(b.or(c)).outcomes);
                }
            }
        }
    }

    /// What several outcomes come to is what each of them does: no more, and no less.
    #[test]
    fn a_verdict_of_several_outcomes_is_each_of_them() {
        let union = |verdicts: Vec<Truth>| verdicts.iter().fold(0, |all, one| all | one.outcomes);
        for a in all() {
            let each = outcomes(a);
            assert_eq!(a.not().outcomes, union(each.iter().map(|a| a.not()).collect()));
            assert_eq!(
                a.is_not_true().outcomes,
                union(each.iter().map(|a| a.is_not_true()).collect())
            );
            for b in all() {
                let pairs = || each.iter().flat_map(|a| outcomes(b).into_iter().map(|b| (*a, b)));
                assert_eq!(a.and(b).outcomes, union(pairs().map(|(a, b)| a.and(b)).collect()));
                assert_eq!(a.or(b).outcomes, union(pairs().map(|(a, b)| a.or(b)).collect()));
                assert_eq!(a.iff(b).outcomes, union(pairs().map(|(a, b)| a.iff(b)).collect()));
                for both in [a.and(b), a.or(b), a.iff(b)] {
                    let settled = both.outcomes.count_ones() == 1;
                    assert_eq!(
                        both.needs() == Needs::NONE,
                        settled || a.needs().union(b.needs()) == Needs::NONE
                    );
                }
            }
        }
    }

    #[test]
    fn a_context_that_cannot_decide_is_not_needed() {
        let open = Truth::undetermined(ContextKeys::one(3));
        assert!(open.and(Truth::FALSE).is_false());
        assert!(open.and(Truth::FALSE).needs() == Needs::NONE);
        assert!(open.or(Truth::TRUE).is_true());
        let undecided = open.and(Truth::TRUE);
        assert!(undecided.may_be_true() && undecided.may_be_false());
        assert_eq!(undecided.needs().keys, ContextKeys::one(3));
        let never_true = open.and(Truth::UNKNOWN);
        assert!(!never_true.may_be_true() && never_true.may_be_false());
    }
}
