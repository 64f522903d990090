//! The laws of Kleene's logic, over generated conditions and requests.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::*;

/// Conditions as rule files write them.
fn condition() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        "present s",
        "missing n",
        "filled s",
        "b",
        "b is false",
        "e is A",
        "e in [A, B]",
        "e is f",
        "n > 5",
        "n <= 5",
        "n + m < 10",
        "n default 3 > 2",
        "s is \"x\"",
        "chars(s) < 3",
        "s matches /x+/",
        "luhn(s)",
        "context.c is A",
        "e is context.c",
        "context.many contains x",
        "deadline(due) > now",
        "u is 5",
        "u > 3",
        "u is s",
        "u is n",
        "chars(u) < 3",
        "w in [A, 2]",
        "w is e",
        "w is u",
        "any of s, n",
        "none of s, n",
        "any i in list: i.b",
        "all i in list: (i.b or filled i.name)",
    ]);
    let grouped = |inner: BoxedStrategy<String>| {
        let pair = (inner.clone(), prop::sample::select(vec!["and", "or", "iff"]), inner.clone());
        prop_oneof![
            pair.prop_map(|(left, word, right)| format!("({left} {word} {right})")),
            inner.prop_map(|inner| format!("not {inner}")),
        ]
    };
    leaf.prop_map(|leaf| format!("({leaf})"))
        .boxed()
        .prop_recursive(3, 12, 2, move |inner| grouped(inner.boxed()))
}

/// Bodies with fields that are there, missing, `null`, and of the wrong type.
fn body() -> impl Strategy<Value = String> {
    let field = |name: &'static str, values: &'static [&'static str]| {
        prop::option::of(prop::sample::select(values))
            .prop_map(move |value| value.map(|value| format!("\"{name}\": {value}")))
    };
    let fields = (
        field("s", &["\"\"", "\"x\"", "\"xxxx\"", "null", "1"]),
        field("n", &["1", "5", "6", "\"a\"", "1e400"]),
        field("m", &["0.5", "5", "null"]),
        field("b", &["true", "false", "null", "\"true\""]),
        field("e", &["\"A\"", "\"B\"", "\"Z\"", "1"]),
        field("f", &["\"A\"", "\"C\"", "null"]),
        field(
            "list",
            &["[]", "[{\"b\": true}]", "[{\"b\": false}, {}]", "[{\"name\": \"x\"}]", "{}"],
        ),
        field("u", &["5", "\"5\"", "\"x\"", "true", "1.0"]),
        field("w", &["\"A\"", "2", "\"Z\""]),
        field("due", &["\"20270101\"", "\"x\"", "\"2020-01-01\""]),
    );
    fields.prop_map(|(s, n, m, b, e, f, list, u, w, due)| {
        let given: Vec<String> =
            [s, n, m, b, e, f, list, u, w, due].into_iter().flatten().collect();
        format!("{{{}}}", given.join(", "))
    })
}

/// What each of several conditions makes of a request, for two verdicts: is it false, is it true,
/// and do they depend on a context. `None`: one of them is seen to have no effect.
fn outcomes(
    declared: &str,
    conditions: &[String],
    body: &str,
    context: Option<&str>,
) -> Option<Vec<(bool, bool, bool, bool)>> {
    let mut rules = declared.to_owned();
    for (index, condition) in conditions.iter().enumerate() {
        rules +=
            &format!("/// Doc.\nrule require-{index}: error on op {{ require {condition} }}\n");
        rules += &format!("/// Doc.\nrule forbid-{index}: error on op {{ forbid {condition} }}\n");
    }
    pack(&rules).compile().ok()?;
    let linter = linter(&rules);
    let mut known = linter.context();
    if let Some(given) = context {
        known.extend_from_json(given).unwrap();
    }
    let report = linter.lint(&Request::json(body).operation("op").context(&known));
    let reports = |name: String| report.diagnostics.iter().any(|finding| finding.rule == name);
    let is_undecided = |name: String| report.undecided.iter().any(|open| open.rule == name);
    let outcome = |index: usize| {
        let (require, forbid) = (format!("require-{index}"), format!("forbid-{index}"));
        (
            reports(require.clone()),
            reports(forbid.clone()),
            is_undecided(require),
            is_undecided(forbid),
        )
    };
    Some((0..conditions.len()).map(outcome).collect())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 200, rng_seed: RngSeed::Fixed(6), failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn compiled_conditions_follow_the_laws(
        a in condition(), b in condition(), c in condition(), body in body(),
        context in prop::option::of(prop::sample::select(vec![
            r#"{"c": "A"}"#, r#"{"c": "B", "many": ["x"]}"#, r#"{"now": "2026-11-23T12:00:00+09:00"}"#,
        ])),
    ) {
        // Each pair is equivalent.
        let laws = [
            (format!("{a} and {b}"), format!("{b} and {a}")),
            (format!("{a} or {b}"), format!("{b} or {a}")),
            (format!("{a} iff {b}"), format!("{b} iff {a}")),
            (format!("({a} and {b}) and {c}"), format!("{a} and ({b} and {c})")),
            (format!("({a} or {b}) or {c}"), format!("{a} or ({b} or {c})")),
            (format!("not ({a} and {b})"), format!("not {a} or not {b}")),
            (format!("not ({a} or {b})"), format!("not {a} and not {b}")),
            (format!("not (not ({a}))"), a.clone()),
            (format!("{a} and again"), a.clone()),
            (format!("{a} or again"), a.clone()),
        ];
        let conditions: Vec<String> = laws.iter().flat_map(|(one, other)| [one.clone(), other.clone()]).collect();
        // The same condition by a name: written twice it would be a mistake.
        let again = format!("define again = {a}\n");
        let outcomes = outcomes(&again, &conditions, &body, context);
        prop_assume!(outcomes.is_some());
        let outcomes = outcomes.unwrap_or_default();
        for (pair, (one, other)) in outcomes.chunks(2).zip(&laws) {
            prop_assert_eq!(&pair[0], &pair[1], "{} / {} of {}", one, other, body);
            prop_assert!(!(pair[0].0 && pair[0].1), "{} is both true and false", one);
        }
    }

    #[test]
    fn a_guard_is_an_implication(guard in condition(), assertion in condition(), body in body()) {
        // `when` is true and the assertion false: the same as one condition that is false.
        let text = format!("/// Doc.\nrule r: error on op {{ when {guard} require {assertion} }}");
        prop_assume!(pack(&text).compile().is_ok());
        let guarded = lint(&linter(&text), &body);
        let outcomes = outcomes("", &[guard, assertion], &body, None);
        prop_assume!(outcomes.is_some());
        let outcomes = outcomes.unwrap_or_default();
        let fires = outcomes[0].1 && outcomes[1].0;
        prop_assert_eq!(!guarded.diagnostics.is_empty(), fires);
    }
}
