//! Fields and methods of classes, as `this.name` and `Class.name` read them.
//!
//! What others can set is unknown: only what is private, or read-only where no other class can
//! declare it again, has the value that the class gives it.

use std::rc::Rc;

use oxc_ast::{
    AstKind,
    ast::{
        Class, ClassElement, Expression, MethodDefinition, MethodDefinitionKind,
        PropertyDefinition, PropertyKey, TSAccessibility,
    },
};
use oxc_semantic::NodeId;
use oxc_span::{GetSpan, Span};

use super::{Evaluator, Scope, elements::Elements};
use crate::{
    unit::{Unit, UnitId},
    value::{Callable, Frame, FunctionNode, Value, ValueKind},
};

/// A class, as what reads a member of it sees it.
struct Member<'a, 'n> {
    class: &'a Class<'a>,
    name: &'n str,
    is_static: bool,
    /// All fields have their first values when it is read.
    is_made: bool,
}

/// What is asked of a member of a class of a file: where the class begins, and the member's name.
pub(crate) type MemberKey = (UnitId, u32, Rc<str>, bool);

/// How a field is written, beside by its initialiser.
#[derive(Debug, Clone, Copy)]
pub(super) enum Written<'a> {
    Never,
    /// Once, by the constructor, before anything else can read it.
    Made(&'a Expression<'a>),
    Somewhere,
}

impl<'a> Evaluator<'_, 'a> {
    /// The value of a field of an object, if that is `this` or a class of the file.
    pub(super) fn class_member(
        &self,
        object: &'a Expression<'a>,
        name: &str,
        scope: &Scope<'a>,
    ) -> Option<Value<'a>> {
        let unit = &scope.unit;
        let member = match object.get_inner_expression() {
            Expression::ThisExpression(this) => around(this.node_id(), name, unit)?,
            Expression::Identifier(id) => {
                let symbol = unit.symbol(id)?;
                let scoping = unit.semantic.scoping();
                let AstKind::Class(class) =
                    unit.semantic.nodes().kind(scoping.symbol_declaration(symbol))
                else {
                    return None;
                };
                if unit.is_mutated(symbol) || unit.is_dynamic {
                    return None;
                }
                Member { class, name, is_static: true, is_made: true }
            }
            _ => return None,
        };
        // What the names of a class mean does not depend on the call that is being evaluated.
        let scope = Scope { frame: Frame::root(), consumer: None, ..scope.clone() };
        Some(match self.is_guessing() {
            true => self.likely(&member, &scope),
            false => self.certain(&member, &scope),
        })
    }

    fn certain(&self, member: &Member<'a, '_>, scope: &Scope<'a>) -> Value<'a> {
        let value = match self.element(member, scope) {
            Some(ClassElement::MethodDefinition(method)) => self.method_of(member, method, scope),
            Some(ClassElement::PropertyDefinition(field)) => self.field_of(member, field, scope),
            _ => None,
        };
        let value = value.unwrap_or_else(Value::unknown);
        match &value.kind {
            // It may be changed through any reference to it.
            ValueKind::Object(_) | ValueKind::Array(_) | ValueKind::Date { .. } => value.opened(),
            _ => value,
        }
    }

    fn element(&self, member: &Member<'a, '_>, scope: &Scope<'a>) -> Option<&'a ClassElement<'a>> {
        self.elements(member.class, scope).of(member.name, member.is_static)
    }

    /// The elements of a class by their names.
    pub(crate) fn elements(&self, class: &'a Class<'a>, scope: &Scope<'a>) -> Rc<Elements<'a>> {
        let key = (scope.id, class.span.start);
        if let Some(known) = self.elements.borrow().get(&key) {
            return Rc::clone(known);
        }
        let elements = Rc::new(Elements::new(class, &scope.unit));
        self.elements.borrow_mut().insert(key, Rc::clone(&elements));
        elements
    }

    fn method_of(
        &self,
        member: &Member<'a, '_>,
        method: &'a MethodDefinition<'a>,
        scope: &Scope<'a>,
    ) -> Option<Value<'a>> {
        let is_sealed =
            is_private(&method.key, method.accessibility) || self.is_closed(member, scope);
        let is_plain = method.kind == MethodDefinitionKind::Method && method.decorators.is_empty();
        if !is_sealed || !is_plain || !matches!(self.written(member, scope), Written::Never) {
            return None;
        }
        let node = FunctionNode::Function(&method.value);
        Some(ValueKind::Function(Callable { unit: scope.id, node, frame: Frame::root() }).into())
    }

    fn field_of(
        &self,
        member: &Member<'a, '_>,
        field: &'a PropertyDefinition<'a>,
        scope: &Scope<'a>,
    ) -> Option<Value<'a>> {
        let is_sealed = is_private(&field.key, field.accessibility)
            || (field.readonly && (field.r#static || self.is_closed(member, scope)));
        // What a class extends may call methods before there are fields.
        if !is_sealed
            || !field.decorators.is_empty()
            || field.declare
            || !self.is_made(member, scope)
        {
            return None;
        }
        match (self.written(member, scope), &field.value) {
            (Written::Never, Some(value)) => Some(self.eval(value, scope)),
            (Written::Made(value), None) if member.is_made => Some(self.eval(value, scope)),
            _ => None,
        }
    }

    /// How a field is written anywhere in the file.
    fn written(&self, member: &Member<'a, '_>, scope: &Scope<'a>) -> Written<'a> {
        let asked: MemberKey =
            (scope.id, member.class.span.start, member.name.into(), member.is_static);
        if let Some(known) = self.written.borrow().get(&asked) {
            return *known;
        }
        let written = self.look_for_writes(member, scope);
        self.written.borrow_mut().insert(asked, written);
        written
    }

    fn look_for_writes(&self, member: &Member<'a, '_>, scope: &Scope<'a>) -> Written<'a> {
        let unit = &scope.unit;
        let made = self.made(member, scope);
        let uses =
            unit.member_uses(|nodes| self.spend(u32::try_from(nodes / 64).unwrap_or(u32::MAX)));
        if uses.is_handed_on || uses.quoted.contains(member.name) {
            return Written::Somewhere;
        }
        let nodes = unit.semantic.nodes();
        let mut written = Written::Never;
        let places = uses.written(member.name, |place| unit.is_written(place));
        self.spend(u32::try_from(places.len() / 64).unwrap_or(u32::MAX));
        for &node in places.iter() {
            match (made, &written) {
                (Some((target, value)), Written::Never) if target == nodes.kind(node).span() => {
                    written = Written::Made(value);
                }
                _ => return Written::Somewhere,
            }
        }
        written
    }

    /// What a field probably is: what the class gives it anywhere.
    fn likely(&self, member: &Member<'a, '_>, scope: &Scope<'a>) -> Value<'a> {
        let initial = match self.element(member, scope) {
            Some(ClassElement::PropertyDefinition(field)) => field.value.as_ref(),
            _ => None,
        };
        let assigned = || self.made(member, scope).map(|(_, value)| value);
        let given = || {
            let constructor = self.elements(member.class, scope).constructor()?;
            let mut parameters = constructor.value.params.items.iter();
            let parameter = parameters.find(|item| {
                item.has_modifier()
                    && item.pattern.get_identifier_name().is_some_and(|name| name == member.name)
            });
            parameter?.initializer.as_deref()
        };
        let value = initial.or_else(assigned).or_else(given);
        value.map_or_else(Value::unknown, |value| self.eval(value, scope))
    }

    /// Whether no other class can declare a member again.
    fn is_closed(&self, member: &Member<'a, '_>, scope: &Scope<'a>) -> bool {
        self.elements(member.class, scope).is_closed(|| member.is_closed(scope))
    }

    /// Whether nothing reads fields before they have their first values.
    fn is_made(&self, member: &Member<'a, '_>, scope: &Scope<'a>) -> bool {
        (member.is_static || member.class.heritage.is_none())
            && !self.elements(member.class, scope).is_early(member.is_static)
    }

    /// What the constructor assigns to a field, as a statement that only such ones precede, and the
    /// place of the field there.
    fn made(
        &self,
        member: &Member<'a, '_>,
        scope: &Scope<'a>,
    ) -> Option<(Span, &'a Expression<'a>)> {
        self.elements(member.class, scope).made(member.name).filter(|_| !member.is_static)
    }
}

impl<'a> Member<'a, '_> {
    /// Whether no other class can declare its members again.
    fn is_closed(&self, scope: &Scope<'a>) -> bool {
        let unit = &scope.unit;
        let Some(symbol) = self.class.id.as_ref().and_then(|id| id.symbol_id.get()) else {
            return false;
        };
        let nodes = unit.semantic.nodes();
        let mut references = unit.semantic.symbol_references(symbol);
        let is_extended = references.any(|reference| {
            // Only what is made of it, or read from it, is known not to extend it.
            !matches!(
                nodes.parent_kind(reference.node_id()),
                AstKind::NewExpression(_)
                    | AstKind::StaticMemberExpression(_)
                    | AstKind::TSTypeReference(_)
            )
        });
        let is_exported = unit.exported.contains(&symbol)
            || matches!(
                nodes.parent_kind(self.class.node_id()),
                AstKind::ExportDefaultDeclaration(_) | AstKind::ExportDeclaration(_)
            );
        !is_extended && !is_exported && !unit.surroundings.is_script
    }
}

/// The class whose member a `this` reads.
fn around<'a, 'n>(this: NodeId, name: &'n str, unit: &Unit<'a>) -> Option<Member<'a, 'n>> {
    let nodes = unit.semantic.nodes();
    let (mut is_static, mut is_made) = (None, true);
    let mut at = this;
    loop {
        let parent = nodes.parent_id(at);
        match nodes.kind(parent) {
            AstKind::Function(_) => {
                let AstKind::MethodDefinition(method) = nodes.parent_kind(parent) else {
                    return None;
                };
                is_static = Some(method.r#static);
                is_made = method.kind != MethodDefinitionKind::Constructor;
            }
            AstKind::PropertyDefinition(field) if is_static.is_none() => {
                (is_static, is_made) = (Some(field.r#static), false);
            }
            AstKind::Class(class) => {
                return Some(Member { class, name, is_static: is_static?, is_made });
            }
            AstKind::StaticBlock(_) | AstKind::Program(_) => return None,
            _ => {}
        }
        at = parent;
    }
}

fn is_private(key: &PropertyKey<'_>, accessibility: Option<TSAccessibility>) -> bool {
    matches!(key, PropertyKey::PrivateIdentifier(_))
        || accessibility == Some(TSAccessibility::Private)
}

impl Unit<'_> {
    /// Whether a field is assigned at a node.
    fn is_written(&self, field: NodeId) -> bool {
        self.flows_of(field).iter().any(|effect| effect.path.is_empty() && effect.change.is_write())
    }
}
