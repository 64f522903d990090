//! Values of sensitive fields: no part of a report shows or suggests anything of them.
#![allow(clippy::indexing_slicing, reason = "helpers of tests, outside of test functions")]

use smartro_lint::pack::Pack;
use smartro_lint::{Language, Linter, Request};

const RULES: &str = r#"
enum Bank {
  B1 B2 B3 B4 B5 B6 B7 B8 B9 B10 B11 B12 B13 B14 B15 B16 B17 B18 B19 B20 B21 B22 B23 B24 B25 KOOKMIN
}
enum Kind { PERSON COMPANY }
shape S { bank?: sensitive Bank kind?: sensitive Kind number?: sensitive string open?: Bank }
operation one { http POST "/one" body S }

/// The kind is a person's.
rule kind: error on one { require kind in [PERSON] fix replace kind with nearest }
/// The bank is known.
rule bank: error on one { require bank is KOOKMIN }
/// The number has digits.
rule number: error on one { require number matches /[0-9]{4}/ }
"#;

const ENGLISH: &str = "\
kind: { message: \"`{field}` is `{value}`\" }
bank: { message: \"`{field}` is `{value}`\" }
number: { message: \"`{field}` is `{value}`\" }
";

#[test]
fn a_report_shows_nothing_of_them() {
    let korean = ENGLISH.replace(" is `{value}`", "의 값은 `{value}`입니다");
    let files = [
        ("pack.yaml", "name: x\nversion: 1.0.0\n"),
        ("a.rules", RULES),
        ("locales/en.yaml", ENGLISH),
        ("locales/ko.yaml", &korean),
    ];
    let linter = Linter::new(Pack::new("x", files)).unwrap().language(Language::English);
    let text = r#"{"bank": "KOOKMN", "kind": "PERSN", "number": "98x6", "open": "KOOKMN"}"#;
    let report = linter.lint(&Request::json(text).operation("one"));
    let found: Vec<&str> =
        report.diagnostics.iter().map(|finding| finding.pointer.as_str()).collect();
    assert_eq!(found, ["/bank", "/kind", "/number", "/open"]);
    for finding in &report.diagnostics[..3] {
        let shown = serde_json::to_string(finding).unwrap();
        for secret in ["KOOKM", "PERSN", "98x6", "did you mean"] {
            assert!(!shown.contains(secret), "{secret}: {shown}");
        }
        assert!(finding.fixes.is_empty(), "{shown}");
    }
    // A list of the one that is asked about would say nothing more.
    let open = &report.diagnostics[3];
    assert_eq!(open.help.as_deref(), Some("did you mean `KOOKMIN`?"));
}

/// The names that are most like a value say what it is.
#[test]
fn names_that_are_like_a_value_are_not_shown() {
    let rules = RULES.split("/// ").next().unwrap_or_default();
    let files = [("pack.yaml", "name: x\nversion: 1.0.0\n"), ("a.rules", rules)];
    let linter = Linter::new(Pack::new("x", files)).unwrap().language(Language::English);
    let report = linter.lint(&Request::json(r#"{"bank": "KOOKMN"}"#).operation("one"));
    let [finding] = &*report.diagnostics else { panic!("{:?}", report.diagnostics) };
    assert_eq!(finding.rule, "unknown-value");
    let shown = serde_json::to_string(finding).unwrap();
    assert!(shown.contains("B1") && !shown.contains("KOOKM"), "{shown}");
}

#[test]
fn values_of_every_type_are_masked() {
    let rules = "shape S { b?: sensitive boolean n?: sensitive integer }\n\
        operation one { http POST \"/one\" body S }\n\
        /// Doc.\nrule one: error on one { forbid present b }\n\
        /// Doc.\nrule two: error on one { forbid present n }\n";
    let english = "one: { message: \"is {value}\" }\ntwo: { message: \"is {value}\" }\n";
    let files = [
        ("pack.yaml", "name: x\nversion: 1.0.0\n"),
        ("a.rules", rules),
        ("locales/en.yaml", english),
        ("locales/ko.yaml", english),
    ];
    let linter = Linter::new(Pack::new("x", files)).unwrap().language(Language::English);
    let report = linter.lint(&Request::json(r#"{"b": true, "n": 73}"#).operation("one"));
    let messages: Vec<&str> = report.diagnostics.iter().map(|one| &*one.message).collect();
    assert_eq!(messages, ["is ****", "is ****"]);
}

#[test]
fn no_repair_copies_them() {
    let files = [
        ("pack.yaml", "name: x\nversion: 1.0.0\n"),
        (
            "a.rules",
            "shape O { pinCode?: sensitive string shipTo?: string }\nshape S { o?: O }\n\
             operation one { http POST \"/one\" body S }\n",
        ),
    ];
    let linter = Linter::new(Pack::new("x", files)).unwrap().language(Language::English);
    for (key, fixes) in [("pin_code", 0), ("ship_to", 1)] {
        let text = format!(r#"{{"o": {{}}, "{key}": "a1"}}"#);
        let report = linter.lint(&Request::json(&text).operation("one"));
        let finding = &report.diagnostics[0];
        assert!(
            finding.help.as_deref().unwrap_or_default().contains("did you mean"),
            "{finding:?}"
        );
        assert_eq!(finding.fixes.len(), fixes, "{key}");
    }
}

/// What is kept of a text that is too long says no more than the text itself.
#[test]
fn a_part_of_a_text_is_masked_as_the_text_is() {
    let linter = Linter::smartro().unwrap().language(Language::English);
    let help = |id: &str| {
        let text = format!(r#"{{"paymentId": "{id}", "payMethod": "CARD"}}"#);
        let report = linter.lint(&Request::json(&text));
        let finding = report.diagnostics.into_iter().find(|one| one.rule == "payment-id-length");
        finding.and_then(|one| one.help).unwrap_or_default()
    };
    let shown = help("order_of_the_day_and_the_night_and_more_of_it");
    assert!(shown.contains("`order_of_the_day_and_the_night_and_more_`"), "{shown}");
    let shown = help("4111 1111 1111 1111 of the day and the night and more");
    assert!(shown.contains("stored") && !shown.contains("1111"), "{shown}");
}
