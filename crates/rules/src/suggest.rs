//! Which of several names was probably meant: the one way to "did you mean".

use std::cell::LazyCell;

use crate::language::Language;
use crate::sort::{sort, sort_by_number};
use crate::source::Span;
use crate::synonyms::synonym;

/// The question whether this name was meant.
#[must_use]
pub fn question(language: Language, near: &str) -> String {
    match language {
        Language::Korean => format!("혹시 `{near}` 아닌가요?"),
        Language::English => format!("did you mean `{near}`?"),
    }
}

/// The question at the end of a message of one line; nothing where no name is near.
#[must_use]
pub fn appended(language: Language, near: Option<&str>) -> String {
    let mark = match language {
        Language::Korean => '.',
        Language::English => ',',
    };
    near.map(|near| format!("{mark} {}", question(language, near))).unwrap_or_default()
}

/// The name that was probably meant: a synonym, the nearest one or, where none is near, the one that
/// has the same words in another order, that has more words, or fewer. Of many that are alike, none is.
#[must_use]
pub fn suggest<'n>(name: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    suggest_of(name, &names.into_iter().collect::<Vec<_>>())
}

fn suggest_of<'n>(name: &str, names: &[&'n str]) -> Option<&'n str> {
    /// Of more that are alike, none is suggested.
    const ALIKE: usize = 3;
    let spelling = || suggest_spelling(name, names.iter().copied());
    if let Some(near) = synonym(name, names).or_else(spelling) {
        return Some(near);
    }
    // Most names are distinguished by their letters: what shares its words has all of the other's.
    let letters = word_letters(name);
    let own = LazyCell::new(|| Words::of(name));
    let mut best: Option<(usize, &str)> = None;
    let mut alike = 0;
    for other in names.iter().copied() {
        if let (Some(own), Some(other)) = (letters, word_letters(other))
            && own & !other != 0
            && other & !own != 0
        {
            continue;
        }
        let Some(own) = &*own else { return None };
        let Some(rank) = Words::of(other).and_then(|words| own.rank(&words)) else { continue };
        match best {
            Some((known, _)) if known < rank => {}
            Some((known, _)) if known == rank => alike += 1,
            _ => (best, alike) = (Some((rank, other)), 1),
        }
    }
    best.filter(|_| alike <= ALIKE).map(|(_, name)| name)
}

/// At most `most` of the names, those that are most like `name` first. A name that has none of
/// its words and differs in more than half of its letters is not like it.
#[must_use]
pub fn closest<'n>(
    name: &str,
    names: impl IntoIterator<Item = &'n str>,
    most: usize,
) -> Vec<&'n str> {
    let folded: String = name.chars().take(LONGEST).collect::<String>().to_lowercase();
    let own = Words::of(name);
    let distance = |other: &str| {
        let words = Words::of(other);
        let rank = own.as_ref().zip(words).and_then(|(own, words)| own.rank(&words));
        let other = other.to_lowercase();
        let typos = strsim::damerau_levenshtein(&folded, &other);
        let length = folded.chars().count().max(other.chars().count());
        (rank.is_some() || typos * 2 <= length)
            .then_some(u64::from(rank.is_none()) << 32 | typos as u64)
    };
    let mut alike: Vec<(u64, &str)> =
        names.into_iter().filter_map(|other| Some((distance(other)?, other))).collect();
    sort_by_number(&mut alike, |(distance, _)| *distance);
    alike.into_iter().take(most).map(|(_, name)| name).collect()
}

/// The words of a name, in lower case: `cardCompany` and `CARD_COMPANY` have the same ones.
#[derive(Debug, Clone)]
pub struct Words {
    /// All of them, in their order, with nothing between them.
    joined: String,
    /// Where each is in it: sorted by what they say, each once.
    words: Vec<Span>,
}

impl Words {
    /// Those of a name; of a path, those of its steps. `None` where it has none, or is too long to
    /// be a name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        if name.len() > LONGEST {
            return None;
        }
        let mut joined = String::with_capacity(name.len());
        let mut words = Vec::with_capacity(4);
        let (mut start, mut was_lower) = (0, false);
        for character in name.chars() {
            let begins = !character.is_alphanumeric() || (was_lower && character.is_uppercase());
            if begins && joined.len() > start {
                words.push(Span::new(start, joined.len()));
                start = joined.len();
            }
            if character.is_ascii_alphanumeric() {
                joined.push(character.to_ascii_lowercase());
            } else if character.is_alphanumeric() {
                joined.extend(character.to_lowercase());
            }
            was_lower = character.is_lowercase() || character.is_numeric();
        }
        if joined.len() > start {
            words.push(Span::new(start, joined.len()));
        }
        sort(&mut words, &|one, other| one.of(&joined).cmp(other.of(&joined)));
        words.dedup_by(|one, other| one.of(&joined) == other.of(&joined));
        (!words.is_empty()).then_some(Self { joined, words })
    }

    /// Whether it is a single word.
    #[must_use]
    pub fn is_one(&self) -> bool {
        self.words.len() == 1
    }

    fn each(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|word| word.of(&self.joined))
    }

    /// Whether both have the same words, in whatever order.
    #[must_use]
    pub fn are(&self, other: &Self) -> bool {
        self.each().eq(other.each())
    }

    /// How many words the other one has beside these; `None`: it does not have all of these.
    #[must_use]
    pub fn beside(&self, other: &Self) -> Option<usize> {
        let is_in = |word: &str| other.each().any(|one| one == word);
        self.each().all(is_in).then(|| other.words.len() - self.words.len())
    }

    /// Whether they have a word in common that is long enough to mean something by itself, or of
    /// which each has others.
    #[must_use]
    pub fn share(&self, other: &Self) -> bool {
        /// Shorter words are in too many names.
        const SHORTEST: usize = 5;
        let is_long = |word: &str| self.words.len() > 1 || word.len() >= SHORTEST;
        self.each().any(|word| is_long(word) && other.each().any(|one| one == word))
    }

    /// How far apart they are, where one has all words of the other, or begins or ends with it:
    /// in characters.
    #[must_use]
    pub fn rank(&self, other: &Self) -> Option<usize> {
        /// Shorter words are the beginning or end of too many others.
        const SHORTEST: usize = 4;
        let all = |these: &Self, those: &Self| {
            these.each().all(|word| those.each().any(|other| other == word))
        };
        let (short, long) = match self.joined.len() <= other.joined.len() {
            true => (&self.joined, &other.joined),
            false => (&other.joined, &self.joined),
        };
        let contained = short.len() >= SHORTEST
            && (long.starts_with(short.as_str()) || long.ends_with(short.as_str()));
        (all(self, other) || all(other, self) || contained).then(|| long.len() - short.len())
    }
}

/// Nothing longer is a typo, and the distance takes quadratic time.
const LONGEST: usize = 100;

/// The name that is nearest to `name`, if any is near: at most a quarter of its letters
/// (one at least) left out, put in, replaced or swapped, upper and lower case being equal.
#[must_use]
pub fn suggest_spelling<'n>(
    name: &str,
    names: impl IntoIterator<Item = &'n str>,
) -> Option<&'n str> {
    let mut names = names.into_iter();
    nearest(name, &mut || names.next())
}

/// The nearest of the names that are next, one after the other.
fn nearest<'n>(name: &str, next: &mut dyn FnMut() -> Option<&'n str>) -> Option<&'n str> {
    if name.len() > LONGEST {
        return None;
    }
    let folded = name.to_lowercase();
    let own = letters(&folded);
    let mut found = None;
    let mut allowed = typos_of(name);
    while let Some(other) = next() {
        if folded.is_ascii() && other.is_ascii() && are_apart(allowed, own, letters(other)) {
            continue;
        }
        if let Some(distance) = distance_within(allowed, &folded, other) {
            found = Some(other);
            // Of equally near ones the first is meant.
            let Some(nearer) = distance.checked_sub(1) else { break };
            allowed = nearer;
        }
    }
    found
}

/// As [`suggest_spelling`] has it, or else the first name that begins as `name` does: four letters at
/// least, and half of the longer one, as in `lang` for `language` and `severities` for `severity`.
///
/// For lists of few names of which one must be meant.
#[must_use]
pub fn suggest_key<'n>(
    name: &str,
    names: impl IntoIterator<Item = &'n str> + Clone,
) -> Option<&'n str> {
    let begins_alike = |other: &&str| {
        let pairs = name.chars().zip(other.chars());
        let alike = pairs.take_while(|(one, its)| one.eq_ignore_ascii_case(its)).count();
        let longest = name.chars().count().max(other.chars().count());
        alike >= 4 && alike * 2 >= longest
    };
    let spelling = suggest_spelling(name, names.clone());
    spelling.or_else(|| names.into_iter().find(begins_alike))
}

/// How many typos a name may have to be another one: one letter for another is none where there are
/// no others.
#[must_use]
pub fn typos_of(name: &str) -> usize {
    match name.chars().count() {
        1 => 0,
        count => (count / 4).max(1),
    }
}

/// Whether two names differ by at most `most` typos; the first is in lower case.
#[must_use]
pub fn is_within(typos: usize, folded: &str, other: &str) -> bool {
    let are_ascii = folded.is_ascii() && other.is_ascii();
    !(are_ascii && are_apart(typos, letters(folded), letters(other)))
        && distance_within(typos, folded, other).is_some()
}

/// By how many typos two names differ, if no more than `allowed`; the first is in lower case.
fn distance_within(allowed: usize, folded: &str, other: &str) -> Option<usize> {
    let distance = if folded.is_ascii() && other.is_ascii() {
        if folded.len().abs_diff(other.len()) > allowed {
            return None;
        }
        ascii_distance(allowed, folded, other)?
    } else {
        let other = other.to_lowercase();
        if folded.chars().count().abs_diff(other.chars().count()) > allowed {
            return None;
        }
        strsim::damerau_levenshtein(folded, &other)
    };
    Some(distance).filter(|distance| *distance <= allowed)
}

/// The same of ASCII names: most are distinguished by their letters.
fn ascii_distance(allowed: usize, folded: &str, other: &str) -> Option<usize> {
    let (folded, other) = middles(folded, other);
    match (folded.len(), other.len()) {
        (0, length) | (length, 0) => return Some(length),
        (1, 1) => return Some(1),
        (2, 2) => {
            let swapped = other.bytes().rev().map(|byte| byte.to_ascii_lowercase());
            return Some(if folded.bytes().eq(swapped) { 1 } else { 2 });
        }
        _ => {}
    }
    if are_apart(allowed, letters(folded), letters(other)) {
        return None;
    }
    Some(strsim::damerau_levenshtein(folded, &other.to_ascii_lowercase()))
}

/// Two names without what they begin and end with alike.
fn middles<'n>(one: &'n str, other: &'n str) -> (&'n str, &'n str) {
    let same = |(a, b): &(u8, u8)| a.eq_ignore_ascii_case(b);
    let start = one.bytes().zip(other.bytes()).take_while(same).count();
    let (one, other) = (one.get(start..).unwrap_or(""), other.get(start..).unwrap_or(""));
    let end = one.bytes().rev().zip(other.bytes().rev()).take_while(same).count();
    let middle = |name: &'n str| name.get(..name.len() - end).unwrap_or("");
    (middle(one), middle(other))
}

/// Whether names of these letters differ by more typos than `allowed`: a typo removes one letter
/// at most, and adds one at most.
fn are_apart(allowed: usize, letters: u64, others: u64) -> bool {
    (letters ^ others).count_ones() as usize > 2 * allowed
}

/// The letters and digits of a name that is ASCII, whatever their case: a bit for each.
#[must_use]
pub fn word_letters(name: &str) -> Option<u64> {
    name.bytes().try_fold(0, |set, byte| Some(set | WORD_LETTERS.get(usize::from(byte))?))
}

/// The bits of the characters of ASCII; of what is no letter and no digit there are none.
const WORD_LETTERS: [u64; 128] = {
    let mut all = [0; 128];
    let (mut rest, mut byte): (&mut [u64], u8) = (&mut all, 0);
    while let [bits, others @ ..] = rest {
        if byte.is_ascii_alphanumeric() {
            *bits = letter(byte);
        }
        (rest, byte) = (others, byte + 1);
    }
    all
};

/// Which letters a name has, whatever their case: a bit for each.
fn letters(name: &str) -> u64 {
    name.bytes().fold(0, |set, byte| set | letter(byte))
}

const fn letter(byte: u8) -> u64 {
    1 << (byte.to_ascii_lowercase() % 64)
}

#[cfg(test)]
mod tests {
    use super::{
        Words, closest, distance_within, suggest, suggest_key, suggest_spelling, word_letters,
    };

    #[test]
    fn slips_are_near_and_other_words_are_not() {
        assert_eq!(
            suggest_spelling("chanenlGroupId", ["channelKey", "channelGroupId"]),
            Some("channelGroupId")
        );
        assert_eq!(
            suggest_spelling("KOOOKMIN_BANK", ["SHINHAN_BANK", "KOOKMIN_BANK"]),
            Some("KOOKMIN_BANK")
        );
        assert_eq!(suggest_spelling("card", ["CARD"]), Some("CARD"));
        assert_eq!(suggest_spelling("foo", ["storeId", "paymentId"]), None);
    }

    #[test]
    fn a_key_that_begins_as_another_is_meant() {
        let keys = ["language", "fail-on", "rules", "severity", "suppress", "packs"];
        for (name, meant) in [
            ("lang", Some("language")),
            ("severities", Some("severity")),
            ("Suppressions", Some("suppress")),
            ("sup", None),
            ("rulesets-of-the-shop", None),
            ("pack", Some("packs")),
            ("failure", Some("fail-on")),
        ] {
            assert_eq!(suggest_key(name, keys), meant, "{name}");
        }
    }

    #[test]
    fn names_of_the_same_words_are_meant() {
        for (name, names, meant) in [
            ("cancelAmount", &["reason", "amount"][..], Some("amount")),
            ("TMONEYPAY", &["TOSSPAY", "TMONEY"], Some("TMONEY")),
            ("KAKAO", &["NAVERPAY", "KAKAOPAY"], Some("KAKAOPAY")),
            ("CARD_COMPANY_SAMSUNG", &["HYUNDAI_CARD", "SAMSUNG_CARD"], Some("SAMSUNG_CARD")),
            ("BANK_KOOKMIN", &["SHINHAN_BANK", "KOOKMIN_BANK"], Some("KOOKMIN_BANK")),
            ("BANK", &["A_BANK", "B_BANK", "C_BANK", "D_BANK"], None),
            ("361", &["BC_CARD", "LOTTE_CARD"], None),
        ] {
            assert_eq!(suggest(name, names.iter().copied()), meant, "{name}");
        }
        let names = ["NH_CARD", "SAMSUNG_CARD", "BC_CARD"];
        assert_eq!(closest("SAMSUNGCRD", names, 3), ["SAMSUNG_CARD"]);
        assert_eq!(closest("361", names, 3), [] as [&str; 0]);
    }

    #[test]
    fn of_names_of_the_same_words_one_has_the_letters_of_the_other() {
        let names = [
            "dueDate",
            "DUE_DATE",
            "date.due",
            "date",
            "expiry.dueDate",
            "order1",
            "카드date",
            "한",
        ];
        for name in names {
            for other in names {
                let (Some(words), Some(others)) = (Words::of(name), Words::of(other)) else {
                    panic!("{name} {other}")
                };
                let (Some(own), Some(its)) = (word_letters(name), word_letters(other)) else {
                    continue;
                };
                if words.are(&others) {
                    assert_eq!(own, its, "{name} {other}");
                }
                if words.rank(&others).is_some() {
                    assert!(own & !its == 0 || its & !own == 0, "{name} {other}");
                }
            }
        }
    }

    #[test]
    fn the_shortcuts_leave_the_distance_as_it_is() {
        let names =
            ["card", "cadr", "crad", "CARDS", "car", "ca", "abca", "", "카드", "k드", "aab"];
        for name in names {
            for other in names {
                let folded = name.to_lowercase();
                let distance = strsim::damerau_levenshtein(&folded, &other.to_lowercase());
                for allowed in 0..5 {
                    let within = Some(distance).filter(|distance| *distance <= allowed);
                    assert_eq!(distance_within(allowed, &folded, other), within, "{name} {other}");
                }
            }
        }
    }
}
