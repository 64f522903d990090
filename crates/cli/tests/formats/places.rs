//! Places are the same in every format: lines and characters from 1, whatever is written before.

use std::fs;
use std::path::Path;

use regex_lite::Regex;
use serde_json::Value;

use super::command;

/// What is wrong is after Hangul, an emoji and an accent, on lines of its own and on one.
const WIDE: [(&str, &str); 3] = [
    (
        "넓은 🍎.json",
        "{\n  \"operation\": \"cancelPayment\",\n  \"request\": { \"메모🍎é\": \"가🍎\", \"reason\": 1 }\n}\n",
    ),
    (
        "one.json",
        r#"{"operation": "cancelPayment", "메모": "🍎", "request": {"사유🍎": "변심", "refundAccount": {"bank": "KOOKMIN", "🍎": 1, "다": 2}, "reason": ["é"]}}"#,
    ),
    (
        "lines.jsonl",
        "{\"operation\": \"cancelPayment\", \"request\": {\"reason\": \"변심\"}}\n{\"operation\": \"cancelPayment\", \"request\": {\"메모\": \"🍎\", \"reason\": 2}}\n",
    ),
];

fn written(folder: &Path, variables: &[(&str, &str)], arguments: &[&str]) -> String {
    let mut command = command::smartro_lint();
    command.current_dir(folder).arg("--no-now").args(arguments);
    let output = command.envs(variables.iter().copied()).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// The file, the line and the column of each finding, and its rule.
fn places(text: &str, pattern: &str, unescaped: fn(&str) -> String) -> Vec<String> {
    let pattern = Regex::new(pattern).unwrap();
    let group = |found: &regex_lite::Captures<'_>, name: &str| {
        found.name(name).map(|group| unescaped(group.as_str())).unwrap_or_default()
    };
    let place = |found: regex_lite::Captures<'_>| {
        let [file, line, column, rule] =
            ["file", "line", "col", "rule"].map(|name| group(&found, name));
        format!("{file}:{line}:{column} {rule}")
    };
    pattern.captures_iter(text).map(place).collect()
}

fn as_it_is(text: &str) -> String {
    text.to_owned()
}

#[test]
fn places_are_the_same_in_every_form() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in WIDE {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let names = WIDE.map(|(name, _)| name);
    let format =
        |format| written(folder.path(), &[], &[&["--format", format], &names[..]].concat());
    let line = r"(?m)^\s*(?<file>[^:\n]+):(?<line>\d+):(?<col>\d+): \w+\[(?<rule>[a-z-]+)\]";
    let expected = places(&format("compact"), line, as_it_is);
    for place in [
        "넓은 🍎.json:3:40 type-mismatch",
        "one.json:1:62 unknown-field",
        "one.json:1:132 type-mismatch",
        "lines.jsonl:2:65 type-mismatch",
    ] {
        assert!(expected.iter().any(|one| one == place), "{place}: {expected:#?}");
    }
    assert_eq!(places(&format("junit"), line, as_it_is), expected);
    let github =
        r"(?m)file=(?<file>[^,]+),line=(?<line>\d+),col=(?<col>\d+),.*title=(?<rule>[a-z-]+)::";
    assert_eq!(places(&format("github"), github, as_it_is), expected);

    let json: Value = serde_json::from_str(&format("json")).unwrap();
    let lines = format("jsonl");
    let entries: Vec<Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for entries in [json["files"].as_array().unwrap(), &entries] {
        let of = |entry: &Value| {
            let findings = entry["diagnostics"].as_array().cloned().unwrap_or_default();
            let place = |finding: Value| {
                let [file, rule] =
                    [&entry["file"], &finding["rule"]].map(|one| one.as_str().unwrap());
                format!("{file}:{}:{} {rule}", finding["span"]["line"], finding["span"]["column"])
            };
            findings.into_iter().map(place).collect::<Vec<_>>()
        };
        assert_eq!(entries.iter().flat_map(of).collect::<Vec<_>>(), expected);
    }

    let sarif: Value = serde_json::from_str(&format("sarif")).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let place = |result: &Value| {
        let place = &result["locations"][0]["physicalLocation"];
        let file = place["artifactLocation"]["uri"].as_str().unwrap();
        let file = if file.contains('%') { names[0] } else { file };
        let rule = result["ruleId"].as_str().unwrap();
        format!("{file}:{}:{} {rule}", place["region"]["startLine"], place["region"]["startColumn"])
    };
    assert_eq!(results.iter().map(place).collect::<Vec<_>>(), expected);

    // Findings of one rule on one object are one diagnostic, at the first one's place.
    let pretty = r"(?m)^(?<rule>[a-z-]+)\n\n(?:.+\n)*? +╭─\[(?<file>.+):(?<line>\d+):(?<col>\d+)\]";
    let words = r"(?m)^\S+, (?<rule>[a-z-]+): (?:.+\n)*?in (?<file>.+), line (?<line>\d+), column (?<col>\d+)$";
    let graphics = [("NO_GRAPHICS", "1")];
    let english = [&["--lang", "en"], &names[..]].concat();
    for (variables, pattern) in [(&[][..], pretty), (&graphics[..], words)] {
        let shown = places(&written(folder.path(), variables, &english), pattern, as_it_is);
        assert!(shown.iter().all(|place| expected.contains(place)), "{shown:#?}\n{expected:#?}");
        let mut rest = expected.iter();
        assert!(shown.iter().all(|place| rest.any(|one| one == place)), "in the same order");
        // Two fields are missing from `refundAccount`, and two of it are unknown.
        assert_eq!(shown.len(), expected.len() - 2, "{shown:#?}");
    }
}

/// What is shown as an escape is one character of the file.
#[test]
fn parts_of_a_line_are_at_their_columns_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let text =
        "{\"operation\": \"cancelPayment\", \"request\": {\"가\u{202e}b\": 1, \"reason\": 77}}";
    for end in ["", "\n"] {
        fs::write(folder.path().join("a.json"), format!("{text}{end}")).unwrap();
        let shown = written(folder.path(), &[("NO_GRAPHICS", "1")], &["--lang", "en", "a.json"]);
        for part in
            ["  columns 44 to 48: no such field\n", "  columns 64 to 65: this is a number\n"]
        {
            assert!(shown.contains(part), "{shown}");
        }
    }
}

/// A line that several parts are on is read once, and so is the help for several findings.
#[test]
fn nothing_is_shown_twice() {
    let folder = tempfile::tempdir().unwrap();
    let text = r#"{"operation": "cancelPayment", "request": {"a": 1, "reason": "a", "bb": 2, "ammount": 3}}"#;
    fs::write(folder.path().join("a.json"), text).unwrap();
    for variables in [&[][..], &[("NO_GRAPHICS", "1")]] {
        let shown = written(folder.path(), variables, &["--lang", "en", "a.json"]);
        for once in [r#"{"a": 1, "reason""#, "remove it, or check", "did you mean `amount`?"] {
            assert_eq!(shown.matches(once).count(), 1, "{once}: {shown}");
        }
    }
}

#[test]
fn findings_of_one_rule_on_one_object_are_shown_together() {
    let folder = tempfile::tempdir().unwrap();
    let body = r#"{"가": 1, "나🍎": 2, "reason": "변심", "refundAccount": {"다": "3"}}"#;
    let text = format!(r#"{{"operation": "cancelPayment", "request": {body}}}"#);
    fs::write(folder.path().join("a.json"), text).unwrap();
    let pretty = written(folder.path(), &[], &["--lang", "en", "a.json"]);
    let heads = pretty.lines().filter(|line| *line == "unknown-field").count();
    assert_eq!(heads, 2, "{pretty}");
    for name in ["가", "나🍎", "다"] {
        assert_eq!(pretty.matches(&format!("`{name}`")).count(), 1, "{pretty}");
    }
    let compact = written(folder.path(), &[], &["--format", "compact", "a.json"]);
    assert_eq!(compact.matches("[unknown-field]").count(), 3, "{compact}");
    assert!(pretty.contains("warnings: 4"), "what is counted are the findings: {pretty}");
}

/// The columns that a text takes.
fn columns(text: &str) -> usize {
    let wide = |one: char| matches!(one, '\u{1100}'..='\u{115f}' | '\u{2e80}'..);
    text.chars().map(|one| if wide(one) { 2 } else { 1 }).sum()
}

#[test]
fn a_long_line_is_quoted_around_the_place_as_wide_as_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let memo = "가나다🍎é".repeat(200);
    for (name, before, after) in
        [("middle", &*memo, &*memo), ("start", "", &memo), ("end", &memo, ""), ("short", "", "")]
    {
        let text = format!(
            r#"{{"operation": "cancelPayment", "request": {{"reason": "{before}", "bad🍎": "값", "requester": "{after}"}}}}"#
        );
        fs::write(folder.path().join("a.json"), &text).unwrap();
        for width in [60, 80, 133] {
            let pretty = written(
                folder.path(),
                &[("COLUMNS", &width.to_string())],
                &["--lang", "en", "--show-values", "a.json"],
            );
            let from = pretty.find("unknown-field\n").unwrap();
            let shown: Vec<&str> = pretty.get(from..).unwrap().lines().collect();
            let quoted = shown.iter().position(|line| line.starts_with(" 1 │ ")).unwrap();
            let line = shown[quoted].strip_prefix(" 1 │ ").unwrap();
            let underline = shown[quoted + 1].strip_prefix("   · ").unwrap();
            let key = line.find("\"bad🍎\"").unwrap();
            let (before, _) = line.split_at(key);
            let start = underline.chars().take_while(|one| *one == ' ').count();
            assert_eq!(start, columns(before), "{line}\n{underline}");
            let underlined = underline.trim().chars().count();
            assert_eq!(underlined, columns("\"bad🍎\""), "{line}\n{underline}");
            let is_long = columns(&text) + 5 > width;
            let inner = line.trim_matches('…');
            assert!(text.contains(inner), "{name}: {inner}");
            assert_eq!(line.starts_with('…'), !text.starts_with(inner), "{line}");
            assert_eq!(line.ends_with('…'), !text.ends_with(inner), "{line}");
            let used = columns(shown[quoted]);
            assert!(used <= width, "{used} of {width}: {line}");
            // At the end of a line there is room for the label beside it.
            let is_filled = !line.ends_with('…') || used + 3 >= width;
            assert!(is_filled && line.contains('…') == is_long, "{used} of {width}: {line}");
        }
    }
}
