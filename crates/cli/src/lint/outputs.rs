//! The files that a run writes, as opposed to those that it reads.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use clap::builder::PossibleValue;

use super::earlier::is_report;
use super::emitters::writes_report;
use crate::arguments::{Format, LintArguments};
use crate::failure::Failure;
use crate::files::{FileId, Target};
use crate::messages::Message;

/// The regular files that a run writes.
pub(super) struct Outputs(Vec<FileId>);

impl Outputs {
    /// Those of `--output`, and standard output.
    ///
    /// # Errors
    ///
    /// One of them is to be written twice.
    pub(super) fn of(arguments: &LintArguments) -> Result<Self, Failure> {
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

/// # Errors
///
/// Standard output is to have a format, and has something else than findings.
pub(super) fn check_format(arguments: &LintArguments) -> Result<(), Failure> {
    if writes_report(arguments) || arguments.format == Format::Pretty {
        return Ok(());
    }
    let value = arguments.format.to_possible_value();
    let name = value.as_ref().map_or("", PossibleValue::get_name);
    Err(Failure::message(Message::FormatUnused { name }))
}

/// Whether reports may be written where files of the run are to be.
///
/// # Errors
///
/// Something is there that is no earlier report in the same format.
pub(super) fn check_replaced(arguments: &LintArguments) -> Result<(), Failure> {
    for output in &arguments.output {
        let Ok(Target::Regular(place)) = Target::of(&output.file) else { continue };
        // A missing file is not replaced, and one that cannot be read is refused.
        let file = match File::open(&place) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            opened => opened.map(BufReader::new),
        };
        if file.is_ok_and(|mut file| is_empty(&mut file) || is_report(output.format, file)) {
            continue;
        }
        let name = output.file.display();
        return Err(Failure::message(Message::NotReplaced { name: &name }));
    }
    Ok(())
}

fn is_empty(file: &mut impl BufRead) -> bool {
    file.fill_buf().is_ok_and(<[u8]>::is_empty)
}

/// The regular file that a standard stream is redirected to.
fn standard(stream: &str) -> Option<FileId> {
    // Elsewhere the name would be that of a file to come.
    if cfg!(unix) { FileId::of(Path::new(stream)) } else { None }
}
