//! Numbers the facts that checks need, and indexes the checks by them.

use std::collections::{BTreeMap, BTreeSet};

use super::preconditions::{Fact, Preconditions, simplify_under};
use crate::program::{Check, FactId, NodeId, Precondition, RuleIndex, Tree, ValueProbe};

/// The index of an operation's checks.
pub(super) fn rule_index(tree: &Tree, checks: &[Check]) -> RuleIndex {
    let needed: Vec<Preconditions> = checks.iter().map(Preconditions::of).collect();
    let (ids, probes) = numbered(tree, &needed);
    let mut triggers: Vec<Vec<u16>> = vec![Vec::new(); ids.len()];
    let mut unconditional = Vec::new();
    let mut preconditions = Vec::with_capacity(checks.len());
    for ((index, check), needed) in (0..).zip(checks).zip(&needed) {
        let mut all: Vec<&Fact> =
            needed.all.iter().filter(|fact| !is_implied(fact, &needed.all)).collect();
        all.sort_by_key(|fact| selectivity(tree, fact));
        let trigger = all.pop().and_then(|fact| ids.get(fact));
        match trigger.and_then(|id| triggers.get_mut(id.0 as usize)) {
            Some(triggered) => triggered.push(index),
            None => unconditional.push(index),
        }
        let present =
            |nodes: &BTreeSet<NodeId>| nodes.iter().map(|node| id_of(node.index())).collect();
        preconditions.push(Precondition {
            all: all.into_iter().filter_map(|fact| ids.get(fact)).copied().collect(),
            any: present(&needed.any),
            none: present(&needed.none),
            residual: (
                simplify_under(&check.guard, &needed.all),
                simplify_under(&check.assertion, &needed.all),
            ),
        });
    }
    RuleIndex {
        probes: probes.into(),
        trigger_mask: mask(&triggers),
        triggers: triggers.into_iter().map(Into::into).collect(),
        unconditional: unconditional.into(),
        preconditions: preconditions.into(),
    }
}

/// A number for each fact, and what is looked up of a value to find those that hold.
fn numbered(tree: &Tree, needed: &[Preconditions]) -> (BTreeMap<Fact, FactId>, Vec<ValueProbe>) {
    let mut by_node: BTreeMap<NodeId, BTreeSet<Fact>> = BTreeMap::new();
    for fact in needed.iter().flat_map(|needed| &needed.all) {
        if !matches!(fact, Fact::Present(_)) {
            by_node.entry(fact.node()).or_default().insert(fact.clone());
        }
    }
    let mut ids: BTreeMap<Fact, FactId> = (0..)
        .zip(&tree.nodes)
        .map(|(id, _)| (Fact::Present(NodeId(id)), FactId(id.into())))
        .collect();
    let mut probes: Vec<ValueProbe> = Vec::new();
    for fact in by_node.into_values().flatten() {
        let next = ids.len();
        let (word, bit) = (next / 64, 1 << (next % 64));
        ids.insert(fact.clone(), id_of(next));
        match probes.last_mut() {
            Some(probe) if probe.node == fact.node() && usize::from(probe.word) == word => {
                add(probe, &fact, bit);
            }
            _ => {
                let word = u16::try_from(word).unwrap_or(u16::MAX);
                let (node, members) = (fact.node(), Box::default());
                let mut probe = ValueProbe { node, word, members, others: 0, booleans: [0; 2] };
                add(&mut probe, &fact, bit);
                probes.push(probe);
            }
        }
    }
    (ids, probes)
}

/// A bit for each fact that triggers a check.
fn mask(triggers: &[Vec<u16>]) -> Box<[u64]> {
    let mut mask = vec![0_u64; triggers.len().div_ceil(64)];
    for (fact, _) in triggers.iter().enumerate().filter(|(_, checks)| !checks.is_empty()) {
        if let Some(word) = mask.get_mut(fact / 64) {
            *word |= 1 << (fact % 64);
        }
    }
    mask.into()
}

/// Adds a fact and its bit to its node's probe.
fn add(probe: &mut ValueProbe, fact: &Fact, bit: u64) {
    let (symbols, listed) = match fact {
        Fact::Present(_) => return,
        Fact::Boolean(_, value) => {
            let [no, yes] = &mut probe.booleans;
            *(if *value { yes } else { no }) |= bit;
            return;
        }
        Fact::Member(_, symbols) => (symbols, true),
        Fact::Other(_, symbols) => (symbols, false),
    };
    // A member that no fact has named so far is like any other string.
    let mut members = std::mem::take(&mut probe.members).into_vec();
    for symbol in symbols {
        if !members.iter().any(|(known, _)| known == symbol) {
            members.push((*symbol, probe.others));
        }
    }
    for (symbol, bits) in &mut members {
        if symbols.contains(symbol) == listed {
            *bits |= bit;
        }
    }
    probe.members = members.into();
    if !listed {
        probe.others |= bit;
    }
}

fn id_of(index: usize) -> FactId {
    FactId(u32::try_from(index).unwrap_or(u32::MAX))
}

/// Whether a fact holds wherever another one of the set does.
fn is_implied(fact: &Fact, all: &BTreeSet<Fact>) -> bool {
    let is_stronger = |other: &Fact| !matches!(other, Fact::Present(_));
    let Fact::Present(node) = fact else { return false };
    all.iter().any(|other| other.node() == *node && is_stronger(other))
}

/// How unlikely a fact is: by the optional fields around it, and by whether it is about a value.
fn selectivity(tree: &Tree, fact: &Fact) -> usize {
    let mut optional = 0;
    let mut at = fact.node();
    while at != NodeId::ROOT {
        optional += usize::from(!tree.is_required(at));
        at = tree.node(at).parent;
    }
    let selective = matches!(fact, Fact::Member(..) | Fact::Boolean(..));
    2 * optional + usize::from(selective)
}
