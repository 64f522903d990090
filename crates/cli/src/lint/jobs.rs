//! What is to be linted, in pieces that suit a thread.

use std::iter::Peekable;
use std::sync::Arc;
use std::vec;

use super::input::{Input, Opened, Part};
use super::lines::{CHUNK, Lines};
use crate::Failure;
use crate::project::Settings;
use smartro_lint::Pieces;

/// What one thread lints at a time.
pub(super) enum Job {
    /// Files that the thread reads, each whole.
    Files(Vec<Input>),
    /// What is read already: some lines of a long file, or what standard input holds.
    Part(Result<Part, Failure>, Arc<Settings>),
}

/// How many files a thread takes at a time: enough that handing them over costs little.
const FILES: usize = 32;

pub(super) type Parts = Box<dyn Iterator<Item = Result<Part, Failure>> + Send>;

/// The jobs that inputs come to, in their order. Reading goes on as jobs are asked for.
pub(super) struct Jobs {
    inputs: Peekable<vec::IntoIter<Input>>,
    /// The long file that is being read.
    open: Option<(Parts, Arc<Settings>)>,
    /// The longest request, in bytes.
    limit: usize,
}

impl Jobs {
    pub(super) fn new(inputs: Vec<Input>, limit: usize) -> Self {
        Self { inputs: inputs.into_iter().peekable(), open: None, limit }
    }

    /// Whether nothing follows, as far as is known without reading.
    pub(super) fn have_ended(&mut self) -> bool {
        self.open.is_none() && self.inputs.peek().is_none()
    }

    /// The next files that are read whole: up to one that is not, as many as are worth a
    /// thread's while.
    fn files(&mut self) -> Vec<Input> {
        let (mut files, mut bytes) = (Vec::new(), 0);
        while bytes < CHUNK as u64
            && files.len() < FILES
            && let Some(size) = self.inputs.peek().and_then(whole)
        {
            bytes += size;
            files.extend(self.inputs.next());
        }
        files
    }
}

impl Iterator for Jobs {
    type Item = Job;

    fn next(&mut self) -> Option<Job> {
        loop {
            if let Some((parts, settings)) = &mut self.open
                && let Some(part) = parts.next()
            {
                return Some(Job::Part(part, Arc::clone(settings)));
            }
            let files = self.files();
            if !files.is_empty() {
                return Some(Job::Files(files));
            }
            let input = self.inputs.next()?;
            let settings = Arc::clone(&input.settings);
            self.open = Some((open(input, self.limit), settings));
        }
    }
}

/// The size of a file that is read whole: one with a single text, or a short one.
fn whole(input: &Input) -> Option<u64> {
    let size = input.size();
    match input.pieces()? {
        Pieces::Json => Some(size.unwrap_or(0)),
        Pieces::Lines => size.filter(|size| *size <= CHUNK as u64),
    }
}

/// The parts of a file that is read bit by bit, if it holds a request a line.
pub(super) fn open(input: Input, limit: usize) -> Parts {
    match input.open(limit) {
        Ok(Opened { text, rest, pieces: Pieces::Lines }) => {
            let lines = Lines::new(input.name(), text, rest, limit);
            Box::new(lines.map(move |part| part.map_err(|error| input.unreadable(&error))))
        }
        opened => {
            let part = opened.and_then(|mut opened| input.read_rest(&mut opened, limit));
            Box::new(std::iter::once(part))
        }
    }
}
