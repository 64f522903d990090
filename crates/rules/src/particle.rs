//! Korean particles, whose form is decided by the last sound of the word before them.

use std::fmt;

/// A particle: its form after a consonant, and after a vowel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Particle(&'static str, &'static str);

/// What a sentence is about.
pub(crate) const TOPIC: Particle = Particle("은", "는");
/// What is or does something.
pub(crate) const SUBJECT: Particle = Particle("이", "가");
/// "and".
pub(crate) const AND: Particle = Particle("과", "와");
/// What something is done to.
pub const OBJECT: Particle = Particle("을", "를");
/// "to", "by", "as": after ㄹ as after a vowel.
const DIRECTION: Particle = Particle("으로", "로");

/// The marks that close a quotation or a bracket: a particle follows them.
const CLOSING: [char; 12] = ['`', '"', '\'', ')', ']', '}', '>', '”', '’', '」', '』', '》'];

/// What a word ends in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sound {
    Vowel,
    /// ㄹ
    Liquid,
    Consonant,
}

impl Particle {
    /// All of them, for messages of packs.
    pub const ALL: [Self; 5] = [OBJECT, SUBJECT, TOPIC, AND, DIRECTION];

    /// The particle that is written so: `을/를`.
    #[must_use]
    pub fn of_pair(pair: &str) -> Option<Self> {
        let (consonant, vowel) = pair.split_once('/')?;
        let (consonant, vowel) = (consonant.trim(), vowel.trim());
        Self::ALL.into_iter().find(|known| (known.0, known.1) == (consonant, vowel))
    }

    /// The particle that a text begins with, and how it is written there: `은`, or `을(를)`.
    #[cfg(feature = "compiler")]
    pub(crate) fn starting(text: &str) -> Option<(&str, Self)> {
        let written = |particle: &Self| {
            let Self(consonant, vowel) = *particle;
            let both = [format!("{consonant}({vowel})"), format!("{vowel}({consonant})")];
            let forms = both.into_iter().chain([consonant, vowel].map(str::to_owned));
            forms.chain((*particle == DIRECTION).then(|| "(으)로".to_owned())).find_map(|form| {
                let (start, rest) = text.split_at_checked(form.len())?;
                let ends = !rest.starts_with(|next: char| next.is_alphanumeric() || next == '(');
                (start == form && ends).then_some((start, *particle))
            })
        };
        Self::ALL.iter().find_map(written)
    }

    /// Its form after a word.
    #[must_use]
    pub fn form(self, word: &str) -> &'static str {
        let Self(consonant, vowel) = self;
        match last_sound(word) {
            Sound::Vowel => vowel,
            Sound::Liquid if self == DIRECTION => vowel,
            Sound::Liquid | Sound::Consonant => consonant,
        }
    }

    /// A word with the particle after it.
    #[cfg(feature = "compiler")]
    pub(crate) fn after(self, word: &str) -> String {
        format!("{word}{}", self.form(word))
    }
}

impl fmt::Display for Particle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.0, self.1)
    }
}

/// The closing marks that a text begins with, and the rest.
pub(crate) fn closing_marks(text: &str) -> (&str, &str) {
    let rest = text.trim_start_matches(CLOSING);
    text.split_at_checked(text.len() - rest.len()).unwrap_or(("", text))
}

/// What a word ends in. Foreign letters and digits count as they are mostly read in Korean.
fn last_sound(word: &str) -> Sound {
    const FIRST_SYLLABLE: u32 = '가' as u32;
    const FINAL_SOUNDS: u32 = 28;
    const LIQUID: u32 = 8;
    let word = word.trim_end_matches(|one: char| !one.is_alphanumeric());
    match word.chars().next_back() {
        Some(syllable @ '가'..='힣') => {
            match (u32::from(syllable) - FIRST_SYLLABLE) % FINAL_SOUNDS {
                0 => Sound::Vowel,
                LIQUID => Sound::Liquid,
                _ => Sound::Consonant,
            }
        }
        Some('1' | '7' | '8') => Sound::Liquid,
        Some('0' | '3' | '6') => Sound::Consonant,
        Some(letter) if letter.is_ascii_alphabetic() => of_latin(word),
        _ => Sound::Vowel,
    }
}

/// What the last of a text's Latin words ends in: an abbreviation is spelled, a word is read.
fn of_latin(text: &str) -> Sound {
    const SPELLED: usize = 3;
    let start = text.rfind(|one: char| !one.is_ascii_alphabetic());
    let from = |at: usize| {
        at + text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
    };
    let word = text.get(start.map_or(0, from)..).unwrap_or_default();
    let is_spelled = word.len() <= SPELLED && word.bytes().all(|one| one.is_ascii_uppercase());
    let word = word.to_ascii_lowercase();
    // The last e of `name`, `phone` and `title` is not read.
    let read = match word.strip_suffix('e') {
        Some(read) if read.len() > 2 && read.ends_with(['l', 'm', 'n']) => read,
        _ => word.as_str(),
    };
    match read.bytes().next_back() {
        Some(b'l') => Sound::Liquid,
        Some(b'r') if is_spelled => Sound::Liquid,
        Some(b'm' | b'n') => Sound::Consonant,
        Some(b'g') if read.ends_with("ng") => Sound::Consonant,
        _ => Sound::Vowel,
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
            ("(URL)", "(URL)이"),
            ("`KR`", "`KR`이"),
            ("`order`", "`order`가"),
            ("`orderName`", "`orderName`이"),
            ("`string`", "`string`이"),
            ("가KRW", "가KRW가"),
        ] {
            assert_eq!(SUBJECT.after(word), is);
        }
        assert_eq!((AND.after("숫자"), TOPIC.after("조건")), ("숫자와".into(), "조건은".into()));
    }

    #[test]
    fn the_liquid_is_no_consonant_before_direction() {
        let direction = Particle::of_pair("으로/로").unwrap();
        for (word, is) in [
            ("카드", "카드로"),
            ("메일", "메일로"),
            ("규칙", "규칙으로"),
            ("17", "17로"),
            ("10", "10으로"),
            ("`email`", "`email`로"),
            ("`token`", "`token`으로"),
            ("", "로"),
        ] {
            assert_eq!(direction.after(word), is);
        }
        assert_eq!(OBJECT.after("메일"), "메일을");
    }

    #[test]
    fn pairs_are_those_that_there_are() {
        for particle in Particle::ALL {
            assert_eq!(Particle::of_pair(&particle.to_string()), Some(particle));
        }
        for pair in ["를/을", "을/는", "을", "", "이랑/랑"] {
            assert_eq!(Particle::of_pair(pair), None, "{pair}");
        }
        assert_eq!(closing_marks("`) a`"), ("`)", " a`"));
    }
}
