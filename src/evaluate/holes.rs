//! What conditions come to where values are not known: true or false only where every value
//! that can be there agrees.

use super::truth::Truth;
use super::{Bindings, Evaluation};
use crate::request::{Hole, HoleKind, Part, Partial, ROOT, Range, Slot, ValueKind};
use crate::severities::Severities;
use smartro_lint_rules::program::{
    Collection, Comparison, FieldRef, Moment, NodeId, Order, Pattern, Presence, Quantity, Sum,
    Symbol, Test, Text,
};
use smartro_lint_rules::rule::{Severity, ShapeRule};

/// The difference of two sums: its limits, where it has any.
struct Difference {
    least: Option<i128>,
    most: Option<i128>,
}

impl Evaluation<'_> {
    fn hole(&self, place: FieldRef, bindings: &Bindings) -> Option<&Hole> {
        self.slots.hole(self.slot(place, bindings))
    }

    /// The string that a hole can be, as an operand takes it, and whether it may be no string.
    pub(crate) fn partial(&self, text: &Text, bindings: &Bindings) -> Option<(Partial, bool)> {
        let hole = self.hole(text.place, bindings)?;
        let (mut partial, may_be_other) = match &hole.kind {
            HoleKind::String(parts) => (Partial::new(parts), hole.optional),
            HoleKind::Any => (Partial::unknown(), true),
            HoleKind::Number | HoleKind::Integer | HoleKind::Boolean
                if self.is_union(text.place) =>
            {
                (Partial::unknown(), hole.optional)
            }
            _ => return None,
        };
        if text.unhyphenated {
            partial = partial.unhyphenated();
        }
        if text.lower {
            partial = partial.lower();
        }
        if let Some(first) = text.first {
            partial = partial.first(first);
        }
        if text.euckr_first.is_some() && partial.known().is_none() {
            // What is cut off is not known either.
            partial = Partial::unknown();
        }
        Some((partial, may_be_other))
    }

    /// What a condition of a string comes to, where the string is not known: `decide` gives
    /// whether it can hold and whether it can fail.
    #[cold]
    fn of_partial(
        &self,
        text: &Text,
        bindings: &Bindings,
        decide: impl FnOnce(&Partial) -> (bool, bool),
    ) -> Truth {
        let Some((partial, may_be_other)) = self.partial(text, bindings) else {
            return Truth::UNKNOWN;
        };
        let (may_hold, may_fail) = decide(&partial);
        Truth::of_hole(may_hold, may_fail, may_be_other)
    }

    pub(super) fn partial_is_one_of(
        &self,
        text: &Text,
        literals: &[Box<str>],
        bindings: &Bindings,
    ) -> Truth {
        self.of_partial(text, bindings, |partial| {
            let may_hold = literals.iter().any(|literal| partial.may_be(literal));
            let known = partial.known();
            let is_listed = |known: &String| literals.iter().any(|literal| **literal == **known);
            (may_hold, !known.as_ref().is_some_and(is_listed))
        })
    }

    pub(super) fn partial_matches(
        &self,
        text: &Text,
        pattern: &Pattern,
        bindings: &Bindings,
    ) -> Truth {
        self.of_partial(text, bindings, |partial| partial.matches(pattern))
    }

    pub(super) fn partial_passes(&self, test: Test, text: &Text, bindings: &Bindings) -> Truth {
        let (least, most) = match test {
            Test::Luhn => (1, i64::MAX),
            Test::BusinessNumber => (10, 10),
            Test::ResidentNumber => (13, 13),
            Test::MobileNumber => (10, 11),
            Test::BirthDate => (6, 6),
        };
        self.of_partial(text, bindings, |partial| {
            let digits = partial.clone().unhyphenated().characters();
            let fits = digits.least <= most && digits.most.is_none_or(|count| count >= least);
            (fits && !partial.has_other_than_digits(), true)
        })
    }

    /// Whether two strings are the same, one of which is not known at least.
    #[cold]
    pub(super) fn same_partial(&self, left: &Text, right: &Text, bindings: &Bindings) -> Truth {
        let side = |text: &Text| match self.text_view(text, bindings) {
            Some(known) => Some((Partial::known_as(known.characters().collect()), false)),
            None => self.partial(text, bindings),
        };
        let (Some((left, one)), Some((right, other))) = (side(left), side(right)) else {
            return Truth::UNKNOWN;
        };
        let may_be_same = match (left.known(), right.known()) {
            (Some(left), _) => right.may_be(&left),
            (_, Some(right)) => left.may_be(&right),
            _ => true,
        };
        let is_same = left.known().is_some_and(|left| right.known() == Some(left));
        Truth::of_hole(may_be_same, !is_same, one || other)
    }

    /// What is asked of a field without comparing it, where its value is not known.
    #[cold]
    pub(super) fn presence_of_hole(
        &self,
        presence: Presence,
        place: FieldRef,
        bindings: &Bindings,
    ) -> Truth {
        let Some(hole) = self.hole(place, bindings) else { return Truth::UNKNOWN };
        // Nothing is missing from a body that is no object.
        let root = self.slots.hole(self.slots.get(ROOT, NodeId::ROOT));
        let no_object = root.is_some_and(|root| matches!(root.kind, HoleKind::Any));
        let present = Truth::of_hole(true, hole.optional, no_object);
        match presence {
            Presence::Present => present,
            Presence::Missing => present.not(),
            Presence::Filled => {
                let length = match &hole.kind {
                    HoleKind::String(parts) => Partial::new(parts).characters(),
                    HoleKind::Any => Range { least: 0, most: None },
                    _ => Range { least: 1, most: None },
                };
                let may_be_empty = length.least == 0;
                Truth::of_hole(length.most != Some(0), may_be_empty || hole.optional, no_object)
            }
            Presence::Formatted => self.of_partial(&Text::new(place), bindings, |_| (true, true)),
        }
    }

    #[cold]
    pub(super) fn boolean_of_hole(&self, slot: &Slot) -> Truth {
        match self.slots.hole(slot) {
            Some(hole) if matches!(hole.kind, HoleKind::Boolean | HoleKind::Any) => {
                let is_certain = matches!(hole.kind, HoleKind::Boolean) && !hole.optional;
                Truth::of_hole(true, true, !is_certain)
            }
            _ => Truth::UNKNOWN,
        }
    }

    /// Whether a field that is not known holds one of these members; `symbols` empty: any truth
    /// there can be.
    #[cold]
    pub(super) fn member_of_hole(
        &self,
        place: FieldRef,
        symbols: Option<&[Symbol]>,
        bindings: &Bindings,
    ) -> Truth {
        let id = self.operation.tree.node(place.node).kind.enumeration();
        let enumeration = id.and_then(|id| self.enumerations.get(usize::from(id.0)));
        self.of_partial(&Text::new(place), bindings, |partial| {
            let (Some(enumeration), Some(symbols)) = (enumeration, symbols) else {
                return (true, true);
            };
            let spellings = enumeration.spellings();
            let mut listed = spellings.filter(|(_, symbol)| symbols.contains(symbol));
            let may_hold = listed.any(|(spelling, _)| partial.may_be(&spelling));
            (may_hold, partial.known().is_none() || !may_hold)
        })
    }

    /// Whether there may be more elements or members than the slot has; `None`: it is known to
    /// be no array or object of `kind`.
    pub(super) fn collection_of_hole(&self, slot: &Slot, kind: ValueKind) -> Option<Truth> {
        let hole = self.slots.hole(slot)?;
        let fits = match hole.kind {
            HoleKind::Array => kind == ValueKind::List,
            HoleKind::Object => kind == ValueKind::Object,
            HoleKind::Any => true,
            _ => false,
        };
        let may_be_other = hole.optional || matches!(hole.kind, HoleKind::Any);
        fits.then(|| Truth::of_hole(true, true, may_be_other))
    }

    /// Whether a member that a rule goes through may be absent.
    pub(super) fn may_be_absent(&self, element: u32) -> bool {
        let Some(facts) = self.slots.element(element).filter(|facts| facts.member) else {
            return false;
        };
        self.slots.hole(self.slots.get(element, facts.node)).is_some_and(|hole| hole.optional)
    }

    /// How two sums compare, where a part of them is not known.
    #[cold]
    pub(super) fn quantity_of_hole(
        &self,
        left: &Sum,
        comparison: Comparison,
        right: &Sum,
        bindings: &Bindings,
    ) -> Truth {
        if let Some(truth) = self.is_other_type((left, comparison, right), bindings) {
            return truth;
        }
        let open = self.open_years(left, bindings).union(self.open_years(right, bindings));
        if !open.is_empty() {
            let others = Truth::of_hole(true, true, true);
            let undetermined = Truth::undetermined(open);
            return if self.slots.is_partial() {
                undetermined.either(others)
            } else {
                undetermined
            };
        }
        if !self.slots.is_partial() {
            return Truth::UNKNOWN;
        }
        let Some((difference, may_be_unknown)) = self.difference(left, right, bindings) else {
            return Truth::UNKNOWN;
        };
        let Difference { least, most } = difference;
        let may_be_below = least.is_none_or(|least| least < 0);
        let may_be_above = most.is_none_or(|most| most > 0);
        let may_be_equal =
            least.is_none_or(|least| least <= 0) && most.is_none_or(|most| most >= 0);
        let (may_hold, may_fail) = match comparison {
            Comparison::Equal => (may_be_equal, may_be_below || may_be_above),
            Comparison::Order(Order::Less) => (may_be_below, may_be_equal || may_be_above),
            Comparison::Order(Order::AtMost) => (may_be_below || may_be_equal, may_be_above),
            Comparison::Order(Order::More) => (may_be_above, may_be_equal || may_be_below),
            Comparison::Order(Order::AtLeast) => (may_be_above || may_be_equal, may_be_below),
        };
        Truth::of_hole(may_hold, may_fail, may_be_unknown)
    }

    /// The limits of the first sum less the second, and whether they may be unknown.
    fn difference(
        &self,
        left: &Sum,
        right: &Sum,
        bindings: &Bindings,
    ) -> Option<(Difference, bool)> {
        let mut difference = Difference { least: Some(0), most: Some(0) };
        let mut may_be_unknown = false;
        let terms =
            left.0.iter().map(|term| (term, false)).chain(right.0.iter().map(|term| (term, true)));
        for (term, negated) in terms {
            let (range, unknown) = self.range(term, bindings)?;
            may_be_unknown |= unknown;
            let (least, most) = (range.lower().map(i128::from), range.most.map(i128::from));
            let (least, most) = if negated {
                (most.map(|most| -most), least.map(|least| -least))
            } else {
                (least, most)
            };
            difference.least = difference.least.zip(least).map(|(sum, least)| sum + least);
            difference.most = difference.most.zip(most).map(|(sum, most)| sum + most);
        }
        Some((difference, may_be_unknown))
    }

    /// The limits of a number, and whether it may be none at all; `None`: it is none.
    pub(crate) fn range(&self, quantity: &Quantity, bindings: &Bindings) -> Option<(Range, bool)> {
        match quantity {
            Quantity::Constant(value) => Some((Range::exactly(*value), false)),
            Quantity::FieldRef { place, default, fractions } => {
                let Some(hole) = self.hole(*place, bindings) else {
                    return Some((self.known_range(quantity, bindings)?, false));
                };
                let absent = hole.optional && default.is_none();
                match hole.kind {
                    HoleKind::Integer => Some((Range::ANY, absent)),
                    HoleKind::Number => Some((Range::ANY, absent || !fractions)),
                    HoleKind::Any => Some((Range::ANY, true)),
                    HoleKind::String(_) | HoleKind::Boolean if self.is_union(*place) => {
                        Some((Range::ANY, true))
                    }
                    _ => default.filter(|_| hole.optional).map(|it| (Range::exactly(it), true)),
                }
            }
            Quantity::Computed(computed) => Some(match self.computed(computed, bindings) {
                Some(value) => (Range::exactly(value), false),
                None => (Range::ANY, true),
            }),
            Quantity::Count(place) => {
                let slot = self.slot(*place, bindings);
                if slot.kind == ValueKind::List {
                    let element = self.element(*place, bindings);
                    let written = self.slots.elements(element, place.node).count();
                    let least = i64::try_from(written).unwrap_or(i64::MAX);
                    return Some((Range { least, most: (!slot.open).then_some(least) }, false));
                }
                let list = self.collection_of_hole(slot, ValueKind::List)?;
                Some((Range { least: 0, most: None }, list.may_be_unknown()))
            }
            Quantity::Characters(text) | Quantity::Bytes(text) | Quantity::EucKrBytes(text) => {
                let Some((partial, may_be_other)) = self.partial(text, bindings) else {
                    return Some((self.known_range(quantity, bindings)?, false));
                };
                let range = match quantity {
                    Quantity::Bytes(_) => partial.sum(|of| of.len_utf8() as i64, (2, 4)),
                    Quantity::EucKrBytes(_) => {
                        partial.sum(|of| if of.is_ascii() { 1 } else { 2 }, (2, 2))
                    }
                    _ => partial.characters(),
                };
                Some((range, may_be_other))
            }
        }
    }

    fn known_range(&self, quantity: &Quantity, bindings: &Bindings) -> Option<Range> {
        let known = self.is_number(quantity, bindings);
        known.then(|| self.small(quantity, bindings).map_or(Range::ANY, Range::exactly))
    }

    /// Whether a point in time that is none, as far as is known, may be one.
    fn may_be_moment(&self, moment: &Moment, bindings: &Bindings) -> bool {
        let may_be_text = |text: &Text| self.partial(text, bindings).is_some();
        match moment.base().0 {
            Moment::Now(_) | Moment::ThisMonth(_) | Moment::Later(..) => false,
            Moment::Instant(text, _) | Moment::Date(text) => may_be_text(text),
            Moment::CardMonth(year, month) => may_be_text(year) || may_be_text(month),
        }
    }

    /// How two points in time compare, of which one is not known.
    #[cold]
    pub(super) fn moments_of_hole(
        &self,
        left: &Moment,
        right: &Moment,
        bindings: &Bindings,
    ) -> Truth {
        let may_be = [left, right]
            .map(|moment| self.slots.is_partial() && self.may_be_moment(moment, bindings));
        if may_be.contains(&true) { Truth::of_hole(true, true, true) } else { Truth::UNKNOWN }
    }

    /// Whether a finding about a value that is not known could be hidden by one of the shapes:
    /// that the value is no member of its enumeration, which is worse.
    #[inline]
    pub(super) fn may_be_hidden(
        &self,
        place: FieldRef,
        severity: Severity,
        severities: &Severities,
        bindings: &Bindings,
    ) -> bool {
        self.slot(place, bindings).kind == ValueKind::Hole
            && self.operation.tree.node(place.node).kind.enumeration().is_some()
            && severities.of_shape(ShapeRule::UnknownValue) > Some(severity)
    }

    /// Whether a loop may have more elements than are written.
    pub(super) fn may_have_more(&self, collection: &Collection, bindings: &Bindings) -> bool {
        let slot = self.slot(collection.place(), bindings);
        let kind = match collection {
            Collection::Elements(_) => ValueKind::List,
            Collection::Members(..) => ValueKind::Object,
        };
        slot.open || self.collection_of_hole(slot, kind).is_some()
    }

    /// Whether a place holds a partly known string, and its parts.
    pub(crate) fn parts(&self, slot: &Slot) -> Option<&[Part]> {
        match &self.slots.hole(slot)?.kind {
            HoleKind::String(parts) => Some(parts),
            _ => None,
        }
    }
}
