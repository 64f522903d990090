//! Workflow commands of GitHub Actions: a run shows each finding at its line.

use super::emitter::{Emitter, Outcome, ReportEntry};
use super::one_line::{on_one_line, plain_name};
use smartro_lint::Severity;
use smartro_lint::report::{OwnedFinding, Region, visible};

/// Workflow commands.
pub(crate) struct GitHub;

impl Emitter for GitHub {
    fn entry(&self, entry: &ReportEntry<'_>, out: &mut Vec<u8>) {
        for finding in &entry.report.diagnostics {
            out.extend_from_slice(annotation(entry.file, finding).as_bytes());
        }
    }

    fn end(&self, outcome: &Outcome, out: &mut Vec<u8>) {
        for reason in &outcome.unread {
            out.extend_from_slice(format!("::error::{}\n", data(reason)).as_bytes());
        }
    }
}

fn annotation(file: &str, finding: &OwnedFinding) -> String {
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "notice",
    };
    let (file, title) = (property(plain_name(file)), property(&finding.rule));
    let place = finding.span.map(|span| place(&span)).unwrap_or_default();
    let help = finding.help.iter().chain(&finding.url).map(|text| format!("\n{text}"));
    let text = data(&(finding.message.clone() + &help.collect::<String>()));
    format!("::{command} file={file},{place}title={title}::{text}\n")
}

/// GitHub takes columns only where a place is on one line.
fn place(span: &Region) -> String {
    let Region { line, column, end_line, end_column, .. } = span;
    if line == end_line {
        format!("line={line},col={column},endLine={end_line},endColumn={end_column},")
    } else {
        format!("line={line},endLine={end_line},")
    }
}

/// A message, as a command's data is written.
fn data(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(on_one_line).collect();
    lines.join("\n").replace('%', "%25").replace('\n', "%0A")
}

/// A value, as a command's properties are written.
fn property(value: &str) -> String {
    let escapes = [('%', "%25"), (':', "%3A"), (',', "%2C")];
    escapes
        .iter()
        .fold(visible(value), |value, (character, escape)| value.replace(*character, escape))
}
