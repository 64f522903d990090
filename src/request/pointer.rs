//! Writes JSON Pointers (RFC 6901).

use std::fmt::{self, Write};

use super::reader::ValueReader;
use super::scratch::Scratch;
use super::text::{Characters, write_step};
use smartro_lint_rules::program::{FieldType, NodeId, Tree};
use smartro_lint_rules::source::Span;

impl ValueReader<'_> {
    /// Writes the pointer to a node, and from there to a key that is not of its shape.
    pub(super) fn pointer_to(&mut self, node: NodeId, key: Option<Span>) -> Span {
        let start = self.scratch.pointers.len();
        let Scratch { pointers, indices, .. } = &mut *self.scratch;
        // Writing to a string does not fail.
        let _ = write_pointer(pointers, self.tree, node, &mut indices.iter().rev().copied());
        if let Some(key) = key {
            let inside = self.text.get(key.start as usize + 1..key.end as usize - 1).unwrap_or("");
            push_key(pointers, inside, (self.tree, node));
        }
        Span::new(start, pointers.len())
    }
}

/// Appends the index of an element as one step.
pub(super) fn push_index(out: &mut String, index: u32) {
    // Writing to a string does not fail.
    let _ = write!(out, "/{index}");
}

/// Appends a key that is not of the shape of this node as one step.
pub(super) fn push_key(out: &mut String, inside: &str, beside: (&Tree, NodeId)) {
    let _ = write_step(out, shown(inside, beside));
}

/// Whether the value of a node, or what is beside its fields, may be secret.
fn is_secretive(tree: &Tree, node: NodeId) -> bool {
    let holds = || match &tree.node(node).kind {
        FieldType::Object(object) => object.fields().any(|field| tree.node(field).sensitive),
        _ => false,
    };
    tree.node(node).sensitive || holds()
}

/// A key as a pointer shows it: a card number in a key's place is one too.
fn shown<'k>(
    inside: &'k str,
    (tree, node): (&Tree, NodeId),
) -> impl Iterator<Item = char> + use<'k> {
    const LONG: usize = 6;
    let digits = Characters::new(inside).filter(char::is_ascii_digit).count();
    let hides = digits >= LONG && is_secretive(tree, node);
    Characters::new(inside).map(move |one| if hides && one.is_ascii_digit() { '*' } else { one })
}

/// Writes the pointer to a node; `indices` are those of the array elements around it, the innermost
/// first.
pub(crate) fn write_pointer(
    out: &mut impl Write,
    tree: &Tree,
    node: NodeId,
    indices: &mut impl Iterator<Item = u32>,
) -> fmt::Result {
    let (element, pointer) = tree.location(node);
    if element != NodeId::ROOT {
        let index = indices.next().unwrap_or(0);
        // As deep as shapes are nested, which the compiler limits.
        write_pointer(out, tree, tree.node(element).parent, indices)?;
        write!(out, "/{index}")?;
    }
    out.write_str(pointer)
}
