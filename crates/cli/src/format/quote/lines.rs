//! Which lines are quoted, and what of each.

use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};

use miette::{LabeledSpan, SourceCode};

use super::{Room, columns, width};

/// The lines around labels, by their numbers.
pub(super) struct Lines(BTreeMap<usize, Line>);

/// A line of the source.
#[derive(Default)]
struct Line {
    /// What is known of it, in bytes of the source.
    range: Range<usize>,
    marks: Vec<Mark>,
    /// Whether a label goes beyond it: then nothing is cut.
    is_whole: bool,
}

/// A label on a line.
struct Mark {
    /// The bytes that are underlined.
    label: Range<usize>,
    /// How wide its text is, in columns.
    text: usize,
    /// What is known of the line around it.
    known: Range<usize>,
    /// Whether the line starts before what is known.
    is_cut: bool,
}

/// A line, or a part of one, as it is quoted.
pub(super) struct Row {
    /// The line's number, from 0.
    pub(super) number: usize,
    /// Where the text starts in the source, in bytes.
    pub(super) start: usize,
    pub(super) text: String,
    /// Where the labels that it is quoted for start in the source, in bytes.
    pub(super) labels: RangeInclusive<usize>,
    /// What is shown in the place of what was cut before and after it.
    pub(super) before: &'static str,
    pub(super) after: &'static str,
}

impl Row {
    /// Where the text ends in the source.
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

impl Lines {
    /// Each label's lines, the one before and the one after.
    pub(super) fn around(source: &dyn SourceCode, labels: &[LabeledSpan]) -> Self {
        let mut lines: BTreeMap<usize, Line> = BTreeMap::new();
        for label in labels {
            let Ok(contents) = source.read_span(label.inner(), 1, 1) else { continue };
            let Ok(text) = str::from_utf8(contents.data()) else { continue };
            let (start, end) = (label.offset(), label.offset() + label.len());
            let mut offset = contents.span().offset();
            for (number, text) in (contents.line()..).zip(text.split('\n')) {
                let known = offset..offset + text.trim_end_matches('\r').len();
                let next = offset + text.len() + 1;
                let line = lines.entry(number).or_default();
                if line.marks.is_empty() {
                    line.range = known.clone();
                }
                if (offset..next).contains(&start) {
                    let is_cut = number == contents.line() && contents.column() > 0;
                    line.is_whole |= end >= next;
                    let texts = label.label().into_iter().flat_map(str::lines).map(columns);
                    let text = texts.max().unwrap_or(0);
                    let label = start..end.min(known.end.max(start));
                    line.marks.push(Mark { label, text, known, is_cut });
                } else if start < offset && offset < end {
                    line.is_whole = true;
                }
                offset = next;
            }
        }
        Self(lines)
    }

    /// The last line's number, from 1.
    pub(super) fn last_number(&self) -> usize {
        self.0.last_key_value().map_or(1, |(number, _)| number + 1)
    }

    /// What is quoted, no wider than there is room.
    pub(super) fn rows(&self, source: &dyn SourceCode, room: Room) -> Vec<Row> {
        let mut rows = Vec::new();
        for (&number, line) in &self.0 {
            let Some(text) = read(source, &line.range) else { continue };
            let is_cut = line.marks.first().is_some_and(|mark| mark.is_cut);
            if line.is_whole || (!is_cut && columns(&text) <= room.width) {
                let start = line.range.start;
                let labels = start..=start + text.len();
                rows.push(Row { number, start, text, labels, before: "", after: "" });
            } else if line.marks.is_empty() {
                let text = head(&text, room.width.saturating_sub(columns(room.ellipsis)));
                let start = line.range.start;
                let labels = start..=start + text.len();
                rows.push(Row { number, start, text, labels, before: "", after: room.ellipsis });
            } else {
                let groups = groups(source, &line.marks, room);
                rows.extend(groups.iter().filter_map(|group| window(source, number, group, room)));
            }
        }
        rows
    }
}

/// The labels of a line that can be shown together.
fn groups<'m>(source: &dyn SourceCode, marks: &'m [Mark], room: Room) -> Vec<&'m [Mark]> {
    // No character takes more than four bytes; of what has no width not much is shown.
    let most = room.width * 4;
    let mut groups = Vec::new();
    let mut rest = marks;
    while let Some(first) = rest.first() {
        let fits = |mark: &&Mark| {
            let between = first.label.start..mark.label.end;
            between.len() <= most
                && read(source, &between).is_some_and(|text| columns(&text) <= room.width * 3 / 4)
        };
        let count = rest.iter().skip(1).take_while(fits).count() + 1;
        let (group, others) = rest.split_at(count);
        groups.push(group);
        rest = others;
    }
    groups
}

/// The part of a line around labels: most of it after them, for their texts are there.
fn window(
    source: &dyn SourceCode,
    number: usize,
    group: &[Mark],
    Room { width: room, ellipsis }: Room,
) -> Option<Row> {
    let (first, last) = (group.first()?, group.last()?);
    let room = room.saturating_sub(2 * columns(ellipsis));
    let marked = read(source, &(first.label.start..last.label.end))?;
    let marked = head(&marked, room * 3 / 4);
    let end = first.label.start + marked.len();
    let before = read(source, &(first.known.start..first.label.start))?;
    let after = read(source, &(end..last.known.end.max(end)))?;
    let texts = group.iter().map(|mark| mark.text).max().unwrap_or(0).min(room * 2 / 3);
    let beside = room.saturating_sub(columns(&marked) / 2 + 4 + texts);
    let room = room.saturating_sub(columns(&marked));
    let left = (room / 4).max(room.saturating_sub(columns(&after)).min(beside));
    let shown_before = tail(&before, left);
    let shown_after = head(&after, room.saturating_sub(columns(shown_before)));
    let is_cut = first.is_cut || shown_before.len() < before.len();
    Some(Row {
        number,
        start: first.label.start - shown_before.len(),
        labels: first.label.start..=last.label.start,
        before: if is_cut { ellipsis } else { "" },
        after: if shown_after.len() < after.len() { ellipsis } else { "" },
        text: format!("{shown_before}{marked}{shown_after}"),
    })
}

fn read(source: &dyn SourceCode, range: &Range<usize>) -> Option<String> {
    let contents = source.read_span(&(range.start, range.len()).into(), 0, 0).ok()?;
    String::from_utf8(contents.data().to_vec()).ok()
}

/// The start of a text, as many columns as there are.
fn head(text: &str, most: usize) -> String {
    let mut used = 0;
    let fits = |character: &char| {
        used += width(*character);
        used <= most
    };
    text.chars().take_while(fits).collect()
}

/// The end of a text, as many columns as there are.
fn tail(text: &str, most: usize) -> &str {
    let mut used = 0;
    let fits = |character: &char| {
        used += width(*character);
        used <= most
    };
    let bytes: usize = text.chars().rev().take_while(fits).map(char::len_utf8).sum();
    text.get(text.len() - bytes..).unwrap_or_default()
}
