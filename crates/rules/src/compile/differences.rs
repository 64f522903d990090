//! Two numbers that are compared, as their difference.

use crate::program::{Comparison, Computed, FieldRef, Fold, Order, Quantity, Sum};

/// Two sums without what both have: what is left of each, and what the first less the second is
/// compared with.
pub(super) fn difference<'p>(
    left: &'p Sum,
    right: &'p Sum,
) -> (Vec<&'p Quantity>, Vec<&'p Quantity>, i64) {
    let split = |sum: &'p Sum| {
        let constant = |quantity: &Quantity| match quantity {
            Quantity::Constant(value) => *value,
            _ => 0,
        };
        let constant = sum.0.iter().map(constant).fold(0, i64::saturating_add);
        let terms = sum.0.iter().filter(|term| !matches!(term, Quantity::Constant(_)));
        (terms.collect::<Vec<_>>(), constant)
    };
    let ((mut added, more), (mut taken, than)) = (split(left), split(right));
    added.retain(|term| {
        let same = taken.iter().position(|other| other == term);
        same.map(|same| taken.remove(same)).is_none()
    });
    (added, taken, than.saturating_sub(more))
}

/// Whether two numbers compare so.
pub(super) fn compares(left: i64, comparison: Comparison, right: i64) -> bool {
    match comparison {
        Comparison::Equal => left == right,
        Comparison::Order(Order::Less) => left < right,
        Comparison::Order(Order::AtMost) => left <= right,
        Comparison::Order(Order::More) => left > right,
        Comparison::Order(Order::AtLeast) => left >= right,
    }
}

/// Whether a quantity has no fraction.
pub(super) fn is_integer(quantity: &Quantity) -> bool {
    match quantity {
        Quantity::FieldRef { fractions, .. } => !fractions,
        Quantity::Computed(computed) => {
            is_count(quantity) || matches!(**computed, Computed::Years(..))
        }
        _ => true,
    }
}

/// Whether a quantity is how many there are of something.
fn is_count(quantity: &Quantity) -> bool {
    match quantity {
        Quantity::Characters(_)
        | Quantity::Bytes(_)
        | Quantity::EucKrBytes(_)
        | Quantity::Count(_) => true,
        Quantity::Computed(computed) => {
            matches!(**computed, Computed::Over { fold: Fold::Count, .. })
        }
        Quantity::Constant(_) | Quantity::FieldRef { .. } => false,
    }
}

/// The smallest and the largest that a difference can be.
pub(super) fn range(added: &[&Quantity], taken: &[&Quantity]) -> (Option<i64>, Option<i64>) {
    let least = |terms: &[&Quantity]| terms.iter().all(|term| is_count(term)).then_some(0);
    let most = |terms: &[&Quantity]| match terms {
        [] => Some(0),
        [Quantity::Characters(text)] => text.first.map(i64::from),
        [Quantity::EucKrBytes(text)] => text.euckr_first.map(i64::from),
        _ => None,
    };
    let less = |more: Option<i64>, less: Option<i64>| Some(more?.saturating_sub(less?));
    (less(least(added), most(taken)), less(most(added), least(taken)))
}

/// The fields without which a quantity is unknown.
pub(super) fn required(quantity: &Quantity) -> Vec<FieldRef> {
    match quantity {
        Quantity::FieldRef { default: Some(_), .. } | Quantity::Computed(_) => Vec::new(),
        other => {
            let mut places = Vec::new();
            other.places(&mut |place| places.push(place));
            places
        }
    }
}
