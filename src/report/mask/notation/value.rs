//! Where a value ends that follows its key.

use std::ops::Range;

use super::marks::is_quote;

/// Whether a character can be part of a name.
pub(super) fn is_of_name(one: char) -> bool {
    one.is_alphanumeric() || matches!(one, '_' | '-' | '.' | '$')
}

fn is_blank(one: &char) -> bool {
    matches!(one, ' ' | '\t')
}

/// How long the name is that a text begins with.
pub(super) fn name_length(text: &[char]) -> usize {
    text.iter().take_while(|one| is_of_name(**one)).count()
}

/// Whether what is no name may begin a value.
pub(super) fn begins_value(text: &[char]) -> bool {
    text.first().is_some_and(|one| is_of_name(*one) || is_quote(*one))
}

/// Whether a text begins with quotes, which may be escaped.
pub(super) fn opens_quote(text: &[char]) -> bool {
    text.iter().find(|one| **one != '\\').is_some_and(|one| is_quote(*one))
}

/// How many backslashes are read as those of one escape: texts are not escaped more often.
pub(in crate::report::mask) const MOST_SLASHES: usize = 64;

/// What is in the quotes that may begin here. They may be escaped: so are those that end it.
pub(super) fn quoted(text: &[char], start: usize) -> Option<Range<usize>> {
    let slashes = |from: usize| {
        let rest = text.get(from..).unwrap_or_default();
        rest.iter().take(MOST_SLASHES).take_while(|one| **one == '\\').count()
    };
    let escaped = slashes(start);
    let open = start + escaped;
    let quote = text.get(open).copied().filter(|one| is_quote(*one))?;
    let mut at = open + 1;
    while let Some(one) = text.get(at) {
        match one {
            '\\' => {
                let count = slashes(at);
                if text.get(at + count) == Some(&quote) && count <= escaped {
                    return Some(open + 1..at);
                }
                at += count + 1;
            }
            one if *one == quote => return Some(open + 1..at),
            _ => at += 1,
        }
    }
    Some(open + 1..text.len())
}

/// How far a value goes that has no quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// To the next blank, or what else separates values.
    Word,
    /// To what separates values.
    Words,
    /// To the end of the line.
    Line,
}

/// The value in one line that begins here.
pub(super) fn in_line(text: &[char], start: usize, extent: Extent) -> Range<usize> {
    let rest = text.get(start..).unwrap_or_default();
    let start = start + rest.iter().take_while(|one| is_blank(one)).count();
    if let Some(inside) = quoted(text, start) {
        return inside;
    }
    let (mut at, mut depth) = (start, 0_usize);
    while let Some(one) = text.get(at) {
        match one {
            '\n' | '\r' => break,
            _ if extent == Extent::Line => {}
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth == 0 => break,
            ')' | ']' | '}' => depth -= 1,
            ',' | ';' | '&' | '|' if depth == 0 && at > start => break,
            '<' if text.get(at + 1) == Some(&'/') => break,
            one if is_blank(one) && depth == 0 => {
                let next = text.get(at + 1..).unwrap_or_default();
                if (extent == Extent::Word && at > start) || begins_pair(next) {
                    break;
                }
            }
            one if is_quote(*one) || *one == '\\' => {
                if let Some(inside) = quoted(text, at).filter(|inside| inside.end < text.len()) {
                    at = inside.end;
                }
            }
            _ => {}
        }
        at += 1;
    }
    start..at
}

/// The elements of the list whose bracket opens here, without blanks around them, and where it ends;
/// `None`: it does not end soon, and the last element may be a part of one.
pub(super) fn elements(text: &[char], open: usize) -> (Vec<Range<usize>>, Option<usize>) {
    /// A list is no longer, in characters.
    const LONGEST: usize = 2_000;
    let text = text.get(..open + LONGEST).unwrap_or(text);
    let (mut elements, mut start, mut depth, mut at) = (Vec::new(), open + 1, 0_usize, open + 1);
    while let Some(one) = text.get(at) {
        match one {
            '(' | '[' | '{' => depth += 1,
            ',' | ')' | ']' | '}' if depth == 0 => {
                elements.push(trimmed(text, start..at));
                start = at + 1;
                if *one != ',' {
                    return (elements, Some(at));
                }
            }
            ')' | ']' | '}' => depth -= 1,
            one if is_quote(*one) || *one == '\\' => {
                if let Some(inside) = quoted(text, at).filter(|inside| inside.end < text.len()) {
                    let slashes = |one: &&char| **one == '\\';
                    let rest = text.get(inside.end..).unwrap_or_default();
                    at = inside.end + rest.iter().take_while(slashes).count();
                }
            }
            _ => {}
        }
        at += 1;
    }
    elements.push(trimmed(text, start..text.len()));
    (elements, None)
}

fn trimmed(text: &[char], range: Range<usize>) -> Range<usize> {
    let inside = text.get(range.clone()).unwrap_or_default();
    let before = inside.iter().take_while(|one| one.is_whitespace()).count();
    let after = inside.iter().rev().take_while(|one| one.is_whitespace()).count();
    range.start + before..range.end.saturating_sub(after).max(range.start + before)
}

/// Whether a text begins with a key and what assigns its value.
fn begins_pair(text: &[char]) -> bool {
    let length = name_length(text);
    let after = text.get(length..).unwrap_or_default();
    length > 0 && matches!(after, ['=' | ':', next, ..] if *next != '/')
}

/// The lines that belong to a key at the end of its line: those that are further in, and the items
/// of a list; where the key is not one of YAML, the next line.
pub(super) fn below(text: &[char], key: usize, from: usize, is_yaml: bool) -> Range<usize> {
    let before = text.get(..key).unwrap_or_default();
    let line = before.iter().rposition(|one| *one == '\n').map_or(0, |at| at + 1);
    let indent = indentation(text, line);
    let rest = text.get(from..).unwrap_or_default();
    let Some(length) = rest.iter().position(|one| *one == '\n') else { return from..from };
    let start = from + length + 1;
    let (mut at, mut is_first) = (start, true);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let length = rest.iter().position(|one| *one == '\n').map_or(rest.len(), |end| end + 1);
        let own = indentation(text, at);
        let is_empty = rest.iter().take(length).all(|one| one.is_whitespace());
        let is_item = own == indent && is_yaml && rest.get(own..own + 2) == Some(&['-', ' ']);
        if !(is_empty || own > indent || is_item || (is_first && !is_yaml)) {
            break;
        }
        is_first &= is_empty;
        at += length;
    }
    start..at
}

fn indentation(text: &[char], line: usize) -> usize {
    text.get(line..).unwrap_or_default().iter().take_while(|one| is_blank(one)).count()
}

/// Whether nothing but a sign that lines follow is between here and the end of the line.
pub(super) fn ends_line(text: &[char], start: usize) -> bool {
    let is_sign = |one: &&char| is_blank(one) || matches!(one, '|' | '>' | '-' | '+');
    let rest = text.get(start..).unwrap_or_default();
    rest.iter().find(|one| !is_sign(one)).is_some_and(|one| matches!(one, '\n' | '\r'))
}

/// How many characters close quotes and brackets.
pub(super) fn closing(after: &[char]) -> usize {
    let mut at = 0;
    while let Some(rest) = after.get(at..) {
        at += match rest {
            ['[', ']', ..] | ['>', '>', ..] => 2,
            ['\\' | ']', ..] => 1,
            [one, ..] if is_quote(*one) => 1,
            _ => return at,
        };
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, range: impl Fn(&[char]) -> Range<usize>) -> String {
        let text: Vec<char> = text.chars().collect();
        text.get(range(&text)).unwrap().iter().collect()
    }

    #[test]
    fn values_end_where_the_next_one_begins() {
        for (text, extent, value) in [
            ("a b, c", Extent::Words, "a b"),
            ("a b c=d", Extent::Words, "a b"),
            ("a b c", Extent::Word, "a"),
            (" \"a, 'b\\\" c\" d", Extent::Words, "a, 'b\\\" c"),
            ("\\\"a\\\" b", Extent::Words, "a"),
            ("Some(\"a, b\"), c", Extent::Words, "Some(\"a, b\")"),
            ("<<\"a b\">>}, c", Extent::Word, "<<\"a b\">>"),
            ("f(a, [b]) ]", Extent::Words, "f(a, [b]) "),
            ("a's name; b", Extent::Words, "a's name"),
            ("a</b>", Extent::Word, "a"),
            ("a=b; c, d\ne", Extent::Line, "a=b; c, d"),
        ] {
            assert_eq!(shown(text, |text| in_line(text, 0, extent)), value, "{text}");
        }
    }

    #[test]
    fn elements_are_counted_outside_brackets_and_strings() {
        let text: Vec<char> = r#"f( [1, "a,b"], g(2, ')') ,\"x)\",y ), z"#.chars().collect();
        let (ranges, end) = elements(&text, 1);
        let parts: Vec<String> =
            ranges.into_iter().map(|range| text[range].iter().collect()).collect();
        assert_eq!(parts, [r#"[1, "a,b"]"#, "g(2, ')')", r#"\"x)\""#, "y"]);
        assert_eq!(end, Some(text.len() - 4));
        assert_eq!(elements(&['(', 'a', ',', 'b'], 0), (vec![1..2, 3..4], None));
    }

    #[test]
    fn lines_below_are_those_further_in() {
        let below = |text: &str, is_yaml| {
            let key = text.chars().take_while(|one| *one == ' ').count();
            shown(text, |text| below(text, key, key, is_yaml))
        };
        assert_eq!(below(" a:\n  b\n\n   c\n d", true), "  b\n\n   c\n");
        assert_eq!(below("a:\n- b\n- c\nd", true), "- b\n- c\n");
        assert_eq!(below("a:\nb", true), "");
        assert_eq!(below(" a=>\n b\n c", false), " b\n");
    }
}
