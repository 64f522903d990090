//! What rules over a run compare, as columns.

use std::sync::Arc;

use arrow_array::builder::Int64Builder;
use arrow_array::{Array, ArrayRef, Int64Array, RecordBatch};
use arrow_data::ArrayData;
use arrow_schema::{ArrowError, DataType, Field, Schema};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use smartro_lint::batch::Fingerprint;

use super::column::Column;
use super::rows::{column_of, place, unknown};

/// The number by which engines bring together what a rule compares. A rule's place in the pack is
/// mixed into the hash, so that it is one number.
pub(super) fn number_of(print: &Fingerprint) -> i64 {
    let (rule, key) = print.key();
    // An odd number with its bits spread evenly.
    (key ^ u64::from(rule).wrapping_mul(0x9e37_79b9_7f4a_7c15)).cast_signed()
}

/// What means that there is nothing: a key that must be unique implies nothing.
const NONE: i64 = -1;

/// The fingerprints so far.
#[derive(Default)]
pub(super) struct Prints {
    row: Int64Builder,
    key: Int64Builder,
    implied: Int64Builder,
}

impl Prints {
    pub(super) fn add(&mut self, row: i64, print: &Fingerprint) {
        self.row.append_value(row);
        self.key.append_value(number_of(print));
        self.implied.append_value(print.implied().map_or(NONE, i64::from));
    }

    pub(super) fn finish(mut self) -> Result<RecordBatch, ArrowError> {
        let fields = ["row", "key", "implied"].map(|name| Field::new(name, DataType::Int64, false));
        let columns: Vec<ArrayRef> = vec![
            Arc::new(self.row.finish()),
            Arc::new(self.key.finish()),
            Arc::new(self.implied.finish()),
        ];
        RecordBatch::try_new(Arc::new(Schema::new(fields.to_vec())), columns)
    }
}

/// Where a batch has the fingerprints of requests that do not go with earlier ones, and those.
pub(super) struct Repeated {
    key: usize,
    first: usize,
}

/// The same of one batch, by rows.
pub(super) struct RepeatedRows {
    numbers: Int64Array,
    first: Column,
}

impl Repeated {
    pub(super) fn find(data_type: &DataType, key: &str, first: &str) -> PyResult<Self> {
        let DataType::Struct(fields) = data_type else { return Err(unknown(key)) };
        let (at, field) = fields.find(key).ok_or_else(|| unknown(key))?;
        if *field.data_type() != DataType::Int64 {
            let why = format!("the column is of `{}`: it must be of `Int64`", field.data_type());
            return Err(PyTypeError::new_err(why));
        }
        Ok(Self { key: at, first: place(fields, first)? })
    }

    /// The two columns of a batch, which are read once for all of its rows.
    pub(super) fn rows(&self, batch: &ArrayData) -> Option<RepeatedRows> {
        let numbers = Int64Array::from(column_of(batch, self.key)?);
        let first = Column::new(&column_of(batch, self.first)?);
        Some(RepeatedRows { numbers, first })
    }
}

impl RepeatedRows {
    /// The fingerprint of a row, and what the earlier request is called.
    pub(super) fn of(&self, row: usize) -> Option<(i64, String)> {
        let first = String::from_utf8_lossy(self.first.get(row)?).into_owned();
        self.numbers.is_valid(row).then(|| (self.numbers.value(row), first))
    }
}
