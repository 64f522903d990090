//! What is written where.

use std::io::{IsTerminal, Write};

use miette::{GraphicalReportHandler, GraphicalTheme, ThemeCharacters, ThemeStyles};

use super::arguments::Color;

/// How a terminal is written to.
#[derive(Clone)]
pub(super) struct Style {
    handler: GraphicalReportHandler,
    /// Whether colours are used.
    pub(super) colored: bool,
    /// Whether the terminal takes links.
    links: bool,
}

impl Style {
    pub(super) fn new(color: Color) -> Self {
        let terminal = std::io::stdout().is_terminal();
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let colored = match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => terminal && !plain,
        };
        let theme = GraphicalTheme {
            characters: ThemeCharacters::unicode(),
            styles: if colored { ThemeStyles::ansi() } else { ThemeStyles::none() },
        };
        let handler = GraphicalReportHandler::new_themed(theme).with_width(width());
        let links = colored && terminal;
        Self { handler: handler.with_links(links).with_context_lines(1), colored, links }
    }

    /// Without colours, as wide as a page.
    pub(super) fn plain() -> Self {
        let characters = ThemeCharacters::unicode();
        let theme = GraphicalTheme { characters, styles: ThemeStyles::none() };
        let handler = GraphicalReportHandler::new_themed(theme).with_width(80);
        let handler = handler.with_links(false).with_context_lines(1);
        Self { handler, colored: false, links: false }
    }

    pub(super) fn render(&self, diagnostic: &dyn miette::Diagnostic) -> String {
        let mut text = String::new();
        // Writing to a string does not fail.
        let _ = if self.links {
            self.handler.render_report(&mut text, diagnostic)
        } else {
            self.handler.render_report(&mut text, &Unlinked(diagnostic))
        };
        text
    }
}

/// A diagnostic whose address stands at its end, where a line has room for it.
#[derive(Debug)]
struct Unlinked<'d>(&'d dyn miette::Diagnostic);

impl std::fmt::Display for Unlinked<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self.0, f)
    }
}

impl std::error::Error for Unlinked<'_> {}

impl miette::Diagnostic for Unlinked<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        self.0.code()
    }

    fn severity(&self) -> Option<miette::Severity> {
        self.0.severity()
    }

    fn help<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        let parts = [self.0.help(), self.0.url()].into_iter().flatten();
        let text = parts.map(|part| part.to_string()).collect::<Vec<_>>().join("\n");
        if text.is_empty() { None } else { Some(Box::new(text)) }
    }

    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        self.0.source_code()
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = miette::LabeledSpan> + '_>> {
        self.0.labels()
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn miette::Diagnostic> + 'a>> {
        self.0.related()
    }
}

/// How wide the terminal is, in columns.
pub(super) fn width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    columns.unwrap_or(80_usize).clamp(40, 160)
}

/// A value as JSON, indented.
pub(super) fn json(value: &impl serde::Serialize) -> String {
    // None of the values has a map whose keys are no strings.
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}

/// Writes to standard output. A reader that went away ends the program's work, quietly.
pub(super) fn say(text: &str) -> std::io::Result<()> {
    std::io::stdout().write_all(text.as_bytes())
}

/// Writes bytes to standard output.
pub(super) fn say_bytes(bytes: &[u8]) -> std::io::Result<()> {
    std::io::stdout().write_all(bytes)
}

/// Why standard output could not be written to.
pub(super) fn unwritable(error: std::io::Error) -> super::Failure {
    match error.kind() {
        // Whoever read it has seen enough.
        std::io::ErrorKind::BrokenPipe => super::Failure::Told,
        _ => super::Failure::Message(format!("cannot write: {error}")),
    }
}

/// Writes to standard error.
pub(super) fn complain(text: &str) {
    // Where even this fails there is nobody to tell.
    let _ = std::io::stderr().write_all(text.as_bytes());
}
