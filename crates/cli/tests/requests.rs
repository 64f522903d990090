//! What holds requests: the guide's samples, files, lines and recorded traffic; and the statuses
//! that runs end with.
#![allow(clippy::unwrap_used, reason = "helpers of tests, outside of test functions")]

mod command;

use std::path::Path;

use command::{NOW, ROOT, Workspace, json, run, text};
use serde_json::Value;

fn status(arguments: &[&str], input: &str) -> i32 {
    run(arguments, input.as_bytes()).status.code().unwrap()
}

#[test]
fn the_guides_samples() {
    for language in ["ko", "en"] {
        let output = run(&["--lang", language, "--context", NOW, "tests/samples"], b"");
        assert_eq!(output.status.code(), Some(1));
        let shown = text(&output.stdout);
        insta::assert_snapshot!(format!("samples-{language}"), shown);
    }
}

#[test]
fn the_guides_samples_as_json() {
    let output = run(
        &[
            "--lang",
            "ko",
            "--format",
            "json",
            "--context",
            NOW,
            "tests/samples/escrow-direct-bank.json",
        ],
        b"",
    );
    insta::assert_snapshot!("escrow-direct-bank-json", text(&output.stdout));
}

#[test]
fn every_sample_is_a_request() {
    for entry in std::fs::read_dir(Path::new(ROOT).join("tests/samples")).unwrap() {
        let path = entry.unwrap().path();
        let output = run(&["--format", "json", path.to_str().unwrap()], b"");
        assert!(json(&output)["files"][0]["operation"].is_string(), "{}", path.display());
    }
}

#[test]
fn exit_statuses() {
    let clean = r#"{"operation": "cancelPayment", "request": {"reason": "변심"}}"#;
    let warned = r#"{"operation": "cancelPayment", "request": {"reason": "변심", "x": 1}}"#;
    let wrong = r#"{"operation": "cancelPayment", "request": {}}"#;
    assert_eq!(status(&["-"], clean), 0);
    assert_eq!(status(&["-"], warned), 0);
    assert_eq!(status(&["--fail-on", "warning", "-"], warned), 1);
    assert_eq!(status(&["-"], wrong), 1);
    assert_eq!(status(&["-"], "{"), 1, "a text that is no JSON is a finding");
    assert_eq!(status(&["nowhere.json"], ""), 2);
    assert_eq!(status(&["--operation", "cancel", "-"], "{}"), 2);
    assert_eq!(status(&["--context", "chanel=test", "-"], clean), 2);
    assert_eq!(status(&["--rules", "tests", "-"], clean), 2);
    assert_eq!(status(&[], ""), 2);
}

#[test]
fn one_file_may_hold_many_requests() {
    let good = r#"{"operation": "cancelPayment", "request": {"reason": "a"}}"#;
    let bad = r#"{"operation": "cancelPayment", "request": {"reason": 1}}"#;
    let array = format!("[{good},\n {bad}]");
    let found = json(&run(&["--format", "json", "-"], array.as_bytes()));
    assert_eq!(found["summary"]["requests"], 2);
    let span = &found["files"][1]["diagnostics"][0]["span"];
    let at = array.find("1}").unwrap();
    assert_eq!((span["start"].as_u64(), span["line"].as_u64()), (Some(at as u64), Some(2)));
    assert_eq!(span["column"], 55);
    let piped = run(&["--format", "json", "-"], format!("{good}\n{bad}\n").as_bytes());
    assert_eq!(json(&piped)["summary"]["requests"], 2);
    let lines = format!("{good}\n\n{{\n{bad}\n");
    let place = Workspace::new(&[("a.jsonl", &lines), (".gitignore", "b.json"), ("b.json", "{")]);
    let json = json(&place.run(&["--format", "json", "."]));
    let found: Vec<(u64, &str)> = json["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| {
            let rule = file["diagnostics"][0]["rule"].as_str().unwrap_or("");
            (file["index"].as_u64().unwrap(), rule)
        })
        .collect();
    assert_eq!(found, [(0, ""), (2, "invalid-json"), (3, "type-mismatch")]);
}

#[test]
fn standard_input_has_a_name() {
    let good = r#"{"operation": "cancelPayment", "request": {"reason": "a"}}"#;
    let bad = r#"{"operation": "cancelPayment", "request": {"reason": 1}}"#;
    // Read as one text, the second line would be one text too many.
    let lines = format!("{good}\n{bad}\n");
    let found = |name: &str| {
        let arguments = ["--format", "compact", "--stdin-filename", name, "-"];
        let output = run(&arguments, lines.as_bytes());
        text(&output.stdout)
    };
    assert!(found("a/b.jsonl").starts_with("a/b.jsonl:2:"), "{}", found("a/b.jsonl"));
    assert!(found("b.json").contains("[invalid-json]"), "{}", found("b.json"));
    assert!(found("b.txt").starts_with("b.txt:2:"), "its text decides");
}

#[test]
fn recorded_traffic_is_linted_call_by_call() {
    let call = |method: &str, path: &str| {
        format!(
            r#"{{"request": {{"method": "{method}", "url": "https://api.portone.io{path}", "postData": {{"text": "{{}}"}}}}, "response": {{}}}}"#
        )
    };
    let entries = [call("GET", "/payments/a1"), call("POST", "/payments/a1/cancel")].join(", ");
    let text = format!(r#"{{"log": {{"entries": [{entries}]}}}}"#);
    let arguments = ["--format", "json", "--stdin-filename", "a.har", "-"];
    let output = run(&arguments, text.as_bytes());
    let report = json(&output);
    let summary = report.get("summary").unwrap();
    let count = |name: &str| summary.get(name).and_then(Value::as_u64);
    assert_eq!((count("requests"), count("ignored"), count("errors")), (Some(1), Some(1), Some(1)));
    assert_eq!(report.pointer("/files/0/index"), Some(&Value::from(1)));
    let start = report.pointer("/files/0/diagnostics/0/span/start").and_then(Value::as_u64);
    let body = text.rfind(r#"{}"}}"#).and_then(|at| u64::try_from(at).ok());
    assert_eq!(start, body);
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
            let arguments = ["--format", "json", "--operation", "cancelPayment", "-"];
            let output = run(&arguments, format!("{before}{text}{after}").as_bytes());
            let summary = &json(&output)["summary"];
            assert_eq!(
                (&summary["requests"], &summary["errors"]),
                (&2.into(), &0.into()),
                "{text}"
            );
        }
    }
}

#[test]
fn a_line_for_each_request_has_its_id() {
    let ids =
        ["\"a\"", "7", "-1.50", "12345678901234567890123", "true", "null", "[1]", "{\"a\":1}"];
    let request = |id: &&str| {
        format!(
            "{{\"operation\":\"cancelPayment\",\"id\":{id},\"request\":{{\"reason\":\"a\"}}}}\n"
        )
    };
    let lines: String = ids.iter().map(request).collect();
    let output = run(&["--format", "jsonl", "--all", "-"], lines.as_bytes());
    let shown = text(&output.stdout);
    let lines: Vec<&str> = shown.lines().collect();
    assert_eq!(lines.len(), ids.len() + 1, "{shown}");
    for (line, id) in lines.iter().zip(ids) {
        let is_echoed = id != "null";
        assert_eq!(line.ends_with(&format!(",\"id\":{id}}}")), is_echoed, "{line}");
        assert_eq!(line.contains("\"id\""), is_echoed, "{line}");
    }
}

#[test]
fn a_request_of_no_known_operation_has_its_id() {
    let lines = [
        r#"{"id": "a", "request": {"zzz": 1}}"#,
        r#"{"id": "a", "request": [1]}"#,
        r#"{"id": "a", "requset": {"reason": "x"}}"#,
        r#"{"id": "a", "zzz": 1}"#,
        r#"{"id": "a", "operation": "nope", "request": {}}"#,
    ];
    let output = run(&["--format", "jsonl", "--all", "-"], lines.join("\n").as_bytes());
    let shown = text(&output.stdout);
    assert_eq!(shown.matches(",\"id\":\"a\"}").count(), lines.len(), "{shown}");
    // One line, whatever is between its tokens.
    let array = "[{\"id\": {\n\"a\":\r\n1}, \"operation\": \"cancelPayment\"}]";
    let output = run(&["--format", "jsonl", "--all", "-"], array.as_bytes());
    let shown = text(&output.stdout);
    assert_eq!(shown.lines().count(), 2, "{shown}");
    assert!(shown.contains(",\"id\":{ \"a\":  1}}"), "{shown}");
}

#[test]
fn the_key_of_a_body_is_named_where_nothing_else_shows_the_operation() {
    let lint = |text: &str| {
        let output = run(&["--format", "json", "--lang", "en", "-"], text.as_bytes());
        json(&output)["files"][0]["diagnostics"][0].clone()
    };
    for (text, key) in [
        (r#"{"requset": {"reason": "x"}}"#, "requset"),
        (r#"{"id": "a", "pg": "smartro", "Requset": {"zzz": 1}}"#, "Requset"),
        (r#"{"payload": {"reason": "x"}}"#, "payload"),
        (r#"{"name": "case", "input": {"reason": "x"}, "expected": "ok"}"#, "input"),
    ] {
        let finding = lint(text);
        let expected = format!("`{key}` is not read: no operation and no URL is given");
        assert_eq!(finding["rule"], "unknown-operation", "{text}");
        assert_eq!(finding["message"], expected, "{text}");
        let help = finding["help"].as_str().unwrap();
        assert!(help.starts_with("did you mean `request`?"), "{help}");
    }
    for text in [r#"{"name": "a", "content": {"b": 1}}"#, r#"{"data": 1}"#, r#"{"input": "a"}"#] {
        assert!(!lint(text)["message"].as_str().unwrap().contains("not read"), "{text}");
    }
    assert_eq!(lint(r#"{"request": [1]}"#)["rule"], "type-mismatch");
}

#[cfg(unix)]
#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    for arguments in [&["rules"][..], &["explain", "payment-id-length"], &["-q", "tests/samples"]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = command::smartro_lint();
        command.current_dir(ROOT).args(arguments).stdout(writer);
        let output = command.stderr(std::process::Stdio::piped()).spawn().unwrap();
        let output = output.wait_with_output().unwrap();
        assert_eq!(text(&output.stderr), "", "{arguments:?}");
    }
}

#[test]
fn requests_under_a_key_of_their_own_are_linted_where_the_file_is_named() {
    let request = |id: &str| {
        format!(
            r#"{{"storeId": "s", "channelKey": "c", "paymentId": "{id}", "orderName": "a", "totalAmount": 1000, "currency": "KRW", "payMethod": "CARD", "memo": 1}}"#
        )
    };
    let (one, other) = (request("a1"), request("b1"));
    let place = Workspace::new(&[]);
    for (text, count) in [
        (format!(r#"{{"requests": [{one}, {other}, {{"a": 1}}]}}"#), 3),
        (format!(r#"{{"version": 1, "items": [{one}]}}"#), 1),
        (format!(r#"{{"paymentRequest": {one}}}"#), 1),
        (format!(r#"{{"card": {one}, "transfer": {other}, "notes": {{"a": 1}}}}"#), 2),
        (format!(r#"{{"cases": {{"first": {{"payments": [{one}]}}}}}}"#), 1),
        (r#"{"orders": [{"id": 1, "amount": 1000}], "a": {"b": [1]}}"#.to_owned(), 1),
        (r#"{"requests": []}"#.to_owned(), 1),
    ] {
        place.write("a.json", &text);
        let arguments = ["--format", "json", "--no-batch", "a.json"];
        let summary = json(&place.run(&arguments))["summary"].clone();
        assert_eq!(summary["requests"], count, "{text}");
        // A directory has many objects with requests in them, such as answers and fixtures.
        let output = place.run(&["--format", "json", "."]);
        assert_eq!(json(&output)["summary"]["requests"], 0, "{text}");
    }
    place.write("a.json", &format!("{{\n\"requests\":\n[{one},\n{other}]}}"));
    let shown = text(&place.run(&["--format", "compact", "a.json"]).stdout);
    let memos: Vec<&str> = shown.lines().filter(|line| line.contains("memo")).collect();
    assert!(memos.len() == 2 && memos[1].starts_with("a.json:4:"), "{shown}");
}

#[test]
fn a_collection_of_insomnia_is_linted_request_by_request() {
    let request = |url: &str, body: &str| {
        serde_json::json!({
            "_id": "req_1", "_type": "request", "name": "a", "method": "POST", "url": url,
            "body": { "mimeType": "application/json", "text": body },
        })
    };
    let collection = serde_json::json!({
        "_type": "export", "__export_format": 4,
        "resources": [
            request("https://api.portone.io/payments/a1/cancel", r#"{"reason": "a", "memo": 1}"#),
            request("https://example.com/payments/a1/cancel", r#"{"memo": 1}"#),
            { "_id": "wrk_1", "_type": "workspace", "name": "a" },
        ],
    });
    let place = Workspace::new(&[]);
    place.write("a.json", &collection.to_string());
    for path in ["a.json", "."] {
        let report = json(&place.run(&["--format", "json", path]));
        assert_eq!(report["summary"]["requests"], 1, "{report}");
        assert_eq!(report["files"][0]["diagnostics"][0]["pointer"], "/memo", "{report}");
    }
}

#[test]
fn helps_of_one_object_name_their_fields() {
    let request = r#"{"reason": 1, "amount": "1000", "requester": "CUSTOMER"}"#;
    let arguments = ["--lang", "en", "--operation", "cancelPayment", "-"];
    let shown = text(&run(&arguments, request.as_bytes()).stdout);
    assert!(shown.contains("help: `reason`: did you mean `\"1\"`?"), "{shown}");
    assert!(shown.contains("`amount`: did you mean `1000`?"), "{shown}");
    let one = r#"{"reason": "a", "amount": "1000"}"#;
    let shown = text(&run(&arguments, one.as_bytes()).stdout);
    assert!(shown.contains("help: did you mean `1000`?"), "{shown}");
}
