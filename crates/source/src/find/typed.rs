//! Clients that are known by their types alone: parameters, fields of classes, results of functions.
//!
//! What a type says is taken for what the value is only to find calls, never for what they send.

use std::rc::Rc;

use oxc_ast::{
    AstKind,
    ast::{
        ArrowFunctionBody, AssignmentTarget, BindingPattern, Class, ClassElement, Expression,
        FormalParameter, PropertyKey, TSImportType, TSImportTypeQualifier, TSType,
        TSTypeAnnotation, TSTypeName, TSTypeQueryExprName, VariableDeclarator,
    },
};
use oxc_semantic::{NodeId, SymbolId};
use oxc_span::GetSpan;

use crate::{
    eval::{Asked, Evaluator, Scope},
    value::{Callable, External, FunctionNode, Kind},
};

/// How far names are followed to a type.
const DEEPEST: u32 = 8;

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
            frame: crate::unit::Frame::root(),
        }),
        _ => None,
    }
}

struct Typed<'t, 'p, 'a> {
    evaluator: &'t Evaluator<'p, 'a>,
    scope: &'t Scope<'a>,
}

type Reached<'a> = Option<Rc<External<'a>>>;

impl<'a> Typed<'_, '_, 'a> {
    fn expression(&self, expression: &'a Expression<'a>, depth: u32) -> Reached<'a> {
        let depth = depth.checked_sub(1).filter(|_| self.evaluator.spend(1))?;
        let expression = expression.get_inner_expression();
        let value = self.evaluator.eval(expression, self.scope);
        if let Kind::External(external) = value.kind
            && !external.module.is_empty()
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
                object().or_else(|| self.assigned_to(&member.object, name, depth))
            }
            Expression::Identifier(id) => self.symbol(self.scope.unit.symbol(id)?, depth),
            Expression::AwaitExpression(awaited) => self.expression(&awaited.argument, depth),
            Expression::AssignmentExpression(assign) => self.expression(&assign.right, depth),
            Expression::LogicalExpression(logical) => self
                .expression(&logical.left, depth)
                .or_else(|| self.expression(&logical.right, depth)),
            Expression::CallExpression(call) => {
                let callable = match self.evaluator.eval(&call.callee, self.scope).kind {
                    Kind::Function(callable) => Some(callable),
                    _ => method(self.evaluator, &call.callee, self.scope),
                };
                self.result(&callable?, depth)
            }
            _ => None,
        }
    }

    /// What a field is given, the global object of an SDK included.
    fn given(&self, value: &'a Expression<'a>, depth: u32) -> Reached<'a> {
        let mut sdks = self.evaluator.project.calls.sdk.iter();
        match self.evaluator.eval(value, self.scope).kind {
            Kind::External(external) if sdks.any(|sdk| external.is("", &[sdk.parts().0])) => {
                Some(external)
            }
            _ => self.expression(value, depth),
        }
    }

    /// What a function gives, by its type or by what it returns anywhere.
    fn result(&self, callable: &Callable<'a>, depth: u32) -> Reached<'a> {
        let scope = self.evaluator.scope_of(callable);
        let typed = Typed { evaluator: self.evaluator, scope: &scope };
        let annotation = match callable.node {
            FunctionNode::Arrow(arrow) => arrow.return_type.as_deref(),
            FunctionNode::Function(function) => function.return_type.as_deref(),
        };
        if let Some(found) = annotation.and_then(|annotation| typed.annotation(annotation)) {
            return Some(found);
        }
        if let FunctionNode::Arrow(arrow) = callable.node
            && !matches!(arrow.body, ArrowFunctionBody::FunctionBody(_))
        {
            return typed.expression(arrow.body.as_expression()?, depth);
        }
        let node = callable.node;
        let mut returned = scope.unit.returned_within(node.span(), node.node_id()).flatten();
        returned.find_map(|returned| typed.expression(returned, depth))
    }

    fn symbol(&self, symbol: SymbolId, depth: u32) -> Reached<'a> {
        let unit = &self.scope.unit;
        let nodes = unit.semantic.nodes();
        match nodes.kind(unit.semantic.scoping().symbol_declaration(symbol)) {
            AstKind::VariableDeclarator(declarator) if declarator.id.is_binding_identifier() => {
                let annotation = declarator.type_annotation.as_deref();
                let typed = annotation.and_then(|annotation| self.annotation(annotation));
                let initial = || self.expression(declarator.init.as_ref()?, depth);
                typed.or_else(initial).or_else(|| {
                    let mut writes =
                        unit.semantic.symbol_references(symbol).filter(|found| found.is_write());
                    writes.find_map(|write| match nodes.parent_kind(write.node_id()) {
                        AstKind::AssignmentExpression(assign) => {
                            self.expression(&assign.right, depth)
                        }
                        _ => None,
                    })
                })
            }
            AstKind::VariableDeclarator(declarator) => self.state(declarator, symbol, depth),
            AstKind::FormalParameter(parameter) => self.parameter(parameter),
            _ => None,
        }
    }

    /// `reference.current = …`: what is assigned to a field of a name anywhere.
    fn assigned_to(&self, object: &'a Expression<'a>, name: &str, depth: u32) -> Reached<'a> {
        let Expression::Identifier(id) = object.get_inner_expression() else { return None };
        let unit = &self.scope.unit;
        let nodes = unit.semantic.nodes();
        let mut references = unit.semantic.symbol_references(unit.symbol(id)?);
        references.find_map(|reference| {
            let member = nodes.parent_id(reference.node_id());
            match (nodes.kind(member), nodes.parent_kind(member)) {
                (AstKind::StaticMemberExpression(found), AstKind::AssignmentExpression(assign))
                    if found.property.name == name && assign.left.span() == found.span =>
                {
                    self.given(&assign.right, depth)
                }
                _ => None,
            }
        })
    }

    /// What one of the calls of a state's setter gives it.
    fn state(
        &self,
        declarator: &VariableDeclarator<'a>,
        symbol: SymbolId,
        depth: u32,
    ) -> Reached<'a> {
        let BindingPattern::ArrayPattern(pair) = &declarator.id else { return None };
        let [Some(BindingPattern::BindingIdentifier(state)), Some(setter)] =
            pair.elements.as_slice()
        else {
            return None;
        };
        let setter = setter.get_binding_identifier()?.symbol_id.get()?;
        let given = self.scope.unit.set_values(setter)?;
        let mut given = given.into_iter().filter(|_| state.symbol_id.get() == Some(symbol));
        given.find_map(|value| self.given(value, depth))
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
        let class = class_around(this, self.scope)?;
        let assigned = class.body.body.iter().find_map(|element| match element {
            ClassElement::PropertyDefinition(property) if is_named(&property.key, name) => {
                self.given(property.value.as_ref()?, depth)
            }
            _ => None,
        });
        assigned.or_else(|| self.assigned_field(class, name, depth)).or_else(|| {
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

    /// `this.name = …` in a class.
    fn assigned_field(&self, class: &Class<'a>, name: &str, depth: u32) -> Reached<'a> {
        let asked: Asked = (self.scope.id, class.span.start, name.into(), false);
        if let Some(known) = self.evaluator.reached.borrow().get(&asked) {
            return known.clone();
        }
        let found = self.look_for_assignments(class, name, depth);
        self.evaluator.reached.borrow_mut().insert(asked, found.clone());
        found
    }

    fn look_for_assignments(&self, class: &Class<'a>, name: &str, depth: u32) -> Reached<'a> {
        let nodes = self.scope.unit.semantic.nodes();
        self.evaluator.spend(u32::try_from(nodes.len() / 64).unwrap_or(u32::MAX));
        nodes.iter().find_map(|node| {
            let AstKind::AssignmentExpression(assign) = node.kind() else { return None };
            let this = match &assign.left {
                AssignmentTarget::StaticMemberExpression(member)
                    if member.property.name == name =>
                {
                    &member.object
                }
                AssignmentTarget::PrivateFieldExpression(member) if member.field.name == name => {
                    &member.object
                }
                _ => return None,
            };
            let Expression::ThisExpression(this) = this else { return None };
            let around = class_around(this.node_id(), self.scope)?;
            if around.span != class.span {
                return None;
            }
            self.given(&assign.right, depth)
        })
    }

    fn annotation(&self, annotation: &'a TSTypeAnnotation<'a>) -> Reached<'a> {
        self.named(&annotation.type_annotation)
    }

    /// An instance of a type that a module exports under the name of what makes it.
    fn named(&self, named: &'a TSType<'a>) -> Reached<'a> {
        match named {
            TSType::TSTypeQuery(query) => match &query.expr_name {
                // `typeof import("…")`
                TSTypeQueryExprName::TSImportType(import) => Some(imported(import)),
                // `typeof PortOne`
                TSTypeQueryExprName::IdentifierReference(id) => {
                    let unit = &self.scope.unit;
                    let symbol = unit.symbol(id)?;
                    let declaration = unit.semantic.scoping().symbol_declaration(symbol);
                    match self.evaluator.symbol(symbol, declaration, self.scope).kind {
                        Kind::External(external) if !external.module.is_empty() => Some(external),
                        _ => None,
                    }
                }
                _ => None,
            },
            TSType::TSImportType(import) => Some(instance(&imported(import))),
            TSType::TSUnionType(union) => union.types.iter().find_map(|part| self.named(part)),
            TSType::TSTypeReference(reference) => {
                let (id, member) = match &reference.type_name {
                    TSTypeName::IdentifierReference(id) => (id, None),
                    TSTypeName::QualifiedName(name) => match &name.left {
                        TSTypeName::IdentifierReference(id) => (id, Some(name.right.name.as_str())),
                        _ => return None,
                    },
                    TSTypeName::ThisExpression(_) => return None,
                };
                let unit = &self.scope.unit;
                let Some(symbol) = unit.symbol(id) else {
                    let of = reference.type_arguments.as_ref().filter(|_| id.name == "Promise")?;
                    return self.named(of.params.first()?);
                };
                let declaration = unit.semantic.scoping().symbol_declaration(symbol);
                let AstKind::ImportDeclaration(import) =
                    unit.semantic.nodes().parent_kind(declaration)
                else {
                    return None;
                };
                let exported = match (unit.semantic.nodes().kind(declaration), member) {
                    (AstKind::ImportSpecifier(specifier), None) => {
                        specifier.imported.name().to_string()
                    }
                    (AstKind::ImportNamespaceSpecifier(_), Some(member)) => member.to_owned(),
                    _ => return None,
                };
                Some(Rc::new(External {
                    module: import.source.value.as_str().into(),
                    path: vec![exported.into(), "()".into()],
                    argument: None,
                }))
            }
            _ => None,
        }
    }
}

/// What `import("…")` is as a type.
fn imported<'a>(import: &'a TSImportType<'a>) -> Rc<External<'a>> {
    let path = match &import.qualifier {
        Some(TSImportTypeQualifier::Identifier(name)) => vec![name.name.as_str().into()],
        _ => Vec::new(),
    };
    Rc::new(External { module: import.source.value.as_str().into(), path, argument: None })
}

/// An instance of what a module exports under the name of a type.
fn instance<'a>(of: &External<'a>) -> Rc<External<'a>> {
    field(of, "()")
}

/// What a field of something reached from a module is.
fn field<'a>(external: &External<'a>, name: &str) -> Rc<External<'a>> {
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
