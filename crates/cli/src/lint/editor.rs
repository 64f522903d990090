//! Lints the texts that an editor has, as the files of their names would be.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::input::{InputFile, InputSource};
use super::kind::FileKind;
use super::run::Run;
#[cfg(feature = "source")]
use super::source;
use super::worker::Worker;
use crate::arguments::LintArguments;
use crate::failure::Failure;
use crate::project::{Projects, Settings};
use smartro_lint::batch::Fingerprints;
use smartro_lint::report::Report;

/// Lints texts, with the settings of their project files.
pub(crate) struct Editor<'a> {
    arguments: &'a LintArguments,
    projects: Projects<'a>,
    worker: Worker,
}

/// The result of linting a text.
pub(crate) struct Linted {
    pub(crate) settings: Arc<Settings>,
    pub(crate) reports: Vec<Report>,
    pub(crate) is_source: bool,
}

impl<'a> Editor<'a> {
    pub(crate) fn new(arguments: &'a LintArguments) -> Self {
        let run = Run {
            limits: arguments.limits(),
            emitters: Vec::new(),
            statistics: false,
            fingerprints: (!arguments.no_batch).then(Fingerprints::default),
            verbose: false,
            #[cfg(feature = "source")]
            source: source::Ways { branches: false, fail_on_invalid: false },
        };
        Self { arguments, projects: Projects::new(arguments), worker: Worker::new(Arc::new(run)) }
    }

    /// What was read of project files, rule packs and baselines is read again.
    pub(crate) fn reload(&mut self) {
        *self = Self::new(self.arguments);
    }

    /// The settings of a file; `None`: its project file leaves it out.
    pub(crate) fn settings(&mut self, path: &Path) -> Result<Option<Arc<Settings>>, Failure> {
        self.projects.of(path)
    }

    /// Lints the text of a file; `None`: it is left alone, as in a directory that is linted.
    pub(crate) fn lint(&mut self, path: &Path, text: &str) -> Result<Option<Linted>, Failure> {
        let kind = FileKind::of(path);
        if !kind.is_looked_into() {
            return Ok(None);
        }
        let Some(settings) = self.projects.of(path)? else { return Ok(None) };
        let from = InputSource::Text(PathBuf::from(path), text.as_bytes().into());
        let input = InputFile { from, settings: Arc::clone(&settings), is_candidate: true };
        let part = input.read(self.arguments.limits().bytes)?;
        let reports = self.worker.reports(part, &settings);
        let is_source = matches!(kind, FileKind::Source(_));
        Ok(reports.map(|reports| Linted { settings, reports, is_source }))
    }
}
