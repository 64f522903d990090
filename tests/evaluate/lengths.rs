//! Lengths of strings, around every bound and however the string is written.

use super::*;

/// A comparison, as rules write it and as it is.
type Comparison = (&'static str, fn(usize, usize) -> bool);

const COMPARISONS: [Comparison; 5] = [
    ("<", |length, bound| length < bound),
    ("<=", |length, bound| length <= bound),
    (">", |length, bound| length > bound),
    (">=", |length, bound| length >= bound),
    ("is", |length, bound| length == bound),
];

/// What is measured of a string.
type Measure = (&'static str, fn(&str) -> usize);

const MEASURES: [Measure; 3] = [
    ("chars", |text| text.chars().count()),
    ("bytes", str::len),
    ("euckr_bytes", |text| text.chars().map(|one| if one.is_ascii() { 1 } else { 2 }).sum()),
];

/// What is done to it before.
type View = (&'static str, fn(&str) -> String);

const VIEWS: [View; 5] = [
    ("s", str::to_owned),
    ("lower(s)", str::to_ascii_lowercase),
    ("unhyphenated(s)", |text| text.replace('-', "")),
    ("first(s, 2)", |text| text.chars().take(2).collect()),
    ("euckr_first(s, 3)", |text| {
        let mut left = 3;
        let fits = |one: &char| {
            let size = if one.is_ascii() { 1 } else { 2 };
            let fits = size <= left;
            left -= if fits { size } else { left };
            fits
        };
        text.chars().take_while(fits).collect()
    }),
];

/// Strings as JSON writes them, and what they are.
const STRINGS: [(&str, &str); 15] = [
    ("", ""),
    ("A", "A"),
    ("-", "-"),
    ("--", "--"),
    ("가", "가"),
    ("é", "é"),
    ("🍎", "🍎"),
    ("aB", "aB"),
    ("a-b", "a-b"),
    ("가나", "가나"),
    ("a가나", "a가나"),
    ("\\u0041", "A"),
    ("\\uac00b", "가b"),
    ("\\ud83c\\udf4e", "🍎"),
    ("abcdef", "abcdef"),
];

#[test]
fn lengths_are_exact_around_every_bound() {
    let mut cases = Vec::new();
    for (measured, measure) in MEASURES {
        for (viewed, view) in VIEWS {
            for (sign, compare) in COMPARISONS {
                for bound in 0..=7 {
                    let condition = format!("{measured}({viewed}) {sign} {bound}");
                    cases.push((condition, measure, view, compare, bound));
                }
            }
        }
    }
    let rules: String = cases
        .iter()
        .enumerate()
        .map(|(place, (condition, ..))| {
            format!("/// Doc.\nrule r-{place}: error on op {{ require {condition} }}\n")
        })
        .collect();
    let linter = linter(&rules).limits(Limits { findings: cases.len(), ..Limits::default() });
    for (written, text) in STRINGS {
        let report = lint(&linter, &format!(r#"{{"s": "{written}"}}"#));
        let found: BTreeSet<&str> = report.diagnostics.iter().map(|one| &*one.rule).collect();
        for (place, (condition, measure, view, compare, bound)) in cases.iter().enumerate() {
            let holds = compare(measure(&view(text)), *bound);
            assert_eq!(found.contains(&*format!("r-{place}")), !holds, "{condition} of {written}");
        }
    }
}
