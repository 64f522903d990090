//! One walk over a request: it reads the text, checks its shape and fills the slots.

use super::error::{Expected, JsonError, JsonFault};
use super::found::{About, By, Found, Shape};
use super::lexer::{Lexer, StringToken};
use super::number::Decimal;
use super::slots::{Held, Slot, Slots};
use super::text::Characters;
use crate::program::{Enumeration, Kind, Node, NodeId, Object, Symbol, Tree, hash_key};
use crate::rule::ShapeRule;
use crate::source::Span;

/// What reading needs besides the text, used again for the next request.
#[derive(Default)]
pub(crate) struct Scratch {
    pub(crate) slots: Slots,
    pub(crate) found: Vec<Found>,
    /// The pointers of shape findings, one after the other.
    pub(crate) pointers: String,
    /// Whether there was more to find than the limit.
    pub(crate) truncated: bool,
    /// Whether the body has an envelope's key where no field has that name.
    pub(crate) enveloped: bool,
    /// The keys of the top object, and where their values start.
    pub(super) members: Vec<(StringToken, usize)>,
    /// The keys of the objects that are being read.
    pub(super) keys: Vec<Key>,
    /// The objects and arrays that are being skipped.
    pub(super) levels: Vec<super::skip::Level>,
    /// The places in the arrays around the present node.
    pub(super) indices: Vec<u32>,
    /// Fields that stand twice: the slot's frame and node, and the first one's key.
    pub(super) repeated: Vec<(u32, NodeId, Span)>,
    /// A string without its escapes.
    plain: String,
}

impl Scratch {
    /// Makes room for a tree of so many nodes, and forgets the request before.
    pub(crate) fn clear(&mut self, nodes: usize) {
        self.slots.reset(nodes);
        self.found.clear();
        self.pointers.clear();
        self.keys.clear();
        self.levels.clear();
        self.indices.clear();
        self.repeated.clear();
        self.truncated = false;
        self.enveloped = false;
    }
}

/// A key of an object that is being read, and its value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key {
    pub(super) hash: u32,
    pub(super) key: Span,
    pub(super) value: Span,
    pub(super) held: Held,
}

/// Reads one request.
pub(crate) struct Reader<'r> {
    pub(super) text: &'r str,
    pub(super) lexer: Lexer<'r>,
    pub(super) tree: &'r Tree,
    enumerations: &'r [Enumeration],
    pub(super) scratch: &'r mut Scratch,
    pub(super) depth: usize,
    pub(super) max_depth: usize,
    max_found: usize,
}

/// A value that was read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Read {
    pub(super) span: Span,
    pub(super) held: Held,
    pub(super) escaped: bool,
}

/// Where the reader is.
#[derive(Clone, Copy)]
pub(super) struct At {
    pub(super) frame: u32,
    pub(super) node: NodeId,
    key: u32,
}

impl<'r> Reader<'r> {
    pub(crate) fn new(
        text: &'r str,
        at: usize,
        tree: &'r Tree,
        enumerations: &'r [Enumeration],
        scratch: &'r mut Scratch,
        (max_depth, max_found): (usize, usize),
    ) -> Self {
        let lexer = Lexer::new(text, at);
        Self { text, lexer, tree, enumerations, scratch, depth: 0, max_depth, max_found }
    }

    /// Where the text goes on.
    pub(crate) fn position(&self) -> usize {
        self.lexer.at()
    }

    /// Reads a value into a node that is no element's.
    pub(crate) fn read(&mut self, node: NodeId, depth: usize) -> Result<(), JsonError> {
        self.depth = depth;
        self.lexer.skip_space();
        let at = At { frame: super::slots::WHOLE, node, key: Slot::NO_KEY };
        self.value(at, self.tree.node(node)).map(drop)
    }

    /// As if an object without fields stood there.
    pub(crate) fn read_nothing(&mut self, span: Span) {
        let at = At { frame: super::slots::WHOLE, node: NodeId::ROOT, key: Slot::NO_KEY };
        self.write(at, Read { span, held: Held::Object, escaped: false }, Symbol::NONE, 0);
        if let Kind::Object(object) = &self.tree.node(NodeId::ROOT).kind {
            self.close(at, object, (0, 0), span, (0, 0));
        }
    }

    /// Reads a value into its slot, and says what kind it is.
    pub(super) fn value(&mut self, at: At, node: &'r Node) -> Result<Held, JsonError> {
        let before = self.scratch.found.len();
        let held = match (self.lexer.peek(), &node.kind) {
            (Some(b'{'), Kind::Object(object)) => self.object(at, object)?,
            (Some(b'['), Kind::List(element)) => self.list(at, *element)?,
            (Some(b'"'), Kind::Member(id)) => {
                let token = self.lexer.string()?;
                let enumeration = self.enumerations.get(usize::from(id.0));
                let symbol = enumeration.and_then(|enumeration| self.member(enumeration, token));
                let read = text(token);
                self.write(at, read, symbol.unwrap_or(Symbol::NONE), 0);
                if symbol.is_none() {
                    self.speak(
                        ShapeRule::UnknownValue,
                        at.node,
                        read.span,
                        About::Value(read.span.start),
                    );
                }
                Held::Text
            }
            (Some(b'"'), Kind::Text(_) | Kind::Instant) => {
                let token = self.lexer.string()?;
                self.write(at, text(token), Symbol::NONE, 0);
                Held::Text
            }
            _ => {
                let read = self.skip(Prefix { node: at.node, key: None })?;
                self.write(at, read, Symbol::NONE, 0);
                self.check_type(at, node, read);
                read.held
            }
        };
        if self.scratch.found.len() > before {
            self.scratch.slots.update(at.frame, at.node, |slot| slot.spoken = true);
        }
        Ok(held)
    }

    fn check_type(&mut self, at: At, node: &Node, read: Read) {
        let fits = match (&node.kind, read.held) {
            (Kind::Anything, _)
            | (Kind::AnyObject | Kind::Object(_), Held::Object)
            | (Kind::List(_) | Kind::Members(_), Held::List)
            | (Kind::Boolean, Held::True | Held::False)
            | (Kind::Integer | Kind::Number, Held::Integer)
            | (Kind::Number, Held::Fraction) => true,
            // An element that is `null` is no absent field.
            (_, Held::Null) => !node.name.is_empty(),
            _ => false,
        };
        if !fits {
            self.speak(ShapeRule::TypeMismatch, at.node, read.span, About::Value(read.span.start));
        }
    }

    #[inline]
    pub(super) fn write(&mut self, at: At, read: Read, symbol: Symbol, first: u32) {
        let Read { span, held, escaped } = read;
        let key = at.key;
        let slot = Slot { span, key, first, symbol, held, escaped, bare: false, spoken: false };
        self.scratch.slots.set(at.frame, at.node, slot);
    }

    fn object(&mut self, at: At, object: &'r Object) -> Result<Held, JsonError> {
        let start = self.lexer.at();
        self.enter()?;
        self.lexer.advance();
        let base = self.scratch.keys.len();
        let repeats = self.scratch.repeated.len();
        let (mut seen, mut present) = (0_u128, 0_u128);
        let mut members = !self.lexer.take(b'}');
        while members {
            let (name, place, hash) = self.key(object)?;
            match place.and_then(|place| Some((place, *object.fields.get(place)?))) {
                Some((place, field)) => {
                    let bit = 1_u128 << (place % 128);
                    let node = self.tree.node(field);
                    if seen & bit != 0 {
                        self.forget(at.frame, field, node, repeats);
                    }
                    seen |= bit;
                    let key = span(name).start;
                    let held = self.value(At { frame: at.frame, node: field, key }, node)?;
                    present = if held == Held::Null { present & !bit } else { present | bit };
                }
                None => self.unknown_member(at.node, name, hash)?,
            }
            members = self.goes_on(b'}')?;
        }
        self.depth -= 1;
        let read =
            Read { span: Span::new(start, self.lexer.at()), held: Held::Object, escaped: false };
        self.write(at, read, Symbol::NONE, 0);
        self.close(at, object, (seen, present), read.span, (base, repeats));
        Ok(Held::Object)
    }

    /// A key, its place among the object's fields, and its hash; up to and past the colon.
    #[inline]
    fn key(&mut self, object: &Object) -> Result<(StringToken, Option<usize>, u32), JsonError> {
        self.lexer.skip_space();
        if self.lexer.peek() != Some(b'"') {
            return self.no_key();
        }
        let name = self.lexer.string()?;
        let (place, hash) = if name.escaped {
            self.unescape(name);
            let plain = self.scratch.plain.as_bytes();
            let hash = hash_key(plain);
            (object.keys.find(plain, hash), hash)
        } else {
            let plain = self.lexer.bytes().get(name.start + 1..name.end - 1).unwrap_or_default();
            let hash = hash_key(plain);
            (object.keys.find(plain, hash), hash)
        };
        self.colon()?;
        Ok((name, place, hash))
    }

    pub(super) fn colon(&mut self) -> Result<(), JsonError> {
        if !self.lexer.take(b':') {
            return self.lexer.expected(Expected::Colon);
        }
        self.lexer.skip_space();
        Ok(())
    }

    #[cold]
    pub(super) fn no_key<T>(&self) -> Result<T, JsonError> {
        if self.lexer.peek() == Some(b'}') {
            return self.lexer.fault(JsonFault::TrailingComma);
        }
        self.lexer.expected(Expected::Key)
    }

    /// Past a comma (another member or element follows) or past the closing bracket.
    #[inline]
    pub(super) fn goes_on(&mut self, closing: u8) -> Result<bool, JsonError> {
        if self.lexer.take(b',') {
            self.lexer.skip_space();
            if self.lexer.peek() == Some(closing) {
                return self.lexer.fault(JsonFault::TrailingComma);
            }
            return Ok(true);
        }
        if self.lexer.take(closing) {
            return Ok(false);
        }
        self.lexer.expected(if closing == b'}' {
            Expected::CommaOrBrace
        } else {
            Expected::CommaOrBracket
        })
    }

    pub(super) fn enter(&mut self) -> Result<(), JsonError> {
        self.depth += 1;
        if self.depth > self.max_depth { self.lexer.fault(JsonFault::TooDeep) } else { Ok(()) }
    }

    fn unknown_member(
        &mut self,
        object: NodeId,
        name: StringToken,
        hash: u32,
    ) -> Result<(), JsonError> {
        let read = self.skip(Prefix { node: object, key: Some(span(name)) })?;
        let key = span(name);
        if object == NodeId::ROOT {
            let inside = self.text.get(name.start + 1..name.end - 1).unwrap_or("");
            let is = |key: &str| Characters::new(inside).eq(key.chars());
            self.scratch.enveloped |= is("operation") || is("url");
        }
        self.scratch.keys.push(Key { hash, key, value: read.span, held: read.held });
        Ok(())
    }

    fn list(&mut self, at: At, element: NodeId) -> Result<Held, JsonError> {
        let start = self.lexer.at();
        self.enter()?;
        self.lexer.advance();
        let node = self.tree.node(element);
        let size = usize::from(node.end.0 - element.0);
        let kept = self.tree.node(at.node).iterated;
        let mark = self.scratch.slots.mark();
        let (mut first, mut previous) = (0, 0);
        let mut index = 0_u32;
        self.scratch.indices.push(0);
        let mut elements = !self.lexer.take(b']');
        while elements {
            if !kept {
                self.scratch.slots.rewind(mark);
            }
            let frame = self.scratch.slots.push_frame(element, size, at.frame, index);
            if kept && previous == 0 {
                first = frame;
            } else if kept {
                self.scratch.slots.link(previous, frame);
            }
            previous = frame;
            if let Some(last) = self.scratch.indices.last_mut() {
                *last = index;
            }
            self.lexer.skip_space();
            self.value(At { frame, node: element, key: Slot::NO_KEY }, node)?;
            index = index.saturating_add(1);
            elements = self.goes_on(b']')?;
        }
        if !kept {
            self.scratch.slots.rewind(mark);
        }
        self.scratch.indices.pop();
        self.depth -= 1;
        let read =
            Read { span: Span::new(start, self.lexer.at()), held: Held::List, escaped: false };
        self.write(at, read, Symbol::NONE, first);
        Ok(Held::List)
    }

    /// A number: whether it has a fraction.
    pub(super) fn number(&mut self) -> Result<Held, JsonError> {
        let start = self.lexer.at();
        if self.lexer.number()? {
            return Ok(Held::Integer);
        }
        let text = self.lexer.bytes().get(start..self.lexer.at()).unwrap_or_default();
        Ok(if Decimal::new(text).is_integral() { Held::Integer } else { Held::Fraction })
    }

    fn member(&mut self, enumeration: &Enumeration, token: StringToken) -> Option<Symbol> {
        if token.escaped {
            self.unescape(token);
            return enumeration.find(self.scratch.plain.as_bytes());
        }
        enumeration.find(self.lexer.bytes().get(token.start + 1..token.end - 1)?)
    }

    #[cold]
    pub(super) fn unescape(&mut self, token: StringToken) {
        let inside = self.text.get(token.start + 1..token.end - 1).unwrap_or("");
        self.scratch.plain.clear();
        self.scratch.plain.extend(Characters::new(inside));
    }

    /// Whether there is room for one more finding.
    pub(super) fn has_room(&mut self) -> bool {
        let room = self.scratch.found.len() < self.max_found;
        self.scratch.truncated |= !room;
        room
    }

    pub(super) fn speak(&mut self, rule: ShapeRule, node: NodeId, span: Span, about: About) {
        if !self.has_room() {
            return;
        }
        let pointer = self.pointer_to(node, None);
        self.found(rule, span, about, Shape { rule, node, pointer, detail: Span::default() });
    }

    pub(super) fn found(&mut self, rule: ShapeRule, span: Span, about: About, shape: Shape) {
        if !self.has_room() {
            return;
        }
        let (by, severity) = (By::Shape(shape), rule.severity());
        self.scratch.found.push(Found { by, severity, span, about });
    }
}

/// Where a value stands that is skipped: a node, or a key that no shape knows below one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Prefix {
    pub(super) node: NodeId,
    pub(super) key: Option<Span>,
}

fn text(token: StringToken) -> Read {
    Read { span: span(token), held: Held::Text, escaped: token.escaped }
}

fn span(token: StringToken) -> Span {
    Span::new(token.start, token.end)
}
