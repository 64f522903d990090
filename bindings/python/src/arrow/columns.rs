//! Where batches have requests, and what is done with them.

use pyo3::prelude::*;
use smartro_lint::Context;
use smartro_lint::batch::{Fingerprint, Fingerprints};

use super::RecordBatch;
use super::contexts;
use super::error::refused;
use super::found::{Found, Row};
use super::prints::{Prints, Repeated, number_of};
use super::requests::Requests;
use super::rows::Names;
use crate::LintError;
use crate::linter::Linter;

/// Where batches have requests.
#[pyclass(frozen, module = "smartro_lint")]
pub(crate) struct Columns {
    pub(crate) linter: Py<Linter>,
    pub(crate) names: Names,
    /// What is known of every request.
    pub(crate) operation: Option<String>,
    pub(crate) context: Option<Context>,
}

#[pymethods]
impl Columns {
    /// Lints the rows of a batch, or of several in a stream, which are numbered through. No row makes
    /// it fail: one that is null is text that is no JSON.
    pub(crate) fn lint(&self, py: Python<'_>, batch: &Bound<'_, PyAny>) -> PyResult<RecordBatch> {
        let requests = Requests::new(batch, &self.names)?;
        let shared = &self.linter.get().shared;
        let found = py.detach(|| {
            let mut found = Found::default();
            requests.lint(shared, self, |row, verdict| {
                if let Some(wrong) = &row.wrong_context {
                    contexts::report(shared, row.number, wrong, &mut found)?;
                }
                verdict.findings().try_for_each(|finding| {
                    found.add(Row::new(&finding, row.number, verdict.operation_name()))
                })
            })?;
            found.finish().map_err(|error| refused(&error))
        })?;
        Ok(RecordBatch(found))
    }

    /// What rules over a run compare of the requests: numbers that are the same on every machine with
    /// the same pack and key.
    fn fingerprints(
        &self,
        py: Python<'_>,
        batch: &Bound<'_, PyAny>,
        key: &[u8],
    ) -> PyResult<RecordBatch> {
        let requests = Requests::new(batch, &self.names)?;
        let fingerprints = keyed(key)?;
        let shared = &self.linter.get().shared;
        let prints = py.detach(|| {
            let mut prints = Prints::default();
            requests.lint(shared, self, |row, verdict| {
                for print in fingerprints.of(verdict) {
                    prints.add(row.number, &print);
                }
                Ok(())
            })?;
            prints.finish().map_err(|error| refused(&error))
        })?;
        Ok(RecordBatch(prints))
    }

    /// The findings of rules over a run: each row has the fingerprint that does not go with an earlier
    /// request's, and what that request is called.
    #[pyo3(signature = (batch, key, *, key_column = "key", first_column = "first"))]
    fn repeated(
        &self,
        py: Python<'_>,
        batch: &Bound<'_, PyAny>,
        key: &[u8],
        key_column: &str,
        first_column: &str,
    ) -> PyResult<RecordBatch> {
        let requests = Requests::new(batch, &self.names)?;
        let repeated = Repeated::find(requests.data_type(), key_column, first_column)?;
        let fingerprints = keyed(key)?;
        let shared = &self.linter.get().shared;
        let found = py.detach(|| {
            let (mut found, mut rows) = (Found::default(), None);
            requests.lint(shared, self, |row, verdict| {
                if row.place == 0 {
                    rows = repeated.rows(row.array);
                }
                let Some((number, first)) = rows.as_ref().and_then(|rows| rows.of(row.place))
                else {
                    return Ok(());
                };
                let is_it = |print: &&Fingerprint| number_of(print) == number;
                let prints = fingerprints.of(verdict);
                let violation = prints.iter().find(is_it).map(|print| print.violation(first));
                match violation.and_then(|violation| violation.finding(verdict)) {
                    Some(finding) => {
                        found.add(Row::owned(finding, row.number, verdict.operation_name()))
                    }
                    None => Ok(()),
                }
            })?;
            found.finish().map_err(|error| refused(&error))
        })?;
        Ok(RecordBatch(found))
    }
}

fn keyed(key: &[u8]) -> PyResult<Fingerprints> {
    let key = key.try_into();
    key.map(Fingerprints::keyed).map_err(|_| LintError::new_err("a key has 16 bytes"))
}
