//! Why a pack does not load.

use std::sync::Arc;

use miette::{Diagnostic, LabeledSpan};
use thiserror::Error;

use crate::source::{Source, Span};

/// One mistake in a pack, and where it is.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{}", shortened(kind))]
pub struct CompileError {
    /// What is wrong.
    pub kind: ErrorKind,
    /// In which text.
    pub file: Arc<Source>,
    /// Where in it.
    pub span: Span,
    /// What to do, where that is known.
    pub help: Option<String>,
    /// Another place in the same file that has to do with it.
    pub related: Option<(Span, &'static str)>,
}

/// The longest message, in characters: who names a thing chooses how long its name is.
const LONGEST: usize = 400;

fn shortened(kind: &ErrorKind) -> String {
    let text = kind.to_string();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or("")),
        None => text,
    }
}

/// What is wrong with a pack.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ErrorKind {
    /// A name that nothing has.
    #[error("unknown {what} `{name}`")]
    Unknown {
        /// What kind of thing it should be.
        what: &'static str,
        /// The name.
        name: String,
    },
    /// A field that its object does not have.
    #[error("`{owner}` has no field `{name}`")]
    UnknownField {
        /// The operation, or the path to the object.
        owner: String,
        /// The field.
        name: String,
    },
    /// A member that an enumeration does not have.
    #[error("`{enumeration}` has no member `{name}`")]
    UnknownMember {
        /// The enumeration.
        enumeration: String,
        /// The member.
        name: String,
    },
    /// Something is defined twice.
    #[error("the {what} `{name}` is defined twice")]
    Duplicate {
        /// What kind of thing.
        what: &'static str,
        /// The name.
        name: String,
    },
    /// Two values that can never be equal, or that have no order.
    #[error("{left} and {right} cannot be compared")]
    Incomparable {
        /// What is on the left.
        left: String,
        /// What is on the right.
        right: String,
    },
    /// Two numbers of different units.
    #[error("{left} and {right} are different units")]
    UnitMismatch {
        /// The unit on the left.
        left: &'static str,
        /// The unit on the right.
        right: &'static str,
    },
    /// Something of another type should be here.
    #[error("expected {expected}, found {found}")]
    Mismatch {
        /// What should.
        expected: &'static str,
        /// What does.
        found: String,
    },
    /// A regular expression that does not compile.
    #[error("this pattern cannot be used: {reason}")]
    Pattern {
        /// Why.
        reason: String,
    },
    /// A function with too many or too few arguments.
    #[error("`{function}` takes {expected}, not {found}")]
    Arity {
        /// The function.
        function: String,
        /// How many it takes.
        expected: &'static str,
        /// How many it got.
        found: usize,
    },
    /// A `let` that nothing uses.
    #[error("`{name}` is never used")]
    Unused {
        /// The name.
        name: String,
    },
    /// Something that a rule or an operation must have.
    #[error("{0}")]
    Incomplete(String),
    /// A catalog and the rules do not fit.
    #[error("{0}")]
    Catalog(String),
    /// The manifest is not what it should be.
    #[error("{0}")]
    Manifest(String),
    /// More than a pack may have.
    #[error("{0}")]
    TooMuch(String),
}

impl CompileError {
    /// An error at a place.
    #[must_use]
    pub fn new(kind: ErrorKind, file: &Arc<Source>, span: Span) -> Self {
        Self { kind, file: Arc::clone(file), span, help: None, related: None }
    }

    /// With what to do about it.
    #[must_use]
    pub fn with_help(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }

    /// With a word about another place in the same file.
    #[must_use]
    pub fn with_related(mut self, span: Span, label: &'static str) -> Self {
        self.related = Some((span, label));
        self
    }

    /// With the place where the same name is first.
    #[must_use]
    pub(super) fn first_in(self, file: &Arc<Source>, span: Span) -> Self {
        if Arc::ptr_eq(file, &self.file) {
            return self.with_related(span, "first here");
        }
        self.with_help(Some(format!("it is defined first in `{}`", file.name)))
    }
}

impl Diagnostic for CompileError {
    fn code<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        let code = match self.kind {
            ErrorKind::Unknown { .. } | ErrorKind::UnknownField { .. } => "unknown-name",
            ErrorKind::UnknownMember { .. } => "unknown-member",
            ErrorKind::Duplicate { .. } => "duplicate",
            ErrorKind::Incomparable { .. } | ErrorKind::Mismatch { .. } => "type",
            ErrorKind::UnitMismatch { .. } => "unit",
            ErrorKind::Pattern { .. } => "pattern",
            ErrorKind::Arity { .. } => "arguments",
            ErrorKind::Unused { .. } => "unused",
            ErrorKind::Incomplete(_) => "incomplete",
            ErrorKind::Catalog(_) => "catalog",
            ErrorKind::Manifest(_) => "manifest",
            ErrorKind::TooMuch(_) => "limit",
        };
        Some(Box::new(code))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn std::fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        Some(&*self.file)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let span = self.file.underlined(self.span);
        let here = LabeledSpan::new_primary_with_span(Some("here".to_owned()), span);
        let related = self.related.map(|(span, label)| {
            LabeledSpan::new_with_span(Some(label.to_owned()), self.file.underlined(span))
        });
        Some(Box::new(std::iter::once(here).chain(related)))
    }
}

pub(super) use crate::suggest::did_you_mean;
