//! The library for C. Every function that can fail returns the message of its error, or null; no
//! panic crosses, and what a caller reads is written only when there is no error.

mod given;

use std::ffi::{CStr, CString, c_char};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;

use smartro_lint_bindings::{Options, Shared};

use given::{bytes, optional, text};

/// A pack of rules, ready to lint. Any number of threads may use one at once; each call takes a session
/// of its own from those that are free.
pub struct SmartroLinter(Shared);

/// What goes with a request. A null pointer: not given. Texts are UTF-8 and need not end with NUL.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct SmartroOptions {
    /// The operation of the request's body, such as `payInstantly`; it is detected if it is not given.
    pub operation: *const c_char,
    /// In bytes.
    pub operation_length: usize,
    /// The parameters of the path: a JSON object of texts, such as `{"paymentId": "order1"}`.
    pub path: *const c_char,
    /// In bytes.
    pub path_length: usize,
    /// What the request does not contain: a JSON object, such as `{"channel": "live"}`.
    pub context: *const c_char,
    /// In bytes.
    pub context_length: usize,
    /// Whether the JSON was written for the linter alone, from an object of the caller's language: the
    /// report then has pointers and no places in a text.
    pub is_value: bool,
}

/// How many findings there are. All are 0: nothing at all was found.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SmartroVerdict {
    /// Errors.
    pub errors: u32,
    /// Warnings.
    pub warnings: u32,
    /// Advice.
    pub advice: u32,
}

/// Makes a linter. Settings are a JSON object in UTF-8 with any of `language` (`ko`, the default, or
/// `en`), `pack` (the directory of a pack of your own), `severity` (an object: rule to `error`,
/// `warning`, `advice` or `off`) and `showValues` (whether messages show names, addresses and the like).
/// Null or empty: the built-in pack with messages in Korean.
///
/// Returns null, or the message of what is wrong, to be freed with `smartro_lint_free`.
///
/// # Safety
///
/// `settings` is null or has `length` bytes; `linter` is null or can be written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smartro_lint_open(
    settings: *const c_char,
    length: usize,
    linter: *mut *mut SmartroLinter,
) -> *mut c_char {
    guarded(|| {
        // SAFETY: the caller promises that many bytes.
        let settings = unsafe { text("the settings", settings, length) }?;
        let made = Box::new(SmartroLinter(Shared::from_settings(settings)?));
        // SAFETY: the caller promises that it can be written.
        unsafe { given::set("the linter", linter, || Box::into_raw(made)) }
    })
}

/// Frees a linter; null does nothing. No thread may use the linter any more, then or later: a call
/// with a closed linter is undefined, as is closing it twice.
///
/// # Safety
///
/// `linter` is null, or comes from `smartro_lint_open` and was not closed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smartro_lint_close(linter: *mut SmartroLinter) {
    if !linter.is_null() {
        // SAFETY: the caller promises that it is a linter of ours which is used no more.
        let linter = unsafe { Box::from_raw(linter) };
        let _ = catch_unwind(AssertUnwindSafe(|| drop(linter)));
    }
}

/// Lints a request, JSON in `length` bytes, and writes its report as JSON, ending with NUL, to
/// `*report`, to be freed with `smartro_lint_free`. `smartro-lint.report.schema.json` describes it.
/// `options` may be null.
///
/// Text that is no JSON, no UTF-8, too long or too deep is a finding, not an error. An error is a null
/// pointer where there must be none, an option that is no UTF-8, or an unknown key of the context:
/// returns its message, to be freed with `smartro_lint_free`, and otherwise null.
///
/// # Safety
///
/// `linter` is null or open; `request` is null or has `length` bytes, `options` is null or valid with
/// what it points to; `report` is null or can be written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smartro_lint_report(
    linter: *const SmartroLinter,
    request: *const c_char,
    length: usize,
    options: *const SmartroOptions,
    report: *mut *mut c_char,
) -> *mut c_char {
    guarded(|| {
        // SAFETY: the caller promises what these functions do.
        let (linter, request, options) =
            unsafe { (of(linter)?, bytes("the request", request, length)?, read(options)?) };
        let written = linter.report(request, &options)?;
        // SAFETY: the caller promises that it can be written.
        unsafe { given::set("the report", report, || owned(written)) }
    })
}

/// Counts the findings of a request without writing a message: the quick way where most requests are
/// right. As `smartro_lint_report` otherwise.
///
/// # Safety
///
/// As `smartro_lint_report`; `verdict` is null or can be written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smartro_lint_verdict(
    linter: *const SmartroLinter,
    request: *const c_char,
    length: usize,
    options: *const SmartroOptions,
    verdict: *mut SmartroVerdict,
) -> *mut c_char {
    guarded(|| {
        // SAFETY: the caller promises what these functions do.
        let (linter, request, options) =
            unsafe { (of(linter)?, bytes("the request", request, length)?, read(options)?) };
        let found = linter.verdict(request, &options)?;
        let (errors, warnings, advice) = (found.errors, found.warnings, found.advice);
        // SAFETY: the caller promises that it can be written.
        unsafe {
            given::set("the verdict", verdict, || SmartroVerdict { errors, warnings, advice })
        }
    })
}

/// JSON text as it may be logged, with secrets and values that identify a person masked, written to
/// `*masked`, to be freed with `smartro_lint_free`.
///
/// # Safety
///
/// `linter` is null or open; `json` is null or has `length` bytes; `masked` is null or can be written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smartro_lint_mask(
    linter: *const SmartroLinter,
    json: *const c_char,
    length: usize,
    masked: *mut *mut c_char,
) -> *mut c_char {
    guarded(|| {
        // SAFETY: the caller promises what these functions do.
        let (linter, json) = unsafe { (of(linter)?, text("the text", json, length)?) };
        let shown = linter.linter().mask(json);
        // SAFETY: the caller promises that it can be written.
        unsafe { given::set("the masked text", masked, || owned(shown)) }
    })
}

/// Writes the names of the operations, a JSON array, to `*names`, to be freed with `smartro_lint_free`.
///
/// # Safety
///
/// `linter` is null or open; `names` is null or can be written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smartro_lint_operations(
    linter: *const SmartroLinter,
    names: *mut *mut c_char,
) -> *mut c_char {
    guarded(|| {
        // SAFETY: the caller promises that it is null or open.
        let linter = unsafe { of(linter) }?;
        let all: Vec<&str> = linter.linter().operations().collect();
        let all = serde_json::to_string(&all).map_err(|error| error.to_string())?;
        // SAFETY: the caller promises that it can be written.
        unsafe { given::set("the names", names, || owned(all)) }
    })
}

/// Frees a text that a function of this library returned or wrote; null does nothing.
///
/// # Safety
///
/// `text` is null, or comes from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn smartro_lint_free(text: *mut c_char) {
    if !text.is_null() {
        // SAFETY: the caller promises that it is a text of ours, which `owned` made.
        drop(unsafe { CString::from_raw(text) });
    }
}

/// The version of the library, which is never freed.
#[unsafe(no_mangle)]
pub extern "C" fn smartro_lint_version() -> *const c_char {
    const VERSION: &CStr =
        match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
            Ok(version) => version,
            Err(_) => c"",
        };
    VERSION.as_ptr()
}

/// # Safety
///
/// The linter is null, or open for as long as the result is used.
unsafe fn of<'a>(linter: *const SmartroLinter) -> Result<&'a Shared, String> {
    // SAFETY: the caller promises it.
    let linter = unsafe { linter.as_ref() };
    linter.map(|linter| &linter.0).ok_or_else(|| "the linter is null".to_owned())
}

/// # Safety
///
/// The options are null, or valid with what they point to for as long as the result is used.
unsafe fn read<'a>(options: *const SmartroOptions) -> Result<Options<'a>, String> {
    // SAFETY: the caller promises it.
    let Some(options) = (unsafe { options.as_ref() }) else { return Ok(Options::default()) };
    let is_value = options.is_value;
    // SAFETY: the caller promises that each is null or has its length.
    unsafe {
        let operation = optional("the operation", options.operation, options.operation_length)?;
        let path = optional("the path", options.path, options.path_length)?;
        let context = optional("the context", options.context, options.context_length)?;
        Ok(Options { operation, path, context, is_value, utf16: false })
    }
}

/// Gives the caller a text: one ends with NUL, so that a NUL in it is written out.
fn owned(text: String) -> *mut c_char {
    let text = CString::new(text).or_else(|error| {
        let text = String::from_utf8_lossy(&error.into_vec()).replace('\0', "\\u{0}");
        CString::new(text)
    });
    text.unwrap_or_default().into_raw()
}

/// Does the work of a call: its error, or that it panicked, is a message.
fn guarded(work: impl FnOnce() -> Result<(), String>) -> *mut c_char {
    let done = catch_unwind(AssertUnwindSafe(work));
    match done
        .unwrap_or_else(|_| Err("the linter failed on this call: please report it".to_owned()))
    {
        Ok(()) => ptr::null_mut(),
        Err(message) => owned(message),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error() {
        let message = guarded(|| panic!("inside"));
        // SAFETY: it is a text of ours.
        let message = unsafe { CString::from_raw(message) };
        assert!(message.to_str().unwrap().starts_with("the linter failed"));
    }

    #[test]
    fn a_nul_in_a_message_is_written_out() {
        // SAFETY: it is a text of ours.
        let message = unsafe { CString::from_raw(owned("a\0b".to_owned())) };
        assert_eq!(message.to_str().unwrap(), "a\\u{0}b");
    }
}
