//! What is wrong with a project file.

use std::fmt;
use std::sync::Arc;

use miette::{Diagnostic, LabeledSpan, SourceCode};
use thiserror::Error;

use super::kind::MistakeKind;
use super::messages;
use crate::built_in::ruleset;
use crate::report::Shown;
use smartro_lint_rules::language::Language;
use smartro_lint_rules::source::{Source, Span};

/// Everything that is wrong with a project file.
#[derive(Debug, Clone, Error, Diagnostic)]
#[error("{}", messages::heading(*language, file, mistakes.len()))]
pub struct ProjectError {
    file: String,
    language: Language,
    #[related]
    mistakes: Vec<Mistake>,
}

/// One thing that is wrong with a project file.
#[derive(Debug, Clone)]
pub struct Mistake {
    kind: MistakeKind,
    language: Language,
    /// The file as it is shown, and where the mistake is in that.
    text: Arc<Source>,
    shown: Span,
    span: Span,
}

impl ProjectError {
    /// The mistakes of a file, in the order of its text.
    pub(super) fn new(source: &Source, language: Language, mut mistakes: Vec<Mistake>) -> Self {
        mistakes.sort_by_key(|mistake| mistake.span);
        if let Some(ruleset) = ruleset().filter(|_| !mistakes.is_empty()) {
            let refused =
                mistakes.iter().filter(|mistake| mistake.kind.without_refused().is_some());
            let refused = refused.map(|mistake| mistake.span.range());
            let shown = Shown::without(&ruleset, &source.text, refused);
            let text = Source::new(source.name.clone(), shown.text.clone());
            let at = |offset: u32| shown.offset(offset as usize);
            for mistake in &mut mistakes {
                mistake.shown = Span::new(at(mistake.span.start), at(mistake.span.end));
                mistake.text = Arc::clone(&text);
            }
        }
        Self { file: source.name.clone(), language, mistakes }.in_language(language)
    }

    /// The mistakes, in the order of the text.
    #[must_use]
    pub fn mistakes(&self) -> &[Mistake] {
        &self.mistakes
    }

    /// The same with messages in another language.
    #[must_use]
    pub fn in_language(mut self, language: Language) -> Self {
        self.language = language;
        for mistake in &mut self.mistakes {
            mistake.language = language;
        }
        self
    }
}

impl Mistake {
    pub(super) fn new(text: &Arc<Source>, span: Span, kind: MistakeKind) -> Self {
        // Of a long line no more is shown than what is about its beginning.
        let span = text.underlined(span);
        Self { kind, language: Language::default(), text: Arc::clone(text), shown: span, span }
    }

    /// What is wrong.
    #[must_use]
    pub fn kind(&self) -> &MistakeKind {
        &self.kind
    }

    /// Where it is, in bytes.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// What to do about it.
    #[must_use]
    pub fn advice(&self) -> Option<String> {
        messages::help(self.language, &self.kind)
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&messages::message(self.language, &self.kind))
    }
}

impl std::error::Error for Mistake {}

impl Diagnostic for Mistake {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new("project-file"))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.advice()?))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&*self.text)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let text = self.language.here().to_owned();
        let label = LabeledSpan::new_primary_with_span(Some(text), self.shown);
        Some(Box::new(std::iter::once(label)))
    }
}
