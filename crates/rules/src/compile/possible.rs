//! Conditions that contradict each other: what is behind them could never be reported.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::error::{CompileError, ErrorKind};
use super::preconditions::{Fact, needed, simplify_under};
use super::scope::World;
use super::useless::Useless;
use crate::program::Predicate;
use crate::source::{Source, Span};

/// How many facts are held against each other: no rule written by hand has as many.
const MAX_FACTS: usize = 128;

/// The guards and assertions of a rule, and whether each can be true, or fail, in one of the rule's
/// operations and branches at least.
#[derive(Default)]
pub(super) struct Guards(RefCell<BTreeMap<Span, (bool, Option<Useless>)>>);

impl Guards {
    /// Notes whether a guard can be true here.
    pub(super) fn note(&self, span: Span, is_possible: bool) {
        self.note_as(span, is_possible, Useless::Guard);
    }

    /// Notes whether an assertion can fail here.
    pub(super) fn note_assertion(&self, span: Span, forbid: bool, is_possible: bool) {
        self.note_as(span, is_possible, Useless::Assertion { forbid });
    }

    fn note_as(&self, span: Span, is_possible: bool, otherwise: Useless) {
        let mut all = self.0.borrow_mut();
        let (known, what) = all.entry(span).or_default();
        *known |= is_possible;
        *what = Some(otherwise);
    }

    /// Reports those that never can; `is_sound`: the rule has no other mistakes.
    pub(super) fn report(&self, world: &World<'_>, file: &Arc<Source>, is_sound: bool) {
        for (span, (is_possible, what)) in self.0.borrow().iter() {
            let is_shown = |what: &Useless| !is_possible && (is_sound || *what == Useless::Guard);
            if let Some(what) = what.clone().filter(is_shown) {
                world.report(CompileError::new(ErrorKind::Useless(what), file, *span));
            }
        }
    }
}

/// What is known to be true.
#[derive(Clone, Default)]
pub(super) struct Facts {
    facts: BTreeSet<Fact>,
    /// Whether they contradict each other already.
    pub(super) contradicted: bool,
}

impl Facts {
    /// Whether a condition can be true beside the others, which it is then one of.
    pub(super) fn add(&mut self, condition: &Predicate) -> bool {
        if self.contradicted || self.facts.len() > MAX_FACTS {
            return true;
        }
        let simplified = simplify_under(condition, &self.facts);
        let Some(more) = needed(condition, true) else {
            self.contradicted = true;
            return false;
        };
        self.facts.extend(more);
        let excluded = |fact: &Fact| self.facts.iter().any(|other| exclude(fact, other));
        let is_false = matches!(simplified, Predicate::Constant(false));
        self.contradicted =
            is_false || self.facts.len() <= MAX_FACTS && self.facts.iter().any(excluded);
        !self.contradicted
    }
}

/// Whether two facts cannot both hold.
fn exclude(one: &Fact, other: &Fact) -> bool {
    if one.node() != other.node() {
        return false;
    }
    match (one, other) {
        (Fact::Boolean(_, one), Fact::Boolean(_, other)) => one != other,
        (Fact::Member(_, one), Fact::Member(_, other)) => {
            !one.iter().any(|symbol| other.contains(symbol))
        }
        (Fact::Member(_, listed), Fact::Other(_, others)) => {
            listed.iter().all(|symbol| others.contains(symbol))
        }
        _ => false,
    }
}

/// Whether a condition can be true.
pub(super) fn can_hold(condition: &Predicate) -> bool {
    Facts::default().add(condition)
}
