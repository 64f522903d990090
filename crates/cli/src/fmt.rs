//! Writes rule files as they are to be written.

use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::diff::Diff;
use super::files::{self, Version};
use super::output::{self, Style};
use super::{text_file, walk};
use crate::failure::Failure;
use crate::messages::{self, Message, system};
use smartro_lint::report::visible;
use smartro_lint::source::Source;
use smartro_lint_rules::syntax::format;

/// Formats rule files, or with `check` shows what formatting them would change; whether there
/// was nothing to show.
pub(super) fn fmt(paths: &[PathBuf], check: bool, style: &Style) -> Result<bool, Failure> {
    let (mut all_well, mut all_read) = (true, true);
    for path in find(paths)? {
        let formatted = version(&path, check).and_then(|version| {
            let text = read(&path)?;
            let mut version = version;
            version.iter_mut().for_each(|version| version.read(text.as_bytes()));
            let source = Source::new(path.display().to_string(), text);
            let formatted = format(&source)
                .map_err(|error| Failure::Report(error.in_language(messages::language()).into()))?;
            write((&path, version), &source, &formatted, check.then_some(style))
        });
        match formatted {
            Ok(is_well) => all_well &= is_well,
            // The other files go on.
            Err(failure) => {
                style.report(&failure);
                all_read = false;
            }
        }
    }
    if all_read { Ok(all_well) } else { Err(Failure::AlreadyReported) }
}

/// The rule files of paths: of a directory all in it, in the order of their names.
fn find(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let mut inside = Vec::new();
        for entry in WalkBuilder::new(path).require_git(false).build() {
            let entry = entry.map_err(|error| walk::failure(&error))?;
            let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
            if is_file && entry.path().extension().is_some_and(|extension| extension == "rules") {
                inside.push(entry.into_path());
            }
        }
        inside.sort();
        files.extend(inside);
    }
    Ok(files)
}

fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The version of a file that is to be formatted where it is.
fn version(path: &Path, check: bool) -> Result<Option<Version>, Failure> {
    if check || is_standard_input(path) {
        return Ok(None);
    }
    Version::of(path).map(Some).map_err(|error| match error.kind() {
        ErrorKind::NotFound => {
            let why = system(&error);
            Failure::message(Message::CannotRead { name: &path.display(), why: &why })
        }
        _ => files::unwritable(path, &error),
    })
}

fn read(path: &Path) -> Result<String, Failure> {
    if !is_standard_input(path) {
        return text_file::read(path);
    }
    let mut text = Vec::new();
    let read = std::io::stdin().read_to_end(&mut text).map_err(|error| system(&error));
    let text = read.and_then(|_| text_file::utf8(text));
    text.map_err(|why| Failure::message(Message::CannotReadInput { why: &why }))
}

/// Writes a formatted file, or only how it differs, in a style; whether it does not.
fn write(
    (path, version): (&Path, Option<Version>),
    source: &Source,
    formatted: &str,
    shown: Option<&Style>,
) -> Result<bool, Failure> {
    let is_formatted = *source.text == *formatted;
    let name = &*source.name;
    if let Some(style) = shown {
        let mut diff = Diff::new(std::io::stdout().lock(), style, name);
        let shown = diff.changed(&source.text, formatted).and_then(|()| diff.end());
        shown.map_err(output::unwritable)?;
        return Ok(is_formatted);
    }
    if is_standard_input(path) {
        output::print(formatted).map_err(output::unwritable)?;
    } else if !is_formatted {
        files::replace(path, formatted.as_bytes(), version)?;
        let formatted = Message::Formatted { name: &visible(name) };
        output::print(&format!("{formatted}\n")).map_err(output::unwritable)?;
    }
    Ok(true)
}
