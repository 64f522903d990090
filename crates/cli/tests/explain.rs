//! `explain` and `rules`: what is shown of rules.
#![allow(clippy::unwrap_used, reason = "helpers of tests, outside of test functions")]

mod command;

use command::{Workspace, stderr_of, stdout_of};
use serde_json::Value;

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&stdout_of(arguments)).unwrap()
}

fn rules() -> Vec<String> {
    let listed = json(&["rules", "--format", "json"]);
    listed.as_array().unwrap().iter().map(|rule| rule["rule"].as_str().unwrap().into()).collect()
}

#[test]
fn every_rule_is_explained_in_both_languages() {
    let rules = rules();
    assert!(rules.len() > 80, "with those of the shapes");
    for rule in &rules {
        for (language, wrong, right, name) in [
            ("ko", "\n잘못된 요청\n", "\n올바른 요청\n", "예시"),
            ("en", "\nWrong request\n", "\nRight request\n", "example"),
        ] {
            let text = stdout_of(&["explain", "--lang", language, rule]);
            let (_, shown) = text.split_once(wrong).unwrap();
            let (shown, _) = shown.split_once(right).unwrap();
            // The request, and the finding with the place in it.
            assert!(shown.contains(&format!("\n{rule}\n")), "{rule}: {shown}");
            assert!(shown.contains(&format!("╭─[{name}:")), "{rule}: {shown}");
        }
    }
}

#[test]
fn the_examples_of_a_rule_are_about_it() {
    for rule in rules() {
        let explained = json(&["explain", "--format", "json", &rule]);
        let reports_rule = |example: &str| {
            let reports = explained[example]["reports"].as_array().unwrap().iter();
            let findings = reports.flat_map(|report| report["diagnostics"].as_array().unwrap());
            findings.filter(|finding| finding["rule"] == *rule).count() > 0
        };
        assert!(reports_rule("wrong") && !reports_rule("right"), "{rule}");
        for part in ["what", "why", "do"] {
            assert!(explained["explain"][part].as_str().is_some_and(|text| !text.is_empty()));
        }
    }
}

#[test]
fn explanations() {
    insta::assert_snapshot!(
        "explain-ko",
        stdout_of(&["explain", "--lang", "ko", "test-bank-unavailable"])
    );
    let english = ["explain", "--lang", "en", "--show-rule", "escrow-no-direct-card"];
    insta::assert_snapshot!("explain-en", stdout_of(&english));
    insta::assert_snapshot!(
        "explain-shape",
        stdout_of(&["explain", "--lang", "en", "unknown-value"])
    );
}

#[test]
fn a_pack_that_explains_nothing_is_explained_all_the_same() {
    let place = Workspace::new(&[("pack.yaml", "name: my-pg\nversion: 0.1.0\nuses: [portone]\n")]);
    let rule = "/// At most 20 letters.\nrule my-id: error on requestPayment {\n  require chars(paymentId) <= 20\n}\n";
    place.write("ids.rules", rule);
    let pack = &*place.path("").display().to_string();
    let text = stdout_of(&["explain", "--lang", "en", "--rules", pack, "my-id"]);
    assert_eq!(text, "my-id  error\n\n  At most 20 letters.\n\nOperations\n  requestPayment\n");
    let text = stdout_of(&["rules", "--lang", "en", "--rules", pack, "my"]);
    assert!(text.starts_with("my-id  error\n  At most 20 letters.\n  requestPayment\n"), "{text}");
    let cases = "invalid:\n  - name: long\n    request: '{ \"payMethod\": \"CARD\", \"paymentId\": \"aaaaaaaaaaaaaaaaaaaaa\" }'\n";
    place.write("cases/my-id.yaml", cases);
    let text = stdout_of(&["explain", "--lang", "en", "--rules", pack, "my-id"]);
    assert!(text.contains("× At most 20 letters\n"), "{text}");
    place.write("cases/my-id.yaml", "invalid: 1\n");
    stderr_of(&["explain", "--rules", pack, "my-id"]);
}

#[test]
fn the_context_of_an_example_is_as_the_command_takes_it() {
    let place = Workspace::new(&[("pack.yaml", "name: my-pg\nversion: 0.1.0\nuses: [portone]\n")]);
    let rule = "/// No escrow.\nrule no-escrow: error on requestPayment {\n  when context.contracts contains escrow and context.os is ios\n  forbid isEscrow\n}\n";
    place.write("a.rules", rule);
    let cases = "invalid:\n  - name: escrow\n    operation: requestPayment\n    context: { contracts: [escrow, card-point], os: ios, mid: { currency: KRW } }\n    request: '{ \"isEscrow\": true }'\n";
    place.write("cases/no-escrow.yaml", cases);
    let pack = &*place.path("").display().to_string();
    let text = stdout_of(&["explain", "--lang", "en", "--rules", pack, "no-escrow"]);
    let text = text.replace("\n  ", " ");
    for given in
        ["--context contracts=escrow,card-point", "--context os=ios", "--context mid.currency=KRW"]
    {
        assert!(text.contains(given), "{given}: {text}");
    }
    // The rules of the shapes are explained with requests of the built-in pack.
    let shape = ["explain", "--lang", "en", "unknown-value"];
    assert_eq!(stdout_of(&[&shape[..], &["--rules", pack]].concat()), stdout_of(&shape));
}

#[test]
fn no_such_rule() {
    let near = "error: unknown rule `paymentid-length`, did you mean `payment-id-length`?\n";
    assert_eq!(stderr_of(&["explain", "paymentid-length"]), near);
    assert_eq!(stderr_of(&["rules", "paymentid-length"]), near);
    let begun = "error: unknown rule `bypass`, did you mean `bypass-other-pg`?\n";
    assert_eq!(stderr_of(&["explain", "bypass"]), begun);
    let several = "error: unknown rule `escrow`; `smartro-lint rules escrow` lists those with \
                   it in their names\n";
    assert_eq!(stderr_of(&["explain", "escrow"]), several);
    let far = "error: unknown rule `zzz`; `smartro-lint rules` lists the rules\n";
    assert_eq!(stderr_of(&["explain", "zzz"]), far);
    stderr_of(&["explain"]);
    stderr_of(&["explain", "payment-id-length", "escrow-no-direct-card"]);
    let operation = stderr_of(&["rules", "--operation", "cancelPaymen"]);
    assert!(operation.contains("did you mean `cancelPayment`?"), "{operation}");
}

#[test]
fn rules_can_be_chosen() {
    let names = |arguments: &[&str]| -> Vec<Value> {
        let all = json(&[&["rules", "--format", "json"], arguments].concat());
        all.as_array().unwrap().clone()
    };
    assert!(names(&["--severity", "advice"]).iter().all(|rule| rule["severity"] == "advice"));
    assert!(names(&["--fixable"]).iter().all(|rule| rule["fix"].is_string()));
    let of_cancel = names(&["--operation", "cancelPayment", "refund"]);
    assert_eq!(of_cancel.len(), 1);
    assert_eq!(of_cancel[0]["rule"], "refund-holder-phone");
    let [all, errors] = [&[][..], &["--severity", "error"]].map(|chosen| names(chosen).len());
    assert!(0 < errors && errors < all);
    insta::assert_snapshot!("rules-en", stdout_of(&["rules", "--lang", "en", "id-length"]));
    let as_json = ["rules", "--lang", "ko", "--format", "json", "contract-card-point"];
    insta::assert_snapshot!("rules-json", stdout_of(&as_json));
    assert!(
        !stdout_of(&["rules", "--format", "markdown", "escrow"]).contains("| `locale-supported`")
    );
    let korean = stdout_of(&["rules", "--format", "markdown", "--lang", "ko", "payment-id-length"]);
    assert!(korean.starts_with("# `smartro` 0.1.0의 규칙\n"), "{korean}");
    assert!(korean.contains("\n| 규칙 | 심각도 | 작업 | 근거 | 확인하는 내용 |\n"), "{korean}");
    assert!(korean.contains("| `payment-id-length` | 오류 | "), "{korean}");
    assert!(korean.contains("\n## 근거\n") && !korean.contains("payment id"), "{korean}");
}
