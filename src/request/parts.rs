//! The second step: the parts of an envelope or a call that the first step has not read.

use super::context::{add_context, read_context};
use super::envelope::{ReadOutcome, RequestReader, Unknown, Wrapping};
use super::error::JsonError;
use super::found::{About, By, Found, Shape};
use super::lexer::{Lexer, StringToken};
use super::outline::{Outline, Part, inside, string_at, unescaped};
use super::reader::ValueReader;
use super::slots::{Base, ROOT, Slot, ValueKind};
use super::template;
use super::text::Characters;
use super::validate::Notation;
use super::wrapper_key::WrapperKey;
use smartro_lint_rules::program::{FieldType, NodeId, Operation, Segment, Tree};
use smartro_lint_rules::source::Span;

impl RequestReader<'_> {
    /// Reads the body, the path parameters and the context, as far as they are not read yet.
    pub(super) fn parts(
        &mut self,
        text: &str,
        operation: usize,
        outline: &Outline,
        wrapping: Wrapping<'_>,
    ) -> Result<ReadOutcome, JsonError> {
        let program = self.program;
        let Some(declared) = program.operations.get(operation) else {
            return Ok(ReadOutcome::Unknown { span: outline.span, why: Unknown::Unrecognised });
        };
        if outline.named.is_none() || outline.repeated {
            self.scratch.clear(declared.tree.nodes.len());
        }
        self.path_parameters(text, operation, outline)?;
        let mut is_encoded = false;
        let (key, body) = match wrapping {
            Wrapping::Envelope => {
                let request = outline.part(WrapperKey::Request);
                (WrapperKey::Request, request.map(|part| (part.value, part.read)))
            }
            Wrapping::Call(segments) => {
                self.fill_parameters(text, declared, segments);
                let (key, part) = outline.body(text).unzip();
                is_encoded = part.is_some_and(|part| self.is_encoded(text, part));
                let body = part.and_then(|part| self.sent(text, part)).map(|body| (body, false));
                (key.unwrap_or(WrapperKey::Data), body)
            }
        };
        let tree = &declared.tree;
        let missing =
            self.unread_keys(text, outline, tree, wrapping, body.map(|_| key)) || outline.open;
        match body {
            Some((body, false)) if is_encoded => self.encoded_body(text, body, operation)?,
            Some((body, false)) => {
                self.scratch.placeholders = matches!(wrapping, Wrapping::Call(_));
                self.body(text, body, operation)?;
                self.scratch.placeholders = false;
            }
            Some((_, true)) => {}
            // Another key was meant to be the body: that is reported, and not what is missing.
            None if missing => {}
            None => self.reader("", 0, &declared.tree).read_nothing(outline.span),
        }
        self.context(text, outline)?;
        self.validate_rest(text, outline, body.map(|(body, _)| body))?;
        Ok(ReadOutcome::Body { operation, found: body.is_some() || !missing })
    }

    fn body(&mut self, text: &str, body: Span, operation: usize) -> Result<(), JsonError> {
        let program = self.program;
        let at = body.start as usize;
        let string = string_at(text, at);
        if self.scratch.placeholders
            && string.is_some_and(|string| template::is_unknown_body(text, string))
            && let Some(declared) = program.operations.get(operation)
        {
            self.reader(text, at, &declared.tree).read_unknown(body);
            return Ok(());
        }
        let Some(token) = string.filter(|string| is_json(text, *string)) else {
            return self.read_at(text, at, operation, NodeId::ROOT, 1).map(drop);
        };
        let inside = self.scratch.lowered.unescape(text, token);
        self.copied_body(inside, operation)
    }

    /// Reads a body in base64; one in another encoding is unknown.
    fn encoded_body(&mut self, text: &str, body: Span, operation: usize) -> Result<(), JsonError> {
        let at = body.start as usize;
        let token = string_at(text, at);
        if let Some(inside) = token.and_then(|token| self.scratch.lowered.decode(text, token)) {
            return self.copied_body(inside, operation);
        }
        let program = self.program;
        if let Some(declared) = program.operations.get(operation) {
            self.reader(text, at, &declared.tree).read_unknown(body);
        }
        Ok(())
    }

    /// Reads a body of which there is a copy.
    fn copied_body(&mut self, inside: Span, operation: usize) -> Result<(), JsonError> {
        let copy = std::mem::take(&mut self.scratch.lowered.text);
        let read = self.read_at(&copy, inside.start as usize, operation, NodeId::ROOT, 0);
        let read = read.and_then(|end| Lexer::new(&copy, end).end());
        self.scratch.lowered.text = copy;
        read.map_err(|error| {
            let at = Span { start: error.at, end: error.at };
            JsonError { at: self.scratch.lowered.original(at).start, ..error }
        })
    }

    /// What of a part is sent: of recorded traffic and of Insomnia's, its text; of
    /// Postman's, what is `raw`.
    fn sent(&mut self, text: &str, part: Part) -> Option<Span> {
        let start = part.value.start as usize;
        if text.as_bytes().get(start) != Some(&b'{') {
            return Some(part.value);
        }
        let name = match part.name {
            WrapperKey::PostData => return self.posted(text, start),
            WrapperKey::Body if self.value_of(text, start, "mode").is_some() => "raw",
            WrapperKey::Body if self.value_of(text, start, "mimeType").is_some() => "text",
            _ => return Some(part.value),
        };
        let at = self.value_of(text, start, name)?;
        let end = self.validate(text, at, 2).ok()?;
        matches!(text.as_bytes().get(at), Some(b'"' | b'{')).then(|| Span::new(at, end))
    }

    /// What of recorded traffic is sent: its text, or the parameters of a form, where there are
    /// any; nothing of an empty text.
    fn posted(&mut self, text: &str, start: usize) -> Option<Span> {
        let mut part = |name, starts: &[u8]| {
            let at = self.value_of(text, start, name)?;
            let end = self.validate(text, at, 2).ok()?;
            let is_one = text.as_bytes().get(at).is_some_and(|first| starts.contains(first));
            let span = Span::new(at, end);
            let is_full = !matches!(span.of(text), "\"\"" | "[]");
            (is_one && is_full).then_some(span)
        };
        part("text", b"\"{").or_else(|| part("params", b"["))
    }

    /// Whether the text of recorded traffic is written in another encoding, such as base64,
    /// which is not decoded.
    fn is_encoded(&mut self, text: &str, part: Part) -> bool {
        let start = part.value.start as usize;
        part.name == WrapperKey::PostData
            && text.as_bytes().get(start) == Some(&b'{')
            && self
                .value_of(text, start, "encoding")
                .and_then(|at| string_at(text, at))
                .is_some_and(|encoding| !unescaped(text, encoding).eq_ignore_ascii_case("utf-8"))
    }

    fn path_parameters(
        &mut self,
        text: &str,
        operation: usize,
        outline: &Outline,
    ) -> Result<(), JsonError> {
        let (Some(part), Some(path)) =
            (outline.part(WrapperKey::PathParams), self.path_of(operation))
        else {
            return Ok(());
        };
        if !part.read {
            self.read_at(text, part.value.start as usize, operation, path, 1)?;
        }
        let program = self.program;
        let Some(tree) = program.operations.get(operation).map(|one| &one.tree) else {
            return Ok(());
        };
        let FieldType::Object(parameters) = &tree.node(path).kind else { return Ok(()) };
        for node in parameters.fields() {
            let slot = *self.scratch.slots.get(ROOT, node);
            let Slot { span, escaped, .. } = slot;
            if slot.kind == ValueKind::Text
                && let Some(hole) = template::of_string(text, StringToken { span, escaped })
            {
                self.scratch.slots.set_hole(node, slot, hole);
            }
        }
        Ok(())
    }

    /// What the URL has in the place of parameters.
    fn fill_parameters(&mut self, text: &str, operation: &Operation, segments: &[Span]) {
        let Some(http) = &operation.http else { return };
        for (segment, span) in http.segments.iter().rev().zip(segments.iter().rev()) {
            let Segment::Parameter(node) = segment else { continue };
            let read = self.scratch.lowered.or(text);
            let written = span.of(read);
            let bare = Slot { span: *span, bare: true, ..Slot::MISSING };
            if let Some(hole) = template::of_segment(read, *span) {
                // A parameter that is given beside the URL is known.
                if self.scratch.slots.get(ROOT, *node).kind != ValueKind::Text {
                    self.scratch.slots.set_hole(*node, bare, hole);
                }
                continue;
            }
            let (span, escaped) = match written.contains(['%', '\\']) {
                true => self.scratch.lowered.percent_decode(text, *span),
                false => (*span, false),
            };
            let slot = Slot { span, kind: ValueKind::Text, escaped, ..bare };
            self.scratch.slots.set(Base::ROOT, *node, slot);
        }
    }

    /// Adds the envelope's context to the caller's.
    fn context(&mut self, text: &str, outline: &Outline) -> Result<(), JsonError> {
        let Some(part) = outline.part(WrapperKey::Context) else { return Ok(()) };
        if part.value.of(text) == "null" {
            return Ok(());
        }
        if !part.read {
            let at = part.value.start as usize;
            read_context(self.program, text, at, self.context_scratch)?;
        }
        add_context(self.program, text, self.context_scratch, self.context);
        for found in &self.context_scratch.found {
            let By::Shape(shape) = found.by else { continue };
            let start = self.scratch.pointers.len();
            self.scratch.pointers.push_str("/@context");
            self.scratch.pointers.push_str(shape.pointer.of(&self.context_scratch.pointers));
            let pointer = Span::new(start, self.scratch.pointers.len());
            // Findings on the context are about no value of the body.
            let (node, about) = (NodeId::ROOT, About::Text);
            let by = By::Shape(Shape { pointer, node, ..shape });
            self.scratch.found.push(Found { by, about, ..*found });
        }
        Ok(())
    }

    /// Reads the parameters of a path that a caller gave, where the text has none; they are
    /// written after it.
    pub(crate) fn read_parameters(&mut self, text: &str, at: usize, operation: usize) {
        let program = self.program;
        let tree = program.operations.get(operation).map(|operation| &operation.tree);
        let Some((tree, path)) = tree.and_then(|tree| Some((tree, tree.path?))) else { return };
        let is_missing = |node| {
            matches!(self.scratch.slots.get(ROOT, node).kind, ValueKind::Missing | ValueKind::Hole)
        };
        let FieldType::Object(object) = &tree.node(path).kind else { return };
        if !is_missing(path) || !object.fields().all(is_missing) {
            return;
        }
        // They were written as an object of texts: reading them does not fail.
        if self.scratch.lowered.is_used() {
            let at = self.scratch.lowered.append(text.get(at..).unwrap_or(""));
            let copy = std::mem::take(&mut self.scratch.lowered.text);
            let _ = self.read_at(&copy, at, operation, path, 1);
            self.scratch.lowered.text = copy;
        } else {
            let _ = self.read_at(text, at, operation, path, 1);
        }
    }

    pub(super) fn reader<'s>(
        &'s mut self,
        text: &'s str,
        at: usize,
        tree: &'s Tree,
    ) -> ValueReader<'s> {
        let limits = (self.limits.depth, self.limits.findings);
        ValueReader::new(text, at, tree, &self.program.enumerations, self.scratch, limits)
    }

    /// Reads a text that is a body.
    pub(super) fn read_body(&mut self, text: &str, operation: usize) -> Result<(), JsonError> {
        let program = self.program;
        if let Some(operation) = program.operations.get(operation) {
            self.scratch.clear(operation.tree.nodes.len());
        }
        let end = self.read_at(text, 0, operation, NodeId::ROOT, 0)?;
        Lexer::new(text, end).end()
    }

    /// Reads a value into slots that are ready for it; `depth` levels are around it.
    pub(super) fn read_at(
        &mut self,
        text: &str,
        at: usize,
        operation: usize,
        node: NodeId,
        depth: usize,
    ) -> Result<usize, JsonError> {
        let program = self.program;
        let Some(operation) = program.operations.get(operation) else { return Ok(at) };
        let mut reader = self.reader(text, at, &operation.tree);
        reader.read(node, depth)?;
        Ok(reader.position())
    }

    pub(super) fn path_of(&self, operation: usize) -> Option<NodeId> {
        self.program.operations.get(operation)?.tree.path
    }

    pub(super) fn notation(&self) -> Notation {
        if self.scratch.holes { Notation::Holes } else { Notation::Json }
    }

    /// Validates a value that is not read; where it ends.
    pub(super) fn validate(
        &mut self,
        text: &str,
        at: usize,
        depth: usize,
    ) -> Result<usize, JsonError> {
        let notation = self.notation();
        self.scratch.validator.value(text, at, notation, (depth, self.limits.depth))
    }

    /// Validates a text that is one value.
    pub(super) fn validate_text(&mut self, text: &str) -> Result<(), JsonError> {
        let end = self.validate(text, 0, 0)?;
        Lexer::new(text, end).end()
    }

    /// Validates the members that are not read; `body` is one that was.
    pub(super) fn validate_rest(
        &mut self,
        text: &str,
        outline: &Outline,
        body: Option<Span>,
    ) -> Result<(), JsonError> {
        let read = |key| outline.part(key).map(|part| part.value);
        let read = [body, read(WrapperKey::PathParams), read(WrapperKey::Context)];
        for index in 0..self.scratch.members.len() {
            let Some(member) = self.scratch.members.get(index).copied() else { break };
            if !member.validated && (body.is_none() || !read.contains(&Some(member.value))) {
                self.validate(text, member.value.start as usize, 1)?;
            }
        }
        Ok(())
    }
}

/// Whether a string is JSON: what `fetch` is given as a body.
fn is_json(text: &str, token: StringToken) -> bool {
    let first = Characters::new(inside(text, token)).find(|one| !one.is_whitespace());
    matches!(first, Some('{' | '['))
}
