//! `--fix` and `--diff`: requests are fixed as they are read, and what there is then is linted.

use std::fs::File;
use std::io::{self, BufWriter, Read, Stdout, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::change::show;
use super::fix::fix;
use super::input::{InputFile, InputSource};
use super::jobs;
use super::merge::Merge;
use super::part::Fixed;
use super::part::{Part, Requests};
use super::payments::Payments;
use super::run::Run;
use super::worker::Worker;
use super::write::Writing;
use crate::arguments::LintArguments;
use crate::diff::Diff;
use crate::failure::Failure;
use crate::files::{AtomicFile, Version, unwritable};
use crate::output;
use crate::output::Style;
use crate::project::Settings;
use smartro_lint::{Linter, Origin};

/// A run that fixes what it lints, or shows how.
pub(super) struct Fixing<'r> {
    pub(super) run: Arc<Run>,
    pub(super) arguments: &'r LintArguments,
    pub(super) style: &'r Style,
    pub(super) worker: Worker,
    pub(super) merge: Merge,
    /// The packs of each payment, taken from the requests before they are fixed.
    pub(super) payments: Payments,
    pub(super) writing: &'r mut Writing,
}

/// Where the fixed requests of an input go.
enum Destination<'r> {
    /// The file that they are read from; it is written from the first change on.
    File {
        path: PathBuf,
        version: Version,
        file: Option<AtomicFile>,
    },
    StandardOutput,
    Diff(Diff<'r, BufWriter<Stdout>>),
    /// It is written, or cannot be written.
    Ended,
}

impl<'r> Fixing<'r> {
    /// Goes on with an input; one that cannot be read or written does not keep the others.
    pub(super) fn input(&mut self, input: InputFile) -> Result<(), Failure> {
        let mut destination = match self.destination(&input) {
            Ok(destination) => destination,
            Err(failure) => return self.writing.add(vec![Err(failure)]),
        };
        let settings = Arc::clone(&input.settings);
        let limit = self.run.limits.bytes;
        let mut parts = jobs::open(input, limit).peekable();
        // Where the next part starts, with the fixes.
        let mut origin = Origin::default();
        while let Some(part) = parts.next() {
            let part = match part {
                Ok(part) => part,
                // What was written so far is dropped.
                Err(failure) => return self.writing.add(vec![Err(failure)]),
            };
            destination.read(&part);
            let known = (&mut self.worker, &mut self.payments);
            let fixed = fix(known, &part, (&settings, limit), self.arguments.suggested);
            let mut written = destination.add(&part, &fixed, (&settings.project.linter, limit));
            // A file is linted as it is in the end.
            if destination.is_file() && parts.peek().is_none() {
                written = written.and_then(|()| destination.end());
            }
            let part = match written {
                Ok(()) if !self.arguments.diff => {
                    let part = part.fixed(fixed, origin);
                    origin = part.end();
                    part
                }
                Ok(()) => part,
                Err(failure) => {
                    destination = Destination::Ended;
                    self.writing.add(vec![Err(failure)])?;
                    part
                }
            };
            self.lint(part, &settings)?;
        }
        destination.end().or_else(|failure| self.writing.add(vec![Err(failure)]))
    }

    fn lint(&mut self, part: Part, settings: &Arc<Settings>) -> Result<(), Failure> {
        let linted = vec![self.worker.read(part, Arc::clone(settings))];
        let linted = self.merge.compare(linted);
        self.writing.add(self.worker.settle(linted))
    }

    fn destination(&self, input: &InputFile) -> Result<Destination<'r>, Failure> {
        if self.arguments.diff {
            let out = BufWriter::new(io::stdout());
            return Ok(Destination::Diff(Diff::new(out, self.style, &input.name())));
        }
        let InputSource::Path(path) = &input.from else { return Ok(Destination::StandardOutput) };
        match Version::of(path) {
            Ok(version) => Ok(Destination::File { path: path.clone(), version, file: None }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(input.unreadable(&error)),
            Err(error) => Err(unwritable(path, &error)),
        }
    }
}

impl Destination<'_> {
    fn is_file(&self) -> bool {
        matches!(self, Self::File { .. })
    }

    /// Says that a part was read.
    fn read(&mut self, part: &Part) {
        if let Self::File { version, .. } = self {
            version.read(&part.text);
        }
    }

    /// Goes on with a part; of one that is longer than a limit in bytes, the rest follows.
    fn add(
        &mut self,
        part: &Part,
        fixed: &Fixed,
        (linter, limit): (&Linter, usize),
    ) -> Result<(), Failure> {
        match self {
            Self::File { path, file, .. } => {
                let written = write(file, path, part, fixed);
                written.map_err(|error| unwritable(path, &error))
            }
            Self::StandardOutput => {
                let text = fixed.text.as_ref().unwrap_or(&part.text);
                output::print_bytes(text).map_err(output::unwritable)?;
                let is_cut = part.requests == Requests::Whole && text.len() > limit;
                if is_cut { pass_on().map_err(output::unwritable) } else { Ok(()) }
            }
            Self::Diff(diff) => {
                show(diff, part, fixed, (linter, limit)).map_err(output::unwritable)
            }
            Self::Ended => Ok(()),
        }
    }

    /// Puts what was written in its place.
    fn end(&mut self) -> Result<(), Failure> {
        match std::mem::replace(self, Self::Ended) {
            Self::File { path, version, file: Some(file) } => {
                file.persist_over(&version).map_err(|error| unwritable(&path, &error))
            }
            Self::Diff(diff) => diff.end().map_err(output::unwritable),
            Self::File { file: None, .. } | Self::StandardOutput | Self::Ended => Ok(()),
        }
    }
}

/// Writes what standard input holds beyond what is linted.
fn pass_on() -> io::Result<()> {
    io::copy(&mut io::stdin().lock(), &mut io::stdout().lock())?;
    Ok(())
}

/// Writes a part to the file that is to replace the one that it was read from, if anything
/// changes by then.
fn write(file: &mut Option<AtomicFile>, path: &Path, part: &Part, fixed: &Fixed) -> io::Result<()> {
    let out = match (&mut *file, &fixed.text) {
        (Some(file), _) => file,
        (None, None) => return Ok(()),
        (None, Some(_)) => {
            let mut new = AtomicFile::replacing(path)?;
            io::copy(&mut File::open(path)?.take(part.start.origin.offset), &mut new)?;
            file.insert(new)
        }
    };
    out.write_all(fixed.text.as_ref().unwrap_or(&part.text))
}
