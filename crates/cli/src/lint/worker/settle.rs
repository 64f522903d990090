//! Lints requests again that depend on earlier ones, once these are known.

use std::sync::Arc;

use super::Worker;
use crate::format::{Counts, RequestText};
use crate::lint::judged::{Judged, judge};
use crate::lint::part::Part;
use crate::lint::results::{Each, Linted, Relint, Settled};
use crate::lint::run::EntryOf;
use crate::project::Settings;

impl Worker {
    /// Adds what depends on earlier requests.
    pub(in crate::lint) fn settle(&mut self, results: Each<Linted>) -> Each<Settled> {
        results.into_iter().map(|linted| Ok(self.settle_part(linted?))).collect()
    }

    fn settle_part(&mut self, linted: Linted) -> Settled {
        if linted.again.is_empty() {
            return linted.settled();
        }
        let (entries, counts) = self.rewritten(&linted);
        Settled::new(linted.part, entries, counts)
    }

    /// The entries of a part, those of requests that are linted again rewritten, and the counts
    /// with them.
    fn rewritten(&mut self, linted: &Linted) -> (Vec<Vec<u8>>, Counts) {
        let Linted { part, settings, entries, again, .. } = linted;
        let run = Arc::clone(&self.run);
        let mut counts = linted.counts.clone();
        let mut settled = vec![Vec::new(); entries.len()];
        let mut next = 0;
        for (&request, one) in again {
            for (entries, settled) in entries.iter().zip(&mut settled) {
                settled.extend_from_slice(entries.of(next..request));
            }
            next = request + 1;
            if one.packs.as_ref().is_some_and(Vec::is_empty) {
                counts.summary.other_pack += 1;
                continue;
            }
            let Judged { mut report, id, violations, suppressed, .. } =
                self.again(part, settings, one);
            if one.packs.is_some() {
                counts.summary.suppressed += suppressed;
                counts.add(&report);
                let text = (part.text(one.place), one.place.origin.offset);
                let request = (one.place.index, one.packs.as_deref().unwrap_or_default());
                counts.add_fixable(run.fixable(text, &report.diagnostics, |text| {
                    self.findings(text, request, settings)
                }));
                counts.judge(&report.diagnostics, settings.project.fail_on);
            }
            let (findings, suppressed) = violations;
            counts.summary.suppressed += suppressed;
            counts.add_findings(&findings);
            counts.judge(&findings, settings.project.fail_on);
            report.extend(findings);
            let text = RequestText::new(part.text(one.place), one.place.origin);
            let request = EntryOf { text: &text, index: one.place.index, id: id.as_deref() };
            run.write(part, request, settings, &report, settled.iter_mut());
        }
        for (entries, settled) in entries.iter().zip(&mut settled) {
            settled.extend_from_slice(entries.of(next..entries.ends.len()));
        }
        (settled, counts)
    }

    /// Lints a request again: what its packs find, and what it breaks together with earlier ones.
    pub(super) fn again(&mut self, part: &Part, settings: &Settings, one: &Relint) -> Judged {
        let request = part.request(one.place);
        let packs = one.packs.clone();
        let packs = packs.unwrap_or_else(|| self.packs(&request, settings).0);
        let request = (&request, one.place.index);
        judge(&mut self.sessions, (settings, &packs), request, None, &one.violations)
    }
}
