//! Korean particles, whose form is decided by the last sound of the word before them.

/// A particle: its form after a consonant, and after a vowel.
pub(super) struct Particle(&'static str, &'static str);

/// What a sentence is about.
pub(super) const TOPIC: Particle = Particle("은", "는");
/// What is or does something.
pub(super) const SUBJECT: Particle = Particle("이", "가");
/// "and".
pub(super) const AND: Particle = Particle("과", "와");

impl Particle {
    /// A word with the particle behind it.
    pub(super) fn after(&self, word: &str) -> String {
        let Self(consonant, vowel) = *self;
        format!("{word}{}", if ends_in_consonant(word) { consonant } else { vowel })
    }
}

/// Whether the last sound of a word is a consonant. Foreign letters and digits count as they are
/// mostly read in Korean, where only l, m and n stay consonants at the end.
fn ends_in_consonant(word: &str) -> bool {
    const FIRST_SYLLABLE: u32 = '가' as u32;
    const FINAL_SOUNDS: u32 = 28;
    match word.chars().rev().find(|character| character.is_alphanumeric()) {
        Some(syllable @ '가'..='힣') => {
            !(u32::from(syllable) - FIRST_SYLLABLE).is_multiple_of(FINAL_SOUNDS)
        }
        Some('0' | '1' | '3' | '6' | '7' | '8') => true,
        Some(letter) => matches!(letter.to_ascii_lowercase(), 'l' | 'm' | 'n'),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_sound_decides() {
        for (word, is) in [
            ("규칙", "규칙이"),
            ("필드", "필드가"),
            ("`Currency`의 멤버", "`Currency`의 멤버가"),
            ("`token`", "`token`이"),
            ("`card`", "`card`가"),
            ("3", "3이"),
            ("2", "2가"),
            ("`…`", "`…`가"),
        ] {
            assert_eq!(SUBJECT.after(word), is);
        }
        assert_eq!((AND.after("숫자"), TOPIC.after("조건")), ("숫자와".into(), "조건은".into()));
    }
}
