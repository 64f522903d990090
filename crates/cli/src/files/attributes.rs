//! What a file that is replaced keeps: who owns it, who may do what with it, and its extended
//! attributes, such as access control lists.

use crate::messages::Message;
#[cfg(unix)]
use crate::messages::system;
use std::fs::{File, Metadata};
use std::io;
use std::path::Path;

/// Gives a new file what the old one has.
///
/// # Errors
///
/// The old one may not be written, or there is something that the new one cannot be given.
pub(super) fn keep(path: &Path, old: &Metadata, new: &File) -> io::Result<()> {
    if super::IN_PLACE {
        return File::options().write(true).open(path).map(drop);
    }
    // Who may write everything would not be stopped by opening it.
    if old.permissions().readonly() {
        return Err(io::Error::other(Message::ReadOnly.to_string()));
    }
    let opened = File::options().write(true).open(path)?;
    owner(old, new)?;
    extended(&opened, new)?;
    // At last, for a new owner and a new list change what was permitted.
    new.set_permissions(old.permissions())
}

#[cfg(unix)]
fn owner(old: &Metadata, new: &File) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    if old.nlink() > 1 {
        let message = Message::HardLinks { count: old.nlink() };
        return Err(io::Error::other(message.to_string()));
    }
    let owner = |metadata: &Metadata| (metadata.uid(), metadata.gid());
    if owner(old) == owner(&new.metadata()?) {
        return Ok(());
    }
    fchown(new, Some(old.uid()), Some(old.gid()))
        .map_err(|why| io::Error::other(Message::OwnerLost { why: &system(&why) }.to_string()))
}

#[cfg(not(unix))]
fn owner(_: &Metadata, _: &File) -> io::Result<()> {
    Ok(())
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn extended(old: &File, new: &File) -> io::Result<()> {
    use rustix::fs::{XattrFlags, fgetxattr, fremovexattr, fsetxattr};
    let value = |file: &File, name: &[u8]| {
        let mut value = Vec::with_capacity(ATTRIBUTE);
        fgetxattr(file, name, rustix::buffer::spare_capacity(&mut value))?;
        Ok::<Vec<u8>, rustix::io::Errno>(value)
    };
    let lost = |name: &[u8], error: rustix::io::Errno| {
        let name = String::from_utf8_lossy(name);
        io::Error::other(
            Message::AttributeLost { name: &name, why: &system(&error.into()) }.to_string(),
        )
    };
    let (kept, given) = (names(old)?, names(new)?);
    for name in &kept {
        let value_of = |file| value(file, name);
        let old = value_of(old).map_err(|error| lost(name, error))?;
        if value_of(new).ok().as_ref() != Some(&old) {
            fsetxattr(new, name.as_slice(), &old, XattrFlags::empty())
                .map_err(|error| lost(name, error))?;
        }
    }
    // What the directory gives new files, such as its default access control list.
    for name in given.iter().filter(|name| !kept.contains(name)) {
        fremovexattr(new, name.as_slice())?;
    }
    Ok(())
}

/// How long a list of attributes and the value of one are at most on Linux, in bytes.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
const ATTRIBUTE: usize = 64 << 10;

/// The names of a file's attributes; none where the file system has no attributes.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn names(file: &File) -> io::Result<Vec<Vec<u8>>> {
    let mut names = Vec::with_capacity(ATTRIBUTE);
    match rustix::fs::flistxattr(file, rustix::buffer::spare_capacity(&mut names)) {
        Ok(_) => {}
        Err(rustix::io::Errno::NOTSUP) => return Ok(Vec::new()),
        Err(error) => return Err(error.into()),
    }
    let names = names.split(|byte| *byte == 0).filter(|name| !name.is_empty());
    Ok(names.map(<[u8]>::to_vec).collect())
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn extended(_: &File, _: &File) -> io::Result<()> {
    Ok(())
}
