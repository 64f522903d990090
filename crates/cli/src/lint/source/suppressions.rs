//! Comments that suppress findings.

use std::collections::BTreeMap;

use crate::messages::Message;
use smartro_lint::report::{OwnedFinding, Report};
use smartro_lint::{Linter, Severity};
use smartro_lint_rules::suggest::suggest_spelling;
use smartro_lint_source::{Covers, Suppression};

use super::lowered::Original;
use super::{finding, region};

/// Takes out what comments suppress and gives how many findings that were. A comment without a
/// reason, and one that suppresses nothing, is reported; of the latter, a name that no rule of the
/// packs has.
pub(super) fn suppress<'l>(
    reports: &mut [Report],
    suppressions: &[Suppression],
    original: &Original<'_>,
    linters: impl Iterator<Item = &'l Linter> + Clone,
) -> usize {
    let mut used = vec![false; suppressions.len()];
    let mut suppressed = 0;
    let places = Places::of(suppressions);
    for report in reports.iter_mut() {
        report.diagnostics.retain(|finding| {
            let mut is_kept = true;
            for place in places.around(finding) {
                let Some(suppression) = suppressions.get(place) else { continue };
                if suppression.reason.is_some() && names(suppression, finding) {
                    used.get_mut(place).into_iter().for_each(|used| *used = true);
                    is_kept = false;
                }
            }
            suppressed += usize::from(!is_kept);
            is_kept
        });
    }
    let Some(last) = reports.last_mut() else { return suppressed };
    for (suppression, used) in suppressions.iter().zip(used) {
        let span = region(original.positions, suppression.span);
        if suppression.reason.is_none() || suppression.rules.is_empty() {
            let rule = ("invalid-suppression", Severity::Warning);
            let message = Message::IncompleteSuppression;
            last.diagnostics.push(finding(rule, message, span, original.language));
        } else if !used {
            let rule = ("unused-suppression", Severity::Advice);
            let (near, unknown);
            let (message, help) = match unknown_rule(suppression, linters.clone()) {
                Some(found) => {
                    (unknown, near) = found;
                    (Message::NoRule { name: &unknown, near: near.as_deref() }, None)
                }
                None => {
                    let help = Message::UnusedSuppressionCommentHelp.text(original.language);
                    (Message::UnusedSuppressionComment, Some(help))
                }
            };
            let unused = finding(rule, message, span, original.language);
            last.diagnostics.push(OwnedFinding { help, ..unused });
        }
    }
    suppressed
}

/// The rules of findings about source code itself.
const OF_SOURCE: [&str; 3] = ["invalid-source", "invalid-suppression", "unused-suppression"];

/// The first name of a suppression that is no rule's, and the rule that was probably meant.
fn unknown_rule<'l>(
    suppression: &Suppression,
    linters: impl Iterator<Item = &'l Linter>,
) -> Option<(String, Option<String>)> {
    let known = linters.flat_map(Linter::rules).map(|rule| rule.rule);
    let known: Vec<&str> = known.chain(OF_SOURCE).collect();
    let mut names = suppression.rules.iter().map(|(name, _)| name.as_str());
    let name = names.find(|name| !known.contains(&name.rsplit('/').next().unwrap_or(name)))?;
    let near = suggest_spelling(name, known).map(str::to_owned);
    Some((name.to_owned(), near))
}

/// The suppressions of a file, by their places among them.
#[derive(Default)]
struct Places {
    of_file: Vec<usize>,
    /// By the start of the line that they cover.
    of_lines: BTreeMap<u64, (u64, Vec<usize>)>,
}

impl Places {
    fn of(suppressions: &[Suppression]) -> Self {
        let mut places = Self::default();
        for (place, suppression) in suppressions.iter().enumerate() {
            match suppression.covers {
                Covers::File => places.of_file.push(place),
                Covers::Line(line) => {
                    let line_end = (line.end as u64, Vec::new());
                    places.of_lines.entry(line.start as u64).or_insert(line_end).1.push(place);
                }
            }
        }
        places
    }

    /// Those that cover the place of a finding.
    fn around(&self, finding: &OwnedFinding) -> impl Iterator<Item = usize> {
        let at = finding.span.map(|span| span.start);
        let line = at.and_then(|at| {
            let (_, (end, places)) = self.of_lines.range(..=at).next_back()?;
            (at <= *end).then_some(places)
        });
        let of_file = self.of_file.iter().filter(move |_| at.is_some());
        of_file.chain(line.into_iter().flatten()).copied()
    }
}

fn names(suppression: &Suppression, finding: &OwnedFinding) -> bool {
    suppression.rules.iter().any(|(name, _)| is_rule(name, finding))
}

/// Whether a name is that of a finding's rule: a qualified one is that of one pack's.
fn is_rule(name: &str, finding: &OwnedFinding) -> bool {
    let own = finding.rule.rsplit('/').next();
    match name.split_once('/') {
        None => own == Some(name),
        Some((pack, name)) => finding.pack == pack && own == Some(name),
    }
}
