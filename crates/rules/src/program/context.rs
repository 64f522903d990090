//! Which keys of the context a rule looks at.

use super::{Check, Computed, ContextKeys, Member, Moment, Predicate, Program, Quantity, Sum};

impl Program {
    /// The context keys that a rule looks at, given its place among the rules.
    #[must_use]
    pub fn context_of(&self, rule: usize) -> ContextKeys {
        let checks = self.operations.iter().flat_map(|operation| &operation.checks);
        let own = checks.filter(|check| usize::from(check.rule) == rule);
        all(own.map(of_check))
    }
}

impl Predicate {
    /// The context keys that it looks at.
    #[must_use]
    pub fn context_keys(&self) -> ContextKeys {
        of_predicate(self)
    }
}

fn all(keys: impl Iterator<Item = ContextKeys>) -> ContextKeys {
    keys.fold(ContextKeys::default(), ContextKeys::union)
}

fn of_check(check: &Check) -> ContextKeys {
    let loops = all(check.loops.iter().map(|one| of_predicate(&one.guard)));
    of_predicate(&check.guard).union(loops).union(of_predicate(&check.assertion))
}

/// The context keys that a condition looks at.
pub(crate) fn of_predicate(predicate: &Predicate) -> ContextKeys {
    match predicate {
        Predicate::All(parts) | Predicate::Any(parts) => all(parts.iter().map(of_predicate)),
        Predicate::Not(inner) | Predicate::IsNotTrue(inner) => of_predicate(inner),
        Predicate::Iff(sides) => of_predicate(&sides.0).union(of_predicate(&sides.1)),
        Predicate::Member(member, _) => of_member(*member),
        Predicate::SameMember(left, right) => of_member(*left).union(of_member(*right)),
        Predicate::Contains(key, _) | Predicate::Known(key) => ContextKeys::one(*key),
        Predicate::Moment(left, _, right) => of_moment(left).union(of_moment(right)),
        Predicate::Quantified(quantified) => of_predicate(&quantified.body),
        Predicate::Quantity(left, _, right) => of_sum(left).union(of_sum(right)),
        Predicate::Constant(_)
        | Predicate::Presence(..)
        | Predicate::Boolean(..)
        | Predicate::Literal(..)
        | Predicate::SameText(..)
        | Predicate::Distinct(_)
        | Predicate::Matches(..)
        | Predicate::Test(..) => ContextKeys::default(),
    }
}

fn of_member(member: Member) -> ContextKeys {
    match member {
        Member::Context(key) => ContextKeys::one(key),
        Member::FieldRef(_) => ContextKeys::default(),
    }
}

fn of_moment(moment: &Moment) -> ContextKeys {
    match moment.base().0 {
        Moment::Now(key) | Moment::ThisMonth(key) => ContextKeys::one(*key),
        Moment::Instant(..) | Moment::Date(_) | Moment::CardMonth(..) | Moment::Later(..) => {
            ContextKeys::default()
        }
    }
}

/// The context keys that a number depends on.
pub(crate) fn of_sum(sum: &Sum) -> ContextKeys {
    all(sum.0.iter().map(of_quantity))
}

fn of_quantity(quantity: &Quantity) -> ContextKeys {
    let Quantity::Computed(computed) = quantity else { return ContextKeys::default() };
    match &**computed {
        Computed::Negated(inner) => of_quantity(inner),
        Computed::Product(sums) => all(sums.iter().map(of_sum)),
        Computed::Over { guard, value, .. } => of_predicate(guard).union(of_sum(value)),
        Computed::Years(from, to) => of_moment(from).union(of_moment(to)),
    }
}
