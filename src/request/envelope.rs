//! Which operation a text is a request of, where its body is, and the body in its operation's
//! tree.
//!
//! Two steps. The first looks at the members of the top object: a bare body, an envelope
//! `{"operation": …, "request": …}`, or a call as HTTP clients and recorders write it. Of an
//! envelope it reads what follows `operation`. The second reads what is left of the body, the path
//! parameters and the context, so that each is read once, and validates what nothing reads.

use super::address::{self, Address, Called, Host};
use super::context::ContextValue;
use super::error::{JsonError, JsonFault};
use super::lexer::{Lexer, StringToken};
use super::limits::Limits;
use super::outline::{Outline, member, unescaped};
use super::placeholder::is_unknown;
use super::scratch::Scratch;
use super::wrapper_key::WrapperKey;
use smartro_lint_rules::program::{FieldType, NodeId, Program};
use smartro_lint_rules::source::Span;

/// What a text turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReadOutcome {
    /// A request of an operation, by its index; the slots are filled.
    Body {
        /// An index of the program's operations.
        operation: usize,
        /// Whether there is a body: where its key is misspelt, no field is reported as missing.
        found: bool,
    },
    /// A call that is not linted.
    Ignored {
        /// Whether it is one of the API that the pack's operations belong to.
        same_api: bool,
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
    /// The pack has an operation, given by its index, at an address that is spelt like this one.
    Path(u8),
    /// The pack has an operation, given by its index, at this address, which takes another method.
    Method(u8),
    /// It is a value that no operation takes for a body.
    NoObject,
    /// The key that would name it is misspelt.
    Key,
    /// The key of the body is misspelt, and nothing else shows it.
    BodyKey,
    /// Nothing in the request shows which it is.
    Unrecognised,
    /// It could be more than one: a bit each.
    Ambiguous(u64),
}

/// How a request is wrapped.
#[derive(Debug, Clone, Copy)]
pub(super) enum Wrapping<'s> {
    /// `{"operation": …, "request": …}`
    Envelope,
    /// A method, an address and a body; the segments of its path are ranges of the text as it is
    /// read.
    Call(&'s [Span]),
}

/// Reads requests: what that needs.
pub(crate) struct RequestReader<'r> {
    pub(crate) program: &'r Program,
    pub(crate) given: Option<usize>,
    pub(crate) limits: Limits,
    pub(crate) scratch: &'r mut Scratch,
    /// What the envelope's context is read with.
    pub(crate) context_scratch: &'r mut Scratch,
    /// The caller's context; the envelope's is added.
    pub(crate) context: &'r mut Vec<ContextValue>,
}

/// Finds and reads the request in a text, and gives the text as what it is found to be.
pub(crate) fn open<'t>(text: &'t [u8], reader: &mut RequestReader<'_>) -> (ReadOutcome, &'t str) {
    let read = valid(text, reader.limits).and_then(|text| Ok((reader.text(text)?, text)));
    read.unwrap_or_else(|error| {
        reader.scratch.clear(0);
        (ReadOutcome::Invalid(error.explained(text)), "")
    })
}

fn valid(text: &[u8], limits: Limits) -> Result<&str, JsonError> {
    let limit = limits.bytes.min(u32::MAX as usize);
    if text.len() > limit {
        return Err(JsonError::too_long(text.len(), limit));
    }
    // The fast check finds only that there is a fault, the other one where.
    simdutf8::basic::from_utf8(text).or_else(|_| std::str::from_utf8(text)).map_err(|error| {
        let at = Span::new(error.valid_up_to(), 0).start;
        JsonError { fault: JsonFault::NotUtf8, at }
    })
}

impl RequestReader<'_> {
    fn text(&mut self, text: &str) -> Result<ReadOutcome, JsonError> {
        if let Some(operation) = self.given
            && !self.may_be_envelope(text, operation)
        {
            self.read_body(text, operation)?;
            return Ok(ReadOutcome::Body { operation, found: true });
        }
        let found = self.find(text);
        if let Ok(ReadOutcome::Ignored { .. } | ReadOutcome::Unknown { .. }) = found {
            self.scratch.clear(0);
        }
        found.map_err(|error| {
            // Of several faults the first one is reported, and members are not read in order.
            self.validate_text(text).err().unwrap_or(error)
        })
    }

    /// Whether a text may be more than a body of this operation, as its first member shows.
    fn may_be_envelope(&self, text: &str, operation: usize) -> bool {
        let mut lexer = Lexer::new(text, 0);
        lexer.skip_space();
        if !lexer.take(b'{') {
            return false;
        }
        let Ok((key, value)) = member(&mut lexer) else { return false };
        let key = unescaped(text, key);
        let Some(operation) = self.program.operations.get(operation) else { return false };
        let Some(field) = operation.tree.field(NodeId::ROOT, &key) else { return true };
        // `method` is a word of an HTTP call, and an object of some bodies.
        let is_object = matches!(operation.tree.node(field).kind, FieldType::Object(_));
        WrapperKey::of(key.as_bytes()).is_some()
            && (!is_object || text.as_bytes().get(value) != Some(&b'{'))
    }

    fn find(&mut self, text: &str) -> Result<ReadOutcome, JsonError> {
        let mut lexer = Lexer::new(text, 0);
        lexer.skip_space();
        if lexer.peek() != Some(b'{') {
            let end = self.validate(text, lexer.at(), 0)?;
            Lexer::new(text, end).end()?;
            let why = Unknown::NoObject;
            return Ok(ReadOutcome::Unknown { span: Span::new(lexer.at(), end), why });
        }
        let mut outline = Outline::default();
        self.outline(text, lexer.at(), &mut outline)?;
        Lexer::new(text, outline.span.end as usize).end()?;
        self.outlined(text, &outline, 0)
    }

    /// Reads what was found; of a key that is there twice, the last value counts.
    pub(super) fn formed(
        &mut self,
        text: &str,
        outline: &Outline,
        depth: usize,
    ) -> Result<ReadOutcome, JsonError> {
        let given = self.given.and_then(|given| self.program.operations.get(given));
        // A field of the body that is given is no evidence.
        let is_field = |key: WrapperKey| {
            given.is_some_and(|given| given.tree.field(NodeId::ROOT, key.name()).is_some())
        };
        let string = |key| outline.string(key, text).filter(|_| !is_field(key));
        if let Some(id) = outline.part(WrapperKey::Id) {
            self.scratch.id = id.value;
        }
        if let Some(pg) = string(WrapperKey::Pg).map(StringToken::inside) {
            self.scratch.pg = Span::new(pg.start, pg.end);
        }
        if let Some(name) = string(WrapperKey::Operation) {
            return self.named(text, outline, name);
        }
        let sends = outline.sends(text);
        let is_free = |key: &WrapperKey| !is_field(*key);
        let mut address =
            |key| Some(key).filter(is_free).and_then(|key| self.address(text, outline, key));
        let mut url = address(WrapperKey::Url);
        if url.is_none() && sends {
            url = address(WrapperKey::Uri).or_else(|| address(WrapperKey::Path));
        }
        if let Some(url) = url {
            return self.addressed(text, outline, url, sends);
        }
        let is_there = |key| outline.part(key).is_some() && !is_field(key);
        if string(WrapperKey::Method).is_some()
            && (is_there(WrapperKey::Url) || is_there(WrapperKey::Uri))
        {
            // A call without a readable address belongs to no API.
            self.validate_rest(text, outline, None)?;
            return Ok(ReadOutcome::Ignored { same_api: false });
        }
        let request = outline.part(WrapperKey::Request).filter(|_| !is_field(WrapperKey::Request));
        let is_object = |part: Span| matches!(text.as_bytes().get(part.start as usize), Some(b'{'));
        if let Some(request) = request.filter(|request| is_object(request.value)) {
            if let Some(operation) = self.given {
                return self.parts(text, operation, outline, Wrapping::Envelope);
            }
            if depth == 0
                && let Some(read) = self.recorded(text, outline, request.value)?
            {
                return Ok(read);
            }
        }
        if let Some(key) = self.misspelt_form(text, outline) {
            self.validate_rest(text, outline, None)?;
            return Ok(ReadOutcome::Unknown { span: key, why: Unknown::Key });
        }
        self.bare(text, outline)
    }

    /// An entry of recorded traffic, which has the call in its `request`.
    fn recorded(
        &mut self,
        text: &str,
        entry: &Outline,
        request: Span,
    ) -> Result<Option<ReadOutcome>, JsonError> {
        let members = std::mem::take(&mut self.scratch.members);
        let mut outline = Outline::default();
        let outlined = self.outline(text, request.start as usize, &mut outline);
        let inner = std::mem::replace(&mut self.scratch.members, members);
        outlined?;
        let has_method = outline.string(WrapperKey::Method, text).is_some();
        let has_path = has_method && outline.string(WrapperKey::Path, text).is_some();
        let has_address = has_path || self.address(text, &outline, WrapperKey::Url).is_some();
        if !has_address || !outline.sends(text) {
            return Ok(None);
        }
        self.validate_rest(text, entry, Some(request))?;
        self.scratch.members = inner;
        self.outlined(text, &outline, 1).map(Some)
    }

    fn named(
        &mut self,
        text: &str,
        outline: &Outline,
        name: StringToken,
    ) -> Result<ReadOutcome, JsonError> {
        if let Some(operation) = outline.named {
            return self.parts(text, operation, outline, Wrapping::Envelope);
        }
        self.validate_rest(text, outline, None)?;
        Ok(ReadOutcome::Unknown { span: name.span, why: Unknown::Name })
    }

    /// A call at an address; whether it `sends` something, or has a method.
    fn addressed(
        &mut self,
        text: &str,
        outline: &Outline,
        url: Address,
        sends: bool,
    ) -> Result<ReadOutcome, JsonError> {
        let mut segments = std::mem::take(&mut self.scratch.segments);
        let called = self.called(text, outline, url, &mut segments);
        let read = match called {
            Called::Operation(operation) => {
                self.parts(text, operation, outline, Wrapping::Call(&segments))
            }
            Called::Other if !sends => self.bare(text, outline),
            _ => self.validate_rest(text, outline, None).map(|()| match called {
                Called::Unknown => {
                    ReadOutcome::Unknown { span: url.written, why: Unknown::Address }
                }
                Called::Misspelt(segment, operation) => ReadOutcome::Unknown {
                    span: self.scratch.lowered.original(segment),
                    why: Unknown::Path(operation),
                },
                Called::OtherMethod(operation) => ReadOutcome::Unknown {
                    span: outline.part(WrapperKey::Method).map_or(url.written, |part| part.value),
                    why: Unknown::Method(operation),
                },
                called => ReadOutcome::Ignored { same_api: called == Called::SameApi },
            }),
        };
        self.scratch.segments = segments;
        self.scratch.call = url.written;
        read
    }

    /// What is called; the segments of its path are ranges of the text as it is read.
    fn called(
        &mut self,
        text: &str,
        outline: &Outline,
        url: Address,
        segments: &mut Vec<Span>,
    ) -> Called {
        let method = outline.string(WrapperKey::Method, text).map(|token| unescaped(text, token));
        let method = method.as_deref().map(str::trim).filter(|method| !is_unknown(method));
        let url = url.characters;
        let read = self.scratch.lowered.or(text);
        let mut host = address::split(read, url, segments);
        if host == Host::None
            && let Some(base) = self.base(text, outline)
        {
            // The segments are those of the path, which is split again.
            host = address::split(self.scratch.lowered.or(text), base, segments);
            address::split(self.scratch.lowered.or(text), url, segments);
        }
        let text = self.scratch.lowered.or(text);
        address::called(self.program, method, (text, host, segments))
    }
}
