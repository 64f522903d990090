//! What is said of a text that is no request: no JSON, or of no operation that is known.

use super::messages::MessageKey;
use super::shapes::type_of;
use super::show;
use super::writer::{Told, Writer, inside};
use super::{Fix, Label};
use crate::request::{Characters, JsonError, JsonFault, Unknown};
use crate::rule::ShapeRule;
use crate::source::Span;
use crate::suggest::suggest;
use smartro_lint_rules::pack::Template;

/// A text that is not JSON.
pub(super) struct Invalid<'v> {
    pub(super) writer: Writer<'v>,
    pub(super) error: JsonError,
}

/// A request of no operation that the pack knows.
pub(super) struct Strange<'v> {
    pub(super) writer: Writer<'v>,
    pub(super) span: Span,
    pub(super) why: Unknown,
}

/// A message and its help.
type Said<'v> = (Option<&'v Template>, Option<&'v Template>);

/// What a shape rule says in one of its variants.
fn said<'v>(writer: &Writer<'v>, rule: ShapeRule, variant: &str) -> Said<'v> {
    let Some(entry) = writer.messages().shape(rule) else { return (None, None) };
    match entry.variants.get(variant) {
        Some(variant) => (Some(&variant.message), variant.help.as_ref()),
        None => (Some(&entry.message), entry.help.as_ref()),
    }
}

fn here(writer: &Writer<'_>, span: Span) -> Vec<Label> {
    vec![writer.label(String::new(), span, writer.text(MessageKey::Here), true)]
}

impl<'v> Invalid<'v> {
    /// One whole character, so that the span is a text's; at the end, nothing.
    pub(super) fn span(&self) -> Span {
        let text = self.writer.verdict.bytes();
        let start = (self.error.at as usize).min(text.len());
        let rest = text.get(start + 1..).unwrap_or_default();
        let more = rest.iter().take_while(|byte| **byte & 0xC0 == 0x80).count();
        Span::new(start, if start == text.len() { start } else { start + 1 + more })
    }

    fn said(&self) -> Said<'v> {
        said(&self.writer, ShapeRule::InvalidJson, self.error.fault.name())
    }

    /// Writes the figures of a limit.
    fn write_value(&self, name: &str, out: &mut String) {
        match (name, self.error.fault) {
            ("limit", JsonFault::TooDeep { limit } | JsonFault::TooLong { limit, .. }) => {
                show::push_number(out, limit);
            }
            ("size", JsonFault::TooLong { size, .. }) => show::push_number(out, size),
            _ => {}
        }
    }
}

impl Told for Invalid<'_> {
    fn write_message(&self, out: &mut String) {
        if let Some(message) = self.said().0 {
            message.fill(out, |name, out| self.write_value(name, out));
        }
    }

    fn help(&self) -> Option<String> {
        self.writer.help(None, self.said().1, |name, out| self.write_value(name, out))
    }

    fn labels(&self) -> Vec<Label> {
        here(&self.writer, self.span())
    }

    fn fixes(&self) -> Vec<Fix> {
        Vec::new()
    }
}

impl<'v> Strange<'v> {
    fn said(&self) -> Said<'v> {
        let variant = match self.why {
            Unknown::Name => "name",
            Unknown::Address => "address",
            Unknown::NoObject => return said(&self.writer, ShapeRule::TypeMismatch, ""),
            Unknown::Key => "key",
            Unknown::Unrecognised => "unrecognised",
            Unknown::Ambiguous(_) => "ambiguous",
        };
        said(&self.writer, ShapeRule::UnknownOperation, variant)
    }

    fn text(&self) -> &'v str {
        self.span.of(std::str::from_utf8(self.writer.verdict.bytes()).unwrap_or(""))
    }

    fn write_text(&self, key: MessageKey, out: &mut String) {
        self.writer.messages().write(key, out, |_, _| {});
    }

    /// The name that no operation has.
    fn name(&self) -> String {
        let mut name = String::new();
        match (self.why, self.writer.verdict.request().operation) {
            (Unknown::Name, Some(given)) => {
                show::push_unknown(&mut name, &self.writer, given.name())
            }
            (Unknown::Name, None) | (Unknown::Key, _) => {
                let key: String = Characters::new(inside(self.text())).collect();
                show::push_unknown(&mut name, &self.writer, &key);
            }
            _ => {}
        }
        name
    }

    fn write_value(&self, name: &str, out: &mut String) {
        match name {
            "value" => out.push_str(&self.name()),
            "field" => self.write_text(MessageKey::Request, out),
            "expected" => self.write_text(MessageKey::Object, out),
            "found" => self.write_text(type_of(self.text()).unwrap_or(MessageKey::Number), out),
            "names" => {
                let matching = match self.why {
                    Unknown::Ambiguous(matching) => matching,
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
}

impl Told for Strange<'_> {
    fn write_message(&self, out: &mut String) {
        if let Some(message) = self.said().0 {
            message.fill(out, |name, out| self.write_value(name, out));
        }
    }

    fn help(&self) -> Option<String> {
        let operations = self.writer.program().operations.iter();
        let near = match self.why {
            Unknown::Key => suggest(&self.name(), ["operation", "url"]),
            _ => suggest(&self.name(), operations.map(|operation| &*operation.name)),
        };
        self.writer.help(near, self.said().1, |name, out| self.write_value(name, out))
    }

    fn labels(&self) -> Vec<Label> {
        let Self { writer, span, why } = self;
        let underlined = match why {
            Unknown::Name if writer.verdict.request().operation.is_none() => *span,
            Unknown::Address | Unknown::Key => *span,
            Unknown::NoObject if !self.text().starts_with('[') => *span,
            // Of a whole request, its first sign.
            _ => Span { end: (span.start + 1).min(span.end.max(span.start)), ..*span },
        };
        here(writer, underlined)
    }

    fn fixes(&self) -> Vec<Fix> {
        Vec::new()
    }
}
