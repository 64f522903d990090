//! Lints what a thread is given, and writes of each request what can be written before the
//! requests before it are known.

mod part_results;
#[cfg(feature = "lsp")]
mod reports;
mod settle;

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use super::channel::{self, Payment};
use super::input::InputFile;
use super::jobs::Job;
use super::judged::{Sessions, is_request, judge};
use super::part::{Part, RequestPlace, Requests};
use super::payments::Payments;
use super::results::{Each, Linted, SkippedPart};
#[cfg(feature = "source")]
use super::rounds::rounds;
use super::run::Run;
#[cfg(feature = "source")]
use super::run::{Entries, EntryOf};
#[cfg(feature = "source")]
use super::source;
use crate::failure::Failure;
#[cfg(feature = "source")]
use crate::format::RequestText;
use crate::messages::Message;
use crate::messages::SkipReason;
use crate::project::Settings;
use smartro_lint::redacted_as_unknown;
use smartro_lint::report::OwnedFinding;
use smartro_lint::{Request, ShapeRule};

use part_results::PartResults;

/// Lints one request after another; each thread has its own.
pub(super) struct Worker {
    run: Arc<Run>,
    sessions: Sessions,
    /// The calls that are looked for in source code, by project.
    #[cfg(feature = "source")]
    calls: BTreeMap<usize, smartro_lint_source::Calls>,
}

impl Worker {
    pub(super) fn new(run: Arc<Run>) -> Self {
        Self {
            run,
            sessions: Sessions::default(),
            #[cfg(feature = "source")]
            calls: BTreeMap::new(),
        }
    }

    /// What comes of each part; a file that cannot be read does not keep the others.
    pub(super) fn job(&mut self, job: Job) -> Each<Linted> {
        let limit = self.run.limits.bytes;
        match job {
            Job::Part(Ok(part), settings) if part.requests == Requests::Source => {
                with_room(move || vec![self.read(part, settings)])
            }
            Job::Part(part, settings) => vec![part.and_then(|part| self.read(part, settings))],
            Job::Files(files) => {
                let has_source = files.iter().any(InputFile::is_source);
                let linted = files.into_iter().map(|file| {
                    let part = file.read(limit)?;
                    self.read(part, file.settings)
                });
                if has_source { with_room(|| linted.collect()) } else { linted.collect() }
            }
        }
    }

    /// What comes of a part, unless there is no memory to read it.
    pub(super) fn read(&mut self, part: Part, settings: Arc<Settings>) -> Result<Linted, Failure> {
        let linted = self.part(part, settings);
        match &linted.skipped {
            Some(SkippedPart { reason: SkipReason::NoMemory, .. }) => {
                let (name, why) = (&linted.part.name, io::ErrorKind::OutOfMemory.into());
                let why = &crate::messages::cause(&why as &io::Error);
                Err(Failure::message(Message::CannotRead { name, why }))
            }
            _ => Ok(linted),
        }
    }

    pub(super) fn part(&mut self, mut part: Part, settings: Arc<Settings>) -> Linted {
        #[cfg(feature = "source")]
        if part.requests == Requests::Source {
            return self.source_part(part, settings);
        }
        let (run, sessions) = (&*self.run, &mut self.sessions);
        settings.linted();
        part.with_holes = redacted_as_unknown(&part.text, &settings.project.redacted);
        let Chosen { places, is_skipped } = chosen(sessions, &part, &settings);
        let skipped =
            is_skipped.then_some(SkippedPart { reason: SkipReason::NoRequest, is_named: false });
        let mut results = PartResults::new(run, &part, &settings);
        for (index, place) in places.into_iter().enumerate() {
            results.lint(sessions, index, place);
        }
        let PartResults { entries, counts, compared, payments, .. } = results;
        let again = BTreeMap::new();
        Linted { part, settings, entries, counts, compared, payments, again, skipped }
    }

    #[cfg(feature = "source")]
    fn source_part(&mut self, part: Part, settings: Arc<Settings>) -> Linted {
        let run = &*self.run;
        settings.linted();
        let project = &settings.project;
        let calls = self.calls.entry(project.number);
        let calls = calls.or_insert_with(|| source::calls(&project.linter));
        let file = (&*part.name, &*part.text);
        let found = source::lint(&mut self.sessions, file, calls, &settings, run.source);
        let (mut entries, mut counts) =
            (vec![Entries::default(); run.emitters.len()], run.counts());
        counts.summary.suppressed += found.suppressed;
        found.channels.iter().for_each(|channel| channel.count(&mut counts, &settings));
        let text = RequestText::code(&part.text);
        let mut all = Vec::new();
        for (index, mut report) in found.reports.into_iter().enumerate() {
            counts.summary.suppressed += settings.suppress(0, index, &mut report.diagnostics);
            counts.add(&report);
            counts.judge(&report.diagnostics, project.fail_on);
            let texts = entries.iter_mut().map(|entries| &mut entries.text);
            let call = EntryOf { text: &text, index, id: None };
            run.write(&part, call, &settings, &report, texts);
            entries.iter_mut().for_each(Entries::end);
            all.extend(report.diagnostics);
        }
        counts.add_fixable(run.fixable((&part.text, 0), &all, |text| {
            source::findings(&mut self.sessions, (&part.name, text), calls, &settings, run.source)
        }));
        let (compared, payments, again) = (Vec::new(), Vec::new(), BTreeMap::new());
        let is_named = !part.is_candidate;
        // Calls may be in what was not read.
        let is_cut_off = part.text.len() > run.limits.bytes;
        let reason = found.skipped.or_else(|| is_cut_off.then(source::too_large));
        let skipped = reason.map(|reason| SkippedPart { reason, is_named });
        Linted { part, settings, entries, counts, compared, payments, again, skipped }
    }

    /// A text of source code with its fixes; `None`: none can be made.
    #[cfg(feature = "source")]
    pub(super) fn source_fixed(
        &mut self,
        part: &Part,
        settings: &Settings,
        suggested: bool,
    ) -> Option<Vec<u8>> {
        /// Fixes are made of what holds in all branches.
        const WAYS: source::Ways = source::Ways { branches: false, fail_on_invalid: false };
        let calls = self.calls.entry(settings.project.number);
        let calls = calls.or_insert_with(|| source::calls(&settings.project.linter));
        let sessions = &mut self.sessions;
        let mut findings =
            |text: &[u8]| source::findings(sessions, (&part.name, text), calls, settings, WAYS);
        let before = findings(&part.text);
        let after = rounds((&part.text, 0), &before, suggested, findings)?;
        Some(after.text).filter(|fixed| *fixed != part.text)
    }

    /// The packs that lint a request, by their places in the project, and its payment.
    fn packs(
        &mut self,
        request: &Request<'_>,
        settings: &Settings,
    ) -> (Vec<usize>, Option<Payment>) {
        let request = settings.request(0, request.clone());
        let verdict = self.sessions.of(settings, 0).lint(&request);
        let channel = channel::of(&verdict, settings);
        let payment = channel::payment(&verdict, &channel, settings);
        (channel.packs.places(), payment)
    }

    /// The packs that lint a request, given its text and what earlier requests say of its payment.
    pub(super) fn packs_of_run(
        &mut self,
        text: &[u8],
        payments: &mut Payments,
        settings: &Settings,
    ) -> Vec<usize> {
        with_request(text, settings, |request| {
            let (own, payment) = self.packs(request, settings);
            let known = payment.and_then(|one| payments.packs(settings.project.number, one));
            known.unwrap_or(own)
        })
    }

    /// What packs find in a request's text by itself, but for what is suppressed; positions start
    /// where the text does.
    pub(super) fn findings(
        &mut self,
        text: &[u8],
        (index, packs): (usize, &[usize]),
        settings: &Settings,
    ) -> Vec<OwnedFinding> {
        findings(&mut self.sessions, text, (index, packs), settings)
    }

    /// The requests of a part that are linted.
    pub(super) fn chosen(&mut self, part: &Part, settings: &Settings) -> Vec<RequestPlace> {
        chosen(&mut self.sessions, part, settings).places
    }
}

/// What packs find in a request's text by itself, but for what is suppressed.
fn findings(
    sessions: &mut Sessions,
    text: &[u8],
    (index, packs): (usize, &[usize]),
    settings: &Settings,
) -> Vec<OwnedFinding> {
    with_request(text, settings, |request| {
        let request = (request, index);
        judge(sessions, (settings, packs), request, None, &[]).report.diagnostics
    })
}

/// Takes a text as a request, with what is redacted in it unknown.
fn with_request<T>(text: &[u8], settings: &Settings, take: impl FnOnce(&Request<'_>) -> T) -> T {
    match redacted_as_unknown(text, &settings.project.redacted) {
        Some(text) => take(&Request::json(&text).with_holes()),
        None => take(&Request::json(text)),
    }
}

/// Does the work for source code on one thread, for each file would start its own. If there is no
/// memory for its stack, each file learns that by itself.
#[cfg(feature = "source")]
fn with_room(work: impl FnOnce() -> Each<Linted> + Send) -> Each<Linted> {
    let mut work = Some(work);
    let done = smartro_lint_source::with_room(|| work.take().map(|work| work()));
    done.ok().flatten().or_else(|| work.map(|work| work())).unwrap_or_default()
}

#[cfg(not(feature = "source"))]
fn with_room(work: impl FnOnce() -> Each<Linted>) -> Each<Linted> {
    work()
}

/// What of a part is linted.
struct Chosen {
    places: Vec<RequestPlace>,
    /// Whether it is skipped: a file of a directory without a request.
    is_skipped: bool,
}

/// What of a part is linted: of a file of a directory, what is meant for a request, the calls that
/// are counted, and objects that break off.
fn chosen(sessions: &mut Sessions, part: &Part, settings: &Settings) -> Chosen {
    let mut places = part.places(settings.project.linter.request_limits().bytes);
    let mut is_any = false;
    if part.is_selective {
        places.retain(|place| {
            let is_request = is_request(sessions, part, *place, settings);
            is_any |= is_request;
            is_request || is_kept(sessions, part, *place, settings)
        });
    }
    let is_skipped = part.is_candidate && !is_any;
    if is_skipped {
        places.clear();
    }
    Chosen { places, is_skipped }
}

/// Whether a text that is beside a request is kept: a call that is not linted, or an object that
/// cannot be read.
fn is_kept(sessions: &mut Sessions, part: &Part, place: RequestPlace, settings: &Settings) -> bool {
    let request = settings.request(0, part.request(place));
    let verdict = sessions.of(settings, 0).lint(&request);
    let is_invalid = |rule: &str| rule == ShapeRule::InvalidJson.name();
    verdict.ignored().is_some()
        || part.text(place).trim_ascii_start().starts_with(b"{")
            && verdict.findings().any(|finding| is_invalid(finding.rule()))
}
