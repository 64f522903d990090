//! Which operation a text is a request of, and where its body is.
//!
//! Three forms: a bare body; `{"operation": …, "request": …}`; `{"method": …, "url": …,
//! "data": …}`, as HTTP clients write it. A body whose operation is known when it is met is
//! read there and then; only one whose operation comes after it, or has to be recognised,
//! is gone over a second time.

use super::Limits;
use super::address::{matches, segments};
use super::context::{ContextValue, add_context, read_context};
use super::error::{JsonError, JsonFault};
use super::found::{By, Found, Shape};
use super::lexer::Lexer;
use super::outline::{Outline, member, said};
use super::reader::Reader;
use super::scratch::Scratch;
use super::slots::{Base, Held, Slot, WHOLE};
use crate::program::{Kind, NodeId, Operation, Program, Segment, Tree};
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
    /// It is a value that no operation takes for a body.
    NoObject,
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

/// Finds and reads the request in a text, and gives the text as what it is found to be.
pub(crate) fn open<'t>(text: &'t [u8], opening: &mut Opening<'_>) -> (Opened, &'t str) {
    let read = valid(text, opening.limits).and_then(|text| Ok((opening.open(text)?, text)));
    read.unwrap_or_else(|error| {
        opening.scratch.clear(0);
        (Opened::Invalid(error.explained(text)), "")
    })
}

fn valid(text: &[u8], limits: Limits) -> Result<&str, JsonError> {
    let limit = limits.bytes.min(u32::MAX as usize);
    if text.len() > limit {
        return Err(JsonError::too_long(text.len(), limit));
    }
    // The quick check says no more than that there is a fault, the other one where.
    simdutf8::basic::from_utf8(text).or_else(|_| std::str::from_utf8(text)).map_err(|error| {
        let at = Span::new(error.valid_up_to(), 0).start;
        JsonError { fault: JsonFault::NotUtf8, at }
    })
}

impl Opening<'_> {
    fn open(&mut self, text: &str) -> Result<Opened, JsonError> {
        if let Some(operation) = self.given
            && !self.begins_as_envelope(text, operation)
        {
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
            let why = Unknown::NoObject;
            return Ok(Opened::Unknown { span: Span::new(lexer.at(), end), why });
        }
        let mut outline = Outline::default();
        let read = self.outline(text, lexer.at(), &mut outline);
        let enveloped = outline.operation.is_some() || outline.url.is_some();
        if read.is_err() || (outline.glanced && enveloped) {
            // The first fault is told.
            self.skip(text, lexer.at(), 0)?;
        }
        read?;
        if outline.operation.is_some() {
            self.named(text, &outline)
        } else if outline.url.is_some() {
            self.addressed(text, &outline)
        } else {
            self.bare(text, &outline)
        }
    }

    /// Whether a body of this operation cannot begin so: it would be read for nothing.
    fn begins_as_envelope(&self, text: &str, operation: usize) -> bool {
        let mut lexer = Lexer::new(text, 0);
        lexer.skip_space();
        if !lexer.take(b'{') {
            return false;
        }
        let Ok((key, _)) = member(&mut lexer) else { return false };
        let key = said(text, key);
        let body = self.program.operations.get(operation).map(|operation| &operation.tree);
        matches!(&*key, "operation" | "url")
            && body.is_some_and(|body| body.field(NodeId::ROOT, &key).is_none())
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

    pub(super) fn path_of(&self, operation: usize) -> Option<NodeId> {
        self.program.operations.get(operation)?.tree.path
    }

    /// Reads a value of an envelope into slots that are ready for it.
    pub(super) fn read_at(
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

    /// Reads the parameters of a path that a caller gave, where the text has none.
    pub(crate) fn read_parameters(&mut self, text: &str, at: usize, operation: usize) {
        let program = self.program;
        let tree = program.operations.get(operation).map(|operation| &operation.tree);
        let Some((tree, path)) = tree.and_then(|tree| Some((tree, tree.path?))) else { return };
        let is_missing = |node| self.scratch.slots.get(WHOLE, node).held == Held::Missing;
        let Kind::Object(object) = &tree.node(path).kind else { return };
        if is_missing(path) && object.fields().all(is_missing) {
            // They were written as an object of texts: reading them does not fail.
            let _ = self.read_at(text, at, operation, path);
        }
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
            read_context(self.program, text, at, self.aside)?;
        }
        add_context(self.program, text, self.aside, self.context);
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
