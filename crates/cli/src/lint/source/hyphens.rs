//! The suggested fix of an id with hyphens that is made when it runs: `.replaceAll("-", "")`.

use smartro_lint::report::{Edit, Fix, OwnedFinding, Report, apply};
use smartro_lint_source::Mapping;

use super::lowered::Original;
use crate::messages::Message;

/// What is written after an expression.
const CALL: &str = ".replaceAll(\"-\", \"\")";

/// The most fixes of a file that are tried one by one.
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
    if written.ends_with(CALL) || is_name(written) {
        return None;
    }
    let title = Message::RemoveHyphens.text(original.language);
    let edit =
        |at: usize, text: &str| Edit { start: at as u64, end: at as u64, text: text.to_owned() };
    let edits = match is_operand(written) {
        true => vec![edit(span.end, CALL)],
        false => vec![edit(span.start, "("), edit(span.end, &format!("){CALL}"))],
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
    let before = names(reports);
    let mut tried: Vec<(Vec<Edit>, bool)> = Vec::new();
    for (place, report) in reports.iter_mut().enumerate() {
        for finding in &mut report.diagnostics {
            let name = name(place, finding);
            finding.fixes.retain(|fix| {
                if !is_suggestion(fix) {
                    return true;
                }
                // One value has one fix.
                if tried.iter().any(|(edits, _)| *edits == fix.edits) || tried.len() >= MOST {
                    return false;
                }
                let after = apply(text, 0, &fix.edits).map(|changed| names(&lint(&changed)));
                let helps = after.is_some_and(|after| {
                    !after.contains(&name) && after.iter().all(|name| before.contains(name))
                });
                tried.push((fix.edits.clone(), helps));
                helps
            });
        }
    }
}

/// Whether any of the reports has such a fix.
pub(super) fn are_in(reports: &[Report]) -> bool {
    let findings = reports.iter().flat_map(|report| &report.diagnostics);
    findings.flat_map(|finding| &finding.fixes).any(is_suggestion)
}

fn is_suggestion(fix: &Fix) -> bool {
    fix.edits.last().is_some_and(|edit| edit.start == edit.end && edit.text.ends_with(CALL))
}

/// What tells findings apart when lines move.
type Name = (usize, String, String);

fn names(reports: &[Report]) -> Vec<Name> {
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
