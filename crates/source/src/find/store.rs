//! Stores that hold an SDK: `create((set, get) => ({ sdk }))` of zustand, `defineStore(…)` of Pinia.

use oxc_ast::{
    AstKind,
    ast::{Argument, ArrowFunctionBody, CallExpression, Expression},
};
use oxc_semantic::SymbolId;
use oxc_span::GetSpan;

use super::{callee_name, containers::given_back, typed::Typed};
use crate::{
    eval::Scope,
    value::{Callable, Reached},
};

/// A store, by the function that makes its state.
struct Store<'a> {
    maker: Callable<'a>,
    /// The name that it has where it is made; none inside of that function.
    name: Option<(Scope<'a>, SymbolId)>,
}

impl<'a> Typed<'_, '_, 'a> {
    /// A field of the state that a call gives: `get()`, `useStore()`, `useStore.getState()`.
    pub(super) fn state_of(
        &self,
        call: &'a CallExpression<'a>,
        name: &str,
        depth: u32,
    ) -> Reached<'a> {
        let callee = match call.callee.get_inner_expression() {
            Expression::StaticMemberExpression(member) if member.property.name == "getState" => {
                &member.object
            }
            callee => callee,
        };
        self.field_of(&self.store_named(callee)?, name, depth)
    }

    /// `useStore((state) => state.sdk)`
    pub(super) fn selected(&self, call: &'a CallExpression<'a>, depth: u32) -> Reached<'a> {
        let Some(Argument::ArrowFunctionExpression(selector)) = call.arguments.first() else {
            return None;
        };
        let parameter = selector.params.items.first()?.pattern.get_identifier_name()?;
        let body = match &selector.body {
            ArrowFunctionBody::FunctionBody(_) => return None,
            body => body.as_expression()?.get_inner_expression(),
        };
        match body {
            Expression::StaticMemberExpression(field)
                if field.object.is_specific_id(&parameter) =>
            {
                let store = self.store_named(call.callee.get_inner_expression())?;
                self.field_of(&store, &field.property.name, depth)
            }
            _ => None,
        }
    }

    /// The store that a name is, or that a function gives the state of.
    fn store_named(&self, name: &'a Expression<'a>) -> Option<Store<'a>> {
        let Expression::Identifier(id) = name.get_inner_expression() else { return None };
        let symbol = self.scope.unit.symbol(id)?;
        let (scope, symbol) = self.evaluator.origin_of(symbol, self.scope)?;
        let typed = Typed { evaluator: self.evaluator, scope: &scope };
        let unit = &scope.unit;
        let nodes = unit.semantic.nodes();
        match nodes.kind(unit.semantic.scoping().symbol_declaration(symbol)) {
            AstKind::VariableDeclarator(declarator) => {
                let Expression::CallExpression(call) =
                    declarator.init.as_ref()?.get_inner_expression()
                else {
                    return None;
                };
                let maker = typed.function(maker(call).filter(|_| makes_store(call))?)?;
                Some(Store { maker, name: Some((scope, symbol)) })
            }
            // The second parameter gives the state.
            AstKind::FormalParameter(parameter) => {
                let function = unit.function_of(parameter.node_id());
                let AstKind::ArrowFunctionExpression(arrow) = nodes.kind(function) else {
                    return None;
                };
                let is_second =
                    arrow.params.items.get(1).map(GetSpan::span) == Some(parameter.span);
                let mut around = nodes.ancestor_kinds(function).map_while(|kind| match kind {
                    AstKind::CallExpression(call) => Some(call),
                    _ => None,
                });
                let is_made = is_second && around.any(makes_store);
                let maker = Callable {
                    unit: scope.id,
                    node: crate::value::FunctionNode::Arrow(arrow),
                    frame: crate::value::Frame::root(),
                };
                is_made.then_some(Store { maker, name: None })
            }
            _ => None,
        }
    }

    /// A field of a store's state: what it begins with, or is set to anywhere.
    fn field_of(&self, store: &Store<'a>, name: &str, depth: u32) -> Reached<'a> {
        let scope = self.evaluator.scope_of(&store.maker);
        let typed = Typed { evaluator: self.evaluator, scope: &scope };
        let initial = || typed.given_state(&store.maker, name, depth);
        let set = || {
            let setter = store.maker.node.parameters().items.first()?;
            let setter = setter.pattern.get_binding_identifier()?.symbol_id.get()?;
            typed.set_by(setter, None, name, depth)
        };
        let set_outside = || {
            let (scope, symbol) = store.name.as_ref()?;
            let typed = Typed { evaluator: self.evaluator, scope };
            typed.set_by(*symbol, Some("setState"), name, depth)
        };
        initial().or_else(set).or_else(set_outside)
    }

    fn given_state(&self, function: &Callable<'a>, name: &str, depth: u32) -> Reached<'a> {
        let given = given_back(function, self.scope).into_iter();
        given.filter_map(|it| self.member_of(it, name, depth)).next()
    }

    /// What calls of a function, or of a method of a name, set a field to.
    fn set_by(
        &self,
        function: SymbolId,
        method: Option<&str>,
        name: &str,
        depth: u32,
    ) -> Reached<'a> {
        let unit = &self.scope.unit;
        let nodes = unit.semantic.nodes();
        unit.semantic.symbol_references(function).find_map(|reference| {
            let mut callee = reference.node_id();
            if let Some(method) = method {
                callee = nodes.parent_id(callee);
                match nodes.kind(callee) {
                    AstKind::StaticMemberExpression(member) if member.property.name == method => {}
                    _ => return None,
                }
            }
            let AstKind::CallExpression(call) = nodes.parent_kind(callee) else { return None };
            let value = call.arguments.first()?.as_expression()?;
            match self.function(value) {
                Some(callable) => self.given_state(&callable, name, depth),
                None => self.member_of(value, name, depth),
            }
        })
    }
}

/// Whether a call makes a store: `create(…)`, `create<State>()(…)`, `defineStore("name", …)`.
fn makes_store(call: &CallExpression<'_>) -> bool {
    let callee = match call.callee.get_inner_expression() {
        Expression::CallExpression(curried) => &curried.callee,
        callee => callee,
    };
    callee_name(callee).is_some_and(|(name, _)| {
        matches!(name, "create" | "createStore" | "createWithEqualityFn" | "defineStore")
    })
}

/// The function that makes a store's state, whatever is wrapped around it.
fn maker<'a>(call: &'a CallExpression<'a>) -> Option<&'a Expression<'a>> {
    call.arguments.iter().filter_map(Argument::as_expression).find_map(|given| match given {
        Expression::ArrowFunctionExpression(_) | Expression::FunctionExpression(_) => Some(given),
        Expression::CallExpression(wrapped) => maker(wrapped),
        Expression::ObjectExpression(options) => {
            let mut properties = options.properties.iter().filter_map(|it| it.as_property());
            Some(&properties.find(|it| it.key.is_specific_static_name("state"))?.value)
        }
        _ => None,
    })
}
