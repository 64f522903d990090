//! Diagnostics as text.

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, ThemeCharacters, ThemeStyles};
use owo_colors::Style;
use textwrap::{WordSeparator, WordSplitter};

use super::frame::Framed;
use super::narrated::narrated;
use super::quote::{Quote, Room};
use super::wrap::paragraph;
use crate::messages::Message;
use crate::palette::{self, bold, color, styled};
use smartro_lint::Language;
use smartro_lint::report::{FindingDiagnostic, is_invisible, visible_lines};
use smartro_lint::source::Position;

/// Shows diagnostics, as a terminal takes them.
#[derive(Clone)]
pub(crate) enum Renderer {
    /// In drawings.
    Drawn {
        handler: Box<GraphicalReportHandler>,
        /// The same in colours, where there are any.
        colored: Option<Box<GraphicalReportHandler>>,
        /// What is shown where a line is cut.
        ellipsis: &'static str,
        /// How wide the terminal is, in columns.
        width: usize,
    },
    /// In words, for those who listen.
    Narrated,
}

impl Renderer {
    /// In drawings, with or without what a terminal may not take.
    pub(crate) fn drawn(unicode: bool, colored: bool, width: usize) -> Self {
        let handler = |styles| {
            let ascii = ThemeCharacters::ascii;
            let characters = if unicode { ThemeCharacters::unicode() } else { ascii() };
            let handler = GraphicalReportHandler::new_themed(GraphicalTheme { characters, styles })
                .with_width(width)
                .with_context_lines(1)
                // As `words` has it; a word without end is broken, for it must not leave the
                // frame.
                .with_word_separator(WordSeparator::AsciiSpace)
                .with_word_splitter(WordSplitter::NoHyphenation);
            Box::new(handler)
        };
        let colored = colored.then(|| handler(styles()));
        let ellipsis = if unicode { "…" } else { "..." };
        Self::Drawn { handler: handler(ThemeStyles::none()), colored, ellipsis, width }
    }

    /// Without colours, as wide as a page.
    pub(crate) fn plain() -> Self {
        Self::drawn(true, false, 80)
    }

    /// A diagnostic's text; the language is the diagnostic's own. What a terminal would act on
    /// is shown as `\u{…}`, and then there are no colours, which look the same to it.
    pub(crate) fn render(&self, diagnostic: &dyn Diagnostic, language: Language) -> String {
        self.render_at(diagnostic, None, language)
    }

    /// The text of a finding, or of several; what is above the lines is where the first one is.
    pub(crate) fn finding(&self, diagnostic: &FindingDiagnostic, language: Language) -> String {
        self.render_at(diagnostic, diagnostic.position(), language)
    }

    fn render_at(
        &self,
        diagnostic: &dyn Diagnostic,
        place: Option<Position>,
        language: Language,
    ) -> String {
        let Self::Drawn { handler, colored, ellipsis, width } = self else {
            return visible_lines(narrated(diagnostic, place, language));
        };
        let quote = Quote::of(diagnostic, place, Room { width: *width, ellipsis });
        let framed = Framed { diagnostic, quote, width: *width };
        let plain = drawn(handler, &framed, false, language);
        let mut text = match colored {
            Some(colored) if !plain.contains(|one| one != '\n' && is_invisible(one)) => {
                drawn(colored, &framed, true, language)
            }
            _ => visible_lines(plain),
        };
        for related in diagnostic.related().into_iter().flatten() {
            text.push('\n');
            text.push_str(&self.render(related, language));
        }
        text
    }
}

/// A diagnostic in drawings, without those related to it.
fn drawn(
    handler: &GraphicalReportHandler,
    framed: &Framed<'_>,
    colored: bool,
    language: Language,
) -> String {
    let Framed { diagnostic, width, .. } = framed;
    let mut text = String::new();
    // Writing to a string does not fail.
    let _ = handler.render_report(&mut text, framed);
    let heading = Message::Help.text(language);
    let parts: Vec<_> = [diagnostic.help(), diagnostic.url()].into_iter().flatten().collect();
    if !parts.is_empty() {
        let parts = parts.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
        let indentation = " ".repeat(textwrap::core::display_width(&heading) + 3);
        let heading = format!("  {} ", styled(&heading, bold(), colored));
        text.push_str(&paragraph(&parts, &heading, &indentation, width.saturating_sub(2)));
    }
    text
}

fn styles() -> ThemeStyles {
    ThemeStyles {
        error: color(palette::RED),
        warning: color(palette::ORANGE),
        advice: color(palette::BLUE),
        help: bold(),
        link: bold(),
        linum: Style::new().dimmed(),
        highlights: [palette::PURPLE, palette::BLUE, palette::GREEN]
            .map(|number| color(number).bold())
            .to_vec(),
    }
}
