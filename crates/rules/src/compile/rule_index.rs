//! Numbers the facts that checks need, and indexes the checks by them.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Fact;
use super::preconditions::{Preconditions, simplify_under};
use crate::program::{
    Check, ElementsProbe, FactId, FieldType, NodeId, NumberFacts, Pattern, Precondition, RuleIndex,
    Tree, ValueProbe,
};

/// The index of an operation's checks.
pub(super) fn rule_index(tree: &Tree, checks: &[Check]) -> RuleIndex {
    let needed = checks.iter().map(|check| {
        let mut needed = Preconditions::of(check);
        // A value of another type than a fact is about counts as well.
        needed.all.retain(|fact| {
            let kind = &tree.node(fact.node()).kind;
            matches!(fact, Fact::Present(_)) || !matches!(kind, FieldType::Union(_))
        });
        needed
    });
    let needed: Vec<Preconditions> = needed.collect();
    let (mut ids, probes) = numbered(tree, &needed);
    let in_elements = numbered_in_elements(&needed, &mut ids);
    let facts = ids.values().map(|id| id.0 as usize + 1).max().unwrap_or_default();
    let mut triggers: Vec<Vec<u16>> = vec![Vec::new(); facts];
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
    let (probed, first_probe) = places(&probes);
    RuleIndex {
        probes: probes.into(),
        in_elements,
        probed,
        first_probe,
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
        if !matches!(fact, Fact::Present(_) | Fact::NumberInElement(..)) {
            by_node.entry(fact.node()).or_default().insert(fact.clone());
        }
    }
    let mut ids: BTreeMap<Fact, FactId> = (0..)
        .zip(&tree.nodes)
        .map(|(id, _)| (Fact::Present(NodeId(id)), FactId(id.into())))
        .collect();
    let mut probes: Vec<ValueProbe> = Vec::new();
    let mut next = ids.len();
    for (node, facts) in by_node {
        let groups = grouped(facts);
        // The facts of a node that fit a word are in one.
        if next % 64 + groups.len() > 64 {
            next = next.next_multiple_of(64);
        }
        for Group { facts, pattern } in groups {
            let (word, bit) = (next / 64, 1 << (next % 64));
            let word = u16::try_from(word).unwrap_or(u16::MAX);
            if probes.last().is_none_or(|probe| (probe.node, probe.word) != (node, word)) {
                if let Some(before) = probes.last_mut() {
                    before.goes_on = before.node == node;
                }
                probes.push(ValueProbe { node, word, usual: u32::MAX, ..ValueProbe::default() });
            }
            if let Some(probe) = probes.last_mut() {
                facts.iter().for_each(|fact| add(probe, fact, bit));
                let mismatches = std::mem::take(&mut probe.mismatches).into_iter();
                probe.mismatches = mismatches.chain(pattern.map(|one| (one, bit))).collect();
            }
            ids.extend(facts.into_iter().map(|fact| (fact, id_of(next))));
            next += 1;
        }
    }
    (ids, probes)
}

/// Numbers the facts about elements, and gives what is looked up of these.
fn numbered_in_elements(
    needed: &[Preconditions],
    ids: &mut BTreeMap<Fact, FactId>,
) -> Box<[ElementsProbe]> {
    let facts: BTreeSet<&Fact> = needed.iter().flat_map(|needed| &needed.all).collect();
    let mut next = ids.values().map(|id| id.0 as usize + 1).max().unwrap_or_default();
    let mut probes: Vec<ElementsProbe> = Vec::new();
    for fact in facts {
        let Fact::NumberInElement(list, node, bound) = *fact else { continue };
        let word = u16::try_from(next / 64).unwrap_or(u16::MAX);
        let is_its =
            |probe: &ElementsProbe| (probe.list, probe.node, probe.word) == (list, node, word);
        if !probes.last().is_some_and(is_its) {
            probes.push(ElementsProbe { list, node, word, numbers: NumberFacts::default() });
        }
        if let Some(probe) = probes.last_mut() {
            probe.numbers.add(bound, 1 << (next % 64));
        }
        ids.insert(fact.clone(), id_of(next));
        next += 1;
    }
    probes.into()
}

/// Facts of a node that have one bit.
struct Group {
    facts: Vec<Fact>,
    /// What a text matches of which none of the facts holds, where they are about patterns.
    pattern: Option<Pattern>,
}

/// Each fact by itself, but for patterns: a text that matches all of them is read once.
fn grouped(facts: BTreeSet<Fact>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for fact in facts {
        let Fact::Mismatch(_, pattern) = &fact else {
            groups.push(Group { facts: vec![fact], pattern: None });
            continue;
        };
        let of_last = groups.last().and_then(|group| group.pattern.as_ref());
        let both = of_last.and_then(|known| known.and(pattern));
        match (both, groups.last_mut()) {
            (Some(both), Some(last)) => {
                last.facts.push(fact);
                last.pattern = Some(both);
            }
            _ => {
                let pattern = Some(Pattern::clone(pattern));
                groups.push(Group { facts: vec![fact], pattern });
            }
        }
    }
    groups
}

/// A bit for each node that has a probe, and for each node its first probe.
fn places(probes: &[ValueProbe]) -> (Box<[u64]>, Box<[u16]>) {
    let nodes = probes.last().map_or(0, |probe| probe.node.index() + 1);
    let (mut probed, mut first) = (vec![0_u64; nodes.div_ceil(64)], vec![u16::MAX; nodes]);
    for (place, probe) in (0..).zip(probes) {
        let node = probe.node.index();
        if let Some(word) = probed.get_mut(node / 64) {
            *word |= 1 << (node % 64);
        }
        if let Some(first) = first.get_mut(node) {
            *first = place.min(*first);
        }
    }
    (probed.into(), first.into())
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
        Fact::Present(_) | Fact::Mismatch(..) | Fact::NumberInElement(..) => return,
        Fact::Number(_, bound) => {
            probe.numbers.get_or_insert_default().add(*bound, bit);
            return;
        }
        Fact::Boolean(_, value) => {
            let [no, yes] = &mut probe.booleans;
            *(if *value { yes } else { no }) |= bit;
            return;
        }
        Fact::Longer(_, length) => {
            let longer = std::mem::take(&mut probe.longer).into_iter();
            probe.longer = longer.chain([(*length, bit)]).collect();
            probe.usual = probe.usual.min(*length);
            return;
        }
        Fact::Empty(_) => {
            probe.empty |= bit;
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

/// How unlikely a fact is: by whether it is about a text's length or form or a number, by the optional fields around
/// it, and by whether it is about a value.
fn selectivity(tree: &Tree, fact: &Fact) -> (bool, usize) {
    let mut optional = 0;
    let mut at = fact.node();
    while at != NodeId::ROOT {
        optional += usize::from(!tree.is_required(at));
        at = tree.node(at).parent;
    }
    let selective = matches!(fact, Fact::Member(..) | Fact::Boolean(..));
    let is_unusual =
        !matches!(fact, Fact::Present(_) | Fact::Member(..) | Fact::Other(..) | Fact::Boolean(..));
    (is_unusual, 2 * optional + usize::from(selective))
}
