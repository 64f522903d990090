//! The linter.

use std::path::PathBuf;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::{PyByteArray, PyBytes, PyDict, PyList, PyMemoryView, PyString, PyTuple};
use smartro_lint::{Context, Language, Request, Session, Severity};
use smartro_lint_bindings::{Shared, language_of, with_severity};

use crate::LintError;
use crate::arrow::{self, Findings, Names};
use crate::object::{Object, name_of};
use crate::pack;
use crate::report::{Report, Verdict};

/// A pack of rules, ready to lint on any number of threads.
#[pyclass(frozen, module = "smartro_lint")]
pub(crate) struct Linter {
    shared: Shared,
}

/// What goes with a request.
pub(crate) struct Options<'a> {
    pub(crate) operation: Option<&'a str>,
    path: Vec<(PyBackedStr, PyBackedStr)>,
    pub(crate) context: Option<Context>,
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
        Self::new(linter, language, severity, show_values)
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
        Self::new(linter, language, severity, show_values)
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
        self.run(py, request, &options, |session, request| session.lint(request).report())
            .map(Report::from)
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
        self.run(py, request, &options, |session, request| {
            let verdict = session.lint(request);
            let [errors, warnings, advice] = [Severity::Error, Severity::Warning, Severity::Advice]
                .map(|one| verdict.count(one));
            Verdict { is_clean: verdict.is_clean(), errors, warnings, advice }
        })
    }

    /// Lints a column of requests in what has the Arrow PyCapsule interface.
    #[pyo3(signature = (
        batch, *, column = None, operation = None, context = None,
        operation_column = None, context_column = None, path_columns = None,
    ))]
    #[expect(clippy::too_many_arguments, reason = "each is a keyword in Python")]
    fn lint_batch(
        &self,
        py: Python<'_>,
        batch: &Bound<'_, PyAny>,
        column: Option<&str>,
        operation: Option<&str>,
        context: Dict<'_, '_>,
        operation_column: Option<&str>,
        context_column: Option<&str>,
        path_columns: Dict<'_, '_>,
    ) -> PyResult<Findings> {
        let options = self.options(operation, None, context)?;
        let (request, operation, context) = (column, operation_column, context_column);
        let names = Names { request, operation, context, path: texts(path_columns)? };
        arrow::lint(py, &self.shared, batch, &names, options)
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
        language: &str,
        severities: Dict<'_, '_>,
        show_values: bool,
    ) -> PyResult<Self> {
        let mut linter = linter.language(tagged(language)?).show_values(show_values);
        for (rule, severity) in severities.into_iter().flatten() {
            let (rule, severity) =
                (rule.extract::<PyBackedStr>()?, severity.extract::<PyBackedStr>()?);
            linter = with_severity(linter, &rule, &severity).map_err(LintError::new_err)?;
        }
        Ok(Self { shared: Shared::new(linter) })
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
        let object = self.object(given);
        let text = serde_json::to_string(&object).unwrap_or_default();
        if let Some(why) = object.failure() {
            return Err(LintError::new_err(why.to_owned()));
        }
        self.shared.context(&text).map_err(LintError::new_err)
    }

    fn object(&self, value: &Bound<'_, PyAny>) -> Object {
        Object::new(value.clone().unbind(), self.shared.linter().request_limits().bytes)
    }

    /// Lints text without the interpreter's lock, and objects with it.
    fn run<T: Send>(
        &self,
        py: Python<'_>,
        given: &Bound<'_, PyAny>,
        options: &Options<'_>,
        lint: impl Fn(&mut Session, &Request<'_>) -> T + Send + Sync,
    ) -> PyResult<T> {
        let of_text = |text: &[u8]| {
            py.detach(|| lint(&mut self.shared.session(), &options.add(Request::json(text))))
        };
        if let Ok(bytes) = given.cast::<PyBytes>() {
            return Ok(of_text(bytes.as_bytes()));
        }
        if let Ok(text) = given.cast::<PyString>() {
            let text = text.to_str();
            let text = text.map_err(|_| LintError::new_err("the text has a lone surrogate"))?;
            return Ok(of_text(text.as_bytes()));
        }
        if given.is_instance_of::<PyByteArray>() || given.is_instance_of::<PyMemoryView>() {
            // Another thread could change them in the meantime.
            let copy = py.get_type::<PyBytes>().call1((given,))?;
            return Ok(of_text(copy.cast::<PyBytes>()?.as_bytes()));
        }
        let is_value = given.is_instance_of::<PyDict>()
            || given.is_instance_of::<PyList>()
            || given.is_instance_of::<PyTuple>();
        if !is_value {
            let kind = name_of(given);
            let why = format!("a request is JSON text (`str`, `bytes`) or a `dict`, not `{kind}`");
            return Err(PyTypeError::new_err(why));
        }
        let object = self.object(given);
        let done = lint(&mut self.shared.session(), &options.add(Request::serialize(&object)));
        match object.failure() {
            Some(why) => Err(LintError::new_err(why.to_owned())),
            None => Ok(done),
        }
    }
}

impl Options<'_> {
    fn add<'a>(&'a self, mut request: Request<'a>) -> Request<'a> {
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

fn tagged(language: &str) -> PyResult<Language> {
    language_of(language).map_err(LintError::new_err)
}
