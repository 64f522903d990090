//! Packs of one's own, from a directory, and their mistakes.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use miette::Diagnostic;
use serde::Serialize;
use smartro_lint::pack::{Pack, PackError, PackMistake};

/// Reads a pack; packs that it uses, directly or through others, are taken from beside it, or are
/// built in.
///
/// # Errors
///
/// A directory or file that cannot be read.
pub fn read(directory: &Path) -> io::Result<Pack> {
    let mut pack = Pack::new(directory.display().to_string(), parts(directory)?);
    let mut known = Vec::new();
    // What a used pack uses is known once it is read.
    while let Some(used) = pack.uses().into_iter().find(|used| !known.contains(used)) {
        let beside = directory.join("..").join(&used);
        if beside.is_dir() {
            let named = parts(&beside)?.into_iter().map(|(path, text)| {
                let path = beside.join(path).display().to_string();
                (path, text)
            });
            pack = pack.using(&used, named.collect::<Vec<_>>());
        }
        known.push(used);
    }
    Ok(pack)
}

/// The files of a pack that are compiled.
fn parts(directory: &Path) -> io::Result<Vec<(String, String)>> {
    let mut paths = rule_files(directory)?;
    let others = ["pack.yaml", "locales/ko.yaml", "locales/en.yaml"].map(PathBuf::from);
    paths.extend(others.into_iter().filter(|path| directory.join(path).is_file()));
    let text = |path: PathBuf| {
        let text = fs::read_to_string(directory.join(&path))?;
        Ok((path.display().to_string(), text))
    };
    paths.into_iter().map(text).collect()
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
