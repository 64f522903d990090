//! Placeholders: what templates, format strings and documentation write where a value is to come.
//!
//! | written | where it is recognised |
//! | --- | --- |
//! | `${…}` `#{…}` `{{…}}` `{…}` | anywhere; the brackets nest, and hold anything; `{"…` is JSON |
//! | `$(NAME)` `\(name)` | anywhere; the brackets nest |
//! | `<name>` | anywhere, around a name |
//! | `$name` | anywhere, before a letter or `_`: in Kotlin, PHP and shells it is a variable after letters too |
//! | `%s` `%d` `%1$s` | before what is neither a letter nor a digit, or at the end |
//! | `:name` `[name]` | as the whole of a path segment or value |
//!
//! They are read in HTTP calls (the URL and the body) and in path parameters; the text around them
//! is known. What is percent-encoded is no placeholder: a client sent it as it is.

use std::ops::Range;

use wide::u8x16;

/// Whether a placeholder with brackets may start with a byte.
#[inline]
pub(super) fn begins_bracketed(byte: u8) -> bool {
    matches!(byte, b'$' | b'#' | b'{' | b'\\' | b'<')
}

/// The length in bytes of the placeholder that a string starts with, if its brackets show where it
/// ends: what is inside may hold the characters that a URL is split at.
pub(super) fn bracketed(text: &str) -> Option<usize> {
    if !begins_bracketed(*text.as_bytes().first()?) {
        return None;
    }
    let after = |start: &str| text.strip_prefix(start).map(|_| start.len());
    let object = || text.trim_start_matches('{').trim_start().starts_with('"');
    let bare = || after("{").filter(|_| text.starts_with("{{") || !object());
    if let Some(start) = after("${").or_else(|| after("#{")).or_else(bare) {
        return balanced(text, start, ('{', '}'));
    }
    if let Some(start) = after("$(").or_else(|| after("\\(")) {
        return balanced(text, start, ('(', ')'));
    }
    let inside = text.strip_prefix('<')?;
    let name = inside.get(..inside.find(|one| !is_of_name(one))?)?;
    (inside.get(name.len()..)?.starts_with('>') && is_name(name)).then_some(name.len() + 2)
}

/// Whether a value is not known, since a placeholder is in it.
pub(crate) fn is_unknown(value: &str) -> bool {
    known_parts(value).is_some()
}

/// Whether a value may have a placeholder. Most have no byte that one begins with.
#[inline]
pub(super) fn may_have(value: &str) -> bool {
    let (chunks, tail) = value.as_bytes().as_chunks();
    is_at_start(value) || chunks.iter().any(one_begins) || tail.iter().any(|byte| begins(*byte))
}

/// The same of a JSON string as it is written, where escapes may be such bytes.
pub(super) fn may_have_escaped(written: &str) -> bool {
    let mut rest = written.as_bytes();
    loop {
        rest = match rest {
            [] => return is_at_start(written),
            [b'\\', b'\\', ..] | [b'\\', b'u', b'0', ..] => return true,
            // An object of JSON, as custom data often are.
            [b'\\', _, rest @ ..] | [b'{', b'\\', b'"', rest @ ..] => rest,
            [byte, ..] if begins(*byte) => return true,
            [_, rest @ ..] => rest,
        };
    }
}

/// Whether what is a placeholder as a whole value may start a text.
fn is_at_start(text: &str) -> bool {
    matches!(text.as_bytes().first(), Some(b':' | b'['))
}

/// Whether a placeholder may begin with one of these bytes inside of a value.
#[inline]
fn one_begins(bytes: &[u8; 16]) -> bool {
    let bytes = u8x16::new(*bytes);
    let is = |byte: u8| bytes.cmp_eq(u8x16::splat(byte));
    BEGINNINGS.iter().fold(u8x16::default(), |any, byte| any | is(*byte)).any()
}

/// What placeholders begin with inside of a value.
const BEGINNINGS: &[u8; 6] = b"$#{\\<%";

/// Whether a placeholder may begin with a byte inside of a value.
#[inline]
fn begins(byte: u8) -> bool {
    #[allow(clippy::indexing_slicing, reason = "the compiler does it")]
    const BEGINS: [bool; 256] = {
        let mut table = [false; 256];
        let mut bytes: &[u8] = BEGINNINGS;
        while let [byte, rest @ ..] = bytes {
            table[*byte as usize] = true;
            bytes = rest;
        }
        table
    };
    BEGINS.get(usize::from(byte)) == Some(&true)
}

/// What is known of a value in an HTTP call: the ranges before, between and after its placeholders,
/// such as `${…}`, `{{…}}`, `<name>` or `%s`. `None` where it has none.
pub fn known_parts(value: &str) -> Option<Vec<Range<usize>>> {
    if !may_have(value) {
        return None;
    }
    if is_whole(value) {
        return Some(vec![0..0, value.len()..value.len()]);
    }
    let (mut parts, mut start, mut at) = (Vec::new(), 0, 0);
    while let Some(rest) = value.get(at..)
        && let Some(character) = rest.chars().next()
    {
        if let Some(length) = placeholder(rest) {
            parts.push(start..at);
            at += length;
            start = at;
        } else {
            at += character.len_utf8();
        }
    }
    parts.push(start..at);
    (parts.len() > 1).then_some(parts)
}

/// The length in bytes of the placeholder that a string starts with.
fn placeholder(text: &str) -> Option<usize> {
    bracketed(text).or_else(|| variable(text)).or_else(|| format(text))
}

/// `:name`, `[name]`, `[...name]`, `[[...name]]`
fn is_whole(value: &str) -> bool {
    if let Some(name) = value.strip_prefix(':') {
        return is_identifier(name);
    }
    let within = |value| str::strip_suffix(str::strip_prefix(value, '[')?, ']');
    let Some(inside) = within(value) else { return false };
    let name = within(inside).unwrap_or(inside);
    is_name(name.strip_prefix("...").unwrap_or(name))
}

/// `$name`, with what is taken of the value: `$order.id`, `$order->id`, `$order[id]`
fn variable(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('$')?;
    let begins = |rest: &str| rest.starts_with(|one: char| one.is_ascii_alphabetic() || one == '_');
    let after_name = |rest: &'_ str| {
        let is_part = |one: char| one.is_alphanumeric() || one == '_';
        begins(rest).then(|| rest.len() - rest.trim_start_matches(is_part).len())
    };
    let mut length = 1 + after_name(rest)?;
    while let Some(rest) = text.get(length..) {
        let named = ["->", "."]
            .into_iter()
            .find_map(|sign| Some(sign.len() + after_name(rest.strip_prefix(sign)?)?));
        let taken = named.or_else(|| match rest.starts_with('[') {
            true => balanced(rest, 1, ('[', ']')),
            false => None,
        });
        let Some(taken) = taken else { break };
        length += taken;
    }
    Some(length)
}

/// `%s`, `%d`, `%1$s`
fn format(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('%')?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let rest = match digits {
        0 => rest,
        _ => rest.get(digits..)?.strip_prefix('$')?,
    };
    let after = rest.strip_prefix(['s', 'd'])?;
    // A word may begin so, and `%d0` is a percent-encoded byte; `%1$s` is nothing else.
    let is_other = |next: char| match rest.starts_with('s') {
        true => next.is_ascii_alphabetic(),
        false => next.is_ascii_alphanumeric(),
    };
    (digits > 0 || !after.starts_with(is_other)).then_some(text.len() - after.len())
}

/// How many brackets of a placeholder are open at a time at most. Of deeper ones that are never
/// closed, each would be looked at up to the end of the text.
const NESTED: usize = 16;

/// The length up to the closing bracket of the one that ends at `start`.
fn balanced(text: &str, start: usize, (open, close): (char, char)) -> Option<usize> {
    let mut depth = 1_usize;
    for (at, character) in text.get(start..)?.char_indices() {
        if character == open {
            depth += 1;
            if depth > NESTED {
                return None;
            }
        } else if character == close {
            depth -= 1;
            if depth == 0 {
                return Some(start + at + close.len_utf8());
            }
        }
    }
    None
}

/// `{name}`
pub(super) fn is_braced_name(value: &str) -> bool {
    value.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).is_some_and(is_name)
}

/// A name as documentation writes it: `payment-id`, `결제 ID`.
fn is_name(name: &str) -> bool {
    name.starts_with(|one: char| one.is_alphabetic() || one == '_') && name.chars().all(is_of_name)
}

fn is_of_name(one: char) -> bool {
    one.is_alphanumeric() || matches!(one, '_' | '-' | '.' | ' ')
}

fn is_identifier(name: &str) -> bool {
    name.starts_with(|one: char| one.is_alphabetic() || one == '_')
        && name.chars().all(|one| one.is_alphanumeric() || one == '_')
}

#[cfg(test)]
mod tests {
    use super::{bracketed, is_unknown, known_parts};

    #[test]
    fn a_value_with_a_placeholder_is_not_known() {
        for value in [
            "${PAYMENT_ID}",
            "order-${order?.id}",
            "${a ? `/${b}` : '#'}",
            "{{paymentId}}",
            "{id}",
            ":paymentId",
            "$paymentId",
            "order-$id",
            "order$id9",
            "<paymentId>",
            "<결제 ID>",
            "[paymentId]",
            "[...slug]",
            "[[...slug]]",
            "#{payment.id}",
            "%s",
            "order-%s-x",
            "%1$s",
            "%d",
            "order%s9",
            "%s원",
            "%d건",
            "%1$s9",
            "%1$dx",
            "$(ID)",
            r"\(payment.id)",
            "a{}",
        ] {
            assert!(is_unknown(value), "{value}");
        }
    }

    #[test]
    fn what_only_looks_like_one_is_a_value() {
        for value in [
            "",
            "order1",
            "order-1",
            "order:1",
            ":1",
            "a:b",
            "$1",
            "100$",
            "a$",
            "a$1",
            "100%",
            "%20",
            "50%save",
            "50%discount",
            "%d0",
            "%sA",
            "%1s",
            "a<b",
            "<1>",
            "[1]",
            "a[b]",
            "{",
            "${",
            "order#1",
            "%7Bid%7D",
            "(a)",
            r"\n",
            r#"{"a":1}"#,
            r#"{ "a": "b" }"#,
        ] {
            assert!(!is_unknown(value), "{value}");
        }
    }

    #[test]
    fn the_text_around_placeholders_is_known() {
        for (value, known) in [
            ("pay-${id}", &["pay-", ""][..]),
            ("{{a}}-{b}", &["", "-", ""]),
            ("order-$id", &["order-", ""]),
            ("a-$order.id-b", &["a-", "-b"]),
            ("a-$order->id-b", &["a-", "-b"]),
            ("a-$order['id'][0]_b", &["a-", "_b"]),
            ("a-$id.", &["a-", "."]),
            ("a_%s-%1$s", &["a_", "-", ""]),
            ("가-<결제 ID>나", &["가-", "나"]),
            (r"a-\(id)$(ID)#{id}", &["a-", "", "", ""]),
            (":id", &["", ""]),
            ("[id]", &["", ""]),
        ] {
            let value = value.replace(r"\\", "\\");
            let parts = known_parts(&value).unwrap();
            let parts: Vec<&str> = parts.into_iter().map(|part| value.get(part).unwrap()).collect();
            assert_eq!(parts, known, "{value}");
        }
    }

    #[test]
    fn brackets_that_are_not_closed_take_no_time() {
        for opening in ["{", "${", "$(", "<a", "$a[", "%1", "{}{"] {
            assert!(
                known_parts(&opening.repeat(20_000)).is_none_or(|it| it.len() > 1),
                "{opening}"
            );
        }
    }

    #[test]
    fn brackets_nest() {
        for (text, length) in [("${a ? {b: 1} : c}/d", 17), ("{{a}}}", 5), ("$(a(b))c", 7)] {
            assert_eq!(bracketed(text), Some(length), "{text}");
        }
        assert_eq!(bracketed("${a"), None);
    }

    #[test]
    fn brackets_that_are_never_closed_take_linear_time() {
        for bracket in ["{", "${", "#{", "$(", "\\(", "<", "<a", "<a>b<"] {
            let text = bracket.repeat(100_000);
            assert_eq!(is_unknown(&text), bracket == "<a>b<", "{bracket}");
            assert!(is_unknown(&format!("{text}{{id}}")), "{bracket}");
        }
    }
}
