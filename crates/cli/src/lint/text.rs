//! A text that is read as it comes: memory is needed for what was not handed on yet.

use std::io::{self, ErrorKind, Read};

/// How much is asked for at a time, in bytes: enough to be worth a thread's while, little enough
/// to stay in its cache.
const CHUNK: usize = 128 << 10;

/// A text of which only what was not handed on is kept.
pub(super) struct StreamText<R> {
    input: R,
    /// What was read, and how much of that was handed on.
    read: Vec<u8>,
    taken: usize,
}

impl<R: Read> StreamText<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, read: Vec::new(), taken: 0 }
    }

    /// What was read and not handed on.
    pub(super) fn rest(&self) -> &[u8] {
        self.read.get(self.taken..).unwrap_or_default()
    }

    /// What was read of the first line that is not empty.
    pub(super) fn first_line(&self) -> &[u8] {
        let begun = self.rest().trim_ascii_start();
        begun.get(..memchr::memchr(b'\n', begun).unwrap_or(begun.len())).unwrap_or_default()
    }

    /// Takes the first `length` bytes out; of these and the rest, the shorter part is copied.
    pub(super) fn take(&mut self, length: usize) -> Vec<u8> {
        let length = length.min(self.rest().len());
        if length < self.rest().len() / 2 {
            let text = self.rest().get(..length).unwrap_or_default().to_vec();
            self.skip(length);
            return text;
        }
        self.forget_taken();
        let rest = self.read.split_off(length);
        std::mem::replace(&mut self.read, rest)
    }

    fn forget_taken(&mut self) {
        self.read.drain(..std::mem::take(&mut self.taken));
    }

    /// Drops the first `length` bytes.
    pub(super) fn skip(&mut self, length: usize) {
        self.taken = self.read.len().min(self.taken + length);
    }

    /// Reads what can be had without waiting, at most a chunk; `false`: the text has ended.
    pub(super) fn read_more(&mut self) -> io::Result<bool> {
        self.forget_taken();
        let known = self.read.len();
        self.read.resize(known + CHUNK, 0);
        let read = loop {
            match self.input.read(self.read.get_mut(known..).unwrap_or_default()) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        self.read.truncate(known + *read.as_ref().unwrap_or(&0));
        Ok(read? > 0)
    }

    /// Reads on up to a length in bytes, if there is so much; what there is then.
    pub(super) fn read_up_to(mut self, length: usize) -> io::Result<Vec<u8>> {
        let mut text = self.take(usize::MAX);
        let more = length.saturating_sub(text.len());
        self.input.take(more as u64).read_to_end(&mut text)?;
        Ok(text)
    }
}

/// Gives a few bytes at a time, as a pipe may.
#[cfg(test)]
pub(super) struct Drip<'t>(pub(super) &'t [u8], pub(super) usize);

#[cfg(test)]
impl Read for Drip<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let size = self.1.min(buffer.len());
        self.0.read(buffer.get_mut(..size).unwrap_or_default())
    }
}
