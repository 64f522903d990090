//! Long runs: the same findings whoever lints them, in the order of the files and their lines.
#![allow(clippy::unwrap_used, reason = "helpers of tests, outside of test functions")]

mod arrays;
#[path = "../command/mod.rs"]
mod command;
mod services;

use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use command::{json, output_of, text};
use serde_json::Value;
use smartro_lint::report::{FileReport, RunReport};
use smartro_lint::source::Position;
use smartro_lint::{Batch, Linter, Origin, Request};

fn command(arguments: &[&str]) -> Command {
    let mut command = command::smartro_lint();
    command.env("LANG", "ko_KR.UTF-8").arg("--no-now").args(arguments);
    command
}

fn start(arguments: &[&str]) -> Child {
    let mut command = command(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn run(arguments: &[&str], input: &[u8]) -> Output {
    output_of(&mut command(arguments), input)
}

/// Requests a line, some with findings, some that do not go together, and what else a file
/// may have; enough for several threads.
fn lines(count: usize) -> String {
    let mut text = String::new();
    for index in 0..count {
        // Every so often an id comes again, near and far away.
        let id = if index % 100 == 7 { index / 200 } else { index };
        let end = if index % 3 == 0 { "\r\n" } else { "\n" };
        let memo = "가".repeat(index % 90 * 10);
        let _ = match index % 10 {
            3 => write!(text, " \t{end}"),
            4 if index % 400 == 4 => write!(text, "{{\"가\": {end}"),
            5 => write!(
                text,
                r#"{{"operation": "requestIssueBillingKey", "request": {{"customer": {{"phoneNumber": "010-{}", "customerId": "c{}"}}}}}}{end}"#,
                index % 70,
                index % 350 / 300,
            ),
            _ => write!(
                text,
                r#"  {{"url": "/payments/order{id}/instant", "data": {{"orderName": "{memo}", "channelKey": "a"}}}}{end}"#
            ),
        };
    }
    text + r#"{"operation": "cancelPayment", "request": {}}"#
}

/// What the library finds in lines, one after another.
fn expected(name: &str, text: &str) -> RunReport {
    let linter = Linter::smartro().unwrap();
    let mut session = linter.session();
    let (mut batch, mut files, mut offset) = (Batch::new(), Vec::new(), 0);
    for (index, line) in text.split('\n').enumerate() {
        if !line.trim().is_empty() {
            let position = Position { line: index as u32 + 1, column: 1, utf16: 1 };
            let request = Request::json(line).origin(Origin { offset, position });
            let verdict = session.lint(&request);
            let mut report = verdict.report();
            report.extend(batch.add(&verdict, name, index));
            files.push(FileReport { file: name.to_owned(), index, report });
        }
        offset += line.len() as u64 + 1;
    }
    RunReport::new(files)
}

#[test]
fn threads_find_what_one_finds_and_in_the_same_order() {
    let text_of_lines = lines(1500);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jsonl");
    std::fs::write(&path, &text_of_lines).unwrap();
    let path = path.to_str().unwrap();
    let expected = expected(path, &text_of_lines);
    let rules = |rule: &str| {
        let findings = expected.files.iter().flat_map(|file| &file.report.diagnostics);
        findings.filter(|finding| finding.rule == rule).count()
    };
    assert!(rules("payment-id-reused") > 1 && rules("customer-id-changes") > 5);
    assert!(rules("invalid-json") == 4 && rules("missing-field") > 1000);
    let whole = serde_json::to_string_pretty(&expected).unwrap() + "\n";
    for threads in ["-j1", "-j2", "-j4"] {
        assert!(text(&run(&["--format", "json", threads, path], b"").stdout) == whole, "{threads}");
    }
    let piped = run(&["--format", "json", "-"], text_of_lines.as_bytes());
    let named = format!("\"file\": {}", serde_json::to_string(path).unwrap());
    let first = format!("{path} #");
    assert!(text(&piped.stdout) == whole.replace(&named, "\"file\": \"-\"").replace(&first, "- #"));
    let pretty = |threads| text(&run(&[threads, path], b"").stdout);
    let one = pretty("-j1");
    assert!(one == pretty("-j4"));
    assert_eq!(one.matches("payment-id-reused").count(), rules("payment-id-reused"));
    let counted = format!("요청 {}개: 오류 {}개", expected.files.len(), expected.summary.errors);
    assert!(one.lines().last().unwrap().starts_with(&counted), "{counted}");
}

#[test]
fn nothing_is_nothing() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text, requests) in
        [("a.jsonl", "", 0), ("b.ndjson", "\n \r\n", 0), ("c.json", "", 1), ("d.jsonl", "\n{", 1)]
    {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        let output = run(&["--format", "json", path.to_str().unwrap()], b"");
        let json = json(&output);
        assert_eq!(json["summary"]["requests"], requests, "{name}");
        assert_eq!(json["files"].as_array().unwrap().len(), requests, "{name}");
    }
    assert_eq!(json(&run(&["--format", "json", "-"], b""))["summary"]["requests"], 1);
}

#[test]
fn a_directory_is_linted_in_its_order() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    let request = |id: usize| format!(r#"{{"url": "/payments/o{id}/instant", "data": {{}}}}"#);
    for index in 0..200 {
        write(&format!("f{index:03}.json"), &request(index % 150));
    }
    write("b.json", &format!("[{},\n  {}]", request(0), request(0)));
    write("c.jsonl", &format!("{}\n\n{}", request(1000), request(1000)));
    write("d.jsonl", &lines(700));
    write("e.json", "{");
    let paths = |more: [&'static str; 2]| {
        let [first, last] = more;
        [first, folder.path().to_str().unwrap(), last].map(str::to_owned)
    };
    let paths = paths(["nowhere.json", "nowhere.jsonl"]);
    let run_on = |threads: &str, format: &str| {
        run(&["--format", format, threads, &paths[0], &paths[1], &paths[2]], b"")
    };
    let (one, four) = (run_on("-j1", "json"), run_on("-j4", "json"));
    assert!(one.stdout == four.stdout);
    assert!(run_on("-j1", "pretty").stdout == run_on("-j4", "pretty").stdout);
    assert_eq!((one.status.code(), four.status.code()), (Some(2), Some(2)));
    let stderr = text(&four.stderr);
    let named: Vec<bool> = stderr.lines().map(|line| line.contains("jsonl")).collect();
    assert_eq!(named, [false, true], "{stderr}");
    let json = json(&one);
    let files = json["files"].as_array().unwrap();
    let key = |file: &Value| {
        let name = Path::new(file["file"].as_str().unwrap()).file_name().unwrap().to_owned();
        (name, file["index"].as_u64())
    };
    assert!(files.is_sorted_by_key(key));
    assert_eq!(json["summary"]["requests"].as_u64(), Some(files.len() as u64));
    let reused = |name: &str| {
        let at = |file: &&Value| file["file"].as_str().unwrap().ends_with(name);
        let findings = files.iter().filter(at).flat_map(|file| file["diagnostics"].as_array());
        let mut found = findings.flatten().filter(|one| one["rule"] == "payment-id-reused");
        found.next().map(|finding| finding["message"].as_str().unwrap().to_owned())
    };
    assert!(reused("f001.json").is_none());
    assert!(reused("f000.json").unwrap().contains("b.json #0"));
    assert!(reused("f151.json").unwrap().contains("f001.json #0"));
    assert!(reused("c.jsonl").unwrap().contains("c.jsonl #0"));
}

#[test]
fn a_line_that_is_too_long_is_a_finding_and_the_rest_goes_on() {
    let mut child = start(&["--format", "json", "-"]);
    let mut stdin = child.stdin.take().unwrap();
    let good = r#"{"operation": "cancelPayment", "request": {"reason": "a"}}"#;
    let mebibyte = vec![b' '; 1 << 20];
    let writer = std::thread::spawn(move || {
        write!(stdin, "{good}\n{{").unwrap();
        for _ in 0..66 {
            stdin.write_all(&mebibyte).unwrap();
        }
        write!(stdin, "}}\n{{\n{good}").unwrap();
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let json = json(&output);
    let found: Vec<_> = json["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| {
            let first = &file["diagnostics"][0];
            (
                file["index"].as_u64().unwrap(),
                first["rule"].as_str(),
                first["span"]["start"].as_u64(),
            )
        })
        .collect();
    let after = good.len() as u64 + 1;
    let invalid = Some("invalid-json");
    let last = after + (66 << 20) + 3;
    assert_eq!(
        found,
        [(0, None, None), (1, invalid, Some(after)), (2, invalid, Some(last + 1)), (3, None, None)]
    );
}

#[test]
fn rules_over_a_run_can_be_switched_off() {
    let call = r#"{"url": "/payments/a/cancel", "data": {"reason": "a"}}"#;
    let pay = r#"{"url": "/payments/a/instant", "data": {}}"#;
    let text = format!("{pay}\n{call}\n{pay}\n");
    let reused = |arguments: &[&str]| {
        let found =
            json(&run(&[&["--format", "json"], arguments, &["-"]].concat(), text.as_bytes()));
        found.to_string().matches("payment-id-reused").count()
    };
    assert_eq!((reused(&[]), reused(&["--no-batch"])), (1, 0));
    assert_eq!(reused(&["--no-batch", "-j4"]), 0);
}
