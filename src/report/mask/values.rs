//! What a value is by itself: numbers of cards, accounts and people, e-mail addresses, tokens.

use super::address::mark_users;
use super::encoded::mark_decoded;
use super::hide::Hide;
use super::notation::{mark_elements, mark_keys, mark_named};
use super::numbers::mark_numbers;
use super::tokens::{is_random, is_token, mark_mail, mark_tokens};

/// How numbers are judged in a place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Caution {
    /// Numbers of this many digits, whatever they are.
    pub(super) least: usize,
    /// In this many groups, or in even ones.
    pub(super) groups: usize,
    /// Which digits in one piece can be a card's or a person's number.
    pub(super) whole: Whole,
    /// Whether long words of letters and digits are keys of somebody's.
    pub(super) words: bool,
    /// Whether what follows a word such as `password=` or `buyer:` is what it says; in code it is a
    /// name.
    pub(super) named: bool,
    /// Whether groups of digits with hyphens between them can be an account's number.
    pub(super) accounts: bool,
    /// The longest number that can be a card's.
    pub(super) longest: usize,
}

impl Caution {
    /// An identifier that a shape declares: only what is grouped as cards are is a card's.
    pub(super) const IDENTIFIER: Self = Self {
        least: usize::MAX,
        groups: usize::MAX,
        whole: Whole::Never,
        words: false,
        named: false,
        accounts: false,
        longest: CARD,
    };
    /// A text that a shape declares.
    pub(super) const PROSE: Self = Self { whole: Whole::Dated, accounts: true, ..Self::IDENTIFIER };
    /// A number that a shape declares: no amount is as long as a card's number, but limits are.
    pub(super) const AMOUNT: Self = Self { whole: Whole::Untimed, longest: 16, ..Self::IDENTIFIER };
    /// Where no shape says what is there: account numbers have nine digits and more.
    pub(super) const UNKNOWN: Self = Self { least: 9, words: true, named: true, ..Self::PROSE };
    /// What identifies a person where no shape says so: numbers are phones'.
    pub(super) const SOMEBODY: Self = Self { least: usize::MAX, ..Self::UNKNOWN };
    /// A string of code: drawings have numbers in many groups.
    pub(super) const STRING: Self = Self { groups: 3, ..Self::UNKNOWN };
    /// What follows the path of an address that a shape declares.
    pub(super) const QUERY: Self = Self { whole: Whole::Checked, named: true, ..Self::IDENTIFIER };
    /// In an enumeration's place.
    pub(super) const CHOICE: Self = Self { least: 6, ..Self::UNKNOWN };
    /// Source code: what is not a value is there too.
    pub(super) const CODE: Self = Self { words: true, whole: Whole::Untimed, ..Self::PROSE };
}

/// Which digits without anything between them are taken for a card's or a person's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whole {
    Never,
    /// Cards' and people's by their check digits: ids begin with dates as well.
    Checked,
    /// People's by the date, too, unless they may be a time in milliseconds.
    Untimed,
    /// People's by the date alone: those issued since 2020 have no check digit.
    Dated,
}

/// The most digits of a card's number.
pub(super) const CARD: usize = 19;

/// Phone numbers have at least as many, and all other numbers that are hidden by themselves.
const PHONE: usize = 9;

/// Whether nothing can be marked in a text, as far as its bytes show. Most keys and
/// values of findings are so: they are shown without being taken apart.
pub(super) fn is_harmless(text: &str, caution: Caution) -> bool {
    /// Tokens are at least as long.
    const TOKEN: usize = 12;
    if text.len() >= TOKEN {
        // Names of fields, members and operations.
        let is_name = |byte: u8| byte.is_ascii_alphabetic() || byte == b'_';
        return match text.bytes().all(is_name) {
            true => !is_token(text),
            false => is_harmless_id(text, caution),
        };
    }
    let separates: &[u8] = if caution.named { b" \t\n@=:%>\"'`" } else { b"@=:%>\"'`" };
    let is_plain = |byte: u8| byte.is_ascii() && !separates.contains(&byte);
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    digits < caution.least.min(PHONE) && text.bytes().all(is_plain)
}

/// The same of one word with digits, as identifiers and keys have.
fn is_harmless_id(text: &str, caution: Caution) -> bool {
    let is_of_word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    if !text.bytes().all(is_of_word) || (caution.words && is_random(text)) {
        return false;
    }
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    // No number begins or ends beside a letter.
    let is_part = || {
        let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
        caution.whole == Whole::Never && letters > 0 && letters + digits == text.len()
    };
    // Keys begin and end with hyphens.
    (digits < caution.least.min(PHONE) || is_part()) && !text.contains("--") && !is_token(text)
}

/// Marks what must not be seen in a text, whatever its key.
pub(super) fn mark(characters: &[char], caution: Caution, marks: &mut [Hide]) {
    let mark_plain = |characters: &[char], marks: &mut [Hide]| {
        mark_tokens(characters, caution, marks);
        mark_keys(characters, marks);
        mark_elements(characters, marks);
        if caution.named {
            mark_named(characters, marks);
        }
        mark_users(characters, marks);
        mark_mail(characters, marks);
        mark_numbers(characters, caution, marks);
    };
    mark_decoded(characters, marks, &mark_plain);
}

/// Marks all letters and digits.
pub(super) fn mark_letters(characters: &[char], hide: Hide, marks: &mut [Hide]) {
    for (character, mark) in characters.iter().zip(marks) {
        if character.is_alphanumeric() {
            *mark = hide.max(*mark);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str, caution: Caution) -> String {
        let characters: Vec<char> = text.chars().collect();
        let mut marks = vec![Hide::Nothing; characters.len()];
        mark(&characters, caution, &mut marks);
        let shown = characters.iter().zip(marks).map(|(character, mark)| match mark {
            Hide::Nothing => *character,
            Hide::Personal => '+',
            Hide::Secret => '*',
        });
        shown.collect()
    }

    #[test]
    fn what_may_be_a_secret_is_not_harmless() {
        for text in [
            "sk_live_abcd",
            "AKIAIOSFODNNEXAM",
            "a=b",
            "a@b",
            "123456789",
            "pw a",
            "%41",
            "book-number-123456789",
        ] {
            assert!(!is_harmless(text, Caution::UNKNOWN), "{text}");
        }
        for text in ["12345678", "orderName", "VIRTUAL_ACCOUNT", "a-b"] {
            assert!(is_harmless(text, Caution::UNKNOWN), "{text}");
        }
        assert!(is_harmless("pw a", Caution::PROSE));
    }

    #[test]
    fn of_what_is_harmless_nothing_is_marked() {
        const PARTS: &[&str] = &[
            "order",
            "-",
            "_",
            "2026",
            "01012345678",
            "4111",
            "411111111111",
            "9001011",
            "sk_",
            "live_",
            "AKIA",
            "--",
            "password",
            "Z",
        ];
        const CAUTIONS: [Caution; 6] = [
            Caution::IDENTIFIER,
            Caution::PROSE,
            Caution::AMOUNT,
            Caution::UNKNOWN,
            Caution::QUERY,
            Caution::CHOICE,
        ];
        let mut harmless = 0;
        for number in 0..PARTS.len().pow(4) {
            let places = (0..4).map(|place| number / PARTS.len().pow(place) % PARTS.len());
            let text: String = places.filter_map(|at| PARTS.get(at)).copied().collect();
            for caution in CAUTIONS.into_iter().filter(|caution| is_harmless(&text, *caution)) {
                assert_eq!(masked(&text, caution), text, "{caution:?}");
                harmless += 1;
            }
        }
        assert!(harmless > 10_000, "{harmless}");
    }

    #[test]
    fn dates_in_numbers_of_code_and_addresses_may_be_times_and_ids() {
        for (text, code, query) in [
            ("9001011234567", "*************", "9001011234567"),
            ("1801010000000", "1801010000000", "1801010000000"),
            ("9001011234568", "*************", "*************"),
        ] {
            assert_eq!(masked(text, Caution::CODE), code);
            assert_eq!(masked(text, Caution::AMOUNT), code);
            assert_eq!(masked(text, Caution::QUERY), query);
        }
    }

    #[test]
    fn numbers_are_known_by_their_digits() {
        for (text, unknown, prose, identifier) in [
            ("4111111111111111", "****************", "****************", "4111111111111111"),
            (
                "4111.1111.1111.1111",
                "****.****.****.****",
                "****.****.****.****",
                "****.****.****.****",
            ),
            (
                "４１１１ 1111 1111 1111",
                "**** **** **** ****",
                "**** **** **** ****",
                "**** **** **** ****",
            ),
            ("900101-1234567", "******-*******", "******-*******", "******-*******"),
            ("01012345678", "***********", "+++++++++++", "+++++++++++"),
            ("order01012345678", "order***********", "order01012345678", "order01012345678"),
            (
                "20231123123456789012",
                "********************",
                "20231123123456789012",
                "20231123123456789012",
            ),
            (
                "2027-01-01T00:00:00.000+09:00",
                "2027-01-01T00:00:00.000+09:00",
                "2027-01-01T00:00:00.000+09:00",
                "2027-01-01T00:00:00.000+09:00",
            ),
            ("9001011234567", "*************", "*************", "9001011234567"),
            ("1501013234567", "*************", "*************", "1501013234567"),
            ("9013011234567", "*************", "9013011234567", "9013011234567"),
            ("me@example.com", "++@+++++++.+++", "++@+++++++.+++", "++@+++++++.+++"),
            ("sk_live_abcdef123", "*****************", "*****************", "*****************"),
            ("PortOne abcdefgh", "PortOne ********", "PortOne abcdefgh", "PortOne abcdefgh"),
            (
                r#"{"pw": "hunter2"}"#,
                r#"{"pw": "*******"}"#,
                r#"{"pw": "hunter2"}"#,
                r#"{"pw": "hunter2"}"#,
            ),
            (
                "2023-01-10 14:00:00",
                "2023-01-10 14:00:00",
                "2023-01-10 14:00:00",
                "2023-01-10 14:00:00",
            ),
            ("1,000,000원", "1,000,000원", "1,000,000원", "1,000,000원"),
        ] {
            assert_eq!(masked(text, Caution::UNKNOWN), unknown, "{text}");
            assert_eq!(masked(text, Caution::PROSE), prose, "{text}");
            assert_eq!(masked(text, Caution::IDENTIFIER), identifier, "{text}");
        }
    }
}
