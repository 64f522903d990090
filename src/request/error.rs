//! Where a text is not JSON.

use thiserror::Error;

use smartro_lint_rules::encoding::is_utf16;
use smartro_lint_rules::source::Span;

/// A text that is not JSON, and the byte where that shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("{fault} at byte {at}")]
pub struct JsonError {
    /// What is wrong.
    pub fault: JsonFault,
    /// The offset of the first byte that cannot be right.
    pub at: u32,
}

impl JsonError {
    /// The same, or what explains it: most of what is wrong with a text in another encoding
    /// follows from that.
    pub(super) fn explained(self, text: &[u8]) -> Self {
        match self.fault {
            JsonFault::TooLong { .. } => self,
            _ if is_utf16(text) => Self { fault: JsonFault::Utf16, at: 0 },
            _ if text.trim_ascii_start().is_empty() => Self { fault: JsonFault::Empty, ..self },
            _ => self,
        }
    }

    /// One whole character, so that the span is one of a string; at the end of the text, nothing.
    pub(crate) fn span(self, text: &[u8]) -> Span {
        let start = (self.at as usize).min(text.len());
        let rest = text.get(start + 1..).unwrap_or_default();
        let more = rest.iter().take_while(|byte| **byte & 0xC0 == 0x80).count();
        Span::new(start, if start == text.len() { start } else { start + 1 + more })
    }

    /// A text that is longer than the limit, both in bytes.
    pub(crate) fn too_long(size: usize, limit: usize) -> Self {
        Self { fault: JsonFault::TooLong { size: figure(size), limit: figure(limit) }, at: 0 }
    }
}

/// A number as messages give it; none that matters is larger.
pub(super) fn figure(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Reading has stopped: the lexer knows why. It fits a register, where the error would not.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stopped;

/// What is wrong with a text that is not JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum JsonFault {
    /// Something else should be here.
    #[error("expected {expected}")]
    Expected {
        /// What should.
        expected: Expected,
    },
    /// The text ends too soon.
    #[error("the text ends where {expected} is expected")]
    Ended {
        /// What is missing.
        expected: Expected,
    },
    /// Something follows the value.
    #[error("the text goes on after the value")]
    Trailing,
    /// A string that no quote closes.
    #[error("this string is never closed")]
    OpenString,
    /// A line break, a tab or another control character in a string.
    #[error("a control character in a string must be escaped")]
    ControlCharacter,
    /// A backslash before something that it cannot escape.
    #[error("invalid escape")]
    Escape,
    /// Half of a surrogate pair.
    #[error("this escape is half of a character")]
    LoneSurrogate,
    /// A number that JSON would not write so.
    #[error("invalid number")]
    Number,
    /// A comma before a closing bracket.
    #[error("a comma before the end of an object or an array")]
    TrailingComma,
    /// Objects and arrays in each other, deeper than the limit.
    #[error("objects and arrays nest deeper than {limit} levels")]
    TooDeep {
        /// How deep they may, in levels.
        limit: u32,
    },
    /// A text longer than the limit.
    #[error("the text has {size} bytes, more than {limit}")]
    TooLong {
        /// How long it is, in bytes, as far as it was read.
        size: u32,
        /// How long it may be, in bytes.
        limit: u32,
    },
    /// Bytes that are not UTF-8.
    #[error("these bytes are not UTF-8")]
    NotUtf8,
    /// A text in UTF-16.
    #[error("the text is UTF-16")]
    Utf16,
    /// Source code in TypeScript.
    #[error("the text is TypeScript")]
    TypeScript,
    /// Source code in JavaScript.
    #[error("the text is JavaScript")]
    JavaScript,
    /// Source code in a language that no requests are read from.
    #[error("the text is {language}")]
    SourceCode {
        /// What the language is called.
        language: &'static str,
    },
    /// A text of another format, such as Markdown or YAML.
    #[error("the text is {format}")]
    OtherFormat {
        /// What the format is called.
        format: &'static str,
    },
    /// A log whose lines are no JSON.
    #[error("the text is a log")]
    Log,
    /// A text without anything in it, or with white space alone.
    #[error("the text is empty")]
    Empty,
}

/// What can be at a place in a JSON text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Expected {
    /// An object, an array, a string, a number, `true`, `false` or `null`.
    #[error("a value")]
    Value,
    /// What separates a key from its value.
    #[error("a colon")]
    Colon,
    /// A member's name.
    #[error("a key in quotes")]
    Key,
    /// What follows a member.
    #[error("a comma or `}}`")]
    CommaOrBrace,
    /// What follows an element.
    #[error("a comma or `]`")]
    CommaOrBracket,
    /// What follows a backslash.
    #[error("the rest of an escape")]
    Escape,
}

impl JsonFault {
    /// The name that catalogs know it by.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Expected { expected } | Self::Ended { expected } => expected.name(),
            Self::Trailing => "trailing",
            Self::OpenString => "open-string",
            Self::ControlCharacter => "control-character",
            Self::Escape => "escape",
            Self::LoneSurrogate => "lone-surrogate",
            Self::Number => "number",
            Self::TrailingComma => "trailing-comma",
            Self::TooDeep { .. } => "too-deep",
            Self::TooLong { .. } => "too-long",
            Self::NotUtf8 => "not-utf8",
            Self::Utf16 => "utf16",
            Self::TypeScript => "typescript",
            Self::JavaScript => "javascript",
            Self::SourceCode { .. } => "source-code",
            Self::OtherFormat { .. } => "other-format",
            Self::Log => "log",
            Self::Empty => "empty",
        }
    }
}

impl Expected {
    fn name(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Colon => "colon",
            Self::Key => "key",
            Self::CommaOrBrace => "comma-or-brace",
            Self::CommaOrBracket => "comma-or-bracket",
            Self::Escape => "escape",
        }
    }
}
