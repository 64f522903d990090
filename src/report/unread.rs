//! Findings on text that could not be read as a request: it is not JSON, or of an unknown operation.

use super::Label;
use super::messages::MessageKey;
use super::shapes::type_of;
use super::show;
use super::writer::{Writer, first_character};
use crate::request::{Characters, JsonFault, ReadOutcome, Unknown, members, unquoted};
use smartro_lint_rules::pack::Template;
use smartro_lint_rules::program::NodeId;
use smartro_lint_rules::rule::ShapeRule;
use smartro_lint_rules::source::Span;
use smartro_lint_rules::suggest::suggest;
use smartro_lint_rules::synonyms::synonyms;

/// Fewer keys that are other names of fields may be those of anything.
const RENAMED: usize = 2;

/// The one finding of text that could not be read as a request; the verdict's outcome says why.
#[derive(Clone, Copy)]
pub(super) struct UnreadFinding<'v> {
    pub(super) writer: Writer<'v>,
    pub(super) rule: ShapeRule,
    pub(super) span: Span,
}

impl<'v> UnreadFinding<'v> {
    /// Why the operation is unknown; `None` for text that is not JSON.
    fn unknown(&self) -> Option<Unknown> {
        match self.writer.verdict.outcome() {
            ReadOutcome::Unknown { why, .. } => Some(why),
            _ => None,
        }
    }

    fn fault(&self) -> Option<JsonFault> {
        match self.writer.verdict.outcome() {
            ReadOutcome::Invalid(error) => Some(error.fault),
            _ => None,
        }
    }

    /// The message and the help.
    fn message_and_help(&self) -> Option<(&'v Template, Option<&'v Template>)> {
        let variant = match self.unknown() {
            None => self.fault().map(JsonFault::name),
            Some(Unknown::Name) => Some("name"),
            Some(Unknown::Address) => Some("address"),
            Some(Unknown::Path(_)) => Some("path"),
            Some(Unknown::Method(_)) => Some("method"),
            Some(Unknown::NoObject) => Some("body"),
            Some(Unknown::Key | Unknown::BodyKey) => Some("key"),
            Some(Unknown::Unrecognised) if self.renamed().len() >= RENAMED => Some("renamed"),
            Some(Unknown::Unrecognised) => Some("unrecognised"),
            Some(Unknown::Ambiguous(_)) => Some("ambiguous"),
        };
        Some(self.writer.messages().shape(self.rule)?.message_and_help(variant))
    }

    fn text(&self) -> &'v str {
        self.span.of(std::str::from_utf8(self.writer.verdict.bytes()).unwrap_or(""))
    }

    /// The unknown name of an operation, the misspelt key of an envelope, or the segment of a path
    /// that is no operation's.
    fn name(&self) -> String {
        let mut name = String::new();
        match (self.unknown(), self.writer.verdict.request().operation) {
            (Some(Unknown::Name), Some(given)) => {
                show::push_unknown(&mut name, &self.writer, given.name());
            }
            (Some(Unknown::Name), None)
            | (Some(Unknown::Key | Unknown::BodyKey | Unknown::Method(_)), _) => {
                let key: String =
                    Characters::new(unquoted(self.text()).unwrap_or_default()).collect();
                show::push_unknown(&mut name, &self.writer, &key);
            }
            (Some(Unknown::Path(_)), _) => {
                show::push_unknown(&mut name, &self.writer, self.text());
            }
            _ => {}
        }
        name
    }

    /// The keys at the top that are other names of fields, as those of PortOne V1 are, and the
    /// fields' names.
    fn renamed(&self) -> Vec<(String, &'static str)> {
        let text = std::str::from_utf8(self.writer.verdict.bytes()).unwrap_or("");
        let members = members(text, self.span.start as usize).unwrap_or_default();
        let renamed = |(key, _): (Span, Span)| {
            let key: String = Characters::new(unquoted(key.of(text)).unwrap_or_default()).collect();
            let name = synonyms(&key).first()?.name;
            self.is_field(name).then_some((key, name))
        };
        members.into_iter().filter_map(renamed).collect()
    }

    /// Whether a path begins with a field of some operation.
    fn is_field(&self, path: &str) -> bool {
        let first = path.split('.').next().unwrap_or(path);
        let mut trees = self.writer.program().operations.iter().map(|operation| &operation.tree);
        trees.any(|tree| tree.field(NodeId::ROOT, first).is_some())
    }

    /// The method and the path that were probably meant.
    fn path(&self) -> Option<String> {
        let Some(Unknown::Path(operation) | Unknown::Method(operation)) = self.unknown() else {
            return None;
        };
        let operation = self.writer.program().operations.get(usize::from(operation))?;
        let http = operation.http.as_ref()?;
        Some(format!("{} {}", http.method, http.path(&operation.tree)))
    }

    /// Writes the value of a place of a message.
    fn write_value(&self, name: &str, out: &mut String) {
        match (name, self.fault()) {
            ("limit", Some(JsonFault::TooDeep { limit } | JsonFault::TooLong { limit, .. })) => {
                show::push_number(out, limit);
            }
            ("size", Some(JsonFault::TooLong { size, .. })) => show::push_number(out, size),
            (
                "format",
                Some(
                    JsonFault::SourceCode { language: name }
                    | JsonFault::OtherFormat { format: name },
                ),
            ) => {
                out.push_str(name);
            }
            ("value", _) => out.push_str(&self.name()),
            ("from", _) => {
                for (place, (key, name)) in self.renamed().into_iter().enumerate() {
                    out.push_str(if place == 0 { "`" } else { ", `" });
                    show::push_step(out, &key);
                    out.push_str("` → `");
                    out.push_str(name);
                    out.push('`');
                }
            }
            ("expected", _) => self.writer.write_text(MessageKey::Object, out),
            ("found", _) => {
                self.writer.write_text(type_of(self.text()).unwrap_or(MessageKey::Number), out);
            }
            ("names", _) => {
                let matching = match self.unknown() {
                    Some(Unknown::Ambiguous(matching)) => matching,
                    _ => u64::MAX,
                };
                let chosen = (0_u32..).zip(&self.writer.program().operations).filter(|(bit, _)| {
                    matching.checked_shr(*bit).is_some_and(|bits| bits & 1 == 1)
                });
                show::push_names(out, chosen.map(|(_, operation)| &*operation.name));
            }
            _ => {}
        }
    }

    pub(super) fn write_message(&self, out: &mut String) {
        if let Some((message, _)) = self.message_and_help() {
            message.fill(out, &mut |name, out| self.write_value(name, out));
        }
    }

    pub(super) fn help(&self) -> Option<String> {
        let operations = self.writer.program().operations.iter();
        let name = self.name();
        let path = self.path();
        let near = match self.unknown() {
            None => None,
            Some(Unknown::Path(_) | Unknown::Method(_)) => path.as_deref(),
            Some(Unknown::Key) => suggest(&name, ["operation", "url"]),
            Some(Unknown::BodyKey) => Some("request"),
            Some(_) => suggest(&name, operations.map(|operation| &*operation.name)),
        };
        let help = self.message_and_help().and_then(|(_, help)| help);
        self.writer.help(near, help, &mut |name, out| self.write_value(name, out))
    }

    pub(super) fn labels(&self) -> Vec<Label> {
        let underlined = match self.unknown() {
            Some(Unknown::Name) if self.writer.verdict.request().operation.is_none() => self.span,
            None
            | Some(
                Unknown::Address
                | Unknown::Path(_)
                | Unknown::Method(_)
                | Unknown::Key
                | Unknown::BodyKey,
            ) => self.span,
            Some(Unknown::NoObject) if !self.text().starts_with('[') => self.span,
            // Of a whole request, the first character.
            Some(_) if self.span.is_empty() => self.span,
            Some(_) => first_character(self.span),
        };
        let here = self.writer.text(MessageKey::Here);
        vec![self.writer.label(String::new(), underlined, here, true)]
    }
}
