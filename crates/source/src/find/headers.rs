//! The `Authorization` header of what a call sends: in its configuration, or set apart from it.

use oxc_ast::{
    AstKind,
    ast::{Argument, CallExpression, Expression},
};
use oxc_semantic::{NodeId, SymbolId};
use oxc_span::GetSpan;

use super::{callee_name, defaults::Instance, request::Given, text_of};
use crate::{
    eval::{Evaluator, Scope},
    text::Text,
    unit::Unit,
    value::{Value, ValueKind},
};

/// What axios takes headers apart by: those of all requests, and those of a method's.
const GROUPS: [&str; 5] = ["common", "post", "put", "patch", "delete"];

/// The `Authorization` header of a configuration.
pub(super) fn authorization(config: &Value<'_>) -> Option<Text> {
    of_headers(&config.field("headers"))
}

/// The `Authorization` header among headers.
pub(super) fn of_headers(headers: &Value<'_>) -> Option<Text> {
    match &headers.kind {
        ValueKind::Object(fields) => {
            let field = fields.fields.iter().find(|field| is_authorization(&field.name));
            match field.map(|field| &field.value.kind) {
                Some(ValueKind::Text(text)) => Some(text.clone()),
                Some(_) => None,
                None => {
                    let groups = GROUPS.iter().filter_map(|group| fields.get(group));
                    groups.filter(|it| is_object(&it.value)).find_map(|it| of_headers(&it.value))
                }
            }
        }
        ValueKind::Array(pairs) => pairs.elements.iter().find_map(|pair| {
            let (ValueKind::Text(name), ValueKind::Text(text)) =
                (pair.field("0").kind, pair.field("1").kind)
            else {
                return None;
            };
            name.as_known().is_some_and(is_authorization).then_some(text)
        }),
        ValueKind::External(made) if made.is("", &["Headers", "()"]) => {
            of_headers(made.argument.as_ref()?)
        }
        _ => None,
    }
}

fn is_object(value: &Value<'_>) -> bool {
    matches!(value.kind, ValueKind::Object(_))
}

fn is_authorization(name: &str) -> bool {
    name.eq_ignore_ascii_case("authorization")
}

/// The header that is set on the object of headers that a call is given, or for all calls of the
/// instance of axios that it is of.
pub(super) fn set_apart<'a>(
    evaluator: &Evaluator<'_, 'a>,
    call: &'a CallExpression<'a>,
    given: Given<'a>,
    scope: &Scope<'a>,
) -> Option<Text> {
    let unit = &scope.unit;
    let on_object = |config: &'a Expression<'a>| {
        let Expression::ObjectExpression(config) = written(config, scope) else { return None };
        let mut properties = config.properties.iter().filter_map(|it| it.as_property());
        let headers = properties.find(|it| it.key.is_specific_static_name("headers"))?;
        let Expression::Identifier(id) = &headers.value else { return None };
        set_on_object(unit.symbol(id)?, unit)
    };
    let on_object = given.configurations().find_map(on_object);
    let value = on_object.or_else(|| set_for_instance(evaluator, call, unit))?;
    Some(text_of(&evaluator.eval(value, scope)))
}

/// `headers.set("Authorization", …)`
fn set_on_object<'a>(headers: SymbolId, unit: &Unit<'a>) -> Option<&'a Expression<'a>> {
    let nodes = unit.semantic.nodes();
    unit.semantic.symbol_references(headers).find_map(|reference| {
        let member = nodes.parent_id(reference.node_id());
        let AstKind::CallExpression(call) = nodes.parent_kind(member) else { return None };
        let is_set = call.callee.span() == nodes.kind(member).span()
            && matches!(callee_name(&call.callee), Some(("set" | "append", true)));
        match call.arguments.as_slice() {
            [Argument::StringLiteral(name), value] if is_set && is_authorization(&name.value) => {
                value.as_expression()
            }
            _ => None,
        }
    })
}

/// `api.defaults.headers.common["Authorization"] = …`
fn set_for_instance<'a>(
    evaluator: &Evaluator<'_, 'a>,
    call: &'a CallExpression<'a>,
    unit: &Unit<'a>,
) -> Option<&'a Expression<'a>> {
    let instance = Instance::called(&call.callee, unit)?;
    let nodes = unit.semantic.nodes();
    let spend = |count| evaluator.spend(u32::try_from(count / 64).unwrap_or(u32::MAX));
    unit.member_uses(spend).by_name.get("defaults").into_iter().flatten().find_map(|defaults| {
        let AstKind::StaticMemberExpression(member) = nodes.kind(*defaults) else { return None };
        (Instance::named(&member.object, unit)? == instance).then_some(())?;
        let (names, value) = assigned(*defaults, unit)?;
        match names.as_slice() {
            ["headers", name] if is_authorization(name) => Some(value),
            ["headers", group, name] if GROUPS.contains(group) && is_authorization(name) => {
                Some(value)
            }
            _ => None,
        }
    })
}

/// The names of the fields from an expression on to the one that is assigned, and its value.
fn assigned<'a>(from: NodeId, unit: &Unit<'a>) -> Option<(Vec<&'a str>, &'a Expression<'a>)> {
    let nodes = unit.semantic.nodes();
    let mut names = Vec::new();
    let mut at = from;
    loop {
        let parent = nodes.parent_id(at);
        match nodes.kind(parent) {
            AstKind::StaticMemberExpression(member) => names.push(member.property.name.as_str()),
            AstKind::ComputedMemberExpression(member) => match &member.expression {
                Expression::StringLiteral(name) => names.push(name.value.as_str()),
                _ => return None,
            },
            AstKind::AssignmentExpression(assign)
                if assign.left.span() == nodes.kind(at).span() && assign.operator.is_assign() =>
            {
                return Some((names, &assign.right));
            }
            _ => return None,
        }
        at = parent;
    }
}

/// What an expression is written as where it is a name that nothing else is written to.
pub(super) fn written<'a>(expression: &'a Expression<'a>, scope: &Scope<'a>) -> &'a Expression<'a> {
    let expression = expression.get_inner_expression();
    let initial = || {
        let Expression::Identifier(id) = expression else { return None };
        super::other::initial(scope.unit.symbol(id)?, scope)
    };
    initial().map_or(expression, Expression::get_inner_expression)
}
