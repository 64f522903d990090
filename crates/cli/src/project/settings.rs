//! How one file is linted.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::globs::Globs;
use crate::quiet::{Baseline, Quiet, Suppression};
use smartro_lint::Context;
use smartro_lint::Linter;
use smartro_lint::Severity;
use smartro_lint::source::Source;

/// How the files are linted that one project file speaks of, or none.
pub(crate) struct Project {
    /// Its number among the projects of a run, and that of its rule pack among the packs.
    pub(crate) number: usize,
    pub(crate) pack: usize,
    pub(crate) linter: Linter,
    pub(crate) fail_on: Severity,
    pub(super) operation: Option<String>,
    pub(super) context: Context,
    /// What the command line says, which goes first.
    pub(super) given: Given,
    pub(super) overrides: Vec<Override>,
    pub(super) suppressions: Vec<Arc<Suppression>>,
    pub(super) baseline: Option<Arc<Baseline>>,
    pub(super) file: Option<Place>,
}

/// What the command line says of requests.
#[derive(Clone)]
pub(super) struct Given {
    pub(super) operation: Option<String>,
    pub(super) context: Context,
}

/// The project file.
pub(super) struct Place {
    pub(super) source: Arc<Source>,
    /// The directory that its paths start from, without links.
    pub(super) directory: PathBuf,
    pub(super) exclude: Globs,
}

/// Settings for some of the files.
pub(super) struct Override {
    pub(super) files: Globs,
    pub(super) operation: Option<String>,
    pub(super) context: Context,
}

/// How one file is linted.
pub(crate) struct Settings {
    pub(crate) project: Arc<Project>,
    pub(crate) operation: Option<String>,
    pub(crate) context: Context,
    pub(crate) quiet: Quiet,
}

impl Project {
    /// What messages call its file.
    pub(crate) fn name(&self) -> Option<&str> {
        self.file.as_ref().map(|file| file.source.name.as_str())
    }

    /// Whether all files have the same settings.
    pub(super) fn is_uniform(&self) -> bool {
        let named = |one: &Arc<Suppression>| one.files.is_some();
        self.overrides.is_empty() && self.baseline.is_none() && !self.suppressions.iter().any(named)
    }

    /// A file's path from the project file's directory, if it is below that.
    pub(super) fn relative<'p>(&self, path: &'p Path) -> Option<&'p Path> {
        path.strip_prefix(&self.file.as_ref()?.directory).ok()
    }

    /// Whether a file is left out: by the project file, or because it is the baseline.
    pub(super) fn excludes(&self, path: &Path) -> bool {
        if self.baseline.as_ref().is_some_and(|baseline| baseline.is_at(path)) {
            return true;
        }
        let relative = self.relative(path);
        let exclude = self.file.as_ref().map(|file| &file.exclude);
        relative.zip(exclude).is_some_and(|(path, exclude)| exclude.matches(path))
    }

    /// The settings of a file, given by its path without links; nothing: of standard input.
    pub(super) fn settings(self: &Arc<Self>, path: Option<&Path>) -> Settings {
        let relative = path.and_then(|path| self.relative(path));
        let mut context = self.context.clone();
        let mut operation = self.operation.as_ref();
        for one in &self.overrides {
            if relative.is_some_and(|path| one.files.matches(path)) {
                context.extend(&one.context);
                operation = one.operation.as_ref().or(operation);
            }
        }
        context.extend(&self.given.context);
        operation = self.given.operation.as_ref().or(operation);
        let suppressions = self.suppressions.iter().filter(|one| {
            // One that has expired is known to be there, and holds nothing.
            one.expired.is_none() && one.speaks_of(relative)
        });
        let baseline = self.baseline.as_ref().map(|baseline| {
            let file = path.map_or_else(|| "-".to_owned(), |path| baseline.key(path));
            (Arc::clone(baseline), file)
        });
        Settings {
            project: Arc::clone(self),
            operation: operation.cloned(),
            context,
            quiet: Quiet { suppressions: suppressions.cloned().collect(), baseline },
        }
    }
}
