//! Text files.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::failure::Failure;
use crate::messages::{Message, system};
use smartro_lint_rules::encoding::is_utf16;

/// The longest file that is read as a whole, in bytes: requests have a limit of their own.
const LIMIT: u64 = 64 << 20;

/// The text of a file.
pub(super) fn read(path: &Path) -> Result<String, Failure> {
    let unreadable =
        |why: String| Failure::message(Message::CannotRead { name: &path.display(), why: &why });
    text(path).map_err(unreadable)
}

/// The text of a file, or why it cannot be read.
pub(super) fn text(path: &Path) -> Result<String, String> {
    bytes(path).map_err(|error| system(&error)).and_then(utf8)
}

/// The bytes of a file.
///
/// # Errors
///
/// It cannot be read, or has no end that is near: `/dev/zero` has none.
pub(super) fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = LIMIT.saturating_add(1);
    File::open(path)?.take(most).read_to_end(&mut bytes)?;
    match bytes.len() as u64 > LIMIT {
        true => Err(io::Error::other(Message::FileTooLong { limit: LIMIT >> 20 }.to_string())),
        false => Ok(bytes),
    }
}

/// The text of bytes, or why they are none.
pub(super) fn utf8(bytes: Vec<u8>) -> Result<String, String> {
    if is_utf16(&bytes) {
        return Err(Message::Utf16.to_string());
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Message::NotUtf8 { at }.to_string()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_utf8_is_reported() {
        assert_eq!(utf8("가".into()), Ok("가".to_owned()));
        let utf16: Vec<u8> = "rules".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(utf8(utf16).unwrap_err().contains("UTF-16"));
        let latin = utf8(b"caf\xE9".to_vec()).unwrap_err();
        assert!(latin.contains("4번째"), "{latin}");
    }
}
