//! The file of a baseline: reading and writing it.

use std::io::{self, ErrorKind, Write};
use std::path::{Component, Path, PathBuf};

use crate::failure::Failure;
use crate::files::{AtomicFile, DirectoryLock, unwritable};
use crate::messages::{Message, system};
use crate::text_file;
use smartro_lint::project::{Baseline, BaselineError, Recorder};
use smartro_lint::report::{OwnedFinding, visible};

/// A baseline, and the file that it is in.
pub(super) struct BaselineFile {
    /// As messages call it.
    name: String,
    path: PathBuf,
    /// Its directory, without links.
    directory: PathBuf,
    known: Baseline,
    /// What it is to record from now on, if it is written.
    recorder: Option<Recorder>,
}

impl BaselineFile {
    /// Reads a baseline; one that is to be written need not be there yet.
    pub(super) fn load(path: &Path, is_written: bool) -> Result<Self, Failure> {
        let name = visible(&path.display().to_string());
        let fail = |why: &io::Error| {
            Failure::message(Message::CannotReadBaseline { name: &name, why: &system(why) })
        };
        let known = match read(path) {
            Ok(known) => known,
            Err(error) if error.kind() == ErrorKind::NotFound && is_written => Baseline::default(),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(Failure::message(Message::NoBaseline {
                    name: &name,
                    why: &system(&error),
                }));
            }
            Err(error) => return Err(fail(&error)),
        };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let directory = std::fs::canonicalize(folder.unwrap_or(Path::new(".")))
            .map_err(|error| fail(&error))?;
        let recorder = is_written.then(Recorder::default);
        Ok(Self { name, path: path.to_owned(), directory, known, recorder })
    }

    /// Whether it is at a path without links.
    pub(super) fn is_at(&self, path: &Path) -> bool {
        path.parent() == Some(&self.directory) && path.file_name() == self.path.file_name()
    }

    /// What it calls a file, given by its path without links.
    pub(super) fn key(&self, path: &Path) -> String {
        relative(&self.directory, path)
    }

    pub(super) fn linted(&self, file: &str) {
        match &self.recorder {
            Some(recorder) => recorder.linted(file),
            None => self.known.linted(file),
        }
    }

    /// Removes findings that are recorded, or that are recorded now, and gives how many that were.
    pub(super) fn suppress(
        &self,
        file: &str,
        request: usize,
        findings: &mut Vec<OwnedFinding>,
    ) -> usize {
        match &self.recorder {
            Some(recorder) => recorder.record(file, request, findings),
            None => self.known.suppress(file, request, findings),
        }
    }

    fn is_there(&self, file: &str) -> bool {
        file == "-" || self.directory.join(file).exists()
    }

    /// Writes it, if it is written, and gives a note about it.
    pub(super) fn end(&self) -> Result<Option<String>, Failure> {
        let name = &self.name;
        if let Some(recorder) = &self.recorder {
            let count = self.write(recorder).map_err(|error| unwritable(&self.path, &error))?;
            let written = Message::BaselineWritten { name, count };
            return Ok(Some(format!("{}\n", Message::Note(&written))));
        }
        let count = self.known.outdated(|file| self.is_there(file));
        let outdated = Message::BaselineOutdated { name, count };
        Ok((count > 0).then(|| format!("{}\n", Message::Note(&outdated))))
    }

    /// Writes what was recorded; how many findings that are.
    fn write(&self, recorder: &Recorder) -> io::Result<u32> {
        let path = std::fs::canonicalize(&self.path).unwrap_or_else(|_| self.path.clone());
        let _lock = DirectoryLock::wait(&path)?;
        // Another run may have written it meanwhile.
        let before = match read(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Baseline::default(),
            read => read?,
        };
        let (text, count) = recorder.text(&before, |file| self.is_there(file));
        let mut file = AtomicFile::open(&path)?;
        file.write_all(text.as_bytes())?;
        file.persist()?;
        Ok(count)
    }
}

fn read(path: &Path) -> io::Result<Baseline> {
    let text = text_file::utf8(text_file::bytes(path)?).map_err(io::Error::other)?;
    Baseline::read(&text).map_err(|error| io::Error::other(described(&error)))
}

fn described(error: &BaselineError) -> String {
    match error {
        BaselineError::Version { found } => {
            Message::BaselineVersion { found: *found, known: Baseline::VERSION }.to_string()
        }
        BaselineError::Json(error) => {
            Message::NotABaseline { line: error.line(), column: error.column() }.to_string()
        }
    }
}

/// The path from a directory to a file, with `/` on every system.
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
    fn a_relative_path_leads_up_and_down() {
        let path = |from: &str, to: &str| relative(Path::new(from), Path::new(to));
        assert_eq!(path("/a/b", "/a/b/c/d.json"), "c/d.json");
        assert_eq!(path("/a/b", "/a/c.json"), "../c.json");
        assert_eq!(path("/a/b", "/d/c.json"), "../../d/c.json");
    }
}
