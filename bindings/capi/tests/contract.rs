//! Every request of the contract has the report that the library makes, through the C functions.

mod support;

use serde_json::Value;
use support::{Linter, given};

fn file(name: &str) -> Value {
    let path = format!("{}/../contract/{name}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

/// Places in UTF-16 are for other languages.
fn without_utf16(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.remove("utf16");
            object.values_mut().for_each(without_utf16);
        }
        Value::Array(elements) => elements.iter_mut().for_each(without_utf16),
        _ => {}
    }
}

#[test]
fn every_report_is_that_of_the_contract() {
    let linters =
        ["ko", "en"].map(|tag| Linter::open(&format!(r#"{{"language":"{tag}"}}"#)).unwrap());
    let mut reports = file("reports.json");
    for request in file("requests.json").as_array().unwrap() {
        let linter = &linters[usize::from(request["language"] == "en")];
        let name = request["name"].as_str().unwrap();
        let expected = &mut reports[name];
        without_utf16(expected);
        let (text, options) = given(request);
        let report = linter.report(&text, &options);
        let verdict = linter.verdict(&text, &options);
        if let Some(error) = expected.get("error") {
            assert_eq!(report.unwrap_err(), *error, "{name}");
            assert_eq!(verdict.unwrap_err(), *error, "{name}");
            continue;
        }
        let report: Value = serde_json::from_str(&report.unwrap()).unwrap();
        assert_eq!(report, *expected, "{name}");
        let count = |severity| {
            let found = report["diagnostics"].as_array().unwrap().iter();
            found.filter(|finding| finding["severity"] == severity).count() as u32
        };
        let verdict = verdict.unwrap();
        let counted = (verdict.errors, verdict.warnings, verdict.advice);
        assert_eq!(counted, (count("error"), count("warning"), count("advice")), "{name}");
    }
}
