//! The forms that findings are written in, one file each.

mod json;
mod pretty;

pub(super) use json::Json;
pub(super) use pretty::Pretty;

use crate::linter::Origin;
use crate::report::{Report, Summary};

/// A form that findings are written in.
///
/// Threads write the entries of requests, each for itself; what stands before, between and
/// after them is added where they are put in order.
pub(super) trait Form: Send + Sync {
    /// Writes what stands before the first entry.
    fn begin(&self, _out: &mut Vec<u8>) {}

    /// What stands between two entries.
    fn separator(&self) -> &'static str {
        ""
    }

    /// Whether a request without findings has an entry too.
    fn tells_clean(&self) -> bool;

    /// Writes a request's entry; nothing, where it has none.
    fn entry(&self, entry: Entry<'_>, out: &mut Vec<u8>);

    /// Writes what stands after the last entry.
    fn end(&self, summary: &Summary, out: &mut Vec<u8>);
}

/// A request, and what was found in it.
pub(super) struct Entry<'e> {
    /// The file's name.
    pub(super) file: &'e str,
    /// The request's place in the file.
    pub(super) index: usize,
    pub(super) text: &'e [u8],
    pub(super) origin: Origin,
    pub(super) report: Report,
}

/// Nothing at all, where standard output belongs to something else.
pub(super) struct Silent;

impl Form for Silent {
    fn tells_clean(&self) -> bool {
        false
    }

    fn entry(&self, _entry: Entry<'_>, _out: &mut Vec<u8>) {}

    fn end(&self, _summary: &Summary, _out: &mut Vec<u8>) {}
}
