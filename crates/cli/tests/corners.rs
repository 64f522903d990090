//! Corners of the command that a change of one line could miss.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs the command in a directory; what it prints, without colours, and its status.
fn run(directory: &Path, arguments: &[&str]) -> (String, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_smartro-lint"))
        .args(["--lang", "en", "--color", "never"])
        .args(arguments)
        .current_dir(directory)
        .output()
        .unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.code())
}

#[test]
fn a_repair_that_another_one_is_in_the_way_of_is_made_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.json");
    let plans = r#""freeInstallmentPlans": [], "monthOption": {"availableMonthList": [2, 3]}"#;
    let card = format!(r#"{{"useCardPoint": true, "installment": {{{plans}}}}}"#);
    let request = format!(r#"{{"payMethod": "card", "card": {card}}}"#);
    std::fs::write(&path, request).unwrap();
    run(folder.path(), &["--fix", "a.json"]);
    let fixed = std::fs::read_to_string(&path).unwrap();
    assert!(fixed.starts_with(r#"{"payMethod": "CARD""#), "{fixed}");
    for gone in ["useCardPoint", "freeInstallmentPlans", "availableMonthList"] {
        assert!(!fixed.contains(gone), "{fixed}");
    }
}

#[test]
fn a_baseline_counts_findings_that_it_cannot_tell_apart() {
    let folder = tempfile::tempdir().unwrap();
    let write = |fields: &str| {
        let text = format!(r#"{{"reason": "a", {fields}}}"#);
        std::fs::write(folder.path().join("a.json"), text).unwrap();
    };
    let compact = |more: &[&str]| {
        let options = ["--format", "compact", "--baseline", "base.json"];
        run(folder.path(), &[&options, more, &["a.json"]].concat()).0
    };
    let count = |text: &str| text.matches("unknown-field").count();
    // Numbers in keys may identify somebody: for a baseline these two are one field.
    write(r#""1111111": 1, "2222222": 2"#);
    compact(&["--write-baseline"]);
    assert_eq!(count(&compact(&[])), 0);
    write(r#""1111111": 1, "2222222": 2, "3333333": 3"#);
    assert_eq!(count(&compact(&[])), 1);
    write(r#""1111111": 1, "2222222": 2, "3333333": 3, "4444444": 4"#);
    assert_eq!(count(&compact(&[])), 2);
    compact(&["--write-baseline"]);
    assert_eq!(count(&compact(&[])), 0);
}

/// An account number is masked for what its field is, not for what it looks like.
#[test]
fn the_number_of_a_refund_account_is_shown_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let account = "{\n\"bank\": \"KOOKMI\",\n\"number\": \"SECRETNUMBER\",\n\"holderName\": 1\n}";
    let text = format!("{{\"reason\": \"a\",\n\"refundAccount\": {account}}}");
    std::fs::write(folder.path().join("a.json"), text).unwrap();
    for format in ["pretty", "json", "sarif", "compact", "github", "junit"] {
        let (shown, status) = run(folder.path(), &["--format", format, "a.json"]);
        assert_eq!(status, Some(1), "{format}");
        assert!(shown.contains("refund-holder-phone"), "{format}: {shown}");
        assert!(!shown.contains("SECRETNUMBER"), "{format}: {shown}");
    }
}

#[test]
fn recorded_traffic_is_known_on_standard_input_however_it_is_written() {
    let entry = |path: &str| {
        serde_json::json!({"request": {
            "method": "POST",
            "url": format!("https://api.portone.io{path}"),
            "postData": {"mimeType": "application/json", "text": "{\"reason\": \"a\", \"memo\": 1}"},
        }})
    };
    let entries = [entry("/payments/a/cancel"), entry("/payments/b/cancel")];
    let har = serde_json::json!({"log": {"version": "1.2", "entries": entries}});
    let pretty = serde_json::to_string_pretty(&har).unwrap();
    let array = "[{\"reason\": \"a\", \"memo\": 1}, {\"reason\": \"b\", \"memo\": 1}]";
    let lines = "{\"reason\": \"a\", \"memo\": 1}\n{\"reason\": \"b\", \"memo\": 1}";
    for text in [&*har.to_string(), &pretty, array, lines] {
        for (before, after) in [("", ""), ("", "\n"), ("\n \n", "\n\n"), ("\u{feff}", "\r\n")] {
            let mut command = Command::new(env!("CARGO_BIN_EXE_smartro-lint"));
            command.args(["--format", "json", "--operation", "cancelPayment", "-"]);
            command.stdin(Stdio::piped()).stdout(Stdio::piped());
            let mut child = command.spawn().unwrap();
            let mut stdin = child.stdin.take().unwrap();
            stdin.write_all(format!("{before}{text}{after}").as_bytes()).unwrap();
            drop(stdin);
            let output = child.wait_with_output().unwrap();
            let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
            let summary = &report["summary"];
            assert_eq!(
                (&summary["requests"], &summary["errors"]),
                (&2.into(), &0.into()),
                "{text}"
            );
        }
    }
}
