//! What a caller gives: pointers with lengths, and places to write to.

use std::ffi::c_char;
use std::slice;

/// The bytes of a pointer; null with the length 0 is no byte.
///
/// # Safety
///
/// It is null, or has this many bytes, which do not change while the result is used.
pub(crate) unsafe fn bytes<'a>(
    what: &str,
    pointer: *const c_char,
    length: usize,
) -> Result<&'a [u8], String> {
    if length == 0 {
        return Ok(&[]);
    }
    if pointer.is_null() {
        return Err(format!("{what} is null"));
    }
    if isize::try_from(length).is_err() {
        return Err(format!("{what} is longer than memory can be"));
    }
    // SAFETY: it is not null, as long as the caller promises, and no longer than a slice can be.
    Ok(unsafe { slice::from_raw_parts(pointer.cast(), length) })
}

/// The text of a pointer.
///
/// # Safety
///
/// As [`bytes`].
pub(crate) unsafe fn text<'a>(
    what: &str,
    pointer: *const c_char,
    length: usize,
) -> Result<&'a str, String> {
    // SAFETY: the caller promises the same.
    let bytes = unsafe { bytes(what, pointer, length) }?;
    std::str::from_utf8(bytes).map_err(|_| format!("{what} is not UTF-8"))
}

/// The text of a pointer, unless that is null.
///
/// # Safety
///
/// As [`bytes`].
pub(crate) unsafe fn optional<'a>(
    what: &str,
    pointer: *const c_char,
    length: usize,
) -> Result<Option<&'a str>, String> {
    if pointer.is_null() && length == 0 {
        return Ok(None);
    }
    // SAFETY: the caller promises the same.
    unsafe { text(what, pointer, length) }.map(Some)
}

/// Writes to the caller's place; without one the value is not made.
///
/// # Safety
///
/// The place is null, or aligned and can be written.
pub(crate) unsafe fn set<T>(
    what: &str,
    place: *mut T,
    value: impl FnOnce() -> T,
) -> Result<(), String> {
    if place.is_null() {
        return Err(format!("there is no place for {what}"));
    }
    // SAFETY: it is not null, and the caller promises that it can be written.
    unsafe { place.write(value()) };
    Ok(())
}
