//! Writes what was found, in the order of the run, and counts it.

use std::io::{self, BufWriter, Stdout, Write};
use std::path::PathBuf;
use std::sync::Arc;

use super::progress::Progress;
use super::results::{Each, Settled, SkippedPart};
use super::run::Run;
use crate::arguments::Output;
use crate::failure::Failure;
use crate::files::{AtomicFile, unwritable};
use crate::format::{Emitter, Outcome};
use crate::messages::Message;
use crate::output;
use smartro_lint::report::visible;

/// Standard output and the files beside it, and what has come to them.
pub(super) struct Writing {
    run: Arc<Run>,
    /// In the order of the run's emitters.
    outs: Vec<Out>,
    outcome: Outcome,
    progress: Progress,
    /// Whether a file's entries have begun and not ended.
    in_file: bool,
}

/// Where one emitter's text is written.
struct Out {
    to: To,
    /// Whether an entry was written, which a separator has to keep from the next.
    begun: bool,
    /// Whether something was written that may wait for more.
    unseen: bool,
}

enum To {
    Standard(BufWriter<Stdout>),
    /// A file, and its name.
    File(AtomicFile, PathBuf),
}

impl Writing {
    /// Opens files for the emitters after the first, and writes the beginning of each.
    pub(super) fn begin(
        run: &Arc<Run>,
        files: &[Output],
        progress: Progress,
    ) -> Result<Self, Failure> {
        let mut outs = vec![Out::new(To::Standard(BufWriter::new(io::stdout())))];
        for Output { file: path, .. } in files {
            let file = AtomicFile::open(path).map_err(|error| unwritable(path, &error))?;
            outs.push(Out::new(To::File(file, path.clone())));
        }
        let outcome = Outcome { counts: run.counts(), ..Outcome::default() };
        let mut writing = Self { run: Arc::clone(run), outs, outcome, progress, in_file: false };
        writing.each(|emitter, _, text| emitter.begin(text))?;
        Ok(writing)
    }

    /// Writes the results of a job.
    pub(super) fn add(&mut self, results: Each<Settled>) -> Result<(), Failure> {
        for result in results {
            match result {
                Ok(settled) => self.settled(&settled)?,
                // The other files go on.
                Err(Failure::Message(text)) => {
                    self.flush()?;
                    let shown = visible(&text);
                    self.progress
                        .suspended(|| output::eprint(&format!("{}\n", Message::Error(&shown))));
                    self.outcome.unread.push(text);
                }
                Err(failure) => return Err(failure),
            }
        }
        self.flush()
    }

    /// Writes the end of each file and puts it in its place; returns the outcome of the run.
    pub(super) fn end(mut self) -> Result<Outcome, Failure> {
        self.progress.end();
        self.end_file()?;
        self.each(|emitter, outcome, text| emitter.end(outcome, text))?;
        self.flush()?;
        for out in self.outs {
            if let To::File(file, path) = out.to {
                file.persist().map_err(|error| unwritable(&path, &error))?;
            }
        }
        Ok(self.outcome)
    }

    fn settled(&mut self, settled: &Settled) -> Result<(), Failure> {
        self.outcome.counts += &settled.counts;
        self.progress.advance(settled.bytes);
        if let Some(skipped) = settled.skipped {
            // What was found in source code until its work exceeded the bound is reported.
            let is_cut_off = settled.entries.iter().any(|entries| !entries.is_empty());
            self.skipped(Arc::clone(&settled.name), skipped, is_cut_off);
            if !is_cut_off {
                return Ok(());
            }
        }
        if settled.starts {
            self.end_file()?;
            self.each(|emitter, _, text| emitter.begin_file(&settled.name, text))?;
            self.in_file = true;
        }
        let emitters = self.run.emitters.iter();
        for ((emitter, out), entries) in emitters.zip(&mut self.outs).zip(&settled.entries) {
            if !entries.is_empty() {
                self.progress.suspended(|| out.entries(&**emitter, entries))?;
            }
        }
        Ok(())
    }

    fn skipped(&mut self, name: Arc<str>, skipped: SkippedPart, is_cut_off: bool) {
        self.outcome.counts.summary.skipped += 1;
        if self.run.verbose || is_cut_off || skipped.is_named {
            let shown = visible(&name);
            let message = match is_cut_off {
                true => Message::CutOff { name: &shown },
                false => Message::Skipped { name: &shown, reason: skipped.reason },
            };
            let text = match is_cut_off || skipped.is_named {
                true => format!("{}\n", Message::Warning(&message)),
                false => format!("{message}\n"),
            };
            self.progress.suspended(|| output::eprint(&text));
        }
        self.outcome.skipped.push(name);
    }

    fn end_file(&mut self) -> Result<(), Failure> {
        if std::mem::take(&mut self.in_file) {
            self.each(|emitter, _, text| emitter.end_file(text))?;
        }
        Ok(())
    }

    /// Writes something by each emitter.
    fn each(
        &mut self,
        write: impl Fn(&dyn Emitter, &Outcome, &mut Vec<u8>),
    ) -> Result<(), Failure> {
        for (emitter, out) in self.run.emitters.iter().zip(&mut self.outs) {
            let mut text = Vec::new();
            write(&**emitter, &self.outcome, &mut text);
            out.write(&text)?;
        }
        Ok(())
    }

    /// Shows what there is so far; who reads a file waits for its end.
    fn flush(&mut self) -> Result<(), Failure> {
        let progress = &self.progress;
        let unseen = self.outs.iter_mut().filter_map(|out| match &mut out.to {
            To::Standard(standard) if std::mem::take(&mut out.unseen) => Some(standard),
            To::Standard(_) | To::File(..) => None,
        });
        for out in unseen {
            progress.suspended(|| out.flush()).map_err(output::unwritable)?;
        }
        Ok(())
    }
}

impl Out {
    fn new(to: To) -> Self {
        Self { to, begun: false, unseen: false }
    }

    /// Writes entries, each after a separator.
    fn entries(&mut self, emitter: &dyn Emitter, entries: &[u8]) -> Result<(), Failure> {
        let skipped = if self.begun { 0 } else { emitter.separator().len() };
        self.begun = true;
        self.write(entries.get(skipped..).unwrap_or_default())
    }

    fn write(&mut self, text: &[u8]) -> Result<(), Failure> {
        self.unseen |= !text.is_empty();
        match &mut self.to {
            To::Standard(out) => out.write_all(text).map_err(output::unwritable),
            To::File(out, path) => out.write_all(text).map_err(|error| unwritable(path, &error)),
        }
    }
}
