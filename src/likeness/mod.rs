//! Whether a text is meant for a request, where it is one of many files.

mod evidence;
mod fit;
mod within;

use std::collections::HashSet;

use serde_json::Value;

use crate::request::{By, ReadOutcome, Unknown, WrapperKey};
use crate::verdict::Verdict;
use evidence::{Evidence, Members, folded, is_distinct};
use smartro_lint_rules::encoding::is_utf16;
use smartro_lint_rules::program::{FieldType, Node, NodeId, Operation};
use smartro_lint_rules::rule::ShapeRule;
use smartro_lint_rules::source::byte_order_mark;
use smartro_lint_rules::suggest::{Words, suggest_spelling};

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

    /// Whether a body has all that its operation requires, and nothing else.
    fn has_its_shape(&self) -> bool {
        let all = [ShapeRule::MissingField, ShapeRule::UnknownField, ShapeRule::TypeMismatch];
        let severities = &self.ruleset().severities;
        all.into_iter().all(|rule| severities.of_shape(rule).is_some())
            && !self.is_truncated()
            && !self.found().iter().any(|found| matches!(found.by, By::Shape(_)))
    }

    /// The members of the text's object; the keys of an envelope or a call are in their usual case.
    fn members(&self) -> Option<Members> {
        let text = self.bytes();
        let text = text.get(byte_order_mark(text)..).unwrap_or_default();
        let members: Members = serde_json::from_slice(text).ok()?;
        let named = |(key, value): (String, Value)| match WrapperKey::of(key.as_bytes()) {
            Some(known) => (known.name().to_owned(), value),
            None => (key, value),
        };
        Some(members.into_iter().map(named).collect())
    }

    /// Whether an object that is valid JSON is meant for a request.
    fn is_object_of_request(&self, members: &Members) -> bool {
        let program = self.program();
        let of = |index: usize| program.operations.get(index);
        let is_any_body = |members: &Members| {
            program.operations.iter().any(|operation| self.is_body_of(operation, members))
        };
        let is_surely_body = |members: &Members| {
            let mut operations = program.operations.iter();
            operations.any(|operation| Evidence::of(program, operation, members).is_surely_body())
        };
        let mut objects = members.values().filter_map(Value::as_object);
        match self.outcome() {
            ReadOutcome::Body { operation, .. } => {
                of(operation).is_none_or(|operation| self.is_form_of(operation, members))
            }
            ReadOutcome::Unknown { why: Unknown::Ambiguous(_), .. } => {
                request_in(members).is_some_and(is_any_body)
            }
            ReadOutcome::Unknown {
                why: Unknown::Path(operation) | Unknown::Method(operation),
                ..
            } => of(usize::from(operation)).is_none_or(|one| self.is_call_of(one, members)),
            ReadOutcome::Unknown { why: Unknown::Name, .. } => {
                self.names_operation(members.get(WrapperKey::Operation.name()))
                    || request_in(members).is_some_and(is_surely_body)
            }
            ReadOutcome::Unknown { why: Unknown::Unrecognised, .. } => {
                // Of a body with nothing around it there would be no more to say than this.
                request_in(members).is_some_and(is_surely_body)
            }
            ReadOutcome::Unknown { why: Unknown::Address, .. } => self.names_api(),
            ReadOutcome::Unknown { why: Unknown::BodyKey, .. } => {
                // Answers and fixtures have `data` and `input`.
                let is_near = |key: &str| suggest_spelling(key, [WrapperKey::Request.name()]);
                let mut near = members.iter().filter(|(key, _)| is_near(key).is_some());
                near.any(|(_, value)| value.as_object().is_some_and(is_surely_body))
            }
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
        let has_words = |value: &str| {
            let words = Words::of(value);
            let is_same =
                |name| words.as_ref().zip(Words::of(name)).is_some_and(|(a, b)| a.are(&b));
            names().any(is_same)
        };
        let value = value.and_then(Value::as_str);
        value.is_some_and(|value| suggest_spelling(value, names()).is_some() || has_words(value))
    }

    /// Whether an object that was read as a request of an operation is one: an envelope that names
    /// it, a call, or a body with or without an envelope.
    fn is_form_of(&self, operation: &Operation, members: &Members) -> bool {
        let request = request_in(members);
        members.get(WrapperKey::Operation.name()).is_some_and(Value::is_string)
            && self.is_envelope(members)
            || has_address(members) && self.is_call_of(operation, members)
            || request.is_some_and(|request| match has_address(request) {
                true => self.is_call_of(operation, request),
                false => self.is_body_of(operation, request),
            })
            || self.is_bare_body_of(operation, members)
    }

    /// Whether an object that names an operation is an envelope: it has a body, perhaps under a
    /// misspelt key, or nothing else. A line of a log names one as well.
    fn is_envelope(&self, members: &Members) -> bool {
        let is_meant = |by: &By| matches!(by, By::Shape(shape) if shape.instead.is_some());
        let is_known = |name: &String| WrapperKey::ALL.iter().any(|key| key.name() == name);
        members.contains_key(WrapperKey::Request.name())
            || members.keys().all(is_known)
            || self.found().iter().any(|found| is_meant(&found.by))
    }

    /// Whether an object with an address is a call: it has a body of the operation, or says that
    /// the API is called. A route or a mock has the address of an operation as well.
    fn is_call_of(&self, operation: &Operation, members: &Members) -> bool {
        let is_body = |value: &Value| match value {
            Value::Object(members) => self.is_body_of(operation, members),
            _ => false,
        };
        // The address shows already what it is, and a recording has the text in here.
        let has_field = |members: &Members| {
            members.is_empty()
                || ["text", "raw"].iter().any(|key| members.contains_key(*key))
                || Evidence::of(self.program(), operation, members).named > 0
        };
        let is_sent = |value: &Value| match value {
            Value::String(text) => match serde_json::from_str(text) {
                Ok(Value::Object(members)) => has_field(&members),
                Ok(_) => false,
                Err(_) => !text.trim().is_empty(),
            },
            Value::Object(members) => has_field(members),
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

    /// Whether an object with nothing around it is a body of an operation.
    fn is_bare_body_of(&self, operation: &Operation, members: &Members) -> bool {
        let evidence = Evidence::of(self.program(), operation, members);
        evidence.is_bare_body() || evidence.has_values() && self.has_its_shape()
    }

    /// Whether an object is a body of an operation.
    fn is_body_of(&self, operation: &Operation, members: &Members) -> bool {
        Evidence::of(self.program(), operation, members).is_body()
    }

    /// Whether a text has a field of an operation somewhere, or is an object without any fields.
    fn has_field_of(&self, operation: &Operation) -> bool {
        let words = words(self.bytes());
        let is_empty = || words.is_empty() && self.bytes().trim_ascii_start().starts_with(b"{");
        fields(operation).any(|field| words.contains(&folded(&field.name))) || is_empty()
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
        let has = |name: &str| words.contains(&folded(name));
        let is_like = |operation: &Operation| {
            let nodes = operation.tree.nodes.iter().map(|node| &*node.name);
            let known: HashSet<String> =
                nodes.chain(WrapperKey::ALL.map(WrapperKey::name)).map(folded).collect();
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
    let is_address = |value: &Value| value.is_string() || value.is_object();
    keys.iter().any(|key| members.get(key.name()).is_some_and(is_address))
}

/// The fields at the top of what an operation sends.
fn fields(operation: &Operation) -> impl Iterator<Item = &Node> {
    let root = &operation.tree.node(NodeId::ROOT).kind;
    let fields = if let FieldType::Object(object) = root { Some(object.fields()) } else { None };
    fields.into_iter().flatten().map(|field| operation.tree.node(field))
}

/// The names of those fields that nothing else is likely to have.
fn distinct(operation: &Operation) -> impl Iterator<Item = &str> {
    let names = fields(operation).filter(|field| !field.foreign).map(|field| &*field.name);
    names.filter(|name| is_distinct(name))
}

/// The words of a text that come before a colon, in quotes or not, [`folded`].
fn words(text: &[u8]) -> HashSet<String> {
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | 0x80..);
    let is_between = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'"' | b'\'' | b'\\');
    let mut words = HashSet::new();
    for colon in memchr::memchr_iter(b':', text) {
        let before = text.get(..colon).unwrap_or_default();
        let end = before.iter().rposition(|byte| !is_between(byte)).map_or(0, |last| last + 1);
        let before = before.get(..end).unwrap_or_default();
        let start = before.iter().rposition(|byte| !is_word(byte)).map_or(0, |last| last + 1);
        let word = before.get(start..).filter(|word| !word.is_empty());
        words.extend(word.map(|word| folded(&String::from_utf8_lossy(word))));
    }
    words
}
