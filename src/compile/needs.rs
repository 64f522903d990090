//! The slots without which a check cannot fire: most checks on most requests end there.

use std::collections::BTreeSet;

use crate::program::{Collection, Member, Moment, NodeId, Place, Predicate, Quantity, Sum, Text};
use crate::syntax::ast::Presence;

/// The slots that must hold something; `None`: it cannot be so, whatever they hold.
type Needed = Option<BTreeSet<NodeId>>;

/// The slots without which a predicate cannot come out as `truth`.
pub(super) fn needed(predicate: &Predicate, truth: bool) -> Needed {
    match predicate {
        Predicate::Constant(value) => (*value == truth).then(BTreeSet::new),
        Predicate::All(parts) => {
            if truth {
                every(parts, true)
            } else {
                some(parts, false)
            }
        }
        Predicate::Any(parts) => {
            if truth {
                some(parts, true)
            } else {
                every(parts, false)
            }
        }
        Predicate::Not(inner) => needed(inner, !truth),
        Predicate::Untrue(_) | Predicate::Iff(_) => Some(BTreeSet::new()),
        Predicate::Presence(presence, place) => {
            let needs_value = match presence {
                Presence::Present | Presence::Filled => truth,
                Presence::Missing => !truth,
                Presence::Formatted => true,
            };
            Some(if needs_value { of_place(*place) } else { BTreeSet::new() })
        }
        Predicate::Boolean(place, _) => Some(of_place(*place)),
        Predicate::Member(member, _) => Some(of_member(*member)),
        Predicate::SameMember(left, right) => Some(of_all([of_member(*left), of_member(*right)])),
        Predicate::Contains(..) => Some(BTreeSet::new()),
        Predicate::Literal(text, _) | Predicate::Matches(text, _) | Predicate::Test(_, text) => {
            Some(of_text(text))
        }
        Predicate::SameText(left, right) => Some(of_all([of_text(left), of_text(right)])),
        Predicate::Quantity(left, _, right) => Some(of_all([of_sum(left), of_sum(right)])),
        Predicate::Moment(left, _, right) => Some(of_all([of_moment(left), of_moment(right)])),
        Predicate::Quantified(quantified) => Some(of_collection(&quantified.collection)),
    }
}

/// The place of a collection.
pub(super) fn of_collection(collection: &Collection) -> BTreeSet<NodeId> {
    match collection {
        Collection::Elements(place) | Collection::Members(place, _) => of_place(*place),
    }
}

fn every(parts: &[Predicate], truth: bool) -> Needed {
    let mut all = BTreeSet::new();
    for part in parts {
        all.append(&mut needed(part, truth)?);
    }
    Some(all)
}

fn some(parts: &[Predicate], truth: bool) -> Needed {
    let possible = parts.iter().filter_map(|part| needed(part, truth));
    possible.reduce(|left, right| left.intersection(&right).copied().collect())
}

fn of_all<const N: usize>(sets: [BTreeSet<NodeId>; N]) -> BTreeSet<NodeId> {
    sets.into_iter().flatten().collect()
}

fn of_place(place: Place) -> BTreeSet<NodeId> {
    // An element's slots are not the request's.
    if place.depth == 0 { BTreeSet::from([place.node]) } else { BTreeSet::new() }
}

fn of_member(member: Member) -> BTreeSet<NodeId> {
    match member {
        Member::Place(place) => of_place(place),
        Member::Context(_) => BTreeSet::new(),
    }
}

fn of_text(text: &Text) -> BTreeSet<NodeId> {
    of_place(text.place)
}

fn of_sum(sum: &Sum) -> BTreeSet<NodeId> {
    let needed = sum.0.iter().map(|quantity| match quantity {
        Quantity::Constant(_) | Quantity::Place { default: Some(_), .. } => BTreeSet::new(),
        Quantity::Place { place, default: None, .. } | Quantity::Count(place) => of_place(*place),
        Quantity::Characters(text) | Quantity::Bytes(text) | Quantity::EucKrBytes(text) => {
            of_text(text)
        }
    });
    needed.flatten().collect()
}

fn of_moment(moment: &Moment) -> BTreeSet<NodeId> {
    match moment {
        Moment::Now(_) | Moment::ThisMonth(_) => BTreeSet::new(),
        Moment::Instant(text, _) | Moment::Date(text) => of_text(text),
        Moment::CardMonth(year, month) => of_all([of_text(year), of_text(month)]),
    }
}
