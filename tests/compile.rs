//! Packs with one mistake each: one diagnostic, at the right place, with what to do.
#![allow(clippy::panic, reason = "a helper of tests")]

use miette::Diagnostic;
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
    // What a terminal shows of it.
    let mut labels = mistake.labels().unwrap_or_else(|| panic!("no label: {mistake:?}"));
    let label = labels.next().map(|label| label.offset());
    assert_eq!(label, usize::try_from(span.start).ok(), "{mistake:?}");
    assert!(mistake.code().is_some() && mistake.source_code().is_some(), "{mistake:?}");
    let help = mistake.help().map(|help| help.to_string()).unwrap_or_default();
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
fn unknown_names_beside_others() {
    assert_body("require amount > limit", "`pay` has no field `limit`", "limit", "");
    assert_body(
        "require amount is crad.months",
        "`pay` has no field `crad`",
        "crad",
        "did you mean `card`?",
    );
    let lent = "let length = chars(id) require length > 0 require chars(note) <= lenght";
    assert_body(lent, "`pay` has no field `lenght`", "lenght", "did you mean `length`?");
    assert_body("let n = chars(id) require n.size <= 4", "`n` has no field `size`", "n.size", "");
    assert_body(
        "require char(id, 2) <= 4",
        "unknown function `char`",
        "char",
        "did you mean `chars`?",
    );
    assert_body(
        "require currency is @path.KRW",
        "unknown path parameter `KRW`",
        "@path.KRW",
        "write `@path.orderId`",
    );
    let silence = "silence missing-field on pai when present id";
    let (message, underlined, help) = only_mistake(silence);
    assert_eq!(
        (&*message, &*underlined, &*help),
        ("unknown operation `pai`", "pai", "did you mean `pay`?")
    );
}

#[test]
fn members_are_words_or_texts() {
    for statement in [
        "require currency is \"KRW\"",
        "require currency in [KRW, \"USD\"]",
        "require context.contracts contains \"card-point\"",
        "require currency is context.mid.currency",
        "require id is note",
        "require currency in [KRW, JPY] fix replace currency with nearest",
        "require present id and currency in [KRW, JPY] fix replace currency with spelling",
    ] {
        assert_eq!(mistakes(&format!("rule r: error on pay {{ {statement} }}")), [], "{statement}");
    }
    // What is compared with several is compared with constants.
    assert_eq!(body("require currency in [context.mid.currency, KRW]").1, "context.mid.currency");
    assert_eq!(body("require id in [note, \"x\"]").1, "note");
    assert_body(
        "require present currency fix replace currency with nearest",
        "there is no list of members to take one from",
        "fix replace currency with nearest",
        "the assertion before it says `… in [A, B]`",
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
    assert_body("require first(id) is \"x\"", "`first` takes two values, not 1", "first(id)", "");
    let most = "no text has more than 4294967295 characters";
    assert_body("require first(id, 5000000000) is \"x\"", most, "5000000000", "");
    assert_body(
        "require count(card) > 1",
        "expected an array, found an object, an array or anything",
        "card",
        "",
    );
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
        ("fix insert amount = \"5\"", "expected a number, found a text"),
        ("fix replace note with 5", "expected a text, found a number"),
        ("fix replace escrow with \"true\"", "expected a boolean, found a text"),
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
    let help = "it stands for any member, whatever its fields are";
    assert_body(below, "`k` has no field `company`", "company", help);
    let inner = "for k in keys of card { for x in tags { forbid x is \"a\" } forbid present k.a }";
    assert_body(inner, "`k` has no field `a`", "a", help);
    let good = "require present id fix replace currency with \"KRW\" fix insert card = { } \
                fix replace currency with \"CURRENCY_KRW\" \
                fix replace currency with \"\\u004BRW\"";
    assert_eq!(mistakes(&format!("rule r: error on pay {{ {good} }}")).len(), 0);
    let count = "expected how many characters, 0 or more, found a number";
    assert_body("require first(id, -1) is note", count, "-1", "");
    let alone = "a statement about the batch stands alone, without `when` or `for`";
    let unique = "require unique id across batch";
    assert_body(&format!("when present note {unique}"), alone, unique, "");
    assert_body(&format!("for x in tags {{ {unique} }}"), alone, unique, "");
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
    assert_eq!(message, "the rule `missing-field` is defined twice");
    let of_shapes = "one of the rules of the shapes, which every pack has, is called so";
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
    assert_eq!((&*message, &*underlined), ("this cannot stand here", "="));
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
    // The mistake is told where it is, not at the start of the file.
    let deep = format!("enum Long {{ A }} rule r: error on pay {{ require {}", "(".repeat(60));
    let mistakes = mistakes(&deep);
    let [PackMistake::Syntax(error)] = mistakes.as_slice() else { panic!("{mistakes:?}") };
    let at = deep.find('(').map(|first| first + 47);
    assert_eq!(usize::try_from(error.span.start).ok(), at, "the first bracket that is too deep");
    assert_eq!(error.span.of(&deep), "(");
}

#[test]
fn a_mistake_is_told_in_its_own_file() {
    let load = |files: &[(&str, &str)]| {
        let shapes = [("pack.yaml", MANIFEST), ("shapes.rules", SHAPES)];
        let files = shapes.into_iter().chain(files.iter().copied()).collect::<Vec<_>>();
        let errors = Linter::new(Pack::new("example", files))
            .map_or_else(|error| error.errors, |_| Vec::new());
        let told = errors.iter().map(|error| match error {
            PackMistake::Compile(error) => {
                (error.file.name.to_string(), error.span.of(&error.file.text).to_owned())
            }
            PackMistake::Syntax(error) => panic!("{error:?}"),
        });
        told.collect::<Vec<_>>()
    };
    // A silence is compiled with every rule that it silences.
    let rule = "rule r: error on pay { require present id }";
    let silence = "silence r on pay when present nte";
    let at = |file: &str, text: &str| (format!("example/{file}"), text.to_owned());
    assert_eq!(load(&[("a.rules", rule), ("b.rules", silence)]), [at("b.rules", "nte")]);
    // Mistakes at the same place of two files are two.
    let (one, other) = (
        "rule r: error on pay { require present x }",
        "rule s: error on pay { require present y }",
    );
    assert_eq!(
        load(&[("a.rules", one), ("b.rules", other)]),
        [at("a.rules", "x"), at("b.rules", "y")]
    );
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
    let twice = "r: { message: x }\nr: { message: y }\n";
    assert_eq!(load(twice, good), ["r: this name was given before"]);
    let variants = "r:\n  message: x\n  variants: { v: { message: x }, v: { message: y } }\n";
    assert_eq!(load(variants, good), ["r.variants.v: this name was given before"]);
}

#[test]
fn a_function_of_an_sdk_has_a_name_and_a_module() {
    let operation =
        |sdk: &str| format!("shape A {{ b?: string }}\noperation x {{ sdk {sdk} body A }}");
    let fine = r#""Client().payment.pay" from "@shop/sdk""#;
    assert_eq!(mistakes(&operation(fine)), []);
    for sdk in [r#""" from "a""#, r#""a..b" from "a""#, r#""a()" from "a""#, r#""a b" from "a""#] {
        let (mistake, ..) = only_mistake(&operation(sdk));
        assert!(mistake.contains("is not the name of a function"), "{mistake}");
    }
    let (mistake, ..) = only_mistake(&operation(r#""a" from """#));
    assert!(mistake.contains("is not the name of a module"), "{mistake}");
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
fn what_there_may_be_at_most_may_be() {
    let names = |count: usize| (0..count).map(|index| format!("m{index} ")).collect::<String>();
    let context =
        |count: usize| (0..count).map(|index| format!("k{index}?: instant ")).collect::<String>();
    let loops = |count: usize| {
        let open: String = (0..count).map(|depth| format!("for x{depth} in tags {{ ")).collect();
        format!("rule r: error on pay {{ {open} forbid x0 is \"a\" {} }}", "}".repeat(count))
    };
    let silence = |count: usize| {
        format!("silence {} on pay when present id", vec!["missing-field"; count].join(", "))
    };
    // The pack's own context has four keys.
    let cases: [(&str, [String; 2]); 5] = [
        ("at most 3 loops stand in each other", [3, 4].map(loops)),
        (
            "`any of { … }` has at most 64 members",
            [64, 65].map(|count| format!("context {{ many?: any of {{ {} }} }}", names(count))),
        ),
        (
            "a context has at most 32 keys",
            [28, 29].map(|count| format!("context {{ {} }}", context(count))),
        ),
        (
            "has more than 4096 members",
            [4096, 4097].map(|count| format!("enum Many {{ {} }}", names(count))),
        ),
        ("the silences of a pack have at most 2000 names in all", [1999, 2000].map(silence)),
    ];
    for (message, [most, more]) in &cases {
        assert_eq!(mistakes(most), [], "{message}");
        let told: Vec<String> = mistakes(more).iter().map(ToString::to_string).collect();
        assert!(matches!(told.as_slice(), [one] if one.contains(message)), "{message}: {told:?}");
    }
    // Neighbours are no deeper for each other.
    let row: String = (0..80).map(|index| format!("a{index}?: {{ b?: [string] }} ")).collect();
    assert_eq!(mistakes(&format!("shape A {{ {row} }} operation x {{ sdk body A }}")), []);
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
