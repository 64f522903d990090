//! A required field that was written into another object: one finding, not two.

use crate::evaluate::Evaluation;
use crate::program::{FieldType, NodeId, Tree};
use crate::request::{By, Found, ROOT, Shape, ValueKind};
use crate::rule::ShapeRule;
use crate::source::Span;

/// A field that an object does not have is the one of its name that is missing in another one,
/// where it has its type: the finding on the missing field then points at it.
pub(super) fn merge_misplaced_fields(
    evaluation: &Evaluation<'_>,
    found: &mut Vec<Found>,
    pointers: &str,
) {
    let tree = &evaluation.operation.tree;
    for missing in 0..found.len() {
        let Some(node) = missing_field(found.get(missing).map(|found| &found.by), tree) else {
            continue;
        };
        if evaluation.slots.get(ROOT, node).kind != ValueKind::Missing {
            continue;
        }
        let name = &*tree.node(node).name;
        let elsewhere = found.iter_mut().find_map(|found| match found.by {
            By::Shape(shape) if shape.rule == ShapeRule::UnknownField && !found.suppressed => {
                let step = shape.pointer.of(pointers).rsplit('/').next();
                let value = found.span.of(evaluation.text);
                let belongs = step == Some(name)
                    && !shape.detail.is_empty()
                    && !shape.pointer.of(pointers).starts_with("/@")
                    && tree.is_single(shape.node)
                    && is_of(&tree.node(node).kind, value);
                belongs.then(|| {
                    found.suppressed = true;
                    Span { start: shape.detail.start, ..found.span }
                })
            }
            _ => None,
        });
        if let Some(member) = elsewhere
            && let Some(found) = found.get_mut(missing)
            && let By::Shape(shape) = &mut found.by
        {
            shape.detail = member;
        }
    }
    found.retain(|found| !found.suppressed);
}

/// The field of the body that a finding reports as missing.
fn missing_field(by: Option<&By>, tree: &Tree) -> Option<NodeId> {
    match by? {
        By::Shape(Shape { rule: ShapeRule::MissingField, node, .. }) => {
            let (element, pointer) = tree.location(*node);
            (element == NodeId::ROOT && !pointer.starts_with("/@")).then_some(*node)
        }
        _ => None,
    }
}

/// Whether a value has the type that a kind of node takes.
fn is_of(kind: &FieldType, value: &str) -> bool {
    match value.bytes().next() {
        Some(b'"') => matches!(kind, FieldType::Text(_) | FieldType::Member(_)),
        Some(b'{') => matches!(kind, FieldType::Object(_) | FieldType::AnyObject),
        Some(b'[') => matches!(kind, FieldType::List(_)),
        Some(b't' | b'f') => matches!(kind, FieldType::Boolean),
        Some(b'-' | b'0'..=b'9') => matches!(kind, FieldType::Integer | FieldType::Number),
        _ => false,
    }
}
