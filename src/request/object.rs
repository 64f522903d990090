//! Objects, member by member.

use super::error::Stopped;
use super::lexer::{Lexer, offset};
use super::reader::{Prefix, Read, ValueReader};
use super::scratch::SeenKey;
use super::slots::{At, ValueKind};
use smartro_lint_rules::program::{NodeId, Object, Symbol};

impl<'r> ValueReader<'r> {
    pub(super) fn object(&mut self, at: At, object: &'r Object) -> Result<(), Stopped> {
        let start = self.lexer.at();
        self.enter()?;
        self.lexer.advance();
        let marks = (self.scratch.keys.len(), self.scratch.repeated.len());
        let mut open = false;
        let mut members = !self.lexer.take(b'}');
        while members {
            self.lexer.skip_space();
            if let Err(stopped) = self.field(at, object, marks.1) {
                if !self.ellipsis() {
                    return Err(stopped);
                }
                self.lexer.end_open(b'}')?;
                open = true;
                break;
            }
            members = self.lexer.goes_on(b'}')?;
        }
        self.depth -= 1;
        let span = self.lexer.since(start);
        self.write(at, Read { span, kind: ValueKind::Object, escaped: false }, Symbol::NONE, 0);
        if open {
            self.open_value(at);
            self.open_object(at, object.fields(), span);
        }
        self.close(at, object, span, marks);
        Ok(())
    }

    /// A member of an object.
    #[inline(always)]
    fn field(&mut self, object: At, shape: &Object, repeats: usize) -> Result<(), Stopped> {
        let start = self.lexer.at();
        let field = match self.lexer.short_string() {
            Some(digest) => shape.keys.find_short(digest),
            None => self.other_key(shape)?,
        };
        self.lexer.colon()?;
        let Some(field) = field else { return self.unknown_member(object.node, start) };
        let node = self.tree.node(field);
        let at = At { node: field, key: offset(start), ..object };
        if self.scratch.slots.is_written(at.base, at.node) {
            self.forget(at, node, repeats);
        }
        self.value(at, node)
    }

    /// A key that is long, has escapes, or is none.
    fn other_key(&mut self, shape: &Object) -> Result<Option<NodeId>, Stopped> {
        if self.lexer.peek() != Some(b'"') {
            return self.lexer.no_key();
        }
        let name = self.lexer.string()?;
        if name.escaped {
            self.unescape(name);
            return Ok(shape.keys.find(self.scratch.plain.as_bytes()));
        }
        Ok(shape.keys.find(self.lexer.slice(name.inside())))
    }

    /// A member whose key, which starts at an offset, no field has; its value is next.
    fn unknown_member(&mut self, object: NodeId, start: usize) -> Result<(), Stopped> {
        let (name, digest) = Lexer::new(self.text, start).word_string()?;
        let key = name.span;
        let hash = self.hash(name, digest);
        let read = self.skip(Prefix { node: object, key: Some(key) })?;
        // Only a hole ends like this: the key may not be there.
        if !read.span.of(self.text).ends_with("??") {
            self.scratch.keys.push(SeenKey { hash, key, value: read.span, kind: read.kind });
        }
        Ok(())
    }
}
