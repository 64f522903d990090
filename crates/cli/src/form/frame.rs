//! What of a diagnostic stands in the frame that miette draws.

use std::fmt::{self, Display};

use miette::{Diagnostic, LabeledSpan, Severity, SourceCode};
use textwrap::core::display_width;

use super::renderer::words;

/// A diagnostic without what miette would write with words of its own, which are English, and
/// with labels that fit the frame.
#[derive(Debug)]
pub(super) struct Framed<'d> {
    pub(super) diagnostic: &'d dyn Diagnostic,
    /// How wide the terminal is, in columns.
    pub(super) width: usize,
}

/// No label is made narrower, in columns.
const NARROW: usize = 12;

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
        self.diagnostic.source_code()
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let mut labels: Vec<_> = self.diagnostic.labels()?.collect();
        labels.sort_by_key(LabeledSpan::offset);
        if let Some(source) = self.diagnostic.source_code() {
            let mut from = 0;
            for label in &mut labels {
                let Some(column) = column(source, label, &mut from) else { continue };
                let room = self.width.saturating_sub(column).max(NARROW);
                let text = label.label().map(|text| textwrap::fill(text, words(room)));
                label.set_label(text);
            }
        }
        Some(Box::new(labels.into_iter()))
    }
}

/// In which column a label's text begins. What is quoted begins `from` an earlier label, where
/// both can be shown together.
fn column(source: &dyn SourceCode, label: &LabeledSpan, from: &mut usize) -> Option<usize> {
    let end = label.offset() + label.len();
    let together = source.read_span(&(*from, end.saturating_sub(*from)).into(), 1, 1);
    let contents = match together {
        Ok(contents) => contents,
        Err(_) => {
            *from = label.offset();
            source.read_span(label.inner(), 1, 1).ok()?
        }
    };
    let text = str::from_utf8(contents.data()).ok()?;
    let (before, rest) = text.split_at_checked(label.offset() - contents.span().offset())?;
    let (marked, _) = rest.split_at_checked(label.len())?;
    let line = before.rsplit('\n').next().unwrap_or_default().replace('\t', "    ");
    let number = (contents.line() + contents.line_count()).to_string();
    // ` 12 │ "key": "value"`, ` · ──┬──` and ` · ╰── label`.
    let margin = number.len() + 4;
    (!marked.contains('\n')).then(|| margin + display_width(&line) + display_width(marked) / 2 + 4)
}
