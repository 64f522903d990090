//! Limits on untrusted input.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod command;

use command::{Workspace, text};

#[test]
fn the_command_takes_limits() {
    let spaces = " ".repeat(1 << 20);
    let request = format!(r#"{{"reason": "", "x": 1, "y": 1{spaces}}}"#);
    let place = Workspace::new(&[("a.json", &request)]);
    let run = |options: &[&str]| {
        let output = place.run(&[&["--operation", "cancelPayment", "a.json"], options].concat());
        (text(&output.stdout), text(&output.stderr), output.status.code().unwrap())
    };
    let (shown, _, status) = run(&["--max-size", "1"]);
    assert!(shown.contains("the text is longer than 1048576 bytes"), "{shown}");
    assert_eq!(status, 1);
    let (shown, _, status) = run(&["--max-size", "2"]);
    assert!(shown.contains("unknown field `y` in `cancelPayment`"), "{shown}");
    assert_eq!(status, 0);
    let (shown, warned, status) = run(&["--max-findings", "1"]);
    assert_eq!(shown.matches("unknown field").count(), 1, "{shown}");
    assert!(warned.contains("more findings than the 1 that are shown"), "{warned}");
    assert_eq!(status, 1, "what is not shown may be worse");
    let (shown, _, status) = run(&["--max-findings", "0", "--format", "junit"]);
    assert!(shown.contains("<failure type=\"truncated\">"), "{shown}");
    assert_eq!(status, 1);
    let (shown, _, status) = run(&["--max-findings", "0", "--format", "jsonl"]);
    assert_eq!((shown.lines().count(), status), (2, 1), "a request may look clean: {shown}");
    assert_eq!(run(&["--max-size", "0"]).2, 2);
    assert_eq!(run(&["--max-size", "5000"]).2, 2);
}

#[test]
fn of_very_many_suppressions_the_first_ones_are_shown() {
    let good = r#"{"operation": "cancelPayment", "request": {"reason": "a"}}"#;
    let place = Workspace::new(&[("a.json", good)]);
    let run = |rule: &str, count: usize| {
        let one = |number| {
            format!(
                "- {{rule: {rule}, reason: because, pointer: /x{number}, files: x{number}.json}}\n"
            )
        };
        let entries: String = (0..count).map(one).collect();
        place.project(&format!("suppress:\n{entries}"));
        let output = place.run(&["-q", "."]);
        (text(&output.stderr), output.status.code().unwrap())
    };
    let (shown, status) = run("missing-field", 4000);
    assert_eq!(shown.matches("unused-suppression").count(), 50);
    let more =
        "note: 3950 more suppressions in `smartro-lint.yaml` have expired or match no finding\n";
    assert!(shown.ends_with(more) && status == 0, "{shown}");
    let (shown, status) = run("misssing-field", 4000);
    assert_eq!((shown.matches("did you mean `missing-field`").count(), status), (50, 2));
    let (shown, _) = run("missing-field", 50);
    assert!(!shown.contains("more suppressions"), "{shown}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_without_an_end_is_not_read_to_it() {
    let folder = tempfile::tempdir().unwrap();
    let request = folder.path().join("a.json");
    std::fs::write(&request, "{\"reason\": \"a\"}").unwrap();
    for option in ["--baseline", "--config", "--context"] {
        let mut command = command::smartro_lint();
        let output = command.args(["--lang", "en", option, "/dev/zero"]).arg(&request).output();
        let output = output.unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{option}: {stderr}");
        assert!(stderr.contains("longer than 64 MiB"), "{option}: {stderr}");
    }
}
