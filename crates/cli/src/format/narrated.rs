//! Diagnostics in words, for those who listen.

use miette::Diagnostic;

use super::quote::{Mark, Quote, Room};
use crate::messages::Message;
use smartro_lint::source::Position;
use smartro_lint::{Language, Severity};

/// How much of a line is read aloud, in columns.
const WIDTH: usize = 80;

/// A diagnostic as sentences of a language: what it is, where, the lines that it is about with what is
/// reported of their parts, and what to do.
pub(super) fn narrated(
    diagnostic: &dyn Diagnostic,
    position: Option<Position>,
    language: Language,
) -> String {
    let mut lines = vec![head(diagnostic, language)];
    let room = Room { width: WIDTH, ellipsis: "…" };
    if let Some(quote) = Quote::of(diagnostic, position, room) {
        lines.push(place(&quote, language));
        lines.extend(quotes(&quote, language));
    }
    let help = diagnostic.help().map(|help| Message::HelpOf(&help).text(language));
    let url = diagnostic.url().map(|url| Message::SourceOf(&url).text(language));
    lines.extend(help.into_iter().chain(url));
    let mut text = lines.join("\n") + "\n";
    for related in diagnostic.related().into_iter().flatten() {
        text.push('\n');
        text.push_str(&narrated(related, None, language));
    }
    text
}

fn head(diagnostic: &dyn Diagnostic, language: Language) -> String {
    let severity = match diagnostic.severity().unwrap_or_default() {
        miette::Severity::Error => Severity::Error,
        miette::Severity::Warning => Severity::Warning,
        miette::Severity::Advice => Severity::Advice,
    };
    let severity = Message::Severity(severity).text(language);
    match diagnostic.code() {
        Some(code) => format!("{severity}, {code}: {diagnostic}"),
        None => format!("{severity}: {diagnostic}"),
    }
}

/// Where the finding is.
fn place(quote: &Quote, language: Language) -> String {
    let (name, (line, column)) = (quote.name(), quote.place);
    Message::Location { name, line, column }.text(language)
}

/// The lines that labels are about, each once and before the labels of its parts.
fn quotes(quote: &Quote, language: Language) -> Vec<String> {
    let mut lines = Vec::new();
    let mut last = String::new();
    for mark in &quote.marks {
        let quoted = quoted(mark, quote.lines_of(mark), language);
        if quoted != last {
            lines.push(quoted.clone());
            last = quoted;
        }
        let texts = mark.label.label().into_iter().flat_map(str::lines);
        lines.extend(texts.map(|text| format!("  {}: {text}", range(mark, language))));
    }
    lines
}

/// The lines around a part, as far as they are shown.
fn quoted(mark: &Mark, text: &str, language: Language) -> String {
    let (from, to) = (mark.line, mark.end_line);
    let message = match from == to {
        true => Message::Line { line: from, text: text.trim() },
        false => Message::Lines { from, to, text },
    };
    message.text(language)
}

/// Where a part begins and ends.
fn range(mark: &Mark, language: Language) -> String {
    let &Mark { line, column, end_line, end_column, .. } = mark;
    let message = match line == end_line {
        false => Message::Range { from: (line, column), to: (end_line, end_column) },
        true if column >= end_column => Message::Column { column },
        true => Message::Columns { from: column, to: end_column },
    };
    message.text(language)
}
