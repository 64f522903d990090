//! The first step: what the top of a text holds. Of an envelope, what follows `operation` is read here.

use super::context::read_context;
use super::envelope::RequestReader;
use super::error::{JsonError, Stopped};
use super::lexer::{Lexer, StringToken};
use super::outline::{Member, Outline, Part, member, string_at, unescaped};
use super::skip_unvalidated::skip_unvalidated;
use super::wrapper_key::WrapperKey;
use smartro_lint_rules::program::NodeId;
use smartro_lint_rules::source::Span;

impl RequestReader<'_> {
    /// Looks at the members of the object at an offset. A body whose operation is known when it
    /// is met is read there and then, so that its end need not be found first.
    pub(super) fn outline(
        &mut self,
        text: &str,
        start: usize,
        outline: &mut Outline,
    ) -> Result<(), JsonError> {
        self.scratch.members.clear();
        let mut lexer = Lexer::new(text, start + 1);
        let mut members = !lexer.take(b'}');
        while members {
            let is_open = self.notation().ends_open(&mut lexer, b'}');
            if is_open.map_err(|Stopped| lexer.error())? {
                outline.open = true;
                break;
            }
            let (key, value) = member(&mut lexer).map_err(|Stopped| lexer.error())?;
            lexer.seek(self.member(text, outline, key, value)?);
            members = lexer.goes_on(b'}').map_err(|Stopped| lexer.error())?;
        }
        outline.span = Span::new(start, lexer.at());
        if outline.repeated {
            // What was read when it was met has to be read again.
            outline.parts.iter_mut().flatten().for_each(|part| part.read = false);
        }
        Ok(())
    }

    /// One member of the top object; where it ends.
    fn member(
        &mut self,
        text: &str,
        outline: &mut Outline,
        key: StringToken,
        at: usize,
    ) -> Result<usize, JsonError> {
        let known = match key.escaped {
            true => WrapperKey::of(unescaped(text, key).as_bytes()),
            false => WrapperKey::of(text.as_bytes().get(key.inside()).unwrap_or_default()),
        };
        if let Some(known) = known
            && let Some(end) = self.read_when_met(text, outline, known, at)?
        {
            let (value, first) = (Span::new(at, end), key.span);
            outline.set(Part { name: known, first, key: first, value, escaped: false, read: true });
            return Ok(end);
        }
        let mut lexer = Lexer::new(text, at);
        let (mut escaped, mut validated) = (false, true);
        let end = match lexer.peek() {
            Some(b'"') => {
                let token = lexer.string().map_err(|Stopped| lexer.error())?;
                escaped = token.escaped;
                lexer.at()
            }
            bracket => {
                let is_open = matches!(bracket, Some(b'{' | b'[')) && !self.scratch.holes;
                let skipped = if is_open { skip_unvalidated(text, at) } else { None };
                validated = skipped.is_none();
                skipped.map_or_else(|| self.validate(text, at, 1), Ok)?
            }
        };
        let value = Span::new(at, end);
        self.scratch.members.push(Member { key, known, value, validated });
        if let Some(known) = known {
            let first = key.span;
            outline.set(Part { name: known, first, key: first, value, escaped, read: false });
            if known == WrapperKey::Operation {
                self.name(text, outline);
            }
        }
        Ok(end)
    }

    /// Puts another value of a key in the place of the last one.
    pub(super) fn replace(
        &mut self,
        text: &str,
        outline: &mut Outline,
        key: WrapperKey,
        member: Member,
    ) {
        let token = string_at(text, member.value.start as usize);
        if let Some(part) = outline.parts.get_mut(key as usize).and_then(Option::as_mut) {
            (part.value, part.escaped) = (member.value, token.is_some_and(|token| token.escaped));
        }
        if key == WrapperKey::Operation {
            self.name(text, outline);
        }
    }

    /// Makes the slots ready for the operation that is named.
    fn name(&mut self, text: &str, outline: &mut Outline) {
        let name = outline.string(WrapperKey::Operation, text).map(|token| unescaped(text, token));
        outline.named = name.and_then(|name| self.program.operation(&name));
        if let Some(operation) = outline.named.and_then(|named| self.program.operations.get(named))
        {
            self.scratch.clear(operation.tree.nodes.len());
        }
    }

    /// Reads a part of an envelope whose operation is known; where it ends.
    fn read_when_met(
        &mut self,
        text: &str,
        outline: &Outline,
        key: WrapperKey,
        at: usize,
    ) -> Result<Option<usize>, JsonError> {
        let Some(operation) = outline.named else { return Ok(None) };
        // Of two the last one counts, and a string may be JSON.
        if outline.part(key).is_some() || text.as_bytes().get(at) == Some(&b'"') {
            return Ok(None);
        }
        match key {
            WrapperKey::Request => self.read_at(text, at, operation, NodeId::ROOT, 1).map(Some),
            WrapperKey::PathParams => match self.path_of(operation) {
                Some(path) => self.read_at(text, at, operation, path, 1).map(Some),
                None => Ok(None),
            },
            WrapperKey::Context => {
                read_context(self.program, text, at, self.context_scratch).map(Some)
            }
            _ => Ok(None),
        }
    }
}
