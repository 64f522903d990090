//! Whether a text is meant for a request of a project's packs, and linting it with other packs than the
//! default one.

use std::collections::BTreeMap;

use super::part::{Part, RequestPlace};
use crate::project::Settings;
use smartro_lint::batch::{BatchViolation, Fingerprint, Fingerprints};
use smartro_lint::report::{OwnedFinding, Report};
use smartro_lint::{Request, Session};

/// A thread's sessions, by project and by the pack's place in it.
#[derive(Default)]
pub(super) struct Sessions(BTreeMap<(usize, usize), Session>);

impl Sessions {
    /// The session of a pack.
    pub(super) fn of(&mut self, settings: &Settings, pack: usize) -> &mut Session {
        let key = (settings.project.number, pack);
        self.0.entry(key).or_insert_with(|| settings.linter(pack).session())
    }
}

/// What packs find in a request.
pub(super) struct Judged {
    /// What all of them find, but for what is suppressed.
    pub(super) report: Report,
    /// How much is suppressed.
    pub(super) suppressed: usize,
    /// The `id` of the envelope.
    pub(super) id: Option<String>,
    /// What each pack compares over a run, with the pack's number in the run.
    pub(super) fingerprints: Vec<(usize, Fingerprint)>,
    /// What the request breaks together with earlier ones, but for what is suppressed, and how
    /// much that is.
    pub(super) violations: (Vec<OwnedFinding>, usize),
}

/// Lints a request with packs of a project, given by their places, with what it breaks together with
/// earlier requests, by the pack's number in the run. `index` is the request's place in its file.
pub(super) fn judge(
    sessions: &mut Sessions,
    (settings, packs): (&Settings, &[usize]),
    (request, index): (&Request<'_>, usize),
    fingerprints: Option<&Fingerprints>,
    violations: &[(usize, BatchViolation)],
) -> Judged {
    let mut reports = Vec::with_capacity(packs.len());
    let (mut suppressed, mut id, mut prints) = (0, None, Vec::new());
    let (mut broken, mut suppressed_of_run) = (Vec::new(), 0);
    for (place, &pack) in packs.iter().enumerate() {
        let request = settings.request(pack, request.clone());
        let verdict = sessions.of(settings, pack).lint(&request);
        if place == 0 {
            id = verdict.id().map(str::to_owned);
        }
        let number = settings.pack_number(pack);
        let own = fingerprints.map(|one| one.of(&verdict)).unwrap_or_default();
        prints.extend(own.into_iter().map(|print| (number, print)));
        let of_pack = violations.iter().filter(|(of, _)| *of == number);
        let mut findings: Vec<OwnedFinding> =
            of_pack.filter_map(|(_, one)| one.finding(&verdict)).collect();
        settings.of(pack).qualify(&mut findings);
        suppressed_of_run += settings.suppress(pack, index, &mut findings);
        let mut report = verdict.report();
        settings.of(pack).attribute(&mut report);
        if packs.len() > 1 {
            name_pack(&report.packs, &mut findings);
        }
        broken.extend(findings);
        suppressed += settings.suppress(pack, index, &mut report.diagnostics);
        reports.push(report);
    }
    let report = together(reports);
    let violations = (broken, suppressed_of_run);
    Judged { report, suppressed, id, fingerprints: prints, violations }
}

/// Begins messages with the name of the pack that they are from.
fn name_pack<'f>(pack: &[String], findings: impl IntoIterator<Item = &'f mut OwnedFinding>) {
    let pack = pack.join(", ");
    for finding in findings {
        finding.message = format!("{pack}: {}", finding.message);
    }
}

/// What several packs find in one request. What only some find says which gateway it is.
pub(super) fn together(reports: Vec<Report>) -> Report {
    let count = reports.len();
    let mut shared: BTreeMap<(String, String, String), usize> = BTreeMap::new();
    let key = |finding: &OwnedFinding| {
        (finding.rule.clone(), finding.pointer.clone(), finding.message.clone())
    };
    for finding in reports.iter().flat_map(|report| &report.diagnostics) {
        *shared.entry(key(finding)).or_default() += 1;
    }
    let mut reports = reports.into_iter().enumerate();
    let Some((_, mut all)) = reports.next() else { return Report::default() };
    let is_of_all = |finding: &OwnedFinding| {
        finding.pack == "engine" && shared.get(&key(finding)).is_some_and(|found| *found >= count)
    };
    let name = |pack: &[String], findings: &mut Vec<OwnedFinding>| {
        name_pack(pack, findings.iter_mut().filter(|finding| count > 1 && !is_of_all(finding)));
    };
    let packs = all.packs.clone();
    name(&packs, &mut all.diagnostics);
    for (_, mut report) in reports {
        report.diagnostics.retain(|finding| !is_of_all(finding));
        name(&report.packs, &mut report.diagnostics);
        all.extend(report.diagnostics);
        all.packs.extend(report.packs);
        all.truncated |= report.truncated;
        for one in report.undecided {
            if !all.undecided.contains(&one) {
                all.undecided.push(one);
            }
        }
    }
    all
}

/// Whether one of a part's requests is meant for one of a pack of the project.
pub(super) fn holds_request(sessions: &mut Sessions, part: &Part, settings: &Settings) -> bool {
    let places = part.places(settings.project.linter.request_limits().bytes);
    places.into_iter().any(|place| is_request(sessions, part, place, settings))
}

/// Whether a text is meant for a request of a pack of the project.
pub(super) fn is_request(
    sessions: &mut Sessions,
    part: &Part,
    place: RequestPlace,
    settings: &Settings,
) -> bool {
    (0..settings.project.packs.len()).any(|pack| {
        let request = settings.request(pack, part.request(place));
        sessions.of(settings, pack).lint(&request).is_request()
    })
}
