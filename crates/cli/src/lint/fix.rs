//! Applies fixes to requests.

use std::collections::BTreeMap;
use std::ops::Range;

use super::input::Part;
use super::worker::Worker;
use crate::project::Settings;
use smartro_lint::Linter;
use smartro_lint::report::{Edit, Finding};

/// How often a request is linted and fixed again: one fix can bring up another.
const ROUNDS: usize = 10;

/// The requests of a part, before and after their fixes.
pub(super) struct Fixed {
    /// The part's text with the fixes; `None`: nothing changes.
    pub(super) text: Option<Vec<u8>>,
    /// The bytes of each request, in order: before, and after the fixes.
    pub(super) requests: Vec<(Range<usize>, Range<usize>)>,
}

/// Makes every fix that can be made in the requests of a part.
pub(super) fn fix(worker: &mut Worker, part: &Part, settings: &Settings, suggested: bool) -> Fixed {
    let places = part.places(&settings.project.linter);
    let requests: Vec<(Range<usize>, Option<Vec<u8>>)> = places
        .map(|place| {
            let text = part.text(place);
            let fixed = request_fixed(worker, text, place.index, settings, suggested);
            (place.span.range(), fixed)
        })
        .collect();
    if requests.iter().all(|(_, fixed)| fixed.is_none()) {
        let unchanged = requests.into_iter().map(|(range, _)| (range.clone(), range));
        return Fixed { text: None, requests: unchanged.collect() };
    }
    let (mut text, mut kept) = (Vec::with_capacity(part.text.len()), 0);
    let mut place = |(before, fixed): (Range<usize>, Option<Vec<u8>>)| {
        text.extend_from_slice(part.text.get(kept..before.start).unwrap_or_default());
        let (start, same) = (text.len(), part.text.get(before.clone()));
        text.extend_from_slice(fixed.as_deref().or(same).unwrap_or_default());
        kept = before.end;
        (before, start..text.len())
    };
    let requests = requests.into_iter().map(&mut place).collect();
    text.extend_from_slice(part.text.get(kept..).unwrap_or_default());
    Fixed { text: Some(text), requests }
}

/// A request's text with fixes; `None`: none can be made.
fn request_fixed(
    worker: &mut Worker,
    text: &[u8],
    index: usize,
    settings: &Settings,
    suggested: bool,
) -> Option<Vec<u8>> {
    let mut fixed: Option<Vec<u8>> = None;
    for _ in 0..ROUNDS {
        let text = fixed.as_deref().unwrap_or(text);
        let edits = edits(&worker.findings(text, index, settings), suggested);
        if edits.is_empty() {
            break;
        }
        let Some(next) = apply(text, &edits) else { break };
        fixed = Some(next);
    }
    fixed.filter(|fixed| fixed != text)
}

/// The edits of a request's findings that can be made together, in the order of the text: of
/// two fixes that touch, the first.
fn edits(findings: &[Finding], suggested: bool) -> Vec<Edit> {
    // One fix a finding: several are alternatives.
    let fixes = findings
        .iter()
        .filter_map(|finding| finding.fixes.iter().find(|fix| fix.safe || suggested));
    // By their ends, their starts and, where nothing goes, their order.
    let mut chosen: BTreeMap<(u64, u64, usize), &Edit> = BTreeMap::new();
    for fix in fixes {
        let is_free = |edit: &Edit| {
            let next = chosen.range((edit.start, 0, 0)..).next();
            next.is_none_or(|(_, other)| other.start > edit.end)
        };
        if fix.edits.iter().all(is_free) {
            let key = |edit: &Edit, order: usize| (edit.end, edit.start, order);
            chosen
                .extend(fix.edits.iter().enumerate().map(|(order, edit)| (key(edit, order), edit)));
        }
    }
    chosen.into_values().cloned().collect()
}

/// The text with edits made; `None` where they do not fit it.
fn apply(text: &[u8], edits: &[Edit]) -> Option<Vec<u8>> {
    let mut fixed = Vec::with_capacity(text.len());
    let mut kept = 0;
    for edit in edits {
        let (start, end) = (usize::try_from(edit.start).ok()?, usize::try_from(edit.end).ok()?);
        fixed.extend_from_slice(text.get(kept..start)?);
        fixed.extend_from_slice(edit.text.as_bytes());
        kept = end;
    }
    fixed.extend_from_slice(text.get(kept..)?);
    Some(fixed)
}

/// A text as a change of it is shown: what is sensitive is masked.
pub(super) fn shown(linter: &Linter, text: &[u8]) -> String {
    linter.mask(&String::from_utf8_lossy(text)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use smartro_lint::Severity;
    use smartro_lint::report::Fix;

    /// A finding with a safe fix of these edits.
    fn finding(edits: &[(u64, u64, &str)]) -> Finding {
        let edit = |(start, end, text): &(u64, u64, &str)| Edit {
            start: *start,
            end: *end,
            text: (*text).to_owned(),
        };
        let edits = edits.iter().map(edit).collect();
        Finding {
            rule: String::new(),
            pack: String::new(),
            severity: Severity::Error,
            message: String::new(),
            help: None,
            url: None,
            pointer: String::new(),
            span: None,
            labels: Vec::new(),
            fixes: vec![Fix { title: String::new(), safe: true, edits }],
        }
    }

    #[test]
    fn of_two_fixes_that_touch_the_first_is_made() {
        let fixed = |findings: &[&[(u64, u64, &str)]]| {
            let findings: Vec<Finding> = findings.iter().map(|edits| finding(edits)).collect();
            String::from_utf8(apply(b"0123456789", &edits(&findings, false)).unwrap()).unwrap()
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
