//! Whether a text is meant for a request, where it is one of many files.

use std::collections::HashSet;

use serde_json::Value;

use crate::encoding::is_utf16;
use crate::program::{FieldType, Node, NodeId, Operation, Tree};
use crate::request::{ReadOutcome, Unknown, WrapperKey};
use crate::source::byte_order_mark;
use crate::suggest::suggest_spelling;
use crate::verdict::Verdict;

/// How many fields of an operation make a request of an object that lacks those by which it would
/// be recognised. A shop's configuration has two: its `storeId` and a `channelKey`.
const ENOUGH: usize = 3;

/// The keys that records have which a program keeps or answers with, beside those that end in `At`,
/// and that no request has.
const RECORD: [&str; 2] = ["id", "status"];

type Members = serde_json::Map<String, Value>;

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
            ReadOutcome::Invalid(_) => self.has_words_of_requests(),
            // A route or a mock has an address of the API as well.
            ReadOutcome::Ignored { same_api } => same_api && self.names_api(),
            ReadOutcome::Unknown { why: Unknown::NoObject, .. } => false,
            ReadOutcome::Body { .. } | ReadOutcome::Unknown { .. } => {
                // What cannot be parsed here is a request whose texts have halves of characters.
                self.members().is_none_or(|members| self.is_object_of_request(&members))
            }
        }
    }

    /// The members of the text's object.
    fn members(&self) -> Option<Members> {
        let text = self.bytes();
        serde_json::from_slice(text.get(byte_order_mark(text)..).unwrap_or_default()).ok()
    }

    /// Whether an object that is valid JSON is meant for a request.
    fn is_object_of_request(&self, members: &Members) -> bool {
        let program = self.program();
        let of = |index: usize| program.operations.get(index);
        let is_any_body = |members: &Members| {
            program.operations.iter().any(|operation| self.is_body_of(operation, members))
        };
        let mut objects = members.values().filter_map(Value::as_object);
        match self.outcome() {
            ReadOutcome::Body { operation, .. } => {
                of(operation).is_none_or(|operation| self.is_form_of(operation, members))
            }
            ReadOutcome::Unknown { why: Unknown::Ambiguous(_), .. } => is_any_body(members),
            ReadOutcome::Unknown { why: Unknown::Path(operation), .. } => {
                of(usize::from(operation)).is_none_or(|one| self.is_call_of(one, members))
            }
            ReadOutcome::Unknown { why: Unknown::Name, .. } => {
                self.names_operation(members.get(WrapperKey::Operation.name()))
                    || request_in(members).is_some_and(is_any_body)
            }
            ReadOutcome::Unknown { why: Unknown::Unrecognised, .. } => {
                // A deeper key, as in the description of an API, is no field of a request.
                program.operations.iter().any(|operation| {
                    let known = distinct(operation).filter(|name| members.contains_key(*name));
                    known.count() >= ENOUGH && self.is_body_of(operation, members)
                })
            }
            ReadOutcome::Unknown { why: Unknown::Address, .. } => self.names_api(),
            ReadOutcome::Unknown { why: Unknown::Key, .. } => {
                members.values().any(|value| self.names_operation(Some(value)))
                    || self.names_api()
                    || objects.any(is_any_body)
            }
            _ => false,
        }
    }

    /// Whether a value is the name of an operation, if not quite.
    fn names_operation(&self, value: Option<&Value>) -> bool {
        let names = || self.program().operations.iter().map(|operation| &*operation.name);
        let is_name = |value: &str| names().any(|name| name == value);
        let value = value.and_then(Value::as_str);
        value.is_some_and(|value| is_name(value) || suggest_spelling(value, names()).is_some())
    }

    /// Whether an object that was read as a request of an operation is one: an envelope that names
    /// it, a call, or a body with or without an envelope.
    fn is_form_of(&self, operation: &Operation, members: &Members) -> bool {
        let request = request_in(members);
        members.get(WrapperKey::Operation.name()).is_some_and(Value::is_string)
            || has_address(members) && self.is_call_of(operation, members)
            || request.is_some_and(|request| match has_address(request) {
                true => self.is_call_of(operation, request),
                false => self.is_body_of(operation, request),
            })
            || self.is_body_of(operation, members)
    }

    /// Whether an object with an address is a call: it has a body of the operation, or says that
    /// the API is called. A route or a mock has the address of an operation as well.
    fn is_call_of(&self, operation: &Operation, members: &Members) -> bool {
        let is_body = |value: &Value| match value {
            Value::Object(members) => self.is_body_of(operation, members),
            _ => false,
        };
        let is_sent = |value: &Value| match value {
            Value::String(text) => match serde_json::from_str(text) {
                Ok(value) => is_body(&value),
                Err(_) => !text.trim().is_empty(),
            },
            // The address shows already what it is, and a recording has the text in here.
            Value::Object(members) => {
                members.is_empty()
                    || members.contains_key("text")
                    || Keys::of(&operation.tree, NodeId::ROOT, members).exact > 0
            }
            _ => false,
        };
        let mut bodies = WrapperKey::BODIES.iter().filter_map(|key| members.get(key.name()));
        members.values().any(is_body) || bodies.any(is_sent) || self.names_api()
    }

    /// Whether the text has a host of the API, or the scheme that it authorises calls by.
    fn names_api(&self) -> bool {
        let has = |text: &str| memchr::memmem::find(self.bytes(), text.as_bytes()).is_some();
        let scheme = self.program().authorization.as_ref();
        let hosts = &self.program().hosts;
        hosts.iter().any(|host| has(host))
            || hosts.is_empty() && has("://")
            || scheme.is_some_and(|scheme| has(&format!("\"{scheme} ")))
    }

    /// Whether the text is what a run reported of a request, whose entry has an operation as well,
    /// or a report in SARIF, whose rules have many words of requests.
    fn is_own_report(&self) -> bool {
        let has = |name: &[u8]| memchr::memmem::find(self.bytes(), name).is_some();
        (has(b"\"diagnostics\"") && has(b"\"undecided\"") && has(b"\"index\""))
            || (has(b"\"runs\"") && has(b"\"tool\"") && has(b"\"driver\""))
    }

    /// Whether an object is a body of an operation: more than half of its keys are fields, and none
    /// is one of a record. A key that is nearly a field's counts, if another one is a field's.
    fn is_body_of(&self, operation: &Operation, members: &Members) -> bool {
        let tree = &operation.tree;
        let is_field = |name: &str| tree.field(NodeId::ROOT, name).is_some();
        if members.keys().any(|name| is_of_record(name) && !is_field(name)) {
            return false;
        }
        let Keys { exact, near, other } = Keys::of(tree, NodeId::ROOT, members);
        let is_translation = || {
            let (labels, others) = self.labels(tree, NodeId::ROOT, members);
            labels > 0 && labels >= others && members.values().all(is_of_texts)
        };
        exact > 0 && exact + near > other && !is_translation()
    }

    /// Of how many fields of an object of texts people read the text in the field's place, and of
    /// how many they do not. Translations name everything as it is named elsewhere.
    fn labels(&self, tree: &Tree, object: NodeId, members: &Members) -> (usize, usize) {
        let fields = members.iter().filter_map(|(name, value)| {
            let field = tree.field(object, name)?;
            Some(match value {
                Value::Object(members) => self.labels(tree, field, members),
                Value::String(text) if self.is_label(tree, field, text) => (1, 0),
                _ => (0, 1),
            })
        });
        fields.fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1))
    }

    fn is_label(&self, tree: &Tree, field: NodeId, text: &str) -> bool {
        let node = tree.node(field);
        if node.kind.formats().is_some() || text.is_empty() {
            return false;
        }
        let has_digits = text.bytes().any(|byte| byte.is_ascii_digit());
        let is_readable =
            !text.is_ascii() || text.trim().contains(' ') || text.eq_ignore_ascii_case(&node.name);
        match (node.kind.enumeration(), &node.kind) {
            (Some(known), _) => {
                let known = self.program().enumerations.get(usize::from(known.0));
                is_readable && known.is_none_or(|known| known.find(text.as_bytes()).is_none())
            }
            (None, FieldType::Object(_)) => is_readable && !has_digits,
            (None, _) => !has_digits,
        }
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
            let nodes = operation.tree.nodes.iter().map(|node| &*node.name);
            let known: HashSet<&[u8]> =
                nodes.chain(WrapperKey::ALL.map(WrapperKey::name)).map(str::as_bytes).collect();
            if words.intersection(&known).count() * 2 <= words.len() {
                return false;
            }
            let mut detects = operation.detects.iter();
            distinct(operation).any(has)
                || detects.any(|detect| detect.with.iter().flatten().all(|name| has(name)))
        };
        (has("operation") && has("request")) || self.program().operations.iter().any(is_like)
    }
}

/// The object in an envelope's `request`.
fn request_in(members: &Members) -> Option<&Members> {
    members.get(WrapperKey::Request.name()).and_then(Value::as_object)
}

/// Whether an object has an address, as a call has.
fn has_address(members: &Members) -> bool {
    let keys = [WrapperKey::Url, WrapperKey::Uri, WrapperKey::Path];
    keys.iter().any(|key| members.get(key.name()).is_some_and(Value::is_string))
}

/// Whether all that is in a value is texts.
fn is_of_texts(value: &Value) -> bool {
    match value {
        Value::String(_) => true,
        Value::Object(members) => members.values().all(is_of_texts),
        _ => false,
    }
}

/// How many keys of an object are those of fields, and how many are not; in the objects of its
/// fields, only what is a field counts.
#[derive(Default)]
struct Keys {
    exact: usize,
    /// They are misspelt, or belong elsewhere.
    near: usize,
    other: usize,
}

impl Keys {
    fn of(tree: &Tree, object: NodeId, members: &Members) -> Self {
        let mut keys = Self::default();
        for (name, value) in members {
            match tree.field(object, name) {
                Some(field) if tree.node(field).foreign => keys.near += 1,
                Some(field) => keys.field(tree, field, value),
                None if is_near(tree, object, name) => keys.near += 1,
                None => keys.other += 1,
            }
        }
        keys
    }

    /// A key of a field: an object of its name is something else's if it has none of its fields.
    fn field(&mut self, tree: &Tree, field: NodeId, value: &Value) {
        let is_object = matches!(tree.node(field).kind, FieldType::Object(_));
        match value {
            Value::Object(members) if is_object => {
                let Self { exact, near, .. } = Self::of(tree, field, members);
                let is_own = members.is_empty() || exact + near > 0;
                self.exact += exact + usize::from(is_own);
                self.near += near;
                self.other += usize::from(!is_own);
            }
            // A placeholder may be an object; other texts show nothing.
            Value::Number(_) | Value::Bool(_) if is_object => {}
            Value::String(text) if is_object && !text.contains('{') => {}
            _ => self.exact += 1,
        }
    }
}

/// Whether a key is one of those of records.
fn is_of_record(name: &str) -> bool {
    RECORD.contains(&name) || name.ends_with("At") || name.ends_with("_at")
}

/// Whether a name is that of a field of an object, but for a typo.
fn is_near(tree: &Tree, object: NodeId, name: &str) -> bool {
    let FieldType::Object(fields) = &tree.node(object).kind else { return false };
    let names = fields.fields().map(|field| &*tree.node(field).name);
    !is_of_record(name) && suggest_spelling(name, names).is_some()
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
