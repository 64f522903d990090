//! From what a project file and the command line say to a project, every name known.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{SystemTime, UNIX_EPOCH};

use time::Date;

use super::file::{GivenContext, ProjectFile};
use super::globs::Globs;
use super::mistake::{Mistake, ProjectError, advised};
use super::place::Part;
use super::read::{MOST_MISTAKES, Read, read};
use super::settings::{Override, Place, Project};
use super::value::Step;
use crate::arguments::{LanguageArg, Lint};
use crate::messages::Message;
use crate::quiet::Suppression;
use crate::{Failure, text_file};
use smartro_lint::Instant;
use smartro_lint::Linter;
use smartro_lint::SeverityError;
use smartro_lint::source::Source;
use smartro_lint::{Context, ContextError};

/// What a project file says, and whatever is wrong with that.
pub(super) struct Loading {
    source: Arc<Source>,
    directory: PathBuf,
    read: Read,
}

fn key(key: &str) -> Step {
    Step::Key(key.to_owned())
}

impl Loading {
    /// Reads a project file; `language` gets the one that it names.
    pub(super) fn begin(
        path: &Path,
        language: impl FnOnce(Option<LanguageArg>),
    ) -> Result<Self, Failure> {
        let name = shown(path);
        let fail = |why: String| Failure::message(Message::CannotRead { name: &name, why: &why });
        let text = text_file::text(path).map_err(fail)?;
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let directory = std::fs::canonicalize(folder.unwrap_or(Path::new(".")));
        let directory = directory.map_err(|error| fail(error.to_string()))?;
        let source = Source::new(name, text);
        let read = read(&source, language);
        Ok(Self { source, directory, read })
    }

    pub(super) fn file(&self) -> &ProjectFile {
        &self.read.file
    }

    fn wrong(&mut self, at: (&[Step], Part), message: String, help: Option<String>) {
        if self.read.mistakes.len() >= MOST_MISTAKES {
            return;
        }
        let at = (&*self.read.written(at.0), at.1);
        self.read.mistakes.push(Mistake::new(&self.source, at, message, help));
    }

    /// The directory of the rule pack. Without it nobody knows what the rest means.
    pub(super) fn rules(&mut self) -> Result<Option<PathBuf>, Failure> {
        let Some(rules) = &self.read.file.rules else { return Ok(None) };
        let directory = self.directory.join(rules);
        if directory.is_dir() {
            return Ok(Some(PathBuf::from(shown(&directory))));
        }
        let message = Message::NoDirectory { name: rules }.to_string();
        let help = Some(Message::NoDirectoryHelp.to_string());
        self.wrong((&[key("rules")], Part::Value), message, help);
        let mistakes = std::mem::take(&mut self.read.mistakes);
        Err(Failure::Report(ProjectError::new(&self.source, mistakes).into()))
    }

    /// The baseline's path.
    pub(super) fn baseline(&self) -> Option<PathBuf> {
        let path = self.directory.join(self.read.file.baseline.as_ref()?);
        Some(PathBuf::from(shown(&path)))
    }

    /// Gives rules the severities that the file names.
    pub(super) fn severities(&mut self, mut linter: Linter) -> Linter {
        for (rule, given) in std::mem::take(&mut self.read.file.severity) {
            match linter.clone().severity(&rule, given.severity()) {
                Ok(set) => linter = set,
                Err(error) => {
                    let way = [key("severity"), key(&rule)];
                    let (message, help) = described(&error);
                    self.wrong((&way, Part::Key), message, help);
                }
            }
        }
        linter
    }

    fn operation(&mut self, linter: &Linter, way: &[Step], name: Option<&String>) {
        let Some(name) = name else { return };
        if linter.operations().any(|known| known == name) {
            return;
        }
        let names: Vec<&str> = linter.operations().collect();
        let help = advised(name, &names);
        let way = [way, &[key("operation")]].concat();
        self.wrong(
            (&way, Part::Value),
            Message::UnknownProjectOperation { name }.to_string(),
            Some(help),
        );
    }

    /// Adds what is given to a context.
    fn context(&mut self, way: &[Step], context: &mut Context, given: &GivenContext) {
        for (name, value) in given {
            // One key after the other, so that each is told.
            let text = serde_json::json!({ name: value }).to_string();
            let Err(error) = context.extend_from_json(&text) else { continue };
            let (name, part) = match &error {
                ContextError::Key { key, .. } | ContextError::Repeated { key } => {
                    (key.as_str(), Part::Key)
                }
                ContextError::Value { key, .. } => (key.as_str(), Part::Value),
                ContextError::Json(_) => (name.as_str(), Part::Value),
            };
            let steps = [key("context")].into_iter().chain(name.split('.').map(key));
            let way: Vec<Step> = way.iter().cloned().chain(steps).collect();
            self.wrong((&way, part), Message::Context(&error).to_string(), None);
        }
    }

    fn overrides(&mut self, linter: &Linter) -> Vec<Override> {
        let given = std::mem::take(&mut self.read.file.overrides);
        let places = self.read.places("overrides");
        let each = places.into_iter().zip(given).map(|(place, one)| {
            let way = [key("overrides"), Step::Item(place)];
            let files = Globs::new(one.files.0);
            let mut context = linter.context();
            self.context(&way, &mut context, &one.context);
            self.operation(linter, &way, one.operation.as_ref());
            Override { files, operation: one.operation, context }
        });
        each.collect()
    }

    fn suppressions(&mut self, linter: &Linter, context: &Context) -> Vec<Arc<Suppression>> {
        let given = std::mem::take(&mut self.read.file.suppress);
        let places = self.read.places("suppress");
        let mut today = None;
        let each = places.into_iter().zip(given).map(|(place, one)| {
            let way = [key("suppress"), Step::Item(place)];
            self.suppressed_rule(linter, &way, &one.rule);
            let files = one.files.map(|files| Globs::new(files.0));
            let expired = one.expires.filter(|last| {
                let today = today.get_or_insert_with(|| day(context));
                today.is_some_and(|today| today > last.date)
            });
            Arc::new(Suppression {
                place,
                rule: one.rule,
                files,
                pointer: one.pointer,
                reason: one.reason.to_string(),
                expired: expired.map(|last| last.to_string()),
                used: AtomicBool::new(false),
            })
        });
        each.collect()
    }

    fn suppressed_rule(&mut self, linter: &Linter, way: &[Step], rule: &str) {
        let wrong = match linter.clone().severity(rule, None) {
            Ok(_) => return,
            Err(SeverityError::InvalidJson) => {
                let help = Message::InvalidJsonSuppressedHelp.to_string();
                (Message::InvalidJsonSuppressed.to_string(), Some(help))
            }
            Err(error) => described(&error),
        };
        let way = [way, &[key("rule")]].concat();
        self.wrong((&way, Part::Value), wrong.0, wrong.1);
    }

    /// The project; every mistake of the file, if it has any.
    pub(super) fn end(mut self, project: Project) -> Result<Project, Failure> {
        let linter = project.linter.clone();
        let mut context = project.context;
        let given = std::mem::take(&mut self.read.file.context);
        self.context(&[], &mut context, &given);
        let operation = self.read.file.operation.take();
        self.operation(&linter, &[], operation.as_ref());
        let exclude = Globs::new(std::mem::take(&mut self.read.file.exclude));
        let overrides = self.overrides(&linter);
        let mut known = context.clone();
        known.extend(&project.given.context);
        let suppressions = self.suppressions(&linter, &known);
        let Self { source, directory, read } = self;
        if !read.mistakes.is_empty() {
            return Err(Failure::Report(ProjectError::new(&source, read.mistakes).into()));
        }
        let file = Some(Place { source, directory, exclude });
        Ok(Project { operation, context, overrides, suppressions, file, ..project })
    }
}

/// A path as messages call it: from the working directory, where it is below that.
fn shown(path: &Path) -> String {
    let here = std::env::current_dir().and_then(std::fs::canonicalize);
    let path = here.as_ref().ok().and_then(|here| path.strip_prefix(here).ok()).unwrap_or(path);
    path.display().to_string()
}

/// Why a severity cannot be given, and what to do.
fn described(error: &SeverityError) -> (String, Option<String>) {
    match error {
        SeverityError::Unknown { rule, near } => {
            let help = match near {
                Some(near) => Message::DidYouMean { near },
                None => Message::UnknownRuleHelp,
            };
            (Message::UnknownRule { rule }.to_string(), Some(help.to_string()))
        }
        SeverityError::InvalidJson => (Message::InvalidJsonSeverity.to_string(), None),
    }
}

/// The day in Korea: of the time of the call, where that is known, else today.
fn day(context: &Context) -> Option<Date> {
    context.now().or_else(clock)?.day()
}

/// The system clock.
pub(super) fn clock() -> Option<Instant> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    let seconds = i64::try_from(since.as_secs()).unwrap_or(i64::MAX);
    Some(Instant::from_unix(seconds, since.subsec_nanos()))
}

/// What the command line says of the context.
pub(super) fn given(arguments: &Lint, linter: &Linter) -> Result<Context, Failure> {
    let mut context = linter.context();
    let unfit = |error: ContextError| {
        Failure::message(Message::ContextOption { why: &Message::Context(&error) })
    };
    for given in &arguments.context {
        match given.split_once('=') {
            Some((key, value)) => context.set(key, value).map_err(unfit)?,
            None => {
                let text = text_file::text(Path::new(given)).map_err(|why| {
                    let why = Message::CannotRead { name: given, why: &why };
                    Failure::message(Message::ContextOption { why: &why })
                })?;
                context.extend_from_json(&text).map_err(unfit)?;
            }
        }
    }
    Ok(context)
}
