//! What the command does besides linting.
#![allow(clippy::unwrap_used, reason = "helpers of tests, outside of test functions")]

mod command;

use command::ROOT;
use std::io::Write;
use std::process::{Output, Stdio};

use serde_json::Value;

fn run(arguments: &[&str]) -> Output {
    run_with(arguments, b"")
}

fn run_with(arguments: &[&str], input: &[u8]) -> Output {
    let mut command = command::smartro_lint();
    command.current_dir(ROOT).args(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A command that does not read what it is given may be gone already.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

/// What a command that succeeds prints.
fn printed(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// What a command that cannot do its work complains of.
fn complaint(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert_eq!((output.status.code(), &*output.stdout), (Some(2), &b""[..]), "{arguments:?}");
    String::from_utf8(output.stderr).unwrap()
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&printed(arguments)).unwrap()
}

fn rules() -> Vec<String> {
    let listed = json(&["rules", "--format", "json"]);
    listed.as_array().unwrap().iter().map(|rule| rule["rule"].as_str().unwrap().into()).collect()
}

#[test]
fn a_command_that_is_misspelt_is_no_file() {
    let message = |name: &str| {
        let output = run(&[name, "payment-id-length"]);
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8(output.stderr).unwrap()
    };
    let misspelt = message("expalin");
    assert!(misspelt.contains("cannot read `expalin`: "), "{misspelt}");
    assert!(misspelt.contains(", did you mean the command `explain`?\n"), "{misspelt}");
    assert!(!message("gone.json").contains("did you mean"));
}

#[test]
fn every_rule_is_explained_in_both_languages() {
    let rules = rules();
    assert!(rules.len() > 80, "with those of the shapes");
    for rule in &rules {
        for (language, wrong, right) in [
            ("ko", "\n잘못된 요청\n", "\n올바른 요청\n"),
            ("en", "\nWrong request\n", "\nRight request\n"),
        ] {
            let text = printed(&["explain", "--lang", language, rule]);
            let (_, shown) = text.split_once(wrong).unwrap();
            let (shown, _) = shown.split_once(right).unwrap();
            // The request, and the finding with the place in it.
            assert!(shown.contains(&format!("\n{rule}\n")), "{rule}: {shown}");
            assert!(shown.contains("╭─[request:"), "{rule}: {shown}");
        }
    }
}

#[test]
fn the_examples_of_a_rule_are_about_it() {
    for rule in rules() {
        let explained = json(&["explain", "--format", "json", &rule]);
        let speaks = |example: &str| {
            let reports = explained[example]["reports"].as_array().unwrap().iter();
            let findings = reports.flat_map(|report| report["diagnostics"].as_array().unwrap());
            findings.filter(|finding| finding["rule"] == *rule).count() > 0
        };
        assert!(speaks("wrong") && !speaks("right"), "{rule}");
        for part in ["what", "why", "do"] {
            assert!(explained["explain"][part].as_str().is_some_and(|text| !text.is_empty()));
        }
    }
}

#[test]
fn explanations() {
    insta::assert_snapshot!(
        "explain-ko",
        printed(&["explain", "--lang", "ko", "test-bank-unavailable"])
    );
    let english = ["explain", "--lang", "en", "--show-rule", "escrow-no-direct-card"];
    insta::assert_snapshot!("explain-en", printed(&english));
    insta::assert_snapshot!(
        "explain-shape",
        printed(&["explain", "--lang", "en", "unknown-value"])
    );
}

#[test]
fn a_pack_that_explains_nothing_is_explained_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("pack.yaml", "name: my-pg\nversion: 0.1.0\nuses: [portone]\n");
    let rule = "/// At most 20 letters.\nrule my-id: error on requestPayment {\n  require chars(paymentId) <= 20\n}\n";
    write("ids.rules", rule);
    let pack = folder.path().to_str().unwrap();
    let text = printed(&["explain", "--lang", "en", "--rules", pack, "my-id"]);
    assert_eq!(text, "my-id  error\n\n  At most 20 letters.\n\nOperations\n  requestPayment\n");
    let text = printed(&["rules", "--lang", "en", "--rules", pack, "my"]);
    assert!(text.starts_with("my-id  error\n  At most 20 letters.\n  requestPayment\n"), "{text}");
    std::fs::create_dir(folder.path().join("cases")).unwrap();
    let cases = "invalid:\n  - name: long\n    request: '{ \"payMethod\": \"CARD\", \"paymentId\": \"aaaaaaaaaaaaaaaaaaaaa\" }'\n";
    write("cases/my-id.yaml", cases);
    let text = printed(&["explain", "--lang", "en", "--rules", pack, "my-id"]);
    assert!(text.contains("× At most 20 letters."), "{text}");
    write("cases/my-id.yaml", "invalid: 1\n");
    complaint(&["explain", "--rules", pack, "my-id"]);
}

#[test]
fn no_such_rule() {
    let near = "error: unknown rule `paymentid-length`, did you mean `payment-id-length`?\n";
    assert_eq!(complaint(&["explain", "paymentid-length"]), near);
    assert_eq!(complaint(&["rules", "paymentid-length"]), near);
    let begun = "error: unknown rule `bypass`, did you mean `bypass-other-pg`?\n";
    assert_eq!(complaint(&["explain", "bypass"]), begun);
    let several = "error: unknown rule `escrow`; `smartro-lint rules escrow` lists those with \
                   it in their names\n";
    assert_eq!(complaint(&["explain", "escrow"]), several);
    let far = "error: unknown rule `zzz`; `smartro-lint rules` lists the rules\n";
    assert_eq!(complaint(&["explain", "zzz"]), far);
    complaint(&["explain"]);
    complaint(&["explain", "payment-id-length", "escrow-no-direct-card"]);
    let operation = complaint(&["rules", "--operation", "cancelPaymen"]);
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
    insta::assert_snapshot!("rules-en", printed(&["rules", "--lang", "en", "id-length"]));
    let as_json = ["rules", "--lang", "ko", "--format", "json", "contract-card-point"];
    insta::assert_snapshot!("rules-json", printed(&as_json));
    assert!(
        !printed(&["rules", "--format", "markdown", "escrow"]).contains("| `locale-supported`")
    );
}

#[test]
fn rule_files_are_formatted_in_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.rules");
    let (wild, tidy) = ("enum A{B} # c\r\n", "enum A { B } # c\r\n");
    let shown = path.to_str().unwrap();
    let inside = folder.path().to_str().unwrap();
    std::fs::write(&path, wild).unwrap();
    let output = run(&["fmt", "--check", inside]);
    assert_eq!(output.status.code(), Some(1));
    let diff = String::from_utf8(output.stdout).unwrap();
    assert!(diff.contains("\n-enum A{B} # c") && diff.contains("\n+enum A { B } # c"), "{diff}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), wild);
    assert_eq!(printed(&["fmt", inside]), format!("formatted {shown}\n"));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), tidy);
    assert_eq!(printed(&["fmt", "--check", inside]) + &printed(&["fmt", shown]), "");
    std::fs::write(folder.path().join("b.rules"), "enum {").unwrap();
    std::fs::write(&path, wild).unwrap();
    let output = run(&["fmt", folder.path().join("b.rules").to_str().unwrap(), shown]);
    assert_eq!(output.status.code(), Some(2), "and the other file is formatted all the same");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), tidy);
    complaint(&["fmt"]);
    complaint(&["fmt", "nowhere.rules"]);
}

#[test]
fn a_pack_is_checked() {
    insta::assert_snapshot!("check", printed(&["check", "rules/smartro"]));
    complaint(&["check", "nowhere"]);
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("pack.yaml", "name: my-pg\nversion: 0.1.0\nuses: [portone]\n");
    write("a.rules", "rule a: error on requestPaymen { forbid present paymentId }\n");
    write("b.rules", "/// B.\nrule b: error on requestPayment { forbid present paymntId }\n");
    let output = run(&["check", folder.path().to_str().unwrap()]);
    assert_eq!((output.status.code(), &*output.stderr), (Some(1), &b""[..]));
    let shown = String::from_utf8(output.stdout).unwrap();
    assert!(shown.contains("requestPaymen") && shown.contains("paymntId"), "{shown}");
}

#[test]
fn completions_and_manual_pages() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = printed(&["completions", shell]);
        assert!(script.contains("SMARTRO_LINT_COMPLETE") && script.contains("smartro-lint"));
    }
    complaint(&["completions", "csh"]);
    let page = printed(&["man"]);
    assert!(page.contains(".SH OPTIONS"));
    assert!(page.contains(".SH EXAMPLES\n.nf\nsmartro\\-lint order.json\n"), "{page}");
    assert!(page.contains(".SH \"EXIT STATUS\"\n.nf\n0  no findings at or above"), "{page}");
    assert!(printed(&["man", "explain"]).contains("smartro\\-lint\\-explain"));
    let error = "error: unknown command `explan`, did you mean `explain`?\n";
    assert_eq!(complaint(&["man", "explan"]), error);
}

#[test]
fn a_shell_that_asks_is_told_how_a_line_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("explore.json"), "{}").unwrap();
    let offered = |words: &[&str]| {
        let mut command = command::smartro_lint();
        command.current_dir(folder.path()).env("SMARTRO_LINT_COMPLETE", "fish");
        let output = command.args(["--", "smartro-lint"]).args(words).output().unwrap();
        let lines = String::from_utf8(output.stdout).unwrap();
        let words = lines.lines().map(|line| line.split('\t').next().unwrap().to_owned());
        words.collect::<Vec<_>>()
    };
    assert_eq!(offered(&["exp"]), ["explain", "explore.json"]);
    assert_eq!(offered(&["--format", "js"]), ["json", "jsonl"]);
    assert_eq!(offered(&["--output", "sa"]), ["sarif="]);
    assert_eq!(offered(&["--operation", "canc"]), ["cancelPayment"]);
    assert_eq!(offered(&["explain", "escrow-no-cash"]), ["escrow-no-cash-receipt"]);
    assert_eq!(offered(&["explain", "invalid-j"]), ["invalid-json"]);
    assert_eq!(offered(&["explore.json", "--no-c"]), ["--no-config"]);
    assert_eq!(offered(&["completions", "z"]), ["zsh"]);
}

#[test]
fn global_options_are_before_and_after_a_command() {
    let texts = |words: &str| {
        let output = run(&words.split(' ').collect::<Vec<_>>());
        assert_eq!(output.status.code(), Some(0), "{words}");
        String::from_utf8(output.stdout).unwrap()
    };
    let (english, korean) = (
        texts("explain --lang en escrow-no-cash-receipt"),
        texts("explain --lang ko escrow-no-cash-receipt"),
    );
    assert_ne!(english, korean);
    for words in [
        "--lang en explain escrow-no-cash-receipt",
        "explain escrow-no-cash-receipt --lang en",
        "--lang ko explain escrow-no-cash-receipt --lang en",
        "--color never --lang en explain --format text escrow-no-cash-receipt",
    ] {
        assert_eq!(texts(words), english, "{words}");
    }
    assert_eq!(texts("--lang en rules --color always"), texts("rules --lang en --color always"));
    assert_eq!(texts("--rules rules/smartro rules"), texts("rules --rules rules/smartro"));
    assert_eq!(
        texts("--rules rules/smartro cite list"),
        texts("cite list --lang en --rules rules/smartro")
    );
    assert!(complaint(&["--rules", "nowhere", "explain", "unknown-field"]).contains("nowhere"));
    assert!(texts("--lang en explain --help").contains("Explain a rule"));
    for (words, option) in [
        ("--quiet explain unknown-field", "--quiet"),
        ("--format json explain unknown-field", "--format <FORMAT>"),
        ("--rules rules/smartro check rules/smartro", "--rules <DIR>"),
    ] {
        let texts = complaint(&words.split(' ').collect::<Vec<_>>());
        assert!(texts.contains(&format!("the argument `{option}` cannot be used with")), "{texts}");
    }
}

#[test]
fn a_command_after_options_is_not_taken_for_a_file() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("rules"), "{}").unwrap();
    let mut command = command::smartro_lint();
    command.current_dir(folder.path()).args(["--quiet", "--lang", "en", "rules"]);
    let output = command.output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("unknown-operation\n"));
}

#[test]
fn every_command_has_examples() {
    let commands = ["explain", "rules", "check", "fmt", "test", "completions", "man", "cite"];
    for arguments in commands.map(|name| vec![name, "--help"]).iter().chain([&vec!["--help"]]) {
        assert!(printed(arguments).contains("\nExamples:\n  smartro-lint "), "{arguments:?}");
    }
    let version = printed(&["--version"]);
    assert_eq!(version, concat!("smartro-lint ", env!("CARGO_PKG_VERSION"), " (smartro 0.1.0)\n"));
}

#[test]
fn quiet_and_verbose() {
    let sample = "tests/samples/escrow-direct-bank.json";
    let last = |arguments: &[&str]| {
        let output = run(&[arguments, &["--no-now", "--lang", "en", sample]].concat());
        let shown = String::from_utf8(output.stdout).unwrap();
        (shown.contains("requests: 1;"), String::from_utf8(output.stderr).unwrap())
    };
    assert_eq!(last(&[]), (true, String::new()));
    assert_eq!(last(&["-q"]), (false, String::new()));
    let (sums_up, message) = last(&["-v", "-j", "3"]);
    assert!(sums_up);
    assert_eq!(
        message,
        "project file: none\npack: smartro 0.1.0, 80 rules\nlanguage: en\nthreads: 3\nfiles: 1\n"
    );
    complaint(&["-q", "-v", sample]);
}

#[test]
fn standard_input_has_a_name() {
    let good = r#"{"operation": "cancelPayment", "request": {"reason": "a"}}"#;
    let bad = r#"{"operation": "cancelPayment", "request": {"reason": 1}}"#;
    // Read as one text, the second line would be one text too many.
    let lines = format!("{good}\n{bad}\n");
    let found = |name: &str| {
        let arguments = ["--format", "compact", "--stdin-filename", name, "-"];
        let output = run_with(&arguments, lines.as_bytes());
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(found("a/b.jsonl").starts_with("a/b.jsonl:2:"), "{}", found("a/b.jsonl"));
    assert!(found("b.json").contains("[invalid-json]"), "{}", found("b.json"));
    assert!(found("b.txt").starts_with("b.txt:2:"), "its text tells");
}

#[test]
fn standard_input_cannot_be_watched() {
    assert_eq!(complaint(&["--watch", "-"]), "error: standard input cannot be watched\n");
    complaint(&["--watch", "--fix", "tests/samples"]);
    complaint(&["--watch", "nowhere/at/all.json"]);
}

#[test]
fn recorded_traffic_is_linted_call_by_call() {
    let call = |method: &str, path: &str| {
        format!(
            r#"{{"request": {{"method": "{method}", "url": "https://api.portone.io{path}", "postData": {{"text": "{{}}"}}}}, "response": {{}}}}"#
        )
    };
    let entries = [call("GET", "/payments/a1"), call("POST", "/payments/a1/cancel")].join(", ");
    let text = format!(r#"{{"log": {{"entries": [{entries}]}}}}"#);
    let arguments = ["--format", "json", "--stdin-filename", "a.har", "-"];
    let output = run_with(&arguments, text.as_bytes());
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let summary = report.get("summary").unwrap();
    let count = |name: &str| summary.get(name).and_then(Value::as_u64);
    assert_eq!((count("requests"), count("ignored"), count("errors")), (Some(1), Some(1), Some(1)));
    assert_eq!(report.pointer("/files/0/index"), Some(&Value::from(1)));
    let start = report.pointer("/files/0/diagnostics/0/span/start").and_then(Value::as_u64);
    let body = text.rfind(r#"{}"}}"#).and_then(|at| u64::try_from(at).ok());
    assert_eq!(start, body);
}
