//! What values that are not known leave in the slots.

use super::error::{Expected, Stopped};
use super::found::About;
use super::hole::{Hole, HoleKind};
use super::lexer::StringToken;
use super::partial::Partial;
use super::reader::{Read, ValueReader};
use super::slots::{At, Slot, ValueKind};
use super::template;
use smartro_lint_rules::program::{FieldType, Node, NodeId, Symbol};
use smartro_lint_rules::rule::ShapeRule;
use smartro_lint_rules::source::Span;

impl ValueReader<'_> {
    /// A hole, if requests may have them; the next byte begins no value of JSON.
    #[cold]
    pub(super) fn hole(&mut self) -> Result<ValueKind, Stopped> {
        if !self.scratch.holes {
            return self.lexer.expected(Expected::Value);
        }
        let hole = self.lexer.hole()?;
        self.scratch.slots.push_hole(hole);
        Ok(ValueKind::Hole)
    }

    /// Reads a string of an HTTP call as a hole, if it has placeholders.
    pub(super) fn template(&mut self, at: At, token: StringToken) -> bool {
        let Some(hole) = template::of_string(self.text, token) else { return false };
        self.scratch.slots.push_hole(hole);
        let StringToken { span, escaped } = token;
        self.write_hole(at, Read { span, kind: ValueKind::Hole, escaped });
        true
    }

    /// As if a value that is not known was there.
    #[cold]
    pub(super) fn read_unknown(&mut self, span: Span) {
        self.scratch.slots.push_hole(Hole { kind: HoleKind::Any, optional: false, keyless: false });
        let read = Read { span, kind: ValueKind::Hole, escaped: false };
        self.write_hole(At::whole(NodeId::ROOT), read);
    }

    /// Whether `...` is next, where requests may be open; it is read.
    #[cold]
    pub(super) fn ellipsis(&mut self) -> bool {
        self.scratch.holes && self.lexer.ellipsis()
    }

    /// Whether an object or an array ends here that may have more than is written.
    #[inline]
    pub(super) fn ends_open(&mut self, closing: u8) -> Result<bool, Stopped> {
        if self.scratch.holes { self.lexer.ends_open(closing) } else { Ok(false) }
    }

    /// The object or array that was written last may have more than is written.
    #[cold]
    pub(super) fn open_value(&mut self, at: At) {
        self.scratch.slots.mark_partial();
        self.scratch.slots.update(at.base, at.node, |slot| slot.open = true);
    }

    /// Writes the hole that was read last, and what can be below it.
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
        let Some(id) = self.tree.node(at.node).kind.enumeration() else { return true };
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
    if let FieldType::Union(types) = kind {
        let each = || types.iter().map(|one| fits(one, hole));
        return if each().any(|fits| fits == Some(true)) {
            Some(true)
        } else if each().all(|fits| fits == Some(false)) {
            Some(false)
        } else {
            None
        };
    }
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
