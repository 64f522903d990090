//! What `--watch` watches.

use std::path::PathBuf;

use super::find;
use super::input::{InputFile, InputSource};
use crate::arguments::LintArguments;
use crate::failure::Failure;
use crate::project::Projects;

/// The files that the command line names, but for standard input.
pub(crate) fn files(arguments: &LintArguments) -> Result<Vec<PathBuf>, Failure> {
    let inputs = find::find(arguments, &mut Projects::new(arguments))?.into_iter();
    let path = |input: InputFile| match input.from {
        InputSource::Path(path) => Some(path),
        InputSource::StandardInput(_) | InputSource::Text(..) => None,
    };
    Ok(inputs.filter_map(path).collect())
}

/// The project files of the files that the command line names.
pub(crate) fn settings(arguments: &LintArguments) -> Vec<PathBuf> {
    let mut projects = Projects::new(arguments);
    // What cannot be used is reported when it is used.
    let _ = find::find(arguments, &mut projects);
    projects.read().to_vec()
}
