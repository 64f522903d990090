//! A finding before any text is made of it.

use std::ops::Range;

use super::checks::{Fired, address};
use super::offer::offered;
use super::pointer::Pointer;
use super::shapes::Facts;
use super::unread::{Invalid, Strange};
use super::writer::{Told, Writer, first_sign};
use super::{Fix, Label, OwnedFinding, Region};
use crate::evaluate::Bindings;
use crate::program::{Check, FieldRef, MAX_LOOPS, NodeId, Operation, Rule};
use crate::request::{By, Found, JsonError, ReadOutcome, Shape, Unknown};
use crate::rule::{Severity, ShapeRule};
use crate::source::{Position, Span};
use crate::verdict::Verdict;

/// A finding of a [`Verdict`] that makes only what it is asked for; what it is asked twice it
/// makes twice.
///
/// [`Verdict::findings`] gives them, and [`Finding::into_owned`] all of one as data.
///
/// ```
/// use smartro_lint::{Linter, Request};
///
/// let text = r#"{"reason": "변심", "refundAccount": {"bank": "KOOKMIN"}}"#;
/// let request = Request::json(text).operation("cancelPayment");
/// let mut session = Linter::smartro()?.session();
/// let verdict = session.lint(&request);
/// for finding in verdict.findings() {
///     let place = finding.position().map_or(0, |position| position.column);
///     println!("{place}: {} {}", finding.pointer(), finding.message());
/// }
/// # Ok::<(), smartro_lint::BuiltInError>(())
/// ```
#[derive(Clone, Copy)]
pub struct Finding<'v> {
    writer: Writer<'v>,
    subject: Subject<'v>,
    /// Which of its verdict's findings it is, from 0.
    place: usize,
}

/// What a finding is about.
#[derive(Clone, Copy)]
enum Subject<'v> {
    /// A text that is not JSON.
    Invalid(JsonError),
    /// A request of no operation that the pack knows.
    Strange(Span, Unknown),
    /// What a rule of the shapes found.
    Shape(&'v Found, &'v Shape, &'v Operation),
    /// A check of the pack's that fired.
    Check(&'v Found, Firing<'v>),
}

/// A check that fired, in an operation.
#[derive(Clone, Copy)]
struct Firing<'v> {
    operation: &'v Operation,
    check: &'v Check,
    bindings: &'v Bindings,
    place: FieldRef,
    /// Whether it could be finished.
    finished: bool,
}

/// No loop's element.
static WHOLE_REQUEST: Bindings = [0; MAX_LOOPS + 1];

impl Verdict<'_> {
    /// The findings in the order of the text; nothing of one is written before it is asked for.
    pub fn findings(&self) -> impl Iterator<Item = Finding<'_>> {
        let writer = Writer::new(self);
        let unread = match self.outcome() {
            ReadOutcome::Body { .. } | ReadOutcome::Ignored { .. } => None,
            ReadOutcome::Invalid(error) => Some(Subject::Invalid(error)),
            ReadOutcome::Unknown { span, why } => Some(Subject::Strange(span, why)),
        };
        let unread = unread.filter(|_| self.unread().is_some());
        let operation = self.operation();
        let body = self.found().iter().filter_map(move |found| subject(operation?, found));
        let finding = move |(place, subject)| Finding { writer, subject, place };
        unread.into_iter().chain(body).enumerate().map(finding)
    }
}

/// What was found in a body; a check is among the operation's.
fn subject<'v>(operation: &'v Operation, found: &'v Found) -> Option<Subject<'v>> {
    Some(match &found.by {
        By::Shape(shape) => Subject::Shape(found, shape, operation),
        By::Check { check, bindings, node, loop_depth } => {
            let check = operation.checks.get(usize::from(*check))?;
            let place = FieldRef { node: *node, loop_depth: *loop_depth };
            Subject::Check(found, Firing { operation, check, bindings, place, finished: true })
        }
        By::Unfinished { check } => {
            let check = operation.checks.get(usize::from(*check))?;
            let place = FieldRef { node: NodeId::ROOT, loop_depth: 0 };
            let bindings = &WHOLE_REQUEST;
            Subject::Check(found, Firing { operation, check, bindings, place, finished: false })
        }
    })
}

impl<'v> Finding<'v> {
    /// The rule's stable name.
    #[must_use]
    pub fn rule(&self) -> &'v str {
        match self.subject {
            Subject::Check(_, firing) => self.pack_rule(firing).map_or("", |rule| &rule.name),
            _ => self.shape_rule().name(),
        }
    }

    /// The pack that the rule belongs to; `engine` for the rules of the shapes.
    #[must_use]
    pub fn pack(&self) -> &'v str {
        match self.subject {
            Subject::Check(..) => &self.writer.program().pack,
            _ => "engine",
        }
    }

    /// How bad it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self.subject {
            Subject::Shape(found, ..) | Subject::Check(found, _) => found.severity,
            // Were it off, there would be no finding.
            _ => self.writer.verdict.unread().map_or(Severity::Error, |(_, severity)| severity),
        }
    }

    /// Where to read more.
    #[must_use]
    pub fn url(&self) -> Option<&'v str> {
        match self.subject {
            Subject::Check(_, firing) => address(self.pack_rule(firing)?, &firing.operation.name),
            _ => None,
        }
    }

    /// The bytes of the value, or of what a missing one should stand in, counted as a
    /// [`Region`](super::Region)'s are: in the file, where the request has an [`Origin`]. Nothing for a
    /// request that was given parsed.
    ///
    /// [`Origin`]: crate::Origin
    #[must_use]
    pub fn span(&self) -> Option<Range<u64>> {
        let (start, end) = self.writer.offsets(self.local_span());
        self.writer.is_in_file(self.local_span()).then_some(start..end)
    }

    /// The line and the column that the span starts at.
    #[must_use]
    pub fn position(&self) -> Option<Position> {
        let span = self.local_span();
        self.writer.is_in_file(span).then(|| self.writer.position(self.writer.written(span).start))
    }

    /// The line and the column after the span.
    #[must_use]
    pub fn end(&self) -> Option<Position> {
        let span = self.local_span();
        self.writer.is_in_file(span).then(|| self.writer.position(self.writer.written(span).end))
    }

    /// The least that shows where it is, for editors that underline: of a missing value and of an
    /// object or an array the key or the brace, else the value.
    #[must_use]
    pub fn anchor(&self) -> Option<Region> {
        self.told(|told| self.anchor_of(&told.labels()))
    }

    fn anchor_of(&self, labels: &[Label]) -> Option<Region> {
        let span = self.local_span();
        let text = span.of(self.writer.verdict.text());
        if !text.starts_with(['{', '[']) {
            return self.writer.region(span);
        }
        // What is underlined of objects and arrays is their key or their first sign.
        let pointer = self.pointer();
        let shown = labels.iter().filter(|label| label.primary);
        let label = shown.clone().find(|label| label.pointer == *String::from(pointer));
        let region = label.or_else(|| shown.clone().next()).and_then(|label| label.span);
        region.or_else(|| self.writer.region(first_sign(span)))
    }

    /// The value, as a JSON Pointer into the body.
    #[must_use]
    pub fn pointer(&self) -> Pointer<'v> {
        match self.subject {
            Subject::Check(_, firing) => self.fired(firing).pointer(),
            Subject::Shape(_, shape, _) => {
                Pointer::written(self.writer.verdict.pointer(shape.pointer))
            }
            _ => Pointer::BODY,
        }
    }

    /// What is wrong, in the linter's language.
    #[must_use]
    pub fn message(&self) -> String {
        let mut message = String::new();
        self.write_message(&mut message);
        message
    }

    /// Adds the message to a text.
    pub fn write_message(&self, text: &mut String) {
        self.told(|told| told.write_message(text));
    }

    /// What to do, in the linter's language.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        self.told(|told| told.help())
    }

    /// The repairs that there may be, whatever they bring up.
    pub(super) fn proposed_fixes(&self) -> Vec<Fix> {
        let mut fixes = self.told(|told| told.fixes());
        let length = self.writer.verdict.bytes().len();
        let (_, end) = self.writer.offsets(Span::new(0, length));
        // Parameters of the path are nothing that a fix could reach.
        fixes.retain(|fix| fix.edits.iter().all(|edit| edit.end <= end));
        fixes
    }

    /// Those that bring up nothing.
    fn offered_fixes(&self) -> Vec<Fix> {
        let proposed = self.proposed_fixes();
        if proposed.is_empty() {
            return proposed;
        }
        let verdict = self.writer.verdict;
        let offered = verdict.offered(|| offered(verdict)).get(self.place).copied().unwrap_or(0);
        let is_offered = |(place, fix): (u32, Fix)| (offered >> place & 1 == 1).then_some(fix);
        (0..u32::BITS).zip(proposed).filter_map(is_offered).collect()
    }

    /// All of it, labels and repairs too.
    #[must_use]
    pub fn into_owned(self) -> OwnedFinding {
        self.told(|told| {
            let mut message = String::new();
            told.write_message(&mut message);
            let labels = told.labels();
            OwnedFinding {
                rule: self.rule().into(),
                pack: self.pack().into(),
                severity: self.severity(),
                message,
                help: told.help(),
                url: self.url().map(Into::into),
                pointer: self.pointer().into(),
                span: self.writer.region(self.local_span()),
                anchor: self.anchor_of(&labels),
                labels,
                fixes: self.offered_fixes(),
            }
        })
    }

    /// The rule that a check is of.
    fn pack_rule(&self, firing: Firing<'_>) -> Option<&'v Rule> {
        self.writer.program().rules.get(usize::from(firing.check.rule))
    }

    fn fired(&self, firing: Firing<'v>) -> Fired<'v> {
        let Firing { operation, check, bindings, place, finished } = firing;
        let evaluation = self.writer.verdict.evaluation(operation);
        Fired { writer: self.writer, evaluation, check, bindings, place, finished }
    }

    /// The rule of what is no check.
    fn shape_rule(&self) -> ShapeRule {
        match self.subject {
            Subject::Shape(_, shape, _) => shape.rule,
            Subject::Strange(_, Unknown::NoObject) => ShapeRule::TypeMismatch,
            Subject::Strange(..) => ShapeRule::UnknownOperation,
            _ => ShapeRule::InvalidJson,
        }
    }

    /// The span in the text itself.
    fn local_span(&self) -> Span {
        match self.subject {
            Subject::Shape(found, ..) | Subject::Check(found, _) => found.span,
            Subject::Strange(span, _) => span,
            Subject::Invalid(error) => Invalid { writer: self.writer, error }.span(),
        }
    }

    /// Calls with what can put it into words.
    fn told<T>(&self, tell: impl FnOnce(&dyn Told) -> T) -> T {
        let writer = self.writer;
        match self.subject {
            Subject::Check(_, firing) => tell(&self.fired(firing)),
            Subject::Shape(found, shape, operation) => {
                let evaluation = writer.verdict.evaluation(operation);
                tell(&Facts::new(writer, evaluation, found, *shape))
            }
            Subject::Strange(span, why) => tell(&Strange { writer, span, why }),
            Subject::Invalid(error) => tell(&Invalid { writer, error }),
        }
    }
}

impl std::fmt::Debug for Finding<'_> {
    /// Nothing of the request but where: it may hold what nobody should see.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut finding = f.debug_struct("Finding");
        finding.field("rule", &self.rule()).field("pointer", &self.pointer());
        finding.finish_non_exhaustive()
    }
}
