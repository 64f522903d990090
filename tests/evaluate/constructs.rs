//! What definitions, blocks and assumptions come to.

use super::*;
use smartro_lint::Severity;

/// The rules and severities that are reported, and the rules that are undecided.
fn all(linter: &Linter, body: &str) -> (Vec<(String, Severity)>, Vec<String>) {
    let report = lint(linter, body);
    let found = report.diagnostics.iter().map(|one| (one.rule.to_string(), one.severity));
    let undecided = report.undecided.iter().map(|one| one.rule.to_string());
    (found.collect(), undecided.collect())
}

pub(crate) fn with_context(context: &str, body: &str) -> String {
    format!(r#"{{ "operation": "op", "context": {context}, "request": {body} }}"#)
}

#[test]
fn sets_and_definitions_are_what_they_stand_for() {
    let linter = linter(
        "set few: E = [A, B]
         set words = [\"x\", \"y\"]
         define chosen = e in few
         define long(text, most) = chars(text) > most
         rule a: error on op { when chosen forbid long(s, 3) }
         rule b: error on op { require s in words }
         rule c: error on op { for item in list { forbid long(item.name, 2) and item.e in [few, C] } }",
    );
    let found = |body: &str| -> Vec<String> {
        lint(&linter, body)
            .diagnostics
            .iter()
            .map(|one| format!("{} {}", one.rule, one.pointer))
            .collect()
    };
    assert_eq!(found(r#"{ "e": "A", "s": "long" }"#), ["a /s", "b /s"]);
    assert_eq!(found(r#"{ "e": "C", "s": "x" }"#), Vec::<String>::new());
    assert_eq!(
        found(r#"{ "list": [{ "name": "abc", "e": "C" }, { "name": "ab", "e": "A" }] }"#),
        ["c /list/0/name"]
    );
}

#[test]
fn one_block_of_several_applies() {
    let rule = "if b { require n > 1 } else if e is A { require n > 2 } else { require n > 3 }";
    for (body, expected) in [
        (r#"{ "b": true, "e": "A", "n": 1 }"#, at("/n")),
        (r#"{ "b": true, "e": "A", "n": 2 }"#, Outcome::Nothing),
        (r#"{ "b": false, "e": "A", "n": 2 }"#, at("/n")),
        (r#"{ "e": "A", "n": 3 }"#, Outcome::Nothing),
        (r#"{ "b": false, "e": "B", "n": 3 }"#, at("/n")),
        (r#"{ "n": 3 }"#, at("/n")),
        (r#"{ "n": 4 }"#, Outcome::Nothing),
    ] {
        assert_eq!(outcome(rule, body), expected, "{body}");
    }
    let rule = "if context.c is A { require n > 1 } else { require n > 2 }";
    assert_eq!(outcome(rule, r#"{ "n": 2 }"#), Outcome::Undecided);
    assert_eq!(outcome(rule, r#"{ "n": 3 }"#), Outcome::Nothing);
    assert_eq!(outcome(rule, &with_context(r#"{ "c": "B" }"#, r#"{ "n": 2 }"#)), at("/n"));
}

#[test]
fn clauses_of_one_operation_report_once() {
    let linter = linter(
        "rule r: error { on op when b on op when n > 1 on op with s = s require missing s }
         rule two: error { on op when b on op when n > 1 for item in list { require item.b } }",
    );
    let count = |body: &str| lint(&linter, body).diagnostics.len();
    assert_eq!(count(r#"{ "b": true, "n": 2, "list": [{ "b": false }] }"#), 1);
    assert_eq!(count(r#"{ "b": false, "n": 2, "list": [{ "b": false }] }"#), 1);
    assert_eq!(count(r#"{ "b": true, "list": [{ "b": false }] }"#), 1);
    assert_eq!(count(r#"{ "b": false, "n": 1, "list": [{ "b": false }] }"#), 0);
}

#[test]
fn what_is_assumed_is_less_severe() {
    let linter = linter(
        "rule r: error on op { require n > 1 assuming context.c in [A] }
         rule k: advice on op { when known context.c require n > 1 }",
    );
    let r = |severity| ("r".to_owned(), severity);
    let (none, k) = (Vec::new, ("k".to_owned(), Severity::Advice));
    let low = r#"{ "n": 1 }"#;
    assert_eq!(all(&linter, low), (vec![r(Severity::Warning)], none()));
    assert_eq!(all(&linter, r#"{ "n": 2 }"#), (vec![], none()));
    let given = |context: &str| all(&linter, &with_context(context, low));
    assert_eq!(given(r#"{ "c": "A" }"#), (vec![r(Severity::Error), k.clone()], none()));
    assert_eq!(given(r#"{ "c": "B" }"#), (vec![k], none()));
    assert_eq!(given("{}"), (vec![r(Severity::Warning)], none()));
}

#[test]
fn a_shape_of_an_open_object_is_checked() {
    let base = "shape Order { id: string bypass?: object items?: [{ name?: string }] }
        operation pay { sdk body Order detect id }";
    let own = "amend pay {
          shape bypass.pg { name: string code?: integer }
          required items.name
          foreign bypass.other.x
        }
        rule r: error on pay { require chars(bypass.pg.name) < 4 }";
    let files = [("pack.yaml", "name: x\nversion: 1.0.0\n"), ("a.rules", base), ("b.rules", own)];
    let linter = Linter::new(Pack::new("x", files)).unwrap_or_else(|error| panic!("{error:?}"));
    let found = |body: &str| -> Vec<String> {
        let report = linter.lint(&Request::json(body).operation("pay"));
        report.diagnostics.iter().map(|one| format!("{} {}", one.rule, one.pointer)).collect()
    };
    let none = Vec::<String>::new();
    assert_eq!(
        found(r#"{ "id": "1", "bypass": { "any": [1], "any": 2, "pg": { "name": "abc" } } }"#),
        none
    );
    assert_eq!(
        found(r#"{ "id": "1", "bypass": { "pg": { "name": "abcd", "code": "x", "more": 1 } } }"#),
        ["r /bypass/pg/name", "type-mismatch /bypass/pg/code", "unknown-field /bypass/pg/more"]
    );
    assert_eq!(
        found(r#"{ "id": "1", "bypass": { "pg": {} } }"#),
        ["missing-field /bypass/pg/name"]
    );
    assert_eq!(
        found(r#"{ "id": "1", "bypass": { "other": { "x": 1, "y": 2 } } }"#),
        ["unknown-field /bypass/other/x"]
    );
    assert_eq!(
        found(r#"{ "id": "1", "items": [{ "name": "a" }, {}] }"#),
        ["missing-field /items/1/name"]
    );
}

/// A linter of rules with shapes of their own.
fn own(rules: &str) -> Linter {
    let files = [("pack.yaml", "name: x\nversion: 1.0.0\n"), ("a.rules", rules)];
    Linter::new(Pack::new("x", files)).unwrap_or_else(|error| panic!("{error:?}"))
}

/// What is reported: rules and places.
fn found(linter: &Linter, body: &str) -> Vec<String> {
    let report = linter.lint(&Request::json(body).operation("one"));
    report.diagnostics.iter().map(|one| format!("{} {}", one.rule, one.pointer)).collect()
}

#[test]
fn an_enumeration_is_extended_wherever_an_operation_has_it() {
    let linter = own("enum E { A B }\nshape I { e?: E u?: integer | E }\n\
         shape S { e?: E list?: [E] items?: [I] }\noperation one { http POST \"/one\" body S }\n\
         operation two { http POST \"/two\" body S }\namend one { enum E += C }\n");
    let body = r#"{"e": "C", "list": ["A", "C"], "items": [{"e": "C", "u": "C"}]}"#;
    assert_eq!(found(&linter, body), [] as [&str; 0]);
    let two = linter.lint(&Request::json(body).operation("two"));
    assert_eq!(two.diagnostics.len(), 4, "{:?}", two.diagnostics);
}

#[test]
fn of_a_shape_that_takes_one_field_none_is_required_alone() {
    let linter = own("shape M exactly one { a: string b: string }\nshape S { m: M }\n\
         operation one { http POST \"/one\" body S }\n");
    for (body, expected) in [
        (r#"{"m": {"a": "x"}}"#, &[][..]),
        (r#"{"m": {"b": "x"}}"#, &[]),
        (r#"{"m": {}}"#, &["exactly-one-field /m"]),
        (r#"{"m": {"a": "x", "b": "x"}}"#, &["exactly-one-field /m"]),
        (r#"{"m": {"a": "x", "b": null}}"#, &[]),
    ] {
        assert_eq!(found(&linter, body), expected, "{body}");
    }
}

#[test]
fn all_guards_of_a_loop_count() {
    let linter = own("shape I { a?: integer b?: integer c?: integer }\nshape S { items?: [I] }\n\
         operation one { http POST \"/one\" body S }\n\
         /// Doc.\nrule r: error on one { for i in items { when present i.a when present i.b forbid present i.c } }\n");
    let body = r#"{"items": [{"a": 1, "c": 1}, {"b": 1, "c": 1}, {"a": 1, "b": 1, "c": 1}]}"#;
    assert_eq!(found(&linter, body), ["r /items/2/c"]);
}

#[test]
fn what_needs_two_keys_of_the_context_names_both() {
    let linter = own(
        "enum E { A B }\nshape S { s?: string }\noperation one { http POST \"/one\" body S }\n\
         context { c?: E d?: E from?: instant to?: instant }\n\
         /// Doc.\nrule members: error on one { require context.c is context.d }\n\
         /// Doc.\nrule moments: error on one { require context.from < context.to }\n",
    );
    let needs = |context: &str| {
        let text = format!(r#"{{"operation": "one", "context": {context}, "request": {{}}}}"#);
        let report = linter.lint(&Request::json(&text));
        assert!(report.diagnostics.is_empty(), "{context}: {:?}", report.diagnostics);
        let open = report.undecided.iter();
        open.map(|one| format!("{} {}", one.rule, one.needs.join(" "))).collect::<Vec<_>>()
    };
    assert_eq!(needs("{}"), ["members c d", "moments from to"]);
    let one = r#"{"c": "A", "to": "2026-11-23T12:00:00+09:00"}"#;
    assert_eq!(needs(one), ["members d", "moments from"]);
}

#[test]
fn what_is_null_is_as_if_it_were_not_there() {
    let linter = own("shape S { a: string }\noperation one { http POST \"/one\" body S }\n\
         /// Doc.\nrule r: error on one { require present a }\n");
    let absent = found(&linter, "{}");
    assert_eq!(absent.len(), 1);
    assert_eq!(found(&linter, r#"{"a": null}"#), absent);
}
