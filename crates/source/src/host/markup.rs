//! The attributes of markup, and the expressions in braces between its tags.

use memchr::memmem;

use crate::lowered::Span;

/// Where code can be in a kind of markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Braces {
    /// HTML: braces mean nothing.
    None,
    /// Vue: `{{ … }}` between tags.
    Double,
    /// Svelte and Astro: `{ … }` between tags, as names and as values.
    Single,
}

/// A part of markup that may hold code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// `name="value"`, without its quotes.
    Quoted { name: Span, value: Span },
    /// `name={value}`, without its braces.
    Braced { name: Span, value: Span },
    /// `{…}` between tags or attributes, without its braces.
    Expression(Span),
}

/// The parts of a range of a document's markup that may hold code.
pub(super) fn parts(markup: &str, within: Span, braces: Braces) -> Vec<Part> {
    let bytes = markup.as_bytes().get(..within.end).unwrap_or_default();
    let mut scan = Scan { bytes, at: within.start, braces, parts: Vec::new() };
    while scan.at < bytes.len() {
        scan.text();
    }
    scan.parts
}

struct Scan<'m> {
    bytes: &'m [u8],
    at: usize,
    braces: Braces,
    parts: Vec<Part>,
}

impl Scan<'_> {
    fn rest(&self) -> &[u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn next(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Goes behind the next of some bytes, or to the end.
    fn skip_past(&mut self, end: &[u8]) {
        let found = memmem::find(self.rest(), end);
        self.at = found.map_or(self.bytes.len(), |found| self.at + found + end.len());
    }

    /// Goes on from text between tags, by one part of it.
    fn text(&mut self) {
        let found = memchr::memchr2(b'<', b'{', self.rest());
        self.at = found.map_or(self.bytes.len(), |found| self.at + found);
        let rest = self.rest();
        match (self.braces, rest) {
            (_, [b'<', b'!', b'-', b'-', ..]) => self.skip_past(b"-->"),
            (_, [b'<', letter, ..]) if letter.is_ascii_alphabetic() => self.tag(),
            (Braces::Double, [b'{', b'{', ..]) => self.skip_past(b"}}"),
            (Braces::Single, [b'{', ..]) => {
                if let Some(span) = self.braced() {
                    self.parts.push(Part::Expression(span));
                }
            }
            _ => self.at += 1,
        }
    }

    /// Reads a tag with its attributes, and goes past what is text until the tag is closed.
    fn tag(&mut self) {
        let rest = self.rest().get(1..).unwrap_or_default();
        let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let raw = ["script", "style"].iter().find(|name| {
            rest.get(..length).is_some_and(|tag| tag.eq_ignore_ascii_case(name.as_bytes()))
        });
        self.at += 1 + length;
        while let Some(byte) = self.next() {
            match byte {
                b'>' => {
                    self.at += 1;
                    break;
                }
                b'{' if self.braces == Braces::Single => {
                    if let Some(span) = self.braced() {
                        self.parts.push(Part::Expression(span));
                    }
                }
                byte if byte.is_ascii_whitespace() || byte == b'/' => self.at += 1,
                b'@' if self.braces == Braces::None && self.directive() => {}
                _ => self.attribute(),
            }
        }
        if let Some(raw) = raw {
            self.skip_past(format!("</{raw}").as_bytes());
        }
    }

    /// Goes past a directive of Blade: `@if($a > $b)`.
    fn directive(&mut self) -> bool {
        let rest = self.rest().get(1..).unwrap_or_default();
        let is_name = |byte: &&u8| byte.is_ascii_alphabetic() || **byte == b' ';
        let length = rest.iter().take_while(is_name).count();
        let mut depth = 0usize;
        let end = rest.get(length..).unwrap_or_default().iter().position(|byte| {
            match byte {
                b'(' => depth += 1,
                b')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0
        });
        // What is no parenthesis at all ends at once.
        let Some(end) = end.filter(|end| *end > 0) else { return false };
        self.at += 1 + length + end + 1;
        true
    }

    fn attribute(&mut self) {
        let start = self.at;
        let is_end = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'=' | b'>' | b'/');
        // A name of one byte at least, whatever it is.
        let rest = self.rest().get(1..).unwrap_or_default();
        self.at += 1 + rest.iter().position(is_end).unwrap_or(rest.len());
        let name = Span::new(start, self.at);
        let end = self.at;
        self.skip_blanks();
        if self.next() != Some(b'=') {
            self.at = end;
            return;
        }
        self.at += 1;
        self.skip_blanks();
        match self.next() {
            Some(quote @ (b'"' | b'\'')) => self.quoted(name, quote),
            Some(b'{') if self.braces == Braces::Single => {
                if let Some(value) = self.braced() {
                    self.parts.push(Part::Braced { name, value });
                }
            }
            _ => {
                let is_end = |byte: &u8| byte.is_ascii_whitespace() || *byte == b'>';
                self.at += self.rest().iter().position(is_end).unwrap_or(self.rest().len());
            }
        }
    }

    fn quoted(&mut self, name: Span, quote: u8) {
        self.at += 1;
        // `on:click="{() => …}"`
        if self.braces == Braces::Single && self.next() == Some(b'{') {
            let before = self.at;
            if let Some(value) = self.braced().filter(|_| self.next() == Some(quote)) {
                self.at += 1;
                self.parts.push(Part::Braced { name, value });
                return;
            }
            self.at = before;
        }
        let start = self.at;
        self.skip_past(&[quote]);
        if self.bytes.get(self.at - 1) == Some(&quote) && start < self.at {
            self.parts.push(Part::Quoted { name, value: Span::new(start, self.at - 1) });
        }
    }

    fn skip_blanks(&mut self) {
        self.at += self.rest().iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    }

    /// What is between a brace and the one that closes it, behind which it goes; where nothing closes
    /// it, no brace means anything any more.
    fn braced(&mut self) -> Option<Span> {
        let start = self.at + 1;
        let Some(end) = closing(self.bytes, self.at) else {
            self.braces = Braces::None;
            self.at += 1;
            return None;
        };
        self.at = end + 1;
        Some(Span::new(start, end))
    }
}

/// Where the brace is closed that opens at a place, past strings, templates and comments.
fn closing(bytes: &[u8], open: usize) -> Option<usize> {
    // Braces and templates that are open.
    let mut around = vec![b'{'];
    let mut at = open + 1;
    while let Some(byte) = bytes.get(at).copied() {
        let rest = bytes.get(at + 1..).unwrap_or_default();
        if around.last() == Some(&b'`') {
            match (byte, rest.first()) {
                (b'\\', _) => at += 1,
                (b'`', _) => drop(around.pop()),
                (b'$', Some(b'{')) => {
                    around.push(b'{');
                    at += 1;
                }
                _ => {}
            }
            at += 1;
            continue;
        }
        match (byte, rest.first()) {
            (b'}', _) => {
                around.pop();
                if around.is_empty() {
                    return Some(at);
                }
            }
            (b'{' | b'`', _) => around.push(byte),
            (b'"' | b'\'', _) => at += string_length(rest, byte),
            (b'/', Some(b'/')) => at += memchr::memchr(b'\n', rest).unwrap_or(rest.len()),
            (b'/', Some(b'*')) => at += memmem::find(rest, b"*/").map_or(rest.len(), |end| end + 2),
            _ => {}
        }
        at += 1;
    }
    None
}

/// How long a string is after its quote, with the quote that ends it; 0 for an apostrophe.
fn string_length(rest: &[u8], quote: u8) -> usize {
    let mut is_escaped = false;
    for (at, byte) in rest.iter().enumerate() {
        match byte {
            b'\n' => return 0,
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            byte if *byte == quote => return at + 1,
            _ => {}
        }
    }
    0
}
