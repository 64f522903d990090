//! Requests that are made by several calls in a row: `superagent.post(url).set(…).send(body)`.

use oxc_ast::{
    AstKind,
    ast::{Argument, CallExpression, Expression, StaticMemberExpression},
};

use super::http::{self, Sent};
use crate::{
    eval::{Evaluator, Scope},
    value::{Value, ValueKind},
};

/// The name of the call that gives the body.
pub(super) const LAST: &str = "send";

/// The calls of a row.
#[derive(Debug)]
pub(super) struct Chain<'a> {
    method: &'static str,
    url: &'a Expression<'a>,
    /// All after the first, the last one first.
    rest: Vec<(&'a str, &'a CallExpression<'a>)>,
}

/// The row that a call is the last of that gives a body.
pub(super) fn chain<'a>(
    evaluator: &Evaluator<'_, 'a>,
    call: &'a CallExpression<'a>,
    scope: &Scope<'a>,
) -> Option<Chain<'a>> {
    if member(call)?.property.name != LAST || is_continued(call, scope) {
        return None;
    }
    let (mut rest, mut at) = (Vec::new(), call);
    loop {
        let member = member(at)?;
        let name = member.property.name.as_str();
        match member.object.get_inner_expression() {
            Expression::CallExpression(before) => {
                rest.push((name, at));
                at = before;
            }
            agent => {
                let method = http::method(name)?;
                let is_agent = match evaluator.eval(agent, scope).kind {
                    ValueKind::External(found) => {
                        found.is("superagent", &[])
                            || found.is("superagent", &["default"])
                            || found.is("", &["superagent"])
                    }
                    _ => false,
                };
                let url = at.arguments.first()?.as_expression()?;
                return is_agent.then_some(Chain { method, url, rest });
            }
        }
    }
}

fn member<'a>(call: &'a CallExpression<'a>) -> Option<&'a StaticMemberExpression<'a>> {
    match call.callee.get_inner_expression() {
        Expression::StaticMemberExpression(member) => Some(member),
        _ => None,
    }
}

/// Whether a later call of the row gives a body as well.
fn is_continued<'a>(call: &'a CallExpression<'a>, scope: &Scope<'a>) -> bool {
    let nodes = scope.unit.semantic.nodes();
    for kind in nodes.ancestor_kinds(call.node_id()) {
        match kind {
            AstKind::StaticMemberExpression(member) if member.property.name == LAST => return true,
            AstKind::StaticMemberExpression(_) | AstKind::CallExpression(_) => {}
            _ => return false,
        }
    }
    false
}

impl<'a> Chain<'a> {
    pub(super) fn sent(
        &self,
        evaluator: &Evaluator<'_, 'a>,
        scope: &Scope<'a>,
    ) -> Option<Sent<'a>> {
        let argument = |call: &'a CallExpression<'a>, at: usize| {
            let argument = call.arguments.get(at).and_then(Argument::as_expression);
            argument.map_or_else(Value::unknown, |argument| evaluator.eval(argument, scope))
        };
        let mut calls = self.rest.iter();
        let body = match self.rest.as_slice() {
            // Bodies of several calls are merged; another type is no JSON.
            [(_, last), before @ ..]
                if !before.iter().any(|(name, _)| matches!(*name, "send" | "type" | "field")) =>
            {
                argument(last, 0)
            }
            _ => Value::unknown(),
        };
        let header = calls.find(|(name, call)| {
            *name == "set"
                && matches!(argument(call, 0).kind, ValueKind::Text(name)
                    if name.as_known().is_some_and(|name| name.eq_ignore_ascii_case("authorization")))
        });
        let authorization = header.and_then(|(_, call)| match argument(call, 1).kind {
            ValueKind::Text(text) => Some(text),
            _ => None,
        });
        let url = evaluator.eval(self.url, scope);
        let (url, origin) = (super::text_of(&url), url.origin);
        Some(Sent { method: self.method.to_owned(), url, origin, body, authorization })
    }
}
