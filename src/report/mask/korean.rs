//! Words of Korean, which are no secrets of programs.

/// What is counted, at the end of a number: `3개`, `3000원`.
const COUNTERS: &[&str] = &["개", "원", "건", "회", "초", "분", "시간", "명", "장", "자", "자리"];

/// What follows a noun.
const PARTICLES: &[&str] = &["는", "은", "이", "가", "를", "을", "도", "으로", "로"];

/// A word without the particle at its end.
pub(super) fn without_particle(word: &str) -> &str {
    PARTICLES.iter().find_map(|particle| word.strip_suffix(particle)).unwrap_or(word)
}

/// Whether a text has Korean words, numbers with counters and what is between words, and no more.
pub(super) fn is_plain(text: impl Iterator<Item = char> + Clone) -> bool {
    let text: String = text.take(200).collect();
    let is_apart = |one: char| one.is_whitespace() || "=+~;\"'`".contains(one);
    let words = text.split(is_apart).map(|word| word.trim_matches(['.', ',', '!', '?']));
    let mut words = words.filter(|word| !word.is_empty()).peekable();
    words.peek().is_some() && words.all(|word| is_word(word) || is_count(word))
}

/// Whether a word is of Hangul alone.
pub(super) fn is_word(word: &str) -> bool {
    !word.is_empty() && word.chars().all(is_hangul)
}

/// Whether a word is a number with a counter: a few digits, or thousands.
pub(super) fn is_count(word: &str) -> bool {
    let number = word.trim_end_matches(is_hangul);
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let is_number = number.chars().all(|one| one.is_ascii_digit() || one == ',');
    let counter = word.get(number.len()..).unwrap_or_default();
    is_number && (1..=8).contains(&digits) && COUNTERS.iter().any(|one| counter.starts_with(one))
}

pub(super) fn is_hangul(one: char) -> bool {
    matches!(one, '가'..='힣' | 'ㄱ'..='ㅣ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_counts_of_korean_are_plain() {
        for text in ["완료", "3개 = 3000원", "만료됨, 다시 시도!", "15,000원입니다"]
        {
            assert!(is_plain(text.chars()), "{text}");
        }
        for text in ["", " ", "abc", "완료 a1", "1234", "1234번", "123456789원", "완료(1)"] {
            assert!(!is_plain(text.chars()), "{text}");
        }
    }
}
