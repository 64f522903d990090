//! Which project file applies to which linted file.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use std::time::{SystemTime, UNIX_EPOCH};

use super::PROJECT_FILE;
use super::baseline::BaselineFile;
use super::notice::notices;
use super::settings::{Project, ProjectFile, ProjectPack, Settings};
use crate::arguments::LintArguments;
use crate::failure::Failure;
use crate::messages::Message;
use crate::{messages, output, pack_dir, text_file};
use smartro_lint::project::{Project as FileProject, ProjectFile as FileText};
use smartro_lint::report::mask_message;
use smartro_lint::report::visible;
use smartro_lint::source::Positions;
use smartro_lint::{Context, ContextError, Instant, Linter, Severity};

/// The project files of a run, each read once, and the settings of every file.
pub(crate) struct Projects<'a> {
    arguments: &'a LintArguments,
    projects: Vec<Loaded>,
    /// The project files that were read, and that of no file, by path.
    known: HashMap<Option<PathBuf>, usize>,
    /// By directory, as it was named: its path without links, and its project.
    directories: HashMap<PathBuf, (PathBuf, usize)>,
    /// The rule packs, by directory.
    packs: Vec<(Option<PathBuf>, Linter)>,
    baselines: Vec<(PathBuf, Arc<BaselineFile>)>,
    /// The files and directories that the command line names, without links.
    roots: Vec<PathBuf>,
    /// What was read to know how files are linted, or was to be.
    read: Vec<PathBuf>,
}

/// A rule pack that a project uses.
struct UsedPack {
    /// Its number among the packs of the run.
    number: usize,
    /// The name that the project file gives it.
    name: Option<String>,
    linter: Linter,
}

/// A project, and the settings that its files share.
struct Loaded {
    project: Arc<Project>,
    shared: Arc<Settings>,
}

impl<'a> Projects<'a> {
    pub(crate) fn new(arguments: &'a LintArguments) -> Self {
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

    /// The rule packs of all projects that there are so far.
    pub(crate) fn packs(&self) -> Vec<&ProjectPack> {
        self.projects.iter().flat_map(|one| &one.project.packs).collect()
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

    /// Writes the baselines that are to be written, and reports suppressions and baselines that are
    /// out of date, as far as all that they apply to was linted and could be read.
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
        // The name of standard input need not be that of a file.
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
    fn load(&mut self, path: Option<PathBuf>) -> Result<usize, Failure> {
        let arguments = self.arguments;
        self.read.extend(path.clone());
        let read = path.as_deref().map(Reading::begin).transpose()?;
        let file = read.as_ref().map(|read| &read.file);
        let language = arguments.language(file.and_then(FileText::language));
        if self.projects.is_empty() {
            // One run has one language for what belongs to no file.
            messages::set_language(language);
        }
        let baseline = read.as_ref().and_then(Reading::baseline);
        let (used, read) = self.packs_of(read)?;
        let Some((main, listed)) = used.split_first() else {
            return Err(Failure::AlreadyReported);
        };
        let main = main.linter.clone().language(language);
        let (file, contents) = match read {
            Some(read) => {
                let (file, others) = read.end(&main, listed)?;
                let contents = std::iter::once(file.content.clone()).chain(others);
                let contents: Vec<FileProject> = contents.collect();
                (Some(file), contents)
            }
            None => (None, Vec::new()),
        };
        let finished = |linter: &Linter| {
            let linter = linter.clone().language(language).limits(arguments.limits());
            linter.show_values(arguments.show_values)
        };
        let all: Vec<Linter> = match contents.is_empty() {
            true => vec![finished(&main)],
            false => contents.iter().map(|content| finished(content.linter())).collect(),
        };
        if let Some(name) = &arguments.operation {
            pack_dir::check_operation(&all, name)?;
        }
        let given = given_contexts(arguments, &all)?;
        let now = clock().filter(|_| !arguments.no_now);
        let mut contents = contents.into_iter();
        let packs: Vec<ProjectPack> = all
            .into_iter()
            .zip(given)
            .map(|(linter, given)| {
                let mut context = linter.context();
                if let Some(now) = now {
                    context.set_now(now);
                }
                let content = contents.next();
                let name = &linter.manifest().name;
                let own = used.iter().find(|one| one.linter.manifest().name == *name);
                let number = own.map_or(0, |one| one.number);
                ProjectPack { number, linter, context, given, content }
            })
            .collect();
        let Some(first) = packs.first() else { return Err(Failure::AlreadyReported) };
        let known = first.given.now().or_else(|| file.as_ref()?.content.context().now());
        let file = match known.or_else(|| first.context.now()).or_else(clock) {
            Some(now) => file.map(|file| file.now(now)),
            None => file,
        };
        let fail_on = arguments.fail_on.map(|level| level.severity());
        let fail_on = fail_on.or_else(|| file.as_ref()?.content.fail_on());
        let redacted = file.as_ref().map_or(&[][..], |file| file.content.redacted());
        let redacted = [&arguments.redacted, redacted].concat();
        let project = Arc::new(Project {
            number: self.projects.len(),
            linter: first.linter.clone(),
            packs,
            fail_on: fail_on.unwrap_or(Severity::Error),
            redacted,
            operation: arguments.operation.clone(),
            baseline: self.baseline(arguments.baseline.clone().or(baseline))?,
            file,
        });
        let shared = Arc::new(project.settings(None));
        self.projects.push(Loaded { project, shared });
        let number = self.projects.len() - 1;
        self.known.insert(path, number);
        Ok(number)
    }

    /// The rule pack of the command line, of a project file, or the built-in one, and those that
    /// the project file lists, by their names there. If one cannot be read, the mistakes of the
    /// project file are reported too.
    fn packs_of(
        &mut self,
        read: Option<Reading>,
    ) -> Result<(Vec<UsedPack>, Option<Reading>), Failure> {
        let given = self.arguments.rules.clone();
        let Some(read) = read else { return Ok((vec![self.pack(None, given)?], None)) };
        let main = given.clone().or_else(|| read.rules());
        let listed = read.packs();
        let all = std::iter::once((None, main)).chain(listed);
        let (mut linters, mut missing, mut failures) = (Vec::new(), Vec::new(), Vec::new());
        for (name, directory) in all {
            let is_given = name.is_none() && given.is_some();
            if directory.as_deref().is_some_and(|directory| !is_given && !directory.is_dir()) {
                missing.push(name);
                continue;
            }
            match self.pack(name, directory) {
                Ok(linter) => linters.push(linter),
                Err(failure) => failures.push(failure),
            }
        }
        if missing.is_empty() && failures.is_empty() {
            return Ok((linters, Some(read)));
        }
        let loaded: Vec<Linter> = linters.into_iter().map(|pack| pack.linter).collect();
        failures.extend(read.without_packs(&missing, &loaded));
        match failures.len() {
            1 => Err(failures.remove(0)),
            _ => Err(Failure::Several(failures)),
        }
    }

    /// The rule pack of a directory, compiled once.
    fn pack(
        &mut self,
        name: Option<String>,
        directory: Option<PathBuf>,
    ) -> Result<UsedPack, Failure> {
        let known = self.packs.iter().position(|(known, _)| *known == directory);
        if let Some(number) = known
            && let Some((_, linter)) = self.packs.get(number)
        {
            return Ok(UsedPack { number, name, linter: linter.clone() });
        }
        self.read.extend(directory.clone());
        let linter = pack_dir::linter(directory.as_deref())?;
        self.packs.push((directory, linter.clone()));
        Ok(UsedPack { number: self.packs.len() - 1, name, linter })
    }

    /// The baseline at a path, read once.
    fn baseline(&mut self, path: Option<PathBuf>) -> Result<Option<Arc<BaselineFile>>, Failure> {
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
        let baseline = Arc::new(BaselineFile::load(&path, is_rewritten)?);
        self.baselines.push((path, Arc::clone(&baseline)));
        Ok(Some(baseline))
    }
}

/// The nearest project file above, given a directory without links.
fn nearest(directory: &Path) -> Option<PathBuf> {
    directory.ancestors().map(|directory| directory.join(PROJECT_FILE)).find(|file| file.is_file())
}

/// A project file that is being read.
struct Reading {
    file: FileText,
    directory: PathBuf,
}

impl Reading {
    fn begin(path: &Path) -> Result<Self, Failure> {
        let name = shown(path);
        let fail = |why: String| Failure::message(Message::CannotRead { name: &name, why: &why });
        let text = text_file::text(path).map_err(fail)?;
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let directory = std::fs::canonicalize(folder.unwrap_or(Path::new(".")));
        let directory = directory.map_err(|error| fail(messages::system(&error)))?;
        Ok(Self { file: FileText::read(name, text), directory })
    }

    /// A path that the file gives, as messages call it.
    fn path(&self, given: &Path) -> PathBuf {
        PathBuf::from(shown(&self.directory.join(given)))
    }

    fn rules(&self) -> Option<PathBuf> {
        self.file.rules().map(|rules| self.path(rules))
    }

    fn baseline(&self) -> Option<PathBuf> {
        self.file.baseline().map(|baseline| self.path(baseline))
    }

    /// The packs that the file lists, and their directories.
    fn packs(&self) -> Vec<(Option<String>, Option<PathBuf>)> {
        let packs = self.file.packs();
        packs.map(|(name, directory)| (Some(name.to_owned()), Some(self.path(directory)))).collect()
    }

    /// What is wrong with the file, if its rule packs cannot all be read.
    fn without_packs(self, missing: &[Option<String>], loaded: &[Linter]) -> Option<Failure> {
        let error = self.file.mistakes_without_packs(missing, loaded)?;
        Some(Failure::Report(error.in_language(messages::language()).into()))
    }

    /// What the file says, as the default pack and the others have it.
    fn end(
        self,
        main: &Linter,
        listed: &[UsedPack],
    ) -> Result<(ProjectFile, Vec<FileProject>), Failure> {
        let listed: Vec<(String, Linter)> = listed
            .iter()
            .filter_map(|pack| Some((pack.name.clone()?, pack.linter.clone())))
            .collect();
        let (content, others) = self
            .file
            .projects(main, &listed)
            .map_err(|error| Failure::Report(error.in_language(messages::language()).into()))?;
        Ok((ProjectFile { content, directory: self.directory }, others))
    }
}

/// A path as messages call it: from the working directory, where it is below that.
fn shown(path: &Path) -> String {
    let here = std::env::current_dir().and_then(std::fs::canonicalize);
    let path = here.as_ref().ok().and_then(|here| path.strip_prefix(here).ok()).unwrap_or(path);
    // The working directory itself.
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    path.display().to_string()
}

/// The system clock.
fn clock() -> Option<Instant> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    let seconds = i64::try_from(since.as_secs()).unwrap_or(i64::MAX);
    Some(Instant::from_unix(seconds, since.subsec_nanos()))
}

/// The context that the command line gives, as each pack has it: a key is one of at least one.
fn given_contexts(arguments: &LintArguments, linters: &[Linter]) -> Result<Vec<Context>, Failure> {
    let mut contexts: Vec<Context> = linters.iter().map(Linter::context).collect();
    for given in &arguments.context {
        let (key, text) = match given.split_once('=') {
            Some((key, value)) => (Some(key), value.to_owned()),
            None => {
                let text = text_file::text(Path::new(given)).map_err(|why| {
                    Failure::message(Message::ContextFile { name: given, why: &why })
                })?;
                (None, text)
            }
        };
        let extended = contexts.iter_mut().map(|context| match key {
            Some(key) => context.set(key, &text),
            None => context.extend_from_json(&text),
        });
        let errors: Vec<ContextError> = extended.filter_map(Result::err).collect();
        if errors.len() == linters.len()
            && let Some(error) = errors.first()
        {
            let message = |error: &ContextError| mask_message(&error.message(messages::language()));
            let why = match (key, error) {
                (Some(_), error) => message(error),
                (None, ContextError::Json(fault)) => {
                    let at = Positions::new(text.as_bytes()).at(fault.at as usize);
                    Message::NotJson { name: given, line: at.line, column: at.column }.to_string()
                }
                (None, error) => format!("`{given}`: {}", message(error)),
            };
            return Err(Failure::message(Message::ContextOption { why: &why }));
        }
    }
    Ok(contexts)
}
