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

    /// The labels of places in packs.
    #[cfg(feature = "compiler")]
    pub(crate) fn labels(self) -> Labels {
        match self {
            Self::Korean => Labels { here: "여기", first: "처음 나온 곳" },
            Self::English => Labels { here: "here", first: "first here" },
        }
    }
}

/// A string as messages show it between backticks, where an empty one could not be seen.
#[must_use]
pub fn shown(text: &str) -> &str {
    if text.is_empty() { "\"\"" } else { text }
}

/// Names as messages list them: in backticks, with commas between.
pub fn quoted<N: AsRef<str>>(names: impl IntoIterator<Item = N>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{}`", name.as_ref())).collect();
    names.join(", ")
}

/// The labels of places.
#[cfg(feature = "compiler")]
pub(crate) struct Labels {
    /// Of the mistake.
    pub(crate) here: &'static str,
    /// Of the first of several things with one name.
    pub(crate) first: &'static str,
}
