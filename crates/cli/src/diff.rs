//! The changes of a file as `diff -u` shows them, written as the file is read.
//!
//! What is known to be equal is not compared: memory is needed for the text of one change, and a
//! group of changes that is long is kept on the disk until its length is known.

use std::collections::VecDeque;
use std::fmt::{self, Display, Formatter, Write as _};
use std::io::{self, Seek, Write};

use similar::{ChangeTag, TextDiff};
use tempfile::SpooledTempFile;

use super::output::Style;
use smartro_lint::report::{visible, visible_lines};

/// How many equal lines are shown before and after changes.
pub(super) const CONTEXT: usize = 3;

/// How much of a group of changes is kept in memory, in bytes.
const IN_MEMORY: usize = 1 << 20;

/// Writes the changes of one file.
pub(super) struct Diff<'s, W> {
    groups: Groups<'s, W>,
    /// The lines that are not complete yet, before and after the change.
    before: String,
    after: String,
}

/// Groups of changes that have few equal lines between them.
struct Groups<'s, W> {
    out: W,
    style: &'s Style,
    name: String,
    has_header: bool,
    /// How many lines there were, before and after the change.
    lines: [usize; 2],
    /// The last equal lines.
    equal: VecDeque<String>,
    open: Option<Group>,
}

/// A group whose end is not known yet.
struct Group {
    text: SpooledTempFile,
    /// The first line, from 0, and how many lines there are; before and after the change.
    start: [usize; 2],
    length: [usize; 2],
}

impl<'s, W: Write> Diff<'s, W> {
    /// Nothing is shown of a file without changes.
    pub(super) fn new(out: W, style: &'s Style, name: &str) -> Self {
        let groups = Groups {
            out,
            style,
            name: visible(name),
            has_header: false,
            lines: [0; 2],
            equal: VecDeque::new(),
            open: None,
        };
        Self { groups, before: String::new(), after: String::new() }
    }

    /// Goes on with a text that does not change.
    pub(super) fn equal(&mut self, text: &str) -> io::Result<()> {
        let mut lines = text.split_inclusive('\n');
        // It ends the line that was begun.
        let first = lines.next().unwrap_or_default();
        self.changed(first, first)?;
        for line in lines {
            match line.ends_with('\n') {
                true => self.groups.equal(line)?,
                false => self.changed(line, line)?,
            }
        }
        Ok(())
    }

    /// Goes on with a text that changes.
    pub(super) fn changed(&mut self, before: &str, after: &str) -> io::Result<()> {
        self.before.push_str(before);
        self.after.push_str(after);
        let at_line_end = |text: &str| text.ends_with('\n');
        if at_line_end(&self.before) && at_line_end(&self.after) { self.compare() } else { Ok(()) }
    }

    /// Skips this many whole lines that do not change, too far from any change to be shown.
    pub(super) fn skip(&mut self, lines: usize) -> io::Result<()> {
        if lines == 0 {
            return Ok(());
        }
        self.groups.close()?;
        self.groups.equal.clear();
        self.groups.lines = self.groups.lines.map(|before| before + lines);
        Ok(())
    }

    /// Hands on the changes whose end is known.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.groups.out.flush()
    }

    /// Ends the file.
    pub(super) fn end(mut self) -> io::Result<()> {
        self.compare()?;
        self.groups.close()?;
        self.flush()
    }

    fn compare(&mut self) -> io::Result<()> {
        let (before, after) = (std::mem::take(&mut self.before), std::mem::take(&mut self.after));
        if before == after {
            return before.split_inclusive('\n').try_for_each(|line| self.groups.equal(line));
        }
        for change in TextDiff::from_lines(&before, &after).iter_all_changes() {
            match change.tag() {
                ChangeTag::Equal => self.groups.equal(change.value())?,
                ChangeTag::Delete => self.groups.change(Side::Before, change.value())?,
                ChangeTag::Insert => self.groups.change(Side::After, change.value())?,
            }
        }
        Ok(())
    }
}

/// Which text a line is of.
#[derive(Clone, Copy)]
enum Side {
    Before,
    After,
}

impl Side {
    fn of(self, [before, after]: &mut [usize; 2]) -> &mut usize {
        match self {
            Self::Before => before,
            Self::After => after,
        }
    }
}

impl<W: Write> Groups<'_, W> {
    fn equal(&mut self, line: &str) -> io::Result<()> {
        self.lines = self.lines.map(|lines| lines + 1);
        self.equal.push_back(line.to_owned());
        if self.open.is_some() && self.equal.len() > 2 * CONTEXT {
            self.close()?;
        }
        if self.open.is_none() && self.equal.len() > CONTEXT {
            self.equal.pop_front();
        }
        Ok(())
    }

    fn change(&mut self, side: Side, line: &str) -> io::Result<()> {
        let start = self.lines.map(|lines| lines.saturating_sub(self.equal.len()));
        let mut group = self.open.take().unwrap_or_else(|| Group {
            text: SpooledTempFile::new(IN_MEMORY),
            start,
            length: [0; 2],
        });
        for equal in self.equal.drain(..) {
            group.equal(self.style, &equal)?;
        }
        let sign = match side {
            Side::Before => '-',
            Side::After => '+',
        };
        for counts in [&mut self.lines, &mut group.length] {
            *side.of(counts) += 1;
        }
        group.line(self.style, sign, line)?;
        self.open = Some(group);
        Ok(())
    }

    /// Writes the open group; the equal lines after those that belong to it stay.
    fn close(&mut self) -> io::Result<()> {
        let Some(mut group) = self.open.take() else { return Ok(()) };
        for equal in self.equal.drain(..self.equal.len().min(CONTEXT)) {
            group.equal(self.style, &equal)?;
        }
        if !std::mem::replace(&mut self.has_header, true) {
            for sign in ["---", "+++"] {
                let header = self.style.strong(&format!("{sign} {}", self.name));
                writeln!(self.out, "{header}")?;
            }
        }
        let header = format!("@@ -{} +{} @@", group.range(Side::Before), group.range(Side::After));
        writeln!(self.out, "{}", self.style.changed('@', header))?;
        group.text.rewind()?;
        io::copy(&mut group.text, &mut self.out)?;
        Ok(())
    }
}

impl Group {
    fn equal(&mut self, style: &Style, line: &str) -> io::Result<()> {
        self.length = self.length.map(|length| length + 1);
        self.line(style, ' ', line)
    }

    fn line(&mut self, style: &Style, sign: char, line: &str) -> io::Result<()> {
        let (text, end) = match (line.strip_suffix("\r\n"), line.strip_suffix('\n')) {
            (Some(text), _) => (text, "\r\n"),
            (None, Some(text)) => (text, "\n"),
            (None, None) => (line, "\n\\ No newline at end of file\n"),
        };
        write!(self.text, "{}{end}", style.changed(sign, Line { sign, text }))
    }

    /// The lines of a side, as the format wants them.
    fn range(&mut self, side: Side) -> String {
        match (*side.of(&mut self.start), *side.of(&mut self.length)) {
            (start, 0) => format!("{start},0"),
            (start, 1) => format!("{}", start + 1),
            (start, length) => format!("{},{length}", start + 1),
        }
    }
}

/// A line as it is shown. It may be as long as a file: no copy of all of it is made.
struct Line<'l> {
    sign: char,
    text: &'l str,
}

impl Display for Line<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        /// How much is copied at a time, in characters.
        const PIECE: usize = 16 << 10;
        formatter.write_char(self.sign)?;
        let mut rest = self.text;
        while !rest.is_empty() {
            let length = rest.char_indices().nth(PIECE).map_or(rest.len(), |(length, _)| length);
            let (piece, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
            formatter.write_str(&visible_lines(piece.to_owned()))?;
            rest = after;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arguments::Color;

    #[test]
    fn of_a_long_line_no_copy_is_made() {
        #[derive(Default)]
        struct Sink {
            text: String,
            longest: usize,
        }
        impl fmt::Write for Sink {
            fn write_str(&mut self, text: &str) -> fmt::Result {
                self.text.push_str(text);
                self.longest = self.longest.max(text.len());
                Ok(())
            }
        }
        let text = "가나\u{1}\r".repeat(100_000);
        let mut sink = Sink::default();
        write!(sink, "{}", Line { sign: '+', text: &text }).unwrap();
        assert_eq!(sink.text, format!("+{}", "가나\\u{1}\\u{d}".repeat(100_000)));
        assert!(sink.longest < text.len() / 4, "{}", sink.longest);
    }

    /// The changes of a text that is given in pieces.
    fn diff(pieces: &[(&str, &str)]) -> String {
        let style = Style::new(Color::Never);
        let mut out = Vec::new();
        let mut diff = Diff::new(&mut out, &style, "a");
        for (before, after) in pieces {
            match before == after {
                true => diff.equal(before).unwrap(),
                false => diff.changed(before, after).unwrap(),
            }
        }
        diff.end().unwrap();
        String::from_utf8(out).unwrap()
    }

    fn numbered(range: std::ops::Range<usize>) -> String {
        range.map(|line| format!("{line}\n")).collect()
    }

    #[test]
    fn what_does_not_change_is_not_shown() {
        assert_eq!(diff(&[]), "");
        assert_eq!(diff(&[("a\nb", "a\nb"), ("c\n", "c\n")]), "");
    }

    #[test]
    fn groups_are_those_of_diff() {
        for between in 1..10 {
            for (start, end) in [(0, 0), (1, 2), (5, 9)] {
                let (start, between, end) =
                    (numbered(0..start), numbered(20..20 + between), numbered(40..40 + end));
                let pieces = [
                    (&*start, &*start),
                    ("x", "y"),
                    ("1\n", "1\n"),
                    (&between, &between),
                    ("x\n", ""),
                    (&end, &end),
                    ("z", "zz"),
                ];
                let (before, after): (String, String) = pieces.into_iter().unzip();
                let expected = TextDiff::from_lines(&before, &after)
                    .unified_diff()
                    .header("a", "a")
                    .to_string();
                assert_eq!(diff(&pieces), expected);
            }
        }
    }

    #[test]
    fn a_text_may_come_or_go_whole() {
        assert_eq!(diff(&[("a\nb\n", "")]), "--- a\n+++ a\n@@ -1,2 +0,0 @@\n-a\n-b\n");
        assert_eq!(diff(&[("", "a\n")]), "--- a\n+++ a\n@@ -0,0 +1 @@\n+a\n");
    }

    #[test]
    fn a_line_may_come_in_pieces() {
        let pieces = [
            ("[", "["),
            ("{1}", "{2}"),
            (", ", ", "),
            ("{3}", "{3}"),
            (",\n", ",\n"),
            ("{\n}", "{}"),
            ("]\n", "]\n"),
        ];
        assert_eq!(
            diff(&pieces),
            "--- a\n+++ a\n@@ -1,3 +1,2 @@\n-[{1}, {3},\n+[{2}, {3},\n-{\n-}]\n+{}]\n"
        );
    }

    #[test]
    fn a_long_group_is_as_a_short_one() {
        let lines = || (0..200_000).flat_map(|_| [("old", "new"), ("\n", "\n")]);
        let pieces: Vec<_> = lines().collect();
        let shown = diff(&pieces);
        assert!(shown.len() > IN_MEMORY);
        assert!(shown.starts_with("--- a\n+++ a\n@@ -1,200000 +1,200000 @@\n-old\n+new\n"));
        assert_eq!(shown.matches("-old\n+new\n").count(), 200_000);
    }
}
