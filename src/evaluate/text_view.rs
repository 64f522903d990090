//! A string of the request as an operand reads it, without a copy.

use crate::request::Characters;

/// The longest text, in bytes, that identifiers and dates are looked for in without allocating.
const SHORT: usize = 64;

/// A string of the request, with what the operand does to it.
#[derive(Clone)]
pub(crate) struct TextView<'t> {
    pub(super) raw: &'t str,
    pub(super) escaped: bool,
    pub(super) lower: bool,
    pub(super) unhyphenated: bool,
    /// How many characters are kept, from the first.
    pub(super) first: usize,
}

impl<'t> TextView<'t> {
    /// Its characters, one at a time; nothing is copied.
    pub(crate) fn characters(&self) -> impl Iterator<Item = char> + use<'t> {
        let (lower, unhyphenated) = (self.lower, self.unhyphenated);
        Characters::new(self.raw)
            .filter(move |character| !(unhyphenated && *character == '-'))
            .map(move |character| if lower { character.to_ascii_lowercase() } else { character })
            .take(self.first)
    }

    /// The longest prefix that takes at most this many bytes in EUC-KR.
    #[cold]
    pub(super) fn euckr_first(self, bytes: u32) -> Self {
        let mut left = bytes;
        let fits = |character: &char| {
            let size = if character.is_ascii() { 1 } else { 2 };
            let rest = left.checked_sub(size);
            left = rest.unwrap_or_default();
            rest.is_some()
        };
        let first = self.characters().take_while(fits).count();
        Self { first, ..self }
    }

    /// The text as it is in the request, if no function changes it.
    #[inline]
    pub(crate) fn as_written(&self) -> Option<&'t str> {
        let is_whole = !self.lower && !self.unhyphenated && self.first == usize::MAX;
        Some(self.raw).filter(|_| is_whole && !self.escaped)
    }

    /// Its bytes in UTF-8, where they are the request's but for letters of ASCII and hyphens.
    #[inline]
    pub(super) fn bytes(&self) -> Option<impl Iterator<Item = u8> + use<'t>> {
        if self.escaped || self.first != usize::MAX {
            return None;
        }
        let (lower, unhyphenated) = (self.lower, self.unhyphenated);
        let bytes = self.raw.bytes().filter(move |byte| !(unhyphenated && *byte == b'-'));
        Some(bytes.map(move |byte| if lower { byte.to_ascii_lowercase() } else { byte }))
    }

    /// Its bytes in UTF-8, in a buffer; `None`: there are more than fit.
    fn short(&self) -> Option<([u8; SHORT], usize)> {
        let mut buffer = [0; SHORT];
        let mut length = 0;
        for character in self.characters() {
            let end = length + character.len_utf8();
            character.encode_utf8(buffer.get_mut(length..end)?);
            length = end;
        }
        Some((buffer, length))
    }

    pub(super) fn with_bytes<T>(&self, look: impl FnOnce(&[u8]) -> Option<T>) -> Option<T> {
        if let Some(written) = self.as_written() {
            return look(written.as_bytes());
        }
        match self.short() {
            Some((buffer, length)) => look(buffer.get(..length)?),
            None => look(self.characters().collect::<String>().as_bytes()),
        }
    }
}
