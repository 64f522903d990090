//! What is written where.

use std::io::{IsTerminal, Write};

use miette::{GraphicalReportHandler, GraphicalTheme, ThemeCharacters, ThemeStyles};

use super::arguments::Color;

/// How a terminal is written to.
pub(super) struct Style {
    handler: GraphicalReportHandler,
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
        Self { handler: handler.with_links(colored && terminal).with_context_lines(1) }
    }

    /// Without colours, as wide as a page.
    pub(super) fn plain() -> Self {
        let characters = ThemeCharacters::unicode();
        let theme = GraphicalTheme { characters, styles: ThemeStyles::none() };
        let handler = GraphicalReportHandler::new_themed(theme).with_width(80);
        Self { handler: handler.with_links(false).with_context_lines(1) }
    }

    pub(super) fn render(&self, diagnostic: &dyn miette::Diagnostic) -> String {
        let mut text = String::new();
        // Writing to a string does not fail.
        let _ = self.handler.render_report(&mut text, diagnostic);
        text
    }
}

/// How wide the terminal is, in columns.
fn width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    columns.unwrap_or(80_usize).clamp(40, 160)
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
