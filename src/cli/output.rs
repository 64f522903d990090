//! What is written where.

use std::io::Write;

use miette::{
    GraphicalReportHandler, GraphicalTheme, NarratableReportHandler, ThemeCharacters, ThemeStyles,
};

use super::arguments::Color;

/// How terminals are written to.
#[derive(Clone)]
pub(super) struct Style {
    out: Handler,
    errors: Handler,
    /// Whether standard output has colours.
    pub(super) colored: bool,
}

/// What shows a diagnostic.
#[derive(Clone)]
enum Handler {
    Graphical {
        handler: Box<GraphicalReportHandler>,
        /// Whether the terminal takes links.
        links: bool,
    },
    /// In words, for those who listen.
    Narrated(NarratableReportHandler),
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
        if std::env::var("NO_GRAPHICS").is_ok_and(|value| value != "0") {
            let words = Handler::Narrated(NarratableReportHandler::new());
            return Self { out: words.clone(), errors: words, colored: colored(Stream::Stdout) };
        }
        let dumb = std::env::var("TERM").is_ok_and(|terminal| terminal == "dumb");
        let handler = |stream, unicode, links| {
            let colored = colored(stream);
            Handler::graphical(!dumb && unicode, colored, colored && links, width())
        };
        let out = handler(
            Stream::Stdout,
            supports_unicode::on(supports_unicode::Stream::Stdout),
            supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout),
        );
        let errors = handler(
            Stream::Stderr,
            supports_unicode::on(supports_unicode::Stream::Stderr),
            supports_hyperlinks::on(supports_hyperlinks::Stream::Stderr),
        );
        Self { out, errors, colored: colored(Stream::Stdout) }
    }

    /// Without colours, as wide as a page.
    pub(super) fn plain() -> Self {
        let plain = Handler::graphical(true, false, false, 80);
        Self { out: plain.clone(), errors: plain, colored: false }
    }

    /// A diagnostic for standard output.
    pub(super) fn render(&self, diagnostic: &dyn miette::Diagnostic) -> String {
        self.out.render(diagnostic)
    }

    /// A diagnostic for standard error.
    pub(super) fn render_error(&self, diagnostic: &dyn miette::Diagnostic) -> String {
        self.errors.render(diagnostic)
    }
}

impl Handler {
    fn graphical(unicode: bool, colored: bool, links: bool, width: usize) -> Self {
        let theme = GraphicalTheme {
            characters: if unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() },
            styles: if colored { ThemeStyles::ansi() } else { ThemeStyles::none() },
        };
        let handler = GraphicalReportHandler::new_themed(theme).with_width(width);
        let handler = handler.with_links(links).with_context_lines(1);
        Self::Graphical { handler: Box::new(handler), links }
    }

    fn render(&self, diagnostic: &dyn miette::Diagnostic) -> String {
        let mut text = String::new();
        // Writing to a string does not fail.
        let _ = match self {
            Self::Graphical { handler, links: true } => {
                handler.render_report(&mut text, diagnostic)
            }
            Self::Graphical { handler, links: false } => {
                handler.render_report(&mut text, &Unlinked(diagnostic))
            }
            Self::Narrated(handler) => handler.render_report(&mut text, diagnostic),
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

/// How wide the terminal is, in columns; what is no terminal is as wide as a page.
pub(super) fn width() -> usize {
    let asked = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let terminal = || Some(usize::from(terminal_size::terminal_size_of(std::io::stdout())?.0.0));
    asked.or_else(terminal).unwrap_or(80_usize).clamp(40, 160)
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
