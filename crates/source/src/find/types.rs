//! What types lead to: exports of modules, and instances of them.

use std::rc::Rc;

use oxc_ast::{
    AstKind,
    ast::{
        TSImportType, TSImportTypeQualifier, TSType, TSTypeAnnotation, TSTypeName,
        TSTypeParameterInstantiation, TSTypeQueryExprName,
    },
};

use super::typed::{DEEPEST, Typed, field, is_root};
use crate::value::{External, Reached, ValueKind};

impl<'a> Typed<'_, '_, 'a> {
    pub(super) fn annotation(&self, annotation: &'a TSTypeAnnotation<'a>) -> Reached<'a> {
        self.named_root(&annotation.type_annotation)
    }

    pub(super) fn named_root(&self, named: &'a TSType<'a>) -> Reached<'a> {
        let calls = self.evaluator.project.calls;
        self.named(named, DEEPEST).filter(|found| is_root(calls, found))
    }

    /// An instance of a type that a module exports under the name of what makes it.
    fn named(&self, named: &'a TSType<'a>, depth: u32) -> Reached<'a> {
        let depth = depth.checked_sub(1)?;
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
                        ValueKind::External(external) if !external.module.is_empty() => {
                            Some(external)
                        }
                        _ => None,
                    }
                }
                _ => None,
            },
            TSType::TSImportType(import) => Some(instance(&imported(import))),
            TSType::TSUnionType(union) => {
                union.types.iter().find_map(|part| self.named(part, depth))
            }
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
                    return self.named(of.params.first()?, depth);
                };
                // `type Sdk = typeof import("…")`, here or in another file
                if let Some((scope, alias)) = self.evaluator.origin_of(symbol, self.scope)
                    && let declaration = scope.unit.semantic.scoping().symbol_declaration(alias)
                    && let AstKind::TSTypeAliasDeclaration(alias) =
                        scope.unit.semantic.nodes().kind(declaration)
                {
                    let typed = Typed { evaluator: self.evaluator, scope: &scope };
                    return typed.named(&alias.type_annotation, depth);
                }
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

/// The arguments of a generic type.
pub(super) fn arguments<'a>(
    annotation: &'a TSTypeAnnotation<'a>,
) -> Option<&'a TSTypeParameterInstantiation<'a>> {
    match &annotation.type_annotation {
        TSType::TSTypeReference(reference) => reference.type_arguments.as_deref(),
        _ => None,
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
