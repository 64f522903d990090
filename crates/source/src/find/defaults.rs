//! What a file sets for all calls of axios: `axios.defaults.baseURL = …`.

use oxc_ast::{
    AstKind,
    ast::{AssignmentExpression, CallExpression, Expression},
};
use oxc_semantic::{NodeId, SymbolId};

use super::text_of;
use crate::{
    eval::{Evaluator, Scope},
    text::Text,
    unit::Unit,
};

/// The base URL of the instance that a call is a method of, if the file sets it once, at its top.
pub(super) fn base<'a>(
    evaluator: &Evaluator<'_, 'a>,
    call: &'a CallExpression<'a>,
    scope: &Scope<'a>,
) -> Option<Text> {
    let unit = &scope.unit;
    let callee = Instance::called(&call.callee, unit)?;
    let uses =
        unit.member_uses(|nodes| evaluator.spend(u32::try_from(nodes / 64).unwrap_or(u32::MAX)));
    if uses.quoted.contains("baseURL") || uses.quoted.contains("defaults") {
        return None;
    }
    let set = uses.by_name.get("baseURL").into_iter().flatten();
    let mut set = set.filter(|node| set_on(unit, **node).is_none_or(|of| of == callee));
    let (Some(node), None) = (set.next(), set.next()) else { return None };
    let assign = assignment_at_top(unit, *node)?;
    // Through another reference to its defaults it may be set as well.
    let is_alone = uses.by_name.get("defaults").into_iter().flatten().all(|node| {
        matches!(unit.semantic.nodes().parent_kind(*node), AstKind::StaticMemberExpression(_))
    });
    is_alone.then(|| text_of(&evaluator.eval(&assign.right, scope)))
}

/// What names an instance of axios.
#[derive(PartialEq)]
pub(super) enum Instance<'e> {
    /// A name of the file; `None` for a global one.
    Name(&'e str, Option<SymbolId>),
    /// A field of `this`, in a class.
    Field(&'e str, NodeId),
}

impl<'e> Instance<'e> {
    /// What an expression names.
    pub(super) fn named<'a>(expression: &'e Expression<'a>, unit: &Unit<'a>) -> Option<Self> {
        let (object, name) = match expression.get_inner_expression() {
            Expression::Identifier(id) => return Some(Self::Name(&id.name, unit.symbol(id))),
            Expression::StaticMemberExpression(of) => (&of.object, of.property.name.as_str()),
            Expression::PrivateFieldExpression(of) => (&of.object, of.field.name.as_str()),
            _ => return None,
        };
        let Expression::ThisExpression(this) = object.get_inner_expression() else { return None };
        Some(Self::Field(name, class_of(this.node_id(), unit)?))
    }

    /// What a method is called of, or a function that is called itself.
    pub(super) fn called<'a>(callee: &'e Expression<'a>, unit: &Unit<'a>) -> Option<Self> {
        let of_method = || match callee.get_inner_expression() {
            Expression::StaticMemberExpression(member) => Self::named(&member.object, unit),
            _ => None,
        };
        Self::named(callee, unit).or_else(of_method)
    }
}

/// The class of which a `this` is an object.
fn class_of(this: NodeId, unit: &Unit<'_>) -> Option<NodeId> {
    let nodes = unit.semantic.nodes();
    let mut function = unit.function_of(this);
    while matches!(nodes.kind(function), AstKind::ArrowFunctionExpression(_)) {
        function = unit.function_of(function);
    }
    let member = match nodes.kind(function) {
        AstKind::Function(_) => nodes.parent_id(function),
        _ => function,
    };
    match nodes.kind(member) {
        AstKind::MethodDefinition(method) if method.r#static => return None,
        AstKind::PropertyDefinition(field) if field.r#static => return None,
        AstKind::MethodDefinition(_) | AstKind::PropertyDefinition(_) => {}
        _ => return None,
    }
    // The elements of a class are in its body.
    Some(nodes.parent_id(nodes.parent_id(member)))
}

/// What `….defaults.baseURL` is of.
fn set_on<'a>(unit: &Unit<'a>, node: NodeId) -> Option<Instance<'a>> {
    let AstKind::StaticMemberExpression(base) = unit.semantic.nodes().kind(node) else {
        return None;
    };
    let Expression::StaticMemberExpression(defaults) = &base.object else { return None };
    if defaults.property.name != "defaults" {
        return None;
    }
    Instance::named(&defaults.object, unit)
}

/// The assignment to a field, if it is a statement at the top of the file.
fn assignment_at_top<'a>(unit: &Unit<'a>, field: NodeId) -> Option<&'a AssignmentExpression<'a>> {
    let nodes = unit.semantic.nodes();
    set_on(unit, field)?;
    let parent = nodes.parent_id(field);
    let AstKind::AssignmentExpression(assign) = nodes.kind(parent) else { return None };
    let statement = nodes.parent_id(parent);
    let is_at_top = matches!(nodes.kind(statement), AstKind::ExpressionStatement(_))
        && matches!(nodes.parent_kind(statement), AstKind::Program(_));
    (is_at_top && assign.operator.is_assign()).then_some(assign)
}
