//! YAML texts: how much of one is read, and where it is wrong. All that reads YAML does so here:
//! the reader is no longer developed, and what comes in its place is to be named in one place.

mod korean;
mod place;

use std::fmt;

use serde::de::{DeserializeOwned, DeserializeSeed};

use crate::language::Language;
use crate::source::{Span, byte_order_mark};

pub use place::{Part, Step, place};
/// A value of any kind.
pub use serde_yaml::Value;
/// The entries of a mapping, in its order.
pub use serde_yaml::mapping::Iter as Entries;

/// Why a YAML text cannot be read, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YamlError {
    /// What is wrong.
    pub fault: YamlFault,
    /// Where: from there to the end of the line.
    pub span: Span,
}

/// What is wrong with a YAML text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum YamlFault {
    /// The text is too long.
    TooLong {
        /// How long it is, in bytes.
        size: usize,
    },
    /// Brackets in brackets in brackets, on one line.
    TooDeep,
    /// Too many open brackets.
    TooManyOpen,
    /// What the reader says, in English.
    Reader(String),
}

/// What is commonly written in YAML and means something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum YamlSlip {
    /// A text between braces with a comma in it.
    Comma,
    /// A text that begins with a sign of YAML, or a tab.
    Start,
    /// A text with a colon in it, or a key that is indented too far.
    Colon,
    /// A key without a colon.
    NoColon,
    /// A text that begins with a brace.
    Brace,
    /// A value where a list is expected.
    List,
}

impl YamlFault {
    /// Whether there is more than is read.
    #[must_use]
    pub fn is_too_much(&self) -> bool {
        !matches!(self, Self::Reader(_))
    }

    /// What is commonly meant by what the reader complains of.
    #[must_use]
    pub fn slip(&self) -> Option<YamlSlip> {
        let Self::Reader(reason) = self else { return None };
        let key = reason.split_once("unknown field `").and_then(|(_, rest)| rest.split_once('`'));
        let slips = [
            (key.is_some_and(|(key, _)| key.contains(' ')), YamlSlip::Comma),
            (reason.ends_with("found character that cannot start any token"), YamlSlip::Start),
            (reason.ends_with("mapping values are not allowed in this context"), YamlSlip::Colon),
            (reason.ends_with("could not find expected ':'"), YamlSlip::NoColon),
            (reason.ends_with("invalid type: map, expected a string"), YamlSlip::Brace),
            (reason.ends_with(", expected a sequence"), YamlSlip::List),
        ];
        slips.into_iter().find(|(fits, _)| *fits).map(|(_, slip)| slip)
    }

    /// What is wrong, in a language; what is rare is in English in both.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match language {
            Language::Korean => korean::message(self),
            Language::English => self.to_string(),
        }
    }
}

impl fmt::Display for YamlFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong { size } => write!(f, "the file has {size} bytes, more than {LONGEST}"),
            Self::TooDeep => write!(f, "brackets nest deeper than {DEEPEST} levels"),
            Self::TooManyOpen => write!(f, "more than {MOST_OPEN} brackets are open"),
            Self::Reader(reason) => f.write_str(reason),
        }
    }
}

/// The longest YAML text that is read, in bytes.
const LONGEST: usize = 4 << 20;

/// How deep brackets may nest on a line of YAML: its reader takes quadratic time over them.
const DEEPEST: usize = 64;

/// How many brackets may be open over all lines of YAML. Braces in texts count too, and need
/// not be closed.
const MOST_OPEN: usize = 1000;

/// What is wrong with a text of several documents: the reader's words name its own functions.
const SEVERAL_DOCUMENTS: &str = "more than one document: remove what follows `---`";

/// What is wrong with a text that goes on after its value, which the reader takes for a document.
const TEXT_AFTER_VALUE: &str = "text follows the value: is the `:` of a `key: value` missing?";

/// Reads a text.
///
/// # Errors
///
/// Text that is not YAML, is too long, or does not have the type's structure.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, YamlError> {
    read_with(text, std::marker::PhantomData)
}

/// Reads a text with what a seed makes of it.
///
/// # Errors
///
/// As [`read`] has them, and what the seed fails with.
fn read_with<S: for<'de> DeserializeSeed<'de, Value = T>, T>(
    text: &str,
    seed: S,
) -> Result<T, YamlError> {
    check(text)?;
    // The reader takes a byte order mark for an indentation.
    let mark = byte_order_mark(text.as_bytes());
    let read = text.get(mark..).unwrap_or_default();
    seed.deserialize(serde_yaml::Deserializer::from_str(read)).map_err(|error| {
        let YamlError { fault, span } = failed(read, &error);
        YamlError { fault, span: Span::new(span.start as usize + mark, span.end as usize + mark) }
    })
}

/// Whether a text is one that the YAML reader can be given.
fn check(text: &str) -> Result<(), YamlError> {
    let fail = |fault, span| Err(YamlError { fault, span });
    if text.len() > LONGEST {
        return fail(YamlFault::TooLong { size: text.len() }, Span::default());
    }
    let (mut on_line, mut open) = (0_usize, 0_usize);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'\n' => on_line = 0,
            b'[' | b'{' => (on_line, open) = (on_line + 1, open + 1),
            b']' | b'}' => (on_line, open) = (on_line.saturating_sub(1), open.saturating_sub(1)),
            _ => {}
        }
        let here = Span::new(at, at + 1);
        if on_line > DEEPEST {
            return fail(YamlFault::TooDeep, here);
        }
        if open > MOST_OPEN {
            return fail(YamlFault::TooManyOpen, here);
        }
    }
    Ok(())
}

/// An error of the reader, at the place that it gives; where it gives none, at the first byte.
fn failed(text: &str, error: &serde_yaml::Error) -> YamlError {
    let at = error.location().map_or(0, |location| location.index()).min(text.len());
    let at = (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let rest = text.get(at..).unwrap_or("");
    let length = rest.find('\n').unwrap_or(rest.len());
    let has_marker = text.lines().any(|line| line.starts_with("---") || line.starts_with("..."));
    let text = error.to_string();
    let reason = [" at line ", " at position ", ", while "]
        .iter()
        .fold(text.as_str(), |text, place| text.split(place).next().unwrap_or_default());
    let reason = match reason {
        "deserializing from YAML containing more than one document is not supported" => {
            if has_marker {
                SEVERAL_DOCUMENTS
            } else {
                TEXT_AFTER_VALUE
            }
        }
        reason => reason,
    };
    YamlError { fault: YamlFault::Reader(reason.to_owned()), span: Span::new(at, at + length) }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::Path;

    use super::*;

    #[test]
    fn errors_are_where_they_are_whatever_is_before() {
        for before in ["", "\u{feff}", "# 설명 — ‘규칙’\n", "가: 나\r\n"] {
            let text = format!("{before}b: [x]\nc: 2\n");
            let error = read::<BTreeMap<String, String>>(&text).unwrap_err();
            assert_eq!(error.span.of(&text), "[x]", "{before:?}");
        }
    }

    #[test]
    fn a_byte_order_mark_indents_nothing() {
        let read = read::<BTreeMap<String, u8>>("\u{feff}b: 1\nc: 2\n").unwrap();
        assert_eq!(read, BTreeMap::from([("b".to_owned(), 1), ("c".to_owned(), 2)]));
    }

    /// So that another reader can take its place in a day.
    #[test]
    fn the_reader_is_named_here_alone() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut pending = ["src", "crates", "tests", "examples", "fuzz", "benches"]
            .map(|name| root.join(name))
            .to_vec();
        let mut naming = Vec::new();
        let mut looked_at = 0;
        while let Some(folder) = pending.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    pending.extend((!path.ends_with("target")).then_some(path));
                } else if path.extension().is_some_and(|kind| kind == "rs" || kind == "toml") {
                    looked_at += 1;
                    let text = std::fs::read_to_string(&path).unwrap();
                    if text.contains(concat!("serde", "_yaml")) {
                        naming.push(path.strip_prefix(&root).unwrap().to_owned());
                    }
                }
            }
        }
        naming.sort();
        assert!(looked_at > 150, "{looked_at} files");
        let known = ["crates/rules/Cargo.toml", "crates/rules/src/yaml/mod.rs"].map(Path::new);
        assert_eq!(naming, known);
    }
}
