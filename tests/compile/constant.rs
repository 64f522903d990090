//! Conditions and values of which it is known before any request what they come to.

use super::useless::{assert_mistake, unused};
use super::*;

/// A condition that is always so, wherever it is: the message, and what is underlined.
#[track_caller]
fn assert_constant(condition: &str, underlined: &str, never_true: bool) {
    let message =
        if never_true { "this condition is never true" } else { "this condition is never false" };
    for rule in [
        format!("rule r: error on pay {{ if {condition} {{ require present card.company }} }}"),
        format!(
            "rule r: error on pay {{ require present card.company or present id and ({condition}) }}"
        ),
    ] {
        assert_eq!(found(&rule), [(message.to_owned(), underlined.to_owned())], "{rule}");
    }
}

/// The mistakes of a pack, or its warnings, and what is underlined of each.
fn found(rules: &str) -> Vec<(String, String)> {
    let underlined = |mistake: &PackMistake| {
        let PackMistake::Compile(error) = mistake else { panic!("{mistake:?}") };
        (mistake.to_string(), error.span.of(&error.file.text).to_owned())
    };
    match mistakes(rules) {
        none if none.is_empty() => unused(rules),
        some => some.iter().map(underlined).collect(),
    }
}

#[track_caller]
fn assert_found(rules: &str, message: &str, underlined: &str) {
    assert_eq!(found(rules), [(message.to_owned(), underlined.to_owned())], "{rules}");
}

#[test]
fn conditions_of_constants() {
    for (condition, never_true) in [
        ("3 > 2", false),
        ("1 + 1 is 3", true),
        ("2 * 3 <= 6", false),
        ("3 in [1, 2]", true),
        ("1 - 2 not in [1, 2]", false),
        ("chars(note) <= -1", true),
        ("bytes(note) >= 0", false),
        ("count(tags) < 0", true),
        ("count(tag in tags where tag is \"a\") >= 0", false),
        ("chars(first(note, 3)) > 3", true),
        ("euckr_bytes(euckr_first(note, 4)) <= 4", false),
        ("amount < amount + 1", false),
        ("amount - amount > 0", true),
        ("now + 1 days > now", false),
        ("deadline(due) - 1 hour > deadline(due)", true),
    ] {
        assert_constant(condition, condition, never_true);
    }
    for fine in [
        "amount > 2",
        "amount >= 0",
        "chars(note) <= 0",
        "count(tags) > 0",
        "amount + 1 > card.months",
        "deadline(due) > now + 1 days",
        "chars(first(note, 3)) < 3",
        "amount * 2 > amount",
    ] {
        let rule = format!("rule r: error on pay {{ require {fine} }}");
        assert_eq!(found(&rule), [], "{fine}");
    }
}

#[test]
fn conditions_that_are_always_true_or_never() {
    for (condition, never_true) in [
        ("present note or missing note", false),
        ("present note and missing note", true),
        ("any of note, due or missing note", false),
        ("currency is KRW or currency is not KRW", false),
        ("currency is KRW and currency in [USD, JPY]", true),
        ("escrow and escrow is false", true),
        ("present card.months and missing card", true),
        ("amount > 3 and amount < 2", true),
        ("amount > 3 or amount <= 3", false),
        ("amount > 1 and amount < 2", true),
        ("chars(note) > 3 and not filled note", true),
        ("note is \"a\" and note is \"b\"", true),
        ("note is \"ab\" and chars(note) > 2", true),
        ("note is \"ab\" and note matches /[0-9]+/", true),
        ("not present note iff present note", true),
        ("known context.channel or not known context.channel", false),
        ("context.channel is test or context.channel is live", false),
        ("context.channel is test and not known context.channel", true),
        ("luhn(note) and not luhn(note)", true),
        ("(any tag in tags: tag is \"a\") or not (any tag in tags: tag is \"a\")", false),
    ] {
        let (open, close) = if condition.starts_with('(') { ("(", ")") } else { ("", "") };
        let inner = condition.trim_start_matches("not ");
        // A span begins after a `not` and a bracket.
        let underlined = inner.strip_prefix(open).unwrap_or(inner);
        assert_constant(
            condition,
            underlined.strip_suffix(close).unwrap_or(underlined),
            never_true,
        );
    }
    for fine in [
        "present note or missing due",
        "present note or note is \"a\" and present due",
        "currency in [KRW, USD, JPY]",
        "currency is KRW or currency is USD or currency is JPY",
        "amount > 3 and amount < 5",
        "present card and missing card.months",
        "present card.months or missing card",
        "context.channel is test and known now",
    ] {
        let rule = format!("rule r: error on pay {{ require {fine} }}");
        assert_eq!(found(&rule), [], "{fine}");
    }
}

#[test]
fn conditions_that_are_constant_in_one_place_only() {
    for fine in [
        "rule r: error on pay { for x in [note, due] { require present x or missing note } }",
        "define both(x, y) = present x or missing y
         rule r: error on pay { require both(note, note) and both(note, due) }",
        "define long(x, most) = chars(x) >= most
         rule r: error on pay { require long(note, 0) and long(due, 4) }",
        "rule r(least, list): error on pay { require chars(note) >= least and note in list or present id }
         use r(0, [\"a\"]) as a use r(3, [\"a\"]) as b",
    ] {
        assert_eq!(found(fine), [], "{fine}");
    }
    assert_found(
        "rule r(most): error on pay { require chars(note) <= most and chars(note) >= 0 } use r(3)",
        "this condition is never false",
        "chars(note) >= 0",
    );
    assert_mistake(
        "define any-note = present note or missing note rule r: error on pay { require any-note }",
        "this condition is never false",
        "present note or missing note",
    );
}

#[test]
fn numbers_that_contradict_the_conditions_around() {
    for (statements, underlined) in [
        ("when amount > 3 when amount < 2 require present note", "amount < 2"),
        (
            "when amount > 3 if chars(id) < 2 or amount is 1 { require present note } when amount > 4 when chars(id) > 5",
            "chars(id) < 2 or amount is 1",
        ),
    ] {
        let rule = format!("rule r: error on pay {{ {statements} }}");
        assert_mistake(
            &rule,
            "this contradicts the conditions around it: nothing could be reported",
            underlined,
        );
    }
    assert_mistake(
        "rule r: error on pay { when amount > 3 require amount >= 2 }",
        "this always holds here: nothing could be reported",
        "amount >= 2",
    );
}

#[test]
fn values_that_never_match() {
    for (condition, message, underlined) in [
        ("lower(note) is \"ABC\"", "this value is never `ABC`", "\"ABC\""),
        ("lower(note) in [\"a\", \"B\"]", "this value is never `B`", "\"B\""),
        ("first(note, 3) is \"abcd\"", "this value is never `abcd`", "\"abcd\""),
        ("euckr_first(note, 3) is not \"가나\"", "this value is never `가나`", "\"가나\""),
        ("unhyphenated(note) is \"a-b\"", "this value is never `a-b`", "\"a-b\""),
        ("note matches /a^b/", "no string matches this", "/a^b/"),
        ("lower(note) matches /[A-Z]+/", "no string matches this", "/[A-Z]+/"),
        ("unhyphenated(note) matches /[0-9]+-[0-9]+/", "no string matches this", "/[0-9]+-[0-9]+/"),
        (
            "years(due, now) > 3",
            "`years` reads none of the forms that the field is declared with",
            "due",
        ),
        (
            "date(due) is date(note)",
            "`date` reads none of the forms that the field is declared with",
            "due",
        ),
    ] {
        assert_found(
            &format!("rule r: error on pay {{ require {condition} }}"),
            message,
            underlined,
        );
    }
    let shape = "shape B { month?: string \"YYYYMM\" day?: string \"YYYYMMDD\" | \"YYYYMM\" slashed?: string \"YYYY/MM/DD\" }
        operation other { sdk body B }";
    for (condition, is_read) in [
        ("instant(month) > now", false),
        ("deadline(slashed) > now", false),
        ("years(day, now) > 3 and deadline(day) > now", true),
        ("date(first(slashed, 8)) is date(day)", true),
    ] {
        let rule = format!("{shape} rule r: error on other {{ require {condition} }}");
        assert_eq!(mistakes(&rule).is_empty(), is_read, "{condition}");
    }
}

#[test]
fn members_that_a_set_has() {
    let sets = "set won: Currency = [KRW, JPY] set words = [\"a\", \"b\"] set few = [1, 2]";
    for (list, message, underlined) in [
        ("currency in [won, KRW]", "`KRW` is in `won` already", "KRW"),
        ("currency in [\"JPY\", won]", "`\"JPY\"` is in `won` already", "\"JPY\""),
        ("note in [words, \"a\"]", "`\"a\"` is in `words` already", "\"a\""),
        ("amount in [3, few, 2]", "`2` is in `few` already", "2"),
    ] {
        let others = "require currency in won or note in words or amount in few";
        let rule = format!("{sets} rule r: error on pay {{ require {list} {others} }}");
        assert_mistake(&rule, message, underlined);
    }
}

#[test]
fn a_second_member_shows_the_first() {
    for (rules, first) in [
        ("enum Currency += EUR, EUR", Some("EUR")),
        (
            "enum Bank { A } enum Bank += A shape B { b?: Bank } operation o { sdk body B }",
            Some("A"),
        ),
        ("enum Currency += { EUR } enum Currency += { EUR }", Some("EUR")),
        ("context { contracts += any of { x x } }", Some("x")),
        ("amend pay { enum Currency += EUR, EUR }", Some("EUR")),
    ] {
        let found = mistakes(rules);
        let [PackMistake::Compile(error)] = found.as_slice() else { panic!("{rules}: {found:?}") };
        assert_eq!(error.first.map(|first| first.of(rules)), first, "{rules}");
        assert!(error.to_string().ends_with("is defined twice"), "{error}");
    }
}

#[test]
fn an_sdk_without_a_function_beside_a_url() {
    let operation = |parts: &str| {
        format!(
            "shape B {{ a?: string }} operation o {{ {parts} body B }} rule r: error on o {{ require present a }}"
        )
    };
    let message = "`sdk` alone has no effect beside a URL or the name of a function";
    for parts in ["http POST \"/o\" sdk", "sdk \"a.b\" from \"c\" sdk", "sdk http POST \"/o\""] {
        assert_mistake(&operation(parts), message, "sdk");
    }
    assert_eq!(found(&operation("sdk")), []);
}

#[test]
fn a_pack_that_is_used_twice() {
    for (uses, underlined) in [
        ("uses: [portone, portone]", 16),
        ("uses:\n  - portone-checks\n  - portone\n  - portone\nsources: {}", 41),
    ] {
        let manifest = format!("{uses}\nname: x\nversion: 0.1.0\n");
        let found = Pack::new("x", [("pack.yaml", &manifest)]).compile().err();
        let found = found.map(|error| error.errors).unwrap_or_default();
        let [PackMistake::Compile(error)] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(error.to_string(), "`portone` is named twice");
        assert_eq!(error.span.of(&manifest), "portone");
        assert_eq!(usize::try_from(error.span.start), Ok(underlined), "{manifest}");
    }
}
