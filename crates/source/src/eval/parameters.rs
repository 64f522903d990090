//! The values of parameters of functions that are not being evaluated: those of all their calls.

use std::hash::{DefaultHasher, Hash, Hasher};

use oxc_ast::{
    AstKind,
    ast::{BindingPattern, CallExpression, Expression},
};
use oxc_semantic::{NodeId, SymbolId};
use oxc_span::GetSpan;

use super::{Evaluator, Scope};
use crate::{
    value::{Frame, FunctionNode, Value},
    worlds::ConditionId,
};

/// The most calls of a function that are distinguished.
const MOST_CALLS: usize = 8;

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
        if !node.parameters().items.iter().any(|item| item.node_id() == declaration) {
            return Value::unknown();
        }
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
        let Some(calls) = self.all_calls(function, node, scope) else { return Value::unknown() };
        let mut hasher = DefaultHasher::new();
        (b'p', key).hash(&mut hasher);
        let chosen = match calls.as_slice() {
            [only] => *only,
            _ => {
                let place = (scope.id, node.span());
                let taken = self.worlds.choose(ConditionId(hasher.finish()), calls.len(), place);
                match taken.and_then(|at| calls.get(at)) {
                    Some(call) => *call,
                    None => return Value::unknown(),
                }
            }
        };
        self.calling.borrow_mut().push(key);
        let outer = Scope { frame: Frame::root(), consumer: None, ..scope.clone() };
        let value = match self.arguments(&chosen.arguments, &outer) {
            Some(arguments) => {
                let bound = self.with_parameters(outer, node.parameters(), &arguments);
                bound.frame.get(scope.id, symbol).cloned().unwrap_or_else(Value::unknown)
            }
            None => Value::unknown(),
        };
        self.calling.borrow_mut().pop();
        let value = self.changed(value, symbol, read, scope);
        // Another name of a pattern may hold the same object.
        let plain = node
            .parameters()
            .items
            .iter()
            .any(|item| item.node_id() == declaration && item.pattern.is_binding_identifier());
        if plain { value } else { value.opened() }
    }

    /// All calls of a function; `None` if there may be others.
    fn all_calls(
        &self,
        function: NodeId,
        node: FunctionNode<'a>,
        scope: &Scope<'a>,
    ) -> Option<Vec<&'a CallExpression<'a>>> {
        let unit = &scope.unit;
        let nodes = unit.semantic.nodes();
        let symbol = match node {
            FunctionNode::Function(declared) if declared.is_function_declaration() => {
                declared.id.as_ref()?.symbol_id.get()?
            }
            FunctionNode::Function(expression) if expression.id.is_some() => return None,
            _ => match nodes.parent_kind(function) {
                AstKind::VariableDeclarator(declarator) => match &declarator.id {
                    BindingPattern::BindingIdentifier(id) => id.symbol_id.get()?,
                    _ => return None,
                },
                _ => return None,
            },
        };
        let scoping = unit.semantic.scoping();
        let is_global = unit.surroundings.is_script
            && scoping.symbol_scope_id(symbol) == scoping.root_scope_id();
        if is_global
            || unit.exported.contains(&symbol)
            || unit.is_mutated(symbol)
            || unit.is_in_markup(scoping.symbol_name(symbol))
            || !scoping.symbol_redeclarations(symbol).is_empty()
        {
            return None;
        }
        let mut calls = Vec::new();
        for reference in unit.semantic.symbol_references(symbol) {
            let span = nodes.kind(reference.node_id()).span();
            match nodes.parent_kind(reference.node_id()) {
                AstKind::CallExpression(call) if call.callee.span() == span => calls.push(call),
                _ => return None,
            }
        }
        (!calls.is_empty() && calls.len() <= MOST_CALLS).then_some(calls)
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
