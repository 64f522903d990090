//! What is written where.

use std::io::Write;

use super::arguments::Color;
use crate::failure::Failure;
use crate::format::{Renderer, escape_invisible};
use crate::messages::{self, Message};
use smartro_lint::report::visible;

/// How terminals are written to.
#[derive(Clone)]
pub(super) struct Style {
    /// How diagnostics are shown on standard output.
    pub(super) out: Renderer,
    /// How they are shown on standard error.
    pub(super) errors: Renderer,
    /// Whether standard output has colours.
    pub(super) colored: bool,
}

impl Style {
    /// As the terminals and the environment ask for it: `NO_COLOR` and its like, `TERM`, the
    /// locale, and `NO_GRAPHICS`, as in every program that shows errors by miette.
    pub(super) fn new(color: Color) -> Self {
        use supports_color::Stream;
        let colored = |stream| match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => supports_color::on(stream).is_some(),
        };
        let narrated = std::env::var("NO_GRAPHICS").is_ok_and(|value| value != "0");
        let dumb = std::env::var("TERM").is_ok_and(|terminal| terminal == "dumb");
        let renderer = |stream, unicode| match narrated {
            true => Renderer::Narrated,
            false => Renderer::drawn(!dumb && unicode, colored(stream), width()),
        };
        let unicode = supports_unicode::on;
        Self {
            out: renderer(Stream::Stdout, unicode(supports_unicode::Stream::Stdout)),
            errors: renderer(Stream::Stderr, unicode(supports_unicode::Stream::Stderr)),
            colored: colored(Stream::Stdout),
        }
    }

    /// Prints a failure on standard error, if it has not been printed already.
    pub(super) fn report(&self, failure: &Failure) {
        match failure {
            Failure::Message(text) => eprint(&format!("{}\n", Message::Error(&visible(text)))),
            Failure::Report(report) => {
                eprint(&self.errors.render(report.as_ref(), messages::language()));
            }
            Failure::Several(failures) => failures.iter().for_each(|one| self.report(one)),
            Failure::AlreadyReported => {}
        }
    }
}

/// How wide the terminal is, in columns; what is no terminal is as wide as a page.
pub(super) fn width() -> usize {
    let asked = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    asked.or_else(terminal_width).unwrap_or(80_usize).clamp(40, 160)
}

#[cfg(feature = "terminal")]
fn terminal_width() -> Option<usize> {
    Some(usize::from(terminal_size::terminal_size_of(std::io::stdout())?.0.0))
}

#[cfg(not(feature = "terminal"))]
fn terminal_width() -> Option<usize> {
    None
}

/// A value as JSON, indented.
pub(super) fn json(value: &impl serde::Serialize) -> String {
    // None of the values has a map whose keys are no strings.
    let mut text = serde_json::to_vec_pretty(value).unwrap_or_default();
    escape_invisible(&mut text, 0);
    text.push(b'\n');
    String::from_utf8(text).unwrap_or_default()
}

/// Writes to standard output.
pub(super) fn print(text: &str) -> std::io::Result<()> {
    std::io::stdout().write_all(text.as_bytes())
}

/// Writes bytes to standard output.
pub(super) fn print_bytes(bytes: &[u8]) -> std::io::Result<()> {
    std::io::stdout().write_all(bytes)
}

/// Why standard output could not be written to.
pub(super) fn unwritable(error: std::io::Error) -> Failure {
    match error.kind() {
        // The reader has closed the pipe.
        std::io::ErrorKind::BrokenPipe => Failure::AlreadyReported,
        _ => Failure::message(Message::CannotWriteOutput(&messages::system(&error))),
    }
}

/// Writes to standard error.
pub(super) fn eprint(text: &str) {
    // If even this fails, there is nowhere to report it.
    let _ = std::io::stderr().write_all(text.as_bytes());
}
