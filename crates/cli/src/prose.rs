//! Text for a person, other than findings.

use similar::TextDiff;

use super::output::{Style, width};
use crate::form::palette::{self, bold, color, styled};
use crate::form::paragraph;
use smartro_lint::Severity;

impl Style {
    /// What stands out: a heading, a name.
    pub(super) fn strong(&self, text: &str) -> String {
        styled(text, bold(), self.colored)
    }

    /// A severity, in its colour.
    pub(super) fn severity(&self, severity: Severity) -> String {
        styled(severity.name(), palette::severity(severity), self.colored)
    }

    /// A paragraph in lines that fit, each after an indentation.
    pub(super) fn wrapped(&self, text: &str, indentation: &str) -> String {
        paragraph(text, indentation, indentation, width())
    }

    /// The change of a file, as `diff -u` shows it.
    pub(super) fn diff(&self, name: &str, before: &str, after: &str) -> String {
        let diff =
            TextDiff::from_lines(before, after).unified_diff().header(name, name).to_string();
        let colored = |(number, line): (usize, &str)| {
            let style = match line.chars().next() {
                _ if number < 2 => bold(),
                Some('-') => color(palette::RED),
                Some('+') => color(palette::GREEN),
                Some('@') => color(palette::BLUE),
                _ => return format!("{line}\n"),
            };
            styled(line, style, self.colored) + "\n"
        };
        diff.split_terminator('\n').enumerate().map(colored).collect()
    }
}
