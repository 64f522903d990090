//! Words that are no field: what was probably meant.

use super::kind::ErrorKind;
use super::mistake::{Help, Type};
use super::operands::Typed;
use super::scope::{Bound, Scope};
use crate::program::{FieldType, NodeId};
use crate::source::Span;
use crate::syntax::ast::{Expression, Name, Operand};

impl Scope<'_> {
    /// Reports the variable of a quantifier in a condition that is beside it, not in it.
    pub(super) fn check_outside(&self, parts: &[Expression]) {
        let mut variables: Vec<&Name> = Vec::new();
        for part in parts {
            let mut own: Vec<&str> = Vec::new();
            part.visit(&mut |condition| {
                if let Expression::Quantified(quantified) = condition {
                    own.push(&quantified.variable.text);
                }
            });
            part.visit(&mut |condition| {
                let path = match condition {
                    Expression::Presence(_, path, _) => path,
                    Expression::Comparison(comparison) => match &comparison.left {
                        Operand::Path(path) => path,
                        _ => return,
                    },
                    _ => return,
                };
                let Some(first) = path.segments.first() else { return };
                let is_known = own.contains(&&*first.text)
                    || self.names.iter().any(|(name, _)| *name == first.text)
                    || self.tree.field(NodeId::ROOT, &first.text).is_some();
                if !is_known && variables.iter().any(|variable| variable.text == first.text) {
                    let (owner, name) = (self.operation.into(), first.text.clone());
                    let help = Some(Help::Parentheses(name.clone()));
                    self.error(ErrorKind::UnknownField { owner, name }, first.span, help);
                }
            });
            if let Expression::Quantified(quantified) = part {
                variables.push(&quantified.variable);
            }
        }
    }

    /// A part of the rule as it is written.
    pub(super) fn written(&self, span: Span) -> Box<str> {
        span.of(&self.file.text).into()
    }

    /// What to do about a value where a condition is expected.
    pub(super) fn help_with_value(&self, operand: &Operand, value: &Typed) -> Option<Help> {
        let Operand::Path(path) = operand else { return None };
        let first = path.segments.first().map(|first| &*first.text);
        let written = self.written(path.span);
        Some(match value.describe(self) {
            Type::Members(_) => Help::Contains(written),
            _ if matches!(first, Some("context" | "now")) => Help::FieldAfter("known".into()),
            _ => Help::PresentField(written),
        })
    }

    /// A field of what a loop or a `let` names: `price`, where `item.price` is meant.
    pub(super) fn below_name(&self, field: &str) -> Option<Help> {
        self.names.iter().rev().find_map(|(name, bound)| {
            let Bound::FieldRef(place) = bound else { return None };
            self.tree.field(place.node, field)?;
            Some(Help::DidYouMean(format!("{name}.{field}").into()))
        })
    }

    /// Whether an enumeration has a member of this name.
    pub(super) fn is_any_member_name(&self, word: &str) -> bool {
        let mut enumerations = self.environment.enumerations.iter();
        enumerations.any(|enumeration| enumeration.table.find(word.as_bytes()).is_some())
    }

    /// What to do about a word that is no field, where it is more than its spelling.
    pub(super) fn help_with(&self, word: &str, fields: &[&str]) -> Option<Help> {
        if matches!(word, "present" | "missing" | "filled" | "formatted" | "known") {
            return Some(Help::FieldAfter(word.into()));
        }
        if matches!(word, "today" | "current_time") {
            return Some(Help::DidYouMean("now".into()));
        }
        let parameters = self.tree.path.map(|object| &self.tree.node(object).kind);
        if let Some(FieldType::Object(object)) = parameters {
            let mut names = object.keys.texts();
            let named = names.clone().find(|name| *name == word);
            if let Some(name) = named.or_else(|| names.next().filter(|_| word == "path")) {
                return Some(Help::PathParameter(name.into()));
            }
        }
        if matches!(word, "this" | "body" | "request") {
            return Some(Help::FromBody);
        }
        if word.starts_with(|first: char| first.is_ascii_digit()) && !word.contains('-') {
            return Some(Help::Digits);
        }
        if word.contains('.') && !word.contains(' ') {
            return Some(Help::DidYouMean(word.into()));
        }
        let is_known = |part: &str| {
            part.bytes().all(|byte| byte.is_ascii_digit())
                || fields.contains(&part)
                || self.names.iter().any(|(name, _)| **name == *part)
        };
        let (before, _) = word.split_once('-')?;
        (before.is_empty() || is_known(before)).then_some(Help::Minus)
    }
}

/// What to do about a word that is no field, beside a value that it is compared with.
pub(super) fn help_beside(value: &Typed, word: &str) -> Option<Help> {
    Some(match value {
        Typed::Text(_) => match word {
            "null" => Help::Null,
            "present" | "missing" | "empty" | "blank" => Help::Presence,
            text => Help::Quotes(text.into()),
        },
        _ => match word {
            "positive" | "negative" | "zero" | "nonzero" => Help::Order,
            _ => return None,
        },
    })
}
