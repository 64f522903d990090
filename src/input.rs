//! A request as a caller gives it.

use crate::request::Context;
use crate::source::Position;

/// A request to be linted, and what is known of it.
#[derive(Clone)]
pub struct Request<'t> {
    pub(crate) input: Input<'t>,
    pub(crate) operation: Option<&'t str>,
    pub(crate) context: Option<&'t Context>,
    pub(crate) origin: Origin,
    pub(crate) holes: bool,
}

/// What of a request is given.
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
        Self { input, operation: None, context: None, origin: Origin::default(), holes: false }
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

    /// Values that are not known may stand in the text, in the notation that front ends write.
    /// A finding is then one of every request that the text can stand for.
    ///
    /// ```
    /// use smartro_lint::{Linter, Request};
    ///
    /// let text = r#"{"paymentId": ?("payment-" *[0-9a-f-]{36}), ...}"#;
    /// let request = Request::json(text).operation("requestPayment").with_holes();
    /// let report = Linter::smartro()?.lint(&request);
    /// let rules: Vec<&str> = report.diagnostics.iter().map(|found| &*found.rule).collect();
    /// assert_eq!(rules, ["payment-id-charset", "payment-id-length"]);
    /// # Ok::<(), smartro_lint::pack::PackError>(())
    /// ```
    #[must_use]
    pub fn with_holes(self) -> Self {
        Self { holes: true, ..self }
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
