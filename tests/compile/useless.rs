//! What has no effect, and was hardly meant to have none.

use super::*;

#[track_caller]
fn assert_mistake(rules: &str, message: &str, underlined: &str) {
    let (found, at, _) = only_mistake(rules);
    assert_eq!((&*found, &*at), (message, underlined), "{rules}");
}

#[test]
fn an_operation_that_a_rule_is_on_twice() {
    let twice = "the rule is on `pay` twice, once without a condition: it would report twice";
    for clauses in [
        "on pay { on pay when escrow",
        "{ on pay on pay when escrow",
        "{ on pay when escrow on pay",
        "{ on pay with x = id on pay with x = id when escrow",
    ] {
        let rule = format!("rule r: error {clauses} forbid present note }}");
        let uses = if clauses.contains("with") { "present x" } else { "present note" };
        assert_mistake(&rule.replace("present note", uses), twice, "pay");
    }
    let clauses = "{ on pay with x = id on pay with x = note require chars(x) < 9 }";
    assert_eq!(mistakes(&format!("rule r: error {clauses}")), [], "they look at different fields");
    let clauses = "{ on pay { require present id } on pay when escrow { require present note } }";
    assert_eq!(mistakes(&format!("rule r: error {clauses}")), [], "each has its own statements");
    assert_mistake(
        "rule r: error on pay, pay { require present id }",
        "`pay` is named twice",
        "pay",
    );
    assert_mistake("amend pay, pay { required note }", "`pay` is named twice", "pay");
    let clauses = "on pay { require present id } on pay when escrow { require present id }";
    assert_mistake(
        &format!("rule r: error {{ {clauses} }}"),
        "this is repeated",
        "require present id",
    );
}

#[test]
fn guards_that_contradict_each_other() {
    let guard = "this contradicts the conditions around it: nothing could be reported";
    for (guards, last) in [
        ("when currency is KRW when currency is USD", "currency is USD"),
        ("when currency is KRW when currency in [USD, JPY]", "currency in [USD, JPY]"),
        ("when currency is KRW unless currency is KRW", "currency is KRW"),
        ("when currency is KRW when currency is not KRW", "currency is not KRW"),
        ("when escrow when not escrow", "escrow"),
        ("when present card when missing card", "missing card"),
        ("when card.months > 1 unless present card.months", "present card.months"),
    ] {
        let rule = format!("rule r: error on pay {{ {guards} require present note }}");
        assert_mistake(&rule, guard, last);
    }
    assert_mistake(
        "rule r: error on pay { if escrow { when escrow is false require present note } }",
        guard,
        "escrow is false",
    );
    for fine in [
        "when currency in [KRW, USD] when currency in [USD, JPY]",
        "when currency is not KRW when currency is not USD",
        "for x in [note, id] { when present note when missing x }",
        "if escrow { require present note } else { when escrow is false require present due }",
    ] {
        let rule = format!("rule r: error on pay {{ {fine} require present tags }}");
        let rule = rule.replace("missing x }", "missing x require present x }");
        assert_eq!(mistakes(&rule), [], "{fine}");
    }
}

#[test]
fn silences_that_can_never_act() {
    let silence = |silence: &str| {
        format!(
            "operation other {{ sdk body Card }}
             rule r: error on pay {{ require present id }}
             rule run: error on pay {{ require unique id across batch }}
             {silence}"
        )
    };
    assert_mistake(
        &silence("silence r on other when present company"),
        "`r` reports nothing that this silence could suppress",
        "r",
    );
    assert_mistake(
        &silence("silence run on pay when present note"),
        "`run` reports nothing that this silence could suppress",
        "run",
    );
    assert_mistake(
        &silence("silence r on pay, other when context.channel is test"),
        "no rule that this silence names is on `other`",
        "other",
    );
    assert_mistake(
        &silence("silence r on pay when escrow and escrow is false"),
        "this condition is never true",
        "escrow and escrow is false",
    );
    for (rule, field) in [
        ("missing-field", "note"),
        ("unknown-value", "id"),
        ("unknown-field", "note"),
        ("exactly-one-field", "card"),
    ] {
        assert_mistake(
            &silence(&format!("silence {rule} at {field} on pay when present due")),
            &format!("none of the rules that this silence names reports `{field}`"),
            field,
        );
    }
    assert_mistake(&silence("silence r, r on pay when escrow"), "`r` is named twice", "r");
    for fine in
        ["silence r, unknown-field on pay when escrow", "silence ru*, r* on pay when escrow"]
    {
        let found = mistakes(&silence(fine));
        assert!(found.len() <= usize::from(fine.contains("ru*")), "{found:?}");
    }
}

#[test]
fn citations_and_messages() {
    assert_mistake(
        "rule r: error on pay { cite guide cite guide require present id }",
        "`guide` is named twice",
        "cite guide",
    );
    assert_mistake(
        "rule r: error { on pay { cite guide \"escrow/card\" } cite guide \"escrow/card\" require present id }",
        "`escrow/card` is named twice",
        "cite guide \"escrow/card\"",
    );
    let clauses = "on pay { cite guide } on pay when escrow { cite guide require present id }";
    assert_eq!(mistakes(&format!("rule r: error {{ {clauses} }}")), []);
    assert_mistake(
        "rule r: error on pay { cite gide for x in tags { cite guide require chars(x) > 1 } }",
        "unknown source `gide`",
        "gide",
    );
    assert_mistake(
        "rule r: error on pay { require present id say short }",
        "there is no message `short`: the pack has no `locales`",
        "short",
    );
}

/// What a pack declares in vain: the message, and the name that is underlined.
fn unused(rules: &str) -> Vec<(String, String)> {
    let files = [("pack.yaml", MANIFEST), ("shapes.rules", SHAPES), ("a.rules", rules)];
    let compiled = Pack::new("example", files).compile();
    let warnings = compiled.unwrap_or_else(|error| panic!("{rules}: {error:?}")).warnings;
    let shown = warnings.iter().map(|warning| {
        let PackMistake::Compile(error) = warning else { panic!("{warning:?}") };
        assert_eq!(error.severity(), Some(miette::Severity::Warning));
        let help = warning.help().map(|help| help.to_string()).unwrap_or_default();
        assert_is_korean(&warning.clone().in_language(Language::Korean), &help);
        (warning.to_string(), error.span.of(&error.file.text).to_owned())
    });
    shown.collect()
}

#[test]
fn declarations_that_nothing_uses() {
    let rule = "rule r: error on pay { require present id }";
    for (declared, keyword, name) in [
        ("set banks = [\"a\", \"b\"]", "set", "banks"),
        ("define free = amount is 0", "define", "free"),
        ("define any-of(x, y) = present x or y in [KRW]", "define", "any-of"),
        ("shape Lost { a: string b?: Card }", "shape", "Lost"),
        ("enum Bank { A B }", "enum", "Bank"),
    ] {
        let expected = [(format!("`{keyword} {name}` is never used"), name.to_owned())];
        assert_eq!(unused(&format!("{declared} {rule}")), expected, "{declared}");
        assert_eq!(mistakes(&format!("{declared} {rule}")), [], "a warning");
        assert_eq!(unused(declared), [], "without rules it is for other packs");
    }
    let found = unused(&format!(
        "shape Lost {{ bank?: Bank inner?: Inner }} shape Inner {{ a?: string }} enum Bank {{ A }}
         define one = two define two = amount in few set few = [1, 2] {rule}"
    ));
    let names: Vec<&str> = found.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(names, ["Lost", "Inner", "Bank", "one", "two", "few"]);
    for used in [
        "set few: Currency = [KRW] rule s: error on pay { require currency in few }",
        "enum Way { KRW } set few: Way = [KRW] rule s: error on pay { require currency in few }",
        "set few = [1] rule s(list): error on pay { require amount in list } use s([few, 2])",
        "define free = amount is 0 silence r on pay when free",
        "define free = costs define costs = amount is 0 rule s: error on pay { forbid free }",
        "enum Bank { A } shape Lost { bank?: Bank } operation other { sdk body Lost }",
        "shape Own { a?: string } shape U { extra?: object own?: [Own] } operation other { sdk body U }",
        "enum Bank { A } context { bank?: Bank }",
    ] {
        assert_eq!(unused(&format!("{used} {rule}")), [], "{used}");
    }
}

#[test]
fn what_nothing_uses_is_checked_as_well() {
    let rule = "rule r: error on pay { require present id }";
    let other = "shape Other { only?: integer } operation other { sdk body Other }";
    for (declared, message, underlined) in [
        ("define free = amont is 0", "`pay` has no field `amont`", "amont"),
        (
            "define long(x) = chars(x) > 3 and amount > id",
            "a number and a string cannot be compared",
            "id",
        ),
        ("define long(x) = amount > 3", "`x` is never used", "x"),
        ("define own = own or escrow", "`own` uses itself", "own"),
        ("shape Lost { a: strng }", "unknown shape or enumeration `strng`", "strng"),
        ("shape Lost { a: [Lost] }", "the shape `Lost` contains itself", "Lost"),
    ] {
        assert_mistake(&format!("{declared} {rule}"), message, underlined);
    }
    let fine = "define only-there = only > 3 define both(x, list) = x in list and x matches /a/";
    let both = fine.replace("and x matches /a/", "and present x.y");
    assert_eq!(mistakes(&format!("{other} {both} {rule}")), [], "one operation has the field");
}

#[test]
fn amendments_that_change_nothing() {
    let rule = "rule r: error on pay { require present id }";
    for (amended, message, path) in [
        ("required id", "`id` is required already", "id"),
        ("optional note", "`note` is optional already", "note"),
        ("lift exactly one card", "`card` has no `exactly one`", "card"),
        ("required note } amend pay { required note", "`note` is required already", "note"),
    ] {
        let found = unused(&format!("amend pay {{ {amended} }} {rule}"));
        assert_eq!(found, [(message.to_owned(), path.to_owned())], "{amended}");
    }
    // One of the operations is changed.
    let other = "shape Other { id?: string } operation other { sdk body Other }";
    assert_eq!(unused(&format!("{other} amend pay, other {{ required id }} {rule}")), []);
    assert_eq!(unused(&format!("amend pay {{ required note, card.company }} {rule}")), []);
}

#[test]
fn messages_that_name_what_is_not_there() {
    let of = |rule: &str, message: &str| {
        let rules = format!("rule r: error on pay {{ {rule} }}");
        let catalog = format!("r: {{ {message} }}");
        let files = [
            ("pack.yaml", MANIFEST),
            ("shapes.rules", SHAPES),
            ("a.rules", &rules),
            ("locales/ko.yaml", &catalog),
            ("locales/en.yaml", &catalog),
        ];
        let errors = Pack::new("example", files).compile().map_or_else(|it| it.errors, |_| vec![]);
        let found = errors.iter().filter_map(|mistake| match mistake {
            PackMistake::Compile(error) if error.file.name.ends_with("en.yaml") => {
                Some(format!("{error} @ {}", error.span.of(&error.file.text)))
            }
            _ => None,
        });
        found.collect::<Vec<_>>().join("; ")
    };
    let blocks =
        "if escrow { let length = chars(id) require length > 3 } else { require id is \"a\" }";
    for (rule, message, expected) in [
        (
            "require present id",
            "message: \"a {character}\"",
            "`r` binds no `{character}` @ {character}",
        ),
        ("require present id", "message: a, help: \"{first}\"", "`r` binds no `{first}` @ {first}"),
        ("require id matches /a/", "message: \"{character} {value} {field}\"", ""),
        ("require unique id across batch", "message: \"{first}\"", ""),
        (blocks, "message: \"{length}\"", "some blocks of `r` bind no `{length}` @ {length}"),
        (
            blocks,
            "message: a, label: \"{length}\"",
            "some blocks of `r` bind no `{length}` @ {length}",
        ),
        (
            &*blocks.replace("is \"a\"", "is \"a\" say b"),
            "message: \"{length}\", variants: { b: { message: b } }",
            "",
        ),
        ("for tag in tags { require chars(tag) > 1 }", "message: \"{tag}\"", ""),
        ("require present id", "message: \"a {id\"", "this `{` is never closed @ {id"),
        ("require present id", "message: \"a {{id} }\"", ""),
    ] {
        assert_eq!(of(rule, message), expected, "{rule} {message}");
    }
}

#[test]
fn names_that_mean_something_else() {
    assert_mistake(
        "define escrow = present id rule r: error on pay { require escrow }",
        "the field `escrow` is defined twice",
        "escrow",
    );
    assert_mistake(
        "define chars(x) = present x rule r: error on pay { require chars(id) > 3 }",
        "the function `chars` is defined twice",
        "chars",
    );
    assert_mistake(
        "rule r: error on pay { let now = id require chars(now) > 3 }",
        "the context key `now` is defined twice",
        "now",
    );
    assert_mistake(
        "rule r: error on pay { for x in tags { require present id } }",
        "`x` is never used",
        "x",
    );
}

#[test]
fn assertions_that_never_fail() {
    for (statements, condition, message) in [
        (
            "when present note require present note",
            "present note",
            "this always holds here: nothing could be reported",
        ),
        (
            "when currency is KRW forbid currency in [USD, JPY]",
            "currency in [USD, JPY]",
            "this is never true here: nothing could be reported",
        ),
        (
            "when escrow require escrow is true",
            "escrow is true",
            "this always holds here: nothing could be reported",
        ),
    ] {
        assert_mistake(&format!("rule r: error on pay {{ {statements} }}"), message, condition);
    }
    for fine in [
        "if escrow { require present note } else { require present tags }",
        "when currency is KRW require currency is KRW or present note",
        "when present note require filled note",
    ] {
        let fine = fine.replace("currency is KRW or", "currency is USD or");
        assert_eq!(mistakes(&format!("rule r: error on pay {{ {fine} }}")), [], "{fine}");
    }
}

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
        // A span begins behind a `not` and a bracket.
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
