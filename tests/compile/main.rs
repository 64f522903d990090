//! Packs with one mistake each: one diagnostic, at the right place, with what to do.
#![allow(clippy::panic, clippy::unwrap_used, reason = "helpers of tests")]

mod constant;
mod constructs;
mod messages;
mod misuse;
mod names;
mod packs;
mod unions;
mod useless;
mod uses;

use miette::{Diagnostic, Severity};
use smartro_lint::pack::{Pack, PackMistake};
use smartro_lint::{Language, Linter};

const SHAPES: &str = r#"
enum Currency prefix "CURRENCY_" { KRW USD JPY }
shape Card { company?: string months?: integer }
shape Order {
  id: string
  note?: string
  amount?: integer
  currency?: Currency
  escrow?: boolean
  card?: Card
  tags?: [string]
  due?: string date-time
}
operation pay { http POST "/pay/{orderId}" body Order }
context {
  now?: instant
  channel?: one of { test live }
  contracts?: any of { escrow card-point }
  mid?: { currency?: one of { KRW USD } }
}
"#;

const MANIFEST: &str = "
name: example
version: 0.1.0
sources:
  guide: { title: The guide, sections: { escrow/card: { heading: Escrow } } }
";

fn mistakes(rules: &str) -> Vec<PackMistake> {
    let files = [("pack.yaml", MANIFEST), ("shapes.rules", SHAPES), ("a.rules", rules)];
    match Linter::new(Pack::new("example", files)) {
        Ok(_) => Vec::new(),
        Err(error) => error.errors,
    }
}

/// The message, the text that is underlined, and the help.
fn only_mistake(rules: &str) -> (String, String, String) {
    let mistakes = mistakes(rules);
    let [mistake] = mistakes.as_slice() else {
        panic!("expected one mistake in {rules:?}, found {mistakes:#?}");
    };
    let (span, file) = match mistake {
        PackMistake::Syntax(error) => (error.span, &error.file),
        PackMistake::Compile(error) => (error.span, &error.file),
    };
    // What a terminal shows of it.
    let mut labels = mistake.labels().unwrap_or_else(|| panic!("no label: {mistake:?}"));
    let label = labels.next().map(|label| label.offset());
    assert_eq!(label, usize::try_from(span.start).ok(), "{mistake:?}");
    assert!(mistake.code().is_some() && mistake.source_code().is_some(), "{mistake:?}");
    let help = mistake.help().map(|help| help.to_string()).unwrap_or_default();
    assert_is_korean(&mistake.clone().in_language(Language::Korean), &help);
    (mistake.to_string(), span.of(&file.text).to_owned(), help)
}

/// Whether a mistake has all its texts in Korean, and no more of them than in English.
fn assert_is_korean(mistake: &PackMistake, english_help: &str) {
    let is_korean = |text: &str| text.contains(|character| matches!(character, '가'..='힣'));
    let help = mistake.help().map(|help| help.to_string());
    assert!(is_korean(&mistake.to_string()), "{mistake}");
    assert_eq!(help.as_deref().is_some_and(is_korean), !english_help.is_empty(), "{help:?}");
    let mut labels = mistake.labels().into_iter().flatten();
    assert!(labels.all(|label| label.label().is_some_and(is_korean)), "{mistake}");
}

/// The errors, or else the warnings, of a pack with these messages and this rule: each with what
/// is underlined and its help.
fn mistakes_of(rule: &str, korean: &str, english: &str) -> Vec<String> {
    let files = [
        ("pack.yaml", MANIFEST),
        ("shapes.rules", SHAPES),
        ("a.rules", rule),
        ("locales/ko.yaml", korean),
        ("locales/en.yaml", english),
    ];
    let files = files.into_iter().filter(|(_, text)| !text.is_empty());
    let compiled = Pack::new("example", files).compile();
    let severity = if compiled.is_ok() { Severity::Warning } else { Severity::Error };
    let mistakes = compiled.map_or_else(|error| error.errors, |compiled| compiled.warnings);
    let shown = mistakes.iter().map(|mistake| {
        let PackMistake::Compile(error) = mistake else { panic!("{mistake:?}") };
        assert_eq!(error.severity(), Some(severity));
        let help = error.help().map(|help| help.to_string()).unwrap_or_default();
        assert_is_korean(&mistake.clone().in_language(Language::Korean), &help);
        format!("{mistake} @ {} ? {help}", error.span.of(&error.file.text))
    });
    shown.collect()
}

/// A rule on `pay` with this body.
fn body(statements: &str) -> (String, String, String) {
    only_mistake(&format!("/// Doc.\nrule r: error on pay {{\n  {statements}\n}}"))
}

#[track_caller]
fn assert_body(statements: &str, message: &str, underlined: &str, help: &str) {
    assert_eq!(body(statements), (message.into(), underlined.into(), help.into()));
}

#[test]
fn a_rule_without_mistakes_loads() {
    let rule = "rule r: error on pay { let n = chars(id) require n <= 4 and currency is KRW }";
    assert_eq!(mistakes(rule), []);
}

#[test]
fn types_that_do_not_go_together() {
    assert_body(
        "require chars(id) <= bytes(note)",
        "characters and bytes are different units",
        "chars(id) <= bytes(note)",
        "",
    );
    assert_body(
        "require chars(id) <= amount",
        "characters and a plain number are different units",
        "chars(id) <= amount",
        "",
    );
    assert_body("require amount is \"x\"", "a number and a string cannot be compared", "\"x\"", "");
    assert_body(
        "require id is KRW",
        "`pay` has no field `KRW`",
        "KRW",
        "a string is written in quotes: `\"KRW\"`",
    );
    assert_body(
        "require id > 3",
        "expected a number or a point in time, found a string",
        "id",
        "`chars(…)` counts the characters of a string",
    );
    assert_body("require amount matches /a/", "expected a string, found a number", "amount", "");
    assert_body(
        "require currency is context.channel",
        "a member of `Currency` and a member of `channel` cannot be compared",
        "context.channel",
        "",
    );
    assert_body(
        "require card",
        "expected a condition, found an object",
        "card",
        "whether it is there: `present card`",
    );
    assert_body(
        "for x in card { require present x }",
        "expected an array, found an object",
        "card",
        "",
    );
    assert_body(
        "require formatted id",
        "the shape declares no forms for this field",
        "formatted id",
        "a field with forms is declared so: `dueDate?: string date-time`",
    );
    assert_body(
        "require chars(id, id) <= 3",
        "`chars` takes one value, not 2",
        "chars(id, id)",
        "as in `chars(orderName)`",
    );
    assert_body(
        "require first(id) is \"x\"",
        "`first` takes two values, not 1",
        "first(id)",
        "as in `first(orderName, 20)`",
    );
    let most = "no string has more than 4294967295 characters";
    assert_body("require first(id, 5000000000) is \"x\"", most, "5000000000", "");
    assert_body("require count(card) > 1", "expected an array, found an object", "card", "");
}

#[test]
fn patterns() {
    let (message, underlined, help) = body("require id matches /[a-/");
    assert!(message.starts_with("this pattern cannot be used: "), "{message}");
    assert_eq!((&*underlined, &*help), ("/[a-/", ""));
    let (_, underlined, help) = body(r"require id matches /\d+/");
    assert_eq!(underlined, r"/\d+/");
    assert_eq!(help, "write `[0-9]` or `[A-Za-z0-9_]`: digits and letters are ASCII");
    assert_body(
        "require id matches /((a{99}){99}){99}/",
        "this pattern cannot be used: it needs a larger automaton than a rule may have",
        "/((a{99}){99}){99}/",
        "use fewer or smaller repetitions",
    );
}

#[test]
fn what_a_rule_must_and_must_not_have() {
    assert_body(
        "let n = chars(id) require present id",
        "`n` is never used",
        "n",
        "use it in the rule or in a message, or remove it",
    );
    assert_body("cite guide \"escrow/card\"", "`r` neither requires nor forbids", "r", "");
    assert_body(
        "fix remove note require present id",
        "a fix follows the assertion that it repairs",
        "fix remove note",
        "",
    );
    assert_body(
        "for x in [id, note] { let n = chars(x) require present x }",
        "`n` is never used",
        "n",
        "use it in the rule or in a message, or remove it",
    );
    for (fix, message) in [
        ("fix insert amount = \"5\"", "expected a number, found a string"),
        ("fix replace note with 5", "expected a string, found a number"),
        ("fix replace escrow with \"true\"", "expected a boolean, found a string"),
        ("fix insert tags = { }", "expected an array, found an object"),
        ("fix insert card = true", "expected an object, found a boolean"),
        ("fix replace currency with 410", "expected a member of an enumeration, found a number"),
        ("fix replace currency with \"KRV\"", "`Currency` has no member `KRV`"),
    ] {
        let help = if message.contains("KRV") { "did you mean `KRW`?" } else { "" };
        assert_body(&format!("require present id {fix}"), message, fix, help);
    }
    // A member that is gone through may be of any type, and has no fields that are known.
    let members = "for k in keys of card { forbid filled k fix replace k with";
    for written in ["\"\"", "5", "{ }"] {
        let rule = format!("rule r: error on pay {{ {members} {written} }} }}");
        assert_eq!(mistakes(&rule).len(), 0, "{written}");
    }
    let below = "for k in keys of card { forbid present k.company }";
    let help = "it is any member, whatever its fields are";
    assert_body(below, "`k` has no field `company`", "company", help);
    let inner = "for k in keys of card { for x in tags { forbid x is \"a\" } forbid present k.a }";
    assert_body(inner, "`k` has no field `a`", "a", help);
    let good = "require present id fix replace currency with \"KRW\" fix insert card = { } \
                fix replace currency with \"CURRENCY_KRW\" \
                fix replace currency with \"\\u004BRW\"";
    assert_eq!(mistakes(&format!("rule r: error on pay {{ {good} }}")).len(), 0);
    let count = "expected how many characters, 0 or more, found a number";
    assert_body("require first(id, -1) is note", count, "-1", "");
    let alone = "a rule over a run has no `when`, `unless`, `if` or `for`";
    let unique = "require unique id across batch";
    let help = "remove the condition: all requests of a run that have the field are compared";
    assert_body(&format!("when present note {unique}"), alone, unique, help);
    assert_body(&format!("for x in tags {{ {unique} }}"), alone, unique, help);
    let (message, underlined, _) = only_mistake("rule r: error { require present id }");
    assert_eq!((&*message, &*underlined), ("`r` is on no operation", "r"));
    let twice =
        "rule r: error on pay { require present id }\nrule r: error on pay { require present id }";
    let (message, underlined, _) = only_mistake(twice);
    assert_eq!((&*message, &*underlined), ("the rule `r` is defined twice", "r"));
    let (message, underlined, _) = only_mistake("enum Currency { A }");
    assert_eq!((&*message, &*underlined), ("the type `Currency` is defined twice", "Currency"));
    let shape_rule = "rule missing-field: error on pay { require present id }";
    let (message, underlined, help) = only_mistake(shape_rule);
    assert_eq!(message, "`missing-field` is the name of a shape rule");
    let of_shapes = "a shape rule, which every pack has, has this name: choose another one";
    assert_eq!((&*underlined, &*help), ("missing-field", of_shapes));
    let (message, underlined, _) = only_mistake(
        "shape O { a?: string }\noperation x { http POST \"/o/{id}\" body O }\n\
         operation y { http post \"/o/{other}\" body O }\noperation z { http POST \"/o/id\" body O }",
    );
    let address = "the address `post /o/{other}` is defined twice";
    assert_eq!((&*message, &*underlined), (address, "\"/o/{other}\""));
    let (message, _, help) =
        only_mistake("shape A { b?: B }\nshape B { a?: A }\noperation x { sdk body A }");
    assert_eq!(
        (&*message, &*help),
        ("the shape `A` contains itself", "a request has a fixed depth; `json` holds anything")
    );
}

#[test]
fn syntax() {
    let (message, underlined, help) = only_mistake("rule r: error on pay { require present id\n");
    assert_eq!(
        (&*message, &*underlined, &*help),
        ("this `{` is never closed", "{", "add the `}` that belongs to it")
    );
    let (message, underlined, _) = only_mistake("rule r: error on pay { require present id } }");
    assert_eq!((&*message, &*underlined), ("this `}` closes nothing", "}"));
    let (message, underlined, _) = only_mistake("rule r = error on pay { require present id }");
    assert_eq!((&*message, &*underlined), ("expected `(` or `:`", "="));
    let (message, underlined, _) = only_mistake("rule r: eror on pay { require present id }");
    assert_eq!((&*message, &*underlined), ("expected `error`, `warning` or `advice`", "eror"));
    let (message, underlined, _) =
        only_mistake("# 가나다\nrule r error on pay { require present id }");
    assert_eq!(underlined, "error", "{message}");
    let deep = format!(
        "rule r: error on pay {{ require {}present id{} }}",
        "(".repeat(100),
        ")".repeat(100)
    );
    let (message, _, _) = only_mistake(&deep);
    assert_eq!(message, "brackets nest deeper than 48 levels");
    let negated =
        format!("rule r: error on pay {{ require {} present id }}", "not ".repeat(100_000));
    assert_eq!(mistakes(&negated), [], "a long row of `not` is no deep tree");
}

#[test]
fn brackets_that_do_not_pair() {
    let (message, underlined, help) = only_mistake("rule r: error on pay { require any of (id] }");
    assert_eq!(
        (&*message, &*underlined, &*help),
        ("this `(` is closed by a `]`", "(", "close it with `)`")
    );
    let (message, underlined, help) =
        only_mistake("rule r: error on pay { require id is \"x }\n# \"\nenum A { B }");
    assert_eq!(
        (&*message, &*underlined, &*help),
        ("this `\"` is never closed", "\"", "close it on the same line")
    );
    for (opening, closing) in [("{", "}"), ("[", "]"), ("(", ")")] {
        let rules = format!("rule r: error on pay {opening}");
        let (message, underlined, help) = only_mistake(&rules);
        assert_eq!(
            (message, underlined),
            (format!("this `{opening}` is never closed"), opening.to_owned())
        );
        assert_eq!(help, format!("add the `{closing}` that belongs to it"));
        let (message, underlined, help) = only_mistake(&format!("enum A {{ B }}\n{closing}"));
        assert_eq!(
            (message, underlined),
            (format!("this `{closing}` closes nothing"), closing.to_owned())
        );
        assert_eq!(help, "remove it, or open it before");
    }
    // Brackets of comments, documentation, texts and patterns are none.
    let rule =
        "# (\n/// [a/b {\nrule r: error on pay { # }\n require id is \"{\" or id matches /[)(]+/ }";
    assert_eq!(mistakes(rule), []);
    // The mistake is reported where it is, not at the start of the file.
    let deep = format!("enum Long {{ A }} rule r: error on pay {{ require {}", "(".repeat(60));
    let mistakes = mistakes(&deep);
    let [PackMistake::Syntax(error)] = mistakes.as_slice() else { panic!("{mistakes:?}") };
    let at = deep.find('(').map(|first| first + 47);
    assert_eq!(usize::try_from(error.span.start).ok(), at, "the first bracket that is too deep");
    assert_eq!(error.span.of(&deep), "(");
}
