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

pub(super) use atomic::{AtomicFile, replace, unwritable};
pub(super) use lock::DirectoryLock;
pub(super) use target::{FileId, Target};
pub(super) use version::Version;
