//! The project file, `smartro-lint.yaml`: severities, suppressions, overrides, channels.
//!
//! It is read from text: finding the file, and reading it and its baseline, is the caller's.
//!
//! ```
//! use smartro_lint::project::ProjectFile;
//! use smartro_lint::{Linter, Request};
//!
//! let text = "
//! severity:
//!   unknown-field: error
//! overrides:
//!   - files: cancel/**
//!     operation: cancelPayment
//! suppress:
//!   - rule: missing-field
//!     pointer: /reason
//!     reason: The server adds it.
//! ";
//! let file = ProjectFile::read("smartro-lint.yaml", text);
//! let project = file.project(&Linter::smartro()?)?;
//! let settings = project.settings(Some("cancel/order.json".as_ref()));
//! let request = settings.request(Request::json(r#"{"memo": "변심"}"#));
//! let mut report = project.linter().lint(&request);
//! assert_eq!(settings.suppress(&mut report.diagnostics), 1);
//! let rules: Vec<&str> = report.diagnostics.iter().map(|found| &*found.rule).collect();
//! assert_eq!(rules, ["unknown-field"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Every mistake of a file is reported at once, with its place:
//!
//! ```
//! use smartro_lint::project::{MistakeKind, ProjectFile};
//! use smartro_lint::{Language, Linter};
//!
//! let text = "severity:\n  unknown-feild: off\nsupress: []\n";
//! let file = ProjectFile::read("smartro-lint.yaml", text);
//! let error = file.project(&Linter::smartro()?).unwrap_err().in_language(Language::English);
//! let mistakes: Vec<String> = error.mistakes().iter().map(ToString::to_string).collect();
//! assert_eq!(mistakes, ["unknown rule `unknown-feild`", "unknown key `supress`"]);
//! assert_eq!(error.mistakes()[1].advice().unwrap(), "did you mean `suppress`?");
//! assert_eq!(error.mistakes()[1].span().of(text), "supress");
//! # Ok::<(), smartro_lint::BuiltInError>(())
//! ```

mod baseline;
mod channels;
mod file;
mod globs;
mod kind;
mod load;
mod messages;
mod mistake;
mod packs;
mod read;
#[cfg(test)]
mod schema;
mod sections;
mod settings;
mod suppression;
mod texts;
mod value;

pub use baseline::{Baseline, BaselineError, Recorder};
pub use channels::{ChannelPacks, ChannelSettings};
pub use globs::{GlobFault, Globs};
pub use kind::{ExpectedValue, MistakeKind, ValueType};
pub use mistake::{Mistake, ProjectError};
pub use settings::{Project, Settings};
pub use smartro_lint_rules::yaml::YamlFault;
pub use suppression::Suppression;

use std::path::Path;
use std::sync::Arc;

use crate::linter::Linter;
use crate::request::Context;
use load::of_pack;
use packs::PackName;
use read::{Read, read};
use smartro_lint_rules::language::Language;
use smartro_lint_rules::rule::Severity;
use smartro_lint_rules::source::Source;
use smartro_lint_rules::yaml::{Part, Step};

/// What a project file is called.
pub const FILE_NAME: &str = "smartro-lint.yaml";

/// The text of a project file, read but not yet compared with a rule pack.
pub struct ProjectFile {
    read: Read,
}

impl ProjectFile {
    /// Reads the text of a project file. Its mistakes are reported by [`ProjectFile::project`];
    /// what is right in it can be asked for before.
    #[must_use]
    pub fn read(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { read: read(Source::new(name, text.into())) }
    }

    /// The language of messages.
    #[must_use]
    pub fn language(&self) -> Option<Language> {
        self.read.content.language.map(Language::from)
    }

    /// The minimum severity that fails a run.
    #[must_use]
    pub fn fail_on(&self) -> Option<Severity> {
        self.read.content.fail_on.map(Severity::from)
    }

    /// The directory of a rule pack, relative to the file's.
    #[must_use]
    pub fn rules(&self) -> Option<&Path> {
        self.read.content.rules.as_deref().map(Path::new)
    }

    /// The path of the baseline, relative to the file's directory.
    #[must_use]
    pub fn baseline(&self) -> Option<&Path> {
        self.read.content.baseline.as_deref().map(Path::new)
    }

    /// The rule packs that the file lists beside that of [`ProjectFile::rules`]: their names, and
    /// their directories, relative to the file's.
    pub fn packs(&self) -> impl Iterator<Item = (&str, &Path)> {
        self.read.listed_packs().map(|(name, directory)| (name, Path::new(directory)))
    }

    /// How the file says that requests are linted.
    ///
    /// # Errors
    ///
    /// Every mistake of the file, in the language of the file or else of the linter.
    pub fn project(self, linter: &Linter) -> Result<Project, ProjectError> {
        let (first, _) = self.projects(linter, &[])?;
        Ok(first)
    }

    /// The same with several rule packs: the linters of those that the file lists, by the names
    /// that it gives them. There is a project for each pack, that of the default pack first;
    /// [`Settings::packs`] says which of them lint a request. Their suppressions are the same.
    ///
    /// # Errors
    ///
    /// As of [`ProjectFile::project`]; what no pack has is a mistake.
    pub fn projects(
        self,
        linter: &Linter,
        listed: &[(String, Linter)],
    ) -> Result<(Project, Vec<Project>), ProjectError> {
        let language = self.language().unwrap_or(linter.report_language());
        let fail_on = self.fail_on();
        let mut read = self.read;
        read.check_packs(listed);
        let mut linters = vec![linter.clone().language(language)];
        for (_, one) in listed {
            let is_known = |known: &Linter| known.manifest().name == one.manifest().name;
            if !linters.iter().any(is_known) {
                linters.push(one.clone().language(language));
            }
        }
        read.severities(&mut linters);
        let default = read.default_pack(&linters);
        let names = PackName::of(&linters);
        let Checked { exclude, suppressions, redacted, packs } =
            checked(&mut read, &linters, &default);
        let Read { source, mistakes, .. } = read;
        if !mistakes.is_empty() {
            return Err(ProjectError::new(&source, language, mistakes));
        }
        let all = linters.into_iter().zip(names).zip(packs);
        let project = |((linter, name), pack): ((Linter, PackName), CheckedPack)| Project {
            linter,
            name,
            source: Arc::clone(&source),
            fail_on,
            operation: pack.operation,
            context: pack.context,
            exclude: exclude.clone(),
            overrides: pack.overrides,
            suppressions: suppressions.clone(),
            channels: pack.channels,
            redacted: redacted.clone(),
        };
        let mut projects: Vec<Project> = all.map(project).collect();
        let first = projects.iter().position(|one| *one.name.own == *default).unwrap_or(0);
        let first = projects.remove(first);
        Ok((first, projects))
    }

    /// The mistakes of a file whose rule packs cannot all be read: these packs have no directory,
    /// that of [`ProjectFile::rules`] by no name. Names are compared with those of the packs that are
    /// `loaded`, or else with the built-in one's: what a missing pack may have is no mistake.
    #[must_use]
    pub fn mistakes_without_packs(
        self,
        missing: &[Option<String>],
        loaded: &[Linter],
    ) -> Option<ProjectError> {
        let language = self.language().unwrap_or_default();
        let mut read = self.read;
        read.is_partial = true;
        let built_in = || Linter::smartro().into_iter().collect();
        let mut linters = if loaded.is_empty() { built_in() } else { loaded.to_vec() };
        for pack in missing {
            let (path, name) = match pack {
                None => (vec![Step::key("rules")], read.content.rules.clone()),
                Some(name) => {
                    let directory = read.content.packs.get(name).cloned();
                    (vec![Step::key("packs"), Step::key(name)], directory)
                }
            };
            let name = name.unwrap_or_default();
            read.wrong(&path, Part::Value, MistakeKind::NoDirectory { name });
        }
        read.check_packs(&[]);
        read.severities(&mut linters);
        let default = linters.first().map_or_else(String::new, |one| one.manifest().name.clone());
        checked(&mut read, &linters, &default);
        let has_mistakes = !read.mistakes.is_empty();
        has_mistakes.then(|| ProjectError::new(&read.source, language, read.mistakes))
    }
}

/// What is left of a file's content once everything in it is looked up.
struct Checked {
    exclude: Globs,
    suppressions: Vec<Arc<Suppression>>,
    redacted: Vec<String>,
    packs: Vec<CheckedPack>,
}

/// What of it depends on a rule pack.
struct CheckedPack {
    context: Context,
    operation: Option<String>,
    overrides: Vec<settings::Override>,
    channels: channels::Channels,
}

fn checked(read: &mut Read, linters: &[Linter], default: &str) -> Checked {
    let given = std::mem::take(&mut read.content.context);
    let operation = read.content.operation.take();
    let exclude = std::mem::take(&mut read.content.exclude);
    let all: Vec<&Linter> = linters.iter().collect();
    let contexts = read.contexts(&all, &[Step::key("context")], &given);
    let operation = read.operation(linters, &[], operation);
    let exclude = read.globs(&[Step::key("exclude")], &exclude);
    let overrides = read.overrides(linters);
    let suppressions = read.suppressions(linters);
    let channels = read.channels(linters, default);
    let packs = linters.iter().zip(contexts).zip(overrides).zip(channels);
    let packs = packs.map(|(((linter, context), overrides), channels)| CheckedPack {
        context,
        operation: of_pack(linter, operation.as_ref()),
        overrides,
        channels,
    });
    Checked { exclude, suppressions, packs: packs.collect(), redacted: read.redacted() }
}
