//! What can be wrong with a project file. Kinds are data: [`super::messages`] has the sentences.

use super::globs::GlobFault;
use crate::request::ContextError;
use crate::severities::SeverityError;
use smartro_lint_rules::language::{is_like_number, is_like_rule, refused};
use smartro_lint_rules::suggest::{suggest_key, suggest_spelling};
use smartro_lint_rules::yaml::YamlFault;

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum MistakeKind {
    /// The text is not YAML.
    Yaml(YamlFault),
    /// A mapping has a key that it cannot have.
    UnknownKey {
        /// The key.
        key: String,
        /// The keys that it can have.
        known: Vec<String>,
    },
    /// A string is none of those that the key takes.
    UnknownValue {
        /// The string.
        value: String,
        /// The key.
        of: Option<String>,
        /// The strings that the key takes.
        known: Vec<String>,
    },
    /// A mapping lacks a key.
    MissingKey {
        /// The key.
        key: String,
    },
    /// A value has another type.
    WrongType {
        /// The key whose value it is.
        of: Option<String>,
        /// What the key takes.
        expected: ExpectedValue,
        /// What it is.
        found: ValueType,
    },
    /// A key is no string.
    KeyType,
    /// A value has a YAML tag.
    Tag,
    /// The directory of the rule pack is not there.
    NoDirectory {
        /// The directory, as the file gives it.
        name: String,
    },
    /// A severity of a rule that cannot have it.
    Severity(SeverityError),
    /// A suppression of a rule that is not there, or that cannot be suppressed.
    Suppression(SeverityError),
    /// A key or value that the context does not have.
    Context(ContextError),
    /// An operation that the rule pack does not have.
    UnknownOperation {
        /// The operation.
        name: String,
        /// The operations that there are.
        known: Vec<String>,
    },
    /// The name of a rule pack is most likely misspelt.
    UnknownPack {
        /// The name.
        name: String,
        /// The rule pack that was probably meant.
        near: String,
    },
    /// The default pack is not one of those that are loaded.
    DefaultPack {
        /// The name.
        name: String,
        /// The rule packs that are loaded.
        loaded: Vec<String>,
    },
    /// A channel has both `pack` and `packs`.
    PackAndPacks,
    /// An override sets neither an operation nor a context.
    NoSettings,
    /// The rule pack in a directory has another name.
    PackName {
        /// The name that the file gives it.
        name: String,
        /// Its own name.
        found: String,
    },
    /// A glob that cannot be used.
    Glob {
        /// The glob.
        glob: String,
        /// What is wrong with it.
        fault: GlobFault,
    },
    /// A text that is no day of the calendar.
    NotADate {
        /// The text.
        text: String,
    },
    /// A text that is no JSON Pointer.
    NotAPointer {
        /// The text.
        text: String,
        /// The pointer that was probably meant.
        near: String,
    },
    /// A text that is empty.
    Empty {
        /// The key.
        key: String,
    },
    /// Anything else, in English.
    Other(String),
}

/// What a key takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExpectedValue {
    /// One of some strings.
    OneOf(&'static [&'static str]),
    /// Something else, in English.
    Described(String),
}

/// The type of a YAML value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueType {
    /// There is none.
    Nothing,
    /// A list.
    List,
    /// A mapping.
    Mapping,
    /// This string.
    String(String),
    /// This number.
    Number(String),
    /// Anything else, such as `true`.
    Other(String),
}

impl MistakeKind {
    /// A key that takes a string has another JSON value.
    pub(super) fn not_a_string(key: &str, value: &serde_json::Value) -> Self {
        let found = match value {
            serde_json::Value::Array(_) => ValueType::List,
            serde_json::Value::Object(_) => ValueType::Mapping,
            serde_json::Value::Number(number) => ValueType::Number(number.to_string()),
            other => ValueType::Other(other.to_string()),
        };
        let expected = ExpectedValue::Described("a string".to_owned());
        Self::WrongType { of: Some(key.to_owned()), expected, found }
    }

    /// Whether it is one whatever there is in a rule pack that cannot be read: it is about no name, or
    /// about one that is nearly a known one.
    pub(super) fn is_certain(&self) -> bool {
        match self {
            Self::Severity(SeverityError::Unknown { near, .. })
            | Self::Suppression(SeverityError::Unknown { near, .. })
            | Self::Context(ContextError::Key { near, .. }) => near.is_some(),
            Self::UnknownOperation { .. } => self.names().is_some_and(|(near, _)| near.is_some()),
            _ => true,
        }
    }

    /// The same without the value that is refused; `None`: it has none, or one that is like what is
    /// allowed.
    pub(super) fn without_refused(&self) -> Option<Self> {
        let is_near = self.names().is_some_and(|(near, _)| near.is_some());
        let mut kind = self.clone();
        let value = match &mut kind {
            Self::UnknownValue { value: name, .. } | Self::UnknownOperation { name, .. } => {
                Some(name).filter(|_| !is_near)
            }
            Self::Suppression(SeverityError::Unknown { rule, near: None }) => {
                Some(rule).filter(|rule| !is_like_rule(rule))
            }
            Self::DefaultPack { name, .. } => Some(name),
            Self::Context(error) => error.unlike_allowed(),
            Self::NotADate { text } => Some(text).filter(|text| !is_like_number(text)),
            _ => None,
        }?;
        let shown = refused(value, false);
        if shown == value {
            return None;
        }
        *value = shown.to_owned();
        Some(kind)
    }

    /// Which name was probably meant, and which there are, where it is about a name.
    pub(super) fn names(&self) -> Option<(Option<&str>, &[String])> {
        match self {
            Self::UnknownKey { key, known } => {
                Some((suggest_key(key, known.iter().map(String::as_str)), known))
            }
            Self::UnknownValue { value: name, known, .. }
            | Self::UnknownOperation { name, known } => {
                Some((suggest_spelling(name, known.iter().map(String::as_str)), known))
            }
            _ => None,
        }
    }
}
