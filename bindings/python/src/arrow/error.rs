//! Errors of Arrow in Python.

use arrow_schema::ArrowError;
use pyo3::PyErr;

use crate::LintError;

/// An error of Arrow as an exception.
pub(super) fn refused(error: &ArrowError) -> PyErr {
    LintError::new_err(error.to_string())
}
