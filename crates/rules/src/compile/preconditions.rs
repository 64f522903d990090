//! The facts without which a check cannot fire, and what they leave of its conditions.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::facts::Fact;
use super::numbers::{in_elements, of_number};
use crate::program::{
    Check, Collection, Comparison, Computed, FieldRef, Member, Moment, NodeId, Order, Pattern,
    Predicate, Presence, Quantity, Sum, Symbol, Text,
};

/// What must hold for a check to be able to fire.
#[derive(Default)]
pub(super) struct Preconditions {
    /// All of these facts.
    pub(super) all: BTreeSet<Fact>,
    /// One of these fields is present, where there are any.
    pub(super) any: BTreeSet<NodeId>,
    /// None of these fields is present.
    pub(super) none: BTreeSet<NodeId>,
}

impl Preconditions {
    /// What a check needs: its guard is true, its assertion false, and its outermost loop has
    /// something to go through.
    pub(super) fn of(check: &Check) -> Self {
        let (guard, assertion) = (&check.guard, &check.assertion);
        let mut needed = Self::default();
        for (predicate, truth) in [(guard, true), (assertion, false)] {
            needed.all.extend(self::needed(predicate, truth).unwrap_or_default());
            needed.none.extend(excluded(predicate, truth));
        }
        let any = alternatives(guard, true).or_else(|| alternatives(assertion, false));
        // Where one of them is needed anyway, the others do not matter.
        let is_needed = |node: &NodeId| needed.all.iter().any(|fact| fact.node() == *node);
        needed.any = any.filter(|any| !any.iter().any(is_needed)).unwrap_or_default();
        if let Some(outermost) = check.loops.first() {
            needed.all.extend(of_collection(&outermost.collection));
            if let Collection::Elements(list) = &outermost.collection {
                needed.all.extend(in_elements(list.node, assertion, false));
            }
        }
        // A pattern is read only of what nothing else keeps from being read.
        let is_of_one = needed.all.iter().map(Fact::node).collect::<BTreeSet<_>>().len() == 1;
        needed.all.retain(|fact| is_of_one || !matches!(fact, Fact::Mismatch(..)));
        needed
    }
}

/// The facts without which a predicate cannot come out as `truth`; `None`: it never can.
pub(super) fn needed(predicate: &Predicate, truth: bool) -> Option<BTreeSet<Fact>> {
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
        Predicate::IsNotTrue(_) | Predicate::Iff(_) | Predicate::Known(_) => Some(BTreeSet::new()),
        Predicate::Presence(presence, place) => {
            let needs_value = match presence {
                Presence::Present | Presence::Filled => truth,
                Presence::Missing => !truth,
                Presence::Formatted => true,
            };
            Some(if needs_value { of_place(*place) } else { BTreeSet::new() })
        }
        Predicate::Boolean(place, _) => Some(with_fact(of_place(*place), predicate, truth)),
        Predicate::Member(member, _) => Some(with_fact(of_member(*member), predicate, truth)),
        Predicate::SameMember(left, right) => Some(of_all([of_member(*left), of_member(*right)])),
        Predicate::Contains(..) => Some(BTreeSet::new()),
        Predicate::Literal(text, _) | Predicate::Test(_, text) => Some(of_text(text)),
        Predicate::Matches(text, pattern) => {
            let mut facts = of_text(text);
            facts.extend(mismatch(text, pattern).filter(|_| !truth));
            Some(facts)
        }
        Predicate::SameText(left, right) => Some(of_all([of_text(left), of_text(right)])),
        Predicate::Quantity(left, comparison, right) => {
            let mut facts = of_all([of_sum(left), of_sum(right)]);
            facts.extend(of_length(left, *comparison, right, truth));
            let number = of_number(left, *comparison, right, truth);
            let number = number.filter(|(place, _)| place.loop_depth == 0);
            facts.extend(number.map(|(place, bound)| Fact::Number(place.node, bound)));
            Some(facts)
        }
        Predicate::Moment(left, _, right) => Some(of_all([of_moment(left), of_moment(right)])),
        Predicate::Quantified(quantified) => Some(of_collection(&quantified.collection)),
        Predicate::Distinct(distinct) => Some(of_place(distinct.list)),
    }
}

/// Fields of which one must be present for a predicate to come out as `truth`.
fn alternatives(predicate: &Predicate, truth: bool) -> Option<BTreeSet<NodeId>> {
    match predicate {
        Predicate::Not(inner) => alternatives(inner, !truth),
        // All of them must come out so: whichever of them needs one of some fields.
        Predicate::All(parts) if truth => parts.iter().find_map(|part| alternatives(part, true)),
        Predicate::Any(parts) if !truth => parts.iter().find_map(|part| alternatives(part, false)),
        // One of them must: a field that it needs.
        Predicate::All(parts) | Predicate::Any(parts) => {
            parts.iter().map(|part| one_field(part, truth)).collect()
        }
        Predicate::Iff(sides) if !truth => {
            Some(BTreeSet::from([one_field(&sides.0, true)?, one_field(&sides.1, true)?]))
        }
        _ => None,
    }
}

/// A field without which a predicate cannot come out as `truth`.
fn one_field(predicate: &Predicate, truth: bool) -> Option<NodeId> {
    needed(predicate, truth)?.first().map(Fact::node)
}

/// Fields whose presence keeps a predicate from coming out as `truth`.
fn excluded(predicate: &Predicate, truth: bool) -> BTreeSet<NodeId> {
    match predicate {
        Predicate::Not(inner) => excluded(inner, !truth),
        Predicate::All(parts) if truth => {
            parts.iter().flat_map(|part| excluded(part, true)).collect()
        }
        Predicate::Any(parts) if !truth => {
            parts.iter().flat_map(|part| excluded(part, false)).collect()
        }
        Predicate::Presence(Presence::Present, place) if place.loop_depth == 0 && !truth => {
            BTreeSet::from([place.node])
        }
        Predicate::Presence(Presence::Missing, place) if place.loop_depth == 0 && truth => {
            BTreeSet::from([place.node])
        }
        _ => BTreeSet::new(),
    }
}

/// The fact that a comparison of the request's own slot with constants is.
fn fact_of(predicate: &Predicate, truth: bool) -> Option<Fact> {
    match predicate {
        Predicate::Boolean(place, value) if place.loop_depth == 0 => {
            Some(Fact::Boolean(place.node, *value == truth))
        }
        Predicate::Member(Member::FieldRef(place), symbols) if place.loop_depth == 0 => {
            let mut symbols: Vec<Symbol> = symbols.to_vec();
            symbols.sort_unstable();
            symbols.dedup();
            let fact = if truth { Fact::Member } else { Fact::Other };
            Some(fact(place.node, symbols.into()))
        }
        _ => None,
    }
}

fn with_fact(mut facts: BTreeSet<Fact>, predicate: &Predicate, truth: bool) -> BTreeSet<Fact> {
    facts.extend(fact_of(predicate, truth));
    facts
}

/// The place of a collection.
fn of_collection(collection: &Collection) -> BTreeSet<Fact> {
    match collection {
        Collection::Elements(place) | Collection::Members(place, _) => of_place(*place),
    }
}

fn every(parts: &[Predicate], truth: bool) -> Option<BTreeSet<Fact>> {
    let mut all = BTreeSet::new();
    for part in parts {
        all.append(&mut needed(part, truth)?);
    }
    Some(all)
}

fn some(parts: &[Predicate], truth: bool) -> Option<BTreeSet<Fact>> {
    let possible = parts.iter().filter_map(|part| needed(part, truth));
    possible.reduce(|left, right| left.intersection(&right).cloned().collect())
}

fn of_all<const N: usize>(sets: [BTreeSet<Fact>; N]) -> BTreeSet<Fact> {
    sets.into_iter().flatten().collect()
}

fn of_place(place: FieldRef) -> BTreeSet<Fact> {
    // An element's slots are not the request's.
    if place.loop_depth == 0 {
        BTreeSet::from([Fact::Present(place.node)])
    } else {
        BTreeSet::new()
    }
}

fn of_member(member: Member) -> BTreeSet<Fact> {
    match member {
        Member::FieldRef(place) => of_place(place),
        Member::Context(_) => BTreeSet::new(),
    }
}

fn of_text(text: &Text) -> BTreeSet<Fact> {
    of_place(text.place)
}

/// The fact that a text of the request's own does not match.
fn mismatch(text: &Text, pattern: &Arc<Pattern>) -> Option<Fact> {
    let pattern = if text.lower { Arc::new(pattern.folded()) } else { Arc::clone(pattern) };
    let is_read = text.place.loop_depth == 0 && text.has_all();
    is_read.then_some(Fact::Mismatch(text.place.node, pattern))
}

fn of_sum(sum: &Sum) -> BTreeSet<Fact> {
    let needed = sum.0.iter().map(|quantity| match quantity {
        Quantity::Constant(_) | Quantity::FieldRef { default: Some(_), .. } => BTreeSet::new(),
        Quantity::FieldRef { place, default: None, .. } | Quantity::Count(place) => {
            of_place(*place)
        }
        Quantity::Computed(computed) => match &**computed {
            Computed::Over { list, .. } => of_place(*list),
            Computed::Negated(_) | Computed::Product(_) | Computed::Years(..) => BTreeSet::new(),
        },
        Quantity::Characters(text) | Quantity::Bytes(text) | Quantity::EucKrBytes(text) => {
            of_text(text)
        }
    });
    needed.flatten().collect()
}

/// What a comparison of a text's length with a constant needs to come out as `truth`: no text has
/// more characters than bytes in the request.
fn of_length(left: &Sum, comparison: Comparison, right: &Sum, truth: bool) -> Option<Fact> {
    let ([quantity], [Quantity::Constant(limit)]) = (&*left.0, &*right.0) else { return None };
    let (Quantity::Characters(text) | Quantity::Bytes(text) | Quantity::EucKrBytes(text)) =
        quantity
    else {
        return None;
    };
    if text.place.loop_depth != 0 {
        return None;
    }
    let longer = |than: i64| Some(Fact::Longer(text.place.node, u32::try_from(than).ok()?));
    let is_whole = text.has_all();
    let shorter = |than: i64| (than == 1 && is_whole).then_some(Fact::Empty(text.place.node));
    match (comparison, truth) {
        (Comparison::Order(Order::More), true) | (Comparison::Order(Order::AtMost), false) => {
            longer(*limit)
        }
        (Comparison::Order(Order::AtLeast) | Comparison::Equal, true)
        | (Comparison::Order(Order::Less), false) => longer(limit.checked_sub(1)?),
        (Comparison::Order(Order::Less), true) | (Comparison::Order(Order::AtLeast), false) => {
            shorter(*limit)
        }
        (Comparison::Order(Order::AtMost), true) | (Comparison::Order(Order::More), false) => {
            shorter(limit.checked_add(1)?)
        }
        (Comparison::Equal, false) => None,
    }
}

fn of_moment(moment: &Moment) -> BTreeSet<Fact> {
    match moment.base().0 {
        Moment::Now(_) | Moment::ThisMonth(_) | Moment::Later(..) => BTreeSet::new(),
        Moment::Instant(text, _) | Moment::Date(text) => of_text(text),
        Moment::CardMonth(year, month) => of_all([of_text(year), of_text(month)]),
    }
}

/// A predicate simplified under facts that hold.
pub(super) fn simplify_under(predicate: &Predicate, facts: &BTreeSet<Fact>) -> Predicate {
    match predicate {
        Predicate::All(parts) => simplify_list(parts, facts, true),
        Predicate::Any(parts) => simplify_list(parts, facts, false),
        Predicate::Not(inner) => match simplify_under(inner, facts) {
            Predicate::Constant(value) => Predicate::Constant(!value),
            inner => Predicate::Not(Box::new(inner)),
        },
        Predicate::IsNotTrue(inner) => match simplify_under(inner, facts) {
            Predicate::Constant(value) => Predicate::Constant(!value),
            inner => Predicate::IsNotTrue(Box::new(inner)),
        },
        leaf => known(leaf, facts).map_or_else(|| folded(leaf), Predicate::Constant),
    }
}

/// A leaf; of what is matched in small letters it is the pattern that ignores the case of
/// letters, so that no byte of a request has to be changed.
fn folded(leaf: &Predicate) -> Predicate {
    match leaf {
        Predicate::Matches(text, pattern) if text.lower => {
            let text = Text { lower: false, ..text.clone() };
            Predicate::Matches(text, Arc::new(pattern.folded()))
        }
        leaf => leaf.clone(),
    }
}

/// Simplifies an `and` (`neutral` is true) or an `or`.
fn simplify_list(parts: &[Predicate], facts: &BTreeSet<Fact>, neutral: bool) -> Predicate {
    let mut residual = Vec::new();
    for part in parts {
        match simplify_under(part, facts) {
            Predicate::Constant(value) if value == neutral => {}
            Predicate::Constant(value) => return Predicate::Constant(value),
            part => residual.push(part),
        }
    }
    match (residual.len(), neutral) {
        (0, _) => Predicate::Constant(neutral),
        (1, _) => residual.swap_remove(0),
        (_, true) => Predicate::All(residual.into()),
        (_, false) => Predicate::Any(residual.into()),
    }
}

/// The outcome of a leaf, where the facts decide it.
fn known(leaf: &Predicate, facts: &BTreeSet<Fact>) -> Option<bool> {
    match leaf {
        Predicate::Presence(presence, place) if place.loop_depth == 0 => {
            let is_present = facts.iter().any(|fact| fact.node() == place.node);
            match presence {
                Presence::Present if is_present => Some(true),
                Presence::Missing if is_present => Some(false),
                _ => None,
            }
        }
        _ => [true, false]
            .into_iter()
            .find(|truth| fact_of(leaf, *truth).is_some_and(|fact| facts.contains(&fact))),
    }
}
