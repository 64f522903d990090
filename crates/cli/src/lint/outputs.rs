//! The files that a run writes, as opposed to those that it reads.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::input::{From, Input};
use super::judged::Sessions;
use super::kind::FileKind;
use super::worker::holds_request;
use crate::Failure;
use crate::arguments::Lint;
use crate::files::{FileId, Target};
use crate::messages::Message;
use crate::project::Settings;
use crate::project::is_baseline;

/// The regular files that a run writes.
pub(super) struct Outputs(Vec<FileId>);

impl Outputs {
    /// Those of `--output`, and standard output.
    ///
    /// # Errors
    ///
    /// One of them is to be written twice.
    pub(super) fn of(arguments: &Lint) -> Result<Self, Failure> {
        let mut files: Vec<FileId> = standard("/dev/stdout").into_iter().collect();
        let mut named: Vec<&PathBuf> = Vec::new();
        for path in arguments.output.iter().map(|output| &output.file) {
            let file = FileId::of(path);
            // An open file may be written to by others.
            let is_replaced = matches!(Target::of(path), Ok(Target::Regular(_)));
            let is_known = is_replaced && file.as_ref().is_some_and(|file| files.contains(file));
            if named.contains(&path) || is_known {
                return Err(Failure::message(Message::WrittenTwice { name: &path.display() }));
            }
            named.push(path);
            files.extend(file);
        }
        Ok(Self(files))
    }

    /// Whether a file is one of them.
    pub(super) fn contains(&self, path: &Path) -> bool {
        !self.0.is_empty() && FileId::of(path).is_some_and(|file| self.0.contains(&file))
    }

    /// # Errors
    ///
    /// A file that is read is one of them.
    pub(super) fn check_input(&self, path: &Path) -> Result<(), Failure> {
        let is_input = path.as_os_str() == "-";
        let is_output = match is_input {
            true => standard("/dev/stdin").is_some_and(|file| self.0.contains(&file)),
            false => self.contains(path),
        };
        if !is_output {
            return Ok(());
        }
        let name = match is_input {
            true => Message::StandardInput.to_string(),
            false => format!("`{}`", path.display()),
        };
        Err(Failure::message(Message::ReadAndWritten { name: &name }))
    }
}

/// Whether reports may be written where files of the run are to be, given how requests are linted.
///
/// # Errors
///
/// Something is there that nobody takes for a report.
pub(super) fn check_replaced(arguments: &Lint, settings: &Arc<Settings>) -> Result<(), Failure> {
    for path in arguments.output.iter().map(|output| &output.file) {
        let Ok(Target::Regular(place)) = Target::of(path) else { continue };
        if fs::metadata(&place).is_ok_and(|there| there.len() > 0)
            && let Some(holds) = held(&place, settings)
        {
            let name = path.display();
            return Err(Failure::message(Message::NotReplaced { name: &name, holds: &holds }));
        }
    }
    Ok(())
}

/// What a file is that is not replaced by a report.
fn held(path: &Path, settings: &Arc<Settings>) -> Option<Message<'static>> {
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    match FileKind::of(path) {
        FileKind::Source(_) => Some(Message::HoldsSource),
        FileKind::Other => {
            ["rules", "yaml", "yml"].contains(&&*extension).then_some(Message::HoldsSettings)
        }
        FileKind::Json | FileKind::Lines | FileKind::Traffic if is_baseline(path) => {
            Some(Message::HoldsBaseline)
        }
        FileKind::Json | FileKind::Lines | FileKind::Traffic => {
            let linter = &settings.project.linter;
            let (settings, from) = (Arc::clone(settings), From::Path(path.to_owned()));
            let input = Input { from, settings: Arc::clone(&settings), is_candidate: false };
            let mut parts = input.parts(linter.request_limits().bytes);
            let mut sessions = Sessions::default();
            let found = parts
                .any(|part| part.is_ok_and(|part| holds_request(&mut sessions, &part, &settings)));
            found.then_some(Message::HoldsRequest)
        }
    }
}

/// The regular file that a standard stream is redirected to.
fn standard(stream: &str) -> Option<FileId> {
    // Elsewhere the name would be that of a file to come.
    if cfg!(unix) { FileId::of(Path::new(stream)) } else { None }
}
