//! Names of the SDK whose types say that they are of something else.

use oxc_ast::{
    AstKind,
    ast::{IdentifierReference, TSSignature, TSType, TSTypeAnnotation},
};
use oxc_span::GetSpan;

use super::{named::names, typed::Typed};
use crate::eval::{Evaluator, Scope};

/// Whether the declaration of a name of the SDK's gives it a type that is not the SDK's.
pub(super) fn is_other<'a>(
    evaluator: &Evaluator<'_, 'a>,
    id: &IdentifierReference<'a>,
    object: &str,
    scope: &Scope<'a>,
) -> bool {
    let unit = &scope.unit;
    let Some(symbol) = unit.symbol(id).filter(|_| id.name == object) else { return false };
    let declaration = unit.semantic.scoping().symbol_declaration(symbol);
    let (annotation, is_whole) = match unit.semantic.nodes().kind(declaration) {
        AstKind::VariableDeclarator(declarator) => {
            (declarator.type_annotation.as_deref(), declarator.id.is_binding_identifier())
        }
        AstKind::FormalParameter(parameter) => {
            (parameter.type_annotation.as_deref(), parameter.pattern.is_binding_identifier())
        }
        // Namespaces, classes and enumerations.
        AstKind::TSNamespaceDeclaration(declared) => return !declared.declare,
        AstKind::TSEnumDeclaration(_) | AstKind::Class(_) | AstKind::Function(_) => return true,
        _ => return false,
    };
    let annotation =
        if is_whole { annotation } else { annotation.and_then(|it| of_field(it, object)) };
    annotation.is_some_and(|annotation| {
        let typed = Typed { evaluator, scope };
        typed.annotation(annotation).is_none() && !may_be_sdk(annotation, object, unit.text)
    })
}

/// The type of a field of a pattern, where it is written there.
fn of_field<'a>(whole: &'a TSTypeAnnotation<'a>, object: &str) -> Option<&'a TSTypeAnnotation<'a>> {
    let TSType::TSTypeLiteral(literal) = &whole.type_annotation else { return None };
    literal.members.iter().find_map(|member| match member {
        TSSignature::TSPropertySignature(field) if field.key.is_specific_static_name(object) => {
            field.type_annotation.as_deref()
        }
        _ => None,
    })
}

/// Whether a type says nothing, or is named after the SDK.
fn may_be_sdk(annotation: &TSTypeAnnotation<'_>, object: &str, text: &str) -> bool {
    match &annotation.type_annotation {
        TSType::TSAnyKeyword(_)
        | TSType::TSUnknownKeyword(_)
        | TSType::TSObjectKeyword(_)
        | TSType::TSTypeLiteral(_) => true,
        named => {
            let span = named.span();
            let text = text.get(span.start as usize..span.end as usize).unwrap_or_default();
            names(text, object)
        }
    }
}
