//! What shells offer for values that are no fixed words: those of the built-in pack.

use clap::ValueEnum;
use clap_complete::engine::CompletionCandidate;

use super::Format;
use smartro_lint::{Linter, ShapeRule};

/// The names of the rules.
pub(super) fn rules() -> Vec<CompletionCandidate> {
    let Some(linter) = Linter::smartro().ok() else { return Vec::new() };
    let own = linter.program().rules.iter().map(|rule| {
        let summary = rule.doc.lines().next().unwrap_or_default().to_owned();
        CompletionCandidate::new(&*rule.name).help(Some(summary.into()))
    });
    own.chain(ShapeRule::ALL.map(|rule| CompletionCandidate::new(rule.name()))).collect()
}

/// The names of the operations.
pub(super) fn operations() -> Vec<CompletionCandidate> {
    let Some(linter) = Linter::smartro().ok() else { return Vec::new() };
    linter.operations().map(CompletionCandidate::new).collect()
}

/// The formats, as the beginnings of `FORMAT=FILE`.
pub(super) fn outputs() -> Vec<CompletionCandidate> {
    let formats = Format::value_variants().iter().filter_map(ValueEnum::to_possible_value);
    formats.map(|format| CompletionCandidate::new(format!("{}=", format.get_name()))).collect()
}
