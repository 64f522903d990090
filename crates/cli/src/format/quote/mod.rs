//! What is quoted of a text under a diagnostic: the lines around its labels, and of a line that
//! is wider than the terminal the part around them, with `…` where it is cut.

mod labels;
mod lines;
#[cfg(test)]
mod tests;

use std::ops::Range;

use miette::{
    Diagnostic, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents,
};
use smartro_lint::source::Position;
use unicode_width::UnicodeWidthChar;

use super::wrap::words;
use labels::separate;
use lines::{Lines, Row};

/// The lines that are quoted, one below the other, and the labels at their places in them.
#[derive(Debug)]
pub(super) struct Quote {
    name: String,
    text: String,
    snippets: Vec<Snippet>,
    pub(super) marks: Vec<Mark>,
    /// How wide a line's number and what is around it are, in columns.
    margin: usize,
    /// The line and the column that the diagnostic is about, from 1.
    pub(super) place: (usize, usize),
    /// Which of the marks is there.
    main: usize,
}

/// Lines that follow each other in the source.
#[derive(Debug)]
struct Snippet {
    /// Its bytes in the quote.
    range: Range<usize>,
    /// The number of its first line, from 0.
    line: usize,
    lines: usize,
}

/// A label in a quote.
#[derive(Debug)]
pub(super) struct Mark {
    pub(super) label: LabeledSpan,
    /// Where it starts in the source, and where its last character is; from 1.
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) end_line: usize,
    pub(super) end_column: usize,
}

/// How much room there is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    /// How wide the terminal is, in columns.
    pub(super) width: usize,
    /// What is shown where a line is cut.
    pub(super) ellipsis: &'static str,
}

/// The most that a tab takes, in columns.
const TAB: usize = 4;

/// No label is made narrower, in columns.
const NARROW: usize = 12;

impl Quote {
    /// The lines around a diagnostic's labels; `place` is the line and the column that it is
    /// about, where that is not where its first primary label starts.
    pub(super) fn of(
        diagnostic: &dyn Diagnostic,
        place: Option<Position>,
        room: Room,
    ) -> Option<Self> {
        let source = diagnostic.source_code()?;
        let labels: Vec<LabeledSpan> = diagnostic.labels()?.collect();
        let main = labels.iter().find(|label| label.primary()).or(labels.first())?.offset();
        let labels = separate(labels);
        let name = source.read_span(labels.first()?.inner(), 0, 0).ok()?.name()?.to_owned();
        let lines = Lines::around(source, &labels);
        // ` 12 │ `
        let margin = lines.last_number().to_string().len() + 4;
        let room = Room { width: room.width.saturating_sub(margin), ..room };
        let mut quote = Self {
            name,
            text: String::new(),
            snippets: Vec::new(),
            marks: Vec::new(),
            margin,
            place: (1, 1),
            main: 0,
        };
        let rows = lines.rows(source, room);
        let starts: Vec<usize> = rows.iter().map(|row| quote.push(row)).collect();
        for label in labels {
            if label.offset() == main {
                quote.main = quote.marks.len();
            }
            let mark = quote.mark(source, &rows, &starts, label);
            quote.marks.extend(mark);
        }
        let main = quote.marks.get(quote.main)?;
        quote.place = match place {
            Some(place) => (place.line as usize, place.column as usize),
            None => (main.line, main.column),
        };
        Some(quote)
    }

    /// Adds a line; gives where its source starts in the quote.
    fn push(&mut self, row: &Row) -> usize {
        let start = self.text.len();
        let text = format!("{}{}{}\n", row.before, row.text, row.after);
        self.text.push_str(&text);
        let end = self.text.len() - 1;
        match self.snippets.last_mut().filter(|last| last.line + last.lines == row.number) {
            Some(last) => {
                last.range.end = end;
                last.lines += 1;
            }
            None => self.snippets.push(Snippet { range: start..end, line: row.number, lines: 1 }),
        }
        start + row.before.len()
    }

    /// A label at its place in the quote.
    fn mark(
        &self,
        source: &dyn SourceCode,
        rows: &[Row],
        starts: &[usize],
        label: LabeledSpan,
    ) -> Option<Mark> {
        let written = source.read_span(label.inner(), 0, 0).ok()?;
        let (line, column) = (written.line() + 1, written.column() + 1);
        let (offset, end) = (label.offset(), label.offset() + label.len());
        // Not counted in what is shown: an escape is one character of the file.
        let after = source.read_span(&(end, 0).into(), 0, 0).ok()?;
        let (end_line, end_column) = (after.line() + 1, after.column().max(1));
        // Parts of a line may overlap: it is marked in the one that is quoted for it.
        let first = rows.iter().position(|row| row.labels.contains(&offset))?;
        let row = rows.get(first)?;
        let place_in =
            |index: usize, row: &Row, at: usize| Some(starts.get(index)? + (at - row.start));
        let start = place_in(first, row, offset)?;
        let mut below = rows.iter().enumerate().filter(|(_, below)| below.number > row.number);
        let end = match below.find(|(_, below)| below.start <= end && end <= below.end()) {
            Some((index, below)) => place_in(index, below, end)?,
            // What follows this part of the line is not quoted.
            None => place_in(first, row, end.min(row.end()))?,
        };
        let span: SourceSpan = (start, end.saturating_sub(start)).into();
        let text = label.label().map(str::to_owned);
        let label = match label.primary() {
            true => LabeledSpan::new_primary_with_span(text, span),
            false => LabeledSpan::new_with_span(text, span),
        };
        Some(Mark { label, line, column, end_line, end_column })
    }

    /// The labels, their texts in lines that fit the terminal.
    pub(super) fn labels(&self, width: usize) -> impl Iterator<Item = LabeledSpan> {
        self.marks.iter().map(move |mark| {
            let mut label = mark.label.clone();
            let (start, end) = (label.offset(), label.offset() + label.len());
            let marked = self.text.get(start..end).unwrap_or_default();
            let before = self.text.get(..start).unwrap_or_default();
            if !marked.contains('\n') {
                let line = before.rsplit('\n').next().unwrap_or_default();
                // ` · ──┬──` and ` · ╰── label`.
                let column = self.margin + columns(line) + columns(marked) / 2 + 4;
                let room = words(width.saturating_sub(column).max(NARROW));
                label.set_label(label.label().map(|text| textwrap::fill(text, room)));
            }
            label
        })
    }

    /// The lines that a mark is on, whole.
    pub(super) fn lines_of(&self, mark: &Mark) -> &str {
        let (start, end) = (mark.label.offset(), mark.label.offset() + mark.label.len());
        let before = self.text.get(..start).unwrap_or_default();
        let after = self.text.get(end..).unwrap_or_default();
        let from = before.rfind('\n').map_or(0, |newline| newline + 1);
        let to = after.find('\n').map_or(self.text.len(), |newline| end + newline);
        self.text.get(from..to).unwrap_or_default()
    }

    /// The text's name.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The snippet that a part of the quote is in.
    fn snippet(&self, start: usize, end: usize) -> Option<&Snippet> {
        let contains =
            |snippet: &&Snippet| snippet.range.start <= start && end <= snippet.range.end;
        self.snippets.iter().find(contains)
    }

    /// What the header above a snippet names: the diagnostic's own place with the text's name,
    /// which is there once; above other snippets the line and column of what they show.
    fn header(&self, start: usize) -> Option<(Option<String>, usize, usize)> {
        let snippet = self.snippet(start, start)?;
        let main = self.marks.get(self.main)?.label.offset();
        if snippet.range.contains(&main) || main == snippet.range.end {
            let (line, column) = self.place;
            return Some((Some(self.name.clone()), line, column));
        }
        let mark = self.marks.iter().find(|mark| mark.label.offset() == start)?;
        Some((None, mark.line, mark.column))
    }
}

impl SourceCode for Quote {
    /// With lines around it the snippet that the span is in, else the place that is named above.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        _lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (start, end) = (span.offset(), span.offset() + span.len());
        let snippet = self.snippet(start, end).ok_or(MietteError::OutOfBounds)?;
        let read = |range: &Range<usize>| self.text.as_bytes().get(range.clone());
        if lines_before > 0 {
            let data = read(&snippet.range).ok_or(MietteError::OutOfBounds)?;
            let span = (snippet.range.start, data.len()).into();
            let contents = MietteSpanContents::new(data, span, snippet.line, 0, snippet.lines);
            return Ok(Box::new(contents));
        }
        let (name, line, column) = self.header(start).ok_or(MietteError::OutOfBounds)?;
        let data = read(&(start..end)).ok_or(MietteError::OutOfBounds)?;
        let (line, column) = (line.saturating_sub(1), column.saturating_sub(1));
        Ok(Box::new(match name {
            Some(name) => MietteSpanContents::new_named(name, data, *span, line, column, 1),
            None => MietteSpanContents::new(data, *span, line, column, 1),
        }))
    }
}

/// How many columns a text takes in the frame.
fn columns(text: &str) -> usize {
    text.chars().map(width).sum()
}

/// How many columns a character takes; a tab as many as it may take.
fn width(character: char) -> usize {
    if character == '\t' { TAB } else { character.width().unwrap_or(0) }
}
