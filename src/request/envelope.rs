//! Which operation a text is a request of, and where its body is.
//!
//! Three forms: a bare body; `{"operation": …, "request": …}`; `{"method": …, "url": …,
//! "data": …}`, as HTTP clients write it. A body whose operation is known when it is met is
//! read there and then; only one whose operation comes after it, or has to be recognised,
//! is gone over a second time.

use super::Limits;
use super::address::{matches, segments};
use std::borrow::Cow;

use super::context::{ContextValue, read_context};
use super::error::{Expected, JsonError, JsonFault, Stopped};
use super::found::{By, Found, Shape};
use super::glance::glance;
use super::lexer::{Lexer, StringToken};
use super::reader::Reader;
use super::scratch::Scratch;
use super::slots::{Base, Held, Slot};
use super::text::Characters;
use crate::program::{NodeId, Operation, Program, Segment, Tree};
use crate::source::Span;

/// What a text turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Opened {
    /// A request of this operation; the slots are filled.
    Body {
        /// An index of the program's operations.
        operation: usize,
        /// Whether the envelope brought a context.
        context: bool,
    },
    /// Not JSON.
    Invalid(JsonError),
    /// A request of no operation that the pack knows.
    Unknown {
        /// What names the operation, or the whole text.
        span: Span,
        /// Why it is not known.
        why: Unknown,
    },
}

/// Why an operation is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unknown {
    /// The pack has no operation of this name.
    Name,
    /// The pack has no operation at this address.
    Address,
    /// Nothing says which it is.
    Unrecognised,
    /// It could be more than one: a bit each.
    Ambiguous(u64),
}

/// What reading a request needs.
pub(crate) struct Opening<'r> {
    pub(crate) program: &'r Program,
    pub(crate) given: Option<usize>,
    pub(crate) limits: Limits,
    pub(crate) scratch: &'r mut Scratch,
    /// What the envelope's context is read with.
    pub(crate) aside: &'r mut Scratch,
    /// The caller's context; the envelope's is added.
    pub(crate) context: &'r mut Vec<ContextValue>,
}

/// What the top of a text holds.
#[derive(Default)]
pub(super) struct Outline {
    operation: Option<StringToken>,
    /// The operation's index, once its name is read.
    known: Option<usize>,
    method: Option<StringToken>,
    url: Option<StringToken>,
    request: Option<usize>,
    data: Option<usize>,
    path_params: Option<usize>,
    context: Option<usize>,
    /// The operation that the slots are made for.
    prepared: Option<usize>,
    /// What was read on the way.
    body_read: bool,
    parameters_read: bool,
    context_read: bool,
    /// Whether there are values of which no more was seen than where they end.
    glanced: bool,
    pub(super) span: Span,
}

/// Finds and reads the request in a text, and gives the text as what it is found to be.
pub(crate) fn open<'t>(text: &'t [u8], opening: &mut Opening<'_>) -> (Opened, &'t str) {
    let read = valid(text, opening.limits).and_then(|text| Ok((opening.open(text)?, text)));
    read.unwrap_or_else(|error| {
        opening.scratch.clear(0);
        (Opened::Invalid(error), "")
    })
}

fn valid(text: &[u8], limits: Limits) -> Result<&str, JsonError> {
    let limit = limits.bytes.min(u32::MAX as usize);
    if text.len() > limit {
        return Err(JsonError::too_long(text.len(), limit));
    }
    if text.starts_with(b"\xEF\xBB\xBF") {
        return Err(JsonError { fault: JsonFault::ByteOrderMark, at: 0 });
    }
    // The quick check says no more than that there is a fault, the other one where.
    simdutf8::basic::from_utf8(text).or_else(|_| std::str::from_utf8(text)).map_err(|error| {
        let at = Span::new(error.valid_up_to(), 0).start;
        JsonError { fault: JsonFault::NotUtf8, at }
    })
}

impl Opening<'_> {
    fn open(&mut self, text: &str) -> Result<Opened, JsonError> {
        if let Some(operation) = self.given {
            let end = self.read_body(text, 0, operation, 0)?;
            Lexer::new(text, end).end()?;
            if !self.scratch.enveloped {
                return Ok(Opened::Body { operation, context: false });
            }
        }
        let mut lexer = Lexer::new(text, 0);
        lexer.skip_space();
        if lexer.peek() != Some(b'{') {
            let end = self.skip(text, lexer.at(), 0)?;
            Lexer::new(text, end).end()?;
            let why = Unknown::Unrecognised;
            return Ok(Opened::Unknown { span: Span::new(lexer.at(), end), why });
        }
        let outline = self.outline(text, lexer.at());
        let enveloped = |outline: &Outline| outline.operation.is_some() || outline.url.is_some();
        if outline.as_ref().map_or(true, |outline| outline.glanced && enveloped(outline)) {
            // The first fault is told.
            self.skip(text, lexer.at(), 0)?;
        }
        let outline = outline?;
        if outline.operation.is_some() {
            self.named(text, &outline)
        } else if outline.url.is_some() {
            self.addressed(text, &outline)
        } else {
            self.bare(text, &outline)
        }
    }

    fn reader<'s>(&'s mut self, text: &'s str, at: usize, tree: &'s Tree) -> Reader<'s> {
        let limits = (self.limits.depth, self.limits.findings);
        Reader::new(text, at, tree, &self.program.enumerations, self.scratch, limits)
    }

    /// Reads a body at an offset as an operation's; `depth` levels are around it.
    pub(super) fn read_body(
        &mut self,
        text: &str,
        at: usize,
        operation: usize,
        depth: usize,
    ) -> Result<usize, JsonError> {
        let program = self.program;
        let Some(operation) = program.operations.get(operation) else { return Ok(at) };
        self.scratch.clear(operation.tree.nodes.len());
        let mut reader = self.reader(text, at, &operation.tree);
        reader.read(NodeId::ROOT, depth)?;
        Ok(reader.position())
    }

    /// Past a value that is looked at later, or never; `depth` levels are around it.
    pub(super) fn skip(&mut self, text: &str, at: usize, depth: usize) -> Result<usize, JsonError> {
        let program = self.program;
        let before = (self.scratch.found.len(), self.scratch.pointers.len());
        let mut reader = self.reader(text, at, &program.context);
        reader.pass(depth)?;
        let end = reader.position();
        self.scratch.found.truncate(before.0);
        self.scratch.pointers.truncate(before.1);
        Ok(end)
    }

    fn outline(&mut self, text: &str, start: usize) -> Result<Outline, JsonError> {
        let mut outline = Outline::default();
        self.scratch.members.clear();
        let mut lexer = Lexer::new(text, start + 1);
        let mut members = !lexer.take(b'}');
        while members {
            let (key, value) = member(&mut lexer).map_err(|Stopped| lexer.error())?;
            lexer.seek(self.member(text, &mut outline, key, value)?);
            members = if lexer.take(b',') {
                true
            } else if lexer.take(b'}') {
                false
            } else {
                return lexer.expected(Expected::CommaOrBrace).map_err(|Stopped| lexer.error());
            };
        }
        lexer.end()?;
        outline.span = Span::new(start, lexer.at());
        Ok(outline)
    }

    /// One member of the top object; where it ends.
    fn member(
        &mut self,
        text: &str,
        outline: &mut Outline,
        key: StringToken,
        at: usize,
    ) -> Result<usize, JsonError> {
        let mut end = None;
        let mut string = || {
            let mut lexer = Lexer::new(text, at);
            let token = if lexer.peek() == Some(b'"') { lexer.string().ok() } else { None };
            end = token.map(|token| token.span.end as usize);
            token
        };
        match &*said(text, key) {
            "operation" => {
                outline.operation = string();
                let name = outline.operation.map(|token| said(text, token));
                outline.known = name.and_then(|name| self.program.operation(&name));
                self.prepare(outline);
            }
            "request" => {
                outline.request = Some(at);
                if outline.body_read {
                    // The last one counts: the slots start anew.
                    outline.prepared = None;
                    self.prepare(outline);
                }
                if let Some(operation) = outline.prepared {
                    outline.body_read = true;
                    return self.read_at(text, at, operation, NodeId::ROOT);
                }
            }
            "pathParams" => {
                outline.path_params = Some(at);
                let path = outline.prepared.and_then(|operation| self.path_of(operation));
                if let (Some(operation), Some(path), false) =
                    (outline.prepared, path, outline.parameters_read)
                {
                    outline.parameters_read = true;
                    return self.read_at(text, at, operation, path);
                }
                outline.parameters_read = false;
            }
            "context" => {
                outline.context = Some(at);
                if outline.prepared.is_some() && !outline.context_read {
                    outline.context_read = true;
                    return read_context(self.program, text, at, self.context, self.aside);
                }
                outline.context_read = false;
            }
            "method" => outline.method = string(),
            "url" => outline.url = string(),
            "data" | "body" => outline.data = Some(at),
            _ => {}
        }
        if outline.prepared.is_none() {
            self.scratch.members.push((key, at));
        }
        if let Some(end) = end {
            return Ok(end);
        }
        // What is read later need not be gone through now.
        let end = if outline.prepared.is_none() { glance(text, at) } else { None };
        outline.glanced |= end.is_some();
        end.map_or_else(|| self.skip(text, at, 1), Ok)
    }

    /// Makes the slots ready for the operation that is named.
    fn prepare(&mut self, outline: &mut Outline) {
        if outline.known == outline.prepared {
            return;
        }
        outline.prepared = outline.known;
        (outline.body_read, outline.parameters_read) = (false, false);
        if let Some(operation) = outline.known.and_then(|known| self.program.operations.get(known))
        {
            self.scratch.clear(operation.tree.nodes.len());
        }
    }

    fn path_of(&self, operation: usize) -> Option<NodeId> {
        self.program.operations.get(operation)?.tree.path
    }

    /// Reads a value of an envelope into slots that are ready for it.
    fn read_at(
        &mut self,
        text: &str,
        at: usize,
        operation: usize,
        node: NodeId,
    ) -> Result<usize, JsonError> {
        let program = self.program;
        let Some(operation) = program.operations.get(operation) else { return Ok(at) };
        let mut reader = self.reader(text, at, &operation.tree);
        reader.read(node, 1)?;
        Ok(reader.position())
    }

    fn named(&mut self, text: &str, outline: &Outline) -> Result<Opened, JsonError> {
        let Some(operation) = outline.known else {
            let name = outline.operation.map_or(outline.span, |name| name.span);
            return Ok(Opened::Unknown { span: name, why: Unknown::Name });
        };
        if !outline.body_read {
            match outline.request {
                Some(at) => self.read_at(text, at, operation, NodeId::ROOT).map(drop)?,
                None => self.read_nothing(operation, outline.span),
            }
        }
        if let (Some(at), Some(path), false) =
            (outline.path_params, self.path_of(operation), outline.parameters_read)
        {
            self.read_at(text, at, operation, path)?;
        }
        let context = self.context(text, outline)?;
        Ok(Opened::Body { operation, context })
    }

    fn addressed(&mut self, text: &str, outline: &Outline) -> Result<Opened, JsonError> {
        let Some(url) = outline.url else { return self.bare(text, outline) };
        let method = outline.method.map(|token| said(text, token));
        let segments = segments(text, url);
        let operations = self.program.operations.iter().enumerate();
        let mut matching = operations
            .filter(|(_, operation)| matches(operation, method.as_deref(), &segments, text));
        let Some((index, operation)) = matching.next() else {
            return Ok(Opened::Unknown { span: url.span, why: Unknown::Address });
        };
        self.scratch.clear(operation.tree.nodes.len());
        match outline.data {
            Some(at) => self.read_at(text, at, index, NodeId::ROOT).map(drop)?,
            None => self.read_nothing(index, outline.span),
        }
        self.fill_parameters(operation, &segments, text);
        let context = self.context(text, outline)?;
        Ok(Opened::Body { operation: index, context })
    }

    /// As if an object without fields were the body.
    fn read_nothing(&mut self, operation: usize, envelope: Span) {
        let program = self.program;
        if let Some(operation) = program.operations.get(operation) {
            self.reader("", 0, &operation.tree).read_nothing(envelope);
        }
    }

    fn fill_parameters(&mut self, operation: &Operation, segments: &[Span], text: &str) {
        let Some(http) = &operation.http else { return };
        for (segment, span) in http.segments.iter().rev().zip(segments.iter().rev()) {
            let Segment::Parameter(node) = segment else { continue };
            let said = span.of(text);
            // `${PAYMENT_ID}`, `{paymentId}` and `:paymentId` stand for a value that is not here.
            if said.contains('{') || said.starts_with(':') {
                continue;
            }
            let escaped = said.contains('\\');
            let slot = Slot { span: *span, held: Held::Text, escaped, bare: true, ..Slot::MISSING };
            self.scratch.slots.set(Base::WHOLE, *node, slot);
        }
    }

    /// Adds the envelope's context to the caller's, and says whether there is one.
    fn context(&mut self, text: &str, outline: &Outline) -> Result<bool, JsonError> {
        let Some(at) = outline.context else { return Ok(false) };
        if !outline.context_read {
            read_context(self.program, text, at, self.context, self.aside)?;
        }
        for found in &self.aside.found {
            let By::Shape(shape) = found.by else { continue };
            let start = self.scratch.pointers.len();
            self.scratch.pointers.push_str("/@context");
            self.scratch.pointers.push_str(shape.pointer.of(&self.aside.pointers));
            let pointer = Span::new(start, self.scratch.pointers.len());
            // What the context says is about no value of the body.
            let (node, about) = (NodeId::ROOT, super::found::About::Text);
            let by = By::Shape(Shape { pointer, node, ..shape });
            self.scratch.found.push(Found { by, about, ..*found });
        }
        Ok(true)
    }
}

/// A key, and where its value starts.
#[inline]
pub(super) fn member(lexer: &mut Lexer<'_>) -> Result<(StringToken, usize), Stopped> {
    lexer.skip_space();
    match lexer.peek() {
        Some(b'"') => {}
        Some(b'}') => return lexer.fault(JsonFault::TrailingComma),
        _ => return lexer.expected(Expected::Key),
    }
    let key = lexer.string()?;
    if !lexer.take(b':') {
        return lexer.expected(Expected::Colon);
    }
    lexer.skip_space();
    Ok((key, lexer.at()))
}

pub(super) fn inside(text: &str, token: StringToken) -> &str {
    text.get(token.inside()).unwrap_or("")
}

/// What a string says; copied only where it has escapes.
#[inline]
fn said(text: &str, token: StringToken) -> Cow<'_, str> {
    match token.escaped {
        true => Characters::new(inside(text, token)).collect::<String>().into(),
        false => inside(text, token).into(),
    }
}
