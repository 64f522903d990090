//! Findings and mistakes as diagnostics.

use std::path::Path;

use smartro_lint::Severity;
use smartro_lint::report::{Label, OwnedFinding, Region};

use crate::protocol::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location,
    NumberOrString, Position, Range, Uri, address, uri,
};
use crate::text::Text;

/// What diagnostics have as their source.
const SOURCE: &str = "smartro-lint";

/// A finding of a request.
pub(crate) fn of_finding(finding: &OwnedFinding, uri: &Uri, text: &Text) -> Diagnostic {
    let range = underlined(finding, text);
    let related: Vec<_> =
        finding.labels.iter().filter_map(|label| related(label, range, uri, text)).collect();
    let href = finding.url.as_deref().and_then(address);
    Diagnostic {
        range,
        severity: Some(severity(finding.severity)),
        code: Some(NumberOrString::String(finding.rule.clone())),
        code_description: href.map(|href| CodeDescription { href }),
        source: Some(SOURCE.to_owned()),
        message: with_help(finding.message.clone(), finding.help.as_deref()),
        related_information: (!related.is_empty()).then_some(related),
        ..Diagnostic::default()
    }
}

/// A mistake of a file that is written for smartro-lint.
pub(crate) fn of_mistake(code: &str, range: Range, message: String) -> Diagnostic {
    Diagnostic {
        range,
        severity: Some(DiagnosticSeverity::ERROR),
        code: Some(NumberOrString::String(code.to_owned())),
        source: Some(SOURCE.to_owned()),
        message,
        ..Diagnostic::default()
    }
}

/// Why requests cannot be linted, at the beginning of their file.
pub(crate) fn of_failure(message: String) -> Diagnostic {
    let severity = Some(DiagnosticSeverity::WARNING);
    Diagnostic { severity, ..of_mistake("not-linted", Range::default(), message) }
}

/// The range that is underlined of a finding.
pub(crate) fn underlined(finding: &OwnedFinding, text: &Text) -> Range {
    let region = finding.anchor.or(finding.span);
    region.map_or_else(Range::default, |region| range(&region, text))
}

/// A message, and what to do about it on the next line.
pub(crate) fn with_help(message: String, help: Option<&str>) -> String {
    match help {
        Some(help) => format!("{message}\n{help}"),
        None => message,
    }
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Advice => DiagnosticSeverity::INFORMATION,
    }
}

fn range(region: &Region, text: &Text) -> Range {
    let offset = |offset: u64| usize::try_from(offset).unwrap_or(usize::MAX);
    text.range(offset(region.start), offset(region.end))
}

/// A label as related information, unless it is about what is underlined already.
fn related(
    label: &Label,
    underlined: Range,
    uri: &Uri,
    text: &Text,
) -> Option<DiagnosticRelatedInformation> {
    let region = label.span?;
    let (uri, range) = match &label.file {
        None => (uri.clone(), range(&region, text)),
        Some(file) => (self::uri(Path::new(file))?, of_other_file(&region)),
    };
    let is_known = label.file.is_none() && (range == underlined || label.text.is_empty());
    (!is_known).then(|| DiagnosticRelatedInformation {
        location: Location { uri, range },
        message: label.text.clone(),
    })
}

/// A range of a file whose text is not at hand.
fn of_other_file(region: &Region) -> Range {
    let position = |line: u32, column: u32| Position {
        line: line.saturating_sub(1),
        character: column.saturating_sub(1),
    };
    Range {
        start: position(region.line, region.utf16.0),
        end: position(region.end_line, region.utf16.1),
    }
}
