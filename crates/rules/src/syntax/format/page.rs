//! Where lines break.

use super::tokens::{Comment, Token};
use crate::source::columns;

/// How wide a line may be, in columns.
pub(super) const WIDTH: usize = 100;

/// How much deeper each level is, in columns.
const STEP: usize = 2;

/// A text whose line breaks are not chosen yet.
#[derive(Debug)]
pub(super) enum Doc<'t> {
    Token(Token<'t>),
    /// The comma after the last element of a list that is broken, and the comment that ends
    /// its line.
    LastComma(Option<&'t str>),
    /// The comments before a closing bracket.
    Comments(Vec<Comment<'t>>),
    Spaces(usize),
    /// A space, or a line break where the group around it is broken.
    Line,
    /// Nothing, or a line break where the group around it is broken.
    SoftLine,
    /// A space, or a line break where what follows does not fit the line.
    Wrap,
    /// A line break.
    Hard,
    /// Here begins something that may have an empty line before it, if it is not the first.
    Start {
        first: bool,
    },
    /// Broken at all its lines where it does not fit the line, or has to be.
    Group {
        broken: bool,
        parts: Vec<Doc<'t>>,
    },
    /// One level deeper.
    Indent(Vec<Doc<'t>>),
    /// One after the other.
    Row(Vec<Doc<'t>>),
}

/// Writes a text, with these line breaks.
pub(super) fn print(doc: &Doc<'_>, line_break: &str) -> String {
    let mut page = Page { line_break, ..Page::default() };
    let mut rest = vec![Placed { doc, depth: 0, broken: true }];
    while let Some(placed) = rest.pop() {
        page.place(placed, &mut rest);
    }
    if !page.text.is_empty() {
        page.text.push_str(line_break);
    }
    page.text
}

#[derive(Clone, Copy)]
struct Placed<'d, 't> {
    doc: &'d Doc<'t>,
    /// The indentation, in columns.
    depth: usize,
    /// Whether the group around it is broken.
    broken: bool,
}

/// Where empty lines are kept.
#[derive(Clone, Copy, Default, PartialEq)]
enum Blanks {
    #[default]
    Nowhere,
    /// Not before the next comment or token, but after it.
    Later,
    Here,
}

#[derive(Default)]
struct Page<'b> {
    text: String,
    line_break: &'b str,
    /// The columns of the line that are taken.
    column: usize,
    /// What is before the next token: a line break, an empty line, or spaces.
    breaks: bool,
    blank: bool,
    spaces: usize,
    blanks: Blanks,
}

impl Page<'_> {
    fn place<'d, 't>(&mut self, placed: Placed<'d, 't>, rest: &mut Vec<Placed<'d, 't>>) {
        let Placed { doc, depth, broken } = placed;
        match doc {
            Doc::Token(token) => self.token(token, depth),
            Doc::LastComma(comment) if broken => {
                self.write(",", depth);
                self.end_line(*comment);
            }
            Doc::LastComma(_) => {}
            Doc::Comments(comments) => self.comments(comments, depth),
            Doc::Spaces(count) => self.spaces = *count,
            Doc::Hard => self.break_line(),
            Doc::Line | Doc::SoftLine if broken => self.break_line(),
            Doc::Line => self.spaces = 1,
            Doc::SoftLine => {}
            Doc::Wrap if broken && !self.has_room(&[Doc::Spaces(1)], rest, depth) => {
                self.break_line()
            }
            Doc::Wrap => self.spaces = 1,
            Doc::Start { first } => {
                self.blanks = if *first { Blanks::Later } else { Blanks::Here };
            }
            Doc::Group { broken, parts } => {
                let broken = *broken || breaks_inside(parts) || !self.has_room(parts, rest, depth);
                push(rest, parts, depth, broken);
            }
            Doc::Indent(parts) => push(rest, parts, depth + STEP, broken),
            Doc::Row(parts) => push(rest, parts, depth, broken),
        }
    }

    fn token(&mut self, token: &Token<'_>, depth: usize) {
        self.comments(&token.before, depth);
        self.keep_blank(token.blank);
        self.blanks = Blanks::Nowhere;
        if !token.text.is_empty() {
            self.write(&token.text, depth);
        }
        self.end_line(token.after);
    }

    fn comments(&mut self, comments: &[Comment<'_>], depth: usize) {
        for comment in comments {
            self.break_line();
            self.keep_blank(comment.blank);
            self.write(comment.text, depth);
            self.break_line();
        }
    }

    fn keep_blank(&mut self, blank: bool) {
        self.blank = blank && self.blanks == Blanks::Here;
        if self.blanks == Blanks::Later {
            self.blanks = Blanks::Here;
        }
    }

    fn end_line(&mut self, comment: Option<&str>) {
        if let Some(comment) = comment {
            self.text.push(' ');
            self.text.push_str(comment);
            self.break_line();
        }
    }

    fn break_line(&mut self) {
        self.breaks = !self.text.is_empty();
        self.spaces = 0;
    }

    fn write(&mut self, text: &str, depth: usize) {
        if std::mem::take(&mut self.breaks) {
            self.text.push_str(self.line_break);
            if self.blank {
                self.text.push_str(self.line_break);
            }
            self.column = 0;
            self.spaces = depth;
        }
        self.blank = false;
        let spaces = std::mem::take(&mut self.spaces);
        self.text.extend(std::iter::repeat_n(' ', spaces));
        self.text.push_str(text);
        self.column += spaces + columns(text);
    }

    /// Whether these parts, and what follows up to where a line can break, fit the line.
    fn has_room(&self, parts: &[Doc<'_>], rest: &[Placed<'_, '_>], depth: usize) -> bool {
        let taken = if self.breaks { depth } else { self.column + self.spaces };
        let Some(left) = WIDTH.checked_sub(taken) else { return false };
        let mut room = Room { left, may_break: false };
        parts.iter().try_for_each(|doc| room.take(doc)).and_then(|()| {
            room.may_break = true;
            rest.iter().rev().try_for_each(|placed| match placed.doc {
                Doc::LastComma(_) if placed.broken => room.take_columns(1),
                doc => room.take(doc),
            })
        }) != Err(Full::Yes)
    }
}

/// Puts parts before the rest.
fn push<'d, 't>(rest: &mut Vec<Placed<'d, 't>>, parts: &'d [Doc<'t>], depth: usize, broken: bool) {
    rest.extend(parts.iter().rev().map(|doc| Placed { doc, depth, broken }));
}

/// What is left of a line, in columns.
struct Room {
    left: usize,
    /// Whether a line can break where the text allows it.
    may_break: bool,
}

/// Why there is no more to measure.
#[derive(PartialEq)]
enum Full {
    Yes,
    /// The line ends before it is full.
    No,
}

impl Room {
    fn take(&mut self, doc: &Doc<'_>) -> Result<(), Full> {
        match doc {
            Doc::Token(token) => {
                if !token.before.is_empty() {
                    return Err(Full::No);
                }
                self.take_columns(columns(&token.text))?;
                if token.after.is_some() { Err(Full::No) } else { Ok(()) }
            }
            Doc::Spaces(count) => self.take_columns(*count),
            Doc::Hard => Err(Full::No),
            Doc::Line | Doc::SoftLine | Doc::Wrap if self.may_break => Err(Full::No),
            Doc::Line | Doc::Wrap => self.take_columns(1),
            Doc::Comments(comments) if !comments.is_empty() => Err(Full::No),
            Doc::SoftLine | Doc::LastComma(_) | Doc::Comments(_) | Doc::Start { .. } => Ok(()),
            Doc::Group { parts, .. } | Doc::Indent(parts) | Doc::Row(parts) => {
                parts.iter().try_for_each(|doc| self.take(doc))
            }
        }
    }

    fn take_columns(&mut self, count: usize) -> Result<(), Full> {
        self.left = self.left.checked_sub(count).ok_or(Full::Yes)?;
        Ok(())
    }
}

/// Whether a line has to break somewhere between the first and the last token.
fn breaks_inside(parts: &[Doc<'_>]) -> bool {
    let mut seen = Seen::default();
    parts.iter().any(|doc| seen.breaks(doc))
}

/// What came before.
#[derive(Default)]
struct Seen {
    token: bool,
    line_break: bool,
}

impl Seen {
    /// Whether a line has to break before the last token of this.
    fn breaks(&mut self, doc: &Doc<'_>) -> bool {
        match doc {
            Doc::Token(token) => {
                let breaks = self.line_break || !token.before.is_empty();
                self.token = true;
                self.line_break = token.after.is_some();
                breaks
            }
            Doc::LastComma(comment) => {
                self.line_break |= comment.is_some();
                false
            }
            Doc::Comments(comments) => {
                self.line_break |= !comments.is_empty();
                false
            }
            Doc::Hard => {
                self.line_break |= self.token;
                false
            }
            Doc::Group { broken, parts } => {
                (*broken && parts.len() > 1) || parts.iter().any(|doc| self.breaks(doc))
            }
            Doc::Indent(parts) | Doc::Row(parts) => parts.iter().any(|doc| self.breaks(doc)),
            Doc::Spaces(_) | Doc::Line | Doc::SoftLine | Doc::Wrap | Doc::Start { .. } => false,
        }
    }
}

/// How many columns a text takes in one line; nothing, if it cannot be in one.
pub(super) fn width(parts: &[Doc<'_>]) -> Option<usize> {
    let mut room = Room { left: WIDTH, may_break: false };
    let ends = parts.iter().try_for_each(|doc| room.take(doc)).is_err();
    (!ends && !breaks_inside(parts)).then(|| WIDTH - room.left)
}
