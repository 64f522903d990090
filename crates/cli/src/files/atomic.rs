//! Files that are written beside their place and renamed to it when they are complete: a reader
//! sees the old one or the new one, and a program that a signal ends leaves no temporary file.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::{Builder, TempPath};

use super::target::{Target, folder_of};
use super::version::not_regular;
use super::{Version, attributes};
use crate::failure::Failure;
use crate::messages::{Message, system};

/// A file that is written, complete or not at all. What is no regular file is written directly.
pub(crate) struct AtomicFile {
    out: BufWriter<File>,
    temporary: Option<Temporary>,
}

/// A file that is to be renamed.
struct Temporary {
    path: PathBuf,
    place: PathBuf,
    /// Whether there may be nothing at its place when it gets there.
    is_new: bool,
}

/// The temporary files of the process: a signal ends all that it does.
static TEMPORARY: Mutex<Vec<TempPath>> = Mutex::new(Vec::new());

/// The exit status of a program that was interrupted, as shells have it.
#[cfg(all(not(unix), feature = "terminal"))]
const INTERRUPTED: i32 = 130;

/// Replaces what is at a path, if a version is given that version alone.
pub(crate) fn replace(path: &Path, text: &[u8], version: Option<Version>) -> Result<(), Failure> {
    let written = || {
        let mut file = match version {
            Some(_) => AtomicFile::replacing(path)?,
            None => AtomicFile::open(path)?,
        };
        file.write_all(text)?;
        match &version {
            Some(version) => file.persist_over(version),
            None => file.persist(),
        }
    };
    written().map_err(|error| unwritable(path, &error))
}

/// Why a file cannot be written.
pub(crate) fn unwritable(path: &Path, error: &io::Error) -> Failure {
    Failure::message(Message::CannotWrite { name: &path.display(), why: &system(error) })
}

impl AtomicFile {
    /// A file that is to replace what is at a path.
    ///
    /// # Errors
    ///
    /// What is there may not be written, or would lose its owner, its attributes or its links.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let target = Target::of(path)?;
        match target.open()? {
            Some(file) => Ok(Self { out: BufWriter::new(file), temporary: None }),
            None => Self::beside(target, false),
        }
    }

    /// A file that is to replace a version of what is at a path, which has to be a regular file:
    /// see [`persist_over`](Self::persist_over).
    ///
    /// # Errors
    ///
    /// As of `open`.
    pub(crate) fn replacing(path: &Path) -> io::Result<Self> {
        Self::beside(Target::of(path)?, false)
    }

    /// A file that is to be at a path where there is none.
    ///
    /// # Errors
    ///
    /// There is one.
    pub(crate) fn new(path: &Path) -> io::Result<Self> {
        match fs::symlink_metadata(path) {
            Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
            Err(_) => Self::beside(Target::Regular(path.to_owned()), true),
        }
    }

    fn beside(target: Target, is_new: bool) -> io::Result<Self> {
        let Target::Regular(place) = target else {
            return Err(not_regular());
        };
        // Nothing is removed between its making and its being known.
        let mut known = temporary();
        let file = temporary_in(folder_of(&place))?;
        match fs::metadata(&place) {
            Ok(old) => attributes::keep(&place, &old, file.as_file())?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        let (file, path) = file.into_parts();
        let temporary = Some(Temporary { path: path.to_path_buf(), place, is_new });
        known.push(path);
        Ok(Self { out: BufWriter::new(file), temporary })
    }

    /// Sees to it that all that was written is on the disk.
    pub(crate) fn sync(&mut self) -> io::Result<()> {
        self.out.flush()?;
        match self.temporary {
            Some(_) => self.out.get_ref().sync_all(),
            // A pipe, a terminal.
            None => Ok(()),
        }
    }

    /// Renames it to its place when all of it is on the disk.
    ///
    /// # Errors
    ///
    /// It cannot be written.
    pub(crate) fn persist(self) -> io::Result<()> {
        self.persist_if(|_| Ok(()))
    }

    /// Renames it to its place as [`persist`](Self::persist) does, over a version of what is there.
    ///
    /// # Errors
    ///
    /// It cannot be written, or another version is at its place.
    pub(crate) fn persist_over(self, version: &Version) -> io::Result<()> {
        self.persist_if(|place| version.check(place))
    }

    fn persist_if(mut self, check: impl FnOnce(&Path) -> io::Result<()>) -> io::Result<()> {
        self.sync()?;
        let Some(Temporary { path, place, is_new }) = &self.temporary else { return Ok(()) };
        let mut known = temporary();
        let Some(at) = known.iter().position(|known| **known == **path) else { return Ok(()) };
        check(place)?;
        let temporary = known.swap_remove(at);
        match is_new {
            true => temporary.persist_noclobber(place)?,
            false if super::IN_PLACE && place.exists() => copy(&temporary, place)?,
            false => temporary.persist(place)?,
        }
        sync_directory(folder_of(place))
    }
}

/// Gives a file the text of another one.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let (mut from, mut to) =
        (File::open(from)?, File::options().write(true).truncate(true).open(to)?);
    io::copy(&mut from, &mut to)?;
    to.sync_all()
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Drop for AtomicFile {
    /// A file that was not renamed is removed.
    fn drop(&mut self) {
        if let Some(Temporary { path, .. }) = &self.temporary {
            temporary().retain(|known| **known != **path);
        }
    }
}

fn temporary_in(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    #[cfg(feature = "terminal")]
    remove_when_ended();
    let mut builder = Builder::new();
    builder.prefix(".smartro-lint-");
    // As a new file has them, not for its owner alone.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder).map_err(|error| match error.get_ref() {
        // Its text names the temporary file, which the user does not know.
        Some(_) => io::Error::from(error.kind()),
        None => error,
    })
}

/// Sees to it that a rename outlasts a loss of power.
fn sync_directory(folder: &Path) -> io::Result<()> {
    if cfg!(not(unix)) {
        return Ok(());
    }
    match File::open(folder)?.sync_all() {
        // Not every file system has this for directories.
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        synced => synced,
    }
}

fn temporary() -> MutexGuard<'static, Vec<TempPath>> {
    TEMPORARY.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Has the files removed when the program is interrupted, terminated, or its terminal is gone.
#[cfg(feature = "terminal")]
fn remove_when_ended() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    #[cfg(unix)]
    ONCE.call_once(remove_on_signals);
    #[cfg(not(unix))]
    ONCE.call_once(|| {
        let _ = ctrlc::try_set_handler(|| {
            let _known = remove_all();
            std::process::exit(INTERRUPTED);
        });
    });
}

/// Removes the files. While the lock is held, none is made or renamed.
#[cfg(feature = "terminal")]
fn remove_all() -> MutexGuard<'static, Vec<TempPath>> {
    let mut known = temporary();
    known.clear();
    known
}

/// Removes the files on a signal, which then ends the program as if nothing had caught it.
#[cfg(all(unix, feature = "terminal"))]
fn remove_on_signals() {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
    use signal_hook::{flag, iterator::Signals, low_level};
    // What is ignored stays so, as `nohup` and shells for jobs in the background want it.
    let is_ignored = ignored();
    let signals = [SIGTERM, SIGINT, SIGHUP].into_iter().filter(|signal| !is_ignored(*signal));
    if let Ok(mut signals) = Signals::new(signals) {
        std::thread::spawn(move || {
            if let Some(signal) = signals.forever().next() {
                let _known = remove_all();
                // No signal ends the first process of a container.
                if std::process::id() != 1 {
                    let _ = low_level::emulate_default_handler(signal);
                }
                std::process::exit(128 + signal);
            }
        });
    }
    // With the signal caught, writing beyond the limit of a file's size fails with an error; the flag
    // itself is not read.
    let _ = flag::register(SIGXFSZ, std::sync::Arc::default());
}

/// Whether a signal was ignored when the program was started.
#[cfg(all(unix, feature = "terminal"))]
fn ignored() -> impl Fn(i32) -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    // Elsewhere `ctrlc` refuses where one of its signals is ignored; what ends a job is handled.
    let mask = mask.unwrap_or_else(|| match ctrlc::try_set_handler(|| {}) {
        Ok(()) => 0,
        Err(_) => !(1 << (signal_hook::consts::SIGTERM - 1)),
    });
    move |signal| mask & (1 << (signal - 1)) != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_seen_when_it_is_complete() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let names = || fs::read_dir(folder.path()).unwrap().count();
        let mut dropped = AtomicFile::open(&path).unwrap();
        dropped.write_all(b"half").unwrap();
        assert_eq!((path.exists(), names()), (false, 1));
        drop(dropped);
        assert_eq!(names(), 0);
        for text in ["one", "two"] {
            replace(&path, text.as_bytes(), None).ok().unwrap();
            assert_eq!((fs::read_to_string(&path).unwrap().as_str(), names()), (text, 1));
        }
        assert!(AtomicFile::new(&path).is_err());
        let new = AtomicFile::new(&folder.path().join("b")).unwrap();
        fs::write(folder.path().join("b"), "other").unwrap();
        assert!(new.persist().is_err());
        assert_eq!((fs::read(folder.path().join("b")).unwrap(), names()), (b"other".to_vec(), 2));
    }

    #[test]
    fn another_version_than_the_one_that_was_read_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, "one").unwrap();
        let version = Version::of(&path).unwrap();
        let mut file = AtomicFile::replacing(&path).unwrap();
        file.write_all(b"fixed").unwrap();
        fs::write(&path, "one more").unwrap();
        assert_eq!(
            file.persist_over(&version).unwrap_err().to_string(),
            Message::ChangedMeanwhile.to_string()
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), "one more");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
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
        replace(&link, b"new", None).ok().unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        AtomicFile::open(Path::new("/dev/null")).unwrap().persist().unwrap();
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
        assert!(AtomicFile::open(folder.path()).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn what_would_be_lost_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (path, other) = (folder.path().join("a"), folder.path().join("b"));
        fs::write(&path, "old").unwrap();
        fs::hard_link(&path, &other).unwrap();
        let refused = || AtomicFile::open(&path).err().unwrap().to_string();
        assert_eq!(refused(), Message::HardLinks { count: 2 }.to_string());
        fs::remove_file(&other).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        assert_eq!(refused(), Message::ReadOnly.to_string());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
