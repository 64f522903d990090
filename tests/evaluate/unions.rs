//! Fields that may be of several types.

use super::*;

const SHAPES: &str = r#"
enum Way { CARD BANK }
shape S {
  u?: integer | string
  v?: integer | string
  p?: number | Way
  q?: boolean | string "YYYYMMDD"
  n?: integer
  s?: string
  way?: Way
  items?: [integer | string]
  rows?: [{ price?: integer | string }]
}
operation op { http POST "/op" body S }
"#;

fn linter(rules: &str) -> Linter {
    let files =
        [("pack.yaml", "name: x\nversion: 1.0.0\n"), ("a.rules", SHAPES), ("b.rules", rules)];
    let linter = Linter::new(Pack::new("x", files)).unwrap_or_else(|error| panic!("{error:?}"));
    linter.language(Language::English)
}

/// What a rule of one statement reports: where, or nothing.
fn found(statements: &str, body: &str) -> Option<String> {
    let linter = linter(&format!("/// Doc.\nrule r: error on op {{ {statements} }}"));
    let report = lint(&linter, body);
    assert!(report.undecided.is_empty(), "{statements} {body}");
    report.diagnostics.first().map(|finding| finding.pointer.clone())
}

fn is_found(statements: &str, body: &str) -> bool {
    found(statements, body).is_some()
}

#[test]
fn each_side_is_compared_as_what_the_other_is() {
    for (statements, reported, fine) in [
        (
            "require u <= 100",
            vec!["101", r#""101""#, r#""1e3""#],
            vec!["100", r#""100""#, r#""x""#],
        ),
        ("require 100 >= u", vec!["101", r#""101""#], vec!["100", r#""100""#, r#""""#]),
        ("require u is 5", vec!["6", r#""6""#, r#""x""#, r#""05""#], vec!["5", "5.0", r#""5""#]),
        ("require u is not 5", vec!["5", r#""5""#], vec!["6", r#""x""#]),
        (
            "require u in [1, \"all\"]",
            vec!["2", r#""2""#, r#""x""#],
            vec!["1", r#""1""#, r#""all""#],
        ),
        ("require u is \"5\"", vec!["6", r#""6""#], vec!["5", r#""5""#]),
        ("require u matches /[0-9]{1,3}/", vec!["1234", r#""x""#, "-1"], vec!["123", r#""123""#]),
        ("require chars(u) <= 3", vec!["1234", r#""가나다라""#], vec!["123", r#""abc""#]),
        ("require u + 1 <= 3", vec!["3", r#""3""#], vec!["2", r#""2""#, r#""x""#]),
        ("require u default 1 <= 3", vec!["4", r#""4""#], vec!["3", r#""3""#]),
        (
            "require u < 9000000000000000000",
            vec!["9000000000000000000", r#""9000000000000000000""#],
            vec!["8999999999999999999", r#""8999999999999999999""#],
        ),
        ("require u * 2 < 10", vec!["5", r#""5""#], vec!["4", r#""4""#, r#""x""#]),
        ("forbid luhn(u)", vec!["18", r#""18""#], vec!["19", r#""19""#]),
        ("require filled u", vec![r#""""#], vec!["0", r#""a""#]),
        ("forbid present u", vec!["0", r#""""#], vec![]),
    ] {
        let body = |value: &str| format!(r#"{{ "u": {value} }}"#);
        for value in reported {
            assert_eq!(
                found(statements, &body(value)).as_deref(),
                Some("/u"),
                "{statements} {value}"
            );
        }
        for value in fine {
            assert!(!is_found(statements, &body(value)), "{statements} {value}");
        }
        let says_present = statements.contains("present") || statements.contains("filled");
        assert!(says_present || !is_found(statements, "{}"), "{statements}");
    }
}

#[test]
fn two_fields_are_compared_however_they_are_written() {
    for (statements, body, reported) in [
        ("require u <= v", r#"{ "u": 2, "v": "1" }"#, true),
        ("require u <= v", r#"{ "u": "2", "v": 2 }"#, false),
        ("require u <= v", r#"{ "u": "b", "v": "a" }"#, false),
        ("require u <= n", r#"{ "u": "2", "n": 1 }"#, true),
        ("require n >= u", r#"{ "u": "2", "n": 1 }"#, true),
        ("require n is u", r#"{ "u": "2", "n": 1 }"#, true),
        ("require n is u", r#"{ "u": "x", "n": 1 }"#, true),
        ("require n is u", r#"{ "u": "1", "n": 1 }"#, false),
        ("require n is u", r#"{ "u": "1" }"#, false),
        ("require u is n", r#"{ "u": "x" }"#, false),
        ("require u is v", r#"{ "u": "1", "v": 1 }"#, false),
        ("require u is v", r#"{ "u": "a", "v": "a" }"#, false),
        ("require u is v", r#"{ "u": "a", "v": "b" }"#, true),
        ("require u is v", r#"{ "u": "a", "v": 1 }"#, true),
        ("require u is v", r#"{ "u": 1.0, "v": 1 }"#, false),
        ("require s is u", r#"{ "u": 1, "s": "1" }"#, false),
        ("require s is u", r#"{ "u": 1, "s": "2" }"#, true),
        ("require p is CARD", r#"{ "p": "BANK" }"#, true),
        ("require p is CARD", r#"{ "p": 1 }"#, true),
        ("require p is CARD", r#"{ "p": "CARD" }"#, false),
        ("require p in [CARD, 1]", r#"{ "p": 1 }"#, false),
        ("require p in [CARD, 1]", r#"{ "p": 1.5 }"#, true),
        ("require p <= 1", r#"{ "p": 1.5 }"#, true),
        ("require p <= 1", r#"{ "p": "CARD" }"#, false),
        ("require way is p", r#"{ "p": "CARD", "way": "BANK" }"#, true),
        ("require way is p", r#"{ "p": 3, "way": "BANK" }"#, true),
        ("require q", r#"{ "q": false }"#, true),
        ("require q", r#"{ "q": "true" }"#, false),
        ("require q is not true", r#"{ "q": true }"#, true),
        ("require q is true or q is \"20260101\"", r#"{ "q": "20260101" }"#, false),
        ("require formatted q", r#"{ "q": "2026" }"#, true),
        ("require formatted q", r#"{ "q": "20260101" }"#, false),
        (
            "when q is not true when q is not false require present s",
            r#"{ "q": "20260101" }"#,
            true,
        ),
        ("for i in items { require i <= 1 }", r#"{ "items": [1, "2"] }"#, true),
        (
            "require sum(r in rows: r.price) is 3",
            r#"{ "rows": [{ "price": 1 }, { "price": "2" }] }"#,
            false,
        ),
        (
            "require unique r.price in rows",
            r#"{ "rows": [{ "price": 1 }, { "price": "1" }] }"#,
            true,
        ),
    ] {
        assert_eq!(is_found(statements, body), reported, "{statements} {body}");
    }
}

#[test]
fn a_value_of_none_of_the_types_is_reported() {
    let linter = linter("");
    for (body, message) in [
        (r#"{ "u": 1.5 }"#, "`u` takes an integer or a string, not a number with a fraction"),
        (r#"{ "u": true }"#, "`u` takes an integer or a string, not a boolean"),
        (r#"{ "u": [] }"#, "`u` takes an integer or a string, not an array"),
        (r#"{ "u": {} }"#, "`u` takes an integer or a string, not an object"),
        (r#"{ "q": 1 }"#, "`q` takes a boolean or a string, not a number"),
        (r#"{ "items": [null] }"#, "`items[0]` takes an integer or a string, not `null`"),
    ] {
        let report = linter.lint(&Request::json(body).operation("op"));
        let messages: Vec<&str> =
            report.diagnostics.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(messages, [message], "{body}");
    }
    let report = linter.lint(&Request::json(r#"{ "p": "CRAD" }"#).operation("op"));
    assert_eq!(report.diagnostics[0].rule, "unknown-value");
    assert!(report.diagnostics[0].message.contains("CRAD"), "{:?}", report.diagnostics);
    let help = report.diagnostics[0].help.as_deref();
    assert!(help.is_some_and(|help| help.starts_with("did you mean `CARD`?")), "{help:?}");
    for body in [r#"{ "u": null }"#, r#"{ "u": 1 }"#, r#"{ "u": "" }"#, r#"{ "p": "BANK" }"#] {
        let report = linter.lint(&Request::json(body).operation("op"));
        assert!(report.diagnostics.is_empty(), "{body}");
    }
}

/// What a rule makes of a value that is not known holds for each that it can be.
#[test]
fn unknown_values_leave_open_what_they_can_decide() {
    let outcome = |statements: &str, body: &str| {
        let linter = linter(&format!("/// Doc.\nrule r: error on op {{ {statements} }}"));
        let report = linter.lint(&Request::json(body).operation("op").with_holes());
        (!report.diagnostics.is_empty(), !report.undecided.is_empty())
    };
    let (certain, open, nothing) = ((true, false), (false, true), (false, false));
    for (statements, body, expected) in [
        ("require u <= 100", r#"{ "u": ?integer }"#, open),
        ("require u <= 100", r#"{ "u": ?string }"#, open),
        ("require u is 5", r#"{ "u": ?("a" *) }"#, open),
        ("require u is \"b\"", r#"{ "u": ?("a" *) }"#, certain),
        ("require u matches /[a-z]+/", r#"{ "u": ?integer }"#, open),
        ("require chars(u) <= 3", r#"{ "u": ?any }"#, open),
        ("require p is CARD", r#"{ "p": ?("B" *) }"#, certain),
        ("require p is CARD", r#"{ "p": ?number }"#, open),
        ("require u is n", r#"{ "u": "x", "n": ?integer }"#, certain),
        ("require u is n", r#"{ "u": "x", "n": ?integer? }"#, open),
        ("require u is n", r#"{ "u": "x" }"#, nothing),
    ] {
        assert_eq!(outcome(statements, body), expected, "{statements} {body}");
    }
    let mismatch = linter("").lint(
        &Request::json(r#"{ "u": ?boolean, "p": ?("X" *), "q": ?any }"#)
            .operation("op")
            .with_holes(),
    );
    let rules: Vec<&str> = mismatch.diagnostics.iter().map(|one| one.rule.as_str()).collect();
    assert_eq!(rules, ["type-mismatch", "unknown-value"]);
}

#[test]
fn messages_show_the_value_as_it_is_written() {
    let linter = linter(
        "/// Doc.\nrule r: error on op { require u matches /[0-3]*/ }
         /// Doc.\nrule b: error on op { require v in [1, 2] }",
    );
    let report = lint(&linter, r#"{ "u": 1245, "v": "7" }"#);
    let shown: Vec<(&str, u64)> = report
        .diagnostics
        .iter()
        .flat_map(|finding| &finding.labels)
        .map(|label| (label.text.as_str(), label.span.unwrap().start))
        .collect();
    assert_eq!(shown, [("this character is not allowed", 9), ("this value", 18)]);
}
