//! Values of fields that may be of several types.

use super::error::Stopped;
use super::lexer::Lexer;
use super::reader::{Read, ValueReader};
use super::slots::{At, ValueKind};
use smartro_lint_rules::program::{FieldType, Node, Symbol};

impl ValueReader<'_> {
    /// A value that is neither an object nor an array, in a field that may be of several types.
    #[cold]
    pub(super) fn value_of_union(
        &mut self,
        at: At,
        node: &Node,
        types: &[FieldType],
    ) -> Result<(), Stopped> {
        if self.lexer.peek() == Some(b'"') {
            return self.string_of_union(at, types);
        }
        let read = self.scalar()?;
        if read.kind == ValueKind::Hole {
            self.write_hole(at, read);
            return Ok(());
        }
        self.write(at, read, Symbol::NONE, 0);
        // It is compared with strings as it is written.
        self.scratch.slots.update(at.base, at.node, |slot| slot.bare = true);
        self.check_type(at, node, read);
        Ok(())
    }

    /// A string: a member of an enumeration, or any.
    fn string_of_union(&mut self, at: At, types: &[FieldType]) -> Result<(), Stopped> {
        for one in types {
            if let FieldType::Member(id) = one {
                return self.member(at, *id);
            }
        }
        let token = self.lexer.string()?;
        if !(self.scratch.placeholders && self.template(at, token)) {
            let read = Read { span: token.span, kind: ValueKind::Text, escaped: token.escaped };
            self.write(at, read, Symbol::NONE, 0);
            if !types.iter().any(|one| matches!(one, FieldType::Text(_))) {
                self.mismatch(at, token.span);
            }
        }
        Ok(())
    }
}

/// Whether a string is a number as JSON writes it.
pub(crate) fn is_number(text: &str) -> bool {
    let mut lexer = Lexer::new(text, 0);
    text.starts_with(|first: char| first == '-' || first.is_ascii_digit())
        && lexer.number().is_ok()
        && lexer.at() == text.len()
}
