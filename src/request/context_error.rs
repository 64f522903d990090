//! Why a context cannot be used.

use thiserror::Error;

use super::error::JsonError;
use smartro_lint_rules::language::{Language, is_like_number, quoted, refused};
use smartro_lint_rules::suggest::appended;

/// A context that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ContextError {
    /// The text is not JSON.
    #[error("the context is not JSON: {0}")]
    Json(#[from] JsonError),
    /// A key that the pack does not know.
    #[error("{}{}", key_in_english(.key), known_keys(.near.as_deref(), .known))]
    Key {
        /// The key.
        key: String,
        /// The key that was probably meant.
        near: Option<String>,
        /// The keys that the pack knows.
        known: Vec<String>,
    },
    /// A key in a group whose name is written with a dot in JSON.
    #[error("`{key}` is a nested key: write `{}`", nested(.key))]
    Dotted {
        /// The key.
        key: String,
    },
    /// A key, or a group of keys, that is given more than once.
    #[error("the context gives `{key}` more than once")]
    Repeated {
        /// The key.
        key: String,
    },
    /// The text is JSON, and no object.
    #[error("the context is not a JSON object, such as `{{\"channel\": \"test\"}}`")]
    NotAnObject,
    /// A value that the key does not take.
    #[error("invalid value `{}` for `{key}`{}", shown(.value, .near.as_deref(), .expected), expected_in_english(.near.as_deref(), .expected))]
    Value {
        /// The key.
        key: String,
        /// The value; of a list with an element that the key does not take, the element.
        value: String,
        /// Which element of a list it is, counted from 0.
        element: Option<usize>,
        /// The member that was probably meant.
        near: Option<String>,
        /// What the key takes.
        expected: ContextType,
    },
}

/// What a context key takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContextType {
    /// One of these members.
    Member(Vec<String>),
    /// A list of these members.
    Members(Vec<String>),
    /// An RFC 3339 time.
    Instant,
}

/// How a time is written.
const TIME: &str = "2026-11-23T12:00:00+09:00";

impl ContextError {
    /// The value that is refused, if it is like nothing that the key takes.
    #[cfg(feature = "project")]
    pub(crate) fn unlike_allowed(&mut self) -> Option<&mut String> {
        let Self::Value { value, near, expected, .. } = self else { return None };
        let is_like = is_like_allowed(value, near.as_deref(), expected);
        (!is_like).then_some(value)
    }

    /// What is wrong, in a language.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match (language, self) {
            (Language::English, error) => error.to_string(),
            (Language::Korean, Self::Json(why)) => {
                format!("컨텍스트가 JSON이 아닙니다. {}번째 바이트부터 잘못되었습니다", why.at + 1)
            }
            (Language::Korean, Self::Key { key, near, known }) => {
                let end = match near.as_deref() {
                    None if !known.is_empty() => format!(". 사용할 수 있는 키: {}", quoted(known)),
                    near => appended(language, near),
                };
                match key.is_empty() {
                    true => format!("컨텍스트 키가 비어 있습니다{end}"),
                    false => format!("`{key}`: 없는 컨텍스트 키입니다{end}"),
                }
            }
            (Language::Korean, Self::Dotted { key }) => {
                format!("`{key}`: 점으로 잇지 말고 `{}`처럼 중첩해서 쓰세요", nested(key))
            }
            (Language::Korean, Self::Repeated { key }) => {
                format!("컨텍스트 키 `{key}` 값을 두 번 이상 지정했습니다")
            }
            (Language::Korean, Self::NotAnObject) => {
                "컨텍스트가 JSON 객체가 아닙니다. `{\"channel\": \"test\"}`처럼 쓰세요".to_owned()
            }
            (Language::Korean, Self::Value { key, value, element, near, expected }) => {
                let value = shown(value, near.as_deref(), expected);
                let unfit = format!("`{key}`: `{value}` 값은 쓸 수 없습니다");
                match (expected, near) {
                    (ContextType::Instant, _) => {
                        format!("`{key}`: RFC 3339 시각이 아닙니다(`{value}`). `{TIME}`처럼 쓰세요")
                    }
                    (ContextType::Members(known), _) if element.is_none() => {
                        format!("`{key}`: 목록이어야 합니다. 넣을 수 있는 값: {}", quoted(known))
                    }
                    (_, near @ Some(_)) => {
                        format!("{unfit}{}", appended(language, near.as_deref()))
                    }
                    (ContextType::Member(known) | ContextType::Members(known), None) => {
                        format!("{unfit}. 사용할 수 있는 값: {}", quoted(known))
                    }
                }
            }
        }
    }
}

impl ContextType {
    /// The members that it has.
    pub(super) fn members(&self) -> &[String] {
        match self {
            Self::Member(members) | Self::Members(members) => members,
            Self::Instant => &[],
        }
    }
}

/// A value that is refused, as far as a message shows it.
fn shown<'v>(value: &'v str, near: Option<&str>, expected: &ContextType) -> &'v str {
    refused(value, is_like_allowed(value, near, expected))
}

/// Whether a refused value is misspelt, or a member that should be in a list.
fn is_like_allowed(value: &str, near: Option<&str>, expected: &ContextType) -> bool {
    near.is_some()
        || expected.members().iter().any(|member| member == value)
        || (*expected == ContextType::Instant && is_like_number(value))
}

/// The key that was probably meant; where none was, those that there are.
fn known_keys(near: Option<&str>, known: &[String]) -> String {
    match near {
        None if !known.is_empty() => format!(" (one of {})", quoted(known)),
        near => appended(Language::English, near),
    }
}

/// How a key in a group is written in JSON: `"mid": {"currency": …}`.
fn nested(key: &str) -> String {
    let mut steps = key.rsplit('.');
    let last = format!("\"{}\": …", steps.next().unwrap_or_default());
    steps.fold(last, |inner, step| format!("\"{step}\": {{{inner}}}"))
}

fn key_in_english(key: &str) -> String {
    match key.is_empty() {
        true => "a context key is empty".to_owned(),
        false => format!("unknown context key `{key}`"),
    }
}

fn expected_in_english(near: Option<&str>, expected: &ContextType) -> String {
    match (near, expected) {
        (near @ Some(_), _) => appended(Language::English, near),
        (None, ContextType::Member(known)) => format!(": expected {}", quoted(known)),
        (None, ContextType::Members(known)) => format!(": expected a list of {}", quoted(known)),
        (None, ContextType::Instant) => format!(": expected an RFC 3339 time such as `{TIME}`"),
    }
}
