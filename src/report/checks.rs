//! Findings of the rules of a pack.

use super::messages::MessageKey;
use super::mismatch::push_bad_character;
use super::pointer::Pointer;
use super::show;
use super::visible::visible;
use super::writer::{Writer, underline};
use super::{Fix, OwnedFinding};
use crate::evaluate::{Bindings, Evaluation};
use crate::request::{By, ValueKind};
use smartro_lint_rules::pack::{CatalogEntry, Template};
use smartro_lint_rules::program::{
    BatchCheck, Check, Cite, FieldRef, MAX_LOOPS, Member, NodeId, Operation, Predicate, Rule, Value,
};
use smartro_lint_rules::rule::Severity;

/// A finding of a check.
#[derive(Clone, Copy)]
pub(super) struct CheckFinding<'v> {
    pub(super) writer: Writer<'v>,
    pub(super) operation: &'v Operation,
    pub(super) check: &'v Check,
    pub(super) bindings: &'v Bindings,
    /// The field that it points at.
    pub(super) place: FieldRef,
    /// Whether the check was finished; if not, the finding reports that.
    pub(super) finished: bool,
}

impl<'v> CheckFinding<'v> {
    /// `None` if it is no check of the operation.
    pub(super) fn new(writer: Writer<'v>, operation: &'v Operation, by: &'v By) -> Option<Self> {
        /// The bindings outside of any loop.
        static OUTSIDE: Bindings = [0; MAX_LOOPS + 1];
        let (check, bindings, node, loop_depth, finished) = match by {
            By::Check { check, bindings, node, loop_depth } => {
                (check, bindings, *node, *loop_depth, true)
            }
            By::Unfinished { check } => (check, &OUTSIDE, NodeId::ROOT, 0, false),
            By::Shape(_) | By::Unread(_) => return None,
        };
        let check = operation.checks.get(usize::from(*check))?;
        let place = FieldRef { node, loop_depth };
        Some(Self { writer, operation, check, bindings, place, finished })
    }

    pub(super) fn evaluation(&self) -> Evaluation<'v> {
        self.writer.verdict.evaluation(self.operation)
    }

    pub(super) fn rule(&self) -> Option<&'v Rule> {
        self.writer.program().rules.get(usize::from(self.check.rule))
    }

    pub(super) fn pointer(&self) -> Pointer<'v> {
        Pointer::new(&self.evaluation(), self.place, self.bindings)
    }

    pub(super) fn url(&self) -> Option<&'v str> {
        address(self.rule()?, &self.operation.name)
    }

    fn entry(&self) -> Option<&'v CatalogEntry> {
        self.writer.messages().rule(self.check.rule)
    }

    /// The message and the help, in the variant that the check names.
    fn message_and_help(&self) -> Option<(&'v Template, Option<&'v Template>)> {
        Some(self.entry()?.message_and_help(self.check.variant.as_deref()))
    }

    /// Writes the value of a name in a message.
    fn write_value(&self, name: &str, out: &mut String) {
        if let ("character", Predicate::Matches(text, pattern)) = (name, &self.check.assertion) {
            return push_bad_character(out, &self.evaluation(), text, pattern, self.bindings);
        }
        let at = (self.place, self.bindings);
        write_named(&self.writer, &self.evaluation(), at, &self.check.bindings, name, out);
    }

    /// A sentence about a rule that could not be finished.
    fn unfinished(&self, key: MessageKey) -> String {
        let rule = self.rule().map_or("", |rule| &rule.name);
        self.writer.text_with(key, &mut |_, out| out.push_str(rule))
    }

    /// The allowed member that the place's text was probably meant to be.
    fn near_member(&self) -> Option<&'v str> {
        let Predicate::Member(Member::FieldRef(at), allowed) = &self.check.assertion else {
            return None;
        };
        let node = self.operation.tree.node(at.node);
        let slot = self.evaluation().slot(*at, self.bindings);
        if *at != self.place || node.sensitive || slot.kind != ValueKind::Text {
            return None;
        }
        let symbols = &self.writer.program().symbols;
        let names = allowed.iter().map(|symbol| symbols.name(*symbol));
        self.writer.near(&node.kind, self.evaluation().inside(slot), names)
    }
}

impl CheckFinding<'_> {
    pub(super) fn write_message(&self, out: &mut String) {
        if !self.finished {
            return out.push_str(&self.unfinished(MessageKey::Unfinished));
        }
        match self.message_and_help() {
            Some((message, _)) => message.fill(out, &mut |name, out| self.write_value(name, out)),
            None => write_doc(self.rule(), out),
        }
    }

    pub(super) fn help(&self) -> Option<String> {
        if !self.finished {
            return Some(self.unfinished(MessageKey::UnfinishedHelp));
        }
        let help = self.message_and_help().and_then(|(_, help)| help);
        self.writer.help(self.near_member(), help, &mut |name, out| self.write_value(name, out))
    }

    /// What the pack has for the place that the check points at.
    pub(super) fn own_label(&self) -> Option<String> {
        let label = self.entry()?.label.as_ref()?;
        Some(filled(label, &mut |name, out| self.write_value(name, out)))
    }

    /// None for a request that was given parsed.
    pub(super) fn fixes(&self) -> Vec<Fix> {
        if self.check.fixes.is_empty() || !self.writer.has_text() || !self.finished {
            return Vec::new();
        }
        self.check.fixes.iter().filter_map(|fix| self.fix(fix)).collect()
    }
}

impl Writer<'_> {
    /// The finding of a rule about a whole run on a later request.
    pub(crate) fn batch_finding(
        &self,
        evaluation: &Evaluation<'_>,
        check: &BatchCheck,
        place: FieldRef,
        first: &str,
    ) -> OwnedFinding {
        let bindings = Bindings::default();
        let rule = self.program().rules.get(usize::from(check.rule));
        let own = rule.map_or(Severity::Error, |rule| rule.severity);
        let mut value = |name: &str, out: &mut String| match name {
            "first" => out.push_str(&visible(first)),
            name => {
                write_named(self, evaluation, (place, &bindings), &check.bindings, name, out);
            }
        };
        let entry = self.messages().rule(check.rule);
        let mut message = String::new();
        match entry {
            Some(entry) => entry.message.fill(&mut message, &mut value),
            None => write_doc(rule, &mut message),
        }
        let slot = evaluation.slot(place, &bindings);
        let pointer = String::from(Pointer::new(evaluation, place, &bindings));
        let again = self.text(MessageKey::Again);
        OwnedFinding {
            rule: rule.map_or("", |rule| &rule.name).into(),
            pack: (*self.program().pack).into(),
            severity: self.verdict.ruleset().severities.of_rule(check.rule, own).unwrap_or(own),
            message,
            help: self.help(None, entry.and_then(|entry| entry.help.as_ref()), &mut value),
            url: rule.and_then(|rule| address(rule, &evaluation.operation.name)).map(Into::into),
            labels: vec![self.label(
                pointer.clone(),
                underline(evaluation.text, slot),
                again,
                true,
            )],
            span: self.region(slot.span),
            anchor: self.region(underline(evaluation.text, slot)),
            fixes: Vec::new(),
            pointer,
        }
    }
}

/// Writes the value of a name in a message.
fn write_named(
    writer: &Writer<'_>,
    evaluation: &Evaluation<'_>,
    (place, bindings): (FieldRef, &Bindings),
    named: &[(Box<str>, Value)],
    name: &str,
    out: &mut String,
) {
    match name {
        "field" => {
            Pointer::new(evaluation, place, bindings).write_field(&evaluation.operation.name, out)
        }
        "value" => show::push_place(out, writer, evaluation, place, bindings),
        name => {
            let bound = named.iter().rev().find(|(known, _)| **known == *name);
            if let Some((_, value)) = bound {
                show::push_value(out, writer, evaluation, value, bindings);
            }
        }
    }
}

/// A rule's comment in one line, without the stop at its end, as messages are: the message of last
/// resort.
fn write_doc(rule: Option<&Rule>, out: &mut String) {
    if let Some(rule) = rule {
        let doc = rule.doc.strip_suffix('.').unwrap_or(&rule.doc);
        out.push_str(&doc.replace('\n', " "));
    }
}

/// Where a rule can be checked: what is cited for the operation alone comes first.
fn address<'r>(rule: &'r Rule, operation: &str) -> Option<&'r str> {
    let of_operation = |cite: &&Cite| cite.operations.iter().any(|name| **name == *operation);
    let of_all = |cite: &&Cite| cite.operations.is_empty();
    let (own, shared) = (rule.cites.iter().filter(of_operation), rule.cites.iter().filter(of_all));
    own.chain(shared).find_map(|cite| cite.url.as_deref())
}

fn filled(template: &Template, value: &mut dyn FnMut(&str, &mut String)) -> String {
    let mut text = String::new();
    template.fill(&mut text, value);
    text
}
