//! The assignments of a variable: which of them its value comes from where it is read.

use std::hash::{DefaultHasher, Hash, Hasher};

use oxc_ast::{
    AstKind,
    ast::{Expression, VariableDeclarator},
};
use oxc_semantic::{NodeId, SymbolId};
use oxc_span::GetSpan;

use super::{
    Evaluator, Scope,
    changes::{Frozen, Written, frozen, leak, may_be_changed, write},
    react::is_kept,
    vue::holds_reference,
};
use crate::{
    unit::flow::{Assignment, Branch, Change, Effect, Step},
    value::Value,
    worlds::ConditionId,
};

/// The most assignments of unknown order that are distinguished.
const MOST_ASSIGNMENTS: usize = 8;

/// The most assignments that are looked at for one place where a name is read.
const MOST_LOOKED_AT: usize = 64;

/// Something that happens to a name, or to what it holds, and the `if`s that it depends on.
struct Event<'e, 'a> {
    start: u32,
    branches: Vec<Branch>,
    what: What<'e, 'a>,
}

enum What<'e, 'a> {
    Assign(&'a Expression<'a>),
    Change(&'e Effect<'a>),
}

/// The assignments that may give a name what is read.
#[derive(Default)]
struct Candidates<'a> {
    /// The last one that certainly runs before.
    last: Option<(u32, &'a Expression<'a>)>,
    /// Those after it, with the `if`s that they depend on.
    ordered: Vec<(u32, &'a Expression<'a>, Vec<Branch>)>,
    /// Those of which it is not known whether they run, and when.
    others: Vec<&'a Expression<'a>>,
}

impl<'a> Evaluator<'_, 'a> {
    /// The value of a variable, with its assignments and what changes the object it holds.
    pub(super) fn assigned(
        &self,
        initial: Value<'a>,
        declarator: &'a VariableDeclarator<'a>,
        symbol: SymbolId,
        read: NodeId,
        scope: &Scope<'a>,
    ) -> Value<'a> {
        let unit = &scope.unit;
        let Some(block) = unit.block_of(declarator.node_id()) else {
            return if unit.is_mutated(symbol) { Value::unknown() } else { initial.opened() };
        };
        let candidates = match unit.is_mutated(symbol) {
            true => self.candidates(declarator, symbol, read, block, scope),
            false => Some(Candidates::default()),
        };
        let Some(Candidates { last, ordered, others }) = candidates else {
            return Value::unknown();
        };
        let may_be_other = !ordered.is_empty() || !others.is_empty();
        // What was assigned before one that certainly runs in between does not matter.
        let (since, initial) = match last {
            Some((start, right)) => (start, self.eval(right, scope)),
            None => (0, initial),
        };
        let assigned = ordered.into_iter().map(|(start, right, branches)| Event {
            start,
            branches,
            what: What::Assign(right),
        });
        let mut events: Vec<Event<'_, 'a>> = assigned.collect();
        let (mut late, mut any) = (Vec::new(), Vec::new());
        let effects = unit.effects(symbol);
        if !effects.is_empty() && declarator.init.as_ref().is_some_and(is_kept) {
            return if may_be_other { Value::unknown() } else { initial.opened() };
        }
        if may_be_changed(&initial) || may_be_other {
            if !self.affords(symbol, effects.writes.len(), scope) {
                return if may_be_other { Value::unknown() } else { initial.opened() };
            }
            let happens = self.happening(read, block, scope);
            for effect in effects.writes.iter().filter(|effect| happens(effect)) {
                let start = unit.semantic.nodes().kind(effect.node).span().start;
                match self.before(effect.node, read, block, scope) {
                    Some(branches) if start >= since => {
                        events.push(Event { start, branches, what: What::Change(effect) });
                    }
                    Some(_) => {}
                    None => late.push(effect),
                }
                any.push(effect);
            }
            let others = effects.others.iter().filter_map(|group| group.iter().find(&happens));
            for effect in others {
                late.push(effect);
                any.push(effect);
            }
        }
        let value = match self.alternative(&others, symbol, read, declarator, scope) {
            Alternative::Unknown => return Value::unknown(),
            Alternative::None => self.replay(initial, events, &late, scope),
            Alternative::One(value) => {
                any.into_iter().fold(value, |value, effect| self.disturbed(value, effect))
            }
            Alternative::Any(value) => {
                let other =
                    any.into_iter().fold(value, |value, effect| self.disturbed(value, effect));
                self.replay(initial, events, &late, scope).join(other)
            }
        };
        match frozen(declarator.init.as_ref()) {
            _ if !unit.exported.contains(&symbol) || self.is_guessing() => value,
            // Importers may change what an exported object holds.
            Frozen::No => value.opened(),
            Frozen::Fields => leak(value, &[Step::Any]),
            Frozen::Deeply => value,
        }
    }

    /// The assignments that may give what is read; `None` if there are other ways to write the name.
    fn candidates(
        &self,
        declarator: &'a VariableDeclarator<'a>,
        symbol: SymbolId,
        read: NodeId,
        block: NodeId,
        scope: &Scope<'a>,
    ) -> Option<Candidates<'a>> {
        let unit = &scope.unit;
        let function = unit.function_of(declarator.node_id());
        // In another function it may run at any time, and on another variable of the name.
        let all = unit.assignments(symbol, function)?;
        let is_local = unit.function_of(read) == function;
        let here = unit.semantic.nodes().kind(read).span();
        let (done, pending) = all.split_at(all.partition_point(|one| one.span.start < here.start));
        // An assignment of what is read ends after it.
        let is_around = |one: &&Assignment<'a>| one.span.end > here.start;
        let is_straight = is_local && unit.is_straight(read, block);
        let pending = pending.iter().filter(|_| !is_straight);
        let done = done.iter().rev().filter(|one| !(is_straight && is_around(one)));
        let mut found = Candidates::default();
        for one in pending.chain(done) {
            let right = one.right.filter(|_| one.span.start >= declarator.span.end)?;
            if unit.is_always_before(one.node, read) {
                found.last = Some((one.span.start, right));
                break;
            }
            if found.ordered.len() + found.others.len() >= MOST_LOOKED_AT || !self.spend(1) {
                return None;
            }
            match self.before(one.node, read, block, scope) {
                Some(branches) => found.ordered.push((one.span.start, right, branches)),
                None if is_local => found.others.push(right),
                None => return None,
            }
        }
        Some(found)
    }

    /// Which of the assignments of unknown order it was, if it was one of them.
    fn alternative(
        &self,
        rights: &[&'a Expression<'a>],
        symbol: SymbolId,
        read: NodeId,
        declarator: &'a VariableDeclarator<'a>,
        scope: &Scope<'a>,
    ) -> Alternative<'a> {
        if rights.is_empty() {
            return Alternative::None;
        }
        // What is assigned to a name in a loop may be made of what it was before.
        let key = (scope.id, symbol);
        if rights.len() > MOST_ASSIGNMENTS || self.assigning.borrow().contains(&key) {
            self.depends();
            return Alternative::Unknown;
        }
        let mut hasher = DefaultHasher::new();
        // At another place where it is read it may have been another one.
        (b'w', scope.id, scope.frame.id, format!("{symbol:?}{read:?}")).hash(&mut hasher);
        let place = (scope.id, declarator.span);
        let taken = self.worlds.choose(ConditionId(hasher.finish()), rights.len() + 1, place);
        let chosen = match taken {
            None if self.joins() => rights,
            None => return Alternative::Unknown,
            Some(taken) => match taken.checked_sub(1).and_then(|at| rights.get(at)) {
                Some(right) => std::slice::from_ref(right),
                None => return Alternative::None,
            },
        };
        self.assigning.borrow_mut().push(key);
        let values = chosen.iter().map(|right| self.eval(right, scope));
        let value = values.reduce(Value::join);
        self.assigning.borrow_mut().pop();
        match (value, taken) {
            (None, _) => Alternative::None,
            (Some(value), Some(_)) => Alternative::One(value),
            (Some(value), None) => Alternative::Any(value),
        }
    }

    fn replay(
        &self,
        initial: Value<'a>,
        mut events: Vec<Event<'_, 'a>>,
        late: &[&Effect<'a>],
        scope: &Scope<'a>,
    ) -> Value<'a> {
        events.sort_by_key(|event| event.start);
        let mut value = initial;
        for Event { branches, what, .. } in events {
            let taken = self.taken(&branches, scope);
            if taken == Some(false) {
                continue;
            }
            // Only what may not have happened needs what was before, all of which is copied.
            let before = taken.is_none().then(|| value.clone());
            let fields = if before.is_some() { value.size() } else { value.size() / 16 };
            if !self.spend(1 + fields) {
                return Value::unknown();
            }
            let after = match what {
                What::Assign(right) => self.eval(right, scope),
                What::Change(effect) => match effect.change {
                    Change::Write(Some(right)) => {
                        let field = self.eval(right, scope);
                        // A reactive object reads what a reference holds.
                        let field = if holds_reference(&field) { field.forgotten() } else { field };
                        let key = scope.unit.assigned_name(effect.node);
                        let key = key.unwrap_or(field.origin.span);
                        write(value, &effect.path, Written::Assigned(field, key))
                    }
                    Change::Write(None) => write(value, &effect.path, Written::Unknown),
                    Change::Delete => write(value, &effect.path, Written::Deleted),
                    Change::Leak => leak(value, &effect.path),
                },
            };
            value = match before {
                None => after,
                // Whether it happened is not to be decided.
                Some(before) => before.join(after),
            };
        }
        late.iter().fold(value, |value, effect| self.disturbed(value, effect))
    }

    /// Whether an effect may happen before what is read is used.
    fn happening<'e>(
        &'e self,
        read: NodeId,
        block: NodeId,
        scope: &'e Scope<'a>,
    ) -> impl Fn(&&Effect<'a>) -> bool + 'e {
        let unit = &scope.unit;
        let is_straight = unit.is_straight(read, block);
        let consumer = scope.consumer.filter(|(consumer_unit, _)| *consumer_unit == scope.id);
        move |effect| {
            // What happens through the reference that is being followed is the business of what it
            // flows into, as long as each run has an object of its own.
            let is_followed = is_straight && effect.reference == read;
            let is_later = || {
                consumer.is_some_and(|(_, consumer)| {
                    self.depends();
                    unit.is_after(effect.node, consumer, block)
                })
            };
            let is_excluded = || unit.excludes(read, effect.reference, block);
            !is_followed && !is_later() && !is_excluded()
        }
    }

    /// The branches of a statement that certainly runs before a name is read, if they are taken.
    fn before(
        &self,
        node: NodeId,
        read: NodeId,
        block: NodeId,
        scope: &Scope<'a>,
    ) -> Option<Vec<Branch>> {
        let unit = &scope.unit;
        let branches = unit.branches(node, block)?;
        let function = unit.function_of(node);
        let end = unit.semantic.nodes().kind(node).span().end;
        unit.runs_after(read, end, function, 6).then_some(branches)
    }

    /// Whether all branches are taken; `None` if that is not to be decided.
    fn taken(&self, branches: &[Branch], scope: &Scope<'a>) -> Option<bool> {
        for (node, side) in branches {
            let AstKind::IfStatement(statement) = scope.unit.semantic.nodes().kind(*node) else {
                return None;
            };
            if self.decide(&statement.test, scope)? != *side {
                return Some(false);
            }
        }
        Some(true)
    }
}

/// Whether a value comes from an assignment of unknown order.
enum Alternative<'a> {
    None,
    One(Value<'a>),
    /// This, or one of the assignments of known order.
    Any(Value<'a>),
    Unknown,
}
