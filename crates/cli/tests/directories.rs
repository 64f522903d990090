//! Directories: which of their files are requests, each linted once, and what is reported of a run
//! in which none was.
#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "helpers of tests, outside of test functions"
)]

mod command;

use std::path::Path;
use std::process::Output;

use command::{json, run, text, write};
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
fn a_broken_request_is_lost_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let utf16: Vec<u8> =
        "\u{feff}{\"storeId\": \"a\"}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let broken: [(&str, &[u8]); 12] = [
        ("a.json", b"{\"paymentId\": \"a\","),
        ("b.json", b"{\"storeId\": \"a\" \"channelKey\": \"b\"}"),
        ("c.json", b"{\"reason\": \"a\",}"),
        ("d.json", b"{paymentId: 'a', orderName: 'b'}"),
        ("e.json", b"{\"operation\": \"cancelPayment\", \"request\": {}"),
        (
            "f.json",
            b"// a comment\n{\"url\": \"/billing-keys\", \"data\": {\"channelKey\": \"a\"}}",
        ),
        ("g.json", b"[{\"a\": 1}, {\"payMethod\": \"CARD\",}]"),
        ("h.jsonl", b"{\"a\": 1}\n{\"totalAmount\": 1\n"),
        ("i.json", b"{\"orderName\": \"\xff\xfe\"}"),
        ("j.json", &utf16),
        ("k.json", br#"{"operation": "cancelPaymnet", "request": {}}"#),
        ("l.json", br#"{"storeId": "a", "channelKey": "b", "orderName": "c", "paymentId": "d"}"#),
    ];
    for (name, text) in broken {
        write(folder, name, text);
    }
    let found = brief(&lint(folder, &["--format", "json", "."]));
    for (name, _) in broken {
        let is_found = |one: &String| one.starts_with(&format!("./{name} ")) && !one.ends_with('-');
        assert!(found.iter().any(is_found), "{name}: {found:?}");
    }
}

#[test]
fn what_has_names_of_requests_is_not_always_one() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let others = [
        (
            "en.json",
            r#"{"orderName": "Order", "totalAmount": "Total", "payMethod": "Method", "currency": "Currency", "paymentId": "No.", "customer": "Customer"}"#,
        ),
        (
            "ko.json",
            r#"{"order": {"orderName": "주문명"}, "payment": {"cancel": "취소"}, "reason": "사유"}"#,
        ),
        (
            "paid.json",
            r#"{"status": "PAID", "id": "a", "transactionId": "b", "merchantId": "c", "storeId": "d", "method": {"type": "PaymentMethodCard"}, "channel": {"type": "LIVE"}, "amount": {"total": 1}, "currency": "KRW", "customer": {}, "orderName": "e", "requestedAt": "2024-01-01T00:00:00Z"}"#,
        ),
    ];
    let requests = [
        ("a.json", r#"{"reason": "변심"}"#),
        ("b.json", r#"{"reason": "변심", "cancelAmount": 1, "memo": "a"}"#),
        (
            "c.json",
            r#"{"orderName": "a", "totalAmount": "1000", "payMethod": "CARD", "currency": "KRW", "paymentId": "a"}"#,
        ),
        (
            "d.json",
            r#"{"reason": "변심", "payment": {"orderName": "a"}, "timeToPay": "2030-01-01T00:00:00Z"}"#,
        ),
        (
            "e.json",
            r#"{"operation": "cancelPayment", "a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "request": {"reason": "a"}}"#,
        ),
    ];
    for (name, text) in others.into_iter().chain(requests) {
        write(folder, name, text);
    }
    let output = lint(folder, &["--format", "json", "."]);
    let found = brief(&output);
    let found: Vec<&str> = found.iter().filter_map(|one| one.split(' ').next()).collect();
    assert_eq!(found, ["./a.json", "./b.json", "./c.json", "./d.json", "./e.json"]);
}

/// What has keys of requests and is something else.
const ALIKE: [(&str, &str); 22] = [
    (
        "payments.json",
        r#"[{"id": "a", "status": "PAID", "amount": {"total": 1000}, "currency": "KRW", "orderName": "a", "method": {"type": "PaymentMethodCard"}}]"#,
    ),
    ("row.json", r#"{"billingKey": "a", "customerId": "1", "issuedAt": "2024"}"#),
    (
        "order.json",
        r#"{"orderName": "a", "totalAmount": 100, "currency": "KRW", "status": "PAID"}"#,
    ),
    ("absence.json", r#"[{"date": "2026-01-01", "reason": "연차"}]"#),
    (
        "refund.json",
        r#"{"object": "refund", "amount": 100, "charge": "a", "reason": "b", "currency": "usd"}"#,
    ),
    ("kube.json", r#"{"kind": "Status", "metadata": {}, "reason": "NotFound", "code": 404}"#),
    ("notes.json", r#"{"unread": true, "reason": "mention", "subject": {"title": "a"}}"#),
    (
        "old.json",
        r#"{"imp_uid": "a", "merchant_uid": "b", "amount": 100, "reason": "c", "checksum": 1}"#,
    ),
    (
        "toss.json",
        r#"{"method": "CARD", "amount": {"currency": "KRW", "value": 1}, "orderId": "a", "orderName": "b"}"#,
    ),
    (
        "flat.json",
        r#"{"amount": 1000, "orderId": "a", "orderName": "b", "customerName": "c", "method": "CARD"}"#,
    ),
    ("issues.json", r#"[{"issueId": 1, "title": "a"}]"#),
    (
        "routes.json",
        r#"[{"method": "POST", "path": "/payments/:id/cancel", "handler": "a"}, {"method": "GET", "path": "/payments/:id"}]"#,
    ),
    (
        "mock.json",
        r#"{"method": "POST", "path": "/payments/:paymentId/cancel", "response": {"status": 200}}"#,
    ),
    (
        "wiremock.json",
        r#"{"request": {"method": "POST", "url": "/payments/1/cancel"}, "response": {"jsonBody": {}}}"#,
    ),
    ("form.json", r#"{"url": "/api/absence", "method": "POST", "body": {"reason": "a"}}"#),
    ("query.json", r#"{"operation": "query", "request": {"a": 1}}"#),
    (
        "named.json",
        r#"{"operationName": "A", "query": "query A { a }", "variables": {"reason": "a"}}"#,
    ),
    (
        "log.jsonl",
        "{\"operation\": \"login\", \"reason\": \"a\"}\n{\"event\": \"pay\", \"reason\": \"a\"}\n",
    ),
    ("broken.jsonl", "{\"event\": \"pay\", \"reason\": \"a\", \"at\": \n"),
    ("plan.json", r#"{"payment": {"id": 1}, "timeToPay": "2024"}"#),
    ("deploy.json", r#"{"method": {"type": "ssh"}, "amount": 3}"#),
    ("values.json", r#"[1, 2, "reason", null]"#),
];

#[test]
fn what_has_keys_of_requests_is_left_alone_in_a_directory() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for (name, text) in ALIKE {
        write(folder, name, text);
    }
    let output = lint(folder, &["--format", "json", "."]);
    assert_eq!(brief(&output), [""; 0]);
    assert_eq!(json(&output)["summary"]["skipped"], ALIKE.len());
    // A file that is named is linted.
    assert_eq!(brief(&lint(folder, &["--format", "json", "row.json"])).len(), 1);
}

#[test]
fn calls_and_envelopes_are_requests_in_a_directory() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let requests = [
        r#"{"method": "POST", "url": "https://api.portone.io/payments/a/cancel"}"#,
        r#"{"method": "POST", "url": "/payments/a/cancel", "headers": {"Authorization": "PortOne a"}}"#,
        r#"{"method": "POST", "path": "/payments/a/cancel", "body": {"reason": "a"}}"#,
        r#"{"method": "POST", "path": "/payments/a/cancel", "body": "{\"reason\": \"a\"}"}"#,
        r#"{"method": "POST", "path": "/payments/a/cancel", "postData": {"text": "{}"}}"#,
        r#"{"operation": "cancelPayment"}"#,
        r#"{"operation": "cancelPayent", "request": {}}"#,
        r#"{"request": {"reason": "a"}}"#,
        r#"{"orderName": "a", "payment": {"billingKey": "a", "amount": {"total": 1}, "currency": "KRW"}}"#,
    ];
    for (index, text) in requests.iter().enumerate() {
        write(folder, &format!("{index}.json"), text);
    }
    let found = brief(&lint(folder, &["--format", "json", "."]));
    assert_eq!(found.len(), requests.len(), "{found:?}");
}

#[test]
fn the_items_of_a_collection_are_requests_in_a_directory() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let item = |host: &str| {
        format!(
            r#"{{"name": "a", "request": {{"method": "POST", "url": {{"host": ["{host}"], "path": ["payments", "a1", "cancel"]}}, "body": {{"mode": "raw", "raw": "{{}}"}}}}}}"#
        )
    };
    let collection = |items: &[String]| {
        format!(r#"{{"info": {{"name": "shop"}}, "item": [{}]}}"#, items.join(", "))
    };
    let (own, other) = (item("api.portone.io"), item("api.other.io"));
    write(folder, "a.json", collection(&[other.clone(), own]));
    write(folder, "b.json", collection(&[other]));
    let output = lint(folder, &["--format", "json", "."]);
    assert_eq!(brief(&output), ["./a.json 1 missing-field"]);
    assert_eq!(json(&output)["summary"]["skipped"], 1);
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

#[test]
fn a_run_without_requests_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::create_dir(folder.join("none")).unwrap();
    write(folder, "some/package.json", "{}");
    write(folder, "blank.jsonl", "\n");
    write(folder, "a.json", GOOD);
    for path in ["none", "some", "blank.jsonl"] {
        let output = lint(folder, &[path]);
        assert_eq!(output.status.code(), Some(0), "{path}");
        let printed = text(&output.stderr);
        assert!(
            printed.starts_with("warning: nothing was linted") && printed.contains(path),
            "{printed}"
        );
        assert_eq!(printed.contains("some/package.json"), path == "some", "{printed}");
        let strict = lint(folder, &["--fail-on-empty", "--exit-zero", path]);
        assert_eq!(strict.status.code(), Some(2), "{path}");
        assert!(text(&strict.stderr).starts_with("error: nothing was linted"));
    }
    let output = lint(folder, &["--fail-on-empty", "."]);
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
    for (count, more) in [(5, None), (6, Some("1 more")), (7, Some("2 more"))] {
        write(folder, &format!("many/{count}.json"), "{}");
        (0..count).for_each(|number| write(folder, &format!("many/{number}.json"), "{}"));
        std::fs::remove_file(folder.join(format!("many/{count}.json"))).unwrap();
        let printed = text(&lint(folder, &["many"]).stderr);
        assert_eq!(printed.matches("`many/").count(), 5, "{printed}");
        assert_eq!(printed.contains(" more"), more.is_some(), "{printed}");
        assert!(printed.contains(more.unwrap_or("")), "{printed}");
    }
}

#[cfg(unix)]
#[test]
fn links_are_followed_once() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let outside = folder.path().join("outside");
    let folder = folder.path().join("shop");
    write(&folder, "b/b.json", GOOD);
    write(&outside, "deep/c.json", GOOD);
    write(&outside, "d.json", GOOD);
    // Beside its target, twice to one file, to nothing, to a file that is no request.
    symlink(folder.join("b/b.json"), folder.join("a.json")).unwrap();
    symlink("../outside/d.json", folder.join("d1.json")).unwrap();
    symlink("../outside/d.json", folder.join("d2.json")).unwrap();
    symlink("nowhere.json", folder.join("e.json")).unwrap();
    // A cycle, a way up, a directory by two names, and one of its parts.
    symlink(".", folder.join("b/loop")).unwrap();
    symlink("/", folder.join("b/root")).unwrap();
    symlink("../outside", folder.join("x1")).unwrap();
    symlink("../outside", folder.join("x2")).unwrap();
    symlink("../../outside/deep", folder.join("b/deep")).unwrap();
    symlink("loop", outside.join("loop")).unwrap();
    let found = brief(&lint(&folder, &["--format", "json", "."]));
    assert_eq!(found, ["./b/b.json 0 -", "./b/deep/c.json 0 -", "./d1.json 0 -"]);
    // And what is named more than once.
    let found = brief(&lint(
        &folder,
        &["--format", "json", "b", "b/b.json", ".", "d2.json", "../shop/a.json"],
    ));
    assert_eq!(found, ["b/b.json 0 -", "b/deep/c.json 0 -", "./d1.json 0 -"]);
}

#[test]
#[cfg(not(feature = "source"))]
fn source_code_is_called_so() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for (name, language) in [
        ("a.ts", "TypeScript"),
        ("b.tsx", "TypeScript"),
        ("c.js", "JavaScript"),
        ("d.MJS", "JavaScript"),
    ] {
        write(folder, name, "import * as PortOne from \"@portone/browser-sdk/v2\";\n");
        for (lang, advice) in [("ko", "JSON.stringify"), ("en", "JSON.stringify")] {
            let output = lint(folder, &["--format", "json", "--lang", lang, name]);
            assert_eq!(output.status.code(), Some(1));
            let finding = &json(&output)["files"][0]["diagnostics"][0];
            assert_eq!(finding["rule"], "invalid-json");
            assert!(finding["message"].as_str().unwrap().contains(language), "{finding}");
            assert!(finding["help"].as_str().unwrap().contains(advice), "{finding}");
        }
        write(folder, name, GOOD);
        assert_eq!(lint(folder, &[name]).status.code(), Some(0), "JSON is JSON");
    }
}

#[cfg(unix)]
#[test]
fn a_directory_that_cannot_be_read_does_not_keep_the_others() {
    use std::fs::{Permissions, read_dir, set_permissions};
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let wrong = r#"{"operation": "cancelPayment", "request": {}}"#;
    for name in ["a/x.json", "b/x.json", "c/x.json"] {
        write(folder.path(), name, wrong);
    }
    let closed = folder.path().join("b");
    set_permissions(&closed, Permissions::from_mode(0o000)).unwrap();
    // Who may read everything cannot be kept from it.
    let expected = if read_dir(&closed).is_ok() { (3, 1, false) } else { (2, 2, true) };
    let output = run(&["--format", "compact", folder.path().to_str().unwrap()], b"");
    let complaint = text(&output.stderr).contains(&format!("cannot read `{}`", closed.display()));
    let found = (text(&output.stdout).lines().count(), output.status.code().unwrap(), complaint);
    assert_eq!(found, expected);
    set_permissions(&closed, Permissions::from_mode(0o700)).unwrap();
}
