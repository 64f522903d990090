//! What a Korean user reads of mistakes: Korean, from the first line to the last.

use crate::{CANCEL, Place};

#[test]
fn mistakes_are_reported_in_korean() {
    let place = Place::new(&[("a.json", CANCEL), ("bad.json", "{"), ("empty/x.txt", "")]);
    place.write("pack/pack.yaml", "name: x\nversion: 1.0.0\n");
    place.write("pack/a.rules", "rule a {");
    let mut transcript = String::new();
    let mut add = |title: &str, arguments: &[&str]| {
        let arguments = [&["--lang", "ko"], arguments].concat();
        let output = place.run(&arguments);
        let (out, err) = (place.plain(&output.stdout), place.plain(&output.stderr));
        transcript += &format!("── {title}\n{out}{err}");
    };
    add("no such file", &["nowhere.json"]);
    add("no such baseline", &["--baseline", "nowhere", "a.json"]);
    add("no such context file", &["--context", "nowhere", "a.json"]);
    add("context key", &["--context", "chanel=live", "a.json"]);
    add("context value", &["--context", "channel=prod", "a.json"]);
    add("operation", &["--operation", "payInstanty", "a.json"]);
    add("output without a format", &["--output", "x", "a.json"]);
    add("output of an unknown format", &["--output", "xml=x", "a.json"]);
    add("no such pack", &["--rules", "nowhere", "a.json"]);
    add("explain an unknown rule", &["explain", "payment-id-lenght"]);
    add("fmt of a missing file", &["fmt", "nowhere.rules"]);
    add("fmt of a broken file", &["fmt", "pack/a.rules"]);
    add("check of a missing directory", &["check", "nowhere"]);
    add("test of a missing directory", &["test", "nowhere"]);
    add("cite of a missing guide", &["cite", "check", "nowhere.md"]);
    add("nothing to lint", &["empty"]);
    for (title, text) in [
        ("unclosed bracket", "exclude: [a\n"),
        ("tab", "severity:\n\tunknown-field: off\n"),
        ("indentation", "language: ko\n  fail-on: error\n"),
        ("unclosed quote", "exclude: ['a\n"),
        ("repeated key", "language: ko\nlanguage: ko\n"),
        ("glob", "exclude: ['a/[b']\n"),
        ("glob without quotes", "exclude:\n  - **/*.json\n"),
        ("two mistakes in one go", "severity:\n\ta: off\nlangauge: ko\nrules: nowhere\n"),
    ] {
        place.project(text);
        add(title, &["a.json"]);
    }
    insta::assert_snapshot!(transcript);
}
