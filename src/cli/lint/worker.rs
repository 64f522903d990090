//! Lints what a thread is given, and writes of each request what can be written before those
//! that stand before it are known.

use std::ops::Range;
use std::sync::Arc;

use super::input::{Part, Place};
use super::jobs::Job;
use crate::batch::{Clash, Fingerprint, Fingerprints};
use crate::cli::Failure;
use crate::cli::form::{Entry, Form};
use crate::linter::{Linter, Request};
use crate::report::{Finding, Report, Summary};
use crate::request::Context;
use crate::session::Session;

/// What all requests of a run have in common.
pub(super) struct Run {
    pub(super) linter: Linter,
    pub(super) context: Context,
    pub(super) operation: Option<String>,
    pub(super) form: Box<dyn Form>,
    pub(super) fingerprints: Fingerprints,
}

/// Lints one request after another; each thread has its own.
pub(super) struct Worker {
    run: Arc<Run>,
    session: Session,
}

/// What came of a part, but for what its requests break together with others.
pub(super) struct Linted {
    pub(super) part: Part,
    /// The entries of its requests, each after a separator.
    pub(super) entries: Vec<u8>,
    pub(super) summary: Summary,
    /// What is to be compared with other requests, in order.
    pub(super) compared: Vec<Compared>,
    /// Those that were found not to go with earlier ones.
    pub(super) clashing: Vec<Clashing>,
}

/// What is to be compared of a request.
pub(super) struct Compared {
    pub(super) fingerprint: Fingerprint,
    pub(super) place: Place,
    /// Where the request's entry stands among those of its part.
    pub(super) entry: Range<usize>,
}

/// A request that does not go with earlier ones.
pub(super) struct Clashing {
    pub(super) place: Place,
    /// Where its entry stands that says nothing of this yet.
    pub(super) entry: Range<usize>,
    pub(super) clashes: Vec<Clash>,
}

/// What came of a part, ready to be written.
pub(super) struct Settled {
    /// The entries of its requests, each after a separator.
    pub(super) entries: Vec<u8>,
    pub(super) summary: Summary,
}

impl Worker {
    pub(super) fn new(run: Arc<Run>) -> Self {
        let session = run.linter.session();
        Self { run, session }
    }

    pub(super) fn linter(&self) -> &Linter {
        &self.run.linter
    }

    /// What comes of each part; a file that cannot be read does not keep the others.
    pub(super) fn job(&mut self, job: Job) -> Vec<Result<Linted, Failure>> {
        let limit = self.run.linter.limits.bytes;
        match job {
            Job::Part(part) => vec![part.map(|part| self.part(part))],
            Job::Files(files) => {
                files.iter().map(|file| Ok(self.part(file.read(limit)?))).collect()
            }
        }
    }

    pub(super) fn part(&mut self, part: Part) -> Linted {
        let run = &*self.run;
        let (mut entries, mut compared) = (Vec::new(), Vec::new());
        let mut summary = Summary::default();
        for place in part.places(&run.linter) {
            let request = run.request(&part, place);
            let verdict = self.session.lint(&request);
            let start = entries.len();
            if verdict.is_clean() && !verdict.is_truncated() && !run.form.tells_clean() {
                summary.requests += 1;
            } else {
                let report = verdict.report();
                summary.add(&report);
                run.write(&part, place, report, &mut entries);
            }
            let entry = start..entries.len();
            let fingerprints = run.fingerprints.of(&verdict).into_iter();
            compared.extend(fingerprints.map(|fingerprint| Compared {
                fingerprint,
                place,
                entry: entry.clone(),
            }));
        }
        Linted { part, entries, summary, compared, clashing: Vec::new() }
    }

    /// Adds what requests break together with earlier ones.
    pub(super) fn settle(
        &mut self,
        results: Vec<Result<Linted, Failure>>,
    ) -> Vec<Result<Settled, Failure>> {
        results.into_iter().map(|linted| Ok(self.settle_part(linted?))).collect()
    }

    fn settle_part(&mut self, linted: Linted) -> Settled {
        let Linted { part, entries, mut summary, clashing, .. } = linted;
        if clashing.is_empty() {
            return Settled { entries, summary };
        }
        let mut settled = Vec::with_capacity(entries.len());
        let mut kept = 0;
        for one in clashing {
            settled.extend_from_slice(entries.get(kept..one.entry.start).unwrap_or_default());
            summary.add_findings(&self.clashing(&part, &one, &mut settled));
            kept = one.entry.end;
        }
        settled.extend_from_slice(entries.get(kept..).unwrap_or_default());
        Settled { entries: settled, summary }
    }

    /// Lints a request again: writes its entry, and gives the findings that came to it.
    fn clashing(&mut self, part: &Part, one: &Clashing, entries: &mut Vec<u8>) -> Vec<Finding> {
        let request = self.run.request(part, one.place);
        let verdict = self.session.lint(&request);
        let findings = one.clashes.iter().filter_map(|clash| clash.finding(&verdict));
        let findings: Vec<Finding> = findings.collect();
        let mut report = verdict.report();
        report.extend(findings.clone());
        self.run.write(part, one.place, report, entries);
        findings
    }

    /// What is found in each request of a part by itself.
    pub(super) fn reports(&mut self, part: &Part) -> Vec<Report> {
        let places = part.places(&self.run.linter);
        places.map(|place| self.session.lint(&self.run.request(part, place)).report()).collect()
    }
}

impl Run {
    fn request<'r>(&'r self, part: &'r Part, place: Place) -> Request<'r> {
        let request = Request::json(part.text(place)).context(&self.context).origin(place.origin);
        match &self.operation {
            Some(operation) => request.operation(operation),
            None => request,
        }
    }

    /// Writes a request's entry after a separator; nothing, where it has none.
    fn write(&self, part: &Part, place: Place, report: Report, entries: &mut Vec<u8>) {
        let start = entries.len();
        entries.extend_from_slice(self.form.separator().as_bytes());
        let separated = entries.len();
        let (file, text) = (&*part.name, part.text(place));
        let entry = Entry { file, index: place.index, text, origin: place.origin, report };
        self.form.entry(entry, entries);
        if entries.len() == separated {
            entries.truncate(start);
        }
    }
}
