//! Logs that do not show all values.

mod command;

use std::fs;

use command::smartro_lint;

const LINE: &str = r#"{"method": "post", "url": "/payments/***/instant", "body": "{\"orderName\": \"[REDACTED]\", \"memo\": \"***\", \"amount\": {\"total\": \"***\"}}"}"#;

#[test]
fn what_a_log_does_not_show_is_not_judged() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("a.jsonl"), format!("{LINE}\n")).unwrap();
    let rules = |arguments: &[&str]| {
        let mut command = smartro_lint();
        command.current_dir(place.path()).args(["--format", "json"]).args(arguments);
        let output = command.arg("a.jsonl").output().unwrap();
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let findings = json["files"][0]["diagnostics"].as_array().cloned().unwrap_or_default();
        findings
            .iter()
            .map(|found| found["pointer"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert!(rules(&[]).contains(&"/amount/total".to_owned()));
    let redacted = ["--redacted", "***", "--redacted", "[REDACTED]"];
    let found = rules(&redacted);
    assert!(found.contains(&"/memo".to_owned()), "an unknown field is one whatever its value is");
    assert!(!found.iter().any(|at| ["/amount/total", "/orderName"].contains(&&**at)), "{found:?}");
    fs::write(place.path().join("smartro-lint.yaml"), "redacted: ['***', '[REDACTED]']\n").unwrap();
    assert_eq!(rules(&[]), found);
}
