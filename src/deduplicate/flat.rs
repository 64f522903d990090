//! The fields of an object that is missing, written beside it: one finding, not one for each.

use super::misplaced::{is_of, is_unknown_field, missing_field};
use crate::evaluate::Evaluation;
use crate::request::{By, Characters, Found, Instead, ROOT, ValueKind, members, unquoted};
use smartro_lint_rules::program::{FieldType, NodeId, Tree};
use smartro_lint_rules::source::Span;
use smartro_lint_rules::suggest::Words;

/// One field by itself is misplaced: it is reported where it is.
const FEWEST: usize = 2;

/// Where fields of a missing object are beside it, the finding on the object says so, and those on
/// the fields go.
pub(super) fn merge_flat_fields(evaluation: &Evaluation<'_>, found: &mut Vec<Found>) {
    let tree = &evaluation.operation.tree;
    if found.iter().filter(|found| is_unknown_field(found)).count() < FEWEST {
        return;
    }
    for place in 0..found.len() {
        let missing = found.get(place).and_then(|found| missing_field(&found.by, tree));
        let Some(missing) = missing else { continue };
        let flat = flat_fields(evaluation, missing);
        if flat.len() < FEWEST {
            continue;
        }
        if let Some(By::Shape(shape)) = found.get_mut(place).map(|found| &mut found.by)
            && shape.detail.is_empty()
        {
            shape.instead = Some(Instead::Beside);
            for other in found.iter_mut() {
                let By::Shape(shape) = other.by else { continue };
                let is_flat = |(member, _): &(Span, NodeId)| member.start == shape.detail.start;
                other.suppressed |= is_unknown_field(other) && flat.iter().any(is_flat);
            }
        }
    }
    found.retain(|found| !found.suppressed);
}

/// The members beside a missing object that are fields of it or of objects below it: where each is
/// with its key, and the field.
pub(crate) fn flat_fields(evaluation: &Evaluation<'_>, missing: NodeId) -> Vec<(Span, NodeId)> {
    let (tree, text) = (&evaluation.operation.tree, evaluation.text);
    let parent = tree.node(missing).parent;
    let around = evaluation.slots.get(ROOT, parent);
    let is_object = matches!(tree.node(missing).kind, FieldType::Object(_));
    if !is_object || around.kind != ValueKind::Object || !tree.is_single(missing) {
        return Vec::new();
    }
    let members = members(text, around.span.start as usize).unwrap_or_default();
    let field = |(key, value): (Span, Span)| {
        let name: String =
            Characters::new(unquoted(key.of(text)).unwrap_or_default()).take(100).collect();
        if tree.field(parent, &name).is_some() {
            return None;
        }
        let field = below(tree, missing, &name, value.of(text))?;
        Some((Span { start: key.start, ..value }, field))
    };
    members.into_iter().filter_map(field).collect()
}

/// The field below an object that a key names, by its words and those of the objects around it.
fn below(tree: &Tree, object: NodeId, name: &str, value: &str) -> Option<NodeId> {
    let words = Words::of(name)?;
    let is_named = |node: &NodeId| {
        let node = tree.node(*node);
        let own = Words::of(&node.name);
        !node.foreign
            && own.is_some_and(|own| own.beside(&words).is_some())
            && is_of(&node.kind, value)
    };
    let is_path = |node: &NodeId| {
        let path = Words::of(&tree.path_to(*node).join("."));
        path.is_some_and(|path| words.beside(&path).is_some()) && tree.is_single(*node)
    };
    let mut nodes = (object.0 + 1..tree.node(object).end.0).map(NodeId);
    nodes.find(|node| is_named(node) && is_path(node))
}
