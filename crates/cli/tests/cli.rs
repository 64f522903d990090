//! The command: what it prints for the guide's own samples, and its exit statuses.
#![allow(clippy::unwrap_used, reason = "helpers of tests, outside of test functions")]

mod command;

use command::ROOT;
use std::io::Write;
use std::path::Path;
use std::process::{Output, Stdio};

fn run(arguments: &[&str], input: &[u8]) -> Output {
    let mut command = command::smartro_lint();
    command.current_dir(ROOT).args(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A command that does not read what it is given may be gone already.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn status(arguments: &[&str], input: &str) -> i32 {
    run(arguments, input.as_bytes()).status.code().unwrap()
}

const NOW: &str = "now=2026-11-23T12:00:00+09:00";

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
    let output = run(&["--format", "json", "-"], array.as_bytes());
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["summary"]["requests"], 2);
    let span = &json["files"][1]["diagnostics"][0]["span"];
    let at = array.find("1}").unwrap();
    assert_eq!((span["start"].as_u64(), span["line"].as_u64()), (Some(at as u64), Some(2)));
    assert_eq!(span["column"], 55);
    let piped = run(&["--format", "json", "-"], format!("{good}\n{bad}\n").as_bytes());
    let json: serde_json::Value = serde_json::from_slice(&piped.stdout).unwrap();
    assert_eq!(json["summary"]["requests"], 2);
    let folder = tempfile::tempdir().unwrap();
    let lines = folder.path().join("a.jsonl");
    std::fs::write(&lines, format!("{good}\n\n{{\n{bad}\n")).unwrap();
    std::fs::write(folder.path().join(".gitignore"), "b.json").unwrap();
    std::fs::write(folder.path().join("b.json"), "{").unwrap();
    let output = run(&["--format", "json", folder.path().to_str().unwrap()], b"");
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
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
fn repairs_keep_the_rest_byte_for_byte() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.json");
    let before = "{\"operation\": \"requestPayment\", \"request\":\r\n  {\"payMethod\" : \"card\",\t\"card\": {\"useCardPoint\": true}, \"locale\":\"ko_kr\"}}";
    let mend = |options: &[&str]| {
        std::fs::write(&path, before).unwrap();
        run(&[options, &[path.to_str().unwrap()]].concat(), b"");
        std::fs::read_to_string(&path).unwrap()
    };
    assert_eq!(mend(&["--diff"]), before);
    let safe = before
        .replace("\"card\",", "\"CARD\",")
        .replace("\t\"card\": {\"useCardPoint\": true},", "")
        .replace("ko_kr", "KO_KR");
    assert_eq!(mend(&["--fix"]), safe);
}

#[test]
fn a_changed_sentence_names_its_rules() {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("pack");
    std::fs::create_dir(&pack).unwrap();
    let rules =
        "/// Doc.\nrule r: error on cancelPayment { cite guide \"one\" require present reason }";
    std::fs::write(pack.join("a.rules"), rules).unwrap();
    let guide = folder.path().join("guide.txt");
    std::fs::write(&guide, "Title\n\nFirst.\n\nOther\n\nSecond.\n").unwrap();
    let manifest = |one: &str, two: &str| {
        format!(
            "name: x\nversion: 1.0.0\nuses: [portone]\nsources:\n  guide:\n    title: Guide\n    sections:\n      one: {{ heading: Title, fingerprint: \"{one}\" }}\n      two: {{ heading: Other, fingerprint: \"{two}\" }}\n"
        )
    };
    let check = || {
        let arguments =
            ["cite", "check", guide.to_str().unwrap(), "--rules", pack.to_str().unwrap()];
        let output = run(&arguments, b"");
        (output.status.code(), text(&output.stdout))
    };
    std::fs::write(pack.join("pack.yaml"), manifest("", "")).unwrap();
    let (_, message) = check();
    let prints: Vec<&str> = message.split('"').skip(1).step_by(2).collect();
    std::fs::write(pack.join("pack.yaml"), manifest(prints[0], prints[1])).unwrap();
    assert_eq!(check().0, Some(0));
    std::fs::write(&guide, "Title\n\nFirst!\n\nOther\n\nSecond.\n").unwrap();
    let (code, message) = check();
    assert_eq!(code, Some(1));
    assert!(message.starts_with("changed: one: Title\n    r\n"), "{message}");
    assert!(!message.contains("Other"), "{message}");
}

#[test]
fn packs_with_a_mistake_are_shown_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("pack.yaml", "name: x\nversion: 1.0.0\nuses: [portone]\n");
    write(
        "a.rules",
        "/// 설명\nrule r: error on cancelPayment {\n  require present 가나다 # 이유\n}",
    );
    let output = run(&["--rules", folder.path().to_str().unwrap(), "-"], b"{}");
    assert_eq!(output.status.code(), Some(2));
    write(
        "a.rules",
        "/// 설명\nrule r: error on cancelPayment {\n  require present reson # 이유\n}",
    );
    let output = run(&["--rules", folder.path().to_str().unwrap(), "-"], b"{}");
    let shown = text(&output.stderr).replace(&folder.path().display().to_string(), "DIR");
    insta::assert_snapshot!("pack-mistake", shown);
}

#[test]
fn every_sample_is_a_request() {
    for entry in std::fs::read_dir(Path::new(ROOT).join("tests/samples")).unwrap() {
        let path = entry.unwrap().path();
        let output = run(&["--format", "json", path.to_str().unwrap()], b"");
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert!(json["files"][0]["operation"].is_string(), "{}", path.display());
    }
}

#[cfg(unix)]
#[test]
fn a_directory_that_cannot_be_read_does_not_keep_the_others() {
    use std::fs::{Permissions, create_dir, read_dir, set_permissions, write};
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let wrong = r#"{"operation": "cancelPayment", "request": {}}"#;
    for name in ["a", "b", "c"] {
        create_dir(folder.path().join(name)).unwrap();
        write(folder.path().join(name).join("x.json"), wrong).unwrap();
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
