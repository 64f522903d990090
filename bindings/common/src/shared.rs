//! A linter for many threads.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Mutex;

use smartro_lint::{Context, Linter, Pool, Pooled, Request, Severity};

use crate::written;

/// A linter with its sessions, for any number of threads.
pub struct Shared {
    linter: Linter,
    pool: Pool,
    /// The context of the last request that had one, and its text.
    last: Mutex<Option<(String, Context)>>,
}

/// What goes with a request that is given as JSON text.
#[derive(Clone, Copy, Default)]
pub struct Options<'a> {
    /// The operation of the body; it is detected if there is none.
    pub operation: Option<&'a str>,
    /// The parameters of the path: a JSON object of strings.
    pub path: Option<&'a str>,
    /// What the request does not contain: a JSON object.
    pub context: Option<&'a str>,
    /// Whether the text was written for the linter alone, from an object of the language: its
    /// report has no places in it.
    pub is_value: bool,
    /// Whether the report has places in UTF-16 code units besides.
    pub utf16: bool,
}

/// How many findings there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Errors.
    pub errors: u32,
    /// Warnings.
    pub warnings: u32,
    /// Advice.
    pub advice: u32,
}

impl From<&smartro_lint::Verdict<'_>> for Verdict {
    fn from(verdict: &smartro_lint::Verdict<'_>) -> Self {
        if verdict.is_clean() {
            return Self::default();
        }
        let count = |severity| u32::try_from(verdict.count(severity)).unwrap_or(u32::MAX);
        Self {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            advice: count(Severity::Advice),
        }
    }
}

/// The parameters of a path, by name.
type Path<'a> = BTreeMap<Cow<'a, str>, Cow<'a, str>>;

impl Shared {
    /// The linter with a pool of sessions.
    #[must_use]
    pub fn new(linter: Linter) -> Self {
        Self { pool: linter.pool(), last: Mutex::new(None), linter }
    }

    /// The linter.
    #[must_use]
    pub fn linter(&self) -> &Linter {
        &self.linter
    }

    /// A session for this thread alone.
    pub fn session(&self) -> Pooled<'_> {
        self.pool.take()
    }

    /// The context of a JSON object; the last one is kept, for requests of the same.
    ///
    /// # Errors
    ///
    /// The message, where the pack has no such key or value.
    pub fn context(&self, json: &str) -> Result<Context, String> {
        if let Ok(last) = self.last.lock()
            && let Some((known, context)) = &*last
            && known == json
        {
            return Ok(context.clone());
        }
        let mut context = self.linter.context();
        let extended = context.extend_from_json(json);
        extended.map_err(|error| error.message(self.linter.report_language()))?;
        if let Ok(mut last) = self.last.lock() {
            *last = Some((json.to_owned(), context.clone()));
        }
        Ok(context)
    }

    /// Counts the findings of a request.
    ///
    /// # Errors
    ///
    /// The message, where an option is none.
    pub fn verdict(&self, request: &[u8], options: &Options<'_>) -> Result<Verdict, String> {
        self.with(request, options, |verdict| Verdict::from(&verdict))
    }

    /// Lints a request and writes its report as JSON.
    ///
    /// # Errors
    ///
    /// The message, where an option is none.
    pub fn report(&self, request: &[u8], options: &Options<'_>) -> Result<String, String> {
        self.with(request, options, |verdict| {
            written(verdict.report(), request, options.is_value, options.utf16)
        })
    }

    fn with<T>(
        &self,
        request: &[u8],
        options: &Options<'_>,
        then: impl FnOnce(smartro_lint::Verdict<'_>) -> T,
    ) -> Result<T, String> {
        let context = options.context.map(|context| self.context(context)).transpose()?;
        let path = options.path.map(serde_json::from_str::<Path<'_>>).transpose();
        let path = path.map_err(|error| format!("the path is no JSON object of texts: {error}"))?;
        let mut request = Request::json(request);
        if let Some(operation) = options.operation {
            request = request.operation(operation);
        }
        if let Some(context) = &context {
            request = request.context(context);
        }
        for (name, value) in path.iter().flatten() {
            request = request.path(name, value);
        }
        Ok(then(self.pool.take().lint(&request)))
    }
}
