//! The names of a script that may lead to calls.

use oxc_allocator::Allocator;
use oxc_ast::ast::{Declaration, Statement};
use oxc_span::{GetSpan, Span};

use super::{has_word, parsed, source_type};
use crate::{calls::Calls, find::Prefilter, lowered::SourceError};

/// The top-level names of a script whose declarations name something of the calls; but not the names of
/// the SDKs' objects, which mean the same everywhere.
///
/// # Errors
/// The first error of the parser, with its place.
pub(crate) fn leading_names(
    text: &str,
    extension: &str,
    calls: &Calls,
    prefilter: &Prefilter<'_>,
) -> Result<Vec<String>, SourceError> {
    let allocator = Allocator::default();
    let program = parsed(&allocator, allocator.alloc_str(text), source_type(extension))?;
    let objects = || calls.sdk.iter().map(|sdk| sdk.parts().0);
    let leads = |span: Span| {
        let text = text.get(span.start as usize..span.end as usize).unwrap_or_default();
        prefilter.matches(text) || objects().any(|object| has_word(text, object))
    };
    let mut names = Vec::new();
    for statement in &program.body {
        match statement {
            Statement::ImportDeclaration(import) if leads(import.span) => {
                let specifiers = import.specifiers.iter().flatten();
                names.extend(specifiers.map(|specifier| specifier.local().name.to_string()));
            }
            Statement::ExportDeclaration(export) => {
                declared(&export.declaration, &leads, &mut names);
            }
            statement => {
                if let Some(declaration) = statement.as_declaration() {
                    declared(declaration, &leads, &mut names);
                }
            }
        }
    }
    names.retain(|name| !objects().any(|object| object == name));
    Ok(names)
}

fn declared(declaration: &Declaration<'_>, leads: &dyn Fn(Span) -> bool, names: &mut Vec<String>) {
    match declaration {
        Declaration::VariableDeclaration(variables) => {
            let leading = variables.declarations.iter().filter(|it| leads(it.span()));
            let bound = leading.flat_map(|declarator| declarator.id.get_binding_identifiers());
            names.extend(bound.into_iter().map(|id| id.name.to_string()));
        }
        Declaration::FunctionDeclaration(function) if leads(function.span) => {
            names.extend(function.id.as_ref().map(|id| id.name.to_string()));
        }
        _ => {}
    }
}
