//! Secrets that source code holds in constants, and those that a fix would give another name.

use std::process::Command;

use smartro_lint::{Linter, Request};

#[test]
fn what_is_given_to_a_sensitive_key_is_masked_where_it_is_written() {
    let linter = Linter::smartro().unwrap().show_values(true);
    for (code, masked) in [
        (
            "const who = \"hong gil\";\npay({ transfer: { customerIdentifier: who, x: \"a\" } });",
            "const who = \"**** ***\";\npay({ transfer: { customerIdentifier: who, x: \"a\" } });",
        ),
        ("let exp = '2031';\nf({ expiryYear: exp })", "let exp = '****';\nf({ expiryYear: exp })"),
        (
            "const a = `98`; const b = a;\nf({ passwordTwoDigits: b })",
            "const a = `**`; const b = a;\nf({ passwordTwoDigits: b })",
        ),
        (
            "f({ customerIdentifier: String(who) });\nconst who = '1234'; const pay = 'CARD'",
            "f({ customerIdentifier: String(who) });\nconst who = '****'; const pay = 'CARD'",
        ),
        (
            "const user = { no: '1234' };\nf({ customerIdentifier: `${user.no}` })",
            "const user = { no: '****' };\nf({ customerIdentifier: `${user.no}` })",
        ),
        (
            "const apiSecret = process.env.X ?? 'Qz7please'; const title = t || 'Qz7please'",
            "const apiSecret = process.env.X ?? '*********'; const title = t || 'Qz7please'",
        ),
        (
            "f({ apiSecret: env.X || 'Qz7please', memo: m ?? 'Qz7please' })",
            "f({ apiSecret: env.X || '*********', memo: m ?? 'Qz7please' })",
        ),
        (
            "f({ number: 4455667788, passwordTwoDigits: 98, totalAmount: 1000 })",
            "f({ number: **********, passwordTwoDigits: **, totalAmount: 1000 })",
        ),
    ] {
        assert_eq!(linter.mask_code(code), masked);
    }
}

#[test]
fn a_secret_of_another_file_is_masked_in_its_label() {
    let directory = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(directory.path().join(name), text).unwrap();
    write("who.ts", "export const who = \"hong gil\";\n");
    write(
        "page.ts",
        "import * as PortOne from \"@portone/browser-sdk/v2\";\nimport { who } from \"./who\";\n\
         PortOne.requestPayment({ payMethod: \"TRANSFER\", transfer: { cashReceiptType: \"PERSONAL\",\n\
         customerIdentifier: who } });\n",
    );
    let mut command = Command::new(env!("CARGO_BIN_EXE_smartro-lint"));
    let run = command.args(["--show-values", "page.ts"]).current_dir(directory.path()).output();
    let shown = String::from_utf8(run.unwrap().stdout).unwrap();
    assert!(shown.contains("who.ts") && shown.contains("**** ***"), "{shown}");
    assert!(!shown.contains("hong gil"), "{shown}");
}

#[test]
fn a_secret_is_followed_through_the_names_of_imports() {
    let directory = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(directory.path().join(name), text).unwrap();
    for (import, exported) in [
        ("import { who as id } from", "export const who = \"hong gil\";\n"),
        ("import { who as id } from", "const x = \"hong gil\";\nexport { x as who };\n"),
        ("import id from", "export default \"hong gil\";\n"),
    ] {
        write("who.ts", exported);
        write(
            "page.ts",
            &format!(
                "import * as PortOne from \"@portone/browser-sdk/v2\";\n{import} \"./who\";\n\
                 PortOne.requestPayment({{ payMethod: \"TRANSFER\", transfer: {{ \
                 cashReceiptType: \"PERSONAL\",\ncustomerIdentifier: id }} }});\n",
            ),
        );
        let shown = crate::run(directory.path(), &["--show-values", "page.ts"]);
        assert!(shown.contains("who.ts") && shown.contains("***"), "{import}: {shown}");
        assert!(!shown.contains("gil"), "{import}: {shown}");
    }
}

#[test]
fn a_change_hides_what_it_hid_before() {
    let directory = tempfile::tempdir().unwrap();
    for (name, text, hidden) in [
        ("a.json", r#"{"payMethod":"CARD","name":"홍길동","totalAmount":1}"#, "홍길동"),
        ("b.json", r#"{"payMethod":"CARD","data":"810-515-369-163-5","totalAmount":1}"#, "515"),
    ] {
        std::fs::write(directory.path().join(name), text).unwrap();
        let shown = crate::run(directory.path(), &["--diff", "--suggested", name]);
        assert!(shown.contains("\n+{"), "{shown}");
        assert!(!shown.contains(hidden), "{shown}");
    }
}

#[test]
fn no_fix_gives_a_secret_another_name() {
    let linter = Linter::smartro().unwrap().show_values(true);
    for value in [r#""SECRET4455667788""#, r#"{"x": "SECRET4455667788"}"#] {
        let text = format!(
            r#"{{"operation": "requestPayment", "request": {{"customerIdentifier": {value}, "customer": {{"customerIdentifier": {value}}}}}}}"#
        );
        let fixes = linter.lint(&Request::json(&text)).diagnostics;
        let fixes: Vec<String> =
            fixes.into_iter().flat_map(|one| one.fixes).map(|fix| fix.title).collect();
        assert!(fixes.iter().all(|title| !title.contains("customerIdentifier")), "{fixes:?}");
    }
    // The name that was meant is a secret's too.
    let text = r#"{"operation": "requestPayment", "request": {"transfer": {"cashReceiptType": "PERSONAL", "customerIdentifer": "01012345678"}}}"#;
    let findings = linter.lint(&Request::json(text)).diagnostics;
    let unknown = findings.iter().find(|finding| finding.rule == "unknown-field").unwrap();
    assert_eq!(unknown.fixes.len(), 1, "{unknown:?}");
}
