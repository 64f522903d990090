//! Files that are written.
//!
//! ```text
//! target (where a path leads) ─► attributes (what is kept, or refused) ─► atomic (temporary file, rename)
//! ```

mod atomic;
mod attributes;
mod lock;
mod target;
mod version;

/// Whether a new text is copied into the file that is there, which so keeps its owner and what is permitted:
/// WASI has neither.
const IN_PLACE: bool = cfg!(target_os = "wasi");

pub(super) use atomic::{AtomicFile, replace, unwritable};
pub(super) use lock::DirectoryLock;
pub(super) use target::{FileId, Target};
pub(super) use version::Version;
