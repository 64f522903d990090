//! `https.request({ hostname, path, method }, …)` of Node, and what is written to it.

use oxc_ast::{
    AstKind,
    ast::{Argument, BindingPattern, CallExpression, Expression},
};

use super::text_of;
use crate::{
    eval::{Evaluator, Scope},
    text::Text,
    value::{Value, ValueKind},
};

/// The URL that a configuration gives; `None` where the host or the path is no text.
pub(super) fn url(config: &Value<'_>) -> Option<Text> {
    let host =
        ["hostname", "host"].iter().map(|name| config.field(name)).find_map(
            |value| match &value.kind {
                ValueKind::Text(_) => Some(text_of(&value)),
                _ => None,
            },
        )?;
    let path = config.field("path");
    let ValueKind::Text(_) = &path.kind else { return None };
    let mut url = Text::known("https://");
    host.pieces().iter().chain(text_of(&path).pieces()).for_each(|piece| url.push(piece));
    Some(url)
}

/// What is written to a request, if that is one value, in a statement beside the one that makes it.
pub(super) fn written<'a>(
    evaluator: &Evaluator<'_, 'a>,
    call: &'a CallExpression<'a>,
    scope: &Scope<'a>,
) -> Option<Value<'a>> {
    let unit = &scope.unit;
    let nodes = unit.semantic.nodes();
    let declarator = nodes.parent_id(call.node_id.get());
    let AstKind::VariableDeclarator(found) = nodes.kind(declarator) else { return None };
    let BindingPattern::BindingIdentifier(name) = &found.id else { return None };
    let block = nodes.parent_id(nodes.parent_id(declarator));
    let mut body = None;
    for reference in unit.semantic.symbol_references(name.symbol_id.get()?) {
        let member = nodes.parent_id(reference.node_id());
        let AstKind::StaticMemberExpression(method) = nodes.kind(member) else { return None };
        let called = nodes.parent_id(member);
        let AstKind::CallExpression(sends) = nodes.kind(called) else { return None };
        let argument = match (method.property.name.as_str(), sends.arguments.first()) {
            ("write" | "end", Some(argument)) => argument,
            ("end" | "on" | "once" | "setHeader" | "setTimeout" | "destroy", _) => continue,
            _ => return None,
        };
        if matches!(argument, Argument::ArrowFunctionExpression(_)) {
            continue;
        }
        let is_beside = nodes.parent_id(nodes.parent_id(called)) == block;
        if !is_beside || body.is_some() {
            return None;
        }
        body = Some(argument.as_expression()?);
    }
    let body: &Expression<'a> = body?;
    Some(evaluator.eval(body, scope))
}
