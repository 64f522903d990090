//! Functions of the source that send what they are given: `request("/billing-keys", { … })`.

use std::{collections::HashMap, rc::Rc};

use oxc_ast::{
    AstKind,
    ast::{CallExpression, Expression},
};

use super::{Client, Found, Request, callee_name, clients, http, typed};
use crate::{
    eval::{Evaluator, Scope},
    value::{Callable, CallableId, Value, ValueKind},
};

/// The most calls of a function's body that are looked at.
const MOST_CALLS: usize = 4;

/// A call by URL in the body of a function, where the URL is made of the function's parameters.
#[derive(Debug)]
pub(super) struct Wrapper<'a> {
    callable: Callable<'a>,
    call: &'a CallExpression<'a>,
    client: Client,
}

/// The wrappers that were looked at, by the functions they are in.
#[derive(Default)]
pub(super) struct Wrappers<'a> {
    known: HashMap<CallableId, Vec<Rc<Wrapper<'a>>>>,
}

impl<'a> Wrappers<'a> {
    /// The wrapper that a call is of, if what it sends is known with its arguments.
    pub(super) fn of(
        &mut self,
        evaluator: &Evaluator<'_, 'a>,
        call: &'a CallExpression<'a>,
        scope: &Scope<'a>,
        found: &[Found<'a>],
    ) -> Option<Rc<Wrapper<'a>>> {
        if call.arguments.is_empty() || !may_be_own(&call.callee) {
            return None;
        }
        let callable = function(evaluator, &call.callee, scope)?;
        let wrappers = self
            .known
            .entry(callable.id())
            .or_insert_with(|| wrappers(evaluator, &callable, found));
        let mut matching = wrappers.iter().filter(|wrapper| {
            evaluator.worlds.undecided(|| wrapper.request(evaluator, call, scope)).is_some()
        });
        matching.next().cloned()
    }
}

/// The function of the source that is called, or probably is.
pub(super) fn function<'a>(
    evaluator: &Evaluator<'_, 'a>,
    callee: &'a Expression<'a>,
    scope: &Scope<'a>,
) -> Option<Callable<'a>> {
    let own = || match evaluator.eval(callee, scope).kind {
        ValueKind::Function(callable) => Some(callable),
        _ => None,
    };
    own().or_else(|| typed::method(evaluator, callee, scope)).or_else(|| evaluator.guess(own))
}

/// Whether a callee may be a function of the source: a name, or a field of a name or of `this`.
fn may_be_own(callee: &Expression<'_>) -> bool {
    match callee.get_inner_expression() {
        Expression::Identifier(_) | Expression::PrivateFieldExpression(_) => true,
        Expression::StaticMemberExpression(member) => {
            matches!(
                member.object.get_inner_expression(),
                Expression::Identifier(_) | Expression::ThisExpression(_)
            )
        }
        _ => false,
    }
}

/// The calls in a function's body that depend on its parameters.
fn wrappers<'a>(
    evaluator: &Evaluator<'_, 'a>,
    callable: &Callable<'a>,
    found: &[Found<'a>],
) -> Vec<Rc<Wrapper<'a>>> {
    let scope = evaluator.scope_of(callable);
    let nodes = scope.unit.semantic.nodes();
    evaluator.spend(u32::try_from(nodes.len() / 64).unwrap_or(u32::MAX));
    let calls = nodes.iter().filter_map(|node| match node.kind() {
        AstKind::CallExpression(call)
            if scope.unit.function_of(node.id()) == callable.node.node_id() =>
        {
            Some((node.id(), call))
        }
        _ => None,
    });
    let inner = calls.filter_map(|(node, call)| {
        let is_found = callable.unit == 0 && found.iter().any(|found| found.node == node);
        let (name, _) = callee_name(&call.callee).filter(|_| !is_found)?;
        if !http::is_verb(name, evaluator.project.calls) && !http::sends(name) && name != "axios" {
            return None;
        }
        let external = clients::reached(evaluator, &call.callee, &scope)?;
        let client = clients::known(evaluator, call, &external, &scope)?;
        let wrapper = Wrapper { callable: callable.clone(), call, client };
        // What is known without arguments is a call of its own.
        wrapper.sent(evaluator, &scope).is_none().then(|| Rc::new(wrapper))
    });
    inner.take(MOST_CALLS).collect()
}

impl<'a> Wrapper<'a> {
    /// What a call of the function sends.
    pub(super) fn request<'c>(
        &self,
        evaluator: &Evaluator<'c, 'a>,
        call: &'a CallExpression<'a>,
        scope: &Scope<'a>,
    ) -> Option<Request<'c, 'a>> {
        let arguments = evaluator.arguments(&call.arguments, scope)?;
        self.sent(evaluator, &evaluator.bound(&self.callable, &arguments, call.span, scope))
    }

    fn sent<'c>(
        &self,
        evaluator: &Evaluator<'c, 'a>,
        scope: &Scope<'a>,
    ) -> Option<Request<'c, 'a>> {
        let sent = |client: &Client| {
            let arguments = evaluator.arguments(&self.call.arguments, scope)?;
            let argument = |at: usize| {
                arguments.get(at).cloned().unwrap_or_else(|| Value::from(ValueKind::Undefined))
            };
            http::sent(evaluator.project.calls, client, argument, arguments.len())
        };
        let guess = || evaluator.guess(|| sent(&self.client.likely()));
        http::matched(evaluator.project.calls, sent(&self.client)?, guess)
    }
}
