//! What a request holds, in numbered places: a slot for each node of the operation's tree,
//! and slots of their own for each element that a rule goes through.

use super::hole::Hole;
use smartro_lint_rules::program::{FieldType, NodeId, Symbol};
use smartro_lint_rules::source::Span;

/// What kind of value is in a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum ValueKind {
    /// None.
    #[default]
    Missing,
    /// `null`.
    Null,
    /// `false`.
    False,
    /// `true`.
    True,
    /// A number without a fraction.
    Integer,
    /// A number with one.
    Fraction,
    /// A string.
    Text,
    /// An array.
    List,
    /// An object.
    Object,
    /// A value that is not known.
    Hole,
}

impl ValueKind {
    /// Whether a field of this type can hold it; nothing and `null` are no value of any type.
    pub(crate) fn fits(self, kind: &FieldType) -> bool {
        match self {
            Self::Missing | Self::Null => false,
            // Not decided by its kind alone.
            Self::Hole => true,
            _ if matches!(kind, FieldType::Anything) => true,
            _ if matches!(kind, FieldType::Union(_)) => {
                kind.types().iter().any(|one| self.fits(one))
            }
            Self::Text => {
                matches!(kind, FieldType::Text(_) | FieldType::Member(_) | FieldType::Instant)
            }
            Self::Object => matches!(kind, FieldType::Object(_) | FieldType::AnyObject),
            Self::List => matches!(kind, FieldType::List(_) | FieldType::Members(_)),
            Self::False | Self::True => matches!(kind, FieldType::Boolean),
            Self::Integer => matches!(kind, FieldType::Integer | FieldType::Number),
            Self::Fraction => matches!(kind, FieldType::Number),
        }
    }
}

/// A value: where it is, and what it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Slot {
    /// Its text; a string's quotes included.
    pub span: Span,
    /// Where its key starts; [`Slot::NO_KEY`] for what has none.
    pub key: u32,
    /// Its first element or member, the number of its hole, or the value of an integer; 0: none, or
    /// an integer whose value is in its text alone.
    pub first: u32,
    /// The enumeration's member that it is.
    pub symbol: Symbol,
    /// What kind of value it is.
    pub kind: ValueKind,
    /// Whether the string has escapes.
    pub escaped: bool,
    /// Whether the text has no quotes around it: a part of a URL, or what is no string in a field
    /// that may be one.
    pub bare: bool,
    /// Whether a shape rule spoke while it was read.
    pub has_shape_finding: bool,
    /// Whether an object or an array may have more than is written.
    pub open: bool,
}

// One is written for each value, and the elements of long arrays have many.
const _: () = assert!(size_of::<Slot>() == 24);

impl Slot {
    /// The key of a value that has none.
    pub(crate) const NO_KEY: u32 = u32::MAX;

    /// A slot that holds nothing.
    pub(crate) const MISSING: Self = Self {
        span: Span { start: 0, end: 0 },
        key: Self::NO_KEY,
        first: 0,
        symbol: Symbol::NONE,
        kind: ValueKind::Missing,
        escaped: false,
        bare: false,
        has_shape_finding: false,
        open: false,
    };

    /// Whether there is a value; `null` is none.
    #[must_use]
    #[inline(always)]
    pub(crate) fn is_present(&self) -> bool {
        !matches!(self.kind, ValueKind::Missing | ValueKind::Null)
    }

    /// Where a string is, without its quotes.
    #[inline(always)]
    pub(crate) fn text(&self) -> std::ops::Range<usize> {
        let quotes = usize::from(!self.bare);
        self.span.start as usize + quotes..(self.span.end as usize).saturating_sub(quotes)
    }

    /// How many bytes a string has, as it is written and without its quotes.
    #[inline]
    pub(crate) fn text_length(&self) -> u32 {
        let quotes = if self.bare { 0 } else { 2 };
        (self.span.end - self.span.start).saturating_sub(quotes)
    }
}

/// An element of an array or a member of an object that a rule goes through.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Element {
    /// The index of the slot of its node; those of the nodes below follow.
    pub slot: u32,
    /// The node of that slot.
    pub node: NodeId,
    /// The element that the array or object is in.
    pub parent: u32,
    /// An element's place in the array; a member's node, or [`Element::NO_FIELD`].
    pub index: u32,
    /// The next one; 0: it is the last.
    pub next: u32,
    /// Whether it is an object's member: its slot is the only one, and has its key.
    pub member: bool,
}

impl Element {
    /// The index of a member whose key no shape knows.
    pub(super) const NO_FIELD: u32 = u32::MAX;
}

/// The slots and elements of one request, used again for the next.
#[derive(Debug, Default)]
pub(crate) struct Slots {
    slots: Vec<Slot>,
    elements: Vec<Element>,
    /// A bit for each slot of the request itself that holds a value.
    present: Vec<u64>,
    /// A bit for each that holds `null`.
    nulls: Vec<u64>,
    /// How many slots are the request's own: as many as the largest tree so far has nodes.
    count: usize,
    /// The values that are not known, in the order of the text.
    holes: Vec<Hole>,
    /// Whether anything is not known.
    partial: bool,
}

/// The element of the request itself.
pub(crate) const ROOT: u32 = 0;

/// Where the slots of an element are: added to a node's number, its slot's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Base(u32);

impl Base {
    /// Of the request itself.
    pub(super) const ROOT: Self = Self(0);

    #[inline(always)]
    fn slot(self, node: NodeId) -> usize {
        self.0.wrapping_add(u32::from(node.0)) as usize
    }
}

impl Slots {
    /// Makes room for a tree of `nodes` nodes, and discards the previous request.
    pub(super) fn reset(&mut self, count: usize) {
        let Self { slots, present, nulls, .. } = self;
        for (word, (present, nulls)) in present.iter_mut().zip(nulls).enumerate() {
            let mut written = *present | *nulls;
            while written != 0 {
                let index = word * 64 + written.trailing_zeros() as usize;
                written &= written - 1;
                if let Some(slot) = slots.get_mut(index) {
                    // The rest of it is not needed.
                    slot.kind = ValueKind::Missing;
                }
            }
            (*present, *nulls) = (0, 0);
        }
        self.slots.truncate(self.count);
        if self.partial {
            // It is asked of places that hold nothing, too.
            self.slots.iter_mut().for_each(|slot| slot.open = false);
        }
        if self.count < count {
            self.count = count;
            self.slots.resize(count, Slot::MISSING);
            self.present.resize(count.div_ceil(64), 0);
            self.nulls.resize(count.div_ceil(64), 0);
        }
        self.elements.clear();
        self.holes.clear();
        self.partial = false;
        let (slot, node, parent, index, next, member) = (0, NodeId::ROOT, ROOT, 0, 0, false);
        self.elements.push(Element { slot, node, parent, index, next, member });
    }

    /// Whether there are values that are not known.
    #[must_use]
    #[inline]
    pub(crate) fn is_partial(&self) -> bool {
        self.partial
    }

    /// There are values that are not known.
    pub(super) fn mark_partial(&mut self) {
        self.partial = true;
    }

    /// Keeps a hole; [`Slots::last_hole`] is its number then.
    pub(super) fn push_hole(&mut self, hole: Hole) {
        self.partial = true;
        self.holes.push(hole);
    }

    /// Makes a value of the request one that is not known.
    pub(super) fn set_hole(&mut self, node: NodeId, slot: Slot, hole: Hole) {
        self.push_hole(hole);
        let (kind, first) = (ValueKind::Hole, self.last_hole());
        self.set(Base::ROOT, node, Slot { kind, first, ..slot });
    }

    /// The number of the hole that was kept last.
    pub(super) fn last_hole(&self) -> u32 {
        u32::try_from(self.holes.len()).unwrap_or(0)
    }

    /// The hole of a number; anything or nothing for 0.
    pub(super) fn hole_of(&self, number: u32) -> Option<&Hole> {
        (number as usize).checked_sub(1).and_then(|index| self.holes.get(index))
    }

    /// What is known of a slot's value, where it is not known.
    #[inline]
    pub(crate) fn hole(&self, slot: &Slot) -> Option<&Hole> {
        (slot.kind == ValueKind::Hole).then(|| self.hole_of(slot.first).unwrap_or(&Hole::ANYTHING))
    }

    /// A bit for each slot of the request that holds a value.
    #[must_use]
    #[inline]
    pub(crate) fn present(&self) -> &[u64] {
        &self.present
    }

    /// What a node holds, in an element.
    #[must_use]
    #[inline(always)]
    pub(crate) fn get(&self, element: u32, node: NodeId) -> &Slot {
        const MISSING: &Slot = &Slot::MISSING;
        let base = if element == ROOT { Base::ROOT } else { self.base(element) };
        self.slots.get(base.slot(node)).unwrap_or(MISSING)
    }

    /// Where an element's slots are.
    pub(super) fn base(&self, element: u32) -> Base {
        let base = |element: &Element| Base(element.slot.wrapping_sub(u32::from(element.node.0)));
        self.elements.get(element as usize).map_or(Base::ROOT, base)
    }

    /// What a node holds in the element whose slots are there.
    #[inline(always)]
    pub(super) fn kind(&self, base: Base, node: NodeId) -> ValueKind {
        self.slots.get(base.slot(node)).map_or(ValueKind::Missing, |slot| slot.kind)
    }

    /// Whether a node has a value in the element whose slots are there, be it `null`.
    #[inline(always)]
    pub(super) fn is_written(&self, base: Base, node: NodeId) -> bool {
        self.slots.get(base.slot(node)).is_some_and(|slot| slot.kind != ValueKind::Missing)
    }

    /// Writes a value into the element whose slots are there; nothing is taken out so.
    #[inline(always)]
    pub(super) fn set(&mut self, base: Base, node: NodeId, slot: Slot) {
        if base == Base::ROOT {
            let bits =
                if slot.kind == ValueKind::Null { &mut self.nulls } else { &mut self.present };
            if let Some(word) = bits.get_mut(node.index() / 64) {
                *word |= 1 << (node.index() % 64);
            }
        }
        if let Some(place) = self.slots.get_mut(base.slot(node)) {
            *place = slot;
        }
    }

    /// Changes a value that was written.
    pub(super) fn update(&mut self, base: Base, node: NodeId, change: impl FnOnce(&mut Slot)) {
        if let Some(slot) = self.slots.get_mut(base.slot(node)) {
            change(slot);
        }
    }

    /// Forgets what the nodes from `node` up to `end` hold.
    pub(super) fn clear(&mut self, base: Base, node: NodeId, end: NodeId) {
        for id in (node.0..end.0).map(NodeId) {
            if base == Base::ROOT {
                for bits in [&mut self.present, &mut self.nulls] {
                    if let Some(word) = bits.get_mut(id.index() / 64) {
                        *word &= !(1 << (id.index() % 64));
                    }
                }
            }
            self.update(base, id, |slot| *slot = Slot::MISSING);
        }
    }

    /// An element of its own for a node and the nodes below it, and where its slots are.
    pub(super) fn push_element(
        &mut self,
        node: NodeId,
        nodes: usize,
        parent: u32,
        index: u32,
    ) -> (u32, Base) {
        let slot = u32::try_from(self.slots.len()).unwrap_or(u32::MAX);
        self.slots.resize(self.slots.len() + nodes.max(1), Slot::MISSING);
        let element = u32::try_from(self.elements.len()).unwrap_or(u32::MAX);
        self.elements.push(Element { slot, node, parent, index, next: 0, member: false });
        (element, Base(slot.wrapping_sub(u32::from(node.0))))
    }

    /// An element for a member of an object, known to its shape (`field`) or not.
    pub(super) fn push_member(&mut self, object: NodeId, parent: u32, field: u32) -> (u32, Base) {
        let (element, base) = self.push_element(object, 1, parent, field);
        if let Some(facts) = self.elements.get_mut(element as usize) {
            facts.member = true;
        }
        (element, base)
    }

    /// Puts an element after another in the order of elements.
    pub(super) fn link(&mut self, element: u32, next: u32) {
        if let Some(element) = self.elements.get_mut(element as usize) {
            element.next = next;
        }
    }

    /// An element, by its number.
    #[must_use]
    pub(crate) fn element(&self, element: u32) -> Option<&Element> {
        self.elements.get(element as usize)
    }

    /// How many slots and elements there are: what [`Slots::rewind`] goes back to.
    pub(super) fn mark(&self) -> (usize, usize) {
        (self.slots.len(), self.elements.len())
    }

    /// Forgets the elements that were made since a mark.
    pub(super) fn rewind(&mut self, (slots, elements): (usize, usize)) {
        self.slots.truncate(slots);
        self.elements.truncate(elements);
    }

    /// The elements of a list's elements or an object's members.
    pub(crate) fn elements(&self, element: u32, node: NodeId) -> impl Iterator<Item = u32> + '_ {
        let slot = self.get(element, node);
        let first =
            if matches!(slot.kind, ValueKind::List | ValueKind::Object) { slot.first } else { 0 };
        let next = |element: &u32| {
            self.element(*element).map(|element| element.next).filter(|next| *next != 0)
        };
        std::iter::successors(Some(first).filter(|first| *first != 0), next)
    }
}

/// Where a value is read to.
#[derive(Debug, Clone, Copy)]
pub(super) struct At {
    pub(super) element: u32,
    pub(super) base: Base,
    pub(super) node: NodeId,
    pub(super) key: u32,
}

impl At {
    /// A node of the request itself.
    pub(super) fn whole(node: NodeId) -> Self {
        Self { element: ROOT, base: Base::ROOT, node, key: Slot::NO_KEY }
    }
}
