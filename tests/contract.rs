//! What bindings in other languages must report: `bindings/contract` has requests, and their reports
//! as this library makes them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use serde::Deserialize;
use serde_json::{Value, json};
use smartro_lint::report::{FileReport, RunReport};
use smartro_lint::{Language, Linter, Region, Report, Request};

/// A request as a binding gives it: as text, as bytes, or as a value.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    name: String,
    text: Option<String>,
    base64: Option<String>,
    value: Option<Value>,
    operation: Option<String>,
    #[serde(default)]
    path: BTreeMap<String, String>,
    context: Option<Value>,
    language: Option<String>,
}

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("bindings/contract").join(name)
}

fn given() -> Vec<Given> {
    serde_json::from_slice(&fs::read(file("requests.json")).unwrap()).unwrap()
}

/// The standard alphabet, with padding.
fn decoded(base64: &str) -> Vec<u8> {
    let value = |byte: u8| match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let chunks = base64.trim_end_matches('=').as_bytes().chunks(4);
    let decoded = chunks.flat_map(|chunk| {
        let bits = chunk.iter().fold(0, |bits, byte| bits << 6 | u32::from(value(*byte)));
        let bytes = (bits << (6 * (4 - chunk.len()))).to_be_bytes();
        bytes[1..chunk.len()].to_vec()
    });
    decoded.collect()
}

/// UTF-16 code units before a byte, as JavaScript and Java count; a byte that is no text is one.
fn utf16(text: &[u8], offset: u64) -> usize {
    let before = &text[..usize::try_from(offset).unwrap()];
    String::from_utf8_lossy(before).encode_utf16().count()
}

/// The document of a report, with each range in UTF-16 too.
fn document(report: &Report, text: &[u8]) -> Value {
    let mut document = serde_json::to_value(report).unwrap();
    let range = |start, end| json!({ "start": utf16(text, start), "end": utf16(text, end) });
    let add = |place: &mut Value, region: Option<Region>| {
        if let Some(region) = region {
            let mut units = range(region.start, region.end);
            units["column"] = json!(region.utf16.0);
            units["endColumn"] = json!(region.utf16.1);
            place["utf16"] = units;
        }
    };
    for (index, finding) in report.diagnostics.iter().enumerate() {
        let shown = &mut document["diagnostics"][index];
        add(&mut shown["span"], finding.span);
        for (index, label) in finding.labels.iter().enumerate() {
            add(&mut shown["labels"][index]["span"], label.span);
        }
        for (index, fix) in finding.fixes.iter().filter(|fix| !fix.withheld).enumerate() {
            for (place, edit) in fix.edits.iter().enumerate() {
                let units = range(edit.start, edit.end);
                shown["fixes"][index]["edits"][place]["utf16"] = units;
            }
        }
    }
    add(&mut document["call"], report.call);
    if report.call.is_none() {
        document.as_object_mut().unwrap().remove("call");
    }
    document
}

fn expected(given: &Given) -> Value {
    let tag = given.language.as_deref().unwrap_or("ko");
    let language = Language::from_tag(tag).unwrap();
    let linter = Linter::smartro().unwrap().language(language);
    let mut context = linter.context();
    if let Some(text) = &given.context
        && let Err(error) = context.extend_from_json(&text.to_string())
    {
        return json!({ "error": error.message(language) });
    }
    let bytes = match (&given.text, &given.base64) {
        (Some(text), _) => text.as_bytes().to_vec(),
        (None, base64) => decoded(base64.as_deref().unwrap_or_default()),
    };
    let mut request = given.value.as_ref().map_or(Request::json(&bytes), Request::value);
    request = request.context(&context);
    if let Some(operation) = &given.operation {
        request = request.operation(operation);
    }
    for (name, value) in &given.path {
        request = request.path(name, value);
    }
    document(&linter.lint(&request), &bytes)
}

/// `UPDATE_CONTRACT=1 cargo test --test contract` writes the reports.
#[test]
fn the_reports_are_those_of_the_library() {
    let given = given();
    let reports = given.iter().map(|given| (given.name.clone(), expected(given)));
    let reports: BTreeMap<String, Value> = reports.collect();
    let text = serde_json::to_string_pretty(&reports).unwrap() + "\n";
    let path = file("reports.json");
    if std::env::var_os("UPDATE_CONTRACT").is_some() {
        fs::write(&path, &text).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(written == text, "out of date: UPDATE_CONTRACT=1 cargo test --test contract");
}

#[test]
fn the_requests_are_of_every_kind() {
    let given = given();
    let reports: Vec<Value> = given.iter().map(expected).collect();
    let names: std::collections::BTreeSet<&str> =
        given.iter().map(|given| given.name.as_str()).collect();
    assert_eq!(names.len(), given.len(), "a name is used twice");
    let linter = Linter::smartro().unwrap();
    for operation in linter.operations() {
        let clean = |report: &&Value| {
            report["operation"] == operation && report["diagnostics"] == json!([])
        };
        assert!(reports.iter().any(|report| clean(&report)), "none of {operation} is clean");
    }
    let found = reports.iter().filter_map(|report| report["diagnostics"].as_array()).flatten();
    let rules: std::collections::BTreeSet<&str> =
        found.filter_map(|finding| finding["rule"].as_str()).collect();
    assert!(rules.len() >= 25, "only {}: {rules:?}", rules.len());
}

#[test]
fn documents_are_what_the_schema_says() {
    let schema = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("smartro-lint.report.schema.json");
    let schema: Value = serde_json::from_slice(&fs::read(schema).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let linter = Linter::smartro().unwrap();
    let mut kinds = BTreeSet::new();
    for text in [
        "{",
        "[]",
        r#"{"operation": "cancelPayment", "request": {"reason": "a"}}"#,
        r#"{"operation": "requestPayment", "request": {"payMethod": "card", "memo": 1}}"#,
    ] {
        let report = linter.lint(&Request::json(text));
        kinds.extend(report.diagnostics.iter().map(|finding| finding.rule.clone()));
        let file = FileReport { file: "a.json".to_owned(), index: 0, report };
        let document = serde_json::to_value(RunReport::new(vec![file])).unwrap();
        let errors: Vec<String> =
            validator.iter_errors(&document).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?} in {document:#}");
        let mut broken = document.clone();
        broken["version"] = json!(0);
        assert!(!validator.is_valid(&broken));
    }
    assert!(kinds.len() > 4, "{kinds:?}");
}
