//! Findings as miette shows them, with their source attached.

use std::sync::Arc;

use miette::{
    Diagnostic, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents,
};

use super::{Finding, mask};
use crate::linter::{Linter, Origin};
use crate::program::Program;
use crate::rule::Severity;
use crate::source::{Source, Span};

/// A line longer than this, in characters, is shown in part.
const LONG_LINE: usize = 160;

/// How much of a long line is shown on each side of what is underlined, in characters.
const AROUND: usize = 24;

/// How much of a value on a long line is underlined, in bytes.
const UNDERLINED: usize = 60;

/// A request's text as diagnostics quote it: what is sensitive is masked.
#[derive(Clone)]
pub struct RequestSource {
    name: String,
    text: String,
    origin: Origin,
    program: Arc<Program>,
}

/// A finding with its source.
#[derive(Debug, Clone)]
pub struct FindingDiagnostic {
    finding: Finding,
    source: Arc<RequestSource>,
    rule: Option<RuleDiagnostic>,
}

/// The text of the rule that made a finding.
#[derive(Debug, Clone)]
struct RuleDiagnostic {
    source: Arc<Source>,
    span: Span,
    name: String,
}

impl RequestSource {
    /// The text of a request, and what its file is called. Bytes that are not UTF-8 are
    /// replaced.
    #[must_use]
    pub fn new(linter: &Linter, name: impl Into<String>, text: &[u8], origin: Origin) -> Arc<Self> {
        let program = Arc::clone(linter.program());
        let text = as_long_text(text);
        let text = mask(&text, &program.sensitive).into_owned();
        Arc::new(Self { name: name.into(), text, origin, program })
    }
}

/// The text of bytes; each byte that is no text becomes one of a character, so that offsets stay.
fn as_long_text(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '?'));
    }
    text
}

impl Finding {
    /// The finding as miette shows it; `show_rule` adds the rule's own text.
    #[must_use]
    pub fn diagnostic(self, source: &Arc<RequestSource>, show_rule: bool) -> FindingDiagnostic {
        let rules = &source.program.rules;
        let rule = rules.iter().find(|rule| show_rule && *rule.name == *self.rule);
        let rule = rule.map(|rule| RuleDiagnostic {
            source: Arc::clone(&rule.source),
            span: rule.span,
            name: rule.name.to_string(),
        });
        FindingDiagnostic { finding: self, source: Arc::clone(source), rule }
    }
}

impl std::fmt::Display for FindingDiagnostic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.finding.message)
    }
}

impl std::error::Error for FindingDiagnostic {}

impl Diagnostic for FindingDiagnostic {
    fn code<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        Some(Box::new(&self.finding.rule))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.finding.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Advice => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        self.finding.help.as_ref().map(|help| Box::new(help) as Box<dyn std::fmt::Display>)
    }

    fn url<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        self.finding.url.as_ref().map(|url| Box::new(url) as Box<dyn std::fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&*self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let labels = self.finding.labels.iter().filter_map(|label| {
            let region = label.span?;
            let local =
                |offset: u64| usize::try_from(offset - self.source.origin.offset).unwrap_or(0);
            let span = self.source.shortened(local(region.start), local(region.end));
            let text = Some(label.text.clone());
            Some(if label.primary {
                LabeledSpan::new_primary_with_span(text, span)
            } else {
                LabeledSpan::new_with_span(text, span)
            })
        });
        Some(Box::new(labels))
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        let rule = self.rule.as_ref()?;
        Some(Box::new(std::iter::once(rule as &dyn Diagnostic)))
    }
}

impl std::fmt::Display for RuleDiagnostic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.name)
    }
}

impl std::error::Error for RuleDiagnostic {}

impl Diagnostic for RuleDiagnostic {
    fn severity(&self) -> Option<miette::Severity> {
        Some(miette::Severity::Advice)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&*self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(std::iter::once(LabeledSpan::new_primary_with_span(None, self.span))))
    }
}

impl RequestSource {
    /// What is underlined: of a long value on a long line, its start.
    fn shortened(&self, start: usize, end: usize) -> SourceSpan {
        let line = self.line_around(start);
        let long = self.text.get(line).is_some_and(|line| line.len() > LONG_LINE);
        let end = if long && end - start > UNDERLINED {
            (start..=start + UNDERLINED)
                .rev()
                .find(|at| self.text.is_char_boundary(*at))
                .unwrap_or(end)
        } else {
            end
        };
        (start, end - start).into()
    }

    fn line_around(&self, at: usize) -> std::ops::Range<usize> {
        let before = self.text.get(..at).unwrap_or(&self.text);
        let after = self.text.get(at..).unwrap_or("");
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        start..at + after.find('\n').unwrap_or(after.len())
    }

    /// A part of a line that is too long to be shown whole.
    fn window(
        &self,
        line: &std::ops::Range<usize>,
        start: usize,
        end: usize,
    ) -> std::ops::Range<usize> {
        let before = self.text.get(line.start..start).unwrap_or("");
        let after = self.text.get(end..line.end).unwrap_or("");
        let from = before
            .char_indices()
            .rev()
            .nth(AROUND - 1)
            .map_or(line.start, |(at, _)| line.start + at);
        let to = after.char_indices().nth(AROUND).map_or(line.end, |(at, _)| end + at);
        from..to
    }

    fn contents(&self, range: std::ops::Range<usize>) -> MietteSpanContents<'_> {
        let line_start = self.line_around(range.start).start;
        let before = self.text.get(..range.start).unwrap_or("");
        let line = before.bytes().filter(|byte| *byte == b'\n').count();
        let column = self.text.get(line_start..range.start).unwrap_or("").chars().count();
        let shift = self.origin.position.column as usize - 1;
        let column = if line == 0 { column + shift } else { column };
        let data = self.text.get(range.clone()).unwrap_or("");
        MietteSpanContents::new_named(
            self.name.clone(),
            data.as_bytes(),
            (range.start, data.len()).into(),
            line + self.origin.position_line(),
            column,
            data.bytes().filter(|byte| *byte == b'\n').count() + 1,
        )
    }
}

impl Origin {
    /// Its line, from 0.
    fn position_line(self) -> usize {
        self.position.line as usize - 1
    }
}

impl SourceCode for RequestSource {
    /// As miette reads text, but for two things: columns count characters, and of a line that
    /// no terminal could show only the part around the span is given.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (start, end) = (span.offset(), span.offset() + span.len());
        if end > self.text.len() || !self.text.is_char_boundary(start) {
            return Err(MietteError::OutOfBounds);
        }
        let (first, last) = (self.line_around(start), self.line_around(end));
        let long = |line: &std::ops::Range<usize>| line.len() > LONG_LINE;
        if long(&first) || long(&last) {
            // Two labels far apart on one line are shown apart.
            if end - start > LONG_LINE {
                return Err(MietteError::OutOfBounds);
            }
            return Ok(Box::new(self.contents(self.window(&first, start, end))));
        }
        if lines_before == 0 {
            return Ok(Box::new(self.contents(start..end)));
        }
        let mut from = first.start;
        for _ in 0..lines_before {
            let line = self.line_around(from.saturating_sub(1));
            if from == 0 || long(&line) {
                break;
            }
            from = line.start;
        }
        let mut to = last.end;
        for _ in 0..lines_after {
            let line = self.line_around((to + 1).min(self.text.len()));
            if to >= self.text.len() || long(&line) {
                break;
            }
            to = line.end;
        }
        Ok(Box::new(self.contents(from..to)))
    }
}

impl std::fmt::Debug for RequestSource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RequestSource").field("name", &self.name).finish_non_exhaustive()
    }
}
