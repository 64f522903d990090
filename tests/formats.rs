//! The forms that findings are written in, each on the same requests and as whoever reads it
//! reads it.
#![allow(clippy::unwrap_used, reason = "helpers of tests, outside of test functions")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

const FORMATS: [&str; 6] = ["pretty", "compact", "json", "jsonl", "github", "junit"];

/// A card number, a birth date and a password, which nobody is to see.
const SECRETS: [&str; 3] = ["4111111111111111", "900101", "p4"];

const PAYMENT_TWICE: &str =
    r#"{"url": "/payments/a1/instant", "data": {"channelKey": "k", "orderName": "x"}}"#;

/// A folder with what a run can come upon.
fn requests() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let good = r#"{"operation": "cancelPayment", "request": {"reason": "변심"}}"#;
    write("clean.json", good);
    write(
        "fix.json",
        "{\n  \"operation\": \"requestPayment\",\n  \"request\": { \"payMethod\": \"card\", \"card\": { \"useCardPoint\": true } }\n}\n",
    );
    write("missing.json", r#"{"operation": "cancelPayment", "request": {}}"#);
    write(
        "주문 서 1.json",
        "{\n  \"operation\": \"cancelPayment\",\n  \"request\": { \"reason\": \"변심\", \"사유\": \"🍎\" }\n}",
    );
    write("broken.json", "{\"reason\": ");
    write("many.jsonl", &format!("{good}\n{PAYMENT_TWICE}\n\n{PAYMENT_TWICE}\n"));
    write(
        "crlf.json",
        "{\r\n  \"operation\": \"cancelPayment\",\r\n  \"request\": {\r\n    \"reason\": 1\r\n  }\r\n}\r\n",
    );
    write(
        "secret.json",
        r#"{"operation": "payInstantly", "pathParams": {"paymentId": "b"}, "request": {"channelKey": "k", "orderName": "x", "amount": {"total": 1}, "currency": "KRW", "method": {"card": {"credential": {"number": "4111111111111111", "birthOrBusinessRegistrationNumber": "900101", "passwordTwoDigits": "p4"}, "installmentMonth": "x"}}}}"#,
    );
    folder
}

const NAMES: [&str; 8] = [
    "clean.json",
    "fix.json",
    "missing.json",
    "주문 서 1.json",
    "broken.json",
    "many.jsonl",
    "crlf.json",
    "secret.json",
];

fn run_in(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_smartro-lint"));
    for name in ["LC_ALL", "LANG", "SMARTRO_LINT_LANG", "NO_COLOR", "COLUMNS", "NO_GRAPHICS"] {
        command.env_remove(name);
    }
    command.current_dir(folder).arg("--no-now").args(arguments).stdin(Stdio::null());
    command.output().unwrap()
}

fn written(folder: &Path, format: &str, more: &[&str]) -> String {
    let output = run_in(folder, &[&["--format", format], more].concat());
    String::from_utf8(output.stdout).unwrap()
}

fn text_of(value: &Value, pointer: &str) -> String {
    let value = value.pointer(pointer).unwrap();
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// What is found in a run, by the JSON document: file, line, column, severity, rule, message.
fn found(folder: &Path, more: &[&str]) -> Vec<[String; 6]> {
    let document: Value = serde_json::from_str(&written(folder, "json", more)).unwrap();
    let files = document.pointer("/files").and_then(Value::as_array).unwrap();
    let findings = files.iter().flat_map(|file| {
        let diagnostics = file.get("diagnostics").and_then(Value::as_array).unwrap();
        diagnostics.iter().map(move |one| {
            let places = ["/span/line", "/span/column", "/severity", "/rule", "/message"];
            let [line, column, severity, rule, message] = places.map(|at| text_of(one, at));
            [text_of(file, "/file"), line, column, severity, rule, message]
        })
    });
    findings.collect()
}

#[test]
fn every_format_on_the_same_requests() {
    let folder = requests();
    for format in FORMATS {
        insta::assert_snapshot!(format!("{format}"), written(folder.path(), format, &NAMES));
    }
}

#[test]
fn no_format_shows_what_is_sensitive() {
    let folder = requests();
    for format in FORMATS {
        let text = written(folder.path(), format, &["secret.json"]);
        assert!(text.contains("unknown-value") || text.contains("type-mismatch"), "{text}");
        for secret in SECRETS {
            assert!(!text.contains(secret), "{format}: {text}");
        }
    }
}

/// A folder whose names and texts try to break out of a format.
#[cfg(unix)]
fn hostile() -> (TempDir, Vec<&'static str>) {
    let folder = tempfile::tempdir().unwrap();
    let key = r#"]]>\" </failure>\n::error::gone\r\n%0A\u001b[31m,\uffff\u0000\u2028x"#;
    let text = format!(
        r#"{{"operation": "cancelPayment", "request": {{"reason": "a", "{key}": 1, "refundAccount": {{"bank": "{key}"}}}}}}"#
    );
    let names = vec!["a\nb:3:4: error[x] ::warning::y.json", "%0A,\"<&>']]>\r\u{1b}[0m.json"];
    for name in &names {
        fs::write(folder.path().join(name), &text).unwrap();
    }
    (folder, names)
}

#[cfg(unix)]
#[test]
fn compact_is_one_line_a_finding_that_editors_read() {
    let pattern =
        regex_lite::Regex::new(r"^(.+):(\d+):(\d+): (error|warning|advice)\[(.+?)\] (.*)$");
    let pattern = pattern.unwrap();
    let requests = requests();
    let lines = written(requests.path(), "compact", &NAMES);
    let read: Vec<[String; 6]> = lines
        .lines()
        .map(|line| pattern.captures(line).unwrap().extract().1.map(str::to_owned))
        .collect();
    assert_eq!(read, found(requests.path(), &NAMES));
    let (folder, names) = hostile();
    let lines = written(folder.path(), "compact", &names);
    assert_eq!(lines.lines().count(), found(folder.path(), &names).len());
    assert!(lines.chars().all(|character| character == '\n' || !character.is_control()));
    assert!(lines.lines().all(|line| pattern.is_match(line)), "{lines}");
}

#[test]
fn json_lines_are_the_entries_with_findings_and_the_counts() {
    let folder = requests();
    let document: Value = serde_json::from_str(&written(folder.path(), "json", &NAMES)).unwrap();
    let lines = written(folder.path(), "jsonl", &NAMES);
    let mut lines: Vec<Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let end = lines.pop().unwrap();
    assert_eq!(end, serde_json::json!({ "version": 1, "summary": document["summary"] }));
    let files = document["files"].as_array().unwrap().iter();
    let with_findings = files.filter(|file| !file["diagnostics"].as_array().unwrap().is_empty());
    assert!(with_findings.eq(&lines));
}

type Properties = Vec<(String, String)>;

/// A workflow command, as the runner of GitHub Actions reads a line.
fn command(line: &str) -> Option<(String, Properties, String)> {
    let (head, data) = line.trim_start().strip_prefix("::")?.split_once("::")?;
    let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
    let unescaped = |text: &str, escapes: &[(&str, &str)]| {
        escapes
            .iter()
            .fold(text.to_owned(), |text, (escape, character)| text.replace(escape, character))
    };
    let of_data = [("%0D", "\r"), ("%0A", "\n"), ("%25", "%")];
    let of_properties = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")];
    let properties = properties.split(',').filter_map(|property| property.split_once('='));
    let properties = properties
        .map(|(key, value)| (key.trim().to_owned(), unescaped(value, &of_properties)))
        .collect();
    Some((name.to_owned(), properties, unescaped(data, &of_data)))
}

fn check_commands(folder: &Path, names: &[&str]) {
    let text = written(folder, "github", names);
    let found = found(folder, names);
    assert_eq!(text.lines().count(), found.len(), "{text}");
    for (line, [file, at, column, severity, rule, message]) in text.lines().zip(found) {
        let (name, properties, data) = command(line).unwrap();
        let property = |key: &str| {
            let found = properties.iter().find(|(known, _)| known == key);
            found.map(|(_, value)| value.clone())
        };
        assert_eq!(name, severity.replace("advice", "notice"));
        assert_eq!(property("file"), Some(file));
        assert_eq!(property("line"), Some(at.clone()));
        // Columns are for one line alone.
        let same = property("endLine") == Some(at);
        assert_eq!(property("col"), same.then_some(column));
        assert_eq!(property("title"), Some(rule));
        let message: String = message.chars().filter(|character| !character.is_control()).collect();
        assert!(data.starts_with(&message), "{data}");
    }
}

#[test]
fn a_workflow_reads_its_commands() {
    check_commands(requests().path(), &NAMES);
    #[cfg(unix)]
    {
        let (folder, names) = hostile();
        check_commands(folder.path(), &names);
    }
    let output = run_in(requests().path(), &["--format", "github", "gone.json"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(command(text.trim_end()).unwrap().0, "error", "{text}");
}

fn junit(text: &str) -> quick_junit::Report {
    quick_junit::Report::deserialize_from_str(text).unwrap()
}

#[test]
fn junit_is_a_suite_for_each_file_and_a_case_for_each_request() {
    use quick_junit::TestCaseStatus;
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
    // What is less bad than makes the command fail stands in the output of its case.
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
    assert_eq!(*kind, quick_junit::NonSuccessKind::Error);
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
    assert_eq!(cases, [1, 1]);
}

#[test]
fn several_outputs_at_once_are_what_each_is_alone() {
    let folder = requests();
    let more = ["--output", "json=a.json5", "--output", "compact=b.txt", "--output", "junit=c.xml"];
    for threads in ["-j1", "-j3"] {
        let output = run_in(
            folder.path(),
            &[&more[..], &[threads, "--format", "jsonl"], &NAMES[..]].concat(),
        );
        assert_eq!(output.status.code(), Some(1));
        let standard = String::from_utf8(output.stdout).unwrap();
        assert_eq!(standard, written(folder.path(), "jsonl", &NAMES));
        for (format, name) in [("json", "a.json5"), ("compact", "b.txt"), ("junit", "c.xml")] {
            let text = fs::read_to_string(folder.path().join(name)).unwrap();
            assert_eq!(text, written(folder.path(), format, &NAMES), "{format}");
            fs::remove_file(folder.path().join(name)).unwrap();
        }
    }
}

#[test]
fn an_output_that_cannot_be_written_is_told_before_anything_is_linted() {
    let folder = requests();
    let refused = |outputs: &[&str]| {
        let outputs: Vec<&str> = outputs.iter().flat_map(|output| ["--output", output]).collect();
        let output = run_in(folder.path(), &[&outputs, &NAMES[..]].concat());
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(refused(&["json=nowhere/a"]).contains("cannot write `nowhere/a`"));
    assert!(refused(&["json=a", "compact=a"]).contains("`a` is named twice"));
    assert!(refused(&["jsn=a"]).contains("unknown format `jsn` (one of pretty, compact, json"));
    assert!(refused(&["out.json"]).contains("FORMAT=FILE"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), NAMES.len());
}

#[test]
fn statistics_are_told_where_there_is_a_place_for_them() {
    let folder = requests();
    let table = "14  error    missing-field\n 2  error    type-mismatch\n";
    let lint = |format: &str| {
        let arguments = [&["--statistics", "--format", format], &NAMES[..]].concat();
        let output = run_in(folder.path(), &arguments);
        [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap())
    };
    let [pretty, _] = lint("pretty");
    let (_, told) = pretty.split_at(pretty.find(table).unwrap());
    let (counts, summary) = told.split_once("\n\n").unwrap();
    assert_eq!((counts.lines().count(), summary.lines().count()), (10, 1), "{told}");
    let [compact, beside] = lint("compact");
    assert_eq!(compact, written(folder.path(), "compact", &NAMES));
    assert!(beside.contains(table), "{beside}");
    let [json, beside] = lint("json");
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        json["summary"]["rules"][0],
        serde_json::json!({ "rule": "missing-field", "severity": "error", "count": 14 })
    );
    assert_eq!(beside, "");
}
