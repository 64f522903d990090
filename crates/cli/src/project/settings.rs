//! How one file is linted.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::baseline::BaselineFile;
use smartro_lint::project;
use smartro_lint::report::OwnedFinding;
use smartro_lint::source::Source;
use smartro_lint::{Context, Instant, Linter, Request, RuleInfo, Severity};

/// How the files are linted that one project file applies to, or none.
pub(crate) struct Project {
    /// Its number among the projects of a run.
    pub(crate) number: usize,
    /// The linter of its default pack.
    pub(crate) linter: Linter,
    /// Its rule packs, the default one first.
    pub(crate) packs: Vec<ProjectPack>,
    pub(crate) fail_on: Severity,
    /// The texts that a log has in place of values.
    pub(crate) redacted: Vec<String>,
    /// The operation that the command line gives, which takes precedence.
    pub(super) operation: Option<String>,
    pub(super) baseline: Option<Arc<BaselineFile>>,
    pub(super) file: Option<ProjectFile>,
}

/// A rule pack of a project.
pub(crate) struct ProjectPack {
    /// Its number among the packs of the run.
    pub(crate) number: usize,
    pub(crate) linter: Linter,
    /// What is known of all requests: the time of the call.
    pub(super) context: Context,
    /// What the command line says, which takes precedence.
    pub(super) given: Context,
    /// What the project file says of its requests.
    pub(super) content: Option<project::Project>,
}

/// A project file.
pub(super) struct ProjectFile {
    /// As the default pack has it.
    pub(super) content: project::Project,
    /// The directory that its paths start from, without links.
    pub(super) directory: PathBuf,
}

/// How one file is linted.
pub(crate) struct Settings {
    pub(crate) project: Arc<Project>,
    /// The operation and the context by pack, those of the command line included: the default
    /// pack's, and those of the others.
    file: project::Settings,
    others: Vec<project::Settings>,
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

    /// What time it is: suppressions expire.
    pub(super) fn now(self, now: Instant) -> Self {
        Self { content: self.content.now(now), ..self }
    }
}

impl ProjectPack {
    /// The rules of the pack, each with the name that reports call it by.
    pub(crate) fn rules(&self) -> impl Iterator<Item = (RuleInfo<'_>, String)> {
        self.linter.rules().map(|rule| {
            let name = self.rule_name(&rule);
            (rule, name)
        })
    }

    fn rule_name(&self, rule: &RuleInfo<'_>) -> String {
        match &self.content {
            Some(content) if rule.pack != "engine" => content.rule_name(rule.rule),
            _ => rule.rule.to_owned(),
        }
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
        let below = self.file.as_ref().and_then(|file| file.relative(path?));
        let mut packs = self.packs.iter().map(|pack| {
            let mut settings = match &pack.content {
                Some(content) => content.settings(below),
                None => project::Settings::none(&pack.linter),
            };
            settings.extend_context(&pack.context, &pack.given);
            let is_known = |name: &&String| pack.linter.operations().any(|known| known == **name);
            let given = self.operation.as_ref().filter(is_known).cloned();
            settings.operation = given.or(settings.operation);
            settings
        });
        let first = packs.next().unwrap_or_else(|| project::Settings::none(&self.linter));
        let others = packs.collect();
        let baseline = self.baseline.as_ref().map(|baseline| {
            let file = path.map_or_else(|| "-".to_owned(), |path| baseline.key(path));
            (Arc::clone(baseline), file)
        });
        Settings { project: Arc::clone(self), file: first, others, baseline }
    }
}

impl Settings {
    /// A request with the file's operation and context, as a pack has them.
    pub(crate) fn request<'r>(&'r self, pack: usize, request: Request<'r>) -> Request<'r> {
        self.of(pack).request(request)
    }

    /// A pack's settings of the file, the context of the command line included.
    pub(crate) fn of(&self, pack: usize) -> &project::Settings {
        pack.checked_sub(1).and_then(|other| self.others.get(other)).unwrap_or(&self.file)
    }

    /// The linter of a pack.
    pub(crate) fn linter(&self, pack: usize) -> &Linter {
        self.project.packs.get(pack).map_or(&self.project.linter, |pack| &pack.linter)
    }

    /// The number of a pack among those of the run.
    pub(crate) fn pack_number(&self, pack: usize) -> usize {
        self.project.packs.get(pack).map_or(0, |pack| pack.number)
    }

    /// The pack of this name, in any case.
    pub(crate) fn pack(&self, name: &str) -> Option<usize> {
        let mut packs = self.project.packs.iter();
        packs.position(|pack| pack.linter.manifest().name.eq_ignore_ascii_case(name))
    }

    /// Says that the file is linted: recorded findings that are not found in it are gone.
    pub(crate) fn linted(&self) {
        if let Some((baseline, file)) = &self.baseline {
            baseline.linted(file);
        }
    }

    /// Removes the findings of a pack in a request, given by its place in the file, that the
    /// project file or the baseline suppresses, and gives how many that were. A request may be
    /// given more than once.
    pub(crate) fn suppress(
        &self,
        pack: usize,
        request: usize,
        findings: &mut Vec<OwnedFinding>,
    ) -> usize {
        let suppressed = self.of(pack).suppress(findings);
        let known = |(baseline, file): &(Arc<BaselineFile>, String)| {
            baseline.suppress(file, request, findings)
        };
        suppressed + self.baseline.as_ref().map_or(0, known)
    }
}
