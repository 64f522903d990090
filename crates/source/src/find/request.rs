//! `fetch(new Request(url, init))`: what a call is given where a request is made before.

use oxc_ast::ast::{Argument, CallExpression, Expression};

use super::headers::written;
use crate::{
    eval::{Evaluator, Scope},
    value::{Value, ValueKind},
};

/// The arguments of a call of a client's, and those of the request that is the first of them.
#[derive(Clone, Copy)]
pub(super) struct Given<'a> {
    own: &'a [Argument<'a>],
    request: Option<&'a [Argument<'a>]>,
}

impl<'a> Given<'a> {
    /// `None` where arguments are spread: they have no known places.
    pub(super) fn of(call: &'a CallExpression<'a>, scope: &Scope<'a>) -> Option<Self> {
        let own = call.arguments.as_slice();
        let first = own.first().and_then(Argument::as_expression);
        let request = first.and_then(|first| made(first, scope));
        let all = own.iter().chain(request.into_iter().flatten());
        all.clone().all(|argument| !argument.is_spread()).then_some(Self { own, request })
    }

    /// How many arguments there are.
    pub(super) fn len(self) -> usize {
        self.own.len().max(self.request.map_or(0, <[_]>::len))
    }

    /// The value of an argument, as if the request were not made before.
    pub(super) fn value(
        self,
        at: usize,
        evaluator: &Evaluator<'_, 'a>,
        scope: &Scope<'a>,
    ) -> Value<'a> {
        let get = |arguments: &'a [Argument<'a>]| {
            let argument = arguments.get(at).and_then(Argument::as_expression);
            argument.map(|argument| evaluator.eval(argument, scope))
        };
        let undefined = || ValueKind::Undefined.into();
        let Some(request) = self.request else { return get(self.own).unwrap_or_else(undefined) };
        let init = get(request);
        match get(self.own).filter(|_| at > 0) {
            // What is given beside a request goes before what that has.
            Some(own) => evaluator.spread_over(init.as_ref(), &own),
            None => init.unwrap_or_else(undefined),
        }
    }

    /// What is written where the headers are.
    pub(super) fn configurations(self) -> impl Iterator<Item = &'a Expression<'a>> {
        let all = self.own.iter().chain(self.request.into_iter().flatten());
        all.filter_map(Argument::as_expression)
    }
}

/// The arguments of `new Request(…)`, there or where a name gets it.
fn made<'a>(first: &'a Expression<'a>, scope: &Scope<'a>) -> Option<&'a [Argument<'a>]> {
    match written(first, scope) {
        Expression::NewExpression(new)
            if matches!(&new.callee, Expression::Identifier(id)
                if id.name == "Request" && scope.unit.is_global(id)) =>
        {
            Some(&new.arguments)
        }
        _ => None,
    }
}
