//! What an operand reads of a literal.

use crate::program::Text;

/// The literal with what an operand does to the string of its field.
pub(super) fn read(text: &Text, literal: &str) -> String {
    let one = |character: char| if text.lower { character.to_ascii_lowercase() } else { character };
    let kept = literal.chars().filter(|one| !(text.unhyphenated && *one == '-')).map(one);
    let first = text.first.and_then(|first| usize::try_from(first).ok()).unwrap_or(usize::MAX);
    let mut left = text.euckr_first.map_or(i64::MAX, i64::from);
    let fits = |character: &char| {
        left -= euckr_size(*character);
        left >= 0
    };
    kept.take(first).take_while(fits).collect()
}

/// How many characters a text has.
pub(super) fn characters(text: &str) -> i64 {
    i64::try_from(text.chars().count()).unwrap_or(i64::MAX)
}

/// How many bytes a text has in EUC-KR.
pub(super) fn euckr_bytes(text: &str) -> i64 {
    text.chars().map(euckr_size).sum()
}

fn euckr_size(character: char) -> i64 {
    if character.is_ascii() { 1 } else { 2 }
}
