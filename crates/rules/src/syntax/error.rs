//! Where a rule file does not follow the grammar.

use std::fmt;
use std::sync::Arc;

use miette::{Diagnostic, LabeledSpan};

use super::messages;
use super::mistake::SyntaxErrorKind;
use crate::language::Language;
use crate::source::{Source, Span};

/// A rule file that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// What is wrong.
    pub kind: SyntaxErrorKind,
    /// In which text.
    pub file: Arc<Source>,
    /// Where in it.
    pub span: Span,
    language: Language,
}

impl SyntaxError {
    pub(super) fn new(kind: SyntaxErrorKind, file: Arc<Source>, span: Span) -> Self {
        Self { kind, file, span, language: Language::English }
    }

    /// The same with texts in another language.
    #[must_use]
    pub fn in_language(self, language: Language) -> Self {
        Self { language, ..self }
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&messages::message(self.language, &self.kind))
    }
}

impl std::error::Error for SyntaxError {}

impl Diagnostic for SyntaxError {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new("syntax"))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(messages::advice(self.language, &self.kind)?))
    }

    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        Some(&*self.file)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let span = self.file.underlined(self.span);
        let here = self.language.here().to_owned();
        let label = LabeledSpan::new_with_span(Some(here), span);
        Some(Box::new(std::iter::once(label)))
    }
}
