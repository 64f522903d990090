//! Containers of an SDK that is loaded when the program runs: references and states of React and Vue,
//! contexts, promises, stores, fields of what functions give.
//!
//! It is enough that an SDK is put into it anywhere.

use oxc_ast::{
    AstKind,
    ast::{
        Argument, ArrowFunctionBody, BindingPattern, CallExpression, Expression, FormalParameter,
        JSXAttributeItem, JSXAttributeValue, NewExpression, PropertyKey, VariableDeclarator,
    },
};
use oxc_semantic::{NodeId, SymbolId};
use oxc_span::GetSpan;

use super::{
    callee_name,
    typed::{self, Typed, field},
    types,
};
use crate::value::{Callable, FunctionNode, Reached, ValueKind};

impl<'a> Typed<'_, '_, 'a> {
    /// What a call gives.
    pub(super) fn called(&self, call: &'a CallExpression<'a>, depth: u32) -> Reached<'a> {
        if let Some(callable) = self.own_function(call) {
            return self.result(&callable, depth);
        }
        let (name, _) = callee_name(&call.callee)?;
        let first = || call.arguments.first()?.as_expression();
        match name {
            "then" => self.result(&self.function(first()?)?, depth),
            "catch" | "finally" => self.expression(object_of(&call.callee)?, depth),
            "useMemo" => self.result(&self.function(first()?)?, depth),
            "useContext" | "inject" | "getContext" => self.provided(first()?, None, depth),
            "use" => {
                let value = first()?;
                self.expression(value, depth).or_else(|| self.provided(value, None, depth))
            }
            "markRaw" | "toRaw" | "unref" | "$state" => self.expression(first()?, depth),
            _ => self.selected(call, depth),
        }
    }

    fn own_function(&self, call: &'a CallExpression<'a>) -> Option<Callable<'a>> {
        self.function(&call.callee)
            .or_else(|| typed::method(self.evaluator, &call.callee, self.scope))
    }

    pub(super) fn function(&self, expression: &'a Expression<'a>) -> Option<Callable<'a>> {
        match self.evaluator.eval(expression, self.scope).kind {
            ValueKind::Function(callable) => Some(callable),
            _ => None,
        }
    }

    /// `object.name`, where the object itself is no SDK.
    pub(super) fn member_of(
        &self,
        object: &'a Expression<'a>,
        name: &str,
        depth: u32,
    ) -> Reached<'a> {
        let depth = depth.checked_sub(1).filter(|_| self.evaluator.spend(1))?;
        match object.get_inner_expression() {
            Expression::Identifier(id) => {
                let symbol = self.scope.unit.symbol(id)?;
                let (scope, symbol) = self.evaluator.origin_of(symbol, self.scope)?;
                Typed { evaluator: self.evaluator, scope: &scope }
                    .member_of_symbol(symbol, name, depth)
            }
            Expression::ObjectExpression(object) => {
                let mut properties = object.properties.iter().filter_map(|it| it.as_property());
                let found = properties.find(|it| it.key.is_specific_static_name(name))?;
                self.expression(&found.value, depth)
            }
            Expression::AwaitExpression(awaited) => self.member_of(&awaited.argument, name, depth),
            Expression::LogicalExpression(logical) => self
                .member_of(&logical.left, name, depth)
                .or_else(|| self.member_of(&logical.right, name, depth)),
            Expression::CallExpression(call) => self.member_of_result(call, name, depth),
            _ => None,
        }
    }

    fn member_of_symbol(&self, symbol: SymbolId, name: &str, depth: u32) -> Reached<'a> {
        let asked = (self.scope.id, symbol, Some(name.into()));
        if let Some(known) = self.evaluator.container_values.borrow().get(&asked) {
            return known.clone();
        }
        self.evaluator.container_values.borrow_mut().insert(asked.clone(), None);
        let unit = &self.scope.unit;
        let declaration = unit.semantic.scoping().symbol_declaration(symbol);
        let initial = || match unit.semantic.nodes().kind(declaration) {
            AstKind::VariableDeclarator(declarator) if declarator.id.is_binding_identifier() => {
                self.member_of(declarator.init.as_ref()?, name, depth)
            }
            // `const { sdk } = toRefs(state)`
            AstKind::VariableDeclarator(declarator) if name == "value" => {
                let Expression::CallExpression(call) =
                    declarator.init.as_ref()?.get_inner_expression()
                else {
                    return None;
                };
                let is_taken_apart =
                    matches!(callee_name(&call.callee)?.0, "toRefs" | "storeToRefs");
                let object = call.arguments.first().filter(|_| is_taken_apart)?.as_expression()?;
                self.member_of(object, key_of(&declarator.id, symbol)?, depth)
            }
            _ => None,
        };
        let found = self.assigned_to(symbol, name, depth).or_else(initial);
        self.evaluator.container_values.borrow_mut().insert(asked, found.clone());
        found
    }

    fn member_of_result(
        &self,
        call: &'a CallExpression<'a>,
        name: &str,
        depth: u32,
    ) -> Reached<'a> {
        if let Some(callable) = self.own_function(call) {
            let scope = self.evaluator.scope_of(&callable);
            let typed = Typed { evaluator: self.evaluator, scope: &scope };
            return given_back(&callable, &scope)
                .into_iter()
                .find_map(|it| typed.member_of(it, name, depth));
        }
        let first = || call.arguments.first()?.as_expression();
        match (callee_name(&call.callee)?.0, name) {
            ("useRef" | "createRef", "current") | ("ref" | "shallowRef", "value") => {
                self.expression(first()?, depth)
            }
            ("useContext" | "inject" | "getContext" | "use", _) => {
                self.provided(first()?, Some(name), depth)
            }
            ("computed", "value") => match first()? {
                Expression::ObjectExpression(accessors) => {
                    let mut accessors =
                        accessors.properties.iter().filter_map(|it| it.as_property());
                    let get = accessors.find(|it| it.key.is_specific_static_name("get"))?;
                    self.result(&self.function(&get.value)?, depth)
                }
                getter => self.result(&self.function(getter)?, depth),
            },
            ("reactive" | "shallowReactive" | "readonly", _) => {
                self.member_of(first()?, name, depth)
            }
            ("toRef", "value") => match call.arguments.get(1)? {
                Argument::StringLiteral(field) => self.member_of(first()?, &field.value, depth),
                _ => None,
            },
            _ => self.state_of(call, name, depth),
        }
    }

    /// `reference.current = …`: what is assigned to a field of a name anywhere.
    fn assigned_to(&self, symbol: SymbolId, name: &str, depth: u32) -> Reached<'a> {
        let unit = &self.scope.unit;
        let nodes = unit.semantic.nodes();
        unit.semantic.symbol_references(symbol).find_map(|reference| {
            let member = nodes.parent_id(reference.node_id());
            match (nodes.kind(member), nodes.parent_kind(member)) {
                (AstKind::StaticMemberExpression(found), AstKind::AssignmentExpression(assign))
                    if found.property.name == name && assign.left.span() == found.span =>
                {
                    self.expression(&assign.right, depth)
                }
                _ => None,
            }
        })
    }

    /// `$name` of Svelte: what the store `name` begins with, or is set to.
    pub(super) fn store(&self, name: &str, depth: u32) -> Reached<'a> {
        let unit = &self.scope.unit;
        let name = name.strip_prefix('$').filter(|_| unit.name.ends_with(".svelte"))?;
        let scoping = unit.semantic.scoping();
        let symbol = scoping.get_binding(scoping.root_scope_id(), name.into())?;
        let (scope, symbol) = self.evaluator.origin_of(symbol, self.scope)?;
        let typed = Typed { evaluator: self.evaluator, scope: &scope };
        let nodes = scope.unit.semantic.nodes();
        scope.unit.semantic.symbol_references(symbol).find_map(|reference| {
            let member = nodes.parent_id(reference.node_id());
            match (nodes.kind(member), nodes.parent_kind(member)) {
                (AstKind::StaticMemberExpression(found), AstKind::CallExpression(call))
                    if found.property.name == "set" =>
                {
                    typed.expression(call.arguments.first()?.as_expression()?, depth)
                }
                _ => None,
            }
        })
    }

    /// What is provided under a key, or one of its fields: by an element's attribute `value`, by a
    /// call of `provide`, by default, or what the key's type says.
    fn provided(&self, key: &'a Expression<'a>, name: Option<&str>, depth: u32) -> Reached<'a> {
        let Expression::Identifier(id) = key.get_inner_expression() else { return None };
        let symbol = self.scope.unit.symbol(id)?;
        let (scope, symbol) = self.evaluator.origin_of(symbol, self.scope)?;
        let typed = Typed { evaluator: self.evaluator, scope: &scope };
        let unit = &scope.unit;
        let nodes = unit.semantic.nodes();
        let get = |value: &'a Expression<'a>| match name {
            Some(name) => typed.member_of(value, name, depth),
            None => typed.expression(value, depth),
        };
        let mut references = unit.semantic.symbol_references(symbol);
        let given = references.find_map(|reference| {
            get(value_of_element(reference.node_id(), nodes).or_else(|| {
                let parent = nodes.parent_kind(reference.node_id());
                let AstKind::CallExpression(call) = parent else { return None };
                let is_provider = matches!(callee_name(&call.callee)?.0, "provide" | "setContext");
                call.arguments.get(1).filter(|_| is_provider)?.as_expression()
            })?)
        });
        let declaration = unit.semantic.scoping().symbol_declaration(symbol);
        let AstKind::VariableDeclarator(declarator) = nodes.kind(declaration) else {
            return given;
        };
        let made = match declarator.init.as_ref().map(Expression::get_inner_expression) {
            Some(Expression::CallExpression(call)) => Some(call),
            _ => None,
        };
        let default = || get(made?.arguments.first()?.as_expression()?);
        let typed_as = || {
            let of_value = made.and_then(|call| call.type_arguments.as_deref());
            let of_name = || types::arguments(declarator.type_annotation.as_deref()?);
            let arguments = of_value.or_else(of_name).filter(|_| name.is_none())?;
            typed.named_root(arguments.params.first()?)
        };
        given.or_else(default).or_else(typed_as)
    }

    /// `new Promise((resolve) => …)`: what it is resolved to.
    pub(super) fn resolved(&self, new: &'a NewExpression<'a>, depth: u32) -> Reached<'a> {
        let is_promise = matches!(&new.callee, Expression::Identifier(id)
            if id.name == "Promise" && self.scope.unit.is_global(id));
        let executor = new.arguments.first().filter(|_| is_promise)?.as_expression()?;
        let parameters = self.function(executor)?.node.parameters();
        let resolve = parameters.items.first()?.pattern.get_binding_identifier()?;
        self.given_to(resolve.symbol_id.get()?, depth)
    }

    /// What one of the calls of a function gives it, as its only argument.
    fn given_to(&self, function: SymbolId, depth: u32) -> Reached<'a> {
        let unit = &self.scope.unit;
        let nodes = unit.semantic.nodes();
        unit.semantic.symbol_references(function).find_map(|reference| {
            let node = reference.node_id();
            let AstKind::CallExpression(call) = nodes.parent_kind(node) else { return None };
            if call.callee.span() != nodes.kind(node).span() {
                // `load().then(setSdk)`
                return self.expression(awaited_by(call, node, unit)?, depth);
            }
            let value = call.arguments.first()?.as_expression()?;
            // `setSdk(() => sdk)`
            match self.function(value) {
                Some(callable) => self.result(&callable, depth),
                None => self.expression(value, depth),
            }
        })
    }

    /// What a name of a pattern gets: a state, an element of what is awaited at once, a field.
    pub(super) fn part(
        &self,
        declarator: &'a VariableDeclarator<'a>,
        symbol: SymbolId,
        depth: u32,
    ) -> Reached<'a> {
        let init = declarator.init.as_ref()?.get_inner_expression();
        match &declarator.id {
            BindingPattern::ObjectPattern(_) => {
                let name = key_of(&declarator.id, symbol)?;
                let whole = self.expression(init, depth);
                whole.map(|whole| field(&whole, name)).or_else(|| self.member_of(init, name, depth))
            }
            BindingPattern::ArrayPattern(array) => {
                let at = array.elements.iter().position(|element| {
                    let id = element.as_ref().and_then(|it| it.get_binding_identifier());
                    id.and_then(|id| id.symbol_id.get()) == Some(symbol)
                })?;
                if let Expression::AwaitExpression(awaited) = init {
                    return self.expression(one_of_all(&awaited.argument, at)?, depth);
                }
                let Expression::CallExpression(call) = init else { return None };
                let setter = || array.elements.get(1)?.as_ref()?.get_binding_identifier();
                let set = || self.given_to(setter()?.symbol_id.get()?, depth);
                let initial = || {
                    let value = call.arguments.first()?.as_expression()?;
                    match self.function(value) {
                        Some(callable) => self.result(&callable, depth),
                        None => self.expression(value, depth),
                    }
                };
                if at == 0 { set().or_else(initial) } else { None }
            }
            _ => None,
        }
    }

    /// A parameter of `….then((sdk) => …)`.
    pub(super) fn fulfilled(
        &self,
        parameter: &'a FormalParameter<'a>,
        symbol: SymbolId,
        depth: u32,
    ) -> Reached<'a> {
        let unit = &self.scope.unit;
        let nodes = unit.semantic.nodes();
        let function = unit.function_of(parameter.node_id());
        let AstKind::CallExpression(call) = nodes.parent_kind(function) else { return None };
        let promise = awaited_by(call, function, unit)?;
        if parameter.pattern.is_binding_identifier() {
            return self.expression(promise, depth);
        }
        let name = key_of(&parameter.pattern, symbol)?;
        Some(field(&*self.expression(promise, depth)?, name))
    }
}

/// What a function gives back, in one place or another.
pub(super) fn given_back<'a>(
    callable: &Callable<'a>,
    scope: &crate::eval::Scope<'a>,
) -> Vec<&'a Expression<'a>> {
    let node = callable.node;
    if let FunctionNode::Arrow(arrow) = node
        && !matches!(arrow.body, ArrowFunctionBody::FunctionBody(_))
    {
        return arrow.body.as_expression().into_iter().collect();
    }
    scope.unit.returned_within(node.span(), node.node_id()).flatten().collect()
}

/// What the promise is whose `then` a function is given to.
fn awaited_by<'a>(
    call: &'a CallExpression<'a>,
    function: NodeId,
    unit: &crate::unit::Unit<'a>,
) -> Option<&'a Expression<'a>> {
    let span = unit.semantic.nodes().kind(function).span();
    let is_first = call.arguments.first().map(GetSpan::span) == Some(span);
    match callee_name(&call.callee)? {
        ("then", true) if is_first => object_of(&call.callee),
        _ => None,
    }
}

fn object_of<'a>(callee: &'a Expression<'a>) -> Option<&'a Expression<'a>> {
    match callee.get_inner_expression() {
        Expression::StaticMemberExpression(member) => Some(&member.object),
        _ => None,
    }
}

/// One of the promises of `Promise.all([…])`.
fn one_of_all<'a>(all: &'a Expression<'a>, at: usize) -> Option<&'a Expression<'a>> {
    let Expression::CallExpression(call) = all else { return None };
    match (callee_name(&call.callee)?, call.arguments.first()?) {
        (("all", true), Argument::ArrayExpression(list)) => list.elements.get(at)?.as_expression(),
        _ => None,
    }
}

/// The attribute `value` of the element that a name is of: `<Context.Provider value={…}>`.
fn value_of_element<'a>(
    name: NodeId,
    nodes: &oxc_semantic::AstNodes<'a>,
) -> Option<&'a Expression<'a>> {
    let element = nodes.ancestor_kinds(name).take(3).find_map(|kind| match kind {
        AstKind::JSXOpeningElement(element) => Some(element),
        _ => None,
    })?;
    element.attributes.iter().find_map(|item| match item {
        JSXAttributeItem::Attribute(attribute) if attribute.is_identifier("value") => {
            match attribute.value.as_ref()? {
                JSXAttributeValue::ExpressionContainer(value) => value.expression.as_expression(),
                _ => None,
            }
        }
        _ => None,
    })
}

/// The field that a pattern binds to a name.
fn key_of<'a>(pattern: &'a BindingPattern<'a>, symbol: SymbolId) -> Option<&'a str> {
    let BindingPattern::ObjectPattern(pattern) = pattern else { return None };
    let property = pattern.properties.iter().find(|property| {
        let inner = match &property.value {
            BindingPattern::AssignmentPattern(assign) => &assign.left,
            value => value,
        };
        inner.get_binding_identifier().and_then(|id| id.symbol_id.get()) == Some(symbol)
    })?;
    match &property.key {
        PropertyKey::StaticIdentifier(name) => Some(name.name.as_str()),
        PropertyKey::StringLiteral(name) => Some(name.value.as_str()),
        _ => None,
    }
}
