//! Mistakes that are about several files of a pack, and limits of packs.

use super::*;

#[test]
fn a_mistake_is_reported_in_its_own_file() {
    let load = |files: &[(&str, &str)]| {
        let shapes = [("pack.yaml", MANIFEST), ("shapes.rules", SHAPES)];
        let files = shapes.into_iter().chain(files.iter().copied()).collect::<Vec<_>>();
        let errors = Linter::new(Pack::new("example", files))
            .map_or_else(|error| error.errors, |_| Vec::new());
        let reported = errors.iter().map(|error| match error {
            PackMistake::Compile(error) => {
                (error.file.name.to_string(), error.span.of(&error.file.text).to_owned())
            }
            PackMistake::Syntax(error) => panic!("{error:?}"),
        });
        reported.collect::<Vec<_>>()
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
fn all_mistakes_are_reported_at_once() {
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
    let both = "`r` has no entry in `example/locales/ko.yaml` and `example/locales/en.yaml`";
    assert_eq!(load("", ""), [both]);
    assert_eq!(load("r: { message: \" \" }", good), ["a message of `r` is empty"]);
    assert_eq!(load("r: x", good), ["r: invalid type: string \"x\", expected a map"]);
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
fn manifests() {
    let load = |manifest: &str| {
        let files = [("pack.yaml", manifest), ("a.rules", "enum E { A }")];
        let errors = Pack::new("example", files).compile().map_or_else(|it| it.errors, |_| vec![]);
        let shown = errors.iter().map(|mistake| {
            let PackMistake::Compile(error) = mistake else { panic!("{mistake:?}") };
            let help = mistake.help().map(|help| help.to_string()).unwrap_or_default();
            assert_is_korean(&mistake.clone().in_language(Language::Korean), &help);
            (mistake.to_string(), error.span.of(&error.file.text).to_owned())
        });
        shown.collect::<Vec<_>>()
    };
    let mistake = |message: &str, at: &str| vec![(message.to_owned(), at.to_owned())];
    assert_eq!(load("name: x\nversion: 0.1.0\nengine: \"0.1\""), []);
    assert_eq!(
        load("name: x\nversion: 0.1.0\nengine: latest"),
        mistake("`latest` is not a version", "latest")
    );
    assert_eq!(
        load("name: my/pack\nversion: 0.1.0"),
        mistake("`my/pack` cannot be the name of a pack", "my/pack")
    );
    assert_eq!(
        load("name: my pack\nversion: 0.1.0"),
        mistake("`my pack` cannot be the name of a pack", "my pack")
    );
    assert_eq!(
        load("name: x\nversion: 0.1.0\nuses: [kcp]"),
        mistake("there is no pack `kcp` to use", "kcp")
    );
    assert_eq!(load("name: x\nname: y\nversion: 0.1.0").len(), 1);
}

#[test]
fn a_brace_of_a_text_is_shown_where_it_is() {
    let rule = "/// Doc.\nrule r: error on pay { require present id }";
    let load = |message: &str| {
        let catalog = format!("r:\n  message: {message}\n");
        let files = [
            ("pack.yaml", MANIFEST),
            ("shapes.rules", SHAPES),
            ("a.rules", rule),
            ("locales/ko.yaml", &catalog),
            ("locales/en.yaml", "r: { message: x }"),
        ];
        let errors = Linter::new(Pack::new("example", files)).map(|_| ()).unwrap_err().errors;
        let [PackMistake::Compile(error)] = errors.as_slice() else { panic!("{errors:?}") };
        let help = error.help().map(|help| help.to_string()).unwrap_or_default();
        (error.span.of(&error.file.text).to_owned(), help)
    };
    let doubled = "a brace is written twice: `{{`";
    for (message, place) in [
        ("\"an object: { a: 1 }\"", "{ a: 1 }"),
        ("\"{{ {field} { } here\"", "{ }"),
        ("'{\"a\": 1}'", "{\"a\": 1}"),
    ] {
        assert_eq!(load(message), (place.to_owned(), doubled.to_owned()), "{message}");
    }
    let near = load("\"x { feild } y\"");
    assert_eq!(near, ("{ feild }".to_owned(), "did you mean `{field}`?".to_owned()));
    let doubled = load("\"{{feild}} is { feild }\"");
    assert_eq!(doubled.0, "{ feild }");
}

#[test]
fn mistakes_that_are_not_shown_are_counted() {
    let rules: String = (0..70)
        .map(|index| format!("rule r{index}: error on pay {{ require present x{index} }}\n"))
        .collect();
    let files = [("pack.yaml", MANIFEST), ("shapes.rules", SHAPES), ("a.rules", &rules)];
    let error = Linter::new(Pack::new("example", files)).map(|_| ()).unwrap_err();
    assert_eq!((error.errors.len(), error.hidden), (50, 20));
    let message = "the rule pack `example` does not load: at least 70 mistakes, of which the first 50 are shown";
    assert_eq!(error.to_string(), message);
}

#[test]
fn a_function_of_an_sdk_has_a_name_and_a_module() {
    let operation =
        |sdk: &str| format!("shape A {{ b?: string }}\noperation x {{ sdk {sdk} body A }}");
    for fine in [
        r#""Client().payment.pay" from "@shop/sdk""#,
        r#""<Payment request>" from "@shop/sdk""#,
        r#""<Payment request without b, c>" from "@shop/sdk""#,
    ] {
        assert_eq!(mistakes(&operation(fine)), []);
    }
    for sdk in [
        r#""" from "a""#,
        r#""a..b" from "a""#,
        r#""a()" from "a""#,
        r#""a b" from "a""#,
        r#""<a>" from "a""#,
        r#""<a b c>" from "a""#,
        r#""<a() b>" from "a""#,
        r#""<a b without >" from "a""#,
    ] {
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
        let all: Vec<String> = (0..count).map(|depth| format!("x{depth} is \"a\"")).collect();
        let (all, close) = (all.join(" and "), "}".repeat(count));
        format!("rule r: error on pay {{ {open} forbid {all} {close} }}")
    };
    let silence = |count: usize| {
        // One operation and one rule each.
        let one = |index| format!("silence missing-field on pay when amount > {index} ");
        (0..count / 2).map(one).collect::<String>()
    };
    // The pack's own context has four keys.
    let cases: [(&str, [String; 2]); 5] = [
        ("loops are nested at most 3 deep", [3, 4].map(loops)),
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
        ("the silences of a pack have at most 2000 names in all", [2000, 2002].map(silence)),
    ];
    for (message, [most, more]) in &cases {
        assert_eq!(mistakes(most), [], "{message}");
        let reported: Vec<String> = mistakes(more).iter().map(ToString::to_string).collect();
        assert!(
            matches!(reported.as_slice(), [one] if one.contains(message)),
            "{message}: {reported:?}"
        );
    }
    // Neighbours are no deeper for each other.
    let row: String = (0..80).map(|index| format!("a{index}?: {{ b?: [string] }} ")).collect();
    assert_eq!(mistakes(&format!("shape A {{ {row} }} operation x {{ sdk body A }}")), []);
}

#[test]
fn one_mistake_is_reported_once() {
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

#[test]
fn messages_fit_the_rules_and_are_in_both_languages() {
    let load = |catalogs: &[(&str, &str)]| {
        let rule = "/// Doc.\nrule r: error on pay { require present id say short }";
        let own = [("pack.yaml", MANIFEST), ("shapes.rules", SHAPES), ("a.rules", rule)];
        let files = own.into_iter().chain(catalogs.iter().copied()).collect::<Vec<_>>();
        let errors = Linter::new(Pack::new("example", files))
            .map_or_else(|error| error.errors, |_| Vec::new());
        errors.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let both = |text| load(&[("locales/ko.yaml", text), ("locales/en.yaml", text)]);
    let good = "r: { message: x, variants: { short: { message: y } } }";
    assert_eq!(both(good), [] as [&str; 0]);
    let more = good.replace("} } }", "}, long: { message: z } } }");
    let unused = "`r` never uses the variant `long`";
    assert_eq!(both(&more), [unused, unused]);
    let alone = load(&[("locales/ko.yaml", good)]);
    assert_eq!(alone, ["there is no `locales/en.yaml` beside this one"]);
}

/// What to do about a pack of this manifest and these rules, in both languages.
fn advice(manifest: &str, rules: &str) -> String {
    let files = [("pack.yaml", manifest), ("a.rules", rules)];
    let error = Pack::new("example", files).compile().map(|_| ()).unwrap_err();
    let [mistake] = error.errors.as_slice() else { panic!("{error:?}") };
    let help = mistake.help().map(|help| help.to_string()).unwrap_or_default();
    assert_is_korean(&mistake.clone().in_language(Language::Korean), &help);
    help
}

#[test]
fn what_is_wrong_in_yaml_says_what_is_written_instead() {
    for (part, help) in [
        ("sources: { a: { title: One, two words } }", "put a value with a comma in quotes"),
        ("sources: { a: { title: @one } }", "such as a backtick in quotes"),
        ("sources: { a: { title: `one` } }", "such as a backtick in quotes"),
        ("sources:\n\ta: { title: One }", "indent lines with spaces"),
        ("sources:\n  a:\n    title: One: two", "put a value with `: ` in quotes"),
        ("engine = 0.1.0", "a key has a `:` and a space after it"),
        ("sources: { a: { title: {one} } }", "begins with a brace in quotes"),
        ("uses: portone", "a list is in brackets: `[A, B]`"),
    ] {
        let found = advice(&format!("name: example\nversion: 0.1.0\n{part}\n"), "");
        assert!(found.contains(help), "{part}: {found}");
    }
}

#[test]
fn what_a_pack_that_is_not_used_has_is_said_to_be_of_it() {
    let manifest = "name: example\nversion: 0.1.0\n";
    let rule = "rule r: error on requestPayment { require present orderName }";
    assert!(advice(manifest, rule).starts_with("`uses: [portone]`"));
    let amendment = "amend requestPayment { required customer }";
    assert!(advice(manifest, amendment).starts_with("`uses: [portone]`"));
    let used = "use payment-id-length(40)";
    assert!(advice(manifest, used).starts_with("`uses: [portone-checks]`"));
    assert_eq!(advice(manifest, "use payment-id-size(40)"), "");
}

#[test]
fn a_rule_that_is_called_something_else_now_is_one_mistake() {
    let rule = "/// Doc.\nrule id-length: error on pay { require present id }";
    let entry = |name: &str| format!("{name}: {{ message: x }}\n");
    let both = "`id-length` has no entry in `example/locales/ko.yaml` and \
                `example/locales/en.yaml` @ id-length ? there is one of ";
    for old in ["id-lenght", "order-number"] {
        let found = mistakes_of(rule, &entry(old), &entry(old));
        let help = format!("`{old}`, which is no rule: did you mean `id-length`?");
        assert_eq!(found, [format!("{both}{help}")]);
    }
    let english = entry("id-lenght");
    let found = mistakes_of(rule, &entry("id-length"), &english);
    assert!(found.len() == 1 && found[0].contains("did you mean `id-length`?"), "{found:?}");
    // Two that have nothing to do with each other are two mistakes.
    let two = format!("{rule}\n/// Doc.\nrule note: error on pay {{ require present note }}");
    let found = mistakes_of(&two, &entry("zzz"), &entry("zzz"));
    assert_eq!(found.len(), 4, "{found:?}");
}

#[test]
fn a_variant_that_is_called_something_else_now_is_one_mistake() {
    let rule = "/// Doc.\nrule r: error on pay { require present id say too-short }";
    let entry = "r: { message: x, variants: { to-short: { message: y } } }";
    let found = mistakes_of(rule, entry, &entry.replace("to-short", "too-short"));
    let mistake = "`r` never uses the variant `to-short` @ to-short ? did you mean `too-short`?";
    assert_eq!(found, [mistake]);
}

#[test]
fn a_value_between_two_braces_each_is_text() {
    let rule = "/// Doc.\nrule r: error on pay { let length = chars(id) require length > 3 }";
    let fine = "r: { message: '`{field}` {length} {{ {{a}} }}' }";
    assert_eq!(mistakes_of(rule, fine, fine), [] as [&str; 0]);
    for (written, name) in [("{{field}}", "field"), ("{{length}}", "length"), ("{{value}", "value")]
    {
        let found = mistakes_of(rule, fine, &format!("r: {{ message: 'is {written}' }}"));
        let message = format!("`{{{{{name}}}}}` is shown with its braces, not as the value");
        let [only] = found.as_slice() else { panic!("{found:?}") };
        assert!(only.starts_with(&message), "{only}");
        assert!(only.ends_with(&format!("? the value is `{{{name}}}`")), "{only}");
    }
    let found = mistakes_of(rule, fine, "r: { message: a, help: 'is {{field}}' }");
    assert!(found[0].contains("@ {{field}} ?"), "{found:?}");
    let found = mistakes_of(rule, "r: { message: '{{field:을/를}} 빼세요' }", fine);
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn a_severity_that_the_rule_has_anyway_is_warned_of() {
    let base = "/// Doc.\nrule base(n): error on pay { require chars(id) <= n }\n";
    let message = |at: &str| format!("the severity is `error` anyway @ {at} ? remove it");
    for (rest, warned) in [
        ("use base(40): error", true),
        ("use base(40) as id-length: error", true),
        ("use base(40): warning", false),
        ("use base(40)", false),
    ] {
        let found = mistakes_of(&format!("{base}{rest}"), "", "");
        let expected: Vec<String> = warned.then(|| message("error")).into_iter().collect();
        assert_eq!(found, expected, "{rest}");
    }
    for (severity, warned) in [("error", true), ("warning", false)] {
        let rule = "/// Doc.\nrule r: error on pay { require present id as ";
        let found = mistakes_of(&format!("{rule}{severity} }}"), "", "");
        assert_eq!(found.len(), usize::from(warned), "{severity}: {found:?}");
    }
}
