//! A request that is parsed already, as text: no longer and no deeper than one that comes as text.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use super::error::{JsonError, JsonFault, figure};
use super::limits::Limits;

/// Writes a value as compact JSON.
pub(crate) fn write_value(
    value: &impl Serialize,
    limits: Limits,
    text: &mut Vec<u8>,
) -> Result<(), JsonError> {
    let limit = limits.bytes.min(u32::MAX as usize);
    let mut kept = Kept { text, limit, size: 0 };
    let levels = Levels { left: limits.depth };
    // Memory takes what is written to it: only depth stops it.
    let written = value.serialize(&mut Serializer::with_formatter(&mut kept, levels));
    if kept.size > limit {
        return Err(JsonError::too_long(kept.size, limit));
    }
    let fault = JsonFault::TooDeep { limit: figure(limits.depth) };
    match written {
        Err(error) if error.is_io() => Err(JsonError { fault, at: 0 }),
        // A value that breaks off is not JSON: reading it reports that.
        _ => Ok(()),
    }
}

/// Keeps as much of a text as is read, and counts all of it.
struct Kept<'t> {
    text: &'t mut Vec<u8>,
    limit: usize,
    size: usize,
}

impl Write for Kept<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.size = self.size.saturating_add(bytes.len());
        if self.size <= self.limit {
            self.text.extend_from_slice(bytes);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Stops where objects and arrays are nested too deeply: the serializer descends once
/// for each, and the stack is the caller's.
struct Levels {
    left: usize,
}

impl Levels {
    fn enter<W: Write + ?Sized>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.left = self.left.checked_sub(1).ok_or(io::ErrorKind::InvalidData)?;
        out.write_all(bracket)
    }

    fn leave<W: Write + ?Sized>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.left += 1;
        out.write_all(bracket)
    }
}

impl Formatter for Levels {
    fn begin_array<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.enter(out, b"[")
    }

    fn end_array<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.leave(out, b"]")
    }

    fn begin_object<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.enter(out, b"{")
    }

    fn end_object<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.leave(out, b"}")
    }
}
