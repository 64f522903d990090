//! A required field that was written into another object: one finding, not two.

use crate::evaluate::Evaluation;
use crate::request::{By, Found, ROOT, Shape, ValueKind};
use smartro_lint_rules::program::{FieldType, NodeId, Tree};
use smartro_lint_rules::rule::ShapeRule;
use smartro_lint_rules::source::Span;

/// A field that an object does not have is the one of its name that is missing in another one,
/// where it has its type: the finding on the missing field then points at it. Where several are
/// of one name, which of them is meant only the author knows: all are reported.
pub(super) fn merge_misplaced_fields(
    evaluation: &Evaluation<'_>,
    found: &mut Vec<Found>,
    pointers: &str,
) {
    let tree = &evaluation.operation.tree;
    let missing = found.iter().enumerate().filter_map(|(place, found)| {
        let node = missing_field(&found.by, tree)?;
        // A field that is `null` is absent.
        let kind = evaluation.slots.get(ROOT, node).kind;
        matches!(kind, ValueKind::Missing | ValueKind::Null).then_some((place, node))
    });
    let mut pairs = Vec::new();
    for (place, node) in missing {
        let mut elsewhere = found.iter().enumerate().filter_map(|(other, found)| {
            Some((other, misplaced(evaluation, found, node, pointers)?))
        });
        if let (Some((other, member)), None) = (elsewhere.next(), elsewhere.next()) {
            pairs.push((place, other, member));
        }
    }
    for &(place, other, member) in &pairs {
        if pairs.iter().filter(|(_, one, _)| *one == other).count() == 1 {
            if let Some(By::Shape(shape)) = found.get_mut(place).map(|found| &mut found.by) {
                shape.detail = member;
            }
            if let Some(found) = found.get_mut(other) {
                found.suppressed = true;
            }
        }
    }
    found.retain(|found| !found.suppressed);
}

/// The member that a finding reports as unknown, if it can be the field that is missing.
fn misplaced(
    evaluation: &Evaluation<'_>,
    found: &Found,
    missing: NodeId,
    pointers: &str,
) -> Option<Span> {
    let By::Shape(shape) = found.by else { return None };
    let tree = &evaluation.operation.tree;
    let pointer = shape.pointer.of(pointers);
    let belongs = shape.rule == ShapeRule::UnknownField
        && !found.suppressed
        && pointer.rsplit('/').next() == Some(&tree.node(missing).name)
        && !shape.detail.is_empty()
        && !pointer.starts_with("/@")
        && tree.is_single(shape.node)
        && is_of(&tree.node(missing).kind, found.span.of(evaluation.text));
    belongs.then_some(Span { start: shape.detail.start, ..found.span })
}

pub(super) fn is_unknown_field(found: &Found) -> bool {
    matches!(found.by, By::Shape(shape) if shape.rule == ShapeRule::UnknownField)
}

/// The field of the body that a finding reports as missing.
pub(super) fn missing_field(by: &By, tree: &Tree) -> Option<NodeId> {
    match by {
        By::Shape(Shape { rule: ShapeRule::MissingField, node, .. }) => {
            let (element, pointer) = tree.location(*node);
            (element == NodeId::ROOT && !pointer.starts_with("/@")).then_some(*node)
        }
        _ => None,
    }
}

/// Whether a value has the type that a kind of node takes.
pub(super) fn is_of(kind: &FieldType, value: &str) -> bool {
    kind.types().iter().any(|kind| match value.bytes().next() {
        Some(b'"') => matches!(kind, FieldType::Text(_) | FieldType::Member(_)),
        Some(b'{') => matches!(kind, FieldType::Object(_) | FieldType::AnyObject),
        Some(b'[') => matches!(kind, FieldType::List(_)),
        Some(b't' | b'f') => matches!(kind, FieldType::Boolean),
        Some(b'-' | b'0'..=b'9') => matches!(kind, FieldType::Integer | FieldType::Number),
        _ => false,
    })
}
