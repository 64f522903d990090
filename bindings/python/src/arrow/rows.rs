//! Which columns of a batch are read, and what each of its rows has.

use std::borrow::Cow;

use arrow_buffer::NullBuffer;
use arrow_data::ArrayData;
use arrow_schema::{DataType, Fields};
use pyo3::prelude::*;

use super::column::Column;
use crate::LintError;

/// The names of the columns.
pub(crate) struct Names {
    pub(crate) request: Option<String>,
    pub(crate) operation: Option<String>,
    pub(crate) context: Option<String>,
    /// Of parameters of the path: each with its column's.
    pub(crate) path: Vec<(String, String)>,
}

impl Names {
    /// Any name of a column.
    fn any(&self) -> Option<&str> {
        let others = self.path.iter().map(|(_, column)| column);
        let named = [&self.request, &self.operation, &self.context].into_iter().flatten();
        named.chain(others).map(String::as_str).next()
    }
}

/// Where they are.
pub(super) struct Places<'a> {
    /// `None`: the array is the column.
    request: Option<usize>,
    operation: Option<usize>,
    context: Option<usize>,
    path: Vec<(&'a str, usize)>,
}

/// The rows of an array.
pub(super) struct Rows<'a> {
    nulls: Option<NullBuffer>,
    request: Column,
    operation: Option<Column>,
    context: Option<Column>,
    path: Vec<(&'a str, Column)>,
}

impl<'a> Places<'a> {
    /// Finds the columns in arrays of the type, and checks their types.
    pub(super) fn find(data_type: &DataType, names: &'a Names) -> PyResult<Self> {
        let DataType::Struct(fields) = data_type else {
            Column::check(data_type)?;
            return match names.any() {
                None => {
                    Ok(Self { request: None, operation: None, context: None, path: Vec::new() })
                }
                Some(name) => Err(unknown(name)),
            };
        };
        let request = match &names.request {
            Some(name) => place(fields, name)?,
            None if fields.len() == 1 => 0,
            None => {
                let why = format!("the batch has {} columns: name one", fields.len());
                return Err(LintError::new_err(why));
            }
        };
        fields.get(request).map_or(Ok(()), |field| Column::check(field.data_type()))?;
        let path =
            names.path.iter().map(|(name, column)| Ok((name.as_str(), place(fields, column)?)));
        Ok(Self {
            request: Some(request),
            operation: names.operation.as_ref().map(|name| place(fields, name)).transpose()?,
            context: names.context.as_ref().map(|name| place(fields, name)).transpose()?,
            path: path.collect::<PyResult<_>>()?,
        })
    }

    pub(super) fn rows(&self, array: &ArrayData) -> Rows<'a> {
        let column = |place: usize| {
            column_of(array, place).map_or(Column::Null, |column| Column::new(&column))
        };
        Rows {
            nulls: self.request.and_then(|_| array.nulls()).cloned(),
            request: self.request.map_or_else(|| Column::new(array), column),
            operation: self.operation.map(column),
            context: self.context.map(column),
            path: self.path.iter().map(|(name, place)| (*name, column(*place))).collect(),
        }
    }
}

/// A column of a batch, as far as the batch goes.
pub(super) fn column_of(batch: &ArrayData, place: usize) -> Option<ArrayData> {
    let (column, offset) = (batch.child_data().get(place)?, batch.offset());
    (column.len() >= offset + batch.len()).then(|| column.slice(offset, batch.len()))
}

pub(super) fn place(fields: &Fields, name: &str) -> PyResult<usize> {
    let (place, field) = fields.find(name).ok_or_else(|| unknown(name))?;
    Column::check(field.data_type())?;
    Ok(place)
}

pub(super) fn unknown(name: &str) -> PyErr {
    LintError::new_err(format!("there is no column `{name}`"))
}

impl Rows<'_> {
    /// A request, nothing of one that is null.
    pub(super) fn request(&self, row: usize) -> &[u8] {
        match &self.nulls {
            Some(nulls) if nulls.is_null(row) => b"",
            _ => self.request.get(row).unwrap_or_default(),
        }
    }

    pub(super) fn operation(&self, row: usize) -> Option<Cow<'_, str>> {
        given(self.operation.as_ref(), row)
    }

    pub(super) fn context(&self, row: usize) -> Option<Cow<'_, str>> {
        given(self.context.as_ref(), row)
    }

    /// The parameters of the path that the row has.
    pub(super) fn path(&self, row: usize) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        let texts = self.path.iter().map(move |(name, column)| Some((*name, text(column, row)?)));
        texts.flatten()
    }
}

/// A cell, if something is in it.
fn given(column: Option<&Column>, row: usize) -> Option<Cow<'_, str>> {
    text(column?, row).filter(|text| !text.is_empty())
}

fn text(column: &Column, row: usize) -> Option<Cow<'_, str>> {
    column.get(row).map(String::from_utf8_lossy)
}
