//! What is between the tokens of JSON.

use super::error::{Expected, JsonFault, Stopped};
use super::lexer::Lexer;

impl Lexer<'_> {
    /// Past the colon after a key, up to the value.
    #[inline(always)]
    pub(super) fn colon(&mut self) -> Result<(), Stopped> {
        if !self.take(b':') {
            return self.expected(Expected::Colon);
        }
        self.skip_space();
        Ok(())
    }

    /// There is no key here.
    #[cold]
    pub(super) fn no_key<T>(&mut self) -> Result<T, Stopped> {
        if self.peek() == Some(b'}') {
            return self.fault(JsonFault::TrailingComma);
        }
        self.expected(Expected::Key)
    }

    /// Past a comma (another member or element follows) or past the closing bracket.
    #[inline(always)]
    pub(super) fn goes_on(&mut self, closing: u8) -> Result<bool, Stopped> {
        if self.take(b',') {
            return Ok(true);
        }
        if self.peek() == Some(closing) {
            self.advance();
            return Ok(false);
        }
        self.expected(if closing == b'}' {
            Expected::CommaOrBrace
        } else {
            Expected::CommaOrBracket
        })
    }

    /// To an element of an array that is not its first.
    #[inline(always)]
    pub(super) fn next_element(&mut self) -> Result<bool, Stopped> {
        if !self.goes_on(b']')? {
            return Ok(false);
        }
        self.skip_space();
        self.no_bracket()?;
        Ok(true)
    }

    /// No array ends where an element is to begin.
    #[inline(always)]
    pub(super) fn no_bracket(&mut self) -> Result<(), Stopped> {
        if self.peek() == Some(b']') {
            return self.fault(JsonFault::TrailingComma);
        }
        Ok(())
    }
}
