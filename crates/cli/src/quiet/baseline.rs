//! Findings that there were before: a file keeps them, and they are not told again.
//!
//! A finding is known by its file, the request's place in it, the rule and the pointer, so that
//! it stays known however the JSON is laid out. What the request says stands nowhere in it.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::{Failure, text_file, whole};
use smartro_lint::report::Finding;

/// The findings that a file keeps.
pub(crate) struct Baseline {
    /// As messages call it.
    name: String,
    path: PathBuf,
    /// Where it stands, without links.
    directory: PathBuf,
    files: HashMap<String, File>,
    /// What it is to keep from now on, where it is written.
    anew: Option<Mutex<BTreeMap<Key, u32>>>,
}

/// What is kept of a file.
#[derive(Default)]
struct File {
    linted: AtomicBool,
    /// By the request's place.
    requests: HashMap<usize, Vec<Kept>>,
}

/// Findings that a rule has at one place of a request.
struct Kept {
    rule: String,
    pointer: String,
    /// How many there were.
    count: u32,
    /// How many there still are.
    found: AtomicU32,
}

/// What a finding is known by; in the order in which they are written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    file: String,
    request: usize,
    rule: String,
    pointer: String,
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

/// The version that is written, and read.
const VERSION: u32 = 1;

impl Baseline {
    /// Reads a baseline; one that is to be written need not be there yet.
    pub(crate) fn load(path: &Path, anew: bool) -> Result<Self, Failure> {
        let name = path.display().to_string();
        let fail = |error: &dyn std::fmt::Display, advice: &str| {
            Failure::message(format!("cannot read the baseline `{name}`: {error}{advice}"))
        };
        let lines = match std::fs::read(path) {
            Ok(text) => parse(text).map_err(|error| fail(&error, ""))?,
            Err(error) if error.kind() == ErrorKind::NotFound && anew => Vec::new(),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(fail(&error, "; `--write-baseline` writes one"));
            }
            Err(error) => return Err(fail(&error, "")),
        };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let directory = std::fs::canonicalize(folder.unwrap_or(Path::new(".")))
            .map_err(|error| fail(&error, ""))?;
        let mut files: HashMap<String, File> = HashMap::new();
        for Line { file, index, rule, pointer, count } in lines {
            let kept = files.entry(file).or_default().requests.entry(index).or_default();
            kept.push(Kept { rule, pointer, count, found: AtomicU32::new(0) });
        }
        let path = path.to_owned();
        Ok(Self { name, path, directory, files, anew: anew.then(Mutex::default) })
    }

    /// Whether it stands at a path without links.
    pub(crate) fn is_at(&self, path: &Path) -> bool {
        path.parent() == Some(&self.directory) && path.file_name() == self.path.file_name()
    }

    /// What it calls a file, given by its path without links.
    pub(crate) fn key(&self, path: &Path) -> String {
        relative(&self.directory, path)
    }

    pub(super) fn linted(&self, file: &str) {
        if let Some(file) = self.files.get(file) {
            file.linted.store(true, Ordering::Relaxed);
        }
    }

    /// What it keeps of a request.
    pub(super) fn request<'b>(&'b self, file: &'b str, index: usize) -> Request<'b> {
        let kept = self.files.get(file).and_then(|file| file.requests.get(&index));
        let kept = kept.map(Vec::as_slice).unwrap_or_default();
        Request { baseline: self, file, index, kept, found: HashMap::new() }
    }

    /// How many findings are gone, of the files that were linted and of those that are gone.
    fn gone(&self) -> u32 {
        let is_gone =
            |name: &str, file: &File| file.linted.load(Ordering::Relaxed) || !self.is_there(name);
        let files = self.files.iter().filter(|(name, file)| is_gone(name, file));
        let kept = files.flat_map(|(_, file)| file.requests.values().flatten());
        kept.map(|kept| kept.count.saturating_sub(kept.found.load(Ordering::Relaxed))).sum()
    }

    fn is_there(&self, file: &str) -> bool {
        file == "-" || self.directory.join(file).exists()
    }

    /// Writes it, where it is to be written, and says what has become of it.
    pub(crate) fn end(&self) -> Result<Option<String>, Failure> {
        let name = &self.name;
        let Some(anew) = &self.anew else {
            let gone = self.gone();
            let findings = if gone == 1 { "finding" } else { "findings" };
            return Ok((gone > 0).then(|| {
                format!(
                    "note: {gone} {findings} of the baseline `{name}` can no longer be found; \
                     `--write-baseline` writes it without them\n"
                )
            }));
        };
        let mut lines = anew.lock().unwrap_or_else(PoisonError::into_inner).clone();
        // What was not looked at stays as it was.
        for (file, kept) in &self.files {
            if kept.linted.load(Ordering::Relaxed) || !self.is_there(file) {
                continue;
            }
            for (request, kept) in &kept.requests {
                for Kept { rule, pointer, count, .. } in kept {
                    let (file, rule, pointer) = (file.clone(), rule.clone(), pointer.clone());
                    lines.insert(Key { file, request: *request, rule, pointer }, *count);
                }
            }
        }
        whole::replace(&self.path, write(&lines).as_bytes())?;
        let count: u32 = lines.values().sum();
        let findings = if count == 1 { "finding" } else { "findings" };
        Ok(Some(format!("note: the baseline `{name}` keeps {count} {findings}\n")))
    }
}

/// What a baseline keeps of a request, and what was found of that.
pub(super) struct Request<'b> {
    baseline: &'b Baseline,
    file: &'b str,
    index: usize,
    kept: &'b [Kept],
    /// How many there are by now, by rule and pointer.
    found: HashMap<(String, String), u32>,
}

impl Request<'_> {
    /// Whether a finding is kept; where the baseline is written, all are.
    pub(super) fn holds(&mut self, finding: &Finding) -> bool {
        let pointer = without_numbers(&finding.pointer);
        let is = |kept: &&Kept| kept.rule == finding.rule && kept.pointer == pointer;
        let kept = self.kept.iter().find(is);
        if kept.is_none() && self.baseline.anew.is_none() {
            return false;
        }
        let found = self.found.entry((finding.rule.clone(), pointer.clone())).or_default();
        *found += 1;
        if let Some(anew) = &self.baseline.anew {
            let (file, rule) = (self.file.to_owned(), finding.rule.clone());
            let key = Key { file, request: self.index, rule, pointer };
            let mut anew = anew.lock().unwrap_or_else(PoisonError::into_inner);
            // A request may be linted more than once.
            let count = anew.entry(key).or_default();
            *count = (*count).max(*found);
            return true;
        }
        kept.is_some_and(|kept| {
            kept.found.fetch_max((*found).min(kept.count), Ordering::Relaxed);
            *found <= kept.count
        })
    }
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

fn parse(text: Vec<u8>) -> Result<Vec<Line>, String> {
    let text = text_file::utf8(text)?;
    let document: Document = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    match document.version {
        VERSION => Ok(document.findings),
        other => Err(format!("it is of version {other}, and this program reads {VERSION}")),
    }
}

/// A line for each finding, so that a change of one is a change of a line.
fn write(lines: &BTreeMap<Key, u32>) -> String {
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

/// The way from a directory to a file, with `/` on every system.
fn relative(directory: &Path, path: &Path) -> String {
    let (mut from, mut to) = (directory.components().peekable(), path.components().peekable());
    while from.peek().is_some() && from.peek() == to.peek() {
        from.next();
        to.next();
    }
    let up = from.map(|_| "..".to_owned());
    let down = to.map(|step| match step {
        Component::Normal(step) => step.to_string_lossy().into_owned(),
        other => other.as_os_str().to_string_lossy().into_owned(),
    });
    up.chain(down).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_leads_up_and_down() {
        let way = |from: &str, to: &str| relative(Path::new(from), Path::new(to));
        assert_eq!(way("/a/b", "/a/b/c/d.json"), "c/d.json");
        assert_eq!(way("/a/b", "/a/c.json"), "../c.json");
        assert_eq!(way("/a/b", "/d/c.json"), "../../d/c.json");
    }

    #[test]
    fn what_is_written_is_read() {
        let key = |file: &str, request, pointer: &str| Key {
            file: file.to_owned(),
            request,
            rule: "r".to_owned(),
            pointer: pointer.to_owned(),
        };
        let lines = BTreeMap::from([(key("b.json", 2, "/a\"b"), 1), (key("a.json", 0, ""), 3)]);
        let text = write(&lines);
        assert_eq!(
            text,
            "{\n  \"version\": 1,\n  \"findings\": [\n    \
             {\"file\":\"a.json\",\"rule\":\"r\",\"pointer\":\"\",\"count\":3},\n    \
             {\"file\":\"b.json\",\"index\":2,\"rule\":\"r\",\"pointer\":\"/a\\\"b\"}\n  ]\n}\n"
        );
        let read = parse(text.into()).unwrap();
        let read = read.into_iter().map(|Line { file, index, rule, pointer, count }| {
            (Key { file, request: index, rule, pointer }, count)
        });
        assert_eq!(read.collect::<BTreeMap<_, _>>(), lines);
        assert!(parse(write(&BTreeMap::new()).into()).unwrap().is_empty());
    }

    #[test]
    fn keys_that_are_numbers_are_not_kept() {
        assert_eq!(without_numbers("/card/4111-1111-1111-1111/0"), "/card/####-####-####-####/0");
        assert_eq!(without_numbers("/products/12345/name"), "/products/12345/name");
    }

    #[test]
    fn other_versions_are_refused() {
        let error = parse(br#"{"version": 2, "findings": []}"#.into()).err().unwrap();
        assert_eq!(error, "it is of version 2, and this program reads 1");
    }
}
