//! JUnit's XML, as a library for it reads it.

use quick_junit::{NonSuccessKind, Report, TestCaseStatus};

use crate::{NAMES, hostile, requests, written};

fn junit(text: &str) -> Report {
    Report::deserialize_from_str(text).unwrap()
}

#[test]
fn junit_is_a_suite_for_each_file_and_a_case_for_each_request() {
    let folder = requests();
    let report = junit(&written(folder.path(), "junit", &NAMES));
    let suites: Vec<(String, usize, usize)> = report
        .test_suites
        .iter()
        .map(|suite| {
            let fails = suite
                .test_cases
                .iter()
                .filter(|case| matches!(case.status, TestCaseStatus::NonSuccess { .. }));
            (suite.name.to_string(), suite.test_cases.len(), fails.count())
        })
        .collect();
    let expected = [(1, 0), (1, 1), (1, 1), (1, 0), (1, 1), (3, 2), (1, 1), (1, 1)];
    let expected: Vec<(String, usize, usize)> = NAMES
        .iter()
        .zip(expected)
        .map(|(name, (cases, fails))| ((*name).to_owned(), cases, fails))
        .collect();
    assert_eq!(suites, expected);
    // What is less bad than makes the command fail is in the output of its case.
    let warned = &report.test_suites[3].test_cases[0];
    assert!(warned.system_out.as_ref().unwrap().as_str().contains("warning[unknown-field]"));
    let strict = written(folder.path(), "junit", &["--fail-on", "warning", NAMES[3]]);
    let strict = &junit(&strict).test_suites[0].test_cases[0];
    assert!(matches!(strict.status, TestCaseStatus::NonSuccess { .. }));
    let unread = junit(&written(folder.path(), "junit", &["gone.json", "clean.json"]));
    let TestCaseStatus::NonSuccess { kind, message, .. } =
        &unread.test_suites[1].test_cases[0].status
    else {
        panic!("{unread:?}");
    };
    assert_eq!(*kind, NonSuccessKind::Error);
    assert!(message.as_ref().unwrap().as_str().contains("`gone.json`"));
}

#[cfg(unix)]
#[test]
fn nothing_breaks_out_of_junit() {
    let (folder, names) = hostile();
    let text = written(folder.path(), "junit", &names);
    let allowed = |character: char| matches!(character, '\n' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
    assert!(text.chars().all(allowed));
    let report = junit(&text);
    let cases: Vec<usize> = report.test_suites.iter().map(|suite| suite.test_cases.len()).collect();
    assert_eq!(cases, [2, 2]);
}

#[test]
fn a_case_fails_for_the_first_of_its_worst_findings() {
    let folder = tempfile::tempdir().unwrap();
    let text =
        r#"{"operation": "cancelPayment", "request": {"memo": 1, "reason": 1, "amount": "x"}}"#;
    std::fs::write(folder.path().join("a.json"), text).unwrap();
    let shown = crate::written(folder.path(), "junit", &["a.json"]);
    assert!(shown.contains("<failure type=\"type-mismatch\" message=\"`reason`"), "{shown}");
}
