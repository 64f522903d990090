//! The front door: a pack, ready to lint.

use std::sync::Arc;

use crate::built_in;
use crate::language::Language;
use crate::pack::{self, Catalog, Compiled, Entry, Manifest, Pack, PackError};
use crate::program::Program;
use crate::report::{Phrasebook, Report};
use crate::request::{Context, Limits};
use crate::rule::{Severity, ShapeRule};
use crate::session::Session;
use crate::severities::{Severities, SeverityError};
use crate::source::Position;

/// A pack of rules, compiled: it lints any number of requests, on any number of threads.
///
/// Cloning it is cheap; clones share the pack.
#[derive(Clone)]
pub struct Linter {
    pub(crate) program: Arc<Program>,
    /// What findings are put into words with.
    pub(crate) phrasebook: Arc<Phrasebook>,
    pub(crate) manifest: Arc<Manifest>,
    pub(crate) language: Language,
    pub(crate) limits: Limits,
    pub(crate) severities: Severities,
}

impl Linter {
    /// The Smartro pack that is built in.
    ///
    /// # Errors
    ///
    /// None in a released version: the pack is compiled by the tests of every one.
    pub fn smartro() -> Result<Self, PackError> {
        match built_in::linter() {
            Some(linter) => Ok(linter),
            // The tests read what is built in; even so it need not fail a payment.
            None => Self::new(Pack::smartro()),
        }
    }

    /// Another pack.
    ///
    /// # Errors
    ///
    /// Every mistake of the pack, each with its place in the file.
    pub fn new(pack: Pack) -> Result<Self, PackError> {
        let Compiled { program, manifest, catalogs } = pack.compile()?;
        let phrasebook = Phrasebook::new(pack::engine_catalog(), catalogs, &program.rules);
        Ok(Self::of(program, manifest, phrasebook))
    }

    pub(crate) fn of(program: Program, manifest: Manifest, phrasebook: Phrasebook) -> Self {
        Self {
            program: Arc::new(program),
            manifest: Arc::new(manifest),
            phrasebook: Arc::new(phrasebook),
            language: Language::default(),
            limits: Limits::default(),
            severities: Severities::default(),
        }
    }

    /// The same linter with messages in another language.
    #[must_use]
    pub fn language(self, language: Language) -> Self {
        Self { language, ..self }
    }

    /// The language that its messages are in.
    #[must_use]
    pub fn report_language(&self) -> Language {
        self.language
    }

    /// How much it reads of a request, and reports of it.
    #[must_use]
    pub fn request_limits(&self) -> Limits {
        self.limits
    }

    /// The same linter with other limits.
    #[must_use]
    pub fn limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
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
        self.severities.set(&self.program.rules, rule, severity)?;
        Ok(self)
    }

    /// A context in which nothing is known yet.
    #[must_use]
    pub fn context(&self) -> Context {
        Context::new(Arc::clone(&self.program))
    }

    /// Memory for linting one request after another.
    #[must_use]
    pub fn session(&self) -> Session {
        Session::new(self.clone())
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
        self.program.operations.iter().map(|operation| &*operation.name)
    }

    /// What the pack compiled to.
    #[must_use]
    pub fn program(&self) -> &Arc<Program> {
        &self.program
    }

    /// What the pack says of itself.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// What is said of a rule of the shapes in the linter's language.
    #[must_use]
    pub fn shape_entry(&self, rule: ShapeRule) -> Option<&Entry> {
        self.phrasebook.of(self.language, &self.program.rules).shape(rule)
    }

    /// The messages in the linter's language, if the pack has any.
    #[must_use]
    pub fn catalog(&self) -> Option<&Catalog> {
        self.phrasebook.catalog(self.language, &self.program.rules)
    }
}

impl std::fmt::Debug for Linter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut linter = f.debug_struct("Linter");
        linter.field("pack", &self.manifest.name).field("language", &self.language);
        linter.finish_non_exhaustive()
    }
}

/// A request to be linted, and what is known of it.
#[derive(Clone)]
pub struct Request<'t> {
    pub(crate) input: Input<'t>,
    pub(crate) operation: Option<&'t str>,
    pub(crate) context: Option<&'t Context>,
    pub(crate) origin: Origin,
}

#[derive(Clone, Copy)]
pub(crate) enum Input<'t> {
    Text(&'t [u8]),
    Value(&'t serde_json::Value),
}

/// Where a request's text starts in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// The offset of its first byte.
    pub offset: u64,
    /// The line and column of its first character.
    pub position: Position,
}

impl Default for Origin {
    fn default() -> Self {
        Self { offset: 0, position: Position::START }
    }
}

impl<'t> Request<'t> {
    /// A request as JSON text: a bare body, or one of the envelopes
    /// `{"operation": …, "request": …}` and `{"method": …, "url": …, "data": …}`.
    #[must_use]
    pub fn json<T: AsRef<[u8]> + ?Sized>(text: &'t T) -> Self {
        Self::from_input(Input::Text(text.as_ref()))
    }

    /// A request that is parsed already. Its findings have pointers and no spans.
    #[must_use]
    pub fn value(value: &'t serde_json::Value) -> Self {
        Self::from_input(Input::Value(value))
    }

    fn from_input(input: Input<'t>) -> Self {
        Self { input, operation: None, context: None, origin: Origin::default() }
    }

    /// The operation that a bare body is a request of; an envelope's own goes first.
    #[must_use]
    pub fn operation(self, name: &'t str) -> Self {
        Self { operation: Some(name), ..self }
    }

    /// What is known beyond the request; what an envelope says goes first.
    #[must_use]
    pub fn context(self, context: &'t Context) -> Self {
        Self { context: Some(context), ..self }
    }

    /// Where the text starts in its file, for spans that are the file's.
    #[must_use]
    pub fn origin(self, origin: Origin) -> Self {
        Self { origin, ..self }
    }
}

impl std::fmt::Debug for Request<'_> {
    /// Nothing of its text: it may hold what nobody should see.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut request = f.debug_struct("Request");
        request.field("operation", &self.operation).field("context", &self.context);
        request.finish_non_exhaustive()
    }
}
