//! Clients that are known by their types alone: parameters, fields of classes, results of functions.
//!
//! What a type says is taken for what the value is only to find calls, never for what they send.

use oxc_ast::{
    AstKind,
    ast::{ClassElement, Expression, FormalParameter, TSType, TSTypeAnnotation, TSTypeName},
};
use oxc_semantic::{NodeId, SymbolId};

use crate::{
    eval::{Evaluator, Scope},
    value::{External, Kind},
};

/// How far names are followed to a type.
const DEEPEST: u32 = 6;

/// What is called, from a module's export on, where the type of its root says it.
pub(super) fn callee<'a>(
    evaluator: &Evaluator<'_, 'a>,
    callee: &'a Expression<'a>,
    scope: &Scope<'a>,
) -> Option<(String, Vec<String>)> {
    let Expression::StaticMemberExpression(member) = callee.get_inner_expression() else {
        return None;
    };
    let typed = Typed { evaluator, scope };
    let (module, mut path) = typed.expression(&member.object, DEEPEST)?;
    path.push(member.property.name.to_string());
    Some((module, path))
}

struct Typed<'t, 'p, 'a> {
    evaluator: &'t Evaluator<'p, 'a>,
    scope: &'t Scope<'a>,
}

type Reached = Option<(String, Vec<String>)>;

impl<'a> Typed<'_, '_, 'a> {
    fn expression(&self, expression: &'a Expression<'a>, depth: u32) -> Reached {
        let depth = depth.checked_sub(1)?;
        let expression = expression.get_inner_expression();
        if let Kind::External(external) = self.evaluator.eval(expression, self.scope).kind
            && !external.module.is_empty()
        {
            return Some(reached(&external));
        }
        match expression {
            Expression::StaticMemberExpression(member) => {
                if let Expression::ThisExpression(this) = &member.object {
                    return self.field(this.node_id(), &member.property.name, depth);
                }
                let (module, mut path) = self.expression(&member.object, depth)?;
                path.push(member.property.name.to_string());
                Some((module, path))
            }
            Expression::Identifier(id) => self.symbol(self.scope.unit.symbol(id)?, depth),
            Expression::AwaitExpression(awaited) => self.expression(&awaited.argument, depth),
            Expression::CallExpression(call) => {
                let Expression::Identifier(id) = &call.callee else { return None };
                let unit = &self.scope.unit;
                let declaration = unit.semantic.scoping().symbol_declaration(unit.symbol(id)?);
                match unit.semantic.nodes().kind(declaration) {
                    AstKind::Function(function) => {
                        self.annotation(function.return_type.as_deref()?)
                    }
                    AstKind::VariableDeclarator(declarator) => match declarator.init.as_ref()? {
                        Expression::ArrowFunctionExpression(arrow) => {
                            self.annotation(arrow.return_type.as_deref()?)
                        }
                        _ => None,
                    },
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn symbol(&self, symbol: SymbolId, depth: u32) -> Reached {
        let unit = &self.scope.unit;
        match unit.semantic.nodes().kind(unit.semantic.scoping().symbol_declaration(symbol)) {
            AstKind::VariableDeclarator(declarator) if declarator.id.is_binding_identifier() => {
                match &declarator.type_annotation {
                    Some(annotation) => self.annotation(annotation),
                    None => self.expression(declarator.init.as_ref()?, depth),
                }
            }
            AstKind::FormalParameter(parameter) => self.parameter(parameter),
            _ => None,
        }
    }

    fn parameter(&self, parameter: &'a FormalParameter<'a>) -> Reached {
        let annotation = parameter
            .type_annotation
            .as_deref()
            .filter(|_| parameter.pattern.is_binding_identifier());
        self.annotation(annotation?)
    }

    /// A field of the class around `this`.
    fn field(&self, this: NodeId, name: &str, depth: u32) -> Reached {
        let nodes = self.scope.unit.semantic.nodes();
        let class = nodes.ancestor_kinds(this).find_map(|kind| match kind {
            AstKind::Class(class) => Some(class),
            _ => None,
        })?;
        for element in &class.body.body {
            match element {
                ClassElement::PropertyDefinition(property)
                    if property.key.is_specific_static_name(name) =>
                {
                    return match &property.type_annotation {
                        Some(annotation) => self.annotation(annotation),
                        None => self.expression(property.value.as_ref()?, depth),
                    };
                }
                // `constructor(private readonly client: PortOneClient)`
                ClassElement::MethodDefinition(method) if method.kind.is_constructor() => {
                    let mut parameters =
                        method.value.params.items.iter().filter(|item| item.has_modifier());
                    let found = parameters.find(|item| {
                        item.pattern.get_identifier_name().is_some_and(|found| found == name)
                    });
                    if let Some(parameter) = found {
                        return self.parameter(parameter);
                    }
                }
                _ => {}
            }
        }
        None
    }

    fn annotation(&self, annotation: &'a TSTypeAnnotation<'a>) -> Reached {
        self.named(&annotation.type_annotation)
    }

    /// An instance of a type that a module exports under the name of what makes it.
    fn named(&self, named: &'a TSType<'a>) -> Reached {
        match named {
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
                let declaration = unit.semantic.scoping().symbol_declaration(unit.symbol(id)?);
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
                Some((import.source.value.to_string(), vec![exported, "()".to_owned()]))
            }
            _ => None,
        }
    }
}

fn reached(external: &External<'_>) -> (String, Vec<String>) {
    (external.module.to_string(), external.path.iter().map(|part| part.to_string()).collect())
}
