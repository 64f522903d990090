//! The files that the command line names.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::Failure;
use crate::request::Pieces;

/// A file's text, and how requests stand in it.
pub(super) struct File {
    pub(super) name: String,
    pub(super) text: Vec<u8>,
    pub(super) pieces: Pieces,
}

/// Something to read.
pub(super) enum Input {
    StandardInput,
    Path(PathBuf),
}

/// The files that paths stand for: of a directory all requests in it, in order, but for what
/// `.gitignore` leaves out.
pub(super) fn find(paths: &[PathBuf]) -> Result<Vec<Input>, Failure> {
    let mut inputs = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            inputs.push(Input::StandardInput);
        } else if path.is_dir() {
            inputs.extend(walk(path)?);
        } else {
            inputs.push(Input::Path(path.clone()));
        }
    }
    Ok(inputs)
}

fn walk(directory: &Path) -> Result<Vec<Input>, Failure> {
    let mut paths = Vec::new();
    for entry in WalkBuilder::new(directory).require_git(false).build() {
        let entry = entry.map_err(|error| Failure::message(format!("cannot read {error}")))?;
        let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
        if is_file && is_request(entry.path()) {
            paths.push(entry.into_path());
        }
    }
    paths.sort();
    Ok(paths.into_iter().map(Input::Path).collect())
}

fn is_request(path: &Path) -> bool {
    extension(path) == "json" || has_lines(path)
}

fn has_lines(path: &Path) -> bool {
    matches!(extension(path).as_str(), "jsonl" | "ndjson")
}

/// Whether a text is one request a line: its first line is JSON by itself, and others follow.
fn is_lines(text: &[u8]) -> bool {
    let text = text.trim_ascii();
    let first = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    first.len() < text.len() && serde_json::from_slice::<serde::de::IgnoredAny>(first).is_ok()
}

fn extension(path: &Path) -> String {
    path.extension().unwrap_or_default().to_string_lossy().to_lowercase()
}

impl Input {
    pub(super) fn read(&self) -> Result<File, Failure> {
        match self {
            Self::StandardInput => {
                let mut text = Vec::new();
                std::io::stdin().read_to_end(&mut text).map_err(|error| {
                    Failure::message(format!("cannot read standard input: {error}"))
                })?;
                // Standard input has no ending that says how requests stand in it.
                let pieces = if is_lines(&text) { Pieces::Lines } else { Pieces::Json };
                Ok(File { name: "-".to_owned(), text, pieces })
            }
            Self::Path(path) => {
                let name = path.display().to_string();
                let text = fs::read(path)
                    .map_err(|error| Failure::message(format!("cannot read `{name}`: {error}")))?;
                let pieces = if has_lines(path) { Pieces::Lines } else { Pieces::Json };
                Ok(File { name, text, pieces })
            }
        }
    }
}
