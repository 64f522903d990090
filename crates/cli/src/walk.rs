//! Directories that cannot be walked through.

use std::path::Path;

use crate::failure::Failure;
use crate::messages::{Message, system};

/// Why an entry of a directory cannot be read.
pub(super) fn failure(error: &ignore::Error) -> Failure {
    let why = error.io_error().map_or_else(|| error.to_string(), system);
    match place(error) {
        Some(path) => Failure::message(Message::CannotRead { name: &path.display(), why: &why }),
        None => Failure::message(Message::CannotReadEntry(&why)),
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

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    #[test]
    fn the_directory_is_named_however_deep_it_is() {
        let why = ignore::Error::Io(io::ErrorKind::PermissionDenied.into());
        assert_eq!(place(&why), None);
        let path = ignore::Error::WithPath { path: "a/b".into(), err: Box::new(why) };
        let deep = ignore::Error::WithDepth { depth: 2, err: Box::new(path) };
        assert_eq!(place(&deep), Some(Path::new("a/b")));
        assert!(failure(&deep).summary().contains("`a/b`"));
    }
}
