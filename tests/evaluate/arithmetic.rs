//! Numbers that are worked out of others, times that are counted from others, and what elements
//! have in common.

use super::constructs::with_context;
use super::*;

#[test]
fn differences_and_products_are_exact() {
    for (rule, body, expected) in [
        ("require n - m > 1", r#"{ "n": 3, "m": 1 }"#, Outcome::Nothing),
        ("require n - m > 1", r#"{ "n": 3, "m": 2 }"#, at("/n")),
        ("require 10 - n - m is 0", r#"{ "n": 3, "m": 7 }"#, Outcome::Nothing),
        (
            "require n - m > 0",
            r#"{ "n": 100000000000000000001, "m": 100000000000000000000.5 }"#,
            Outcome::Nothing,
        ),
        (
            "require n - m > 0",
            r#"{ "n": 100000000000000000001, "m": 100000000000000000001 }"#,
            at("/n"),
        ),
        ("require n * 2 + 1 <= m", r#"{ "n": 3, "m": 7 }"#, Outcome::Nothing),
        ("require n * 2 + 1 <= m", r#"{ "n": 4, "m": 7 }"#, at("/n")),
        ("require n * m is 12", r#"{ "n": 4 }"#, Outcome::Nothing),
        // More than 64 bits is unknown.
        ("require n * n < 0", r#"{ "n": 4000000000000 }"#, Outcome::Nothing),
        ("require n * n < 0", r#"{ "n": 40000000 }"#, at("/n")),
        ("let d = n - m require d * 2 < 4", r#"{ "n": 5, "m": 3 }"#, at("/n")),
    ] {
        assert_eq!(outcome(rule, body), expected, "{rule} {body}");
    }
}

#[test]
fn numbers_of_elements_are_added_compared_and_counted() {
    let sum = "require sum(x in list: x.o.n * 2) is n";
    let list = |items: &str, n: i64| format!(r#"{{ "n": {n}, "list": [{items}] }}"#);
    let items = r#"{ "o": { "n": 1 }, "b": true }, { "o": { "n": 4 }, "b": false }"#;
    assert_eq!(outcome(sum, &list(items, 10)), Outcome::Nothing);
    assert_eq!(outcome(sum, &list(items, 11)), at("/list"));
    assert_eq!(outcome(sum, &list("", 1)), at("/list"));
    assert_eq!(outcome(sum, r#"{ "n": 1 }"#), Outcome::Nothing, "a missing array is unknown");
    assert_eq!(outcome(sum, &list("{}", 1)), Outcome::Nothing, "a missing number is unknown");
    for (rule, fails) in [
        ("require min(x in list: x.o.n) > 1", true),
        ("require min(x in list: x.o.n) < 2", false),
        ("require max(x in list: x.o.n) < 4", true),
        ("require max(x in list where x.b: x.o.n) < 4", false),
        ("require count(x in list where x.b) is 1", false),
        ("require count(x in list where x.o.n >= 1) is 1", true),
        ("require sum(x in list where x.b is false: x.o.n) is 4", false),
    ] {
        let expected = if fails { at("/list") } else { Outcome::Nothing };
        assert_eq!(outcome(rule, &list(items, 0)), expected, "{rule}");
    }
    assert_eq!(outcome("require min(x in list: x.o.n) > 1", &list("", 0)), Outcome::Nothing);
}

#[test]
fn elements_that_have_the_same_are_found() {
    let names = "require unique x.name in list";
    let list = |items: &str| format!(r#"{{ "list": [{items}] }}"#);
    for (items, fails) in [
        (r#"{ "name": "a" }, { "name": "b" }"#, false),
        (r#"{ "name": "a" }, { "name": "b" }, { "name": "\u0061" }"#, true),
        (r#"{ "name": "a" }, {}, { "name": "a" }"#, true),
        (r#"{ "name": "a" }, {}"#, false),
        ("", false),
    ] {
        let expected = if fails { at("/list") } else { Outcome::Nothing };
        assert_eq!(outcome(names, &list(items)), expected, "{items}");
    }
    let numbers = "require unique x.o.n in list";
    let items = r#"{ "o": { "n": 1 } }, { "o": { "n": 1.0 } }"#;
    assert_eq!(outcome(numbers, &list(items)), at("/list"));
}

#[test]
fn times_are_counted_from_others() {
    let now = r#"{ "now": "2026-11-25T09:00:00+09:00" }"#;
    let due = |rule: &str, due: &str| {
        outcome(rule, &with_context(now, &format!(r#"{{ "due": "{due}" }}"#)))
    };
    let rule = "require deadline(due) <= now + 90 days";
    assert_eq!(due(rule, "20270222"), Outcome::Nothing);
    assert_eq!(due(rule, "20270223"), at("/due"));
    assert_eq!(
        due("require instant(due) - 1 hour >= now", "2026-11-25T10:00:00+09:00"),
        Outcome::Nothing
    );
    assert_eq!(
        due("require instant(due) - 1 hour - 1 minute >= now", "2026-11-25T10:00:00+09:00"),
        at("/due")
    );
    assert_eq!(due("require date(due) + 1 day is date(due)", "20261231"), at("/due"));
    assert_eq!(outcome(rule, r#"{ "due": "20270223" }"#), Outcome::Undecided);

    let years = "require years(due, now) >= 14";
    assert_eq!(due(years, "20121125"), Outcome::Nothing);
    assert_eq!(due(years, "20121126"), at("/due"));
    assert_eq!(due(years, "no date"), Outcome::Nothing);
    assert_eq!(outcome(years, r#"{ "due": "20121126" }"#), Outcome::Undecided);
    assert_eq!(outcome(years, "{}"), Outcome::Nothing);
}

#[test]
fn what_euc_kr_has_room_for_is_kept() {
    for (text, kept) in
        [("가나다", "가나"), ("a가나", "a가나"), ("ab가나", "ab가"), ("abcdef", "abcde")]
    {
        let rule = format!("require euckr_first(s, 5) is \"{kept}\"");
        assert_eq!(outcome(&rule, &format!(r#"{{ "s": "{text}" }}"#)), Outcome::Nothing, "{text}");
    }
    assert_eq!(
        outcome("require euckr_first(s, 5) is \"가나다\"", r#"{ "s": "가나다" }"#),
        at("/s")
    );
}
