//! Clients that are known by their types alone: parameters, fields of classes, results of functions.
//!
//! What a type says is taken for what the value is only to find calls, never for what they send.

use std::rc::Rc;

use oxc_ast::{
    AstKind,
    ast::{
        AssignmentTarget, Class, ClassElement, Expression, FormalParameter, PropertyKey,
        VariableDeclarator,
    },
};
use oxc_semantic::{NodeId, SymbolId};
use oxc_span::GetSpan;

use super::{containers::given_back, libraries};
use crate::{
    calls::Calls,
    eval::{Evaluator, MemberKey, Scope},
    value::{Callable, External, FunctionNode, Reached, ValueKind},
};

/// How far names are followed to a type.
pub(super) const DEEPEST: u32 = 12;

/// What is called, from a module's export on, where the root of it is known by its type, or by what
/// is assigned to it anywhere.
pub(super) fn callee<'a>(
    evaluator: &Evaluator<'_, 'a>,
    callee: &'a Expression<'a>,
    scope: &Scope<'a>,
) -> Reached<'a> {
    let Expression::StaticMemberExpression(member) = callee.get_inner_expression() else {
        return None;
    };
    let typed = Typed { evaluator, scope };
    let object = typed.expression(&member.object, DEEPEST)?;
    Some(field(&object, &member.property.name))
}

/// The method of a class that `this.method` names.
pub(super) fn method<'a>(
    evaluator: &Evaluator<'_, 'a>,
    callee: &'a Expression<'a>,
    scope: &Scope<'a>,
) -> Option<Callable<'a>> {
    let (this, name) = of_this(callee.get_inner_expression())?;
    let elements = evaluator.elements(class_around(this, scope)?, scope);
    match elements.of(name, false).or_else(|| elements.of(name, true))? {
        ClassElement::MethodDefinition(method) => Some(Callable {
            unit: scope.id,
            node: FunctionNode::Function(&method.value),
            frame: crate::value::Frame::root(),
        }),
        _ => None,
    }
}

/// Whether what is reached from a module or a global name leads to calls: it is a module that they
/// are of, one that sends requests, or the global object of an SDK.
pub(super) fn is_root(calls: &Calls, external: &External<'_>) -> bool {
    let is_object = |name: &str| calls.sdk.iter().any(|sdk| sdk.parts().0 == name);
    match (&*external.module, external.path.as_slice()) {
        ("", [name]) => is_object(name),
        ("", _) => false,
        // What the function that is given to `then` makes of it is another thing.
        (_, path) if path.iter().any(|part| &**part == "then") => false,
        (module, _) => calls.is_sdk(module) || libraries::is_library(module),
    }
}

/// Looks for what leads to a module that the calls are of, or to the global object of an SDK.
pub(super) struct Typed<'t, 'p, 'a> {
    pub(super) evaluator: &'t Evaluator<'p, 'a>,
    pub(super) scope: &'t Scope<'a>,
}

impl<'a> Typed<'_, '_, 'a> {
    pub(super) fn expression(&self, expression: &'a Expression<'a>, depth: u32) -> Reached<'a> {
        let depth = depth.checked_sub(1).filter(|_| self.evaluator.spend(1))?;
        let expression = expression.get_inner_expression();
        let calls = self.evaluator.project.calls;
        let value = self.evaluator.eval(expression, self.scope);
        if let ValueKind::External(external) = value.kind
            && is_root(calls, &external)
        {
            return Some(external);
        }
        if let Some((this, name)) = of_this(expression) {
            return self.field(this, name, depth);
        }
        match expression {
            Expression::StaticMemberExpression(member) => {
                let name = &member.property.name;
                let object = || Some(field(&*self.expression(&member.object, depth)?, name));
                object().or_else(|| self.member_of(&member.object, name, depth))
            }
            Expression::Identifier(id) => match self.scope.unit.symbol(id) {
                Some(symbol) => self.symbol(symbol, depth),
                None => self.store(&id.name, depth),
            },
            Expression::AwaitExpression(awaited) => self.expression(&awaited.argument, depth),
            Expression::AssignmentExpression(assign) => self.expression(&assign.right, depth),
            Expression::LogicalExpression(logical) => self
                .expression(&logical.left, depth)
                .or_else(|| self.expression(&logical.right, depth)),
            Expression::ConditionalExpression(conditional) => self
                .expression(&conditional.consequent, depth)
                .or_else(|| self.expression(&conditional.alternate, depth)),
            Expression::CallExpression(call) => self.called(call, depth),
            Expression::NewExpression(new) => self.resolved(new, depth),
            _ => None,
        }
    }

    /// What a variable begins with, unless something else is written to it, or what is written to it
    /// anywhere.
    fn written(
        &self,
        declarator: &'a VariableDeclarator<'a>,
        symbol: SymbolId,
        depth: u32,
    ) -> Reached<'a> {
        let unit = &self.scope.unit;
        let nodes = unit.semantic.nodes();
        let writes = unit.semantic.symbol_references(symbol).filter(|found| found.is_write());
        let mut writes = writes.map(|write| match nodes.parent_kind(write.node_id()) {
            AstKind::AssignmentExpression(assign) => Some(&assign.right),
            _ => None,
        });
        match declarator.init.as_ref().and_then(|initial| self.expression(initial, depth)) {
            Some(initial) => {
                let is_same = |right: Option<&'a Expression<'a>>| {
                    right.is_some_and(|right| {
                        right.is_null_or_undefined() || self.expression(right, depth).is_some()
                    })
                };
                writes.all(is_same).then_some(initial)
            }
            None => writes.find_map(|right| self.expression(right?, depth)),
        }
    }

    /// What a function gives, by its type or by what it returns anywhere.
    pub(super) fn result(&self, callable: &Callable<'a>, depth: u32) -> Reached<'a> {
        let scope = self.evaluator.scope_of(callable);
        let typed = Typed { evaluator: self.evaluator, scope: &scope };
        let annotation = match callable.node {
            FunctionNode::Arrow(arrow) => arrow.return_type.as_deref(),
            FunctionNode::Function(function) => function.return_type.as_deref(),
        };
        if let Some(found) = annotation.and_then(|annotation| typed.annotation(annotation)) {
            return Some(found);
        }
        let mut returned = given_back(callable, &scope).into_iter();
        returned.find_map(|returned| typed.expression(returned, depth))
    }

    fn symbol(&self, symbol: SymbolId, depth: u32) -> Reached<'a> {
        let asked = (self.scope.id, symbol, None);
        if let Some(known) = self.evaluator.container_values.borrow().get(&asked) {
            return known.clone();
        }
        // The value of a name may be made of its earlier value.
        self.evaluator.container_values.borrow_mut().insert(asked.clone(), None);
        let (scope, symbol) = self.evaluator.origin_of(symbol, self.scope)?;
        let found = Typed { evaluator: self.evaluator, scope: &scope }.declared(symbol, depth);
        self.evaluator.container_values.borrow_mut().insert(asked, found.clone());
        found
    }

    fn declared(&self, symbol: SymbolId, depth: u32) -> Reached<'a> {
        let unit = &self.scope.unit;
        let nodes = unit.semantic.nodes();
        match nodes.kind(unit.semantic.scoping().symbol_declaration(symbol)) {
            AstKind::VariableDeclarator(declarator) if declarator.id.is_binding_identifier() => {
                let annotation = declarator.type_annotation.as_deref();
                let typed = annotation.and_then(|annotation| self.annotation(annotation));
                typed.or_else(|| self.written(declarator, symbol, depth))
            }
            AstKind::VariableDeclarator(declarator) => self.part(declarator, symbol, depth),
            AstKind::FormalParameter(parameter) => {
                self.parameter(parameter).or_else(|| self.fulfilled(parameter, symbol, depth))
            }
            _ => None,
        }
    }

    fn parameter(&self, parameter: &'a FormalParameter<'a>) -> Reached<'a> {
        let annotation = parameter
            .type_annotation
            .as_deref()
            .filter(|_| parameter.pattern.is_binding_identifier());
        self.annotation(annotation?)
    }

    /// A field of the class around `this`: what is assigned to it, or its type.
    fn field(&self, this: NodeId, name: &str, depth: u32) -> Reached<'a> {
        let Some(class) = class_around(this, self.scope) else {
            return self.assigned_field(None, name, depth);
        };
        let assigned = class.body.body.iter().find_map(|element| match element {
            ClassElement::PropertyDefinition(property) if is_named(&property.key, name) => {
                self.expression(property.value.as_ref()?, depth)
            }
            _ => None,
        });
        assigned.or_else(|| self.assigned_field(Some(class), name, depth)).or_else(|| {
            class.body.body.iter().find_map(|element| match element {
                ClassElement::PropertyDefinition(property) if is_named(&property.key, name) => {
                    self.annotation(property.type_annotation.as_deref()?)
                }
                // `constructor(private readonly client: PortOneClient)`
                ClassElement::MethodDefinition(method) if method.kind.is_constructor() => {
                    let mut parameters =
                        method.value.params.items.iter().filter(|item| item.has_modifier());
                    let found = parameters.find(|item| {
                        item.pattern.get_identifier_name().is_some_and(|found| found == name)
                    });
                    self.parameter(found?)
                }
                _ => None,
            })
        })
    }

    /// `this.name = …` in a class, or in none: in the methods of an object.
    fn assigned_field(&self, class: Option<&Class<'a>>, name: &str, depth: u32) -> Reached<'a> {
        let start = class.map_or(u32::MAX, |class| class.span.start);
        let asked: MemberKey = (self.scope.id, start, name.into(), false);
        if let Some(known) = self.evaluator.reached.borrow().get(&asked) {
            return known.clone();
        }
        let found = self.look_for_assignments(start, name, depth);
        self.evaluator.reached.borrow_mut().insert(asked, found.clone());
        found
    }

    fn look_for_assignments(&self, class: u32, name: &str, depth: u32) -> Reached<'a> {
        let unit = &self.scope.unit;
        let nodes = unit.semantic.nodes();
        let spend = |count| self.evaluator.spend(u32::try_from(count / 64).unwrap_or(u32::MAX));
        unit.member_uses(spend).by_name.get(name).into_iter().flatten().find_map(|member| {
            let AstKind::AssignmentExpression(assign) = nodes.parent_kind(*member) else {
                return None;
            };
            let this = match &assign.left {
                AssignmentTarget::StaticMemberExpression(field) => &field.object,
                AssignmentTarget::PrivateFieldExpression(field) => &field.object,
                _ => return None,
            };
            let Expression::ThisExpression(this) = this else { return None };
            let around = class_around(this.node_id(), self.scope);
            let is_same = around.map_or(u32::MAX, |around| around.span.start) == class;
            if !is_same || assign.left.span() != nodes.kind(*member).span() {
                return None;
            }
            self.expression(&assign.right, depth)
        })
    }
}

/// What a field of something reached from a module is.
pub(super) fn field<'a>(external: &External<'a>, name: &str) -> Rc<External<'a>> {
    let mut field = External::clone(external);
    field.path.push(name.into());
    Rc::new(field)
}

/// The `this` and the name of a field of it.
fn of_this<'a>(expression: &'a Expression<'a>) -> Option<(NodeId, &'a str)> {
    let (object, name) = match expression {
        Expression::StaticMemberExpression(member) => {
            (&member.object, member.property.name.as_str())
        }
        Expression::PrivateFieldExpression(member) => (&member.object, member.field.name.as_str()),
        _ => return None,
    };
    match object {
        Expression::ThisExpression(this) => Some((this.node_id(), name)),
        _ => None,
    }
}

fn class_around<'a>(node: NodeId, scope: &Scope<'a>) -> Option<&'a Class<'a>> {
    scope.unit.semantic.nodes().ancestor_kinds(node).find_map(|kind| match kind {
        AstKind::Class(class) => Some(class),
        _ => None,
    })
}

fn is_named(key: &PropertyKey<'_>, name: &str) -> bool {
    match key {
        PropertyKey::PrivateIdentifier(key) => key.name == name,
        key => key.is_specific_static_name(name),
    }
}
