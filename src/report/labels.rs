//! Labels that write themselves: what a condition's leaves say about the places they look at.

use std::ops::ControlFlow;

use super::writer::Writer;
use super::writer::dotted;
use super::{Label, show};
use crate::evaluate::{Evaluation, Frames, Leaf};
use crate::program::{Check, Place, Predicate, Quantity, Sum, Text};
use crate::request::Held;
use crate::source::Span;
use crate::syntax::ast::Presence;

/// How many places a finding points at.
const MOST: usize = 8;

impl Writer<'_> {
    /// What to look at, where a check has fired: the place that it points at first.
    pub(super) fn labels(
        &self,
        evaluation: &Evaluation<'_>,
        check: &Check,
        (pointed, frames): (Place, &Frames),
        own: Option<String>,
    ) -> Vec<Label> {
        let mut labels: Vec<(Place, Label)> = Vec::new();
        let _ = evaluation.blame(check, frames, &mut |leaf| {
            let Some(place) = evaluation.place_of(leaf.predicate, frames) else {
                return ControlFlow::Continue(());
            };
            if !labels.iter().any(|(known, _)| *known == place) {
                // Where the rule says where to point, what decided only explains.
                let primary = leaf.primary && (check.at.is_empty() || place == pointed);
                let label = self.leaf_label(evaluation, Leaf { primary, ..leaf }, place, frames);
                labels.push((place, label));
            }
            if labels.len() == MOST { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        match labels.iter_mut().find(|(place, _)| *place == pointed) {
            Some((_, label)) => {
                label.primary = true;
                label.text = own.unwrap_or_else(|| std::mem::take(&mut label.text));
            }
            None => {
                let text = own.unwrap_or_else(|| self.word("labels", "here", |_| String::new()));
                let pointer = self.pointer(evaluation, pointed, frames);
                let span = self.place_span(evaluation, pointed, frames);
                labels.push((pointed, self.label(&pointer, span, text, true)));
            }
        }
        labels.sort_by_key(|(place, label)| (*place != pointed, !label.primary));
        labels.into_iter().map(|(_, label)| label).collect()
    }

    fn place_span(&self, evaluation: &Evaluation<'_>, place: Place, frames: &Frames) -> Span {
        let slot = evaluation.slot(place, frames);
        match slot.held {
            Held::Missing => self.underline_parent(evaluation, place, frames),
            _ => self.underline(slot),
        }
    }

    fn leaf_label(
        &self,
        evaluation: &Evaluation<'_>,
        leaf: Leaf<'_>,
        place: Place,
        frames: &Frames,
    ) -> Label {
        let pointer = self.pointer(evaluation, place, frames);
        let mut span = self.place_span(evaluation, place, frames);
        let slot = evaluation.slot(place, frames);
        let absent = matches!(slot.held, Held::Missing | Held::Null);
        let word = if absent {
            if leaf.primary { "missing" } else { "because-missing" }
        } else if leaf.primary {
            primary_word(leaf)
        } else if let (Predicate::Presence(Presence::Present | Presence::Filled, _), _)
        | (_, Held::Object | Held::List) = (leaf.predicate, slot.held)
        {
            "because-present"
        } else {
            "because-value"
        };
        if let (Predicate::Matches(text, pattern), true) = (leaf.predicate, word == "unformed")
            && let Some(character) = first_bad_character(evaluation, text, pattern, frames)
        {
            span = character;
            let text = self.word("labels", "character", |_| String::new());
            return self.label(&pointer, span, text, leaf.primary);
        }
        let value = |name: &str| match name {
            "field" => dotted(&pointer),
            "key" => pointer.rsplit('/').next().unwrap_or_default().to_owned(),
            "value" => show::place(evaluation, place, frames),
            "count" => count_of(evaluation, leaf.predicate, frames),
            _ => String::new(),
        };
        let text = self.word("labels", word, value);
        self.label(&pointer, span, text, leaf.primary)
    }
}

/// What is wrong with a value that is there.
fn primary_word(leaf: Leaf<'_>) -> &'static str {
    match leaf.predicate {
        Predicate::Presence(Presence::Filled, _) if !leaf.truth => "empty",
        Predicate::Presence(Presence::Formatted, _) | Predicate::Matches(..) if !leaf.truth => {
            "unformed"
        }
        Predicate::Presence(..) => "not-allowed",
        Predicate::Member(..) | Predicate::Literal(..) => {
            if leaf.truth {
                "not-allowed"
            } else {
                "unexpected"
            }
        }
        Predicate::Quantity(Sum(left), ..) => match &**left {
            [Quantity::Characters(_)] => "characters",
            [Quantity::Bytes(_) | Quantity::EucKrBytes(_)] => "bytes",
            [Quantity::Count(_)] => "elements",
            _ => "wrong",
        },
        _ => "wrong",
    }
}

fn count_of(evaluation: &Evaluation<'_>, predicate: &Predicate, frames: &Frames) -> String {
    let Predicate::Quantity(Sum(left), ..) = predicate else { return String::new() };
    let counted = left.first().and_then(|quantity| evaluation.count(quantity, frames));
    counted.map(|count| count.to_string()).unwrap_or_default()
}

/// The character at which a text stops matching, where it stands in the request as it is.
fn first_bad_character(
    evaluation: &Evaluation<'_>,
    text: &Text,
    pattern: &crate::program::Pattern,
    frames: &Frames,
) -> Option<Span> {
    let sensitive = evaluation.operation.tree.node(text.place.node).sensitive;
    let written = evaluation.spoken(text, frames)?.as_written().filter(|_| !sensitive)?;
    let at = pattern.first_mismatch(written.bytes())?;
    let at = (0..=at).rev().find(|at| written.is_char_boundary(*at))?;
    let character = written.get(at..)?.chars().next()?;
    let slot = evaluation.slot(text.place, frames);
    let start = slot.span.start as usize + usize::from(!slot.bare) + at;
    Some(Span::new(start, start + character.len_utf8()))
}
