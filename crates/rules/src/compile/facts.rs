//! From what each check needs to the facts that it is reached from.

use std::collections::{BTreeMap, BTreeSet};

use super::needs::{Fact, Needs};
use crate::program::{Asked, Check, FactId, Facts, Gate, NodeId, Predicate, Presence, Tree};

/// Gives facts their bits, and each check the rest of what it needs.
pub(super) fn facts(tree: &Tree, checks: &mut [Check], needs: &[Needs]) -> Facts {
    let mut asked: BTreeMap<NodeId, BTreeSet<Fact>> = BTreeMap::new();
    for fact in needs.iter().flat_map(|needs| &needs.all) {
        if !matches!(fact, Fact::Present(_)) {
            asked.entry(fact.node()).or_default().insert(fact.clone());
        }
    }
    let mut ids: BTreeMap<Fact, FactId> = (0..)
        .zip(&tree.nodes)
        .map(|(id, _)| (Fact::Present(NodeId(id)), FactId(id.into())))
        .collect();
    let mut numbered: Vec<Asked> = Vec::new();
    let mut next = ids.len();
    for fact in asked.into_values().flatten() {
        let (word, bit) = (next / 64, 1 << (next % 64));
        ids.insert(fact.clone(), id_of(next));
        next += 1;
        match numbered.last_mut() {
            Some(asked) if asked.node == fact.node() && usize::from(asked.word) == word => {
                ask(asked, &fact, bit);
            }
            _ => {
                let word = u16::try_from(word).unwrap_or(u16::MAX);
                let (node, members) = (fact.node(), Box::default());
                let mut asked = Asked { node, word, members, others: 0, booleans: [0; 2] };
                ask(&mut asked, &fact, bit);
                numbered.push(asked);
            }
        }
    }
    let mut reached: Vec<Vec<u16>> = vec![Vec::new(); next];
    let mut always = Vec::new();
    for ((index, check), needs) in (0..).zip(checks).zip(needs) {
        let mut needed: Vec<&Fact> =
            needs.all.iter().filter(|fact| !is_implied(fact, &needs.all)).collect();
        needed.sort_by_key(|fact| rarity(tree, fact));
        let key = needed.pop().and_then(|fact| ids.get(fact));
        match key.and_then(|id| reached.get_mut(id.0 as usize)) {
            Some(checks) => checks.push(index),
            None => always.push(index),
        }
        let present =
            |nodes: &BTreeSet<NodeId>| nodes.iter().map(|node| id_of(node.index())).collect();
        check.gate = Gate {
            all: needed.into_iter().filter_map(|fact| ids.get(fact)).copied().collect(),
            any: present(&needs.any),
            none: present(&needs.none),
        };
    }
    let mut reaching = vec![0_u64; next.div_ceil(64)];
    for (fact, _) in reached.iter().enumerate().filter(|(_, checks)| !checks.is_empty()) {
        if let Some(word) = reaching.get_mut(fact / 64) {
            *word |= 1 << (fact % 64);
        }
    }
    Facts {
        asked: numbered.into(),
        reached: reached.into_iter().map(Into::into).collect(),
        always: always.into(),
        reaching: reaching.into(),
    }
}

/// Adds a fact and its bit to what is asked of its node.
fn ask(asked: &mut Asked, fact: &Fact, bit: u64) {
    let (symbols, listed) = match fact {
        Fact::Present(_) => return,
        Fact::Boolean(_, value) => {
            let [no, yes] = &mut asked.booleans;
            *(if *value { yes } else { no }) |= bit;
            return;
        }
        Fact::Member(_, symbols) => (symbols, true),
        Fact::Other(_, symbols) => (symbols, false),
    };
    // A member that nothing has spoken of so far is like any other text.
    let mut members = std::mem::take(&mut asked.members).into_vec();
    for symbol in symbols {
        if !members.iter().any(|(known, _)| known == symbol) {
            members.push((*symbol, asked.others));
        }
    }
    for (symbol, bits) in &mut members {
        if symbols.contains(symbol) == listed {
            *bits |= bit;
        }
    }
    asked.members = members.into();
    if !listed {
        asked.others |= bit;
    }
}

fn id_of(index: usize) -> FactId {
    FactId(u32::try_from(index).unwrap_or(u32::MAX))
}

/// Whether a fact is so wherever another one of the set is.
fn is_implied(fact: &Fact, needs: &BTreeSet<Fact>) -> bool {
    let says_more = |other: &Fact| !matches!(other, Fact::Present(_));
    let Fact::Present(node) = fact else { return false };
    needs.iter().any(|other| other.node() == *node && says_more(other))
}

/// How unlikely a fact is: by the optional fields it stands in, and by what it asks of a value.
fn rarity(tree: &Tree, fact: &Fact) -> usize {
    let mut optional = 0;
    let mut at = fact.node();
    while at != NodeId::ROOT {
        optional += usize::from(!tree.is_required(at));
        at = tree.node(at).parent;
    }
    let selective = matches!(fact, Fact::Member(..) | Fact::Boolean(..));
    2 * optional + usize::from(selective)
}

/// What is left of a predicate where facts are so.
pub(super) fn given(predicate: &Predicate, facts: &BTreeSet<Fact>) -> Predicate {
    match predicate {
        Predicate::All(parts) => several(parts, facts, true),
        Predicate::Any(parts) => several(parts, facts, false),
        Predicate::Not(inner) => match given(inner, facts) {
            Predicate::Constant(value) => Predicate::Constant(!value),
            inner => Predicate::Not(Box::new(inner)),
        },
        Predicate::Untrue(inner) => match given(inner, facts) {
            Predicate::Constant(value) => Predicate::Constant(!value),
            inner => Predicate::Untrue(Box::new(inner)),
        },
        leaf => match known(leaf, facts) {
            Some(value) => Predicate::Constant(value),
            None => leaf.clone(),
        },
    }
}

/// All of some parts (`neutral` is true) or any of them.
fn several(parts: &[Predicate], facts: &BTreeSet<Fact>, neutral: bool) -> Predicate {
    let mut left = Vec::new();
    for part in parts {
        match given(part, facts) {
            Predicate::Constant(value) if value == neutral => {}
            Predicate::Constant(value) => return Predicate::Constant(value),
            part => left.push(part),
        }
    }
    match (left.len(), neutral) {
        (0, _) => Predicate::Constant(neutral),
        (1, _) => left.swap_remove(0),
        (_, true) => Predicate::All(left.into()),
        (_, false) => Predicate::Any(left.into()),
    }
}

/// What a leaf comes to, where facts tell.
fn known(leaf: &Predicate, facts: &BTreeSet<Fact>) -> Option<bool> {
    match leaf {
        Predicate::Presence(presence, place) if place.depth == 0 => {
            let is_present = facts.iter().any(|fact| fact.node() == place.node);
            match presence {
                Presence::Present if is_present => Some(true),
                Presence::Missing if is_present => Some(false),
                _ => None,
            }
        }
        _ => [true, false].into_iter().find(|truth| {
            super::needs::fact_of(leaf, *truth).is_some_and(|fact| facts.contains(&fact))
        }),
    }
}
