//! The suggested fix of an id with hyphens that is made when it runs: `.replaceAll("-", "")`.

use std::collections::{BTreeMap, BTreeSet};

use smartro_lint::report::{Edit, Fix, OwnedFinding, Report, apply};
use smartro_lint_source::Mapping;

use super::lowered::Original;
use crate::messages::Message;

/// What is written after an expression.
const CALL: &str = ".replaceAll(\"-\", \"\")";
/// The same in a document, where the code may be an attribute's value in double quotes.
const CALL_IN_MARKUP: &str = ".replaceAll('-', '')";

/// The most fixes of a file that are tried one by one, where not all of them help.
const MOST: usize = 16;

/// The fix for a value, if it is a string that is known in part and has a hyphen: where it is made,
/// or where it is used.
pub(super) fn fix(mapping: &Mapping, lowered: &str, original: &Original<'_>) -> Option<Fix> {
    let value = lowered.get(mapping.lowered.start..mapping.lowered.end)?;
    if !value.starts_with("?(") || !value.contains('-') {
        return None;
    }
    let made = mapping.value_from.as_ref();
    let span = match made.filter(|_| mapping.literal.is_none()) {
        Some(place) if place.file.is_none() => place.span,
        Some(_) => return None,
        None => mapping.source,
    };
    let written = original.text.get(span.start..span.end)?;
    // A URL has the id in it.
    if is_name(written) || written.contains('/') {
        return None;
    }
    let title = Message::RemoveHyphens.text(original.language);
    let edit =
        |at: usize, text: &str| Edit { start: at as u64, end: at as u64, text: text.to_owned() };
    let call = if original.is_document { CALL_IN_MARKUP } else { CALL };
    let edits = match is_operand(written) {
        true => vec![edit(span.end, call)],
        false => vec![edit(span.start, "("), edit(span.end, &format!("){call}"))],
    };
    Some(Fix { title, safe: false, edits, withheld: false })
}

/// Keeps those of the fixes after which their findings are gone and no other one is new; `lint`
/// gives the reports of a changed file.
pub(super) fn keep_helpful(
    reports: &mut [Report],
    text: &[u8],
    mut lint: impl FnMut(&[u8]) -> Vec<Report>,
) {
    let before = (names(reports), calls(reports));
    let suggested = suggestions(reports);
    let mut help = |fixes: &[(Name, Vec<Edit>)]| {
        let mut edits: Vec<Edit> = fixes.iter().flat_map(|(_, edits)| edits).cloned().collect();
        edits.sort_by_key(|edit| edit.start);
        apply(text, 0, &edits).is_some_and(|changed| {
            let reports = lint(&changed);
            let after = (names(&reports), calls(&reports));
            // A call that is not found any more has no findings either.
            after.1 == before.1
                && !fixes.iter().any(|(name, _)| after.0.contains(name))
                && after.0.is_subset(&before.0)
        })
    };
    // Usually all of them do, which one look at the changed file shows.
    let helpful: Vec<(Name, Vec<Edit>)> = match help(&suggested) {
        true => suggested,
        false if suggested.len() == 1 => Vec::new(),
        false => {
            let tried = suggested.into_iter().take(MOST);
            tried.filter(|fix| help(std::slice::from_ref(fix))).collect()
        }
    };
    let helpful: BTreeMap<Name, Vec<Edit>> = helpful.into_iter().collect();
    for (place, report) in reports.iter_mut().enumerate() {
        for finding in &mut report.diagnostics {
            let kept = helpful.get(&name(place, finding));
            finding.fixes.retain(|fix| !is_suggestion(fix) || kept == Some(&fix.edits));
        }
    }
}

/// The fixes of that kind, with their findings: one value has one fix.
fn suggestions(reports: &[Report]) -> Vec<(Name, Vec<Edit>)> {
    let mut seen = BTreeSet::new();
    let mut suggested = Vec::new();
    for (place, report) in reports.iter().enumerate() {
        for finding in &report.diagnostics {
            for fix in finding.fixes.iter().filter(|fix| is_suggestion(fix)) {
                if seen.insert(fix.edits.last().map(|edit| edit.start)) {
                    suggested.push((name(place, finding), fix.edits.clone()));
                }
            }
        }
    }
    suggested
}

/// Whether any of the reports has such a fix.
pub(super) fn are_in(reports: &[Report]) -> bool {
    let findings = reports.iter().flat_map(|report| &report.diagnostics);
    findings.flat_map(|finding| &finding.fixes).any(is_suggestion)
}

fn is_suggestion(fix: &Fix) -> bool {
    let is_call = |text: &str| text.ends_with(CALL) || text.ends_with(CALL_IN_MARKUP);
    fix.edits.last().is_some_and(|edit| edit.start == edit.end && is_call(&edit.text))
}

/// How many calls there are.
fn calls(reports: &[Report]) -> usize {
    reports.iter().filter(|report| report.call.is_some()).count()
}

/// What distinguishes findings when lines move.
type Name = (usize, String, String);

fn names(reports: &[Report]) -> BTreeSet<Name> {
    let reports = reports.iter().enumerate();
    let all = reports.flat_map(|(place, report)| {
        report.diagnostics.iter().map(move |finding| name(place, finding))
    });
    all.collect()
}

fn name(place: usize, finding: &OwnedFinding) -> Name {
    (place, finding.rule.clone(), finding.pointer.clone())
}

/// Whether it is a name alone: a shorthand, or something that is made elsewhere.
fn is_name(written: &str) -> bool {
    written.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '$'))
}

/// Whether a call can follow an expression without parentheses: a template, a call, a field.
fn is_operand(written: &str) -> bool {
    let mut depth = 0u32;
    let mut quote = None;
    for letter in written.chars() {
        match (quote, letter) {
            (Some(open), letter) if open == letter => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"' | '`') => quote = Some(letter),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth = depth.saturating_sub(1),
            (None, '.' | '_' | '$') => {}
            (None, letter) if depth == 0 && !letter.is_alphanumeric() => return false,
            _ => {}
        }
    }
    quote.is_none() && depth == 0
}

#[cfg(test)]
mod tests {
    use super::is_operand;

    #[test]
    fn operators_take_parentheses() {
        for written in
            ["`a-${x}`", "crypto.randomUUID()", "uuid(a, b)", "ids[0].id", "f(a ? b : c)"]
        {
            assert!(is_operand(written), "{written}");
        }
        for written in
            ["\"a-\" + x", "a ? b : c", "await id()", "new Id()", "a ?? b", "x as string"]
        {
            assert!(!is_operand(written), "{written}");
        }
    }
}
