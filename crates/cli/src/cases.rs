//! The result of linting a case.

use crate::format::Renderer;
use crate::messages::{self, Message};
use smartro_lint::Batch;
use smartro_lint::pack::Case;
use smartro_lint::report::{FindingDiagnostic, OwnedFinding, Report, RequestSource};
use smartro_lint::{Linter, Origin, Request, ShapeRule};
use smartro_lint_rules::language::quoted;
use smartro_lint_rules::suggest::suggest_spelling;

/// A case's requests, each with what was found in it.
pub(super) type Linted<'c> = Vec<(&'c str, Report)>;

/// Lints a case's requests, which findings call `name`; an error: its context, its operation or a rule
/// that it allows is none of the pack's.
pub(super) fn lint<'c>(linter: &Linter, case: &'c Case, name: &str) -> Result<Linted<'c>, String> {
    if let Some(name) = &case.operation
        && !linter.operations().any(|known| known == name)
    {
        let near = suggest_spelling(name, linter.operations());
        let known = quoted(linter.operations());
        return Err(Message::UnknownOperation { name, near, known: &known }.to_string());
    }
    let is_shape_rule = |rule: &str| ShapeRule::ALL.iter().any(|shape| shape.name() == rule);
    if let Some(rule) = case.allow.iter().find(|rule| !is_shape_rule(rule)) {
        return Err(Message::CaseAllows { rule }.to_string());
    }
    let mut context = linter.context();
    if let Some(json) = case.context() {
        context.extend_from_json(&json).map_err(|error| error.message(messages::language()))?;
    }
    let mut batch = Batch::new();
    let mut session = linter.session();
    let mut reports = Vec::new();
    for (index, text) in case.requests().enumerate() {
        let mut request = Request::json(text).context(&context);
        if let Some(operation) = &case.operation {
            request = request.operation(operation);
        }
        let verdict = session.lint(&request);
        let mut report = verdict.report();
        report.extend(batch.add(&verdict, name, index));
        reports.push((text, report));
    }
    Ok(reports)
}

/// A rule's own findings, as a terminal shows them, each after an empty line; `name` is what the places
/// call the requests.
pub(super) fn show(
    linter: &Linter,
    renderer: &Renderer,
    (rule, name): (&str, &str),
    linted: Linted<'_>,
) -> String {
    let mut shown = String::new();
    for (text, report) in linted {
        let source = RequestSource::new(linter, name, text.as_bytes(), Origin::default());
        let own = report.diagnostics.into_iter().filter(|finding| finding.rule == rule);
        let own: Vec<OwnedFinding> = own.collect();
        for diagnostic in FindingDiagnostic::merged(&own, &source, false) {
            shown.push('\n');
            shown.push_str(&renderer.finding(&diagnostic, linter.report_language()));
        }
    }
    shown
}
