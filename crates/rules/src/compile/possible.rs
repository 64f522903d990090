//! Conditions that are always true or never, by themselves or under those around them: what they guard
//! could never be reported.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use super::error::CompileError;
use super::kind::ErrorKind;
use super::operands::Typed;
use super::outcomes::{Outcomes, Trial, above};
use super::scope::{Bound, Environment, MOST_ERRORS, Scope};
use super::useless::Useless;
use crate::program::{ContextKeys, Enumeration, FieldRef, FieldType, Predicate, Tree};
use crate::source::{Source, Span};
use crate::syntax::ast::{Assertion, Expression};

/// The guards and assertions of a rule, and whether each can be true, or fail, in one of the rule's
/// operations and branches at least.
#[derive(Default)]
pub(super) struct Guards(RefCell<BTreeMap<Span, (bool, Option<Useless>)>>);

/// What a condition is beside others that are true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beside {
    /// It can be true as well, or one of the others cannot.
    Possible,
    /// It cannot.
    Contradictory,
    /// It never is, whatever the others are.
    Impossible,
}

impl Guards {
    /// Notes whether a guard can be true here; `when`: that it is no `unless`.
    pub(super) fn note(&self, condition: &Expression, beside: Beside, when: bool) {
        let span = condition.span();
        if beside == Beside::Impossible && is_comparison(condition) {
            return;
        }
        let otherwise = match beside {
            Beside::Impossible if when => Useless::Condition,
            Beside::Impossible => Useless::Always,
            _ => Useless::Guard,
        };
        self.note_as(span, beside == Beside::Possible, otherwise);
    }

    /// Notes whether an assertion can fail here.
    pub(super) fn note_assertion(&self, assertion: &Assertion, fails: Beside) {
        let (span, forbid) = (assertion.condition.span(), assertion.forbid);
        if fails == Beside::Impossible && is_comparison(&assertion.condition) {
            return;
        }
        self.note_as(span, fails == Beside::Possible, Useless::Assertion { forbid });
    }

    fn note_as(&self, span: Span, is_possible: bool, otherwise: Useless) {
        let mut all = self.0.borrow_mut();
        let (known, what) = all.entry(span).or_default();
        *known |= is_possible;
        *what = Some(otherwise);
    }

    /// Reports those that never can; `is_sound`: the rule has no other mistakes.
    pub(super) fn report(&self, environment: &Environment<'_>, file: &Arc<Source>, is_sound: bool) {
        for (span, (is_possible, what)) in self.0.borrow().iter() {
            let is_shown = |what: &Useless| {
                !is_possible && (is_sound || !matches!(what, Useless::Assertion { .. }))
            };
            let has_mistake = || environment.has_mistake_in(file, *span);
            if let Some(what) = what.clone().filter(|what| is_shown(what) && !has_mistake()) {
                environment.report(CompileError::new(ErrorKind::Useless(what), file, *span));
            }
        }
    }
}

/// Whether a part of a text is in another one, and smaller.
fn is_inside(inner: Span, outer: Span) -> bool {
    inner != outer && outer.start <= inner.start && inner.end <= outer.end
}

/// Whether a condition is one comparison, of which there is a warning, or a definition, in which the
/// mistake is.
fn is_comparison(condition: &Expression) -> bool {
    match condition {
        Expression::Not(inner) => is_comparison(inner),
        condition => matches!(condition, Expression::Comparison(_)),
    }
}

/// What is true where a statement is.
#[derive(Clone, Default)]
pub(super) struct Facts {
    conditions: Vec<Rc<Fact>>,
    /// Whether they contradict each other already.
    contradicted: bool,
}

/// A condition that is true, and what it is about.
struct Fact {
    condition: Predicate,
    places: Vec<FieldRef>,
    keys: ContextKeys,
}

/// How many conditions are held against each other, and how many fields each may be about: none that
/// is written by hand has as many.
const MAX_FACTS: usize = 64;

impl Facts {
    /// What a condition is beside the others, which it is then one of.
    pub(super) fn add(&mut self, scope: &Scope<'_>, condition: &Predicate) -> Beside {
        if self.contradicted || self.conditions.len() > MAX_FACTS {
            return Beside::Possible;
        }
        let mut together = vec![condition];
        if !scope.environment.outcomes(together.clone(), scope.tree).can_be_true {
            self.contradicted = true;
            return Beside::Impossible;
        }
        let places = places(condition, scope.tree);
        if places.len() > MAX_FACTS {
            return Beside::Possible;
        }
        // Those that have a field in common with it, or with one that has.
        let keys = condition.context_keys();
        let (mut touched, mut known) = (places.clone(), keys);
        let mut others: Vec<&Fact> = self.conditions.iter().map(|one| &**one).collect();
        while let Some(next) = others.iter().position(|other| {
            known.intersects(other.keys) || other.places.iter().any(|place| touched.contains(place))
        }) {
            let other = others.swap_remove(next);
            touched.extend(&other.places);
            known = known.union(other.keys);
            together.push(&other.condition);
        }
        let is_alone = together.len() == 1;
        self.contradicted =
            !is_alone && !scope.environment.outcomes(together, scope.tree).can_be_true;
        self.conditions.push(Rc::new(Fact { condition: condition.clone(), places, keys }));
        if self.contradicted { Beside::Contradictory } else { Beside::Possible }
    }
}

/// The fields that a condition looks at, and those around them.
fn places(condition: &Predicate, tree: &Tree) -> Vec<FieldRef> {
    let mut found = Vec::new();
    condition.places(&mut |place| {
        found.push(place);
        let above = above(tree, place).into_iter();
        found.extend(above.filter(|place| place.node != crate::program::NodeId::ROOT));
    });
    found
}

/// The conditions of a pack, and what each comes out as somewhere.
#[derive(Default)]
pub(super) struct Conditions(RefCell<HashMap<(*const Source, Span), Condition>>);

struct Condition {
    file: Arc<Source>,
    is_comparison: bool,
    outcomes: Outcomes,
}

impl Environment<'_> {
    /// Whether a part of a text has a mistake already, which may be why a condition is constant.
    fn has_mistake_in(&self, file: &Arc<Source>, span: Span) -> bool {
        let is_there = |errors: &[CompileError]| {
            errors.iter().any(|error| Arc::ptr_eq(&error.file, file) && is_inside(error.span, span))
        };
        is_there(&self.errors.borrow()) || is_there(&self.warnings.borrow())
    }

    /// What conditions can come out as together.
    pub(super) fn outcomes(&self, conditions: Vec<&Predicate>, tree: &Tree) -> Outcomes {
        let keys = |key: u8| -> Option<&Enumeration> {
            let node = self.context_keys.get(usize::from(key))?.node;
            match self.context.node(node).kind {
                FieldType::Member(id) => self.enumerations.get(usize::from(id.0)),
                _ => None,
            }
        };
        Trial::new(conditions, tree, &keys).outcomes(&self.tries)
    }

    /// Reports the conditions that are always true, or never, wherever they are used: of two, one in
    /// the other, the inner one. Of a comparison there is a warning.
    pub(super) fn report_constants(&self) {
        let all = self.conditions.0.borrow();
        let is_constant =
            |one: &Condition| !(one.outcomes.can_be_true && one.outcomes.can_be_false);
        let constant: Vec<(Span, &Condition)> = all
            .iter()
            .map(|((_, span), one)| (*span, one))
            .filter(|(_, one)| is_constant(one))
            .collect();
        let has_inner = |file: &Arc<Source>, span: Span| {
            let is_inner = |(inner, one): &(Span, &Condition)| {
                Arc::ptr_eq(&one.file, file) && is_inside(*inner, span)
            };
            constant.iter().any(is_inner) || self.has_mistake_in(file, span)
        };
        for (span, Condition { file, is_comparison, outcomes }) in &constant {
            if has_inner(file, *span) {
                continue;
            }
            let always = outcomes.can_be_true;
            let what = match always {
                _ if *is_comparison => Useless::Comparison { always },
                true => Useless::Always,
                false => Useless::Condition,
            };
            let error = CompileError::new(ErrorKind::Useless(what), file, *span);
            if *is_comparison { self.warn(error) } else { self.report(error) }
        }
    }

    /// Notes a warning, once.
    pub(super) fn warn(&self, warning: CompileError) {
        let mut warnings = self.warnings.borrow_mut();
        let is_known =
            |other: &CompileError| other.span == warning.span && other.file == warning.file;
        if warnings.len() < MOST_ERRORS && !warnings.iter().any(is_known) {
            warnings.push(warning);
        }
    }
}

impl Scope<'_> {
    /// Notes what a condition can come out as here.
    pub(super) fn note_outcomes(&self, expression: &Expression, condition: &Predicate) {
        let is_comparison = match expression {
            Expression::And(_) | Expression::Or(_) | Expression::Iff(..) => false,
            Expression::Comparison(comparison) if comparison.relation.is_some() => true,
            _ => return,
        };
        if !self.environment.notes_outcomes.get() || self.is_given(expression) {
            return;
        }
        let key = (Arc::as_ptr(self.file), expression.span());
        let mut all = self.environment.conditions.0.borrow_mut();
        let known = all.entry(key).or_insert_with(|| Condition {
            file: Arc::clone(self.file),
            is_comparison,
            outcomes: Outcomes::default(),
        });
        let Outcomes { can_be_true, can_be_false } = &mut known.outcomes;
        if !(*can_be_true && *can_be_false) {
            let found = self.environment.outcomes(vec![condition], self.tree);
            *can_be_true |= found.can_be_true;
            *can_be_false |= found.can_be_false;
        }
    }

    /// Whether a condition has a parameter for which a literal is given, which may decide here where
    /// another one does not, or for which nothing is known.
    fn is_given(&self, expression: &Expression) -> bool {
        let may_decide = |bound: &Bound<'_>| match bound {
            Bound::Value(Typed::Number(..) | Typed::Word(_) | Typed::TextLiteral(_)) => {
                !self.within.is_empty()
            }
            Bound::Value(_) | Bound::FieldRef(_) => false,
            Bound::List(_) | Bound::Pattern(_) | Bound::Broken => true,
        };
        let is_part = |one: char| one.is_ascii_alphanumeric() || matches!(one, '_' | '-');
        let text = expression.span().of(&self.file.text);
        let names = |word: &str| {
            self.names.iter().any(|(name, bound)| **name == *word && may_decide(bound))
        };
        text.split(|one: char| !is_part(one)).any(names)
    }
}
