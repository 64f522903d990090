//! The forms of a line each.

use serde_json::Value;

use crate::{NAMES, found, hostile, requests, written};

#[cfg(unix)]
#[test]
fn compact_is_one_line_a_finding_that_editors_read() {
    let pattern =
        regex_lite::Regex::new(r"^(.+):(\d+):(\d+): (error|warning|advice)\[(.+?)\] (.*)$");
    let pattern = pattern.unwrap();
    let requests = requests();
    let lines = written(requests.path(), "compact", &NAMES);
    let read: Vec<[String; 6]> = lines
        .lines()
        .map(|line| pattern.captures(line).unwrap().extract().1.map(str::to_owned))
        .collect();
    assert_eq!(read, found(requests.path(), &NAMES));
    let (folder, names) = hostile();
    let lines = written(folder.path(), "compact", &names);
    assert_eq!(lines.lines().count(), found(folder.path(), &names).len());
    assert!(lines.chars().all(|character| character == '\n' || !character.is_control()));
    assert!(lines.lines().all(|line| pattern.is_match(line)), "{lines}");
}

#[test]
fn json_lines_are_the_entries_with_findings_and_the_counts() {
    let folder = requests();
    let document: Value = serde_json::from_str(&written(folder.path(), "json", &NAMES)).unwrap();
    let lines = written(folder.path(), "jsonl", &NAMES);
    let mut lines: Vec<Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let end = lines.pop().unwrap();
    assert_eq!(end, serde_json::json!({ "version": 1, "summary": document["summary"] }));
    let files = document["files"].as_array().unwrap().iter();
    let with_findings = files.filter(|file| !file["diagnostics"].as_array().unwrap().is_empty());
    assert!(with_findings.eq(&lines));
}
