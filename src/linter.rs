//! The entry point: a pack, ready to lint.

use std::sync::Arc;

use smartro_lint_rules::pack::{Catalog, CatalogEntry, Manifest};
#[cfg(feature = "packs")]
use smartro_lint_rules::pack::{Compiled, Pack, PackError, engine_catalog};

use crate::built_in::{self, BuiltInError};
use crate::input::{Origin, Request};
use smartro_lint_rules::language::Language;

#[cfg(feature = "packs")]
use crate::messages::Messages;
use crate::operation::{Operation, OperationError};
use crate::pool::Pool;
use crate::report::{self, Report, RequestSource, TextKind};
use crate::request::{Context, Limits, recorded};
use crate::ruleset::Ruleset;
use crate::session::Session;
use crate::severities::SeverityError;
use smartro_lint_rules::program::Program;
use smartro_lint_rules::rule::{Severity, ShapeRule};
use smartro_lint_rules::source::Span;

/// A pack of rules, compiled: it lints any number of requests, on any number of threads.
///
/// Cloning it is cheap; clones share the pack.
#[derive(Clone)]
pub struct Linter {
    ruleset: Ruleset,
}

impl Linter {
    /// The Smartro pack that is built in.
    ///
    /// # Errors
    ///
    /// None in a released version: the tests of every one read it.
    pub fn smartro() -> Result<Self, BuiltInError> {
        built_in::ruleset().map(|ruleset| Self { ruleset }).ok_or(BuiltInError)
    }

    /// Another pack.
    ///
    /// # Errors
    ///
    /// Every mistake of the pack, each with its place in the file.
    #[cfg(feature = "packs")]
    pub fn new(pack: Pack) -> Result<Self, PackError> {
        let Compiled { program, manifest, catalogs, .. } = pack.compile()?;
        let messages = Messages::new(engine_catalog(), catalogs, &program.rules);
        Ok(Self { ruleset: Ruleset::new(program, manifest, messages) })
    }

    /// The same linter with messages in another language.
    #[must_use]
    pub fn language(mut self, language: Language) -> Self {
        self.ruleset.language = language;
        self
    }

    /// The language that its messages are in.
    #[must_use]
    pub fn report_language(&self) -> Language {
        self.ruleset.language
    }

    /// How much it reads of a request, and reports of it.
    #[must_use]
    pub fn request_limits(&self) -> Limits {
        self.ruleset.limits
    }

    /// The same linter with other limits.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.ruleset.limits = limits;
        self
    }

    /// The same linter, showing values that identify a person or not: names, e-mail addresses,
    /// phone numbers, addresses, and what a field holds that no shape declares. They are masked
    /// unless this says otherwise; numbers of cards, accounts and people, passwords and tokens
    /// are masked always.
    ///
    /// ```
    /// use smartro_lint::{Linter, Request};
    ///
    /// let text = r#"{"reason": "변심", "requester": "me@example.com"}"#;
    /// let request = Request::json(text).operation("cancelPayment");
    /// let linter = Linter::smartro()?;
    /// let report = linter.lint(&request);
    /// assert!(report.diagnostics[0].message.contains("`**@*******.***`"));
    /// let report = linter.show_values(true).lint(&request);
    /// assert!(report.diagnostics[0].message.contains("`me@example.com`"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn show_values(mut self, shows_values: bool) -> Self {
        self.ruleset.shows_values = shows_values;
        self
    }

    /// The same linter with a rule's findings at another severity than the rule's own; `None`
    /// switches the rule off.
    ///
    /// Rules of the pack and those of the shapes, such as `unknown-field`, can be set alike.
    ///
    /// ```
    /// use smartro_lint::{Linter, Request, Severity};
    ///
    /// let linter = Linter::smartro()?
    ///     .severity("unknown-field", Some(Severity::Error))?
    ///     .severity("missing-field", None)?;
    /// let request = Request::json(r#"{"memo": "변심"}"#).operation("cancelPayment");
    /// let report = linter.lint(&request);
    /// assert_eq!(report.diagnostics.len(), 1);
    /// assert_eq!(report.diagnostics[0].severity, Severity::Error);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// A name that no rule has, and `invalid-json`: of a text that is no JSON nothing is checked,
    /// so that it must not pass for one without findings.
    pub fn severity(
        mut self,
        rule: &str,
        severity: Option<Severity>,
    ) -> Result<Self, SeverityError> {
        let Ruleset { program, severities, .. } = &mut self.ruleset;
        severities.set(&program.rules, rule, severity)?;
        Ok(self)
    }

    /// A context in which nothing is known yet.
    #[must_use]
    pub fn context(&self) -> Context {
        Context::new(Arc::clone(&self.ruleset.program))
    }

    /// Memory for linting one request after another.
    #[must_use]
    pub fn session(&self) -> Session {
        Session::new(self.ruleset.clone())
    }

    /// Lints one request.
    ///
    /// It cannot fail: a text that is no JSON is a finding too.
    #[must_use]
    pub fn lint(&self, request: &Request<'_>) -> Report {
        self.session().lint(request).report()
    }

    /// The operations that can be linted, by name.
    pub fn operations(&self) -> impl Iterator<Item = &str> {
        self.ruleset.program.operations.iter().map(|operation| &*operation.name)
    }

    /// The operation of a name, looked up once for many requests.
    ///
    /// ```
    /// use smartro_lint::{Linter, Request};
    ///
    /// let linter = Linter::smartro()?;
    /// let cancel = linter.operation("cancelPayment")?;
    /// let report = linter.lint(&Request::json(r#"{"reason": "변심"}"#).operation(&cancel));
    /// assert!(report.diagnostics.is_empty());
    ///
    /// let error = linter.operation("payInstanty").unwrap_err();
    /// assert_eq!(error.to_string(), "unknown operation `payInstanty`, did you mean `payInstantly`?");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// A name that no operation has, with the one that was probably meant.
    pub fn operation(&self, name: &str) -> Result<Operation, OperationError> {
        Operation::find(&self.ruleset.program, name)
    }

    /// Sessions for as many threads as come, kept for the next one.
    #[must_use]
    pub fn pool(&self) -> Pool {
        Pool::new(self.ruleset.clone())
    }

    /// What the pack compiled to.
    pub(crate) fn program(&self) -> &Arc<Program> {
        &self.ruleset.program
    }

    /// A request's text as it may be shown: secrets and, unless the linter
    /// [shows them](Self::show_values), values that identify a person are masked, and what a
    /// terminal would act on is written as `\u{…}`. Each masked character becomes one of the
    /// same width.
    ///
    /// ```
    /// let linter = smartro_lint::Linter::smartro()?;
    /// let text = r#"{"orderName": "책", "customer": {"fullName": "홍길동"}}"#;
    /// let masked = r#"{"orderName": "책", "customer": {"fullName": "＊＊＊"}}"#;
    /// assert_eq!(linter.mask(text), masked);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn mask(&self, text: &str) -> String {
        report::mask(&self.ruleset, text)
    }

    /// Source code as it may be shown: what [`mask`](Self::mask) masks of values is masked of
    /// string literals and comments, names of variables are not.
    ///
    /// ```
    /// let linter = smartro_lint::Linter::smartro()?;
    /// let code = "login({ channelKey: 'channel-key-1', password: form.password || 'qwerty' })";
    /// let masked = "login({ channelKey: 'channel-key-1', password: form.password || '******' })";
    /// assert_eq!(linter.mask_code(code), masked);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn mask_code(&self, text: &str) -> String {
        report::mask_code(&self.ruleset, text)
    }

    /// A request after fixes as it may be shown beside the request before: what
    /// [`mask`](Self::mask) masks there is masked here too, whatever key it has now.
    #[must_use]
    pub fn mask_fixed(&self, before: &str, after: &str) -> String {
        report::mask_change(&self.ruleset, (before, after), TextKind::Request)
    }

    /// Source code after fixes as it may be shown beside the code before: what
    /// [`mask_code`](Self::mask_code) masks there is masked here too.
    #[must_use]
    pub fn mask_fixed_code(&self, before: &str, after: &str) -> String {
        report::mask_change(&self.ruleset, (before, after), TextKind::CODE)
    }

    /// The requests of recorded traffic (HAR), one for each of its entries, or of a collection of
    /// Postman or Insomnia, as ranges of the text; nothing, where the text is something else or is no JSON.
    #[must_use]
    pub fn recorded(&self, text: &[u8]) -> Option<Vec<Span>> {
        recorded(text, self.ruleset.limits)
    }

    /// The pack's manifest.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.ruleset.manifest
    }

    /// The messages of a rule of the shapes, in the linter's language.
    pub(crate) fn shape_entry(&self, rule: ShapeRule) -> Option<&CatalogEntry> {
        self.ruleset.messages().shape(rule)
    }

    /// The messages in the linter's language, if the pack has any.
    pub(crate) fn catalog(&self) -> Option<&Catalog> {
        self.ruleset.catalog()
    }
}

/// How much of a text that is too long is quoted at most, in bytes.
const BEGINNING: usize = 4 << 10;

impl RequestSource {
    /// The text of a request, and what its file is called. Bytes that are not UTF-8 are
    /// replaced. Of a text that is longer than the linter's limit, which is not read, only the
    /// beginning is kept.
    #[must_use]
    pub fn new(linter: &Linter, name: impl Into<String>, text: &[u8], origin: Origin) -> Arc<Self> {
        let is_read = text.len() <= linter.ruleset.limits.bytes;
        let text = if is_read { text } else { text.get(..BEGINNING).unwrap_or(text) };
        Self::of(&linter.ruleset, &name.into(), text, origin, TextKind::Request)
    }

    /// The text of a file of source code, masked as [`Linter::mask_code`] does.
    #[must_use]
    pub fn code(linter: &Linter, name: impl Into<String>, text: &[u8]) -> Arc<Self> {
        Self::of(&linter.ruleset, &name.into(), text, Origin::default(), TextKind::CODE)
    }

    /// The text of a file that another file of source code imports: what that one gives to
    /// sensitive fields is masked too.
    #[must_use]
    pub fn imported(
        linter: &Linter,
        name: impl Into<String>,
        text: &[u8],
        importer: &[u8],
    ) -> Arc<Self> {
        let kind = TextKind::Code { importer: &String::from_utf8_lossy(importer) };
        Self::of(&linter.ruleset, &name.into(), text, Origin::default(), kind)
    }
}

impl std::fmt::Debug for Linter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut linter = f.debug_struct("Linter");
        linter.field("pack", &self.ruleset.manifest.name).field("language", &self.ruleset.language);
        linter.finish_non_exhaustive()
    }
}
