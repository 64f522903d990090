//! Reports as frozen objects.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyTuple;
use smartro_lint::{Ignored, OwnedFinding, Severity};

/// What was found in one request.
#[pyclass(frozen, module = "smartro_lint")]
pub(crate) struct Report {
    report: smartro_lint::Report,
    diagnostics: PyOnceLock<Py<PyTuple>>,
    undecided: PyOnceLock<Py<PyTuple>>,
}

impl From<smartro_lint::Report> for Report {
    fn from(report: smartro_lint::Report) -> Self {
        Self { report, diagnostics: PyOnceLock::new(), undecided: PyOnceLock::new() }
    }
}

/// A tuple that is made when it is first asked for.
fn made<'py, T, E>(
    py: Python<'py>,
    kept: &PyOnceLock<Py<PyTuple>>,
    elements: &[T],
    element: impl Fn(&T) -> E,
) -> PyResult<Bound<'py, PyTuple>>
where
    E: for<'a> IntoPyObject<'a>,
{
    let tuple = || PyTuple::new(py, elements.iter().map(element)).map(Bound::unbind);
    Ok(kept.get_or_try_init(py, tuple)?.bind(py).clone())
}

#[pymethods]
impl Report {
    #[getter]
    fn operation(&self) -> Option<&str> {
        self.report.operation.as_deref()
    }

    #[getter]
    fn diagnostics<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        made(py, &self.diagnostics, &self.report.diagnostics, |one| Finding(one.clone()))
    }

    #[getter]
    fn undecided<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        made(py, &self.undecided, &self.report.undecided, |one| Undecided(one.clone()))
    }

    #[getter]
    fn call(&self) -> Option<Region> {
        self.report.call.map(Region)
    }

    #[getter]
    fn ignored(&self) -> Option<&str> {
        self.report.ignored.map(|ignored| match ignored {
            Ignored::SameApi => "same-api",
            Ignored::Other => "other",
        })
    }

    #[getter]
    fn truncated(&self) -> bool {
        self.report.truncated
    }

    #[getter]
    fn is_clean(&self) -> bool {
        self.report.diagnostics.is_empty()
    }

    #[getter]
    fn errors(&self) -> usize {
        self.report.count(Severity::Error)
    }

    #[getter]
    fn warnings(&self) -> usize {
        self.report.count(Severity::Warning)
    }

    #[getter]
    fn advice(&self) -> usize {
        self.report.count(Severity::Advice)
    }

    fn to_json(&self) -> String {
        serde_json::to_string(&self.report).unwrap_or_default()
    }

    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.import("json")?.call_method1("loads", (self.to_json(),))
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.report == other.report
    }

    fn __repr__(&self) -> String {
        let rules: Vec<&str> = self.report.diagnostics.iter().map(|one| &*one.rule).collect();
        let operation = self.report.operation.as_deref().unwrap_or("None");
        format!("<Report of {operation}: [{}]>", rules.join(", "))
    }
}

/// A finding.
#[pyclass(frozen, eq, module = "smartro_lint")]
#[derive(PartialEq)]
pub(crate) struct Finding(OwnedFinding);

#[pymethods]
impl Finding {
    #[getter]
    fn rule(&self) -> &str {
        &self.0.rule
    }

    #[getter]
    fn pack(&self) -> &str {
        &self.0.pack
    }

    #[getter]
    fn severity(&self) -> &'static str {
        self.0.severity.name()
    }

    #[getter]
    fn message(&self) -> &str {
        &self.0.message
    }

    #[getter]
    fn help(&self) -> Option<&str> {
        self.0.help.as_deref()
    }

    #[getter]
    fn url(&self) -> Option<&str> {
        self.0.url.as_deref()
    }

    #[getter]
    fn pointer(&self) -> &str {
        &self.0.pointer
    }

    #[getter]
    fn span(&self) -> Option<Region> {
        self.0.span.map(Region)
    }

    #[getter]
    fn labels<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0.labels.iter().cloned().map(Label))
    }

    #[getter]
    fn fixes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let shown = self.0.fixes.iter().filter(|fix| !fix.withheld).cloned().map(Fix);
        PyTuple::new(py, shown.collect::<Vec<_>>())
    }

    fn __repr__(&self) -> String {
        format!("<Finding {} at {:?}: {}>", self.0.rule, self.0.pointer, self.0.message)
    }
}

/// A place to look at.
#[pyclass(frozen, eq, module = "smartro_lint")]
#[derive(PartialEq)]
pub(crate) struct Label(smartro_lint::Label);

#[pymethods]
impl Label {
    #[getter]
    fn pointer(&self) -> &str {
        &self.0.pointer
    }

    #[getter]
    fn span(&self) -> Option<Region> {
        self.0.span.map(Region)
    }

    #[getter]
    fn text(&self) -> &str {
        &self.0.text
    }

    #[getter]
    fn primary(&self) -> bool {
        self.0.primary
    }

    #[getter]
    fn file(&self) -> Option<&str> {
        self.0.file.as_deref()
    }
}

/// A repair.
#[pyclass(frozen, eq, module = "smartro_lint")]
#[derive(PartialEq)]
pub(crate) struct Fix(smartro_lint::Fix);

#[pymethods]
impl Fix {
    #[getter]
    fn title(&self) -> &str {
        &self.0.title
    }

    #[getter]
    fn safe(&self) -> bool {
        self.0.safe
    }

    #[getter]
    fn edits<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0.edits.iter().cloned().map(Edit))
    }
}

/// A replacement of bytes.
#[pyclass(frozen, eq, module = "smartro_lint")]
#[derive(PartialEq)]
pub(crate) struct Edit(smartro_lint::Edit);

#[pymethods]
impl Edit {
    #[getter]
    fn start(&self) -> u64 {
        self.0.start
    }

    #[getter]
    fn end(&self) -> u64 {
        self.0.end
    }

    #[getter]
    fn text(&self) -> &str {
        &self.0.text
    }
}

/// A range of the request's UTF-8 bytes.
#[pyclass(frozen, eq, module = "smartro_lint")]
#[derive(PartialEq)]
pub(crate) struct Region(smartro_lint::Region);

#[pymethods]
impl Region {
    #[getter]
    fn start(&self) -> u64 {
        self.0.start
    }

    #[getter]
    fn end(&self) -> u64 {
        self.0.end
    }

    #[getter]
    fn line(&self) -> u32 {
        self.0.line
    }

    #[getter]
    fn column(&self) -> u32 {
        self.0.column
    }

    #[getter]
    fn end_line(&self) -> u32 {
        self.0.end_line
    }

    #[getter]
    fn end_column(&self) -> u32 {
        self.0.end_column
    }

    fn __repr__(&self) -> String {
        format!(
            "<Region {}:{} to {}:{}>",
            self.0.line, self.0.column, self.0.end_line, self.0.end_column
        )
    }
}

/// A rule that depends on what is not known.
#[pyclass(frozen, eq, module = "smartro_lint")]
#[derive(PartialEq)]
pub(crate) struct Undecided(smartro_lint::Undecided);

#[pymethods]
impl Undecided {
    #[getter]
    fn rule(&self) -> &str {
        &self.0.rule
    }

    #[getter]
    fn needs<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.0.needs)
    }

    #[getter]
    fn unknown<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.0.unknown)
    }
}

/// How many findings there are.
#[pyclass(frozen, eq, get_all, module = "smartro_lint")]
#[derive(PartialEq)]
pub(crate) struct Verdict {
    pub(crate) is_clean: bool,
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    pub(crate) advice: usize,
}
