//! Texts that were made from other texts: what is hidden before a fix is hidden after it, whatever
//! key it has then.

use std::collections::HashMap;
use std::ops::Range;

use super::Hide;
use super::values::raise;

/// What is hidden of a text after a change, in order, where that before is shown beside it.
pub(super) fn hidden_after(
    (before, hidden_before): (&str, &[(Range<usize>, Hide)]),
    (after, hidden_after): (&str, &[(Range<usize>, Hide)]),
) -> Vec<(Range<usize>, Hide)> {
    let marks_before = marks(before, hidden_before);
    let mut marks_after = marks(after, hidden_after);
    // What is shown once is no secret of this text.
    let mut known: HashMap<&str, &[Hide]> = HashMap::new();
    let count = |marks: &[Hide]| marks.iter().filter(|mark| **mark != Hide::Nothing).count();
    for range in parts(before) {
        let found = marks_before.get(range.clone()).unwrap_or_default();
        let kept = known.entry(before.get(range).unwrap_or_default()).or_insert(found);
        if count(found) < count(kept) {
            *kept = found;
        }
    }
    for range in parts(after) {
        let found = known.get(after.get(range.clone()).unwrap_or_default());
        for (at, hide) in range.zip(found.copied().unwrap_or_default()) {
            raise(&mut marks_after, at..at + 1, *hide);
        }
    }
    let mut hidden: Vec<(Range<usize>, Hide)> = Vec::new();
    for (at, hide) in marks_after.into_iter().enumerate() {
        match hidden.last_mut() {
            Some((range, last)) if *last == hide && range.end == at => range.end = at + 1,
            _ if hide == Hide::Nothing => {}
            _ => hidden.push((at..at + 1, hide)),
        }
    }
    hidden
}

/// What is hidden of each byte.
fn marks(text: &str, hidden: &[(Range<usize>, Hide)]) -> Vec<Hide> {
    let mut marks = vec![Hide::Nothing; text.len()];
    hidden.iter().for_each(|(range, hide)| raise(&mut marks, range.clone(), *hide));
    marks
}

/// The parts of a text that a fix may write in another place: what is in quotes, and numbers.
fn parts(text: &str) -> Vec<Range<usize>> {
    /// Shorter ones are everywhere.
    const DIGITS: usize = 6;
    let split = |separates: fn(char) -> bool, least: usize| {
        let mut start = 0;
        let parts = text.split_inclusive(separates).map(move |part| {
            let range = start..start + part.trim_end_matches(separates).len();
            start += part.len();
            range
        });
        parts.filter(move |range| range.len() >= least)
    };
    let quoted = split(|one| matches!(one, '"' | '\'' | '`'), 1);
    quoted.chain(split(|one| !one.is_ascii_digit(), DIGITS)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hidden_before_is_hidden_after() {
        let before = r#"{"name": "김", "x": 123456789, "y": "CARD", "z": "CARD"}"#;
        let range = |text: &str| before.find(text).map(|at| at..at + text.len()).unwrap();
        let hidden = [
            (range("김"), Hide::Personal),
            (range("123456789"), Hide::Secret),
            (range("CARD"), Hide::Secret),
        ];
        let after = r#"{"orderName": "김", "total": 123456789, "y": "CARD", "w": "CARD"}"#;
        let hidden = hidden_after((before, &hidden), (after, &[]));
        let shown: Vec<_> = hidden.into_iter().map(|(range, hide)| (&after[range], hide)).collect();
        assert_eq!(shown, [("김", Hide::Personal), ("123456789", Hide::Secret)]);
    }
}
