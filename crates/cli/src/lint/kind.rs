//! What a file is: by its name, and by how it begins.

use std::io::{self, Read};
use std::ops::Range;
use std::path::Path;

use super::elements::is_closed;
use super::foreign;
use super::text::StreamText;
use smartro_lint::JsonFault;
use smartro_lint::source::byte_order_mark;
use smartro_lint_rules::encoding::is_utf16;

/// What a file is by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileKind {
    /// A request, or an array of them.
    Json,
    /// A request a line.
    Lines,
    /// Recorded traffic.
    Traffic,
    /// Source code.
    Source(Code),
    /// What is no JSON, and what is wrong with it where JSON is read.
    Foreign(JsonFault),
    /// Anything else.
    Other,
}

/// What source code is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Code {
    TypeScript,
    JavaScript,
    /// A document with scripts in it.
    Document,
    /// The same in PHP, or PHP alone.
    Php,
}

impl FileKind {
    /// What a path names.
    pub(super) fn of(path: &Path) -> Self {
        let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        match extension.as_str() {
            "json" => Self::Json,
            "jsonl" | "ndjson" => Self::Lines,
            "har" => Self::Traffic,
            "ts" | "tsx" | "mts" | "cts" => Self::Source(Code::TypeScript),
            "js" | "jsx" | "mjs" | "cjs" => Self::Source(Code::JavaScript),
            "php" | "phtml" if is_document(path) => Self::Source(Code::Php),
            _ if is_document(path) => Self::Source(Code::Document),
            _ => foreign::fault(path).map_or(Self::Other, Self::Foreign),
        }
    }

    /// The same, where the text is known: PHP that writes no scripts is no document.
    pub(super) fn of_text(self, text: &[u8]) -> Self {
        match self {
            Self::Source(Code::Php) if memchr::memmem::find(text, b"<script").is_none() => {
                Self::Foreign(Code::Php.fault())
            }
            kind => kind,
        }
    }

    /// Whether its text shows how it is laid out, not its name.
    pub(super) fn is_open(self) -> bool {
        matches!(self, Self::Other | Self::Foreign(JsonFault::Log))
    }

    /// What is wrong with a text that is not JSON, where the name of its file says what it is, or
    /// how it begins. A log may hold JSON that is broken.
    pub(super) fn fault(self, text: &[u8]) -> Option<JsonFault> {
        match self {
            Self::Source(code) => Some(code.fault()),
            Self::Foreign(JsonFault::Log) if text.trim_ascii_start().starts_with(b"{") => None,
            Self::Foreign(fault) => Some(fault),
            Self::Other if foreign::is_command(text) => {
                Some(JsonFault::SourceCode { language: "shell" })
            }
            _ => None,
        }
    }

    /// Whether requests are looked for in such files of a directory.
    pub(super) fn is_looked_into(self) -> bool {
        match self {
            Self::Json | Self::Lines | Self::Traffic => true,
            Self::Source(_) => cfg!(feature = "source"),
            Self::Foreign(_) | Self::Other => false,
        }
    }
}

impl Code {
    /// What is wrong with such a text where JSON is read.
    fn fault(self) -> JsonFault {
        match self {
            Self::TypeScript => JsonFault::TypeScript,
            Self::JavaScript | Self::Document => JsonFault::JavaScript,
            Self::Php => JsonFault::SourceCode { language: "PHP" },
        }
    }
}

/// Whether a path names a document that scripts are looked for in.
fn is_document(path: &Path) -> bool {
    #[cfg(feature = "source")]
    return smartro_lint_source::is_source(&path.to_string_lossy());
    #[cfg(not(feature = "source"))]
    return {
        let _ = path;
        false
    };
}

/// Where the requests of a text are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// The text is one.
    Whole,
    /// Each line is one.
    Lines,
    /// The elements of an array are.
    Elements,
}

impl Layout {
    /// Reads until it is clear how a text is laid out. A text whose name does not show it is JSON
    /// Lines if its first line is a value by itself, or is broken and the second one is, or goes on
    /// but not with what a later line is by itself; too long a line is one of many.
    pub(super) fn of(
        kind: FileKind,
        text: &mut StreamText<impl Read>,
        limit: usize,
    ) -> io::Result<Self> {
        match kind {
            FileKind::Lines => return Ok(Self::Lines),
            FileKind::Source(_) if cfg!(feature = "source") => return Ok(Self::Whole),
            FileKind::Foreign(_) if !kind.is_open() => return Ok(Self::Whole),
            _ => {}
        }
        // Where the present line starts, and how far it was looked at.
        let (mut start, mut known, mut seen) = (0, 0, Seen::Nothing);
        loop {
            let begun = text.rest();
            let begun = begun.get(byte_order_mark(begun)..).unwrap_or_default().trim_ascii_start();
            match begun.first() {
                Some(b'[') if begun.len() > 3 && !is_utf16(begun) => return Ok(Self::Elements),
                Some(b'[') | None => {}
                Some(_) if !kind.is_open() => return Ok(Self::Whole),
                Some(_) => {
                    let new = begun.get(known..).unwrap_or_default();
                    if let Some(length) = memchr::memchr(b'\n', new) {
                        let end = known + length;
                        if let Some(layout) = seen.line(begun, start..end) {
                            return Ok(layout);
                        }
                        (start, known) = (end + 1, end + 1);
                        continue;
                    }
                    known = begun.len();
                }
            }
            if text.rest().len() > limit {
                let is_line = !matches!(seen, Seen::Beginning(_)) && known > 0;
                return Ok(if is_line { Self::Lines } else { Self::Whole });
            }
            if !text.read_more()? {
                let begun = text.rest();
                let begun = begun.get(byte_order_mark(begun)..).unwrap_or_default();
                let begun = begun.trim_ascii_start();
                return Ok(match begun.first() {
                    Some(b'[') => Self::Elements,
                    _ if seen == Seen::Nothing => Self::Whole,
                    _ => seen.line(begun, start..begun.len()).unwrap_or(Self::Whole),
                });
            }
        }
    }
}

/// How many objects on lines of their own may go on JSON that began before them, until it is taken
/// for one value: all of it is read for each.
const OBJECTS: u8 = 8;

/// What was seen of a text's first lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    Nothing,
    /// A line that nothing can follow.
    Broken,
    /// The beginning of JSON that ends on a later line, with so many objects on lines of their own.
    Beginning(u8),
}

impl Seen {
    /// Takes note of the next line of a text, which is a range of it.
    fn line(&mut self, text: &[u8], line: Range<usize>) -> Option<Layout> {
        let (so_far, line) = (text.get(..line.end)?, text.get(line)?);
        match self {
            Self::Nothing if is_closed(line) || is_json(line) => Some(Layout::Lines),
            Self::Nothing => {
                *self = if goes_on(line) { Self::Beginning(0) } else { Self::Broken };
                None
            }
            Self::Broken => Some(if is_closed(line) { Layout::Lines } else { Layout::Whole }),
            Self::Beginning(_) if !line.trim_ascii_start().starts_with(b"{") => None,
            Self::Beginning(_) if !is_closed(line) || !is_json(line) => None,
            Self::Beginning(objects) if goes_on(so_far) && *objects < OBJECTS => {
                *objects += 1;
                None
            }
            Self::Beginning(_) if goes_on(so_far) || is_json(so_far) => Some(Layout::Whole),
            Self::Beginning(_) => Some(Layout::Lines),
        }
    }
}

/// Whether a line is the beginning of JSON that ends on a later one.
fn goes_on(line: &[u8]) -> bool {
    // No string has a line break.
    let line = [line, b"\n"].concat();
    serde_json::from_slice::<serde::de::IgnoredAny>(&line).is_err_and(|error| error.is_eof())
}

/// Whether a text is JSON.
pub(super) fn is_json(text: &[u8]) -> bool {
    let text = text.get(byte_order_mark(text)..).unwrap_or_default();
    serde_json::from_slice::<serde::de::IgnoredAny>(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::text::Drip;

    fn layout(text: &str) -> Layout {
        let layouts: Vec<Layout> = (1..=text.len().max(1))
            .map(|drip| {
                let mut text = StreamText::new(Drip(text.as_bytes(), drip));
                Layout::of(FileKind::Other, &mut text, 60).unwrap()
            })
            .collect();
        assert!(layouts.iter().all(|layout| *layout == layouts[0]), "{text}");
        layouts[0]
    }

    #[test]
    fn requests_a_line_are_known_by_the_first_line() {
        for lines in
            ["{}\n", "{}\n{}", "\n {}\n\n{}\n", "5\n{", "{}\n}\n", "{\"a\": 1,}\n", "\u{feff}{}\n"]
        {
            assert_eq!(layout(lines), Layout::Lines, "{lines}");
        }
        // What a log that begins in the middle, or a service that wrote something else, has first.
        for broken in ["not json", "{\"a\": \"b", "{} trailing", "\": 5}", "{}, {}"] {
            assert_eq!(layout(&format!("{broken}\n{{}}\n")), Layout::Lines, "{broken}");
            assert_eq!(layout(&format!("{broken}\nb: 1,\n{{}}\n")), Layout::Whole, "{broken}");
        }
        // A line that breaks off where it might go on.
        for line in [
            "{\"id\": 1,",
            "{\"id\": 1, \"a\": {\"b\": 2}",
            "{\"id\":1,\n{\"id\":2,",
            "{",
            "{\"a\":\n{}",
        ] {
            for next in ["{}", "{\"a\": {}}\n", "\n{\"a\": 1}\n{}"] {
                assert_eq!(layout(&format!("{line}\n{next}")), Layout::Lines, "{line} {next}");
            }
        }
        for whole in [
            "{\"a\":\n{}\n}",
            "{\"a\": [\n{},\n{\"b\": 1}\n]}\n",
            "{\"a\":\n{\"b\": 1}\n, \"c\": 2}",
            "{\n\"a\": {}\n}",
        ] {
            assert_eq!(layout(whole), Layout::Whole, "{whole}");
        }
        for whole in ["", "\n\n", "{}", "\n{\n}\n", "{\"a\": {},\n", "const a = 1\n", "{}, {}\n"] {
            assert_eq!(layout(whole), Layout::Whole, "{whole}");
        }
        for array in ["[", "[]", "[{},\n{}]", "\n[1]\n{", "\u{feff}[1]\n"] {
            assert_eq!(layout(array), Layout::Elements, "{array}");
        }
    }

    #[test]
    fn nothing_is_read_beyond_the_first_line() {
        /// Waits for ever after a line.
        struct Line(Option<&'static [u8]>);
        impl Read for Line {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                let mut line = self.0.take().ok_or(io::ErrorKind::WouldBlock)?;
                line.read(buffer)
            }
        }
        for line in ["{}\n", "{]\n", "[{},\n"] {
            let mut text = StreamText::new(Line(Some(line.as_bytes())));
            assert!(Layout::of(FileKind::Other, &mut text, 60).is_ok(), "{line}");
        }
    }

    #[test]
    fn a_first_line_that_is_too_long_is_one_of_many() {
        let text = format!("{{{}}}\n{{}}", " ".repeat(99));
        assert_eq!(
            Layout::of(FileKind::Other, &mut StreamText::new(Drip(text.as_bytes(), 3)), 60)
                .unwrap(),
            Layout::Lines
        );
        let blank = " ".repeat(99);
        assert_eq!(
            Layout::of(FileKind::Other, &mut StreamText::new(Drip(blank.as_bytes(), 3)), 60)
                .unwrap(),
            Layout::Whole
        );
    }
}
