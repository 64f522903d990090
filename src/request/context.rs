//! What a request does not contain: given by the caller, or in the request's envelope.

use std::sync::Arc;

use super::context_error::{ContextError, ContextType};
use super::error::JsonError;
use super::found::{About, By, Found, Shape};
use super::lexer::Lexer;
use super::limits::Limits;
use super::pointer::write_pointer;
use super::reader::ValueReader;
use super::recorded::inner_values;
use super::scratch::Scratch;
use super::slots::{ROOT, ValueKind};
use super::text::{Characters, unquoted};
use smartro_lint_rules::moment::Instant;
use smartro_lint_rules::program::{EnumerationId, FieldType, NodeId, Program, Symbol};
use smartro_lint_rules::rule::ShapeRule;
use smartro_lint_rules::source::{Span, byte_order_mark};
use smartro_lint_rules::suggest::suggest_spelling;

/// What is known beyond the request.
#[derive(Clone)]
pub struct Context {
    program: Arc<Program>,
    pub(crate) values: Vec<ContextValue>,
}

/// The value of a context key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum ContextValue {
    /// None was given.
    #[default]
    Unknown,
    /// One of the key's members.
    Member(Symbol),
    /// Several of the key's members: a bit for each, in the order of the enumeration.
    Members(u64),
    /// A point in time.
    Instant(Instant),
}

impl Context {
    /// A context in which nothing is known.
    #[must_use]
    pub(crate) fn new(program: Arc<Program>) -> Self {
        let values = vec![ContextValue::Unknown; program.context_keys.len()];
        Self { program, values }
    }

    /// Gives a key its value: `channel` is `test`, `contracts` are `escrow,card-point`, `now`
    /// is an RFC 3339 time, `mid.currency` is `KRW`.
    ///
    /// # Errors
    ///
    /// A key that the pack does not know, and a value that the key does not take.
    pub fn set(&mut self, key: &str, value: &str) -> Result<(), ContextError> {
        let keys = &self.program.context_keys;
        let index = keys.iter().position(|known| &*known.name == key);
        let index = index.ok_or_else(|| self.unknown_key(key))?;
        let node = keys.get(index).map(|key| &self.program.context.node(key.node).kind);
        let mut unfit = (None, value);
        let parsed = match node {
            Some(FieldType::Instant) => Instant::parse(value).map(ContextValue::Instant),
            Some(FieldType::Member(id)) => self.member(*id, value).map(ContextValue::Member),
            Some(FieldType::Members(id)) => {
                let words = value.split(',').map(str::trim).filter(|word| !word.is_empty());
                let mut words = words.enumerate();
                let members = words.try_fold(0, |all, (place, word)| {
                    unfit = (Some(place), word);
                    Some(all | self.bit(*id, word)?)
                });
                members.map(ContextValue::Members)
            }
            _ => None,
        };
        let parsed = parsed.ok_or_else(|| self.unfit(index, unfit))?;
        if let Some(place) = self.values.get_mut(index) {
            *place = parsed;
        }
        Ok(())
    }

    /// Sets the time of the call.
    pub fn set_now(&mut self, now: Instant) {
        let position = self.program.context_keys.iter().position(|key| &*key.name == "now");
        if let Some(value) = position.and_then(|index| self.values.get_mut(index)) {
            *value = ContextValue::Instant(now);
        }
    }

    /// The time of the call, where that is known.
    #[must_use]
    pub fn now(&self) -> Option<Instant> {
        let position = self.program.context_keys.iter().position(|key| &*key.name == "now");
        match self.values.get(position?)? {
            ContextValue::Instant(now) => Some(*now),
            _ => None,
        }
    }

    /// Adds what another context of the same pack knows, in place of what this one does.
    pub fn extend(&mut self, other: &Self) {
        let known = other.values.iter().enumerate();
        for (index, value) in known.filter(|(_, value)| **value != ContextValue::Unknown) {
            if let Some(place) = self.values.get_mut(index) {
                place.clone_from(value);
            }
        }
    }

    /// Adds what a JSON object gives: `{"channel": "test", "mid": {"currency": "KRW"}}`.
    ///
    /// # Errors
    ///
    /// A text that is no JSON object of the context's shape.
    pub fn extend_from_json(&mut self, text: &str) -> Result<(), ContextError> {
        let mut scratch = Scratch::default();
        let program = Arc::clone(&self.program);
        let start = byte_order_mark(text.as_bytes());
        let end = read_context(&program, text, start, &mut scratch)?;
        Lexer::new(text, end).end()?;
        add_context(&program, text, &mut scratch, &mut self.values);
        match scratch.found.first() {
            None => Ok(()),
            Some(found) => Err(self.explain(found, &scratch.pointers, text)),
        }
    }

    fn explain(&self, found: &Found, pointers: &str, text: &str) -> ContextError {
        let By::Shape(Shape { rule, pointer, .. }) = found.by else {
            return self.unknown_key("");
        };
        let pointer = pointer.of(pointers);
        if pointer.is_empty() {
            return ContextError::NotAnObject;
        }
        let written = pointer.trim_start_matches('/');
        let key = written.replace('/', ".");
        let keys = &self.program.context_keys;
        if rule == ShapeRule::DuplicateKey {
            return ContextError::Repeated { key };
        }
        match keys.iter().position(|known| *known.name == *key) {
            Some(_) if written.contains('.') => ContextError::Dotted { key },
            Some(index) => {
                let value = found.span.of(text);
                let is_list = value.starts_with('[')
                    && matches!(self.expected(index), ContextType::Members(_));
                let elements = if is_list { inner_values(value, 0) } else { Vec::new() };
                let plain = |value: &'_ str| unquoted(value).unwrap_or(value).to_owned();
                let known = self.expected(index).members().to_vec();
                let elements = elements.into_iter().map(|element| plain(element.of(value)));
                match elements.enumerate().find(|(_, element)| !known.contains(element)) {
                    Some((place, element)) => self.unfit(index, (Some(place), &element)),
                    None => self.unfit(index, (None, &plain(value))),
                }
            }
            None => self.unknown_key(&key),
        }
    }

    fn unknown_key(&self, key: &str) -> ContextError {
        let known = self.program.context_keys.iter().map(|known| &*known.name);
        let near = suggest_spelling(key, known.clone()).map(str::to_owned);
        ContextError::Key { key: key.to_owned(), near, known: known.map(str::to_owned).collect() }
    }

    fn member(&self, id: EnumerationId, word: &str) -> Option<Symbol> {
        self.program.enumerations.get(usize::from(id.0))?.find(word.as_bytes())
    }

    fn bit(&self, id: EnumerationId, word: &str) -> Option<u64> {
        self.program.enumerations.get(usize::from(id.0))?.bit(word.as_bytes())
    }

    /// A value that a key, given by its place, does not take: which element of a list, if it is one.
    fn unfit(&self, index: usize, (element, value): (Option<usize>, &str)) -> ContextError {
        let key = self.program.context_keys.get(index).map_or("", |key| &key.name);
        let expected = self.expected(index);
        let near = match (&expected, element) {
            (ContextType::Members(_), None) => None,
            _ => suggest_spelling(value, expected.members().iter().map(String::as_str)),
        };
        ContextError::Value {
            key: key.to_owned(),
            value: value.to_owned(),
            element,
            near: near.map(str::to_owned),
            expected,
        }
    }

    /// What a key takes.
    fn expected(&self, index: usize) -> ContextType {
        let node = self.program.context_keys.get(index).map(|key| key.node);
        let names = |id: EnumerationId| {
            let enumeration = self.program.enumerations.get(usize::from(id.0));
            let names = enumeration.into_iter().flat_map(|found| found.table.texts());
            names.map(str::to_owned).collect()
        };
        match node.map(|node| &self.program.context.node(node).kind) {
            Some(FieldType::Member(id)) => ContextType::Member(names(*id)),
            Some(FieldType::Members(id)) => ContextType::Members(names(*id)),
            _ => ContextType::Instant,
        }
    }
}

impl std::fmt::Debug for Context {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut map = f.debug_map();
        for (key, value) in self.program.context_keys.iter().zip(&self.values) {
            let symbol = |symbol: &Symbol| self.program.symbols.name(*symbol);
            match value {
                ContextValue::Unknown => {}
                ContextValue::Member(member) => {
                    map.entry(&key.name, &symbol(member));
                }
                ContextValue::Members(members) => {
                    map.entry(&key.name, &self.program.member_names(key, *members));
                }
                ContextValue::Instant(instant) => {
                    map.entry(&key.name, instant);
                }
            }
        }
        map.finish()
    }
}

/// Reads a context at an offset of a text, and returns where it ends. The scratch is left with
/// what it holds, and the findings of its shape; what it held before is discarded.
pub(super) fn read_context(
    program: &Program,
    text: &str,
    at: usize,
    scratch: &mut Scratch,
) -> Result<usize, JsonError> {
    let limits = Limits::default();
    scratch.clear(program.context.nodes.len());
    let limits = (limits.depth, limits.findings);
    let mut reader =
        ValueReader::new(text, at, &program.context, &program.enumerations, scratch, limits);
    reader.read(NodeId::ROOT, 0)?;
    Ok(reader.position())
}

/// Adds what was read of a context to what is known, and reports what is not a value of its key.
pub(super) fn add_context(
    program: &Program,
    text: &str,
    scratch: &mut Scratch,
    values: &mut [ContextValue],
) {
    for (key, value) in program.context_keys.iter().zip(values) {
        let slot = *scratch.slots.get(ROOT, key.node);
        let read = match (&program.context.node(key.node).kind, slot.kind) {
            (FieldType::Instant, ValueKind::Text) => {
                let inside = unquoted(slot.span.of(text)).unwrap_or_default();
                instant(inside, slot.escaped).map(ContextValue::Instant)
            }
            (FieldType::Member(_), ValueKind::Text) if slot.symbol != Symbol::NONE => {
                Some(ContextValue::Member(slot.symbol))
            }
            (FieldType::Members(_), ValueKind::List) => {
                let set = scratch.sets.iter().find(|(start, _)| *start == slot.span.start);
                set.map(|(_, members)| ContextValue::Members(*members))
            }
            _ => continue,
        };
        match read {
            Some(read) => *value = read,
            None => unfit(program, scratch, key.node, slot.span),
        }
    }
}

fn instant(inside: &str, escaped: bool) -> Option<Instant> {
    if escaped {
        let decoded: String = Characters::new(inside).take(100).collect();
        return Instant::parse(&decoded);
    }
    Instant::parse(inside)
}

fn unfit(program: &Program, scratch: &mut Scratch, node: NodeId, span: Span) {
    let start = scratch.pointers.len();
    // Writing to a string does not fail.
    let _ = write_pointer(&mut scratch.pointers, &program.context, node, &mut std::iter::empty());
    let pointer = Span::new(start, scratch.pointers.len());
    let (rule, detail) = (ShapeRule::UnknownValue, Span::default());
    let by = By::Shape(Shape { rule, node, pointer, detail, instead: None });
    scratch.found.push(Found::new(by, rule.severity(), span, About::Value(span.start)));
}
