//! What comes of the requests of a part, one after another.

use smartro_lint::batch::Fingerprint;
use smartro_lint::report::OwnedFinding;
use smartro_lint::{Request, Verdict};

use super::findings;
use crate::format::{Counts, RequestText};
use crate::lint::channel::{self, Packs, Payment};
use crate::lint::judged::{Sessions, judge};
use crate::lint::part::{Part, RequestPlace};
use crate::lint::results::{Compared, RequestPayment};
use crate::lint::run::{Entries, EntryOf, Run};
use crate::project::Settings;

/// The results of the requests of a part so far.
pub(super) struct PartResults<'p> {
    run: &'p Run,
    part: &'p Part,
    settings: &'p Settings,
    /// Whether requests without findings are written too.
    writes_clean: bool,
    pub(super) entries: Vec<Entries>,
    pub(super) counts: Counts,
    pub(super) compared: Vec<Compared>,
    pub(super) payments: Vec<RequestPayment>,
}

impl<'p> PartResults<'p> {
    pub(super) fn new(run: &'p Run, part: &'p Part, settings: &'p Settings) -> Self {
        Self {
            run,
            part,
            settings,
            writes_clean: run.emitters.iter().any(|emitter| emitter.writes_clean()),
            entries: vec![Entries::default(); run.emitters.len()],
            counts: run.counts(),
            compared: Vec::new(),
            payments: Vec::new(),
        }
    }

    /// Lints the next request, with the packs of its channel.
    pub(super) fn lint(&mut self, sessions: &mut Sessions, index: usize, place: RequestPlace) {
        let settings = self.settings;
        let request = settings.request(0, self.part.request(place));
        let verdict = sessions.of(settings, 0).lint(&request);
        let channel = channel::of(&verdict, settings);
        let payment = channel::payment(&verdict, &channel, settings);
        let is_unnamed = matches!(payment, Some(Payment::WithoutChannel(..)));
        let paid = |payment| RequestPayment { place, request: index, payment };
        self.payments.extend(payment.map(paid));
        if is_unnamed {
            // Earlier requests show which packs lint it.
            let prints = fingerprints(sessions, settings, &self.part.request(place), self.run);
            self.compare(prints, index, place);
        } else {
            channel.count(&mut self.counts, settings);
            match channel.packs {
                Packs::Default => {
                    let found = self.own(&verdict, index, place);
                    self.add_fixable(sessions, &found, &[0], place);
                }
                Packs::Other => {}
                Packs::These(packs) => self.judge(sessions, &packs, index, place),
            }
        }
        self.entries.iter_mut().for_each(Entries::end);
    }

    /// A request of the default pack; returns what is reported of it.
    fn own(
        &mut self,
        verdict: &Verdict<'_>,
        index: usize,
        place: RequestPlace,
    ) -> Vec<OwnedFinding> {
        let Self { run, part, settings, entries, counts, .. } = self;
        let texts = entries.iter_mut().map(|entries| &mut entries.text);
        let text = RequestText::new(part.text(place), place.origin);
        let entry = EntryOf { text: &text, index: place.index, id: verdict.id() };
        if let Some(ignored) = verdict.ignored() {
            counts.summary.add_ignored(ignored);
            if run.emitters.iter().any(|emitter| emitter.writes_ignored()) {
                run.write(part, entry, settings, &verdict.report(), texts);
            }
            return Vec::new();
        }
        let mut found = Vec::new();
        if verdict.is_clean() && !verdict.is_truncated() && !self.writes_clean {
            counts.summary.requests += 1;
        } else {
            let mut report = verdict.report();
            settings.of(0).attribute(&mut report);
            let suppressed = settings.suppress(0, place.index, &mut report.diagnostics);
            counts.summary.suppressed += suppressed;
            counts.add(&report);
            counts.judge(&report.diagnostics, settings.project.fail_on);
            run.write(part, entry, settings, &report, texts);
            found = report.diagnostics;
        }
        let pack = settings.pack_number(0);
        let prints = run.fingerprints.iter().flat_map(|one| one.of(verdict));
        self.compare(prints.map(|print| (pack, print)), index, place);
        found
    }

    /// Counts what fixes resolve of what is found in a request.
    fn add_fixable(
        &mut self,
        sessions: &mut Sessions,
        found: &[OwnedFinding],
        packs: &[usize],
        place: RequestPlace,
    ) {
        let text = (self.part.text(place), place.origin.offset);
        let fixable = self.run.fixable(text, found, |text| {
            findings(sessions, text, (place.index, packs), self.settings)
        });
        self.counts.add_fixable(fixable);
    }

    /// A request of other packs.
    fn judge(
        &mut self,
        sessions: &mut Sessions,
        packs: &[usize],
        index: usize,
        place: RequestPlace,
    ) {
        let Self { run, part, settings, entries, counts, .. } = self;
        let (request, prints) = (part.request(place), run.fingerprints.as_ref());
        let request = (&request, place.index);
        let judged = judge(sessions, (settings, packs), request, prints, &[]);
        counts.summary.suppressed += judged.suppressed;
        counts.add(&judged.report);
        counts.judge(&judged.report.diagnostics, settings.project.fail_on);
        let texts = entries.iter_mut().map(|entries| &mut entries.text);
        let text = RequestText::new(part.text(place), place.origin);
        let entry = EntryOf { text: &text, index: place.index, id: judged.id.as_deref() };
        run.write(part, entry, settings, &judged.report, texts);
        self.add_fixable(sessions, &judged.report.diagnostics, packs, place);
        self.compare(judged.fingerprints, index, place);
    }

    /// Keeps what is to be compared of a request, with the packs' numbers in the run.
    fn compare(
        &mut self,
        prints: impl IntoIterator<Item = (usize, Fingerprint)>,
        request: usize,
        place: RequestPlace,
    ) {
        let compared = |(pack, fingerprint)| Compared { fingerprint, pack, place, request };
        self.compared.extend(prints.into_iter().map(compared));
    }
}

/// What each of a project's packs compares of a request, with the pack's number in the run.
fn fingerprints(
    sessions: &mut Sessions,
    settings: &Settings,
    request: &Request<'_>,
    run: &Run,
) -> Vec<(usize, Fingerprint)> {
    let Some(prints) = &run.fingerprints else { return Vec::new() };
    let of = |pack: usize| {
        let request = settings.request(pack, request.clone());
        let found = prints.of(&sessions.of(settings, pack).lint(&request));
        let number = settings.pack_number(pack);
        found.into_iter().map(move |fingerprint| (number, fingerprint))
    };
    (0..settings.project.packs.len()).flat_map(of).collect()
}
