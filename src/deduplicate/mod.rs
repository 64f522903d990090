//! One mistake, one finding: what is removed of a request's findings, step by step in this order.

mod flat;
mod misplaced;

use crate::evaluate::{Bindings, Evaluation, Undecided};
use crate::request::{By, Found, Shape};
pub(crate) use flat::flat_fields;
use flat::merge_flat_fields;
use misplaced::{is_unknown_field, merge_misplaced_fields};
use smartro_lint_rules::rule::ShapeRule;
use smartro_lint_rules::sort::sort;
use smartro_lint_rules::source::Span;

/// The pointers of findings, and room to sort those of repeated keys.
type Pointers<'p> = (&'p str, &'p mut Vec<(Span, usize)>);

/// Removes the findings that repeat another one, or that a rule of the pack takes precedence over.
pub(crate) fn deduplicate(
    evaluation: &Evaluation<'_>,
    undecided: &Undecided,
    found: &mut Vec<Found>,
    (pointers, repeats): Pointers<'_>,
) {
    apply_silences(evaluation, found);
    found.retain(|found| {
        // A key that is written is judged whatever its value is.
        is_unknown_field(found)
            || !defers_to_pack_rule(found)
            || !undecided.may_hide(found.about, found.severity)
    });
    if found.iter().any(is_unknown_field) {
        merge_misplaced_fields(evaluation, found, pointers);
        merge_flat_fields(evaluation, found);
    }
    merge_duplicate_keys(found, (pointers, repeats));
    sort(found, &|one, other| one.about.cmp(&other.about));
    found.chunk_by_mut(|one, next| one.about == next.about).for_each(apply_precedence);
    found.retain(|found| !found.suppressed);
}

/// Removes the shape findings that the operation's silences suppress.
fn apply_silences(evaluation: &Evaluation<'_>, found: &mut Vec<Found>) {
    for silence in &evaluation.operation.silences {
        let matches = |found: &Found| match found.by {
            By::Shape(shape) => {
                silence.rules.contains(&shape.rule)
                    && (silence.at.is_empty() || silence.at.contains(&shape.node))
            }
            _ => false,
        };
        let holds = || evaluation.may_hold(&silence.condition, &Bindings::default());
        if found.iter().any(matches) && holds() {
            found.retain(|found| !matches(found));
        }
    }
}

/// Keeps one finding of each repeated key, however often its object is there: the last one, whose
/// value counts.
fn merge_duplicate_keys(found: &mut [Found], (pointers, repeats): Pointers<'_>) {
    let repeated = |found: &Found| match found.by {
        By::Shape(Shape { rule: ShapeRule::DuplicateKey, pointer, .. }) => Some(pointer),
        _ => None,
    };
    repeats.clear();
    repeats.extend((0..).zip(&*found).filter_map(|(place, found)| Some((repeated(found)?, place))));
    sort(repeats, &|(left, first), (right, second)| {
        left.of(pointers).cmp(right.of(pointers)).then(first.cmp(second))
    });
    for pair in repeats.windows(2) {
        if let [(pointer, place), (next, _)] = pair
            && pointer.of(pointers) == next.of(pointers)
            && let Some(found) = found.get_mut(*place)
        {
            found.suppressed = true;
        }
    }
}

fn defers_to_pack_rule(found: &Found) -> bool {
    matches!(found.by, By::Shape(shape) if shape.rule.defers_to_pack_rule())
}

/// Of the findings of a shape rule and of the pack's rules about one value, keeps those of the
/// higher severity, and at equal severity the pack's. A suppressed finding suppresses no other.
fn apply_precedence(about_it: &mut [Found]) {
    let is_check = |found: &Found| matches!(found.by, By::Check { .. });
    let highest = |these: fn(&Found) -> bool| {
        about_it.iter().filter(|found| these(found)).map(|found| found.severity).max()
    };
    let (checks, shapes) = (highest(is_check), highest(defers_to_pack_rule));
    for found in about_it {
        found.suppressed |= if is_check(found) {
            shapes > checks
        } else {
            defers_to_pack_rule(found) && checks >= Some(found.severity)
        };
    }
}
