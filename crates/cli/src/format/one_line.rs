//! Texts that stand on one line.

use smartro_lint::report::{OwnedFinding, is_invisible, visible};

/// A file's name from where the program was started, as services that know a repository's files
/// by their names want it.
pub(super) fn plain_name(file: &str) -> &str {
    file.strip_prefix("./").unwrap_or(file)
}

/// A finding on one line, as editors and terminals know how to open: `file:line:column: …`.
pub(super) fn line_of(file: &str, finding: &OwnedFinding) -> String {
    let (line, column) = finding.span.map_or((1, 1), |span| (span.line, span.column));
    let (severity, rule, message) = (finding.severity.name(), &finding.rule, &finding.message);
    let (file, message) = (visible(file), on_one_line(message));
    format!("{file}:{line}:{column}: {severity}[{rule}] {message}")
}

/// A text on one line, without what a terminal would act on.
pub(super) fn on_one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\r' | '\t' => line.push(' '),
            other if is_invisible(other) => line.extend(other.escape_unicode()),
            other => line.push(other),
        }
    }
    line
}
