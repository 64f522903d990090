//! What terminals show, in drawings and in words.

use std::fs;
use std::path::Path;

use super::command::ROOT;
use super::{command, requests};

/// A request that guards explain, that lacks a field, and whose values are long or secret.
const EXPLAINED: &str = r#"{
  "operation": "requestPayment",
  "request": {
    "storeId": "s", "channelKey": "k", "orderName": "겨울 코트 🧥", "totalAmount": 1,
    "currency": "KRW", "customer": { "phoneNumber": "010-1234-5678", "email": "mail-to-nobody@example.com" },
    "payMethod": "TRANSFER",
    "isEscrow": true,
    "transfer": {
      "cashReceiptType": "CORPORATE",
      "customerIdentifier": "8304171234567"
    },
    "메모": [
      1
    ]
  }
}
"#;

fn shown(folder: &Path, variables: &[(&str, &str)], arguments: &[&str]) -> String {
    let mut command = command::smartro_lint();
    command.current_dir(folder).arg("--no-now").args(arguments);
    let output = command.envs(variables.iter().copied()).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn pretty_is_what_the_terminal_and_the_environment_ask_for() {
    let folder = requests();
    let pretty = |variables: &[(&str, &str)], more: &[&str]| {
        shown(folder.path(), variables, &[&["--lang", "en", "crlf.json"], more].concat())
    };
    let escape = '\u{1b}';
    assert!(!pretty(&[], &[]).contains(escape));
    assert!(pretty(&[("CLICOLOR_FORCE", "1")], &[]).contains(escape));
    assert!(pretty(&[("FORCE_COLOR", "1")], &[]).contains(escape));
    assert!(!pretty(&[("FORCE_COLOR", "1")], &["--color", "never"]).contains(escape));
    assert!(!pretty(&[("NO_COLOR", "1"), ("IGNORE_IS_TERMINAL", "1")], &[]).contains(escape));
    let dumb = pretty(&[("TERM", "dumb")], &[]);
    assert!(dumb.is_ascii(), "{dumb}");
    insta::assert_snapshot!("dumb", dumb);
    assert_eq!(pretty(&[("NO_GRAPHICS", "0")], &[]), pretty(&[], &[]));
}

#[test]
fn in_words_a_finding_is_in_the_language_of_the_run() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("주문.json"), EXPLAINED).unwrap();
    for language in ["ko", "en"] {
        let message =
            shown(folder.path(), &[("NO_GRAPHICS", "1")], &["--lang", language, "주문.json"]);
        insta::assert_snapshot!(format!("narrated-{language}"), message);
        assert!(!message.contains("8304171234567"), "{message}");
    }
    let rule = shown(
        folder.path(),
        &[("NO_GRAPHICS", "1")],
        &["--lang", "en", "--show-rule", "--quiet", "주문.json"],
    );
    assert!(
        rule.contains("\nadvice: escrow-no-cash-receipt\nin rules/smartro/escrow.rules, line ")
    );
    assert!(
        rule.contains(":\n/// Escrow payments cannot carry cash-receipt details.\nrule escrow")
    );
}

#[test]
fn nothing_is_wider_than_the_terminal_but_what_has_no_spaces() {
    let samples = Path::new(ROOT);
    for (language, width) in [("ko", 80), ("en", 80), ("ko", 100), ("en", 100)] {
        let arguments = ["--lang", language, "--color", "never", "tests/samples"];
        let text = shown(samples, &[("COLUMNS", &width.to_string())], &arguments);
        for line in text.lines() {
            let wide = |one| matches!(one, '\u{1100}'..='\u{115f}' | '\u{2e80}'.. );
            let columns: usize = line.chars().map(|one| if wide(one) { 2 } else { 1 }).sum();
            let is_one_word = !line.trim().contains(' ');
            assert!(columns <= width || is_one_word, "{columns} of {width}: {line}");
        }
        assert!(text.lines().count() > 200);
    }
}

#[test]
fn a_change_is_a_patch_whether_files_end_with_a_newline_or_not() {
    let folder = tempfile::tempdir().unwrap();
    let text = r#"{"operation": "requestPayment", "request": {"payMethod": "card"}}"#;
    for (name, ending) in [("a.json", ""), ("b.json", "\r\n")] {
        fs::write(folder.path().join(name), format!("{text}{ending}")).unwrap();
    }
    let arguments = ["--diff", "a.json", "b.json"];
    let fixed = text.replace("card", "CARD");
    let expected = format!(
        "--- a.json\n+++ a.json\n@@ -1 +1 @@\n-{text}\n\\ No newline at end of file\n\
         +{fixed}\n\\ No newline at end of file\n\
         --- b.json\n+++ b.json\n@@ -1 +1 @@\n-{text}\r\n+{fixed}\r\n"
    );
    assert_eq!(shown(folder.path(), &[], &arguments), expected);
    let colored = shown(folder.path(), &[("FORCE_COLOR", "1")], &arguments);
    assert!(colored.contains("\u{1b}[1m--- a.json\u{1b}[0m\n"), "{colored:?}");
    assert!(colored.contains(&format!("\n\u{1b}[38;5;28m+{fixed}\u{1b}[0m\n")), "{colored:?}");
}

/// A terminal that says that it is narrower, or wider, than any text is readable in.
#[test]
fn there_is_a_least_and_a_greatest_width() {
    let samples = Path::new(ROOT);
    let at = |width: &str| {
        let arguments = ["--lang", "en", "--color", "never", "tests/samples"];
        shown(samples, &[("COLUMNS", width)], &arguments)
    };
    assert_eq!(at("1"), at("40"));
    assert_ne!(at("40"), at("60"));
    assert_eq!(at("9999"), at("160"));
}
