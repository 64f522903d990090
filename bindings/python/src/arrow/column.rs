//! A column of strings or bytes, whatever its type.

use arrow_array::cast::AsArray;
use arrow_array::{
    Array, ArrayRef, BinaryArray, BinaryViewArray, LargeBinaryArray, LargeStringArray, StringArray,
    StringViewArray,
};
use arrow_buffer::NullBuffer;
use arrow_schema::DataType;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

/// The rows are bytes: that strings are UTF-8 is not relied on.
pub(super) enum Column {
    Binary(BinaryArray),
    Large(LargeBinaryArray),
    View(BinaryViewArray),
    /// Each row's place among the values.
    Dictionary(Vec<usize>, Option<NullBuffer>, Box<Column>),
    Null,
}

impl Column {
    /// Whether rows can be read of a type.
    pub(super) fn check(data_type: &DataType) -> PyResult<()> {
        let is_text = |data_type: &DataType| {
            data_type.is_string() || data_type.is_binary() || data_type.is_null()
        };
        let is_read = match data_type {
            DataType::Dictionary(_, values) => is_text(values),
            other => is_text(other),
        };
        if is_read && !matches!(data_type, DataType::FixedSizeBinary(_)) {
            return Ok(());
        }
        let why = format!("the column is of `{data_type}`: it must be of strings or binary");
        Err(PyTypeError::new_err(why))
    }

    /// A column of a type that was [checked](Self::check).
    pub(super) fn new(array: &ArrayRef) -> Self {
        let any = array.as_any();
        if let Some(rows) = any.downcast_ref::<StringArray>() {
            return Self::Binary(rows.clone().into());
        }
        if let Some(rows) = any.downcast_ref::<BinaryArray>() {
            return Self::Binary(rows.clone());
        }
        if let Some(rows) = any.downcast_ref::<LargeStringArray>() {
            return Self::Large(rows.clone().into());
        }
        if let Some(rows) = any.downcast_ref::<LargeBinaryArray>() {
            return Self::Large(rows.clone());
        }
        if let Some(rows) = any.downcast_ref::<StringViewArray>() {
            return Self::View(rows.clone().to_binary_view());
        }
        if let Some(rows) = any.downcast_ref::<BinaryViewArray>() {
            return Self::View(rows.clone());
        }
        match array.as_any_dictionary_opt() {
            Some(rows) if !rows.values().is_empty() => {
                let values = Box::new(Self::new(rows.values()));
                Self::Dictionary(rows.normalized_keys(), rows.keys().nulls().cloned(), values)
            }
            _ => Self::Null,
        }
    }

    /// A row, unless it is null.
    pub(super) fn get(&self, row: usize) -> Option<&[u8]> {
        match self {
            Self::Binary(rows) => rows.is_valid(row).then(|| rows.value(row)),
            Self::Large(rows) => rows.is_valid(row).then(|| rows.value(row)),
            Self::View(rows) => rows.is_valid(row).then(|| rows.value(row)),
            Self::Dictionary(places, nulls, values) => match nulls {
                Some(nulls) if nulls.is_null(row) => None,
                _ => values.get(*places.get(row)?),
            },
            Self::Null => None,
        }
    }
}
