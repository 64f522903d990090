//! How one file is linted.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::baseline::BaselineFile;
use smartro_lint::project;
use smartro_lint::report::OwnedFinding;
use smartro_lint::source::Source;
use smartro_lint::{Context, Linter, Request, Severity};

/// How the files are linted that one project file applies to, or none.
pub(crate) struct Project {
    /// Its number among the projects of a run, and that of its rule pack among the packs.
    pub(crate) number: usize,
    pub(crate) pack: usize,
    pub(crate) linter: Linter,
    pub(crate) fail_on: Severity,
    /// The texts that a log has in place of values.
    pub(crate) redacted: Vec<String>,
    /// What is known of all requests: the time of the call.
    pub(super) context: Context,
    /// What the command line says, which takes precedence.
    pub(super) given: Given,
    pub(super) baseline: Option<Arc<BaselineFile>>,
    pub(super) file: Option<ProjectFile>,
}

/// What the command line says of requests.
pub(super) struct Given {
    pub(super) operation: Option<String>,
    pub(super) context: Context,
}

/// A project file.
pub(super) struct ProjectFile {
    pub(super) content: project::Project,
    /// The directory that its paths start from, without links.
    pub(super) directory: PathBuf,
}

/// How one file is linted.
pub(crate) struct Settings {
    pub(crate) project: Arc<Project>,
    /// The operation and the context, those of the command line included.
    file: project::Settings,
    /// The baseline, and what it calls the file.
    baseline: Option<(Arc<BaselineFile>, String)>,
}

impl ProjectFile {
    /// A file's path from the project file's directory, if it is below that.
    fn relative<'p>(&self, path: &'p Path) -> Option<&'p Path> {
        path.strip_prefix(&self.directory).ok()
    }

    pub(super) fn source(&self) -> &Arc<Source> {
        self.content.source()
    }
}

impl Project {
    /// What messages call its file.
    pub(crate) fn name(&self) -> Option<&str> {
        self.file.as_ref().map(|file| file.source().name.as_str())
    }

    /// The path of its file.
    #[cfg(feature = "lsp")]
    pub(crate) fn path(&self) -> Option<PathBuf> {
        self.file.as_ref().map(|file| file.directory.join(super::PROJECT_FILE))
    }

    /// Whether all files have the same settings.
    pub(super) fn is_uniform(&self) -> bool {
        self.baseline.is_none() && self.file.as_ref().is_none_or(|file| file.content.is_uniform())
    }

    /// Whether a file is left out: by the project file, or because it is the baseline.
    pub(super) fn excludes(&self, path: &Path) -> bool {
        if self.baseline.as_ref().is_some_and(|baseline| baseline.is_at(path)) {
            return true;
        }
        let Some(file) = &self.file else { return false };
        file.relative(path).is_some_and(|path| file.content.excludes(path))
    }

    /// The settings of a file, given by its path without links; `None`: of standard input.
    pub(super) fn settings(self: &Arc<Self>, path: Option<&Path>) -> Settings {
        let mut settings = match &self.file {
            Some(file) => file.content.settings(path.and_then(|path| file.relative(path))),
            None => project::Settings::none(&self.linter),
        };
        settings.extend_context(&self.context, &self.given.context);
        settings.operation = self.given.operation.clone().or(settings.operation);
        let baseline = self.baseline.as_ref().map(|baseline| {
            let file = path.map_or_else(|| "-".to_owned(), |path| baseline.key(path));
            (Arc::clone(baseline), file)
        });
        Settings { project: Arc::clone(self), file: settings, baseline }
    }
}

impl Settings {
    /// A request with the file's operation and context.
    pub(crate) fn request<'r>(&'r self, request: Request<'r>) -> Request<'r> {
        self.file.request(request)
    }

    /// The file's settings, the context of the command line included.
    pub(crate) fn file(&self) -> &project::Settings {
        &self.file
    }

    /// Says that the file is linted: recorded findings that are not found in it are gone.
    pub(crate) fn linted(&self) {
        if let Some((baseline, file)) = &self.baseline {
            baseline.linted(file);
        }
    }

    /// Removes the findings of a request, given by its place in the file, that the project file
    /// or the baseline suppresses, and gives how many that were. A request may be given more than
    /// once.
    pub(crate) fn suppress(&self, request: usize, findings: &mut Vec<OwnedFinding>) -> usize {
        let suppressed = self.file.suppress(findings);
        let known = |(baseline, file): &(Arc<BaselineFile>, String)| {
            baseline.suppress(file, request, findings)
        };
        suppressed + self.baseline.as_ref().map_or(0, known)
    }
}
