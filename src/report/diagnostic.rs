//! Findings as miette shows them, with their source attached.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use miette::{
    Diagnostic, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents,
};

use super::mask::{Shown, TextKind};
use super::visible::visible;
use super::{OwnedFinding, Region, show};
use crate::input::Origin;
use crate::ruleset::Ruleset;
use smartro_lint_rules::program::Program;
use smartro_lint_rules::rule::Severity;
use smartro_lint_rules::source::{Position, Source, Span, byte_order_mark};

/// A request's text as diagnostics quote it: what is sensitive is masked.
pub struct RequestSource {
    source: Source,
    shown: Shown,
    offset: u64,
    program: Arc<Program>,
}

/// A finding with its source, or several of one rule on one object.
#[derive(Debug, Clone)]
pub struct FindingDiagnostic {
    finding: OwnedFinding,
    /// The message, or one below the other those of all findings.
    message: String,
    /// What to do, each once, and the fields that it is about.
    helps: Vec<(String, Vec<String>)>,
    source: Arc<RequestSource>,
    rule: Option<RuleDiagnostic>,
    others: Vec<OtherPlace>,
}

/// A label that is in another file.
#[derive(Debug, Clone)]
struct OtherPlace {
    source: Arc<RequestSource>,
    region: Region,
    text: String,
}

/// The text of the rule that made a finding.
#[derive(Debug, Clone)]
struct RuleDiagnostic {
    source: Arc<Source>,
    span: Span,
    name: String,
}

impl RequestSource {
    pub(crate) fn of(
        ruleset: &Ruleset,
        name: &str,
        text: &[u8],
        origin: Origin,
        kind: TextKind<'_>,
    ) -> Arc<Self> {
        let program = Arc::clone(&ruleset.program);
        let skipped = byte_order_mark(text);
        let text = text.get(skipped..).unwrap_or_default();
        let mut shown = Shown::new(ruleset, &as_long_text(text), kind);
        let text = std::mem::take(&mut shown.text);
        let source = Source::part(visible(name), text, origin.position);
        Arc::new(Self { source, shown, offset: origin.offset + skipped as u64, program })
    }

    /// What is underlined of a region of the file.
    fn underlined(&self, region: Region) -> SourceSpan {
        let (start, end) = (self.local(region.start), self.local(region.end));
        let end = self.source.underlined_end(start, end);
        (start, end - start).into()
    }

    /// Where the byte of the file at an offset is shown.
    fn local(&self, offset: u64) -> usize {
        self.shown.offset(usize::try_from(offset - self.offset).unwrap_or(0))
    }
}

/// The text of bytes; each byte that is no text becomes one of a character, so that offsets stay.
fn as_long_text(bytes: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '?'));
    }
    Cow::Owned(text)
}

impl OwnedFinding {
    /// The finding as miette shows it; `show_rule` adds the rule's own text.
    #[must_use]
    pub fn diagnostic(self, source: &Arc<RequestSource>, show_rule: bool) -> FindingDiagnostic {
        let rules = &source.program.rules;
        // The name may be qualified by the pack's.
        let name = self.rule.rsplit('/').next().unwrap_or_default();
        let rule = rules.iter().find(|rule| show_rule && *rule.name == *name);
        // Without the feature `texts`, there is nothing to show of it.
        let rule = rule.filter(|rule| !rule.source.text.is_empty());
        let rule = rule.map(|rule| RuleDiagnostic {
            source: Arc::clone(&rule.source),
            span: rule.span,
            name: rule.name.to_string(),
        });
        let message = self.message.clone();
        let source = Arc::clone(source);
        let helps = self.help.iter().map(|help| (help.clone(), vec![self.field()])).collect();
        FindingDiagnostic { finding: self, message, helps, source, rule, others: Vec::new() }
    }

    /// The last step of its pointer, as messages name it.
    fn field(&self) -> String {
        let mut field = String::new();
        show::push_step(&mut field, self.pointer.rsplit('/').next().unwrap_or_default());
        field
    }

    /// The object or the list that the value is in; none of the body itself.
    fn parent(&self) -> Option<&str> {
        self.pointer.rsplit_once('/').map(|(parent, _)| parent)
    }
}

impl FindingDiagnostic {
    /// The findings of a request, in their order; those of one rule on one object are one
    /// diagnostic, with the messages and the labels of all.
    #[must_use]
    pub fn merged(
        findings: &[OwnedFinding],
        source: &Arc<RequestSource>,
        show_rule: bool,
    ) -> Vec<Self> {
        let mut diagnostics: Vec<Self> = Vec::with_capacity(findings.len());
        let mut known = HashMap::new();
        for finding in findings {
            let key = (&finding.rule, finding.severity, finding.parent());
            match known.get(&key).and_then(|place: &usize| diagnostics.get_mut(*place)) {
                Some(diagnostic) => diagnostic.add(finding),
                None => {
                    known.insert(key, diagnostics.len());
                    diagnostics.push(finding.clone().diagnostic(source, show_rule));
                }
            }
        }
        diagnostics
    }

    /// Where it is: the first finding, if there are several.
    #[must_use]
    pub fn position(&self) -> Option<Position> {
        let Region { line, column, utf16: (utf16, _), .. } = self.finding.span?;
        Some(Position { line, column, utf16 })
    }

    /// The other files that labels are in.
    pub fn other_files(&self) -> impl Iterator<Item = &str> {
        self.finding.labels.iter().filter_map(|label| label.file.as_deref())
    }

    /// Shows the labels that are in another file, whose text this is, after the finding's own.
    pub fn show_other(&mut self, file: &str, source: &Arc<RequestSource>) {
        let labels = self.finding.labels.iter();
        let inside = labels.filter(|label| label.file.as_deref() == Some(file));
        let others = inside.filter_map(|label| {
            let (source, text) = (Arc::clone(source), label.text.clone());
            Some(OtherPlace { source, region: label.span?, text })
        });
        self.others.extend(others);
    }

    fn add(&mut self, other: &OwnedFinding) {
        let OwnedFinding { labels, url, .. } = &mut self.finding;
        labels.extend(other.labels.iter().cloned());
        add_lines(&mut self.message, &other.message);
        match (url, &other.url) {
            (Some(url), Some(other)) => add_lines(url, other),
            (url, Some(_)) => url.clone_from(&other.url),
            (_, None) => {}
        }
        let Some(help) = &other.help else { return };
        let field = other.field();
        match self.helps.iter_mut().find(|(known, _)| known == help) {
            Some((_, fields)) if fields.contains(&field) => {}
            Some((_, fields)) => fields.push(field),
            None => self.helps.push((help.clone(), vec![field])),
        }
    }

    /// What to do; of several things, each after the fields that it is about, unless it names them.
    fn help_text(&self) -> Option<String> {
        if let [(help, _)] = &*self.helps {
            return Some(help.clone());
        }
        let line = |(help, fields): &(String, Vec<String>)| {
            let fields: Vec<String> = fields.iter().map(|field| format!("`{field}`")).collect();
            match fields.iter().all(|field| help.contains(field)) {
                true => help.clone(),
                false => format!("{}: {help}", fields.join(", ")),
            }
        };
        let lines: Vec<String> = self.helps.iter().map(line).collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }
}

/// Adds a text below another, unless it is there.
fn add_lines(text: &mut String, other: &str) {
    if !text.split('\n').any(|line| line == other) {
        text.push('\n');
        text.push_str(other);
    }
}

impl std::fmt::Display for FindingDiagnostic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
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
        self.help_text().map(|help| Box::new(help) as Box<dyn std::fmt::Display>)
    }

    fn url<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        self.finding.url.as_ref().map(|url| Box::new(url) as Box<dyn std::fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&*self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let own = self.finding.labels.iter().filter(|label| label.file.is_none());
        let labels = own.filter_map(|label| {
            let span = self.source.underlined(label.span?);
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
        let others = self.others.iter().map(|other| other as &dyn Diagnostic);
        Some(Box::new(others.chain(self.rule.iter().map(|rule| rule as &dyn Diagnostic))))
    }
}

impl std::fmt::Display for OtherPlace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for OtherPlace {}

impl Diagnostic for OtherPlace {
    fn severity(&self) -> Option<miette::Severity> {
        Some(miette::Severity::Advice)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&*self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let span = self.source.underlined(self.region);
        Some(Box::new(std::iter::once(LabeledSpan::new_primary_with_span(None, span))))
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

impl SourceCode for RequestSource {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let contents = self.source.read_span(span, lines_before, lines_after)?;
        // Columns are those of the file, whatever is shown as an escape before them.
        let added = self.shown.added_on_line(contents.span().offset());
        let column = contents.column().saturating_sub(added);
        Ok(Box::new(MietteSpanContents::new_named(
            self.source.name.clone(),
            contents.data(),
            *contents.span(),
            contents.line(),
            column,
            contents.line_count(),
        )))
    }
}

impl std::fmt::Debug for RequestSource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RequestSource").field("name", &self.source.name).finish_non_exhaustive()
    }
}
