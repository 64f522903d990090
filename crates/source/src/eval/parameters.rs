//! The values of parameters: those that a call gives, and of functions that are not being evaluated
//! those of all their calls.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    rc::Rc,
};

use oxc_ast::{
    AstKind,
    ast::{BindingPattern, Expression, FormalParameter, FormalParameters},
};
use oxc_semantic::{NodeId, SymbolId};
use oxc_span::GetSpan;

use super::{Evaluator, Scope, bindings::element_of};
use crate::{
    value::{Array, Frame, FunctionNode, Value, ValueKind},
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
                is_whole &= self.has_no_alias(parameter, symbol, &bound);
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

    /// Binds the names of parameters to the values of arguments.
    pub(super) fn with_parameters(
        &self,
        scope: Scope<'a>,
        parameters: &'a FormalParameters<'a>,
        arguments: &[Value<'a>],
    ) -> Scope<'a> {
        let frame = Frame {
            id: scope.frame.id,
            parameters: HashMap::new(),
            parent: scope.frame.parent.clone(),
        };
        let mut bound = scope.with_frame(Rc::new(frame));
        for (at, parameter) in parameters.items.iter().enumerate() {
            let argument =
                arguments.get(at).cloned().unwrap_or_else(|| ValueKind::Undefined.into());
            let value = match &parameter.initializer {
                Some(default) => self.or_default(argument, default, &bound),
                None => argument,
            };
            self.bind_names(&parameter.pattern, value, &mut bound);
        }
        if let Some(rest) = &parameters.rest {
            let elements = arguments.iter().skip(parameters.items.len()).cloned().collect();
            let value = ValueKind::Array(Rc::new(Array { elements, open: false }));
            self.bind_names(&rest.rest.argument, value.into(), &mut bound);
        }
        bound
    }

    /// Binds each name of a pattern to what it gets of a value. A default may be made of the names
    /// before it.
    fn bind_names(
        &self,
        pattern: &'a BindingPattern<'a>,
        mut value: Value<'a>,
        bound: &mut Scope<'a>,
    ) {
        self.spend(1);
        match pattern {
            BindingPattern::BindingIdentifier(id) => {
                value.origin.literal = None;
                let name = id.symbol_id.get().map(|symbol| (bound.id, symbol));
                Rc::make_mut(&mut bound.frame).parameters.extend(name.map(|name| (name, value)));
            }
            BindingPattern::AssignmentPattern(assign) => {
                // A function in a default keeps the names that are bound so far.
                self.spend(u32::try_from(bound.frame.parameters.len() / 8).unwrap_or(u32::MAX));
                let value = self.or_default(value, &assign.right, bound);
                self.bind_names(&assign.left, value, bound);
            }
            BindingPattern::ObjectPattern(object) => {
                for property in &object.properties {
                    let part = self.part_of(&value, property);
                    self.bind_names(&property.value, part, bound);
                }
                if let Some(rest) = &object.rest {
                    self.bind_names(&rest.argument, Value::unknown(), bound);
                }
            }
            BindingPattern::ArrayPattern(array) => {
                for (at, element) in array.elements.iter().enumerate() {
                    if let Some(element) = element {
                        self.bind_names(element, element_of(&value, at), bound);
                    }
                }
                if let Some(rest) = &array.rest {
                    self.bind_names(&rest.argument, Value::unknown(), bound);
                }
            }
        }
    }

    /// Whether no other name that a parameter binds can hold the object that one of its names holds.
    pub(super) fn has_no_alias(
        &self,
        parameter: &FormalParameter<'a>,
        symbol: SymbolId,
        scope: &Scope<'a>,
    ) -> bool {
        let names = parameter.pattern.get_symbol_ids();
        self.spend(u32::try_from(names.len() / 8).unwrap_or(u32::MAX));
        let mut others = names.into_iter().filter(|other| *other != symbol);
        others.all(|other| {
            let value = scope.frame.get(scope.id, other);
            value.is_some_and(|value| value.kind.is_primitive())
        })
    }
}

/// What a parameter is where nothing is given for it.
fn default_of<'a>(function: FunctionNode<'a>, parameter: NodeId) -> Option<&'a Expression<'a>> {
    let mut parameters = function.parameters().items.iter();
    parameters.find(|item| item.node_id() == parameter)?.initializer.as_deref()
}
