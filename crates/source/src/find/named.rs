//! The object of a browser SDK that is known by its name: something loads it, or hands it over.

use oxc_ast::{
    AstKind,
    ast::{Argument, BindingPattern, Expression, IdentifierReference, VariableDeclarator},
};
use oxc_semantic::SymbolId;
use oxc_span::GetSpan;

use super::{callee_name, containers::given_back, doubles::is_double, invoked::First, other};
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
        return is_field_of_value(whole, object, scope) && is_unknown()
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
    let nodes = scope.unit.semantic.nodes();
    let declaration = scoping.symbol_declaration(symbol);
    match nodes.kind(declaration) {
        AstKind::VariableDeclarator(declarator) => {
            let Some(init) = declarator.init.as_ref() else { return false };
            let leads = || Leads { evaluator, object, scope }.expression(init, other::DEEPEST);
            let is_other = || other::is_other(evaluator, init, scope, other::DEEPEST);
            match is_loaded(declarator, object, symbol) {
                Loaded::Inside => true,
                Loaded::Field => leads(),
                Loaded::Whole => leads() && !is_other(),
                Loaded::Held => leads() && !is_other() && is_unknown(),
                Loaded::No => false,
            }
        }
        AstKind::FormalParameter(parameter) => {
            let is_whole = parameter.pattern.is_binding_identifier();
            let is_named = is_whole || is_field(&parameter.pattern, object, symbol);
            let function = scope.unit.function_of(declaration);
            let is_given = match nodes.parent_kind(function) {
                AstKind::CallExpression(to) if to.callee.span() != nodes.kind(function).span() => {
                    let Some((name, _)) = callee_name(&to.callee) else { return false };
                    let leads = || {
                        let leads = Leads { evaluator, object, scope };
                        leads.expression(&to.callee, other::DEEPEST)
                    };
                    if is_whole { leads() } else { !ITERATIONS.contains(&name) }
                }
                _ => true,
            };
            is_named && is_given && is_unknown()
        }
        _ => false,
    }
}

/// Methods whose functions get elements of lists.
const ITERATIONS: [&str; 8] =
    ["forEach", "map", "filter", "find", "some", "every", "flatMap", "each"];

/// `props.PortOne`: a field of the SDK's name, of what a function is given or of what is named so.
fn is_field_of_value<'a>(value: &'a Expression<'a>, object: &str, scope: &Scope<'a>) -> bool {
    let Expression::StaticMemberExpression(field) = value else { return false };
    let Expression::Identifier(of) = field.object.get_inner_expression() else { return false };
    let unit = &scope.unit;
    let is_parameter = || {
        unit.symbol(of).is_some_and(|symbol| {
            let declaration = unit.semantic.scoping().symbol_declaration(symbol);
            matches!(unit.semantic.nodes().kind(declaration), AstKind::FormalParameter(_))
        })
    };
    field.property.name == object && (names(&of.name, object) || is_parameter())
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

/// How a name of the SDK's gets what it is.
enum Loaded {
    /// From a bundle of the SDK in the file itself.
    Inside,
    /// It is a field of what is loaded.
    Field,
    /// It is what is loaded, unless that is visibly something else.
    Whole,
    /// It is what something holds, unless that is known to be something else.
    Held,
    No,
}

/// `const PortOne = await loadPortOne()`: a name of the SDK that something loads, or that a function
/// gives.
fn is_loaded(declarator: &VariableDeclarator<'_>, object: &str, symbol: SymbolId) -> Loaded {
    let mut init = declarator.init.as_ref().map(Expression::get_inner_expression);
    let mut is_awaited = false;
    if let Some(Expression::AwaitExpression(awaited)) = init {
        init = Some(awaited.argument.get_inner_expression());
        is_awaited = true;
    }
    let is_whole = declarator.id.is_binding_identifier();
    let is_named = match init {
        Some(Expression::CallExpression(loader)) if is_function(&loader.callee) => {
            return if is_whole { Loaded::Inside } else { Loaded::No };
        }
        Some(Expression::CallExpression(loader)) => {
            callee_name(&loader.callee).is_some_and(|(name, _)| names(name, object))
        }
        Some(_) if is_awaited => false,
        _ => return Loaded::No,
    };
    match &declarator.id {
        // `const { PortOne } = await loadSdks()`
        BindingPattern::ObjectPattern(_) if is_field(&declarator.id, object, symbol) => {
            Loaded::Field
        }
        BindingPattern::BindingIdentifier(_) if is_awaited || is_named => Loaded::Whole,
        // `const PortOne = inject("portone")`, `const [PortOne, setPortOne] = useState(null)`
        BindingPattern::BindingIdentifier(_) | BindingPattern::ArrayPattern(_) => Loaded::Held,
        _ => Loaded::No,
    }
}

/// Whether a name is one of an SDK, or of what loads it.
pub(super) fn names(name: &str, object: &str) -> bool {
    let lower = name.to_lowercase();
    let is_named = lower.contains(&object.to_lowercase())
        || lower.contains("sdk")
        || lower.starts_with("load");
    is_named && !is_double(name)
}

/// Functions that hold what is put into them later.
const HOLDERS: [&str; 6] = ["useState", "useRef", "ref", "shallowRef", "$state", "createSignal"];

/// Whether what gives a value is named after the SDK: what is not seen may give anything.
struct Leads<'l, 'p, 'a> {
    evaluator: &'l Evaluator<'p, 'a>,
    object: &'l str,
    scope: &'l Scope<'a>,
}

impl<'a> Leads<'_, '_, 'a> {
    fn expression(&self, expression: &'a Expression<'a>, depth: u32) -> bool {
        let Some(depth) = depth.checked_sub(1).filter(|_| self.evaluator.spend(1)) else {
            return false;
        };
        match expression.get_inner_expression() {
            Expression::StringLiteral(text) => names(&text.value, self.object),
            Expression::ImportExpression(import) => self.expression(&import.source, depth),
            Expression::AwaitExpression(awaited) => self.expression(&awaited.argument, depth),
            Expression::LogicalExpression(logical) => {
                self.expression(&logical.left, depth) || self.expression(&logical.right, depth)
            }
            Expression::StaticMemberExpression(member) => {
                names(&member.property.name, self.object) || self.expression(&member.object, depth)
            }
            Expression::Identifier(id) => names(&id.name, self.object) || self.is_from(id, depth),
            Expression::CallExpression(call) => {
                let name = callee_name(&call.callee).map_or("", |(name, _)| name);
                if is_double(name) || HOLDERS.contains(&name) {
                    return !is_double(name);
                }
                let mut arguments = call.arguments.iter().filter_map(Argument::as_expression);
                self.expression(&call.callee, depth)
                    || arguments.any(|argument| self.is_key(argument))
                    || self.is_returned(&call.callee, depth)
            }
            _ => false,
        }
    }

    /// Whether a name is of a module that is named so, or gets what is.
    fn is_from(&self, id: &IdentifierReference<'a>, depth: u32) -> bool {
        let unit = &self.scope.unit;
        let Some(symbol) = unit.symbol(id) else { return false };
        let nodes = unit.semantic.nodes();
        match nodes.parent_kind(unit.semantic.scoping().symbol_declaration(symbol)) {
            AstKind::ImportDeclaration(import) => names(&import.source.value, self.object),
            _ => other::initial(symbol, self.scope).is_some_and(|it| self.expression(it, depth)),
        }
    }

    /// `inject("portone")`, `useContext(PortOneContext)`
    fn is_key(&self, argument: &Expression<'a>) -> bool {
        match argument.get_inner_expression() {
            Expression::StringLiteral(text) => names(&text.value, self.object),
            Expression::Identifier(id) => names(&id.name, self.object),
            _ => false,
        }
    }

    /// Whether a function of the source returns what is named so.
    fn is_returned(&self, callee: &'a Expression<'a>, depth: u32) -> bool {
        let ValueKind::Function(callable) = self.evaluator.eval(callee, self.scope).kind else {
            return false;
        };
        let scope = self.evaluator.scope_of(&callable);
        let leads = Leads { evaluator: self.evaluator, object: self.object, scope: &scope };
        given_back(&callable, &scope).into_iter().any(|given| leads.expression(given, depth))
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
