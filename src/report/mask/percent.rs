//! Texts of URLs and forms, in which characters may be percent-encoded.

use super::Hide;

/// Marks a text by what its percent-encoded characters mean, as far as they are ASCII.
pub(super) fn mark_decoded(
    characters: &[char],
    marks: &mut [Hide],
    mark: impl Fn(&[char], &mut [Hide]),
) {
    let mut decoded = Vec::with_capacity(characters.len());
    let mut lengths = Vec::with_capacity(characters.len());
    let mut rest = characters;
    while let [first, after @ ..] = rest {
        let (character, length) = match after {
            [high, low, ..] if *first == '%' => {
                encoded(*high, *low).map_or((*first, 1), |it| (it, 3))
            }
            _ => (*first, 1),
        };
        decoded.push(character);
        lengths.push(length);
        rest = rest.get(length..).unwrap_or_default();
    }
    let mut found = vec![Hide::Nothing; decoded.len()];
    mark(&decoded, &mut found);
    let spread = found.into_iter().zip(lengths);
    let spread = spread.flat_map(|(hide, length)| std::iter::repeat_n(hide, length));
    marks.iter_mut().zip(spread).for_each(|(mark, hide)| *mark = hide.max(*mark));
}

/// The ASCII character that two hexadecimal digits mean.
fn encoded(high: char, low: char) -> Option<char> {
    let code = high.to_digit(16)? * 16 + low.to_digit(16)?;
    char::from_u32(code).filter(char::is_ascii)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascii_alone_is_decoded() {
        let text: Vec<char> = "a%20%2Db%EA%B0%80%C2%A0c%4".chars().collect();
        let mut marks = vec![Hide::Nothing; text.len()];
        mark_decoded(&text, &mut marks, |decoded, marks| {
            assert_eq!(decoded.iter().collect::<String>(), "a -b%EA%B0%80%C2%A0c%4");
            for (character, mark) in decoded.iter().zip(marks) {
                if matches!(character, '-' | 'c') {
                    *mark = Hide::Secret;
                }
            }
        });
        let shown = text.iter().zip(marks);
        let shown: String =
            shown.map(|(one, mark)| if mark == Hide::Nothing { *one } else { '*' }).collect();
        assert_eq!(shown, "a%20***b%EA%B0%80%C2%A0*%4");
    }
}
