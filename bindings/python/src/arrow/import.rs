//! Arrays that are handed over through the Arrow PyCapsule interface, without a copy.

use std::ptr::NonNull;

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_data::ArrayData;
use arrow_schema::DataType;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};

use super::error::refused;
use super::stream::Stream;
use crate::LintError;

/// Arrays of one type, one after the other.
pub(super) enum Arrays {
    One(Option<ArrayData>, DataType),
    Stream(Stream),
}

impl Arrays {
    pub(super) fn of(data: &Bound<'_, PyAny>) -> PyResult<Self> {
        if data.hasattr("__arrow_c_array__")? {
            let pair = data.call_method0("__arrow_c_array__")?.cast_into::<PyTuple>()?;
            return one(&pair.get_item(0)?, &pair.get_item(1)?);
        }
        if data.hasattr("__arrow_c_stream__")? {
            return stream(&data.call_method0("__arrow_c_stream__")?);
        }
        let why = "a batch has the Arrow PyCapsule interface: `__arrow_c_array__` or `__arrow_c_stream__`";
        Err(PyTypeError::new_err(why))
    }

    pub(super) fn data_type(&self) -> &DataType {
        match self {
            Self::One(_, data_type) => data_type,
            Self::Stream(stream) => stream.data_type(),
        }
    }
}

impl Iterator for Arrays {
    type Item = PyResult<ArrayData>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::One(array, _) => array.take().map(Ok),
            Self::Stream(stream) => stream.next(),
        }
    }
}

fn pointer<T>(capsule: &Bound<'_, PyAny>, name: &'static std::ffi::CStr) -> PyResult<NonNull<T>> {
    Ok(capsule.cast::<PyCapsule>()?.pointer_checked(Some(name))?.cast())
}

fn one(schema: &Bound<'_, PyAny>, array: &Bound<'_, PyAny>) -> PyResult<Arrays> {
    let schema = pointer::<FFI_ArrowSchema>(schema, c"arrow_schema")?;
    let array = pointer::<FFI_ArrowArray>(array, c"arrow_array")?;
    // SAFETY: capsules of these names hold these structures. Taken out, they are marked as released,
    // so that the capsules free nothing.
    let (schema, array) = unsafe {
        (FFI_ArrowSchema::from_raw(schema.as_ptr()), FFI_ArrowArray::from_raw(array.as_ptr()))
    };
    if schema.release().is_none() || array.is_released() {
        return Err(LintError::new_err("the batch was handed over before"));
    }
    // SAFETY: the caller promises that the array is one of the schema.
    let data = unsafe { from_ffi(array, &schema) }.map_err(|error| refused(&error))?;
    let data_type = data.data_type().clone();
    Ok(Arrays::One(Some(data), data_type))
}

fn stream(stream: &Bound<'_, PyAny>) -> PyResult<Arrays> {
    let stream = pointer::<FFI_ArrowArrayStream>(stream, c"arrow_array_stream")?;
    // SAFETY: a capsule of this name holds this structure. Taken out, it is marked as released.
    let stream = unsafe { FFI_ArrowArrayStream::from_raw(stream.as_ptr()) };
    Stream::new(stream).map(Arrays::Stream)
}
