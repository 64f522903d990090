//! Why a project file cannot be used.

use std::sync::Arc;

use miette::Diagnostic;
use thiserror::Error;

use super::place::{Part, place};
use super::value::{Step, What, Wrong};
use crate::messages::Message;
use smartro_lint::source::{Source, Span};
use smartro_lint_rules::suggest::suggest_spelling;
use smartro_lint_rules::yaml::YamlError;

/// Everything that is wrong with a project file.
#[derive(Debug, Error, Diagnostic)]
#[error("{}", Message::ProjectFile { name: file, mistakes: mistakes.len() })]
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
    #[label(primary, "{}", Message::Here)]
    span: Span,
}

impl ProjectError {
    /// The mistakes of a file, in the order of its text.
    pub(super) fn new(source: &Source, mut mistakes: Vec<Mistake>) -> Self {
        mistakes.sort_by_key(|mistake| mistake.span);
        Self { file: source.name.clone(), mistakes }
    }
}

impl Mistake {
    /// A message about a part of a file.
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
        match what {
            What::UnknownKey { key, known } => {
                let way = [way, &[Step::Key(key.clone())]].concat();
                let message = Message::UnknownKey { key }.to_string();
                Self::new(source, (&way, Part::Key), message, Some(advised(key, known)))
            }
            What::UnknownWord { word, known } => {
                let message = Message::UnknownValue { value: word, of: name }.to_string();
                Self::new(source, (way, Part::Value), message, Some(advised(word, known)))
            }
            What::Missing { key } => {
                let message = Message::MissingKey { key }.to_string();
                let help = (*key == "reason").then(|| Message::ReasonHelp.to_string());
                Self::new(source, (way, Part::Value), message, help)
            }
            What::Kind { expected, found } => {
                let help = match (name, found.as_str()) {
                    (Some("rules"), mapping) if mapping == Message::Mapping.to_string() => {
                        Some(Message::RulesHelp)
                    }
                    (_, "`false`") if expected.contains("`off`") => {
                        Some(Message::DidYouMean { near: "off" })
                    }
                    _ => None,
                };
                let help = help.map(|help| help.to_string());
                let message = Message::WrongKind { expected, found, of: name }.to_string();
                Self::new(source, (way, Part::Value), message, help)
            }
            What::KeyKind => {
                let message = Message::KeyNotText.to_string();
                Self::new(source, (way, Part::Value), message, None)
            }
            What::Message(message) => Self::new(source, (way, Part::Value), message.clone(), None),
        }
    }
}

/// Which name was probably meant, or which there are.
pub(super) fn advised(name: &str, known: &[&str]) -> String {
    match suggest_spelling(name, known.iter().copied()) {
        Some(near) => Message::DidYouMean { near }.to_string(),
        None => Message::OneOf { names: known }.to_string(),
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
