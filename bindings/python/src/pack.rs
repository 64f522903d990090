//! Packs of one's own, from a directory.

use std::path::Path;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use smartro_lint::pack::PackError;
use smartro_lint::{Language, Linter};
use smartro_lint_bindings::pack::{Mistake, message, read};

use crate::LintError;

/// Compiles a pack; packs that it uses are taken from beside it, or are built in.
pub(crate) fn linter(py: Python<'_>, directory: &Path, language: Language) -> PyResult<Linter> {
    match Linter::new(read(directory)?) {
        Ok(linter) => Ok(linter),
        Err(error) => Err(refused(py, error.in_language(language))?),
    }
}

/// The exception, with every mistake in `mistakes`.
fn refused(py: Python<'_>, error: PackError) -> PyResult<PyErr> {
    let mistakes = PyList::empty(py);
    for mistake in error.errors.iter().map(Mistake::from) {
        let shown = PyDict::new(py);
        shown.set_item("message", mistake.message)?;
        shown.set_item("help", mistake.help)?;
        shown.set_item("file", mistake.file)?;
        shown.set_item("line", mistake.line)?;
        shown.set_item("column", mistake.column)?;
        mistakes.append(shown)?;
    }
    let exception = LintError::new_err(message(&error));
    exception.value(py).setattr("mistakes", mistakes.to_tuple())?;
    Ok(exception)
}
