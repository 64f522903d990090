//! What is found in a file, as data: for an editor.

use std::path::Path;

use super::{Chosen, Worker, chosen};
use crate::lint::judged::judge;
use crate::lint::merge::Merge;
use crate::lint::part::Part;
#[cfg(feature = "source")]
use crate::lint::part::Requests;
use crate::lint::results::Relint;
#[cfg(feature = "source")]
use crate::lint::source;
use crate::project::Settings;
use smartro_lint::redacted_as_unknown;
use smartro_lint::report::Report;

impl Worker {
    /// The reports of a file's requests, without what is suppressed; `None`: it holds no request.
    /// Rules over a run compare the requests of the file.
    pub(in crate::lint) fn reports(
        &mut self,
        mut part: Part,
        settings: &Settings,
    ) -> Option<Vec<Report>> {
        #[cfg(feature = "source")]
        if part.requests == Requests::Source {
            return Some(self.source_reports(&part, settings));
        }
        part.with_holes = redacted_as_unknown(&part.text, &settings.project.redacted);
        let Chosen { places, is_skipped } = chosen(&mut self.sessions, &part, settings);
        if is_skipped {
            return None;
        }
        let mut reports = Vec::new();
        let run = std::sync::Arc::clone(&self.run);
        let mut merge = Merge::new(run.fingerprints.clone().unwrap_or_default());
        let name = Path::new(&*part.name).file_name().unwrap_or_default().to_string_lossy();
        for place in places {
            let request = part.request(place);
            let (packs, payment) = self.packs(&request, settings);
            let known = payment.and_then(|payment| merge.packs(settings.project.number, payment));
            let packs = known.unwrap_or(packs);
            let (sessions, request) = (&mut self.sessions, (&request, place.index));
            let prints = run.fingerprints.as_ref();
            let judged = judge(sessions, (settings, &packs), request, prints, &[]);
            if packs.is_empty() || judged.report.ignored.is_some() {
                continue;
            }
            let prints = judged.fingerprints.iter().map(|(pack, print)| (*pack, print));
            let violations = merge.violations(prints, (&*name, place.index));
            if violations.is_empty() {
                reports.push(judged.report);
                continue;
            }
            let again = Relint { place, packs: Some(packs), violations };
            let mut judged = self.again(&part, settings, &again);
            judged.report.extend(judged.violations.0);
            reports.push(judged.report);
        }
        Some(reports)
    }

    #[cfg(feature = "source")]
    fn source_reports(&mut self, part: &Part, settings: &Settings) -> Vec<Report> {
        let project = &settings.project;
        let calls = self.calls.entry(project.number);
        let calls = calls.or_insert_with(|| source::calls(&project.linter));
        let file = (&*part.name, &*part.text);
        let mut found = source::lint(&mut self.sessions, file, calls, settings, self.run.source);
        found.reports.retain(|report| report.ignored.is_none());
        for (index, report) in found.reports.iter_mut().enumerate() {
            settings.suppress(0, index, &mut report.diagnostics);
        }
        found.reports
    }
}
