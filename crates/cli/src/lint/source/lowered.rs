//! A call as the text that is linted, and the way from its findings back to the file.

use smartro_lint::report::{Label, OwnedFinding, Region, Report};
use smartro_lint::source::Positions;
use smartro_lint::{Language, ShapeRule};
use smartro_lint_source::{FileReader, LoweredText, Mapping, Sender, SourcePlace, Span, World};

use super::{edits, hyphens, region};
use crate::messages::Message;

/// The file that a call is in.
pub(super) struct Original<'o> {
    pub(super) text: &'o str,
    pub(super) positions: &'o Positions<'o>,
    pub(super) language: Language,
    /// Reads what it imports.
    pub(super) files: &'o dyn FileReader,
    /// Whether its scripts are parts of a document.
    pub(super) is_document: bool,
}

impl Original<'_> {
    /// A secondary label at a place, in this file or in another.
    pub(super) fn label(&self, pointer: &str, place: &SourcePlace, text: &str) -> Option<Label> {
        let span = match &place.file {
            None => region(self.positions, place.span),
            Some(file) => region(&Positions::new(self.files.read(file)?.as_bytes()), place.span),
        };
        Some(Label {
            pointer: pointer.to_owned(),
            span: Some(span),
            text: text.to_owned(),
            primary: false,
            file: place.file.clone(),
        })
    }
}

/// A call in one of its worlds: the envelope that is linted.
pub(super) struct Lowered<'w> {
    pub(super) text: String,
    /// The parts of the envelope, each with its start in the text.
    parts: Vec<(usize, &'w LoweredText)>,
    /// Where the body starts in the text.
    body: usize,
    sender: Option<&'w Sender>,
}

/// A range of the envelope, and the key or value that it is of.
pub(super) struct Mapped<'w> {
    pub(super) mapping: &'w Mapping,
    /// The text that the mapping is of.
    pub(super) lowered: &'w str,
    /// The range in that text.
    pub(super) span: Span,
    /// Whether the mapping is of the whole body.
    is_root: bool,
}

impl<'w> Lowered<'w> {
    pub(super) fn new(operation: &str, world: &'w World) -> Self {
        let sender = world.sender.as_deref();
        let mut lowered = Self { text: String::new(), parts: Vec::new(), body: 0, sender };
        lowered.text.push_str("{\"operation\": ");
        lowered.text.push_str(&quoted(operation));
        if !world.path.is_empty() {
            lowered.text.push_str(", \"pathParams\": {");
            for (place, parameter) in world.path.iter().enumerate() {
                lowered.text.push_str(if place > 0 { ", " } else { "" });
                lowered.text.push_str(&quoted(&parameter.name));
                lowered.text.push_str(": ");
                lowered.push(&parameter.value);
            }
            lowered.text.push('}');
        }
        lowered.text.push_str(", \"request\": ");
        lowered.body = lowered.text.len();
        lowered.push(&world.body);
        lowered.text.push('}');
        lowered
    }

    fn push(&mut self, part: &'w LoweredText) {
        self.parts.push((self.text.len(), part));
        self.text.push_str(&part.text);
    }

    /// The key or value that a range of the text is of, the innermost one.
    pub(super) fn mapped(&self, start: u64, end: u64) -> Option<Mapped<'w>> {
        let (start, end) = (usize::try_from(start).ok()?, usize::try_from(end).ok()?);
        let (base, part) = self
            .parts
            .iter()
            .find(|(base, part)| *base <= start && end <= base + part.text.len())?;
        let span = Span::new(start - base, end - base);
        // They are in the order of their starts, each before what is in it.
        let before = part.map.partition_point(|mapping| mapping.lowered.start <= span.start);
        let before = part.map.get(..before)?;
        let mapping = before.iter().rfind(|mapping| span.end <= mapping.lowered.end)?;
        let is_root = *base == self.body && mapping.lowered == Span::new(0, part.text.len());
        Some(Mapped { mapping, lowered: &part.text, span, is_root })
    }

    /// The report with places in the file.
    pub(super) fn report(&self, mut report: Report, call: Span, original: &Original<'_>) -> Report {
        let place = |region: Region| {
            let mapped = self.mapped(region.start, region.end);
            let span = mapped.map_or(callee(call, original), |it| it.span(call, original));
            super::region(original.positions, span)
        };
        for finding in &mut report.diagnostics {
            let value = finding.span.and_then(|span| self.mapped(span.start, span.end));
            finding.fixes.retain_mut(|fix| match edits::edits(self, &fix.edits, original) {
                Some(edits) => {
                    fix.edits = edits;
                    true
                }
                None => false,
            });
            if finding.fixes.is_empty() {
                let value = value.as_ref().filter(|value| !value.is_root);
                let fix = value.and_then(|it| hyphens::fix(it.mapping, it.lowered, original));
                finding.fixes.extend(fix);
            }
            finding.span = finding.span.map(place);
            finding.anchor = finding.anchor.map(place);
            for label in &mut finding.labels {
                label.span = label.span.map(place);
            }
            finding.labels.dedup_by(|one, other| one == other);
            let value = value.and_then(|value| value.from(finding, original));
            let sender = self.sender.and_then(|sender| {
                let text = Message::SentHere.text(original.language);
                original.label(&finding.pointer, &sender.callee, &text)
            });
            finding.labels.extend(value.into_iter().chain(sender));
        }
        report
    }
}

impl Mapped<'_> {
    /// The range in the file.
    fn span(&self, call: Span, original: &Original<'_>) -> Span {
        let Mapping { lowered, source, .. } = self.mapping;
        // What a body lacks is shown at the call, and what is written nowhere.
        if *source == call || (self.is_root && self.span.end - self.span.start <= 1) {
            return callee(call, original);
        }
        if self.span == *lowered {
            return if self.is_root { callee(call, original) } else { *source };
        }
        let written = original.text.get(source.start..source.end).unwrap_or("");
        if self.span.start == lowered.start && written.starts_with(['{', '[']) {
            return Span::new(source.start, source.start + 1);
        }
        self.within(written)
            .map_or(*source, |(start, end)| Span::new(source.start + start, source.start + end))
    }

    /// A range of a string, where the file has the same characters up to its end.
    fn within(&self, written: &str) -> Option<(usize, usize)> {
        let lowered = self.lowered.get(self.mapping.lowered.start..self.mapping.lowered.end)?;
        // The first quote of a string, partly known or not.
        let quote = lowered.find('"')?;
        let first = self.mapping.lowered.start + quote + 1;
        let before = self.lowered.get(first..self.span.end)?;
        let is_same = written.get(1..)?.starts_with(before) && !before.contains('\\');
        let start = 1 + self.span.start.checked_sub(first)?;
        is_same.then_some((start, 1 + before.len()))
    }

    /// A label at the constant that holds the value, if one does.
    fn from(&self, finding: &OwnedFinding, original: &Original<'_>) -> Option<Label> {
        let place = self.mapping.value_from.as_ref()?;
        let is_inside = place.file.is_none()
            && place.span.start >= self.mapping.source.start
            && place.span.end <= self.mapping.source.end;
        // Of an unknown field the key is wrong, whatever its value is.
        let is_of_key = finding.rule == ShapeRule::UnknownField.name();
        if is_inside || is_of_key || self.is_root {
            return None;
        }
        let text = Message::ValueFrom.text(original.language);
        original.label(&finding.pointer, place, &text)
    }
}

/// The function of a call, without its arguments.
fn callee(call: Span, original: &Original<'_>) -> Span {
    let text = original.text.get(call.start..call.end).unwrap_or("");
    let end = text.find(['(', '\n']).unwrap_or(text.len());
    let length = text.get(..end).map_or(0, |callee| callee.trim_end().len());
    Span::new(call.start, call.start + length)
}

/// A string of JSON.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
