//! References to characters in attributes: `&quot;` is a quote of the code that runs.

use std::iter::repeat_n;

use crate::lowered::Span;

/// A character that is written by a reference, or as it is.
#[derive(Clone, Copy)]
struct Char {
    char: char,
    /// How long it is as it is written, in bytes.
    length: usize,
}

/// Whether characters are written as `&quot;` or `&#39;`.
pub(super) fn has_any(content: &str) -> bool {
    content
        .split('&')
        .skip(1)
        .any(|rest| rest.starts_with(|first: char| first.is_ascii_alphabetic() || first == '#'))
}

/// The code of an attribute, as long as it is written, so that offsets stay.
///
/// What a reference is longer than its character is filled with blanks, and in strings with line
/// continuations, which stand for nothing. `None` where that is not possible: in names, in regular
/// expressions and comments, and for references that are not known.
pub(super) fn decoded(content: &str) -> Option<String> {
    let chars = chars(content)?;
    let mut out = String::with_capacity(content.len());
    let mut around: Vec<char> = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let is_text = around.last().is_some_and(|open| *open != '{');
        let read = if is_text { text } else { code };
        at += read(&chars, at, &mut around, &mut out)?;
    }
    (out.len() == content.len()).then_some(out)
}

/// A document in which some attributes are as [`decoded`] gives them; `None` if none is another.
pub(super) fn in_document(
    document: &str,
    attributes: impl Iterator<Item = Span>,
) -> Option<String> {
    let mut out = None;
    for span in attributes {
        let content = document.get(span.start..span.end)?;
        if has_any(content)
            && let Some(decoded) = decoded(content)
        {
            out.get_or_insert_with(|| document.to_owned())
                .replace_range(span.start..span.end, &decoded);
        }
    }
    out
}

/// Goes on in a string or a template, by as many characters as it says.
fn text(chars: &[Char], at: usize, around: &mut Vec<char>, out: &mut String) -> Option<usize> {
    let next = chars.get(at)?;
    let filled = next.filled();
    let open = *around.last()?;
    match next.char {
        '\\' => {
            let escaped = chars.get(at + 1)?;
            out.extend(['\\', escaped.char]);
            continuations(filled + escaped.filled(), out)?;
            return Some(2);
        }
        char if char == open => {
            around.pop();
            continuations(filled, out)?;
            out.push(char);
        }
        '$' if open == '`' && chars.get(at + 1).is_some_and(|next| next.char == '{') => {
            around.push('{');
            (filled + chars.get(at + 1)?.filled() == 0).then_some(())?;
            out.push_str("${");
            return Some(2);
        }
        // A line ends in a template alone.
        '\n' | '\r' if filled > 0 => return None,
        char => {
            out.push(char);
            continuations(filled, out)?;
        }
    }
    Some(1)
}

/// Goes on outside of strings, by as many characters as it says.
fn code(chars: &[Char], at: usize, around: &mut Vec<char>, out: &mut String) -> Option<usize> {
    let next = chars.get(at)?;
    let filled = next.filled();
    match next.char {
        quote @ ('"' | '\'' | '`') => {
            around.push(quote);
            out.push(quote);
            continuations(filled, out)?;
        }
        // Where a regular expression or a comment may begin, quotes are no strings.
        '/' => return None,
        brace @ ('{' | '}') if filled == 0 => {
            match brace {
                '{' => around.push(brace),
                _ => drop(around.pop()),
            }
            out.push(brace);
        }
        // Operators stay together.
        char if is_operator(char) => {
            let run = chars.get(at..)?.iter().take_while(|next| is_operator(next.char));
            let (length, filled) =
                run.fold((0, 0), |(length, filled), next| (length + 1, filled + next.filled()));
            out.extend(chars.get(at..at + length)?.iter().map(|next| next.char));
            out.extend(repeat_n(' ', filled));
            return Some(length);
        }
        char if filled == 0 => out.push(char),
        ' ' | '\t' | '\u{a0}' => out.extend(repeat_n(' ', next.length)),
        _ => return None,
    }
    Some(1)
}

impl Char {
    /// How much longer it is than the character.
    fn filled(self) -> usize {
        self.length - self.char.len_utf8()
    }
}

fn is_operator(char: char) -> bool {
    matches!(char, '&' | '|' | '<' | '>' | '=' | '!' | '?' | '+' | '-' | '*' | '%')
}

/// Line continuations, of so many bytes.
fn continuations(length: usize, out: &mut String) -> Option<()> {
    match (length / 2, length % 2) {
        (pairs, 0) => out.extend(repeat_n("\\\n", pairs)),
        (0, _) => return None,
        (pairs, _) => {
            out.extend(repeat_n("\\\n", pairs - 1));
            out.push_str("\\\r\n");
        }
    }
    Some(())
}

fn chars(content: &str) -> Option<Vec<Char>> {
    let mut chars = Vec::with_capacity(content.len());
    let mut rest = content;
    while let Some(char) = rest.chars().next() {
        let next = match char {
            '&' if has_any(rest.get(..2).unwrap_or_default()) => reference(rest)?,
            char => Char { char, length: char.len_utf8() },
        };
        rest = rest.get(next.length..)?;
        chars.push(next);
    }
    Some(chars)
}

/// The character of the reference that a text begins with.
fn reference(text: &str) -> Option<Char> {
    let (name, _) = text.strip_prefix('&')?.split_once(';')?;
    let char = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        _ => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => digits.parse(),
            };
            // What Windows has there is meant by those that are no characters.
            let is_known = |code: &u32| !matches!(code, 0 | 13 | 0x80..=0x9f);
            char::from_u32(code.ok().filter(is_known)?)?
        }
    };
    let length = name.len() + "&;".len();
    (char.len_utf8() <= length).then_some(Char { char, length })
}
