//! Diagnostics as text.

use miette::{
    GraphicalReportHandler, GraphicalTheme, NarratableReportHandler, ThemeCharacters, ThemeStyles,
};

/// Shows diagnostics, as a terminal takes them.
#[derive(Clone)]
pub(crate) enum Renderer {
    Graphical {
        handler: Box<GraphicalReportHandler>,
        /// Whether the terminal takes links.
        links: bool,
    },
    /// In words, for those who listen.
    Narrated(NarratableReportHandler),
}

impl Renderer {
    /// In drawings, with or without what a terminal may not take.
    pub(crate) fn graphical(unicode: bool, colored: bool, links: bool, width: usize) -> Self {
        let theme = GraphicalTheme {
            characters: if unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() },
            styles: if colored { ThemeStyles::ansi() } else { ThemeStyles::none() },
        };
        let handler = GraphicalReportHandler::new_themed(theme).with_width(width);
        let handler = handler.with_links(links).with_context_lines(1);
        Self::Graphical { handler: Box::new(handler), links }
    }

    /// Without colours, as wide as a page.
    pub(crate) fn plain() -> Self {
        Self::graphical(true, false, false, 80)
    }

    /// In words, for those who listen.
    pub(crate) fn narrated() -> Self {
        Self::Narrated(NarratableReportHandler::new())
    }

    /// A diagnostic's text.
    pub(crate) fn render(&self, diagnostic: &dyn miette::Diagnostic) -> String {
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
