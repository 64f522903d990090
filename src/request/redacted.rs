//! Texts that a log has in place of values, as values that are not known.

/// Whose strings are looked at.
#[derive(Debug, Clone, Copy)]
enum Nesting {
    /// The text's own strings.
    Text,
    /// Those of JSON in a string: their quotes are `\"`.
    Inside,
}

impl Nesting {
    /// Whether a quote after this many backslashes begins or ends a string.
    fn delimits(self, backslashes: usize) -> bool {
        match self {
            Self::Text => backslashes.is_multiple_of(2),
            Self::Inside => backslashes % 4 == 1,
        }
    }

    /// How long the mark at each end of a string is.
    fn quote(self) -> usize {
        match self {
            Self::Text => 1,
            Self::Inside => 2,
        }
    }
}

/// The keys of an HTTP call's URL.
const URL_KEYS: [&[u8]; 3] = [b"url", b"uri", b"path"];

/// Replaces the values of JSON texts that a log does not show, those that are or contain one of
/// these texts, by unknown values of the same length: for requests
/// [with holes](crate::Request::with_holes). `None`: there is no such value.
///
/// In a URL the text alone is unknown. Keys stay, and so does a value of a single byte, which has
/// no room for the notation.
///
/// ```
/// use smartro_lint::{Linter, Request, redacted_as_unknown};
///
/// let log = r#"{"reason": "***", "amount": "***"}"#;
/// let text = redacted_as_unknown(log.as_bytes(), &["***"]).ok_or("nothing is redacted")?;
/// let request = Request::json(&text).with_holes().operation("cancelPayment");
/// assert!(Linter::smartro()?.lint(&request).diagnostics.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn redacted_as_unknown<T: AsRef<[u8]>>(text: &[u8], redacted: &[T]) -> Option<Vec<u8>> {
    let redacted: Vec<&[u8]> =
        redacted.iter().map(AsRef::as_ref).filter(|text| !text.is_empty()).collect();
    if !redacted.iter().any(|redacted| memchr::memmem::find(text, redacted).is_some()) {
        return None;
    }
    let mut written = text.to_vec();
    replace(&mut written, &redacted, Nesting::Text);
    (written != text).then_some(written)
}

/// Replaces the values among the strings of a text; the length stays.
fn replace(text: &mut [u8], redacted: &[&[u8]], level: Nesting) {
    let quote = level.quote();
    let mut key: Vec<u8> = Vec::new();
    let mut at = 0;
    while let Some((start, end)) = next_string(text, at, level) {
        at = end;
        let inside = start + quote..end - quote;
        let after = text.get(end..).unwrap_or_default();
        let is_key = after.trim_ascii_start().first() == Some(&b':');
        let Some(content) = text.get_mut(inside) else { continue };
        if is_key {
            key = content.to_vec();
            continue;
        }
        let contains = |redacted: &&&[u8]| memchr::memmem::find(content, redacted).is_some();
        let Some(found) = redacted.iter().find(contains) else { continue };
        if URL_KEYS.contains(&key.as_slice()) {
            as_placeholder(content, found);
        } else if matches!(level, Nesting::Text) && is_json(content) {
            replace(content, redacted, Nesting::Inside);
        } else if let Some(value) = text.get_mut(start..end) {
            as_hole(value);
        }
    }
}

/// The next string, with its quotes.
fn next_string(text: &[u8], from: usize, level: Nesting) -> Option<(usize, usize)> {
    let mut quotes = memchr::memchr_iter(b'"', text.get(from..)?).map(|at| from + at);
    let is_delimiter = |at: &usize| {
        let before = text.get(from..*at).unwrap_or_default();
        let backslashes = before.iter().rev().take_while(|byte| **byte == b'\\').count();
        level.delimits(backslashes)
    };
    let start = quotes.by_ref().find(is_delimiter)?;
    let end = quotes.find(is_delimiter)?;
    Some((start + 1 - level.quote(), end + 1))
}

/// Whether a string holds JSON with strings in it.
fn is_json(content: &[u8]) -> bool {
    matches!(content.trim_ascii_start().first(), Some(b'{' | b'['))
        && memchr::memmem::find(content, br#"\""#).is_some()
}

/// A value that is not known, with blanks up to its length.
fn as_hole(value: &mut [u8]) {
    const HOLE: &[u8] = b"?any";
    if value.len() < HOLE.len() {
        return;
    }
    value.fill(b' ');
    value.iter_mut().zip(HOLE).for_each(|(byte, hole)| *byte = *hole);
}

/// A placeholder in a URL, as long as the text that it replaces.
fn as_placeholder(url: &mut [u8], redacted: &[u8]) {
    let places: Vec<usize> = memchr::memmem::find_iter(url, redacted).collect();
    for at in places {
        if let Some([first, name @ .., last]) = url.get_mut(at..at + redacted.len()) {
            name.fill(b'_');
            (*first, *last) = (b'{', b'}');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unknown(text: &str) -> Option<String> {
        let unknown = redacted_as_unknown(text.as_bytes(), &["***", "[REDACTED]"])?;
        assert_eq!(unknown.len(), text.len());
        Some(String::from_utf8(unknown).unwrap())
    }

    #[test]
    fn values_become_unknown_and_keys_stay() {
        for (text, expected) in [
            (r#"{"a": "***"}"#, r#"{"a": ?any }"#),
            (r#"{"a": "010-***-1", "b": "x"}"#, r#"{"a": ?any       , "b": "x"}"#),
            (r#"["[REDACTED]", "\"***"]"#, r#"[?any        , ?any   ]"#),
            (r#"{"***": "***"}"#, r#"{"***": ?any }"#),
            (r#"{"url": "/payments/***/instant"}"#, r#"{"url": "/payments/{_}/instant"}"#),
            (
                r#"{"body": "{\"a\": \"***\", \"b\": \"x\\\"y\"}"}"#,
                r#"{"body": "{\"a\": ?any   , \"b\": \"x\\\"y\"}"}"#,
            ),
            (
                r#"{"body": "{\"a\": \"x\\\"***\", \"b\": \"y\"}"}"#,
                r#"{"body": "{\"a\": ?any        , \"b\": \"y\"}"}"#,
            ),
        ] {
            assert_eq!(unknown(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_not_redacted_is_left_alone() {
        for text in [r#"{"a": "**"}"#, "", r#"{"***": 1}"#, r#"{"a": "***"#] {
            assert_eq!(unknown(text), None, "{text}");
        }
    }
}
