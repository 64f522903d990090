//! Why a project file cannot be used.

use std::sync::Arc;

use miette::Diagnostic;
use thiserror::Error;

use super::place::{Part, place};
use super::value::{Step, What, Wrong, one_of};
use smartro_lint::source::{Source, Span};
use smartro_lint_rules::suggest::did_you_mean;
use smartro_lint_rules::yaml::YamlError;

/// Everything that is wrong with a project file.
#[derive(Debug, Error, Diagnostic)]
#[error("the project file `{file}` cannot be used: {} {}", .mistakes.len(), counted(.mistakes.len()))]
pub(super) struct ProjectError {
    file: String,
    #[related]
    mistakes: Vec<Mistake>,
}

/// One thing that is wrong with a project file.
#[derive(Debug, Error, Diagnostic)]
#[error("{message}")]
#[diagnostic(code("project-file"))]
pub(super) struct Mistake {
    message: String,
    #[help]
    help: Option<String>,
    #[source_code]
    text: Arc<Source>,
    #[label(primary, "here")]
    span: Span,
}

fn counted(count: usize) -> &'static str {
    if count == 1 { "mistake" } else { "mistakes" }
}

impl ProjectError {
    /// The mistakes of a file, in the order of its text.
    pub(super) fn new(source: &Source, mut mistakes: Vec<Mistake>) -> Self {
        mistakes.sort_by_key(|mistake| mistake.span);
        Self { file: source.name.clone(), mistakes }
    }
}

impl Mistake {
    /// What is said of a part of a file.
    pub(super) fn new(
        source: &Arc<Source>,
        (way, part): (&[Step], Part),
        message: String,
        help: Option<String>,
    ) -> Self {
        // Of a long line no more is shown than what is about its beginning.
        let span = source.underlined(place(&source.text, way, part));
        Self { message, help, text: Arc::clone(source), span }
    }

    /// A part of a file that is not of the form that it should have.
    pub(super) fn wrong(source: &Arc<Source>, way: &[Step], what: &What) -> Self {
        let name = way.iter().rev().find_map(|step| match step {
            Step::Key(key) => Some(key.as_str()),
            Step::Item(_) => None,
        });
        let advised = |said: &str, known: &[&'static str]| {
            let one_of = || format!("it is one of {}", one_of(known));
            Some(did_you_mean(said, known.iter().copied()).unwrap_or_else(one_of))
        };
        let of = |name: Option<&str>| name.map(|name| format!(" for `{name}`")).unwrap_or_default();
        match what {
            What::UnknownKey { key, known } => {
                let way = [way, &[Step::Key(key.clone())]].concat();
                let message = format!("unknown key `{key}`");
                Self::new(source, (&way, Part::Key), message, advised(key, known))
            }
            What::UnknownWord { word, known } => {
                let message = format!("unknown value `{word}`{}", of(name));
                Self::new(source, (way, Part::Value), message, advised(word, known))
            }
            What::Missing { key } => {
                let message = format!("the key `{key}` is missing");
                let help = (*key == "reason").then(|| {
                    "whoever reads this in a year wants to know why nothing is told".to_owned()
                });
                Self::new(source, (way, Part::Value), message, help)
            }
            What::Kind { expected, found } => {
                let help = match (name, found.as_str()) {
                    (Some("rules"), "a mapping") => Some(
                        "`rules` is the directory of a rule pack; severities of rules stand \
                         under `severity`",
                    ),
                    (_, "`false`") if expected.contains("`off`") => Some("did you mean `off`?"),
                    _ => None,
                };
                let help = help.map(str::to_owned);
                let message = format!("expected {expected}{}, found {found}", of(name));
                Self::new(source, (way, Part::Value), message, help)
            }
            What::KeyKind => {
                let message = "a key is a text here: put it in quotes".to_owned();
                Self::new(source, (way, Part::Value), message, None)
            }
            What::Said(said) => Self::new(source, (way, Part::Value), said.clone(), None),
        }
    }
}

impl From<(&Arc<Source>, YamlError)> for Mistake {
    fn from((source, error): (&Arc<Source>, YamlError)) -> Self {
        Self { message: error.reason, help: None, text: Arc::clone(source), span: error.span }
    }
}

impl Wrong {
    /// The way to the part, the first step first.
    pub(super) fn way(&self) -> Vec<Step> {
        self.steps.iter().rev().cloned().collect()
    }
}
