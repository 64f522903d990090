//! The object of a browser SDK that is known by its name: something loads it, or hands it over.

use oxc_ast::{
    AstKind,
    ast::{BindingPattern, Expression, VariableDeclarator},
};
use oxc_semantic::SymbolId;

use super::callee_name;
use crate::{
    eval::{Evaluator, Scope},
    value::Kind,
};

/// Whether a method of an SDK's object is called that something loads, or that a parameter is.
pub(super) fn is_sdk<'a>(
    evaluator: &Evaluator<'_, 'a>,
    callee: &'a Expression<'a>,
    (object, method): (&str, &str),
    scope: &Scope<'a>,
) -> bool {
    let Expression::StaticMemberExpression(member) = callee.get_inner_expression() else {
        return false;
    };
    let Expression::Identifier(id) = member.object.get_inner_expression() else { return false };
    if member.property.name != method || id.name != object {
        return false;
    }
    let Some(symbol) = scope.unit.symbol(id) else { return false };
    let scoping = scope.unit.semantic.scoping();
    if scoping.symbol_is_mutated(symbol) {
        return false;
    }
    match scope.unit.semantic.nodes().kind(scoping.symbol_declaration(symbol)) {
        AstKind::VariableDeclarator(declarator) => is_loaded(declarator, object, symbol),
        AstKind::FormalParameter(parameter) => {
            let is_named = parameter.pattern.is_binding_identifier()
                || is_field(&parameter.pattern, object, symbol);
            // What all calls of the function hand over may be something else.
            is_named
                && matches!(
                    evaluator.eval(&member.object, scope).kind,
                    Kind::Unknown { .. } | Kind::External(_)
                )
        }
        _ => false,
    }
}

/// `const PortOne = await loadPortOne()`: a name of the SDK that something loads, or that a function
/// named after it gives.
fn is_loaded(declarator: &VariableDeclarator<'_>, object: &str, symbol: SymbolId) -> bool {
    let mut init = declarator.init.as_ref().map(Expression::get_inner_expression);
    let mut is_awaited = false;
    if let Some(Expression::AwaitExpression(awaited)) = init {
        init = Some(awaited.argument.get_inner_expression());
        is_awaited = true;
    }
    let is_whole = declarator.id.is_binding_identifier();
    let loader = match init {
        // A bundle of the SDK in the file itself.
        Some(Expression::CallExpression(loader)) if is_function(&loader.callee) => {
            return is_whole;
        }
        Some(Expression::CallExpression(loader)) => callee_name(&loader.callee),
        Some(_) if is_awaited => None,
        _ => return false,
    };
    let is_named =
        loader.is_some_and(|(name, _)| name.to_lowercase().contains(&object.to_lowercase()));
    // `const { PortOne } = await loadSdks()`
    is_whole && (is_awaited || is_named) || is_field(&declarator.id, object, symbol)
}

/// Whether a pattern binds a symbol to a field of this name.
fn is_field(pattern: &BindingPattern<'_>, name: &str, symbol: SymbolId) -> bool {
    match pattern {
        BindingPattern::ObjectPattern(pattern) => pattern.properties.iter().any(|property| {
            property.key.is_specific_static_name(name)
                && property.value.get_binding_identifier().and_then(|id| id.symbol_id.get())
                    == Some(symbol)
        }),
        _ => false,
    }
}

/// Whether what is called is written right there.
fn is_function(callee: &Expression<'_>) -> bool {
    matches!(
        callee.get_inner_expression(),
        Expression::ArrowFunctionExpression(_) | Expression::FunctionExpression(_)
    )
}
