//! A stream of arrays as the Arrow C interface has it.
//!
//! `ArrayStreamReader` would do the same and bring the arrays of all types: 40 kB of the wheel.

use std::ffi::CStr;

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi_and_data_type};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_data::ArrayData;
use arrow_schema::DataType;
use pyo3::prelude::*;

use super::error::refused;
use crate::LintError;

/// Arrays of one type.
pub(super) struct Stream {
    stream: FFI_ArrowArrayStream,
    data_type: DataType,
}

impl Stream {
    pub(super) fn new(mut stream: FFI_ArrowArrayStream) -> PyResult<Self> {
        let Some(get) = stream.get_schema().filter(|_| stream.release().is_some()) else {
            return Err(LintError::new_err("the batch was handed over before"));
        };
        let mut schema = FFI_ArrowSchema::empty();
        // SAFETY: the function is of this stream, which is not released, and writes a schema.
        let status = unsafe { get(&raw mut stream, &raw mut schema) };
        if status != 0 {
            return Err(failed(&mut stream, status));
        }
        let data_type = DataType::try_from(&schema).map_err(|error| refused(&error))?;
        Ok(Self { stream, data_type })
    }

    pub(super) fn data_type(&self) -> &DataType {
        &self.data_type
    }

    /// The next array; `None` at the end.
    pub(super) fn next(&mut self) -> Option<PyResult<ArrayData>> {
        let get = self.stream.get_next()?;
        let mut array = FFI_ArrowArray::empty();
        // SAFETY: the function is of this stream, which is not released, and writes an array.
        let status = unsafe { get(&raw mut self.stream, &raw mut array) };
        if status != 0 {
            return Some(Err(failed(&mut self.stream, status)));
        }
        if array.is_released() {
            return None;
        }
        // SAFETY: a stream promises that its arrays are of its schema.
        let data = unsafe { from_ffi_and_data_type(array, self.data_type.clone()) };
        Some(data.map_err(|error| refused(&error)))
    }
}

/// What a stream says of a call that failed.
fn failed(stream: &mut FFI_ArrowArrayStream, status: i32) -> PyErr {
    let text = stream.get_last_error().and_then(|get| {
        // SAFETY: the function is of this stream; its text lasts until the next call.
        let text = unsafe { get(std::ptr::from_mut(stream)) };
        // SAFETY: where there is a text, it ends with a zero.
        (!text.is_null()).then(|| unsafe { CStr::from_ptr(text) }.to_string_lossy().into_owned())
    });
    LintError::new_err(text.unwrap_or_else(|| format!("the stream failed with status {status}")))
}
