//! Packs of one's own, from a directory.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use miette::Diagnostic;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use smartro_lint::pack::{Pack, PackError, PackMistake};
use smartro_lint::{Language, Linter};

use crate::LintError;

/// Compiles a pack; packs whose shapes it uses are taken from beside it, or are built in.
pub(crate) fn linter(py: Python<'_>, directory: &Path, language: Language) -> PyResult<Linter> {
    match Linter::new(read(directory)?) {
        Ok(linter) => Ok(linter),
        Err(error) => Err(refused(py, error.in_language(language))?),
    }
}

fn read(directory: &Path) -> PyResult<Pack> {
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

fn rule_files(directory: &Path) -> PyResult<Vec<PathBuf>> {
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

/// The exception, with every mistake in `mistakes`.
fn refused(py: Python<'_>, error: PackError) -> PyResult<PyErr> {
    let mistakes = PyList::empty(py);
    let mut message = error.to_string();
    for one in &error.errors {
        let shown = mistake(py, one)?;
        message += &format!("\n{one}");
        mistakes.append(shown)?;
    }
    let exception = LintError::new_err(message);
    exception.value(py).setattr("mistakes", mistakes.to_tuple())?;
    Ok(exception)
}

/// A mistake with its place; lines and columns count from 1.
fn mistake<'py>(py: Python<'py>, mistake: &PackMistake) -> PyResult<Bound<'py, PyDict>> {
    let label = mistake.labels().and_then(|mut labels| labels.next());
    let place = label.and_then(|label| {
        let read = mistake.source_code()?.read_span(label.inner(), 0, 0).ok()?;
        Some((read.name().map(str::to_owned), read.line() + 1, read.column() + 1))
    });
    let (file, line, column) = place.unwrap_or_default();
    let shown = PyDict::new(py);
    shown.set_item("message", mistake.to_string())?;
    shown.set_item("help", mistake.help().map(|help| help.to_string()))?;
    shown.set_item("file", file)?;
    shown.set_item("line", line)?;
    shown.set_item("column", column)?;
    Ok(shown)
}
