//! Diagnostics in words, for those who listen.

use miette::{Diagnostic, LabeledSpan, Severity, SourceCode, SourceSpan};

use smartro_lint::Language;

/// A diagnostic, told in a language: what it is, where, the lines that it is about with what is
/// said of their parts, and what to do.
pub(super) fn narrated(diagnostic: &dyn Diagnostic, language: Language) -> String {
    let mut lines = vec![head(diagnostic, language)];
    if let Some(source) = diagnostic.source_code() {
        let mut labels: Vec<_> = diagnostic.labels().into_iter().flatten().collect();
        labels.sort_by_key(LabeledSpan::offset);
        let main = labels.iter().find(|label| label.primary()).or(labels.first());
        lines.extend(main.and_then(|label| place(source, label, language)));
        lines.extend(quotes(source, &labels, language));
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
        text.push_str(&narrated(related, language));
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
fn place(source: &dyn SourceCode, label: &LabeledSpan, language: Language) -> Option<String> {
    let Place { name, line, column, .. } = Place::of(source, label.inner())?;
    Some(match language {
        Language::Korean => format!("위치: {name}, {line}행 {column}열"),
        Language::English => format!("in {name}, line {line}, column {column}"),
    })
}

/// The lines that labels are about, each once and before what is said of its parts.
fn quotes(source: &dyn SourceCode, labels: &[LabeledSpan], language: Language) -> Vec<String> {
    let mut lines = Vec::new();
    let mut last = String::new();
    for label in labels {
        let Some(place) = Place::of(source, label.inner()) else { continue };
        let quoted = place.quoted(source, label.inner(), language);
        if let Some(quoted) = quoted.filter(|quoted| *quoted != last) {
            lines.push(quoted.clone());
            last = quoted;
        }
        lines.extend(label.label().map(|text| format!("  {}: {text}", place.range(language))));
    }
    lines
}

/// Where a part of a text is: its first character and its last one, counted from 1.
struct Place {
    name: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

impl Place {
    fn of(source: &dyn SourceCode, span: &SourceSpan) -> Option<Self> {
        let contents = source.read_span(span, 0, 0).ok()?;
        let (line, column) = (contents.line() + 1, contents.column() + 1);
        let text = str::from_utf8(contents.data()).ok()?;
        let last = text.rsplit('\n').next().unwrap_or_default();
        let newlines = text.matches('\n').count();
        let first_of_last = if newlines == 0 { column } else { 1 };
        Some(Self {
            name: contents.name().unwrap_or_default().to_owned(),
            line,
            column,
            end_line: line + newlines,
            end_column: first_of_last + last.chars().count().saturating_sub(1),
        })
    }

    /// The lines around a part, as far as they are shown.
    fn quoted(
        &self,
        source: &dyn SourceCode,
        span: &SourceSpan,
        language: Language,
    ) -> Option<String> {
        let contents = source.read_span(span, 1, 1).ok()?;
        let text = str::from_utf8(contents.data()).ok()?;
        let start = span.offset().checked_sub(contents.span().offset())?;
        let end = start + span.len();
        let from = text.get(..start)?.rfind('\n').map_or(0, |newline| newline + 1);
        let to = text.get(end..)?.find('\n').map_or(text.len(), |newline| end + newline);
        let text = text.get(from..to)?;
        let Self { line, end_line, .. } = self;
        Some(match (language, line == end_line) {
            (Language::Korean, true) => format!("{line}행: {}", text.trim()),
            (Language::English, true) => format!("line {line}: {}", text.trim()),
            (Language::Korean, false) => format!("{line}행부터 {end_line}행까지:\n{text}"),
            (Language::English, false) => format!("lines {line} to {end_line}:\n{text}"),
        })
    }

    /// Where it begins and ends.
    fn range(&self, language: Language) -> String {
        let Self { line, column, end_line, end_column, .. } = self;
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
}
