//! Columns of Arrow in, findings as a batch of Arrow out, both through the PyCapsule interface:
//! nothing is copied to get in or out, and no package of Python is needed.

mod column;
mod columns;
mod contexts;
mod error;
mod found;
mod import;
mod prints;
mod requests;
mod rows;
mod stream;

pub(crate) use columns::Columns;
pub(crate) use rows::Names;

use arrow_array::ffi::{FFI_ArrowSchema, to_ffi};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{Array, RecordBatchIterator, StructArray};
use error::refused;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};

/// A batch of Arrow: findings, or what is compared of requests.
#[pyclass(frozen, module = "smartro_lint")]
pub(crate) struct RecordBatch(arrow_array::RecordBatch);

/// What the consumer asks for, which is not binding.
type Requested<'py> = Option<Bound<'py, PyAny>>;

#[pymethods]
impl RecordBatch {
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Requested<'py>,
    ) -> PyResult<Bound<'py, PyTuple>> {
        drop(requested_schema);
        let data = StructArray::from(self.0.clone()).into_data();
        let (array, _) = to_ffi(&data).map_err(|error| refused(&error))?;
        let array = PyCapsule::new_with_value(py, array, c"arrow_array")?;
        PyTuple::new(py, [self.__arrow_c_schema__(py)?, array])
    }

    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Requested<'py>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        drop(requested_schema);
        let batches = RecordBatchIterator::new([Ok(self.0.clone())], self.0.schema());
        let stream = FFI_ArrowArrayStream::new(Box::new(batches));
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(&*self.0.schema());
        PyCapsule::new_with_value(py, schema.map_err(|error| refused(&error))?, c"arrow_schema")
    }

    #[getter]
    fn num_rows(&self) -> usize {
        self.0.num_rows()
    }

    /// The same as a `pyarrow.RecordBatch`, where pyarrow is installed.
    fn to_pyarrow<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("pyarrow")?.call_method1("record_batch", (slf,))
    }

    fn __len__(&self) -> usize {
        self.0.num_rows()
    }

    fn __repr__(&self) -> String {
        format!("<RecordBatch of {} rows>", self.0.num_rows())
    }
}
