//! What happens to a value between where it was made and where it is used.

use std::rc::Rc;

use oxc_ast::{
    AstKind,
    ast::{Expression, VariableDeclarator},
};
use oxc_semantic::{NodeId, SymbolId};
use oxc_span::GetSpan;
use oxc_syntax::operator::AssignmentOperator;

use super::{Evaluator, Scope, relocate};
use crate::{
    flow::{Branch, Change, Effect, Step},
    value::{Array, Field, Kind, Object, Value},
};

/// Something that happens to a name, or to what it holds.
enum Event<'e, 'a> {
    Assign(&'a Expression<'a>),
    Change(&'e Effect<'a>),
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
        let declaration = declarator.node_id();
        let Some(block) = unit.block_of(declaration) else {
            return if scoping.symbol_is_mutated(symbol) {
                Value::unknown()
            } else {
                initial.opened()
            };
        };
        // Each reference is looked at.
        self.spend(scoping.get_resolved_reference_ids(symbol).len() as u32 / 8);
        let mut events = Vec::new();
        for reference in
            unit.semantic.symbol_references(symbol).filter(|reference| reference.is_write())
        {
            let assignment = unit.semantic.nodes().parent_id(reference.node_id());
            if unit.is_after(assignment, read, block) {
                continue;
            }
            let AstKind::AssignmentExpression(assign) = unit.semantic.nodes().kind(assignment)
            else {
                return Value::unknown();
            };
            if assign.operator != AssignmentOperator::Assign
                || !crate::flow::assigned_name(&assign.left)
                || assign.span.start < declarator.span.end
            {
                return Value::unknown();
            }
            let Some(branches) = self.before(assignment, read, block, scope) else {
                return Value::unknown();
            };
            events.push((assign.span.start, branches, Event::Assign(&assign.right)));
        }
        let effects = unit.effects(symbol);
        let mut late = Vec::new();
        if may_be_changed(&initial) || !events.is_empty() {
            for effect in effects.iter() {
                match self.ordered(effect, read, block, scope) {
                    Order::Never => {}
                    Order::Before(branches) => {
                        let start = unit.semantic.nodes().kind(effect.node).span().start;
                        events.push((start, branches, Event::Change(effect)));
                    }
                    Order::Unknown => late.push(effect),
                }
            }
        }
        let value = self.replay(initial, events, &late, scope);
        match frozen(declarator.init.as_ref()) {
            _ if !unit.exported.contains(&symbol) => value,
            // Importers may change what an exported object holds.
            Frozen::No => value.opened(),
            Frozen::Fields => leak(value, &[Step::Any]),
            Frozen::Deeply => value,
        }
    }

    fn replay(
        &self,
        initial: Value<'a>,
        mut events: Vec<(u32, Vec<Branch>, Event<'_, 'a>)>,
        late: &[&Effect<'a>],
        scope: &Scope<'a>,
    ) -> Value<'a> {
        events.sort_by_key(|(start, ..)| *start);
        let mut value = initial;
        for (_, branches, event) in events {
            let taken = self.taken(&branches, scope);
            if taken == Some(false) {
                continue;
            }
            let after = match event {
                Event::Assign(right) => self.eval(right, scope),
                Event::Change(effect) => match effect.change {
                    Change::Write(Some(right)) => {
                        let field = self.eval(right, scope);
                        let key = scope.unit.semantic.nodes().kind(effect.node).span();
                        write(value.clone(), &effect.path, Some((key, field)))
                    }
                    Change::Write(None) => write(value.clone(), &effect.path, None),
                    Change::Leak => leak(value.clone(), &effect.path),
                },
            };
            value = match taken {
                Some(_) => after,
                // Whether it happened is not to be decided.
                None => match event_path(&value, &after) {
                    true => value.opened(),
                    false => value.join(after),
                },
            };
        }
        for effect in late {
            value = match effect.change {
                Change::Write(_) => write(value, &effect.path, None),
                Change::Leak => leak(value, &effect.path),
            };
        }
        value
    }

    /// Everything that references to a name do to what it holds, in whatever order.
    pub(super) fn changed(
        &self,
        mut value: Value<'a>,
        symbol: SymbolId,
        read: NodeId,
        scope: &Scope<'a>,
    ) -> Value<'a> {
        if !may_be_changed(&value) {
            return value;
        }
        let unit = &scope.unit;
        let function = unit.function_of(unit.semantic.scoping().symbol_declaration(symbol));
        let followed = unit.is_straight(read, function);
        for effect in unit.effects(symbol).iter() {
            if followed && effect.reference == read {
                continue;
            }
            value = match effect.change {
                Change::Write(_) => write(value, &effect.path, None),
                Change::Leak => leak(value, &effect.path),
            };
        }
        value
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

enum Order {
    Never,
    Before(Vec<Branch>),
    Unknown,
}

/// Whether both are objects, which differ in fields.
fn event_path(before: &Value<'_>, after: &Value<'_>) -> bool {
    matches!(
        (&before.kind, &after.kind),
        (Kind::Object(_), Kind::Object(_)) | (Kind::Array(_), Kind::Array(_))
    )
}

fn may_be_changed(value: &Value<'_>) -> bool {
    matches!(value.kind, Kind::Object(_) | Kind::Array(_) | Kind::Date { .. })
}

/// What of an object may not be assigned.
enum Frozen {
    No,
    Fields,
    Deeply,
}

fn frozen(init: Option<&Expression<'_>>) -> Frozen {
    match init {
        Some(Expression::TSAsExpression(cast))
            if cast.type_annotation.is_const_type_reference() =>
        {
            Frozen::Deeply
        }
        Some(Expression::TSSatisfiesExpression(cast)) => frozen(Some(&cast.expression)),
        Some(Expression::CallExpression(call)) => match &call.callee {
            Expression::StaticMemberExpression(member)
                if member.property.name == "freeze" && member.object.is_specific_id("Object") =>
            {
                Frozen::Fields
            }
            _ => Frozen::No,
        },
        _ => Frozen::No,
    }
}

/// Assigns a field, or makes it unknown.
fn write<'a>(
    value: Value<'a>,
    path: &[Step],
    field: Option<(oxc_span::Span, Value<'a>)>,
) -> Value<'a> {
    let Some((first, rest)) = path.split_first() else { return value.forgotten() };
    let Step::Name(name) = first else { return value.opened() };
    // What else holds the object may write the field after this.
    let field = field.filter(|_| !value.origin.shared);
    let kind = match &value.kind {
        Kind::Object(object) => {
            let old = value.field(name);
            let key = object.get(name).map(|field| field.key);
            let new = match (rest.is_empty(), field) {
                (true, Some((_, new))) => new,
                (true, None) => unknown_at(&old),
                (false, field) => write(old, rest, field.clone()),
            };
            let mut object = Object::clone(object);
            let key = key.unwrap_or(new.origin.span);
            object.set(Field { name: Rc::clone(name), key, value: new });
            Kind::Object(Rc::new(object))
        }
        Kind::Array(_) => return value.opened(),
        _ => return value.forgotten(),
    };
    Value { kind, origin: value.origin }
}

fn unknown_at<'a>(old: &Value<'a>) -> Value<'a> {
    let mut value = Value::unknown();
    relocate(&mut value.origin, old.origin.unit, old.origin.span);
    value
}

/// Opens what is at a path.
fn leak<'a>(value: Value<'a>, path: &[Step]) -> Value<'a> {
    let Some((first, rest)) = path.split_first() else { return value.opened() };
    let kind = match &value.kind {
        Kind::Object(object) => {
            let mut object = Object::clone(object);
            for field in &mut object.fields {
                if *first == Step::Any || *first == Step::Name(Rc::clone(&field.name)) {
                    let old = std::mem::replace(&mut field.value, Value::unknown());
                    field.value = leak(old, rest);
                }
            }
            Kind::Object(Rc::new(object))
        }
        Kind::Array(array) => {
            let elements =
                array.elements.iter().cloned().map(|element| leak(element, rest)).collect();
            Kind::Array(Rc::new(Array { elements, open: array.open }))
        }
        _ => return value,
    };
    Value { kind, origin: value.origin }
}
