//! What has no effect, and was hardly meant to have none.

use super::*;

#[track_caller]
pub(super) fn assert_mistake(rules: &str, message: &str, underlined: &str) {
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
        "no rule that this silence names reports anything on `other`",
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
pub(super) fn unused(rules: &str) -> Vec<(String, String)> {
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
fn a_guard_of_the_last_clause_that_looks_like_the_rules() {
    let rule = |clauses: &str| {
        format!(
            "operation cancel {{ sdk body Order }} rule r: error {{\n  {clauses}\n  require chars(id) > 1\n}}\n"
        )
    };
    let looks = "on pay with id = id\n  on cancel with id = note\n  when id is \"a\"";
    let message = "this `when` is part of the last `on` clause alone";
    assert_eq!(unused(&rule(looks)), [(message.to_owned(), "when".to_owned())]);
    for plain in [
        "on pay with id = id\n  on cancel with id = note when id is \"a\"",
        "on pay with id = id\n  on cancel with id = note\n    when id is \"a\"",
        "on pay with id = id\n  on cancel with id = note\n  let x = id\n  when x is \"a\"",
        "on pay with id = id\n  when id is \"a\"",
        "on pay with id = id\n  when id is \"b\"\n  on cancel with id = note\n  when id is \"a\"",
    ] {
        assert_eq!(unused(&rule(plain)), [], "{plain}");
    }
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
