//! JSON's words, straight from the bytes.
//!
//! The text is valid UTF-8 already; every offset that a word begins or ends at lies between
//! two characters.

use super::error::{Expected, JsonError, JsonFault};

/// A place in a text, and what can be read there.
#[derive(Debug, Clone)]
pub(crate) struct Lexer<'t> {
    bytes: &'t [u8],
    at: usize,
}

/// A string: with its quotes, from `start` to `end`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StringToken {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) escaped: bool,
}

impl<'t> Lexer<'t> {
    pub(crate) fn new(text: &'t str, at: usize) -> Self {
        Self { bytes: text.as_bytes(), at }
    }

    pub(crate) fn bytes(&self) -> &'t [u8] {
        self.bytes
    }

    #[inline]
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    #[inline]
    pub(crate) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    #[inline]
    pub(crate) fn advance(&mut self) {
        self.at += 1;
    }

    pub(crate) fn fault<T>(&self, fault: JsonFault) -> Result<T, JsonError> {
        Err(JsonError { fault, at: self.at })
    }

    /// Something else should stand here, or the text ends too soon.
    #[cold]
    pub(crate) fn expected<T>(&self, what: Expected) -> Result<T, JsonError> {
        match self.peek() {
            None => self.fault(JsonFault::Ended { expected: what }),
            Some(_) => self.fault(JsonFault::Expected { expected: what }),
        }
    }

    #[inline]
    pub(crate) fn skip_space(&mut self) {
        // Compact texts have none, and most others have one byte of it.
        if self.peek().is_some_and(|byte| byte <= b' ') {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            let space = |byte: &u8| matches!(byte, b' ' | b'\n' | b'\t' | b'\r');
            self.at += rest.iter().position(|byte| !space(byte)).unwrap_or(rest.len());
        }
    }

    /// Skips white space, and then this sign if it stands there.
    #[inline]
    pub(crate) fn take(&mut self, sign: u8) -> bool {
        self.skip_space();
        let found = self.peek() == Some(sign);
        self.at += usize::from(found);
        found
    }

    /// `true`, `false` or `null`.
    pub(crate) fn word(&mut self, word: &'static str) -> Result<(), JsonError> {
        if self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(word.as_bytes())) {
            self.at += word.len();
            return Ok(());
        }
        self.expected(Expected::Value)
    }

    /// A string; the quote that opens it is the next byte.
    #[inline]
    pub(crate) fn string(&mut self) -> Result<StringToken, JsonError> {
        let start = self.at;
        let mut escaped = false;
        self.at += 1;
        loop {
            let at = next_special(self.bytes, self.at);
            self.at = at;
            match self.bytes.get(at) {
                Some(b'"') => {
                    self.at = at + 1;
                    return Ok(StringToken { start, end: at + 1, escaped });
                }
                Some(b'\\') => {
                    escaped = true;
                    self.escape()?;
                }
                Some(_) => return self.fault(JsonFault::ControlCharacter),
                None => return Err(JsonError { fault: JsonFault::OpenString, at: start }),
            }
        }
    }

    #[cold]
    fn escape(&mut self) -> Result<(), JsonError> {
        let start = self.at;
        self.at += 1;
        match self.peek() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {
                self.at += 1;
                Ok(())
            }
            Some(b'u') => self.unicode_escape(start),
            None => self.fault(JsonFault::Ended { expected: Expected::Escape }),
            Some(_) => Err(JsonError { fault: JsonFault::Escape, at: start }),
        }
    }

    fn unicode_escape(&mut self, start: usize) -> Result<(), JsonError> {
        let lone = Err(JsonError { fault: JsonFault::LoneSurrogate, at: start });
        match self.hex()? {
            0xD800..=0xDBFF => {
                if self.bytes.get(self.at..self.at + 2) != Some(b"\\u") {
                    return lone;
                }
                self.at += 1;
                if matches!(self.hex()?, 0xDC00..=0xDFFF) { Ok(()) } else { lone }
            }
            0xDC00..=0xDFFF => lone,
            _ => Ok(()),
        }
    }

    /// The four digits after the `u` that is the next byte.
    fn hex(&mut self) -> Result<u32, JsonError> {
        let fault = Err(JsonError { fault: JsonFault::Escape, at: self.at.saturating_sub(1) });
        let digits = self.bytes.get(self.at + 1..self.at + 5);
        let Some(code) = digits.and_then(hex_value) else { return fault };
        self.at += 5;
        Ok(code)
    }

    /// A number; whether it is written with a point or an exponent.
    #[inline]
    pub(crate) fn number(&mut self) -> Result<bool, JsonError> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        match self.peek() {
            Some(b'0') => self.at += 1,
            Some(b'1'..=b'9') => self.digits(),
            _ => return Err(JsonError { fault: JsonFault::Number, at: start }),
        }
        let mut plain = true;
        if self.peek() == Some(b'.') {
            plain = false;
            self.at += 1;
            self.some_digits(start)?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            plain = false;
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            self.some_digits(start)?;
        }
        match self.peek() {
            Some(b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'.' | b'+' | b'-' | b'_') => {
                Err(JsonError { fault: JsonFault::Number, at: start })
            }
            _ => Ok(plain),
        }
    }

    #[inline]
    fn digits(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        self.at += rest.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(rest.len());
    }

    fn some_digits(&mut self, start: usize) -> Result<(), JsonError> {
        if !matches!(self.peek(), Some(b'0'..=b'9')) {
            return Err(JsonError { fault: JsonFault::Number, at: start });
        }
        self.digits();
        Ok(())
    }
}

/// The value of four hexadecimal digits.
pub(crate) fn hex_value(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |value, digit| Some(value * 16 + char::from(*digit).to_digit(16)?))
}

/// The offset of the next quote, backslash or control character, or the end.
#[inline]
fn next_special(bytes: &[u8], mut at: usize) -> usize {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const HIGH: u64 = u64::from_ne_bytes([0x80; 8]);
    // The classic test for a zero byte: the lowest bit set is the first one's.
    let zero = |word: u64| word.wrapping_sub(ONES) & !word & HIGH;
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let word = u64::from_le_bytes(*chunk);
        let quote = zero(word ^ (ONES * u64::from(b'"')));
        let backslash = zero(word ^ (ONES * u64::from(b'\\')));
        let control = word.wrapping_sub(ONES * 0x20) & !word & HIGH;
        let special = quote | backslash | control;
        if special != 0 {
            return at + (special.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    let special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..=0x1F);
    let tail = bytes.get(at..).unwrap_or_default();
    at + tail.iter().position(special).unwrap_or(tail.len())
}
