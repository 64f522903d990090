//! The facts without which a check cannot fire.

use std::collections::BTreeSet;

use crate::program::{
    Collection, Member, Moment, NodeId, Place, Predicate, Quantity, Sum, Symbol, Text,
};
use crate::syntax::ast::Presence;

/// Something that is so of a request's own slots, or not.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fact {
    /// The slot holds a value.
    Present(NodeId),
    /// It holds one of these members.
    Member(NodeId, Box<[Symbol]>),
    /// It holds a text that is none of these members.
    Other(NodeId, Box<[Symbol]>),
    /// It holds this boolean.
    Boolean(NodeId, bool),
}

impl Fact {
    /// The slot that it is about.
    pub(super) fn node(&self) -> NodeId {
        match self {
            Self::Present(node)
            | Self::Member(node, _)
            | Self::Other(node, _)
            | Self::Boolean(node, _) => *node,
        }
    }
}

/// Facts that must all be so.
pub(super) type Needs = BTreeSet<Fact>;

/// The facts without which a predicate cannot come out as `truth`; `None`: it cannot, whatever
/// is so.
pub(super) fn needed(predicate: &Predicate, truth: bool) -> Option<Needs> {
    match predicate {
        Predicate::Constant(value) => (*value == truth).then(Needs::new),
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
        Predicate::Untrue(_) | Predicate::Iff(_) => Some(Needs::new()),
        Predicate::Presence(presence, place) => {
            let needs_value = match presence {
                Presence::Present | Presence::Filled => truth,
                Presence::Missing => !truth,
                Presence::Formatted => true,
            };
            Some(if needs_value { of_place(*place) } else { Needs::new() })
        }
        Predicate::Boolean(place, _) => Some(with_fact(of_place(*place), predicate, truth)),
        Predicate::Member(member, _) => Some(with_fact(of_member(*member), predicate, truth)),
        Predicate::SameMember(left, right) => Some(of_all([of_member(*left), of_member(*right)])),
        Predicate::Contains(..) => Some(Needs::new()),
        Predicate::Literal(text, _) | Predicate::Matches(text, _) | Predicate::Test(_, text) => {
            Some(of_text(text))
        }
        Predicate::SameText(left, right) => Some(of_all([of_text(left), of_text(right)])),
        Predicate::Quantity(left, _, right) => Some(of_all([of_sum(left), of_sum(right)])),
        Predicate::Moment(left, _, right) => Some(of_all([of_moment(left), of_moment(right)])),
        Predicate::Quantified(quantified) => Some(of_collection(&quantified.collection)),
    }
}

/// The fact that a comparison of the request's own slot with constants is.
pub(super) fn fact_of(predicate: &Predicate, truth: bool) -> Option<Fact> {
    match predicate {
        Predicate::Boolean(place, value) if place.depth == 0 => {
            Some(Fact::Boolean(place.node, *value == truth))
        }
        Predicate::Member(Member::Place(place), symbols) if place.depth == 0 => {
            let mut symbols: Vec<Symbol> = symbols.to_vec();
            symbols.sort_unstable();
            symbols.dedup();
            let fact = if truth { Fact::Member } else { Fact::Other };
            Some(fact(place.node, symbols.into()))
        }
        _ => None,
    }
}

fn with_fact(mut needs: Needs, predicate: &Predicate, truth: bool) -> Needs {
    needs.extend(fact_of(predicate, truth));
    needs
}

/// The place of a collection.
pub(super) fn of_collection(collection: &Collection) -> Needs {
    match collection {
        Collection::Elements(place) | Collection::Members(place, _) => of_place(*place),
    }
}

fn every(parts: &[Predicate], truth: bool) -> Option<Needs> {
    let mut all = Needs::new();
    for part in parts {
        all.append(&mut needed(part, truth)?);
    }
    Some(all)
}

fn some(parts: &[Predicate], truth: bool) -> Option<Needs> {
    let possible = parts.iter().filter_map(|part| needed(part, truth));
    possible.reduce(|left, right| left.intersection(&right).cloned().collect())
}

fn of_all<const N: usize>(sets: [Needs; N]) -> Needs {
    sets.into_iter().flatten().collect()
}

fn of_place(place: Place) -> Needs {
    // An element's slots are not the request's.
    if place.depth == 0 { Needs::from([Fact::Present(place.node)]) } else { Needs::new() }
}

fn of_member(member: Member) -> Needs {
    match member {
        Member::Place(place) => of_place(place),
        Member::Context(_) => Needs::new(),
    }
}

fn of_text(text: &Text) -> Needs {
    of_place(text.place)
}

fn of_sum(sum: &Sum) -> Needs {
    let needed = sum.0.iter().map(|quantity| match quantity {
        Quantity::Constant(_) | Quantity::Place { default: Some(_), .. } => Needs::new(),
        Quantity::Place { place, default: None, .. } | Quantity::Count(place) => of_place(*place),
        Quantity::Characters(text) | Quantity::Bytes(text) | Quantity::EucKrBytes(text) => {
            of_text(text)
        }
    });
    needed.flatten().collect()
}

fn of_moment(moment: &Moment) -> Needs {
    match moment {
        Moment::Now(_) | Moment::ThisMonth(_) => Needs::new(),
        Moment::Instant(text, _) | Moment::Date(text) => of_text(text),
        Moment::CardMonth(year, month) => of_all([of_text(year), of_text(month)]),
    }
}
