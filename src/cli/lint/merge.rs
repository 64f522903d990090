//! Brings in order what the threads found: compares requests with earlier ones, counts, and
//! writes.

use std::io::{BufWriter, Stdout, Write};
use std::sync::Arc;

use super::worker::{Compared, Linted, Run, Worker};
use crate::batch::{Batch, Clash};
use crate::cli::{Failure, output};
use crate::report::Summary;

/// A run, as far as it has come.
pub(super) struct Merge {
    run: Arc<Run>,
    worker: Worker,
    batch: Batch,
    summary: Summary,
    /// Whether there were files that could not be read.
    unreadable: bool,
    out: BufWriter<Stdout>,
    /// Whether an entry was written, which a separator has to keep from the next.
    begun: bool,
}

impl Merge {
    /// The start of a run: the batch is what its fingerprints are for.
    pub(super) fn begin(run: &Arc<Run>, batch: Batch) -> Result<Self, Failure> {
        let mut merge = Self {
            run: Arc::clone(run),
            worker: Worker::new(Arc::clone(run)),
            batch,
            summary: Summary::default(),
            unreadable: false,
            out: BufWriter::new(std::io::stdout()),
            begun: false,
        };
        let mut head = Vec::new();
        run.form.begin(&mut head);
        merge.out.write_all(&head).map_err(output::unwritable)?;
        Ok(merge)
    }

    /// Goes on with what came of a job.
    pub(super) fn add(&mut self, results: Vec<Result<Linted, Failure>>) -> Result<(), Failure> {
        for result in results {
            match result {
                Ok(linted) => self.part(&linted)?,
                // The other files go on.
                Err(Failure::Message(text)) => {
                    self.flush()?;
                    output::complain(&format!("error: {text}\n"));
                    self.unreadable = true;
                }
                Err(failure) => return Err(failure),
            }
        }
        self.flush()
    }

    fn part(&mut self, linted: &Linted) -> Result<(), Failure> {
        let Linted { part, entries, summary, compared } = linted;
        self.summary += *summary;
        let mut written = 0;
        for request in compared.chunk_by(|one, next| one.place.index == next.place.index) {
            let clashes = self.clashes(&part.name, request);
            let Some(Compared { place, entry, .. }) = request.first() else { continue };
            if clashes.is_empty() {
                continue;
            }
            self.write(entries.get(written..entry.start).unwrap_or_default())?;
            let mut again = Vec::new();
            let findings = self.worker.clashing(part, *place, &clashes, &mut again);
            self.summary.add_findings(&findings);
            self.write(&again)?;
            written = entry.end;
        }
        self.write(entries.get(written..).unwrap_or_default())
    }

    fn clashes(&mut self, file: &str, request: &[Compared]) -> Vec<Clash> {
        let compare = |one: &Compared| self.batch.compare(&one.fingerprint, file, one.place.index);
        request.iter().filter_map(compare).collect()
    }

    /// Writes entries, each of which stands after a separator.
    fn write(&mut self, entries: &[u8]) -> Result<(), Failure> {
        if entries.is_empty() {
            return Ok(());
        }
        let skipped = if self.begun { 0 } else { self.run.form.separator().len() };
        self.begun = true;
        self.out.write_all(entries.get(skipped..).unwrap_or_default()).map_err(output::unwritable)
    }

    fn flush(&mut self) -> Result<(), Failure> {
        self.out.flush().map_err(output::unwritable)
    }

    /// Writes what stands at the end; what was found, and whether all files could be read.
    pub(super) fn end(mut self) -> Result<(Summary, bool), Failure> {
        let mut tail = Vec::new();
        self.run.form.end(&self.summary, &mut tail);
        self.out.write_all(&tail).map_err(output::unwritable)?;
        self.flush()?;
        Ok((self.summary, !self.unreadable))
    }
}
