//! Addresses of calls.

use super::Hide;
use super::values::{Caution, mark};

/// Marks what an address has beside its path: the name and password before the host, and all
/// that follows a `?` or a `#`.
pub(super) fn mark_address(characters: &[char], marks: &mut [Hide]) {
    mark_path(characters, marks);
    // A placeholder's own signs are part of the path.
    let mut open = 0_usize;
    let end = characters.iter().position(|one| {
        match one {
            '{' => open += 1,
            '}' => open = open.saturating_sub(1),
            _ => {}
        }
        open == 0 && matches!(one, '?' | '#')
    });
    if let Some(end) = end {
        marks.iter_mut().skip(end + 1).for_each(|mark| *mark = Hide::Secret);
    }
    let start =
        characters.windows(3).position(|three| *three == [':', '/', '/']).map_or(0, |at| at + 3);
    let host = characters.get(start..end.unwrap_or(characters.len())).unwrap_or_default();
    let host = host.split(|one| *one == '/').next().unwrap_or_default();
    if let Some(at) = host.iter().rposition(|one| *one == '@') {
        let length = host.len();
        let host = marks.get_mut(start..start + length).unwrap_or_default();
        for (place, mark) in host.iter_mut().enumerate() {
            *mark = if place < at { Hide::Secret } else { Hide::Nothing };
        }
    }
}

/// Marks numbers in an address, also where they are percent-encoded.
fn mark_path(characters: &[char], marks: &mut [Hide]) {
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
    mark(&decoded, Caution::IDENTIFIER, &mut found);
    let spread = found.into_iter().zip(lengths);
    let spread = spread.flat_map(|(hide, length)| std::iter::repeat_n(hide, length));
    marks.iter_mut().zip(spread).for_each(|(mark, hide)| *mark = hide);
}

/// The ASCII character that two hexadecimal digits mean.
fn encoded(high: char, low: char) -> Option<char> {
    let code = high.to_digit(16)? * 16 + low.to_digit(16)?;
    char::from_u32(code).filter(char::is_ascii)
}
