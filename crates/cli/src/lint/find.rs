//! The files that the command line names, and those of the directories that it names.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};

use super::input::{InputFile, InputSource};
use super::kind::FileKind;
use super::outputs::Outputs;
use crate::arguments::LintArguments;
use crate::failure::Failure;
use crate::messages::Message;
use crate::project::Projects;
use crate::{output, walk};
use smartro_lint::report::visible;

/// The files that paths name, each once: of a directory all that may hold requests, in
/// order, but for what `.gitignore` or a project file leaves out.
pub(super) fn find(
    arguments: &LintArguments,
    projects: &mut Projects<'_>,
) -> Result<Vec<InputFile>, Failure> {
    let outputs = Outputs::of(arguments)?;
    let mut found = Found::default();
    for path in &arguments.paths {
        projects.named(path);
        if path.is_dir() {
            // What this run, or the last one, reports is no request.
            let files = walk(path)?.into_iter().filter(|(path, _)| !outputs.contains(path));
            for (path, canonical) in files {
                found.candidate(path, canonical, projects)?;
            }
        } else {
            outputs.check_input(path)?;
            found.named(path, arguments, projects)?;
        }
    }
    let contexts = arguments.context.iter().filter(|given| !given.contains('=')).map(Path::new);
    let mut settings = projects.read().iter().map(PathBuf::as_path).chain(contexts);
    settings.try_for_each(|path| outputs.check_input(path))?;
    Ok(found.inputs)
}

/// What was found so far.
#[derive(Default)]
struct Found {
    inputs: Vec<InputFile>,
    /// The inputs that are files, by their paths without links.
    known: HashMap<PathBuf, usize>,
}

impl Found {
    /// Adds a file of a directory.
    fn candidate(
        &mut self,
        path: PathBuf,
        canonical: PathBuf,
        projects: &mut Projects<'_>,
    ) -> Result<(), Failure> {
        if self.known.contains_key(&canonical) {
            return Ok(());
        }
        if let Some(settings) = projects.of(&path)? {
            self.known.insert(canonical, self.inputs.len());
            self.inputs.push(InputFile {
                from: InputSource::Path(path),
                settings,
                is_candidate: true,
            });
        }
        Ok(())
    }

    /// Adds what the command line names.
    fn named(
        &mut self,
        path: &Path,
        arguments: &LintArguments,
        projects: &mut Projects<'_>,
    ) -> Result<(), Failure> {
        let is_input = path.as_os_str() == "-";
        let canonical = (!is_input).then(|| canonical(path));
        let known = canonical.as_ref().and_then(|path| self.known.get(path));
        if let Some(input) = known.and_then(|known| self.inputs.get_mut(*known)) {
            input.is_candidate = false;
            return Ok(());
        }
        let (from, settings) = match &arguments.stdin_filename {
            Some(name) if is_input => {
                (InputSource::StandardInput(Some(name.clone())), projects.of(name)?)
            }
            None if is_input => (InputSource::StandardInput(None), Some(projects.of_input()?)),
            _ => (InputSource::Path(path.to_owned()), projects.of(path)?),
        };
        if let Some(settings) = settings {
            self.known.extend(canonical.map(|path| (path, self.inputs.len())));
            self.inputs.push(InputFile { from, settings, is_candidate: false });
        } else if !arguments.quiet {
            let name = from.name();
            let name = visible(&name);
            let note = Message::Excluded { name: &name };
            output::eprint(&format!("{}\n", Message::Note(&note)));
        }
        Ok(())
    }
}

/// The files of a directory, and those that links in it lead to, each with its path without links:
/// each once, by its own name where it is in the directory itself.
fn walk(directory: &Path) -> Result<Vec<(PathBuf, PathBuf)>, Failure> {
    let (mut paths, mut known, mut followed) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    let root = canonical(directory);
    let mut directories = vec![directory.to_owned()];
    while let Some(directory) = directories.pop() {
        let Walked { mut files, mut links } = walk_one(&directory)?;
        links.sort();
        let mut linked = Vec::new();
        for link in links {
            match std::fs::canonicalize(&link) {
                // What leads up to the directory itself would never end.
                Ok(target) if target.is_dir() => {
                    if !root.starts_with(&target) && followed.insert(target) {
                        linked.push(link);
                    }
                }
                Ok(_) if FileKind::of(&link).is_looked_into() => files.push(link),
                // What leads nowhere is no request.
                Ok(_) | Err(_) => {}
            }
        }
        directories.extend(linked.into_iter().rev());
        for file in files {
            let target = canonical(&file);
            if known.insert(target.clone()) {
                paths.push((file, target));
            }
        }
    }
    paths.sort();
    Ok(paths)
}

/// The files of source code below the working directory; none, if it cannot be read.
#[cfg(feature = "source")]
pub(super) fn source_files() -> Vec<PathBuf> {
    let files = walk(Path::new(".")).unwrap_or_default().into_iter().map(|(path, _)| path);
    files.filter(|path| matches!(FileKind::of(path), FileKind::Source(_))).collect()
}

/// A path without links, if it exists.
fn canonical(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// What a directory has, other directories in it included.
#[derive(Default)]
struct Walked {
    files: Vec<PathBuf>,
    links: Vec<PathBuf>,
}

fn walk_one(directory: &Path) -> Result<Walked, Failure> {
    let mut walked = Walked::default();
    // What is installed is somebody else's code, whether `.gitignore` says so or not.
    let is_own = |entry: &DirEntry| entry.depth() == 0 || entry.file_name() != "node_modules";
    for entry in WalkBuilder::new(directory).require_git(false).filter_entry(is_own).build() {
        match entry {
            Ok(entry) if entry.depth() == 0 => {}
            Ok(entry) if entry.path_is_symlink() => walked.links.push(entry.into_path()),
            Ok(entry) => {
                let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
                if is_file && FileKind::of(entry.path()).is_looked_into() {
                    walked.files.push(entry.into_path());
                }
            }
            Err(error) => match walk::place(&error) {
                // To be opened in its turn, which shows why it cannot be read.
                Some(path) => walked.files.push(path.to_owned()),
                None => return Err(walk::failure(&error)),
            },
        }
    }
    Ok(walked)
}
