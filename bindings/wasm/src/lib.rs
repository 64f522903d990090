//! What the JavaScript of the npm package calls: one linter with one session. Options that rarely
//! change between requests are set before, so that linting itself passes numbers alone; the
//! request's bytes are written into this module's memory.

#[cfg(feature = "packs")]
mod packs;

use smartro_lint::{Context, Language, Linter, Operation, Request, Session, Severity};
use smartro_lint_bindings::{language_of, with_severity, written};
use wasm_bindgen::prelude::*;

/// A linter, its session, and what is known of the requests to come.
#[wasm_bindgen]
pub struct Engine {
    linter: Linter,
    session: Session,
    input: Vec<u8>,
    operation: Option<Named>,
    path: Vec<(String, String)>,
    context: Context,
    counts: [u32; 3],
}

/// The operation that a caller names.
enum Named {
    Known(Operation),
    /// None of that name: the report says so.
    Unknown(String),
}

/// How many bytes of memory are kept for the next request.
const KEPT: usize = 1 << 20;

#[wasm_bindgen]
impl Engine {
    /// The built-in pack, with messages in a language: `ko` or `en`.
    ///
    /// # Errors
    ///
    /// The message, where there is no such language.
    pub fn smartro(language: &str) -> Result<Self, String> {
        Ok(Self::of(Linter::smartro().map_err(|error| error.to_string())?, language_of(language)?))
    }

    /// Sets a rule's severity: `error`, `warning`, `advice` or `off`.
    ///
    /// # Errors
    ///
    /// The message, where there is no such rule or severity.
    pub fn severity(&mut self, rule: &str, severity: &str) -> Result<(), String> {
        self.linter = with_severity(self.linter.clone(), rule, severity)?;
        self.session = self.linter.session();
        Ok(())
    }

    /// Whether messages show values that identify a person.
    pub fn show_values(&mut self, shows: bool) {
        self.linter = self.linter.clone().show_values(shows);
        self.session = self.linter.session();
    }

    /// Makes room for a request of `bytes` bytes, and returns where; the place is valid until the
    /// next call. None: there is no such memory.
    pub fn reserve(&mut self, bytes: usize) -> Option<usize> {
        if bytes > self.input.len() {
            self.input.try_reserve_exact(bytes - self.input.len()).ok()?;
            self.input.resize(bytes, 0);
        }
        Some(self.input.as_ptr() as usize)
    }

    /// The operation of bodies, from now on.
    pub fn set_operation(&mut self, name: Option<String>) {
        self.operation = name.map(|name| match self.linter.operation(&name) {
            Ok(operation) => Named::Known(operation),
            Err(_) => Named::Unknown(name),
        });
    }

    /// The parameters of paths, from now on: names and values by turns.
    pub fn set_path(&mut self, parameters: Vec<String>) {
        self.path.clear();
        let mut texts = parameters.into_iter();
        while let (Some(name), Some(value)) = (texts.next(), texts.next()) {
            self.path.push((name, value));
        }
    }

    /// What is known beyond requests, from now on: a JSON object.
    ///
    /// # Errors
    ///
    /// The message, where the pack has no such key or value; nothing is known then.
    pub fn set_context(&mut self, json: Option<String>) -> Result<(), String> {
        self.context = self.linter.context();
        let Some(json) = json else { return Ok(()) };
        let mut context = self.linter.context();
        let set = context.extend_from_json(&json);
        set.map_err(|error| error.message(self.linter.report_language()))?;
        self.context = context;
        Ok(())
    }

    /// Lints the request in the first `length` bytes, and counts its findings; of each severity,
    /// [`errors`](Self::errors) and its like have them.
    pub fn count(&mut self, length: usize) -> u32 {
        let Self { session, input, operation, path, context, .. } = self;
        let request = request(input, length, operation.as_ref(), path, context);
        let verdict = session.lint(&request);
        let count = |severity| u32::try_from(verdict.count(severity)).unwrap_or(u32::MAX);
        self.counts = match verdict.is_clean() {
            true => [0; 3],
            false => [Severity::Error, Severity::Warning, Severity::Advice].map(count),
        };
        self.forget();
        self.counts.iter().sum()
    }

    /// The errors of the request that was counted last.
    pub fn errors(&self) -> u32 {
        self.counts[0]
    }

    /// The warnings of the request that was counted last.
    pub fn warnings(&self) -> u32 {
        self.counts[1]
    }

    /// The advice on the request that was counted last.
    pub fn advice(&self) -> u32 {
        self.counts[2]
    }

    /// Lints the request in the first `length` bytes, and writes its report as JSON. Of a request
    /// that the caller had as an object, the report has no places in a text.
    pub fn report(&mut self, length: usize, is_object: bool) -> String {
        let Self { session, input, operation, path, context, .. } = self;
        let request = request(input, length, operation.as_ref(), path, context);
        let text = input.get(..length).unwrap_or_default();
        let written = written(session.lint(&request).report(), text, is_object, true);
        self.forget();
        written
    }

    /// The names of the operations.
    pub fn operations(&self) -> Vec<String> {
        self.linter.operations().map(str::to_owned).collect()
    }

    /// The rules with their documentation, as JSON.
    pub fn rules(&self) -> String {
        let rules: Vec<_> = self.linter.rules().collect();
        serde_json::to_string(&rules).unwrap_or_default()
    }

    /// A request's text as it may be shown: secrets and values that identify a person are masked.
    pub fn mask(&self, text: &str) -> String {
        self.linter.mask(text)
    }
}

impl Engine {
    fn of(linter: Linter, language: Language) -> Self {
        let linter = linter.language(language);
        let (session, context) = (linter.session(), linter.context());
        let (operation, path, input) = (None, Vec::new(), Vec::new());
        Self { linter, session, input, operation, path, context, counts: [0; 3] }
    }

    /// Gives back what a very long request took.
    fn forget(&mut self) {
        if self.input.len() > KEPT {
            self.input = Vec::new();
            self.session = self.linter.session();
        }
    }
}

fn request<'t>(
    input: &'t [u8],
    length: usize,
    operation: Option<&'t Named>,
    path: &'t [(String, String)],
    context: &'t Context,
) -> Request<'t> {
    let mut request = Request::json(input.get(..length).unwrap_or_default()).context(context);
    request = match operation {
        Some(Named::Known(operation)) => request.operation(operation),
        Some(Named::Unknown(name)) => request.operation(name),
        None => request,
    };
    path.iter().fold(request, |request, (name, value)| request.path(name, value))
}
