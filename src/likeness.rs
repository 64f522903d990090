//! Whether a text is meant for a request, where it is one of many files.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use serde::de::IgnoredAny;
use serde_json::Value;

use crate::encoding::is_utf16;
use crate::program::{EnumerationId, FieldType, Node, NodeId, Operation, Tree};
use crate::request::{ReadOutcome, Unknown, WrapperKey};
use crate::source::byte_order_mark;
use crate::verdict::Verdict;

/// How many fields of an operation make a request of an object that lacks those by which it would
/// be recognised. A shop's configuration has two: its `storeId` and a `channelKey`.
const ENOUGH: usize = 3;

/// How many fields of something else, at least as many as its own, make something else of an object
/// that was recognised as a request: what an API answers repeats what it was given.
const OTHERS: usize = 5;

/// The keys that mark an object as a request.
const WRAPPED: [WrapperKey; 5] = [
    WrapperKey::Operation,
    WrapperKey::Request,
    WrapperKey::Url,
    WrapperKey::Uri,
    WrapperKey::Path,
];

impl Verdict<'_> {
    /// Whether the text is meant for a request, so that what was found in it matters: it is one
    /// of an operation that is known or named, or it is broken and has names in it that requests
    /// have. What else there is in a directory, such as `package.json`, is not.
    #[must_use]
    pub fn is_request(&self) -> bool {
        // A caller who gives the operation gives it for all that there is.
        let given = self.request().operation.and_then(|name| {
            let operation = self.program().operation(name.name())?;
            self.program().operations.get(operation)
        });
        if self.is_own_report() {
            return false;
        }
        match self.outcome() {
            ReadOutcome::Body { .. } | ReadOutcome::Invalid(_) if given.is_some() => {
                given.is_some_and(|given| self.has_field_of(given)) || self.has_words_of_requests()
            }
            ReadOutcome::Body { operation, .. } => {
                let operation = self.program().operations.get(operation);
                operation.is_none_or(|operation| self.is_body_of(operation, OTHERS))
            }
            ReadOutcome::Unknown { why: Unknown::Ambiguous(_), .. } => {
                let mut operations = self.program().operations.iter();
                operations.any(|operation| self.is_body_of(operation, 0))
            }
            ReadOutcome::Ignored { same_api } => same_api,
            ReadOutcome::Unknown { why: Unknown::Path(_), .. } => true,
            ReadOutcome::Unknown { why: Unknown::NoObject, .. } => false,
            ReadOutcome::Unknown { why: Unknown::Unrecognised, .. } => {
                // A deeper key, as in the description of an API, is no field of a request.
                let keys: HashMap<Cow<'_, str>, IgnoredAny> =
                    serde_json::from_slice(self.bytes()).unwrap_or_default();
                let is_like = |operation: &Operation| {
                    distinct(operation).filter(|name| keys.contains_key(*name)).count() >= ENOUGH
                };
                self.program().operations.iter().any(is_like)
            }
            ReadOutcome::Unknown { why: Unknown::Address, .. } => {
                memchr::memmem::find(self.bytes(), b"portone").is_some()
                    || self.has_words_of_requests()
            }
            ReadOutcome::Unknown { .. } | ReadOutcome::Invalid(_) => self.has_words_of_requests(),
        }
    }

    /// Whether the text is what a run reported of a request, whose entry has an operation as well,
    /// or a report in SARIF, whose rules have many words of requests.
    fn is_own_report(&self) -> bool {
        let has = |name: &[u8]| memchr::memmem::find(self.bytes(), name).is_some();
        (has(b"\"diagnostics\"") && has(b"\"undecided\"") && has(b"\"index\""))
            || (has(b"\"runs\"") && has(b"\"tool\"") && has(b"\"driver\""))
    }

    /// Whether an object that was recognised by its fields is the body of an operation, and none of
    /// `others` fields or more of which most are something else's.
    fn is_body_of(&self, operation: &Operation, others: usize) -> bool {
        let text = self.bytes();
        let text = text.get(byte_order_mark(text)..).unwrap_or_default();
        let members: serde_json::Map<String, Value> =
            serde_json::from_slice(text).unwrap_or_default();
        if members.is_empty() || WRAPPED.iter().any(|key| members.contains_key(key.name())) {
            return true;
        }
        let tree = &operation.tree;
        let own = || declared(tree, NodeId::ROOT, &members);
        let (own_count, all_are_texts) = (own().count(), members.values().all(is_of_texts));
        let other_count = members.len() - own_count;
        let has_own_type = || own().any(|(field, value)| self.takes(tree, field, value));
        // An object with none of the fields that one of this name has is something else's.
        let is_mistyped =
            || own().any(|(_, value)| value.as_object().is_none_or(serde_json::Map::is_empty));
        let is_own = match other_count < own_count {
            true => has_own_type() || is_mistyped(),
            false => other_count < others.max(1) && has_own_type(),
        };
        is_own && !(all_are_texts && own().any(|(field, value)| self.is_label(tree, field, value)))
    }

    /// Whether a field takes a value: of an object, one of its fields does, if it has any.
    fn takes(&self, tree: &Tree, field: NodeId, value: &Value) -> bool {
        tree.node(field).kind.types().iter().any(|kind| match kind {
            FieldType::Member(known) => value.as_str().is_some_and(|text| self.names(*known, text)),
            FieldType::Text(_) | FieldType::Instant => value.is_string(),
            FieldType::Integer | FieldType::Number => value.is_number(),
            FieldType::Boolean => value.is_boolean(),
            FieldType::List(_) | FieldType::Members(_) => value.is_array(),
            FieldType::AnyObject => value.is_object(),
            FieldType::Object(_) => value.as_object().is_some_and(|members| {
                members.is_empty()
                    || declared(tree, field, members)
                        .any(|(field, value)| self.takes(tree, field, value))
            }),
            FieldType::Anything => true,
            FieldType::Union(_) => false,
        })
    }

    /// Whether a value is, or has in it, what people read in the place of a field. Translations
    /// name everything as it is named elsewhere.
    fn is_label(&self, tree: &Tree, field: NodeId, value: &Value) -> bool {
        let node = tree.node(field);
        if let Some(members) = value.as_object() {
            return declared(tree, field, members)
                .any(|(field, value)| self.is_label(tree, field, value));
        }
        let Some(text) = value.as_str() else { return false };
        if node.kind.formats().is_some() {
            return false;
        }
        let Some(known) = node.kind.enumeration() else {
            return !text.bytes().any(|byte| byte.is_ascii_digit());
        };
        let is_readable =
            !text.is_ascii() || text.trim().contains(' ') || text.eq_ignore_ascii_case(&node.name);
        is_readable && !self.names(known, text)
    }

    /// Whether a text is a member of an enumeration.
    fn names(&self, known: EnumerationId, text: &str) -> bool {
        let known = self.program().enumerations.get(usize::from(known.0));
        known.is_some_and(|known| known.find(text.as_bytes()).is_some())
    }

    /// Whether a text has a field of an operation somewhere, or is an object without any fields.
    fn has_field_of(&self, operation: &Operation) -> bool {
        let words = words(self.bytes());
        let is_empty = || words.is_empty() && self.bytes().trim_ascii_start().starts_with(b"{");
        fields(operation).any(|field| words.contains(field.name.as_bytes())) || is_empty()
    }

    /// Whether a text has words that hardly anything but a request has.
    fn has_words_of_requests(&self) -> bool {
        let ascii: Vec<u8>;
        let text = if is_utf16(self.bytes()) {
            ascii = self.bytes().iter().copied().filter(|byte| *byte != 0).collect();
            &ascii
        } else {
            self.bytes()
        };
        let words = words(text);
        let has = |name: &str| words.contains(name.as_bytes());
        let is_like = |operation: &Operation| {
            let mut detects = operation.detects.iter();
            distinct(operation).any(has)
                || detects.any(|detect| detect.with.iter().flatten().all(|name| has(name)))
        };
        (has("operation") && has("request")) || self.program().operations.iter().any(is_like)
    }
}

/// Whether all that is in a value is texts.
fn is_of_texts(value: &Value) -> bool {
    match value {
        Value::String(_) => true,
        Value::Object(members) => members.values().all(is_of_texts),
        _ => false,
    }
}

/// The members of an object that a field declares.
fn declared<'v>(
    tree: &Tree,
    field: NodeId,
    members: &'v serde_json::Map<String, Value>,
) -> impl Iterator<Item = (NodeId, &'v Value)> {
    members.iter().filter_map(move |(name, value)| Some((tree.field(field, name)?, value)))
}

/// The fields at the top of what an operation sends.
fn fields(operation: &Operation) -> impl Iterator<Item = &Node> {
    let root = &operation.tree.node(NodeId::ROOT).kind;
    let fields = if let FieldType::Object(object) = root { Some(object.fields()) } else { None };
    fields.into_iter().flatten().map(|field| operation.tree.node(field))
}

/// The names of those fields that nothing else is likely to have: they are of several words.
fn distinct(operation: &Operation) -> impl Iterator<Item = &str> {
    let is_distinct = |name: &&str| name.bytes().any(|byte| byte.is_ascii_uppercase());
    fields(operation).filter(|field| !field.foreign).map(|field| &*field.name).filter(is_distinct)
}

/// The words of a text that come before a colon, in quotes or not.
fn words(text: &[u8]) -> HashSet<&[u8]> {
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | 0x80..);
    let is_between = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'"' | b'\'' | b'\\');
    let mut words = HashSet::new();
    for colon in memchr::memchr_iter(b':', text) {
        let before = text.get(..colon).unwrap_or_default();
        let end = before.iter().rposition(|byte| !is_between(byte)).map_or(0, |last| last + 1);
        let before = before.get(..end).unwrap_or_default();
        let start = before.iter().rposition(|byte| !is_word(byte)).map_or(0, |last| last + 1);
        words.extend(before.get(start..).filter(|word| !word.is_empty()));
    }
    words
}
