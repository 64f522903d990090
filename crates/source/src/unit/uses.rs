//! Where a file names members of objects.

use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
    rc::Rc,
};

use oxc_ast::{
    AstKind,
    ast::{Argument, AssignmentTarget, CallExpression, Expression},
};
use oxc_semantic::{NodeId, Semantic};
use oxc_span::{GetSpan, Span};

use super::Unit;

impl Unit<'_> {
    /// Where an assignment names the field that it is to.
    pub(crate) fn assigned_name(&self, assignment: NodeId) -> Option<Span> {
        let AstKind::AssignmentExpression(assign) = self.semantic.nodes().kind(assignment) else {
            return None;
        };
        match &assign.left {
            AssignmentTarget::StaticMemberExpression(member) => Some(member.property.span),
            AssignmentTarget::ComputedMemberExpression(member) => Some(member.expression.span()),
            _ => None,
        }
    }
}

/// Where members are named, in the whole file.
#[derive(Debug, Default)]
pub(crate) struct MemberUses {
    /// `object.name` and `object.#name`, by the name.
    pub(crate) by_name: HashMap<Rc<str>, Vec<NodeId>>,
    /// The names of `object["name"]`, and those that `Object.assign` and the like write.
    pub(crate) quoted: HashSet<Rc<str>>,
    /// Where they are written, by the name, once that was asked.
    written: RefCell<HashMap<Rc<str>, Rc<[NodeId]>>>,
    /// Something else gets a `this`, or writes fields of an object by names that are not known.
    pub(crate) is_handed_on: bool,
}

impl MemberUses {
    pub(crate) fn of(semantic: &Semantic<'_>) -> Self {
        let mut uses = Self::default();
        let mut named = |name: &str, node| {
            uses.by_name.entry(name.into()).or_default().push(node);
        };
        for node in semantic.nodes().iter() {
            match node.kind() {
                AstKind::StaticMemberExpression(found) => named(&found.property.name, node.id()),
                AstKind::PrivateFieldExpression(found) => named(&found.field.name, node.id()),
                AstKind::ComputedMemberExpression(found) => {
                    if let Expression::StringLiteral(name) = &found.expression {
                        uses.quoted.insert(name.value.as_str().into());
                    }
                }
                AstKind::CallExpression(call) => {
                    uses.is_handed_on |= !note_assigned(call, &mut uses.quoted);
                }
                AstKind::ThisExpression(_) => {
                    uses.is_handed_on |= is_handed_on(node.id(), semantic);
                }
                _ => {}
            }
        }
        uses
    }

    /// Where a member of this name is written, which `is_written` says of each place.
    pub(crate) fn written(&self, name: &str, is_written: impl Fn(NodeId) -> bool) -> Rc<[NodeId]> {
        if let Some(known) = self.written.borrow().get(name) {
            return Rc::clone(known);
        }
        let places = self.by_name.get(name).into_iter().flatten().copied();
        let written: Rc<[NodeId]> = places.filter(|place| is_written(*place)).collect();
        self.written.borrow_mut().insert(name.into(), Rc::clone(&written));
        written
    }
}

/// Notes the names that a call of `Object.assign` and its like writes to an object that there is
/// already; `false`: they are not known.
fn note_assigned(call: &CallExpression<'_>, names: &mut HashSet<Rc<str>>) -> bool {
    let Expression::StaticMemberExpression(callee) = &call.callee else { return true };
    let Expression::Identifier(object) = &callee.object else { return true };
    let mut arguments = call.arguments.iter();
    let is_new = matches!(arguments.next(), None | Some(Argument::ObjectExpression(_)));
    match (object.name.as_str(), callee.property.name.as_str()) {
        _ if is_new => true,
        ("Object", "assign") => arguments.all(|source| {
            let Argument::ObjectExpression(source) = source else { return false };
            source.properties.iter().all(|property| {
                let name = property.as_property().and_then(|it| it.key.static_name());
                names.extend(name.as_deref().map(Rc::from));
                name.is_some()
            })
        }),
        ("Reflect", "set" | "defineProperty") | ("Object", "defineProperty") => {
            match arguments.next() {
                Some(Argument::StringLiteral(name)) => {
                    names.insert(name.value.as_str().into());
                    true
                }
                _ => false,
            }
        }
        ("Object", "defineProperties") => false,
        _ => true,
    }
}

/// Whether something else gets a `this`.
fn is_handed_on(this: NodeId, semantic: &Semantic<'_>) -> bool {
    match semantic.nodes().parent_kind(this) {
        AstKind::StaticMemberExpression(_) | AstKind::PrivateFieldExpression(_) => false,
        // `this.go.bind(this)`
        AstKind::CallExpression(call) => !matches!(
            &call.callee,
            Expression::StaticMemberExpression(callee) if callee.property.name == "bind"
        ),
        _ => true,
    }
}
