//! What only one process does at a time.

use std::fs::File;
use std::io;
use std::path::Path;

use super::target::folder_of;

/// A lock on the directory of a file, until it is dropped; a process that ends gives it back.
/// The directory, for the file itself is replaced, and a file to lock would remain.
pub(crate) struct DirectoryLock {
    _directory: Option<File>,
}

impl DirectoryLock {
    /// Waits for the lock.
    ///
    /// # Errors
    ///
    /// The directory cannot be opened.
    pub(crate) fn wait(path: &Path) -> io::Result<Self> {
        let directory = cfg!(unix).then(|| File::open(folder_of(path))).transpose()?;
        #[cfg(unix)]
        if let Some(directory) = &directory {
            // Some file systems have no locks: there, nothing is better than what follows at once.
            let _ = rustix::fs::flock(directory, rustix::fs::FlockOperation::LockExclusive);
        }
        Ok(Self { _directory: directory })
    }
}
