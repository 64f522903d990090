//! Which version of a file was read.

use std::fs;
use std::io;
use std::path::Path;
use std::time::SystemTime;

use super::target::Target;
use crate::messages::Message;

/// What changes when a file changes: its length, its times, and which file it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Version {
    length: u64,
    modified: Option<SystemTime>,
    /// The device, the number on it, and the time of the last change, in seconds and
    /// nanoseconds.
    #[cfg(unix)]
    inode: (u64, u64, i64, i64),
}

impl Version {
    /// The version that is at a path now: to be asked for before the file is opened.
    ///
    /// # Errors
    ///
    /// What is there is no regular file, and cannot be replaced.
    pub(crate) fn of(path: &Path) -> io::Result<Self> {
        match Target::of(path)? {
            Target::Regular(place) => Self::at(&place),
            Target::Descriptor(_) | Target::Special(_) => Err(not_regular()),
        }
    }

    fn at(place: &Path) -> io::Result<Self> {
        let metadata = fs::metadata(place)?;
        Ok(Self {
            length: metadata.len(),
            modified: metadata.modified().ok(),
            #[cfg(unix)]
            inode: {
                use std::os::unix::fs::MetadataExt;
                (metadata.dev(), metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
            },
        })
    }

    /// # Errors
    ///
    /// Another version is at the place by now.
    pub(super) fn check(&self, place: &Path) -> io::Result<()> {
        match Self::at(place)? == *self {
            true => Ok(()),
            false => Err(io::Error::other(Message::ChangedMeanwhile.to_string())),
        }
    }
}

/// Why something cannot be replaced.
pub(super) fn not_regular() -> io::Error {
    io::Error::other(Message::NotRegular.to_string())
}
