//! Long runs: the same findings whoever lints them, in the order of the files and their lines.
#![allow(clippy::unwrap_used, reason = "helpers of tests, outside of test functions")]

mod command;

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Output, Stdio};

use serde_json::Value;
use smartro_lint::report::{FileReport, RunReport};
use smartro_lint::source::Position;
use smartro_lint::{Batch, Linter, Origin, Request};

fn start(arguments: &[&str]) -> Child {
    let mut command = command::smartro_lint();
    command.env("LANG", "ko_KR.UTF-8").arg("--no-now").args(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn run(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = start(arguments);
    let mut stdin = child.stdin.take().unwrap();
    std::thread::scope(|scope| {
        // What is found may fill the pipe before all is read.
        scope.spawn(move || stdin.write_all(input));
        child.wait_with_output().unwrap()
    })
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
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
        assert!(text(run(&["--format", "json", threads, path], b"").stdout) == whole, "{threads}");
    }
    let piped = run(&["--format", "json", "-"], text_of_lines.as_bytes());
    let named = format!("\"file\": {}", serde_json::to_string(path).unwrap());
    let first = format!("{path} #");
    assert!(text(piped.stdout) == whole.replace(&named, "\"file\": \"-\"").replace(&first, "- #"));
    let pretty = |threads| text(run(&[threads, path], b"").stdout);
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
    let complaints = text(four.stderr);
    let named: Vec<bool> = complaints.lines().map(|line| line.contains("jsonl")).collect();
    assert_eq!(named, [false, true], "{complaints}");
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
fn a_stream_is_linted_as_it_comes_until_nobody_reads() {
    let mut child = start(&["--lang", "en", "-j2", "-"]);
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let bad = "{\"operation\": \"cancelPayment\", \"request\": {}}\n";
    stdin.write_all(bad.repeat(2).as_bytes()).unwrap();
    let mut line = String::new();
    stdout.read_line(&mut line).unwrap();
    assert_eq!(line, "missing-field\n");
    drop(stdout);
    // Whoever stops reading stops the run, however much there is to come.
    let refused = (0..1_000_000).find_map(|_| stdin.write_all(bad.as_bytes()).err());
    assert_eq!(refused.unwrap().kind(), std::io::ErrorKind::BrokenPipe);
    assert_eq!(child.wait().unwrap().code(), Some(2));
    let mut complaint = String::new();
    child.stderr.take().unwrap().read_to_string(&mut complaint).unwrap();
    assert_eq!(complaint, "");
}

/// Starts the command as a service keeps it beside itself, and asks it one thing after another.
fn ask(arguments: &[&str], lines: &[&str]) -> (Vec<Value>, Value) {
    let mut child = start(arguments);
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut answer = || {
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap()
    };
    let mut answers = Vec::new();
    for line in lines {
        writeln!(stdin, "{line}").unwrap();
        // Nothing more comes before this line is answered.
        answers.push(answer());
    }
    drop(stdin);
    let end = answer();
    child.wait().unwrap();
    (answers, end)
}

#[test]
fn a_service_has_every_line_answered_before_the_next() {
    let good = r#"{"operation": "cancelPayment", "request": {"reason": "a"}}"#;
    let lines =
        [good, r#"{"operation": "cancelPayment", "request": {}}"#, "5", "{]", good, "[", good];
    let rules = [
        None,
        Some("missing-field"),
        Some("type-mismatch"),
        Some("invalid-json"),
        None,
        Some("invalid-json"),
        None,
    ];
    for more in [&["-j1"][..], &["-j4"], &["-j4", "--no-batch"], &["--stdin-filename", "a.jsonl"]] {
        let arguments = [&["--format", "jsonl", "--all"], more, &["-"]].concat();
        let (answers, end) = ask(&arguments, &lines);
        for (index, (answer, rule)) in answers.iter().zip(rules).enumerate() {
            assert_eq!(answer["index"], index);
            assert_eq!(answer["diagnostics"][0]["rule"].as_str(), rule, "{answer}");
        }
        assert_eq!(end["summary"]["requests"], lines.len());
    }
    // Whatever the first line is, where the name says that each is a request.
    let arguments = ["--format", "jsonl", "--all", "--stdin-filename", "a.jsonl", "-"];
    let (answers, _) = ask(&arguments, &["{", "[1]", "", good][..2]);
    assert!(answers.iter().all(|answer| answer["diagnostics"].as_array().unwrap().len() == 1));
}

#[test]
fn the_id_of_an_envelope_is_in_its_line() {
    let envelope = |id: &str, rest: &str| {
        format!(r#"{{"id": {id}, "operation": "cancelPayment", "request": {{{rest}}}}}"#)
    };
    let instant = |id: &str| {
        format!(r#"{{"url": "/payments/a/instant", "data": {{}}, "method": "post", "id": {id}}}"#)
    };
    let text = [
        envelope(r#""a\"\u00e9가""#, r#""reason": "a""#),
        envelope("12345678901234567890.5e400", ""),
        instant("-1"),
        instant("2"),
        envelope("[1]", ""),
        envelope("null", ""),
        r#"{"id": "get", "method": "get", "url": "https://api.portone.io/payments/a"}"#.to_owned(),
        r#"{"id": "nope", "operation": "nope", "request": {}}"#.to_owned(),
        r#"{"reason": "a", "id": 5}"#.to_owned(),
    ]
    .join("\n");
    let ids = |arguments: &[&str]| {
        let output = run(&[&["--format", "jsonl"], arguments, &["-"]].concat(), text.as_bytes());
        let lines = String::from_utf8(output.stdout).unwrap();
        assert!(
            lines.lines().all(|line| serde_json::from_str::<serde::de::IgnoredAny>(line).is_ok())
        );
        let id = |line: &str| match line.rsplit_once(",\"id\":") {
            Some((_, id)) => id.trim_end_matches('}').to_owned(),
            None => "-".to_owned(),
        };
        lines.lines().map(id).collect::<Vec<_>>()
    };
    let written = [
        r#""a\"\u00e9가""#,
        "12345678901234567890.5e400",
        "-1",
        "2",
        "-",
        "-",
        "\"get\"",
        "\"nope\"",
        "-",
        "-",
    ];
    assert_eq!(ids(&["--all"]), written);
    assert_eq!(ids(&["--all", "-j4", "--no-batch"]), written);
    assert_eq!(ids(&[]), [&written[1..6], &written[7..]].concat());
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

#[test]
fn an_array_is_linted_as_lines_are() {
    let requests: Vec<String> = lines(1500).lines().map(|line| line.trim().to_owned()).collect();
    let valid = |line: &&String| serde_json::from_str::<Value>(line).is_ok();
    let requests: Vec<&String> = requests.iter().filter(valid).collect();
    let array = format!("\u{feff}[\n  {}\n]\n", join(&requests, ",\r\n  "));
    let lines = join(&requests, "\n");
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (array_path, lines_path) = (write("a.json", &array), write("a.jsonl", &lines));
    let found = |path: &str, threads: &str| json(&run(&["--format", "json", threads, path], b""));
    let (of_array, of_lines) = (found(&array_path, "-j1"), found(&lines_path, "-j1"));
    assert_eq!(of_array, found(&array_path, "-j4"));
    let piped = json(&run(&["--format", "json", "-"], array.as_bytes()));
    let files = |json: &Value| json["files"].as_array().unwrap().clone();
    assert_eq!(piped["summary"], of_array["summary"]);
    assert_eq!(of_array["summary"], of_lines["summary"]);
    assert!(files(&of_array).len() > 1000);
    for (one, other) in files(&of_array).iter().zip(files(&of_lines)) {
        assert_eq!((&one["index"], &one["operation"]), (&other["index"], &other["operation"]));
        let (one, other) =
            (one["diagnostics"].as_array().unwrap(), other["diagnostics"].as_array().unwrap());
        assert_eq!(one.len(), other.len());
        for (one, other) in one.iter().zip(other) {
            assert_eq!((&one["rule"], &one["pointer"]), (&other["rule"], &other["pointer"]));
            let quoted = |finding: &Value, text: &str| {
                let at = |end: &str| finding["span"][end].as_u64().unwrap() as usize;
                text.get(at("start")..at("end")).unwrap().to_owned()
            };
            assert_eq!(quoted(one, &array), quoted(other, &lines));
            // A line more, and two columns.
            let place = |finding: &Value| {
                let of = |name: &str| finding["span"][name].as_u64().unwrap();
                (of("line"), of("column"))
            };
            let (line, column) = place(other);
            assert_eq!(place(one), (line + 1, column + 2));
        }
    }
}

fn join(requests: &[&String], between: &str) -> String {
    requests.iter().map(|one| one.as_str()).collect::<Vec<_>>().join(between)
}

#[test]
fn of_an_array_that_breaks_off_what_comes_before_is_linted() {
    let good = r#"{"operation": "cancelPayment", "request": {"reason": "a"}}"#;
    let text = format!("[{good},\n {{\"a\": 1,}}, {good} {good},\n {{}}, {good}, ");
    let found = json(&run(&["--format", "json", "-"], text.as_bytes()));
    let brief: Vec<(Option<&str>, Option<u64>)> = found["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| {
            let first = &file["diagnostics"][0];
            (first["rule"].as_str(), first["span"]["start"].as_u64())
        })
        .collect();
    let at = |part: &str| Some(text.find(part).unwrap() as u64);
    let json = Some("invalid-json");
    let second = Some(text.match_indices(good).nth(2).unwrap().0 as u64);
    assert_eq!(
        brief,
        [
            (None, None),
            (json, at("}, ")),
            (None, None),
            (json, second),
            (Some("unknown-operation"), at("{}")),
            (None, None),
            (json, Some(text.len() as u64)),
        ]
    );
}

#[cfg(target_os = "linux")]
#[test]
fn an_array_takes_no_more_memory_than_a_part_of_it() {
    // Each has a finding of a thousand bytes, which nobody holds together.
    let text = format!("[{}1]", "1,".repeat(80_000));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.json");
    std::fs::write(&path, &text).unwrap();
    let mut child = start(&["--format", "json", "-j2", path.to_str().unwrap()]);
    let mut out = child.stdout.take().unwrap();
    let (mut chunk, mut length, mut most) = (vec![0; 1 << 20], 0, 0);
    while let Ok(read @ 1..) = out.read(&mut chunk) {
        length += read;
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let peak = peak.and_then(|peak| peak.trim().strip_suffix(" kB")?.parse::<usize>().ok());
        most = most.max(peak.unwrap_or(0));
    }
    assert_eq!(child.wait().unwrap().code(), Some(1));
    assert!(length > 50 << 20 && most > 0 && most < 50 << 10, "{length} bytes, {most} KiB");
}
