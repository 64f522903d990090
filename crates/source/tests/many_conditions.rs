//! Calls that depend on more conditions than are distinguished.
#![allow(clippy::unwrap_used, reason = "helpers of tests, outside of test functions")]

mod support;

use support::bodies;

/// As many conditions as use up all combinations.
const MANY: &str = "const many = [a ? 1 : 2, b ? 1 : 2, c ? 1 : 2, d ? 1 : 2, e ? 1 : 2];";

/// What of a value is known where its conditions are not decided.
fn joined(code: &str) -> String {
    let bodies = bodies("page.ts", &format!("{MANY} {code} PortOne.requestPayment({{ many, r }})"));
    let mut rest = bodies.iter().map(|body| body.split_once("\"r\": ").unwrap().1);
    let first = rest.next().unwrap().trim_end_matches('}').to_owned();
    assert!(
        bodies.len() == 16 && rest.all(|one| one.trim_end_matches('}') == first),
        "{bodies:#?}"
    );
    first
}

#[test]
fn what_is_the_same_in_all_branches_is_known() {
    for (code, expected) in [
        (
            "function f(k) { if (k) return { a: 'x', b: 1 }; return { a: 'x', b: 2 } } const r = f(k);",
            r#"{"a": "x", "b": ?integer"#,
        ),
        (
            "function f(k) { if (k) { return 'x' } else if (l) { throw 1 } return 'x' } const r = f(k);",
            r#""x""#,
        ),
        (
            "function f(k) { switch (k) { case 1: return 'x'; case 2: g(); default: return 'x' } } const r = f(k);",
            r#""x""#,
        ),
        (
            "function f(k) { switch (k) { case 1: return 'x'; case 2: break; default: return 'x' } return 'x' } const r = f(k);",
            r#""x""#,
        ),
        (
            "function f(k) { try { return g(k) ? 'x' : 'x' } catch { return 'x' } } const r = f(k);",
            r#""x""#,
        ),
        (
            "function f(r) { return { r }.r } const g = (k) => k ? f({ a: 'x', b: 1 }) : f({ a: 'x', b: 2 }); const r = g(k);",
            r#"{"a": "x", "b": ?integer"#,
        ),
        (
            "let r = { a: 'x' }; for (const k of ks) { if (k) { r = { a: 'x', b: 1 } } }",
            r#"{"a": "x", "b": ?integer??"#,
        ),
        // What may be something else is not, but for what both have.
        (
            "function f(k) { return k ? `acad_${k}_${Date.now()}` : `sub_${Date.now()}` } const r = f(k);",
            r#"?(*{3,} "_" *[0-9]{13})"#,
        ),
        ("function f(k) { if (k) return 'x' } const r = f(k);", "?any?"),
        ("function f(k) { if (k) return 'x'; return 'y' } const r = f(k);", "?(*[xy]{1})"),
        (
            "function f(k) { switch (k) { case 1: return 'x'; case 2: break; default: return 'x' } return 'y' } const r = f(k);",
            "?(*[xy]{1})",
        ),
        (
            "function f(k) { switch (k) { case 1: return 'x'; case 2: if (k) break; default: return 'x' } return 'y' } const r = f(k);",
            "?any?",
        ),
        (
            "function f(k) { try { return 'x' } catch { return 'y' } } const r = f(k);",
            "?(*[xy]{1})",
        ),
        ("function f(k) { for (const l of k) return 'x'; return 'x' } const r = f(k);", "?any?"),
        ("let r = 'x'; for (const k of ks) { if (k) { r = 'y' } }", "?(*[xy]{1})"),
    ] {
        assert_eq!(joined(code), expected, "{code}");
    }
}

#[test]
fn what_a_condition_may_add_takes_nothing_from_what_is_there() {
    for (code, expected) in [
        ("const r = { a: 'x', ...(k && { b: 1 }) };", r#"{"a": "x", "b": ?integer??"#),
        ("const r = { a: 'x', ...(k ? { b: 1 } : {}) };", r#"{"a": "x", "b": ?integer??"#),
        ("const r = { a: 'x', ...(k && { a: 'x' }) };", r#"{"a": "x""#),
        ("const r = { a: 'x', ...(k && { a: 'y' }) };", r#"{"a": ?(*[xy]{1})"#),
        ("const r = { a: 'x', ...(k && { a: undefined }) };", r#"{"a": ?any??"#),
        ("const r = { a: 'x', ...(k ? { a: undefined } : {}) };", r#"{"a": ?any??"#),
        ("const r = { a: 'x', ...(k && l) };", r#"{"a": ?any?, ..."#),
        ("const r = { ...l, ...(k && { a: 'x' }) };", r#"{"a": ?any??, ..."#),
        ("const r = { a: undefined, ...(k && { a: 'x' }) };", r#"{"a": ?any??"#),
    ] {
        assert_eq!(joined(code), expected, "{code}");
    }
}
