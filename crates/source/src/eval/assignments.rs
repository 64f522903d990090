//! The assignments of a variable: which of them its value comes from where it is read.

use std::hash::{DefaultHasher, Hash, Hasher};

use oxc_ast::{
    AstKind,
    ast::{Expression, VariableDeclarator},
};
use oxc_semantic::{NodeId, SymbolId};
use oxc_span::GetSpan;
use oxc_syntax::operator::AssignmentOperator;

use super::{
    Evaluator, Scope,
    changes::{Frozen, frozen, leak, may_be_changed, write},
};
use crate::{
    flow::{Branch, Change, Effect, Step},
    value::{Value, ValueKind},
    worlds::ConditionId,
};

/// The most assignments of unknown order that are distinguished.
const MOST_ASSIGNMENTS: usize = 8;

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

/// An assignment; without branches it is not known whether it runs, and when.
struct Assignment<'a> {
    start: u32,
    node: NodeId,
    right: &'a Expression<'a>,
    branches: Option<Vec<Branch>>,
}

enum Order {
    Never,
    Before(Vec<Branch>),
    Unknown,
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
        let scoping = unit.semantic.scoping();
        let Some(block) = unit.block_of(declarator.node_id()) else {
            return if unit.is_mutated(symbol) { Value::unknown() } else { initial.opened() };
        };
        let is_mutated = unit.is_mutated(symbol);
        if is_mutated || may_be_changed(&initial) {
            // Each reference is looked at.
            self.spend(scoping.get_resolved_reference_ids(symbol).len() as u32 / 2);
        }
        let assignments = match is_mutated {
            true => self.assignments(declarator, symbol, read, block, scope),
            false => Some(Vec::new()),
        };
        let Some(mut assignments) = assignments else { return Value::unknown() };
        let mut initial = initial;
        let mut since = 0;
        // What was assigned before one that certainly runs in between does not matter.
        let last = assignments.iter().filter(|one| unit.is_always_before(one.node, read));
        if let Some((start, right)) = last.map(|one| (one.start, one.right)).max_by_key(|it| it.0) {
            initial = self.eval(right, scope);
            since = start;
            assignments.retain(|one| one.start > start);
        }
        let may_change = may_be_changed(&initial) || !assignments.is_empty();
        let (certain, others): (Vec<_>, Vec<_>) =
            assignments.into_iter().partition(|one| one.branches.is_some());
        let assigned = certain.into_iter().map(|one| Event {
            start: one.start,
            branches: one.branches.unwrap_or_default(),
            what: What::Assign(one.right),
        });
        let mut events: Vec<Event<'_, 'a>> = assigned.collect();
        let effects = unit.effects(symbol);
        let (mut late, mut any) = (Vec::new(), Vec::new());
        for effect in effects.iter().filter(|_| may_change) {
            if !self.spend(1) {
                return Value::unknown();
            }
            let start = unit.semantic.nodes().kind(effect.node).span().start;
            match self.ordered(effect, read, block, scope) {
                Order::Never => continue,
                Order::Before(branches) if start >= since => {
                    events.push(Event { start, branches, what: What::Change(effect) });
                }
                Order::Before(_) => {}
                Order::Unknown => late.push(effect),
            }
            any.push(effect);
        }
        let rights: Vec<_> = others.iter().map(|one| one.right).collect();
        let value = match self.alternative(&rights, symbol, read, declarator, scope) {
            Alternative::Unknown => return Value::unknown(),
            Alternative::None => self.replay(initial, events, &late, scope),
            Alternative::One(value) => {
                any.into_iter().fold(value, |value, effect| self.disturbed(value, effect))
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
    fn assignments(
        &self,
        declarator: &'a VariableDeclarator<'a>,
        symbol: SymbolId,
        read: NodeId,
        block: NodeId,
        scope: &Scope<'a>,
    ) -> Option<Vec<Assignment<'a>>> {
        let unit = &scope.unit;
        let nodes = unit.semantic.nodes();
        let mut assignments = Vec::new();
        for reference in unit.semantic.symbol_references(symbol).filter(|found| found.is_write()) {
            let node = nodes.parent_id(reference.node_id());
            if unit.is_after(node, read, block) {
                continue;
            }
            let AstKind::AssignmentExpression(assign) = nodes.kind(node) else { return None };
            let is_plain = assign.operator == AssignmentOperator::Assign
                && crate::flow::assigned_name(&assign.left)
                && assign.span.start >= declarator.span.end;
            let branches = self.before(node, read, block, scope);
            // In another function it may run at any time, and on another variable of the name.
            let function = unit.function_of(declarator.node_id());
            let is_local = unit.function_of(node) == function && unit.function_of(read) == function;
            if !is_plain || (branches.is_none() && !is_local) {
                return None;
            }
            assignments.push(Assignment {
                start: assign.span.start,
                node,
                right: &assign.right,
                branches,
            });
        }
        Some(assignments)
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
            return Alternative::Unknown;
        }
        let mut hasher = DefaultHasher::new();
        // At another place where it is read it may have been another one.
        (b'w', scope.id, scope.frame.id, format!("{symbol:?}{read:?}")).hash(&mut hasher);
        let place = (scope.id, declarator.span);
        let Some(taken) = self.worlds.choose(ConditionId(hasher.finish()), rights.len() + 1, place)
        else {
            return Alternative::Unknown;
        };
        let Some(right) = taken.checked_sub(1).and_then(|at| rights.get(at)) else {
            return Alternative::None;
        };
        self.assigning.borrow_mut().push(key);
        let value = self.eval(right, scope);
        self.assigning.borrow_mut().pop();
        Alternative::One(value)
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
                        let key = scope.unit.semantic.nodes().kind(effect.node).span();
                        write(value, &effect.path, Some((key, field)))
                    }
                    Change::Write(None) => write(value, &effect.path, None),
                    Change::Leak => leak(value, &effect.path),
                },
            };
            value = match before {
                None => after,
                // Whether it happened is not to be decided.
                Some(before) if event_path(&before, &after) => before.opened(),
                Some(before) => before.join(after),
            };
        }
        late.iter().fold(value, |value, effect| self.disturbed(value, effect))
    }

    fn ordered(
        &self,
        effect: &Effect<'a>,
        read: NodeId,
        block: NodeId,
        scope: &Scope<'a>,
    ) -> Order {
        let unit = &scope.unit;
        // What happens through the reference that is being followed is the business of what it
        // flows into, as long as each run has an object of its own.
        if effect.reference == read && unit.is_straight(read, block) {
            return Order::Never;
        }
        if let Some((consumer_unit, consumer)) = scope.consumer
            && consumer_unit == scope.id
            && unit.is_after(effect.node, consumer, block)
        {
            return Order::Never;
        }
        if !matches!(effect.change, Change::Write(Some(_))) || effect.path.contains(&Step::Any) {
            return Order::Unknown;
        }
        match self.before(effect.node, read, block, scope) {
            Some(branches) => Order::Before(branches),
            None => Order::Unknown,
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
    Unknown,
}

/// Whether both are objects, which differ in fields.
fn event_path(before: &Value<'_>, after: &Value<'_>) -> bool {
    matches!(
        (&before.kind, &after.kind),
        (ValueKind::Object(_), ValueKind::Object(_)) | (ValueKind::Array(_), ValueKind::Array(_))
    )
}
