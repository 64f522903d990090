//! Why a pack does not load.

use std::fmt;
use std::sync::Arc;

use miette::{Diagnostic, LabeledSpan};

use super::fault::CatalogFault;
use super::kind::ErrorKind;
use super::messages;
use super::mistake::Help;
use super::useless::Useless;
use crate::language::Language;
use crate::source::{Source, Span};
use crate::suggest::suggest_spelling;

/// One mistake in a pack, and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompileError {
    /// What is wrong.
    pub kind: ErrorKind,
    /// In which text.
    pub file: Arc<Source>,
    /// Where in it.
    pub span: Span,
    /// What to do, where more is known than what the kind gives.
    pub help: Option<Help>,
    /// Where the same name is first, in the same file.
    pub first: Option<Span>,
    language: Language,
}

/// "did you mean `X`?", where one of the names is near enough, or is a longer one: `KOOKMIN` for
/// `KOOKMIN_BANK`.
pub(crate) fn did_you_mean<'n>(
    name: &str,
    names: impl IntoIterator<Item = &'n str>,
) -> Option<Help> {
    let names: Vec<&str> = names.into_iter().collect();
    let near = suggest_spelling(name, names.iter().copied());
    near.or_else(|| longer(name, &names)).map(|near| Help::DidYouMean(near.into()))
}

/// The shortest name that begins or ends with a word.
fn longer<'n>(word: &str, names: &[&'n str]) -> Option<&'n str> {
    /// With fewer bytes it is the beginning of much else.
    const SHORTEST: usize = 3;
    let lower = word.to_ascii_lowercase();
    let has_word = |name: &&&str| {
        let name = name.to_ascii_lowercase();
        name.starts_with(&lower) || name.ends_with(&lower)
    };
    let longer = names.iter().filter(|_| word.len() >= SHORTEST).filter(has_word);
    longer.min_by_key(|name| (name.len(), **name)).copied()
}

impl CompileError {
    /// An error at a place.
    #[must_use]
    pub(crate) fn new(kind: ErrorKind, file: &Arc<Source>, span: Span) -> Self {
        let file = Arc::clone(file);
        Self { kind, file, span, help: None, first: None, language: Language::English }
    }

    /// With what to do about it.
    #[must_use]
    pub(crate) fn with_help(mut self, help: Option<Help>) -> Self {
        self.help = help;
        self
    }

    /// With the place where the same name is first.
    #[must_use]
    pub(super) fn first_in(mut self, file: &Arc<Source>, span: Span) -> Self {
        if Arc::ptr_eq(file, &self.file) {
            self.first = Some(span);
            return self;
        }
        self.with_help(Some(Help::DefinedIn(file.name.as_str().into())))
    }

    /// The same with texts in another language.
    #[must_use]
    pub fn in_language(self, language: Language) -> Self {
        Self { language, ..self }
    }
}

impl fmt::Display for CompileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// The longest message, in characters: who names a thing chooses how long its name is.
        const LONGEST: usize = 400;
        let text = messages::message(self.language, &self.kind);
        match text.char_indices().nth(LONGEST) {
            Some((end, _)) => write!(f, "{}…", text.get(..end).unwrap_or("")),
            None => f.write_str(&text),
        }
    }
}

impl std::error::Error for CompileError {}

/// The code of a mistake in a YAML file of a pack, given its path: catalogs and cases are in
/// directories of their own.
fn yaml_code(path: &str) -> &'static str {
    match path.rsplit(['/', '\\']).nth(1) {
        Some("locales") => "catalog",
        Some("cases") => "case",
        _ => "manifest",
    }
}

impl Diagnostic for CompileError {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let code = match &self.kind {
            ErrorKind::Unknown { .. } | ErrorKind::UnknownField { .. } => "unknown-name",
            ErrorKind::UnknownMember { .. } => "unknown-member",
            ErrorKind::Duplicate { .. } | ErrorKind::NameOfShapeRule { .. } => "duplicate",
            ErrorKind::Incomparable { .. } | ErrorKind::Mismatch { .. } => "type",
            ErrorKind::UnitMismatch { .. } => "unit",
            ErrorKind::Pattern(_) => "pattern",
            ErrorKind::Arity { .. } => "arguments",
            ErrorKind::OfLastClause => "clause",
            ErrorKind::Unused { .. } | ErrorKind::Useless(_) => "unused",
            ErrorKind::Incomplete(_) => "incomplete",
            ErrorKind::Catalog(_) => "catalog",
            ErrorKind::Yaml(fault) if fault.is_too_much() => "limit",
            ErrorKind::Case(_) => "case",
            ErrorKind::Yaml(_) => yaml_code(&self.file.name),
            ErrorKind::Manifest(_) => "manifest",
            ErrorKind::TooMuch(_) => "limit",
        };
        Some(Box::new(code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        let is_warning = matches!(
            self.kind,
            ErrorKind::OfLastClause
                | ErrorKind::Useless(
                    Useless::Declaration { .. }
                        | Useless::Amended { .. }
                        | Useless::Severity { .. }
                        | Useless::Comparison { .. }
                        | Useless::Literal { .. }
                        | Useless::Pattern { .. }
                )
                | ErrorKind::Catalog(
                    CatalogFault::FixedParticle { .. }
                        | CatalogFault::FullStop { .. }
                        | CatalogFault::Backtick { .. }
                        | CatalogFault::DoubledBrace { .. },
                )
        );
        Some(if is_warning { miette::Severity::Warning } else { miette::Severity::Error })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let help = match &self.help {
            Some(help) => messages::help(self.language, help),
            None => messages::advice(self.language, &self.kind)?,
        };
        Some(Box::new(help))
    }

    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        Some(&*self.file)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let span = self.file.underlined(self.span);
        let here = LabeledSpan::new_primary_with_span(Some(self.language.here().to_owned()), span);
        let first = self.first.map(|span| {
            LabeledSpan::new_with_span(
                Some(self.language.first_here().to_owned()),
                self.file.underlined(span),
            )
        });
        Some(Box::new(std::iter::once(here).chain(first)))
    }
}
