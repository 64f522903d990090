//! What a verdict gives one by one is what its report holds, whichever way a request comes.
#![allow(clippy::unwrap_used, reason = "helpers of tests, outside of test functions")]

use std::fs;
use std::path::Path;

use smartro_lint::pack::Cases;
use smartro_lint::source::{Position, Positions, Source};
use smartro_lint::{Language, Limits, Linter, Origin, Request, Session, Severity, Verdict};

/// Every request of the pack's cases, with what a bare body is a request of.
fn requests() -> Vec<(String, Option<String>)> {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let folders = ["smartro/cases", "portone-checks/cases"].map(|folder| rules.join(folder));
    let mut requests = Vec::new();
    for entry in folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap()) {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "yaml") {
            continue;
        }
        let source = Source::new(path.display().to_string(), fs::read_to_string(&path).unwrap());
        let cases = Cases::parse(&source, |_| None).unwrap();
        for case in cases.valid.iter().chain(&cases.invalid).chain(&cases.undecided) {
            let operation = || case.operation.clone();
            requests.extend(case.requests().map(|text| (text.to_owned(), operation())));
        }
    }
    requests
}

/// Compares each finding with the owned one of the report, and returns how many there are.
fn compare(verdict: &Verdict<'_>) -> usize {
    let report = verdict.report();
    let findings: Vec<_> = verdict.findings().collect();
    assert_eq!(findings.len(), report.diagnostics.len());
    for (lazy, finding) in findings.iter().zip(&report.diagnostics) {
        assert_eq!(lazy.clone().into_owned(), *finding);
        assert_eq!(lazy.rule(), finding.rule);
        assert_eq!(lazy.pack(), finding.pack);
        assert_eq!(lazy.severity(), finding.severity);
        assert_eq!(lazy.url(), finding.url.as_deref());
        assert_eq!(lazy.message(), finding.message);
        assert_eq!(lazy.help(), finding.help);
        assert_eq!(lazy.pointer().to_string(), finding.pointer);
        assert_eq!(String::from(lazy.pointer()), finding.pointer);
        assert_eq!(lazy.span(), finding.span.map(|region| region.start..region.end));
        let place = |position: Position| (position.line, position.column);
        let start = finding.span.map(|region| (region.line, region.column));
        assert_eq!(lazy.position().map(place), start);
    }
    for severity in [Severity::Error, Severity::Warning, Severity::Advice] {
        assert_eq!(verdict.count(severity), report.count(severity));
    }
    assert_eq!(verdict.is_clean(), report.diagnostics.is_empty());
    assert_eq!(verdict.is_truncated(), report.truncated);
    findings.len()
}

fn sessions() -> [Session; 2] {
    let linter = Linter::smartro().unwrap();
    [linter.clone().language(Language::English).session(), linter.session()]
}

#[test]
fn findings_agree_with_the_report() {
    let requests = requests();
    let position = Positions::new("ab\n나🍎 ".as_bytes()).at(11);
    let origin = Origin { offset: 11, position };
    for mut session in sessions() {
        let mut count = 0;
        for (text, operation) in &requests {
            let given = |request| match operation {
                Some(operation) => Request::operation(request, operation),
                None => request,
            };
            count += compare(&session.lint(&given(Request::json(text))));
            count += compare(&session.lint(&given(Request::json(text).origin(origin))));
            if let Ok(value) = serde_json::from_str(text) {
                count += compare(&session.lint(&given(Request::value(&value))));
            }
        }
        assert!(count > requests.len(), "{count}");
    }
}

#[test]
fn what_is_no_request_is_one_finding() {
    let requests = requests();
    for mut session in sessions() {
        for (text, operation) in &requests {
            let middle = (0..=text.len() / 2).rev().find(|at| text.is_char_boundary(*at)).unwrap();
            let cut = text.get(..middle).unwrap();
            assert_eq!(compare(&session.lint(&Request::json(cut))), 1);
            let mut bytes = text.clone().into_bytes();
            *bytes.last_mut().unwrap() = 0xFF;
            assert_eq!(compare(&session.lint(&Request::json(&bytes))), 1);
            let unknown = operation.as_ref().map(|operation| format!("{operation}s"));
            let unknown = unknown.as_deref().unwrap_or("");
            assert_eq!(compare(&session.lint(&Request::json(text).operation(unknown))), 1);
        }
        for text in
            ["", "[]", "{\"foo\": 1}", "{\"operation\": \"cancelPaymnet\", \"request\": {}}"]
        {
            assert_eq!(compare(&session.lint(&Request::json(text))), 1, "{text}");
        }
    }
}

#[test]
fn a_truncated_report_has_the_findings_that_were_found() {
    let limits = Limits { findings: 2, ..Limits::default() };
    let mut session = Linter::smartro().unwrap().limits(limits).session();
    let text = r#"{"reason": 1, "amount": "x", "a": 1, "b": 2}"#;
    let request = Request::json(text).operation("cancelPayment");
    let verdict = session.lint(&request);
    assert!(verdict.report().truncated);
    assert_eq!(compare(&verdict), 2);
}

#[test]
fn a_finding_shows_itself_without_the_request() {
    let text =
        r#"{"reason": "s3cret", "refundAccount": {"bank": "KOOKMIN", "number": "9988776655"}}"#;
    let request = Request::json(text).operation("cancelPayment");
    let mut session = Linter::smartro().unwrap().session();
    let verdict = session.lint(&request);
    let lazy = verdict.findings().next().unwrap();
    let shown = format!("{lazy:?}");
    assert!(shown.contains(lazy.rule()) && shown.contains("/refundAccount"), "{shown}");
    assert!(!shown.contains("s3cret") && !shown.contains("9988776655"), "{shown}");
}

#[test]
fn findings_go_to_other_threads() {
    const fn shared<T: Send + Sync>(_: &T) {}
    let request = Request::json("{}");
    let mut session = Linter::smartro().unwrap().session();
    let verdict = session.lint(&request);
    shared(&verdict);
    shared(&verdict.findings().next());
}

#[test]
fn the_requests_of_the_cases_are_requests_wherever_they_are() {
    let mut lost = Vec::new();
    let [mut session, _] = sessions();
    for (text, _) in requests() {
        let request = Request::json(&text);
        let verdict = session.lint(&request);
        if verdict.operation_name().is_some() && !verdict.is_request() {
            lost.push(text.clone());
        }
    }
    // Names of one word are in many things, and what is not there shows nothing.
    lost.retain(|text| {
        let body: serde_json::Value = serde_json::from_str(text).unwrap();
        let is_long = |name: &String| name.bytes().any(|byte| !byte.is_ascii_lowercase());
        body.as_object().unwrap().keys().any(is_long)
    });
    lost.sort();
    let expected = [
        "{\n  \"reason\": \"고객 변심\",\n  \"cancelAmount\": null\n}\n",
        "{\n  \"reason\": \"고객 변심\", \"refundAccount\": null\n}\n",
    ];
    assert_eq!(lost, expected);
}
