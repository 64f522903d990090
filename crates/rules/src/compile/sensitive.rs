//! Which fields are sensitive.

use std::collections::{BTreeMap, BTreeSet};

use crate::program::{NodeId, Operation, Sensitive};

/// The names of sensitive fields, of the objects that hold them, and of those around.
pub(super) fn sensitive(operations: &[Operation]) -> Sensitive {
    let mut names: BTreeSet<Box<str>> = BTreeSet::new();
    let mut holders: BTreeMap<Box<str>, BTreeSet<Box<str>>> = BTreeMap::new();
    let mut around: BTreeSet<Box<str>> = BTreeSet::new();
    for tree in operations.iter().map(|operation| &operation.tree) {
        for node in tree.nodes.iter().filter(|node| node.sensitive && !node.name.is_empty()) {
            names.insert(node.name.clone());
            holders.entry(tree.node(node.parent).name.clone()).or_default();
            let mut at = tree.node(node.parent).parent;
            while at != NodeId::ROOT {
                around.insert(tree.node(at).name.clone());
                at = tree.node(at).parent;
            }
        }
    }
    for tree in operations.iter().map(|operation| &operation.tree) {
        for node in tree.nodes.iter().filter(|node| !node.sensitive && !node.foreign) {
            if let Some(plain) = holders.get_mut(&tree.node(node.parent).name) {
                plain.insert(node.name.clone());
            }
        }
    }
    holders.remove("");
    around.remove("");
    let holders = holders.into_iter().map(|(name, plain)| (name, plain.into_iter().collect()));
    Sensitive {
        names: names.into_iter().collect(),
        holders: holders.collect(),
        around: around.into_iter().collect(),
    }
}
