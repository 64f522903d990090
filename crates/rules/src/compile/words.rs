//! Words that are no field: what was probably meant.

use super::error::ErrorKind;
use super::mistake::Help;
use super::scope::Scope;
use crate::program::NodeId;
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
        if word.starts_with(|first: char| first.is_ascii_digit()) && !word.contains('-') {
            return Some(Help::Digits);
        }
        let is_known = |part: &str| {
            fields.contains(&part) || self.names.iter().any(|(name, _)| **name == *part)
        };
        let (before, _) = word.split_once('-')?;
        (before.is_empty() || is_known(before)).then_some(Help::Minus)
    }
}
