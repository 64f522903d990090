//! A service that keeps the command beside itself, and whoever reads its output as it comes.

use std::io::{BufRead, BufReader, Read, Write};

use serde_json::Value;

use crate::{run, start};

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
    let mut stderr = String::new();
    child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    assert_eq!(stderr, "");
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
        "[1]",
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
