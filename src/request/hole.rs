//! Values that are not known: what a front end writes where a request's source does not show
//! what is sent.
//!
//! A hole is where a value may be, and begins with a byte that JSON has no value for:
//!
//! ```text
//! hole   := "?" type ["?" ["?"]] | "?(" part* ")" ["?"]
//! type   := "any" | "string" | "number" | "integer" | "boolean" | "object" | "array"
//! part   := string | "*" [class] [count]
//! class  := "[" ["^"] (character | character "-" character)* "]"
//! count  := "{" least "}" | "{" least "," [most] "}"
//! ```
//!
//! A `?` at the end means that the value may as well be absent or `null`; `??`, that its key may not
//! be there either. The parts of a partly
//! known string are its known parts and gaps: a number of characters (code points) of an ASCII class;
//! `[^…]` is every character but these. `...` after the last member or element means that there
//! may be more.

use super::error::{Expected, Stopped};
use super::lexer::Lexer;
use super::text::Characters;
use smartro_lint_rules::source::Span;

/// A value that is not known.
#[derive(Debug, Clone)]
pub(crate) struct Hole {
    /// What it can be.
    pub(crate) kind: HoleKind,
    /// Whether it may be absent or `null`.
    pub(crate) optional: bool,
    /// Whether its key may not be there either.
    pub(crate) keyless: bool,
}

impl Hole {
    /// Any value or none.
    pub(super) const ANYTHING: Self = Self { kind: HoleKind::Any, optional: true, keyless: false };
}

/// What an unknown value can be.
#[derive(Debug, Clone)]
pub(crate) enum HoleKind {
    /// Any value.
    Any,
    /// A string of these parts.
    String(Box<[Part]>),
    /// A number.
    Number,
    /// A number without a fraction.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// An object.
    Object,
    /// An array.
    Array,
}

/// A part of a string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// These characters, and where they are in the text.
    Known(String, Span),
    /// Characters that are not known.
    Gap(Gap),
}

/// Characters that are not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Gap {
    /// What they can be.
    pub(crate) class: Class,
    /// The least number of them.
    pub(crate) least: u32,
    /// The greatest number of them; `None`: there is none.
    pub(crate) most: Option<u32>,
}

impl Gap {
    /// Any characters, any number of them.
    pub(crate) const ANY: Self = Self { class: Class::ANY, least: 0, most: None };
}

/// A set of characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Class {
    /// A bit for each ASCII character.
    pub(crate) ascii: u128,
    /// Whether it has every other character.
    pub(crate) others: bool,
}

impl Class {
    pub(crate) const ANY: Self = Self { ascii: u128::MAX, others: true };
    const NONE: Self = Self { ascii: 0, others: false };

    fn insert(&mut self, first: u8, last: u8) {
        for byte in first..=last.min(127) {
            self.ascii |= 1 << byte;
        }
    }

    /// Whether it has an ASCII character.
    pub(crate) fn contains(self, byte: u8) -> bool {
        byte.is_ascii() && self.ascii >> byte & 1 == 1
    }

    /// Its ASCII characters.
    pub(crate) fn bytes(self) -> impl Iterator<Item = u8> {
        (0..128).filter(move |byte| self.contains(*byte))
    }
}

/// The parts of a partly known string that a text is.
#[cold]
pub(crate) fn string_parts(text: &str) -> Option<Box<[Part]>> {
    match Lexer::new(text, 0).hole().ok()?.kind {
        HoleKind::String(parts) => Some(parts),
        _ => None,
    }
}

impl Lexer<'_> {
    /// A hole; the next byte begins no value of JSON.
    #[cold]
    pub(super) fn hole(&mut self) -> Result<Hole, Stopped> {
        if self.peek() != Some(b'?') {
            return self.expected(Expected::Value);
        }
        self.advance();
        let kind = if self.peek() == Some(b'(') {
            self.advance();
            HoleKind::String(self.parts()?)
        } else {
            self.hole_type()?
        };
        let optional = self.peek() == Some(b'?');
        if optional {
            self.advance();
        }
        let keyless = optional && self.peek() == Some(b'?');
        if keyless {
            self.advance();
        }
        Ok(Hole { kind, optional, keyless })
    }

    fn hole_type(&mut self) -> Result<HoleKind, Stopped> {
        let types = [
            ("any", HoleKind::Any),
            ("string", HoleKind::String([Part::Gap(Gap::ANY)].into())),
            ("number", HoleKind::Number),
            ("integer", HoleKind::Integer),
            ("boolean", HoleKind::Boolean),
            ("object", HoleKind::Object),
            ("array", HoleKind::Array),
        ];
        for (name, kind) in types {
            if self.word(name).is_ok() {
                return Ok(kind);
            }
        }
        self.expected(Expected::Value)
    }

    fn parts(&mut self) -> Result<Box<[Part]>, Stopped> {
        let mut parts = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                Some(b')') => break,
                Some(b'"') => {
                    let token = self.string()?;
                    let inside = std::str::from_utf8(self.slice(token.inside())).unwrap_or("");
                    let span = Span::new(token.inside().start, token.inside().end);
                    parts.push(Part::Known(Characters::new(inside).collect(), span));
                }
                Some(b'*') => {
                    self.advance();
                    parts.push(Part::Gap(self.gap()?));
                }
                _ => return self.expected(Expected::Value),
            }
        }
        self.advance();
        Ok(parts.into())
    }

    fn gap(&mut self) -> Result<Gap, Stopped> {
        let mut gap = Gap::ANY;
        if self.peek() == Some(b'[') {
            self.advance();
            gap.class = self.class()?;
        }
        if self.peek() != Some(b'{') {
            return Ok(gap);
        }
        self.advance();
        gap.least = self.figure()?;
        gap.most = Some(gap.least);
        if self.peek() == Some(b',') {
            self.advance();
            gap.most = if self.peek() == Some(b'}') { None } else { Some(self.figure()?) };
        }
        if self.peek() != Some(b'}') || gap.most.is_some_and(|most| most < gap.least) {
            return self.expected(Expected::Value);
        }
        self.advance();
        Ok(gap)
    }

    fn class(&mut self) -> Result<Class, Stopped> {
        let negated = self.peek() == Some(b'^');
        if negated {
            self.advance();
        }
        let mut class = Class::NONE;
        while let Some(byte) = self.peek().filter(|byte| *byte != b']') {
            let first = self.class_member(byte)?;
            let rest = self.slice(self.at()..self.at() + 2);
            let last = match rest {
                [b'-', last] if *last != b']' => {
                    let last = *last;
                    self.advance();
                    self.class_member(last)?
                }
                _ => first,
            };
            class.insert(first, last);
        }
        if self.peek().is_none() {
            return self.expected(Expected::Value);
        }
        self.advance();
        Ok(if negated { Class { ascii: !class.ascii, others: true } } else { class })
    }

    /// A character of a class, an escape resolved.
    fn class_member(&mut self, byte: u8) -> Result<u8, Stopped> {
        self.advance();
        let byte = match (byte, self.peek()) {
            (b'\\', Some(escaped)) => {
                self.advance();
                escaped
            }
            _ => byte,
        };
        if byte.is_ascii() { Ok(byte) } else { self.expected(Expected::Value) }
    }

    fn figure(&mut self) -> Result<u32, Stopped> {
        let mut figure: Option<u32> = None;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            self.advance();
            let next = u32::from(digit - b'0');
            figure = Some(figure.unwrap_or(0).saturating_mul(10).saturating_add(next));
        }
        match figure {
            Some(figure) => Ok(figure),
            None => self.expected(Expected::Value),
        }
    }

    /// Whether `...` is next; it is read.
    #[cold]
    pub(super) fn ellipsis(&mut self) -> bool {
        let is_next = self.slice(self.at()..self.at() + 3) == b"...";
        if is_next {
            self.seek(self.at() + 3);
        }
        is_next
    }

    /// The end of an object or an array that may have more than is written.
    pub(super) fn end_open(&mut self, closing: u8) -> Result<(), Stopped> {
        if self.take(closing) { Ok(()) } else { self.expected(Expected::Value) }
    }

    /// Whether an object or an array ends here that may have more than is written.
    #[cold]
    pub(super) fn ends_open(&mut self, closing: u8) -> Result<bool, Stopped> {
        self.skip_space();
        let is_open = self.ellipsis();
        if is_open {
            self.end_open(closing)?;
        }
        Ok(is_open)
    }
}
