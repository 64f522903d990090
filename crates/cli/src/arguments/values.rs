//! The values that options take.

use std::path::PathBuf;
use std::str::FromStr;

use clap::ValueEnum;

use crate::messages::Message;
use smartro_lint::Language;
use smartro_lint::Severity;
use smartro_lint_rules::language::refused;
use smartro_lint_rules::suggest::suggest_spelling;

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Human-readable; in words, for screen readers, if `NO_GRAPHICS` is set
    Pretty,
    /// One line per finding: `file:line:column: severity[rule] message`
    Compact,
    /// One JSON document
    Json,
    /// One JSON line per request with findings, and one with the counts
    Jsonl,
    /// SARIF 2.1.0 for code scanning
    Sarif,
    /// Annotations for GitHub Actions
    Github,
    /// JUnit XML: a suite per file, a case per request
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
            .filter(|(name, file)| !name.is_empty() && !file.is_empty())
            .ok_or_else(|| Message::OutputSyntax.to_string())?;
        let format = Format::from_str(name, false).map_err(|_| {
            let known = Format::value_variants().iter().filter_map(ValueEnum::to_possible_value);
            let known: Vec<String> = known.map(|value| value.get_name().to_owned()).collect();
            let near = suggest_spelling(name, known.iter().map(String::as_str));
            let name = refused(name, near.is_some());
            Message::UnknownFormat { name, near, known: &known.join(", ") }.to_string()
        })?;
        Ok(Self { format, file: PathBuf::from(file) })
    }
}

/// A whole number, as an option's value: the number parser's own reasons are a programmer's.
pub(crate) fn whole_number<T: TryFrom<usize>, const LEAST: usize, const MOST: usize>(
    text: &str,
) -> Result<T, String> {
    let number = text.parse().ok().filter(|number| (LEAST..=MOST).contains(number));
    let number = number.and_then(|number| T::try_from(number).ok());
    number.ok_or_else(|| Message::WholeNumber(LEAST, MOST).to_string())
}

/// A severity, as an option's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SeverityArg {
    Error,
    Warning,
    Advice,
}

/// A language, as an option's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LanguageArg {
    /// 한국어
    Ko,
    /// English
    En,
}

/// When to use colors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// If the terminal supports them; `NO_COLOR`, `FORCE_COLOR` and `CLICOLOR_FORCE` take precedence
    Auto,
    Always,
    Never,
}

impl SeverityArg {
    pub(crate) fn severity(self) -> Severity {
        match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Advice => Severity::Advice,
        }
    }
}

/// The language that the arguments ask for, read before they are known to be right: their
/// mistakes are reported in it.
pub(crate) fn requested_language() -> Language {
    let mut arguments = std::env::args_os().skip(1);
    let mut given = None;
    while let Some(argument) = arguments.next() {
        let argument = argument.to_string_lossy().into_owned();
        match argument.strip_prefix("--lang") {
            Some("") => given = arguments.next().map(|name| name.to_string_lossy().into_owned()),
            Some(name) => given = name.strip_prefix('=').map(str::to_owned).or(given),
            None => {}
        }
    }
    let given = given.or_else(|| std::env::var("SMARTRO_LINT_LANG").ok());
    let given = given.and_then(|name| LanguageArg::from_str(&name, false).ok());
    LanguageArg::language(given, None)
}

impl LanguageArg {
    /// The option that asks for a language.
    #[cfg(feature = "lsp")]
    pub(crate) fn of(language: Language) -> Self {
        match language {
            Language::Korean => Self::Ko,
            Language::English => Self::En,
        }
    }

    /// The language of messages: the option's, the project file's, the environment's, else
    /// Korean.
    pub(crate) fn language(given: Option<Self>, project: Option<Language>) -> Language {
        let from_environment = || {
            let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
            Language::from_tag(&set("LC_ALL").or_else(|| set("LANG"))?)
        };
        match given {
            Some(Self::Ko) => Language::Korean,
            Some(Self::En) => Language::English,
            None => project.or_else(from_environment).unwrap_or_default(),
        }
    }
}
