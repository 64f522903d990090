//! What the top of a text holds, be it an envelope or a bare body.

use std::borrow::Cow;

use super::error::{Expected, Stopped};
use super::lexer::{Lexer, StringToken};
use super::text::Characters;
use super::wrapper_key::WrapperKey;
use smartro_lint_rules::source::Span;

/// A key that is read, and its value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    pub(super) name: WrapperKey,
    /// The first key of this name, and the last one.
    pub(super) first: Span,
    pub(super) key: Span,
    pub(super) value: Span,
    /// Of a string, whether it has escapes.
    pub(super) escaped: bool,
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
    pub(super) parts: [Option<Part>; WrapperKey::ALL.len()],
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

    pub(super) fn set(&mut self, part: Part) {
        let Some(place) = self.parts.get_mut(part.name as usize) else { return };
        let first = place.map_or(part.first, |before| before.first);
        self.repeated |= place.is_some();
        *place = Some(Part { first, ..part });
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

/// The string at an offset, if there is one.
pub(super) fn string_at(text: &str, at: usize) -> Option<StringToken> {
    let token = Lexer::new(text, at).string().ok();
    token.filter(|_| text.as_bytes().get(at) == Some(&b'"'))
}
