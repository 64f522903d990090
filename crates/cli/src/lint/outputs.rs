//! The files that a run writes, as opposed to those that it reads.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::Failure;
use crate::arguments::{Format, Lint};
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

/// Whether reports may be written where files of the run are to be.
///
/// # Errors
///
/// Something is there that is no earlier report in the same format.
pub(super) fn check_replaced(arguments: &Lint) -> Result<(), Failure> {
    for output in &arguments.output {
        let Ok(Target::Regular(place)) = Target::of(&output.file) else { continue };
        let mut begun = Vec::new();
        // What is not there is replaced by nobody, and what cannot be read is refused.
        let read = match File::open(&place) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            opened => opened.and_then(|file| file.take(BEGINNING).read_to_end(&mut begun)),
        };
        if read.is_ok() && (begun.is_empty() || is_report(output.format, &begun)) {
            continue;
        }
        let name = output.file.display();
        return Err(Failure::message(Message::NotReplaced { name: &name }));
    }
    Ok(())
}

/// How much of a file shows whether it is a report, in bytes.
const BEGINNING: u64 = 65_536;

/// Whether a file that begins so is a report in a format.
fn is_report(format: Format, begun: &[u8]) -> bool {
    let has = |text: &str| memchr::memmem::find(begun, text.as_bytes()).is_some();
    let first = begun.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let first = String::from_utf8_lossy(first);
    let starts = |all: &[&str]| all.iter().any(|text| first.starts_with(text));
    match format {
        Format::Pretty => ["╭─", ",-[", "개: 오류 ", "; errors: "].into_iter().any(has),
        Format::Compact => {
            [": error[", ": warning[", ": advice["].iter().any(|one| first.contains(one))
        }
        Format::Json => is_between(begun, b"{\"version\":", b",\"files\":["),
        Format::Jsonl => {
            starts(&["{\"file\":"]) && has("\"diagnostics\":")
                || starts(&["{\"version\":"]) && has(",\"summary\":{")
        }
        Format::Sarif => has("\"runs\"") && has("\"driver\":{\"name\":\"smartro-lint\""),
        Format::Github => starts(&["::error ", "::warning ", "::notice "]),
        Format::Junit => has("<testsuites name=\"smartro-lint\""),
    }
}

/// Whether a text without its spaces starts with this, a number and that.
fn is_between(text: &[u8], before: &[u8], after: &[u8]) -> bool {
    let text: Vec<u8> =
        text.iter().take(100).copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    text.strip_prefix(before).is_some_and(|rest| {
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        rest.get(digits..).is_some_and(|rest| rest.starts_with(after))
    })
}

/// The regular file that a standard stream is redirected to.
fn standard(stream: &str) -> Option<FileId> {
    // Elsewhere the name would be that of a file to come.
    if cfg!(unix) { FileId::of(Path::new(stream)) } else { None }
}
