//! Findings on an object once all of it is read: what is missing, what does not
//! belong, what is there twice.

use super::found::{About, By, Shape};
use super::lexer::Lexer;
use super::reader::ValueReader;
use super::scratch::SeenKey;
use super::slots::{At, Element, Slot, Slots, ValueKind};
use smartro_lint_rules::program::{Node, NodeId, Object};
use smartro_lint_rules::rule::ShapeRule;
use smartro_lint_rules::source::Span;

impl ValueReader<'_> {
    /// A field comes a second time: what it held before does not count.
    #[cold]
    pub(super) fn forget(&mut self, at: At, node: &Node, repeats: usize) {
        let before = *self.scratch.slots.get(at.element, at.node);
        let known = self.scratch.repeated.get(repeats..).unwrap_or_default();
        if !known.iter().any(|(other, _)| other.node == at.node) {
            let start = before.key as usize;
            let mut key = Lexer::new(self.text, start);
            let key = key.string().map_or(Span::new(start, start), |token| token.span);
            self.scratch.repeated.push((at, key));
        }
        if before.has_shape_finding {
            self.scratch.found.retain(|found| {
                let lasting =
                    matches!(found.by, By::Shape(Shape { rule: ShapeRule::DuplicateKey, .. }));
                lasting || !before.span.contains(found.span)
            });
        }
        self.scratch.slots.clear(at.base, at.node, node.end);
    }

    /// Reports the findings on an object when all of it is read; `keys` and `repeats` are where
    /// its own begin.
    #[inline(always)]
    pub(super) fn close(&mut self, at: At, object: &Object, span: Span, marks: (usize, usize)) {
        for field in &object.required {
            let kind = self.scratch.slots.kind(at.base, *field);
            if matches!(kind, ValueKind::Missing | ValueKind::Null) {
                self.missing(at, *field, span);
            }
        }
        let has_unknown = (self.scratch.keys.len(), self.scratch.repeated.len()) != marks;
        if has_unknown
            || !object.exactly_one.is_empty()
            || object.foreign.iter().any(|field| self.scratch.slots.is_written(at.base, *field))
            || self.tree.node(at.node).iterated
        {
            self.close_particular(at, object, span, marks);
        }
    }

    /// What most objects have no need of.
    fn close_particular(
        &mut self,
        at: At,
        object: &Object,
        span: Span,
        (keys, repeats): (usize, usize),
    ) {
        for field in &object.foreign {
            let slot = *self.scratch.slots.get(at.element, *field);
            // What an object may have is no key that is certainly written.
            let is_written = slot.kind != ValueKind::Missing && slot.key != Slot::NO_KEY;
            if is_written && !self.scratch.slots.hole(&slot).is_some_and(|hole| hole.keyless) {
                let about = About::Value(slot.span.start);
                self.report_shape(ShapeRule::UnknownField, *field, slot.span, about);
            }
        }
        if self.scratch.repeated.len() > repeats {
            self.report_repeated(repeats);
        }
        if !object.exactly_one.is_empty() {
            self.exactly_one(at, object, span);
        }
        if self.scratch.keys.len() > keys && !object.open {
            self.unknown_keys(at.node, keys);
        }
        if self.tree.node(at.node).iterated {
            self.members(at, object, keys);
        }
        self.scratch.keys.truncate(keys);
    }

    #[cold]
    fn missing(&mut self, at: At, field: NodeId, object: Span) {
        let slot = *self.scratch.slots.get(at.element, field);
        let place = if slot.kind == ValueKind::Null { slot.span } else { object };
        self.report_shape(ShapeRule::MissingField, field, place, About::Missing(at.element, field));
    }

    fn exactly_one(&mut self, at: At, object: &Object, span: Span) {
        let slots = &self.scratch.slots;
        let present = |field: &&NodeId| slots.get(at.element, **field).is_present();
        let optional = |field: &&NodeId| {
            slots.hole(slots.get(at.element, **field)).is_some_and(|hole| hole.optional)
        };
        let most = object.exactly_one.iter().filter(present).count();
        let least = most - object.exactly_one.iter().filter(optional).count();
        if most == 0 || least > 1 {
            self.report_shape(ShapeRule::ExactlyOneField, at.node, span, About::Value(span.start));
        }
    }

    fn report_repeated(&mut self, repeats: usize) {
        for index in repeats..self.scratch.repeated.len() {
            let Some((At { element, node, .. }, first)) = self.scratch.repeated.get(index).copied()
            else {
                continue;
            };
            if !self.has_room() {
                break;
            }
            let slot = *self.scratch.slots.get(element, node);
            let pointer = self.pointer_to(node, None);
            self.found(
                ShapeRule::DuplicateKey,
                slot.span,
                About::Value(slot.span.start),
                Shape {
                    rule: ShapeRule::DuplicateKey,
                    node,
                    pointer,
                    detail: first,
                    instead: None,
                },
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
            let mut shape = Shape {
                rule: ShapeRule::UnknownField,
                node: object,
                pointer,
                detail: last.key,
                instead: None,
            };
            self.found(ShapeRule::UnknownField, last.value, about, shape);
            if same > 1 {
                shape = Shape { rule: ShapeRule::DuplicateKey, detail: first.key, ..shape };
                self.found(ShapeRule::DuplicateKey, last.value, about, shape);
            }
            index += same;
        }
    }

    /// An element for each member, for the rules that go through them.
    fn members(&mut self, at: At, object: &Object, base: usize) {
        let mut previous = 0;
        let mut add = |slots: &mut Slots, field: u32, slot: Slot| {
            let (element, base) = slots.push_member(at.node, at.element, field);
            slots.set(base, at.node, slot);
            if previous == 0 {
                slots.update(at.base, at.node, |slot| slot.first = element);
            } else {
                slots.link(previous, element);
            }
            previous = element;
        };
        for field in object.fields() {
            let slot = *self.scratch.slots.get(at.element, field);
            if slot.is_present() {
                add(&mut self.scratch.slots, u32::from(field.0), slot);
            }
        }
        let mut index = base;
        while index < self.scratch.keys.len() {
            let same = self.equal_keys(index);
            if let Some(key) = self.scratch.keys.get(index + same - 1).copied()
                && key.kind != ValueKind::Null
            {
                let SeenKey { value, kind, .. } = key;
                let slot = Slot { span: value, kind, key: key.key.start, ..Slot::MISSING };
                add(&mut self.scratch.slots, Element::NO_FIELD, slot);
            }
            index += same;
        }
    }
}
