//! Where a value is after it was assigned to a name or returned.

use oxc_ast::{
    AstKind,
    ast::{AssignmentExpression, AssignmentTarget, BindingPattern, CallExpression, FunctionType},
};
use oxc_semantic::{NodeId, SymbolId};
use oxc_span::GetSpan;
use oxc_syntax::operator::AssignmentOperator;

use super::{super::Unit, Effect, unsure};

/// The most calls of a function that are distinguished.
const MOST_CALLS: usize = 8;

impl<'a> Unit<'a> {
    /// What happens to the objects that a name holds, one after the other; `None` if that is not
    /// known.
    pub(super) fn held_effects(&self, symbol: SymbolId, depth: u32) -> Option<Vec<Effect<'a>>> {
        if self.exported.contains(&symbol) {
            return None;
        }
        if !self.is_mutated(symbol) {
            return Some(self.binding_effects(symbol, depth));
        }
        let scoping = self.semantic.scoping();
        let is_top = scoping.symbol_scope_id(symbol) == scoping.root_scope_id();
        let is_seen_elsewhere = is_top
            && (self.surroundings.is_script || self.is_in_markup(scoping.symbol_name(symbol)));
        // A name that gets what is made of it is followed once.
        if is_seen_elsewhere || self.uses_arguments || self.following.borrow().contains(&symbol) {
            return None;
        }
        self.following.borrow_mut().push(symbol);
        let effects = self.binding_effects(symbol, depth);
        self.following.borrow_mut().pop();
        Some(effects)
    }

    /// What happens to a value that is assigned; `None` if that is not known.
    pub(super) fn assigned_effects(
        &self,
        assign: &AssignmentExpression<'a>,
        node: NodeId,
        depth: u32,
    ) -> Option<Vec<Effect<'a>>> {
        let AssignmentTarget::AssignmentTargetIdentifier(name) = &assign.left else { return None };
        let is_kept = assign.operator == AssignmentOperator::Assign || assign.operator.is_logical();
        let symbol = self.symbol(name).filter(|_| is_kept)?;
        let mut effects = self.held_effects(symbol, depth)?;
        effects.extend(self.flows(node, depth));
        Some(unsure(effects))
    }

    /// What happens to a value that a function returns; `None` if that is not known.
    pub(super) fn returned_effects(&self, function: NodeId, depth: u32) -> Option<Vec<Effect<'a>>> {
        let is_generator = match self.semantic.nodes().kind(function) {
            AstKind::Function(function) => function.generator,
            AstKind::ArrowFunctionExpression(_) => false,
            _ => return None,
        };
        let calls = self.all_calls(function).filter(|_| !is_generator)?;
        Some(unsure(calls.into_iter().flat_map(|(call, _)| self.flows(call, depth)).collect()))
    }

    /// All calls of a function; `None` if there may be others.
    pub(crate) fn all_calls(
        &self,
        function: NodeId,
    ) -> Option<Vec<(NodeId, &'a CallExpression<'a>)>> {
        let nodes = self.semantic.nodes();
        let symbol = match nodes.kind(function) {
            AstKind::Function(declared) if declared.r#type == FunctionType::FunctionDeclaration => {
                declared.id.as_ref()?.symbol_id.get()?
            }
            AstKind::Function(expression) if expression.id.is_some() => return None,
            _ => match nodes.parent_kind(function) {
                AstKind::VariableDeclarator(declarator) => match &declarator.id {
                    BindingPattern::BindingIdentifier(id) => id.symbol_id.get()?,
                    _ => return None,
                },
                _ => return None,
            },
        };
        let scoping = self.semantic.scoping();
        let is_global = self.surroundings.is_script
            && scoping.symbol_scope_id(symbol) == scoping.root_scope_id();
        if is_global
            || self.exported.contains(&symbol)
            || self.is_mutated(symbol)
            || self.is_in_markup(scoping.symbol_name(symbol))
            || !scoping.symbol_redeclarations(symbol).is_empty()
        {
            return None;
        }
        let mut calls = Vec::new();
        for reference in self.semantic.symbol_references(symbol) {
            let span = nodes.kind(reference.node_id()).span();
            let parent = nodes.parent_id(reference.node_id());
            match nodes.kind(parent) {
                AstKind::CallExpression(call) if call.callee.span() == span => {
                    calls.push((parent, call));
                }
                _ => return None,
            }
        }
        (!calls.is_empty() && calls.len() <= MOST_CALLS).then_some(calls)
    }
}
