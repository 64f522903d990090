//! What is reported of source code itself: syntax errors, and comments that suppress nothing.
#![cfg(feature = "source")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests")]

mod command;

use command::{Workspace, json};

const IMPORT: &str = "import * as P from \"@portone/browser-sdk/v2\";\n";

/// The first finding of a file: its rule, message and help.
fn found(text: &str, language: &str) -> [String; 3] {
    let place = Workspace::new(&[("a.ts", &format!("{IMPORT}{text}"))]);
    let report = json(&place.run(&["--lang", language, "--format", "json", "a.ts"]));
    let found = report["files"][0]["diagnostics"].as_array().unwrap();
    let is_of_source = |rule: &str| rule == "invalid-source" || rule.contains("suppression");
    let found = found.iter().find(|found| is_of_source(found["rule"].as_str().unwrap())).unwrap();
    ["rule", "message", "help"].map(|key| found[key].as_str().unwrap_or_default().to_owned())
}

#[test]
fn a_syntax_error_says_what_to_do_in_one_language() {
    for (text, message, help) in [
        (
            "P.requestPayment({ a: 1;",
            "JavaScript나 TypeScript로 해석할 수 없습니다. 필요한 토큰: `,` 또는 `}`, 실제 토큰: `;`",
            "이 코드는 검사하지 않았습니다. 표시한 곳의 문법을 고치세요",
        ),
        (
            "P.requestPayment({ a: ) });",
            "JavaScript나 TypeScript로 해석할 수 없습니다. 여기에 올 수 없는 토큰입니다",
            "이 코드는 검사하지 않았습니다. 표시한 곳의 문법을 고치세요",
        ),
    ] {
        assert_eq!(found(text, "ko"), ["invalid-source", message, help]);
    }
    let [_, message, help] = found("P.requestPayment({ a: 'b", "ko");
    assert_eq!(message, "JavaScript나 TypeScript로 해석할 수 없습니다");
    assert!(help.contains("문법을 고치세요. 파서 메시지: "), "{help}");
    let [_, message, help] = found("P.requestPayment({ a: 1;", "en");
    assert_eq!(
        message,
        "cannot be parsed as JavaScript or TypeScript: expected `,` or `}` but found `;`"
    );
    assert_eq!(help, "this code was not checked: correct the syntax there");
}

#[test]
fn a_suppression_of_no_rule_names_it() {
    let call = "P.requestPayment({});\n";
    let comment = |rules: &str| format!("// smartro-lint-disable {rules} -- because\n{call}");
    let unused = "unused-suppression";
    for (rules, message) in [
        ("nope", "unknown rule `nope`; `smartro-lint rules` lists the rules"),
        (
            "payment-id-lenght",
            "unknown rule `payment-id-lenght`, did you mean `payment-id-length`?",
        ),
        ("smartro/nope", "unknown rule `smartro/nope`; `smartro-lint rules` lists the rules"),
    ] {
        assert_eq!(found(&comment(rules), "en"), [unused, message, ""]);
    }
    let help = "remove the comment if it is not needed";
    let known = comment("payment-id-length");
    assert_eq!(found(&known, "en"), [unused, "this comment suppresses nothing", help]);
    let help = "필요 없으면 주석을 지우세요";
    assert_eq!(found(&known, "ko"), [unused, "이 주석에 해당하는 문제가 없습니다", help]);
    let message = "`nope`: 없는 규칙입니다. 규칙 목록: `smartro-lint rules`";
    assert_eq!(found(&comment("nope"), "ko"), [unused, message, ""]);
}
