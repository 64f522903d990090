//! Files that are written beside their place and put there when they are whole: whoever looks
//! sees the old one or the new one, and a program that a signal ends leaves nothing behind.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

use tempfile::{Builder, TempPath};

use super::Failure;

/// A file that is being written.
pub(super) struct Whole {
    out: BufWriter<File>,
    /// Where it stands, and where it belongs; nothing: it stands there already.
    beside: Option<(PathBuf, PathBuf)>,
}

/// Every file that stands beside its place. Signals come to the process, and to no run of it.
static BESIDE: Mutex<Vec<TempPath>> = Mutex::new(Vec::new());

/// How a shell tells that a program was interrupted.
const INTERRUPTED: i32 = 130;

/// Puts a text in a file's place: whoever looks sees the old one or the new one, whole.
pub(super) fn replace(path: &Path, text: &[u8]) -> Result<(), Failure> {
    let fail = |error: std::io::Error| {
        Failure::message(format!("cannot write `{}`: {error}", path.display()))
    };
    let mut file = Whole::open(path).map_err(fail)?;
    file.write_all(text).map_err(fail)?;
    file.put().map_err(fail)
}

impl Whole {
    /// A file that is to take a place. What is no file, such as `/dev/null` or a pipe, is
    /// written to as it is.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let place = match fs::canonicalize(path) {
            Ok(place) => place,
            Err(error) if error.kind() == io::ErrorKind::NotFound => path.to_owned(),
            Err(error) => return Err(error),
        };
        let known = fs::metadata(&place).ok();
        if known.as_ref().is_some_and(|known| !known.is_file()) {
            let file = File::options().write(true).open(&place)?;
            return Ok(Self { out: BufWriter::new(file), beside: None });
        }
        let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty());
        // Nothing is removed between its making and its being known.
        let mut paths = paths();
        let file = beside(folder.unwrap_or(Path::new(".")))?;
        if let Some(known) = known {
            file.as_file().set_permissions(known.permissions())?;
        }
        let (file, path) = file.into_parts();
        let beside = Some((path.to_path_buf(), place));
        paths.push(path);
        Ok(Self { out: BufWriter::new(file), beside })
    }

    /// Puts it in its place.
    pub(super) fn put(mut self) -> io::Result<()> {
        self.out.flush()?;
        let Some((path, place)) = self.beside.take() else { return Ok(()) };
        let mut paths = paths();
        match paths.iter().position(|known| **known == *path) {
            Some(at) => Ok(paths.swap_remove(at).persist(place)?),
            None => Ok(()),
        }
    }
}

impl Write for Whole {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Drop for Whole {
    /// A file that was not put in its place is removed.
    fn drop(&mut self) {
        if let Some((path, _)) = &self.beside {
            paths().retain(|known| **known != **path);
        }
    }
}

fn beside(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    remove_when_ended();
    let mut builder = Builder::new();
    // As a new file has them, not for its owner alone.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

fn paths() -> MutexGuard<'static, Vec<TempPath>> {
    BESIDE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Has the files removed when the program is interrupted, terminated, or its terminal is gone.
fn remove_when_ended() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let remove = || {
            let mut paths = paths();
            paths.clear();
            // Nothing is put in its place any more, and nothing made.
            std::process::exit(INTERRUPTED);
        };
        // Where signals are ignored, as `nohup` has it, they stay so.
        let _ = ctrlc::try_set_handler(remove);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_seen_when_it_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let names = || fs::read_dir(folder.path()).unwrap().count();
        let mut dropped = Whole::open(&path).unwrap();
        dropped.write_all(b"half").unwrap();
        assert_eq!((path.exists(), names()), (false, 1));
        drop(dropped);
        assert_eq!(names(), 0);
        for text in ["one", "two"] {
            let mut file = Whole::open(&path).unwrap();
            file.write_all(text.as_bytes()).unwrap();
            file.put().unwrap();
            assert_eq!((fs::read_to_string(&path).unwrap().as_str(), names()), (text, 1));
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_and_permissions_stay_and_devices_are_written_to() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("a"), folder.path().join("b"));
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&path, &link).unwrap();
        let mut file = Whole::open(&link).unwrap();
        file.write_all(b"new").unwrap();
        file.put().unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        Whole::open(Path::new("/dev/null")).unwrap().put().unwrap();
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
        assert!(Whole::open(folder.path()).is_err());
    }
}
