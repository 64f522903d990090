//! What shells offer for values that are no fixed words: those of the built-in pack.

use clap::ValueEnum;
use clap_complete::engine::CompletionCandidate;

use super::Format;
use smartro_lint::{Linter, RuleInfo};

/// The names of the rules.
pub(super) fn rules() -> Vec<CompletionCandidate> {
    let Ok(linter) = Linter::smartro() else { return Vec::new() };
    let candidate = |info: RuleInfo<'_>| {
        let summary = info.doc.lines().next().map(|line| line.to_owned().into());
        CompletionCandidate::new(info.rule).help(summary)
    };
    linter.rules().map(candidate).collect()
}

/// The names of the operations.
pub(super) fn operations() -> Vec<CompletionCandidate> {
    let Ok(linter) = Linter::smartro() else { return Vec::new() };
    linter.operations().map(CompletionCandidate::new).collect()
}

/// The formats, as the beginnings of `FORMAT=FILE`.
pub(super) fn outputs() -> Vec<CompletionCandidate> {
    let formats = Format::value_variants().iter().filter_map(ValueEnum::to_possible_value);
    formats.map(|format| CompletionCandidate::new(format!("{}=", format.get_name()))).collect()
}
