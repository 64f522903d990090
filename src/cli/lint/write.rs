//! Writes what was found, in the order of the run, and counts it.

use std::io::{BufWriter, Stdout, Write as _};
use std::sync::Arc;

use super::worker::{Run, Settled};
use crate::cli::{Failure, output};
use crate::report::Summary;

/// Standard output, and what has come to it.
pub(super) struct Writing {
    run: Arc<Run>,
    summary: Summary,
    /// Whether there were files that could not be read.
    unreadable: bool,
    out: BufWriter<Stdout>,
    /// Whether an entry was written, which a separator has to keep from the next.
    begun: bool,
}

impl Writing {
    /// Writes what stands at the beginning.
    pub(super) fn begin(run: &Arc<Run>) -> Result<Self, Failure> {
        let run = Arc::clone(run);
        let mut head = Vec::new();
        run.form.begin(&mut head);
        let (summary, out) = (Summary::default(), BufWriter::new(std::io::stdout()));
        let mut writing = Self { run, summary, unreadable: false, out, begun: false };
        writing.write(&head)?;
        Ok(writing)
    }

    /// Goes on with what came of a job.
    pub(super) fn add(&mut self, results: Vec<Result<Settled, Failure>>) -> Result<(), Failure> {
        for result in results {
            match result {
                Ok(settled) => {
                    self.summary += settled.summary;
                    self.entries(&settled.entries)?;
                }
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

    /// Writes what stands at the end; what was found, and whether all files could be read.
    pub(super) fn end(mut self) -> Result<(Summary, bool), Failure> {
        let mut tail = Vec::new();
        self.run.form.end(&self.summary, &mut tail);
        self.write(&tail)?;
        self.flush()?;
        Ok((self.summary, !self.unreadable))
    }

    /// Writes entries, each of which stands after a separator.
    fn entries(&mut self, entries: &[u8]) -> Result<(), Failure> {
        if entries.is_empty() {
            return Ok(());
        }
        let skipped = if self.begun { 0 } else { self.run.form.separator().len() };
        self.begun = true;
        self.write(entries.get(skipped..).unwrap_or_default())
    }

    fn write(&mut self, text: &[u8]) -> Result<(), Failure> {
        self.out.write_all(text).map_err(output::unwritable)
    }

    fn flush(&mut self) -> Result<(), Failure> {
        self.out.flush().map_err(output::unwritable)
    }
}
