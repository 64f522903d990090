//! What holds of every request: of thousands that were made up after the shapes of the pack.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "helpers of tests, outside of test functions"
)]

mod support;

use smartro_lint::{Context, ContextKey, ContextKind, Linter, Report, Request};
use support::{Random, Style, at_pointer, made_up};

/// How many requests a property is tried on.
const TRIED: u64 = if cfg!(debug_assertions) { 400 } else { 4000 };

fn linter() -> Linter {
    Linter::smartro().unwrap()
}

/// The rules that spoke, and where.
fn reported(report: &Report) -> Vec<(String, String)> {
    let mut reported: Vec<_> = report
        .diagnostics
        .iter()
        .map(|finding| (finding.rule.clone(), finding.pointer.clone()))
        .collect();
    reported.sort();
    reported
}

/// The rules that need a context.
fn undecided(report: &Report) -> Vec<&str> {
    let mut rules: Vec<&str> = report.undecided.iter().map(|open| open.rule.as_str()).collect();
    rules.sort_unstable();
    rules
}

#[test]
fn most_requests_have_findings_and_most_rules_report() {
    // Without this the other properties would say nothing.
    let linter = linter();
    let mut rules = std::collections::BTreeSet::new();
    let mut found = 0;
    for seed in 0..4 * TRIED {
        let text = made_up(seed).request.write(Style::Compact);
        let report = linter.lint(&Request::json(&text));
        assert!(report.operation.is_some(), "{text}");
        found += usize::from(!report.diagnostics.is_empty());
        rules.extend(report.diagnostics.into_iter().map(|finding| finding.rule));
    }
    assert!(found > 1000, "{found}");
    assert!(rules.len() > 30, "{rules:?}");
}

#[test]
fn the_order_of_keys_changes_no_verdict() {
    let linter = linter();
    for seed in 0..TRIED {
        let request = made_up(seed).request;
        let (text, shuffled) = (
            request.write(Style::Compact),
            request.shuffled(&mut Random::new(seed)).write(Style::Compact),
        );
        let (one, other) =
            (linter.lint(&Request::json(&text)), linter.lint(&Request::json(&shuffled)));
        assert_eq!(reported(&one), reported(&other), "{text}\n{shuffled}");
        assert_eq!(undecided(&one), undecided(&other), "{text}\n{shuffled}");
    }
}

#[test]
fn white_space_and_escapes_change_no_verdict() {
    let linter = linter();
    let texts = |report: &Report| {
        let findings = report.diagnostics.iter().map(|finding| {
            let labels: Vec<_> = finding.labels.iter().map(|label| &label.text).collect();
            format!("{} {} {} {labels:?}", finding.rule, finding.pointer, finding.message)
        });
        let mut texts: Vec<String> = findings.collect();
        texts.sort();
        texts
    };
    for seed in 0..TRIED {
        let request = made_up(seed).request;
        let (text, wild) = (request.write(Style::Compact), request.write(Style::Wild(seed)));
        let (one, other) = (linter.lint(&Request::json(&text)), linter.lint(&Request::json(&wild)));
        assert_eq!(reported(&one), reported(&other), "{text}\n{wild}");
        assert_eq!(undecided(&one), undecided(&other), "{text}\n{wild}");
        // Which character is wrong cannot be shown where it is written as an escape.
        if !wild.contains("\\u") {
            assert_eq!(texts(&one), texts(&other), "{text}\n{wild}");
        }
    }
}

#[test]
fn a_parsed_request_comes_to_the_same() {
    let linter = linter();
    for seed in 0..TRIED {
        let text = made_up(seed).request.write(Style::Wild(seed));
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        let (text_report, report) =
            (linter.lint(&Request::json(&text)), linter.lint(&Request::value(&value)));
        assert_eq!(reported(&text_report), reported(&report), "{text}");
        assert!(report.diagnostics.iter().all(|finding| finding.span.is_none()));
        assert!(report.diagnostics.iter().all(|finding| finding.fixes.is_empty()));
    }
}

#[test]
fn spans_slice_to_the_value_that_the_pointer_names() {
    let linter = linter();
    let mut compared = 0;
    for seed in 0..TRIED {
        let text = made_up(seed).request.write(Style::Wild(seed));
        let whole: serde_json::Value = serde_json::from_str(&text).unwrap();
        for finding in linter.lint(&Request::json(&text)).diagnostics {
            let span = finding.span.unwrap();
            let range = usize::try_from(span.start).unwrap()..usize::try_from(span.end).unwrap();
            let slice: serde_json::Value = serde_json::from_str(&text[range]).unwrap();
            let value = at_pointer(&whole, &finding.pointer).filter(|value| !value.is_null());
            // Of what is missing, the nearest value around it.
            let around = || {
                let mut pointer = finding.pointer.as_str();
                while let Some((parent, _)) = pointer.rsplit_once('/') {
                    if let Some(value) = at_pointer(&whole, parent) {
                        return Some(value);
                    }
                    pointer = parent;
                }
                None
            };
            let is_null =
                at_pointer(&whole, &finding.pointer).is_some_and(serde_json::Value::is_null);
            match value {
                Some(value) => assert_eq!(slice, *value, "{} {text}", finding.pointer),
                None if is_null && slice.is_null() => {}
                // An envelope without path parameters is underlined as a whole.
                None => assert!(around().is_none_or(|value| slice == *value), "{finding:?} {text}"),
            }
            compared += usize::from(value.is_some());
            for label in &finding.labels {
                let span = label.span.unwrap();
                let range =
                    usize::try_from(span.start).unwrap()..usize::try_from(span.end).unwrap();
                assert!(text.get(range).is_some_and(|part| !part.is_empty()), "{label:?} {text}");
            }
        }
    }
    assert!(compared > 300, "{compared}");
}

#[test]
fn findings_are_in_order_and_the_same_each_time() {
    let linter = linter();
    let mut session = linter.session();
    for seed in 0..TRIED {
        let request = made_up(seed).request;
        let text = request.write(Style::Pretty);
        let request = Request::json(&text);
        let report = linter.lint(&request);
        assert_eq!(session.lint(&request).report(), report, "a session remembers nothing");
        assert_eq!(session.lint(&request).report(), report);
        let spans: Vec<_> = report
            .diagnostics
            .iter()
            .map(|finding| finding.span.map(|span| (span.start, span.end)))
            .collect();
        assert!(spans.is_sorted(), "{text}");
        let verdict = session.lint(&request);
        let findings = verdict.findings().map(|lazy| lazy.into_owned());
        assert_eq!(findings.collect::<Vec<_>>(), report.diagnostics);
    }
}

/// Every context with one key more than this one, whatever its value.
fn known(linter: &Linter, key: &ContextKey<'_>) -> Vec<Context> {
    let names = |values: &[&str]| values.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let values = match &key.kind {
        ContextKind::One(values) => names(values),
        ContextKind::Many(values) => {
            let all = values.join(",");
            names(values).into_iter().chain([String::new(), all]).collect()
        }
        ContextKind::Instant => {
            names(&["1999-12-31T23:59:59Z", "2026-11-23T12:00:00+09:00", "2199-01-01T00:00:00Z"])
        }
    };
    let context = |value: &String| {
        let mut context = linter.context();
        context.set(key.name, value).unwrap();
        context
    };
    values.iter().map(context).collect()
}

#[test]
fn a_context_takes_no_finding_back() {
    let linter = linter();
    let keys: Vec<ContextKey<'_>> = linter.context_keys().collect();
    let mut decided = 0;
    for seed in 0..TRIED {
        let text = made_up(seed).request.write(Style::Compact);
        let unknown = linter.lint(&Request::json(&text));
        let before = reported(&unknown);
        for key in &keys {
            for context in known(&linter, key) {
                let report = linter.lint(&Request::json(&text).context(&context));
                let after = reported(&report);
                let open = |rule: &str| {
                    let undecided = unknown.undecided.iter().find(|open| open.rule == rule);
                    undecided.is_some_and(|open| open.needs.iter().any(|need| **need == *key.name))
                };
                for new in after.iter().filter(|reported| !before.contains(reported)) {
                    assert!(open(&new.0), "{new:?} was not undecided: {text}");
                    decided += 1;
                }
                // A rule of the pack may report in the place of one of the shapes.
                let taken_over = |(_, pointer): &(String, String)| {
                    after.iter().any(|(rule, other)| other == pointer && open(rule))
                };
                for gone in before.iter().filter(|reported| !after.contains(reported)) {
                    assert!(taken_over(gone), "{gone:?} is taken back with {context:?}: {text}");
                }
                for still in undecided(&report) {
                    assert!(
                        undecided(&unknown).contains(&still),
                        "{still} is undecided since: {text}"
                    );
                }
            }
        }
    }
    assert!(decided > 50, "{decided}");
}
