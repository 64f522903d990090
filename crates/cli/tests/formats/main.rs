//! The formats that findings are written in, each on the same requests and as whoever reads it
//! reads it.
#![allow(clippy::unwrap_used, reason = "helpers of tests, outside of test functions")]

#[path = "../command/mod.rs"]
mod command;
mod github;
mod junit;
mod lines;
mod places;
mod sarif;
mod terminals;

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

const FORMATS: [&str; 7] = ["pretty", "compact", "json", "jsonl", "sarif", "github", "junit"];

/// A card number, a birth date and a password, which nobody is to see.
const SECRETS: [&str; 3] = ["4111111111111111", "830417", "pW4q"];

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
        r#"{"operation": "payInstantly", "pathParams": {"paymentId": "b"}, "request": {"channelKey": "k", "orderName": "x", "amount": {"total": 1}, "currency": "KRW", "method": {"card": {"credential": {"number": "4111111111111111", "birthOrBusinessRegistrationNumber": "830417", "passwordTwoDigits": "pW4q"}, "installmentMonth": "x"}}}}"#,
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
    let mut command = command::smartro_lint();
    command.current_dir(folder).arg("--no-now").args(arguments).stdin(Stdio::null());
    command.env("LANG", "ko_KR.UTF-8").output().unwrap()
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
        let mut text = written(folder.path(), format, &NAMES);
        if format == "sarif" {
            text = sarif::with_few_rules(&text, &["payment-id-length", "missing-field"]);
        }
        insta::assert_snapshot!(format!("{format}"), text);
    }
}

#[test]
fn no_format_shows_what_is_sensitive() {
    let folder = requests();
    for format in FORMATS {
        let text = written(folder.path(), format, &["secret.json"]);
        assert!(text.contains("type-mismatch"), "{format}");
        for secret in SECRETS {
            assert!(!text.contains(secret), "{format}");
        }
    }
}

/// A folder whose names and texts try to break out of a format.
#[cfg(unix)]
fn hostile() -> (TempDir, Vec<&'static str>) {
    let folder = tempfile::tempdir().unwrap();
    let cr = '\r';
    let key = r#"]]>\" </failure>\n::error::gone\r\n%0A\u001b[31m,\uffff\u0000\u2028x"#;
    let text = format!(
        r#"[{{"operation": "cancelPayment", "request": {{"reason": "a",{cr}"{key}": 1, "refundAccount": {{"bank": "{key}"}}}}}}, {PAYMENT_TWICE}]"#
    );
    let names = vec!["a\nb:3:4: error[x] ::warning::y.json", "%0A,\"<&>']]>\r\u{1b}[0m.json"];
    for name in &names {
        fs::write(folder.path().join(name), &text).unwrap();
    }
    (folder, names)
}

#[cfg(unix)]
#[test]
fn a_terminal_gets_nothing_that_it_would_act_on() {
    let (folder, names) = hostile();
    for format in ["pretty", "compact"] {
        let text = written(folder.path(), format, &names);
        let shown = |character: char| character == '\n' || !character.is_control();
        assert!(text.chars().all(shown), "{format}: {text:?}");
        assert!(text.contains("payment-id-reused"), "{format}");
    }
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
fn an_output_that_cannot_be_written_is_reported_before_anything_is_linted() {
    let folder = requests();
    let refused = |outputs: &[&str]| {
        let outputs: Vec<&str> = outputs.iter().flat_map(|output| ["--output", output]).collect();
        let output = run_in(folder.path(), &[&["--lang", "en"], &outputs[..], &NAMES[..]].concat());
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(refused(&["json=nowhere/a"]).contains("cannot write `nowhere/a`"));
    assert!(refused(&["json=a", "compact=a"]).contains("`a` is written to twice"));
    let near = "unknown format `jsn`, did you mean `json`? (one of pretty, compact, json";
    assert!(refused(&["jsn=a"]).contains(near));
    assert!(refused(&["out.json"]).contains("FORMAT=FILE"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), NAMES.len());
}

#[cfg(unix)]
#[test]
fn a_run_that_a_signal_ends_leaves_the_old_file_and_nothing_else() {
    let signals = [("-HUP", 1), ("-INT", 2), ("-TERM", 15)];
    signals.into_iter().filter(|(_, number)| !command::is_ignored(*number)).for_each(ended_by);
}

#[cfg(unix)]
fn ended_by((signal, number): (&str, i32)) {
    use std::io::{BufRead, BufReader, Write};
    use std::os::unix::process::ExitStatusExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.sarif");
    let old = r#"{"runs": [{"tool": {"driver":{"name":"smartro-lint"}}, "results": []}]}"#;
    fs::write(&path, old).unwrap();
    let mut command = command::smartro_lint();
    command.current_dir(folder.path()).args(["--format", "compact", "--output"]);
    command.args(["sarif=out.sarif", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let bad = "{\"operation\": \"cancelPayment\", \"request\": {}}\n";
    stdin.write_all(bad.repeat(2).as_bytes()).unwrap();
    let mut line = String::new();
    // Once it has linted something, it is well under way.
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(line.contains("missing-field"), "{line}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    let ended = Command::new("kill").args([signal, &child.id().to_string()]).status();
    assert!(ended.unwrap().success());
    assert_eq!(child.wait().unwrap().signal(), Some(number), "{signal}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    assert_eq!(fs::read_to_string(&path).unwrap(), old);
}

#[test]
fn statistics_are_written_where_there_is_a_place_for_them() {
    let folder = requests();
    let table = "14  error    missing-field\n 2  error    type-mismatch\n";
    let lint = |format: &str| {
        let arguments = [&["--statistics", "--format", format], &NAMES[..]].concat();
        let output = run_in(folder.path(), &arguments);
        [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap())
    };
    let [pretty, _] = lint("pretty");
    let (_, shown) = pretty.split_at(pretty.find(table).unwrap());
    let (counts, summary) = shown.split_once("\n\n").unwrap();
    assert_eq!((counts.lines().count(), summary.lines().count()), (10, 2), "{shown}");
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
