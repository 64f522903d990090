//! Secrets that are written where options and the project file have something else.

use std::path::Path;
use std::process::Command;

fn run(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_smartro-lint"));
    let output = command.current_dir(folder).arg("--no-now").args(arguments).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    String::from_utf8_lossy(&output.stderr).into_owned()
}

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
        let shown = run(folder.path(), arguments);
        assert!(shown.contains("error: ") && !shown.contains("qz1"), "{arguments:?}: {shown}");
        assert!(shown.contains("***"), "{arguments:?}: {shown}");
    }
    for (arguments, repeated) in [
        (&["--format", "jsno"][..], "'jsno' for '--format <FORMAT>'"),
        (&["--formt", "json"], "'--format'"),
        (&["--verbos"], "'--verbos'"),
    ] {
        let shown = run(folder.path(), arguments);
        assert!(shown.contains(repeated), "{arguments:?}: {shown}");
    }
}
