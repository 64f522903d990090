//! Packs with one mistake each: one diagnostic, at the right place, with what to do.
#![allow(clippy::panic, reason = "a helper of tests")]

use smartro_lint::Linter;
use smartro_lint::pack::{Pack, PackMistake};

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
    let help = miette::Diagnostic::help(mistake).map(|help| help.to_string()).unwrap_or_default();
    (mistake.to_string(), span.of(&file.text).to_owned(), help)
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
fn unknown_names() {
    assert_body(
        "require present curency",
        "`pay` has no field `curency`",
        "curency",
        "did you mean `currency`?",
    );
    assert_body(
        "require present card.compny",
        "`card` has no field `compny`",
        "compny",
        "did you mean `company`?",
    );
    assert_body(
        "require currency is KWR",
        "`Currency` has no member `KWR`",
        "KWR",
        "did you mean `KRW`?",
    );
    assert_body("require currency in [KRW, EUR]", "`Currency` has no member `EUR`", "EUR", "");
    assert_body(
        "require context.chanel is test",
        "unknown context key `chanel`",
        "context.chanel",
        "did you mean `channel`?",
    );
    assert_body(
        "require char(id) <= 4",
        "unknown function `char`",
        "char",
        "did you mean `chars`?",
    );
    assert_body(
        "require @path.id is \"a\"",
        "unknown path parameter `id`",
        "@path.id",
        "write `@path.orderId`",
    );
    assert_body(
        "cite guid \"escrow/card\" require present id",
        "unknown source `guid`",
        "guid",
        "did you mean `guide`?",
    );
    assert_body(
        "cite guide \"escrow/crd\" require present id",
        "unknown section `escrow/crd`",
        "\"escrow/crd\"",
        "did you mean `escrow/card`?",
    );
    assert_body(
        "require present id fix remove nte",
        "`pay` has no field `nte`",
        "nte",
        "did you mean `note`?",
    );
    let (message, underlined, help) = only_mistake("rule r: error on pai { require present id }");
    assert_eq!(
        (&*message, &*underlined, &*help),
        ("unknown operation `pai`", "pai", "did you mean `pay`?")
    );
    let (message, underlined, help) = only_mistake("silence mising-field on pay when present id");
    assert_eq!(
        (&*message, &*underlined, &*help),
        ("unknown rule `mising-field`", "mising-field", "did you mean `missing-field`?")
    );
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
    assert_body("require amount is \"x\"", "a number and a text cannot be compared", "\"x\"", "");
    assert_body(
        "require id is KRW",
        "`pay` has no field `KRW`",
        "KRW",
        "a text is written in quotes: `\"KRW\"`",
    );
    assert_body("require id > 3", "expected a number or a point in time, found a text", "id", "");
    assert_body("require amount matches /a/", "expected a text, found a number", "amount", "");
    assert_body(
        "require currency is context.channel",
        "a member of `Currency` and a member of `channel` cannot be compared",
        "context.channel",
        "",
    );
    assert_body(
        "require card",
        "expected a condition, found an object, an array or anything",
        "card",
        "",
    );
    assert_body(
        "for x in card { require present x }",
        "expected an array, found an object, an array or anything",
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
        "",
    );
}

#[test]
fn patterns() {
    let (message, underlined, _) = body("require id matches /[a-/");
    assert!(message.starts_with("this pattern cannot be used: "), "{message}");
    assert_eq!(underlined, "/[a-/");
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
    let (message, underlined, _) = only_mistake("rule r: error { require present id }");
    assert_eq!((&*message, &*underlined), ("`r` is on no operation", "r"));
    let twice =
        "rule r: error on pay { require present id }\nrule r: error on pay { require present id }";
    let (message, underlined, _) = only_mistake(twice);
    assert_eq!((&*message, &*underlined), ("the rule `r` is defined twice", "r"));
    let (message, underlined, _) = only_mistake("enum Currency { A }");
    assert_eq!((&*message, &*underlined), ("the type `Currency` is defined twice", "Currency"));
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
fn all_mistakes_are_told_at_once() {
    let rules = "rule a: error on pay { require present x }\nrule b: error on pay { require chars(id) < bytes(id) }";
    assert_eq!(mistakes(rules).len(), 2);
}

#[test]
fn catalogs_and_rules_fit() {
    let rule = "/// Doc.\nrule r: error on pay { let n = chars(id) require n <= 4 }";
    let load = |ko: &str, en: &str| {
        let files = [
            ("pack.yaml", MANIFEST),
            ("shapes.rules", SHAPES),
            ("a.rules", rule),
            ("locales/ko.yaml", ko),
            ("locales/en.yaml", en),
        ];
        match Linter::new(Pack::new("example", files)) {
            Ok(_) => Vec::new(),
            Err(error) => error.errors.iter().map(ToString::to_string).collect(),
        }
    };
    let good = "r:\n  message: \"{n}\"\n";
    assert_eq!(load(good, good), Vec::<String>::new());
    assert_eq!(load("", good), ["`r` has no entry in `example/locales/ko.yaml`"]);
    assert_eq!(load("r: { message: \"{m}\" }", good), ["`r` binds no `{m}`"]);
    let extra = format!("{good}s: {{ message: x }}\n");
    assert_eq!(load(&extra, good), ["there is no rule `s`"]);
    assert_eq!(load("r: { mesage: x }", good).len(), 1);
}

#[test]
fn packs_that_would_grow_without_bound_are_refused() {
    let shapes: String = (0..20)
        .map(|level| format!("shape E{level} {{ a?: E{0} b?: E{0} }}\n", level + 1))
        .collect();
    let (message, underlined, _) =
        only_mistake(&format!("{shapes}shape E20 {{ a?: string }}\noperation x {{ sdk body E0 }}"));
    assert_eq!((&*message, &*underlined), ("the shape `E0` is too large", "E0"));
    let loops: String = (0..12).map(|depth| format!("for a{depth} in [id, note] {{ ")).collect();
    let (message, _, _) = body(&format!("{loops} forbid present a0 {}", "}".repeat(12)));
    assert_eq!(message, "too many branches in branches");
}

#[test]
fn one_mistake_is_told_once() {
    let (message, underlined, help) =
        only_mistake("shape A { b?: Crd }\noperation x { sdk body A }\noperation y { sdk body A }");
    assert_eq!(
        (&*message, &*underlined, &*help),
        ("unknown shape or enumeration `Crd`", "Crd", "did you mean `Card`?")
    );
    let (message, _, _) =
        only_mistake("operation x { sdk body Ordr }\nrule r: error on x { require present id }");
    assert_eq!(message, "unknown shape or enumeration `Ordr`");
    let (message, underlined, _) = only_mistake(
        "rule r: error on pay { require present id }\nsilence r at id on pay when present note",
    );
    assert_eq!(underlined, "r", "{message}");
}
