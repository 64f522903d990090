//! The requests of a file: one, an array of them, or one a line.

use super::Limits;
use super::error::{Expected, JsonError, Stopped};
use super::lexer::Lexer;
use super::reader::Reader;
use super::scratch::Scratch;
use crate::program::Program;
use crate::source::Span;

/// A request's text in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// Its place in the text, from 0; in JSON Lines, the line's.
    pub index: usize,
    /// Its bytes.
    pub span: Span,
}

/// The requests of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pieces {
    /// One text: a request, or an array of them.
    Json,
    /// One request a line; empty lines are none.
    Lines,
}

impl Pieces {
    /// Finds the requests of a file. Whether they are JSON is for the linter to say.
    #[must_use]
    pub fn of(self, program: &Program, text: &[u8], limits: Limits) -> Vec<Piece> {
        match self {
            Self::Lines => lines(text, limits),
            Self::Json => elements(program, text, limits)
                .unwrap_or_else(|| vec![Piece { index: 0, span: Span::new(0, text.len()) }]),
        }
    }
}

/// Whatever is too long is a request, for the linter to refuse.
fn lines(text: &[u8], limits: Limits) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut start, mut index) = (0, 0);
    while start < text.len() {
        let rest = text.get(start..).unwrap_or_default();
        let length = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let line = rest.get(..length).unwrap_or_default();
        if length > limits.bytes || !line.trim_ascii_start().is_empty() {
            pieces.push(Piece { index, span: Span::new(start, start + length) });
        }
        (start, index) = (start + length + 1, index + 1);
    }
    pieces
}

/// The elements of an array of requests; `None`: the text is no array that can be read.
fn elements(program: &Program, text: &[u8], limits: Limits) -> Option<Vec<Piece>> {
    if text.trim_ascii_start().first() != Some(&b'[') || text.len() > limits.bytes {
        return None;
    }
    let text = std::str::from_utf8(text).ok()?;
    read_elements(program, text, limits).ok()
}

fn read_elements(program: &Program, text: &str, limits: Limits) -> Result<Vec<Piece>, JsonError> {
    let mut scratch = Scratch::default();
    let mut lexer = Lexer::new(text, 0);
    lexer.take(b'[');
    let mut pieces = Vec::new();
    let mut more = !lexer.take(b']');
    while more {
        lexer.skip_space();
        let start = lexer.at();
        scratch.clear(0);
        let (tree, enumerations) = (&program.context, &program.enumerations);
        let bounds = (limits.depth, 0);
        let mut reader = Reader::new(text, start, tree, enumerations, &mut scratch, bounds);
        reader.pass(1)?;
        let end = reader.position();
        pieces.push(Piece { index: pieces.len(), span: Span::new(start, end) });
        lexer = Lexer::new(text, end);
        more = if lexer.take(b',') {
            true
        } else if lexer.take(b']') {
            false
        } else {
            return lexer.expected(Expected::CommaOrBracket).map_err(|Stopped| lexer.error());
        };
    }
    lexer.end()?;
    Ok(pieces)
}
