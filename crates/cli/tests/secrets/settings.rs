//! Secrets that are written where options and the project file have something else.

use std::path::Path;
use std::process::Command;

fn run(folder: &Path, arguments: &[&str]) -> String {
    run_in("ko", folder, arguments)
}

/// What is refused, in a language.
fn run_in(language: &str, folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_smartro-lint"));
    command.env("SMARTRO_LINT_LANG", language);
    let output = command.current_dir(folder).args(arguments).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    String::from_utf8_lossy(&output.stderr).into_owned()
}

const LANGUAGES: [&str; 2] = ["ko", "en"];

#[test]
fn a_mistake_in_the_project_file_shows_no_secret() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.json"), r#"{"operation":"cancelPayment"}"#).unwrap();
    for text in [
        "password: qzsecret\n",
        "context:\n  password: qzsecret\n  channel: 'sk_live_qz1234'\n",
        "apiSecret: [qzsecret\n",
        "suppress:\n  - rule: sk_live_qz1234\n    token: qzsecret\n",
        "language: 한국 ko\nsecret: 가qz1 # sk_live_qz2345\n",
        "sk_live_qz1234: 1\n",
    ] {
        std::fs::write(folder.path().join("smartro-lint.yaml"), text).unwrap();
        for language in ["ko", "en"] {
            let shown = run(folder.path(), &["--lang", language, "a.json"]);
            assert!(shown.contains("smartro-lint.yaml:") && !shown.contains("qz"), "{text}{shown}");
        }
    }
    // What is wrong is underlined, whatever is hidden before it.
    std::fs::write(folder.path().join("smartro-lint.yaml"), "secret: é\u{1}\nlanguag: ko\n")
        .unwrap();
    let shown = run(folder.path(), &["a.json"]);
    assert!(shown.contains("languag: ko\n   · ───┬───"), "{shown}");
}

#[test]
fn a_context_that_is_refused_is_not_repeated_where_it_is_a_secret() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("c.json"), r#"{"channel":"sk_live_qz1234"}"#).unwrap();
    for context in ["channel=sk_live_qz1234", "now=sk_live_qz1234", "sk_live_qz1234=1", "c.json"] {
        let shown = run(folder.path(), &["--context", context, "a.json"]);
        assert!(shown.contains("--context") && !shown.contains("qz1"), "{shown}");
    }
    let shown = run(folder.path(), &["--context", "channel=tset", "a.json"]);
    assert!(shown.contains("`tset`"), "{shown}");
}

#[test]
fn a_refused_value_is_repeated_only_where_it_is_a_misspelling() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.json"), r#"{"operation":"cancelPayment"}"#).unwrap();
    std::fs::write(folder.path().join("c.json"), r#"{"channel":"hunter2"}"#).unwrap();
    std::fs::write(folder.path().join("d.json"), r#"{"contracts":["escrow","hunter2"]}"#).unwrap();
    for arguments in [
        &["--context", "channel=hunter2", "a.json"][..],
        &["--context", "contracts=escrow,hunter2", "a.json"],
        &["--context", "now=hunter2", "a.json"],
        &["--context", "c.json", "a.json"],
        &["--context", "d.json", "a.json"],
        &["--operation", "hunter2", "a.json"],
        &["--format", "hunter2"],
        &["--format=hunter2"],
        &["--lang", "hunter2"],
        &["--color", "hunter2"],
        &["-j", "hunter2"],
        &["--max-size", "hunter2"],
        &["--fail-on", "hunter2"],
        &["--output", "hunter2=a.json"],
        &["--output", "hunter2"],
        &["rules", "--severity", "hunter2"],
        &["rules", "--operation", "hunter2"],
        &["explain", "hunter2"],
        &["man", "hunter2"],
        &["completions", "hunter2"],
        &["lsp", "hunter2"],
        &["help", "hunter2"],
    ] {
        for shown in LANGUAGES.map(|language| run_in(language, folder.path(), arguments)) {
            assert!(shown.contains("error: ") || shown.contains("오류: "), "{shown}");
            assert!(!shown.contains("hunt") && shown.contains('…'), "{arguments:?}: {shown}");
        }
    }
    for (arguments, repeated) in [
        (&["--context", "channel=tset", "a.json"][..], "`tset`"),
        (&["--context", "now=2026-11-31T00:00:00Z", "a.json"], "`2026-11-31T00:00:00Z`"),
        (&["--operation", "cancelPaymnt", "a.json"], "`cancelPaymnt`"),
        (&["--output", "jsno=a"], "`jsno`"),
        (&["-j", "-1"], "-1"),
        (&["--max-size", "5000"], "5000"),
        (&["explain", "payment-id-lenght"], "`payment-id-lenght`"),
        (&["explain", "no-such-rule"], "`no-such-rule`"),
        (&["man", "explian"], "`explian`"),
    ] {
        for shown in LANGUAGES.map(|language| run_in(language, folder.path(), arguments)) {
            assert!(shown.contains(repeated), "{arguments:?}: {shown}");
        }
    }
    for text in [
        "language: hunter2\n",
        "fail-on: hunter2\n",
        "context:\n  channel: hunter2\n",
        "context:\n  contracts: [escrow, hunter2]\n",
        "operation: hunter2\n",
        "severity:\n  unknown-field: hunter2\n",
        "suppress:\n  - rule: hunter2\n    reason: a\n",
        "suppress:\n  - rule: unknown-field\n    reason: a\n    expires: hunter2\n",
        "packs:\n  default: hunter2\n",
    ] {
        std::fs::write(folder.path().join("smartro-lint.yaml"), text).unwrap();
        for language in ["ko", "en"] {
            let shown = run(folder.path(), &["--lang", language, "a.json"]);
            assert!(shown.contains("smartro-lint.yaml:") && shown.contains("*******"), "{shown}");
            assert!(!shown.contains("hunter"), "{text}{shown}");
        }
    }
    std::fs::write(folder.path().join("smartro-lint.yaml"), "language: em\nfail-on: erorr\n")
        .unwrap();
    let shown = run(folder.path(), &["--lang", "en", "a.json"]);
    assert!(shown.contains("`em`") && shown.contains("fail-on: erorr"), "{shown}");
}

#[test]
fn a_refused_argument_is_not_repeated_where_it_is_a_secret() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [
        &["--format", "sk_live_qz1234"][..],
        &["--format=sk_live_qz1234"],
        &["--lang", "sk_live_qz1234"],
        &["-j", "sk_live_qz1234"],
        &["--fail-on", "sk_live_qz1234"],
        &["--output", "sk_live_qz1234=a.json"],
        &["--sk_live_qz1234"],
        &["explain", "a", "--sk_live_qz1234"],
    ] {
        for shown in LANGUAGES.map(|language| run_in(language, folder.path(), arguments)) {
            assert!(shown.contains("error: ") || shown.contains("오류: "), "{shown}");
            assert!(!shown.contains("qz1"), "{arguments:?}: {shown}");
            assert!(shown.contains("***") || shown.contains('…'), "{arguments:?}: {shown}");
        }
    }
    for (arguments, repeated) in [
        (&["--format", "jsno"][..], "jsno"),
        (&["--formt", "json"], "--format"),
        (&["--verbos"], "--verbos"),
    ] {
        for shown in LANGUAGES.map(|language| run_in(language, folder.path(), arguments)) {
            assert!(shown.contains(repeated), "{arguments:?}: {shown}");
        }
    }
}
