//! The values of parameters of functions that are not being evaluated: those of all their calls.

use std::hash::{DefaultHasher, Hash, Hasher};

use oxc_ast::{
    AstKind,
    ast::{Expression, FormalParameter},
};
use oxc_semantic::{NodeId, SymbolId};
use oxc_span::GetSpan;

use super::{Evaluator, Scope};
use crate::{
    value::{Frame, FunctionNode, Value},
    worlds::ConditionId,
};

impl<'a> Evaluator<'_, 'a> {
    pub(super) fn parameter(
        &self,
        symbol: SymbolId,
        declaration: NodeId,
        read: NodeId,
        scope: &Scope<'a>,
    ) -> Value<'a> {
        let unit = &scope.unit;
        if unit.uses_arguments || unit.is_mutated(symbol) {
            return Value::unknown();
        }
        let nodes = unit.semantic.nodes();
        let function = unit.function_of(declaration);
        let node = match nodes.kind(function) {
            AstKind::Function(function) => FunctionNode::Function(function),
            AstKind::ArrowFunctionExpression(arrow) => FunctionNode::Arrow(arrow),
            _ => return Value::unknown(),
        };
        // Only a parameter of the function itself, not of a type in it.
        let mut parameters = node.parameters().items.iter();
        let Some(parameter) = parameters.find(|item| item.node_id() == declaration) else {
            return Value::unknown();
        };
        if let Some(resolved) = self.resolved_import(function, node, scope) {
            let bound = self.with_parameters(scope.clone(), node.parameters(), &[resolved]);
            return bound.frame.get(scope.id, symbol).cloned().unwrap_or_else(Value::unknown);
        }
        let key = (scope.id, node.span().start);
        if self.calling.borrow().contains(&key) || self.calling.borrow().len() >= 3 {
            self.depends();
            return Value::unknown();
        }
        if self.is_guessing()
            && let Some(default) = default_of(node, declaration)
        {
            return self.eval(default, scope);
        }
        let Some(calls) = unit.all_calls(function) else { return Value::unknown() };
        let mut hasher = DefaultHasher::new();
        (b'p', key).hash(&mut hasher);
        let place = (scope.id, node.span());
        let taken = match calls.len() {
            1 => Some(0),
            count => self.worlds.choose(ConditionId(hasher.finish()), count, place),
        };
        let chosen = match taken.and_then(|at| calls.get(at)) {
            Some(call) => std::slice::from_ref(call),
            None if self.joins() => calls.as_slice(),
            None => return Value::unknown(),
        };
        self.calling.borrow_mut().push(key);
        let outer = Scope { frame: Frame::root(), consumer: None, ..scope.clone() };
        let mut is_whole = true;
        let given = chosen.iter().map(|(_, call)| match self.arguments(&call.arguments, &outer) {
            Some(arguments) => {
                let bound = self.with_parameters(outer.clone(), node.parameters(), &arguments);
                is_whole &= has_no_alias(parameter, symbol, &bound);
                bound.frame.get(scope.id, symbol).cloned().unwrap_or_else(Value::unknown)
            }
            None => Value::unknown(),
        });
        let value = given.reduce(Value::join).unwrap_or_else(Value::unknown);
        self.calling.borrow_mut().pop();
        let value = self.changed(value, symbol, read, scope);
        if is_whole { value } else { value.opened() }
    }

    /// `import(…).then((module) => …)`: what the module exports.
    fn resolved_import(
        &self,
        function: NodeId,
        node: FunctionNode<'a>,
        scope: &Scope<'a>,
    ) -> Option<Value<'a>> {
        let AstKind::CallExpression(call) = scope.unit.semantic.nodes().parent_kind(function)
        else {
            return None;
        };
        let Expression::StaticMemberExpression(member) = &call.callee else { return None };
        let is_first = call.arguments.first().map(GetSpan::span) == Some(node.span());
        if member.property.name != "then" || !is_first {
            return None;
        }
        match &member.object {
            import @ Expression::ImportExpression(_) => Some(self.eval(import, scope)),
            _ => None,
        }
    }
}

/// What a parameter is where nothing is given for it.
fn default_of<'a>(function: FunctionNode<'a>, parameter: NodeId) -> Option<&'a Expression<'a>> {
    let mut parameters = function.parameters().items.iter();
    parameters.find(|item| item.node_id() == parameter)?.initializer.as_deref()
}

/// Whether no other name that a parameter binds can hold the object that one of its names holds.
pub(super) fn has_no_alias<'a>(
    parameter: &FormalParameter<'a>,
    symbol: SymbolId,
    scope: &Scope<'a>,
) -> bool {
    let names = parameter.pattern.get_symbol_ids();
    let mut others = names.into_iter().filter(|other| *other != symbol);
    others.all(|other| {
        let value = scope.frame.get(scope.id, other);
        value.is_some_and(|value| value.kind.is_primitive())
    })
}
