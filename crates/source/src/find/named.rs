//! The object of a browser SDK that is known by its name: something loads it, or hands it over.

use oxc_ast::{
    AstKind,
    ast::{BindingPattern, Expression, VariableDeclarator},
};
use oxc_semantic::SymbolId;

use super::{callee_name, invoked::First, other};
use crate::{
    calls::Calls,
    eval::{Evaluator, Scope},
    value::ValueKind,
};

/// Whether a method of an SDK's object is called that something loads, or that a parameter is.
pub(super) fn is_sdk<'a>(
    evaluator: &Evaluator<'_, 'a>,
    (callee, first): (&'a Expression<'a>, First<'a>),
    (object, method): (&str, &str),
    scope: &Scope<'a>,
) -> bool {
    let Expression::StaticMemberExpression(member) = callee.get_inner_expression() else {
        return false;
    };
    if member.property.name != method {
        return false;
    }
    // What it is known to be may be something else.
    let is_unknown = || match evaluator.eval(&member.object, scope).kind {
        ValueKind::Unknown { .. } => true,
        // A global name is what is assigned to it.
        ValueKind::External(external) => !external.is("", &[object]),
        _ => false,
    };
    let whole = member.object.get_inner_expression();
    let Expression::Identifier(id) = whole else {
        return is_field_of_value(whole, object) && is_unknown()
            || is_plugin(whole, object)
                && has_channel(first, evaluator.project.calls)
                && is_unknown();
    };
    if is_plugin(whole, object) {
        return has_channel(first, evaluator.project.calls) && is_unknown();
    }
    let Some(symbol) = scope.unit.symbol(id).filter(|_| id.name == object) else { return false };
    let scoping = scope.unit.semantic.scoping();
    if scope.unit.is_mutated(symbol) {
        return false;
    }
    match scope.unit.semantic.nodes().kind(scoping.symbol_declaration(symbol)) {
        AstKind::VariableDeclarator(declarator) => {
            let is_other = || {
                let init = declarator.init.as_ref();
                init.is_some_and(|init| other::is_other(evaluator, init, scope, other::DEEPEST))
            };
            match is_loaded(declarator, object, symbol) {
                Loaded::Certainly => true,
                Loaded::Probably => !is_other() && is_unknown(),
                Loaded::ByName => !is_other(),
                Loaded::No => false,
            }
        }
        AstKind::FormalParameter(parameter) => {
            let is_named = parameter.pattern.is_binding_identifier()
                || is_field(&parameter.pattern, object, symbol);
            is_named && is_unknown()
        }
        _ => false,
    }
}

/// `props.PortOne`: a field of the SDK's name, of anything but `this`.
fn is_field_of_value(value: &Expression<'_>, object: &str) -> bool {
    match value {
        Expression::StaticMemberExpression(field) => {
            field.property.name == object
                && !matches!(field.object.get_inner_expression(), Expression::ThisExpression(_))
        }
        _ => false,
    }
}

/// `$portone`, `this.$portone`: what a plugin of a framework provides under the SDK's name.
fn is_plugin(value: &Expression<'_>, object: &str) -> bool {
    let name = match value {
        Expression::Identifier(id) => id.name.as_str(),
        Expression::StaticMemberExpression(field) => field.property.name.as_str(),
        _ => return false,
    };
    name.strip_prefix('$').is_some_and(|name| name.eq_ignore_ascii_case(object))
}

/// Whether a channel is written in the request: a plugin of another kind would choose it.
fn has_channel(request: First<'_>, calls: &Calls) -> bool {
    let First::Given(Expression::ObjectExpression(request)) = request else { return false };
    let mut names = request.properties.iter().filter_map(|it| it.as_property()?.key.static_name());
    names.any(|name| calls.channel_fields.iter().any(|field| **field == *name))
}

/// Whether something loads the SDK.
enum Loaded {
    Certainly,
    /// Unless what loads it visibly gives something else.
    ByName,
    /// Unless it is known to be something else.
    Probably,
    No,
}

/// `const PortOne = await loadPortOne()`: a name of the SDK that something loads, or that a function
/// named after it gives.
fn is_loaded(declarator: &VariableDeclarator<'_>, object: &str, symbol: SymbolId) -> Loaded {
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
            return if is_whole { Loaded::Certainly } else { Loaded::No };
        }
        Some(Expression::CallExpression(loader)) => callee_name(&loader.callee),
        Some(_) if is_awaited => None,
        _ => return Loaded::No,
    };
    let is_named =
        loader.is_some_and(|(name, _)| name.to_lowercase().contains(&object.to_lowercase()));
    let is_whole = is_whole && (is_awaited || is_named);
    // `const { PortOne } = await loadSdks()`
    if is_field(&declarator.id, object, symbol) {
        return Loaded::Certainly;
    }
    if is_whole {
        return Loaded::ByName;
    }
    // `const PortOne = inject("portone")`, `const [PortOne, setPortOne] = useState(null)`
    match (&declarator.id, loader) {
        (BindingPattern::BindingIdentifier(_) | BindingPattern::ArrayPattern(_), Some(_)) => {
            Loaded::Probably
        }
        _ => Loaded::No,
    }
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
