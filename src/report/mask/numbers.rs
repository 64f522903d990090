//! Numbers of cards, accounts, phones and people, by their digits.

use std::ops::Range;

use super::folded::narrow;
use super::hide::{Hide, raise};
use super::times::are_times;
use super::values::{CARD, Caution, Whole};

/// Digits without anything between them.
struct Group {
    start: usize,
    end: usize,
    /// Empty, where the values of the script's digits are not known here.
    digits: Vec<u8>,
}

impl Group {
    fn length(&self) -> usize {
        self.end - self.start
    }
}

/// How many digits there are in groups.
fn length_of(groups: &[Group]) -> usize {
    groups.iter().map(Group::length).sum()
}

/// Marks the digits of numbers that must not be seen.
pub(super) fn mark_numbers(characters: &[char], caution: Caution, marks: &mut [Hide]) {
    let runs = runs(characters);
    if runs.is_empty() {
        return;
    }
    let identifiers = identifiers(characters);
    let is_apart = |run: &Vec<Group>| {
        let is_in = |at: usize| identifiers.iter().any(|range| range.contains(&at));
        !run.iter().all(|group| is_in(group.start))
    };
    for run in runs.into_iter().filter(is_apart) {
        mark_run(characters, &run, caution, marks);
    }
}

/// Where identifiers (UUID) are, whose digits are no number's.
fn identifiers(characters: &[char]) -> Vec<Range<usize>> {
    const FORM: [usize; 5] = [8, 4, 4, 4, 12];
    const LENGTH: usize = 36;
    let is_one = |text: &[char]| {
        let mut parts = text.split(|one| *one == '-');
        FORM.iter().all(|length| {
            let part = parts.next().unwrap_or_default();
            part.len() == *length && part.iter().all(char::is_ascii_hexdigit)
        })
    };
    let starts = (0..characters.len().saturating_sub(LENGTH - 1)).filter(|start| {
        // The first hyphen is where the first part ends.
        characters.get(start + 8) == Some(&'-')
            && characters.get(*start..start + LENGTH).is_some_and(is_one)
    });
    starts.map(|start| start..start + LENGTH).collect()
}

/// Groups of digits with no more than a few characters between them.
fn runs(characters: &[char]) -> Vec<Vec<Group>> {
    const APART: usize = 8;
    let mut runs: Vec<Vec<Group>> = Vec::new();
    let mut group: Option<Group> = None;
    // How many characters are between the last group and here; nothing: letters do.
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
            Some(count) if count < APART && !character.is_alphabetic() => Some(count + 1),
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
    mark_windows(run, Hide::Personal, marks, CARD, |groups, digits| {
        is_phone(groups, digits) && !beside_letters(characters, groups)
    });
    mark_windows(run, Hide::Secret, marks, caution.longest, |groups, digits| {
        if groups.iter().any(|group| group.length() != group.digits.len()) {
            return (13..=19).contains(&length_of(groups));
        }
        is_grouped(groups, digits)
            || (groups.len() == 1 && is_whole(digits, caution.whole))
            || (caution.accounts && is_account(characters, groups) && !is_phone(groups, digits))
    });
    let are_few = run.len() <= caution.groups || are_even(run);
    if length_of(run) >= caution.least && are_few && !is_time(characters, run) {
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
    longest: usize,
    is_one: impl Fn(&[Group], &[u8]) -> bool,
) {
    /// Phone numbers are at least as long, and all others.
    const SHORTEST: usize = 9;
    let mut digits = Vec::new();
    for start in 0..run.len() {
        let mut length = 0;
        digits.clear();
        for end in start + 1..=run.len() {
            let groups = run.get(start..end).unwrap_or_default();
            let Some(last) = groups.last() else { break };
            digits.extend_from_slice(&last.digits);
            length += last.length();
            if digits.len() > longest {
                break;
            }
            if length >= SHORTEST && is_one(groups, &digits) {
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
        [_, _, ..] => {
            let are_long = groups.iter().all(|group| group.length() >= 3);
            let is_even = are_even(groups);
            ((are_long || is_even) && is_card(digits)) || (is_even && is_born(digits))
        }
        _ => false,
    }
}

/// A number without anything between its digits.
fn is_whole(digits: &[u8], whole: Whole) -> bool {
    let is_dated = match whole {
        Whole::Never => return false,
        Whole::Checked => false,
        Whole::Untimed => digits.first() != Some(&1),
        Whole::Dated => true,
    };
    is_card(digits) || (is_born(digits) && (is_dated || is_resident(digits)))
}

/// A card's number: an issuer's first digit, a length that cards have, a check digit (Luhn).
pub(super) fn is_card(digits: &[u8]) -> bool {
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
pub(super) fn is_born(digits: &[u8]) -> bool {
    let [_, _, m, month, d, day, ..] = digits else { return false };
    digits.len() == 13 && (1..=12).contains(&(m * 10 + month)) && (1..=31).contains(&(d * 10 + day))
}

/// The check digit of resident numbers.
pub(super) fn is_resident(digits: &[u8]) -> bool {
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

/// A number in groups as banks and tax offices write it: `110-123-456789`, `123-45-67890`.
fn is_account(characters: &[char], groups: &[Group]) -> bool {
    let (Some(first), Some(last)) = (groups.first(), groups.last()) else { return false };
    let is_year = first.length() == 4 && matches!(first.digits.get(..2), Some([1, 9] | [2, 0]));
    let are_joined = groups.windows(2).all(|pair| match pair {
        [one, next] => next.start == one.end + 1 && characters.get(one.end) == Some(&'-'),
        _ => false,
    });
    let is_part = |at: Option<usize>| at.and_then(|at| characters.get(at)) == Some(&'-');
    (3..=4).contains(&groups.len())
        && are_joined
        && groups.iter().all(|group| group.length() >= 2)
        && (10..=14).contains(&length_of(groups))
        && !is_year
        && !is_part(first.start.checked_sub(1))
        && !is_part(Some(last.end))
        && !beside_letters(characters, groups)
}

/// Whether groups are as long as the first one, but for the last, which may be shorter.
fn are_even(groups: &[Group]) -> bool {
    let first = groups.first().map_or(0, Group::length);
    groups.iter().rev().skip(1).all(|group| group.length() == first)
        && groups.last().is_some_and(|last| last.length() <= first)
}

/// Whether a run is nothing but dates and times.
fn is_time(characters: &[char], run: &[Group]) -> bool {
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return false };
    let before = first.start.checked_sub(1);
    let start = before.filter(|at| characters.get(*at) == Some(&'T')).unwrap_or(first.start);
    let text = characters.get(start..last.end).unwrap_or_default();
    are_times(&text.iter().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text with `*` for what is secret and `+` for what identifies a person.
    fn masked(text: &str) -> String {
        let characters: Vec<char> = text.chars().collect();
        let mut marks = vec![Hide::Nothing; characters.len()];
        mark_numbers(&characters, Caution::PROSE, &mut marks);
        let shown = characters.iter().zip(marks).map(|(one, mark)| match mark {
            Hide::Nothing => *one,
            Hide::Personal => '+',
            Hide::Secret => '*',
        });
        shown.collect()
    }

    #[test]
    fn cards_have_the_lengths_and_first_digits_of_issuers() {
        let digits = |text: &str| text.bytes().map(|byte| byte - b'0').collect::<Vec<u8>>();
        for card in [
            "4222222222222",
            "30569309025904",
            "378282246310005",
            "4111111111111111",
            "9490220006611406",
            "620000000000000005",
            "6200000000000000000",
        ] {
            assert!(is_card(&digits(card)), "{card}");
        }
        for other in ["5222222222221", "4111111111111112", "1111111111111117", "0"] {
            assert!(!is_card(&digits(other)), "{other}");
        }
    }

    #[test]
    fn people_are_born_on_days_and_have_check_digits() {
        for (number, is_one) in [
            ([9, 0, 1, 2, 3, 1, 1, 2, 3, 4, 5, 6, 7], true),
            ([9, 0, 1, 2, 3, 2, 1, 2, 3, 4, 5, 6, 7], false),
            ([9, 0, 1, 3, 3, 1, 1, 2, 3, 4, 5, 6, 7], false),
            ([9, 0, 0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 7], false),
        ] {
            assert_eq!(is_born(&number), is_one, "{number:?}");
        }
        for last in [[0, 0, 1, 0], [0, 0, 3, 1], [0, 2, 8, 1]] {
            let [a, b, c, d] = last;
            assert!(is_resident(&[9, 0, 0, 1, 0, 1, 1, 2, 3, a, b, c, d]), "{last:?}");
        }
    }

    #[test]
    fn groups_of_digits_are_known_by_their_lengths() {
        for (text, shown) in [
            ("900101        1234567", "******        *******"),
            ("900101         1234567", "900101         1234567"),
            ("41/11111/1111/11111", "41/11111/1111/11111"),
            ("+82-010-1234-5678", "+++-+++-++++-++++"),
            ("011-123-4567", "+++-+++-++++"),
            ("02-123-4567", "++-+++-++++"),
            ("110-123-456789", "***-***-******"),
            ("110-123-45678901", "***-***-********"),
            ("110-123-456789-", "110-123-456789-"),
            ("12345-67890-12345", "12345-67890-12345"),
            ("1-23456-789012", "1-23456-789012"),
            ("①①①①①①①①①①①①①", "*************"),
            ("①①①①①①①①①①①①", "①①①①①①①①①①①①"),
            ("①①①①①①①①①①①①①①①①①①①①", "①①①①①①①①①①①①①①①①①①①①"),
        ] {
            assert_eq!(masked(text), shown);
        }
    }
}
