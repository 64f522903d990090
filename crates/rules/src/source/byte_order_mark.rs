//! The mark that a text in UTF-8 may start with.

/// How long the byte order mark is that a text in UTF-8 starts with, in bytes; 0 without one.
#[must_use]
pub fn byte_order_mark(text: &[u8]) -> usize {
    const MARK: &[u8] = "\u{FEFF}".as_bytes();
    if text.starts_with(MARK) { MARK.len() } else { 0 }
}
