//! How far a long run has come, at a terminal.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use super::input::InputFile;

/// A run that takes no longer shows nothing.
const LONG: Duration = Duration::from_secs(1);

const KNOWN: &str = "[{bar:20}] {bytes} of {total_bytes}, {bytes_per_sec}, {eta} to go";
const UNKNOWN: &str = "{spinner} {bytes}, {bytes_per_sec}";

/// How far a run has come.
pub(super) struct Progress {
    /// What it comes to; nothing, where it would not be seen.
    inputs: Option<Vec<InputFile>>,
    started: Instant,
    /// How many bytes are linted and written.
    done: u64,
    bar: Option<ProgressBar>,
    /// Whether what is written moves the bar.
    shared: bool,
}

impl Progress {
    /// Nothing is linted yet. It is shown on standard error, if that is a terminal.
    pub(super) fn new(inputs: &[InputFile], quiet: bool) -> Self {
        let shared = io::stdout().is_terminal();
        let inputs = (!quiet && io::stderr().is_terminal()).then(|| inputs.to_vec());
        Self { inputs, started: Instant::now(), done: 0, bar: None, shared }
    }

    /// This many more bytes are done.
    pub(super) fn advance(&mut self, bytes: usize) {
        self.done += bytes as u64;
        if let Some(bar) = &self.bar {
            bar.set_position(self.done);
        } else if self.started.elapsed() > LONG
            && let Some(inputs) = self.inputs.take()
        {
            self.bar = Some(self.bar(&inputs));
        }
    }

    /// Writes something without the bar in between.
    pub(super) fn suspended<T>(&self, write: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) if self.shared => bar.suspend(write),
            _ => write(),
        }
    }

    /// Shows nothing any more.
    pub(super) fn end(&mut self) {
        self.inputs = None;
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }

    fn bar(&self, inputs: &[InputFile]) -> ProgressBar {
        let sizes: Option<Vec<u64>> = inputs.iter().map(InputFile::size).collect();
        let (bar, template) = match sizes {
            Some(sizes) => (ProgressBar::new(sizes.iter().sum()), KNOWN),
            None => (ProgressBar::no_length(), UNKNOWN),
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars("=> ").tick_chars("|/-\\ "));
        }
        // What was done before it was shown counts for the speed.
        bar.with_elapsed(self.started.elapsed()).with_position(self.done)
    }
}
