//! Labels of a check, made of the leaves of its condition.

use std::ops::ControlFlow;

use super::checks::CheckFinding;
use super::messages::MessageKey;
use super::mismatch::first_bad_character;
use super::pointer::Pointer;
use super::writer::{underline, underline_at};
use super::{Label, show};
use crate::evaluate::{Bindings, Evaluation, Leaf};
use crate::request::{ContextValue, ValueKind};
use smartro_lint_rules::program::{ContextKeys, FieldRef, Predicate, Presence, Quantity, Sum};

/// How many places a finding points at.
const MOST: usize = 8;

impl CheckFinding<'_> {
    /// What to look at, where the check reports: first the place that it points at.
    pub(super) fn labels(&self) -> Vec<Label> {
        if !self.finished {
            let evaluation = self.evaluation();
            let slot = evaluation.slot(self.place, self.bindings);
            let span = underline(evaluation.text, slot);
            let here = self.writer.text(MessageKey::Here);
            return vec![self.writer.label(String::new(), span, here, true)];
        }
        labels(self, self.own_label())
    }
}

/// Those of a finished check. The pack may have a text of its `own` for the place that it points at.
fn labels(finding: &CheckFinding<'_>, mut own: Option<String>) -> Vec<Label> {
    let CheckFinding { check, bindings, place: pointed, .. } = *finding;
    let evaluation = finding.evaluation();
    let mut labels: Vec<Label> = Vec::with_capacity(2);
    let mut places = [None; MOST];
    let mut context = ContextKeys::default();
    let _ = evaluation.blame(check, bindings, &mut |leaf| {
        let Some(place) = leaf.place else {
            context = context.union(leaf.predicate.context_keys());
            return ControlFlow::Continue(());
        };
        let Some(free) = places.iter_mut().find(|known| known.is_none_or(|known| known == place))
        else {
            return ControlFlow::Break(());
        };
        if free.replace(place).is_none() {
            // If the rule names the field to point at, the deciding leaves are secondary.
            let primary = leaf.primary && (check.at.is_empty() || place == pointed);
            let label = leaf_label(finding, place, Leaf { primary, ..leaf });
            if place == pointed {
                let text = own.take().unwrap_or(label.text);
                labels.insert(0, Label { primary: true, text, ..label });
            } else {
                let last = if primary { primaries(&labels) } else { labels.len() };
                labels.insert(last, label);
            }
        }
        ControlFlow::Continue(())
    });
    if !places.contains(&Some(pointed)) {
        let text = own.unwrap_or_else(|| finding.writer.text(MessageKey::Here));
        let span = underline_at(&evaluation, pointed, bindings);
        labels.insert(0, finding.writer.label(finding.pointer().into(), span, text, true));
    }
    if let Some(first) = labels.first_mut() {
        push_context(&mut first.text, finding, context);
    }
    labels
}

/// How many primary labels there are: they are before the others.
fn primaries(labels: &[Label]) -> usize {
    labels.iter().take_while(|label| label.primary).count()
}

/// Writes the members that the context has for these keys: why the rule applies, where nothing in
/// the request says so.
fn push_context(out: &mut String, finding: &CheckFinding<'_>, keys: ContextKeys) {
    let (writer, evaluation) = (finding.writer, finding.evaluation());
    for (index, key) in (0_u8..).zip(&writer.program().context_keys) {
        let value = evaluation.context(index);
        if !keys.contains(index.into()) || !matches!(value, ContextValue::Member(_)) {
            continue;
        }
        out.push_str(&writer.text_with(MessageKey::Context, &mut |name, out| match name {
            "key" => out.push_str(&key.name),
            "value" => show::push_context(out, writer.program(), index, value),
            _ => {}
        }));
    }
}

fn leaf_label(finding: &CheckFinding<'_>, place: FieldRef, leaf: Leaf<'_>) -> Label {
    let CheckFinding { writer, bindings, .. } = finding;
    let evaluation = &finding.evaluation();
    let slot = evaluation.slot(place, bindings);
    let pointer = Pointer::new(evaluation, place, bindings);
    let written = String::from(pointer);
    let absent = matches!(slot.kind, ValueKind::Missing | ValueKind::Null);
    let key = match (absent, leaf.primary) {
        (true, true) => MessageKey::Missing,
        (true, false) => MessageKey::BecauseMissing,
        (false, true) => primary_word(leaf),
        (false, false) => match (leaf.predicate, slot.kind) {
            (Predicate::Presence(Presence::Present | Presence::Filled, _), _)
            | (_, ValueKind::Object | ValueKind::List) => MessageKey::BecausePresent,
            _ => MessageKey::BecauseValue,
        },
    };
    if let (Predicate::Matches(text, pattern), MessageKey::Unformed) = (leaf.predicate, key)
        && let Some(character) = first_bad_character(evaluation, text, pattern, bindings)
    {
        return writer.label(written, character, writer.text(MessageKey::Character), leaf.primary);
    }
    let text = writer.text_with(key, &mut |name, out| match name {
        "field" => pointer.write_field(&evaluation.operation.name, out),
        "key" => out.push_str(written.rsplit('/').next().unwrap_or_default()),
        "value" => show::push_place(out, writer, evaluation, place, bindings),
        "count" => push_count(out, evaluation, leaf.predicate, bindings),
        _ => {}
    });
    writer.label(written, underline_at(evaluation, place, bindings), text, leaf.primary)
}

/// What is wrong with a value that is there.
fn primary_word(leaf: Leaf<'_>) -> MessageKey {
    match leaf.predicate {
        Predicate::Presence(Presence::Filled, _) if !leaf.truth => MessageKey::Empty,
        Predicate::Presence(Presence::Formatted, _) | Predicate::Matches(..) if !leaf.truth => {
            MessageKey::Unformed
        }
        Predicate::Presence(..) => MessageKey::NotAllowed,
        Predicate::Member(..) | Predicate::Literal(..) => {
            if leaf.truth {
                MessageKey::NotAllowed
            } else {
                MessageKey::Unexpected
            }
        }
        Predicate::Quantity(Sum(left), ..) => match &**left {
            [Quantity::Characters(_)] => MessageKey::Characters,
            [Quantity::Bytes(_) | Quantity::EucKrBytes(_)] => MessageKey::Bytes,
            [Quantity::Count(_)] => MessageKey::Elements,
            _ => MessageKey::Wrong,
        },
        _ => MessageKey::Wrong,
    }
}

fn push_count(
    out: &mut String,
    evaluation: &Evaluation<'_>,
    predicate: &Predicate,
    bindings: &Bindings,
) {
    let Predicate::Quantity(Sum(left), ..) = predicate else { return };
    let Some(quantity) = left.first() else { return };
    if let Some(count) = evaluation.count(quantity, bindings) {
        show::push_number(out, count);
    } else if let Some((range, _)) = evaluation.range(quantity, bindings) {
        show::push_number(out, range.least);
        if range.most != Some(range.least) {
            out.push('+');
        }
    }
}
