//! Where in a script the tags of a template are: between statements, in a literal, in a string.

use super::controls::Tag;
use crate::lowered::Span;

/// What a bracket holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bracket {
    Block,
    Object,
    Array,
    Paren,
}

/// What comes before a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// The beginning, `;`, or the brace that opens a block: here a statement begins.
    Start,
    /// The brace that closes a block: a statement may begin here.
    Closed,
    /// What opens a literal or a list of arguments.
    Open,
    Comma,
    /// An operand follows.
    Operator,
    /// An operand ends here.
    Value,
    /// A statement belongs to what is here, as to `if (x)` and `else`.
    Head,
}

/// What a tag is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Code,
    /// A string or a template, by where it begins.
    Text(usize),
    /// By where it begins.
    Comment(usize),
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Context {
    pub(super) place: Place,
    pub(super) depth: usize,
    /// The least depth since the tag before.
    pub(super) lowest: usize,
    pub(super) around: Bracket,
    pub(super) before: Before,
    /// Where the next token begins, past tags, blanks and comments.
    pub(super) next: usize,
}

/// What is known of a script without parsing it.
#[derive(Debug, Default)]
pub(super) struct Contexts {
    /// One for each tag.
    pub(super) tags: Vec<Context>,
    /// Commas and how deep they are.
    pub(super) commas: Vec<(usize, usize)>,
    /// `const` and `let` among statements, and how deep they are.
    pub(super) declarations: Vec<(Span, usize)>,
}

/// What follows when a token is read.
struct Reader<'t> {
    text: &'t [u8],
    at: usize,
    before: Before,
    /// What is open, and what comes before it is a head of a statement.
    open: Vec<(Bracket, bool)>,
    /// Templates that are open, by how many brackets were open in them.
    templates: Vec<(usize, usize)>,
    found: Contexts,
    /// Tags that no token was found after.
    waiting: usize,
    /// The least depth since the last tag.
    lowest: usize,
}

/// Words after which an operand follows.
const OPERATORS: [&[u8]; 12] = [
    b"return",
    b"typeof",
    b"case",
    b"in",
    b"of",
    b"delete",
    b"void",
    b"throw",
    b"new",
    b"instanceof",
    b"yield",
    b"await",
];

/// Words whose parentheses belong to a statement.
const HEADS: [&[u8]; 5] = [b"if", b"for", b"while", b"with", b"catch"];

/// The contexts of tags in a script in which they are blank; `None` for what is no script.
pub(super) fn contexts(text: &str, tags: &[Tag]) -> Option<Contexts> {
    let mut reader = Reader {
        text: text.as_bytes(),
        at: 0,
        before: Before::Start,
        open: Vec::new(),
        templates: Vec::new(),
        found: Contexts::default(),
        waiting: 0,
        lowest: 0,
    };
    let mut tags = tags.iter().peekable();
    // Inside of a string the place of its beginning.
    let mut place = Place::Code;
    let mut quote = b'\0';
    while reader.at < reader.text.len() || tags.peek().is_some() {
        if tags.next_if(|tag| tag.span.start <= reader.at).is_some() {
            reader.note(place);
            continue;
        }
        let byte = *reader.text.get(reader.at)?;
        match place {
            Place::Code => {
                let start = reader.at;
                place = reader.code(byte)?;
                quote = *reader.text.get(start)?;
                if matches!(place, Place::Comment(_)) {
                    let is_block = quote == b'/' && reader.text.get(start + 1) == Some(&b'*');
                    quote = if is_block { b'*' } else { b'/' };
                }
            }
            Place::Comment(_) => {
                let closes = byte == b'*' && reader.peek(1) == Some(b'/');
                if quote == b'*' && closes {
                    reader.at += 2;
                    place = Place::Code;
                } else {
                    reader.at += 1;
                    if quote == b'/' && byte == b'\n' {
                        place = Place::Code;
                    }
                }
            }
            Place::Text(_) => {
                reader.at += 1;
                match byte {
                    b'\\' => reader.at += 1,
                    b'\n' if quote != b'`' => return None,
                    b'$' if quote == b'`' && reader.peek(0) == Some(b'{') => {
                        let Place::Text(start) = place else { return None };
                        reader.at += 1;
                        reader.templates.push((start, reader.open.len()));
                        reader.open.push((Bracket::Paren, false));
                        reader.before = Before::Operator;
                        place = Place::Code;
                    }
                    byte if byte == quote => {
                        reader.before = Before::Value;
                        place = Place::Code;
                    }
                    _ => {}
                }
            }
        }
        // A template goes on where what is put into it ends.
        if let (Place::Code, Some((start, _))) = (place, reader.ended_template()) {
            place = Place::Text(start);
            quote = b'`';
        }
    }
    let end = reader.text.len();
    reader.token(end);
    (reader.open.is_empty() && reader.templates.is_empty()).then_some(reader.found)
}

impl Reader<'_> {
    fn peek(&self, ahead: usize) -> Option<u8> {
        self.text.get(self.at + ahead).copied()
    }

    fn note(&mut self, place: Place) {
        self.found.tags.push(Context {
            place,
            depth: self.open.len(),
            lowest: self.lowest,
            around: self.open.last().map_or(Bracket::Block, |(bracket, _)| *bracket),
            before: self.before,
            next: self.text.len(),
        });
        self.lowest = self.open.len();
    }

    /// A token begins.
    fn token(&mut self, at: usize) {
        let waiting = self.found.tags.iter_mut().skip(self.waiting);
        waiting.for_each(|tag| tag.next = at);
        self.waiting = self.found.tags.len();
    }

    /// The template whose part of code ended with the brace before.
    fn ended_template(&mut self) -> Option<(usize, usize)> {
        let depth = self.open.len();
        self.templates.pop_if(|(_, open)| *open >= depth)
    }

    /// Reads a token or a blank.
    fn code(&mut self, byte: u8) -> Option<Place> {
        let start = self.at;
        if byte == b'/' && matches!(self.peek(1), Some(b'/' | b'*')) || self.is_mark_of_html() {
            self.at += 2;
            return Some(Place::Comment(start));
        }
        if byte.is_ascii_whitespace() {
            self.at += 1;
            return Some(Place::Code);
        }
        self.token(start);
        self.at += 1;
        let takes_operand = !matches!(self.before, Before::Value);
        match byte {
            b'"' | b'\'' | b'`' => return Some(Place::Text(start)),
            b'/' if takes_operand => self.regular_expression()?,
            b'{' => {
                let is_object =
                    matches!(self.before, Before::Operator | Before::Comma | Before::Open)
                        && !self.is_after_arrow(start);
                let bracket = if is_object { Bracket::Object } else { Bracket::Block };
                self.open.push((bracket, false));
                self.before = if is_object { Before::Open } else { Before::Start };
            }
            b'[' | b'(' => {
                let bracket = if byte == b'[' { Bracket::Array } else { Bracket::Paren };
                self.open.push((bracket, matches!(self.before, Before::Head)));
                self.before = Before::Open;
            }
            b'}' | b']' | b')' => {
                let (bracket, is_head) = self.open.pop()?;
                self.lowest = self.lowest.min(self.open.len());
                let fits = match byte {
                    b'}' => {
                        matches!(bracket, Bracket::Block | Bracket::Object) || self.in_template()
                    }
                    b']' => bracket == Bracket::Array,
                    _ => bracket == Bracket::Paren,
                };
                fits.then_some(())?;
                self.before = match bracket {
                    Bracket::Block => Before::Closed,
                    Bracket::Paren if is_head => Before::Head,
                    _ => Before::Value,
                };
            }
            b';' => self.before = Before::Start,
            b',' => {
                self.found.commas.push((start, self.open.len()));
                self.before = Before::Comma;
            }
            b'+' | b'-' if self.peek(0) == Some(byte) => self.at += 1,
            byte if is_word(byte) => self.word(start),
            _ => self.before = Before::Operator,
        }
        Some(Place::Code)
    }

    /// `<!--`, and `-->` where a line begins: the rest of the line is a comment.
    fn is_mark_of_html(&self) -> bool {
        let (before, rest) = self.text.split_at_checked(self.at).unwrap_or_default();
        let line = before.iter().rev().take_while(|byte| **byte != b'\n');
        rest.starts_with(b"<!--")
            || rest.starts_with(b"-->") && line.into_iter().all(u8::is_ascii_whitespace)
    }

    fn in_template(&self) -> bool {
        self.templates.last().is_some_and(|(_, open)| *open == self.open.len())
    }

    fn is_after_arrow(&self, at: usize) -> bool {
        self.text.get(..at).is_some_and(|before| before.trim_ascii_end().ends_with(b"=>"))
    }

    fn word(&mut self, start: usize) {
        while self.peek(0).is_some_and(is_word) {
            self.at += 1;
        }
        let word = self.text.get(start..self.at).unwrap_or_default();
        let is_field = start > 0 && self.text.get(start - 1) == Some(&b'.');
        let in_block = self.open.last().is_none_or(|(bracket, _)| *bracket == Bracket::Block);
        if in_block && !is_field && matches!(word, b"const" | b"let") {
            self.found.declarations.push((Span::new(start, self.at), self.open.len()));
        }
        self.before = match word {
            _ if is_field => Before::Value,
            b"else" | b"do" => Before::Head,
            _ if HEADS.contains(&word) => Before::Head,
            _ if OPERATORS.contains(&word) => Before::Operator,
            _ => Before::Value,
        };
    }

    fn regular_expression(&mut self) -> Option<()> {
        let mut in_class = false;
        loop {
            let byte = self.peek(0)?;
            self.at += 1;
            match byte {
                b'\\' => self.at += 1,
                b'[' => in_class = true,
                b']' => in_class = false,
                b'\n' => return None,
                b'/' if !in_class => break,
                _ => {}
            }
        }
        self.before = Before::Value;
        Some(())
    }
}

pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || byte >= 0x80
}
