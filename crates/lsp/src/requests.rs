//! How requests are linted, which the caller says.

use std::path::{Path, PathBuf};

use smartro_lint::Linter;
use smartro_lint::report::OwnedFinding;

/// Lints the requests of a workspace.
pub trait Requests {
    /// Forgets what was read of project files, rule packs and baselines: they may have changed.
    fn reload(&mut self);

    /// Lints the text of a file; `None`: the file holds no request, or its project leaves it out.
    ///
    /// # Errors
    ///
    /// Why it cannot be linted, such as a project file with mistakes, in a sentence.
    fn lint(&mut self, file: &Path, text: &str) -> Result<Option<Linted>, String>;

    /// How the requests of a file would be linted; `None`: its project leaves it out.
    ///
    /// # Errors
    ///
    /// As for [`lint`](Self::lint).
    fn settings(&mut self, file: &Path) -> Result<Option<Settings>, String>;
}

/// What was found in a file.
#[derive(Debug, Clone)]
pub struct Linted {
    /// The findings of all its requests, with offsets and lines of the file.
    pub findings: Vec<OwnedFinding>,
    /// Whether it is source code: comments in it suppress findings.
    pub is_source: bool,
    /// How it was linted.
    pub settings: Settings,
}

/// How the requests of a file are linted.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The linter, with the language of its messages.
    pub linter: Linter,
    /// What a bare body is a request of.
    pub operation: Option<String>,
    /// The project file that applies.
    pub project_file: Option<PathBuf>,
}
