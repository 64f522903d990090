//! Text for a person, other than findings.

use anstyle::{AnsiColor, Effects};

use super::output::{Style, width};
use crate::rule::Severity;

impl Style {
    /// What stands out: a heading, a name.
    pub(super) fn strong(&self, text: &str) -> String {
        self.styled(anstyle::Style::new().effects(Effects::BOLD), text)
    }

    /// A severity, in its colour.
    pub(super) fn severity(&self, severity: Severity) -> String {
        let color = match severity {
            Severity::Error => AnsiColor::Red,
            Severity::Warning => AnsiColor::Yellow,
            Severity::Advice => AnsiColor::Cyan,
        };
        self.styled(color.on_default(), severity.name())
    }

    fn styled(&self, style: anstyle::Style, text: &str) -> String {
        if self.colored { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    /// A paragraph in lines that fit, each after an indentation.
    pub(super) fn wrapped(&self, text: &str, indentation: &str) -> String {
        let options = textwrap::Options::new(width())
            .initial_indent(indentation)
            .subsequent_indent(indentation)
            .break_words(false)
            // Korean too is read in whole words.
            .word_separator(textwrap::WordSeparator::AsciiSpace);
        textwrap::wrap(text.trim(), options).iter().flat_map(|line| [line, "\n"]).collect()
    }
}
