//! Baselines.

use std::fs;

use serde_json::Value;

use crate::{CANCEL, NOW, Workspace, requests};

#[test]
fn a_baseline_suppresses_known_findings() {
    let place = Workspace::new(&[("a.json", CANCEL), ("b/c.jsonl", &requests(&["x", "y", "x"]))]);
    let all = place.rules(&["."]);
    assert!(all.contains(&"payment-id-reused".to_owned()));
    let write = ["--write-baseline", "--baseline", "base.json", "."];
    let output = place.run(&[&["--lang", "en"], &write[..]].concat());
    assert_eq!(output.status.code(), Some(0));
    let kept = all.len();
    assert_eq!(
        place.plain(&output.stderr),
        format!("note: the baseline `base.json` records {kept} findings\n")
    );
    assert_eq!(
        place.plain(&output.stdout),
        format!("requests: 4; errors: 0, warnings: 0, advice: 0; suppressed: {kept}\n")
    );
    insta::assert_snapshot!(place.read("base.json"));
    let written = place.read("base.json");
    let output = place.run(&["--baseline", "base.json", "."]);
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
    // However the JSON is laid out.
    let json: Value = serde_json::from_str(CANCEL).unwrap();
    place.write("a.json", &serde_json::to_string_pretty(&json).unwrap());
    assert!(place.rules(&["--baseline", "base.json", "."]).is_empty());
    place.run(&write);
    assert_eq!(place.read("base.json"), written);
    // A new finding is reported, also one more of a kind that there was.
    place.write("a.json", &CANCEL.replace("\"memo\": 1", "\"memo\": 1, \"x\": 2"));
    assert_eq!(place.rules(&["--baseline", "base.json", "."]), ["unknown-field"]);
    assert_eq!(place.status(&["--baseline", "base.json", "--fail-on", "warning", "."]), 1);
    // Entries without a finding are reported, of files that are linted and of files that are gone.
    place.write("a.json", r#"{"operation": "cancelPayment", "request": {"reason": "a"}}"#);
    assert_eq!(
        place.stderr_of(&["--baseline", "base.json", "."]),
        "note: 2 findings of the baseline `base.json` no longer occur; `--write-baseline` removes \
         them\n"
    );
    assert_eq!(place.stderr_of(&["--baseline", "base.json", "b"]), "");
    fs::remove_file(place.path("a.json")).unwrap();
    assert!(place.stderr_of(&["--baseline", "base.json", "b"]).starts_with("note: 2 findings"));
}

#[test]
fn what_was_not_linted_stays_in_a_baseline() {
    let place = Workspace::new(&[("a.json", CANCEL), ("b/c.json", CANCEL)]);
    place.project("baseline: base.json\n");
    assert_eq!(place.status(&["."]), 2);
    assert_eq!(
        place.stderr_of(&["."]),
        "error: cannot read the baseline `base.json`: No such file or directory (os error 2); \
         `--write-baseline` creates it\n"
    );
    place.run(&["--write-baseline", "."]);
    let both = place.read("base.json");
    assert_eq!(both.matches("\"b/c.json\"").count(), 2);
    let output = place.run_in("b", &["--write-baseline", "c.json"], "");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(place.read("base.json"), both);
    place.write("b/c.json", r#"{"operation": "cancelPayment", "request": {"reason": "a"}}"#);
    place.run(&["--write-baseline", "b"]);
    assert_eq!(place.read("base.json").matches("\"a.json\"").count(), 2);
    assert_eq!(place.read("base.json").matches("\"b/c.json\"").count(), 0);
    place.write("base.json", "{");
    assert!(
        place
            .stderr_of(&["."])
            .starts_with("error: cannot read the baseline `base.json`: not a baseline")
    );
}

#[test]
fn a_baseline_needs_a_file_and_keeps_no_text_that_is_no_json() {
    let place = Workspace::new(&[("a.json", "{")]);
    assert_eq!(
        place.stderr_of(&["--write-baseline", "a.json"]),
        "error: `--write-baseline` needs a file: name it with `--baseline FILE`, or as \
         `baseline` in `smartro-lint.yaml`\n"
    );
    let arguments = ["--write-baseline", "--baseline", "base.json", "a.json"];
    assert_eq!(place.status(&arguments), 1);
    assert_eq!(place.read("base.json"), "{\n  \"version\": 1,\n  \"findings\": []\n}\n");
}

#[test]
fn threads_suppress_the_same_findings() {
    let ids: Vec<String> = (0..4000).map(|index| format!("p{}", index % 3900)).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let place = Workspace::new(&[("a.jsonl", &requests(&ids))]);
    place.project(
        "\
suppress:
  - { rule: payment-id-reused, reason: a repeated log }
  - { rule: unknown-field, pointer: /extra, reason: ours }
",
    );
    let run = |threads: &str| {
        let output = place.run(&["--format", "json", "--context", NOW, threads, "a.jsonl"]);
        place.plain(&output.stdout)
    };
    let one = run("-j1");
    assert!(one == run("-j4"));
    let json: Value = serde_json::from_str(&one).unwrap();
    assert_eq!(json["summary"]["suppressed"], 4100);
    assert!(!one.contains("payment-id-reused"));
    let write = |threads: &str| {
        place.run(&["--write-baseline", "--baseline", "base.json", threads, "a.jsonl"]);
        place.read("base.json")
    };
    assert!(write("-j1") == write("-j4"));
    assert_eq!(place.json(&["--baseline", "base.json", "-j4", "a.jsonl"])["summary"]["errors"], 0);
}

#[test]
fn a_baseline_counts_findings_that_it_cannot_tell_apart() {
    let place = Workspace::new(&[]);
    let write = |fields: &str| place.write("a.json", &format!(r#"{{"reason": "a", {fields}}}"#));
    let compact = |more: &[&str]| {
        let options = ["--format", "compact", "--baseline", "base.json"];
        place.plain(&place.run(&[&options, more, &["a.json"]].concat()).stdout)
    };
    let count = |text: &str| text.matches("unknown-field").count();
    // Numbers in keys may identify somebody: for a baseline these two are one field.
    write(r#""1111111": 1, "2222222": 2"#);
    compact(&["--write-baseline"]);
    assert_eq!(count(&compact(&[])), 0);
    write(r#""1111111": 1, "2222222": 2, "3333333": 3"#);
    assert_eq!(count(&compact(&[])), 1);
    write(r#""1111111": 1, "2222222": 2, "3333333": 3, "4444444": 4"#);
    assert_eq!(count(&compact(&[])), 2);
    compact(&["--write-baseline"]);
    assert_eq!(count(&compact(&[])), 0);
}
