//! Text for a person, other than findings.

use std::fmt::Display;

use owo_colors::Styled;

use super::output::{Style, width};
use crate::format::paragraph;
use crate::palette::{self, bold, color, styled};
use smartro_lint::Severity;
use smartro_lint::report::visible_lines;

impl Style {
    /// What is emphasised: a heading, a name.
    pub(super) fn strong(&self, text: &str) -> String {
        styled(text, bold(), self.colored)
    }

    /// A severity, in its colour.
    pub(super) fn severity(&self, severity: Severity) -> String {
        styled(severity.name(), palette::severity(severity), self.colored)
    }

    /// A paragraph in lines that fit, each after an indentation.
    pub(super) fn wrapped(&self, text: &str, indentation: &str) -> String {
        paragraph(&visible_lines(text.to_owned()), indentation, indentation, width())
    }

    /// A line of a change as `diff -u` shows it, in the colour of its sign.
    pub(super) fn changed<L: Display>(&self, sign: char, line: L) -> Styled<L> {
        let style = match sign {
            _ if !self.colored => owo_colors::Style::new(),
            '-' => color(palette::RED),
            '+' => color(palette::GREEN),
            '@' => color(palette::BLUE),
            _ => owo_colors::Style::new(),
        };
        style.style(line)
    }
}
