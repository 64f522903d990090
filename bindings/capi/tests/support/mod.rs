//! The C functions, as a caller in C wraps them.
#![allow(dead_code, reason = "each test uses what it needs")]

use std::ffi::{CStr, c_char};
use std::ptr;

use serde_json::Value;
use smartro_lint_c::*;

pub struct Linter(pub *mut SmartroLinter);

// SAFETY: the header promises it, and the tests hold it to that.
unsafe impl Send for Linter {}
// SAFETY: as above.
unsafe impl Sync for Linter {}

/// What goes with a request, as JSON where C has JSON.
#[derive(Clone, Default)]
pub struct Given {
    pub operation: Option<String>,
    pub path: Option<String>,
    pub context: Option<String>,
    pub is_value: bool,
}

impl Given {
    fn options(&self) -> SmartroOptions {
        let (operation, operation_length) = parts(&self.operation);
        let (path, path_length) = parts(&self.path);
        let (context, context_length) = parts(&self.context);
        let is_value = self.is_value;
        SmartroOptions {
            operation,
            operation_length,
            path,
            path_length,
            context,
            context_length,
            is_value,
        }
    }
}

fn parts(text: &Option<String>) -> (*const c_char, usize) {
    text.as_ref().map_or((ptr::null(), 0), |text| (text.as_ptr().cast(), text.len()))
}

/// Takes a text of the library.
pub fn taken(text: *mut c_char) -> String {
    assert!(!text.is_null());
    // SAFETY: the library made it, and it ends with NUL.
    let copy = unsafe { CStr::from_ptr(text) }.to_str().unwrap().to_owned();
    // SAFETY: the library made it, and it is used no more.
    unsafe { smartro_lint_free(text) };
    copy
}

pub fn result(error: *mut c_char) -> Result<(), String> {
    match error.is_null() {
        true => Ok(()),
        false => Err(taken(error)),
    }
}

impl Linter {
    pub fn open(settings: &str) -> Result<Self, String> {
        let mut linter = ptr::null_mut();
        // SAFETY: the pointers are those of values that live.
        result(unsafe {
            smartro_lint_open(settings.as_ptr().cast(), settings.len(), &mut linter)
        })?;
        Ok(Self(linter))
    }

    pub fn report(&self, text: &[u8], given: &Given) -> Result<String, String> {
        let mut report = ptr::null_mut();
        let options = given.options();
        // SAFETY: the pointers are those of values that live.
        result(unsafe {
            smartro_lint_report(self.0, text.as_ptr().cast(), text.len(), &options, &mut report)
        })?;
        Ok(taken(report))
    }

    pub fn verdict(&self, text: &[u8], given: &Given) -> Result<SmartroVerdict, String> {
        let mut verdict = SmartroVerdict::default();
        let options = given.options();
        // SAFETY: the pointers are those of values that live.
        result(unsafe {
            smartro_lint_verdict(self.0, text.as_ptr().cast(), text.len(), &options, &mut verdict)
        })?;
        Ok(verdict)
    }
}

impl Drop for Linter {
    fn drop(&mut self) {
        // SAFETY: it is open, and used no more.
        unsafe { smartro_lint_close(self.0) };
    }
}

/// A request of the contract, as text with its options.
pub fn given(request: &Value) -> (Vec<u8>, Given) {
    let text = |key: &str| request.get(key).and_then(Value::as_str).map(str::to_owned);
    let json = |key: &str| request.get(key).map(Value::to_string);
    let value = json("value");
    let given = Given {
        operation: text("operation"),
        path: json("path"),
        context: json("context"),
        is_value: value.is_some(),
    };
    let base64 = text("base64").map(|base64| decoded(&base64));
    let bytes = text("text").or(value).map(String::into_bytes).or(base64);
    (bytes.unwrap(), given)
}

/// The standard alphabet, with padding.
fn decoded(base64: &str) -> Vec<u8> {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut decoded, mut bits, mut count) = (Vec::new(), 0u32, 0);
    for byte in base64.trim_end_matches('=').bytes() {
        let place = ALPHABET.iter().position(|letter| *letter == byte).unwrap();
        (bits, count) = (bits << 6 | place as u32, count + 6);
        if count >= 8 {
            count -= 8;
            decoded.push((bits >> count) as u8);
        }
    }
    decoded
}
