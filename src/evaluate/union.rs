//! Fields that may be of several types: a value counts as what it is compared with. In a string's
//! place it is as it is written, in a number's place a string of a number is that number.

use super::truth::Truth;
use super::values::{Number, number_of};
use super::{Bindings, Evaluation};
use crate::request::{Slot, ValueKind, is_number};
use smartro_lint_rules::program::{Comparison, FieldRef, FieldType, Quantity, Sum};

impl<'r> Evaluation<'r> {
    /// Whether a field may be of several types.
    pub(super) fn is_union(&self, place: FieldRef) -> bool {
        matches!(self.operation.tree.node(place.node).kind, FieldType::Union(_))
    }

    /// A number or boolean as it is written, in a field that may be of several types.
    #[cold]
    pub(super) fn written_value(&self, place: FieldRef, slot: &Slot) -> Option<&'r str> {
        let is_value = matches!(
            slot.kind,
            ValueKind::Integer | ValueKind::Fraction | ValueKind::True | ValueKind::False
        );
        (is_value && self.is_union(place)).then(|| slot.span.of(self.text))
    }

    /// The number that a string is, in a field that may be of several types.
    #[cold]
    pub(super) fn number_in_string(
        &self,
        place: FieldRef,
        slot: &Slot,
        fractions: bool,
    ) -> Option<Number> {
        let text = self.inside(slot);
        if slot.escaped || !self.is_union(place) || !is_number(text) {
            return None;
        }
        number_of(text.as_bytes(), fractions)
    }

    /// That a value of another type than a number is not equal to one. `None`: it may be one.
    #[cold]
    pub(super) fn is_other_type(
        &self,
        (left, comparison, right): (&Sum, Comparison, &Sum),
        bindings: &Bindings,
    ) -> Option<Truth> {
        let (Comparison::Equal, [one], [other]) = (comparison, &*left.0, &*right.0) else {
            return None;
        };
        let is_other = |quantity: &Quantity| match quantity {
            Quantity::FieldRef { place, .. } => {
                let slot = self.slot(*place, bindings);
                let may_be_number = match slot.kind {
                    ValueKind::Text => slot.escaped || is_number(self.inside(slot)),
                    ValueKind::True | ValueKind::False => false,
                    _ => true,
                };
                !may_be_number && self.is_union(*place)
            }
            _ => false,
        };
        let compared = match (is_other(one), is_other(other)) {
            (false, false) => return None,
            (true, true) => return Some(Truth::FALSE),
            (true, false) => other,
            (false, true) => one,
        };
        let (_, may_be_unknown) = self.range(compared, bindings)?;
        Some(Truth::of_hole(false, true, may_be_unknown))
    }
}
