//! The linter.

use std::path::PathBuf;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::{PyByteArray, PyBytes, PyDict, PyList, PyMemoryView, PyString, PyTuple};
use smartro_lint::{Context, Language, Limits, Request, Severity};
use smartro_lint_bindings::{Shared, language_of, with_severity, without_places};

use crate::LintError;
use crate::arrow::{Columns, Names, RecordBatch};
use crate::object::{name_of, with_text_of};
use crate::pack;
use crate::report::{Report, Verdict};

/// A pack of rules, ready to lint on any number of threads.
#[pyclass(frozen, module = "smartro_lint")]
pub(crate) struct Linter {
    pub(crate) shared: Shared,
    made: Made,
}

/// What it was made with: the pack's directory, the language, severities, whether values are shown.
type Made = (Option<PathBuf>, String, Vec<(String, String)>, bool);

/// What goes with a request.
struct Options<'a> {
    operation: Option<&'a str>,
    path: Vec<(PyBackedStr, PyBackedStr)>,
    context: Option<Context>,
}

type Dict<'a, 'py> = Option<&'a Bound<'py, PyDict>>;

#[pymethods]
impl Linter {
    /// The Smartro pack that is built in.
    #[staticmethod]
    #[pyo3(signature = (*, language = "ko", severity = None, show_values = false))]
    fn smartro(language: &str, severity: Dict<'_, '_>, show_values: bool) -> PyResult<Self> {
        let linter = smartro_lint::Linter::smartro();
        let linter = linter.map_err(|error| LintError::new_err(error.to_string()))?;
        Self::new(linter, (None, language, severity, show_values))
    }

    /// The pack in a directory.
    #[staticmethod]
    #[pyo3(signature = (directory, *, language = "ko", severity = None, show_values = false))]
    fn pack(
        py: Python<'_>,
        directory: PathBuf,
        language: &str,
        severity: Dict<'_, '_>,
        show_values: bool,
    ) -> PyResult<Self> {
        let linter = pack::linter(py, &directory, tagged(language)?)?;
        Self::new(linter, (Some(directory), language, severity, show_values))
    }

    /// Lints a request: JSON text as `str` or bytes, or the `dict` that would be sent.
    #[pyo3(signature = (request, *, operation = None, path = None, context = None))]
    fn lint(
        &self,
        py: Python<'_>,
        request: &Bound<'_, PyAny>,
        operation: Option<&str>,
        path: Dict<'_, '_>,
        context: Dict<'_, '_>,
    ) -> PyResult<Report> {
        let options = self.options(operation, path, context)?;
        let report = self.with_request(py, request, |text, is_text| {
            let mut report = self.shared.session().lint(&options.request(text)).report();
            if !is_text {
                without_places(&mut report);
            }
            report
        })?;
        Ok(report.into())
    }

    /// Counts the findings of a request, without writing messages.
    #[pyo3(signature = (request, *, operation = None, path = None, context = None))]
    fn verdict(
        &self,
        py: Python<'_>,
        request: &Bound<'_, PyAny>,
        operation: Option<&str>,
        path: Dict<'_, '_>,
        context: Dict<'_, '_>,
    ) -> PyResult<Verdict> {
        let options = self.options(operation, path, context)?;
        self.with_request(py, request, |text, _| {
            let mut session = self.shared.session();
            let request = options.request(text);
            let verdict = session.lint(&request);
            let [errors, warnings, advice] = [Severity::Error, Severity::Warning, Severity::Advice]
                .map(|one| verdict.count(one));
            Verdict { is_clean: verdict.is_clean(), errors, warnings, advice }
        })
    }

    /// Lints a column of requests in what has the Arrow PyCapsule interface.
    #[pyo3(signature = (batch, **columns))]
    fn lint_batch(
        slf: &Bound<'_, Self>,
        batch: &Bound<'_, PyAny>,
        columns: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<RecordBatch> {
        let columns = slf.getattr("columns")?.call((), columns)?;
        columns.cast::<Columns>()?.get().lint(slf.py(), batch)
    }

    /// Where batches have requests.
    #[pyo3(signature = (
        *, column = None, operation = None, context = None,
        operation_column = None, context_column = None, path_columns = None,
    ))]
    #[expect(clippy::too_many_arguments, reason = "each is a keyword in Python")]
    fn columns(
        slf: Bound<'_, Self>,
        column: Option<String>,
        operation: Option<String>,
        context: Dict<'_, '_>,
        operation_column: Option<String>,
        context_column: Option<String>,
        path_columns: Dict<'_, '_>,
    ) -> PyResult<Columns> {
        let context = context.map(|context| slf.get().context(context)).transpose()?;
        let path = texts(path_columns)?.iter().map(owned).collect();
        let names =
            Names { request: column, operation: operation_column, context: context_column, path };
        Ok(Columns { linter: slf.unbind(), names, operation, context })
    }

    /// How to make it again, in another process.
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, Made)> {
        Ok((py.import("smartro_lint")?.getattr("_linter")?, self.made.clone()))
    }

    /// JSON text as it may be logged: secrets and values that identify a person are masked.
    fn mask(&self, text: &str) -> String {
        self.shared.linter().mask(text)
    }

    /// The names of the operations.
    #[getter]
    fn operations(&self) -> Vec<String> {
        self.shared.linter().operations().map(str::to_owned).collect()
    }

    fn __repr__(&self) -> String {
        format!("<{:?}>", self.shared.linter())
    }
}

impl Linter {
    fn new(
        linter: smartro_lint::Linter,
        made: (Option<PathBuf>, &str, Dict<'_, '_>, bool),
    ) -> PyResult<Self> {
        let (directory, language, severities, show_values) = made;
        let mut linter = linter.language(tagged(language)?).show_values(show_values);
        let severities = texts(severities)?;
        for (rule, severity) in &severities {
            linter = with_severity(linter, rule, severity).map_err(LintError::new_err)?;
        }
        let severities = severities.iter().map(owned).collect();
        let made = (directory, language.to_owned(), severities, show_values);
        Ok(Self { shared: Shared::new(linter), made })
    }

    fn options<'a>(
        &self,
        operation: Option<&'a str>,
        path: Dict<'_, '_>,
        context: Dict<'_, '_>,
    ) -> PyResult<Options<'a>> {
        let path = texts(path)?;
        let context = context.map(|context| self.context(context)).transpose()?;
        Ok(Options { operation, path, context })
    }

    fn context(&self, given: &Bound<'_, PyDict>) -> PyResult<Context> {
        with_text_of(given, self.limits(), |text| {
            // What is written of an object is UTF-8.
            let text = str::from_utf8(text).unwrap_or_default();
            self.shared.context(text).map_err(LintError::new_err)
        })?
    }

    fn limits(&self) -> Limits {
        self.shared.linter().request_limits()
    }

    /// Goes on with the text of a request, and whether it was given as one.
    fn with_request<T>(
        &self,
        py: Python<'_>,
        given: &Bound<'_, PyAny>,
        then: impl FnOnce(&[u8], bool) -> T + Send,
    ) -> PyResult<T>
    where
        T: Send,
    {
        if let Ok(bytes) = given.cast::<PyBytes>() {
            let text = bytes.as_bytes();
            return Ok(py.detach(|| then(text, true)));
        }
        if let Ok(text) = given.cast::<PyString>() {
            let text = text.to_str();
            let text = text.map_err(|_| LintError::new_err("the text has a lone surrogate"))?;
            return Ok(py.detach(|| then(text.as_bytes(), true)));
        }
        if given.is_instance_of::<PyByteArray>() || given.is_instance_of::<PyMemoryView>() {
            // Another thread could change them in the meantime.
            let copy = py.get_type::<PyBytes>().call1((given,))?;
            let text = copy.cast::<PyBytes>()?.as_bytes();
            return Ok(py.detach(|| then(text, true)));
        }
        let is_value = given.is_instance_of::<PyDict>()
            || given.is_instance_of::<PyList>()
            || given.is_instance_of::<PyTuple>();
        if !is_value {
            let kind = name_of(given);
            let why = format!("a request is JSON text (`str`, `bytes`) or a `dict`, not `{kind}`");
            return Err(PyTypeError::new_err(why));
        }
        with_text_of(given, self.limits(), |text| py.detach(|| then(text, false)))
    }
}

impl Options<'_> {
    fn request<'a>(&'a self, text: &'a [u8]) -> Request<'a> {
        let mut request = Request::json(text);
        if let Some(operation) = self.operation {
            request = request.operation(operation);
        }
        if let Some(context) = &self.context {
            request = request.context(context);
        }
        self.path.iter().fold(request, |request, (name, value)| request.path(name, value))
    }
}

/// A dict of texts.
fn texts(dict: Dict<'_, '_>) -> PyResult<Vec<(PyBackedStr, PyBackedStr)>> {
    let pairs = dict.into_iter().flatten();
    pairs.map(|(name, value)| Ok((name.extract()?, value.extract()?))).collect()
}

fn owned((one, other): &(PyBackedStr, PyBackedStr)) -> (String, String) {
    (one.to_string(), other.to_string())
}

fn tagged(language: &str) -> PyResult<Language> {
    language_of(language).map_err(LintError::new_err)
}
