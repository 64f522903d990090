//! Logs that do not show all values.

mod command;

use command::{Workspace, json};

const LINE: &str = r#"{"method": "post", "url": "/payments/***/instant", "body": "{\"orderName\": \"[REDACTED]\", \"memo\": \"***\", \"amount\": {\"total\": \"***\"}}"}"#;

#[test]
fn what_a_log_does_not_show_is_not_judged() {
    let place = Workspace::new(&[("a.jsonl", &format!("{LINE}\n"))]);
    let rules = |arguments: &[&str]| {
        let json = json(&place.run(&[&["--format", "json", "a.jsonl"], arguments].concat()));
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
    place.project("redacted: ['***', '[REDACTED]']\n");
    assert_eq!(rules(&[]), found);
}
