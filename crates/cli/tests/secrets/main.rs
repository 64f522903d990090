//! Secrets in every spelling and place are in no output; what identifies a person is only where
//! it is asked for; nothing of a request, or of a name, acts on a terminal.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "helpers of tests"
)]

mod command;
mod constants;
mod diff;
mod files;
mod notations;
mod numbers;
mod places;
mod readable;
mod settings;
#[path = "../../../../tests/support/mod.rs"]
mod support;
mod terminal;
mod written;

use std::path::Path;
use std::process::Command;

use numbers::{escaped, number, shows, spelt};
use places::PLACES;
use smartro_lint::report::RequestSource;
use smartro_lint::{Linter, Origin, Request};
use support::Random;

const ROUNDS: u64 = if cfg!(debug_assertions) { 3_000 } else { 20_000 };

/// All that the library shows of a text.
fn library(linter: &Linter, text: &str) -> String {
    let report = linter.lint(&Request::json(text));
    let mut shown = linter.mask(text);
    shown += &serde_json::to_string(&report).unwrap();
    let source = RequestSource::new(linter, "a.json", text.as_bytes(), Origin::default());
    for finding in report.diagnostics {
        shown += &finding.message;
        let diagnostic = finding.diagnostic(&source, false);
        let _ = miette::NarratableReportHandler::new().render_report(&mut shown, &diagnostic);
    }
    shown
}

#[test]
fn the_test_would_notice() {
    assert!(shows("a 41-11 x", "4111"));
    assert!(shows("４１ 1\u{661}", "4111"));
    assert!(!shows("41*1", "411"));
}

#[test]
fn no_number_is_shown_in_any_spelling_or_place() {
    let linter = Linter::smartro().unwrap().show_values(true);
    for seed in 0..ROUNDS {
        let mut random = Random::new(seed);
        let number = number(&mut random);
        let mut secret = spelt(&mut random, &number);
        let place = *random.pick(PLACES);
        // In text that is no JSON an escape is letters.
        if random.in_hundred(20)
            && serde_json::from_str::<serde_json::Value>(place).is_ok()
            && !place.contains('\\')
        {
            secret = escaped(&mut random, &secret);
        }
        let text = place.replace('@', &secret);
        let shown = library(&linter, &text);
        assert!(!shows(&shown, &number), "{number} of {text}\n{shown}");
    }
}

#[test]
fn numbers_that_are_json_numbers_are_hidden_too() {
    let linter = Linter::smartro().unwrap();
    for place in PLACES.iter().filter(|place| place.contains(":\"@\"")) {
        let text = place.replace(":\"@\"", ":4111111111111111").replace('@', "x");
        assert!(!shows(&library(&linter, &text), "4111111111111111"), "{text}");
    }
}

#[test]
fn values_that_identify_a_person_are_in_no_message() {
    let linter = Linter::smartro().unwrap();
    for text in [
        r#"{"payMethod":"CARD","customer":{"customerId":"hong@example.com","fullName":"홍길동"}}"#,
        r#"{"billingKeyMethod":"CARD","customer":{"customerId":"hong@example.com"}}"#,
        r#"{"payMethod":"CARD","customer":{"name":"홍길동","email":"hong@example"}}"#,
        r#"{"payMethod":"홍길동 hong@example.com"}"#,
        r#"{"method":{"card":{}},"customer":{"name":{"fll":"홍길동"}}}"#,
        r#"{"payMethod":"CARD","hong@example.com":1,"buyer":"홍길동"}"#,
    ] {
        let shown = library(&linter, text);
        assert!(!shown.contains("hong"), "{shown}");
        assert!(!shown.contains("홍길동") || text.contains("payMethod\":\"홍"), "{shown}");
    }
}

/// A value that goes to another object is in an edit's text.
#[test]
fn a_fix_that_has_a_masked_value_is_made_and_is_in_no_report() {
    let text = r#"{"operation":"cancelPayment","pathParams":{"paymentId":"p"},"request":{"reason":"a","holderName":"김철수","refundAccount":{"bank":"KOOKMIN","number":"123"}}}"#;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.json");
    std::fs::write(&file, text).unwrap();
    for format in ["json", "jsonl", "sarif"] {
        let shown = run(folder.path(), &["--format", format, "a.json"]);
        assert!(!shown.contains("김철수"), "{format}: {shown}");
        let shown = run(folder.path(), &["--format", format, "--show-values", "a.json"]);
        assert!(shown.contains("holderName\\\": \\\"김철수"), "{format}: {shown}");
    }
    let report = Linter::smartro().unwrap().lint(&Request::json(text));
    assert!(!format!("{report:?}").contains("김철수"), "{report:?}");
    assert!(report.edits(true).iter().any(|edit| edit.text.contains("김철수")));
    run(folder.path(), &["--fix", "--suggested", "a.json"]);
    let fixed = std::fs::read_to_string(&file).unwrap();
    assert!(fixed.contains(r#""refundAccount":{"holderName": "김철수","#), "{fixed}");
}

fn run(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_smartro-lint"));
    command.current_dir(folder).args(["--no-now", "--no-config"]).args(arguments);
    let output = command.output().unwrap();
    assert!(matches!(output.status.code(), Some(0..=2)), "{:?}", output.status);
    String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
}

#[test]
fn a_diff_of_lines_hides_what_each_line_hides() {
    let folder = tempfile::tempdir().unwrap();
    let line = r#"{"operation":"requestPayment","request":{"payMethod":"transfer","customer":{"fullName":"홍길동"},"transfer":{"customerIdentifier":"비밀A"}},"headers":{"Authorization":"PortOne abcdef"}}"#;
    std::fs::write(folder.path().join("a.jsonl"), format!("{line}\n{{broken\n{line}\n")).unwrap();
    let shown = run(folder.path(), &["--diff", "--suggested", "--color", "never", "a.jsonl"]);
    assert!(shown.contains("\"payMethod\":\"TRANSFER\""), "{shown}");
    for secret in ["홍길동", "비밀A", "abcdef", "PortOne"] {
        assert!(!shown.contains(secret), "{secret}: {shown}");
    }
    let shown = run(
        folder.path(),
        &["--diff", "--suggested", "--show-values", "--color", "never", "a.jsonl"],
    );
    assert!(
        shown.contains("홍길동") && !shown.contains("비밀A") && !shown.contains("abcdef"),
        "{shown}"
    );
}

/// An account number is masked for what its field is, not for what it looks like.
#[test]
fn the_number_of_a_refund_account_is_shown_nowhere() {
    let account = "{\n\"bank\": \"KOOKMI\",\n\"number\": \"SECRETNUMBER\",\n\"holderName\": 1\n}";
    let text = format!("{{\"reason\": \"a\",\n\"refundAccount\": {account}}}");
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.json"), text).unwrap();
    for format in ["pretty", "json", "sarif", "compact", "github", "junit"] {
        let shown = run(folder.path(), &["--lang", "en", "--format", format, "a.json"]);
        assert!(shown.contains("refund-holder-phone"), "{format}: {shown}");
        assert!(!shown.contains("SECRETNUMBER"), "{format}: {shown}");
    }
}
