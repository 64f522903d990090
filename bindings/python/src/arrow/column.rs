//! A column of strings or bytes, whatever its type.

use arrow_array::{
    Array, BinaryArray, BinaryViewArray, LargeBinaryArray, LargeStringArray, StringArray,
    StringViewArray,
};
use arrow_buffer::{ArrowNativeType, NullBuffer};
use arrow_data::ArrayData;
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
    pub(super) fn new(data: &ArrayData) -> Self {
        let own = || data.clone();
        match data.data_type() {
            DataType::Utf8 => Self::Binary(StringArray::from(own()).into()),
            DataType::Binary => Self::Binary(own().into()),
            DataType::LargeUtf8 => Self::Large(LargeStringArray::from(own()).into()),
            DataType::LargeBinary => Self::Large(own().into()),
            DataType::Utf8View => Self::View(StringViewArray::from(own()).to_binary_view()),
            DataType::BinaryView => Self::View(own().into()),
            DataType::Dictionary(keys, _) => Self::dictionary(data, keys),
            _ => Self::Null,
        }
    }

    fn dictionary(data: &ArrayData, keys: &DataType) -> Self {
        let Some(values) = data.child_data().first().filter(|values| !values.is_empty()) else {
            return Self::Null;
        };
        let places = match keys {
            DataType::Int8 => places::<i8>(data),
            DataType::Int16 => places::<i16>(data),
            DataType::Int32 => places::<i32>(data),
            DataType::Int64 => places::<i64>(data),
            DataType::UInt8 => places::<u8>(data),
            DataType::UInt16 => places::<u16>(data),
            DataType::UInt32 => places::<u32>(data),
            _ => places::<u64>(data),
        };
        // The key of a row that is null may be any.
        let last = values.len() - 1;
        let places = places.into_iter().map(|place| place.min(last)).collect();
        Self::Dictionary(places, data.nulls().cloned(), Box::new(Self::new(values)))
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

/// The keys of a dictionary's rows.
fn places<K: ArrowNativeType>(data: &ArrayData) -> Vec<usize> {
    let keys = data.buffer::<K>(0).iter().take(data.len());
    keys.map(|key| key.to_usize().unwrap_or_default()).collect()
}
