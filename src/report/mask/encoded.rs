//! Texts of URLs, forms and pages, in which characters may be written as codes.

use super::hide::Hide;

/// How often a text may be encoded.
const DEEPEST: usize = 3;

/// Marks a text by itself, and by what its percent-encoded characters and its entities mean, as far
/// as they are ASCII.
pub(super) fn mark_decoded(
    characters: &[char],
    marks: &mut [Hide],
    mark: &dyn Fn(&[char], &mut [Hide]),
) {
    mark_at_depth(characters, marks, mark, DEEPEST);
}

fn mark_at_depth(
    characters: &[char],
    marks: &mut [Hide],
    mark: &dyn Fn(&[char], &mut [Hide]),
    depth: usize,
) {
    let may_be_encoded = depth > 0 && characters.iter().any(|one| matches!(one, '%' | '&'));
    let Some((decoded, lengths)) = may_be_encoded.then(|| decoded(characters)).flatten() else {
        return mark(characters, marks);
    };
    let mut found = vec![Hide::Nothing; decoded.len()];
    mark_at_depth(&decoded, &mut found, mark, depth - 1);
    let spread = found.into_iter().zip(lengths);
    let spread = spread.flat_map(|(hide, length)| std::iter::repeat_n(hide, length));
    marks.iter_mut().zip(spread).for_each(|(mark, hide)| *mark = hide.max(*mark));
}

/// What a text means, and how many characters each one of it is written with; `None`: itself.
fn decoded(characters: &[char]) -> Option<(Vec<char>, Vec<usize>)> {
    let mut decoded = Vec::with_capacity(characters.len());
    let mut lengths = Vec::with_capacity(characters.len());
    let mut rest = characters;
    while let [first, after @ ..] = rest {
        let code = match first {
            '%' => percent(after),
            '&' => entity(after),
            _ => None,
        };
        let (character, length) = code.unwrap_or((*first, 1));
        decoded.push(character);
        lengths.push(length);
        rest = rest.get(length..).unwrap_or_default();
    }
    (decoded.len() < characters.len()).then_some((decoded, lengths))
}

/// The ASCII character that two hexadecimal digits after `%` mean, and the length of all.
fn percent(after: &[char]) -> Option<(char, usize)> {
    let [high, low, ..] = after else { return None };
    ascii(high.to_digit(16)? * 16 + low.to_digit(16)?).map(|one| (one, 3))
}

/// The ASCII character that an entity of HTML means, and its length.
fn entity(after: &[char]) -> Option<(char, usize)> {
    const LONGEST: usize = 8;
    const NAMES: &[(&str, char)] =
        &[("lt", '<'), ("gt", '>'), ("amp", '&'), ("quot", '"'), ("apos", '\'')];
    let length = after.iter().take(LONGEST).position(|one| *one == ';')?;
    let name: String = after.iter().take(length).collect();
    let known = NAMES.iter().find(|(known, _)| *known == name).map(|(_, one)| *one);
    let number = || match name.strip_prefix('#')? {
        hex if hex.starts_with(['x', 'X']) => u32::from_str_radix(hex.get(1..)?, 16).ok(),
        decimal => decimal.parse().ok(),
    };
    let one = known.or_else(|| number().and_then(ascii))?;
    Some((one, length + 2))
}

fn ascii(code: u32) -> Option<char> {
    char::from_u32(code).filter(char::is_ascii)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text with `*` for each character of `-` and `c`.
    fn marked(text: &str, meant: &str) -> String {
        let text: Vec<char> = text.chars().collect();
        let mut marks = vec![Hide::Nothing; text.len()];
        mark_decoded(&text, &mut marks, &|decoded, marks| {
            assert_eq!(decoded.iter().collect::<String>(), meant);
            for (character, mark) in decoded.iter().zip(marks) {
                if matches!(character, '-' | 'c') {
                    *mark = Hide::Secret;
                }
            }
        });
        let shown = text.iter().zip(marks);
        shown.map(|(one, mark)| if mark == Hide::Nothing { *one } else { '*' }).collect()
    }

    #[test]
    fn ascii_alone_is_decoded() {
        let shown = marked("a%20%2Db%EA%B0%80%C2%A0c%4", "a -b%EA%B0%80%C2%A0c%4");
        assert_eq!(shown, "a%20***b%EA%B0%80%C2%A0*%4");
    }

    #[test]
    fn entities_and_what_is_encoded_again_are_decoded() {
        assert_eq!(marked("&lt;&#45;&#X2d;&nbsp;&a&", "<--&nbsp;&a&"), "&lt;***********&nbsp;&a&");
        assert_eq!(marked("%252D&amp;lt;%26%2345;", "-<-"), "*****&amp;lt;*********");
    }
}
