//! Lints what a thread is given, and writes of each request what can be written before those
//! that stand before it are known.

use std::ops::Range;
use std::sync::Arc;

use super::input::{Part, Place};
use super::jobs::Job;
use crate::batch::{Clash, Fingerprint, Fingerprints};
use crate::cli::Failure;
use crate::cli::form::{Entry, Form};
use crate::cli::tally::Tally;
use crate::linter::{Linter, Request};
use crate::report::{Finding, Report};
use crate::request::Context;
use crate::session::Session;

/// What came of each part of a job.
pub(super) type Each<T> = Vec<Result<T, Failure>>;

/// What all requests of a run have in common.
pub(super) struct Run {
    pub(super) linter: Linter,
    pub(super) context: Context,
    pub(super) operation: Option<String>,
    /// What standard output is written in, and then every file.
    pub(super) forms: Vec<Box<dyn Form>>,
    /// Whether the findings of each rule are counted.
    pub(super) statistics: bool,
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
    /// The entries of its requests, in each form.
    pub(super) entries: Vec<Entries>,
    pub(super) tally: Tally,
    /// What is to be compared with other requests, in order.
    pub(super) compared: Vec<Compared>,
    /// Those that were found not to go with earlier ones.
    pub(super) clashing: Vec<Clashing>,
}

/// The entries of a part's requests in one form, each after a separator.
#[derive(Clone, Default)]
pub(super) struct Entries {
    text: Vec<u8>,
    /// Where each request's entry ends.
    ends: Vec<usize>,
}

/// What is to be compared of a request.
pub(super) struct Compared {
    pub(super) fingerprint: Fingerprint,
    pub(super) place: Place,
    /// Which of the part's requests it is.
    pub(super) request: usize,
}

/// A request that does not go with earlier ones.
pub(super) struct Clashing {
    pub(super) place: Place,
    /// Which of the part's requests it is: its entries say nothing of this yet.
    pub(super) request: usize,
    pub(super) clashes: Vec<Clash>,
}

/// What came of a part, ready to be written.
pub(super) struct Settled {
    /// The file's name.
    pub(super) name: Arc<str>,
    /// Whether the file starts with this part.
    pub(super) starts: bool,
    /// How long the part is.
    pub(super) bytes: usize,
    /// The entries of its requests in each form, each after a separator.
    pub(super) entries: Vec<Vec<u8>>,
    pub(super) tally: Tally,
}

impl Linted {
    /// As it is, where no request clashes with an earlier one.
    pub(super) fn settled(self) -> Settled {
        let Self { part, entries, tally, .. } = self;
        let entries = entries.into_iter().map(|entries| entries.text).collect();
        Settled::new(part, entries, tally)
    }
}

impl Settled {
    fn new(part: Part, entries: Vec<Vec<u8>>, tally: Tally) -> Self {
        let (starts, bytes) = (part.offset == 0, part.text.len());
        Self { name: part.name, starts, bytes, entries, tally }
    }
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
    pub(super) fn job(&mut self, job: Job) -> Each<Linted> {
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
        let (mut entries, mut compared) = (vec![Entries::default(); run.forms.len()], Vec::new());
        let mut tally = run.tally();
        let tells_clean = run.forms.iter().any(|form| form.tells_clean());
        for (index, place) in part.places(&run.linter).enumerate() {
            let request = run.request(&part, place);
            let verdict = self.session.lint(&request);
            if verdict.is_clean() && !verdict.is_truncated() && !tells_clean {
                tally.summary.requests += 1;
            } else {
                let report = verdict.report();
                tally.add(&report);
                let texts = entries.iter_mut().map(|entries| &mut entries.text);
                run.write(&part, place, &report, texts);
            }
            entries.iter_mut().for_each(Entries::end);
            let fingerprints = run.fingerprints.of(&verdict).into_iter();
            compared.extend(fingerprints.map(|fingerprint| Compared {
                fingerprint,
                place,
                request: index,
            }));
        }
        Linted { part, entries, tally, compared, clashing: Vec::new() }
    }

    /// Adds what requests break together with earlier ones.
    pub(super) fn settle(&mut self, results: Each<Linted>) -> Each<Settled> {
        results.into_iter().map(|linted| Ok(self.settle_part(linted?))).collect()
    }

    fn settle_part(&mut self, linted: Linted) -> Settled {
        if linted.clashing.is_empty() {
            return linted.settled();
        }
        let Linted { part, entries, mut tally, clashing, .. } = linted;
        let entries = self.written_anew(&part, &entries, &clashing, &mut tally);
        Settled::new(part, entries, tally)
    }

    /// The entries of a part, those of clashing requests written anew.
    fn written_anew(
        &mut self,
        part: &Part,
        entries: &[Entries],
        clashing: &[Clashing],
        tally: &mut Tally,
    ) -> Vec<Vec<u8>> {
        let mut settled = vec![Vec::new(); entries.len()];
        let mut next = 0;
        for one in clashing {
            for (entries, settled) in entries.iter().zip(&mut settled) {
                settled.extend_from_slice(entries.of(next..one.request));
            }
            let (report, findings) = self.clashing(part, one);
            tally.add_findings(&findings);
            self.run.write(part, one.place, &report, settled.iter_mut());
            next = one.request + 1;
        }
        for (entries, settled) in entries.iter().zip(&mut settled) {
            settled.extend_from_slice(entries.of(next..entries.ends.len()));
        }
        settled
    }

    /// Lints a request again: its report, and the findings that came to it.
    fn clashing(&mut self, part: &Part, one: &Clashing) -> (Report, Vec<Finding>) {
        let request = self.run.request(part, one.place);
        let verdict = self.session.lint(&request);
        let findings = one.clashes.iter().filter_map(|clash| clash.finding(&verdict));
        let findings: Vec<Finding> = findings.collect();
        let mut report = verdict.report();
        report.extend(findings.clone());
        (report, findings)
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

    /// Nothing counted yet.
    pub(super) fn tally(&self) -> Tally {
        Tally::new(self.statistics)
    }

    /// Writes a request's entry in each form, after a separator; nothing, where it has none.
    fn write<'o>(
        &self,
        part: &Part,
        place: Place,
        report: &Report,
        out: impl Iterator<Item = &'o mut Vec<u8>>,
    ) {
        let (file, text) = (&*part.name, part.text(place));
        let entry = Entry { file, index: place.index, text, origin: place.origin, report };
        for (form, out) in self.forms.iter().zip(out) {
            let start = out.len();
            out.extend_from_slice(form.separator().as_bytes());
            let separated = out.len();
            form.entry(&entry, out);
            if out.len() == separated {
                out.truncate(start);
            }
        }
    }
}

impl Entries {
    /// Ends a request's entry.
    fn end(&mut self) {
        self.ends.push(self.text.len());
    }

    /// The entries of some requests.
    fn of(&self, requests: Range<usize>) -> &[u8] {
        let end = |requests: usize| {
            requests.checked_sub(1).and_then(|last| self.ends.get(last)).copied().unwrap_or(0)
        };
        self.text.get(end(requests.start)..end(requests.end)).unwrap_or_default()
    }
}
