//! Rules with parameters, and rules of other packs.

use super::*;
use smartro_lint::Request;

const BASE: &str = "enum Currency { KRW USD JPY }
shape Order { id: string memo?: string currency?: Currency amount?: integer }
operation pay { sdk body Order detect id }
operation cancel { sdk body Order }

/// The id is short.
rule id-length(least, most): error on pay, cancel {
  cite base
  let length = chars(id)
  require length >= least say short
  require length <= most
}
rule currency(supported): error on pay {
  require currency in supported
  fix safe replace currency with spelling
}
rule charset(field, allowed): error on pay { require field matches allowed }
rule memo-word(word): error on pay { forbid memo is word }
/// An amount is positive.
rule amount: warning on pay, cancel { require amount > 0 }";

const KO: &str = "
id-length:
  message: '`{field:이/가}` {most}자를 넘습니다'
  variants: { short: { message: '{least}자 이상' } }
  explain: { what: '{most}자', why: b, do: c }
currency: { message: '{supported}' }
charset: { message: '{field}' }
memo-word: { message: '`{word:은/는}` 안 됩니다' }
amount: { message: amount }
";

const EN: &str = "
id-length: { message: 'more than {most}', variants: { short: { message: 'fewer than {least}' } } }
currency: { message: 'one of {supported}' }
charset: { message: '{field}' }
memo-word: { message: 'not {word}' }
amount: { message: amount }
";

fn using(manifest: &str, rules: &str) -> Pack {
    let manifest = format!("name: own\nversion: 0.1.0\n{manifest}");
    let base = [
        (
            "base/pack.yaml",
            "name: base\nversion: 0.1.0\nuses: []\nsources: { base: { title: The base } }",
        ),
        ("base/base.rules", BASE),
        ("base/locales/ko.yaml", KO),
        ("base/locales/en.yaml", EN),
    ];
    let between = [("middle/pack.yaml", "name: middle\nversion: 0.1.0\nuses: [base]")];
    let owned = |files: &[(&str, &str)]| {
        files
            .iter()
            .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
            .collect::<Vec<_>>()
    };
    Pack::new("own", [("pack.yaml", manifest.as_str()), ("own.rules", rules)])
        .using("base", owned(&base))
        .using("middle", owned(&between))
}

const USES: &str =
    "uses: [base]\nsources: { guide: { title: The guide, sections: { ids: { heading: Ids } } } }";

fn linter(rules: &str) -> Linter {
    Linter::new(using(USES, rules)).unwrap_or_else(|error| panic!("{:?}", error.errors))
}

/// What is reported of a request, in both languages.
fn reported(rules: &str, request: &str) -> Vec<String> {
    let linter = linter(rules);
    let of = |language: Language| {
        let report =
            linter.clone().language(language).lint(&Request::json(request).operation("pay"));
        report
            .diagnostics
            .into_iter()
            .map(|one| format!("{}[{}] {}", one.severity.name(), one.rule, one.message))
            .collect::<Vec<_>>()
    };
    [of(Language::Korean), of(Language::English)].concat()
}

#[test]
fn a_rule_with_parameters_applies_where_it_is_used() {
    let long = r#"{ "id": "order-1" }"#;
    assert_eq!(reported("", long), [""; 0]);
    assert_eq!(
        reported("use id-length(2, 6)", long),
        ["error[id-length] `id`가 6자를 넘습니다", "error[id-length] more than 6"]
    );
    let renamed = "use id-length(2, 6) as ids: warning cite guide \"ids\" use id-length(9, 20)";
    assert_eq!(
        reported(renamed, long),
        [
            "warning[ids] `id`가 6자를 넘습니다",
            "error[id-length] 9자 이상",
            "warning[ids] more than 6",
            "error[id-length] fewer than 9"
        ]
    );
    assert_eq!(reported("use id-length(2, 6) on cancel", long), [""; 0]);
    let others = "set won: Currency = [KRW]
        use currency([won, USD]) use currency(won) as won-only
        use charset(memo, /[a-z]*/) use memo-word(\"free\")";
    assert_eq!(linter(others).rules().filter(|rule| rule.pack == "own").count(), 5);
    assert_eq!(
        reported(others, r#"{ "id": "1", "currency": "USD", "memo": "free" }"#),
        [
            "error[won-only] KRW",
            "error[memo-word] `free`는 안 됩니다",
            "error[won-only] one of KRW",
            "error[memo-word] not free"
        ]
    );
    assert_eq!(
        reported(others, r#"{ "id": "1", "memo": "A" }"#),
        ["error[charset] memo", "error[charset] memo"]
    );
}

#[test]
fn what_explain_says_lists_the_members_of_sets() {
    let rules = "enum Currency { KRW USD } shape Order { id: string currency?: Currency }
        operation pay { sdk body Order detect id }
        set won: Currency = [KRW, USD]
        /// One of a set.
        rule r: error on pay { require currency in won }";
    let korean = "r: { message: a, explain: { what: '{won}', why: '{id}', do: '{won}' } }";
    let pack = Pack::new(
        "own",
        [
            ("pack.yaml", "name: own\nversion: 0.1.0\nuses: []"),
            ("own.rules", rules),
            ("locales/ko.yaml", korean),
            ("locales/en.yaml", "r: { message: a }"),
        ],
    );
    let linter = Linter::new(pack).unwrap().language(Language::Korean);
    let explained = linter.rules().find_map(|rule| rule.explain).unwrap();
    assert_eq!([&*explained.what, &*explained.why], ["KRW, USD", "{id}"]);
    assert_eq!(explained.action, "KRW, USD");
}

#[test]
fn rules_of_used_packs_apply_with_their_messages_and_sources() {
    let request = r#"{ "id": "1", "amount": 0 }"#;
    let amount = ["warning[amount] amount", "warning[amount] amount"];
    assert_eq!(reported("", request), amount);
    assert_eq!(reported("drop amount", request), [""; 0]);
    assert_eq!(
        reported("use amount as free: advice drop amount", request),
        ["advice[free] amount", "advice[free] amount"]
    );
    let through = using("uses: [middle]", "use id-length(1, 2)");
    assert_eq!(through.uses(), ["base", "middle"]);
    let used: Vec<_> = through.used_rules().into_iter().map(|used| used.name).collect();
    assert_eq!(used, ["amount", "id-length"]);
    let linter = Linter::new(through).unwrap();
    let rules: Vec<_> = linter.rules().filter(|rule| rule.pack == "own").collect();
    let sources: Vec<_> = rules.iter().flat_map(|rule| &rule.sources).map(|it| it.title).collect();
    assert_eq!(sources, ["The base"]);
    assert_eq!(rules[0].doc, "An amount is positive.");
    let linter = linter.language(Language::Korean);
    let explained = linter.rules().find(|rule| rule.rule == "id-length").unwrap();
    assert_eq!(explained.explain.unwrap().what, "2자");
}

/// A pack with messages of its own.
fn in_both(pack: Pack, ko: &str, en: &str) -> Pack {
    let file = |tag: &str, text: &str| {
        let path = format!("locales/{tag}.yaml");
        (path.clone(), (format!("own/{path}"), text.to_owned()))
    };
    let ((ko_path, ko), (en_path, en)) = (file("ko", ko), file("en", en));
    pack.with(ko_path, ko).with(en_path, en)
}

#[test]
fn own_messages_replace_those_of_the_used_pack() {
    let own =
        "id-length: { message: '{field} {most} {length}', variants: { short: { message: a } } }";
    let pack = using(USES, "use id-length(1, 2)");
    let pack = in_both(pack, own, own);
    let report = Linter::new(pack).unwrap().lint(&Request::json(r#"{ "id": "abc" }"#));
    assert_eq!(report.diagnostics[0].message, "id 2 3");
}

#[test]
fn a_pack_uses_its_own_rules_with_parameters() {
    let rules = "rule short(field, most): error on pay { require chars(field) <= most }
        use short(id, 3) as short-id use short(note, 3) as short-note";
    assert_eq!(mistakes(rules), []);
}

#[track_caller]
fn assert_mistake(rules: &str, message: &str, underlined: &str) {
    assert_mistake_of(&using(USES, rules), ("own/own.rules", message, underlined), rules);
}

#[track_caller]
fn assert_mistake_of(pack: &Pack, expected: (&str, &str, &str), what: &str) {
    let errors = Linter::new(pack.clone()).map_or_else(|error| error.errors, |_| Vec::new());
    let found: Vec<_> = errors
        .iter()
        .map(|error| match error {
            PackMistake::Compile(error) => {
                let at = error.span.of(&error.file.text).to_owned();
                (error.file.name.clone(), error.to_string(), at)
            }
            PackMistake::Syntax(error) => panic!("{error:?}"),
        })
        .collect();
    let (file, message, underlined) = expected;
    assert_eq!(found, [(file.to_owned(), message.to_owned(), underlined.to_owned())], "{what}");
    for error in errors {
        let korean = error.in_language(Language::Korean).to_string();
        assert!(korean.chars().any(|one| ('가'..='힣').contains(&one)), "{korean}");
    }
}

#[test]
fn uses_that_are_wrong() {
    for (rules, message, underlined) in [
        ("use id-lenght(1, 2)", "unknown rule `id-lenght`", "id-lenght"),
        ("use id-length(1)", "`id-length` takes two values, not 1", "id-length"),
        ("use amount(1)", "`amount` takes 0 values, not 1", "amount"),
        (
            "use id-length(1, \"2\")",
            "a number of characters and a string cannot be compared",
            "\"2\"",
        ),
        ("use id-length([1], 2)", "expected a value, found a list", "[1]"),
        ("use id-length(1, /2/)", "expected a value, found a `/pattern/`", "/2/"),
        ("use currency(KRW)", "unknown `set` or `define` `KRW`", "KRW"),
        ("use currency([KRW, EUR])", "`Currency` has no member `EUR`", "[KRW, EUR]"),
        ("use currency([a.b])", "expected a member, a string or a number, found `a.b`", "a.b"),
        ("use charset(memo, \"a\")", "expected a `/pattern/`, found a string", "\"a\""),
        ("use charset(mem, /a/)", "`pay` has no field `mem`", "mem"),
        ("use amount on pai", "the rule `amount` is not on `pai`", "pai"),
        ("use amount on pay, pay", "`pay` is named twice", "pay"),
        ("use amount cite guide on pai", "the rule `amount` is not on `pai`", "pai"),
        ("use amount cite gide", "unknown source `gide`", "gide"),
        ("use amount cite guide cite guide", "`guide` is named twice", "cite guide"),
        ("use amount use amount", "the rule `amount` is defined twice", "amount"),
        ("use amount as currency", "the rule `currency` is defined twice", "currency"),
        ("use amount drop amount", "`amount` is named twice", "amount"),
        ("drop amuont", "unknown rule `amuont`", "amuont"),
        ("drop amount, amount", "`amount` is named twice", "amount"),
        ("drop currency", "`currency` does not apply here anyway", "currency"),
        (
            "rule own: error on pay { require present memo } drop own",
            "`own` is a rule of this pack: it applies as it is",
            "own",
        ),
        (
            "rule own: error on pay { require present memo } use own",
            "`own` is a rule of this pack: it applies as it is",
            "own",
        ),
        ("rule own(a): error on pay { require present memo }", "`a` is never used", "a"),
        (
            "rule own(a): error on pay { require chars(memos) < a }",
            "`pay` has no field `memos`",
            "memos",
        ),
        (
            "rule own: error on pay { require memo matches memo }",
            "expected a `/pattern/`, found `memo`",
            "memo",
        ),
    ] {
        assert_mistake(rules, message, underlined);
    }
}

#[test]
fn packs_that_cannot_be_used() {
    let manifest = |uses: &str| using(&format!("uses: [{uses}]"), "");
    let at = |message, name| ("own/pack.yaml", message, name);
    assert_mistake_of(&manifest("other"), at("there is no pack `other` to use", "other"), "other");
    assert_mistake_of(&manifest("own"), at("the pack `own` uses itself", "own"), "own");
    let circle = manifest("a")
        .using("a", [("a/pack.yaml".to_owned(), "name: a\nversion: 0.1.0\nuses: [a]".to_owned())]);
    assert_mistake_of(&circle, ("a/pack.yaml", "the pack `a` uses itself", "a"), "a");
}

#[test]
fn particles_that_are_wrong() {
    let rules = "rule r: error on pay { require present memo }";
    let pack = |ko: &str, en: &str| {
        let entry = |message: &str| format!("r: {{ message: \"{message}\" }}");
        let pack = using(USES, &format!("{rules} drop amount"));
        in_both(pack, &entry(ko), &entry(en))
    };
    assert_eq!(Linter::new(pack("`{field:을/를}`", "{field}")).map(|_| ()).ok(), Some(()));
    assert_mistake_of(
        &pack("`{field:를/을}`", "{field}"),
        (
            "own/locales/ko.yaml",
            "`를/을` are not the two forms of a Korean particle",
            "{field:를/을}",
        ),
        "reversed",
    );
    assert_mistake_of(
        &pack("`{feild:을/를}`", "{field}"),
        ("own/locales/ko.yaml", "`r` binds no `{feild}`", "{feild:을/를}"),
        "unknown",
    );
    assert_mistake_of(
        &pack("{field}", "{field:을/를}"),
        (
            "own/locales/en.yaml",
            "`{field:을/를}` has a Korean particle, which English has no place for",
            "{field:을/를}",
        ),
        "English",
    );
}
