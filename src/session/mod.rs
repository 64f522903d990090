//! One request after another, in the same memory.

#[cfg(all(test, feature = "packs"))]
mod differential;

use serde::Serializer as _;

use crate::deduplicate::deduplicate;
use crate::evaluate::{Evaluation, Outcome, Steps, Undecided};
use crate::input::{Request, RequestInput};
use crate::operation::OperationName;
use crate::request::{
    About, By, ContextValue, Found, JsonError, Limits, ReadOutcome, RequestReader, Scratch,
    Unknown, open,
};
use crate::ruleset::Ruleset;
use crate::severities::Severities;
use crate::verdict::{CHANNEL_FIELD, CHANNEL_GROUP_FIELD, Verdict, text_field};
use smartro_lint_rules::program::{Enumeration, Operation};
use smartro_lint_rules::rule::{Severity, ShapeRule};
use smartro_lint_rules::sort::sort;
use smartro_lint_rules::source::{Span, byte_order_mark};

/// Lints one request after another and uses its memory again for the next one.
///
/// A session belongs to one thread; each thread makes its own from the same [`Linter`](crate::Linter).
pub struct Session {
    ruleset: Ruleset,
    scratch: Scratch,
    context_scratch: Scratch,
    context: Vec<ContextValue>,
    undecided: Undecided,
    /// A value that was given parsed, as text.
    buffer: Vec<u8>,
}

impl Session {
    pub(crate) fn new(ruleset: Ruleset) -> Self {
        Self {
            scratch: Scratch::new(ruleset.severities.clone()),
            context_scratch: Scratch::new(ruleset.severities.clone()),
            ruleset,
            context: Vec::new(),
            undecided: Undecided::default(),
            buffer: Vec::new(),
        }
    }

    /// Lints a request.
    pub fn lint<'s>(&'s mut self, request: &'s Request<'s>) -> Verdict<'s> {
        let limits = self.ruleset.limits;
        self.scratch.forget_envelope();
        let mut skipped = 0;
        let (outcome, bytes, text) = match request.input {
            RequestInput::Broken(bytes, error) => (self.unreadable(error), bytes, ""),
            RequestInput::Text(bytes)
                if request.parameters.is_empty() || bytes.len() > limits.bytes =>
            {
                skipped = byte_order_mark(bytes);
                let bytes = bytes.get(skipped..).unwrap_or_default();
                let (outcome, text) = self.read(bytes, bytes.len(), request);
                (outcome, bytes, text)
            }
            input => {
                let mut buffer = std::mem::take(&mut self.buffer);
                buffer.clear();
                let written = match input {
                    RequestInput::Value(value) => value.write(limits, &mut buffer),
                    RequestInput::Text(bytes) | RequestInput::Broken(bytes, _) => {
                        skipped = byte_order_mark(bytes);
                        buffer.extend_from_slice(bytes.get(skipped..).unwrap_or_default());
                        Ok(())
                    }
                };
                let body = buffer.len();
                let outcome = match written {
                    Ok(()) => {
                        write_parameters(&request.parameters, &mut buffer);
                        self.read(&buffer, body, request).0
                    }
                    Err(error) => self.unreadable(error),
                };
                self.buffer = buffer;
                let text = std::str::from_utf8(&self.buffer).unwrap_or("");
                (outcome, self.buffer.get(..body).unwrap_or_default(), text)
            }
        };
        if !matches!(outcome, ReadOutcome::Body { .. }) {
            let found = unread(outcome, bytes, &self.ruleset.severities);
            self.scratch.found.clear();
            self.scratch.found.extend(found);
        }
        let Self { ruleset, scratch, context, undecided, .. } = &*self;
        Verdict::new(
            ruleset,
            scratch,
            context,
            undecided,
            (bytes, text),
            outcome,
            (request, skipped),
        )
    }

    fn unreadable(&mut self, error: JsonError) -> ReadOutcome {
        self.scratch.clear(0);
        self.undecided.clear();
        ReadOutcome::Invalid(error)
    }

    /// Reads the first `request_bytes` bytes as a request, and what follows as the parameters of its
    /// path; returns the outcome, and the text as UTF-8.
    fn read<'t>(
        &mut self,
        text: &'t [u8],
        request_bytes: usize,
        request: &Request<'_>,
    ) -> (ReadOutcome, &'t str) {
        let program = &*self.ruleset.program;
        self.undecided.clear();
        (self.scratch.holes, self.context_scratch.holes) = (request.holes, request.holes);
        self.context.clear();
        match request.context.filter(|_| request.channels.is_none()) {
            Some(context) => self.context.extend_from_slice(&context.values),
            None => self.context.resize(program.context_keys.len(), ContextValue::Unknown),
        }
        let given = request.operation.map(|operation| match operation {
            OperationName::Name(name) => program.operation(name),
            OperationName::Known(operation) => operation.index_in(program),
        });
        let given = match given {
            None => None,
            Some(Some(operation)) => Some(operation),
            // The caller's name is wrong, whatever the text is.
            Some(None) => {
                self.scratch.clear(0);
                let span = Span::new(0, request_bytes);
                return (ReadOutcome::Unknown { span, why: Unknown::Name }, "");
            }
        };
        let limits = self.ruleset.limits;
        let Self { scratch, context_scratch, context, .. } = self;
        let mut reader =
            RequestReader { program, given, limits, scratch, context_scratch, context };
        let whole = text;
        let (outcome, mut text) = open(whole.get(..request_bytes).unwrap_or_default(), &mut reader);
        if let (ReadOutcome::Body { operation, .. }, true) = (outcome, request_bytes < whole.len())
        {
            text = std::str::from_utf8(whole).unwrap_or(text);
            reader.read_parameters(text, request_bytes, operation);
        }
        if let Some(channels) = request.channels {
            let named = |name| text_field(name, program, &self.scratch, outcome, text);
            let (key, group) = (named(CHANNEL_FIELD), named(CHANNEL_GROUP_FIELD));
            let known = &channels.context(key.as_deref(), group.as_deref()).values;
            for (value, known) in self.context.iter_mut().zip(known) {
                if matches!(value, ContextValue::Unknown) {
                    *value = known.clone();
                }
            }
        }
        // Where the body's key is misspelt, nothing is known of the body.
        if let ReadOutcome::Body { operation, found: true } = outcome
            && let Some(operation) = program.operations.get(operation)
        {
            let given = (operation, &*program.enumerations, text);
            evaluate(given, &self.context, &mut self.scratch, &mut self.undecided, limits);
        }
        (outcome, text)
    }
}

/// The finding on text that could not be read as a request, unless its rule is off.
#[cold]
fn unread(outcome: ReadOutcome, bytes: &[u8], severities: &Severities) -> Option<Found> {
    let (rule, span) = match outcome {
        ReadOutcome::Body { .. } | ReadOutcome::Ignored { .. } => return None,
        ReadOutcome::Invalid(error) => (ShapeRule::InvalidJson, error.span(bytes)),
        ReadOutcome::Unknown { span, why: Unknown::NoObject } => (ShapeRule::TypeMismatch, span),
        ReadOutcome::Unknown { span, .. } => (ShapeRule::UnknownOperation, span),
    };
    let severity = severities.of_shape(rule)?;
    let severity = match outcome {
        // The API may have what the pack does not know.
        ReadOutcome::Unknown { why: Unknown::Path(_) | Unknown::Method(_), .. } => {
            severity.min(Severity::Warning)
        }
        _ => severity,
    };
    Some(Found::new(By::Unread(rule), severity, span, About::Text))
}

/// Writes parameters of a path after a request, as an object.
fn write_parameters(parameters: &[(&str, &str)], text: &mut Vec<u8>) {
    if parameters.is_empty() {
        return;
    }
    let mut serializer = serde_json::Serializer::new(text);
    // Writing to memory does not fail.
    let _ = serializer.collect_map(parameters.iter().copied());
}

/// Runs the checks, and puts what was found in order.
fn evaluate(
    (operation, enumerations, text): (&Operation, &[Enumeration], &str),
    context: &[ContextValue],
    scratch: &mut Scratch,
    undecided: &mut Undecided,
    limits: Limits,
) {
    let Scratch { slots, found, truncated, facts, severities, pointers, repeats, lowered, .. } =
        &mut *scratch;
    let text = lowered.or(text);
    let steps = &Steps::new(text.len());
    let steps = Some(steps);
    let evaluation = Evaluation { operation, enumerations, text, slots, context, steps };
    let shapes = found.len();
    // Shape findings do not consume the rules' findings limit.
    let max_found = shapes.saturating_add(limits.findings);
    let outcome = &mut Outcome { found, undecided, truncated, severities, max_found };
    evaluation.run(facts, outcome);
    sort(&mut undecided.rules, &|(one, _), (other, _)| one.cmp(other));
    if found.is_empty() {
        return;
    }
    for (order, found) in (0..).zip(&mut *found) {
        found.order = order;
    }
    if shapes > 0 {
        let pointers = &**pointers;
        deduplicate(&evaluation, undecided, found, (pointers, repeats));
    }
    let Scratch { found, lowered, .. } = scratch;
    // A sort that keeps the order of equal ones would need memory for it.
    let rule = |found: &Found| (rank(&found.by), found.order);
    sort(found, &|one, other| {
        let spans = lowered.original(one.span).cmp(&lowered.original(other.span));
        spans.then_with(|| rule(one).cmp(&rule(other)))
    });
}

/// Shape findings and checks, in the order of the rules.
fn rank(by: &By) -> (u16, u16) {
    match by {
        By::Shape(shape) => (0, shape.rule as u16),
        By::Unread(rule) => (0, *rule as u16),
        By::Check { check, .. } | By::Unfinished { check } => (1, *check),
    }
}

impl std::fmt::Debug for Session {
    /// Nothing of the request: it may contain secrets.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").finish_non_exhaustive()
    }
}
