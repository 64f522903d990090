//! Files that are named on the command line and are no JSON: what is said of each.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests")]

mod command;

use command::{NOW, Workspace, json, output_of, smartro_lint};
use serde_json::Value;

/// The report on a file that is named, or on what is given to a command that is told its name.
fn report(place: &Workspace, arguments: &[&str], input: &str) -> Value {
    let mut command = smartro_lint();
    command.current_dir(place.0.path()).args(["--format", "json", "--context", NOW]);
    json(&output_of(command.args(arguments), input.as_bytes()))
}

#[test]
fn a_file_of_another_kind_is_called_what_it_is() {
    for (name, text, english, korean) in [
        ("README.md", "# Shop\n\n```json\n{}\n```\n", "Markdown,", "Markdown 파일"),
        ("pay.py", "import requests\n", "Python source code", "Python 소스 코드"),
        ("Pay.kt", "fun main() {}\n", "Kotlin source code", "Kotlin 소스 코드"),
        ("pay.go", "package main\n", "Go source code", "Go 소스 코드"),
        ("Pay.JAVA", "class Pay {}\n", "Java source code", "Java 소스 코드"),
        ("pay.php", "<?php echo 1;\n", "PHP source code", "PHP 소스 코드"),
        ("pay.rb", "puts 1\n", "Ruby source code", "Ruby 소스 코드"),
        ("pay.sh", "curl -d '{}' x\n", "shell source code", "shell 소스 코드"),
        ("pay.yaml", "paymentId: a\n", "YAML,", "YAML 파일"),
        ("pay.yml", "- 1\n", "YAML,", "YAML 파일"),
        ("pay.toml", "[pay]\nid = 1\n", "TOML,", "TOML 파일"),
        (".env.local", "KEY=1\n", "dotenv,", "dotenv 파일"),
        ("pay.csv", "a,b\n1,2\n", "CSV,", "CSV 파일"),
        ("app.log", "09:00 start\n09:01 {\"a\": 1}\n", "a log", "로그"),
    ] {
        let place = Workspace::new(&[(name, text)]);
        for (lang, expected) in [("en", english), ("ko", korean)] {
            let report = report(&place, &["--lang", lang, name], "");
            let findings = report["files"][0]["diagnostics"].as_array().unwrap();
            assert_eq!(findings.len(), 1, "{name}: {findings:?}");
            let (message, help) = (&findings[0]["message"], findings[0]["help"].as_str().unwrap());
            assert_eq!(findings[0]["rule"], "invalid-json");
            assert!(message.as_str().unwrap().contains(expected), "{name}: {message}");
            assert!(help.contains("smartro-lint -"), "{name}: {help}");
        }
        let given = report(&place, &["--lang", "en", "--stdin-filename", name, "-"], text);
        let message = given["files"][0]["diagnostics"][0]["message"].as_str().unwrap();
        assert!(message.contains(english), "{name}: {message}");
    }
}

#[test]
fn a_command_is_called_so_whatever_its_file_is_called() {
    let url = "https://api.portone.io/payments/a/cancel";
    let place = Workspace::new(&[]);
    for text in [
        format!("curl -X POST {url} -d '{{\"reason\": \"x\"}}'\n"),
        format!("\n$ curl {url} \\\n  -H 'a: b' \\\n  -d '{{}}'\n"),
    ] {
        let report = report(&place, &["--lang", "en", "-"], &text);
        let finding = &report["files"][0]["diagnostics"][0];
        assert_eq!(finding["message"], "this file is shell source code, not JSON", "{text}");
    }
    let report = report(&place, &["--lang", "en", "-"], "curly\n");
    let message = &report["files"][0]["diagnostics"][0]["message"];
    assert!(message.as_str().unwrap().starts_with("this is not JSON"), "{message}");
}

#[test]
fn json_is_json_whatever_its_file_is_called() {
    let request = r#"{"operation": "cancelPayment", "request": {"reason": "x", "other": 1}}"#;
    for (name, text, line) in [
        ("a.md", request.to_owned(), 1),
        ("a.yaml", format!("[\n{request}]"), 2),
        ("a.toml", format!(" [{request}]"), 1),
        ("a.log", format!("{request}\n{request}\n"), 1),
        ("b.log", format!("start\n{request}\n"), 2),
    ] {
        let place = Workspace::new(&[(name, &text)]);
        let report = report(&place, &[name], "");
        let files = report["files"].as_array().unwrap();
        let mut findings = files.iter().flat_map(|file| file["diagnostics"].as_array().unwrap());
        let unknown = findings.find(|finding| finding["rule"] == "unknown-field");
        assert_eq!(unknown.unwrap()["span"]["line"], line, "{name}: {report}");
    }
    // Broken JSON in it is reported as such, and an empty file as empty.
    for (name, text, expected) in
        [("c.log", "{\"a\": 1,\n", "expected"), ("c.py", "\n", "the file is empty")]
    {
        let place = Workspace::new(&[(name, text)]);
        let report = report(&place, &["--lang", "en", name], "");
        let message = &report["files"][0]["diagnostics"][0]["message"];
        assert!(message.as_str().unwrap().contains(expected), "{name}: {message}");
    }
}
