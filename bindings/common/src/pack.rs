//! Packs of one's own, from a directory, and their mistakes.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use miette::Diagnostic;
use serde::Serialize;
use smartro_lint::pack::{Pack, PackError, PackMistake};

/// Reads a pack; packs whose shapes it uses are taken from beside it, or are built in.
///
/// # Errors
///
/// A directory or file that cannot be read.
pub fn read(directory: &Path) -> io::Result<Pack> {
    let mut paths = rule_files(directory)?;
    let others = ["pack.yaml", "locales/ko.yaml", "locales/en.yaml"].map(PathBuf::from);
    paths.extend(others.into_iter().filter(|path| directory.join(path).is_file()));
    let mut files = Vec::new();
    for path in paths {
        files.push((path.display().to_string(), fs::read_to_string(directory.join(&path))?));
    }
    let mut pack = Pack::new(directory.display().to_string(), files);
    for used in pack.uses() {
        let beside = directory.join("..").join(&used);
        if beside.is_dir() {
            let mut sources = Vec::new();
            for name in rule_files(&beside)? {
                let path = beside.join(name);
                let text = fs::read_to_string(&path)?;
                sources.push((path.display().to_string(), text));
            }
            pack = pack.using(&used, sources);
        }
    }
    Ok(pack)
}

fn rule_files(directory: &Path) -> io::Result<Vec<PathBuf>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(directory)? {
        let name = PathBuf::from(entry?.file_name());
        if name.extension() == Some(OsStr::new("rules")) {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// A mistake with its place; lines and columns count from 1.
#[derive(Serialize)]
pub struct Mistake {
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The file, as it was given.
    pub file: Option<String>,
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
}

impl From<&PackMistake> for Mistake {
    fn from(mistake: &PackMistake) -> Self {
        let label = mistake.labels().and_then(|mut labels| labels.next());
        let place = label.and_then(|label| {
            let read = mistake.source_code()?.read_span(label.inner(), 0, 0).ok()?;
            Some((read.name().map(str::to_owned), read.line() + 1, read.column() + 1))
        });
        let (file, line, column) = place.unwrap_or_default();
        let help = mistake.help().map(|help| help.to_string());
        Self { message: mistake.to_string(), help, file, line, column }
    }
}

/// The message of a pack that does not compile, with every mistake on a line of its own.
#[must_use]
pub fn message(error: &PackError) -> String {
    let mut message = error.to_string();
    for mistake in &error.errors {
        message += &format!("\n{mistake}");
    }
    message
}
