//! The declarations of a file, for an editor's outline.

use smartro_lint::source::Span;
use smartro_lint_rules::syntax::ast::{Item, Name, Record};

use super::file::File;
use crate::protocol::{DocumentSymbol, SymbolKind};

/// The declarations of a file, in its order.
pub(super) fn symbols(file: &File) -> Vec<DocumentSymbol> {
    file.tree().items.iter().filter_map(|item| symbol(file, item)).collect()
}

fn symbol(file: &File, item: &Item) -> Option<DocumentSymbol> {
    let named = |name: &str, kind, span, selected, children| {
        Some(make(file, name.to_owned(), kind, (span, selected), children))
    };
    match item {
        Item::Enumeration(one) => {
            let members = one.members.iter().map(|it| member(file, it)).collect();
            named(&one.name.text, SymbolKind::ENUM, one.span, one.name.span, members)
        }
        Item::Shape(one) => {
            let fields = fields(file, &one.record);
            named(&one.name.text, SymbolKind::STRUCT, one.span, one.name.span, fields)
        }
        Item::Operation(one) => {
            named(&one.name.text, SymbolKind::FUNCTION, one.span, one.name.span, Vec::new())
        }
        Item::Context(one) => {
            let (fields, span) = (fields(file, &one.record), one.span);
            named("context", SymbolKind::NAMESPACE, span, one.record.span, fields)
        }
        Item::Amendment(one) => {
            let names: Vec<&str> = one.operations.iter().map(|name| &*name.text).collect();
            let name = format!("amend {}", names.join(", "));
            named(&name, SymbolKind::OBJECT, one.span, one.span, Vec::new())
        }
        Item::Silence(one) => {
            let names: Vec<&str> = one.rules.iter().map(|name| &*name.text).collect();
            let name = format!("silence {}", names.join(", "));
            named(&name, SymbolKind::EVENT, one.span, one.span, Vec::new())
        }
        Item::Set(one) => {
            named(&one.name.text, SymbolKind::CONSTANT, one.span, one.name.span, Vec::new())
        }
        Item::Define(one) => {
            named(&one.name.text, SymbolKind::BOOLEAN, one.span, one.name.span, Vec::new())
        }
        Item::Extension(one) => {
            let name = format!("{} +=", one.name.text);
            let members = one.members.iter().map(|it| member(file, it)).collect();
            named(&name, SymbolKind::ENUM, one.span, one.name.span, members)
        }
        Item::Use(one) => {
            named(&one.name().text, SymbolKind::CLASS, one.span, one.name().span, Vec::new())
        }
        Item::Rule(one) => {
            named(&one.name.text, SymbolKind::CLASS, one.span, one.name.span, Vec::new())
        }
        Item::Host(_) | Item::Authorization(_) | Item::Drop(_) => None,
    }
}

fn member(file: &File, member: &Name) -> DocumentSymbol {
    let spans = (member.span, member.span);
    make(file, member.text.to_string(), SymbolKind::ENUM_MEMBER, spans, Vec::new())
}

fn fields(file: &File, record: &Record) -> Vec<DocumentSymbol> {
    let field = |field: &smartro_lint_rules::syntax::ast::Field| {
        let spans = (field.span, field.name.span);
        make(file, field.name.text.to_string(), SymbolKind::FIELD, spans, Vec::new())
    };
    record.fields.iter().map(field).collect()
}

#[allow(deprecated, reason = "the type has a field that is")]
fn make(
    file: &File,
    name: String,
    kind: SymbolKind,
    (span, selected): (Span, Span),
    children: Vec<DocumentSymbol>,
) -> DocumentSymbol {
    let range = |span: Span| file.text.range(span.start as usize, span.end as usize);
    DocumentSymbol {
        name: if name.is_empty() { "\"\"".to_owned() } else { name },
        detail: None,
        kind,
        tags: None,
        deprecated: None,
        range: range(span.to(selected)),
        selection_range: range(selected),
        children: (!children.is_empty()).then_some(children),
    }
}
