//! Preconditions lose no finding: packs with and without them report the same.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod packs;
#[path = "../../tests/support/mod.rs"]
mod support;

use smartro_lint_rules::pack::{Compiled, Pack, engine_catalog};
use smartro_lint_rules::program::{Precondition, Program, RuleIndex};

use crate::input::Request;
use crate::messages::Messages;
use crate::request::Limits;
use crate::ruleset::Ruleset;
use crate::session::Session;
use support::{MadeUp, Random, Style, made_up, made_up_of};

/// How many packs are generated, and how many requests are tried on each.
const PACKS: u64 = if cfg!(debug_assertions) { 60 } else { 600 };
const REQUESTS: u64 = 60;

/// Makes every check run on every request, with all of its guard and assertion.
fn remove_preconditions(program: &mut Program) {
    for operation in &mut program.operations {
        let whole = operation.checks.iter().map(|check| Precondition {
            all: Box::default(),
            any: Box::default(),
            none: Box::default(),
            residual: (check.guard.clone(), check.assertion.clone()),
        });
        operation.rule_index = RuleIndex {
            preconditions: whole.collect(),
            unconditional: (0..).zip(&operation.checks).map(|(index, _)| index).collect(),
            ..RuleIndex::default()
        };
    }
}

/// A session of a pack, with preconditions and without.
fn sessions(pack: &Pack) -> [Session; 2] {
    [true, false].map(|keeps_preconditions| {
        let Compiled { mut program, manifest, catalogs, .. } = pack.clone().compile().unwrap();
        if !keeps_preconditions {
            remove_preconditions(&mut program);
        }
        let messages = Messages::new(engine_catalog(), catalogs, &program.rules);
        let mut ruleset = Ruleset::new(program, manifest, messages);
        // The limit would keep other findings where checks run in another order.
        ruleset.limits = Limits { findings: usize::MAX, ..Limits::default() };
        Session::new(ruleset)
    })
}

/// Compares the two sessions on a request, and counts the findings of the pack's rules.
fn compare(sessions: &mut [Session; 2], request: &str, rules: &str) -> usize {
    let [with, without] = sessions;
    let request = Request::json(request);
    let (with, without) = (with.lint(&request).report(), without.lint(&request).report());
    assert_eq!(with, without, "{request:?}\n{rules}");
    with.diagnostics.iter().filter(|finding| finding.pack != "engine").count()
}

#[test]
fn preconditions_of_generated_rules_lose_no_finding() {
    let mut found = 0;
    for seed in 0..PACKS {
        let mut random = Random::new(seed);
        let rules = packs::rules(&mut random);
        let files = [
            ("pack.yaml", "name: generated\nversion: 1.0.0\n"),
            ("shapes.rules", packs::SHAPES),
            ("generated.rules", &rules),
        ];
        let pack = Pack::new("generated", files);
        let program = pack.clone().compile().map_err(|error| format!("{error:?}\n{rules}"));
        let program = program.unwrap().program;
        let mut sessions = sessions(&pack);
        for request in 0..REQUESTS {
            let made_up = made_up_of(&program, seed * REQUESTS + request);
            let request = packs::with_context(made_up, &mut random).write(Style::Compact);
            found += compare(&mut sessions, &request, &rules);
        }
    }
    assert!(found > 50 * usize::try_from(PACKS).unwrap(), "only {found} findings");
}

#[test]
fn a_field_may_have_more_facts_than_a_word_has_bits() {
    let rule = |most| {
        format!(
            "/// At most {most}.\nrule at-most-{most}: error on op {{ require chars(s) <= {most} }}\n"
        )
    };
    let rules: String = (0..200).map(rule).collect();
    let files = [
        ("pack.yaml", "name: generated\nversion: 1.0.0\n"),
        ("shapes.rules", packs::SHAPES),
        ("generated.rules", &rules),
    ];
    let mut sessions = sessions(&Pack::new("generated", files));
    for length in [0, 1, 63, 64, 65, 127, 128, 199, 200, 300] {
        let text = "a".repeat(length);
        let request = format!(r#"{{"operation": "op", "request": {{"s": "{text}", "f": "A"}}}}"#);
        assert_eq!(compare(&mut sessions, &request, &rules), length.min(200));
    }
}

#[test]
fn numbers_that_are_compared_with_constants_lose_no_finding() {
    let numbers = ["0", "-1", "1", "2", "3.0", "2.5", "2e0", "9007199254740993", "null", "\"2\""];
    let mut rules = String::new();
    for (index, comparison) in ["<", "<=", ">", ">=", "is", "is not"].into_iter().enumerate() {
        for (field, around) in [("n", None), ("m", None), ("y.o.n", Some("for y in list"))] {
            for constant in 0..40 {
                let condition = format!("require {field} {comparison} {}", constant - 2);
                let name = format!("r-{index}-{}-{constant}", field.replace('.', "-"));
                let body = around.map_or(condition.clone(), |it| format!("{it} {{ {condition} }}"));
                rules += &format!("/// {name}.\nrule {name}: error on op {{ {body} }}\n");
            }
        }
    }
    let files = [
        ("pack.yaml", "name: generated\nversion: 1.0.0\n"),
        ("shapes.rules", packs::SHAPES),
        ("generated.rules", &rules),
    ];
    let mut sessions = sessions(&Pack::new("generated", files));
    let mut found = 0;
    for one in numbers {
        for other in numbers {
            let elements =
                format!(r#"{{"b": true, "o": {{"n": {one}}}}}, {{"o": {{"n": {other}}}}}"#);
            let request =
                format!(r#"{{"n": {one}, "m": {other}, "f": "A", "list": [{elements}]}}"#);
            let request = format!(r#"{{"operation": "op", "request": {request}}}"#);
            found += compare(&mut sessions, &request, "");
        }
    }
    assert!(found > 10_000, "only {found} findings");
}

#[test]
fn preconditions_of_the_built_in_rules_lose_no_finding() {
    let mut sessions = sessions(&Pack::smartro());
    let mut found = 0;
    for seed in 0..20 * PACKS {
        let MadeUp { request, .. } = made_up(seed);
        found += compare(&mut sessions, &request.write(Style::Compact), "");
    }
    assert!(found > 1000, "only {found} findings");
}
