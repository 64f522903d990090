//! Completion: fields and members in requests and cases; the other kinds have theirs.

use smartro_lint::{Field, FieldKind, Linter, Request};

use crate::documents::{Document, DocumentKind};
use crate::json::{self, JsonPlace, Slot};
use crate::messages::Message;
use crate::project;
use crate::protocol::{CompletionItem, CompletionItemKind, CompletionParams, Range, completion};
use crate::requests::Settings;
use crate::workspace::Workspace;
use crate::yaml;

/// What can be written at a position.
pub(crate) fn at(workspace: &mut Workspace<'_>, params: CompletionParams) -> Vec<CompletionItem> {
    let at = params.text_document_position;
    let Some(document) = workspace.documents.get(&at.text_document.uri) else { return Vec::new() };
    let offset = document.text.offset(at.position);
    if document.kind == DocumentKind::Rules {
        return workspace.packs.complete(&document.path, offset);
    }
    if document.kind == DocumentKind::Cases {
        let Some(linter) = workspace.packs.linter(&document.path) else { return Vec::new() };
        return in_cases(document, offset, &linter);
    }
    let settings = match workspace.requests.settings(&document.path) {
        Ok(Some(settings)) => settings,
        Ok(None) => return Vec::new(),
        // A project file with mistakes is one that is being written.
        Err(_) => match Linter::smartro() {
            Ok(linter) => Settings { linter, operation: None, project_file: None },
            Err(_) => return Vec::new(),
        },
    };
    match document.kind {
        DocumentKind::Project => project::complete(document, at.position, &settings.linter),
        DocumentKind::Requests if is_json(document) => {
            let text = document.text.as_str();
            let Some(place) = json::place(text, offset) else { return Vec::new() };
            let range = document.text.range(place.start, place.end);
            let operation = settings.operation.as_deref();
            Completer { linter: &settings.linter, operation, place: &place, range }.items()
        }
        _ => Vec::new(),
    }
}

fn is_json(document: &Document) -> bool {
    let extension = document.path.extension().unwrap_or_default();
    extension.eq_ignore_ascii_case("json") || extension.eq_ignore_ascii_case("jsonl")
}

/// What can be written in the cases of a rule.
fn in_cases(document: &Document, offset: usize, linter: &Linter) -> Vec<CompletionItem> {
    let text = document.text.as_str();
    let Some(place) = yaml::place(text, offset) else { return Vec::new() };
    let range = document.text.range(place.start, place.end);
    let path: Vec<&str> = place.path.iter().map(String::as_str).collect();
    let (kind, end) = match place.slot {
        yaml::Slot::Key { has_colon: false } => (CompletionItemKind::PROPERTY, ": "),
        yaml::Slot::Key { has_colon: true } => (CompletionItemKind::PROPERTY, ""),
        yaml::Slot::Value => (CompletionItemKind::VALUE, ""),
        yaml::Slot::Text { start, end } => {
            let operation = operation_of_case(text, offset);
            let inner = text.get(start..end).unwrap_or_default();
            let Some(mut place) = json::place(inner, offset.saturating_sub(start)) else {
                return Vec::new();
            };
            (place.start, place.end) = (place.start + start, place.end + start);
            let range = document.text.range(place.start, place.end);
            let operation = operation.as_deref();
            return Completer { linter, operation, place: &place, range }.items();
        }
    };
    let fixed = |names: &[&str]| -> Vec<(String, Option<String>)> {
        names.iter().map(|name| ((*name).to_owned(), None)).collect()
    };
    // In a patch are fields of the request.
    let fields = |path: &[&str]| {
        let operation = operation_of_case(text, offset).unwrap_or_default();
        let steps: Vec<&str> = path.iter().copied().filter(|step| *step != "-").collect();
        let fields = linter.fields(&operation, &steps);
        fixed(&fields.iter().map(|field| field.name).collect::<Vec<_>>())
    };
    let members = |path: &[&str]| {
        let operation = operation_of_case(text, offset).unwrap_or_default();
        let steps: Vec<&str> = path.iter().copied().filter(|step| *step != "-").collect();
        match linter.field(&operation, &steps).map(|field| field.kind) {
            Some(FieldKind::Member(members)) => fixed(&members),
            Some(FieldKind::Boolean) => fixed(&["true", "false"]),
            _ => Vec::new(),
        }
    };
    let names = match (path.as_slice(), place.slot) {
        ([], yaml::Slot::Key { .. }) => fixed(&["base", "valid", "invalid", "undecided"]),
        ([_, "-"], yaml::Slot::Key { .. }) => {
            let own = ["name", "operation", "context", "allow", "base", "patch", "patches"];
            fixed(&[&own[..], &["request", "requests"]].concat())
        }
        ([_, "-", "patch" | "patches", rest @ ..], yaml::Slot::Key { .. }) => fields(rest),
        ([_, "-", "patch" | "patches", rest @ ..], yaml::Slot::Value) => members(rest),
        ([.., "context"], yaml::Slot::Key { .. }) => project::context_keys(linter),
        ([.., "operation"], yaml::Slot::Value) => project::operations(linter),
        ([.., "context", key], yaml::Slot::Value) => project::context_values(linter, key),
        _ => Vec::new(),
    };
    let item = |(name, _): (String, Option<String>)| {
        completion(name.clone(), kind, range, format!("{name}{end}"))
    };
    names.into_iter().map(item).collect()
}

/// The operation of the case around an offset: of its lines, the last before it or the next.
fn operation_of_case(text: &str, offset: usize) -> Option<String> {
    let is_start = |line: &&str| line.trim_start().starts_with("- name:");
    let operation = |line: &str| Some(line.trim().strip_prefix("operation:")?.trim().to_owned());
    let before = text.get(..offset)?;
    let above = before
        .lines()
        .rev()
        .find_map(|line| operation(line).map(Some).or_else(|| is_start(&line).then_some(None)));
    let below = text.get(offset..)?.lines().skip(1).take_while(|line| !is_start(line));
    above.flatten().or_else(|| below.filter_map(operation).next())
}

/// Completes a place in the text of a request.
struct Completer<'c> {
    linter: &'c Linter,
    /// What a bare body is a request of.
    operation: Option<&'c str>,
    place: &'c JsonPlace,
    range: Range,
}

impl Completer<'_> {
    fn items(&self) -> Vec<CompletionItem> {
        let path: Vec<&str> = self.place.path.iter().map(String::as_str).collect();
        let top = self.place.objects.first();
        let named = top.and_then(|top| top.iter().find(|(name, _)| name == "operation"));
        match (named, path.as_slice()) {
            (Some(_), ["operation"]) => self.operations(),
            (Some((_, operation)), ["request", rest @ ..]) => {
                self.body(operation.as_deref().into_iter().collect(), rest)
            }
            (Some((_, operation)), ["pathParams", rest @ ..]) => {
                let path = [&["@path"], rest].concat();
                self.body(operation.as_deref().into_iter().collect(), &path)
            }
            (Some(_), ["context", rest @ ..]) => self.context(rest),
            (Some(_), []) => self.keys(["request", "pathParams", "context", "id"].map(envelope)),
            (None, ["operation"]) => self.operations(),
            (None, path) => {
                let mut items = self.body(self.candidates(), path);
                if path.is_empty() && top.is_none_or(|top| top.len() <= 1) {
                    items.extend(self.keys([envelope("operation")]));
                }
                items
            }
            _ => Vec::new(),
        }
    }

    /// What a bare body may be a request of: the given operation, else those that its keys fit, else all.
    fn candidates(&self) -> Vec<&str> {
        if let Some(operation) = self.operation {
            return vec![operation];
        }
        let keys = self.place.objects.first().into_iter().flatten();
        let given: serde_json::Map<_, _> = keys.map(|(name, _)| (name.clone(), 0.into())).collect();
        let report = self.linter.lint(&Request::value(&given.into()));
        let known = report.operation.as_deref();
        let is_known = |name: &&str| known.is_none_or(|known| known == *name);
        self.linter.operations().filter(is_known).collect()
    }

    /// The fields, or the members, at a path of the body of one of some operations.
    fn body(&self, operations: Vec<&str>, path: &[&str]) -> Vec<CompletionItem> {
        match self.place.slot {
            Slot::Key { .. } => {
                let mut fields: Vec<Field<'_>> = Vec::new();
                for operation in operations {
                    for field in self.linter.fields(operation, path) {
                        if fields.iter().all(|known| known.name != field.name) {
                            fields.push(field);
                        }
                    }
                }
                self.keys(fields)
            }
            Slot::Value => {
                let fields = operations.iter().filter_map(|name| self.linter.field(name, path));
                let mut values: Vec<String> = Vec::new();
                for field in fields {
                    match field.kind {
                        FieldKind::Member(members) => {
                            values.extend(members.iter().map(|member| format!("\"{member}\"")));
                        }
                        FieldKind::Boolean => values.extend(["true".into(), "false".into()]),
                        _ => {}
                    }
                }
                self.values(values)
            }
        }
    }

    fn operations(&self) -> Vec<CompletionItem> {
        self.values(self.linter.operations().map(|name| format!("\"{name}\"")).collect())
    }

    fn context(&self, path: &[&str]) -> Vec<CompletionItem> {
        let names = |named: Vec<(String, _)>| named.into_iter().map(|(name, _)| name);
        match (self.place.slot, path) {
            (Slot::Key { .. }, []) => {
                let keys = names(project::context_keys(self.linter)).collect::<Vec<_>>();
                self.keys(keys.iter().map(|name| envelope(name)))
            }
            (Slot::Value, [key]) => {
                let words = names(project::context_values(self.linter, key));
                self.values(words.map(|word| format!("\"{word}\"")).collect())
            }
            _ => Vec::new(),
        }
    }

    fn values(&self, mut values: Vec<String>) -> Vec<CompletionItem> {
        values.sort();
        values.dedup();
        let item = |value: String| {
            let label = value.trim_matches('"').to_owned();
            completion(label, CompletionItemKind::ENUM_MEMBER, self.range, value)
        };
        values.into_iter().map(item).collect()
    }

    /// Those fields that the object does not have yet, the required ones first.
    fn keys<'f>(&self, fields: impl IntoIterator<Item = Field<'f>>) -> Vec<CompletionItem> {
        let Slot::Key { has_colon } = self.place.slot else { return Vec::new() };
        let own = self.place.objects.last();
        let is_new = |field: &Field<'_>| {
            let is_other = |(name, _): &(String, Option<String>)| name != field.name;
            own.is_none_or(|own| own.iter().all(is_other))
        };
        let language = self.linter.report_language();
        let item = |field: Field<'_>| {
            let colon = if has_colon { "" } else { ": " };
            let new = format!("\"{}\"{colon}", field.name);
            let kind = CompletionItemKind::PROPERTY;
            let requirement = match field.is_required {
                true => Message::Required.text(language),
                false => Message::Optional.text(language),
            };
            CompletionItem {
                detail: Some(format!("{} ({requirement})", described(&field.kind))),
                sort_text: Some(format!("{}{}", u8::from(!field.is_required), field.name)),
                ..completion(field.name.to_owned(), kind, self.range, new)
            }
        };
        fields.into_iter().filter(is_new).map(item).collect()
    }
}

/// A key of what is around a body.
fn envelope(name: &str) -> Field<'_> {
    Field { name, is_required: false, kind: FieldKind::Anything }
}

fn described(kind: &FieldKind<'_>) -> String {
    match kind {
        FieldKind::Anything => "json".to_owned(),
        FieldKind::Boolean => "boolean".to_owned(),
        FieldKind::Integer => "integer".to_owned(),
        FieldKind::Number => "number".to_owned(),
        FieldKind::String => "string".to_owned(),
        FieldKind::Member(members) => {
            /// How many members are shown.
            const SHOWN: usize = 4;
            let shown: Vec<&str> = members.iter().take(SHOWN).copied().collect();
            let more = if members.len() > SHOWN { " | …" } else { "" };
            format!("{}{more}", shown.join(" | "))
        }
        FieldKind::Object => "object".to_owned(),
        FieldKind::Array => "array".to_owned(),
    }
}
