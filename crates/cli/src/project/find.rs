//! Which project file speaks of which linted file.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::PROJECT_FILE;
use super::load::{Loading, clock, given};
use super::notice::notices;
use super::settings::{Given, Project, Settings};
use crate::arguments::Lint;
use crate::messages::Message;
use crate::quiet::Baseline;
use crate::{Failure, messages, output, pack_dir};
use smartro_lint::Linter;
use smartro_lint::Severity;
use smartro_lint::report::visible;

/// The project files of a run, each read once, and the settings of every file.
pub(crate) struct Projects<'a> {
    arguments: &'a Lint,
    projects: Vec<Loaded>,
    /// The project files that were read, and that of no file, by path.
    known: HashMap<Option<PathBuf>, usize>,
    /// By directory, as it was named: its path without links, and its project.
    directories: HashMap<PathBuf, (PathBuf, usize)>,
    /// The rule packs, by directory.
    packs: Vec<(Option<PathBuf>, Linter)>,
    baselines: Vec<(PathBuf, Arc<Baseline>)>,
    /// The files and directories that the command line names, without links.
    roots: Vec<PathBuf>,
    /// What was read to know how files are linted, or was to be.
    read: Vec<PathBuf>,
}

/// A project, and the settings that its files share.
struct Loaded {
    project: Arc<Project>,
    shared: Arc<Settings>,
}

impl<'a> Projects<'a> {
    pub(crate) fn new(arguments: &'a Lint) -> Self {
        Self {
            arguments,
            projects: Vec::new(),
            known: HashMap::new(),
            directories: HashMap::new(),
            packs: Vec::new(),
            baselines: Vec::new(),
            roots: Vec::new(),
            read: Vec::new(),
        }
    }

    /// Says that the command line names a file or a directory: all that is in it is linted.
    pub(crate) fn named(&mut self, path: &Path) {
        self.roots.extend(std::fs::canonicalize(path));
    }

    /// The linters of all projects that there are so far.
    pub(crate) fn linters(&self) -> Vec<&Linter> {
        self.projects.iter().map(|one| &one.project.linter).collect()
    }

    /// What says how files are linted, as far as it is known: project files, directories of rule
    /// packs, baselines.
    pub(crate) fn read(&self) -> &[PathBuf] {
        &self.read
    }

    /// The settings of standard input: those of the working directory.
    pub(crate) fn of_input(&mut self) -> Result<Arc<Settings>, Failure> {
        let (_, project) = self.directory(Path::new("."))?;
        let loaded = self.projects.get(project).ok_or(Failure::AlreadyReported)?;
        Ok(Arc::clone(&loaded.shared))
    }

    /// The settings of a file; `None`: its project file leaves it out.
    pub(crate) fn of(&mut self, file: &Path) -> Result<Option<Arc<Settings>>, Failure> {
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
        let (directory, project) = self.directory(folder.unwrap_or(Path::new(".")))?;
        let Some(Loaded { project, shared }) = self.projects.get(project) else {
            return Err(Failure::AlreadyReported);
        };
        if project.file.is_none() && project.is_uniform() {
            return Ok(Some(Arc::clone(shared)));
        }
        let path = directory.join(file.file_name().unwrap_or_default());
        if project.excludes(&path) {
            return Ok(None);
        }
        let settings = match project.is_uniform() {
            true => Arc::clone(shared),
            false => Arc::new(project.settings(Some(&path))),
        };
        Ok(Some(settings))
    }

    /// Writes the baselines that are to be written, and says what became of what is not told:
    /// of suppressions only where all that they speak of was linted, and could be read.
    pub(crate) fn end(&self, all_read: bool, style: &output::Style) -> Result<(), Failure> {
        for Loaded { project, .. } in &self.projects {
            let (notices, more) = notices(project, &self.roots, all_read);
            for notice in notices {
                let text = style.errors.render(&notice, messages::language());
                output::eprint(&format!("{text}\n"));
            }
            if let Some(file) = project.name().filter(|_| more > 0) {
                let message = Message::MoreSuppressions { file: &visible(file), more };
                output::eprint(&format!("{}\n", Message::Note(&message)));
            }
        }
        if all_read {
            for (_, baseline) in &self.baselines {
                if let Some(note) = baseline.end()? {
                    output::eprint(&note);
                }
            }
        }
        Ok(())
    }

    /// A directory's path without links, and its project.
    fn directory(&mut self, named: &Path) -> Result<(PathBuf, usize), Failure> {
        if let Some(known) = self.directories.get(named) {
            return Ok(known.clone());
        }
        let canonical = |path: &Path| std::fs::canonicalize(path);
        // What standard input is called need not be there; where a file is to be, that is told.
        let directory = canonical(named).or_else(|_| Ok(canonical(Path::new("."))?.join(named)));
        let directory = directory.unwrap_or_else(|_: std::io::Error| named.to_owned());
        let file = match (&self.arguments.config, self.arguments.no_config) {
            (Some(file), _) => Some(file.clone()),
            (None, true) => None,
            (None, false) => nearest(&directory),
        };
        let project = match self.known.get(&file) {
            Some(project) => *project,
            None => self.load(file)?,
        };
        self.directories.insert(named.to_owned(), (directory.clone(), project));
        Ok((directory, project))
    }

    /// Reads a project file, or does without.
    fn load(&mut self, file: Option<PathBuf>) -> Result<usize, Failure> {
        let arguments = self.arguments;
        self.read.extend(file.clone());
        let is_first = self.projects.is_empty();
        let set_language = |given| {
            // One run has one language for what is of no file.
            if is_first {
                messages::set_language(arguments.language(given));
            }
        };
        let mut loading = match &file {
            Some(path) => Some(Loading::begin(path, set_language)?),
            None => None,
        };
        let rules = match (&arguments.rules, &mut loading) {
            (Some(rules), _) => Some(rules.clone()),
            (None, Some(loading)) => loading.rules()?,
            (None, None) => None,
        };
        let pack = self.pack(rules)?;
        let Some((_, linter)) = self.packs.get(pack) else { return Err(Failure::AlreadyReported) };
        let mut linter = linter.clone();
        if let Some(name) = &arguments.operation {
            pack_dir::check_operation(&linter, name)?;
        }
        let given =
            Given { operation: arguments.operation.clone(), context: given(arguments, &linter)? };
        let mut context = linter.context();
        if let Some(now) = clock().filter(|_| !arguments.no_now) {
            context.set_now(now);
        }
        let file_settings = loading.as_ref().map(Loading::file);
        let language = arguments.language(file_settings.and_then(|file| file.language));
        let fail_on = arguments.fail_on.or(file_settings.and_then(|file| file.fail_on));
        let fail_on = fail_on.map_or(Severity::Error, |level| level.severity());
        let baseline = arguments.baseline.clone();
        let baseline = baseline.or_else(|| loading.as_ref()?.baseline());
        if let Some(loading) = &mut loading {
            linter = loading.severities(linter);
        }
        let project = Project {
            number: self.projects.len(),
            pack,
            linter: linter
                .language(language)
                .limits(arguments.limits())
                .show_values(arguments.show_values),
            fail_on,
            operation: None,
            context,
            given,
            overrides: Vec::new(),
            suppressions: Vec::new(),
            baseline: None,
            file: None,
        };
        let mut project = match loading {
            Some(loading) => loading.end(project)?,
            None => project,
        };
        project.baseline = self.baseline(baseline)?;
        let project = Arc::new(project);
        let shared = Arc::new(project.settings(None));
        self.projects.push(Loaded { project, shared });
        let number = self.projects.len() - 1;
        self.known.insert(file, number);
        Ok(number)
    }

    /// The rule pack of a directory, compiled once.
    fn pack(&mut self, directory: Option<PathBuf>) -> Result<usize, Failure> {
        if let Some(known) = self.packs.iter().position(|(known, _)| *known == directory) {
            return Ok(known);
        }
        self.read.extend(directory.clone());
        let linter = pack_dir::linter(directory.as_deref())?;
        self.packs.push((directory, linter));
        Ok(self.packs.len() - 1)
    }

    /// The baseline at a path, read once.
    fn baseline(&mut self, path: Option<PathBuf>) -> Result<Option<Arc<Baseline>>, Failure> {
        let is_rewritten = self.arguments.write_baseline;
        let Some(path) = path else {
            return match is_rewritten {
                true => Err(Failure::message(Message::BaselineUnnamed)),
                false => Ok(None),
            };
        };
        if let Some((_, baseline)) = self.baselines.iter().find(|(known, _)| *known == path) {
            return Ok(Some(Arc::clone(baseline)));
        }
        self.read.push(path.clone());
        let baseline = Arc::new(Baseline::load(&path, is_rewritten)?);
        self.baselines.push((path, Arc::clone(&baseline)));
        Ok(Some(baseline))
    }
}

/// The nearest project file above, given a directory without links.
fn nearest(directory: &Path) -> Option<PathBuf> {
    directory.ancestors().map(|directory| directory.join(PROJECT_FILE)).find(|file| file.is_file())
}
