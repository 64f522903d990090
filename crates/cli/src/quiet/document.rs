//! The text of a baseline.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::messages::Message;
use crate::text_file;

/// What a finding is known by; in the order in which they are written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) file: String,
    pub(super) request: usize,
    pub(super) rule: String,
    pub(super) pointer: String,
}

/// The file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    version: u32,
    findings: Vec<Line>,
}

/// A line of the file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Line {
    pub(super) file: String,
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(super) index: usize,
    pub(super) rule: String,
    pub(super) pointer: String,
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub(super) count: u32,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_zero(index: &usize) -> bool {
    *index == 0
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_one(count: &u32) -> bool {
    *count == 1
}

fn one() -> u32 {
    1
}

/// The version that is written, and read.
const VERSION: u32 = 1;

impl Line {
    /// What its finding is known by, and how many there are.
    pub(super) fn into_key(self) -> (Key, u32) {
        let Self { file, index: request, rule, pointer, count } = self;
        (Key { file, request, rule, pointer }, count)
    }
}

/// Whether a file is a baseline; of another one no more is read than shows that.
pub(crate) fn is_baseline(path: &Path) -> bool {
    let Ok(file) = std::fs::File::open(path) else { return false };
    serde_json::from_reader::<_, Document>(io::BufReader::new(file)).is_ok()
}

/// Reads a baseline.
pub(super) fn read(path: &Path) -> io::Result<Vec<Line>> {
    parse(std::fs::read(path)?).map_err(io::Error::other)
}

fn parse(text: Vec<u8>) -> Result<Vec<Line>, String> {
    let text = text_file::utf8(text)?;
    let document: Document = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    match document.version {
        VERSION => Ok(document.findings),
        other => Err(Message::BaselineVersion { found: other, known: VERSION }.to_string()),
    }
}

/// A line for each finding, so that a change of one is a change of a line.
pub(super) fn text(lines: &BTreeMap<Key, u32>) -> String {
    let mut text = format!("{{\n  \"version\": {VERSION},\n  \"findings\": [");
    for (place, (key, count)) in lines.iter().enumerate() {
        let Key { file, request, rule, pointer } = key.clone();
        let line = Line { file, index: request, rule, pointer, count: *count };
        let line = serde_json::to_string(&line).unwrap_or_default();
        let comma = if place == 0 { "" } else { "," };
        // Writing to memory does not fail.
        let _ = write!(text, "{comma}\n    {line}");
    }
    text.push_str(if lines.is_empty() { "]\n}\n" } else { "\n  ]\n}\n" });
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let key = |file: &str, request, pointer: &str| Key {
            file: file.to_owned(),
            request,
            rule: "r".to_owned(),
            pointer: pointer.to_owned(),
        };
        let lines = BTreeMap::from([(key("b.json", 2, "/a\"b"), 1), (key("a.json", 0, ""), 3)]);
        let text = text(&lines);
        assert_eq!(
            text,
            "{\n  \"version\": 1,\n  \"findings\": [\n    \
             {\"file\":\"a.json\",\"rule\":\"r\",\"pointer\":\"\",\"count\":3},\n    \
             {\"file\":\"b.json\",\"index\":2,\"rule\":\"r\",\"pointer\":\"/a\\\"b\"}\n  ]\n}\n"
        );
        let read = parse(text.into()).unwrap();
        assert_eq!(read.into_iter().map(Line::into_key).collect::<BTreeMap<_, _>>(), lines);
        assert!(parse(super::text(&BTreeMap::new()).into()).unwrap().is_empty());
    }

    #[test]
    fn other_versions_are_refused() {
        let error = parse(br#"{"version": 2, "findings": []}"#.into()).err().unwrap();
        assert!(error.contains('2') && error.contains('1'), "{error}");
    }
}
