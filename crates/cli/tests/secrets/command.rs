//! The command shows no secret, and nothing that identifies a person, in any format of its output.
//!
//! `SECRETS` in the environment is how many are tried.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use smartro_lint::Linter;

use crate::files::file;
use crate::numbers::{digits_of, escaped, number, spelt, unescaped};
use crate::places::{KEYS, PERSONAL, PLACES, PROSE};
use crate::run;
use crate::support::Random;

/// How words begin that nothing but a secret has, and how names do.
const WORD: &str = "qzxj";
const NAME: char = '뷁';

/// A file with a secret.
struct Case {
    file: String,
    text: String,
    /// Its digits, its word, or its name.
    secret: String,
    is_personal: bool,
}

/// The letters of a number.
fn word(mut number: u64) -> String {
    let mut word = WORD.to_owned();
    while number > 0 {
        word.push(char::from(b'b' + u8::try_from(number % 20).unwrap()));
        number /= 20;
    }
    word
}

fn name(number: u64) -> String {
    let syllable = |number: u64| char::from_u32(0xAC00 + u32::try_from(number % 11_000).unwrap());
    format!("{NAME}{}{}", syllable(number).unwrap(), syllable(number / 11_000 + 7).unwrap())
}

fn case(seed: u64) -> Case {
    let mut random = Random::new(seed);
    let (secret, spelling, place, is_personal) = match random.below(10) {
        0 => {
            let word = word(seed);
            let token = *random.pick(&["sk_live_", "pk_test_a1", "PortOne sk_live_9"]);
            (word.clone(), format!("{token}{word}"), *random.pick(PLACES), false)
        }
        1 => (name(seed), name(seed), *random.pick(PERSONAL), true),
        2 => {
            let word = word(seed);
            (word.clone(), format!("{word}@{word}.co.kr"), *random.pick(PLACES), true)
        }
        3 => {
            let phone = format!("010{}", random.digits(8));
            let groups = [&phone[..3], &phone[3..7], &phone[7..]];
            let spelling = groups.join(*random.pick(&["-", " ", ".", ""]));
            (phone, spelling, *random.pick(PLACES), true)
        }
        _ => {
            let number = number(&mut random);
            let spelling = spelt(&mut random, &number);
            let is_known = matches!(number.len(), 15 | 16 | 19) && spelling != number;
            let place = match is_known && random.in_hundred(10) {
                true => *random.pick(PROSE),
                false => *random.pick(PLACES),
            };
            (number, spelling, place, false)
        }
    };
    let is_json = serde_json::from_str::<serde_json::Value>(place).is_ok();
    let spelling = match random.in_hundred(20) && is_json && !place.contains('\\') {
        true => escaped(&mut random, &spelling),
        false => spelling,
    };
    let key = random.pick(KEYS);
    let text = place.replace("KEY", key).replace('@', &spelling);
    // An amount of so many digits is an amount, unless it is a card's number.
    let is_amount = place.contains("totalAmount\":\"@") && !matches!(secret.len(), 15 | 16 | 19);
    let is_number = spelling.bytes().all(|byte| byte.is_ascii_digit()) && !is_amount;
    let text = match random.in_hundred(10) && is_number {
        true => text.replace(&format!(":\"{spelling}\""), &format!(":{spelling}")),
        false => text,
    };
    let (extension, text) = file(&mut random, &text);
    Case {
        file: format!("{}.{extension}", word(seed + 1).to_uppercase()),
        text,
        secret,
        is_personal,
    }
}

/// The secrets of which an output has all digits or letters.
fn shown<'s>(output: &str, secrets: &'s BTreeMap<String, Vec<&Case>>) -> Vec<&'s Case> {
    let output = unescaped(output);
    let lengths: BTreeSet<usize> = secrets.keys().map(String::len).collect();
    let mut found = BTreeSet::new();
    for run in digits_of(&output).split('x') {
        for length in lengths.iter().filter(|length| **length <= run.len()) {
            let windows = (0..=run.len() - length).map(|at| &run[at..at + length]);
            found.extend(windows.filter_map(|digits| secrets.get_key_value(digits)));
        }
    }
    let is_end = |one: char| !one.is_ascii_lowercase();
    let words =
        output.match_indices(WORD).map(|(at, _)| output[at..].split(is_end).next().unwrap());
    let names = output.match_indices(NAME).map(|(at, _)| &output[at..]);
    let names = names.map(|rest| {
        let end = rest.char_indices().nth(3).map_or(rest.len(), |(end, _)| end);
        &rest[..end]
    });
    found.extend(words.chain(names).filter_map(|word| secrets.get_key_value(word)));
    found.into_iter().flat_map(|(_, cases)| cases.iter().copied()).collect()
}

impl PartialEq for Case {
    fn eq(&self, other: &Self) -> bool {
        self.file == other.file
    }
}
impl Eq for Case {}
impl PartialOrd for Case {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Case {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.file.cmp(&other.file)
    }
}

fn grouped<'c>(cases: impl Iterator<Item = &'c Case>) -> BTreeMap<String, Vec<&'c Case>> {
    let mut secrets: BTreeMap<String, Vec<&Case>> = BTreeMap::new();
    for case in cases {
        secrets.entry(case.secret.clone()).or_default().push(case);
    }
    secrets
}

/// Everything that a run writes: on both streams, and into the file of `--output`.
pub(crate) fn written(folder: &Path, arguments: &[&str], files: &[&str]) -> String {
    let output = folder.join("output");
    let _ = std::fs::remove_file(&output);
    let shown = run(folder, &[arguments, files].concat());
    shown + &std::fs::read_to_string(output).unwrap_or_default()
}

pub(crate) const FORMS: &[&[&str]] = &[
    &["--format", "pretty"],
    &["--format", "pretty", "--lang", "en", "--show-rule", "--verbose", "--statistics"],
    &["--format", "compact"],
    &["--format", "json"],
    &["--format", "jsonl", "--all"],
    &["--format", "sarif"],
    &["--format", "github"],
    &["--format", "junit"],
    &["--output", "json=output"],
    &["--baseline", "output", "--write-baseline"],
    &["--diff", "--suggested"],
    &["--diff", "--suggested", "--lang", "en"],
];

#[test]
fn no_secret_is_shown_in_any_form() {
    let count = std::env::var("SECRETS").map_or(150, |count| count.parse().unwrap());
    let cases: Vec<Case> = (0..count).map(case).collect();
    let folder = tempfile::tempdir().unwrap();
    let write = |case: &Case| std::fs::write(folder.path().join(&case.file), &case.text).unwrap();
    cases.iter().for_each(write);
    let files: Vec<&str> = cases.iter().map(|case| &*case.file).collect();
    let all = grouped(cases.iter());
    let secret = grouped(cases.iter().filter(|case| !case.is_personal));
    let mut faults = Vec::new();
    // Lines that are long are quoted in part: all of a text is judged too.
    let linter = Linter::smartro().unwrap();
    for case in &cases {
        let is_code = case.file.ends_with("ts") || case.file.ends_with("tsx");
        let text = if is_code { linter.mask_code(&case.text) } else { linter.mask(&case.text) };
        if !shown(&text, &grouped([case].into_iter())).is_empty() {
            faults.push(format!("[\"--mask\"] {}: {}\n{text}", case.file, case.text));
        }
    }
    let mut check = |arguments: &[&str], secrets: &BTreeMap<String, Vec<&Case>>| {
        for found in shown(&written(folder.path(), arguments, &files), secrets) {
            // Digits of several files can follow each other.
            write(found);
            let output = written(folder.path(), arguments, &[&found.file]);
            if shown(&output, &grouped([found].into_iter())).is_empty() {
                continue;
            }
            let one = grouped([found].into_iter());
            let line = output.lines().find(|line| !shown(line, &one).is_empty());
            let line: String = line.unwrap_or(&output).chars().take(400).collect();
            faults.push(format!("{arguments:?} {}: {}\n{line}", found.file, found.text));
        }
    };
    for arguments in FORMS {
        check(arguments, &all);
        check(&[arguments, &["--show-values"][..]].concat(), &secret);
    }
    for format in ["pretty", "json"] {
        cases.iter().for_each(write);
        check(&["--fix", "--suggested", "--format", format], &all);
    }
    let first: Vec<&str> = faults
        .iter()
        .take(std::env::var("FAULTS").map_or(10, |count| count.parse().unwrap()))
        .map(|fault| &**fault)
        .collect();
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), first.join("\n\n"));
}
