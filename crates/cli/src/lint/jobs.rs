//! What is to be linted, in pieces that suit a thread.

use std::iter::Peekable;
use std::sync::Arc;
use std::vec;

use super::input::{InputFile, Parts};
use super::judged::{Sessions, holds_request};
use super::part::{Part, Requests};
use crate::failure::Failure;
use crate::project::Settings;

/// What one thread lints at a time.
pub(super) enum Job {
    /// Files that the thread reads, each whole.
    Files(Vec<InputFile>),
    /// What is read already: some requests of a long file, or what standard input holds.
    Part(Result<Part, Failure>, Arc<Settings>),
}

/// How many files a thread takes at a time: enough that handing them over costs little.
const FILES: usize = 32;

/// How long the files of a job may be together, in bytes, and how long one that is read whole:
/// what is found in them is kept until it is written.
const BYTES: (u64, u64) = (128 << 10, 16 << 10);

/// The jobs that inputs come to, in their order. Reading goes on as jobs are asked for.
pub(super) struct Jobs {
    inputs: Peekable<vec::IntoIter<InputFile>>,
    /// The long file that is being read.
    open: Option<(Parts, Arc<Settings>)>,
    /// The longest request, in bytes.
    limit: usize,
}

impl Jobs {
    pub(super) fn new(inputs: Vec<InputFile>, limit: usize) -> Self {
        Self { inputs: inputs.into_iter().peekable(), open: None, limit }
    }

    /// Whether nothing follows, as far as is known without reading.
    pub(super) fn have_ended(&mut self) -> bool {
        self.open.is_none() && self.inputs.peek().is_none()
    }

    /// The next files that are read whole: up to one that is not, as many as are worth a
    /// thread's while.
    fn files(&mut self) -> Vec<InputFile> {
        let (mut files, mut bytes) = (Vec::new(), 0);
        while bytes < BYTES.0
            && files.len() < FILES
            && let Some(size) = self.inputs.peek().and_then(InputFile::size)
            && size <= BYTES.1
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

/// The parts of a file; of one that is left alone unless it holds a request, and that holds none,
/// a single part without requests.
pub(super) fn open(input: InputFile, limit: usize) -> Parts {
    if !input.is_candidate {
        return input.parts(limit);
    }
    // It is gone through for a request, and then from its start again.
    let mut sessions = Sessions::default();
    let settings = Arc::clone(&input.settings);
    let mut single = None;
    for part in input.clone().parts(limit) {
        match part {
            Err(failure) => return Box::new(std::iter::once(Err(failure))),
            Ok(part) if part.is_candidate => single = Some(part),
            Ok(part) if holds_request(&mut sessions, &part, &settings) => {
                return input.parts(limit);
            }
            Ok(_) => {}
        }
    }
    let nothing = Part::whole(input.name(), Vec::new(), Requests::Rest);
    let part = single.unwrap_or(Part { is_candidate: true, ..nothing });
    Box::new(std::iter::once(Ok(part)))
}
