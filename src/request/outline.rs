//! The first step: what the top of a text holds, be it an envelope or a bare body. Of an envelope,
//! what follows `operation` is read here.

use std::borrow::Cow;

use super::context::read_context;
use super::envelope::RequestReader;
use super::error::{Expected, JsonError, Stopped};
use super::lexer::{Lexer, StringToken};
use super::parts::string_at;
use super::skip_unvalidated::skip_unvalidated;
use super::text::Characters;
use smartro_lint_rules::program::NodeId;
use smartro_lint_rules::source::Span;

/// The keys that are read of an envelope, of HTTP clients' requests and of recorded traffic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WrapperKey {
    Operation,
    Request,
    PathParams,
    Context,
    Id,
    Pg,
    Method,
    Url,
    Uri,
    Path,
    BaseUrl,
    PostData,
    Data,
    Body,
    Json,
    Payload,
    RequestBody,
}

impl WrapperKey {
    pub(crate) const ALL: [Self; 17] = [
        Self::Operation,
        Self::Request,
        Self::PathParams,
        Self::Context,
        Self::Id,
        Self::Pg,
        Self::Method,
        Self::Url,
        Self::Uri,
        Self::Path,
        Self::BaseUrl,
        Self::PostData,
        Self::Data,
        Self::Body,
        Self::Json,
        Self::Payload,
        Self::RequestBody,
    ];

    /// Where an HTTP call has its body. Of several the first one is sent: a recording has what
    /// went out, and a call with a URL, a method and `data` has no `body`.
    pub(crate) const BODIES: [Self; 6] =
        [Self::PostData, Self::Data, Self::Body, Self::Json, Self::Payload, Self::RequestBody];

    /// As it is written.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Operation => "operation",
            Self::Request => "request",
            Self::PathParams => "pathParams",
            Self::Context => "context",
            Self::Id => "id",
            Self::Pg => "pg",
            Self::Method => "method",
            Self::Url => "url",
            Self::Uri => "uri",
            Self::Path => "path",
            Self::BaseUrl => "baseURL",
            Self::PostData => "postData",
            Self::Data => "data",
            Self::Body => "body",
            Self::Json => "json",
            Self::Payload => "payload",
            Self::RequestBody => "requestBody",
        }
    }

    /// The one that is written so. Patterns of bytes are distinguished by their length first, which
    /// is enough for most other keys.
    pub(crate) fn of(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"operation" => Self::Operation,
            b"request" => Self::Request,
            b"pathParams" => Self::PathParams,
            b"context" => Self::Context,
            b"id" => Self::Id,
            b"pg" => Self::Pg,
            b"method" => Self::Method,
            b"url" => Self::Url,
            b"uri" => Self::Uri,
            b"path" => Self::Path,
            b"baseURL" | b"baseUrl" => Self::BaseUrl,
            b"postData" => Self::PostData,
            b"data" => Self::Data,
            b"body" => Self::Body,
            b"json" => Self::Json,
            b"payload" => Self::Payload,
            b"requestBody" => Self::RequestBody,
            // Fields of bodies begin with a small letter.
            [b'A'..=b'Z', ..] => return Self::capitalised(name),
            _ => return None,
        })
    }

    /// The one that is written so but for its case: loggers of other languages write `Method`, `URL`
    /// and `BODY`.
    #[cold]
    fn capitalised(name: &[u8]) -> Option<Self> {
        Self::ALL.into_iter().find(|key| key.name().as_bytes().eq_ignore_ascii_case(name))
    }
}

/// A key that is read, and its value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    pub(super) name: WrapperKey,
    /// The first key of this name, and the last one.
    pub(super) first: Span,
    pub(super) key: Span,
    pub(super) value: Span,
    /// Of a string, whether it has escapes.
    escaped: bool,
    /// Whether its value went into the slots when it was met.
    pub(super) read: bool,
}

/// A member of the top object that was not read when it was met.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member {
    pub(super) key: StringToken,
    pub(super) known: Option<WrapperKey>,
    pub(super) value: Span,
    /// Whether the value is known to be JSON.
    pub(super) validated: bool,
}

/// What the top of a text holds.
#[derive(Default, Clone)]
pub(super) struct Outline {
    parts: [Option<Part>; WrapperKey::ALL.len()],
    /// The operation that the envelope names, by its index.
    pub(super) named: Option<usize>,
    /// Whether a key that is read is there more than once.
    pub(super) repeated: bool,
    /// Whether there may be more than is written.
    pub(super) open: bool,
    pub(super) span: Span,
}

impl Outline {
    pub(super) fn part(&self, key: WrapperKey) -> Option<Part> {
        self.parts.get(key as usize).copied().flatten()
    }

    /// A key's value, where it is a string.
    pub(super) fn string(&self, key: WrapperKey, text: &str) -> Option<StringToken> {
        let part = self.part(key)?;
        let is_string = text.as_bytes().get(part.value.start as usize) == Some(&b'"');
        is_string.then_some(StringToken { span: part.value, escaped: part.escaped })
    }

    pub(super) fn parts(&self) -> impl Iterator<Item = Part> {
        self.parts.iter().flatten().copied()
    }

    /// The body of an HTTP call.
    pub(super) fn body(&self, text: &str) -> Option<(WrapperKey, Part)> {
        let parts =
            || WrapperKey::BODIES.into_iter().filter_map(|key| Some((key, self.part(key)?)));
        let first = |part: Part| text.as_bytes().get(part.value.start as usize);
        let is_full = |part: Part| matches!(first(part), Some(b'{' | b'[' | b'"'));
        // `json: true` is an option of the client.
        let is_word = |key| key == WrapperKey::Json;
        let full = parts().find(|(_, part)| is_full(*part));
        full.or_else(|| parts().find(|(key, _)| !is_word(*key)))
    }

    /// Whether it looks like an HTTP call, but for its address.
    pub(super) fn sends(&self, text: &str) -> bool {
        self.part(WrapperKey::Method).is_some() || self.body(text).is_some()
    }

    fn set(&mut self, part: Part) {
        let Some(place) = self.parts.get_mut(part.name as usize) else { return };
        let first = place.map_or(part.first, |before| before.first);
        self.repeated |= place.is_some();
        *place = Some(Part { first, ..part });
    }
}

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

/// A key, and where its value starts.
#[inline(always)]
pub(super) fn member(lexer: &mut Lexer<'_>) -> Result<(StringToken, usize), Stopped> {
    lexer.skip_space();
    // Reading the text as a whole finds which fault it is.
    if lexer.peek() != Some(b'"') {
        return lexer.expected(Expected::Key);
    }
    let (key, _) = lexer.word_string()?;
    lexer.colon()?;
    Ok((key, lexer.at()))
}

pub(super) fn inside(text: &str, token: StringToken) -> &str {
    text.get(token.inside()).unwrap_or("")
}

/// The characters of a string; copied only where it has escapes.
#[inline]
pub(super) fn unescaped(text: &str, token: StringToken) -> Cow<'_, str> {
    match token.escaped {
        true => Characters::new(inside(text, token)).collect::<String>().into(),
        false => inside(text, token).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::WrapperKey;

    #[test]
    fn a_key_is_found_by_its_name() {
        for key in WrapperKey::ALL {
            assert_eq!(WrapperKey::of(key.name().as_bytes()), Some(key));
        }
        assert_eq!(WrapperKey::of(b"requests"), None);
        assert_eq!(WrapperKey::of(b"BASEURL"), Some(WrapperKey::BaseUrl));
        assert_eq!(WrapperKey::of(b"PathParams"), Some(WrapperKey::PathParams));
        assert_eq!(WrapperKey::of(b"mETHOD"), None);
    }
}
