//! What all requests of a run have in common, and the entries that are written of them.

use std::ops::Range;

use super::part::Part;
use super::rounds::fixable;
#[cfg(feature = "source")]
use super::source;
use crate::format::{Counts, Emitter, Fixable, ReportEntry, RequestText};
use crate::project::Settings;
use smartro_lint::Limits;
use smartro_lint::batch::Fingerprints;
use smartro_lint::report::{OwnedFinding, Report};

/// What all requests of a run have in common.
pub(super) struct Run {
    pub(super) limits: Limits,
    /// What standard output is written in, and then every file.
    pub(super) emitters: Vec<Box<dyn Emitter>>,
    /// Whether the findings of each rule are counted.
    pub(super) statistics: bool,
    /// What rules over a run compare; nothing, where they are switched off.
    pub(super) fingerprints: Option<Fingerprints>,
    /// Whether the files that are left alone are named.
    pub(super) verbose: bool,
    /// How source code is linted.
    #[cfg(feature = "source")]
    pub(super) source: source::Ways,
}

/// The entries of a part's requests in one format, each after a separator.
#[derive(Clone, Default)]
pub(super) struct Entries {
    pub(super) text: Vec<u8>,
    /// Where each request's entry ends.
    pub(super) ends: Vec<usize>,
}

/// What a request's entry is made of, beside its report.
pub(super) struct EntryOf<'p> {
    pub(super) text: &'p RequestText<'p>,
    pub(super) index: usize,
    pub(super) id: Option<&'p str>,
}

impl Run {
    /// Nothing counted yet.
    pub(super) fn counts(&self) -> Counts {
        Counts::new(self.statistics)
    }

    /// How many findings fixes resolve, if a format has a place for it: finding out takes linting
    /// each fixed text.
    pub(super) fn fixable(
        &self,
        text: (&[u8], u64),
        before: &[OwnedFinding],
        findings: impl FnMut(&[u8]) -> Vec<OwnedFinding>,
    ) -> Fixable {
        match self.emitters.iter().any(|emitter| emitter.counts_fixes()) {
            true => fixable(text, before, findings),
            false => Fixable::default(),
        }
    }

    /// Writes a request's entry in each format, after a separator; nothing, where it has none.
    pub(super) fn write<'o>(
        &self,
        part: &Part,
        request: EntryOf<'_>,
        settings: &Settings,
        report: &Report,
        out: impl Iterator<Item = &'o mut Vec<u8>>,
    ) {
        let EntryOf { text, index, id } = request;
        let entry = ReportEntry {
            id,
            linter: &settings.project.linter,
            fail_on: settings.project.fail_on,
            file: &part.name,
            index,
            text,
            report,
        };
        let named = (!report.packs.is_empty()).then(|| with_packs(report));
        let named = named.as_ref().map(|report| ReportEntry { report, ..entry });
        let is_written =
            |emitter: &dyn Emitter| report.ignored.is_none() || emitter.writes_ignored();
        for (emitter, out) in
            self.emitters.iter().zip(out).filter(|(emitter, _)| is_written(&***emitter))
        {
            let start = out.len();
            out.extend_from_slice(emitter.separator().as_bytes());
            let separated = out.len();
            let named = named.as_ref().filter(|_| !emitter.has_pack());
            emitter.entry(named.unwrap_or(&entry), out);
            if out.len() == separated {
                out.truncate(start);
            }
        }
    }
}

impl Entries {
    /// Ends a request's entry.
    pub(super) fn end(&mut self) {
        self.ends.push(self.text.len());
    }

    /// The entries of some requests.
    pub(super) fn of(&self, requests: Range<usize>) -> &[u8] {
        let end = |requests: usize| {
            requests.checked_sub(1).and_then(|last| self.ends.get(last)).copied().unwrap_or(0)
        };
        self.text.get(end(requests.start)..end(requests.end)).unwrap_or_default()
    }
}

/// A report whose rules' names say which pack they are of.
fn with_packs(report: &Report) -> Report {
    let mut report = report.clone();
    let findings = report.diagnostics.iter_mut();
    for finding in findings.filter(|one| one.pack != "engine" && !one.rule.contains('/')) {
        finding.rule = format!("{}/{}", finding.pack, finding.rule);
    }
    report
}
