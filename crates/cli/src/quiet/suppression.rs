//! Findings that are meant to be.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::project::{Globs, PointerPattern};
use smartro_lint::report::OwnedFinding;

/// Findings that are meant to be, and not told.
pub(crate) struct Suppression {
    /// Which of the project file's it is.
    pub(crate) place: usize,
    pub(crate) rule: String,
    /// The files that they are in; nothing: all of them.
    pub(crate) files: Option<Globs>,
    pub(crate) pointer: Option<PointerPattern>,
    pub(crate) reason: String,
    /// The day after which they are told again, where that has passed.
    pub(crate) expired: Option<String>,
    /// Whether there was such a finding.
    pub(crate) used: AtomicBool,
}

impl Suppression {
    /// Whether it speaks of a file, given by its path from the project file's directory.
    pub(crate) fn speaks_of(&self, path: Option<&Path>) -> bool {
        let Some(files) = &self.files else { return true };
        path.is_some_and(|path| files.matches(path))
    }

    /// Whether a finding in such a file is one of them.
    pub(super) fn holds(&self, finding: &OwnedFinding) -> bool {
        let pointer = |pattern: &PointerPattern| pattern.matches(&finding.pointer);
        let holds = finding.rule == self.rule && self.pointer.as_ref().is_none_or(pointer);
        if holds {
            self.used.store(true, Ordering::Relaxed);
        }
        holds
    }

    /// Whether there was such a finding so far.
    pub(crate) fn is_used(&self) -> bool {
        self.used.load(Ordering::Relaxed)
    }
}
