//! Placeholders: what templates, format strings and documentation write where a value is to come.
//!
//! | written | where it is recognised |
//! | --- | --- |
//! | `${…}` `#{…}` `{{…}}` `{…}` | anywhere; the brackets nest, and hold anything |
//! | `$(NAME)` `\(name)` | anywhere; the brackets nest |
//! | `<name>` | anywhere, around a name |
//! | `$name` | at the start, or after what is neither a letter nor a digit |
//! | `%s` `%1$s` | before what is neither a letter nor a digit, or at the end |
//! | `:name` `[name]` | as the whole of a path segment or value |
//!
//! What is percent-encoded is no placeholder: a client sent it as it is.

/// The length in bytes of the placeholder that a string starts with, if its brackets show where it
/// ends: what is inside may hold the characters that a URL is split at.
pub(super) fn bracketed(text: &str) -> Option<usize> {
    if !matches!(text.as_bytes().first()?, b'$' | b'#' | b'{' | b'\\' | b'<') {
        return None;
    }
    let after = |start: &str| text.strip_prefix(start).map(|_| start.len());
    if let Some(start) = after("${").or_else(|| after("#{")).or_else(|| after("{")) {
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
pub(super) fn is_unknown(value: &str) -> bool {
    // Most values have none of these. A fold, which does not stop early, looks at sixteen bytes at
    // a time.
    let possible = |byte| matches!(byte, b'$' | b'#' | b'{' | b'\\' | b'<' | b'%' | b':' | b'[');
    let is_possible = value.bytes().fold(false, |found, byte| found | possible(byte));
    is_possible && (is_whole(value) || has_part(value))
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

fn has_part(value: &str) -> bool {
    let mut before = None;
    value.char_indices().any(|(at, character)| {
        let rest = value.get(at..).unwrap_or("");
        let found = bracketed(rest).is_some()
            || (character == '$' && is_variable(before, rest))
            || (character == '%' && is_format(rest));
        before = Some(character);
        found
    })
}

/// `$name`
fn is_variable(before: Option<char>, text: &str) -> bool {
    let begins = |name: &str| name.starts_with(|one: char| one.is_ascii_alphabetic() || one == '_');
    !before.is_some_and(char::is_alphanumeric) && text.strip_prefix('$').is_some_and(begins)
}

/// `%s`, `%1$s`
fn is_format(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('%') else { return false };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let kind = match digits {
        0 => Some(rest),
        _ => rest.get(digits..).and_then(|rest| rest.strip_prefix('$')),
    };
    let rest = kind.and_then(|kind| kind.strip_prefix('s'));
    rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
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
    use super::{bracketed, is_unknown};

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
            "<paymentId>",
            "<결제 ID>",
            "[paymentId]",
            "[...slug]",
            "[[...slug]]",
            "#{payment.id}",
            "%s",
            "order-%s-x",
            "%1$s",
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
            "", "order1", "order-1", "order:1", ":1", "a:b", "$1", "100$", "a$b", "a$", "100%",
            "%20", "50%save", "%1s", "a<b", "<1>", "[1]", "a[b]", "{", "${", "order#1", "%7Bid%7D",
            "(a)", r"\n",
        ] {
            assert!(!is_unknown(value), "{value}");
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
