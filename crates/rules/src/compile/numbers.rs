//! The facts about numbers without which a comparison cannot come out one way.

use std::collections::BTreeSet;

use super::facts::Fact;
use crate::program::{Bound, Comparison, FieldRef, NodeId, Order, Predicate, Quantity, Sum};

/// What a comparison of a number of the request with a constant needs to come out as `truth`.
pub(super) fn of_number(
    left: &Sum,
    comparison: Comparison,
    right: &Sum,
    truth: bool,
) -> Option<(FieldRef, Bound)> {
    let ([quantity], [Quantity::Constant(limit)]) = (&*left.0, &*right.0) else { return None };
    let Quantity::FieldRef { place, default: None, .. } = quantity else { return None };
    let bound = match (comparison, truth) {
        (Comparison::Order(Order::More), true) | (Comparison::Order(Order::AtMost), false) => {
            Bound::Above(*limit)
        }
        (Comparison::Order(Order::AtLeast), true) | (Comparison::Order(Order::Less), false) => {
            Bound::Above(limit.checked_sub(1)?)
        }
        (Comparison::Order(Order::Less), true) | (Comparison::Order(Order::AtLeast), false) => {
            Bound::Below(*limit)
        }
        (Comparison::Order(Order::AtMost), true) | (Comparison::Order(Order::More), false) => {
            Bound::Below(limit.checked_add(1)?)
        }
        (Comparison::Equal, true) => Bound::Equal(*limit),
        (Comparison::Equal, false) => return None,
    };
    Some((*place, bound))
}

/// Facts about a list's elements without which a predicate of one of them cannot come out as `truth`.
pub(super) fn in_elements(list: NodeId, predicate: &Predicate, truth: bool) -> BTreeSet<Fact> {
    match predicate {
        Predicate::Not(inner) => in_elements(list, inner, !truth),
        Predicate::All(parts) | Predicate::Any(parts) => {
            let parts = parts.iter().map(|part| in_elements(list, part, truth));
            if matches!(predicate, Predicate::All(_)) == truth {
                parts.flatten().collect()
            } else {
                // One of them must come out so, whichever.
                let common = |one: BTreeSet<_>, other| one.intersection(&other).cloned().collect();
                parts.reduce(common).unwrap_or_default()
            }
        }
        Predicate::Quantity(left, comparison, right) => {
            let number = of_number(left, *comparison, right, truth);
            let number = number.filter(|(place, _)| place.loop_depth == 1);
            let fact = number.map(|(place, bound)| Fact::NumberInElement(list, place.node, bound));
            fact.into_iter().collect()
        }
        _ => BTreeSet::new(),
    }
}
