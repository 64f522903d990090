//! The characters of a JSON string, escapes resolved, one at a time.

use std::borrow::Cow;
use std::fmt::{self, Write};
use std::ops::Range;

use super::lexer::hex_value;
use smartro_lint_rules::source::Span;

/// What is between the quotes of a JSON string; `None`: it is another value.
#[must_use]
pub(crate) fn unquoted(json: &str) -> Option<&str> {
    json.strip_prefix('"')?.strip_suffix('"')
}

/// The characters of a string's inside; nothing is copied.
#[derive(Debug, Clone)]
pub(crate) struct Characters<'t> {
    rest: std::str::Chars<'t>,
}

impl<'t> Characters<'t> {
    /// The characters of the text between the quotes of a valid JSON string.
    #[must_use]
    pub(crate) fn new(inside: &'t str) -> Self {
        Self { rest: inside.chars() }
    }

    /// How many bytes of the text are left.
    pub(crate) fn left(&self) -> usize {
        self.rest.as_str().len()
    }

    fn unit(&mut self) -> Option<u32> {
        let text = self.rest.as_str();
        let code = hex_value(text.as_bytes().first_chunk::<4>()?)?;
        self.rest = text.get(4..)?.chars();
        Some(code)
    }

    fn unicode(&mut self) -> Option<char> {
        let first = self.unit()?;
        if !(0xD800..0xDC00).contains(&first) {
            return char::from_u32(first);
        }
        self.rest = self.rest.as_str().strip_prefix("\\u")?.chars();
        let second = self.unit()?.checked_sub(0xDC00)?;
        char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + second)
    }
}

/// The start of a string, decoded, given the text between its quotes: at most
/// `characters` characters. Copied only where it has escapes or is long.
pub(crate) fn start_of(inside: &str, characters: usize) -> Cow<'_, str> {
    if inside.len() <= characters && !inside.contains('\\') {
        return inside.into();
    }
    Characters::new(inside).take(characters).collect::<String>().into()
}

impl Iterator for Characters<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        match self.rest.next()? {
            '\\' => match self.rest.next()? {
                'b' => Some('\u{8}'),
                'f' => Some('\u{c}'),
                'n' => Some('\n'),
                'r' => Some('\r'),
                't' => Some('\t'),
                'u' => self.unicode(),
                same => Some(same),
            },
            plain => Some(plain),
        }
    }
}

/// The characters of a string's inside, each with where it is written.
pub(super) struct CharacterSpans<'t> {
    characters: Characters<'t>,
    end: usize,
}

impl<'t> CharacterSpans<'t> {
    /// Those of a range of a text, between the quotes of a valid JSON string.
    pub(super) fn new(text: &'t str, inside: Range<usize>) -> Self {
        let end = inside.end;
        Self { characters: Characters::new(text.get(inside).unwrap_or("")), end }
    }

    fn at(&self) -> usize {
        self.end - self.characters.rest.as_str().len()
    }
}

impl Iterator for CharacterSpans<'_> {
    type Item = (char, Span);

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.at();
        let character = self.characters.next()?;
        Some((character, Span::new(start, self.at())))
    }
}

/// The UTF-8 bytes of characters.
pub(crate) fn utf8(characters: impl Iterator<Item = char>) -> impl Iterator<Item = u8> {
    characters.flat_map(|character| {
        let mut buffer = [0; 4];
        let length = character.encode_utf8(&mut buffer).len();
        buffer.into_iter().take(length)
    })
}

/// The longest step of a pointer, in characters: a longer key is no field, and
/// its length is chosen by untrusted input.
const LONGEST_STEP: usize = 500;

/// Writes a text as one step of a JSON Pointer (RFC 6901), the slash included.
pub(crate) fn write_step(
    out: &mut impl Write,
    characters: impl Iterator<Item = char>,
) -> fmt::Result {
    out.write_char('/')?;
    characters.take(LONGEST_STEP).try_for_each(|character| match character {
        '~' => out.write_str("~0"),
        '/' => out.write_str("~1"),
        other => out.write_char(other),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_resolved() {
        let unescaped: String =
            Characters::new(r#"a\"\\\/\b\f\n\r\t\u00e9\uD83C\uDF4E가"#).collect();
        assert_eq!(unescaped, "a\"\\/\u{8}\u{c}\n\r\té🍎가");
        let bytes: Vec<u8> = utf8("é🍎".chars()).collect();
        assert_eq!(bytes, "é🍎".as_bytes());
    }
}
