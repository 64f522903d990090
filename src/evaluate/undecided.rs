//! What a request leaves open: rules that need a context, or values that are not known.

use super::truth::Needs;
use super::{Bindings, Evaluation, Outcome};
use crate::request::{About, ValueKind};
use smartro_lint_rules::program::{Check, FieldRef, NodeId};
use smartro_lint_rules::rule::Severity;

/// What is undecided in one request.
#[derive(Debug, Default)]
pub(crate) struct Undecided {
    /// Rules, and what would decide each.
    pub(crate) rules: Vec<(u16, Needs)>,
    /// The values that are not known and that these rules look at.
    pub(crate) values: Vec<UnknownValue>,
    /// The values that a rule may report, and its severity: one of the shapes may then be hidden.
    pub(crate) contested: Vec<(About, Severity)>,
}

/// A value that is not known, and a rule that looks at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct UnknownValue {
    pub(crate) rule: u16,
    pub(crate) element: u32,
    pub(crate) node: NodeId,
}

impl Undecided {
    /// Forgets the request before.
    pub(crate) fn clear(&mut self) {
        self.rules.clear();
        self.values.clear();
        self.contested.clear();
    }

    /// Whether a rule that is undecided may hide a finding of the shapes about a value.
    pub(crate) fn may_hide(&self, about: About, severity: Severity) -> bool {
        self.contested.iter().any(|(other, least)| *other == about && *least >= severity)
    }
}

impl Evaluation<'_> {
    /// Notes that a check is undecided, and what would decide it.
    #[cold]
    pub(super) fn leave_open(
        &self,
        (check, severity): (&Check, Severity),
        needs: Needs,
        bindings: &Bindings,
        outcome: &mut Outcome<'_>,
    ) {
        let undecided = &mut *outcome.undecided;
        if needs.values {
            let collections = check.loops.iter().map(|each| each.collection.place());
            collections.for_each(|place| self.note_value(check.rule, place, bindings, undecided));
            let guards = check.loops.iter().map(|each| &each.guard);
            for predicate in [&check.guard, &check.assertion].into_iter().chain(guards) {
                predicate.places(&mut |place| {
                    self.note_value(check.rule, place, bindings, undecided);
                });
            }
            let mut contest = |place: FieldRef| {
                undecided.contested.push((self.locate(place, bindings).1, severity));
            };
            check.at.iter().copied().for_each(&mut contest);
            for predicate in [&check.guard, &check.assertion] {
                predicate.places(&mut contest);
            }
        }
        match undecided.rules.iter_mut().find(|(rule, _)| *rule == check.rule) {
            Some((_, known)) => *known = known.union(needs),
            None => undecided.rules.push((check.rule, needs)),
        }
    }

    /// Notes a value that a rule looks at, if it is not known.
    fn note_value(
        &self,
        rule: u16,
        place: FieldRef,
        bindings: &Bindings,
        undecided: &mut Undecided,
    ) {
        let element = self.element(place, bindings);
        let slot = self.slots.get(element, place.node);
        let value = UnknownValue { rule, element, node: place.node };
        if (slot.kind == ValueKind::Hole || slot.open) && !undecided.values.contains(&value) {
            undecided.values.push(value);
        }
    }
}
