//! The values that options take.

use std::path::PathBuf;
use std::str::FromStr;

use clap::ValueEnum;
use serde::Deserialize;

use smartro_lint::Language;
use smartro_lint::Severity;

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For a person at a terminal; in words, for a screen reader, where `NO_GRAPHICS` is set
    Pretty,
    /// A line for each finding: `file:line:column: severity[rule] message`
    Compact,
    /// One JSON document
    Json,
    /// A line of JSON for each request that something was found in, and one with the counts
    Jsonl,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations in a run of GitHub Actions
    Github,
    /// JUnit's XML: a suite for each file, a case for each request
    Junit,
}

/// A file that findings are written to, and how.
#[derive(Debug, Clone)]
pub(crate) struct Output {
    pub(crate) format: Format,
    pub(crate) file: PathBuf,
}

impl FromStr for Output {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, file) = text
            .split_once('=')
            .filter(|(_, file)| !file.is_empty())
            .ok_or("write it as FORMAT=FILE, such as `sarif=out.sarif`")?;
        let format = Format::from_str(name, false).map_err(|_| {
            let known = Format::value_variants().iter().filter_map(ValueEnum::to_possible_value);
            let known: Vec<String> = known.map(|value| value.get_name().to_owned()).collect();
            format!("unknown format `{name}` (one of {})", known.join(", "))
        })?;
        Ok(Self { format, file: PathBuf::from(file) })
    }
}

/// A severity, as an option's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub(crate) enum Level {
    Error,
    Warning,
    Advice,
}

/// A language, as an option's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub(crate) enum Tongue {
    /// 한국어
    Ko,
    /// English
    En,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// Where the terminal takes them, unless `NO_COLOR`, `FORCE_COLOR` or `CLICOLOR_FORCE` is set
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
