//! Findings that the project file suppresses.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use time::Date;

use super::globs::Globs;
use super::packs::PackName;
use super::texts::PointerPattern;
use crate::report::OwnedFinding;
use smartro_lint_rules::moment::Instant;

/// An item of `suppress`: findings that are not reported.
#[derive(Debug)]
pub struct Suppression {
    /// Which of the list's items it is.
    pub(super) index: usize,
    pub(super) rule: String,
    /// The files that they are in; `None`: all files.
    pub(super) files: Option<Globs>,
    pub(super) pointer: Option<PointerPattern>,
    pub(super) reason: String,
    pub(super) last_day: Option<Date>,
    pub(super) is_expired: AtomicBool,
    pub(super) is_used: AtomicBool,
}

impl Suppression {
    /// The rule whose findings it suppresses.
    #[must_use]
    pub fn rule(&self) -> &str {
        &self.rule
    }

    /// The files whose findings it suppresses; `None`: all files.
    #[must_use]
    pub fn files(&self) -> Option<&Globs> {
        self.files.as_ref()
    }

    /// Why.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// The last day of one that has expired, as `2026-12-31`.
    #[must_use]
    pub fn expired(&self) -> Option<String> {
        let is_expired = self.is_expired.load(Ordering::Relaxed);
        self.last_day.filter(|_| is_expired).map(|day| day.to_string())
    }

    /// Whether it has suppressed a finding so far.
    #[must_use]
    pub fn is_used(&self) -> bool {
        self.is_used.load(Ordering::Relaxed)
    }

    pub(super) fn expire(&self, now: Instant) {
        let is_past = now.day().zip(self.last_day).is_some_and(|(today, last)| today > last);
        self.is_expired.store(is_past, Ordering::Relaxed);
    }

    /// Whether it applies to a file, given by its path from the project file's directory.
    pub(super) fn applies_to(&self, path: Option<&Path>) -> bool {
        let Some(files) = &self.files else { return true };
        path.is_some_and(|path| files.matches(path))
    }

    /// Whether it suppresses a finding of a pack in such a file.
    pub(super) fn suppresses(&self, finding: &OwnedFinding, pack: &PackName) -> bool {
        let pointer = |pattern: &PointerPattern| pattern.matches(&finding.pointer);
        let suppresses = !self.is_expired.load(Ordering::Relaxed)
            && pack.is_rule(&self.rule, finding)
            && self.pointer.as_ref().is_none_or(pointer);
        if suppresses {
            self.is_used.store(true, Ordering::Relaxed);
        }
        suppresses
    }
}
