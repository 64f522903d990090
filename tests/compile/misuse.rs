//! Every construct misused: one mistake each, where it is, and what to do. `misuse.txt` has the rule
//! files, each with its message (indented), what is underlined (`@`) and the advice (`?`).

use super::*;

const SHAPES: &str = r#"
enum Currency prefix "CURRENCY_" { KRW USD JPY }
enum Bank { KOOKMIN SHINHAN }
shape Card { company?: string months?: integer }
shape Order {
  id: string
  note?: string
  amount?: integer
  total?: number
  currency?: Currency
  bank?: Bank
  escrow?: boolean
  card?: Card
  other?: Card
  tags?: [string]
  items?: [{ name?: string price?: integer tags?: [string] }]
  due?: string date-time
  day?: string
  any?: json
  extra?: object
  quota?: integer | string
}
operation pay { http POST "/pay/{orderId}" body Order }
operation cancel { http POST "/cancel" body Card }
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
  guide: { title: The guide, sections: { one: { heading: One } } }
";

/// A rule file with its messages, as `misuse.txt` has it.
fn described(rules: &str) -> String {
    let files = [("pack.yaml", MANIFEST), ("shapes.rules", SHAPES), ("a.rules", rules)];
    let mistakes =
        Pack::new("example", files).compile().map_or_else(|error| error.errors, |_| Vec::new());
    let mut text = rules.to_owned();
    for mistake in mistakes {
        let (span, file) = match &mistake {
            PackMistake::Syntax(error) => (error.span, &error.file),
            PackMistake::Compile(error) => (error.span, &error.file),
        };
        let help = mistake.help().map(|help| help.to_string()).unwrap_or_default();
        assert_is_korean(&mistake.clone().in_language(Language::Korean), &help);
        text += &format!("\n  {mistake}\n  @ {}", span.of(&file.text));
        if !help.is_empty() {
            text += &format!("\n  ? {help}");
        }
    }
    text
}

#[test]
fn each_mistake_has_one_message() {
    let cases = include_str!("misuse.txt").trim_end().split("\n\n");
    let mut count = 0;
    for expected in cases {
        let rules = expected.lines().next().unwrap_or_default();
        let found = described(rules);
        assert_eq!(found, expected);
        assert_eq!(found.matches("\n  @ ").count(), 1, "{found}");
        count += 1;
    }
    assert!(count > 1000, "{count}");
}

#[test]
fn what_looks_like_a_mistake_and_is_none() {
    for fine in [
        "require any of id",
        "require currency is \"KRW\"",
        "require id matches /^a$/",
        "require amount -3 > 2",
        "require present id at \"id\"",
        "require (any tag in tags: tag is \"a\") or (any tag in tags: chars(tag) > 3)",
        "require not (any t in tags: t is \"a\") and (all t in tags: present t)",
        "require quota in [1, 2, \"all\"]",
        "if escrow { } else { require present note }",
        "for x in tags { require chars(x) > 1 } for x in tags { require chars(x) < 9 }",
    ] {
        let rules = format!("rule r: error on pay {{ {fine} }}");
        assert_eq!(described(&rules), rules);
    }
}
