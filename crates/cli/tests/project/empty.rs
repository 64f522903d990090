//! Empty names and values: messages show them as `""`, never as backticks with nothing in them.

use crate::{CANCEL, Workspace};

#[test]
fn empty_strings_are_shown_in_messages() {
    let request = r#"{"operation": "requestPayment", "request": {"payMethod": "", "currency": "", "": 1,
        "customer": {"": 2}, "card": {"availableCards": [""]}}, "context": {"": 1, "channel": ""}}"#;
    let place = Workspace::new(&[
        ("a.json", CANCEL),
        ("request.json", request),
        ("operation.json", r#"{"operation": "", "request": {}}"#),
        ("manifest/pack.yaml", "name: ''\nversion: ''\nuses: ['']\n"),
        ("sdk/pack.yaml", "name: sdk\nversion: 1.0.0\n"),
        ("sdk/a.rules", "shape A { a: string }\noperation o { body A sdk \"\" from \"\" }\n"),
        (
            "cite/pack.yaml",
            "name: cite\nversion: 1.0.0\nuses: [portone]\nsources: { a: { title: A } }\n",
        ),
        (
            "cite/a.rules",
            "/// A.\nrule a: advice on requestPayment { cite a \"\" forbid present locale }\n",
        ),
    ]);
    place.write(
        "project.yaml",
        "\
language: ''
'': x
severity: { '': off, unknown-field: '' }
overrides: [{ files: x, context: { channel: '', '': x } }]
suppress: [{ rule: '', reason: x, expires: '' }]
",
    );
    let commands: [&[&str]; 8] = [
        &["request.json"],
        &["operation.json"],
        &["--context", "channel=", "a.json"],
        &["--config", "project.yaml", "a.json"],
        &["check", "manifest"],
        &["check", "sdk"],
        &["check", "cite"],
        &["new-pack", "."],
    ];
    for language in ["ko", "en"] {
        for command in commands {
            let output = place.run(&[&["--lang", language], command].concat());
            let shown = place.plain(&output.stdout) + &place.plain(&output.stderr);
            assert!(!shown.contains("``"), "{command:?}: {shown}");
            assert!(
                shown.contains("`\"\"`") || command == ["new-pack", "."],
                "{command:?}: {shown}"
            );
        }
    }
}

#[test]
fn an_option_or_a_name_that_is_empty_is_missing() {
    let place = Workspace::new(&[("a.json", CANCEL)]);
    let commands: [&[&str]; 8] = [
        &["--operation", "", "a.json"],
        &["--context", "", "a.json"],
        &["--output", "=x", "a.json"],
        &["explain", ""],
        &["rules", "--operation", ""],
        &["man", ""],
        &["new-pack", "x", "--uses", ""],
        &["--redacted", "", "a.json"],
    ];
    for command in commands {
        let output = place.run(command);
        let shown = place.plain(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{command:?}");
        let is_named = shown.contains("a value is required") || shown.contains("FORMAT=FILE");
        assert!(is_named && !shown.contains("``"), "{command:?}: {shown}");
    }
}
