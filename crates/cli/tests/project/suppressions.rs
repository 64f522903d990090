//! Suppressions.

use crate::{CASH, NOW, Workspace};

#[test]
fn suppressions_name_a_rule_files_and_a_pointer() {
    let place = Workspace::new(&[("old/a.json", &CASH.replace("a1", "a2")), ("b.json", CASH)]);
    let all = place.rules(&["b.json"]);
    assert_eq!(all, ["escrow-no-cash-receipt"]);
    let found = |suppression: &str| {
        place.project(&format!("suppress:\n  - {{ {suppression}, reason: 그래서 }}\n"));
        let json = place.json(&["."]);
        let count = |file: usize| json["files"][file]["diagnostics"].as_array().unwrap().len();
        (count(0), count(1), json["summary"]["suppressed"].as_u64())
    };
    assert_eq!(found("rule: escrow-no-cash-receipt"), (0, 0, Some(2)));
    assert_eq!(found("rule: escrow-no-cash-receipt, files: old"), (1, 0, Some(1)));
    assert_eq!(found("rule: escrow-no-cash-receipt, pointer: /transfer/*"), (0, 0, Some(2)));
    assert_eq!(found("rule: escrow-no-cash-receipt, pointer: /transfer"), (1, 1, None));
    assert_eq!(found("rule: escrow-no-direct-card"), (1, 1, None));
    // Each is corrected here.
    place.project("suppress: [{ rule: escrow-no-cash-receipt, reason: x }]");
    let output = place.run(&["--lang", "en", "--fix", "--suggested", "b.json"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(place.read("b.json"), CASH);
    assert_eq!(
        place.plain(&output.stdout),
        "requests: 1; errors: 0, warnings: 0, advice: 0; suppressed: 1\n"
    );
}

#[test]
fn suppressions_that_do_nothing_are_reported() {
    let place = Workspace::new(&[("old/a.json", CASH), ("old/b.json", CASH)]);
    place.project(
        "\
language: en
suppress:
  - rule: escrow-no-cash-receipt
    files: old/a.json
    reason: the old shop
    expires: 2026-11-23
  - rule: escrow-no-cash-receipt
    files: old/b.json
    reason: the old shop
    expires: 2026-11-22
  - rule: payment-id-length
    files: old/*.json
    reason: never seen
  - rule: unknown-field   # 아무 데도 없음
    reason: never seen
",
    );
    let arguments = ["--context", NOW];
    let output = place.run(&[&arguments[..], &["."]].concat());
    assert_eq!(output.status.code(), Some(1), "an expired one holds nothing");
    insta::assert_snapshot!(place.plain(&output.stderr));
    // If only a part of their files is linted, it is not known; none fails the run.
    let shown = |paths: &[&str]| {
        let stderr = place.stderr_of(&[&arguments[..], paths].concat());
        ["expired-", "unused-"].map(|code| stderr.matches(code).count())
    };
    assert_eq!(shown(&["old/a.json"]), [1, 0]);
    assert_eq!(shown(&["old"]), [1, 1]);
    assert_eq!(shown(&["."]), [1, 2]);
    assert_eq!(place.status(&[&arguments[..], &["old/a.json"]].concat()), 0);
    let korean_midnight = ["--context", "now=2026-11-22T14:59:59Z", "old/b.json"];
    assert_eq!(place.status(&korean_midnight), 0);
}
