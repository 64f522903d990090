//! The interpreter's objects as JSON, written straight into a session's memory.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::value::RawValue;

/// A request that is given as an object. Written, it keeps why it could not be.
pub(crate) struct Object {
    value: Py<PyAny>,
    failure: OnceLock<String>,
    /// How much has been written, in bytes at least: lists that hold the same list again and again
    /// would be written for ever.
    written: AtomicUsize,
    limit: usize,
}

/// A value in it, and the values that it is in.
struct Inside<'o, 'py> {
    value: &'o Bound<'py, PyAny>,
    object: &'o Object,
    outer: Option<&'o Inside<'o, 'py>>,
    depth: usize,
}

/// From this depth on, a value is compared with those that it is in.
const DEEP: usize = 64;

impl Object {
    pub(crate) fn new(value: Py<PyAny>, limit: usize) -> Self {
        Self { value, failure: OnceLock::new(), written: AtomicUsize::new(0), limit }
    }

    /// Why it is no JSON.
    pub(crate) fn failure(&self) -> Option<&str> {
        self.failure.get().map(String::as_str)
    }

    fn fail<E: serde::ser::Error>(&self, why: String) -> E {
        let error = E::custom(&why);
        let _ = self.failure.set(why);
        error
    }
}

impl Serialize for Object {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        Python::attach(|py| {
            let value = self.value.bind(py);
            Inside { value, object: self, outer: None, depth: 0 }.serialize(to)
        })
    }
}

impl<'py> Inside<'_, 'py> {
    fn inner<'i>(&'i self, value: &'i Bound<'py, PyAny>) -> Inside<'i, 'py> {
        Inside { value, object: self.object, outer: Some(self), depth: self.depth + 1 }
    }

    fn contains_itself(&self) -> bool {
        let mut outer = self.outer;
        while let Some(one) = outer {
            if one.value.is(self.value) {
                return true;
            }
            outer = one.outer;
        }
        false
    }

    /// Counts what is written.
    fn count<E: serde::ser::Error>(&self, bytes: usize) -> Result<(), E> {
        let object = self.object;
        let written = object.written.load(Ordering::Relaxed).saturating_add(bytes);
        object.written.store(written, Ordering::Relaxed);
        if written <= object.limit {
            return Ok(());
        }
        Err(object.fail(format!("the request is longer than {} bytes", object.limit)))
    }

    fn text<'t, E: serde::ser::Error>(&self, text: &'t Bound<'py, PyString>) -> Result<&'t str, E> {
        let text = text.to_str();
        let text = text.map_err(|_| self.object.fail("a text has a lone surrogate".to_owned()))?;
        self.count(text.len())?;
        Ok(text)
    }

    fn integer<S: Serializer>(&self, number: &Bound<'py, PyInt>, to: S) -> Result<S::Ok, S::Error> {
        if let Ok(number) = number.extract::<i64>() {
            return to.serialize_i64(number);
        }
        let digits = number.is_exact_instance_of::<PyInt>().then(|| number.str().ok()).flatten();
        let raw = digits.and_then(|digits| RawValue::from_string(digits.to_string()).ok());
        match raw {
            Some(raw) => raw.serialize(to),
            None => Err(self.object.fail("a whole number is too long".to_owned())),
        }
    }
}

impl Serialize for Inside<'_, '_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        // It, and what is between it and the next.
        self.count(2)?;
        let value = self.value;
        if let Ok(text) = value.cast::<PyString>() {
            return to.serialize_str(self.text(text)?);
        }
        if value.is_none() {
            return to.serialize_unit();
        }
        if let Ok(truth) = value.cast::<PyBool>() {
            return to.serialize_bool(truth.is_true());
        }
        if let Ok(number) = value.cast::<PyInt>() {
            return self.integer(number, to);
        }
        if let Ok(number) = value.cast::<PyFloat>() {
            let number = number.value();
            return match number.is_finite() {
                true => to.serialize_f64(number),
                false => Err(self.object.fail(format!("JSON has no `{number}`"))),
            };
        }
        if self.depth >= DEEP && self.contains_itself() {
            return Err(self.object.fail("the request contains itself".to_owned()));
        }
        if let Ok(dict) = value.cast::<PyDict>() {
            let mut map = to.serialize_map(None)?;
            for (key, value) in dict {
                let Ok(key) = key.cast::<PyString>() else {
                    let kind = name_of(&key);
                    return Err(self.object.fail(format!("a key is a `{kind}`, not a `str`")));
                };
                map.serialize_entry(self.text(key)?, &self.inner(&value))?;
            }
            return map.end();
        }
        if let Ok(list) = value.cast::<PyList>() {
            let mut elements = to.serialize_seq(None)?;
            for value in list {
                elements.serialize_element(&self.inner(&value))?;
            }
            return elements.end();
        }
        if let Ok(tuple) = value.cast::<PyTuple>() {
            let mut elements = to.serialize_seq(None)?;
            for value in tuple {
                elements.serialize_element(&self.inner(&value))?;
            }
            return elements.end();
        }
        Err(self.object.fail(format!("JSON has no `{}`", name_of(value))))
    }
}

/// The name of a value's type.
pub(crate) fn name_of(value: &Bound<'_, PyAny>) -> String {
    value.get_type().name().map_or_else(|_| "?".to_owned(), |name| name.to_string())
}
