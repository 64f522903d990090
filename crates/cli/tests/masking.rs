//! No sensitive value is in any output: of the library, and of the command in each of its forms.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests")]

#[path = "../../../tests/support/mod.rs"]
mod support;

use std::path::Path;
use std::process::Command;

use smartro_lint::report::RequestSource;
use smartro_lint::{Batch, Language, Linter, Origin, Request};
use support::{MadeUp, Random, Style, made_up};

const MADE_UP: u64 = if cfg!(debug_assertions) { 500 } else { 5000 };

/// Requests with secrets, in every way to write them, and some that break off somewhere.
fn requests(count: u64) -> Vec<(String, Vec<String>)> {
    let mut requests = Vec::new();
    for seed in 0..count {
        let MadeUp { operation, request, body, secrets } = made_up(seed);
        if secrets.is_empty() {
            continue;
        }
        let mut random = Random::new(seed);
        let style = [Style::Compact, Style::Pretty, Style::Wild(seed)][random.below(3)];
        let mut text = request.write(style);
        match random.below(6) {
            // In a string, as HTTP clients log bodies.
            0 => {
                let called =
                    serde_json::json!({ "operation": operation, "request": body.write(style) });
                text = called.to_string();
            }
            // Of no operation that is known.
            1 => text = text.replace(&operation, "nothing"),
            2 | 3 => {
                let mut end = random.below(text.len());
                while !text.is_char_boundary(end) {
                    end -= 1;
                }
                text.truncate(end);
            }
            _ => {}
        }
        requests.push((text, secrets));
    }
    assert!(requests.len() as u64 > count / 10, "{} requests", requests.len());
    requests
}

/// What is no number, but stands where one should.
#[test]
fn fields_that_are_sensitive_are_hidden_whatever_they_hold() {
    let folder = tempfile::tempdir().unwrap();
    let card = r#"{"number": "@", "expiryYear": "@", "expiryMonth": "@", "birthOrBusinessRegistrationNumber": "@", "passwordTwoDigits": "@"}"#;
    let receipt = r#"{"type": "PERSONAL", "customerIdentityNumber": "@"}"#;
    for body in [
        r#"{"reason": 1, "refundAccount": {"bank": "KOOKMIN", "number": "@", "holderName": "a"}}"#.to_owned(),
        format!(r#"{{"orderName": 1, "method": {{"card": {{"credential": {card}}}}}}}"#),
        format!(r#"{{"orderName": 1, "method": {{"virtualAccount": {{"cashReceipt": {receipt}}}}}}}"#),
        r#"{"payMethod": 1, "transfer": {"customerIdentifier": "@"}, "virtualAccount": {"customerIdentifier": "@"}}"#.to_owned(),
    ] {
        for value in ["hunter-two", "한글 낱말"] {
            let operation = match body {
                _ if body.contains("reason") => "cancelPayment",
                _ if body.contains("payMethod") => "requestPayment",
                _ => "payInstantly",
            };
            let body = body.replace('@', value);
            let text = format!(r#"{{"operation": "{operation}", "request": {body}}}"#);
            std::fs::write(folder.path().join("a.json"), text).unwrap();
            for form in ["pretty", "compact", "json"] {
                let shown = run(&[("COLUMNS", "160")], &["--format", form, "a.json"], folder.path());
                assert!(shown.contains("type-mismatch") && !shown.contains(value), "{shown}");
            }
        }
    }
}

/// The secrets of which an output has something: whole, without hyphens, or in escapes.
fn leaked<'s>(output: &str, secrets: &'s [String]) -> Vec<&'s String> {
    let plain = |text: &str| text.replace(['-', '\u{00AD}'], "");
    // What is in escapes, once and twice, is read like the rest.
    let mut unescaped = output.to_owned();
    for digit in 0..10 {
        let digit = char::from(b'0' + digit);
        for escape in
            [format!("\\\\u{:04x}", u32::from(digit)), format!("\\u{:04x}", u32::from(digit))]
        {
            unescaped = unescaped.replace(&escape, &digit.to_string());
        }
    }
    let unescaped =
        plain(&unescaped.replace("\\\\u002d", "").replace("\\u002d", "").replace("\\u002D", ""));
    secrets.iter().filter(|secret| unescaped.contains(&plain(secret))).collect()
}

#[test]
fn the_test_would_notice() {
    let secrets = ["123456-1234567".to_owned()];
    for output in [
        "a 123456-1234567",
        "1234561234567",
        "\\u0031\\u0032\\u0033456\\u002d1234567",
        "12\\\\u003345612-34567",
    ] {
        assert_eq!(leaked(output, &secrets).len(), 1, "{output}");
    }
    assert!(leaked("123456-*******", &secrets).is_empty());
}

#[test]
fn the_library_shows_no_secret() {
    let linter = Linter::smartro().unwrap();
    let mut findings = 0;
    for language in [Language::Korean, Language::English] {
        let linter = linter.clone().language(language);
        let mut session = linter.session();
        for (text, secrets) in requests(MADE_UP) {
            let request = Request::json(&text);
            let mut shown = format!("{request:?} {linter:?} {session:?}");
            let verdict = session.lint(&request);
            shown += &format!("{verdict:?}");
            for violation in verdict.findings() {
                shown +=
                    &format!("{violation:?} {:?} {}", violation.pointer(), violation.message());
            }
            let mut batch = Batch::new();
            shown += &format!("{:?}", batch.add(&verdict, "a.json", 0));
            shown += &format!("{:?} {batch:?}", batch.add(&verdict, "a.json", 1));
            let report = verdict.report();
            shown += &format!("{report:?} {}", serde_json::to_string(&report).unwrap());
            let source = RequestSource::new(&linter, "a.json", text.as_bytes(), Origin::default());
            shown += &format!("{source:?}");
            for finding in report.diagnostics {
                findings += 1;
                let diagnostic = finding.diagnostic(&source, true);
                let narratable = miette::NarratableReportHandler::new();
                // Labels too far apart cannot be shown together.
                let _ = narratable.render_report(&mut shown, &diagnostic);
                shown += &format!("{diagnostic:?}");
            }
            let mut context = linter.context();
            if let Err(error) = context.extend_from_json(&text) {
                shown += &format!("{error} {error:?} {context:?}");
            }
            let leaked = leaked(&shown, &secrets);
            assert!(leaked.is_empty(), "{leaked:?} of {text}\n{shown}");
        }
    }
    assert!(findings > 500, "{findings}");
}

#[test]
fn a_number_in_a_keys_place_is_masked_where_secrets_are() {
    let linter = Linter::smartro().unwrap();
    let number = "4111111111111111";
    for credential in [
        format!(r#""{number}": 1"#),
        format!(r#""x": {{"{number}": 1, "{number}": 2}}"#),
        format!(r#""number": {{"{number}": 1, "{number}": 2}}"#),
        format!(r#""number": [{{"x": {{"{number}": 1, "{number}": 2}}}}]"#),
    ] {
        let text = format!(r#"{{"method": {{"card": {{"credential": {{{credential}}}}}}}}}"#);
        let report = linter.lint(&Request::json(&text).operation("issueBillingKey"));
        let shown = serde_json::to_string(&report).unwrap();
        assert!(shown.contains("****"), "{shown}");
        assert!(leaked(&shown, &[number.to_owned()]).is_empty(), "{shown}");
    }
    // Elsewhere too.
    let text = format!(r#"{{"reason": "", "{number}": 1}}"#);
    let report = linter.lint(&Request::json(&text).operation("cancelPayment"));
    assert_eq!(report.diagnostics[0].pointer, format!("/{}", "*".repeat(16)));
}

fn command(arguments: &[&str], folder: &Path) -> String {
    run(&[], arguments, folder)
}

fn run(variables: &[(&str, &str)], arguments: &[&str], folder: &Path) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_smartro-lint"));
    command.envs(variables.iter().copied());
    command.current_dir(folder).args(["--no-now", "--color", "never"]).args(arguments);
    let output = command.output().unwrap();
    assert!(matches!(output.status.code(), Some(0..=2)), "{:?}", output.status);
    String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
}

/// Every format that findings can be written in.
fn formats() -> Vec<String> {
    let refusal = command(&["--lang", "en", "--format", "?", "a.json"], Path::new("."));
    let listed =
        refusal.split_once("[possible values: ").and_then(|(_, rest)| rest.split_once(']'));
    let formats: Vec<String> = listed.unwrap().0.split(", ").map(str::to_owned).collect();
    assert!(formats.contains(&"pretty".to_owned()) && formats.contains(&"json".to_owned()));
    formats
}

#[test]
fn the_command_shows_no_secret_in_any_format() {
    let requests = requests(MADE_UP / 4);
    let folder = tempfile::tempdir().unwrap();
    let write = || {
        let mut lines = String::new();
        for (index, (text, _)) in requests.iter().enumerate() {
            std::fs::write(folder.path().join(format!("{index}.json")), text).unwrap();
            lines += &(text.replace(['\n', '\r'], " ") + "\n");
        }
        std::fs::write(folder.path().join("all.jsonl"), lines).unwrap();
    };
    write();
    let secrets: Vec<String> = requests.iter().flat_map(|(_, secrets)| secrets.clone()).collect();
    let check = |arguments: &[&str]| {
        let shown = command(&[arguments, &["."]].concat(), folder.path());
        assert!(shown.len() > 1000, "{arguments:?}: {shown}");
        let leaked = leaked(&shown, &secrets);
        assert!(leaked.is_empty(), "{arguments:?} shows {leaked:?}");
    };
    for format in formats() {
        check(&["--format", &format, "--show-rule"]);
        check(&["--format", &format, "--lang", "en", "--statistics"]);
        let file = folder.path().join("out.txt");
        command(&["--output", &format!("{format}={}", file.display()), "."], folder.path());
        let written = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(leaked(&written, &secrets).is_empty(), "--output {format}");
    }
    let shown = run(&[("NO_GRAPHICS", "1")], &["--show-rule", "."], folder.path());
    assert!(shown.contains("행") && leaked(&shown, &secrets).is_empty(), "in words");
    check(&["--diff", "--suggested"]);
    check(&["--diff", "--lang", "en"]);
    for format in formats() {
        write();
        check(&["--fix", "--suggested", "--format", &format]);
    }
}
