//! What a file is lowered to.

/// A range of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// The bytes from `start` up to `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }
}

impl From<oxc_span::Span> for Span {
    fn from(span: oxc_span::Span) -> Self {
        Self { start: span.start as usize, end: span.end as usize }
    }
}

/// What was found in a file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lowered {
    /// The calls, in the order of the file.
    pub requests: Vec<LoweredRequest>,
    /// Calls of the API that are none of its operations', in the order of the file.
    pub others: Vec<OtherCall>,
    /// The comments that suppress findings.
    pub suppressions: Vec<Suppression>,
    /// Why the file, or the rest of it, was not looked at.
    pub skipped: Option<Skipped>,
    /// Why scripts of the file, or a request of it, could not be read; what is in the others is kept.
    pub errors: Vec<SourceError>,
}

impl Lowered {
    /// Adds what was found in another script of the file.
    pub(crate) fn extend(&mut self, other: Self) {
        self.requests.extend(other.requests);
        self.others.extend(other.others);
        self.suppressions.extend(other.suppressions);
        self.skipped = other.skipped.or(self.skipped);
        self.errors.extend(other.errors);
    }
}

/// A call of the API's host at a path that is certainly no operation's. Whether a segment of it is
/// misspelt, the caller decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherCall {
    /// The call expression, in the file.
    pub call: Span,
    /// As the call writes it, in upper case.
    pub method: String,
    /// The URL, with `${…}` for what is not known of it.
    pub url: String,
    /// Where the segment is written that differs from an operation's if one does, or else the URL.
    pub segment: Span,
}

/// Why a file was skipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Skipped {
    /// It is larger than [`Options::max_bytes`](crate::options::Options::max_bytes).
    TooLarge,
    /// It is made by a bundler or a minifier.
    Minified,
    /// Its brackets or its operators nest too deeply.
    TooDeep,
    /// It has so many brackets, operators and keywords that they may nest more deeply than there is
    /// stack for, whether they do or not.
    MayBeTooDeep,
    /// It took more than its bounded amount of work; what was lowered before is kept.
    TooMuchWork,
    /// There is no memory for the stack that it takes.
    NoMemory,
}

/// A call, and the requests that it may send.
#[derive(Debug, Clone, PartialEq)]
pub struct LoweredRequest {
    /// The operation's name, as the calls name it.
    pub operation: String,
    /// The call expression, in the file.
    pub call: Span,
    /// The request, once for each combination of conditions: at least one, at most 16. Exactly one
    /// of them is sent by a run of the call.
    pub worlds: Vec<World>,
}

/// The request in one combination of conditions.
#[derive(Debug, Clone, PartialEq)]
pub struct World {
    /// The conditions that it depends on, and how each was decided.
    pub conditions: Vec<Condition>,
    /// Other combinations of conditions in which the same is sent.
    pub others: Vec<Vec<Condition>>,
    /// The body.
    pub body: LoweredText,
    /// The path parameters.
    pub path: Vec<PathParameter>,
    /// Where the channel key comes from.
    pub channel: Option<Channel>,
    /// Where the call is of a function of another file: what that sends whatever it is given.
    pub sender: Option<Box<Sender>>,
}

/// A call of the API in a function of another file, as the function makes it whatever it is given.
/// What is found in it is found in that file.
#[derive(Debug, Clone, PartialEq)]
pub struct Sender {
    /// What the function calls, without arguments.
    pub callee: SourcePlace,
    /// What it sends.
    pub world: World,
}

impl World {
    /// Whether the same is sent, wherever it comes from.
    pub(crate) fn sends_same(&self, other: &Self) -> bool {
        let is_same = |(one, other): (&PathParameter, &PathParameter)| {
            one.name == other.name && one.value.text == other.value.text
        };
        self.body.text == other.body.text
            && self.path.len() == other.path.len()
            && self.path.iter().zip(&other.path).all(is_same)
    }

    /// Whether the same is sent, by the same call of the API.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let senders = (&self.sender, &other.sender);
        self.sends_same(other)
            && match senders {
                (Some(one), Some(other)) => one.world.sends_same(&other.world),
                (one, other) => one.is_none() && other.is_none(),
            }
    }
}

/// How a condition was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// The condition, or the assignment or call that gave the value.
    pub place: SourcePlace,
    /// Whether it holds; of an assignment or a call, whether it was the one.
    pub holds: bool,
    /// What distinguishes it from the call's other conditions, which may be at the same place.
    pub id: u64,
    /// Which of its alternatives it was, from 0.
    pub taken: usize,
}

impl Condition {
    /// Whether it is the same condition, decided in another way.
    pub fn contradicts(&self, other: &Self) -> bool {
        self.id == other.id && self.taken != other.taken
    }
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourcePlace {
    /// The other file's name; `None` for the file that was lowered.
    pub file: Option<String>,
    /// The place in it.
    pub span: Span,
}

/// JSON with holes, and where its parts come from.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LoweredText {
    /// JSON with holes.
    pub text: String,
    /// Keys and values, in the order of their starts in `text`; a value comes before its parts.
    pub map: Vec<Mapping>,
}

/// Where a key or a value comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Mapping {
    /// In the lowered text.
    pub lowered: Span,
    /// In the file: the use.
    pub source: Span,
    /// Where the value comes from, if not from its use.
    pub value_from: Option<SourcePlace>,
    /// The literal that can be edited as plain text: inline, or of a constant with this one use.
    pub literal: Option<Literal>,
}

/// A literal that may be edited in place.
#[derive(Debug, Clone, PartialEq)]
pub struct Literal {
    /// With its quotes.
    pub place: SourcePlace,
    /// How it is quoted.
    pub quote: Quote,
}

/// How a literal is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quote {
    /// `'…'`
    Single,
    /// `"…"`
    Double,
    /// `` `…` `` without substitutions
    Backtick,
    /// A number, a boolean or null.
    Bare,
    /// A name that is a key.
    Key,
}

/// A parameter of a path.
#[derive(Debug, Clone, PartialEq)]
pub struct PathParameter {
    /// As the path's template names it.
    pub name: String,
    /// Its value.
    pub value: LoweredText,
}

/// Where a channel key comes from.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Channel {
    /// The text, where it is known.
    pub text: Option<String>,
    /// The environment's entry, as `NEXT_PUBLIC_CHANNEL_KEY`.
    pub env: Option<String>,
    /// The names of variables and constants that it went through, from the use on.
    pub names: Vec<String>,
}

/// Why a script, or the request of an HTTP client's file, could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct SourceError {
    /// What the parser expected.
    pub message: String,
    /// Where, in the file.
    pub span: Span,
}

/// A comment that suppresses findings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// The rules that it names, each with its place; none if it names none.
    pub rules: Vec<(String, Span)>,
    /// Why, after `--`; `None` if it does not say.
    pub reason: Option<String>,
    /// What it covers.
    pub covers: Covers,
    /// The comment, with its delimiters.
    pub span: Span,
}

/// What a suppression covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Covers {
    /// The whole file.
    File,
    /// These bytes: the line after the comment.
    Line(Span),
}
