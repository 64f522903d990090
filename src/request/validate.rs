//! Whether a text is JSON, and where its values end: for what nobody looks into.
//!
//! A loop and no recursion: how deep such a value nests is up to strangers.

use super::error::{Expected, JsonError, JsonFault, Stopped, figure};
use super::lexer::Lexer;

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
        (depth, max_depth): (usize, usize),
    ) -> Result<usize, JsonError> {
        let mut lexer = Lexer::new(text, at);
        lexer.skip_space();
        self.open.clear();
        match self.check(&mut lexer, max_depth.saturating_sub(depth), max_depth) {
            Ok(()) => Ok(lexer.at()),
            Err(Stopped) => Err(lexer.error()),
        }
    }

    fn check(
        &mut self,
        lexer: &mut Lexer<'_>,
        levels: usize,
        max_depth: usize,
    ) -> Result<(), Stopped> {
        loop {
            if let Some(bracket @ (b'{' | b'[')) = lexer.peek() {
                if self.open.len() >= levels {
                    return lexer.fault(JsonFault::TooDeep { limit: figure(max_depth) });
                }
                let closing = if bracket == b'{' { b'}' } else { b']' };
                lexer.advance();
                if !lexer.take(closing) {
                    self.open.push(closing);
                    begin(lexer, closing)?;
                    continue;
                }
            } else {
                scalar(lexer)?;
            }
            // A value is complete, and with it perhaps what it is in.
            loop {
                let Some(closing) = self.open.last().copied() else { return Ok(()) };
                if lexer.goes_on(closing)? {
                    begin(lexer, closing)?;
                    break;
                }
                self.open.pop();
            }
        }
    }
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

fn scalar(lexer: &mut Lexer<'_>) -> Result<(), Stopped> {
    match lexer.peek() {
        Some(b'"') => lexer.string().map(drop),
        Some(b'-' | b'0'..=b'9') => lexer.number().map(drop),
        Some(b't') => lexer.word("true"),
        Some(b'f') => lexer.word("false"),
        Some(b'n') => lexer.word("null"),
        _ => lexer.expected(Expected::Value),
    }
}
