//! Members of an object that a fix removes: with their commas and lines, so that what is left is laid
//! out as before. Comments beside them stay.

use smartro_lint::report::Edit;
use smartro_lint_source::{Mapping, Span};

use super::lowered::Lowered;

/// The ranges of the file that go when members of the lowered text are removed; `None`: they are not
/// written there as `key: value`.
pub(super) fn spans(lowered: &Lowered<'_>, edit: &Edit, text: &str) -> Option<Vec<Span>> {
    let (first, last) = (usize::try_from(edit.start).ok()?, usize::try_from(edit.end).ok()?);
    let removed = lowered.text.get(first..last)?;
    let between = |letter: char| letter.is_whitespace() || letter == ',';
    let start = first + removed.len() - removed.trim_start_matches(between).len();
    let end = first + removed.trim_end_matches(between).len();
    let mapping = |at: usize| Some(lowered.mapped(at as u64, at as u64 + 1)?.mapping);
    let mut members: Vec<Span> = Vec::new();
    let mut at = start;
    while at < end {
        let key = mapping(at)?;
        let rest = lowered.text.get(at + key.lowered.end - key.lowered.start..)?;
        let value_at = lowered.text.len() - rest.strip_prefix(": ")?.len();
        let value = whole(lowered, value_at)?;
        // A shorthand is one name, and a computed key is more than a name.
        if text.get(key.source.end..value.source.start)?.trim() != ":" {
            return None;
        }
        members.push(Span::new(key.source.start, value.source.end));
        at = value_at + value.lowered.end - value.lowered.start;
        at += lowered.text.get(at..)?.len()
            - lowered.text.get(at..)?.trim_start_matches(between).len();
    }
    let mut runs: Vec<Span> = Vec::new();
    for member in members {
        match runs.last_mut() {
            Some(run) if text.get(run.end..member.start)?.trim() == "," => run.end = member.end,
            _ => runs.push(member),
        }
    }
    Some(runs.into_iter().flat_map(|run| around(run, text)).collect())
}

/// The value that begins at a place of the lowered text, with all its parts.
fn whole<'w>(lowered: &Lowered<'w>, at: usize) -> Option<&'w Mapping> {
    let mapped = lowered.mapped(at as u64, at as u64 + 1)?;
    let start = mapped.mapping.lowered.start;
    Some(mapped.mapping).filter(|_| start == mapped.span.start)
}

/// Members that are written one after the other, with what around them goes.
fn around(members: Span, text: &str) -> Vec<Span> {
    let before = text.get(..members.start).unwrap_or_default();
    let after = text.get(members.end..).unwrap_or_default();
    let comma = after.trim_start().strip_prefix(',').map(|rest| text.len() - rest.len());
    let end = comma.unwrap_or(members.end);
    let rest = text.get(end..).unwrap_or_default();
    let next = text.len() - rest.trim_start().len();
    let previous = before.trim_end();
    let code = without_comments(previous);
    if previous.ends_with('{') && rest.trim_start().starts_with('}') {
        return vec![Span::new(previous.len(), next)];
    }
    let comma_before = code.strip_suffix(',').filter(|_| comma.is_none()).map(str::len);
    if let Some(before) = comma_before.filter(|_| code == previous) {
        return vec![Span::new(before, end)];
    }
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let begins_line =
        before.len() > line && before.get(line..).unwrap_or_default().trim().is_empty();
    let of_line = rest.lines().next().unwrap_or_default();
    let ends_line = of_line.trim().is_empty() && of_line.len() < rest.len();
    let has_comment = of_line.trim_start().starts_with("//");
    let blanks = of_line.len() - of_line.trim_start().len();
    let own = match (begins_line, ends_line) {
        (true, true) => Span::new(line, end + rest.find('\n').map_or(0, |at| at + 1)),
        // What follows takes their place.
        (true, false) => Span::new(members.start, end + blanks),
        (false, _) if ends_line || has_comment => {
            Span::new(before.trim_end_matches([' ', '\t']).len(), end)
        }
        (false, _) => Span::new(members.start, end + blanks),
    };
    comma_before.map(|before| Span::new(before, before + 1)).into_iter().chain([own]).collect()
}

/// A text without the comments and blanks that it ends with.
fn without_comments(mut text: &str) -> &str {
    loop {
        text = text.trim_end();
        let line = text.rfind('\n').map_or(0, |at| at + 1);
        let is_code = |at: &usize| {
            let quotes = ['"', '\'', '`'];
            let before = text.get(line..line + at).unwrap_or_default();
            quotes.iter().all(|quote| before.matches(*quote).count() % 2 == 0)
        };
        let comment = match text.strip_suffix("*/") {
            Some(comment) => comment.rfind("/*"),
            None => {
                let last = text.get(line..).unwrap_or_default();
                let marks = last.match_indices("//").map(|(at, _)| at);
                marks.into_iter().find(is_code).map(|at| line + at)
            }
        };
        match comment {
            Some(start) => text = text.get(..start).unwrap_or_default(),
            None => return text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(text: &str, members: &str) -> String {
        let start = text.find(members).unwrap_or_default();
        let mut left = text.to_owned();
        for span in around(Span::new(start, start + members.len()), text).into_iter().rev() {
            left.replace_range(span.start..span.end, "");
        }
        left
    }

    #[test]
    fn what_is_left_is_laid_out_as_before() {
        for (text, left) in [
            ("f({ x: 1 })", "f({})"),
            ("f({\n  x: 1,\n})", "f({})"),
            ("f({ a: 1, x: 1 })", "f({ a: 1 })"),
            ("f({ a: 1, x: 1, })", "f({ a: 1, })"),
            ("f({ x: 1, b: 2 })", "f({ b: 2 })"),
            ("f({ a: 1, x: 1, b: 2 })", "f({ a: 1, b: 2 })"),
            ("f({\n  a: 1,\n  x: 1,\n  b: 2,\n})", "f({\n  a: 1,\n  b: 2,\n})"),
            ("f({\n  a: 1,\n  x: 1,\n})", "f({\n  a: 1,\n})"),
            ("f({\r\n\ta: 1,\r\n\tx: 1,\r\n})", "f({\r\n\ta: 1,\r\n})"),
            ("f({\n  a: 1,\n  x: 1\n})", "f({\n  a: 1\n})"),
            ("f({\n  x: 1,\n  b: 2\n})", "f({\n  b: 2\n})"),
            ("f({ a: 1,\n  x: 1 })", "f({ a: 1 })"),
            ("f({ a: 1, x: 1,\n  b: 2 })", "f({ a: 1,\n  b: 2 })"),
            ("f({ a: 1,\n  x: 1, b: 2 })", "f({ a: 1,\n  b: 2 })"),
            ("f({\n  a: 1, // a\n  x: 1, // x\n})", "f({\n  a: 1, // a\n  // x\n})"),
            ("f({\n  a: 1, // a, b\n  x: 1\n})", "f({\n  a: 1 // a, b\n})"),
            (
                "f({\n  a: 1,\n  /* of x */\n  // and\n  x: 1\n})",
                "f({\n  a: 1\n  /* of x */\n  // and\n})",
            ),
            ("f({\n  // of x\n  x: 1,\n  b: 2,\n})", "f({\n  // of x\n  b: 2,\n})"),
            ("f({\n  // of x\n  x: 1\n})", "f({\n  // of x\n})"),
            ("f({ a: 1, x: 1 /* x */, b: 2 })", "f({ a: 1 /* x */, b: 2 })"),
            ("f({ a: 1, x: 1, // x\n  b: 2 })", "f({ a: 1, // x\n  b: 2 })"),
            ("f({ ...o, x: 1 })", "f({ ...o })"),
            ("f({\n  a: 1, // a,\n  x: 1\n})", "f({\n  a: 1 // a,\n})"),
            ("f({\n  a: 'https://b',\n  x: 1\n})", "f({\n  a: 'https://b'\n})"),
        ] {
            assert_eq!(without(text, "x: 1"), left, "{text}");
        }
    }
}
