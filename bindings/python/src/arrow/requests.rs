//! The requests of batches, one after the other.

use arrow_array::Array;
use pyo3::prelude::*;
use smartro_lint::{Request, Session, Verdict};
use smartro_lint_bindings::Shared;

use super::contexts::{Contexts, WrongContext};
use super::import::Arrays;
use super::rows::{Names, Places, Rows};
use crate::linter::Options;

/// Batches, and where requests are in them.
pub(super) struct Requests<'a> {
    arrays: Arrays,
    places: Places<'a>,
}

impl<'a> Requests<'a> {
    pub(super) fn new(batch: &Bound<'_, PyAny>, names: &'a Names<'_>) -> PyResult<Self> {
        let arrays = Arrays::of(batch)?;
        let places = Places::find(arrays.data_type(), names)?;
        Ok(Self { arrays, places })
    }

    /// Lints them. Each goes on with the number of its row, and with what is wrong with the row's
    /// context.
    pub(super) fn lint(
        self,
        shared: &Shared,
        options: Options<'_>,
        mut then: impl FnMut(i64, &Verdict<'_>, Option<WrongContext<'_>>) -> PyResult<()>,
    ) -> PyResult<()> {
        let session = &mut shared.session();
        let contexts = &mut Contexts::new(shared, options.context);
        let mut number = 0;
        for array in self.arrays {
            let array = array?;
            let rows = self.places.rows(&array);
            for row in 0..array.len() {
                lint((&rows, row), options.operation, contexts, session, |verdict, wrong| {
                    then(number, verdict, wrong)
                })?;
                number += 1;
            }
        }
        Ok(())
    }
}

fn lint(
    (rows, row): (&Rows<'_>, usize),
    operation: Option<&str>,
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
