//! The project file: its mistakes, its completion, what is shown of it.

use serde_json::Value;
use smartro_lint::project::ProjectFile;
use smartro_lint::{ContextKind, Language, Linter};

use crate::diagnostics::{of_mistake, with_help};
use crate::documents::Document;
use crate::explain;
use crate::protocol::{
    CompletionItem, CompletionItemKind, Diagnostic, Documentation, Hover, Position, completion,
    markdown,
};
use crate::requests::{Requests, Settings};
use crate::yaml::{self, Slot};

/// The file's JSON Schema, which a test of the library keeps up to date.
const SCHEMA: &str = include_str!("../smartro-lint.schema.json");

/// The mistakes of a project file that is open.
pub(crate) fn diagnostics(
    document: Option<&Document>,
    requests: &mut dyn Requests,
    language: Language,
) -> Vec<Diagnostic> {
    let Some(document) = document else { return Vec::new() };
    let file = ProjectFile::read(document.path.display().to_string(), document.text.as_str());
    let language = file.language().unwrap_or(language);
    let Ok(linter) = linter(document, requests, &file) else { return Vec::new() };
    let Err(error) = file.project(&linter) else { return Vec::new() };
    let error = error.in_language(language);
    let mistakes = error.mistakes().iter().map(|mistake| {
        let span = mistake.span().range();
        let message = with_help(mistake.to_string(), mistake.advice().as_deref());
        of_mistake("project-file", document.text.range(span.start, span.end), message)
    });
    mistakes.collect()
}

/// The linter whose names the file uses: while the one on disk has mistakes, the built-in one.
fn linter(
    document: &Document,
    requests: &mut dyn Requests,
    file: &ProjectFile,
) -> Result<Linter, ()> {
    match requests.settings(&document.path) {
        Ok(Some(settings)) => Ok(settings.linter),
        // Of another rule pack nothing is known then.
        _ if file.rules().is_some() => Err(()),
        _ => Linter::smartro().map_err(|_| ()),
    }
}

/// What can be written at a position.
pub(crate) fn complete(
    document: &Document,
    position: Position,
    linter: &Linter,
) -> Vec<CompletionItem> {
    let text = &document.text;
    let offset = text.offset(position);
    let Some(place) = yaml::place(text.as_str(), offset) else { return Vec::new() };
    let range = text.range(place.start, place.end);
    let path: Vec<&str> = place.path.iter().map(String::as_str).collect();
    let item = |(name, documentation): (String, Option<String>)| {
        let (kind, new) = match place.slot {
            Slot::Key { has_colon: false } => (CompletionItemKind::PROPERTY, format!("{name}: ")),
            Slot::Key { has_colon: true } => (CompletionItemKind::PROPERTY, name.clone()),
            _ => (CompletionItemKind::VALUE, name.clone()),
        };
        let documentation = documentation.map(|text| Documentation::MarkupContent(markdown(text)));
        CompletionItem { documentation, ..completion(name, kind, range, new) }
    };
    let names = match place.slot {
        Slot::Key { .. } => keys(&path, linter),
        Slot::Value => values(&path, linter),
        Slot::Text { .. } => Vec::new(),
    };
    names.into_iter().map(item).collect()
}

type Named = (String, Option<String>);

fn rules(linter: &Linter) -> Vec<Named> {
    linter.rules().map(|info| (info.rule.to_owned(), Some(info.summary))).collect()
}

fn keys(path: &[&str], linter: &Linter) -> Vec<Named> {
    match path {
        ["severity"] => rules(linter),
        [.., "context"] | ["channels", _] => {
            let mut keys = context_keys(linter);
            if path.first() == Some(&"channels") {
                keys.push(("pack".to_owned(), None));
            }
            keys
        }
        _ => described(&schema_at(path), "properties"),
    }
}

fn values(path: &[&str], linter: &Linter) -> Vec<Named> {
    match path {
        ["suppress", "-", "rule"] => rules(linter),
        [.., "operation"] => operations(linter),
        [.., "context", key] | ["channels", _, key] => context_values(linter, key),
        _ => {
            let schema = schema_at(path);
            let mut named = Vec::new();
            members(&schema, &mut named);
            named
        }
    }
}

/// The names of operations.
pub(crate) fn operations(linter: &Linter) -> Vec<Named> {
    linter.operations().map(|name| (name.to_owned(), None)).collect()
}

/// The keys of the context.
pub(crate) fn context_keys(linter: &Linter) -> Vec<Named> {
    linter.context_keys().map(|key| (key.name.to_owned(), None)).collect()
}

/// What a key of the context takes.
pub(crate) fn context_values(linter: &Linter, key: &str) -> Vec<Named> {
    let known = linter.context_keys().find(|known| known.name == key);
    let words = match known.map(|known| known.kind) {
        Some(ContextKind::One(words) | ContextKind::Many(words)) => words,
        _ => Vec::new(),
    };
    words.into_iter().map(|word| (word.to_owned(), None)).collect()
}

/// The part of the schema that describes what is at a path.
fn schema_at(path: &[&str]) -> Value {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap_or_default();
    let mut at = schema.clone();
    for step in path {
        at = resolved(&schema, at);
        let next = match *step {
            "-" => at.get("items").cloned(),
            name => {
                let own = at.get("properties").and_then(|properties| properties.get(name));
                own.or_else(|| at.get("additionalProperties")).cloned()
            }
        };
        at = next.unwrap_or_default();
    }
    resolved(&schema, at)
}

/// A schema instead of a reference to it, and what is not `null` of several.
fn resolved(schema: &Value, at: Value) -> Value {
    let named = |at: &Value| schema.pointer(at.get("$ref")?.as_str()?.strip_prefix('#')?).cloned();
    if let Some(found) = named(&at) {
        return found;
    }
    let of = |keyword: &str| at.get(keyword).and_then(Value::as_array);
    let several = of("anyOf").or_else(|| of("allOf"));
    several.and_then(|several| several.iter().find_map(named)).unwrap_or(at)
}

/// The names below a keyword of a schema, with their descriptions.
fn described(schema: &Value, keyword: &str) -> Vec<Named> {
    let described = |(name, schema): (&String, &Value)| {
        let description = schema.get("description").and_then(Value::as_str).map(str::to_owned);
        (name.clone(), description)
    };
    let below = schema.get(keyword).and_then(Value::as_object);
    below.map(|below| below.iter().map(described).collect()).unwrap_or_default()
}

/// The strings that a schema allows.
fn members(schema: &Value, named: &mut Vec<Named>) {
    let description = schema.get("description").and_then(Value::as_str).map(str::to_owned);
    let own = schema.get("enum").and_then(Value::as_array).into_iter().flatten();
    let own = own.chain(schema.get("const")).filter_map(Value::as_str);
    named.extend(own.map(|name| (name.to_owned(), description.clone())));
    for keyword in ["oneOf", "anyOf"] {
        let several = schema.get(keyword).and_then(Value::as_array).into_iter().flatten();
        several.for_each(|schema| members(schema, named));
    }
}

/// What is shown of a rule that the file names.
pub(crate) fn hover(document: &Document, position: Position, settings: Settings) -> Option<Hover> {
    let text = document.text.as_str();
    let offset = document.text.offset(position);
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let before = text.get(..offset)?;
    let start = before.len() - before.chars().rev().take_while(|c| is_part(*c)).count();
    let length = text.get(start..)?.chars().take_while(|c| is_part(*c)).count();
    let name = text.get(start..start + length)?;
    let shown = explain::of_rule(&settings.linter, name)?;
    Some(explain::shown(shown, document.text.range(start, start + length)))
}
