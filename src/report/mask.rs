//! Source text with the sensitive values hidden, every underline still in its place.

use std::borrow::Cow;

use crate::program::Sensitive;
use crate::request::{Characters, Lexer, Stopped};
use crate::suggest::is_within;

/// How much of a value is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Hide {
    Nothing,
    /// Its digits: it may hold such a value, but in a place of its own making.
    Digits,
    All,
}

/// An object or array around the present place.
struct Level<'s> {
    /// What is hidden of all that is in it.
    hide: Hide,
    /// Of an object with sensitive fields, the fields that are none.
    plain: Option<&'s [Box<str>]>,
    object: bool,
}

/// Hides sensitive values, wherever they stand and however their keys are spelt; each
/// character becomes one of the same length in bytes and of the same width.
///
/// In a text that is not JSON nobody knows what belongs to which key: there, numbers go.
#[must_use]
pub fn mask<'t>(text: &'t str, sensitive: &Sensitive) -> Cow<'t, str> {
    let is_json = serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
    let hidden = if is_json { hidden_in_json(text, sensitive).ok() } else { None };
    let Some(hidden) = hidden else { return Cow::Owned(without_numbers(text, sensitive)) };
    if hidden.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut masked = String::with_capacity(text.len());
    let mut kept = 0;
    for (start, end, hide) in hidden {
        masked.push_str(text.get(kept..start).unwrap_or(""));
        let value = text.get(start..end).unwrap_or("");
        masked.extend(value.chars().map(|character| match hide {
            Hide::All => stand_in(character),
            _ => without_digit(character),
        }));
        kept = end;
    }
    masked.push_str(text.get(kept..).unwrap_or(""));
    Cow::Owned(masked)
}

type Hidden = Vec<(usize, usize, Hide)>;

/// The strings and numbers that are hidden, in order.
fn hidden_in_json(text: &str, sensitive: &Sensitive) -> Result<Hidden, Stopped> {
    let mut lexer = Lexer::new(text, 0);
    let mut levels: Vec<Level<'_>> = Vec::new();
    let mut hidden = Vec::new();
    // What is hidden of the next value, and what it may show if it is an object.
    let mut next: (Hide, Option<&[Box<str>]>) = (Hide::Nothing, None);
    let mut key_is_next = false;
    loop {
        lexer.skip_space();
        let start = lexer.at();
        match lexer.peek() {
            None => return Ok(hidden),
            Some(b'{') => {
                // The wrong type of value alone hid the digits of such an object.
                let hide = if next.0 == Hide::Digits { inherited(&levels) } else { next.0 };
                levels.push(Level { hide, plain: next.1, object: true });
                (next, key_is_next) = ((hide, None), true);
                lexer.advance();
            }
            Some(b'[') => {
                levels.push(Level { hide: next.0, plain: None, object: false });
                (next, key_is_next) = ((next.0, None), false);
                lexer.advance();
            }
            Some(b'}' | b']') => {
                levels.pop();
                lexer.advance();
            }
            Some(b',') => {
                key_is_next = levels.last().is_some_and(|level| level.object);
                next = (inherited(&levels), None);
                lexer.advance();
            }
            Some(b'"') => {
                let token = lexer.string()?;
                let std::ops::Range { start, end } = token.inside();
                let inside = text.get(token.inside()).unwrap_or("");
                if std::mem::take(&mut key_is_next) {
                    let hide = of_key(inside, &levels);
                    if hide != Hide::Nothing {
                        hidden.push((start, end, hide));
                    }
                    next = after_key(inside, &levels, sensitive);
                } else {
                    let hide = next.0.max(in_string(inside, sensitive));
                    if hide != Hide::Nothing {
                        hidden.push((start, end, hide));
                    }
                }
            }
            Some(b'-' | b'0'..=b'9') => {
                lexer.number()?;
                if next.0 != Hide::Nothing {
                    hidden.push((start, lexer.at(), next.0));
                }
            }
            Some(_) => lexer.advance(),
        }
    }
}

fn inherited(levels: &[Level<'_>]) -> Hide {
    levels.last().map_or(Hide::Nothing, |level| level.hide)
}

/// What is hidden of a key: where sensitive fields stand, a long number as a key is one of them.
fn of_key(inside: &str, levels: &[Level<'_>]) -> Hide {
    const LONG: usize = 6;
    let holds = levels.last().is_some_and(|level| level.plain.is_some());
    match inherited(levels) {
        Hide::Nothing if holds && inside.bytes().filter(u8::is_ascii_digit).count() >= LONG => {
            Hide::Digits
        }
        hide => hide,
    }
}

/// What is hidden of a key's value.
fn after_key<'s>(
    key: &str,
    levels: &[Level<'_>],
    sensitive: &'s Sensitive,
) -> (Hide, Option<&'s [Box<str>]>) {
    let around = inherited(levels);
    let plain_here = levels.last().and_then(|level| level.plain);
    let key: String = Characters::new(key).take(200).collect();
    let holder = sensitive.holder(&key);
    if around == Hide::All || is_near(&key, &sensitive.names) {
        return (Hide::All, None);
    }
    let strange = plain_here.is_some_and(|plain| !plain.iter().any(|name| **name == *key));
    if strange && holder.is_none() && !sensitive.is_around(&key) {
        return (Hide::All, None);
    }
    let misplaced = holder.is_some() || sensitive.is_around(&key);
    (if misplaced { Hide::Digits } else { around }, holder)
}

/// JSON in a string, as HTTP clients log it.
fn in_string(inside: &str, sensitive: &Sensitive) -> Hide {
    let speaks = || {
        let said: String = Characters::new(inside).collect();
        names_any(&said, sensitive) || has_escapes(&said)
    };
    if inside.len() > 20 && speaks() { Hide::Digits } else { Hide::Nothing }
}

/// Whether ASCII is written as escapes: nobody does who has nothing to hide.
fn has_escapes(text: &str) -> bool {
    text.contains("\\u00")
}

fn names_any(text: &str, sensitive: &Sensitive) -> bool {
    let text = text.to_ascii_lowercase();
    sensitive.names.iter().any(|name| text.contains(&name.to_ascii_lowercase()))
}

/// Whether a key is one of the names, or near enough to be one that is misspelt.
fn is_near(key: &str, names: &[Box<str>]) -> bool {
    let key = key.to_lowercase();
    names.iter().any(|name| is_within(if name.len() > 10 { 2 } else { 1 }, &key, name))
}

/// A text that is no JSON: where it has the name of a sensitive field, or of what holds one,
/// all digits go, elsewhere those of longer numbers, whatever stands between them.
fn without_numbers(text: &str, sensitive: &Sensitive) -> String {
    const LONG: usize = 6;
    // UTF-16 that was read as UTF-8 has a NUL beside each letter.
    let letters: String = text.chars().filter(|character| *character != '\0').collect();
    let holds = sensitive.holders.iter().any(|(holder, _)| letters.contains(&**holder));
    if holds || has_escapes(&letters) || names_any(&letters, sensitive) {
        return text.chars().map(without_digit).collect();
    }
    let mut masked = String::with_capacity(text.len());
    let mut run = String::new();
    let flush = |run: &mut String, masked: &mut String| {
        let long = run.bytes().filter(u8::is_ascii_digit).count() >= LONG;
        masked.extend(run.chars().map(|one| if long { without_digit(one) } else { one }));
        run.clear();
    };
    for character in text.chars() {
        if character.is_ascii_digit() || (!run.is_empty() && matches!(character, '-' | ' ' | '\0'))
        {
            run.push(character);
        } else {
            flush(&mut run, &mut masked);
            masked.push(character);
        }
    }
    flush(&mut run, &mut masked);
    masked
}

fn without_digit(character: char) -> char {
    if character.is_ascii_digit() { '*' } else { character }
}

/// A character that says nothing, as long and as wide as this one.
fn stand_in(character: char) -> char {
    match (character, character.len_utf8()) {
        ('\n' | '\r' | '\t', _) => character,
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
        let sensitive = Sensitive {
            names: vec!["number".into(), "customerIdentifier".into()].into(),
            holders: vec![
                ("credential".into(), Vec::new().into()),
                ("refundAccount".into(), vec!["bank".into()].into()),
            ]
            .into(),
            around: vec!["card".into()].into(),
        };
        mask(text, &sensitive).into_owned()
    }

    #[test]
    fn values_of_sensitive_keys_are_hidden() {
        for (text, shown) in [
            (r#"{"number": "4111", "a": "4111"}"#, r#"{"number": "****", "a": "4111"}"#),
            (r#"{"n\u0075mber":"4\"1"}"#, r#"{"n\u0075mber":"****"}"#),
            (r#"{"number": -4.1e1}"#, r#"{"number": ******}"#),
            (r#"{"number": {"x": [12, "가"]}}"#, r#"{"number": {"*": [**, "＊"]}}"#),
            (r#"{"customerIdentiifer": "117"}"#, r#"{"customerIdentiifer": "***"}"#),
            (r#"{"custmerIdentifir": "117"}"#, r#"{"custmerIdentifir": "***"}"#),
            // Short names have many neighbours that are words of their own.
            (r#"{"nmbr": "41"}"#, r#"{"nmbr": "41"}"#),
            (r#"{"20261123": "a"}"#, r#"{"20261123": "a"}"#),
            (
                r#"{"number": "41", "number": "52", "b": 1}"#,
                r#"{"number": "**", "number": "**", "b": 1}"#,
            ),
            (
                r#"{"credential": {"pan": "4a", "411122": 1}}"#,
                r#"{"credential": {"pan": "**", "******": *}}"#,
            ),
            (
                r#"{"refundAccount": {"bank": "K1", "no": "12"}}"#,
                r#"{"refundAccount": {"bank": "K1", "no": "**"}}"#,
            ),
            (
                r#"{"credential": "a 4111", "card": ["41"]}"#,
                r#"{"credential": "a ****", "card": ["**"]}"#,
            ),
            (r#"{"card": {"x": 1}, "method": "post"}"#, r#"{"card": {"x": 1}, "method": "post"}"#),
            (
                r#"{"body": "{\"number\":\"4111222233\"}"}"#,
                r#"{"body": "{\"number\":\"**********\"}"}"#,
            ),
            (
                r#"{"body": "{\"n\\u0075mber\": 4111222233}"}"#,
                r#"{"body": "{\"n\\u****mber\": **********}"}"#,
            ),
            (
                r#"{"body": "{\u0022n\u0075mber\u0022: 4111222233}"}"#,
                r#"{"body": "{\u****n\u****mber\u****: **********}"}"#,
            ),
        ] {
            assert_eq!(masked(text), shown);
        }
    }

    #[test]
    fn numbers_go_where_the_text_is_no_json() {
        assert_eq!(masked(r#"{number: '4111'"#), "{number: '****'");
        assert_eq!(masked(r#"{"a": "4111-2222", 12"#), r#"{"a": "****-****", 12"#);
        assert_eq!(masked("n\0u\0m\0b\0e\0r\x004\x001"), "n\0u\0m\0b\0e\0r\0*\0*");
        assert_eq!(masked(r#"{"credential": {"pin": 41"#), r#"{"credential": {"pin": **"#);
        assert_eq!(masked(r#"{"n\u0075mber": "\u0034\u0031"#), r#"{"n\u****mber": "\u****\u****"#);
    }

    #[test]
    fn offsets_stay() {
        let text = r#"{"number": "가🍎é1", "b": 2}"#;
        let hidden = masked(text);
        assert_eq!(hidden.len(), text.len());
        assert_eq!(hidden.find("\"b\""), text.find("\"b\""));
    }
}
