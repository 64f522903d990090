//! The values that options take.

use clap::ValueEnum;

use crate::language::Language;
use crate::rule::Severity;

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For a person at a terminal
    Pretty,
    /// One JSON document
    Json,
}

/// A severity, as an option's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Level {
    Error,
    Warning,
    Advice,
}

/// A language, as an option's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Tongue {
    /// 한국어
    Ko,
    /// English
    En,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// At a terminal, unless `NO_COLOR` is set
    Auto,
    Always,
    Never,
}

impl Level {
    pub(crate) fn severity(self) -> Severity {
        match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Advice => Severity::Advice,
        }
    }
}

impl Tongue {
    /// The language of messages: the option's, the environment's, else Korean.
    pub(crate) fn language(given: Option<Self>) -> Language {
        let from_environment = || {
            let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
            Language::from_tag(&set("LC_ALL").or_else(|| set("LANG"))?)
        };
        match given {
            Some(Self::Ko) => Language::Korean,
            Some(Self::En) => Language::English,
            None => from_environment().unwrap_or_default(),
        }
    }
}
