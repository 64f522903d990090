//! The languages that messages are in.

/// Which language messages are in.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize,
)]
pub enum Language {
    /// 한국어, what most users read first.
    #[default]
    Korean,
    /// English.
    English,
}

impl Language {
    /// The language of a tag such as `ko`, `en` or `en_US.UTF-8`.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let language = tag.split(['_', '-', '.', '@']).next().unwrap_or_default();
        match language.to_ascii_lowercase().as_str() {
            "ko" => Some(Self::Korean),
            "en" => Some(Self::English),
            _ => None,
        }
    }

    /// Its tag: `ko` or `en`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Korean => "ko",
            Self::English => "en",
        }
    }

    /// The label of a place about which its message says all.
    #[must_use]
    pub fn here(self) -> &'static str {
        match self {
            Self::Korean => "여기",
            Self::English => "here",
        }
    }

    /// The label of the first of several things with one name.
    #[cfg(feature = "compiler")]
    pub(crate) fn first_here(self) -> &'static str {
        match self {
            Self::Korean => "처음 나온 곳",
            Self::English => "first here",
        }
    }
}

/// A string as messages show it between backticks, where an empty one could not be seen.
#[must_use]
pub fn shown(text: &str) -> &str {
    if text.is_empty() { "\"\"" } else { text }
}

/// A value that is refused, as messages show it between backticks: one that is like nothing that is
/// allowed may be a secret that got there by mistake, and is not repeated, unless it is a short word
/// such as `prod`.
#[must_use]
pub fn refused(value: &str, is_like_allowed: bool) -> &str {
    /// A longer word of letters alone may be a key, in bytes.
    const LONGEST: usize = 12;
    let is_word = value.len() <= LONGEST && value.bytes().all(|byte| byte.is_ascii_alphabetic());
    if is_word || is_like_allowed { shown(value) } else { "…" }
}

/// Whether a text may be a misspelt number, date or time: it has their characters, and no others.
#[must_use]
pub fn is_like_number(text: &str) -> bool {
    /// A time is no longer, in bytes.
    const LONGEST: usize = 40;
    let is_part = |byte: u8| byte.is_ascii_digit() || b"+-:./ TZtz".contains(&byte);
    text.len() <= LONGEST && text.bytes().all(is_part)
}

/// Whether a text may be the name of a rule that is not there: words with hyphens between them.
#[must_use]
pub fn is_like_rule(text: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_lowercase() || matches!(byte, b'-' | b'/');
    text.contains('-') && text.bytes().all(is_part)
}

/// Names as messages list them: in backticks, with commas between.
pub fn quoted<N: AsRef<str>>(names: impl IntoIterator<Item = N>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{}`", name.as_ref())).collect();
    names.join(", ")
}
