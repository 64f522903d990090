//! Whether a text is JSON, and where its values end: for what is not looked into.
//!
//! A loop and no recursion: how deep such a value nests is chosen by untrusted input.

use super::error::{Expected, JsonError, JsonFault, Stopped, figure};
use super::lexer::Lexer;

/// What a text is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Notation {
    /// JSON.
    Json,
    /// JSON with values that are not known.
    Holes,
}

impl Notation {
    /// Whether an object or an array ends here that may have more than is written.
    pub(super) fn ends_open(self, lexer: &mut Lexer<'_>, closing: u8) -> Result<bool, Stopped> {
        if self == Self::Holes { lexer.ends_open(closing) } else { Ok(false) }
    }
}

/// Checks values, one after the other, with the same memory.
#[derive(Debug, Default)]
pub(super) struct Validator {
    /// What closes the objects and arrays around a value.
    open: Vec<u8>,
}

impl Validator {
    /// The end of the value at an offset; `depth` levels are around it.
    pub(super) fn value(
        &mut self,
        text: &str,
        at: usize,
        notation: Notation,
        (depth, max_depth): (usize, usize),
    ) -> Result<usize, JsonError> {
        let mut lexer = Lexer::new(text, at);
        lexer.skip_space();
        self.open.clear();
        match self.check(&mut lexer, notation, (max_depth.saturating_sub(depth), max_depth)) {
            Ok(()) => Ok(lexer.at()),
            Err(Stopped) => Err(lexer.error()),
        }
    }

    fn check(
        &mut self,
        lexer: &mut Lexer<'_>,
        notation: Notation,
        (levels, max_depth): (usize, usize),
    ) -> Result<(), Stopped> {
        loop {
            if let Some(bracket @ (b'{' | b'[')) = lexer.peek() {
                if self.open.len() >= levels {
                    return lexer.fault(JsonFault::TooDeep { limit: figure(max_depth) });
                }
                let closing = if bracket == b'{' { b'}' } else { b']' };
                lexer.advance();
                if !lexer.take(closing) && !notation.ends_open(lexer, closing)? {
                    self.open.push(closing);
                    begin(lexer, closing)?;
                    continue;
                }
            } else {
                scalar(lexer, notation)?;
            }
            // A value is complete, and with it perhaps what it is in.
            loop {
                let Some(closing) = self.open.last().copied() else { return Ok(()) };
                if lexer.goes_on(closing)? && !notation.ends_open(lexer, closing)? {
                    begin(lexer, closing)?;
                    break;
                }
                self.open.pop();
            }
        }
    }
}

/// The end of the JSON value that begins at an offset; `None`: none does.
pub(crate) fn end_of_value(text: &str, at: usize) -> Option<usize> {
    Validator::default().value(text, at, Notation::Json, (0, usize::MAX)).ok()
}

/// To the next value of an object or array, past its key.
fn begin(lexer: &mut Lexer<'_>, closing: u8) -> Result<(), Stopped> {
    lexer.skip_space();
    if closing == b']' {
        return lexer.no_bracket();
    }
    if lexer.peek() != Some(b'"') {
        return lexer.no_key();
    }
    lexer.string()?;
    lexer.colon()
}

fn scalar(lexer: &mut Lexer<'_>, notation: Notation) -> Result<(), Stopped> {
    match lexer.peek() {
        Some(b'"') => lexer.string().map(drop),
        Some(b'-' | b'0'..=b'9') => lexer.number().map(drop),
        Some(b't') => lexer.word("true"),
        Some(b'f') => lexer.word("false"),
        Some(b'n') => lexer.word("null"),
        _ if notation == Notation::Holes => lexer.hole().map(drop),
        _ => lexer.expected(Expected::Value),
    }
}
