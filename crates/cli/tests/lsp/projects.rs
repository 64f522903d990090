//! Project files: what they say is respected, and they have diagnostics of their own.

use std::io::BufReader;
use std::process::{Command, Stdio};

use lsp_server::{Message, Notification, Request};
use serde_json::{Value, json};

use crate::client::{Client, codes, underlined};

const WRONG: &str = r#"{"operation": "cancelPayment", "request": {"reason": "a", "memo": 1}}"#;

#[test]
fn what_a_project_says_is_respected_and_read_again() {
    let project = "severity:\n  unknown-field: error\nexclude: [old/**]\n";
    let mut client = Client::new(&[
        ("smartro-lint.yaml", project),
        ("a.json", WRONG),
        ("old/b.json", WRONG),
        ("package.json", "{\"name\": \"shop\", \"version\": \"1\"}"),
    ]);
    let found = client.open("a.json");
    assert_eq!((codes(&found), found[0]["severity"].as_u64()), (vec!["unknown-field"], Some(1)));
    assert!(client.open("old/b.json").is_empty());
    assert!(client.open("package.json").is_empty());

    std::fs::write(client.path("smartro-lint.yaml"), "severity:\n  unknown-field: off\n").unwrap();
    assert!(client.reloaded("a.json").is_empty());
    std::fs::remove_file(client.path("smartro-lint.yaml")).unwrap();
    assert_eq!(client.reloaded("a.json")[0]["severity"], 2);
}

#[test]
fn a_baseline_is_respected() {
    let mut client =
        Client::new(&[("smartro-lint.yaml", "baseline: known.json\n"), ("a.json", WRONG)]);
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_smartro-lint"))
        .args(["--write-baseline", "a.json"])
        .current_dir(client.root.path())
        .output()
        .unwrap();
    assert!(run.status.success(), "{run:?}");
    assert!(client.open("a.json").is_empty());
    let found = client.change("a.json", &WRONG.replace("memo", "note"));
    assert_eq!(codes(&found), ["unknown-field"]);
}

#[test]
fn mistakes_of_a_project_file_are_shown_in_it() {
    let project = "# 가🍎\nseverity: { unknown-feild: off }\n";
    let mut client = Client::new(&[("smartro-lint.yaml", project), ("a.json", WRONG)]);
    let found = client.open("smartro-lint.yaml");
    assert_eq!(underlined(project, &found[0]), "unknown-feild");
    assert!(found[0]["message"].as_str().unwrap().contains("did you mean `unknown-field`?"));
    // Requests are not linted meanwhile; a warning reports it.
    let found = client.open("a.json");
    assert_eq!(codes(&found), ["not-linted"]);
    let right = project.replace("feild", "field");
    assert!(client.change("smartro-lint.yaml", &right).is_empty());
    std::fs::write(client.path("smartro-lint.yaml"), right).unwrap();
    assert!(client.reloaded("a.json").is_empty());
}

#[test]
fn a_pack_of_one_s_own_lints_the_requests_of_its_project() {
    let mut client = Client::new(&[
        ("smartro-lint.yaml", "rules: my-pg\n"),
        ("my-pg/pack.yaml", "name: my-pg\nversion: 0.1.0\n"),
        (
            "my-pg/a.rules",
            "operation order { sdk body Order detect id }\nshape Order { id: integer }\n",
        ),
        ("a.json", r#"{"operation": "order", "request": {"id": true}}"#),
    ]);
    assert_eq!(codes(&client.open("a.json")), ["type-mismatch"]);
}

/// The first diagnostics that the command publishes for a client of this locale.
fn published(locale: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("smartro-lint.yaml"), "rules: ./nowhere\n").unwrap();
    let mut server = Command::new(env!("CARGO_BIN_EXE_smartro-lint"))
        .arg("lsp")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let root = format!("file://{}", folder.path().display());
    let document = json!({
        "uri": format!("{root}/a.json"), "languageId": "json", "version": 1, "text": WRONG,
    });
    let start = json!({
        "processId": null, "rootUri": root, "capabilities": {}, "locale": locale,
    });
    let mut stdin = server.stdin.take().unwrap();
    Message::Request(Request::new(1.into(), "initialize".to_owned(), start))
        .write(&mut stdin)
        .unwrap();
    for (method, params) in
        [("initialized", json!({})), ("textDocument/didOpen", json!({ "textDocument": document }))]
    {
        let message = Notification::new(method.to_owned(), params);
        Message::Notification(message).write(&mut stdin).unwrap();
    }
    let mut stdout = BufReader::new(server.stdout.take().unwrap());
    let found = loop {
        match Message::read(&mut stdout).unwrap().unwrap() {
            Message::Notification(sent) if sent.method.ends_with("publishDiagnostics") => {
                break sent.params["diagnostics"].to_string();
            }
            _ => {}
        }
    };
    Message::Request(Request::new(2.into(), "shutdown".to_owned(), Value::Null))
        .write(&mut stdin)
        .unwrap();
    Message::Notification(Notification::new("exit".to_owned(), Value::Null))
        .write(&mut stdin)
        .unwrap();
    drop(stdin);
    server.wait().unwrap();
    found
}

#[test]
fn what_keeps_requests_from_being_linted_is_reported_in_the_client_s_language() {
    for (locale, part) in [("ko-KR", "디렉터리가 없습니다"), ("en-US", "no directory")] {
        let found = published(locale);
        assert!(found.contains("not-linted") && found.contains(part), "{locale}: {found}");
    }
}
