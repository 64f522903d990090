//! What fixes make of a text, and how many findings they resolve.

use crate::format::Fixable;
use smartro_lint::report::{OwnedFinding, apply, together};

/// A text with fixes.
pub(super) struct AfterFixes {
    pub(super) text: Vec<u8>,
    /// What is found in it.
    pub(super) findings: Vec<OwnedFinding>,
}

/// Makes fixes and lints again until there are none: one fix can bring up another. `None`: there
/// are none from the start. The text is at `origin` of the file in which positions of what is
/// found `before` are.
pub(super) fn rounds(
    (text, origin): (&[u8], u64),
    before: &[OwnedFinding],
    suggested: bool,
    mut findings: impl FnMut(&[u8]) -> Vec<OwnedFinding>,
) -> Option<AfterFixes> {
    const MOST: usize = 10;
    let edits = Some(together(before, suggested)).filter(|edits| !edits.is_empty())?;
    let text = apply(text, origin, &edits)?;
    let mut after = AfterFixes { findings: findings(&text), text };
    for _ in 1..MOST {
        let edits = together(&after.findings, suggested);
        let changed = apply(&after.text, 0, &edits).filter(|_| !edits.is_empty());
        let Some(text) = changed else { break };
        after = AfterFixes { findings: findings(&text), text };
    }
    Some(after)
}

/// How many findings fixes resolve.
pub(super) fn fixable(
    text: (&[u8], u64),
    before: &[OwnedFinding],
    mut findings: impl FnMut(&[u8]) -> Vec<OwnedFinding>,
) -> Fixable {
    let has_fixes = |findings: &[OwnedFinding]| findings.iter().any(|one| !one.fixes.is_empty());
    if !has_fixes(before) {
        return Fixable::default();
    }
    let resolved = |after: &Option<AfterFixes>| {
        after.as_ref().map_or(0, |after| before.len().saturating_sub(after.findings.len()))
    };
    let after = rounds(text, before, false, &mut findings);
    let safe = resolved(&after);
    let are_safe = before.iter().flat_map(|one| &one.fixes).all(|fix| fix.safe);
    if are_safe && after.is_some_and(|after| !has_fixes(&after.findings)) {
        return Fixable { safe, all: safe };
    }
    Fixable { safe, all: resolved(&rounds(text, before, true, findings)) }
}
