//! Where parentheses in a template end.

/// The longest directive of Blade, and expression of JSP, that is looked at, in bytes.
pub(super) const LONGEST_CALL: usize = 4096;

/// Where the parentheses that open at a place end.
pub(super) fn call_end(text: &str, open: usize) -> Option<usize> {
    let mut depth = 0u32;
    for (at, byte) in text.bytes().enumerate().take(LONGEST_CALL).skip(open) {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 1 => return Some(at + 1),
            b')' => depth -= 1,
            _ => {}
        }
    }
    None
}
