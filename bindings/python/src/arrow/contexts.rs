//! The contexts of rows, which are JSON objects.

use pyo3::prelude::*;
use smartro_lint::{Context, ContextError, Request, Severity};
use smartro_lint_bindings::Shared;

use super::found::{Found, Row};

/// Where an envelope has the context, as a pointer.
const CONTEXT: &str = "/@context";

/// The contexts of rows, and that of the last one for the next ones with the same.
pub(super) struct Contexts<'l> {
    shared: &'l Shared,
    /// What is known of every row.
    base: Option<Context>,
    last: Option<Last>,
}

struct Last {
    text: String,
    context: Context,
    /// What is wrong with it; the rest of it is used.
    error: Option<ContextError>,
}

/// A text that is no context.
pub(super) struct WrongContext<'c> {
    text: &'c str,
    error: &'c ContextError,
}

impl<'l> Contexts<'l> {
    pub(super) fn new(shared: &'l Shared, base: Option<Context>) -> Self {
        Self { shared, base, last: None }
    }

    /// The context of a row, and what is wrong with it.
    pub(super) fn of(
        &mut self,
        text: Option<&str>,
    ) -> (Option<&Context>, Option<WrongContext<'_>>) {
        let Some(text) = text else { return (self.base.as_ref(), None) };
        if self.last.as_ref().is_none_or(|last| last.text != text) {
            let base = self.base.clone();
            let mut context = base.unwrap_or_else(|| self.shared.linter().context());
            let error = context.extend_from_json(text).err();
            self.last = Some(Last { text: text.to_owned(), context, error });
        }
        let Some(last) = &self.last else { return (None, None) };
        let wrong = |error| WrongContext { text: &last.text, error };
        (Some(&last.context), last.error.as_ref().map(wrong))
    }
}

/// Adds the findings on a row's context: those that it would have in an envelope.
pub(super) fn report(
    shared: &Shared,
    row: i64,
    wrong: &WrongContext<'_>,
    found: &mut Found,
) -> PyResult<()> {
    let linter = shared.linter();
    if let ContextError::Json(_) = wrong.error {
        return found.add(Row {
            row,
            operation: None,
            rule: "invalid-json".into(),
            severity: Severity::Error,
            message: wrong.error.message(linter.report_language()),
            help: None,
            pointer: CONTEXT.to_owned(),
            span: None,
        });
    }
    let operation = serde_json::Value::from(linter.operations().next());
    let text = wrong.text;
    let envelope = format!(r#"{{"operation": {operation}, "request": {{}}, "context": {text}}}"#);
    let request = Request::json(&envelope);
    let mut session = shared.session();
    let verdict = session.lint(&request);
    let findings = verdict.findings().map(|finding| Row::new(&finding, row, None));
    for finding in findings.filter(|finding| finding.pointer.starts_with(CONTEXT)) {
        found.add(Row { span: None, ..finding })?;
    }
    Ok(())
}
