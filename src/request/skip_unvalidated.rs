//! Skips a value by bracket matching, without validating it: it is validated when it is read.

use wide::u8x16;

use super::lexer::Lexer;

/// Where the value at an offset ends, if it is JSON; `None`: only reading it shows that.
pub(super) fn skip_unvalidated(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    match bytes.get(start)? {
        b'{' | b'[' => closing(bytes, start),
        b'"' => Some(Lexer::new(text, start).string().ok()?.span.end as usize),
        _ => {
            let rest = bytes.get(start..)?;
            let ends =
                |byte: &u8| matches!(byte, b',' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t');
            Some(start + rest.iter().position(ends)?)
        }
    }
}

/// The end of the object or array that begins at an offset.
fn closing(text: &[u8], start: usize) -> Option<usize> {
    let mut at = start;
    let mut depth = 0_usize;
    // What the bytes before leave open: a string (all bits), an escape (one).
    let (mut inside, mut escape) = (0_u16, 0_u16);
    loop {
        let masks = CharacterMasks::of(&chunk(text.get(at..).filter(|rest| !rest.is_empty())?));
        let escaped = masks.backslashes << 1 | escape;
        if masks.backslashes & escaped != 0 {
            return None;
        }
        escape = masks.backslashes >> 15;
        let in_strings = between(masks.quotes & !escaped) ^ inside;
        inside = (in_strings >> 15).wrapping_neg();
        let mut brackets = (masks.opening | masks.closing) & !in_strings;
        while brackets != 0 {
            let place = brackets.trailing_zeros();
            brackets &= brackets - 1;
            if masks.opening >> place & 1 == 1 {
                depth += 1;
            } else {
                depth -= 1;
                if depth == 0 {
                    return Some(at + place as usize + 1);
                }
            }
        }
        at += 16;
    }
}

/// The next sixteen bytes; past the end, nothing that means anything.
fn chunk(rest: &[u8]) -> [u8; 16] {
    rest.first_chunk().copied().unwrap_or_else(|| {
        let mut chunk = [0; 16];
        chunk.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        chunk
    })
}

/// From each odd bit up to the even one after it.
fn between(bits: u16) -> u16 {
    let bits = bits ^ bits << 1;
    let bits = bits ^ bits << 2;
    let bits = bits ^ bits << 4;
    bits ^ bits << 8
}

/// A bit for each byte of sixteen that is such a character.
struct CharacterMasks {
    quotes: u16,
    backslashes: u16,
    opening: u16,
    closing: u16,
}

impl CharacterMasks {
    #[inline]
    fn of(bytes: &[u8; 16]) -> Self {
        let bytes = u8x16::new(*bytes);
        // A bracket and the brace of its side differ in this bit alone, and no other character of
        // a text that is JSON is one of them without it.
        let folded = bytes | u8x16::splat(0x20);
        let is = |bytes: u8x16, byte: u8| {
            bytes.cmp_eq(u8x16::splat(byte)).move_mask().cast_unsigned() as u16
        };
        Self {
            quotes: is(bytes, b'"'),
            backslashes: is(bytes, b'\\'),
            opening: is(folded, b'{'),
            closing: is(folded, b'}'),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_ends_where_its_bracket_is_closed() {
        let long = "x".repeat(40);
        // Every character comes to be at every place of sixteen bytes.
        for fill in (0..40).map(|length| "x".repeat(length)) {
            for value in [
                format!(r#"{{"{fill}":[{{}}]}}"#),
                format!(r#"["{fill}",[],{{}}]"#),
                format!(r#"{{"{fill}":"}}","b":["\"]","{{"]}}"#),
                format!(r#"{{"{fill}":[1,"{long}\"}}",{{"b":"{long}"}}],"c":"]"}}"#),
                format!("-12.5e3{}", "0".repeat(fill.len())),
                "true".to_owned(),
                format!(r#""{fill}, \" b""#),
            ] {
                for before in ["", " ", "가"] {
                    let text = format!("{before}{value}, \"next\": {{}}}}");
                    let end = before.len() + value.len();
                    assert_eq!(skip_unvalidated(&text, before.len()), Some(end), "{value}");
                }
            }
        }
    }

    #[test]
    fn what_brackets_alone_do_not_tell_is_left_to_the_reader() {
        for text in ["", "{", r#"{"a": "}"#, r#"["\\"]"#, "12", r#""a"#] {
            assert_eq!(skip_unvalidated(text, 0), None, "{text}");
        }
    }
}
