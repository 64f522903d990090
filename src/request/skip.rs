//! Skips a value that no shape describes: its grammar is checked, and its keys are compared.
//!
//! A loop and no recursion: how deep such a value nests is chosen by untrusted input.

use super::error::Stopped;
use super::found::{About, Shape};
use super::pointer::{push_index, push_key};
use super::reader::{Prefix, Read, ValueReader};
use super::scratch::{SeenKey, SkippedValue};
use super::slots::ValueKind;
use super::text::Characters;
use smartro_lint_rules::rule::ShapeRule;
use smartro_lint_rules::source::Span;

impl ValueReader<'_> {
    /// Reads a value without looking at what is in it.
    pub(super) fn skip(&mut self, prefix: Prefix) -> Result<Read, Stopped> {
        let floor = self.scratch.levels.len();
        loop {
            let Some(mut read) = self.begin()? else { continue };
            // A value is complete, and with it perhaps what it is in.
            loop {
                if self.scratch.levels.len() == floor {
                    return Ok(read);
                }
                if self.next_in_level(read)? {
                    break;
                }
                read = self.end_level(prefix, floor);
            }
        }
    }

    /// A scalar or an empty object or array; `None`: the first value in a fuller one is next.
    fn begin(&mut self) -> Result<Option<Read>, Stopped> {
        let start = self.lexer.at();
        let (kind, closing) = match self.lexer.peek() {
            Some(b'{') => (ValueKind::Object, b'}'),
            Some(b'[') => (ValueKind::List, b']'),
            _ => return self.scalar().map(Some),
        };
        self.enter()?;
        self.lexer.advance();
        if self.lexer.take(closing) || self.ends_open(closing)? {
            self.depth -= 1;
            return Ok(Some(Read { span: self.lexer.since(start), kind, escaped: false }));
        }
        self.push_level(start, kind == ValueKind::Object);
        if kind == ValueKind::Object {
            self.level_key()?;
        } else {
            self.lexer.skip_space();
        }
        Ok(None)
    }

    fn push_level(&mut self, start: usize, object: bool) {
        let keys = object.then_some(self.scratch.keys.len());
        let (key, hash, index) = (Span::default(), 0, 0);
        self.scratch.levels.push(SkippedValue { start, keys, key, hash, index });
    }

    /// The next member's key, up to and past the colon.
    fn level_key(&mut self) -> Result<(), Stopped> {
        self.lexer.skip_space();
        if self.lexer.peek() != Some(b'"') {
            return self.lexer.no_key();
        }
        let (name, digest) = self.lexer.word_string()?;
        let hash = self.hash(name, digest);
        if let Some(level) = self.scratch.levels.last_mut() {
            (level.key, level.hash) = (name.span, hash);
        }
        self.lexer.colon()
    }

    /// Notes a complete value; whether another one follows it.
    fn next_in_level(&mut self, read: Read) -> Result<bool, Stopped> {
        let Some(level) = self.scratch.levels.last_mut() else { return Ok(false) };
        if level.keys.is_some() {
            let SkippedValue { hash, key, .. } = *level;
            self.scratch.keys.push(SeenKey { hash, key, value: read.span, kind: read.kind });
            let more = self.lexer.goes_on(b'}')? && !self.ends_open(b'}')?;
            if more {
                self.level_key()?;
            }
            return Ok(more);
        }
        level.index = level.index.saturating_add(1);
        Ok(self.lexer.next_element()? && !self.ends_open(b']')?)
    }

    /// An object or array is complete: its keys are compared.
    fn end_level(&mut self, prefix: Prefix, floor: usize) -> Read {
        self.depth -= 1;
        let Some(level) = self.scratch.levels.last().copied() else {
            return Read { span: Span::default(), kind: ValueKind::Null, escaped: false };
        };
        if let Some(base) = level.keys {
            if self.may_repeat(base) {
                self.report_equal_keys(prefix, floor, base);
            }
            self.scratch.keys.truncate(base);
        }
        self.scratch.levels.pop();
        let kind = if level.keys.is_some() { ValueKind::Object } else { ValueKind::List };
        Read { span: self.lexer.since(level.start), kind, escaped: false }
    }

    /// Whether two keys could be equal: few keys are compared by their hashes, many are sorted anyway.
    fn may_repeat(&self, base: usize) -> bool {
        const FEW: usize = 16;
        let keys = self.scratch.keys.get(base..).unwrap_or_default();
        keys.len() > FEW
            || (1..keys.len()).any(|end| {
                let (before, rest) = keys.split_at_checked(end).unwrap_or_default();
                rest.first().is_some_and(|key| before.iter().any(|other| other.hash == key.hash))
            })
    }

    fn report_equal_keys(&mut self, prefix: Prefix, floor: usize, base: usize) {
        self.sort_keys(base);
        let mut index = base;
        while let Some(first) = self.scratch.keys.get(index).copied() {
            let same = self.equal_keys(index);
            index += same;
            if same == 1 {
                continue;
            }
            if !self.has_room() {
                return;
            }
            let last = self.scratch.keys.get(index - 1).copied().unwrap_or(first);
            let pointer = self.pointer_in_level(prefix, floor, last.key);
            let (rule, node) = (ShapeRule::DuplicateKey, prefix.node);
            let shape = Shape { rule, node, pointer, detail: first.key, instead: None };
            self.found(rule, last.value, About::Value(last.value.start), shape);
        }
    }

    fn pointer_in_level(&mut self, prefix: Prefix, floor: usize, key: Span) -> Span {
        let pointer = self.pointer_to(prefix.node, prefix.key);
        let outer = self.scratch.levels.len().saturating_sub(1);
        let around = self.scratch.levels.get(floor..outer).unwrap_or_default();
        let beside = (self.tree, prefix.node);
        for level in around {
            if level.keys.is_some() {
                let span = level.key;
                let inside = self.text.get(span.start as usize + 1..span.end as usize - 1);
                push_key(&mut self.scratch.pointers, inside.unwrap_or(""), beside);
            } else {
                push_index(&mut self.scratch.pointers, level.index);
            }
        }
        let inside = self.text.get(key.start as usize + 1..key.end as usize - 1).unwrap_or("");
        push_key(&mut self.scratch.pointers, inside, beside);
        Span { start: pointer.start, ..Span::new(0, self.scratch.pointers.len()) }
    }

    /// Puts equal keys next to each other, the first one first.
    pub(super) fn sort_keys(&mut self, base: usize) {
        let text = self.text;
        let Some(keys) = self.scratch.keys.get_mut(base..) else { return };
        // There may be a million of them.
        keys.sort_unstable_by(|left, right| {
            let by_hash = left.hash.cmp(&right.hash);
            let by_text = || characters(text, left).cmp(characters(text, right));
            by_hash.then_with(by_text).then_with(|| left.key.cmp(&right.key))
        });
    }

    /// How many keys from here on are equal to this one; the keys are sorted.
    pub(super) fn equal_keys(&self, index: usize) -> usize {
        let keys = self.scratch.keys.get(index..).unwrap_or_default();
        let Some(first) = keys.first() else { return 1 };
        let same = keys.iter().take_while(|key| {
            key.hash == first.hash && characters(self.text, key).eq(characters(self.text, first))
        });
        same.count().max(1)
    }
}

fn characters<'t>(text: &'t str, key: &SeenKey) -> impl Iterator<Item = char> + use<'t> {
    let inside = text.get(key.key.start as usize + 1..(key.key.end as usize).saturating_sub(1));
    Characters::new(inside.unwrap_or(""))
}
