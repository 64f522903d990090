//! What a file sets for all calls of axios: `axios.defaults.baseURL = …`.

use oxc_ast::{
    AstKind,
    ast::{AssignmentExpression, CallExpression, Expression, IdentifierReference},
};
use oxc_semantic::NodeId;

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
    let callee = instance(&call.callee)?;
    let uses =
        unit.member_uses(|nodes| evaluator.spend(u32::try_from(nodes / 64).unwrap_or(u32::MAX)));
    if uses.quoted.contains("baseURL") || uses.quoted.contains("defaults") {
        return None;
    }
    let set = uses.by_name.get("baseURL").into_iter().flatten();
    let mut set =
        set.filter(|node| set_on(unit, **node).is_none_or(|of| is_same(of, callee, unit)));
    let (Some(node), None) = (set.next(), set.next()) else { return None };
    let assign = assignment_at_top(unit, *node)?;
    // Through another reference to its defaults it may be set as well.
    let is_alone = uses.by_name.get("defaults").into_iter().flatten().all(|node| {
        matches!(unit.semantic.nodes().parent_kind(*node), AstKind::StaticMemberExpression(_))
    });
    is_alone.then(|| text_of(&evaluator.eval(&assign.right, scope)))
}

/// The name of what a method is called of, or of a function that is called itself.
pub(super) fn instance<'e, 'a>(callee: &'e Expression<'a>) -> Option<&'e IdentifierReference<'a>> {
    match callee.get_inner_expression() {
        Expression::Identifier(id) => Some(id),
        Expression::StaticMemberExpression(member) => match member.object.get_inner_expression() {
            Expression::Identifier(id) => Some(id),
            _ => None,
        },
        _ => None,
    }
}

/// The name of what `….defaults.baseURL` is of.
fn set_on<'u, 'a>(unit: &'u Unit<'a>, node: NodeId) -> Option<&'u IdentifierReference<'a>> {
    let AstKind::StaticMemberExpression(base) = unit.semantic.nodes().kind(node) else {
        return None;
    };
    let Expression::StaticMemberExpression(defaults) = &base.object else { return None };
    match &defaults.object {
        Expression::Identifier(id) if defaults.property.name == "defaults" => Some(id),
        _ => None,
    }
}

pub(super) fn is_same<'a>(
    one: &IdentifierReference<'a>,
    other: &IdentifierReference<'a>,
    unit: &Unit<'a>,
) -> bool {
    one.name == other.name && unit.symbol(one) == unit.symbol(other)
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
