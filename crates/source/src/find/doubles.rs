//! What a file puts in the place of an SDK: mocks of its module, spies, another global object.

use oxc_ast::{
    AstKind,
    ast::{
        Argument, AssignmentTarget, CallExpression, Expression, IdentifierReference,
        ObjectPropertyKind,
    },
};

use super::{callee_name, other, typed};
use crate::{
    calls::{SdkCall, is_module},
    eval::{Evaluator, Scope},
    markup::first_name,
    unit::is_global_object,
    value::ValueKind,
};

/// Functions that put something in the place of a module.
const OF_MODULES: [&str; 7] =
    ["mock", "doMock", "setMock", "module", "unstable_mockModule", "requireMock", "mockModule"];

/// Functions that put something in the place of a method.
const OF_METHODS: [&str; 6] = ["spyOn", "stub", "replace", "replaceProperty", "method", "fake"];

/// Functions that hold a test, or several.
const OF_TESTS: [&str; 4] = ["describe", "it", "test", "suite"];

/// Words in the names of what takes the place of something.
const WORDS: [&str; 8] = ["fake", "mock", "stub", "dummy", "double", "spy", "noop", "spied"];

/// Whether something is named as what takes the place of another thing.
pub(super) fn is_double(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    WORDS.iter().any(|word| name.contains(word))
}

/// The calls of the SDK, by their places among all, that the file puts something else in the place of.
pub(super) fn replaced<'a>(evaluator: &Evaluator<'_, 'a>, scope: &Scope<'a>) -> Vec<usize> {
    let calls = evaluator.project.calls;
    let mut replaced = Vec::new();
    if calls.sdk.is_empty() {
        return replaced;
    }
    for node in scope.unit.semantic.nodes().iter() {
        let is_replaced = |sdk: &SdkCall| match node.kind() {
            AstKind::CallExpression(call) => replaces(call, sdk),
            AstKind::AssignmentExpression(assign) => assigns(evaluator, &assign.left, sdk, scope),
            _ => false,
        };
        let found = calls.sdk.iter().enumerate().filter(|(_, sdk)| is_replaced(sdk));
        replaced.extend(found.map(|(at, _)| at));
    }
    replaced
}

fn replaces(call: &CallExpression<'_>, sdk: &SdkCall) -> bool {
    let Some((name, _)) = callee_name(&call.callee) else { return false };
    let (object, method) = sdk.parts();
    let argument = |at: usize| call.arguments.get(at).and_then(Argument::as_expression);
    let is_text = |at: usize, text: &str| matches!(argument(at), Some(Expression::StringLiteral(found)) if found.value == text);
    let has_field = |at: usize| {
        let Some(Expression::ObjectExpression(fields)) = argument(at) else { return false };
        fields.properties.iter().any(|field| match field {
            ObjectPropertyKind::ObjectProperty(field) => {
                field.key.is_specific_static_name(object)
                    || field.key.is_specific_static_name(method)
            }
            ObjectPropertyKind::SpreadProperty(_) => false,
        })
    };
    match name {
        "stubGlobal" => is_text(0, object),
        "defineProperty" | "set" => {
            let is_whole = || argument(0).is_some_and(|it| is_object(it, object));
            is_text(1, object) || is_text(1, method) && is_whole()
        }
        "assign" => has_field(1),
        "mocked" => argument(0).is_some_and(|it| is_method(it, sdk) || is_object(it, object)),
        name if OF_MODULES.contains(&name) => replaces_module(call, &sdk.module),
        name if OF_METHODS.contains(&name) => is_text(1, method),
        _ => false,
    }
}

/// Whether the file puts something in the place of a module.
pub(super) fn is_module_replaced(module: &str, scope: &Scope<'_>) -> bool {
    scope.unit.semantic.nodes().iter().any(|node| match node.kind() {
        AstKind::CallExpression(call) => {
            let name = callee_name(&call.callee).map_or("", |(name, _)| name);
            OF_MODULES.contains(&name) && replaces_module(call, module)
        }
        _ => false,
    })
}

/// Whether the file is a test: it calls what frameworks call a test, `it("…", () => …)`.
pub(super) fn is_test<'a>(scope: &Scope<'a>) -> bool {
    scope.unit.semantic.nodes().iter().any(|node| match node.kind() {
        AstKind::CallExpression(call) if call.arguments.len() > 1 => {
            let id = first_name(&call.callee);
            id.is_some_and(|id| OF_TESTS.contains(&id.name.as_str()) && !is_own(id, scope))
        }
        _ => false,
    })
}

/// Whether a name is declared in the file itself.
fn is_own<'a>(id: &IdentifierReference<'a>, scope: &Scope<'a>) -> bool {
    let flags = |symbol| scope.unit.semantic.scoping().symbol_flags(symbol);
    scope.unit.symbol(id).is_some_and(|symbol| !flags(symbol).is_import())
}

/// `vi.mock("@portone/browser-sdk/v2")`, `vi.mock(import("…"))`
fn replaces_module(call: &CallExpression<'_>, module: &str) -> bool {
    let named = match call.arguments.first().and_then(Argument::as_expression) {
        Some(Expression::ImportExpression(import)) => Some(&import.source),
        named => named,
    };
    matches!(named, Some(Expression::StringLiteral(named)) if is_module(&named.value, module))
}

/// `PortOne.requestPayment = …`, and `w.PortOne = …` where `w` is the global object.
fn assigns<'a>(
    evaluator: &Evaluator<'_, 'a>,
    target: &'a AssignmentTarget<'a>,
    sdk: &SdkCall,
    scope: &Scope<'a>,
) -> bool {
    let AssignmentTarget::StaticMemberExpression(member) = target else { return false };
    let (object, method) = sdk.parts();
    if member.property.name == method {
        let is_module = || match evaluator.eval(&member.object, scope).kind {
            ValueKind::External(external) => typed::is_root(evaluator.project.calls, &external),
            _ => false,
        };
        return is_object(&member.object, object) || is_module();
    }
    let Expression::Identifier(id) = member.object.get_inner_expression() else { return false };
    let initial = || other::initial(scope.unit.symbol(id)?, scope);
    member.property.name == object
        && initial().is_some_and(|initial| {
            matches!(initial.get_inner_expression(), Expression::Identifier(id)
                if is_global_object(&id.name))
        })
}

fn is_method(expression: &Expression<'_>, sdk: &SdkCall) -> bool {
    let (object, method) = sdk.parts();
    match expression.get_inner_expression() {
        Expression::StaticMemberExpression(member) => {
            member.property.name == method && is_object(&member.object, object)
        }
        _ => false,
    }
}

/// Whether an expression names the SDK's object last.
fn is_object(expression: &Expression<'_>, object: &str) -> bool {
    callee_name(expression).is_some_and(|(name, _)| name == object)
}
