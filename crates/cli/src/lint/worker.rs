//! Lints what a thread is given, and writes of each request what can be written before the
//! requests before it are known.

#[cfg(feature = "lsp")]
mod reports;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::channel::{self, Channel};
use super::jobs::Job;
use super::part::{Part, Place, Requests};
use super::run::{Entries, EntryOf, Run};
#[cfg(feature = "source")]
use super::source;
use crate::Failure;
use crate::format::Counts;
use crate::project::Settings;
use smartro_lint::Origin;
use smartro_lint::Request;
use smartro_lint::batch::{BatchViolation, Fingerprint};
use smartro_lint::report::{OwnedFinding, Report};
use smartro_lint::{Session, redacted_as_unknown};

/// What came of each part of a job.
pub(super) type Each<T> = Vec<Result<T, Failure>>;

/// Lints one request after another; each thread has its own.
pub(super) struct Worker {
    run: Arc<Run>,
    /// By project.
    sessions: BTreeMap<usize, Session>,
    /// The calls that are looked for in source code, by project.
    #[cfg(feature = "source")]
    calls: BTreeMap<usize, smartro_lint_source::Calls>,
}

/// What came of a part, but for what its requests break together with others.
pub(super) struct Linted {
    pub(super) part: Part,
    pub(super) settings: Arc<Settings>,
    /// The entries of its requests, in each format.
    pub(super) entries: Vec<Entries>,
    pub(super) counts: Counts,
    /// What is to be compared with other requests, in order.
    pub(super) compared: Vec<Compared>,
    /// Those that were found not to go with earlier ones.
    pub(super) violating: Vec<Violating>,
    /// Whether it is left alone: it holds no request.
    pub(super) is_skipped: bool,
}

/// What is to be compared of a request.
pub(super) struct Compared {
    pub(super) fingerprint: Fingerprint,
    pub(super) place: Place,
    /// Which of the part's requests it is.
    pub(super) request: usize,
}

/// A request that does not go with earlier ones.
pub(super) struct Violating {
    pub(super) place: Place,
    /// Which of the part's requests it is: its entries say nothing of this yet.
    pub(super) request: usize,
    pub(super) violations: Vec<BatchViolation>,
}

/// What came of a part, ready to be written.
pub(super) struct Settled {
    /// The file's name.
    pub(super) name: Arc<str>,
    /// Whether the file starts with this part.
    pub(super) starts: bool,
    /// How long the part is.
    pub(super) bytes: usize,
    /// The entries of its requests in each format, each after a separator.
    pub(super) entries: Vec<Vec<u8>>,
    pub(super) counts: Counts,
    /// Whether it is left alone: it holds no request.
    pub(super) is_skipped: bool,
}

impl Linted {
    /// As it is, if no request breaks a rule together with an earlier one.
    pub(super) fn settled(self) -> Settled {
        let Self { part, entries, counts, is_skipped, .. } = self;
        let entries = entries.into_iter().map(|entries| entries.text).collect();
        Settled { is_skipped, ..Settled::new(part, entries, counts) }
    }
}

impl Settled {
    fn new(part: Part, entries: Vec<Vec<u8>>, counts: Counts) -> Self {
        let (starts, bytes) = (part.is_first(), part.text.len());
        Self { name: part.name, starts, bytes, entries, counts, is_skipped: false }
    }
}

impl Worker {
    pub(super) fn new(run: Arc<Run>) -> Self {
        Self {
            run,
            sessions: BTreeMap::new(),
            #[cfg(feature = "source")]
            calls: BTreeMap::new(),
        }
    }

    /// What comes of each part; a file that cannot be read does not keep the others.
    pub(super) fn job(&mut self, job: Job) -> Each<Linted> {
        let limit = self.run.limits.bytes;
        match job {
            Job::Part(part, settings) => vec![part.map(|part| self.part(part, settings))],
            Job::Files(files) => {
                let linted = files.into_iter().map(|file| {
                    let part = file.read(limit)?;
                    Ok(self.part(part, file.settings))
                });
                linted.collect()
            }
        }
    }

    pub(super) fn part(&mut self, mut part: Part, settings: Arc<Settings>) -> Linted {
        #[cfg(feature = "source")]
        if part.requests == Requests::Source {
            return self.source_part(part, settings);
        }
        let run = &*self.run;
        let session = session(&mut self.sessions, &settings);
        settings.linted();
        part.with_holes = redacted_as_unknown(&part.text, &settings.project.redacted);
        let (mut entries, mut compared) =
            (vec![Entries::default(); run.emitters.len()], Vec::new());
        let mut counts = run.counts();
        let is_skipped = is_skipped(session, &part, &settings);
        let writes_clean = run.emitters.iter().any(|emitter| emitter.writes_clean());
        let places = if is_skipped { Vec::new() } else { part.places(run.limits.bytes) };
        for (index, place) in places.into_iter().enumerate() {
            let request = settings.request(part.request(place));
            let verdict = session.lint(&request);
            let channel = channel::of(&verdict, &settings);
            channel.count(&mut counts.summary);
            if channel == Channel::OtherPack {
                entries.iter_mut().for_each(Entries::end);
                continue;
            }
            if let Some(ignored) = verdict.ignored() {
                counts.summary.add_ignored(ignored);
                if run.emitters.iter().any(|emitter| emitter.writes_ignored()) {
                    let texts = entries.iter_mut().map(|entries| &mut entries.text);
                    let request = EntryOf { id: verdict.id(), ..EntryOf::new(&part, place) };
                    run.write(&part, request, &settings, &verdict.report(), texts);
                }
                entries.iter_mut().for_each(Entries::end);
                continue;
            }
            if verdict.is_clean() && !verdict.is_truncated() && !writes_clean {
                counts.summary.requests += 1;
            } else {
                let mut report = verdict.report();
                let suppressed = settings.suppress(place.index, &mut report.diagnostics);
                counts.summary.suppressed += suppressed;
                counts.add(&report);
                counts.judge(&report.diagnostics, settings.project.fail_on);
                let texts = entries.iter_mut().map(|entries| &mut entries.text);
                let request = EntryOf { id: verdict.id(), ..EntryOf::new(&part, place) };
                run.write(&part, request, &settings, &report, texts);
            }
            entries.iter_mut().for_each(Entries::end);
            let fingerprints = run.fingerprints.iter().flat_map(|one| one.of(&verdict));
            compared.extend(fingerprints.map(|fingerprint| Compared {
                fingerprint,
                place,
                request: index,
            }));
        }
        Linted { part, settings, entries, counts, compared, violating: Vec::new(), is_skipped }
    }

    #[cfg(feature = "source")]
    fn source_part(&mut self, part: Part, settings: Arc<Settings>) -> Linted {
        let run = &*self.run;
        settings.linted();
        let project = &settings.project;
        let calls = self.calls.entry(project.number);
        let calls = calls.or_insert_with(|| source::calls(&project.linter));
        let session = session(&mut self.sessions, &settings);
        let file = (&*part.name, &*part.text);
        let found = source::lint(session, file, calls, &settings, run.source);
        let (mut entries, mut counts) =
            (vec![Entries::default(); run.emitters.len()], run.counts());
        counts.summary.suppressed += found.suppressed;
        found.channels.iter().for_each(|channel| channel.count(&mut counts.summary));
        for (index, mut report) in found.reports.into_iter().enumerate() {
            counts.summary.suppressed += settings.suppress(index, &mut report.diagnostics);
            counts.add(&report);
            counts.judge(&report.diagnostics, project.fail_on);
            let texts = entries.iter_mut().map(|entries| &mut entries.text);
            let call = EntryOf { text: &part.text, index, origin: Origin::default(), id: None };
            run.write(&part, call, &settings, &report, texts);
            entries.iter_mut().for_each(Entries::end);
        }
        let (compared, violating, is_skipped) = (Vec::new(), Vec::new(), found.is_skipped);
        Linted { part, settings, entries, counts, compared, violating, is_skipped }
    }

    /// A text of source code with its fixes; `None`: none can be made.
    #[cfg(feature = "source")]
    pub(super) fn source_fixed(
        &mut self,
        part: &Part,
        settings: &Settings,
        suggested: bool,
    ) -> Option<Vec<u8>> {
        let project = &settings.project;
        let calls = self.calls.entry(project.number);
        let calls = calls.or_insert_with(|| source::calls(&project.linter));
        let session = session(&mut self.sessions, settings);
        source::fixed(session, (&part.name, &part.text), calls, settings, suggested)
    }

    /// Adds what requests break together with earlier ones.
    pub(super) fn settle(&mut self, results: Each<Linted>) -> Each<Settled> {
        results.into_iter().map(|linted| Ok(self.settle_part(linted?))).collect()
    }

    fn settle_part(&mut self, linted: Linted) -> Settled {
        if linted.violating.is_empty() {
            return linted.settled();
        }
        let (entries, counts) = self.rewritten(&linted);
        Settled::new(linted.part, entries, counts)
    }

    /// The entries of a part, those of violating requests rewritten, and the counts with them.
    fn rewritten(&mut self, linted: &Linted) -> (Vec<Vec<u8>>, Counts) {
        let Linted { part, settings, entries, violating, .. } = linted;
        let mut counts = linted.counts.clone();
        let mut settled = vec![Vec::new(); entries.len()];
        let mut next = 0;
        for one in violating {
            for (entries, settled) in entries.iter().zip(&mut settled) {
                settled.extend_from_slice(entries.of(next..one.request));
            }
            let (report, id, findings, suppressed) = self.violating(part, settings, one);
            counts.summary.suppressed += suppressed;
            counts.add_findings(&findings);
            counts.judge(&findings, settings.project.fail_on);
            let request = EntryOf { id: id.as_deref(), ..EntryOf::new(part, one.place) };
            self.run.write(part, request, settings, &report, settled.iter_mut());
            next = one.request + 1;
        }
        for (entries, settled) in entries.iter().zip(&mut settled) {
            settled.extend_from_slice(entries.of(next..entries.ends.len()));
        }
        (settled, counts)
    }

    /// Lints a request again: its report, its `id`, the findings that came to it, and how many of
    /// these are suppressed.
    fn violating(
        &mut self,
        part: &Part,
        settings: &Settings,
        one: &Violating,
    ) -> (Report, Option<String>, Vec<OwnedFinding>, usize) {
        let session = session(&mut self.sessions, settings);
        let request = settings.request(part.request(one.place));
        let verdict = session.lint(&request);
        let findings = one.violations.iter().filter_map(|violation| violation.finding(&verdict));
        let mut findings: Vec<OwnedFinding> = findings.collect();
        let suppressed = settings.suppress(one.place.index, &mut findings);
        let mut report = verdict.report();
        settings.suppress(one.place.index, &mut report.diagnostics);
        report.extend(findings.clone());
        (report, verdict.id().map(str::to_owned), findings, suppressed)
    }

    /// What is found in a request's text by itself, but for what is suppressed; positions start
    /// where the text does.
    pub(super) fn findings(
        &mut self,
        text: &[u8],
        index: usize,
        settings: &Settings,
    ) -> Vec<OwnedFinding> {
        let session = session(&mut self.sessions, settings);
        let with_holes = redacted_as_unknown(text, &settings.project.redacted);
        let request = match &with_holes {
            Some(text) => Request::json(text).with_holes(),
            None => Request::json(text),
        };
        let request = settings.request(request);
        let verdict = session.lint(&request);
        if verdict.is_clean() || channel::of(&verdict, settings) == Channel::OtherPack {
            return Vec::new();
        }
        let mut findings = verdict.report().diagnostics;
        settings.suppress(index, &mut findings);
        findings
    }

    /// Whether a part is left alone.
    pub(super) fn is_skipped(&mut self, part: &Part, settings: &Settings) -> bool {
        is_skipped(session(&mut self.sessions, settings), part, settings)
    }
}

/// Whether a part is left alone: nobody named it, and it holds no request.
fn is_skipped(session: &mut Session, part: &Part, settings: &Settings) -> bool {
    part.is_candidate && !holds_request(session, part, settings)
}

/// Whether one of a part's requests is meant for one.
pub(super) fn holds_request(session: &mut Session, part: &Part, settings: &Settings) -> bool {
    let limit = settings.project.linter.request_limits().bytes;
    let is_request =
        |place: &Place| session.lint(&settings.request(part.request(*place))).is_request();
    part.places(limit).iter().any(is_request)
}

/// The session of a project.
fn session<'s>(sessions: &'s mut BTreeMap<usize, Session>, settings: &Settings) -> &'s mut Session {
    let project = &settings.project;
    sessions.entry(project.number).or_insert_with(|| project.linter.session())
}
