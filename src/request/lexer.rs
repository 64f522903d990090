//! A JSON tokenizer over UTF-8 bytes.
//!
//! The text is valid UTF-8 already; every offset that a token begins or ends at lies between
//! two characters.

use wide::u8x16;

use super::error::{Expected, JsonError, JsonFault, Stopped};
use smartro_lint_rules::program::KeyDigest;
use smartro_lint_rules::source::Span;

/// A place in a text, and what can be read there.
#[derive(Debug, Clone)]
pub(crate) struct Lexer<'t> {
    bytes: &'t [u8],
    at: usize,
    error: JsonError,
}

/// A string, as it is in the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StringToken {
    /// With its quotes.
    pub(crate) span: Span,
    pub(crate) escaped: bool,
}

impl StringToken {
    /// The text between the quotes.
    #[inline(always)]
    pub(crate) fn inside(self) -> std::ops::Range<usize> {
        self.span.start as usize + 1..(self.span.end as usize).saturating_sub(1)
    }
}

impl<'t> Lexer<'t> {
    /// A lexer of a text of less than 4 GiB.
    pub(crate) fn new(text: &'t str, at: usize) -> Self {
        let error = JsonError { fault: JsonFault::Trailing, at: 0 };
        Self { bytes: text.as_bytes(), at, error }
    }

    /// The bytes of a range of the text.
    #[inline(always)]
    pub(crate) fn slice(&self, range: std::ops::Range<usize>) -> &'t [u8] {
        self.bytes.get(range).unwrap_or_default()
    }

    #[inline(always)]
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// Goes on at another offset.
    #[inline(always)]
    pub(crate) fn seek(&mut self, at: usize) {
        self.at = at;
    }

    #[inline(always)]
    pub(crate) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    #[inline(always)]
    pub(crate) fn advance(&mut self) {
        self.at += 1;
    }

    /// From an offset up to here.
    #[inline(always)]
    pub(crate) fn since(&self, start: usize) -> Span {
        Span { start: offset(start), end: offset(self.at) }
    }

    #[cold]
    pub(crate) fn fault<T>(&mut self, fault: JsonFault) -> Result<T, Stopped> {
        self.fault_at(fault, self.at)
    }

    #[cold]
    fn fault_at<T>(&mut self, fault: JsonFault, at: usize) -> Result<T, Stopped> {
        self.error = JsonError { fault, at: offset(at) };
        Err(Stopped)
    }

    /// Nothing but white space may follow.
    pub(crate) fn end(&mut self) -> Result<(), JsonError> {
        self.skip_space();
        match self.peek() {
            None => Ok(()),
            Some(_) => self.fault(JsonFault::Trailing).map_err(|Stopped| self.error()),
        }
    }

    /// Why reading has stopped.
    pub(crate) fn error(&self) -> JsonError {
        self.error
    }

    /// Something else should be here, or the text ends too soon.
    #[cold]
    pub(crate) fn expected<T>(&mut self, what: Expected) -> Result<T, Stopped> {
        match self.peek() {
            None => self.fault(JsonFault::Ended { expected: what }),
            Some(_) => self.fault(JsonFault::Expected { expected: what }),
        }
    }

    #[inline(always)]
    pub(crate) fn skip_space(&mut self) {
        // Compact texts have none.
        if self.peek().is_some_and(|byte| byte <= b' ') {
            self.skip_some_space();
        }
    }

    fn skip_some_space(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let space = |byte: &u8| matches!(byte, b' ' | b'\n' | b'\t' | b'\r');
        self.at += rest.iter().position(|byte| !space(byte)).unwrap_or(rest.len());
    }

    /// Skips white space, and then this byte if it is there.
    #[inline(always)]
    pub(crate) fn take(&mut self, byte: u8) -> bool {
        if self.peek() != Some(byte) {
            self.skip_space();
            if self.peek() != Some(byte) {
                return false;
            }
        }
        self.at += 1;
        true
    }

    /// `true`, `false` or `null`.
    pub(crate) fn word(&mut self, word: &'static str) -> Result<(), Stopped> {
        if self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(word.as_bytes())) {
            self.at += word.len();
            return Ok(());
        }
        self.expected(Expected::Value)
    }

    /// A string of less than sixteen bytes without escapes, and what distinguishes it;
    /// nothing is read where that is not what is here.
    #[inline(always)]
    pub(super) fn short_string(&mut self) -> Option<KeyDigest> {
        let (digest, length) = short_string(self.bytes.get(self.at..)?)?;
        self.at += 2 + length;
        Some(digest)
    }

    /// A string that is probably a short one, and what distinguishes it, as long as it has
    /// no escapes; the quote that opens it is the next byte.
    #[inline(always)]
    pub(super) fn word_string(&mut self) -> Result<(StringToken, KeyDigest), Stopped> {
        let start = self.at;
        match self.short_string() {
            Some(digest) => Ok((StringToken { span: self.since(start), escaped: false }, digest)),
            None => self.long_string(),
        }
    }

    fn long_string(&mut self) -> Result<(StringToken, KeyDigest), Stopped> {
        let token = self.string()?;
        Ok((token, KeyDigest::of(self.slice(token.inside()))))
    }

    /// A string; the quote that opens it is the next byte.
    #[inline(always)]
    pub(crate) fn string(&mut self) -> Result<StringToken, Stopped> {
        let start = self.at;
        self.at = next_special(self.bytes, start + 1);
        if self.peek() != Some(b'"') {
            return self.escaped_string(start);
        }
        self.at += 1;
        Ok(StringToken { span: self.since(start), escaped: false })
    }

    /// The rest of a string, from its first escape on.
    #[cold]
    fn escaped_string(&mut self, start: usize) -> Result<StringToken, Stopped> {
        loop {
            let from = self.at;
            let (mut found, length) = self.next_specials();
            while found != 0 {
                self.at = from + found.trailing_zeros() as usize;
                match self.peek() {
                    Some(b'\\') => match self.bytes.get(self.at + 1) {
                        Some(byte) if is_simple_escape(*byte) => self.at += 2,
                        _ => self.escape()?,
                    },
                    Some(b'"') => {
                        self.at += 1;
                        return Ok(StringToken { span: self.since(start), escaped: true });
                    }
                    Some(_) => return self.fault(JsonFault::ControlCharacter),
                    None => return self.fault_at(JsonFault::OpenString, start),
                }
                // Of what an escape is written with nothing is looked at again.
                found &= u32::MAX << (self.at - from);
            }
            self.at = self.at.max(from + length);
        }
    }

    /// A bit for each byte ahead that ends a string or begins an escape, and how many bytes these
    /// are; at the end of the text the next one alone, or the end.
    #[inline]
    fn next_specials(&self) -> (u32, usize) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        match rest.first_chunk() {
            Some(chunk) => (specials(chunk), chunk.len()),
            None => {
                let next = next_special(rest, 0);
                (1 << next, next + 1)
            }
        }
    }

    /// An escape that takes more than two bytes, or is none.
    fn escape(&mut self) -> Result<(), Stopped> {
        let start = self.at;
        self.at += 1;
        match self.peek() {
            Some(b'u') => self.unicode_escape(start),
            None => self.fault(JsonFault::Ended { expected: Expected::Escape }),
            Some(_) => self.fault_at(JsonFault::Escape, start),
        }
    }

    fn unicode_escape(&mut self, start: usize) -> Result<(), Stopped> {
        let whole = match self.hex()? {
            0xD800..=0xDBFF => {
                let paired = self.bytes.get(self.at..self.at + 2) == Some(b"\\u");
                self.at += usize::from(paired);
                paired && matches!(self.hex()?, 0xDC00..=0xDFFF)
            }
            0xDC00..=0xDFFF => false,
            _ => true,
        };
        if whole { Ok(()) } else { self.fault_at(JsonFault::LoneSurrogate, start) }
    }

    /// The four digits after the `u` that is the next byte.
    fn hex(&mut self) -> Result<u32, Stopped> {
        let digits = self.bytes.get(self.at + 1..).and_then(|rest| rest.first_chunk::<4>());
        let Some(code) = digits.and_then(hex_value) else {
            return self.fault_at(JsonFault::Escape, self.at.saturating_sub(1));
        };
        self.at += 5;
        Ok(code)
    }

    /// An integer as most are written, of which the first digit, no zero, is next: nothing but
    /// digits, and an end of a value straight after them. Its value, 0 where that takes more than
    /// 32 bits; `None`: nothing is read.
    #[inline]
    pub(crate) fn plain_integer(&mut self) -> Option<u32> {
        /// As many digits as fit.
        const FIT: usize = 9;
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let (mut digits, mut value) = (0, 0_u32);
        for byte in rest.iter().take_while(|byte| byte.is_ascii_digit()) {
            value = value.wrapping_mul(10).wrapping_add(u32::from(byte - b'0'));
            digits += 1;
        }
        if !matches!(rest.get(digits), Some(b',' | b'}' | b']' | b' ' | b'\n')) {
            return None;
        }
        self.at += digits;
        Some(if digits <= FIT { value } else { 0 })
    }

    /// A number; whether it is written with a point or an exponent.
    #[inline]
    pub(crate) fn number(&mut self) -> Result<bool, Stopped> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        match self.peek() {
            Some(b'0') => self.at += 1,
            Some(b'1'..=b'9') => self.digits(),
            _ => return self.fault_at(JsonFault::Number, start),
        }
        match self.peek() {
            Some(b',' | b'}' | b']' | b' ' | b'\n') => return Ok(true),
            Some(b'.' | b'e' | b'E') => {}
            Some(b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'+' | b'-' | b'_') => {
                return self.fault_at(JsonFault::Number, start);
            }
            _ => return Ok(true),
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.some_digits(start)?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            self.some_digits(start)?;
        }
        match self.peek() {
            Some(b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'.' | b'+' | b'-' | b'_') => {
                self.fault_at(JsonFault::Number, start)
            }
            _ => Ok(false),
        }
    }

    #[inline]
    fn digits(&mut self) {
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
    }

    fn some_digits(&mut self, start: usize) -> Result<(), Stopped> {
        if !matches!(self.peek(), Some(b'0'..=b'9')) {
            return self.fault_at(JsonFault::Number, start);
        }
        self.digits();
        Ok(())
    }
}

/// An offset as spans have them: no text is longer than they reach.
#[inline(always)]
pub(super) fn offset(at: usize) -> u32 {
    at as u32
}

/// The value of hexadecimal digits, of which there are no more than eight.
#[inline]
pub(super) fn hex_value<const N: usize>(digits: &[u8; N]) -> Option<u32> {
    let mut code = 0;
    let mut all = 0;
    for digit in digits {
        let value = DIGITS.get(usize::from(*digit)).copied().unwrap_or(NO_DIGIT);
        code = code << 4 | u32::from(value);
        all |= value;
    }
    // What is no digit has more than four bits.
    (all < 16).then_some(code)
}

/// The entry of [`DIGITS`] for a byte that is not a digit.
const NO_DIGIT: u8 = u8::MAX;

/// The value of each hexadecimal digit.
#[allow(clippy::indexing_slicing, reason = "the compiler does it")]
const DIGITS: &[u8; 256] = &{
    let mut digits = [NO_DIGIT; 256];
    let mut value = 0;
    while value < 16 {
        digits[b"0123456789abcdef"[value] as usize] = value as u8;
        digits[b"0123456789ABCDEF"[value] as usize] = value as u8;
        value += 1;
    }
    digits
};

/// Whether a backslash and this byte are an escape.
#[inline]
fn is_simple_escape(byte: u8) -> bool {
    #[allow(clippy::indexing_slicing, reason = "the compiler does it")]
    const SIMPLE: &[bool; 256] = &{
        let mut simple = [false; 256];
        let mut bytes: &[u8] = b"\"\\/bfnrt";
        while let [byte, rest @ ..] = bytes {
            simple[*byte as usize] = true;
            bytes = rest;
        }
        simple
    };
    SIMPLE.get(usize::from(byte)) == Some(&true)
}

/// What distinguishes a string of less than sixteen bytes without escapes, and its length.
#[inline(always)]
fn short_string(text: &[u8]) -> Option<(KeyDigest, usize)> {
    let (quote, rest) = text.split_first_chunk::<1>()?;
    let chunk = rest.first_chunk::<16>()?;
    let length = specials(chunk).trailing_zeros() as usize;
    if quote != b"\"" || chunk.get(length) != Some(&b'"') {
        return None;
    }
    Some((KeyDigest::short(chunk, length)?, length))
}

/// The offset of the next quote, backslash or control character, or the end.
#[inline(always)]
fn next_special(bytes: &[u8], mut at: usize) -> usize {
    let (chunks, tail) = bytes.get(at..).unwrap_or_default().as_chunks();
    for chunk in chunks {
        let special = specials(chunk);
        if special != 0 {
            return at + special.trailing_zeros() as usize;
        }
        at += 16;
    }
    let special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..=0x1F);
    at + tail.iter().position(special).unwrap_or(tail.len())
}

/// A bit for each byte that is a quote, a backslash or a control character.
#[inline(always)]
fn specials(bytes: &[u8; 16]) -> u32 {
    let bytes = u8x16::new(*bytes);
    let quotes = bytes.cmp_eq(u8x16::splat(b'"'));
    let backslashes = bytes.cmp_eq(u8x16::splat(b'\\'));
    let controls = bytes.min(u8x16::splat(0x1F)).cmp_eq(bytes);
    (quotes | backslashes | controls).move_mask().cast_unsigned()
}
