//! Where a path leads.

use std::fs::{self, File};
use std::io;
use std::path::{Component, Path, PathBuf};

/// What is at the end of a path.
pub(crate) enum Target {
    /// An open file of a process, such as `/dev/stdout` or `/dev/fd/3`.
    Descriptor(PathBuf),
    /// A pipe, a terminal, `/dev/null`, a directory.
    Special(PathBuf),
    /// A regular file, or nothing yet: its path without links.
    Regular(PathBuf),
}

/// What two paths to the same file have in common.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum FileId {
    /// The device and the number on it.
    #[cfg(unix)]
    Inode(u64, u64),
    /// The path without links, of what is not there yet or where files have no numbers.
    Path(PathBuf),
}

/// How many links are followed, as on Linux.
const LINKS: usize = 40;

impl Target {
    /// Follows the links of a path.
    ///
    /// # Errors
    ///
    /// The directory that it names is not there, or its links have no end.
    pub(crate) fn of(path: &Path) -> io::Result<Self> {
        let mut path = path.to_owned();
        for _ in 0..LINKS {
            // `..` and `/` are directories.
            let Some(name) = path.file_name() else { return Ok(Self::Special(path)) };
            let folder = fs::canonicalize(folder_of(&path))?;
            let resolved = folder.join(name);
            if holds_descriptors(&folder) {
                return Ok(Self::Descriptor(resolved));
            }
            match fs::read_link(&resolved) {
                Ok(link) => path = folder.join(link),
                Err(_) => return Ok(Self::without_links(resolved)),
            }
        }
        Err(io::Error::other("too many links"))
    }

    fn without_links(path: PathBuf) -> Self {
        match fs::metadata(&path) {
            Ok(metadata) if !metadata.is_file() => Self::Special(path),
            _ => Self::Regular(path),
        }
    }

    /// Opens what is no regular file, to be written as it is; `None`: it is a regular file.
    pub(super) fn open(&self) -> io::Result<Option<File>> {
        match self {
            Self::Regular(_) => Ok(None),
            Self::Special(path) => File::options().write(true).open(path).map(Some),
            Self::Descriptor(path) => match own_descriptor(path) {
                Some(file) => file.map(Some),
                // Opened again it has a position of its own: appending overwrites nothing.
                None => File::options().append(true).open(path).map(Some),
            },
        }
    }
}

impl FileId {
    /// That of a path; `None`: of what is no regular file.
    pub(crate) fn of(path: &Path) -> Option<Self> {
        #[cfg(unix)]
        if let Ok(metadata) = fs::metadata(path) {
            use std::os::unix::fs::MetadataExt;
            return metadata.is_file().then(|| Self::Inode(metadata.dev(), metadata.ino()));
        }
        match Target::of(path) {
            Ok(Target::Regular(path)) => Some(Self::Path(path)),
            _ => None,
        }
    }
}

/// The directory that a path is in.
pub(super) fn folder_of(path: &Path) -> &Path {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

/// Whether what is in a directory are the open files of a process: `/dev/fd`, `/proc/7/fd`,
/// `/proc/7/task/7/fd`.
fn holds_descriptors(folder: &Path) -> bool {
    let steps: Vec<Component<'_>> = folder.components().collect();
    let is = |step: Option<&Component<'_>>, name: &str| {
        step.is_some_and(|step| step.as_os_str() == name)
    };
    let in_process = is(steps.get(1), "proc") && steps.len() > 3;
    is(steps.last(), "fd") && (in_process || (is(steps.get(1), "dev") && steps.len() == 3))
}

/// Standard output or standard error, if a descriptor's path is that of one of them.
#[cfg(unix)]
fn own_descriptor(path: &Path) -> Option<io::Result<File>> {
    use std::os::fd::AsFd;
    let own = fs::canonicalize("/proc/self").ok();
    if !path.starts_with("/dev/fd") && !own.is_some_and(|own| path.starts_with(own)) {
        return None;
    }
    let copied = match path.file_name()?.to_str()? {
        "1" => io::stdout().as_fd().try_clone_to_owned(),
        "2" => io::stderr().as_fd().try_clone_to_owned(),
        _ => return None,
    };
    Some(copied.map(File::from))
}

#[cfg(not(unix))]
fn own_descriptor(_: &Path) -> Option<io::Result<File>> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_files_have_directories_of_their_own() {
        for folder in ["/dev/fd", "/proc/7/fd", "/proc/7/task/8/fd"] {
            assert!(holds_descriptors(Path::new(folder)), "{folder}");
        }
        for folder in ["/", "/fd", "/proc/fd", "/dev/fd/a", "/home/fd", "/dev/a/fd", "/proc/7"] {
            assert!(!holds_descriptors(Path::new(folder)), "{folder}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_to_what_is_not_there_yet() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let folder = fs::canonicalize(folder.path()).unwrap();
        fs::create_dir(folder.join("inside")).unwrap();
        symlink("inside/new", folder.join("link")).unwrap();
        symlink("link", folder.join("again")).unwrap();
        symlink("round", folder.join("round")).unwrap();
        symlink("/dev/stderr", folder.join("error")).unwrap();
        let of = |name: &str| Target::of(&folder.join(name));
        assert!(
            matches!(of("again"), Ok(Target::Regular(path)) if path == folder.join("inside/new"))
        );
        assert!(matches!(of("error"), Ok(Target::Descriptor(_))));
        assert!(matches!(of("inside"), Ok(Target::Special(_))));
        assert!(matches!(of("inside/.."), Ok(Target::Special(_))));
        assert!(of("round").is_err() && of("nowhere/new").is_err());
    }

    #[test]
    fn a_file_is_the_same_by_each_of_its_paths() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("a"), "").unwrap();
        fs::write(path("b"), "").unwrap();
        assert_eq!(FileId::of(&path("a")), FileId::of(&path("./a")));
        assert_ne!(FileId::of(&path("a")), FileId::of(&path("b")));
        assert_eq!(FileId::of(&path("new")), FileId::of(&path("./new")));
        assert_ne!(FileId::of(&path("new")), FileId::of(&path("newer")));
        assert_eq!(FileId::of(folder.path()), None);
    }
}
