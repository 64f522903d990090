//! A pack cannot hang: what a rule does in one request has an end.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::fmt::Write as _;

use smartro_lint::pack::Pack;
use smartro_lint::{Language, Linter, Report, Request, Severity};

const DECLARATIONS: &str = r#"
shape Item { name?: string amount?: integer }
shape Order { id: string items?: [Item] names?: [string] }
operation order { http POST "/orders" body Order }
"#;

fn linter(rules: &str) -> Linter {
    let manifest = "name: steps\nversion: 0.1.0\n";
    let rules = format!("{DECLARATIONS}\n{rules}");
    let pack = Pack::new("steps", [("pack.yaml", manifest), ("a.rules", &*rules)]);
    Linter::new(pack).unwrap().language(Language::English)
}

fn lint(rules: &str, request: &str) -> Report {
    linter(rules).lint(&Request::json(request).operation("order"))
}

fn items(count: usize) -> String {
    let mut text = String::from(r#"{"id": "a", "items": ["#);
    for index in 0..count {
        let comma = if index > 0 { "," } else { "" };
        write!(text, r#"{comma}{{"name":"n{index}","amount":{index}}}"#).unwrap();
    }
    text + "]}"
}

fn brief(report: &Report) -> Vec<(&str, &str)> {
    report.diagnostics.iter().map(|one| (&*one.rule, &*one.message)).collect()
}

const THREE: &str = "/// Doc.
rule three: warning on order {
  for a in items { for b in items { for c in items { require a.amount < b.amount + 100000 or b.name is c.name } } }
}
/// Doc.
rule short: error on order { require id matches /[0-9]+/ }
";

#[test]
fn loops_in_each_other_end_with_a_finding() {
    let report = lint(THREE, &items(800));
    let unfinished = "the rule `three` was not finished: this request would take too many steps";
    let short = "Doc";
    assert_eq!(brief(&report), [("three", unfinished), ("short", short)]);
    let finding = &report.diagnostics[0];
    assert_eq!((finding.severity, &*finding.pointer), (Severity::Warning, ""));
    assert!(finding.help.as_ref().unwrap().contains("shorten the arrays"));
    assert!(finding.fixes.is_empty());
    assert_eq!(brief(&lint(THREE, &items(100))), [("short", short)]);
}

#[test]
fn a_rule_that_is_not_finished_is_one_finding() {
    let rules =
        THREE.replace(" } } }\n}", " require b.amount < 100000 or a.name is c.name } } }\n}");
    assert_ne!(rules, THREE);
    let report = lint(&rules, &items(800));
    assert_eq!(report.diagnostics.iter().filter(|one| one.rule == "three").count(), 1);
}

#[test]
fn quantifiers_in_each_other_end_too_and_raise_no_false_alarm() {
    let rules = "/// Doc.
    rule two: error on order {
      for a in items { require any b in items: (any c in items: (a.name is c.name and b.amount < 0)) }
    }
    ";
    let rules = rules.replace("b.amount < 0", "b.amount is 799");
    let report = lint(&rules, &items(800));
    let finding = &report.diagnostics[0];
    assert_eq!(report.diagnostics.len(), 1);
    assert!(finding.message.contains("`two` was not finished"), "{}", finding.message);
}

#[test]
fn long_strings_that_a_loop_looks_at_count() {
    let rules = "/// Doc.\nrule long: error on order {
          for a in items { when present a require id not matches /b/ }
        }";
    let request = items(20_000).replace(r#""a""#, &format!("\"{}\"", "a".repeat(200_000)));
    let report = lint(rules, &request);
    assert_eq!(report.diagnostics.len(), 1);
    assert!(report.diagnostics[0].message.contains("`long` was not finished"));
}

/// However long a request is, loops that are not in each other are finished.
#[test]
fn loops_beside_each_other_are_finished() {
    let mut rules = String::new();
    for index in 0..30 {
        writeln!(
            rules,
            "/// Doc.\nrule r{index}: error on order {{ for name in names {{ require chars(name) < 9 }} }}"
        )
        .unwrap();
    }
    let request = format!(r#"{{"id":"a","names":[{}""]}}"#, r#""","#.repeat(50_000));
    assert_eq!(brief(&lint(&rules, &request)), []);
}
