//! Baselines: known findings that are recorded and not reported again.
//!
//! A finding is known by its file, the request's place in it, the rule and the pointer, so that
//! it stays known however the JSON is laid out. No value of the request is recorded.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::packs::unqualified;
use super::settings::is_always_reported;
use crate::report::OwnedFinding;

/// The findings that a baseline records.
#[derive(Debug, Default)]
pub struct Baseline {
    files: HashMap<String, File>,
}

/// The findings of a run, to be recorded.
#[derive(Debug, Default)]
pub struct Recorder(Mutex<Recorded>);

#[derive(Debug, Default)]
struct Recorded {
    /// The files that were linted.
    files: HashSet<String>,
    findings: BTreeMap<FindingKey, u32>,
}

/// Why a baseline cannot be read.
#[derive(Debug, Error)]
pub enum BaselineError {
    /// The text is no baseline.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// It has another version.
    #[error("version {found} is not supported, only version {}", Baseline::VERSION)]
    Version {
        /// Its version.
        found: u32,
    },
}

/// What a finding is known by, in the order in which they are written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct FindingKey {
    file: String,
    request: usize,
    rule: String,
    pointer: String,
}

/// What is recorded of a file.
#[derive(Debug, Default)]
struct File {
    is_linted: AtomicBool,
    /// By the request's place.
    requests: HashMap<usize, Vec<Known>>,
}

/// Findings that a rule has at one place of a request.
#[derive(Debug)]
struct Known {
    rule: String,
    pointer: String,
    /// How many there were.
    count: u32,
    /// How many there still are.
    found: AtomicU32,
}

/// The text of a baseline.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    version: u32,
    findings: Vec<Line>,
}

/// A line of the text.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    file: String,
    #[serde(default, skip_serializing_if = "is_zero")]
    index: usize,
    rule: String,
    pointer: String,
    #[serde(default = "one", skip_serializing_if = "is_one")]
    count: u32,
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

impl Baseline {
    /// The version of the text that is read and written.
    pub const VERSION: u32 = 1;

    /// Reads the text of a baseline.
    ///
    /// # Errors
    ///
    /// A text that is no baseline, or one of another version.
    pub fn read(text: &str) -> Result<Self, BaselineError> {
        Self::of(serde_json::from_str(text)?)
    }

    fn of(document: Document) -> Result<Self, BaselineError> {
        let Document { version, findings } = document;
        if version != Self::VERSION {
            return Err(BaselineError::Version { found: version });
        }
        let mut files: HashMap<String, File> = HashMap::new();
        for Line { file, index, rule, pointer, count } in findings {
            let known = files.entry(file).or_default().requests.entry(index).or_default();
            known.push(Known { rule, pointer, count, found: AtomicU32::new(0) });
        }
        Ok(Self { files })
    }

    /// Says that a file is linted: findings of it that are not found any more are gone. The name
    /// is its path relative to the baseline's directory, with `/` on every system.
    pub fn linted(&self, file: &str) {
        if let Some(file) = self.files.get(file) {
            file.is_linted.store(true, Ordering::Relaxed);
        }
    }

    /// Removes known findings from those of a request, given by its file and its place in that,
    /// from 0, and gives how many that were. A request may be given more than once.
    pub fn suppress(&self, file: &str, request: usize, findings: &mut Vec<OwnedFinding>) -> usize {
        let known = self.files.get(file).and_then(|file| file.requests.get(&request));
        let Some(known) = known else { return 0 };
        let before = findings.len();
        // How many there are by now, in the order of `known`.
        let mut counts = vec![0; known.len()];
        findings.retain(|finding| {
            let pointer = without_numbers(&finding.pointer);
            // What was recorded before another pack had the rule too has no qualified name.
            let is_rule = |rule: &str| rule == finding.rule || rule == unqualified(&finding.rule);
            let is = |known: &Known| is_rule(&known.rule) && known.pointer == pointer;
            let mut each = known.iter().zip(&mut counts);
            let Some((known, count)) =
                each.find(|(known, _)| is(known)).filter(|_| !is_always_reported(finding))
            else {
                return true;
            };
            *count += 1;
            known.found.fetch_max((*count).min(known.count), Ordering::Relaxed);
            *count > known.count
        });
        before - findings.len()
    }

    /// How many of the recorded findings are gone, of the files that were linted and of those
    /// that are not there any more.
    pub fn outdated(&self, is_there: impl Fn(&str) -> bool) -> u32 {
        let is_gone =
            |name: &str, file: &File| file.is_linted.load(Ordering::Relaxed) || !is_there(name);
        let files = self.files.iter().filter(|(name, file)| is_gone(name, file));
        let known = files.flat_map(|(_, file)| file.requests.values().flatten());
        known.map(|known| known.count.saturating_sub(known.found.load(Ordering::Relaxed))).sum()
    }
}

impl Recorder {
    /// Says that a file is linted: of what was recorded of it before, nothing is kept.
    pub fn linted(&self, file: &str) {
        let mut recorded = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        recorded.files.insert(file.to_owned());
    }

    /// Takes the findings of a request, given as for [`Baseline::suppress`], and gives how many
    /// that were. A request may be given more than once.
    pub fn record(&self, file: &str, request: usize, findings: &mut Vec<OwnedFinding>) -> usize {
        let before = findings.len();
        let mut counts: BTreeMap<FindingKey, u32> = BTreeMap::new();
        findings.retain(|finding| {
            let is_recorded = !is_always_reported(finding);
            if is_recorded {
                let (file, rule) = (file.to_owned(), finding.rule.clone());
                let pointer = without_numbers(&finding.pointer);
                *counts.entry(FindingKey { file, request, rule, pointer }).or_default() += 1;
            }
            !is_recorded
        });
        let mut recorded = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (key, count) in counts {
            let known = recorded.findings.entry(key).or_default();
            *known = (*known).max(count);
        }
        before - findings.len()
    }

    /// The text of a baseline with the findings, and how many these are. Those of files that were
    /// not linted are kept from the baseline that there was, if the files are still there.
    pub fn text(&self, before: &Baseline, is_there: impl Fn(&str) -> bool) -> (String, u32) {
        let recorded = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut findings = recorded.findings.clone();
        let is_kept = |file: &str| !recorded.files.contains(file) && is_there(file);
        for (file, known) in before.files.iter().filter(|(file, _)| is_kept(file)) {
            for (&request, known) in &known.requests {
                findings.extend(known.iter().map(|known| {
                    let (rule, pointer) = (known.rule.clone(), known.pointer.clone());
                    (FindingKey { file: file.clone(), request, rule, pointer }, known.count)
                }));
            }
        }
        (text(&findings), findings.values().sum())
    }
}

/// A line for each finding, so that a change of one is a change of a line.
fn text(lines: &BTreeMap<FindingKey, u32>) -> String {
    let version = Baseline::VERSION;
    let mut text = format!("{{\n  \"version\": {version},\n  \"findings\": [");
    for (index, (key, count)) in lines.iter().enumerate() {
        let FindingKey { file, request, rule, pointer } = key.clone();
        let line = Line { file, index: request, rule, pointer, count: *count };
        let line = serde_json::to_string(&line).unwrap_or_default();
        let comma = if index == 0 { "" } else { "," };
        // Writing to memory does not fail.
        let _ = write!(text, "{comma}\n    {line}");
    }
    text.push_str(if lines.is_empty() { "]\n}\n" } else { "\n  ]\n}\n" });
    text
}

/// A pointer without numbers that may identify somebody: a key may be one.
fn without_numbers(pointer: &str) -> String {
    const LONG: usize = 6;
    let masked = pointer.split('/').map(|step| {
        if step.bytes().filter(u8::is_ascii_digit).count() < LONG {
            return step.to_owned();
        }
        step.chars().map(|one| if one.is_ascii_digit() { '#' } else { one }).collect()
    });
    masked.collect::<Vec<String>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let key = |file: &str, request, pointer: &str| FindingKey {
            file: file.to_owned(),
            request,
            rule: "r".to_owned(),
            pointer: pointer.to_owned(),
        };
        let lines = BTreeMap::from([(key("b.json", 2, "/a\"b"), 1), (key("a.json", 0, ""), 3)]);
        let written = text(&lines);
        assert_eq!(
            written,
            "{\n  \"version\": 1,\n  \"findings\": [\n    \
             {\"file\":\"a.json\",\"rule\":\"r\",\"pointer\":\"\",\"count\":3},\n    \
             {\"file\":\"b.json\",\"index\":2,\"rule\":\"r\",\"pointer\":\"/a\\\"b\"}\n  ]\n}\n"
        );
        let read = Baseline::read(&written).unwrap();
        assert_eq!(Recorder::default().text(&read, |_| true), (written, 4));
        assert_eq!(Recorder::default().text(&read, |file| file == "b.json").1, 1);
        assert!(Baseline::read(&text(&BTreeMap::new())).unwrap().files.is_empty());
    }

    #[test]
    fn other_versions_are_refused() {
        let error = Baseline::read(r#"{"version": 2, "findings": []}"#).unwrap_err();
        assert!(matches!(error, BaselineError::Version { found: 2 }));
    }

    #[test]
    fn keys_that_are_numbers_are_not_recorded() {
        assert_eq!(without_numbers("/card/4111-1111-1111-1111/0"), "/card/####-####-####-####/0");
        assert_eq!(without_numbers("/products/12345/name"), "/products/12345/name");
    }
}
