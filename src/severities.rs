//! Severities that a user gives rules, in place of their own.

use std::sync::Arc;

use thiserror::Error;

use smartro_lint_rules::language::{Language, shown};
use smartro_lint_rules::program::Rule;
use smartro_lint_rules::rule::{Severity, ShapeRule};
use smartro_lint_rules::suggest::{appended, suggest_spelling};

/// The severities that replace those of the rules.
///
/// Without any there is no table, and a request pays only for a comparison.
#[derive(Debug, Clone, Default)]
pub(crate) struct Severities(Option<Arc<Set>>);

#[derive(Debug, Clone, Default)]
struct Set {
    /// By the rule's index.
    rules: Vec<Setting>,
    /// By the shape rule.
    shapes: [Setting; ShapeRule::ALL.len()],
}

/// The severity of a rule's findings.
#[derive(Debug, Clone, Copy, Default)]
enum Setting {
    /// The rule's own.
    #[default]
    Own,
    /// With this severity.
    As(Severity),
    /// Not at all.
    Off,
}

/// A severity that a rule cannot be given.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SeverityError {
    /// No rule has this name.
    #[error("unknown rule `{}`{}", shown(.rule), appended(Language::English, .near.as_deref()))]
    Unknown {
        /// The name.
        rule: String,
        /// The rule that was probably meant.
        near: Option<String>,
    },
    /// A text that is no JSON is always an error: nothing of it is checked.
    #[error("`invalid-json` is always an error: of a text that is no JSON nothing is checked")]
    InvalidJson,
}

#[cfg(feature = "project")]
impl SeverityError {
    /// The same of a name as it is written, which may be qualified by a pack's.
    pub(crate) fn named(self, name: &str, pack: Option<&str>) -> Self {
        let qualified = |near: String| match pack {
            Some(pack) => format!("{pack}/{near}"),
            None => near,
        };
        match self {
            Self::Unknown { near, .. } => {
                Self::Unknown { rule: name.to_owned(), near: near.map(qualified) }
            }
            Self::InvalidJson => Self::InvalidJson,
        }
    }
}

impl Setting {
    fn of(self, own: Severity) -> Option<Severity> {
        match self {
            Self::Own => Some(own),
            Self::As(severity) => Some(severity),
            Self::Off => None,
        }
    }
}

impl Severities {
    /// The severity of a finding of a rule whose own it is; `None`: there is to be no finding.
    pub(crate) fn of_rule(&self, rule: u16, own: Severity) -> Option<Severity> {
        match &self.0 {
            None => Some(own),
            Some(set) => set.rules.get(usize::from(rule)).copied().unwrap_or_default().of(own),
        }
    }

    /// The severity of a finding of a shape rule; `None`: there is to be no finding.
    pub(crate) fn of_shape(&self, rule: ShapeRule) -> Option<Severity> {
        let own = rule.severity();
        match &self.0 {
            None => Some(own),
            Some(set) => set.shapes.get(rule as usize).copied().unwrap_or_default().of(own),
        }
    }

    /// Sets a rule's; `None`: it is off.
    pub(crate) fn set(
        &mut self,
        rules: &[Rule],
        name: &str,
        severity: Option<Severity>,
    ) -> Result<(), SeverityError> {
        if name == ShapeRule::InvalidJson.name() {
            return Err(SeverityError::InvalidJson);
        }
        let setting = severity.map_or(Setting::Off, Setting::As);
        let set = Arc::make_mut(self.0.get_or_insert_default());
        set.rules.resize(rules.len(), Setting::Own);
        let shape = ShapeRule::ALL.iter().position(|rule| rule.name() == name);
        let rule = rules.iter().position(|rule| *rule.name == *name);
        let place = match (shape, rule) {
            (Some(shape), _) => set.shapes.get_mut(shape),
            (None, Some(rule)) => set.rules.get_mut(rule),
            (None, None) => None,
        };
        let unknown = || SeverityError::Unknown {
            rule: name.to_owned(),
            near: suggest_spelling(name, names(rules)).map(str::to_owned),
        };
        *place.ok_or_else(unknown)? = setting;
        Ok(())
    }
}

/// The names of all rules, those of the shapes first.
pub(crate) fn names(rules: &[Rule]) -> impl Iterator<Item = &str> {
    let shapes = ShapeRule::ALL.iter().map(|rule| rule.name());
    shapes.chain(rules.iter().map(|rule| &*rule.name))
}
