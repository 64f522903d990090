//! Texts that were made from other texts: what is hidden before a fix is hidden after it, whatever
//! key it has then.

use std::collections::HashMap;
use std::ops::Range;

use super::hide::{Hide, raise};

/// What is hidden of a text after a change, in order, where that before is shown beside it.
pub(super) fn hidden_after(
    (before, hidden_before): (&str, &[(Range<usize>, Hide)]),
    (after, hidden_after): (&str, &[(Range<usize>, Hide)]),
) -> Vec<(Range<usize>, Hide)> {
    if hidden_before.is_empty() {
        return hidden_after.to_vec();
    }
    let marks_before = marks(before, hidden_before);
    let mut marks_after = marks(after, hidden_after);
    let count = |marks: &[Hide]| marks.iter().filter(|mark| **mark != Hide::Nothing).count();
    let before_parts = || {
        parts(before).map(|range| {
            let found = marks_before.get(range.clone()).unwrap_or_default();
            (before.get(range).unwrap_or_default(), found)
        })
    };
    let hidden_parts = before_parts().filter(|(_, found)| count(found) > 0);
    let mut known: HashMap<&str, &[Hide]> = hidden_parts.collect();
    // What is shown once is no secret of this text.
    for (part, found) in before_parts() {
        if let Some(kept) = known.get_mut(part).filter(|kept| count(found) < count(kept)) {
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
fn parts(text: &str) -> impl Iterator<Item = Range<usize>> {
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
    quoted.chain(split(|one| !one.is_ascii_digit(), DIGITS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hidden_before_is_hidden_after() {
        let before = r#"{"name": "김", "x": 123456, "y": "CARD", "z": "CARD"}"#;
        let range = |text: &str| before.find(text).map(|at| at..at + text.len()).unwrap();
        let hidden = [
            (range("김"), Hide::Personal),
            (range("123456"), Hide::Secret),
            (range("CARD"), Hide::Secret),
        ];
        let after = r#"{"orderName": "김", "total": 123456, "y": "CARD", "w": "CARD"}"#;
        let hidden = hidden_after((before, &hidden), (after, &[]));
        let shown: Vec<_> =
            hidden.into_iter().map(|(range, hide)| (after.get(range).unwrap(), hide)).collect();
        assert_eq!(shown, [("김", Hide::Personal), ("123456", Hide::Secret)]);
    }
}
