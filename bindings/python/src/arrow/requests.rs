//! The requests of batches, one after the other.

use arrow_data::ArrayData;
use arrow_schema::DataType;
use pyo3::prelude::*;
use smartro_lint::{Request, Session, Verdict};
use smartro_lint_bindings::Shared;

use super::columns::Columns;
use super::contexts::{Contexts, WrongContext};
use super::import::Arrays;
use super::rows::{Names, Places, Rows};

/// Batches, and where requests are in them.
pub(super) struct Requests<'a> {
    arrays: Arrays,
    places: Places<'a>,
}

/// The row of a request that was linted.
pub(super) struct Linted<'r> {
    /// Over all batches, from 0.
    pub(super) number: i64,
    pub(super) array: &'r ArrayData,
    /// Its place in the array.
    pub(super) place: usize,
    pub(super) wrong_context: Option<WrongContext<'r>>,
}

impl<'a> Requests<'a> {
    pub(super) fn new(batch: &Bound<'_, PyAny>, names: &'a Names) -> PyResult<Self> {
        let arrays = Arrays::of(batch)?;
        let places = Places::find(arrays.data_type(), names)?;
        Ok(Self { arrays, places })
    }

    pub(super) fn data_type(&self) -> &DataType {
        self.arrays.data_type()
    }

    /// Lints them, and goes on with each.
    pub(super) fn lint(
        self,
        shared: &Shared,
        columns: &Columns,
        mut then: impl FnMut(&Linted<'_>, &Verdict<'_>) -> PyResult<()>,
    ) -> PyResult<()> {
        let session = &mut shared.session();
        let contexts = &mut Contexts::new(shared, columns.context.clone());
        let mut number = 0;
        for array in self.arrays {
            let array = &array?;
            let rows = self.places.rows(array);
            for place in 0..array.len() {
                let given = (&rows, place, columns.operation.as_deref());
                lint(given, contexts, session, |verdict, wrong_context| {
                    then(&Linted { number, array, place, wrong_context }, verdict)
                })?;
                number += 1;
            }
        }
        Ok(())
    }
}

fn lint(
    (rows, row, operation): (&Rows<'_>, usize, Option<&str>),
    contexts: &mut Contexts<'_>,
    session: &mut Session,
    then: impl FnOnce(&Verdict<'_>, Option<WrongContext<'_>>) -> PyResult<()>,
) -> PyResult<()> {
    let (own, context) = (rows.operation(row), rows.context(row));
    let (context, wrong) = contexts.of(context.as_deref());
    let path: Vec<_> = rows.path(row).collect();
    let mut request = Request::json(rows.request(row));
    if let Some(operation) = own.as_deref().or(operation) {
        request = request.operation(operation);
    }
    if let Some(context) = context {
        request = request.context(context);
    }
    for (name, value) in &path {
        request = request.path(name, value);
    }
    then(&session.lint(&request), wrong)
}
