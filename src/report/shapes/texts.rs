//! What a finding of the shapes says: its message, its help and its labels.

use smartro_lint_rules::pack::Template;

use super::ShapeFinding;
use crate::deduplicate::flat_fields;
use crate::report::Label;
use crate::report::messages::MessageKey;
use crate::report::show;
use crate::report::target::member_key;
use crate::report::writer::{first_character, underline};
use crate::request::{Characters, Instead, ROOT, unquoted};
use smartro_lint_rules::program::{FieldType, NodeId};
use smartro_lint_rules::rule::ShapeRule;
use smartro_lint_rules::source::Span;

impl<'v> ShapeFinding<'v> {
    /// The message that fits, where the rule has several.
    fn variant(&self) -> Option<&'static str> {
        match self.shape.rule {
            ShapeRule::UnknownValue if self.is_time() => Some("time"),
            ShapeRule::UnknownValue if self.is_listed() => None,
            ShapeRule::UnknownValue if self.closest().is_empty() => Some("unlike"),
            ShapeRule::UnknownValue => Some("many"),
            ShapeRule::ExactlyOneField => Some(if self.given() == 0 { "none" } else { "several" }),
            ShapeRule::MissingField if self.shape.instead == Some(Instead::Beside) => Some("flat"),
            ShapeRule::MissingField => self.misplaced().map(|_| "misplaced"),
            ShapeRule::TypeMismatch if self.pointer.is_empty() => Some("body"),
            ShapeRule::TypeMismatch => Some(match self.node.kind.types().first() {
                _ if self.is_time() => "time",
                Some(FieldType::Object(_)) => "fields",
                _ if self.candidates().next().is_some() && self.is_listed() => "values",
                Some(FieldType::Boolean) => "boolean",
                // It is made by an expression, which stays.
                Some(FieldType::Integer) if self.is_unknown_of(MessageKey::String) => {
                    "unknown-integer"
                }
                Some(FieldType::Text(_)) if self.is_unknown_of(MessageKey::Number) => {
                    "unknown-string"
                }
                Some(FieldType::Integer) => "integer",
                Some(FieldType::Number) => "number",
                Some(FieldType::Text(_) | FieldType::Member(_)) => "string",
                Some(FieldType::List(_) | FieldType::Members(_)) => "array",
                _ => return None,
            }),
            ShapeRule::UnknownField => match self.shape.instead {
                Some(Instead::Meant(_)) => Some("envelope"),
                Some(Instead::Counts(_)) => Some("second-body"),
                Some(Instead::Within(_)) => Some("beside-body"),
                Some(Instead::Beside) | None => self.is_path_parameter().then_some("in-path"),
            },
            _ => None,
        }
    }

    /// The message and the help.
    fn message_and_help(&self) -> Option<(&'v Template, Option<&'v Template>)> {
        let entry = self.writer.messages().shape(self.shape.rule)?;
        Some(entry.message_and_help(self.variant()))
    }

    fn missing_from(&self) -> Span {
        let span = self.found.span;
        if !self.written().starts_with('{') {
            return span;
        }
        let slot = self.evaluation().slots.get(ROOT, self.node.parent);
        if slot.span == span {
            underline(self.evaluation().text, slot)
        } else {
            first_character(span)
        }
    }

    /// The keys of the fields of a missing object that are beside it, each with the path to where it
    /// belongs.
    fn flat_fields(&self) -> Vec<(String, String)> {
        let evaluation = self.evaluation();
        let named = |(member, node): &(Span, NodeId)| {
            let key = member_key(evaluation.text, *member).of(evaluation.text);
            let key: String = Characters::new(unquoted(key).unwrap_or_default()).collect();
            (key, self.dotted(*node))
        };
        flat_fields(&evaluation, self.shape.node).iter().map(named).collect()
    }

    /// Writes these keys, and where each belongs.
    pub(super) fn write_flat(&self, with_paths: bool, out: &mut String) {
        for (place, (key, path)) in self.flat_fields().iter().enumerate() {
            out.push_str(if place == 0 { "`" } else { ", `" });
            show::push_step(out, key);
            if with_paths {
                out.push_str("` → `");
                out.push_str(path);
            }
            out.push('`');
        }
    }

    pub(in crate::report) fn write_message(&self, out: &mut String) {
        if let Some((message, _)) = self.message_and_help() {
            message.fill(out, &mut |name, out| self.write_value(name, out));
        }
    }

    pub(in crate::report) fn help(&self) -> Option<String> {
        let near = self.near();
        let near = near.as_deref();
        let is_useful = match self.shape.rule {
            // A list of the one that is asked about already says nothing.
            ShapeRule::UnknownValue if near.is_some() && !self.is_listed() => {
                // Those that are spelt like a synonym of it are something else.
                self.closest().len() > 1 && self.closest().contains(&near.unwrap_or_default())
            }
            ShapeRule::UnknownValue => self.is_time() || self.candidates().next().is_some(),
            ShapeRule::UnknownField | ShapeRule::TypeMismatch => near.is_none(),
            _ => true,
        };
        let help = self.message_and_help().filter(|_| is_useful).and_then(|(_, help)| help);
        self.writer.help(near, help, &mut |name, out| self.write_value(name, out))
    }

    pub(in crate::report) fn labels(&self) -> Vec<Label> {
        let span = self.found.span;
        let (span, key) = match self.shape.rule {
            ShapeRule::DuplicateKey => {
                let first = self.label(self.shape.detail, MessageKey::First, false);
                return vec![self.label(span, MessageKey::Again, true), first];
            }
            ShapeRule::MissingField => {
                let mut labels = vec![self.label(self.missing_from(), MessageKey::Missing, true)];
                if let Some((_, member, _)) = self.misplaced() {
                    let key = member_key(self.evaluation().text, member);
                    labels.push(self.label(key, MessageKey::Misplaced, false));
                }
                if self.shape.instead == Some(Instead::Beside) {
                    let text = self.evaluation().text;
                    let keys = flat_fields(&self.evaluation(), self.shape.node);
                    let keys = keys.iter().map(|(member, _)| member_key(text, *member));
                    labels.extend(keys.map(|key| self.label(key, MessageKey::Misplaced, false)));
                }
                return labels;
            }
            ShapeRule::UnknownField => (self.key(), MessageKey::NoField),
            ShapeRule::TypeMismatch => (self.short_span(), MessageKey::Found),
            ShapeRule::ExactlyOneField if self.given() == 0 => {
                (self.short_span(), MessageKey::NoneGiven)
            }
            ShapeRule::ExactlyOneField => (self.short_span(), MessageKey::Count),
            _ => (span, MessageKey::Unexpected),
        };
        vec![self.label(span, key, true)]
    }
}
