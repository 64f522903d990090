//! From a verdict's records to texts: what all kinds of findings share.

use super::messages::{MessageKey, MessageSet};
use super::{Edit, Label, Region};
use crate::evaluate::{Bindings, Evaluation};
use crate::input::RequestInput;
use crate::request::{Lexer, Slot, ValueKind, start_of, unquoted};
use crate::verdict::Verdict;
use smartro_lint_rules::pack::Template;
use smartro_lint_rules::program::{FieldRef, FieldType, Program};
use smartro_lint_rules::source::{Position, Span};
use smartro_lint_rules::suggest::suggest;

/// Writes the texts of one verdict.
#[derive(Clone, Copy)]
pub(crate) struct Writer<'v> {
    pub(super) verdict: &'v Verdict<'v>,
}

impl<'v> Writer<'v> {
    pub(crate) fn new(verdict: &'v Verdict<'v>) -> Self {
        Self { verdict }
    }

    /// The messages in the language; read when the first one is written.
    pub(super) fn messages(&self) -> &'v MessageSet {
        self.verdict.ruleset().messages()
    }

    pub(super) fn program(&self) -> &'v Program {
        self.verdict.program()
    }

    /// How much of a value a message shows, in characters.
    pub(super) fn quoted(&self) -> usize {
        self.verdict.ruleset().limits.quoted
    }

    /// Whether values that identify a person are shown.
    pub(super) fn shows_values(&self) -> bool {
        self.verdict.ruleset().shows_values
    }

    /// A message without places.
    pub(super) fn text(&self, key: MessageKey) -> String {
        self.text_with(key, &mut |_, _| {})
    }

    /// A message; `value` writes the value of each of its places.
    pub(super) fn text_with(
        &self,
        key: MessageKey,
        value: &mut dyn FnMut(&str, &mut String),
    ) -> String {
        // As long as most are.
        let mut text = String::with_capacity(64);
        self.messages().write(key, &mut text, value);
        text
    }

    /// Writes a message without places.
    pub(super) fn write_text(&self, key: MessageKey, out: &mut String) {
        self.messages().write(key, out, &mut |_, _| {});
    }

    /// A help text: the suggestion, and the help of the catalog.
    pub(super) fn help(
        &self,
        near: Option<&str>,
        template: Option<&Template>,
        value: &mut dyn FnMut(&str, &mut String),
    ) -> Option<String> {
        if near.is_none() && template.is_none() {
            return None;
        }
        let mut text = String::with_capacity(256);
        if let Some(near) = near {
            self.messages()
                .write(MessageKey::DidYouMean, &mut text, &mut |_, out| out.push_str(near));
        }
        if let Some(template) = template {
            if near.is_some() {
                text.push(' ');
            }
            template.fill(&mut text, value);
        }
        Some(text)
    }

    pub(super) fn label(&self, pointer: String, span: Span, text: String, primary: bool) -> Label {
        Label { pointer, span: self.region(span), text, primary, file: None }
    }

    /// Whether there is a text for spans to be ranges of.
    pub(super) fn has_text(&self) -> bool {
        !matches!(self.verdict.request().input, RequestInput::Value(_))
    }

    /// Whether a range is one of the caller's text: parameters of the path are not in it.
    pub(super) fn is_in_file(&self, span: Span) -> bool {
        self.is_written(self.written(span))
    }

    fn is_written(&self, span: Span) -> bool {
        let Self { verdict } = self;
        let has_parameters = !verdict.request().parameters.is_empty();
        self.has_text() && !(has_parameters && span.end as usize > verdict.bytes().len())
    }

    /// Where a range of the text as it was read is written in the text itself.
    pub(super) fn written(&self, span: Span) -> Span {
        self.verdict.lowered().original(span)
    }

    /// The offsets of a range of the text in its file.
    pub(super) fn offsets(&self, span: Span) -> (u64, u64) {
        self.in_file(self.written(span))
    }

    fn in_file(&self, span: Span) -> (u64, u64) {
        let origin = self.verdict.origin().offset;
        (origin + u64::from(span.start), origin + u64::from(span.end))
    }

    /// The line and column in its file of an offset in the text.
    pub(super) fn position(&self, offset: u32) -> Position {
        let position = self.verdict.positions().at(offset as usize);
        position.after(self.verdict.origin().position)
    }

    /// A range of the text as a range of its file.
    pub(crate) fn region(&self, span: Span) -> Option<Region> {
        let span = self.written(span);
        if !self.is_written(span) {
            return None;
        }
        let (start, end) = self.in_file(span);
        let first = self.verdict.positions().at(span.start as usize);
        let last = first.advanced(self.verdict.bytes().get(span.range()).unwrap_or_default());
        let origin = self.verdict.origin().position;
        let (first, last) = (first.after(origin), last.after(origin));
        let Position { line, column, utf16 } = first;
        Some(Region {
            start,
            end,
            line,
            column,
            end_line: last.line,
            end_column: last.column,
            utf16: (utf16, last.utf16),
        })
    }

    /// Another text in a range's place.
    pub(super) fn edit(&self, span: Span, text: String) -> Edit {
        let (start, end) = self.offsets(span);
        if !self.verdict.lowered().is_copy(span) {
            return Edit { start, end, text };
        }
        // It goes into a string.
        let text = serde_json::Value::from(text).to_string();
        Edit { start, end, text: unquoted(&text).unwrap_or_default().to_owned() }
    }

    /// The name that was probably meant by a string, with or without its enumeration's prefix.
    pub(super) fn near<'n>(
        &self,
        kind: &FieldType,
        inside: &str,
        names: impl Iterator<Item = &'n str>,
    ) -> Option<&'n str> {
        let decoded = start_of(inside, 100);
        let bare =
            self.prefix(kind).and_then(|prefix| decoded.strip_prefix(prefix)).unwrap_or(&decoded);
        suggest(bare, names)
    }

    /// What an enumeration's members may be written with.
    pub(super) fn prefix(&self, kind: &FieldType) -> Option<&'v str> {
        let id = kind.enumeration()?;
        self.program().enumerations.get(usize::from(id.0))?.prefix.as_deref()
    }
}

/// What to underline for a value: an object or an array by its key or its first character.
pub(super) fn underline(text: &str, slot: &Slot) -> Span {
    match slot.kind {
        ValueKind::Object | ValueKind::List => {
            key_of(text, slot).unwrap_or(first_character(slot.span))
        }
        _ => slot.span,
    }
}

/// What to underline at a place; for a missing value, what it is missing from.
pub(super) fn underline_at(
    evaluation: &Evaluation<'_>,
    place: FieldRef,
    bindings: &Bindings,
) -> Span {
    let element = evaluation.element(place, bindings);
    let slot = evaluation.slots.get(element, place.node);
    if slot.kind != ValueKind::Missing {
        return underline(evaluation.text, slot);
    }
    let parent = evaluation.parent(element, place.node);
    parent.map_or(Span::default(), |(element, node)| {
        underline(evaluation.text, evaluation.slots.get(element, node))
    })
}

/// The first character of an object or an array.
pub(super) fn first_character(span: Span) -> Span {
    Span { end: span.start + 1, ..span }
}

/// Where a value's key is, with its quotes.
pub(super) fn key_of(text: &str, slot: &Slot) -> Option<Span> {
    if slot.key == Slot::NO_KEY {
        return None;
    }
    let token = Lexer::new(text, slot.key as usize).string().ok()?;
    Some(token.span)
}
