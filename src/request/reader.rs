//! One walk over a request: it reads the text, checks its shape and fills the slots.

use super::error::{JsonError, JsonFault, Stopped, figure};
use super::found::{About, By, Found, Shape};
use super::lexer::{Lexer, StringToken};
use super::number::Decimal;
use super::scratch::Scratch;
use super::slots::{At, Slot, ValueKind};
use super::text::Characters;
use smartro_lint_rules::program::{
    Enumeration, EnumerationId, FieldType, KeyDigest, Node, NodeId, Symbol, Tree,
};
use smartro_lint_rules::rule::ShapeRule;
use smartro_lint_rules::source::Span;

/// Reads one request.
pub(super) struct ValueReader<'r> {
    pub(super) text: &'r str,
    pub(super) lexer: Lexer<'r>,
    pub(super) tree: &'r Tree,
    pub(super) enumerations: &'r [Enumeration],
    pub(super) scratch: &'r mut Scratch,
    pub(super) depth: usize,
    pub(super) max_depth: usize,
    max_found: usize,
}

/// A value that was read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Read {
    pub(super) span: Span,
    pub(super) kind: ValueKind,
    pub(super) escaped: bool,
}

impl<'r> ValueReader<'r> {
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
        let at = At::whole(node);
        let facts = self.tree.node(node);
        if self.scratch.slots.is_written(at.base, node) {
            // An envelope's key that is there twice: the last one counts.
            self.scratch.slots.clear(at.base, node, facts.end);
        }
        self.value(at, facts).map_err(|Stopped| self.lexer.error())
    }

    /// As if an object without fields was there.
    pub(super) fn read_nothing(&mut self, span: Span) {
        let at = At::whole(NodeId::ROOT);
        self.write(at, Read { span, kind: ValueKind::Object, escaped: false }, Symbol::NONE, 0);
        if let FieldType::Object(object) = &self.tree.node(NodeId::ROOT).kind {
            self.close(at, object, span, (0, 0));
        }
    }

    /// Reads a value into its slot.
    #[inline(always)]
    pub(super) fn value(&mut self, at: At, node: &'r Node) -> Result<(), Stopped> {
        let before = self.scratch.found.len();
        match (self.lexer.peek(), &node.kind) {
            (Some(b'"'), FieldType::Text(_) | FieldType::Instant | FieldType::Anything) => {
                let token = self.lexer.string()?;
                if !(self.scratch.placeholders && self.template(at, token)) {
                    self.write(at, text(token), Symbol::NONE, 0);
                }
                return Ok(());
            }
            (Some(b'"'), FieldType::Member(id)) => self.member(at, *id)?,
            (Some(b'{'), FieldType::Object(object)) => self.object(at, object)?,
            (Some(b'['), FieldType::List(item)) => self.list(at, *item, node.iterated)?,
            (Some(b'1'..=b'9'), FieldType::Integer | FieldType::Number) => {
                self.integer(at, node)?;
            }
            _ => self.other(at, node)?,
        }
        if self.scratch.found.len() > before {
            self.scratch.slots.update(at.base, at.node, |slot| slot.has_shape_finding = true);
        }
        Ok(())
    }

    /// Digits where a number should be.
    fn integer(&mut self, at: At, node: &Node) -> Result<(), Stopped> {
        let start = self.lexer.at();
        let Some(value) = self.lexer.plain_integer() else { return self.other(at, node) };
        let read = Read { span: self.lexer.since(start), kind: ValueKind::Integer, escaped: false };
        self.write(at, read, Symbol::NONE, value);
        Ok(())
    }

    /// A value that is no text, no member, and nothing that its node looks into.
    fn other(&mut self, at: At, node: &Node) -> Result<(), Stopped> {
        if let Some(b'{' | b'[') = self.lexer.peek() {
            return self.unread(at, node);
        }
        if let FieldType::Union(types) = &node.kind {
            return self.value_of_union(at, node, types);
        }
        let read = self.scalar()?;
        if read.kind == ValueKind::Hole {
            self.write_hole(at, read);
            return Ok(());
        }
        self.write(at, read, Symbol::NONE, 0);
        self.check_type(at, node, read);
        Ok(())
    }

    /// An object or an array that its node does not look into.
    fn unread(&mut self, at: At, node: &Node) -> Result<(), Stopped> {
        let read = match (self.lexer.peek(), &node.kind) {
            (Some(b'['), FieldType::Members(id)) => self.set(at, *id)?,
            _ => self.skip(Prefix { node: at.node, key: None })?,
        };
        self.write(at, read, Symbol::NONE, 0);
        self.check_type(at, node, read);
        Ok(())
    }

    /// A list where some of an enumeration's members should be.
    fn set(&mut self, at: At, id: EnumerationId) -> Result<Read, Stopped> {
        let start = self.lexer.at();
        self.enter()?;
        let members = self.listed(id);
        self.depth -= 1;
        let Some(members) = members else {
            self.lexer.seek(start);
            return self.skip(Prefix { node: at.node, key: None });
        };
        let span = self.lexer.since(start);
        self.scratch.sets.push((span.start, members));
        Ok(Read { span, kind: ValueKind::List, escaped: false })
    }

    /// The members that a list has, a bit each; `None`: it has something else, or is no JSON.
    fn listed(&mut self, id: EnumerationId) -> Option<u64> {
        let enumeration = self.enumerations.get(usize::from(id.0))?;
        self.lexer.advance();
        let mut members = 0;
        let mut more = !self.lexer.take(b']');
        while more {
            self.lexer.skip_space();
            if self.lexer.peek() != Some(b'"') {
                return None;
            }
            let start = self.lexer.at();
            let short = self.lexer.short_string();
            members |= match short.and_then(|digest| enumeration.bit_of_short(digest)) {
                Some(bit) => bit,
                None => self.listed_otherwise(start, enumeration)?,
            };
            more = self.lexer.goes_on(b']').ok()?;
        }
        Some(members)
    }

    /// The bit of a member that is long, has escapes, or has its enumeration's prefix.
    #[cold]
    fn listed_otherwise(&mut self, start: usize, enumeration: &Enumeration) -> Option<u64> {
        self.lexer.seek(start);
        let (symbol, _) = self.named(Some(enumeration)).ok()?;
        enumeration.bit_of(symbol?)
    }

    /// The member that a string names, and whether it has escapes.
    #[inline(always)]
    fn named(
        &mut self,
        enumeration: Option<&Enumeration>,
    ) -> Result<(Option<Symbol>, bool), Stopped> {
        let start = self.lexer.at();
        match self.lexer.short_string() {
            Some(digest) => {
                let inside = || self.lexer.slice(start + 1..self.lexer.at() - 1);
                Ok((enumeration.and_then(|known| known.find_short(digest, inside)), false))
            }
            None => self.long_member(enumeration),
        }
    }

    /// A string where an enumeration's member should be.
    pub(super) fn member(&mut self, at: At, id: EnumerationId) -> Result<(), Stopped> {
        let start = self.lexer.at();
        let (symbol, escaped) = self.named(self.enumerations.get(usize::from(id.0)))?;
        let span = self.lexer.since(start);
        if self.scratch.placeholders
            && symbol.is_none()
            && self.template(at, StringToken { span, escaped })
        {
            return Ok(());
        }
        let read = Read { span, kind: ValueKind::Text, escaped };
        self.write(at, read, symbol.unwrap_or(Symbol::NONE), 0);
        if symbol.is_none() {
            self.report_shape(ShapeRule::UnknownValue, at.node, span, About::Value(span.start));
        }
        Ok(())
    }

    /// A member that is long or has escapes, and whether it has any.
    fn long_member(
        &mut self,
        enumeration: Option<&Enumeration>,
    ) -> Result<(Option<Symbol>, bool), Stopped> {
        let token = self.lexer.string()?;
        let symbol = enumeration.and_then(|enumeration| {
            if token.escaped {
                self.unescape(token);
                return enumeration.find(self.scratch.plain.as_bytes());
            }
            enumeration.find(self.lexer.slice(token.inside()))
        });
        Ok((symbol, token.escaped))
    }

    pub(super) fn check_type(&mut self, at: At, node: &Node, read: Read) {
        // An element that is `null` is no absent field.
        let absent = read.kind == ValueKind::Null
            && (!node.name.is_empty() || matches!(node.kind, FieldType::Anything));
        if !absent && !read.kind.fits(&node.kind) {
            self.mismatch(at, read.span);
        }
    }

    /// A value is of another type than its field.
    #[cold]
    pub(super) fn mismatch(&mut self, at: At, span: Span) {
        self.report_shape(ShapeRule::TypeMismatch, at.node, span, About::Value(span.start));
    }

    #[inline(always)]
    pub(super) fn write(&mut self, at: At, read: Read, symbol: Symbol, first: u32) {
        let Read { span, kind, escaped } = read;
        let key = at.key;
        let slot = Slot { span, key, first, symbol, kind, escaped, ..Slot::MISSING };
        self.scratch.slots.set(at.base, at.node, slot);
    }

    #[inline]
    pub(super) fn enter(&mut self) -> Result<(), Stopped> {
        self.depth += 1;
        if self.depth > self.max_depth { self.too_deep() } else { Ok(()) }
    }

    #[cold]
    fn too_deep(&mut self) -> Result<(), Stopped> {
        self.lexer.fault(JsonFault::TooDeep { limit: figure(self.max_depth) })
    }

    /// A hash of a key.
    #[inline]
    pub(super) fn hash(&mut self, name: StringToken, digest: KeyDigest) -> u32 {
        if name.escaped {
            self.unescape(name);
            return KeyDigest::of(self.scratch.plain.as_bytes()).hash();
        }
        digest.hash()
    }

    fn list(&mut self, at: At, item: NodeId, kept: bool) -> Result<(), Stopped> {
        let start = self.lexer.at();
        self.enter()?;
        self.lexer.advance();
        let node = self.tree.node(item);
        let size = usize::from(node.end.0 - item.0);
        let mark = self.scratch.slots.mark();
        let (mut first, mut previous) = (0, 0);
        let mut open = false;
        let mut index = 0_u32;
        self.scratch.indices.push(0);
        let mut elements = !self.lexer.take(b']');
        while elements {
            if !kept {
                self.scratch.slots.rewind(mark);
            }
            let (element, base) = self.scratch.slots.push_element(item, size, at.element, index);
            if let Some(last) = self.scratch.indices.last_mut() {
                *last = index;
            }
            self.lexer.skip_space();
            if let Err(stopped) =
                self.value(At { element, base, node: item, key: Slot::NO_KEY }, node)
            {
                if !self.ellipsis() {
                    return Err(stopped);
                }
                open = true;
                self.lexer.end_open(b']')?;
                break;
            }
            if kept && previous == 0 {
                first = element;
            } else if kept {
                self.scratch.slots.link(previous, element);
            }
            previous = element;
            index = index.saturating_add(1);
            elements = self.lexer.next_element()?;
        }
        if !kept {
            self.scratch.slots.rewind(mark);
        }
        self.scratch.indices.pop();
        self.depth -= 1;
        let read = Read { span: self.lexer.since(start), kind: ValueKind::List, escaped: false };
        self.write(at, read, Symbol::NONE, first);
        if open {
            self.open_value(at);
        }
        Ok(())
    }

    /// A value that holds no others.
    #[inline(always)]
    pub(super) fn scalar(&mut self) -> Result<Read, Stopped> {
        let start = self.lexer.at();
        let mut escaped = false;
        let kind = match self.lexer.peek() {
            Some(b'"') => {
                escaped = self.lexer.string()?.escaped;
                ValueKind::Text
            }
            Some(b'-' | b'0'..=b'9') => self.number(start)?,
            Some(b't') => self.lexer.word("true").map(|()| ValueKind::True)?,
            Some(b'f') => self.lexer.word("false").map(|()| ValueKind::False)?,
            Some(b'n') => self.lexer.word("null").map(|()| ValueKind::Null)?,
            _ => self.hole()?,
        };
        Ok(Read { span: self.lexer.since(start), kind, escaped })
    }

    /// A number: whether it has a fraction.
    #[inline]
    fn number(&mut self, start: usize) -> Result<ValueKind, Stopped> {
        if self.lexer.number()? {
            return Ok(ValueKind::Integer);
        }
        let text = self.lexer.slice(start..self.lexer.at());
        Ok(if Decimal::new(text).is_integral() { ValueKind::Integer } else { ValueKind::Fraction })
    }

    #[cold]
    pub(super) fn unescape(&mut self, token: StringToken) {
        let inside = self.text.get(token.inside()).unwrap_or("");
        self.scratch.plain.clear();
        self.scratch.plain.extend(Characters::new(inside));
    }

    /// Whether there is room for one more finding.
    pub(super) fn has_room(&mut self) -> bool {
        let room = self.scratch.found.len() < self.max_found;
        self.scratch.truncated |= !room;
        room
    }

    #[cold]
    pub(super) fn report_shape(&mut self, rule: ShapeRule, node: NodeId, span: Span, about: About) {
        if self.scratch.severities.of_shape(rule).is_none() || !self.has_room() {
            return;
        }
        let pointer = self.pointer_to(node, None);
        self.found(
            rule,
            span,
            about,
            Shape { rule, node, pointer, detail: Span::default(), instead: None },
        );
    }

    pub(super) fn found(&mut self, rule: ShapeRule, span: Span, about: About, shape: Shape) {
        let Some(severity) = self.scratch.severities.of_shape(rule) else { return };
        if !self.has_room() {
            return;
        }
        self.scratch.found.push(Found::new(By::Shape(shape), severity, span, about));
    }
}

/// Where a value is that is skipped: a node, or a key that no shape knows below one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Prefix {
    pub(super) node: NodeId,
    pub(super) key: Option<Span>,
}

fn text(token: StringToken) -> Read {
    Read { span: token.span, kind: ValueKind::Text, escaped: token.escaped }
}
