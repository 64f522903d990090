//! Numbers of cards, people, businesses and accounts, in their spellings.

use crate::support::Random;

pub(crate) fn luhn(mut digits: Vec<u32>) -> String {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| match (place % 2, digit * 2) {
            (0, doubled) if doubled > 9 => doubled - 9,
            (0, doubled) => doubled,
            _ => *digit,
        })
        .sum();
    digits.push((10 - sum % 10) % 10);
    digits.iter().map(u32::to_string).collect()
}

/// A card's, a person's, a business's or an account's digits.
pub(crate) fn number(random: &mut Random) -> String {
    match random.below(5) {
        0 | 1 => {
            let length = *random.pick(&[14, 15, 18]);
            let mut digits: Vec<u32> =
                random.digits(length).bytes().map(|digit| u32::from(digit - b'0')).collect();
            digits[0] = *random.pick(&[3, 4, 5, 6, 9]);
            luhn(digits)
        }
        2 => {
            let (year, month, day) = (random.digits(2), 1 + random.below(12), 1 + random.below(28));
            format!("{year}{month:02}{day:02}{}{}", 1 + random.below(8), random.digits(6))
        }
        3 => random.digits(10),
        _ => random.digits(12),
    }
}

/// A number in one of its spellings.
pub(crate) fn spelt(random: &mut Random, number: &str) -> String {
    let groups = |size: usize, between: &str| {
        let digits: Vec<char> = number.chars().collect();
        let groups: Vec<String> = digits.chunks(size).map(|group| group.iter().collect()).collect();
        groups.join(between)
    };
    let script = |zero: u32| {
        number.chars().map(move |digit| char::from_u32(zero + digit.to_digit(10).unwrap()).unwrap())
    };
    match random.below(16) {
        11 => groups(4, "\u{a0}"),
        12 => groups(3, "–"),
        13 => script(0x966).collect(),
        14 => script(0x1D7CE).collect(),
        0 => groups(4, "-"),
        1 => groups(4, " "),
        2 => groups(4, "."),
        3 => groups(6, "-"),
        4 => groups(4, "\u{200B}"),
        5 => groups(4, " - "),
        6 => groups(4, "_"),
        7 => script(0xFF10).collect(),
        8 => script(0x0660).collect(),
        9 => groups(1, " "),
        10 => groups(4, "/"),
        _ => number.to_owned(),
    }
}

/// Whether all digits of a number stand in a text, one after the other, whatever is between
/// them that is no letter.
pub(crate) fn shows(text: &str, number: &str) -> bool {
    digits_of(text).contains(number)
}

/// The digits of a text, with an `x` for letters and what is hidden.
pub(crate) fn digits_of(text: &str) -> String {
    let mut digits = String::new();
    for character in text.chars() {
        let digit = match character {
            '０'..='９' => Some(u32::from(character) - 0xFF10),
            '\u{660}'..='\u{669}' => Some(u32::from(character) - 0x660),
            '\u{966}'..='\u{96f}' => Some(u32::from(character) - 0x966),
            '\u{1D7CE}'..='\u{1D7FF}' => Some((u32::from(character) - 0x1D7CE) % 10),
            other => other.to_digit(10),
        };
        match digit {
            Some(digit) => digits.push(char::from_digit(digit, 10).unwrap()),
            None if character.is_alphabetic() || matches!(character, '*' | '＊') => {
                digits.push('x')
            }
            None => {}
        }
    }
    digits
}

/// A text with the characters that its escapes mean, however often they are escaped.
pub(crate) fn unescaped(text: &str) -> String {
    let escape = regex_lite::Regex::new(r"\\+u\{?([0-9a-fA-F]{4,5})\}?").unwrap();
    let shown = escape.replace_all(text, |found: &regex_lite::Captures<'_>| {
        let digits = found[1].to_owned();
        let character = |digits: &str| char::from_u32(u32::from_str_radix(digits, 16).unwrap());
        // Four digits are the usual form, and a fifth can be the next character.
        let (first, rest) = digits.split_at(4);
        match found[0].contains('{') {
            true => character(&digits).map_or(String::new(), String::from),
            false => character(first).map_or(String::new(), String::from) + rest,
        }
    });
    shown.into_owned()
}

pub(crate) fn escaped(random: &mut Random, text: &str) -> String {
    text.chars()
        .map(|one| match u16::try_from(u32::from(one)) {
            Ok(unit) if random.in_hundred(30) => format!("\\u{unit:04x}"),
            _ => one.to_string(),
        })
        .collect()
}
