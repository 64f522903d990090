//! How much of a stranger's text the command reads.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod command;

use command::smartro_lint;

#[test]
fn the_command_takes_limits() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.json");
    let spaces = " ".repeat(1 << 20);
    std::fs::write(&path, format!(r#"{{"reason": "", "x": 1, "y": 1{spaces}}}"#)).unwrap();
    let run = |options: &[&str]| {
        let mut command = smartro_lint();
        command.args(["--lang", "en", "--operation", "cancelPayment"]).args(options).arg(&path);
        let output = command.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (text(output.stdout), text(output.stderr), output.status.code().unwrap())
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
    assert_eq!(run(&["--max-size", "0"]).2, 2);
    assert_eq!(run(&["--max-size", "5000"]).2, 2);
}
