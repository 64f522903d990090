//! The result of linting one request.

use std::sync::OnceLock;

use crate::evaluate::{Evaluation, Undecided};
use crate::fix::Fix;
use crate::input::{Origin, Request};
use crate::request::{
    Characters, ContextValue, Found, Lowered, ROOT, ReadOutcome, Scratch, ValueKind, unquoted,
};
use crate::ruleset::Ruleset;
use smartro_lint_rules::program::{NodeId, Operation, Program, Segment};
use smartro_lint_rules::rule::Severity;
use smartro_lint_rules::source::{Positions, Span};

/// The field of a request's body that has the key of its channel.
pub const CHANNEL_FIELD: &str = "channelKey";

/// The field, or the parameter of a path, that has a payment's id.
const PAYMENT_ID_FIELD: &str = "paymentId";

/// The field of a request's body that has the id of its channel group.
pub const CHANNEL_GROUP_FIELD: &str = "channelGroupId";

/// The result of linting one request. Texts are made only when they are asked for:
/// [`Verdict::findings`] makes them one by one, [`Verdict::report`] all of them.
pub struct Verdict<'s> {
    ruleset: &'s Ruleset,
    scratch: &'s Scratch,
    context: &'s [ContextValue],
    undecided: &'s Undecided,
    bytes: &'s [u8],
    /// The same, where it was found to be text.
    text: &'s str,
    positions: Positions<'s>,
    outcome: ReadOutcome,
    request: &'s Request<'s>,
    /// The repairs that are offered for each finding, once they are asked for one by one.
    offered: OnceLock<Vec<Vec<Fix>>>,
    /// How much of the request's text is skipped before `bytes`: a byte order mark.
    skipped: usize,
}

/// Why a call is not linted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Ignored {
    /// One of the API that the pack's operations are of.
    SameApi,
    /// One of another API.
    Other,
}

impl<'s> Verdict<'s> {
    pub(crate) fn new(
        ruleset: &'s Ruleset,
        scratch: &'s Scratch,
        context: &'s [ContextValue],
        undecided: &'s Undecided,
        (bytes, text): (&'s [u8], &'s str),
        outcome: ReadOutcome,
        (request, skipped): (&'s Request<'s>, usize),
    ) -> Self {
        let positions = Positions::new(bytes);
        let offered = OnceLock::new();
        Self {
            ruleset,
            scratch,
            context,
            undecided,
            bytes,
            text,
            positions,
            outcome,
            request,
            offered,
            skipped,
        }
    }

    /// Whether nothing at all was found.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.scratch.found.is_empty()
    }

    /// How many findings there are of this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.found().iter().filter(|found| found.severity == severity).count()
    }

    /// Whether it is a call that is not linted: one of the pack's API that no operation is declared
    /// for, or one of another API.
    #[must_use]
    pub fn ignored(&self) -> Option<Ignored> {
        match self.outcome {
            ReadOutcome::Ignored { same_api: true } => Some(Ignored::SameApi),
            ReadOutcome::Ignored { same_api: false } => Some(Ignored::Other),
            _ => None,
        }
    }

    /// The `id` of the envelope, as it is written in JSON.
    #[must_use]
    pub fn id(&self) -> Option<&'s str> {
        let id = self.scratch.id;
        if id.is_empty() { None } else { std::str::from_utf8(self.bytes.get(id.range())?).ok() }
    }

    /// The key of the request's channel, if it is known.
    #[must_use]
    pub fn channel_key(&self) -> Option<String> {
        text_field(CHANNEL_FIELD, self.program(), self.scratch, self.outcome, self.text)
    }

    /// The id of the request's channel group, if it is known.
    #[must_use]
    pub fn channel_group(&self) -> Option<String> {
        text_field(CHANNEL_GROUP_FIELD, self.program(), self.scratch, self.outcome, self.text)
    }

    /// The name of the operation that it is a request of, if that is known.
    #[must_use]
    pub fn operation_name(&self) -> Option<&'s str> {
        Some(&self.operation()?.name)
    }

    /// The id of the payment that the request is about, if it is known: its field, or the parameter
    /// of its path.
    #[must_use]
    pub fn payment_id(&self) -> Option<String> {
        let operation = self.operation()?;
        let tree = &operation.tree;
        let parameters = operation.http.iter().flat_map(|http| &http.segments);
        let mut parameters = parameters.filter_map(|segment| match segment {
            Segment::Parameter(node) => Some(*node),
            Segment::Fixed(_) => None,
        });
        let is_payment = |node: &NodeId| &*tree.node(*node).name == PAYMENT_ID_FIELD;
        let node = tree.field(NodeId::ROOT, PAYMENT_ID_FIELD);
        let node = node.or_else(|| parameters.find(is_payment))?;
        if self.scratch.slots.hole(self.scratch.slots.get(ROOT, node)).is_some() {
            return None;
        }
        let view = self.evaluation(operation).text_of(node)?;
        Some(view.characters().collect())
    }

    /// The gateway that the envelope names in its `pg`.
    #[must_use]
    pub fn pg(&self) -> Option<&'s str> {
        let pg = self.scratch.pg;
        if pg.is_empty() { None } else { self.text.get(pg.range()) }
    }

    /// Whether there was more to find than the limit.
    #[must_use]
    pub fn is_truncated(&self) -> bool {
        self.scratch.truncated
    }

    /// The repairs that are offered for each finding; `find` is called once.
    pub(crate) fn offered(&self, find: impl FnOnce() -> Vec<Vec<Fix>>) -> &[Vec<Fix>] {
        self.offered.get_or_init(find)
    }

    pub(crate) fn ruleset(&self) -> &'s Ruleset {
        self.ruleset
    }

    pub(crate) fn program(&self) -> &'s Program {
        &self.ruleset.program
    }

    pub(crate) fn operation(&self) -> Option<&'s Operation> {
        match self.outcome {
            ReadOutcome::Body { operation, .. } => self.program().operations.get(operation),
            _ => None,
        }
    }

    /// The text as it was read.
    pub(crate) fn text(&self) -> &'s str {
        self.scratch.lowered.or(self.text)
    }

    pub(crate) fn bytes(&self) -> &'s [u8] {
        self.bytes
    }

    pub(crate) fn outcome(&self) -> ReadOutcome {
        self.outcome
    }

    pub(crate) fn request(&self) -> &'s Request<'s> {
        self.request
    }

    /// Where the text that was read starts in its file.
    pub(crate) fn origin(&self) -> Origin {
        let Origin { offset, position } = self.request.origin;
        Origin { offset: offset + self.skipped as u64, position }
    }

    pub(crate) fn found(&self) -> &'s [Found] {
        &self.scratch.found
    }

    /// The address of an HTTP call.
    pub(crate) fn call(&self) -> Option<Span> {
        Some(self.scratch.call).filter(|call| !call.is_empty())
    }

    /// What of the text was read as something else than it is written as.
    pub(crate) fn lowered(&self) -> &'s Lowered {
        &self.scratch.lowered
    }

    pub(crate) fn positions(&self) -> &Positions<'s> {
        &self.positions
    }

    pub(crate) fn pointer(&self, span: Span) -> &'s str {
        span.of(&self.scratch.pointers)
    }

    pub(crate) fn undecided(&self) -> &'s Undecided {
        self.undecided
    }

    /// The request as one of the operation that it was read as.
    pub(crate) fn evaluation(&self, operation: &'s Operation) -> Evaluation<'s> {
        Evaluation {
            operation,
            enumerations: &self.program().enumerations,
            text: self.text(),
            slots: &self.scratch.slots,
            context: self.context,
            steps: None,
        }
    }
}

impl std::fmt::Debug for Verdict<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Verdict").field("findings", &self.found().len()).finish_non_exhaustive()
    }
}

/// A string of the body of a request that was read from a text, if it is known.
pub(crate) fn text_field(
    name: &str,
    program: &Program,
    scratch: &Scratch,
    outcome: ReadOutcome,
    text: &str,
) -> Option<String> {
    let ReadOutcome::Body { operation, .. } = outcome else { return None };
    let node = program.operations.get(operation)?.tree.field(NodeId::ROOT, name)?;
    let slot = scratch.slots.get(ROOT, node);
    let is_known = slot.kind == ValueKind::Text && scratch.slots.hole(slot).is_none();
    let text = slot.span.of(scratch.lowered.or(text));
    let inside = unquoted(text).filter(|_| is_known)?;
    Some(Characters::new(inside).collect())
}
