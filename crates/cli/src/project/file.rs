//! What a project file can say. Its JSON Schema is made of these types and their comments.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::globs::{Files, Glob};
use super::texts::{Day, PointerPattern, Reason};
use crate::arguments::{LanguageArg, Level};
use smartro_lint::Severity;

/// What is known beyond the requests, as the command line's `--context` gives it.
pub(super) type GivenContext = serde_json::Map<String, serde_json::Value>;

/// How smartro-lint lints the requests below the directory of this file. Options of the command
/// line go first.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(title = "smartro-lint.yaml"))]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[serde(expecting = "a mapping, such as `language: en`")]
pub(super) struct ProjectFile {
    /// The language of messages.
    pub(super) language: Option<LanguageArg>,

    /// The least severity that makes the exit status 1: `error` unless given.
    pub(super) fail_on: Option<Level>,

    /// The directory of a rule pack, relative to this file, instead of the built-in pack.
    pub(super) rules: Option<String>,

    /// Severities of rules, in place of their own; `off` switches a rule off.
    pub(super) severity: BTreeMap<String, Given>,

    /// What a bare body is a request of, such as `payInstantly`.
    pub(super) operation: Option<String>,

    /// What is known beyond the requests: `channel: live`.
    pub(super) context: GivenContext,

    /// Globs for files and directories that are not linted, relative to this file.
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub(super) exclude: Vec<Glob>,

    /// Settings for some files. Of several that speak of a file the last one counts.
    pub(super) overrides: Vec<Override>,

    /// Findings that are meant to be, and not told.
    pub(super) suppress: Vec<Suppression>,

    /// The file that keeps the findings there were, relative to this one. They are not told;
    /// `--write-baseline` writes it.
    pub(super) baseline: Option<String>,
}

/// Settings for some files.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[serde(expecting = "a mapping with `files`, and `operation` or `context`")]
pub(super) struct Override {
    /// Globs for files and directories, relative to this file: `instant/*.json`.
    #[cfg_attr(test, schemars(with = "OneOrMany"))]
    pub(super) files: Files,

    /// What a bare body is a request of in these files.
    #[serde(default)]
    pub(super) operation: Option<String>,

    /// What is known beyond the requests in these files, beside what is known of all.
    #[serde(default)]
    pub(super) context: GivenContext,
}

/// Findings that are meant to be, and not told.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[serde(expecting = "a mapping with `rule` and `reason`")]
pub(super) struct Suppression {
    /// The rule whose findings they are.
    pub(super) rule: String,

    /// Globs for the files that they are in, relative to this file; all files unless given.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Option<OneOrMany>"))]
    pub(super) files: Option<Files>,

    /// The JSON Pointer of the values that they are about, `*` standing for one step:
    /// `/products/*/name`. All values unless given.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Option<String>", regex(pattern = "^(/.*)?$")))]
    pub(super) pointer: Option<PointerPattern>,

    /// Why they are meant to be.
    #[cfg_attr(test, schemars(with = "String", length(min = 1)))]
    pub(super) reason: Reason,

    /// The last day on which they are not told, in Korea: `2026-12-31`.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Option<String>", extend("format" = "date")))]
    pub(super) expires: Option<Day>,
}

/// A rule's severity, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub(super) enum Given {
    /// The rule is not asked.
    Off,
    /// It works, and is worth knowing.
    Advice,
    /// A field is ignored, or means something else than it seems to.
    Warning,
    /// The call is refused, cannot proceed, or stores something else than was sent.
    Error,
}

impl Given {
    pub(super) fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Advice => Some(Severity::Advice),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

/// A glob, or several.
#[cfg(test)]
#[derive(schemars::JsonSchema)]
#[schemars(inline, untagged)]
#[allow(dead_code, reason = "it stands for a type in the schema")]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}
