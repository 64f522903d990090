//! Diagnostics in words, for those who listen.

use miette::{Diagnostic, Severity};

use super::quote::{Mark, Quote, Room};
use smartro_lint::Language;
use smartro_lint::source::Position;

/// How much of a line is read aloud, in columns.
const WIDTH: usize = 80;

/// A diagnostic, told in a language: what it is, where, the lines that it is about with what is
/// said of their parts, and what to do.
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
    lines.extend(diagnostic.help().map(|help| match language {
        Language::Korean => format!("도움말: {help}"),
        Language::English => format!("help: {help}"),
    }));
    lines.extend(diagnostic.url().map(|url| match language {
        Language::Korean => format!("근거: {url}"),
        Language::English => format!("source: {url}"),
    }));
    let mut text = lines.join("\n") + "\n";
    for related in diagnostic.related().into_iter().flatten() {
        text.push('\n');
        text.push_str(&narrated(related, None, language));
    }
    text
}

fn head(diagnostic: &dyn Diagnostic, language: Language) -> String {
    let severity = match (diagnostic.severity().unwrap_or_default(), language) {
        (Severity::Error, Language::Korean) => "오류",
        (Severity::Error, Language::English) => "error",
        (Severity::Warning, Language::Korean) => "경고",
        (Severity::Warning, Language::English) => "warning",
        (Severity::Advice, Language::Korean) => "조언",
        (Severity::Advice, Language::English) => "advice",
    };
    match diagnostic.code() {
        Some(code) => format!("{severity}, {code}: {diagnostic}"),
        None => format!("{severity}: {diagnostic}"),
    }
}

/// Where the finding is.
fn place(quote: &Quote, language: Language) -> String {
    let (name, (line, column)) = (quote.name(), quote.place);
    match language {
        Language::Korean => format!("위치: {name}, {line}행 {column}열"),
        Language::English => format!("in {name}, line {line}, column {column}"),
    }
}

/// The lines that labels are about, each once and before what is said of its parts.
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
    let Mark { line, end_line, .. } = mark;
    match (language, line == end_line) {
        (Language::Korean, true) => format!("{line}행: {}", text.trim()),
        (Language::English, true) => format!("line {line}: {}", text.trim()),
        (Language::Korean, false) => format!("{line}행부터 {end_line}행까지:\n{text}"),
        (Language::English, false) => format!("lines {line} to {end_line}:\n{text}"),
    }
}

/// Where a part begins and ends.
fn range(mark: &Mark, language: Language) -> String {
    let Mark { line, column, end_line, end_column, .. } = mark;
    let is_long = line != end_line;
    match language {
        Language::Korean if is_long => {
            format!("{line}행 {column}열부터 {end_line}행 {end_column}열까지")
        }
        Language::English if is_long => {
            format!("line {line}, column {column} to line {end_line}, column {end_column}")
        }
        Language::Korean if column >= end_column => format!("{column}열"),
        Language::English if column >= end_column => format!("column {column}"),
        Language::Korean => format!("{column}열부터 {end_column}열까지"),
        Language::English => format!("columns {column} to {end_column}"),
    }
}
