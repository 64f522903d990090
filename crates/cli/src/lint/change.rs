//! How the requests of a part change, as `--diff` shows it: masked, as far as it is shown.

use std::io::{self, Write};
use std::ops::Range;

use memchr::{memchr_iter, memrchr_iter};

use super::part::Fixed;
use super::part::{Part, Requests};
use crate::diff::{CONTEXT, Diff};
use smartro_lint::Linter;

/// How much is shown of a request that is too long, in bytes.
const BEGINNING: usize = 4 << 10;

/// Shows how a part changes; a request that is longer than a limit in bytes does not.
pub(super) fn show(
    diff: &mut Diff<'_, impl Write>,
    part: &Part,
    fixed: &Fixed,
    (linter, limit): (&Linter, usize),
) -> io::Result<()> {
    let after = fixed.text.as_ref().unwrap_or(&part.text);
    match part.requests {
        // Of a request that is too long, the beginning is enough.
        Requests::Rest if after.ends_with(b"\n") => return diff.equal("\n"),
        Requests::Rest => return Ok(()),
        Requests::Whole | Requests::Source if fixed.text.is_none() => return Ok(()),
        _ => {}
    }
    let shown = Shown { part, after, linter, limit, is_code: part.requests == Requests::Source };
    let (mut equal, mut kept) = (Vec::new(), 0);
    for (before, after) in &fixed.requests {
        equal.push(Piece::Between(kept..before.start));
        if shown.before(before.clone()) == shown.after.get(after.clone()).unwrap_or_default() {
            equal.push(Piece::Request(shown.beginning(before)));
        } else {
            shown.equal(diff, &std::mem::take(&mut equal))?;
            shown.changed(diff, before, after)?;
        }
        kept = before.end;
    }
    equal.push(Piece::Between(kept..part.text.len()));
    shown.equal(diff, &equal)?;
    diff.flush()
}

/// What does not change of a part.
enum Piece {
    Request(Range<usize>),
    /// What is before the first request, between two, or after the last one.
    Between(Range<usize>),
}

impl Piece {
    fn range(&self) -> Range<usize> {
        let (Self::Request(range) | Self::Between(range)) = self;
        range.clone()
    }
}

struct Shown<'p> {
    part: &'p Part,
    /// The part's text with the fixes.
    after: &'p [u8],
    linter: &'p Linter,
    limit: usize,
    is_code: bool,
}

impl Shown<'_> {
    fn before(&self, range: Range<usize>) -> &[u8] {
        self.part.text.get(range).unwrap_or_default()
    }

    /// What is too long is not fixed: it is shown, if at all, around a change.
    fn beginning(&self, request: &Range<usize>) -> Range<usize> {
        let length = if request.len() > self.limit { BEGINNING } else { request.len() };
        request.start..request.start + length.min(request.len())
    }

    fn masked(&self, range: Range<usize>) -> String {
        let text = String::from_utf8_lossy(self.before(range));
        match self.is_code {
            true => self.linter.mask_code(&text),
            false => self.linter.mask(&text),
        }
    }

    /// What is around the requests of recorded traffic has no request to say what it is.
    fn masked_piece(&self, piece: &Piece) -> String {
        let masked = self.masked(piece.range());
        match piece {
            Piece::Between(_) if !self.is_code => without_values(&masked),
            _ => masked,
        }
    }

    /// What is masked before the fixes is masked after them.
    fn changed(
        &self,
        diff: &mut Diff<'_, impl Write>,
        before: &Range<usize>,
        after: &Range<usize>,
    ) -> io::Result<()> {
        let old = String::from_utf8_lossy(self.before(before.clone()));
        let new = String::from_utf8_lossy(self.after.get(after.clone()).unwrap_or_default());
        let new = match self.is_code {
            true => self.linter.mask_fixed_code(&old, &new),
            false => self.linter.mask_fixed(&old, &new),
        };
        diff.changed(&self.masked(self.beginning(before)), &new)
    }

    /// Goes on with pieces that do not change and follow each other. Those that are too far from
    /// both ends to be shown are not masked.
    fn equal(&self, diff: &mut Diff<'_, impl Write>, pieces: &[Piece]) -> io::Result<()> {
        let far = match pieces {
            [first, .., last] => self.far(first.range().start..last.range().end),
            _ => 0..0,
        };
        let is_far = |piece: &Piece| far.contains(&piece.range().start);
        let first = pieces.iter().position(is_far).unwrap_or(pieces.len());
        let last = pieces.iter().rposition(is_far).unwrap_or(pieces.len());
        for (place, piece) in pieces.iter().enumerate() {
            match (first..last).contains(&place) {
                true => diff.skip(memchr_iter(b'\n', self.before(piece.range())).count())?,
                false => diff.equal(&self.masked_piece(piece))?,
            }
        }
        Ok(())
    }

    /// The lines of a text without changes that cannot be shown, whatever is around it.
    fn far(&self, range: Range<usize>) -> Range<usize> {
        let text = self.before(range.clone());
        // Before it are the rest of a changed line and the lines that are shown after that.
        let start = memchr_iter(b'\n', text).nth(CONTEXT);
        let end = memrchr_iter(b'\n', text).nth(CONTEXT);
        match (start, end) {
            (Some(start), Some(end)) => range.start + start + 1..range.start + end + 2,
            _ => 0..0,
        }
    }
}

/// JSON without the letters and digits of the strings that are values.
fn without_values(json: &str) -> String {
    let mut shown = String::with_capacity(json.len());
    let mut rest = json;
    while let Some((before, inside)) = rest.split_once('"') {
        let length = string_length(inside);
        let (string, after) = inside.split_at_checked(length).unwrap_or((inside, ""));
        shown.push_str(before);
        shown.push('"');
        let is_key = after.get(1..).is_some_and(|after| after.trim_start().starts_with(':'));
        let masked = |one: char| if one.is_alphanumeric() { '*' } else { one };
        match is_key {
            true => shown.push_str(string),
            false => shown.extend(string.chars().map(masked)),
        }
        shown.extend(after.starts_with('"').then_some('"'));
        rest = after.get(1..).unwrap_or("");
    }
    shown + rest
}

/// How many bytes a string has up to the quote that closes it.
fn string_length(inside: &str) -> usize {
    let mut is_escaped = false;
    let closes = |one: char| {
        let closes = one == '"' && !is_escaped;
        is_escaped = one == '\\' && !is_escaped;
        closes
    };
    inside.find(closes).unwrap_or(inside.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_that_are_values_are_hidden() {
        for (json, shown) in [
            (
                r#"}},"response":{"text":"a \"b\" 가"}},{"request":"#,
                r#"}},"response":{"text":"* \"*\" *"}},{"request":"#,
            ),
            (r#"{"log" : {"a": ["b", 1, true]"#, r#"{"log" : {"a": ["*", 1, true]"#),
            (",\n", ",\n"),
            (r#"[""]"#, r#"[""]"#),
            ("\"open", "\"****"),
        ] {
            assert_eq!(without_values(json), shown);
        }
    }
}
