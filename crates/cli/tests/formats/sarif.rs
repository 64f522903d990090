//! SARIF logs, held to the standard's schema and read as viewers read them.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::command::ROOT;
use crate::{NAMES, hostile, requests, run_in, written};

/// A log that the schema takes.
fn log(folder: &Path, names: &[&str]) -> Value {
    let log: Value = serde_json::from_str(&written(folder, "sarif", names)).unwrap();
    // A bracket that opens nothing: some readers of patterns take it for itself, this one does not.
    let schema = include_str!("sarif-schema-2.1.0.json").replace("{2}]?$", r"{2}\\]?$");
    let schema = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::draft7::options().should_validate_formats(true).build(&schema);
    let faults: Vec<String> = validator
        .unwrap()
        .iter_errors(&log)
        .map(|fault| format!("{}: {fault}", fault.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
    log
}

/// A log's text, of whose rules only some are shown.
pub(crate) fn with_few_rules(text: &str, shown: &[&str]) -> String {
    let line = text.lines().find_map(|line| line.trim().strip_prefix("\"tool\": ")).unwrap();
    let line = line.trim_end_matches(',');
    let mut tool: Value = serde_json::from_str(line).unwrap();
    let rules = tool.pointer_mut("/driver/rules").and_then(Value::as_array_mut).unwrap();
    rules.retain(|rule| shown.contains(&at(rule, "/id").as_str().unwrap()));
    text.replace(line, &serde_json::to_string_pretty(&tool).unwrap())
}

fn results(log: &Value) -> &[Value] {
    log.pointer("/runs/0/results").and_then(Value::as_array).unwrap()
}

fn at<'v>(value: &'v Value, pointer: &str) -> &'v Value {
    value.pointer(pointer).unwrap()
}

#[test]
fn the_standards_schema_takes_it() {
    let folder = requests();
    let log = log(folder.path(), &NAMES);
    let document: Value = serde_json::from_str(&written(folder.path(), "json", &NAMES)).unwrap();
    let summary = at(&document, "/summary");
    let found =
        at(summary, "/errors").as_u64().unwrap() + at(summary, "/warnings").as_u64().unwrap();
    assert_eq!(results(&log).len() as u64, found);
    for result in results(&log) {
        let index = at(result, "/ruleIndex");
        let rule = at(&log, &format!("/runs/0/tool/driver/rules/{index}"));
        assert_eq!(at(rule, "/id"), at(result, "/ruleId"));
        assert_ne!(at(rule, "/shortDescription/text"), "");
    }
    for languages in ["ko", "en"] {
        let samples = Path::new(ROOT).join("tests/samples");
        let samples = self::log(folder.path(), &["--lang", languages, samples.to_str().unwrap()]);
        assert!(results(&samples).len() > 10);
        assert_eq!(at(&samples, "/runs/0/language"), languages);
    }
    let invocation =
        |names: &[&str]| self::log(folder.path(), names)["runs"][0]["invocations"][0].clone();
    assert_eq!(invocation(&["clean.json"]), json!({ "executionSuccessful": true }));
    let unread = invocation(&["gone.json", "clean.json"]);
    assert_eq!(unread["executionSuccessful"], false);
    let printed = &unread["toolExecutionNotifications"][0]["message"]["text"];
    assert!(printed.as_str().unwrap().contains("`gone.json`"));
}

#[test]
fn the_rules_of_all_projects_are_listed_and_each_result_names_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let request = format!(
        r#"{{"operation": "requestPayment", "request": {{"paymentId": "{}"}}}}"#,
        "a".repeat(41)
    );
    write("my-pg/pack.yaml", "name: my-pg\nversion: 0.3.0\nuses: [portone]\n");
    // Of the same name as one of the built-in pack.
    let rule = |name: &str, most: u32| {
        format!(
            "/// {most} letters.\nrule {name}: warning on requestPayment {{ require chars(paymentId) <= {most} }}\n"
        )
    };
    write("my-pg/ids.rules", &(rule("payment-id-length", 20) + &rule("my-payment-id", 30)));
    write("b/smartro-lint.yaml", "rules: ../my-pg\nlanguage: en\n");
    for name in ["a/1.json", "b/2.json", "c/3.json"] {
        write(name, &request);
    }
    let names = ["a", "b", "c"];
    let log = log(folder.path(), &names);
    let driver = at(&log, "/runs/0/tool/driver");
    assert_eq!(driver["properties"]["packs"], json!({ "my-pg": "0.3.0", "smartro": "0.1.0" }));
    let rules = driver["rules"].as_array().unwrap();
    let listed = |name: &str| {
        let of_name = rules.iter().filter(|rule| rule["id"] == name);
        of_name.map(|rule| rule["properties"]["pack"].as_str().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(listed("payment-id-length"), ["smartro", "my-pg"]);
    assert_eq!(listed("missing-field"), ["engine"]);
    let document: Value = serde_json::from_str(&written(folder.path(), "json", &names)).unwrap();
    let files = document["files"].as_array().unwrap().iter();
    let found = files.flat_map(|file| file["diagnostics"].as_array().unwrap());
    let found: Vec<_> = found.map(|one| (&one["rule"], &one["pack"])).collect();
    let output = results(&log).iter().map(|result| {
        let rule = at(rules.get(result["ruleIndex"].as_u64().unwrap() as usize).unwrap(), "");
        assert_eq!(rule["id"], result["ruleId"]);
        (&result["ruleId"], &rule["properties"]["pack"])
    });
    assert_eq!(output.collect::<Vec<_>>(), found);
    assert_eq!(found.iter().filter(|(rule, _)| *rule == "payment-id-length").count(), 3);
}

#[cfg(unix)]
#[test]
fn files_are_named_by_references_whatever_they_are_called() {
    let (folder, names) = hostile();
    let log = log(folder.path(), &names);
    let uris: Vec<&str> = results(&log)
        .iter()
        .map(|result| {
            let uri = at(result, "/locations/0/physicalLocation/artifactLocation/uri");
            uri.as_str().unwrap()
        })
        .collect();
    assert_eq!(uris.first(), Some(&"a%0Ab%3A3%3A4%3A%20error%5Bx%5D%20%3A%3Awarning%3A%3Ay.json"));
    assert_eq!(uris.last(), Some(&"%250A%2C%22%3C%26%3E%27%5D%5D%3E%0D%1B%5B0m.json"));
}

/// The bytes of a region: where its lines and columns, in code points, say.
fn bytes(text: &str, region: &Value) -> std::ops::Range<usize> {
    let number = |name: &str| usize::try_from(region[name].as_u64().unwrap()).unwrap();
    let offset = |line: usize, column: usize| {
        let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
        let before =
            text.get(start..).unwrap().chars().take(column - 1).map(char::len_utf8).sum::<usize>();
        start + before
    };
    let bytes = offset(number("startLine"), number("startColumn"))
        ..offset(number("endLine"), number("endColumn"));
    let offset = number("byteOffset");
    assert_eq!(bytes, offset..offset + number("byteLength"));
    bytes
}

#[test]
fn lines_and_columns_are_the_bytes_and_fixes_are_what_fix_makes() {
    let folder = requests();
    let log = log(folder.path(), &["fix.json", "주문 서 1.json", "crlf.json", "many.jsonl"]);
    let text = |uri: &Value| {
        let name = match uri.as_str().unwrap() {
            uri if uri.contains('%') => "주문 서 1.json",
            uri => uri,
        };
        fs::read_to_string(folder.path().join(name)).unwrap()
    };
    let (mut regions, mut edits) = (0, Vec::new());
    for result in results(&log) {
        let related = result["relatedLocations"].as_array().into_iter().flatten();
        for location in result["locations"].as_array().unwrap().iter().chain(related) {
            let place = &location["physicalLocation"];
            bytes(&text(&place["artifactLocation"]["uri"]), &place["region"]);
            regions += 1;
        }
        for fix in result["fixes"].as_array().into_iter().flatten() {
            let change = &fix["artifactChanges"][0];
            if change["artifactLocation"]["uri"] != "fix.json" {
                continue;
            }
            for replacement in change["replacements"].as_array().unwrap() {
                let inserted = replacement["insertedContent"]["text"].as_str().unwrap_or("");
                let text = text(&json!("fix.json"));
                edits.push((bytes(&text, &replacement["deletedRegion"]), inserted.to_owned()));
            }
        }
    }
    assert!(regions > 20, "{regions}");
    let mut fixed = text(&json!("fix.json"));
    edits.sort_by_key(|(bytes, _)| std::cmp::Reverse(bytes.start));
    assert_eq!(edits.len(), 2);
    for (bytes, inserted) in edits {
        fixed.replace_range(bytes, &inserted);
    }
    run_in(folder.path(), &["--fix", "fix.json"]);
    assert_eq!(text(&json!("fix.json")), fixed);
}

#[test]
fn fingerprints_survive_another_layout() {
    let folder = requests();
    let path = folder.path().join("fix.json");
    let fingerprints = || {
        let log = log(folder.path(), &["fix.json"]);
        let mut prints: Vec<String> = results(&log)
            .iter()
            .map(|result| result["partialFingerprints"]["smartroLint/v1"].to_string())
            .collect();
        prints.sort();
        prints
    };
    let before = fingerprints();
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("\n\n{}", text.replace(['\n', ' '], ""))).unwrap();
    assert_eq!(fingerprints(), before);
    let distinct: std::collections::BTreeSet<&String> = before.iter().collect();
    assert_eq!(distinct.len(), before.len());
}
