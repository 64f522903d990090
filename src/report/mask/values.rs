//! What a value is by itself: numbers of cards, accounts and people, e-mail addresses, tokens.

use super::Hide;
use super::names::{Meaning, narrow, of_unknown};

/// How numbers are judged in a place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Caution {
    /// So many digits are hidden whatever they are.
    least: usize,
    /// Whether digits in one piece can be a card's or a person's number.
    whole: bool,
    /// Whether long words of letters and digits are keys of somebody's.
    words: bool,
    /// Whether what follows a word such as `password=` is a secret; in code it is a name.
    named: bool,
}

impl Caution {
    /// An identifier that a shape declares: only what is grouped as cards are is a card's.
    pub(super) const IDENTIFIER: Self =
        Self { least: usize::MAX, whole: false, words: false, named: false };
    /// A text or a number that a shape declares.
    pub(super) const PROSE: Self =
        Self { least: usize::MAX, whole: true, words: false, named: false };
    /// Where no shape says what stands there: account numbers have nine digits and more.
    pub(super) const UNKNOWN: Self = Self { least: 9, whole: true, words: true, named: true };
    /// In an enumeration's place.
    pub(super) const CHOICE: Self = Self { least: 6, whole: true, words: true, named: true };
    /// Source code: what is not a value is there too.
    pub(super) const CODE: Self =
        Self { least: usize::MAX, whole: true, words: true, named: false };
    /// Where parts of a number may stand apart.
    pub(super) const PARTS: Self = Self { least: 3, whole: true, words: true, named: true };
}

/// Digits without anything between them.
struct Group {
    start: usize,
    end: usize,
    /// Empty, where the digits are of a script whose values nobody knows here.
    digits: Vec<u8>,
}

/// Marks what must not be seen in a text, whatever its key.
pub(super) fn mark(characters: &[char], caution: Caution, marks: &mut [Hide]) {
    mark_tokens(characters, caution, marks);
    mark_mail(characters, marks);
    for run in runs(characters) {
        mark_run(characters, &run, caution, marks);
    }
}

/// Marks all letters and digits.
pub(super) fn mark_letters(characters: &[char], hide: Hide, marks: &mut [Hide]) {
    for (character, mark) in characters.iter().zip(marks) {
        if character.is_alphanumeric() {
            *mark = hide.max(*mark);
        }
    }
}

fn raise(marks: &mut [Hide], range: std::ops::Range<usize>, hide: Hide) {
    for mark in marks.get_mut(range).unwrap_or_default() {
        *mark = hide.max(*mark);
    }
}

/// Groups of digits with no more than a few signs between them.
fn runs(characters: &[char]) -> Vec<Vec<Group>> {
    const APART: usize = 8;
    let mut runs: Vec<Vec<Group>> = Vec::new();
    let mut group: Option<Group> = None;
    // How many signs stand between the last group and here; nothing: letters do.
    let mut apart = None;
    for (at, character) in characters.iter().enumerate() {
        if character.is_numeric() {
            let digit = narrow(*character).to_digit(10).and_then(|digit| u8::try_from(digit).ok());
            match &mut group {
                Some(group) => {
                    group.end = at + 1;
                    group.digits.extend(digit);
                }
                None => {
                    let digits = digit.into_iter().collect();
                    group = Some(Group { start: at, end: at + 1, digits });
                }
            }
            continue;
        }
        if let Some(group) = group.take() {
            push(&mut runs, group, apart);
            apart = Some(0);
        }
        apart = match apart {
            Some(signs) if signs < APART && !character.is_alphabetic() => Some(signs + 1),
            _ => None,
        };
    }
    if let Some(group) = group {
        push(&mut runs, group, apart);
    }
    runs
}

fn push(runs: &mut Vec<Vec<Group>>, group: Group, apart: Option<usize>) {
    match (runs.last_mut(), apart) {
        (Some(run), Some(_)) => run.push(group),
        _ => runs.push(vec![group]),
    }
}

fn mark_run(characters: &[char], run: &[Group], caution: Caution, marks: &mut [Hide]) {
    let total: usize = run.iter().map(|group| group.end - group.start).sum();
    mark_windows(run, Hide::Personal, marks, |groups, digits| {
        is_phone(groups, digits) && !beside_letters(characters, groups)
    });
    mark_windows(run, Hide::Secret, marks, |groups, digits| {
        let known = groups.iter().all(|group| group.end - group.start == group.digits.len());
        if !known {
            let count: usize = groups.iter().map(|group| group.end - group.start).sum();
            return (13..=19).contains(&count);
        }
        is_grouped(groups, digits) || (caution.whole && is_whole(groups, digits))
    });
    if total >= caution.least {
        for group in run {
            raise(marks, group.start..group.end, Hide::Secret);
        }
    }
}

/// Marks the neighbouring groups that are what is looked for.
fn mark_windows(
    run: &[Group],
    hide: Hide,
    marks: &mut [Hide],
    is_one: impl Fn(&[Group], &[u8]) -> bool,
) {
    const LONGEST: usize = 19;
    for start in 0..run.len() {
        let mut digits = Vec::new();
        for end in start + 1..=run.len() {
            let groups = run.get(start..end).unwrap_or_default();
            let Some(last) = groups.last() else { break };
            digits.extend_from_slice(&last.digits);
            if last.end - last.start > LONGEST || digits.len() > LONGEST {
                break;
            }
            if is_one(groups, &digits) {
                groups.iter().for_each(|group| raise(marks, group.start..group.end, hide));
            }
        }
    }
}

/// Whether a word goes on before or after these digits.
fn beside_letters(characters: &[char], groups: &[Group]) -> bool {
    let is_letter = |at: Option<usize>| {
        at.and_then(|at| characters.get(at)).is_some_and(char::is_ascii_alphabetic)
    };
    is_letter(groups.first().and_then(|group| group.start.checked_sub(1)))
        || is_letter(groups.last().map(|group| group.end))
}

/// A number as cards and identity cards have it printed.
fn is_grouped(groups: &[Group], digits: &[u8]) -> bool {
    match groups {
        [first, second] if first.digits.len() == 6 && second.digits.len() == 7 => is_born(digits),
        [_, _, ..] if groups.iter().all(|group| group.digits.len() >= 3) => is_card(digits),
        _ => false,
    }
}

/// A number without anything between its digits.
fn is_whole(groups: &[Group], digits: &[u8]) -> bool {
    groups.len() == 1 && (is_card(digits) || (is_born(digits) && is_resident(digits)))
}

/// A card's number: an issuer's first digit, a length that cards have, a check digit (Luhn).
fn is_card(digits: &[u8]) -> bool {
    let first = digits.first().copied().unwrap_or(0);
    let fits = match digits.len() {
        13 => first == 4,
        14 => first == 3,
        15 | 16 | 18 | 19 => matches!(first, 2..=6 | 9),
        _ => false,
    };
    let doubled = |digit: u8| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let sum = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| u32::from(if place % 2 == 1 { doubled(*digit) } else { *digit }));
    fits && sum.sum::<u32>() % 10 == 0
}

/// Whether the first six of thirteen digits are a day.
fn is_born(digits: &[u8]) -> bool {
    let [_, _, m, month, d, day, ..] = digits else { return false };
    digits.len() == 13 && (1..=12).contains(&(m * 10 + month)) && (1..=31).contains(&(d * 10 + day))
}

/// The check digit of resident numbers.
fn is_resident(digits: &[u8]) -> bool {
    const WEIGHTS: [u32; 12] = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];
    let sum: u32 =
        digits.iter().zip(WEIGHTS).map(|(digit, weight)| u32::from(*digit) * weight).sum();
    digits.last().is_some_and(|last| u32::from(*last) == (11 - sum % 11) % 10)
}

/// A phone number of Korea.
fn is_phone(groups: &[Group], digits: &[u8]) -> bool {
    let national = digits.strip_prefix(&[8, 2]).map(|rest| rest.strip_prefix(&[0]).unwrap_or(rest));
    let rest = national.or_else(|| digits.strip_prefix(&[0])).unwrap_or_default();
    // Dates and times have groups of two digits.
    let parted = groups.len() >= 3 && groups.last().is_some_and(|last| last.digits.len() == 4);
    let mobile = (groups.len() == 1 || parted)
        && matches!(rest, [1, 0 | 1 | 6..=9, ..])
        && matches!(rest.len(), 9 | 10);
    let line = parted && matches!(rest, [2..=7, ..]) && matches!(rest.len(), 8..=10);
    mobile || line
}

fn is_mail_sign(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '.' | '_' | '%' | '+' | '-')
}

/// Marks the letters of e-mail addresses.
fn mark_mail(characters: &[char], marks: &mut [Hide]) {
    for (at, character) in characters.iter().enumerate() {
        if !matches!(character, '@' | '＠') {
            continue;
        }
        let fits = |one: &&char| is_mail_sign(**one);
        let (before, after) = characters.split_at(at);
        let start = at - before.iter().rev().take_while(fits).count();
        let end = at + 1 + after.iter().skip(1).take_while(fits).count();
        if start < at && end > at + 1 {
            let inside = characters.get(start..end).unwrap_or_default();
            mark_letters(inside, Hide::Personal, marks.get_mut(start..end).unwrap_or_default());
        }
    }
}

/// Marks keys of interfaces: by how they begin, by the word before them, by how they look.
fn mark_tokens(characters: &[char], caution: Caution, marks: &mut [Hide]) {
    const SCHEMES: &[&str] = &["bearer", "basic", "portone", "token"];
    let ends_word = |one: &char| one.is_whitespace() || "\"'\\`,;&=:()?{}[]".contains(*one);
    // The word before, with a sign that makes it a name.
    let mut previous = String::new();
    let mut at = 0;
    while let Some(rest) = characters.get(at..).filter(|rest| !rest.is_empty()) {
        let length = rest.iter().position(ends_word).unwrap_or(rest.len());
        if length > 0 {
            let word: String = rest.iter().take(length.min(400)).collect();
            let name = previous.strip_suffix(['=', ':']);
            let named = (caution.named
                && name.is_some_and(|name| of_unknown(name) == Meaning::Secret))
                || (SCHEMES.contains(&&*previous.to_lowercase())
                    && length >= 8
                    && (caution.named || word.contains(|one: char| one.is_ascii_digit())));
            if is_token(&word) || (caution.words && (named || is_random(&word))) {
                raise(marks, at..at + length, Hide::Secret);
            }
            // `Authorization: Bearer …` goes on.
            let goes_on = named && SCHEMES.contains(&&*word.to_lowercase());
            previous = if goes_on { previous } else { word };
        }
        at += length;
        match characters.get(at) {
            Some(sign @ ('=' | ':')) if !previous.is_empty() => previous.push(*sign),
            Some(',' | ';' | '&' | '(' | ')' | '?' | '{' | '}' | '[' | ']') => previous.clear(),
            _ => {}
        }
        at += 1;
    }
}

fn is_token(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    let marked = ["sk_", "pk_", "rk_", "whsec_", "ghp_", "xoxb-", "akia"];
    let long = word.len() >= 12;
    long && (marked.iter().any(|start| lower.starts_with(start))
        || ["_live_", "_test_", "secret_"].iter().any(|part| lower.contains(part))
        || (word.starts_with("eyJ") && word.contains('.')))
}

/// Letters and digits in a long word that has none of a name's separators.
fn is_random(word: &str) -> bool {
    word.split(['-', '_', '.', '/']).any(|part| {
        let letters = part.chars().any(char::is_alphabetic);
        let digits = part.chars().filter(char::is_ascii_digit).count();
        part.chars().count() >= 20 && letters && digits >= 2
    })
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
                "2027-01-01T**:**:**.***+**:**",
                "2027-01-01T00:00:00.000+09:00",
                "2027-01-01T00:00:00.000+09:00",
            ),
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
                "****-**-** **:**:**",
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
