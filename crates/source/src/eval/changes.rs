//! What happens to the object that a name holds.

use std::rc::Rc;

use oxc_ast::ast::Expression;
use oxc_semantic::{NodeId, SymbolId};
use oxc_span::Span;

use super::{Evaluator, Scope, relocate};
use crate::{
    unit::flow::{Change, Effect, Step, is_method_of_many},
    value::{Array, Field, FunctionNode, Object, Type, Value, ValueKind},
};

/// How many effects on one name are looked at, in all the places where it is read.
const MOST_EFFECTS: usize = 20_000;

impl<'a> Evaluator<'_, 'a> {
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
        let effects = unit.effects(symbol);
        if !self.affords(symbol, effects.writes.len(), scope) {
            return value.opened();
        }
        let happens = |effect: &&Effect<'a>| !followed || effect.reference != read;
        let others = effects.others.iter().filter_map(|group| group.iter().find(happens));
        for effect in effects.writes.iter().filter(happens).chain(others) {
            value = self.disturbed(value, effect);
        }
        value
    }

    /// Whether the many effects on one name are looked at once more: they are often enough for what
    /// people write, and a name that is read thousands of times does not use up the file's work.
    pub(super) fn affords(&self, symbol: SymbolId, effects: usize, scope: &Scope<'a>) -> bool {
        let mut spent = self.spent.borrow_mut();
        let spent = spent.entry((scope.id, symbol)).or_default();
        *spent += effects;
        *spent <= MOST_EFFECTS
    }

    /// A value to which something happens, whatever is written.
    pub(super) fn disturbed(&self, value: Value<'a>, effect: &Effect<'a>) -> Value<'a> {
        self.spend(value.size() / 4);
        match effect.change {
            Change::Write(_) | Change::Delete => write(value, &effect.path, Written::Unknown),
            Change::Leak => leak(value, &effect.path),
        }
    }
}

pub(super) fn may_be_changed(value: &Value<'_>) -> bool {
    matches!(value.kind, ValueKind::Object(_) | ValueKind::Array(_) | ValueKind::Date { .. })
}

/// What of an object may not be assigned.
pub(super) enum Frozen {
    No,
    Fields,
    Deeply,
}

pub(super) fn frozen(init: Option<&Expression<'_>>) -> Frozen {
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

/// Whether a field holds a function that may change the object through its `this`, and is called where
/// no call of it is seen: by the language, or as a method that most objects have.
pub(super) fn may_change_its_object(name: &str, value: &Value<'_>) -> bool {
    match &value.kind {
        ValueKind::Function(function) => matches!(function.node, FunctionNode::Function(_)),
        ValueKind::Unknown { ty: Type::Any, .. } | ValueKind::External(_) => {
            is_method_of_many(name) || matches!(name, "valueOf" | "toJSON" | "then")
        }
        _ => false,
    }
}

/// What happens to a field.
pub(super) enum Written<'a> {
    /// With the place of its name.
    Assigned(Value<'a>, Span),
    Deleted,
    /// It is assigned or deleted, or neither.
    Unknown,
}

/// Assigns or deletes a field, or makes it unknown.
pub(super) fn write<'a>(value: Value<'a>, path: &[Step], written: Written<'a>) -> Value<'a> {
    let Some((first, rest)) = path.split_first() else { return value.forgotten() };
    let Step::Name(name) = first else { return value.opened() };
    // What else holds the object may write the field after this.
    let written = if value.origin.shared { Written::Unknown } else { written };
    let kind = match value.kind {
        ValueKind::Object(object) => {
            let known = object.get(name).map(|field| (field.key, field.may_lack));
            let whole: Value<'a> = ValueKind::Object(object).into();
            let old = whole.field(name);
            let may_lack = match (rest.is_empty(), &written) {
                (true, Written::Assigned(..)) => false,
                (true, _) => true,
                (false, _) => known.is_none_or(|(_, may_lack)| may_lack),
            };
            let new = match (rest.is_empty(), written) {
                (true, Written::Assigned(new, key)) => Some((new, key)),
                (true, Written::Deleted) => None,
                (true, Written::Unknown) => Some(placed(unknown_at(&old))),
                (false, written) => Some(placed(write(old, rest, written))),
            };
            let ValueKind::Object(object) = whole.kind else { return whole };
            // Nothing is copied that nothing else holds.
            let mut object = Rc::unwrap_or_clone(object);
            let is_active = new.as_ref().is_some_and(|(new, _)| may_change_its_object(name, new));
            match new {
                Some((value, key)) => {
                    let key = known.map_or(key, |(key, _)| key);
                    object.set(Field { may_lack, ..Field::new(Rc::clone(name), key, value) });
                }
                None => object.remove(name),
            }
            let kind = ValueKind::Object(Rc::new(object));
            if is_active {
                return Value { kind, origin: value.origin }.opened();
            }
            kind
        }
        ValueKind::Array(_) => return value.opened(),
        _ => return value.forgotten(),
    };
    Value { kind, origin: value.origin }
}

/// A value with its own place, where there is none of a name.
fn placed(value: Value<'_>) -> (Value<'_>, Span) {
    let place = value.origin.span;
    (value, place)
}

fn unknown_at<'a>(old: &Value<'a>) -> Value<'a> {
    let mut value = Value::unknown();
    relocate(&mut value.origin, old.origin.unit, old.origin.span);
    value
}

/// Opens what is at a path.
pub(super) fn leak<'a>(value: Value<'a>, path: &[Step]) -> Value<'a> {
    let Some((first, rest)) = path.split_first() else { return value.opened() };
    let kind = match &value.kind {
        ValueKind::Object(object) => {
            let mut object = Object::clone(object);
            for field in &mut object.fields {
                if *first == Step::Any || *first == Step::Name(Rc::clone(&field.name)) {
                    let old = std::mem::replace(&mut field.value, Value::unknown());
                    field.value = leak(old, rest);
                }
            }
            ValueKind::Object(Rc::new(object))
        }
        ValueKind::Array(array) => {
            let elements =
                array.elements.iter().cloned().map(|element| leak(element, rest)).collect();
            ValueKind::Array(Rc::new(Array { elements, open: array.open }))
        }
        _ => return value,
    };
    Value { kind, origin: value.origin }
}
