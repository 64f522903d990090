//! The keys of an envelope or a call that are not read, or that are there twice.

use super::envelope::{RequestReader, Wrapping};
use super::found::{About, By, Found, Instead, Shape};
use super::outline::{Member, Outline, unescaped};
use super::text::{Characters, write_step};
use super::wrapper_key::WrapperKey;
use smartro_lint_rules::program::{NodeId, Tree};
use smartro_lint_rules::rule::{Severity, ShapeRule};
use smartro_lint_rules::source::Span;
use smartro_lint_rules::suggest::suggest_spelling;

/// Words for a key of an envelope that no typo explains.
const SYNONYMS: [(&str, WrapperKey); 3] = [
    ("params", WrapperKey::PathParams),
    ("parameters", WrapperKey::PathParams),
    ("pathparameters", WrapperKey::PathParams),
];

/// Words for the body of an envelope or a call that no typo explains.
const BODY_WORDS: [&str; 21] = [
    "args",
    "arguments",
    "body",
    "content",
    "data",
    "form",
    "formdata",
    "input",
    "json",
    "payload",
    "postdata",
    "raw",
    "rawbody",
    "req",
    "reqbody",
    "requestbody",
    "requestdata",
    "requestpayload",
    "본문",
    "요청",
    "바디",
];

impl RequestReader<'_> {
    /// Reports the keys that are not read; whether one of them was meant to be the body, which
    /// is `body`, where there is one.
    pub(super) fn unread_keys(
        &mut self,
        text: &str,
        outline: &Outline,
        tree: &Tree,
        wrapping: Wrapping<'_>,
        body: Option<WrapperKey>,
    ) -> bool {
        let body_key = match wrapping {
            Wrapping::Envelope => WrapperKey::Request,
            Wrapping::Call(_) => WrapperKey::Data,
        };
        self.repeated_keys(text, outline);
        let mut missing = false;
        for index in 0..self.scratch.members.len() {
            let Some(member) = self.scratch.members.get(index).copied() else { break };
            let instead = match body.is_none() && !outline.open && is_field(text, member, tree) {
                true => Some(Instead::Within(body_key)),
                false => instead(text, member, outline, wrapping, body),
            };
            let Some(instead) = instead else { continue };
            let is_body = matches!(
                instead,
                Instead::Meant(WrapperKey::Request | WrapperKey::Data) | Instead::Within(_)
            );
            let severity = self.scratch.severities.of_shape(ShapeRule::UnknownField);
            // Without a body nothing is linted.
            let severity = severity.map(|own| if is_body { Severity::Error } else { own });
            missing |= is_body && severity.is_some();
            let places = (member.key.span, member.key.span, member.value);
            let rule = (ShapeRule::UnknownField, severity);
            self.wrapper_finding(text, rule, places, Some(instead));
        }
        missing
    }

    /// Reports the keys that are there twice.
    pub(super) fn repeated_keys(&mut self, text: &str, outline: &Outline) {
        if !outline.repeated {
            return;
        }
        for part in outline.parts().filter(|part| part.first != part.key) {
            let severity = self.scratch.severities.of_shape(ShapeRule::DuplicateKey);
            let rule = (ShapeRule::DuplicateKey, severity);
            self.wrapper_finding(text, rule, (part.key, part.first, part.value), None);
        }
    }

    fn wrapper_finding(
        &mut self,
        text: &str,
        (rule, severity): (ShapeRule, Option<Severity>),
        (key, detail, value): (Span, Span, Span),
        instead: Option<Instead>,
    ) {
        let Some(severity) = severity else { return };
        if self.scratch.found.len() >= self.limits.findings {
            self.scratch.truncated = true;
            return;
        }
        let start = self.scratch.pointers.len();
        self.scratch.pointers.push_str("/@envelope");
        let inside = text.get(key.start as usize + 1..key.end as usize - 1).unwrap_or("");
        // Writing to memory cannot fail.
        let _ = write_step(&mut self.scratch.pointers, Characters::new(inside));
        let pointer = Span::new(start, self.scratch.pointers.len());
        let shape = Shape { rule, node: NodeId::ROOT, pointer, detail, instead };
        let about = About::Value(value.start);
        self.scratch.found.push(Found::new(By::Shape(shape), severity, value, about));
    }

    /// The key that was to name the operation or the address, where none does.
    pub(super) fn misspelt_form(&self, text: &str, outline: &Outline) -> Option<Span> {
        if outline.part(WrapperKey::Request).is_none() && outline.body(text).is_none() {
            return None;
        }
        let is_string = |member: &Member| first_byte(text, member.value) == Some(b'"');
        let names = [WrapperKey::Operation.name(), WrapperKey::Url.name()];
        let is_near = |member: &&Member| {
            member.known.is_none()
                && is_string(member)
                && suggest_spelling(&unescaped(text, member.key), names).is_some()
        };
        self.scratch.members.iter().find(is_near).map(|member| member.key.span)
    }
}

/// Whether a key beside those of an envelope or a call is one of the body's.
fn is_field(text: &str, member: Member, tree: &Tree) -> bool {
    let is_free = match member.known {
        Some(WrapperKey::Method) => first_byte(text, member.value) == Some(b'{'),
        known => known.is_none(),
    };
    let field = || tree.field(NodeId::ROOT, &unescaped(text, member.key));
    is_free && field().is_some_and(|field| !tree.node(field).foreign)
}

/// Whether a key with an object was to be `request`.
pub(super) fn is_meant_for_request(text: &str, member: &Member) -> bool {
    let key = unescaped(text, member.key);
    let is_body = member.known.is_none_or(|known| WrapperKey::BODIES.contains(&known));
    let is_word = || {
        let folded = folded(&key);
        BODY_WORDS.contains(&&*folded)
            || suggest_spelling(&folded, [WrapperKey::Request.name()]).is_some()
    };
    first_byte(text, member.value) == Some(b'{') && is_body && is_word()
}

/// What counts instead of a key, or was meant by it.
fn instead(
    text: &str,
    member: Member,
    outline: &Outline,
    wrapping: Wrapping<'_>,
    body: Option<WrapperKey>,
) -> Option<Instead> {
    let first = first_byte(text, member.value);
    let is_full = matches!(first, Some(b'{' | b'[' | b'"'));
    let is_body = member.known.is_some_and(|known| WrapperKey::BODIES.contains(&known));
    if let Some(counts) = body
        && is_body
        && is_full
        && member.known != body
    {
        return Some(Instead::Counts(counts));
    }
    let is_call = matches!(wrapping, Wrapping::Call(_));
    if member.known.is_some() {
        return match (is_call, member.known) {
            (true, Some(WrapperKey::Request)) if body.is_none() && is_full => {
                Some(Instead::Meant(WrapperKey::Data))
            }
            (false, _) if is_body && is_full => Some(Instead::Meant(WrapperKey::Request)),
            _ => None,
        };
    }
    let fits = |key: &WrapperKey| {
        let is_free = match key {
            WrapperKey::Request | WrapperKey::Data => body.is_none(),
            key => outline.part(*key).is_none(),
        };
        let is_string = matches!(key, WrapperKey::Method | WrapperKey::Request | WrapperKey::Data);
        let is_object = *key != WrapperKey::Method;
        is_free && matches!(first, Some(b'{') if is_object)
            || is_free && is_string && first == Some(b'"')
    };
    let meant: &[WrapperKey] = if is_call {
        &[WrapperKey::Data, WrapperKey::Body, WrapperKey::Method, WrapperKey::Context]
    } else {
        &[WrapperKey::Request, WrapperKey::PathParams, WrapperKey::Context]
    };
    let key = unescaped(text, member.key);
    // Most calls have them: they are no typo.
    if (is_call && key.eq_ignore_ascii_case("headers")) || !meant.iter().any(&fits) {
        return None;
    }
    let folded = folded(&key);
    let synonym = SYNONYMS.iter().find(|(name, _)| !is_call && *name == folded);
    let body_key = if is_call { &WrapperKey::Data } else { &WrapperKey::Request };
    let is_body = BODY_WORDS.contains(&&*folded);
    let near = || {
        let near = suggest_spelling(&folded, meant.iter().map(|key| key.name()))?;
        meant.iter().find(|key| key.name() == near)
    };
    let key = synonym.map(|(_, key)| key).or(is_body.then_some(body_key));
    let key = key.or_else(near).filter(|key| fits(key))?;
    Some(Instead::Meant(if *key == WrapperKey::Body { WrapperKey::Data } else { *key }))
}

/// A key in lower case and without what is between its words; at most 100 characters of it.
fn folded(key: &str) -> String {
    let folded: String = key.chars().filter(|one| !matches!(one, '_' | '-')).take(100).collect();
    folded.to_lowercase()
}

fn first_byte(text: &str, value: Span) -> Option<u8> {
    text.as_bytes().get(value.start as usize).copied()
}
