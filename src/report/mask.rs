//! Source text with the sensitive values hidden, every underline still in its place.

use std::borrow::Cow;

use strsim::damerau_levenshtein;

use crate::request::Characters;

/// Hides the values of sensitive keys, wherever they stand and however the keys are spelt;
/// each character becomes one of the same length in bytes and of the same width.
///
/// The text need not be JSON: what follows such a key and a colon is hidden up to its end, as
/// far as that can be told.
#[must_use]
pub fn mask<'t>(text: &'t str, sensitive: &[Box<str>]) -> Cow<'t, str> {
    let mut masked: Option<String> = None;
    let mut kept = 0;
    let mut at = 0;
    while let Some(quote) = find_from(text, at, '"') {
        let end = string_end(text, quote);
        let key = text.get(quote + 1..end.saturating_sub(1)).unwrap_or("");
        let rest = text.get(end..).unwrap_or("");
        let value = rest.trim_start().strip_prefix(':').map(str::trim_start);
        at = end.max(quote + 1);
        if let Some(value) = value.filter(|_| is_sensitive(key, sensitive)) {
            let start = text.len() - value.len();
            at = start + value_length(value);
            let out = masked.get_or_insert_with(|| String::with_capacity(text.len()));
            out.push_str(text.get(kept..start).unwrap_or(""));
            out.extend(text.get(start..at).unwrap_or("").chars().map(hidden));
            kept = at;
        }
    }
    match masked {
        Some(mut out) => {
            out.push_str(text.get(kept..).unwrap_or(""));
            Cow::Owned(out)
        }
        None => Cow::Borrowed(text),
    }
}

fn find_from(text: &str, at: usize, wanted: char) -> Option<usize> {
    text.get(at..)?.find(wanted).map(|found| at + found)
}

/// Past the quote that closes a string; the end of the text where none does.
fn string_end(text: &str, quote: usize) -> usize {
    let mut escaped = false;
    let inside = text.get(quote + 1..).unwrap_or("");
    for (at, character) in inside.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return quote + at + 2,
            _ => {}
        }
    }
    text.len()
}

/// Whether a key is a sensitive field's name, or near enough to be one that is misspelt.
fn is_sensitive(key: &str, sensitive: &[Box<str>]) -> bool {
    if key.len() > 200 {
        return false;
    }
    let key: String =
        Characters::new(key).map(|character| character.to_ascii_lowercase()).collect();
    sensitive.iter().any(|name| {
        let name = name.to_ascii_lowercase();
        // Short names are words of their own when a letter changes.
        let slips = if name.len() > 10 { 2 } else { usize::from(name.len() > 5) };
        key == name || (slips > 0 && damerau_levenshtein(&key, &name) <= slips)
    })
}

/// How many bytes a value takes: a string, a number, or an object or array with all in it.
fn value_length(value: &str) -> usize {
    match value.chars().next() {
        Some('"') => string_end(value, 0),
        Some('{' | '[') => {
            let mut depth = 0_usize;
            let mut at = 0;
            while let Some(character) = value.get(at..).and_then(|rest| rest.chars().next()) {
                match character {
                    '"' => {
                        at = string_end(value, at);
                        continue;
                    }
                    '{' | '[' => depth += 1,
                    '}' | ']' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                at += character.len_utf8();
                if depth == 0 {
                    return at;
                }
            }
            value.len()
        }
        _ => value.find([',', '}', ']', '\n']).unwrap_or(value.len()),
    }
}

/// A character that says nothing, as long and as wide as this one.
fn hidden(character: char) -> char {
    match (character, character.len_utf8()) {
        ('"' | '{' | '}' | '[' | ']' | ':' | ',' | ' ' | '\n' | '\r' | '\t', _) => character,
        (_, 1) => '*',
        (_, 2) => '·',
        // Of three bytes most are Hangul, two columns wide.
        (_, 3) => '＊',
        (_, _) => '🀫',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str) -> String {
        mask(text, &["number".into(), "customerIdentifier".into()]).into_owned()
    }

    #[test]
    fn values_of_sensitive_keys_are_hidden() {
        assert_eq!(
            masked(r#"{"number": "4111", "a": "4111"}"#),
            r#"{"number": "****", "a": "4111"}"#
        );
        assert_eq!(masked(r#"{"n\u0075mber":"4\"1"}"#), r#"{"n\u0075mber":"**"*"}"#);
        assert_eq!(masked(r#"{"number": 4111}"#), r#"{"number": ****}"#);
        assert_eq!(masked(r#"{"number": {"x": [12, "가"]}}"#), r#"{"number": {"*": [**, "＊"]}}"#);
        assert_eq!(masked(r#"{"customerIdentiifer": "117"}"#), r#"{"customerIdentiifer": "***"}"#);
        assert_eq!(masked(r#"{"number": "4111"#), r#"{"number": "****"#);
        assert_eq!(
            masked(r#"{"number": "4111", "number": "5222"}"#),
            r#"{"number": "****", "number": "****"}"#
        );
    }

    #[test]
    fn offsets_stay() {
        let text = r#"{"number": "가🍎é1", "b": 2}"#;
        let hidden = masked(text);
        assert_eq!(hidden.len(), text.len());
        assert_eq!(hidden.find("\"b\""), text.find("\"b\""));
    }
}
