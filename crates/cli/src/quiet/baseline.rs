//! Findings that there were before: a file keeps them, and they are not told again.
//!
//! A finding is known by its file, the request's place in it, the rule and the pointer, so that
//! it stays known however the JSON is laid out. What the request says stands nowhere in it.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::{self, ErrorKind, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};

use super::document::{self, Key, Line};
use crate::Failure;
use crate::files::{AtomicFile, DirectoryLock, unwritable};
use crate::messages::Message;
use smartro_lint::report::{OwnedFinding, visible};

/// The findings that a file keeps.
pub(crate) struct Baseline {
    /// As messages call it.
    name: String,
    path: PathBuf,
    /// Where it stands, without links.
    directory: PathBuf,
    files: HashMap<String, File>,
    /// What it is to keep from now on, where it is written.
    recorded: Option<Mutex<Recorded>>,
}

/// What a run finds.
#[derive(Default)]
struct Recorded {
    /// The files that were linted.
    files: HashSet<String>,
    findings: BTreeMap<Key, u32>,
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

impl Baseline {
    /// Reads a baseline; one that is to be written need not be there yet.
    pub(crate) fn load(path: &Path, record: bool) -> Result<Self, Failure> {
        let name = visible(&path.display().to_string());
        let fail =
            |why: &io::Error| Failure::message(Message::CannotReadBaseline { name: &name, why });
        let lines = match document::read(path) {
            Ok(lines) => lines,
            Err(error) if error.kind() == ErrorKind::NotFound && record => Vec::new(),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(Failure::message(Message::NoBaseline { name: &name, why: &error }));
            }
            Err(error) => return Err(fail(&error)),
        };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let directory = std::fs::canonicalize(folder.unwrap_or(Path::new(".")))
            .map_err(|error| fail(&error))?;
        let mut files: HashMap<String, File> = HashMap::new();
        for Line { file, index, rule, pointer, count } in lines {
            let kept = files.entry(file).or_default().requests.entry(index).or_default();
            kept.push(Kept { rule, pointer, count, found: AtomicU32::new(0) });
        }
        let path = path.to_owned();
        Ok(Self { name, path, directory, files, recorded: record.then(Mutex::default) })
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
        if let Some(kept) = self.files.get(file) {
            kept.linted.store(true, Ordering::Relaxed);
        }
        if let Some(recorded) = &self.recorded {
            let mut recorded = recorded.lock().unwrap_or_else(PoisonError::into_inner);
            recorded.files.insert(file.to_owned());
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
        if let Some(recorded) = &self.recorded {
            let recorded = recorded.lock().unwrap_or_else(PoisonError::into_inner);
            let count = self.write(&recorded).map_err(|error| unwritable(&self.path, &error))?;
            let written = Message::BaselineWritten { name, count };
            return Ok(Some(format!("{}\n", Message::Note(&written))));
        }
        let count = self.gone();
        let outdated = Message::BaselineOutdated { name, count };
        Ok((count > 0).then(|| format!("{}\n", Message::Note(&outdated))))
    }

    /// Writes what was recorded, and what is kept of files that were not linted; how many
    /// findings that are.
    fn write(&self, recorded: &Recorded) -> io::Result<u32> {
        let place = std::fs::canonicalize(&self.path).unwrap_or_else(|_| self.path.clone());
        let _lock = DirectoryLock::wait(&place)?;
        // Another run may have written it meanwhile.
        let kept = match document::read(&place) {
            Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
            read => read?,
        };
        let mut findings = recorded.findings.clone();
        for line in kept {
            if !recorded.files.contains(&line.file) && self.is_there(&line.file) {
                let (key, count) = line.into_key();
                findings.insert(key, count);
            }
        }
        let mut file = AtomicFile::open(&place)?;
        file.write_all(document::text(&findings).as_bytes())?;
        file.persist()?;
        Ok(findings.values().sum())
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
    pub(super) fn holds(&mut self, finding: &OwnedFinding) -> bool {
        let pointer = without_numbers(&finding.pointer);
        let is = |kept: &&Kept| kept.rule == finding.rule && kept.pointer == pointer;
        let kept = self.kept.iter().find(is);
        if kept.is_none() && self.baseline.recorded.is_none() {
            return false;
        }
        let found = self.found.entry((finding.rule.clone(), pointer.clone())).or_default();
        *found += 1;
        if let Some(recorded) = &self.baseline.recorded {
            let (file, rule) = (self.file.to_owned(), finding.rule.clone());
            let key = Key { file, request: self.index, rule, pointer };
            let mut recorded = recorded.lock().unwrap_or_else(PoisonError::into_inner);
            // A request may be linted more than once.
            let count = recorded.findings.entry(key).or_default();
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
    fn keys_that_are_numbers_are_not_kept() {
        assert_eq!(without_numbers("/card/4111-1111-1111-1111/0"), "/card/####-####-####-####/0");
        assert_eq!(without_numbers("/products/12345/name"), "/products/12345/name");
    }
}
