//! The clients of libraries, with the bases that the file gives them.

use oxc_ast::ast::{CallExpression, Expression};

use super::{Client, defaults, libraries, typed};
use crate::{
    eval::{Evaluator, Scope},
    value::{External, Reached, ValueKind},
};

/// The client that a call is of, if what its callee leads to is one.
pub(super) fn known<'a>(
    evaluator: &Evaluator<'_, 'a>,
    call: &'a CallExpression<'a>,
    external: &External<'a>,
    scope: &Scope<'a>,
) -> Option<Client> {
    let client = based(evaluator, call, external, scope)?;
    Some(client.with_likely_base(|| {
        evaluator.guess(|| {
            let external = reached(evaluator, &call.callee, scope)?;
            based(evaluator, call, &external, scope)
        })
    }))
}

/// What a callee leads to, if that is a client.
pub(super) fn reached<'a>(
    evaluator: &Evaluator<'_, 'a>,
    callee: &'a Expression<'a>,
    scope: &Scope<'a>,
) -> Reached<'a> {
    match evaluator.eval(callee, scope).kind {
        ValueKind::External(external) if libraries::client(&external, &scope.unit).is_some() => {
            Some(external)
        }
        _ => typed::callee(evaluator, callee, scope),
    }
}

fn based<'a>(
    evaluator: &Evaluator<'_, 'a>,
    call: &'a CallExpression<'a>,
    external: &External<'a>,
    scope: &Scope<'a>,
) -> Option<Client> {
    let client = libraries::client(external, &scope.unit)?;
    Some(match client.has_defaults() {
        // What the whole file sets counts where the call gives no base.
        true => client.with_base(|| defaults::base(evaluator, call, scope)),
        false => client,
    })
}
