//! Values that are not known: what a front end writes where a request's source does not say
//! what is sent.
//!
//! A hole stands where a value may stand, and begins with a byte that JSON has no value for:
//!
//! ```text
//! hole   := "?" type ["?"] | "?(" part* ")" ["?"]
//! type   := "any" | "string" | "number" | "integer" | "boolean" | "object" | "array"
//! part   := string | "*" [class] [count]
//! class  := "[" ["^"] (character | character "-" character)* "]"
//! count  := "{" least "}" | "{" least "," [most] "}"
//! ```
//!
//! A `?` at the end says that the value may as well be absent or `null`. The parts of a partly
//! known string are its known parts and gaps: so many characters (code points) of an ASCII class;
//! `[^…]` is every character but these. `...` after the last member or element says that there
//! may be more.

use super::error::{Expected, Stopped};
use super::found::About;
use super::partial::Partial;
use super::reader::{At, Read, Reader};
use super::slots::{Slot, ValueKind};
use super::text::Characters;
use crate::program::{FieldType, Node, NodeId, Symbol};
use crate::rule::ShapeRule;
use crate::source::Span;

/// A value that is not known.
#[derive(Debug, Clone)]
pub(crate) struct Hole {
    /// What it can be.
    pub(crate) kind: HoleKind,
    /// Whether it may be absent or `null`.
    pub(crate) optional: bool,
}

impl Hole {
    /// Any value or none.
    pub(crate) const ANYTHING: Self = Self { kind: HoleKind::Any, optional: true };
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
    /// These characters; their string literal in the text, quotes included.
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

impl Reader<'_> {
    /// A hole, if requests may have them; the next byte begins no value of JSON.
    #[cold]
    pub(super) fn hole(&mut self) -> Result<ValueKind, Stopped> {
        if !self.scratch.holes || self.lexer.peek() != Some(b'?') {
            return self.lexer.expected(Expected::Value);
        }
        self.lexer.advance();
        let kind = if self.lexer.peek() == Some(b'(') {
            self.lexer.advance();
            HoleKind::String(self.parts()?)
        } else {
            self.hole_type()?
        };
        let optional = self.lexer.peek() == Some(b'?');
        if optional {
            self.lexer.advance();
        }
        self.scratch.slots.push_hole(Hole { kind, optional });
        Ok(ValueKind::Hole)
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
            if self.lexer.word(name).is_ok() {
                return Ok(kind);
            }
        }
        self.lexer.expected(Expected::Value)
    }

    fn parts(&mut self) -> Result<Box<[Part]>, Stopped> {
        let mut parts = Vec::new();
        loop {
            self.lexer.skip_space();
            match self.lexer.peek() {
                Some(b')') => break,
                Some(b'"') => {
                    let token = self.lexer.string()?;
                    let inside = self.text.get(token.inside()).unwrap_or("");
                    parts.push(Part::Known(Characters::new(inside).collect(), token.span));
                }
                Some(b'*') => {
                    self.lexer.advance();
                    parts.push(Part::Gap(self.gap()?));
                }
                _ => return self.lexer.expected(Expected::Value),
            }
        }
        self.lexer.advance();
        Ok(parts.into())
    }

    fn gap(&mut self) -> Result<Gap, Stopped> {
        let mut gap = Gap::ANY;
        if self.lexer.peek() == Some(b'[') {
            self.lexer.advance();
            gap.class = self.class()?;
        }
        if self.lexer.peek() != Some(b'{') {
            return Ok(gap);
        }
        self.lexer.advance();
        gap.least = self.figure()?;
        gap.most = Some(gap.least);
        if self.lexer.peek() == Some(b',') {
            self.lexer.advance();
            gap.most = if self.lexer.peek() == Some(b'}') { None } else { Some(self.figure()?) };
        }
        if self.lexer.peek() != Some(b'}') || gap.most.is_some_and(|most| most < gap.least) {
            return self.lexer.expected(Expected::Value);
        }
        self.lexer.advance();
        Ok(gap)
    }

    fn class(&mut self) -> Result<Class, Stopped> {
        let negated = self.lexer.peek() == Some(b'^');
        if negated {
            self.lexer.advance();
        }
        let mut class = Class::NONE;
        while let Some(byte) = self.lexer.peek().filter(|byte| *byte != b']') {
            let first = self.class_member(byte)?;
            let rest = self.lexer.slice(self.lexer.at()..self.lexer.at() + 2);
            let last = match rest {
                [b'-', last] if *last != b']' => {
                    let last = *last;
                    self.lexer.advance();
                    self.class_member(last)?
                }
                _ => first,
            };
            class.insert(first, last);
        }
        if self.lexer.peek().is_none() {
            return self.lexer.expected(Expected::Value);
        }
        self.lexer.advance();
        Ok(if negated { Class { ascii: !class.ascii, others: true } } else { class })
    }

    /// A character of a class, an escape resolved.
    fn class_member(&mut self, byte: u8) -> Result<u8, Stopped> {
        self.lexer.advance();
        let byte = match (byte, self.lexer.peek()) {
            (b'\\', Some(escaped)) => {
                self.lexer.advance();
                escaped
            }
            _ => byte,
        };
        if byte.is_ascii() { Ok(byte) } else { self.lexer.expected(Expected::Value) }
    }

    fn figure(&mut self) -> Result<u32, Stopped> {
        let mut figure: Option<u32> = None;
        while let Some(digit @ b'0'..=b'9') = self.lexer.peek() {
            self.lexer.advance();
            let next = u32::from(digit - b'0');
            figure = Some(figure.unwrap_or(0).saturating_mul(10).saturating_add(next));
        }
        match figure {
            Some(figure) => Ok(figure),
            None => self.lexer.expected(Expected::Value),
        }
    }

    /// Whether `...` is next, where requests may be open; it is read.
    #[cold]
    pub(super) fn ellipsis(&mut self) -> bool {
        let at = self.lexer.at();
        let is_next = self.scratch.holes && self.lexer.slice(at..at + 3) == b"...";
        if is_next {
            self.lexer.seek(at + 3);
        }
        is_next
    }

    /// The end of an object or an array that may have more than is written.
    pub(super) fn end_open(&mut self, closing: u8) -> Result<(), Stopped> {
        if self.lexer.take(closing) { Ok(()) } else { self.lexer.expected(Expected::Value) }
    }

    /// Whether an object or an array ends here that may have more than is written.
    #[inline]
    pub(super) fn ends_open(&mut self, closing: u8) -> Result<bool, Stopped> {
        if !self.scratch.holes {
            return Ok(false);
        }
        self.lexer.skip_space();
        let is_open = self.ellipsis();
        if is_open {
            self.end_open(closing)?;
        }
        Ok(is_open)
    }

    /// The object or array that was written last may have more than is written.
    #[cold]
    pub(super) fn open_value(&mut self, at: At) {
        self.scratch.slots.mark_partial();
        self.scratch.slots.update(at.base, at.node, |slot| slot.open = true);
    }

    /// Writes the hole that was read last, and what can stand below it.
    #[cold]
    pub(super) fn write_hole(&mut self, at: At, read: Read) {
        let (hole, fits) = {
            let slots = &self.scratch.slots;
            let index = slots.last_hole();
            let hole = slots.hole_of(index).unwrap_or(&Hole::ANYTHING);
            (index, fits(&self.tree.node(at.node).kind, hole))
        };
        self.write(at, read, Symbol::NONE, hole);
        if fits == Some(false) {
            self.mismatch(at, read.span);
        } else if !self.may_be_member(at, hole) {
            self.report_shape(
                ShapeRule::UnknownValue,
                at.node,
                read.span,
                About::Value(read.span.start),
            );
        } else {
            self.fill_below(at, read.span);
        }
    }

    /// Whether a hole can be a member of the enumeration that its node asks for, if any.
    fn may_be_member(&self, at: At, hole: u32) -> bool {
        let FieldType::Member(id) = self.tree.node(at.node).kind else { return true };
        let enumeration = self.enumerations.get(usize::from(id.0));
        let (Some(enumeration), Some(hole)) = (enumeration, self.scratch.slots.hole_of(hole))
        else {
            return true;
        };
        match &hole.kind {
            HoleKind::String(parts) if !hole.optional => {
                let partial = Partial::new(parts);
                enumeration.spellings().any(|(spelling, _)| partial.may_be(&spelling))
            }
            _ => true,
        }
    }

    /// Makes the fields that an open object does not name unknown.
    #[cold]
    pub(super) fn open_object(&mut self, at: At, fields: impl Iterator<Item = NodeId>, span: Span) {
        for field in fields {
            if self.scratch.slots.kind(at.base, field) == ValueKind::Missing {
                let slot = Slot { span, kind: ValueKind::Hole, ..Slot::MISSING };
                self.scratch.slots.set(at.base, field, slot);
                self.fill_below(At { node: field, ..at }, span);
            }
        }
    }

    /// Makes every field below a node unknown.
    fn fill_below(&mut self, at: At, span: Span) {
        let node: &Node = self.tree.node(at.node);
        if !matches!(node.kind, FieldType::Object(_)) {
            return;
        }
        for id in (at.node.0.saturating_add(1)..node.end.0).map(NodeId) {
            let slot = Slot { span, kind: ValueKind::Hole, ..Slot::MISSING };
            self.scratch.slots.set(at.base, id, slot);
        }
    }
}

/// Whether a hole is of the type that a node asks for; `None`: it may be.
fn fits(kind: &FieldType, hole: &Hole) -> Option<bool> {
    let fits = match (kind, &hole.kind) {
        (FieldType::Anything, _) => true,
        (_, HoleKind::Any) | (FieldType::Integer, HoleKind::Number) => return None,
        (FieldType::AnyObject | FieldType::Object(_), HoleKind::Object)
        | (FieldType::List(_) | FieldType::Members(_), HoleKind::Array)
        | (FieldType::Boolean, HoleKind::Boolean)
        | (FieldType::Number, HoleKind::Number | HoleKind::Integer)
        | (FieldType::Integer, HoleKind::Integer)
        | (FieldType::Text(_) | FieldType::Instant | FieldType::Member(_), HoleKind::String(_)) => {
            true
        }
        _ => false,
    };
    if !fits && hole.optional { None } else { Some(fits) }
}
