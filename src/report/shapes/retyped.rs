//! What a value of the wrong type was probably meant to be.

use super::ShapeFinding;
use crate::report::Fix;
use crate::report::alike::only;
use crate::report::fixes::quoted;
use crate::report::messages::MessageKey;
use crate::request::{Characters, inner_values, unquoted};
use smartro_lint_rules::program::{FieldType, NodeId};
use smartro_lint_rules::rule::ShapeRule;
use smartro_lint_rules::source::Span;

/// A value of the right type for one of the wrong type.
pub(in crate::report) struct Retyped {
    /// As it is shown: what may be a secret is left out.
    pub(in crate::report) shown: String,
    /// Edits around what stays as it is, in order.
    edits: Vec<(Span, String)>,
    /// Whether it is the same value for certain.
    safe: bool,
}

/// What stays of a value, as it is shown.
pub(super) const KEPT: &str = "…";

/// A longer number may be an account, a card or a person's.
const LONGEST_SHOWN: usize = 9;

impl ShapeFinding<'_> {
    /// The value that was probably meant by one of the wrong type.
    pub(in crate::report) fn retyped(&self) -> Option<Retyped> {
        if self.shape.rule != ShapeRule::TypeMismatch || self.pointer.is_empty() || self.in_context
        {
            return None;
        }
        let member = || {
            let json = self.wrapped_member()?;
            let edits = vec![(self.found.span, json.clone())];
            Some(Retyped { shown: json, edits, safe: false })
        };
        let own = || self.as_type(self.shape.node, self.found.span);
        own().or_else(member).or_else(|| self.wrapped()).or_else(|| self.unwrapped())
    }

    pub(in crate::report) fn retype(&self, retyped: Retyped) -> Fix {
        let title =
            self.writer.text_with(MessageKey::Replace, &mut |_, out| out.push_str(&retyped.shown));
        let edits = retyped.edits.into_iter().map(|(span, text)| self.writer.edit(span, text));
        Fix { title, safe: retyped.safe, edits: edits.collect(), withheld: false }
    }

    /// A number or a word in quotes without them; a number in quotes where a string is taken.
    fn as_type(&self, node: NodeId, value: Span) -> Option<Retyped> {
        let node = self.tree.node(node);
        let written = value.of(self.evaluation().text);
        let replaced = |json: String, safe| {
            Some(Retyped { shown: json.clone(), edits: vec![(value, json)], safe })
        };
        for kind in node.kind.types() {
            match (kind, unquoted(written)) {
                _ if node.sensitive => {}
                (FieldType::Integer | FieldType::Number, Some(inside)) => {
                    let number = amount(inside)?;
                    let safe = number == inside;
                    return replaced(number, safe);
                }
                (FieldType::Boolean, Some(inside)) => {
                    let words = ["true", "false"];
                    let word = words.into_iter().find(|word| word.eq_ignore_ascii_case(inside))?;
                    return replaced(word.to_owned(), word == inside);
                }
                // Zeros at its beginning would be lost already.
                (FieldType::Text(_), None) if is_short_integer(written) => {
                    return replaced(format!("\"{written}\""), false);
                }
                _ => {}
            }
        }
        None
    }

    /// For a string in place of an object that requires one field alone, an enumeration's: the
    /// object, with the member that is similar to the string.
    fn wrapped_member(&self) -> Option<String> {
        let FieldType::Object(object) = &self.node.kind else { return None };
        let written = unquoted(self.written())?;
        let [required] = &*object.required else { return None };
        let node = self.tree.node(*required);
        let FieldType::Member(id) = node.kind else { return None };
        let enumeration = self.enumeration(id)?;
        let near = self.writer.near(&node.kind, written, enumeration.table.texts())?;
        Some(format!("{{ {}: \"{near}\" }}", quoted(&node.name)))
    }

    /// The value in an object, as the one field of it that takes such a value, or in a list.
    fn wrapped(&self) -> Option<Retyped> {
        let value = self.found.span;
        let element = match &self.node.kind {
            FieldType::List(element) => Some(*element),
            _ => None,
        };
        if let Some(element) = element {
            return self.fits(element, value).then(|| around(value, "[ ", KEPT, " ]"));
        }
        let FieldType::Object(object) = &self.node.kind else { return None };
        let is_text = unquoted(self.written()).is_some();
        let takes = |field: &NodeId| {
            !self.tree.node(*field).foreign
                && (self.fits(*field, value) || is_text && self.as_type(*field, value).is_some())
        };
        // An object that lacks other fields would be a new mistake.
        let field = match &*object.required {
            [] => only(object.fields().filter(takes)),
            [required] => Some(*required).filter(takes),
            _ => None,
        }?;
        // `wrapped_member` knows whether the text is nearly a member.
        if matches!(self.tree.node(field).kind, FieldType::Member(_)) {
            return None;
        }
        let before = format!("{{ {}: ", quoted(&self.tree.node(field).name));
        let is_shown = is_short_integer(self.written()) && !self.tree.node(field).sensitive;
        let kept = if is_shown { self.written() } else { KEPT };
        Some(match self.as_type(field, value).filter(|_| !self.fits(field, value)) {
            Some(Retyped { shown, .. }) => {
                let json = format!("{before}{shown} }}");
                Retyped { shown: json.clone(), edits: vec![(value, json)], safe: false }
            }
            None => around(value, &before, kept, " }"),
        })
    }

    /// The value of an object that has one alone.
    fn unwrapped(&self) -> Option<Retyped> {
        let value = self.found.span;
        if !self.written().starts_with(['{', '[']) {
            return None;
        }
        let values = inner_values(self.evaluation().text, value.start as usize);
        let [inner] = *values else { return None };
        let before = Span { start: value.start, end: inner.start };
        let after = Span { start: inner.end, end: value.end };
        let written = inner.of(self.evaluation().text);
        let is_shown = is_short_integer(written) && !self.node.sensitive;
        self.fits(self.shape.node, inner).then(|| Retyped {
            shown: if is_shown { written } else { KEPT }.to_owned(),
            edits: vec![(before, String::new()), (after, String::new())],
            safe: false,
        })
    }
}

/// A value with something around it.
fn around(value: Span, before: &str, kept: &str, after: &str) -> Retyped {
    let (start, end) = (Span { end: value.start, ..value }, Span { start: value.end, ..value });
    Retyped {
        shown: format!("{before}{kept}{after}"),
        edits: vec![(start, before.to_owned()), (end, after.to_owned())],
        safe: false,
    }
}

/// The number that a text is: digits, perhaps with commas, blanks and the word or sign of won.
fn amount(inside: &str) -> Option<String> {
    let text: String = Characters::new(inside).take(40).collect();
    let text = text.trim();
    let text = text.strip_prefix('₩').or_else(|| text.strip_suffix('원')).unwrap_or(text);
    let digits: String = text.chars().filter(|one| !matches!(one, ',' | ' ')).collect();
    let groups = || text.split(',').skip(1).all(|group| group.trim().len() == 3);
    (is_short_integer(&digits) && groups()).then_some(digits)
}

/// Whether JSON writes a whole number so, and it is short enough to be an amount.
fn is_short_integer(text: &str) -> bool {
    let is_digits = text.bytes().all(|byte| byte.is_ascii_digit());
    is_digits
        && (1..=LONGEST_SHOWN).contains(&text.len())
        && (text == "0" || !text.starts_with('0'))
}
