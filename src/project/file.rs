//! What a project file can say. Its JSON Schema is made of these types and their comments.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, SeqAccess, Visitor, value::SeqAccessDeserializer};

use smartro_lint_rules::language::Language;
use smartro_lint_rules::rule::Severity;

/// Keys of the context and their values, as JSON has them.
pub(super) type GivenContext = serde_json::Map<String, serde_json::Value>;

/// How smartro-lint lints the requests below the directory of this file. Options of the command
/// line take precedence.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(title = "smartro-lint.yaml"))]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[serde(expecting = "a mapping, such as `language: en`")]
pub(super) struct FileContent {
    /// The language of messages.
    pub(super) language: Option<LanguageName>,

    /// The minimum severity that fails the run: `error` unless given.
    pub(super) fail_on: Option<SeverityName>,

    /// The directory of a rule pack, relative to this file, instead of the built-in pack.
    pub(super) rules: Option<String>,

    /// Severities of rules, in place of their own; `off` switches a rule off.
    pub(super) severity: BTreeMap<String, RuleSeverity>,

    /// What a bare body is a request of, such as `payInstantly`.
    pub(super) operation: Option<String>,

    /// What is known beyond the requests: `channel: live`.
    pub(super) context: GivenContext,

    /// Which rule pack lints the requests of a channel, and what is known of the channel: by its
    /// key, or by the variable or environment entry that holds the key in source code.
    pub(super) channels: BTreeMap<String, GivenChannel>,

    /// The directories of rule packs beside the one of `rules`, relative to this file, by the name
    /// of the pack; and as `default` the name of the pack that lints requests whose channel is not
    /// in `channels`.
    pub(super) packs: BTreeMap<String, String>,

    /// Texts that a log has in place of values, such as `[REDACTED]`: a value with one of them is
    /// not known.
    pub(super) redacted: Vec<String>,

    /// Globs for files and directories that are not linted, relative to this file.
    pub(super) exclude: Vec<String>,

    /// Settings for some files. If several apply to a file the last one counts.
    pub(super) overrides: Vec<GivenOverride>,

    /// Findings that are not reported.
    pub(super) suppress: Vec<GivenSuppression>,

    /// The file that records known findings, relative to this one. They are not reported;
    /// `--write-baseline` writes it.
    pub(super) baseline: Option<String>,
}

/// The rule pack and the context of a channel; of a channel group the rule packs.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub(super) struct GivenChannel(pub(super) GivenContext);

/// Settings for some files.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Override"))]
#[serde(deny_unknown_fields)]
#[serde(expecting = "a mapping with `files`, and `operation` or `context`")]
pub(super) struct GivenOverride {
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

/// Findings that are not reported.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Suppression"))]
#[serde(deny_unknown_fields)]
#[serde(expecting = "a mapping with `rule` and `reason`")]
pub(super) struct GivenSuppression {
    /// The rule whose findings they are.
    pub(super) rule: String,

    /// Globs for the files that they are in, relative to this file; all files unless given.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Option<OneOrMany>"))]
    pub(super) files: Option<Files>,

    /// The JSON Pointer of the values that they are about, with `*` for any one step:
    /// `/products/*/name`. All values unless given.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Option<String>", regex(pattern = "^(/.*)?$")))]
    pub(super) pointer: Option<String>,

    /// Why they are not reported.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub(super) reason: String,

    /// The last day on which they are not reported, in Korea: `2026-12-31`.
    #[serde(default)]
    #[cfg_attr(test, schemars(extend("format" = "date")))]
    pub(super) expires: Option<String>,
}

/// The severity of a rule's findings, or `off`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub(super) enum RuleSeverity {
    /// The rule is switched off.
    Off,
    /// It works, and is worth knowing.
    Advice,
    /// A field is ignored, or means something else than it seems to.
    Warning,
    /// The call is refused, cannot proceed, or stores something else than was sent.
    Error,
}

/// A severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub(super) enum SeverityName {
    Error,
    Warning,
    Advice,
}

/// The language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub(super) enum LanguageName {
    /// 한국어
    Ko,
    /// English
    En,
}

/// A glob, or a list of them.
#[derive(Debug, Clone)]
pub(super) struct Files(pub(super) Vec<String>);

impl<'de> Deserialize<'de> for Files {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrMany;
        impl<'de> Visitor<'de> for OneOrMany {
            type Value = Files;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a glob or a list of globs")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Files, E> {
                Ok(Files(vec![text.to_owned()]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Files, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(list)).map(Files)
            }
        }
        deserializer.deserialize_any(OneOrMany)
    }
}

impl RuleSeverity {
    /// The severity; `None`: the rule is off.
    pub(super) fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Advice => Some(Severity::Advice),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

impl From<SeverityName> for Severity {
    fn from(name: SeverityName) -> Self {
        match name {
            SeverityName::Error => Self::Error,
            SeverityName::Warning => Self::Warning,
            SeverityName::Advice => Self::Advice,
        }
    }
}

impl From<LanguageName> for Language {
    fn from(name: LanguageName) -> Self {
        match name {
            LanguageName::Ko => Self::Korean,
            LanguageName::En => Self::English,
        }
    }
}

/// A glob, or several.
#[cfg(test)]
#[derive(schemars::JsonSchema)]
#[schemars(inline, untagged)]
#[allow(dead_code, reason = "it describes a type in the schema")]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}
