//! The character that a pattern does not allow.

use std::borrow::Cow;

use super::show;
use super::visible::push_character;
use crate::evaluate::{Bindings, Evaluation};
use smartro_lint_rules::program::{Pattern, Text};
use smartro_lint_rules::source::Span;

/// The character at which a text stops matching, where it is in the request as it is.
pub(super) fn first_bad_character(
    evaluation: &Evaluation<'_>,
    text: &Text,
    pattern: &Pattern,
    bindings: &Bindings,
) -> Option<Span> {
    let sensitive = evaluation.operation.tree.node(text.place.node).sensitive;
    if let Some((partial, _)) = evaluation.partial(text, bindings).filter(|_| !sensitive) {
        return partial.first_mismatch(pattern)?.1;
    }
    let written = evaluation.text_view(text, bindings)?.as_written().filter(|_| !sensitive)?;
    let at = pattern.first_mismatch(written.bytes())?;
    let at = (0..=at).rev().find(|at| written.is_char_boundary(*at))?;
    let character = written.get(at..)?.chars().next()?;
    let slot = evaluation.slot(text.place, bindings);
    let start = slot.span.start as usize + usize::from(!slot.bare) + at;
    Some(Span::new(start, start + character.len_utf8()))
}

/// Writes the character at which a text stops matching.
pub(super) fn push_bad_character(
    out: &mut String,
    evaluation: &Evaluation<'_>,
    text: &Text,
    pattern: &Pattern,
    bindings: &Bindings,
) {
    if evaluation.operation.tree.node(text.place.node).sensitive {
        return out.push_str(show::MASK);
    }
    let Some(view) = evaluation.text_view(text, bindings) else {
        let partial = evaluation.partial(text, bindings);
        let mismatch = partial.and_then(|(partial, _)| partial.first_mismatch(pattern));
        return push_character(out, mismatch.map_or('…', |(character, _)| character));
    };
    let decoded = match view.as_written() {
        Some(written) => Cow::Borrowed(written),
        None => view.characters().collect::<String>().into(),
    };
    let at = pattern.first_mismatch(decoded.bytes()).unwrap_or_default();
    let at = (0..=at).rev().find(|at| decoded.is_char_boundary(*at)).unwrap_or_default();
    if let Some(character) = decoded.get(at..).and_then(|rest| rest.chars().next()) {
        push_character(out, character);
    }
}
