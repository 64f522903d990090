//! Rules at another severity than their own, and switched off.
#![allow(clippy::unwrap_used, reason = "helpers of tests, outside of test functions")]

use smartro_lint::pack::Pack;
use smartro_lint::{Batch, Limits, Linter, Report, Request, Severity, SeverityError};

fn linter() -> Linter {
    Linter::smartro().unwrap()
}

fn lint(linter: &Linter, operation: &str, text: &str) -> Vec<(String, Severity)> {
    let request = Request::json(text).operation(operation);
    let mut session = linter.session();
    let verdict = session.lint(&request);
    let report = verdict.report();
    for severity in [Severity::Error, Severity::Warning, Severity::Advice] {
        assert_eq!(verdict.count(severity), report.count(severity));
    }
    assert_eq!(verdict.is_clean(), report.diagnostics.is_empty());
    assert!(verdict.findings().map(|one| one.severity()).eq(severities(&report)));
    report.diagnostics.into_iter().map(|finding| (finding.rule, finding.severity)).collect()
}

fn severities(report: &Report) -> impl Iterator<Item = Severity> {
    report.diagnostics.iter().map(|finding| finding.severity)
}

#[test]
fn rules_of_the_shapes_are_set() {
    let text = r#"{"reason": 1, "x": 1, "x": 2, "refundAccount": {"bank": "KOOKMIN"}}"#;
    let names = ["type-mismatch", "unknown-field", "duplicate-key", "missing-field"];
    for name in names {
        let own = lint(&linter(), "cancelPayment", text);
        assert!(own.iter().any(|(rule, _)| rule == name), "{name}");
        let off = linter().severity(name, None).unwrap();
        let others: Vec<_> = own.iter().filter(|(rule, _)| rule != name).cloned().collect();
        assert_eq!(lint(&off, "cancelPayment", text), others, "{name}");
        let advice = linter().severity(name, Some(Severity::Advice)).unwrap();
        let reported = lint(&advice, "cancelPayment", text);
        assert_eq!(reported.len(), own.len());
        assert!(
            reported
                .iter()
                .all(|(rule, severity)| (rule == name) == (*severity == Severity::Advice))
        );
    }
}

#[test]
fn rules_of_the_pack_are_set() {
    let text = r#"{"payMethod": "CARD", "isEscrow": true, "card": {"cardCompany": "BC_CARD"}}"#;
    let rule = "escrow-no-direct-card";
    let find = |linter: &Linter| {
        let found = lint(linter, "requestPayment", text);
        found.into_iter().find(|(found, _)| found == rule).map(|(_, severity)| severity)
    };
    assert_eq!(find(&linter()), Some(Severity::Error));
    let warned = linter().severity(rule, Some(Severity::Warning)).unwrap();
    assert_eq!(find(&warned), Some(Severity::Warning));
    assert_eq!(find(&warned.severity(rule, None).unwrap()), None);
}

#[test]
fn a_rule_that_is_off_leaves_nothing_undecided_and_hides_nothing() {
    let text = r#"{"isEscrow": true}"#;
    let undecided = |linter: &Linter| {
        let report = linter.lint(&Request::json(text).operation("requestPayment"));
        report.undecided.into_iter().any(|undecided| undecided.rule == "contract-escrow")
    };
    assert!(undecided(&linter()));
    assert!(!undecided(&linter().severity("contract-escrow", None).unwrap()));

    let pack = Pack::new(
        "p",
        [
            ("pack.yaml", "name: p\nversion: 1.0.0\n"),
            (
                "a.rules",
                "enum E { A B }\nshape S { e: E }\noperation o { sdk body S }\n\
                 /// Doc.\nrule r: error on o { require e in [A] }\n",
            ),
        ],
    );
    let linter = Linter::new(pack).unwrap();
    let rule = |linter: &Linter| lint(linter, "o", r#"{"e": "C"}"#);
    assert_eq!(rule(&linter), [("r".to_owned(), Severity::Error)]);
    let off = linter.clone().severity("r", None).unwrap();
    assert_eq!(rule(&off), [("unknown-value".to_owned(), Severity::Error)]);
    // The more severe one is reported, by the severities that they were given.
    let milder = linter.severity("r", Some(Severity::Advice)).unwrap();
    assert_eq!(rule(&milder), [("unknown-value".to_owned(), Severity::Error)]);
}

#[test]
fn rules_over_a_run_are_set() {
    let text = r#"{"url": "/payments/a/instant", "data": {}}"#;
    let again = |linter: &Linter| {
        let (mut batch, mut session) = (Batch::new(), linter.session());
        let request = Request::json(text);
        let mut add = |index| batch.add(&session.lint(&request), "a", index);
        assert!(add(0).is_empty());
        add(1).into_iter().map(|finding| finding.severity).collect::<Vec<_>>()
    };
    let rule = "payment-id-reused";
    assert_eq!(again(&linter()), [Severity::Error]);
    assert_eq!(
        again(&linter().severity(rule, Some(Severity::Advice)).unwrap()),
        [Severity::Advice]
    );
    assert_eq!(again(&linter().severity(rule, None).unwrap()), []);
}

#[test]
fn what_is_off_takes_nobodys_place() {
    let fields: Vec<String> = (0..50).map(|index| format!("\"x{index}\": 1")).collect();
    let text = format!("{{{}}}", fields.join(", "));
    let limited = linter().limits(Limits { findings: 10, ..Limits::default() });
    let request = Request::json(&text).operation("cancelPayment");
    assert!(limited.lint(&request).truncated);
    let report = limited.severity("unknown-field", None).unwrap().lint(&request);
    assert!(!report.truncated);
    assert!(report.diagnostics.iter().any(|finding| finding.rule == "missing-field"));
}

#[test]
fn a_text_that_is_no_json_is_always_an_error() {
    assert_eq!(linter().severity("invalid-json", None).unwrap_err(), SeverityError::InvalidJson);
    let off = linter().severity("unknown-operation", None).unwrap();
    for (linter, count) in [(linter(), 1), (off, 0)] {
        let report = linter.lint(&Request::json(r#"{"name": "an editor's settings"}"#));
        assert_eq!((report.diagnostics.len(), report.operation), (count, None));
        assert_eq!(linter.lint(&Request::json("{")).count(Severity::Error), 1);
    }
    let warned = linter().severity("unknown-operation", Some(Severity::Warning)).unwrap();
    assert_eq!(warned.lint(&Request::json(r#"{"foo": 1}"#)).worst(), Some(Severity::Warning));
}

#[test]
fn a_misspelt_rule_is_reported() {
    let error = linter().severity("payment-id-lenght", None).unwrap_err();
    assert_eq!(
        error.to_string(),
        "unknown rule `payment-id-lenght`, did you mean `payment-id-length`?"
    );
    let error = linter().severity("unknown-feild", None).unwrap_err();
    assert_eq!(error.to_string(), "unknown rule `unknown-feild`, did you mean `unknown-field`?");
    assert_eq!(linter().severity("x", None).unwrap_err().to_string(), "unknown rule `x`");
}
