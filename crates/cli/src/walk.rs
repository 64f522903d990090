//! Directories that cannot be walked through.

use std::path::Path;

use super::Failure;
use crate::messages::{Message, system};

/// Why an entry of a directory cannot be read.
pub(super) fn failure(error: &ignore::Error) -> Failure {
    let why = error.io_error().map_or_else(|| error.to_string(), system);
    match place(error) {
        Some(path) => Failure::message(Message::CannotRead { name: &path.display(), why: &why }),
        None => Failure::message(Message::CannotReadEntry { why: &why }),
    }
}

/// The directory that a walk could not enter.
pub(super) fn place(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } => place(err),
        _ => None,
    }
}
