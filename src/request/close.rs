//! What can be said of an object when all of it is read: what is missing, what does not
//! belong, what stands twice.

use super::found::{About, By, Shape};
use super::lexer::Lexer;
use super::reader::{At, Key, Reader};
use super::slots::{Frame, Held, Slot, Slots};
use crate::program::{Node, NodeId, Object};
use crate::rule::ShapeRule;
use crate::source::Span;

impl Reader<'_> {
    /// A field comes a second time: what it held before does not count.
    #[cold]
    pub(super) fn forget(&mut self, frame: u32, field: NodeId, node: &Node, repeats: usize) {
        let before = *self.scratch.slots.get(frame, field);
        let known = self.scratch.repeated.get(repeats..).unwrap_or_default();
        if !known.iter().any(|(_, other, _)| *other == field) {
            let start = before.key as usize;
            let mut key = Lexer::new(self.text, start);
            let end = key.string().map_or(start, |token| token.end);
            self.scratch.repeated.push((frame, field, Span::new(start, end)));
        }
        if before.spoken {
            self.scratch.found.retain(|found| {
                let lasting =
                    matches!(found.by, By::Shape(Shape { rule: ShapeRule::DuplicateKey, .. }));
                lasting || !before.span.contains(found.span)
            });
        }
        self.scratch.slots.clear(frame, field, node.end);
    }

    /// What can be said of an object when all of it is known.
    pub(super) fn close(
        &mut self,
        at: At,
        object: &Object,
        (seen, present): (u128, u128),
        span: Span,
        (base, repeats): (usize, usize),
    ) {
        let mut foreign = seen & object.foreign;
        while foreign != 0 {
            let place = foreign.trailing_zeros();
            foreign &= foreign - 1;
            if let Some(field) = object.fields.get(place as usize) {
                let slot = *self.scratch.slots.get(at.frame, *field);
                self.speak(
                    ShapeRule::UnknownField,
                    *field,
                    slot.span,
                    About::Value(slot.span.start),
                );
            }
        }
        if self.scratch.repeated.len() > repeats {
            self.report_repeated(repeats);
        }
        let mut missing = object.required & !present;
        while missing != 0 {
            let place = missing.trailing_zeros();
            missing &= missing - 1;
            let Some(field) = object.fields.get(place as usize) else { continue };
            let slot = *self.scratch.slots.get(at.frame, *field);
            let place = if slot.held == Held::Null { slot.span } else { span };
            self.speak(ShapeRule::MissingField, *field, place, About::Missing(at.frame, *field));
        }
        if object.exactly_one != 0 && (present & object.exactly_one).count_ones() != 1 {
            self.speak(ShapeRule::ExactlyOneField, at.node, span, About::Value(span.start));
        }
        if self.scratch.keys.len() > base {
            self.unknown_keys(at.node, base);
        }
        if self.tree.node(at.node).iterated {
            self.members(at, object, present, base);
        }
        self.scratch.keys.truncate(base);
    }

    fn report_repeated(&mut self, repeats: usize) {
        for index in repeats..self.scratch.repeated.len() {
            let Some((frame, node, first)) = self.scratch.repeated.get(index).copied() else {
                continue;
            };
            if !self.has_room() {
                break;
            }
            let slot = *self.scratch.slots.get(frame, node);
            let pointer = self.pointer_to(node, None);
            self.found(
                ShapeRule::DuplicateKey,
                slot.span,
                About::Value(slot.span.start),
                Shape { rule: ShapeRule::DuplicateKey, node, pointer, detail: first },
            );
        }
        self.scratch.repeated.truncate(repeats);
    }

    fn unknown_keys(&mut self, object: NodeId, base: usize) {
        self.sort_keys(base);
        let mut index = base;
        while let Some(first) = self.scratch.keys.get(index).copied() {
            if !self.has_room() {
                return;
            }
            let same = self.equal_keys(index);
            let last = self.scratch.keys.get(index + same - 1).copied().unwrap_or(first);
            let pointer = self.pointer_to(object, Some(last.key));
            let about = About::Value(last.value.start);
            let mut shape =
                Shape { rule: ShapeRule::UnknownField, node: object, pointer, detail: last.key };
            self.found(ShapeRule::UnknownField, last.value, about, shape);
            if same > 1 {
                shape = Shape { rule: ShapeRule::DuplicateKey, detail: first.key, ..shape };
                self.found(ShapeRule::DuplicateKey, last.value, about, shape);
            }
            index += same;
        }
    }

    /// A frame for each member, for the rules that go through them.
    fn members(&mut self, at: At, object: &Object, present: u128, base: usize) {
        let mut previous = 0;
        let mut add = |slots: &mut Slots, field: u32, slot: Slot| {
            let frame = slots.push_member(at.node, at.frame, field);
            slots.set(frame, at.node, slot);
            if previous == 0 {
                slots.update(at.frame, at.node, |slot| slot.first = frame);
            } else {
                slots.link(previous, frame);
            }
            previous = frame;
        };
        for (place, field) in object.fields.iter().enumerate() {
            if present & (1 << (place % 128)) != 0 {
                let slot = *self.scratch.slots.get(at.frame, *field);
                add(&mut self.scratch.slots, u32::from(field.0), slot);
            }
        }
        let mut index = base;
        while index < self.scratch.keys.len() {
            let same = self.equal_keys(index);
            if let Some(key) = self.scratch.keys.get(index + same - 1).copied()
                && key.held != Held::Null
            {
                let Key { value, held, .. } = key;
                let slot = Slot { span: value, held, key: key.key.start, ..Slot::MISSING };
                add(&mut self.scratch.slots, Frame::NO_FIELD, slot);
            }
            index += same;
        }
    }
}
