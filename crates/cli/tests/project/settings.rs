//! Which settings apply to a file.

use serde_json::Value;

use crate::command::text;
use crate::{CANCEL, Workspace};

#[test]
fn rules_are_set_and_switched_off() {
    let place = Workspace::new(&[("a.json", CANCEL)]);
    assert_eq!(place.rules(&["a.json"]), ["missing-field", "unknown-field"]);
    place.project("severity: { missing-field: off, unknown-field: error }");
    let json = place.json(&["a.json"]);
    assert_eq!(json["summary"]["errors"], 1);
    assert_eq!(json["files"][0]["diagnostics"][0]["rule"], "unknown-field");
    assert_eq!(place.rules(&["--no-config", "a.json"]).len(), 2);
}

#[test]
fn the_command_line_takes_precedence_then_overrides_then_the_file() {
    let bare = r#"{"reason": "변심"}"#;
    let place = Workspace::new(&[("a.json", bare), ("b/a.json", bare), ("b/c/a.json", bare)]);
    place.project(
        "\
language: en
operation: cancelPayment
context: { channel: live, contracts: [escrow], now: 2026-11-23T12:00:00+09:00 }
overrides:
  - files: b
    operation: payInstantly
    context: { channel: test }
  - files: [b/c/*.json]
    operation: issueBillingKey
",
    );
    let operations = |arguments: &[&str]| -> Vec<String> {
        let json = place.json(&[arguments, &["."]].concat());
        let files = json["files"].as_array().unwrap().iter();
        files.map(|file| file["operation"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(operations(&[]), ["cancelPayment", "payInstantly", "issueBillingKey"]);
    assert_eq!(operations(&["--operation", "cancelPayment"]), ["cancelPayment"; 3]);

    // `channel: test` decides `test-partial-cancel`, and without it the rule is undecided.
    let partial = r#"{"reason": "변심", "amount": 10, "currentCancellableAmount": 100}"#;
    let place = Workspace::new(&[("a.json", partial), ("b.json", partial)]);
    place.project(
        "\
operation: cancelPayment
context: { channel: live }
overrides: [{ files: b.json, context: { channel: test } }]
",
    );
    assert_eq!(place.rules(&["a.json"]).len(), 0);
    assert_eq!(place.rules(&["b.json"]), ["test-partial-cancel"]);
    assert_eq!(place.rules(&["--context", "channel=live", "b.json"]).len(), 0);
}

#[test]
fn language_and_fail_on() {
    let warned = r#"{"operation": "cancelPayment", "request": {"reason": "a", "memo": 1}}"#;
    let place = Workspace::new(&[("a.json", warned)]);
    place.project("language: en\nfail-on: warning\n");
    let output = place.run(&["a.json"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        place.plain(&output.stdout).ends_with("requests: 1; errors: 0, warnings: 1, advice: 0\n")
    );
    let output = place.run(&["--lang", "ko", "--fail-on", "error", "a.json"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(place.plain(&output.stdout).starts_with("unknown-field\n"));
    assert!(place.plain(&output.stdout).contains("요청 1개"));
}

#[test]
fn the_nearest_file_counts_for_each_linted_file() {
    let place = Workspace::new(&[
        ("a/x.json", CANCEL),
        ("a/b/x.json", CANCEL),
        ("c/x.json", CANCEL),
        ("a/smartro-lint.yaml", "language: en\nseverity: { missing-field: off }\n"),
        (
            "a/b/smartro-lint.yaml",
            "language: ko\nseverity: { missing-field: advice, unknown-field: off }\n",
        ),
    ]);
    let found = |path: &str| place.rules(&[path]);
    assert_eq!(found("a/x.json"), ["unknown-field"]);
    assert_eq!(found("a/b/x.json"), ["missing-field"]);
    assert_eq!(found("c/x.json").len(), 2);
    assert_eq!(found("a/b/../x.json"), ["unknown-field"]);
    // All of them in one run: each fails or not as its own file says.
    assert_eq!(found(".").len(), 4);
    assert_eq!((place.status(&["a"]), place.status(&["."])), (0, 1));
    let json = place.json(&["a"]);
    let message = |file: usize| json["files"][file]["diagnostics"][0]["message"].to_string();
    assert!(message(0).contains("필요") || !message(0).is_ascii(), "{}", message(0));
    assert!(message(1).is_ascii(), "{}", message(1));
    // From below, and for standard input.
    let output = place.run_in("a", &["--format", "json", "-"], CANCEL);
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["files"][0]["diagnostics"][0]["rule"], "unknown-field");
    let output = place.run_in("a/b", &["--format", "json", "../x.json"], "");
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["files"][0]["diagnostics"][0]["rule"], "unknown-field");
}

#[test]
fn a_project_file_can_be_named() {
    let place =
        Workspace::new(&[("a/x.json", CANCEL), ("other.yaml", "severity: { missing-field: off }")]);
    place.write("a/smartro-lint.yaml", "nonsense: 1");
    assert_eq!(place.status(&["a"]), 2);
    assert_eq!(place.rules(&["--config", "other.yaml", "a"]), ["unknown-field"]);
    assert_eq!(place.rules(&["--no-config", "a"]).len(), 2);
    assert!(
        place.stderr_of(&["--config", "nowhere.yaml", "a"]).contains("cannot read `nowhere.yaml`")
    );
}

#[test]
fn packs_of_two_projects_are_kept_apart() {
    let pack = |rule: &str| {
        format!(
            "/// Doc.\nrule {rule}: error {{\n  on cancelPayment with id = reason\n  require unique id across batch\n}}\n"
        )
    };
    let request = r#"{"operation": "cancelPayment", "request": {"reason": "a"}}"#;
    let manifest = "name: x\nversion: 1.0.0\nuses: [portone]\n";
    let place = Workspace::new(&[
        ("a/x.json", request),
        ("b/x.json", request),
        ("b/y.json", request),
        ("a/smartro-lint.yaml", "rules: ../packs/one\n"),
        ("b/smartro-lint.yaml", "rules: ../packs/two\n"),
        ("packs/one/pack.yaml", manifest),
        ("packs/one/a.rules", &pack("one")),
        ("packs/two/pack.yaml", manifest),
        ("packs/two/a.rules", &pack("two")),
    ]);
    assert_eq!(place.rules(&["a", "b"]), ["two"]);
    assert_eq!(place.rules(&["--rules", "packs/one", "a", "b"]), ["one", "one"]);
}

#[test]
fn excluded_files_are_not_linted() {
    let place =
        Workspace::new(&[("a.json", CANCEL), ("old/b.json", CANCEL), ("c/old.json", CANCEL)]);
    place.project("exclude: [old/, '**/old.json']\n");
    assert_eq!(place.json(&["."])["summary"]["requests"], 1);
    assert_eq!(
        place.stderr_of(&["old/b.json"]),
        "note: `old/b.json` is excluded by its project file\n\
         warning: nothing was linted\n"
    );
    assert!(!place.stderr_of(&["-q", "old/b.json"]).contains("excluded"));
    assert_eq!(place.status(&["old/b.json"]), 0);
    assert_eq!(place.rules(&["--no-config", "old/b.json"]).len(), 2);
}

#[test]
fn a_pack_may_be_in_the_directory_of_the_project_file() {
    let place = Workspace::new(&[("requests/a.json", CANCEL)]);
    for (name, text) in [
        ("pack.yaml", include_str!("hanbit/pack.yaml")),
        ("payment.rules", include_str!("hanbit/payment.rules")),
        ("locales/ko.yaml", include_str!("hanbit/locales/ko.yaml")),
        ("locales/en.yaml", include_str!("hanbit/locales/en.yaml")),
    ] {
        place.write(name, text);
    }
    for project in
        ["rules: .", "packs: { hanbit: . }", "rules: ./", "packs: { hanbit: ./requests/.. }"]
    {
        place.project(&format!("{project}\nlanguage: en\n"));
        let output = place.run(&["requests"]);
        assert_eq!(text(&output.stderr), "", "{project}");
        assert!(text(&output.stdout).contains("unknown-field"), "{project}");
    }
    place.project("rules: requests\nlanguage: en\n");
    assert!(place.stderr_of(&["requests"]).contains("pack.yaml"));
}
