//! Why a condition came out as it did: the leaves of its tree that decided it.

use std::ops::ControlFlow;

use super::{Bindings, Evaluation};
use smartro_lint_rules::program::{Check, FieldRef, Predicate};

/// A condition without conditions in it, and how it came out.
#[derive(Clone, Copy)]
pub(crate) struct Leaf<'p> {
    pub(crate) predicate: &'p Predicate,
    /// Where in the request it looks; `None`: at the context alone.
    pub(crate) place: Option<FieldRef>,
    pub(crate) truth: bool,
    /// Whether it is what has to change, not what makes the rule apply.
    pub(crate) primary: bool,
}

type Visit<'v, 'p> = &'v mut dyn FnMut(Leaf<'p>) -> ControlFlow<()>;

impl Evaluation<'_> {
    /// The place that a check which fired points at.
    pub(super) fn pointed_at(&self, check: &Check, bindings: &Bindings) -> FieldRef {
        let present = |place: &&FieldRef| self.slot(**place, bindings).is_present();
        if let Some(place) = check.at.iter().find(present).or(check.at.first()) {
            return *place;
        }
        let mut first = None;
        let _ = self.blame(check, bindings, &mut |leaf| {
            first = leaf.place.filter(|_| leaf.primary);
            if first.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        first.unwrap_or(FieldRef { node: smartro_lint_rules::program::NodeId::ROOT, loop_depth: 0 })
    }

    /// Goes through the leaves that made a check fire: the assertion's, then the guards'.
    ///
    /// Where the assertion is about the context alone, the guards' leaves have to change.
    pub(crate) fn blame<'p>(
        &self,
        check: &'p Check,
        bindings: &Bindings,
        visit: Visit<'_, 'p>,
    ) -> ControlFlow<()> {
        let mut placed = false;
        self.explain(&check.assertion, (false, true), bindings, &mut |leaf| {
            placed |= leaf.primary && leaf.place.is_some();
            visit(leaf)
        })?;
        self.explain(&check.guard, (true, !placed), bindings, visit)?;
        for each in &check.loops {
            self.explain(&each.guard, (true, !placed), bindings, visit)?;
        }
        ControlFlow::Continue(())
    }

    /// The leaves that made a predicate come out as `truth`.
    fn explain<'p>(
        &self,
        predicate: &'p Predicate,
        (truth, primary): (bool, bool),
        bindings: &Bindings,
        visit: Visit<'_, 'p>,
    ) -> ControlFlow<()> {
        let came_out = |part: &Predicate, truth: bool| {
            let verdict = self.eval(part, bindings);
            if truth { verdict.is_true() } else { verdict.is_false() }
        };
        match predicate {
            Predicate::Constant(_) | Predicate::IsNotTrue(_) => ControlFlow::Continue(()),
            Predicate::Not(inner) => self.explain(inner, (!truth, primary), bindings, visit),
            Predicate::All(parts) | Predicate::Any(parts) => {
                // One part decides a false `and` and a true `or`; all parts the other way round.
                for part in parts.iter().filter(|part| came_out(part, truth)) {
                    self.explain(part, (truth, primary), bindings, visit)?;
                }
                ControlFlow::Continue(())
            }
            Predicate::Iff(sides) => {
                // Of two that should agree, the false one is what is wanting.
                for side in [&sides.0, &sides.1] {
                    let holds = came_out(side, true);
                    self.explain(side, (holds, primary && !holds), bindings, visit)?;
                }
                ControlFlow::Continue(())
            }
            leaf => {
                let place = self.place_of(leaf, bindings);
                visit(Leaf { predicate: leaf, place, truth, primary })
            }
        }
    }

    /// The place in the request that a leaf is about: of several, the first one present.
    fn place_of(&self, leaf: &Predicate, bindings: &Bindings) -> Option<FieldRef> {
        let (mut first, mut present) = (None, None);
        leaf.places(&mut |place| {
            first = first.or(Some(place));
            present = present.or_else(|| self.slot(place, bindings).is_present().then_some(place));
        });
        present.or(first)
    }
}
