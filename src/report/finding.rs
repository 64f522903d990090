//! A finding, read lazily from its verdict.

use std::ops::Range;

use super::checks::CheckFinding;
use super::pointer::Pointer;
use super::shapes::ShapeFinding;
use super::unread::UnreadFinding;
use super::writer::{Writer, first_character};
use super::{Fix, Label, OwnedFinding, Region};
use crate::request::{By, Found};
use crate::verdict::Verdict;
use smartro_lint_rules::rule::Severity;
use smartro_lint_rules::source::{Position, Span};

/// A finding of a [`Verdict`]: each method makes only what it returns, every time it is called.
///
/// [`Verdict::findings`] iterates over them, and [`Finding::into_owned`] makes all of one.
///
/// ```
/// use smartro_lint::{Linter, Request};
///
/// let text = r#"{"reason": "변심", "refundAccount": {"bank": "KOOKMIN"}}"#;
/// let request = Request::json(text).operation("cancelPayment");
/// let mut session = Linter::smartro()?.session();
/// let verdict = session.lint(&request);
/// for finding in verdict.findings() {
///     let column = finding.position().map_or(0, |position| position.column);
///     println!("{column}: {} {}", finding.pointer(), finding.message());
/// }
/// # Ok::<(), smartro_lint::BuiltInError>(())
/// ```
#[derive(Clone)]
pub struct Finding<'v> {
    pub(super) writer: Writer<'v>,
    record: &'v Found,
    kind: FindingKind<'v>,
    /// Its index among the findings of its verdict.
    pub(super) index: usize,
}

/// What reports it, with what its texts are made of.
#[derive(Clone)]
enum FindingKind<'v> {
    /// A check of a rule of the pack.
    Check(CheckFinding<'v>),
    /// A rule of the shapes, about a part of the request.
    Shape(ShapeFinding<'v>),
    /// A rule of the shapes, about text that could not be read as a request.
    Unread(UnreadFinding<'v>),
}

impl Verdict<'_> {
    /// The findings in the order of the text; nothing of one is written before it is asked for.
    pub fn findings(&self) -> impl Iterator<Item = Finding<'_>> {
        let writer = Writer::new(self);
        self.found().iter().enumerate().filter_map(move |(index, record)| {
            Some(Finding { writer, record, kind: FindingKind::of(writer, record)?, index })
        })
    }
}

impl<'v> FindingKind<'v> {
    /// `None` only for a record that is not of the verdict's operation, which there is not.
    fn of(writer: Writer<'v>, record: &'v Found) -> Option<Self> {
        let operation = || writer.verdict.operation();
        Some(match &record.by {
            By::Shape(shape) => {
                Self::Shape(ShapeFinding::new(writer, operation()?, record, *shape))
            }
            By::Check { .. } | By::Unfinished { .. } => {
                Self::Check(CheckFinding::new(writer, operation()?, &record.by)?)
            }
            By::Unread(rule) => {
                Self::Unread(UnreadFinding { writer, rule: *rule, span: record.span })
            }
        })
    }

    fn write_message(&self, out: &mut String) {
        match self {
            Self::Check(check) => check.write_message(out),
            Self::Shape(shape) => shape.write_message(out),
            Self::Unread(unread) => unread.write_message(out),
        }
    }

    fn help(&self) -> Option<String> {
        match self {
            Self::Check(check) => check.help(),
            Self::Shape(shape) => shape.help(),
            Self::Unread(unread) => unread.help(),
        }
    }

    fn labels(&self) -> Vec<Label> {
        match self {
            Self::Check(check) => check.labels(),
            Self::Shape(shape) => shape.labels(),
            Self::Unread(unread) => unread.labels(),
        }
    }

    fn fixes(&self) -> Vec<Fix> {
        match self {
            Self::Check(check) => check.fixes(),
            Self::Shape(shape) => shape.fix().into_iter().collect(),
            Self::Unread(_) => Vec::new(),
        }
    }
}

impl<'v> Finding<'v> {
    /// The rule's stable name.
    #[must_use]
    pub fn rule(&self) -> &'v str {
        match &self.kind {
            FindingKind::Check(check) => check.rule().map_or("", |rule| &rule.name),
            FindingKind::Shape(shape) => shape.shape.rule.name(),
            FindingKind::Unread(unread) => unread.rule.name(),
        }
    }

    /// The pack that the rule belongs to; `engine` for the rules of the shapes.
    #[must_use]
    pub fn pack(&self) -> &'v str {
        match self.kind {
            FindingKind::Check(_) => &self.writer.program().pack,
            FindingKind::Shape(_) | FindingKind::Unread(_) => "engine",
        }
    }

    /// How bad it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.record.severity
    }

    /// Where to read more.
    #[must_use]
    pub fn url(&self) -> Option<&'v str> {
        match &self.kind {
            FindingKind::Check(check) => check.url(),
            FindingKind::Shape(_) | FindingKind::Unread(_) => None,
        }
    }

    /// The bytes of the value, or of the object that a missing one belongs in. They are counted as
    /// those of a [`Region`](super::Region): in the file, if the request has an [`Origin`]. `None`
    /// for a request that was given parsed.
    ///
    /// [`Origin`]: crate::Origin
    #[must_use]
    pub fn span(&self) -> Option<Range<u64>> {
        let (start, end) = self.writer.offsets(self.record.span);
        self.writer.is_in_file(self.record.span).then_some(start..end)
    }

    /// The line and the column where the span starts.
    #[must_use]
    pub fn position(&self) -> Option<Position> {
        self.position_at(|span| span.start)
    }

    /// The line and the column after the span.
    #[must_use]
    pub fn end(&self) -> Option<Position> {
        self.position_at(|span| span.end)
    }

    fn position_at(&self, offset: impl FnOnce(Span) -> u32) -> Option<Position> {
        let span = self.record.span;
        let position = || self.writer.position(offset(self.writer.written(span)));
        self.writer.is_in_file(span).then(position)
    }

    /// The shortest region that shows where it is, for editors that underline: for a missing value,
    /// an object or an array the key or the brace, for an unknown field its key, otherwise the value.
    #[must_use]
    pub fn anchor(&self) -> Option<Region> {
        let labels = self.kind.labels();
        let pointer = String::from(self.pointer());
        self.anchor_of(&labels, &pointer, || self.region_of(self.record.span, &labels))
    }

    /// The anchor; `value` is the region of the value.
    fn anchor_of(
        &self,
        labels: &[Label],
        pointer: &str,
        value: impl FnOnce() -> Option<Region>,
    ) -> Option<Region> {
        let span = self.record.span;
        // Labels underline the key of an object or an array, or its first character.
        let mut shown = labels.iter().filter(|label| label.primary);
        let label = shown.clone().find(|label| label.pointer == pointer);
        if !span.of(self.writer.verdict.text()).starts_with(['{', '[']) {
            // The label may underline the key, or a part of the value, which is easily overlooked.
            let (start, _) = self.writer.offsets(span);
            let key = label.and_then(|label| label.span).filter(|label| label.start < start);
            return key.or_else(value);
        }
        let region = label.or_else(|| shown.next()).and_then(|label| label.span);
        region.or_else(|| self.writer.region(first_character(span)))
    }

    /// A range of the text as a range of its file. Where one of the labels has it, its lines and
    /// columns are not counted again.
    fn region_of(&self, span: Span, labels: &[Label]) -> Option<Region> {
        let offsets = self.writer.offsets(span);
        let mut known = labels.iter().filter_map(|label| label.span);
        known.find(|known| (known.start, known.end) == offsets).or_else(|| self.writer.region(span))
    }

    /// The value, as a JSON Pointer into the body.
    #[must_use]
    pub fn pointer(&self) -> Pointer<'v> {
        match &self.kind {
            FindingKind::Check(check) => check.pointer(),
            FindingKind::Shape(shape) => shape.pointer(),
            FindingKind::Unread(_) => Pointer::BODY,
        }
    }

    /// What evaluation wrote of it.
    pub(super) fn record(&self) -> &'v Found {
        self.record
    }

    /// What is wrong, in the linter's language.
    #[must_use]
    pub fn message(&self) -> String {
        // As long as most are.
        let mut message = String::with_capacity(160);
        self.kind.write_message(&mut message);
        message
    }

    /// What to do, in the linter's language.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        self.kind.help()
    }

    /// The fixes that are possible, before [`offered`] tries them.
    pub(super) fn proposed_fixes(&self) -> Vec<Fix> {
        let mut fixes = self.kind.fixes();
        let length = self.writer.verdict.bytes().len();
        let (_, end) = self.writer.offsets(Span::new(0, length));
        // A fix cannot edit path parameters.
        fixes.retain(|fix| fix.edits.iter().all(|edit| edit.end <= end));
        fixes
    }

    /// All of it as owned data, with these fixes.
    pub(super) fn with_fixes(self, fixes: Vec<Fix>) -> OwnedFinding {
        let labels = self.kind.labels();
        let span = self.region_of(self.record.span, &labels);
        let pointer = String::from(self.pointer());
        OwnedFinding {
            rule: self.rule().into(),
            pack: self.pack().into(),
            severity: self.severity(),
            message: self.message(),
            help: self.help(),
            url: self.url().map(Into::into),
            span,
            anchor: self.anchor_of(&labels, &pointer, || span),
            pointer,
            labels,
            fixes,
        }
    }
}

impl std::fmt::Debug for Finding<'_> {
    /// Only the rule and the pointer: the request may hold secrets.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut finding = f.debug_struct("Finding");
        finding.field("rule", &self.rule()).field("pointer", &self.pointer());
        finding.finish_non_exhaustive()
    }
}
