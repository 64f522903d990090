//! The interpreter's objects as JSON text.

use std::cell::Cell;

use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple};
use serde_json::to_writer;
use smartro_lint::Limits;

use crate::LintError;

thread_local! {
    /// What the last value of the thread was written into.
    static BUFFER: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// The most bytes that are kept for the next value.
const MOST_KEPT: usize = 1 << 20;

/// Goes on with the text of a value; values of one thread are written into the same memory.
///
/// # Errors
///
/// A `LintError` for what is no JSON, for a value that contains itself, and for one that is longer
/// than requests may be.
pub(crate) fn with_text_of<T>(
    value: &Bound<'_, PyAny>,
    limits: Limits,
    then: impl FnOnce(&[u8]) -> T,
) -> PyResult<T> {
    let mut text = BUFFER.take();
    text.clear();
    let done = write(value, limits, &mut text).map(|()| then(&text));
    if text.capacity() <= MOST_KEPT {
        BUFFER.set(text);
    }
    done
}

/// Writes a value, as deep as requests are read: what is deeper breaks off there.
fn write(value: &Bound<'_, PyAny>, limits: Limits, out: &mut Vec<u8>) -> PyResult<()> {
    let mut writer = Writer { out, limits };
    match writer.value(value, None, 0) {
        Err(Stop::TooDeep) | Ok(()) => Ok(()),
        Err(Stop::Error(error)) => Err(error),
    }
}

struct Writer<'w> {
    out: &'w mut Vec<u8>,
    limits: Limits,
}

/// A value that holds others, and the one that it is in.
struct Outer<'o, 'py> {
    value: &'o Bound<'py, PyAny>,
    outer: Option<&'o Outer<'o, 'py>>,
}

/// Why no more is written.
enum Stop {
    /// There is more inside than is read.
    TooDeep,
    Error(PyErr),
}

impl From<PyErr> for Stop {
    fn from(error: PyErr) -> Self {
        Self::Error(error)
    }
}

fn stop<T>(why: impl Into<String>) -> Result<T, Stop> {
    Err(Stop::Error(LintError::new_err(why.into())))
}

impl Outer<'_, '_> {
    fn contains_itself(&self) -> bool {
        let mut outer = Some(self);
        while let Some(one) = outer {
            let mut further = one.outer;
            while let Some(other) = further {
                if other.value.is(one.value) {
                    return true;
                }
                further = other.outer;
            }
            outer = one.outer;
        }
        false
    }
}

impl Writer<'_> {
    fn value<'py>(
        &mut self,
        value: &Bound<'py, PyAny>,
        outer: Option<&Outer<'_, 'py>>,
        depth: usize,
    ) -> Result<(), Stop> {
        // The types themselves come first, since a comparison is enough for them.
        if let Ok(text) = value.cast_exact::<PyString>() {
            return self.text(text);
        }
        if let Ok(number) = value.cast_exact::<PyInt>() {
            return self.integer(number);
        }
        if let Ok(dict) = value.cast_exact::<PyDict>() {
            return self.dict(dict, outer, depth);
        }
        if value.is_none() {
            self.out.extend_from_slice(b"null");
        } else if let Ok(truth) = value.cast::<PyBool>() {
            self.out.extend_from_slice(if truth.is_true() { b"true" } else { b"false" });
        } else if let Ok(number) = value.cast::<PyFloat>() {
            return self.float(number.value());
        } else if let Ok(list) = value.cast::<PyList>() {
            return self.elements(list.as_any(), list.iter(), outer, depth);
        } else if let Ok(tuple) = value.cast::<PyTuple>() {
            return self.elements(tuple.as_any(), tuple.iter(), outer, depth);
        } else if let Ok(text) = value.cast::<PyString>() {
            return self.text(text);
        } else if let Ok(number) = value.cast::<PyInt>() {
            return self.integer(number);
        } else if let Ok(dict) = value.cast::<PyDict>() {
            return self.dict(dict, outer, depth);
        } else {
            return stop(format!("JSON has no `{}`", name_of(value)));
        }
        Ok(())
    }

    fn dict<'py>(
        &mut self,
        dict: &Bound<'py, PyDict>,
        outer: Option<&Outer<'_, 'py>>,
        depth: usize,
    ) -> Result<(), Stop> {
        let outer = Outer { value: dict.as_any(), outer };
        self.enter(b'{', &outer, depth)?;
        for (place, (key, value)) in dict.iter().enumerate() {
            if place > 0 {
                self.out.push(b',');
            }
            let Ok(key) = key.cast_exact::<PyString>().or_else(|_| key.cast::<PyString>()) else {
                return stop(format!("a key is a `{}`, not a `str`", name_of(&key)));
            };
            self.text(key)?;
            self.out.push(b':');
            self.value(&value, Some(&outer), depth + 1)?;
        }
        self.out.push(b'}');
        Ok(())
    }

    fn elements<'py>(
        &mut self,
        list: &Bound<'py, PyAny>,
        elements: impl Iterator<Item = Bound<'py, PyAny>>,
        outer: Option<&Outer<'_, 'py>>,
        depth: usize,
    ) -> Result<(), Stop> {
        let outer = Outer { value: list, outer };
        self.enter(b'[', &outer, depth)?;
        for (place, value) in elements.enumerate() {
            if place > 0 {
                self.out.push(b',');
            }
            self.value(&value, Some(&outer), depth + 1)?;
        }
        self.out.push(b']');
        Ok(())
    }

    /// Opens an object or an array.
    fn enter(&mut self, bracket: u8, outer: &Outer<'_, '_>, depth: usize) -> Result<(), Stop> {
        self.out.push(bracket);
        if depth < self.limits.depth {
            // Lists that hold the same list again and again would be written for ever.
            return self.check_length();
        }
        match outer.contains_itself() {
            true => stop("the request contains itself"),
            false => Err(Stop::TooDeep),
        }
    }

    fn check_length(&self) -> Result<(), Stop> {
        match self.out.len() <= self.limits.bytes {
            true => Ok(()),
            false => stop(format!("the request is longer than {} bytes", self.limits.bytes)),
        }
    }

    fn text(&mut self, text: &Bound<'_, PyString>) -> Result<(), Stop> {
        let Ok(text) = text.to_str() else { return stop("a text has a lone surrogate") };
        if has_escapes(text.as_bytes()) {
            // Writing to memory does not fail.
            let _ = to_writer(&mut *self.out, text);
        } else {
            self.out.push(b'"');
            self.out.extend_from_slice(text.as_bytes());
            self.out.push(b'"');
        }
        self.check_length()
    }

    fn integer(&mut self, number: &Bound<'_, PyInt>) -> Result<(), Stop> {
        if let Ok(number) = number.extract::<i64>() {
            let _ = to_writer(&mut *self.out, &number);
            return Ok(());
        }
        // What a type of its own writes may be anything.
        let digits = number.is_exact_instance_of::<PyInt>().then(|| number.str().ok()).flatten();
        let Some(digits) = digits else { return stop("a whole number is too long") };
        self.out.extend_from_slice(digits.to_string().as_bytes());
        Ok(())
    }

    fn float(&mut self, number: f64) -> Result<(), Stop> {
        if !number.is_finite() {
            return stop(format!("JSON has no `{number}`"));
        }
        let _ = to_writer(&mut *self.out, &number);
        Ok(())
    }
}

/// Whether JSON escapes one of the bytes, eight at a time: most texts have none.
fn has_escapes(text: &[u8]) -> bool {
    const ONES: u64 = u64::MAX / 255;
    let (eights, rest) = text.as_chunks::<8>();
    let zero = |word: u64| word.wrapping_sub(ONES) & !word;
    let escaped = eights.iter().fold(0, |escaped, eight| {
        let word = u64::from_le_bytes(*eight);
        let control = word.wrapping_sub(ONES * 0x20) & !word;
        escaped | control | zero(word ^ (ONES * 0x22)) | zero(word ^ (ONES * 0x5c))
    });
    let one = |byte: &u8| matches!(byte, 0..0x20 | b'"' | b'\\');
    escaped & (ONES * 0x80) != 0 || rest.iter().any(one)
}

/// The name of a value's type.
pub(crate) fn name_of(value: &Bound<'_, PyAny>) -> String {
    value.get_type().name().map_or_else(|_| "?".to_owned(), |name| name.to_string())
}
