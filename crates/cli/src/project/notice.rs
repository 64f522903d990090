//! Suppressions that suppress nothing.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use miette::Diagnostic;
use thiserror::Error;

use super::settings::Project;
use crate::messages::{self, Message};
use smartro_lint::project::Suppression;
use smartro_lint::source::{Source, Span};

/// A suppression that suppresses nothing.
#[derive(Debug, Error, Diagnostic)]
pub(super) enum Notice {
    /// There is no such finding.
    #[error("{}", Message::UnusedSuppression { rule })]
    #[diagnostic(code("unused-suppression"), severity(Warning))]
    #[diagnostic(help("{}", Message::UnusedSuppressionHelp))]
    Unused {
        rule: String,
        #[source_code]
        text: Arc<Source>,
        #[label(primary, "{}", messages::language().here())]
        span: Span,
    },
    /// Its last day is past.
    #[error("{}", Message::ExpiredSuppression { rule, day })]
    #[diagnostic(code("expired-suppression"), severity(Warning))]
    #[diagnostic(help("{}", Message::ExpiredSuppressionHelp { reason }))]
    Expired {
        rule: String,
        day: String,
        reason: String,
        #[source_code]
        text: Arc<Source>,
        #[label(primary, "{}", messages::language().here())]
        span: Span,
    },
}

/// How many notices there are of a project: for each the whole text is read up to its suppression.
const MOST: usize = 50;

/// The suppressions of a project that suppress nothing, and how many more there are. One is known to be unused only if all the
/// files that it applies to were linted: they are below these files and directories.
pub(super) fn notices(
    project: &Project,
    roots: &[PathBuf],
    all_read: bool,
) -> (Vec<Notice>, usize) {
    let Some(file) = &project.file else { return (Vec::new(), 0) };
    let is_linted = |base: &Path| {
        let path = file.directory.join(base);
        roots.iter().any(|root| path.starts_with(root))
    };
    let linted = |one: &Suppression| {
        all_read
            && match one.files() {
                Some(files) => files.bases().all(is_linted),
                None => is_linted(Path::new("")),
            }
    };
    let does_nothing =
        |one: &&Arc<Suppression>| one.expired().is_some() || (!one.is_used() && linted(one));
    let notice = |one: &Arc<Suppression>| {
        let span = file.content.span_of(one);
        let (text, rule) = (Arc::clone(file.source()), one.rule().to_owned());
        match one.expired() {
            Some(day) => Notice::Expired { rule, day, reason: one.reason().to_owned(), text, span },
            None => Notice::Unused { rule, text, span },
        }
    };
    let mut idle = file.content.suppressions().iter().filter(does_nothing);
    let notices = idle.by_ref().take(MOST).map(notice).collect();
    (notices, idle.count())
}
