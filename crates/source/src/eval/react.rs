//! What hooks of React hold: states and references.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    rc::Rc,
};

use oxc_ast::{
    AstKind,
    ast::{BindingPattern, CallExpression, Expression, VariableDeclarator},
};
use oxc_semantic::{NodeId, SymbolId};
use oxc_span::{GetSpan, Span};

use super::{Evaluator, Scope};
use crate::{
    unit::Unit,
    value::{External, Field, Frame, Object, Type, Value, ValueKind},
    worlds::ConditionId,
};

/// The most values of a state that are distinguished.
const MOST_VALUES: usize = 8;

impl<'a> Evaluator<'_, 'a> {
    /// What a declarator's name holds, if a hook gives it.
    pub(super) fn hook(
        &self,
        pattern: &'a BindingPattern<'a>,
        init: &'a Expression<'a>,
        (symbol, read): (SymbolId, NodeId),
        scope: &Scope<'a>,
    ) -> Option<Value<'a>> {
        let Expression::CallExpression(call) = init else { return None };
        match pattern {
            BindingPattern::ArrayPattern(_) => self.state(pattern, call, (symbol, read), scope),
            BindingPattern::BindingIdentifier(_) => self.reference(call, symbol, scope),
            _ => None,
        }
    }

    fn calls_hook(&self, call: &'a CallExpression<'a>, name: &str, scope: &Scope<'a>) -> bool {
        match self.eval(&call.callee, scope).kind {
            ValueKind::External(callee) => is_react(&callee, name),
            _ => false,
        }
    }

    /// The first of a state's pair: what it begins with, or what one of the setter's calls gives it.
    fn state(
        &self,
        pattern: &'a BindingPattern<'a>,
        call: &'a CallExpression<'a>,
        (symbol, read): (SymbolId, NodeId),
        scope: &Scope<'a>,
    ) -> Option<Value<'a>> {
        let BindingPattern::ArrayPattern(pair) = pattern else { return None };
        let (first, setter) = (pair.elements.first()?.as_ref()?, pair.elements.get(1));
        if pair.rest.is_some()
            || !first.get_symbol_ids().contains(&symbol)
            || !self.calls_hook(call, "useState", scope)
        {
            return None;
        }
        let set = match setter {
            Some(Some(BindingPattern::BindingIdentifier(setter))) => {
                scope.unit.set_values(setter.symbol_id.get()?)
            }
            Some(Some(_)) => None,
            Some(None) | None => Some(Vec::new()),
        };
        let unknown = Some(Value::unknown());
        let key = (scope.id, symbol);
        let Some(set) = set.filter(|_| !self.assigning.borrow().contains(&key)) else {
            self.depends();
            return unknown;
        };
        let initial = self.first_state(call, scope)?;
        if set.is_empty() {
            return self.bind(first, initial, symbol, scope);
        }
        self.assigning.borrow_mut().push(key);
        let set = set.into_iter().map(|value| self.worlds.undecided(|| self.eval(value, scope)));
        let values: Vec<Value<'a>> = std::iter::once(initial).chain(set).collect();
        self.assigning.borrow_mut().pop();
        let value = self.one_value(values, (symbol, read), call.span, scope)?;
        self.bind(first, value, symbol, scope)
    }

    /// What a state begins with.
    fn first_state(&self, call: &'a CallExpression<'a>, scope: &Scope<'a>) -> Option<Value<'a>> {
        let scope = &first_run(call, scope);
        let initial = match call.arguments.first() {
            None => ValueKind::Undefined.into(),
            Some(argument) => self.eval(argument.as_expression()?, scope),
        };
        Some(match &initial.kind {
            ValueKind::Function(callable) => {
                self.invoke(callable, Some(Vec::new()), call.span, scope, false)
            }
            _ => initial,
        })
    }

    /// `useState(…)[0]`: a state that nothing can set.
    pub(super) fn only_state(
        &self,
        state: &'a Expression<'a>,
        scope: &Scope<'a>,
    ) -> Option<Value<'a>> {
        match state.get_inner_expression() {
            Expression::CallExpression(call) if self.calls_hook(call, "useState", scope) => {
                self.first_state(call, scope)
            }
            _ => None,
        }
    }

    /// One of the values of a state; unknown, if any of them is.
    fn one_value(
        &self,
        mut values: Vec<Value<'a>>,
        (symbol, read): (SymbolId, NodeId),
        place: Span,
        scope: &Scope<'a>,
    ) -> Option<Value<'a>> {
        let is_unknown = |value: &Value<'a>| {
            matches!(
                value.kind,
                ValueKind::Unknown { ty: Type::Any, .. }
                    | ValueKind::External(_)
                    | ValueKind::Function(_)
                    | ValueKind::Module(_)
            )
        };
        if values.len() > MOST_VALUES || values.iter().any(is_unknown) {
            return Some(Value::unknown());
        }
        let mut hasher = DefaultHasher::new();
        // A function that was made before the state changed has another value of it.
        let function = scope.unit.function_of(read);
        (b's', scope.id, scope.frame.id, format!("{symbol:?}{function:?}")).hash(&mut hasher);
        let taken =
            self.worlds.choose(ConditionId(hasher.finish()), values.len(), (scope.id, place));
        let Some(taken) = taken.filter(|taken| *taken < values.len()) else {
            return values.into_iter().reduce(Value::join);
        };
        let mut value = values.swap_remove(taken);
        value.origin.literal = None;
        // Others may hold the same object.
        Some(value.opened())
    }

    /// `useRef(…)`, where nothing changes what it holds: a change stays for all that comes later.
    fn reference(
        &self,
        call: &'a CallExpression<'a>,
        symbol: SymbolId,
        scope: &Scope<'a>,
    ) -> Option<Value<'a>> {
        if !self.calls_hook(call, "useRef", scope) {
            return None;
        }
        if !scope.unit.effects(symbol).is_empty() {
            return Some(Value::unknown());
        }
        let value = match call.arguments.first() {
            None => ValueKind::Undefined.into(),
            Some(argument) => self.eval(argument.as_expression()?, &first_run(call, scope)),
        };
        let field = Field::new("current", Span::default(), value);
        Some(ValueKind::Object(Object { fields: vec![field], open: true }.into()).into())
    }
}

impl<'a> Unit<'a> {
    /// What the calls of a state's setter give it; `None` if it may be called elsewhere.
    fn set_values(&self, setter: SymbolId) -> Option<Vec<&'a Expression<'a>>> {
        let nodes = self.semantic.nodes();
        if self.exported.contains(&setter) {
            return None;
        }
        let mut values = Vec::new();
        for reference in self.semantic.symbol_references(setter) {
            let node = reference.node_id();
            match nodes.parent_kind(node) {
                AstKind::CallExpression(call) if call.callee.span() == nodes.kind(node).span() => {
                    match call.arguments.as_slice() {
                        [value] => values.push(value.as_expression()?),
                        _ => return None,
                    }
                }
                AstKind::ArrayExpression(_) if self.is_dependency_list(nodes.parent_id(node)) => {}
                _ => return None,
            }
        }
        Some(values)
    }
}

/// What a hook keeps was evaluated when its component ran first: conditions may be others by now.
fn first_run<'a>(call: &CallExpression<'a>, scope: &Scope<'a>) -> Scope<'a> {
    let mut hasher = DefaultHasher::new();
    (b'h', scope.id, scope.frame.id, call.span.start).hash(&mut hasher);
    scope.with_frame(Rc::new(Frame {
        id: hasher.finish() | 1,
        parameters: HashMap::new(),
        parent: Some(Rc::clone(&scope.frame)),
    }))
}

/// Whether a hook keeps the object that an initialiser gives for later runs of its component: what
/// is done to it then, is done before.
pub(super) fn is_kept(init: &Expression<'_>) -> bool {
    let call = match init.get_inner_expression() {
        Expression::CallExpression(call) => call,
        Expression::ComputedMemberExpression(member) => match &member.object {
            Expression::CallExpression(call) => call,
            _ => return false,
        },
        _ => return false,
    };
    let name = match &call.callee {
        Expression::Identifier(id) => id.name.as_str(),
        Expression::StaticMemberExpression(member) => member.property.name.as_str(),
        _ => return false,
    };
    matches!(name, "useMemo" | "useState" | "useRef")
}

/// Whether a declarator's names are a state and its setter.
pub(super) fn is_state(declarator: &VariableDeclarator<'_>) -> bool {
    matches!(&declarator.id, BindingPattern::ArrayPattern(pair)
        if pair.rest.is_none()
            && pair.elements.iter().flatten().all(BindingPattern::is_binding_identifier))
        && matches!(declarator.init.as_ref().map(Expression::get_inner_expression),
            Some(init @ Expression::CallExpression(call)) if is_kept(init)
                && call.callee_name() == Some("useState"))
}

/// Whether something is an export of React's, however imported.
pub(super) fn is_react(external: &External<'_>, name: &str) -> bool {
    let path: Vec<&str> = external.path.iter().map(|part| &**part).collect();
    (&*external.module == "react" && (path == [name] || path == ["default", name]))
        || (external.module.is_empty() && path == ["React", name])
}
