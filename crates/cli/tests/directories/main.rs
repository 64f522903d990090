//! Directories: which of their files are requests, each linted once, and what is reported of a run
//! in which none was.
#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "helpers of tests, outside of test functions"
)]

mod alike;
#[path = "../command/mod.rs"]
mod command;
mod walk;

use std::path::Path;
use std::process::Output;

use command::{json, text, write};
use serde_json::Value;

fn lint(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = command::smartro_lint();
    command.current_dir(folder).arg("--no-now").args(arguments);
    command.output().unwrap()
}

/// `file index rule`, of each request the first finding.
fn brief(output: &Output) -> Vec<String> {
    let files = json(output)["files"].clone();
    let brief = |file: &Value| {
        let rule = file["diagnostics"][0]["rule"].as_str().unwrap_or("-");
        format!("{} {} {rule}", file["file"].as_str().unwrap(), file["index"])
    };
    files.as_array().unwrap().iter().map(brief).collect()
}

const GOOD: &str = r#"{"operation": "cancelPayment", "request": {"reason": "변심"}}"#;

/// What a shop's directory has beside its requests.
const OTHERS: [(&str, &str); 18] = [
    (
        "package.json",
        r#"{"name": "shop", "version": "1.0.0", "dependencies": {"@portone/browser-sdk": "0.1"}}"#,
    ),
    ("package-lock.json", r#"{"lockfileVersion": 3, "packages": {"": {"name": "shop"}}}"#),
    (
        "tsconfig.json",
        "{\n  // strict\n  \"compilerOptions\": {\"target\": \"es2022\", /* x */ \"lib\": [\"dom\",],},\n}",
    ),
    ("config.json", r#"{"storeId": "store-1", "channelKey": "channel-1"}"#),
    ("locale/ko.json", r#"{"title": "주문"}"#),
    (
        "locale/en.json",
        r#"{"payment": {"orderName": "Order", "customer": "Customer", "currency": "Currency"}}"#,
    ),
    ("locale/pay.json", r#"{"payment": {"orderName": "주문", "currency": "통화"}}"#),
    ("deploy.json", r#"{"method": {"type": "ssh"}, "host": "example.com"}"#),
    ("list.json", r#"[1, "two", {"id": 3}]"#),
    ("nothing.json", "[]"),
    ("empty.json", ""),
    ("blank.jsonl", "\n\n"),
    ("log.ndjson", "{\"level\": \"info\"}\nnot json\n"),
    ("mock.json", r#"{"url": "https://example.com/api", "body": {}}"#),
    ("text.json", "hello"),
    ("call.json", r#"{"jsonrpc": "2.0", "method": "eth_call", "params": [], "id": 1}"#),
    (
        "report.jsonl",
        r#"{"file": "a.json", "index": 0, "operation": "cancelPayment", "diagnostics": [], "undecided": []}"#,
    ),
    (
        "openapi.json",
        r#"{"paths": {"/payments": {"post": {"storeId": {}, "channelKey": {}, "orderName": {}, "totalAmount": {}}}}}"#,
    ),
];

#[test]
fn what_is_no_request_is_left_alone_in_a_directory() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for (name, text) in OTHERS {
        write(folder, name, text);
    }
    write(folder, "a.json", GOOD);
    write(folder, "b/b.jsonl", format!("{GOOD}\n{{\"level\": \"info\"}}\n"));
    write(folder, "c.ts", "const a = 1");
    let output = lint(folder, &["--format", "json", "."]);
    assert_eq!(brief(&output), ["./a.json 0 -", "./b/b.jsonl 0 -"]);
    let summary = &json(&output)["summary"];
    assert_eq!((&summary["requests"], &summary["skipped"]), (&2.into(), &OTHERS.len().into()));
    // The same wherever they come from, and however many threads there are.
    for threads in ["-j1", "-j4"] {
        let other = lint(folder, &["--format", "json", threads, "."]);
        assert_eq!(text(&other.stdout), text(&output.stdout));
    }
    let verbose = text(&lint(folder, &["--verbose", "."]).stderr);
    for (name, _) in OTHERS {
        assert!(verbose.contains(&format!("skipped: ./{name}: no request")), "{name}: {verbose}");
    }
    let pretty = text(&lint(folder, &["--lang", "en", "."]).stdout);
    assert!(pretty.contains(&format!("skipped files: {}", OTHERS.len())), "{pretty}");
    // Nothing of them is changed either.
    lint(folder, &["--fix", "--suggested", "--operation", "cancelPayment", "."]);
    for (name, text) in OTHERS {
        assert_eq!(std::fs::read_to_string(folder.join(name)).unwrap(), text, "{name}");
    }
}

#[test]
fn what_is_named_is_a_request() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for (name, text) in OTHERS {
        write(folder, name, text);
        let expected = i32::from(!["nothing.json", "blank.jsonl", "mock.json"].contains(&name));
        assert_eq!(lint(folder, &[name]).status.code(), Some(expected), "{name}");
    }
    let output = lint(folder, &["--format", "json", ".", "package.json"]);
    assert_eq!(brief(&output), ["./package.json 0 unknown-operation"]);
}

#[test]
fn an_operation_that_is_given_is_that_of_requests() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(folder, "package.json", OTHERS[0].1);
    write(folder, "tsconfig.json", OTHERS[2].1);
    write(folder, "a.json", r#"{"amount": 1}"#);
    write(folder, "b.json", "{}");
    write(folder, "c.json", "{\"amount\": 1");
    let output = lint(folder, &["--format", "json", "--operation", "cancelPayment", "."]);
    let missing = "missing-field";
    assert_eq!(
        brief(&output),
        [
            format!("./a.json 0 {missing}"),
            format!("./b.json 0 {missing}"),
            "./c.json 0 invalid-json".to_owned()
        ]
    );
}

#[test]
fn of_a_long_file_the_requests_are_linted() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let other = "{\"level\": \"info\", \"text\": \"....................\"}";
    let many = vec![other; 5000];
    write(folder, "a.json", format!("[{}]", many.join(",")));
    write(folder, "b.json", format!("[{},{GOOD}]", many.join(",")));
    write(folder, "c.jsonl", many.join("\n"));
    write(folder, "d.jsonl", format!("{}\n{GOOD}", many.join("\n")));
    let summary = json(&lint(folder, &["--format", "json", "."]))["summary"].clone();
    assert_eq!((&summary["requests"], &summary["skipped"]), (&2.into(), &2.into()));
}

#[test]
fn of_a_log_only_the_requests_are_linted_and_fixed() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let wrong = r#"{"operation": "cancelPayment", "request": {"reson": "변심"}}"#;
    let other = r#"{"level": "info", "orderName": "a", "reson": "b"}"#;
    for (name, text) in [
        ("a.jsonl", format!("{other}\n{wrong}\nnot json\n{other}\n{GOOD}\n")),
        ("b.json", format!("[{other}, {wrong},\n{other}, {GOOD}]")),
    ] {
        write(folder, name, &text);
    }
    let expected =
        ["./a.jsonl 1 missing-field", "./a.jsonl 4 -", "./b.json 1 missing-field", "./b.json 3 -"];
    assert_eq!(brief(&lint(folder, &["--format", "json", "."])), expected);
    // Named, all of them are.
    assert_eq!(brief(&lint(folder, &["--format", "json", "a.jsonl"])).len(), 5);
    lint(folder, &["--fix", "--suggested", "."]);
    for name in ["a.jsonl", "b.json"] {
        let fixed = std::fs::read_to_string(folder.join(name)).unwrap();
        assert_eq!(
            (fixed.matches("reson").count(), fixed.matches(other).count()),
            (2, 2),
            "{fixed}"
        );
    }
}
