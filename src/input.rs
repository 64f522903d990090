//! A request as a caller gives it.

use serde::Serialize;

use crate::operation::OperationName;
use crate::request::{Context, JsonError, Limits, write_value};
use smartro_lint_rules::source::Position;

/// A request to be linted, and what is known of it.
#[derive(Clone)]
pub struct Request<'t> {
    pub(crate) input: RequestInput<'t>,
    pub(crate) operation: Option<OperationName<'t>>,
    /// Parameters of the path, by name.
    pub(crate) parameters: Vec<(&'t str, &'t str)>,
    pub(crate) context: Option<&'t Context>,
    /// What is known depends on the channel, and this says what.
    pub(crate) channels: Option<&'t (dyn ByChannel + Sync)>,
    pub(crate) origin: Origin,
    pub(crate) holes: bool,
}

/// What of a request is given.
#[derive(Clone, Copy)]
pub(crate) enum RequestInput<'t> {
    Text(&'t [u8]),
    Broken(&'t [u8], JsonError),
    Value(&'t (dyn Writable + Sync)),
}

/// What is known beyond a request, by its channel.
pub(crate) trait ByChannel {
    /// For the [key](crate::Verdict::channel_key) of a channel, or the
    /// [id](crate::Verdict::channel_group) of a group, if they are known.
    fn context(&self, key: Option<&str>, group: Option<&str>) -> &Context;
}

/// A value that can be written as JSON.
pub(crate) trait Writable {
    /// Writes it, as far as the limits allow.
    fn write(&self, limits: Limits, text: &mut Vec<u8>) -> Result<(), JsonError>;
}

impl<T: Serialize> Writable for T {
    fn write(&self, limits: Limits, text: &mut Vec<u8>) -> Result<(), JsonError> {
        write_value(self, limits, text)
    }
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
    /// `{"operation": …, "request": …}` and `{"method": …, "url": …, "data": …}`. A byte order
    /// mark before it is skipped.
    #[must_use]
    pub fn json<T: AsRef<[u8]> + ?Sized>(text: &'t T) -> Self {
        Self::from_input(RequestInput::Text(text.as_ref()))
    }

    /// A request that is parsed already. Its findings have pointers and no spans.
    #[must_use]
    pub fn value(value: &'t serde_json::Value) -> Self {
        Self::from_input(RequestInput::Value(value))
    }

    /// A request as a value of a type of the caller's, which is written into the session's
    /// memory. Its findings have pointers and no spans. What serde cannot write is no JSON.
    ///
    /// ```
    /// use smartro_lint::{Linter, Request};
    ///
    /// #[derive(serde::Serialize)]
    /// struct Cancel<'c> {
    ///     reason: &'c str,
    /// }
    ///
    /// let linter = Linter::smartro()?;
    /// let request = Cancel { reason: "변심" };
    /// let report = linter.lint(&Request::serialize(&request).operation("cancelPayment"));
    /// assert!(report.diagnostics.is_empty());
    /// # Ok::<(), smartro_lint::BuiltInError>(())
    /// ```
    #[must_use]
    pub fn serialize<T: Serialize + Sync>(value: &'t T) -> Self {
        Self::from_input(RequestInput::Value(value))
    }

    /// A request that cannot be read, where its text alone does not show that: an array's element
    /// after which the comma is missing, for one who splits the array. Its only finding is
    /// `invalid-json` with this error.
    #[must_use]
    pub fn broken<T: AsRef<[u8]> + ?Sized>(text: &'t T, error: JsonError) -> Self {
        Self::from_input(RequestInput::Broken(text.as_ref(), error))
    }

    fn from_input(input: RequestInput<'t>) -> Self {
        let (parameters, origin) = (Vec::new(), Origin::default());
        Self {
            input,
            operation: None,
            parameters,
            context: None,
            channels: None,
            origin,
            holes: false,
        }
    }

    /// The operation that a bare body is a request of, by its name or as
    /// [`Linter::operation`](crate::Linter::operation) gives it; an envelope's own goes first.
    #[must_use]
    pub fn operation(self, operation: impl Into<OperationName<'t>>) -> Self {
        Self { operation: Some(operation.into()), ..self }
    }

    /// A parameter of the path that a bare body is sent to; an envelope's own go first. Findings
    /// on it have the pointer `/@path/…` and no span.
    ///
    /// ```
    /// use smartro_lint::{Linter, Request};
    ///
    /// let linter = Linter::smartro()?;
    /// let body = r#"{"channelKey": "channel-key-1", "orderName": "book"}"#;
    /// let id = "order 1";
    /// let request = Request::json(body).operation("payInstantly").path("paymentId", id);
    /// let report = linter.lint(&request);
    /// assert!(report.diagnostics.iter().any(|finding| finding.pointer == "/@path/paymentId"));
    /// # Ok::<(), smartro_lint::BuiltInError>(())
    /// ```
    #[must_use]
    pub fn path(mut self, name: &'t str, value: &'t str) -> Self {
        self.parameters.push((name, value));
        self
    }

    /// What is known beyond the request; an envelope's own goes first.
    #[must_use]
    pub fn context(self, context: &'t Context) -> Self {
        Self { context: Some(context), ..self }
    }

    /// What is known depends on the request's channel; an envelope's own context goes first.
    #[cfg(feature = "project")]
    #[must_use]
    pub(crate) fn channels(self, channels: &'t (dyn ByChannel + Sync)) -> Self {
        Self { channels: Some(channels), ..self }
    }

    /// Values that are not known may be in the text, in the notation that front ends write.
    /// A finding is then one of every request that the text can represent.
    ///
    /// ```
    /// use smartro_lint::{Linter, Request};
    ///
    /// let text = r#"{"paymentId": ?("payment-" *[0-9a-f-]{36}), ...}"#;
    /// let request = Request::json(text).operation("requestPayment").with_holes();
    /// let report = Linter::smartro()?.lint(&request);
    /// let rules: Vec<&str> = report.diagnostics.iter().map(|found| &*found.rule).collect();
    /// assert_eq!(rules, ["payment-id-charset", "payment-id-length"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
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
    /// Nothing of its text: it may contain secrets.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut request = f.debug_struct("Request");
        request.field("operation", &self.operation).field("context", &self.context);
        request.finish_non_exhaustive()
    }
}
