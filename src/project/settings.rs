//! How one file is linted.

use std::path::Path;
use std::sync::Arc;

use super::channels::{ChannelPacks, ChannelSettings, Channels};
use super::globs::Globs;
use super::packs::PackName;
use super::suppression::Suppression;
use crate::input::{ByChannel, Request};
use crate::linter::Linter;
use crate::report::{OwnedFinding, Report};
use crate::request::Context;
use smartro_lint_rules::moment::Instant;
use smartro_lint_rules::rule::{Severity, ShapeRule};
use smartro_lint_rules::source::{Source, Span};
use smartro_lint_rules::yaml::{Part, Step, place};

/// How the files below the directory of a project file are linted.
#[derive(Debug, Clone)]
pub struct Project {
    pub(super) linter: Linter,
    pub(super) name: PackName,
    pub(super) source: Arc<Source>,
    pub(super) fail_on: Option<Severity>,
    pub(super) operation: Option<String>,
    pub(super) context: Context,
    pub(super) exclude: Globs,
    pub(super) overrides: Vec<Override>,
    pub(super) suppressions: Vec<Arc<Suppression>>,
    pub(super) channels: Channels,
    pub(super) redacted: Vec<String>,
}

/// Settings for some of the files.
#[derive(Debug, Clone)]
pub(super) struct Override {
    pub(super) files: Globs,
    pub(super) operation: Option<String>,
    pub(super) context: Context,
}

/// How one file is linted.
#[derive(Debug, Clone)]
pub struct Settings {
    /// What a bare body is a request of.
    pub operation: Option<String>,
    /// What is known beyond the requests.
    pub context: Context,
    channels: Channels,
    pack: PackName,
    /// The suppressions that apply to the file.
    suppressions: Vec<Arc<Suppression>>,
}

impl Project {
    /// The linter, with the severities and the language of the project file.
    #[must_use]
    pub fn linter(&self) -> &Linter {
        &self.linter
    }

    /// The text of the project file.
    #[must_use]
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// The minimum severity that fails a run, if the project file says it.
    #[must_use]
    pub fn fail_on(&self) -> Option<Severity> {
        self.fail_on
    }

    /// What reports call a rule of the pack: `tosspayments/payment-id-length`, if another pack has
    /// a rule of the same name.
    #[must_use]
    pub fn rule_name(&self, rule: &str) -> String {
        self.name.qualified(rule)
    }

    /// The texts that a log has in place of values.
    #[must_use]
    pub fn redacted(&self) -> &[String] {
        &self.redacted
    }

    /// The suppressions, in the order of the project file.
    #[must_use]
    pub fn suppressions(&self) -> &[Arc<Suppression>] {
        &self.suppressions
    }

    /// Where the project file has a suppression, in bytes. The text is read up to there.
    #[must_use]
    pub fn span_of(&self, suppression: &Suppression) -> Span {
        let path = [Step::key("suppress"), Step::Item(suppression.index)];
        place(&self.source.text, &path, Part::Value)
    }

    /// What time it is: suppressions whose last day is before it suppress nothing. Without it
    /// none expires.
    #[must_use]
    pub fn now(self, now: Instant) -> Self {
        self.suppressions.iter().for_each(|one| one.expire(now));
        self
    }

    /// What the project file says of the context of all files.
    #[must_use]
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// Whether all files have the same settings.
    #[must_use]
    pub fn is_uniform(&self) -> bool {
        self.overrides.is_empty() && self.suppressions.iter().all(|one| one.files().is_none())
    }

    /// Whether a file is not linted; its path is relative to the project file's directory.
    #[must_use]
    pub fn excludes(&self, path: &Path) -> bool {
        self.exclude.matches(path)
    }

    /// The settings of a file, given by its path relative to the project file's directory;
    /// `None`: of a text that is no file.
    #[must_use]
    pub fn settings(&self, path: Option<&Path>) -> Settings {
        let (mut context, mut operation) = (self.context.clone(), self.operation.as_ref());
        let applies = |one: &&Override| path.is_some_and(|path| one.files.matches(path));
        for one in self.overrides.iter().filter(applies) {
            context.extend(&one.context);
            operation = one.operation.as_ref().or(operation);
        }
        let suppressions = self.suppressions.iter().filter(|one| one.applies_to(path));
        let mut channels = self.channels.clone();
        channels.extend(&context, &self.linter.context());
        Settings {
            operation: operation.cloned(),
            context,
            channels,
            pack: self.name.clone(),
            suppressions: suppressions.cloned().collect(),
        }
    }
}

impl Settings {
    /// No settings, for files without a project file.
    #[must_use]
    pub fn none(linter: &Linter) -> Self {
        let own = linter.manifest().name.clone();
        let channels = Channels { default: own.clone(), own, ..Channels::default() };
        let (context, pack) = (linter.context(), PackName::default());
        Self { operation: None, context, channels, pack, suppressions: Vec::new() }
    }

    /// Adds to what is known of the requests: `below` unless the project file says otherwise,
    /// `above` whatever it says.
    pub fn extend_context(&mut self, below: &Context, above: &Context) {
        self.channels.extend(below, above);
        let mut context = below.clone();
        context.extend(&self.context);
        context.extend(above);
        self.context = context;
    }

    /// Whether the project file says anything of channels or packs.
    #[must_use]
    pub fn has_channels(&self) -> bool {
        self.channels.is_given
    }

    /// How the requests of a channel are linted, given what is known of it: its
    /// [key](crate::Verdict::channel_key), or the variables and environment entries that hold it.
    /// The first one that the project file has counts; a name in the project file also matches
    /// an entry of something, such as `CHANNEL_KEY` for `process.env.CHANNEL_KEY`, and the other
    /// way round.
    ///
    /// ```
    /// use smartro_lint::Linter;
    /// use smartro_lint::project::{ChannelSettings, ProjectFile};
    ///
    /// let text = "channels: { TOSS_KEY: { pack: tosspayments } }";
    /// let project = ProjectFile::read("smartro-lint.yaml", text).project(&Linter::smartro()?)?;
    /// let settings = project.settings(None);
    /// let channel = settings.channel(["process.env.TOSS_KEY"]);
    /// assert!(matches!(channel, ChannelSettings::OtherPack("tosspayments")));
    /// assert!(matches!(settings.channel(["KEY"]), ChannelSettings::Assumed));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn channel<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> ChannelSettings<'_> {
        self.channels.settings(names)
    }

    /// Which of a project's packs lint the requests of a channel, given as for
    /// [`Settings::channel`].
    #[must_use]
    pub fn packs<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> ChannelPacks<'_> {
        self.channels.packs(names)
    }

    /// The names of the packs that the project file gives channels, the default one included.
    pub fn pack_names(&self) -> impl Iterator<Item = &str> {
        let named = self.channels.by_name.values().flat_map(|channel| &channel.packs);
        named.chain(std::iter::once(&self.channels.default)).map(String::as_str)
    }

    /// Says in a report of this pack that it is of it, if the project has several: in
    /// [`Report::packs`], and in the names of rules that another pack has too, such as
    /// `tosspayments/payment-id-length`.
    pub fn attribute(&self, report: &mut Report) {
        self.pack.attribute(report);
    }

    /// The same in findings on their own.
    pub fn qualify(&self, findings: &mut [OwnedFinding]) {
        self.pack.qualify(findings);
    }

    /// A request with the file's operation, and with what is known of its channel.
    #[must_use]
    pub fn request<'r>(&'r self, request: Request<'r>) -> Request<'r> {
        let request = match self.has_channels() {
            true => request.channels(self),
            false => request.context(&self.context),
        };
        match &self.operation {
            Some(operation) => request.operation(operation),
            None => request,
        }
    }

    /// Removes the findings that the project file suppresses, and gives how many that were.
    pub fn suppress(&self, findings: &mut Vec<OwnedFinding>) -> usize {
        let before = findings.len();
        if !self.suppressions.is_empty() {
            let is_suppressed = |finding: &OwnedFinding| {
                // Every suppression of it is used.
                let pack = &self.pack;
                self.suppressions.iter().filter(|one| one.suppresses(finding, pack)).count() > 0
            };
            findings.retain(|finding| is_always_reported(finding) || !is_suppressed(finding));
        }
        before - findings.len()
    }
}

/// Whether a finding cannot be suppressed: nothing of a text that is no JSON is checked.
pub(super) fn is_always_reported(finding: &OwnedFinding) -> bool {
    finding.rule == ShapeRule::InvalidJson.name()
}

impl ByChannel for Settings {
    fn context(&self, key: Option<&str>, group: Option<&str>) -> &Context {
        match self.channel(key.into_iter().chain(group)) {
            ChannelSettings::Known(context) => context,
            ChannelSettings::Assumed | ChannelSettings::OtherPack(_) => &self.context,
        }
    }
}
