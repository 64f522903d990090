//! Why the program could not do its work.

use smartro_lint::report::visible;

/// Why the program could not do its work.
pub(crate) enum Failure {
    /// A sentence.
    Message(String),
    /// A diagnostic.
    Report(miette::Report),
    /// Several things are wrong.
    Several(Vec<Failure>),
    /// The error has already been printed.
    AlreadyReported,
}

impl Failure {
    /// A sentence; what a terminal would act on, in a file's name for example, is shown.
    pub(crate) fn message(text: impl std::fmt::Display) -> Self {
        Self::Message(visible(&text.to_string()))
    }

    /// What it says in a sentence; of a diagnostic, what is wrong first.
    #[cfg(feature = "lsp")]
    pub(crate) fn summary(&self) -> String {
        match self {
            Self::Message(text) => text.clone(),
            Self::Report(report) => {
                let first = report.related().and_then(|mut related| related.next());
                let first = first.map(|first| format!(": {first}")).unwrap_or_default();
                format!("{report}{first}")
            }
            Self::Several(failures) => failures.first().map(Self::summary).unwrap_or_default(),
            Self::AlreadyReported => String::new(),
        }
    }
}
