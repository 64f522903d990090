//! What the source itself makes: no SDK, although its name may be that of one.

use oxc_ast::{AstKind, ast::Expression};
use oxc_semantic::SymbolId;

use super::containers::given_back;
use crate::{
    eval::{Evaluator, Scope},
    value::{Type, ValueKind},
};

/// How far functions and names are followed.
pub(super) const DEEPEST: u32 = 6;

/// Whether a value is made by the source itself: an object, an instance of its class, what its
/// function gives. What is not seen, such as what another module gives, may be an SDK.
pub(super) fn is_other<'a>(
    evaluator: &Evaluator<'_, 'a>,
    expression: &'a Expression<'a>,
    scope: &Scope<'a>,
    depth: u32,
) -> bool {
    let Some(depth) = depth.checked_sub(1).filter(|_| evaluator.spend(1)) else { return false };
    let is_other_too = |part: &'a Expression<'a>| is_other(evaluator, part, scope, depth);
    match expression.get_inner_expression() {
        Expression::AwaitExpression(awaited) => is_other_too(&awaited.argument),
        Expression::NewExpression(new) => is_own_class(&new.callee, scope),
        Expression::CallExpression(call) => match evaluator.eval(&call.callee, scope).kind {
            ValueKind::Function(callable) => {
                let scope = evaluator.scope_of(&callable);
                let given = given_back(&callable, &scope);
                !given.is_empty()
                    && given.into_iter().all(|given| is_other(evaluator, given, &scope, depth))
            }
            _ => false,
        },
        Expression::Identifier(id) => {
            let Some(symbol) = scope.unit.symbol(id) else { return false };
            is_class(symbol, scope) || initial(symbol, scope).is_some_and(is_other_too)
        }
        Expression::ObjectExpression(object) => {
            object.properties.iter().all(|property| !property.is_spread())
        }
        _ => matches!(
            evaluator.eval(expression, scope).kind,
            ValueKind::Undefined
                | ValueKind::Null
                | ValueKind::Text(_)
                | ValueKind::Number(_)
                | ValueKind::Bool(_)
                | ValueKind::Array(_)
                | ValueKind::Function(_)
                | ValueKind::Unknown { ty: Type::String | Type::Number | Type::Boolean, .. }
        ),
    }
}

/// Whether a name is that of a class of the file that extends no other.
fn is_own_class<'a>(callee: &'a Expression<'a>, scope: &Scope<'a>) -> bool {
    let Expression::Identifier(id) = callee.get_inner_expression() else { return false };
    scope.unit.symbol(id).is_some_and(|symbol| is_class(symbol, scope))
}

fn is_class(symbol: SymbolId, scope: &Scope<'_>) -> bool {
    let semantic = &scope.unit.semantic;
    match semantic.nodes().kind(semantic.scoping().symbol_declaration(symbol)) {
        AstKind::Class(class) => !class.declare && class.heritage.is_none(),
        _ => false,
    }
}

/// What a name is, where nothing else is written to it.
pub(super) fn initial<'a>(symbol: SymbolId, scope: &Scope<'a>) -> Option<&'a Expression<'a>> {
    let semantic = &scope.unit.semantic;
    match semantic.nodes().kind(semantic.scoping().symbol_declaration(symbol)) {
        AstKind::VariableDeclarator(declarator)
            if declarator.id.is_binding_identifier() && !scope.unit.is_mutated(symbol) =>
        {
            declarator.init.as_ref()
        }
        _ => None,
    }
}
