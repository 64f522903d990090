//! What is shown of a name.

use std::collections::BTreeMap;

use smartro_lint::Language;
use smartro_lint::source::Span;
use smartro_lint_rules::pack::CatalogEntry;
use smartro_lint_rules::syntax::ast::{Field, Item, Record};

use super::Packs;
use super::file::File;
use super::functions::Function;
use super::index::{Definition, FileSpan, Symbol};
use super::locate::Meant;
use super::pack::Pack;
use crate::messages::Message;
use crate::protocol::{Hover, TextDocumentPositionParams};

/// The longest declaration that is shown, in lines.
const LINES: usize = 24;

impl Packs {
    pub(crate) fn hover(&self, at: &TextDocumentPositionParams) -> Option<Hover> {
        let (pack, meant) = self.meant(at)?;
        let text = shown(pack, &meant, self.language)?;
        Some(crate::explain::shown(text, meant.range))
    }
}

/// What is meant, as Markdown.
fn shown(pack: &Pack, meant: &Meant<'_>, language: Language) -> Option<String> {
    let texts = meant.symbols.iter().filter_map(|symbol| one(pack, meant, symbol, language));
    let mut texts: Vec<String> = texts.collect();
    texts.dedup();
    (!texts.is_empty()).then(|| texts.join("\n\n---\n\n"))
}

fn one(pack: &Pack, meant: &Meant<'_>, symbol: &Symbol<'_>, language: Language) -> Option<String> {
    let index = &meant.index;
    let declared = |file: usize, span: Span, doc: Option<&str>| {
        let file = index.files.get(file)?;
        Some(documented(code(file, span), doc))
    };
    match symbol {
        Symbol::Shape(name) => {
            let (file, shape) = index.shapes.get(name)?;
            declared(*file, shape.span, shape.doc.as_deref())
        }
        Symbol::Enumeration(name) => {
            let (file, one) = index.enumerations.get(name)?;
            declared(*file, one.span, one.doc.as_deref())
        }
        Symbol::Operation(name) => {
            let (file, one) = index.operations.get(name)?;
            declared(*file, one.span, one.doc.as_deref())
        }
        Symbol::Rule(name) => {
            let (_, rule) = index.rules.get(name)?;
            let head = format!("```rules\nrule {name}: {}\n```", rule.severity.name());
            let doc = documented(head, rule.doc.as_deref());
            Some(match message(pack, name, language) {
                Some(message) => format!("{doc}\n\n{message}"),
                None => doc,
            })
        }
        Symbol::Definition(name) => match index.definitions.get(name)? {
            (file, Definition::Set(one)) => declared(*file, one.span, one.doc.as_deref()),
            (file, Definition::Condition(one)) => declared(*file, one.span, one.doc.as_deref()),
        },
        Symbol::Field(place) => {
            let (file, field) = field_at(meant, *place)?;
            Some(documented(code(file, field.span), field.doc.as_deref()))
        }
        Symbol::Member(place) => {
            let name = place.span.of(index.files.get(place.file)?.text.as_str());
            Some(format!("```rules\n{name}\n```\n\n{}", member_of(meant, *place, language)))
        }
        Symbol::Binding(place) => {
            let line = line_at(index.files.get(place.file)?, *place);
            let what = Message::Binding.text(language);
            Some(format!("```rules\n{line}\n```\n\n{what}"))
        }
        Symbol::Function(name) => {
            let function = Function::find(name)?;
            let what = function.description(language);
            Some(format!("```rules\n{}\n```\n\n{what}", function.call))
        }
        Symbol::Source(name) => {
            let manifest = pack.manifest()?;
            let source = manifest.sources.get(*name)?;
            Some(match &source.url {
                Some(url) => format!("[{}]({url})", source.title),
                None => source.title.clone(),
            })
        }
    }
}

/// The text of a declaration, without its documentation.
fn code(file: &File, span: Span) -> String {
    let lines = span.of(file.text.as_str()).lines();
    let lines = lines.skip_while(|line| line.trim_start().starts_with("///"));
    let mut lines: Vec<&str> = lines.collect();
    if lines.len() > LINES {
        lines.truncate(LINES);
        lines.push("…");
    }
    format!("```rules\n{}\n```", lines.join("\n").trim())
}

fn documented(code: String, doc: Option<&str>) -> String {
    match doc {
        Some(doc) => format!("{code}\n\n{doc}"),
        None => code,
    }
}

/// What the catalog of a language says of a rule.
fn message(pack: &Pack, rule: &str, language: Language) -> Option<String> {
    let name = format!("{}.yaml", language.tag());
    let file = pack.catalogs().find(|file| file.path.ends_with(&name))?;
    let text = file.text.as_str();
    let mut entries = super::catalogs::entries(text).into_iter();
    let entry = entries.by_ref().find(|entry| entry.rule == rule)?;
    let start = entry.span.start as usize;
    let end = entries.next().map_or(text.len(), |next| next.span.start as usize);
    let read: BTreeMap<String, CatalogEntry> =
        smartro_lint_rules::yaml::read(text.get(start..end)?).ok()?;
    let entry = read.get(rule)?;
    let message: String = entry.message.clone().into();
    Some(match &entry.explain {
        Some(explain) => format!("{message}\n\n{}\n\n{}", explain.what, explain.why),
        None => message,
    })
}

/// The field whose name is at a place.
fn field_at<'p>(meant: &Meant<'p>, place: FileSpan) -> Option<(&'p File, &'p Field)> {
    let file = meant.index.files.get(place.file)?;
    let records = file.tree().items.iter().filter_map(|item| match item {
        Item::Shape(shape) => Some(&shape.record),
        Item::Context(context) => Some(&context.record),
        _ => None,
    });
    let field = records.filter_map(|record| in_record(record, place.span)).next()?;
    Some((file, field))
}

fn in_record(record: &Record, span: Span) -> Option<&Field> {
    use smartro_lint_rules::syntax::ast::FieldType;
    let field = record.fields.iter().find(|field| field.span.contains(span))?;
    if field.name.span == span {
        return Some(field);
    }
    let mut inner = &field.field_type;
    while let FieldType::List(element) = inner {
        inner = element;
    }
    if let FieldType::Record(record) = inner { in_record(record, span) } else { None }
}

/// The enumeration, or the field, that a member is of.
fn member_of(meant: &Meant<'_>, place: FileSpan, language: Language) -> String {
    let index = &meant.index;
    let named = index.enumerations.keys().find(|name| {
        let mut members = index.members_of(name).into_iter();
        members.any(|(file, member)| file == place.file && member.span == place.span)
    });
    match named {
        Some(name) => Message::Member(name).text(language),
        None => Message::Member("one of { … }").text(language),
    }
}

/// The line that a place is in.
fn line_at(file: &File, place: FileSpan) -> &str {
    let text = file.text.as_str();
    let at = place.span.start as usize;
    let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default().trim()
}
