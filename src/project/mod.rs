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
mod load;
mod messages;
mod mistake;
mod place;
mod read;
#[cfg(test)]
mod schema;
mod sections;
mod settings;
mod suppression;
mod texts;
mod value;

pub use baseline::{Baseline, BaselineError, Recorder};
pub use channels::ChannelSettings;
pub use globs::{GlobFault, Globs};
pub use mistake::{ExpectedValue, Mistake, MistakeKind, ProjectError, ValueType};
pub use settings::{Project, Settings};
pub use smartro_lint_rules::yaml::YamlFault;
pub use suppression::Suppression;

use std::path::Path;

use crate::language::Language;
use crate::linter::Linter;
use crate::rule::Severity;
use crate::source::Source;
use load::key;
use place::Part;
use read::{Read, read};

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

    /// How the file says that requests are linted.
    ///
    /// # Errors
    ///
    /// Every mistake of the file, in the language of the file or else of the linter.
    pub fn project(self, linter: &Linter) -> Result<Project, ProjectError> {
        let language = self.language().unwrap_or(linter.report_language());
        let fail_on = self.fail_on();
        let mut read = self.read;
        let linter = read.severities(linter.clone().language(language));
        let checked = checked(&mut read, Some(&linter));
        let Read { source, mistakes, .. } = read;
        if !mistakes.is_empty() {
            return Err(ProjectError::new(&source, language, mistakes));
        }
        let context = checked.context.unwrap_or_else(|| linter.context());
        let Checked { operation, exclude, overrides, suppressions, channels, redacted, .. } =
            checked;
        Ok(Project {
            linter,
            source,
            fail_on,
            operation,
            context,
            exclude,
            overrides,
            suppressions,
            channels,
            redacted,
        })
    }

    /// The mistakes of a file whose rule pack cannot be read: `is_missing` says that there is no
    /// such directory. What the names of the pack would tell is not checked.
    #[must_use]
    pub fn mistakes_without_rules(self, is_missing: bool) -> Option<ProjectError> {
        let language = self.language().unwrap_or_default();
        let mut read = self.read;
        if let Some(name) = read.content.rules.clone().filter(|_| is_missing) {
            read.wrong(&[key("rules")], Part::Value, MistakeKind::NoDirectory { name });
        }
        checked(&mut read, None);
        let has_mistakes = !read.mistakes.is_empty();
        has_mistakes.then(|| ProjectError::new(&read.source, language, read.mistakes))
    }
}

/// What is left of a file's content once everything in it is looked up.
struct Checked {
    context: Option<crate::request::Context>,
    operation: Option<String>,
    exclude: Globs,
    overrides: Vec<settings::Override>,
    suppressions: Vec<std::sync::Arc<Suppression>>,
    channels: channels::Channels,
    redacted: Vec<String>,
}

fn checked(read: &mut Read, linter: Option<&Linter>) -> Checked {
    let given = std::mem::take(&mut read.content.context);
    let operation = read.content.operation.take();
    let exclude = std::mem::take(&mut read.content.exclude);
    Checked {
        context: read.context(linter, &[key("context")], &given),
        operation: read.operation(linter, &[], operation),
        exclude: read.globs(&[key("exclude")], &exclude),
        overrides: read.overrides(linter),
        suppressions: read.suppressions(linter),
        channels: read.channels(linter),
        redacted: read.redacted(),
    }
}
