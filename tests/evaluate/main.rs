//! What conditions evaluate to, in cases that no rule of the built-in pack has.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "helpers of tests")]

mod arithmetic;
mod constructs;
mod laws;
mod lengths;
mod unions;
mod unknown;

use std::collections::BTreeSet;

use smartro_lint::pack::Pack;
use smartro_lint::{Language, Limits, Linter, Report, Request};

const SHAPES: &str = r#"
enum E { A B C }
shape Inner { a?: string n?: integer }
shape Item { o?: Inner b?: boolean e?: E name?: string }
shape S {
  s?: string n?: integer m?: number b?: boolean e?: E f?: E list?: [Item] o?: Inner due?: string
  u?: integer | string w?: integer | E
}
operation op { http POST "/op/{id}" body S }
shape Strict { id: string }
operation strict { sdk body Strict }
context { now?: instant c?: one of { A B } many?: any of { x y } }
"#;

fn linter(rules: &str) -> Linter {
    let linter = Linter::new(pack(rules)).unwrap_or_else(|error| panic!("{error:?}"));
    linter.language(Language::English)
}

fn pack(rules: &str) -> Pack {
    let files =
        [("pack.yaml", "name: x\nversion: 1.0.0\n"), ("a.rules", SHAPES), ("b.rules", rules)];
    Pack::new("x", files)
}

fn rule(statements: &str) -> Linter {
    linter(&format!("/// Doc.\nrule r: error on op {{ {statements} }}"))
}

fn lint(linter: &Linter, body: &str) -> Report {
    let mut report = linter.lint(&Request::json(body).operation("op"));
    report.diagnostics.retain(|finding| finding.pack != "engine");
    report
}

/// What a rule reports.
#[derive(Debug, PartialEq)]
enum Outcome {
    Nothing,
    Undecided,
    At(String),
}

fn outcome(statements: &str, body: &str) -> Outcome {
    let report = lint(&rule(statements), body);
    match (report.diagnostics.first(), report.undecided.first()) {
        (Some(finding), None) => Outcome::At(finding.pointer.clone()),
        (None, Some(_)) => Outcome::Undecided,
        (None, None) => Outcome::Nothing,
        both => panic!("{both:?}"),
    }
}

fn at(pointer: &str) -> Outcome {
    Outcome::At(pointer.to_owned())
}

/// The text that a finding underlines.
fn underlined(statements: &str, body: &str) -> String {
    let span = lint(&rule(statements), body).diagnostics[0].span.unwrap();
    let at = |offset| usize::try_from(offset).unwrap();
    body.get(at(span.start)..at(span.end)).unwrap().to_owned()
}

#[test]
fn booleans_are_true_false_or_unknown() {
    assert_eq!(outcome("require b is true", r#"{"b": false}"#), at("/b"));
    assert_eq!(outcome("require b is true", r#"{"b": true}"#), Outcome::Nothing);
    assert_eq!(outcome("require b is false", r#"{"b": true}"#), at("/b"));
    assert_eq!(outcome("forbid b is false", r#"{"b": false}"#), at("/b"));
    assert_eq!(outcome("forbid b", r#"{"b": 1}"#), Outcome::Nothing);
    assert_eq!(outcome("require b", "{}"), Outcome::Nothing);
    // The same as a guard, which facts decide.
    for (guard, value) in
        [("when b is false", false), ("when b is true", true), ("unless b", false)]
    {
        let statements = format!("{guard} require present s");
        assert_eq!(outcome(&statements, &format!(r#"{{"b": {value}}}"#)), at("/s"));
        assert_eq!(outcome(&statements, &format!(r#"{{"b": {}}}"#, !value)), Outcome::Nothing);
    }
    assert_eq!(outcome("unless b require present s", r#"{"b": null}"#), at("/s"));
    assert_eq!(outcome("when not b require present s", "{}"), Outcome::Nothing);
}

#[test]
fn words_between_conditions_bind_as_they_should() {
    let holds = |condition: &str, body: &str| {
        outcome(&format!("require {condition}"), body) == Outcome::Nothing
    };
    // `b` is true, `s` is there, `n` is not.
    let body = r#"{"b": true, "s": "x"}"#;
    for (condition, expected) in [
        ("not b", false),
        ("not not b", true),
        ("not not not b", false),
        ("b or present s and present n", true),
        ("(b or present s) and present n", false),
        ("not b or present s", true),
        ("not (b or present s)", false),
        ("present n iff present n or missing s", true),
        ("b iff present n or present s", true),
        ("(b iff present n) or present n", false),
        ("any of n, s and all of n, s", false),
        ("none of n and any of n, s", true),
    ] {
        assert_eq!(holds(condition, body), expected, "{condition}");
    }
}

#[test]
fn a_path_parameter_that_is_not_carried_is_not_missing() {
    for statements in
        ["require present @path.id", "forbid missing @path.id", "require filled @path.id"]
    {
        assert_eq!(outcome(statements, "{}"), Outcome::Nothing, "{statements}");
        let carried = r#"{"operation": "op", "pathParams": {"id": null}, "request": {}}"#;
        assert_eq!(outcome(statements, carried), at("/@path/id"), "{statements}");
    }
    let url = |id: &str| format!(r#"{{"method": "post", "url": "/op/{id}", "data": {{}}}}"#);
    assert_eq!(outcome("forbid present @path.id", &url("x")), at("/@path/id"));
    // What the URL holds has no quotes: its length is that of the text.
    for (length, expected) in [(4, Outcome::Nothing), (5, at("/@path/id")), (6, at("/@path/id"))] {
        assert_eq!(outcome("require chars(@path.id) <= 4", &url(&"x".repeat(length))), expected);
        assert_eq!(outcome("require bytes(@path.id) <= 4", &url(&"x".repeat(length))), expected);
    }
    // The body's own fields are missing all the same.
    assert_eq!(outcome("require present s", "{}"), at("/s"));
}

#[test]
fn lengths_are_exact_around_their_bound() {
    for length in 0..8 {
        let body = format!(r#"{{"s": "{}"}}"#, "x".repeat(length));
        let expected = |fires: bool| if fires { at("/s") } else { Outcome::Nothing };
        assert_eq!(outcome("require chars(s) <= 4", &body), expected(length > 4));
        assert_eq!(outcome("require chars(s) < 4", &body), expected(length >= 4));
        assert_eq!(outcome("require chars(s) >= 4", &body), expected(length < 4));
        assert_eq!(outcome("require chars(s) > 4", &body), expected(length <= 4));
        assert_eq!(outcome("require chars(s) is 4", &body), expected(length != 4));
        let korean = format!(r#"{{"s": "{}"}}"#, "가".repeat(length));
        assert_eq!(outcome("require bytes(s) <= 12", &korean), expected(length > 4));
        assert_eq!(outcome("require euckr_bytes(s) <= 8", &korean), expected(length > 4));
        let escaped = format!(r#"{{"s": "{}"}}"#, "\\uac00".repeat(length));
        assert_eq!(outcome("require chars(s) <= 4", &escaped), expected(length > 4));
    }
}

#[test]
fn what_is_missing_in_an_element_is_missing_from_it() {
    let body = r#"{"list": [{"b": true}, {"o": {}}]}"#;
    let statements = "for x in list { require present x.o.a }";
    let report = lint(&rule(statements), body);
    let found: Vec<_> = report
        .diagnostics
        .iter()
        .map(|finding| {
            let span = finding.span.unwrap();
            let range = usize::try_from(span.start).unwrap()..usize::try_from(span.end).unwrap();
            (finding.pointer.as_str(), body.get(range).unwrap())
        })
        .collect();
    assert_eq!(found, [("/list/0/o/a", r#"{"b": true}"#), ("/list/1/o/a", "{}")]);
    assert_eq!(underlined("require present o.a", r#"{"b": true}"#), r#"{"b": true}"#);
    assert_eq!(underlined("require present o.a", r#"{"o": {}}"#), "{}");
    assert_eq!(
        underlined("require any x in list: x.b", r#"{"list": [{"b": false}]}"#),
        r#"[{"b": false}]"#
    );
}

#[test]
fn quantifiers_over_elements() {
    let all = r#"{"list": [{"b": true}, {"b": true}]}"#;
    let some = r#"{"list": [{"b": true}, {"b": false}]}"#;
    let no = r#"{"list": [{"b": false}, {"b": false}]}"#;
    let open = r#"{"list": [{"b": true}, {}]}"#;
    let fires = |statements: &str, body: &str| outcome(statements, body) != Outcome::Nothing;
    for (quantifier, expected) in [
        ("any", [false, false, true, false]),
        ("all", [false, true, true, false]),
        ("none", [true, true, false, true]),
    ] {
        let statements = format!("require {quantifier} x in list: x.b");
        for (body, expected) in [all, some, no, open].into_iter().zip(expected) {
            assert_eq!(fires(&statements, body), expected, "{statements} {body}");
        }
        assert!(!fires(&statements, "{}"), "of no list nothing is known");
        assert!(!fires(&statements, r#"{"list": 1}"#));
    }
    assert!(fires("require any x in list: x.b", r#"{"list": []}"#));
    assert!(!fires("require all x in list: x.b", r#"{"list": []}"#));
}

#[test]
fn quantifiers_over_paths_and_fields() {
    let all = r#"{"s": "x", "o": {"a": "y"}}"#;
    let some = r#"{"s": "x", "o": {"a": ""}}"#;
    let no = r#"{"s": "", "o": {"a": ""}}"#;
    for (quantifier, expected) in
        [("any", [false, false, true]), ("all", [false, true, true]), ("none", [true, true, false])]
    {
        let statements = format!("require {quantifier} x in [s, o.a]: filled x");
        for (body, expected) in [all, some, no].into_iter().zip(expected) {
            assert_eq!(
                outcome(&statements, body) != Outcome::Nothing,
                expected,
                "{statements} {body}"
            );
        }
    }
    let statements = "forbid any x in fields of o except n: present x";
    assert_eq!(outcome(statements, r#"{"o": {"a": "x", "n": 1}}"#), at("/o/a"));
    assert_eq!(outcome(statements, r#"{"o": {"n": 1}}"#), Outcome::Nothing);
}

#[test]
fn what_an_element_holds_is_its_own() {
    let body = r#"{"b": true, "e": "B", "list": [{"b": true, "e": "A"}, {"b": false, "e": "B"}]}"#;
    assert_eq!(outcome("for x in list { require x.b }", body), at("/list/1/b"));
    assert_eq!(outcome("for x in list { forbid x.b is false }", body), at("/list/1/b"));
    assert_eq!(outcome("for x in list { require x.e is A }", body), at("/list/1/e"));
    assert_eq!(outcome("for x in list { forbid x.e is A }", body), at("/list/0/e"));
    // All that applies in a loop applies together.
    let guarded = "for x in list { when x.b when x.e is B require present s }";
    assert_eq!(outcome(guarded, body), Outcome::Nothing);
    let guarded = "for x in list { when x.b when x.e is A require present s }";
    assert_eq!(outcome(guarded, body), at("/s"));
    // A loop after another one is not in it.
    let row: String =
        (0..4).map(|at| format!("for x{at} in list {{ require present x{at}.e }} ")).collect();
    let row = row + "for y in list { require y.b }";
    assert_eq!(outcome(&row, body), at("/list/1/b"));
}

#[test]
fn a_finding_points_at_what_has_to_change() {
    // The context is as it is: what makes the rule apply has to change.
    let given = r#"{"operation": "op", "context": {"c": "B"}, "request": {"b": true, "list": [{"b": true}]}}"#;
    assert_eq!(outcome("when b require context.c is A", given), at("/b"));
    assert_eq!(
        outcome("for x in list { when x.b require context.c is A }", given),
        at("/list/0/b")
    );
    assert_eq!(outcome("for x in list { when x.b require present s }", given), at("/s"));
    assert_eq!(outcome("require s is o.a", r#"{"s": "x", "o": {"a": "y"}}"#), at("/s"));
    assert_eq!(outcome("require s is o.a", r#"{"s": "x", "o": {"a": "x"}}"#), Outcome::Nothing);
}

#[test]
fn a_guard_of_several_conditions_needs_one_of_them() {
    let statements = "when present s or b require missing s";
    assert_eq!(outcome(statements, r#"{"s": "x"}"#), at("/s"));
    assert_eq!(outcome(statements, r#"{"b": true}"#), Outcome::Nothing);
    // What the assertion needs decides the guard.
    assert_eq!(outcome("unless missing s require chars(s) < 3", r#"{"s": "xxxx"}"#), at("/s"));
    assert_eq!(
        outcome("unless present s and missing n require chars(s) < 3", r#"{"s": "xxxx"}"#),
        Outcome::Nothing
    );
}

#[test]
fn what_is_there_settles_a_check_only_where_it_does() {
    let n = "forbid present n";
    for (statements, fires, holds) in [
        // Both or neither: where neither is there, it is true.
        (format!("when present s iff present b {n}"), r#"{"n": 1}"#, r#"{"n": 1, "s": "x"}"#),
        (format!("when present s iff present b {n}"), r#"{"n": 1, "s": "x", "b": true}"#, "{}"),
        (
            "require not (present s iff present b) at n".into(),
            r#"{"n": 1}"#,
            r#"{"n": 1, "b": true}"#,
        ),
        (
            format!("when present s or present b {n}"),
            r#"{"n": 1, "b": false}"#,
            r#"{"n": 1, "b": null}"#,
        ),
        (format!("unless present s or present b {n}"), r#"{"n": 1}"#, r#"{"n": 1, "s": 7}"#),
        (
            "require present s or present b at n".into(),
            r#"{"n": 1, "s": null}"#,
            r#"{"n": 1, "b": []}"#,
        ),
        (
            "require present s and present b at n".into(),
            r#"{"n": 1, "b": true}"#,
            r#"{"n": 1, "b": true, "s": ""}"#,
        ),
        (format!("when missing s {n}"), r#"{"n": 1}"#, r#"{"n": 1, "s": ""}"#),
        // What is empty is present, and not filled.
        (format!("unless filled s {n}"), r#"{"n": 1, "s": ""}"#, r#"{"n": 1, "s": "x"}"#),
    ] {
        assert_eq!(outcome(&statements, fires), at("/n"), "{statements}");
        assert_eq!(outcome(&statements, holds), Outcome::Nothing, "{statements}");
    }
    // An element's fields are not the request's.
    let elements = "for x in list { require present x.e or present s at x }";
    assert_eq!(outcome(elements, r#"{"list": [{"e": "A"}, {}]}"#), at("/list/1"));
    assert_eq!(outcome(elements, r#"{"list": [{}], "s": "x"}"#), Outcome::Nothing);
}

#[test]
fn now_is_a_key_of_the_context() {
    for now in ["now", "context.now"] {
        let statements = format!("require deadline(due) > {now}");
        let of = |due: &str| {
            format!(
                r#"{{"operation": "op", "context": {{"now": "2026-11-23T12:00:00+09:00"}}, "request": {{"due": "{due}"}}}}"#
            )
        };
        assert_eq!(outcome(&statements, &of("20261122")), at("/due"));
        assert_eq!(outcome(&statements, &of("20261123")), Outcome::Nothing);
        assert_eq!(outcome(&statements, r#"{"due": "20261122"}"#), Outcome::Undecided);
    }
}

#[test]
fn a_message_has_what_the_rule_binds() {
    let rule = "/// Doc.
rule r: error on op {
  let member = context.c let members = context.many let at = now let due-at = instant(due)
  let month = month(now) let length = chars(s) let text = lower(s)
  require member is B and members contains y and due-at > at and month < month(now) and length < 1 and text is \"\"
}";
    let message = "r: { message: \"{member}|{members}|{at}|{month}|{due-at}|{length}|{text}\" }";
    let files = [
        ("pack.yaml", "name: x\nversion: 1.0.0\n"),
        ("a.rules", SHAPES),
        ("b.rules", rule),
        ("locales/ko.yaml", message),
        ("locales/en.yaml", message),
    ];
    let linter = Linter::new(Pack::new("x", files)).unwrap().language(Language::English);
    let body = r#"{"operation": "op", "context": {"c": "A", "many": ["x"], "now": "2026-11-23T12:00:00+09:00"}, "request": {"s": "AbC", "due": "20261122"}}"#;
    let now = "2026-11-23T12:00:00+09:00";
    let expected = format!("A|x|{now}|{now}|20261122|3|abc");
    assert_eq!(lint(&linter, body).diagnostics[0].message, expected);
}

#[test]
fn what_is_of_another_type_is_unknown() {
    for body in [r#"{"s": 1}"#, r#"{"s": null}"#, r#"{"s": [1, 2]}"#] {
        assert_eq!(outcome("forbid chars(s) <= 40", body), Outcome::Nothing, "{body}");
        assert_eq!(outcome("require chars(s) > 40", body), Outcome::Nothing, "{body}");
    }
    assert_eq!(outcome("require n > 1", r#"{"n": 0.5}"#), Outcome::Nothing);
}

#[test]
fn numbers_with_a_fraction_are_compared_exactly() {
    assert_eq!(outcome("require m > 1", r#"{"m": 0.5}"#), at("/m"));
    for (number, at_most) in [("9.9", 10), ("99.9", 100), ("-9.9", -9), ("9.0", 9)] {
        let body = format!(r#"{{"m": {number}}}"#);
        assert_eq!(
            outcome(&format!("require m <= {at_most}"), &body),
            Outcome::Nothing,
            "{number}"
        );
        let less = format!("require m <= {}", at_most - 1);
        assert_eq!(outcome(&less, &body), at("/m"), "{number}");
    }
}

#[test]
fn texts_are_compared_as_their_functions_make_them() {
    let fires = |statements: &str, value: &str| {
        let body = format!(r#"{{"s": "{value}"}}"#);
        outcome(statements, &body) != Outcome::Nothing
    };
    for value in ["AbC", "abc", "\\u0041bc"] {
        assert!(!fires(r#"require lower(s) is "abc""#, value), "{value}");
    }
    assert!(fires(r#"require lower(s) is "abc""#, "AbD"));
    for value in ["1-2-3", "123", "\\u002d123"] {
        assert!(!fires(r#"require unhyphenated(s) is "123""#, value), "{value}");
    }
    assert!(fires(r#"require unhyphenated(s) is "123""#, "12-4"));
    assert!(!fires(r#"require first(s, 2) is "가b""#, "가bc"));
    assert!(fires(r#"require first(s, 2) is "가b""#, "가cb"));
    assert!(!fires(r#"require first(lower(unhyphenated(s)), 3) is "abc""#, "A-bC-d"));
    assert!(!fires(r"require unhyphenated(s) matches /[0-9]{3}/", "1-2-3"));
    assert!(fires(r"require s matches /[0-9]{3}/", "1-2-3"));
    assert!(!fires("require chars(unhyphenated(s)) is 3", "1-2-3"));
    assert!(!fires("require bytes(first(s, 2)) is 4", "가bc"));
    assert!(!fires("require euckr_bytes(lower(s)) is 4", "가Bc"));
}

#[test]
fn the_last_of_two_equal_keys_counts_for_rules() {
    // What is before it counts on.
    let body = r#"{"b": true, "n": 1, "s": "x", "s": "y"}"#;
    assert_eq!(outcome("when b when present n require present o", body), at("/o"));
    assert_eq!(outcome(r#"require s is "x""#, body), at("/s"));
    assert_eq!(outcome("forbid present s", r#"{"s": "x", "s": null}"#), Outcome::Nothing);
    assert_eq!(outcome("require present s", r#"{"s": "x", "s": null}"#), at("/s"));
}

#[test]
fn a_missing_value_is_one_finding_however_it_is_missing() {
    let linter = linter("/// Doc.\nrule r: error on strict { require present id }");
    for body in ["{}", r#"{"id": null}"#] {
        let report = linter.lint(&Request::json(body).operation("strict"));
        let found: Vec<_> =
            report.diagnostics.iter().map(|one| (&*one.rule, &*one.pointer)).collect();
        assert_eq!(found, [("r", "/id")], "{body}");
    }
}

#[test]
fn what_is_no_member_is_not_the_same_member() {
    assert_eq!(outcome("require e is f", r#"{"e": "Y", "f": "Z"}"#), at("/e"));
    assert_eq!(outcome("forbid e is f", r#"{"e": "Z", "f": "Z"}"#), Outcome::Nothing);
    assert_eq!(outcome("forbid e is f", r#"{"e": "A", "f": "A"}"#), at("/e"));
}
