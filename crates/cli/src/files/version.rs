//! Which version of a file was read.

use std::fs::{self, File};
use std::hash::{DefaultHasher, Hasher};
use std::io::{self, Read};
use std::path::Path;
use std::time::SystemTime;

use super::target::Target;
use crate::messages::Message;

/// What changes when a file changes: its length, its times, which file it is, and what was read
/// of it: times may be set back, and are as coarse as the clock of the file system.
#[derive(Debug, Clone)]
pub(crate) struct Version {
    state: State,
    read: Content,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct State {
    length: u64,
    modified: Option<SystemTime>,
    /// The device, the number on it, and the time of the last change, in seconds and
    /// nanoseconds.
    #[cfg(unix)]
    inode: (u64, u64, i64, i64),
}

/// The beginning of a file, by its hash.
#[derive(Debug, Clone, Default)]
struct Content {
    length: u64,
    hasher: DefaultHasher,
}

impl Version {
    /// The version that is at a path now: to be asked for before the file is opened.
    ///
    /// # Errors
    ///
    /// What is there is no regular file, and cannot be replaced.
    pub(crate) fn of(path: &Path) -> io::Result<Self> {
        match Target::of(path)? {
            Target::Regular(place) => {
                Ok(Self { state: State::at(&place)?, read: Content::default() })
            }
            Target::Descriptor(_) | Target::Special(_) => Err(not_regular()),
        }
    }

    /// Goes on with what was read of the file.
    pub(crate) fn read(&mut self, bytes: &[u8]) {
        self.read.add(bytes);
    }

    /// # Errors
    ///
    /// Another version is at the place by now.
    pub(super) fn check(&self, place: &Path) -> io::Result<()> {
        match State::at(place)? == self.state && self.read.is_at(place)? {
            true => Ok(()),
            false => Err(io::Error::other(Message::ChangedMeanwhile.to_string())),
        }
    }
}

impl Content {
    fn add(&mut self, bytes: &[u8]) {
        self.length += bytes.len() as u64;
        self.hasher.write(bytes);
    }

    /// Whether a file begins with it.
    fn is_at(&self, place: &Path) -> io::Result<bool> {
        let mut file = File::open(place)?.take(self.length);
        let (mut found, mut chunk) = (Self::default(), vec![0; CHUNK]);
        loop {
            match file.read(&mut chunk) {
                Ok(0) => break,
                Ok(length) => found.add(chunk.get(..length).unwrap_or_default()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(found.length == self.length && found.hasher.finish() == self.hasher.finish())
    }
}

/// How much of a file is compared at a time, in bytes.
const CHUNK: usize = 128 << 10;

impl State {
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
}

/// Why something cannot be replaced.
pub(super) fn not_regular() -> io::Error {
    io::Error::other(Message::NotRegular.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_has_to_be_there_still() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, "one two").unwrap();
        let mut version = Version::of(&path).unwrap();
        version.read(b"one ");
        version.read(b"t");
        assert!(version.check(&path).is_ok());
        version.read(b"wo");
        assert!(version.check(&path).is_ok());
        fs::write(&path, "one too").unwrap();
        // As if no time had passed, and the length is the same.
        version.state = State::at(&path).unwrap();
        assert!(version.check(&path).is_err());
    }

    #[test]
    fn it_does_not_matter_in_which_pieces_a_file_is_read() {
        let hash = |pieces: &[&[u8]]| {
            let mut content = Content::default();
            pieces.iter().for_each(|piece| content.add(piece));
            content.hasher.finish()
        };
        let text: &[u8] = &[7; 100];
        for at in 0..=text.len() {
            let (one, other) = text.split_at(at);
            assert_eq!(hash(&[one, other]), hash(&[text]));
        }
        assert_ne!(hash(&[b"a"]), hash(&[b"b"]));
    }
}
