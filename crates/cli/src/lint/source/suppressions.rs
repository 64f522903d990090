//! Comments that suppress findings.

use crate::messages::Message;
use smartro_lint::Severity;
use smartro_lint::report::{OwnedFinding, Report};
use smartro_lint_source::{Covers, Suppression};

use super::lowered::Original;
use super::{finding, region};

/// Takes out what comments suppress and gives how many findings that were. A comment without a
/// reason, and one that suppresses nothing, is reported.
pub(super) fn suppress(
    reports: &mut [Report],
    suppressions: &[Suppression],
    original: &Original<'_>,
) -> usize {
    let mut used = vec![false; suppressions.len()];
    let mut suppressed = 0;
    for report in reports.iter_mut() {
        report.diagnostics.retain(|finding| {
            let mut is_kept = true;
            for (suppression, used) in suppressions.iter().zip(&mut used) {
                if suppression.reason.is_some() && covers(suppression, finding) {
                    *used = true;
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
            let message = Message::UnusedSuppressionComment;
            last.diagnostics.push(finding(rule, message, span, original.language));
        }
    }
    suppressed
}

fn covers(suppression: &Suppression, finding: &OwnedFinding) -> bool {
    let is_named = suppression.rules.iter().any(|(name, _)| is_rule(name, finding));
    let Some(span) = finding.span.filter(|_| is_named) else { return false };
    match suppression.covers {
        Covers::File => true,
        Covers::Line(line) => (line.start as u64..=line.end as u64).contains(&span.start),
    }
}

/// Whether a name is that of a finding's rule: a qualified one is that of one pack's.
fn is_rule(name: &str, finding: &OwnedFinding) -> bool {
    let own = finding.rule.rsplit('/').next();
    match name.split_once('/') {
        None => own == Some(name),
        Some((pack, name)) => finding.pack == pack && own == Some(name),
    }
}
