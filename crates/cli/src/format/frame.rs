//! What of a diagnostic is in the frame that miette draws.

use std::fmt::{self, Display};

use miette::{Diagnostic, LabeledSpan, Severity, SourceCode};

use super::quote::Quote;

/// A diagnostic without what miette would write with words of its own, which are English, and
/// with a quote and labels that fit the frame.
#[derive(Debug)]
pub(super) struct Framed<'d> {
    pub(super) diagnostic: &'d dyn Diagnostic,
    pub(super) quote: Option<Quote>,
    /// How wide the terminal is, in columns.
    pub(super) width: usize,
}

impl Display for Framed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Display::fmt(self.diagnostic, f)
    }
}

impl std::error::Error for Framed<'_> {}

impl Diagnostic for Framed<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        self.diagnostic.code()
    }

    fn severity(&self) -> Option<Severity> {
        self.diagnostic.severity()
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.quote.as_ref().map(|quote| quote as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.quote.as_ref()?.labels(self.width)))
    }
}
