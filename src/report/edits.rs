//! Which repairs can be made together, and how they are made.

use std::collections::BTreeMap;

use super::{Edit, Fix, OwnedFinding};

/// The edits of the repairs of findings that can be made together: see [`Report::edits`].
///
/// [`Report::edits`]: super::Report::edits
#[must_use]
pub fn together(findings: &[OwnedFinding], suggested: bool) -> Vec<Edit> {
    chosen(findings.iter().map(|finding| &*finding.fixes), suggested)
}

/// The same of the repairs of each finding, of which the first one counts: several are
/// alternatives.
pub(super) fn chosen<'f>(
    fixes: impl Iterator<Item = &'f [Fix]> + Clone,
    suggested: bool,
) -> Vec<Edit> {
    let mut chosen = Chosen::default();
    for safe in [true, false] {
        let first = fixes.clone().filter_map(|fixes| first(fixes, suggested));
        for fix in first.filter(|fix| fix.safe == safe) {
            chosen.add(fix);
        }
    }
    chosen.edits()
}

/// The repair of a finding that is made.
pub(super) fn first(fixes: &[Fix], suggested: bool) -> Option<&Fix> {
    fixes.iter().find(|fix| fix.safe || suggested)
}

/// Edits that do not touch each other, by where they start, where they end and, where nothing goes, their order.
#[derive(Clone, Default)]
pub(super) struct Chosen<'f>(BTreeMap<(u64, u64, usize), &'f Edit>);

impl<'f> Chosen<'f> {
    /// Adds a repair's edits, where none of them touches one that is there.
    pub(super) fn add(&mut self, fix: &'f Fix) -> bool {
        let free = fix.edits.iter().all(|edit| self.is_free(edit));
        if free {
            let edits = fix.edits.iter().enumerate();
            self.0.extend(edits.map(|(order, edit)| ((edit.start, edit.end, order), edit)));
        }
        free
    }

    fn is_free(&self, edit: &Edit) -> bool {
        let before = self.0.range(..=(edit.end, u64::MAX, usize::MAX)).next_back();
        before.is_none_or(|(_, other)| other.end < edit.start)
    }

    /// The edits, in order.
    pub(super) fn edits(&self) -> Vec<Edit> {
        self.0.values().copied().cloned().collect()
    }
}

/// The text with edits made, which are in order; the text starts `origin` bytes into the file that
/// they are edits of. `None` where they do not fit it.
#[must_use]
pub fn apply(text: &[u8], origin: u64, edits: &[Edit]) -> Option<Vec<u8>> {
    let place = |offset: u64| usize::try_from(offset.checked_sub(origin)?).ok();
    let mut changed = Vec::with_capacity(text.len());
    let mut kept = 0;
    for edit in edits {
        changed.extend_from_slice(text.get(kept..place(edit.start)?)?);
        changed.extend_from_slice(edit.text.as_bytes());
        kept = place(edit.end)?;
    }
    changed.extend_from_slice(text.get(kept..)?);
    Some(changed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use smartro_lint_rules::rule::Severity;

    /// A finding with a safe fix of these edits.
    fn finding(edits: &[(u64, u64, &str)]) -> OwnedFinding {
        let edit = |(start, end, text): &(u64, u64, &str)| Edit {
            start: *start,
            end: *end,
            text: (*text).to_owned(),
        };
        let edits = edits.iter().map(edit).collect();
        OwnedFinding {
            rule: String::new(),
            pack: String::new(),
            severity: Severity::Error,
            message: String::new(),
            help: None,
            url: None,
            pointer: String::new(),
            span: None,
            anchor: None,
            labels: Vec::new(),
            fixes: vec![Fix { title: String::new(), safe: true, edits, withheld: false }],
        }
    }

    #[test]
    fn safe_fixes_go_before_suggested_ones() {
        let mut suggested = finding(&[(0, 2, "x")]);
        suggested.fixes.iter_mut().for_each(|fix| fix.safe = false);
        let findings = [suggested, finding(&[(1, 3, "y")])];
        for all in [false, true] {
            let made = apply(b"0123", 0, &together(&findings, all)).unwrap();
            assert_eq!(made, b"0y3");
        }
        let made = apply(b"0123", 0, &together(&findings[..1], true)).unwrap();
        assert_eq!(made, b"x23");
    }

    #[test]
    fn of_two_fixes_that_touch_the_first_is_made() {
        let fixed = |findings: &[&[(u64, u64, &str)]]| {
            let findings: Vec<OwnedFinding> = findings.iter().map(|edits| finding(edits)).collect();
            String::from_utf8(apply(b"0123456789", 0, &together(&findings, false)).unwrap())
                .unwrap()
        };
        assert_eq!(fixed(&[&[(4, 6, "x")], &[(0, 1, "y")], &[(8, 8, "z")]]), "y123x67z89");
        assert_eq!(fixed(&[&[(4, 6, "x")], &[(6, 7, "y")]]), "0123x6789");
        assert_eq!(fixed(&[&[(4, 6, "x")], &[(2, 4, "y")]]), "0123x6789");
        assert_eq!(fixed(&[&[(4, 6, "x")], &[(5, 5, "y")], &[(0, 9, "z")]]), "0123x6789");
        assert_eq!(fixed(&[&[(4, 6, "x")], &[(0, 1, "y"), (5, 7, "y")]]), "0123x6789");
        assert_eq!(fixed(&[&[(0, 9, "")], &[(4, 6, "x")]]), "9");
        // What one fix does may touch.
        assert_eq!(fixed(&[&[(2, 4, "x"), (4, 4, "y"), (4, 6, "z")]]), "01xyz6789");
    }
}
