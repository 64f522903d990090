//! JSON Pointers (RFC 6901) to what was found.

use std::fmt::Write;

use super::reader::ValueReader;
use super::scratch::Scratch;
use super::text::{Characters, write_step};
use crate::program::{FieldType, NodeId, Tree};
use crate::source::Span;

impl ValueReader<'_> {
    /// Writes the pointer to a node, and from there to a key that no shape knows.
    pub(super) fn pointer_to(&mut self, node: NodeId, key: Option<Span>) -> Span {
        let start = self.scratch.pointers.len();
        let Scratch { pointers, indices, .. } = &mut *self.scratch;
        write_pointer(pointers, self.tree, node, indices);
        let secretive = is_secretive(self.tree, node);
        if let Some(key) = key {
            let inside = self.text.get(key.start as usize + 1..key.end as usize - 1).unwrap_or("");
            push_key(pointers, inside, secretive);
        }
        Span::new(start, pointers.len())
    }
}

/// Adds an element's place as one step.
pub(super) fn push_index(out: &mut String, index: u32) {
    // Writing to a string does not fail.
    let _ = write!(out, "/{index}");
}

/// Adds a key that no shape knows as one step.
pub(super) fn push_key(out: &mut String, inside: &str, secretive: bool) {
    let _ = write_step(out, shown(inside, secretive));
}

/// Whether what stands at a node, or beside its fields, may be nobody's to see.
pub(super) fn is_secretive(tree: &Tree, node: NodeId) -> bool {
    let holds = || match &tree.node(node).kind {
        FieldType::Object(object) => object.fields().any(|field| tree.node(field).sensitive),
        _ => false,
    };
    tree.node(node).sensitive || holds()
}

/// A key as a pointer shows it: a card number in a key's place is one too.
fn shown(inside: &str, secretive: bool) -> impl Iterator<Item = char> {
    const LONG: usize = 6;
    let digits = || Characters::new(inside).filter(char::is_ascii_digit).count();
    let hides = secretive && digits() >= LONG;
    Characters::new(inside).map(move |one| if hides && one.is_ascii_digit() { '*' } else { one })
}

/// Writes the pointer to a node; `indices` are the places in the arrays around it.
pub(crate) fn write_pointer(out: &mut String, tree: &Tree, node: NodeId, indices: &[u32]) {
    let (element, pointer) = tree.location(node);
    if element != NodeId::ROOT {
        let (index, outer) = indices.split_last().unwrap_or((&0, &[]));
        // As deep as shapes stand in each other, which the compiler limits.
        write_pointer(out, tree, tree.node(element).parent, outer);
        push_index(out, *index);
    }
    out.push_str(pointer);
}
