//! What is done to a partly known string gives every string that JavaScript makes of one that it
//! can be.

use super::*;

/// What a gap is tried with: characters of one and of two UTF-16 units.
const TRIED: [char; 6] = ['a', 'B', '-', 'é', 'ß', '🍎'];

/// Half of a character.
const HALF: char = '\u{FFFD}';

fn gap(class: Class, min: u32, max: Option<u32>) -> Piece {
    Piece::Gap(Gap { class, min, max })
}

fn pieces() -> Vec<Piece> {
    let known = |text: &str| Piece::Known(text.to_owned());
    vec![
        known("a"),
        known("-"),
        known("-é"),
        known("🍎B"),
        gap(Class::of("aB"), 0, Some(1)),
        gap(Class::of("a-"), 1, Some(2)),
        gap(Class::of("B"), 2, Some(2)),
        gap(Class::ANY, 0, Some(1)),
        gap(Class::ANY, 1, Some(2)),
        gap(Class::of("é"), 1, Some(1)),
    ]
}

/// Texts of two and of three pieces.
fn texts() -> Vec<Text> {
    let pieces = pieces();
    let mut texts = vec![Text::default()];
    for one in &pieces {
        for two in &pieces {
            for three in [None, Some(&pieces[1])] {
                let mut text = Text::default();
                [Some(one), Some(two), three].into_iter().flatten().for_each(|it| text.push(it));
                texts.push(text);
            }
        }
    }
    texts
}

/// All strings that a text can be, of the characters that are tried.
fn strings(text: &Text) -> Vec<String> {
    let mut strings = vec![String::new()];
    for piece in text.pieces() {
        let parts: Vec<String> = match piece {
            Piece::Known(known) => vec![known.clone()],
            Piece::Gap(gap) => {
                let letters: Vec<char> =
                    TRIED.into_iter().filter(|one| gap.class.contains(*one)).collect();
                let mut all = Vec::new();
                let mut last = vec![String::new()];
                for length in 0..=gap.max.unwrap() {
                    if length >= gap.min {
                        all.extend(last.iter().cloned());
                    }
                    let longer = |text: &String| {
                        letters.iter().map(move |one| format!("{text}{one}")).collect::<Vec<_>>()
                    };
                    last = last.iter().flat_map(longer).collect();
                }
                all
            }
        };
        strings = strings
            .iter()
            .flat_map(|start| parts.iter().map(move |part| format!("{start}{part}")))
            .collect();
    }
    strings
}

/// Whether a text can be a string.
fn may_be(pieces: &[Piece], text: &[char]) -> bool {
    let Some((first, rest)) = pieces.split_first() else { return text.is_empty() };
    match first {
        Piece::Known(known) => {
            let known: Vec<char> = known.chars().collect();
            text.strip_prefix(&*known).is_some_and(|left| may_be(rest, left))
        }
        Piece::Gap(gap) => {
            let most = gap.max.map_or(text.len(), |max| (max as usize).min(text.len()));
            let fits = |length: &usize| text[..*length].iter().all(|one| gap.class.contains(*one));
            (gap.min as usize..=most).filter(fits).any(|length| may_be(rest, &text[length..]))
        }
    }
}

/// The units of a string from one on, up to another, as `slice` gives them.
fn sliced(text: &str, start: f64, end: Option<f64>) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    let at = |at: f64| {
        let at = if at < 0.0 { units.len() as f64 + at } else { at };
        at.clamp(0.0, units.len() as f64) as usize
    };
    let (start, end) = (at(start), end.map_or(units.len(), at));
    let units = units.get(start..end).unwrap_or_default().iter().copied();
    char::decode_utf16(units).map(|one| one.unwrap_or(HALF)).collect()
}

/// Checks what an operation gives against what JavaScript gives of each string.
fn check(name: &str, of_text: impl Fn(&Text) -> Text, of_string: impl Fn(&str) -> String) {
    for text in texts() {
        let result = of_text(&text);
        for string in strings(&text) {
            let expected = of_string(&string);
            let characters: Vec<char> = expected.chars().collect();
            assert!(
                may_be(result.pieces(), &characters),
                "{name} of `{string}`, one of {text:?}: `{expected}`, not one of {result:?}"
            );
        }
    }
}

#[test]
fn parts_are_counted_in_utf_16() {
    for count in 0..6 {
        let at = f64::from(count);
        check(&format!("skip {count}"), |text| text.skip(count), |one| sliced(one, at, None));
        check(&format!("take {count}"), |text| text.take(count), |one| sliced(one, 0.0, Some(at)));
    }
    for start in -3..4 {
        for end in [None, Some(-2), Some(0), Some(1), Some(3)] {
            let (start, end) = (f64::from(start), end.map(f64::from));
            check(
                &format!("slice {start} {end:?}"),
                |text| text.slice(start, end),
                |one| sliced(one, start, end),
            );
        }
    }
}

#[test]
fn characters_are_replaced_one_by_one_and_in_runs() {
    for (class, is_in) in [
        (Class::of("-"), (|one| one == '-') as fn(char) -> bool),
        (Class::of("aB"), |one| matches!(one, 'a' | 'B')),
        (Class::of("aB").complement(), |one| !matches!(one, 'a' | 'B')),
    ] {
        for with in ["", "x", "xy"] {
            for runs in [false, true] {
                let replaced = |text: &str| {
                    let (mut out, mut in_run) = (String::new(), false);
                    for one in text.chars() {
                        match is_in(one) {
                            true if runs && in_run => {}
                            // Each unit of a character is replaced.
                            true if !runs => out.push_str(&with.repeat(one.len_utf16())),
                            true => out.push_str(with),
                            false => out.push(one),
                        }
                        in_run = is_in(one);
                    }
                    out
                };
                let name = format!("replace {class:?} {with:?} {runs}");
                check(&name, |text| text.replace_class(class, with, runs), replaced);
            }
        }
    }
}

#[test]
fn letters_change_their_case_and_some_become_two() {
    check("upper", |text| text.change_case(true), str::to_uppercase);
    check("lower", |text| text.change_case(false), str::to_lowercase);
}

#[test]
fn lengths_hold_for_every_string() {
    for text in texts() {
        let (min, max) = text.length();
        for string in strings(&text) {
            let count = u32::try_from(string.chars().count()).unwrap();
            assert!(min <= count && max.is_none_or(|max| count <= max), "{string} of {text:?}");
            let units = u32::try_from(string.encode_utf16().count()).unwrap();
            assert!(text.exact_units().is_none_or(|exact| exact == units), "{string} of {text:?}");
            assert!(string.chars().all(|one| text.class().contains(one)), "{string} of {text:?}");
        }
    }
}

#[test]
fn what_is_one_of_two_texts_may_be_each() {
    let texts = texts();
    for one in texts.iter().step_by(3) {
        for other in texts.iter().step_by(7) {
            let either = one.either(other);
            for string in strings(one).into_iter().chain(strings(other)) {
                let characters: Vec<char> = string.chars().collect();
                assert!(
                    may_be(either.pieces(), &characters),
                    "`{string}`, of {one:?} or {other:?}: not one of {either:?}"
                );
            }
        }
    }
    let made = |before: &str, digits| {
        let mut text = Text::known(before);
        text.push_gap(Gap::exactly(Class::digits(), digits));
        text.push_known("_가");
        text
    };
    let mut either = Text::known("p-");
    either.push_gap(Gap { class: Class::of("b-"), min: 0, max: Some(2) });
    either.push_known("a");
    either.push_gap(Gap::exactly(Class::digits(), 3));
    either.push_known("_가");
    assert_eq!(made("p-a", 3).either(&made("p-b-a", 3)), either);
}

#[test]
fn what_is_replaced_is_gone() {
    let letters = Class::NONE.range(b'a', b'z');
    let any = Text::gap(Gap::ANY).replace_class(letters.complement(), "", false);
    assert!(!any.class().has_others() && any.class().contains('a') && !any.class().contains('-'));
    let plain = Text::known("a-b--c").replace_class(Class::of("-"), "_", true);
    assert_eq!(plain.as_known(), Some("a_b_c"));
}

#[test]
fn control_characters_are_not_written() {
    let written = |class: Class| {
        let mut out = String::new();
        class.write(&mut out);
        out
    };
    assert_eq!(written(Class::of("ab-")), r"[\-ab]");
    assert_eq!(written(Class::of("a\n")), "", "any character");
    assert_eq!(written(Class::of("a").complement()), "[^a]");
    assert_eq!(written(Class::of("a\n").complement()), "[^a]");
    assert_eq!(written(Class::ANY), "");
}
