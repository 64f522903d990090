//! What the top of a text holds: the parts of an envelope, or the fields of a bare body.

use std::borrow::Cow;

use super::context::read_context;
use super::envelope::Opening;
use super::error::{Expected, JsonError, Stopped};
use super::glance::glance;
use super::lexer::{Lexer, StringToken};
use super::text::Characters;
use crate::program::NodeId;
use crate::source::Span;

/// What the top of a text holds.
#[derive(Default)]
pub(super) struct Outline {
    pub(super) operation: Option<StringToken>,
    /// The operation's index, once its name is read.
    pub(super) known: Option<usize>,
    pub(super) method: Option<StringToken>,
    pub(super) url: Option<StringToken>,
    pub(super) request: Option<usize>,
    pub(super) data: Option<usize>,
    pub(super) path_params: Option<usize>,
    pub(super) context: Option<usize>,
    /// The operation that the slots are made for.
    pub(super) prepared: Option<usize>,
    /// What was read on the way.
    pub(super) body_read: bool,
    pub(super) parameters_read: bool,
    pub(super) context_read: bool,
    /// Whether there are values of which no more was seen than where they end.
    pub(super) glanced: bool,
    pub(super) span: Span,
}

impl Opening<'_> {
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
            let (key, value) = member(&mut lexer).map_err(|Stopped| lexer.error())?;
            lexer.seek(self.member(text, outline, key, value)?);
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
                outline.context_read = outline.prepared.is_some();
                if outline.context_read {
                    return read_context(self.program, text, at, self.aside);
                }
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
}

/// A key, and where its value starts.
#[inline]
pub(super) fn member(lexer: &mut Lexer<'_>) -> Result<(StringToken, usize), Stopped> {
    lexer.skip_space();
    // Which fault it is, whoever reads the text as a whole tells.
    if lexer.peek() != Some(b'"') {
        return lexer.expected(Expected::Key);
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
pub(super) fn said(text: &str, token: StringToken) -> Cow<'_, str> {
    match token.escaped {
        true => Characters::new(inside(text, token)).collect::<String>().into(),
        false => inside(text, token).into(),
    }
}
