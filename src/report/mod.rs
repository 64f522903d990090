//! Findings as data, and the ways to show them.

mod alike;
mod checks;
mod diagnostic;
mod edits;
mod finding;
mod fixes;
mod json;
mod labels;
mod mask;
mod mismatch;
mod offer;
mod pointer;
#[cfg(test)]
pub(crate) mod schema;
mod shapes;
mod show;
mod target;
mod unread;
mod visible;
mod writer;

use serde::Serialize;

pub use diagnostic::{FindingDiagnostic, RequestSource};
pub use finding::Finding;
pub use json::{FileReport, RunReport, Summary};
pub use pointer::Pointer;
pub use visible::{is_invisible, visible, visible_lines};

pub use crate::fix::{Edit, Fix};
pub use edits::{apply, together};
#[cfg(feature = "project")]
pub(crate) use mask::Shown;
pub(crate) use mask::{TextKind, mask, mask_change, mask_code};
pub use mask::{mask_message, mask_text};
pub(crate) use writer::Writer;

use crate::messages;
use crate::verdict::{Ignored, Verdict};
use smartro_lint_rules::program::{FieldRef, MAX_LOOPS};
use smartro_lint_rules::rule::Severity;

/// What was found in one request.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// The operation that it is a request of, where that is known.
    pub operation: Option<String>,
    /// The findings, in the order of the text.
    pub diagnostics: Vec<OwnedFinding>,
    /// The rules that depend on a context that was not given.
    pub undecided: Vec<Undecided>,
    /// The rule packs that linted it, where the project has several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub packs: Vec<String>,
    /// The address of an HTTP call, such as one of recorded traffic.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call: Option<Region>,
    /// Whose call it is, where it is none that is linted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ignored: Option<Ignored>,
    /// Whether there was more to find than the limit.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub truncated: bool,
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Finding"))]
#[serde(rename_all = "camelCase")]
pub struct OwnedFinding {
    /// The rule's stable name.
    pub rule: String,
    /// The pack that the rule belongs to; `engine` for the rules of the shapes.
    pub pack: String,
    /// How bad it is.
    #[cfg_attr(test, schemars(with = "schema::Severity"))]
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Where to read more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The value, as a JSON Pointer (RFC 6901) into the body; `/@path/…` is a path parameter.
    pub pointer: String,
    /// The value in the text, or the object that a missing one belongs in; `None` for a request
    /// that was given parsed.
    pub span: Option<Region>,
    /// The least that shows where it is, for editors that underline: of a missing value and of an
    /// object or an array the key or the brace, of an unknown field its key, else the value.
    #[serde(skip)]
    pub anchor: Option<Region>,
    /// What to look at.
    pub labels: Vec<Label>,
    /// The repairs.
    #[serde(serialize_with = "shown_fixes")]
    pub fixes: Vec<Fix>,
}

/// A range of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Region {
    /// The offset of its first byte, from 0.
    pub start: u64,
    /// The offset of the byte after it.
    pub end: u64,
    /// The line it starts in, from 1.
    pub line: u32,
    /// The column it starts at, from 1, in characters.
    pub column: u32,
    /// The line it ends in.
    pub end_line: u32,
    /// The column after it.
    pub end_column: u32,
    /// Both columns in UTF-16 code units, as LSP, Java and JavaScript count.
    #[serde(skip)]
    pub utf16: (u32, u32),
}

/// A place to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Label {
    /// The value that it is about.
    pub pointer: String,
    /// The text that is underlined.
    pub span: Option<Region>,
    /// The text next to it.
    pub text: String,
    /// Whether it is what has to change, not what makes the rule apply.
    pub primary: bool,
    /// The other file that the span is in; nothing for the finding's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
}

/// Writes the repairs that may be shown.
fn shown_fixes<S: serde::Serializer>(fixes: &[Fix], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(fixes.iter().filter(|fix| !fix.withheld))
}

/// A rule that depends on a context that was not given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Undecided {
    /// The rule.
    pub rule: String,
    /// The context keys that it needs.
    pub needs: Vec<String>,
    /// The values of the request that it needs and that are not known, as JSON Pointers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<String>,
}

impl Report {
    /// How many findings there are of this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|finding| finding.severity == severity).count()
    }

    /// Adds what a run of requests brought up about this one.
    pub fn extend(&mut self, findings: Vec<OwnedFinding>) {
        if !findings.is_empty() {
            self.diagnostics.extend(findings);
            self.diagnostics.sort_by_key(|finding| finding.span.map(|span| (span.start, span.end)));
        }
    }

    /// The edits of the repairs that can be made together, in the order of the text: one repair
    /// a finding, and of two that overlap one, a safe one rather than a suggested one. Without
    /// `suggested`, of safe repairs alone.
    #[must_use]
    pub fn edits(&self, suggested: bool) -> Vec<Edit> {
        together(&self.diagnostics, suggested)
    }

    /// The severity of the worst finding.
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        self.diagnostics.iter().map(|finding| finding.severity).max()
    }
}

impl Verdict<'_> {
    /// Writes it out: messages in the linter's language, lines and columns, labels, fixes.
    #[must_use]
    pub fn report(&self) -> Report {
        let findings: Vec<Finding<'_>> = self.findings().collect();
        let fixes = offer::offered(self, &findings);
        let diagnostics = findings.into_iter().zip(fixes);
        let diagnostics = diagnostics.map(|(finding, fixes)| finding.with_fixes(fixes)).collect();
        Report {
            operation: self.operation_name().map(str::to_owned),
            diagnostics,
            undecided: Undecided::of(self),
            packs: Vec::new(),
            call: self.call().and_then(|call| Writer::new(self).region(call)),
            ignored: self.ignored(),
            truncated: self.is_truncated(),
        }
    }
}

impl Undecided {
    /// What a verdict leaves open.
    pub(crate) fn of(verdict: &Verdict<'_>) -> Vec<Self> {
        let program = verdict.program();
        let undecided = verdict.undecided().rules.iter().filter_map(|(rule, needs)| {
            let names = program.context_keys.iter().enumerate();
            let needed = names.filter(|(index, _)| needs.keys.contains(*index));
            let needs = needed.map(|(_, key)| (*key.name).to_owned()).collect();
            let evaluation = verdict.evaluation(verdict.operation()?);
            let values = verdict.undecided().values.iter().filter(|value| value.rule == *rule);
            let unknown = values.map(|value| {
                let bindings = [value.element; MAX_LOOPS + 1];
                Pointer::new(&evaluation, FieldRef { node: value.node, loop_depth: 0 }, &bindings)
                    .into()
            });
            let unknown = unknown.collect();
            let rule = (*program.rules.get(usize::from(*rule))?.name).to_owned();
            Some(Self { rule, needs, unknown })
        });
        if verdict.operation().is_some() { undecided.collect() } else { Vec::new() }
    }
}
