//! Sets of characters.

/// A set of characters: any of ASCII, and all others or none of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Class {
    ascii: u128,
    others: bool,
}

impl Class {
    pub(crate) const ANY: Self = Self { ascii: u128::MAX, others: true };
    pub(super) const NONE: Self = Self { ascii: 0, others: false };

    /// The ASCII characters of `chars`.
    pub(crate) fn of(chars: &str) -> Self {
        let mut class = Self::NONE;
        chars.chars().for_each(|char| class.insert(char));
        class
    }

    pub(crate) fn range(mut self, first: u8, last: u8) -> Self {
        (first..=last).for_each(|byte| self.insert(char::from(byte)));
        self
    }

    pub(crate) fn digits() -> Self {
        Self::NONE.range(b'0', b'9')
    }

    pub(crate) fn hex() -> Self {
        Self::digits().range(b'a', b'f')
    }

    pub(crate) fn base36() -> Self {
        Self::digits().range(b'a', b'z')
    }

    pub(crate) fn nanoid() -> Self {
        Self::of("_-").range(b'0', b'9').range(b'a', b'z').range(b'A', b'Z')
    }

    fn insert(&mut self, char: char) {
        match u32::from(char) {
            code @ 0..=127 => self.ascii |= 1 << code,
            _ => self.others = true,
        }
    }

    pub(crate) fn contains(self, char: char) -> bool {
        match u32::from(char) {
            code @ 0..=127 => self.ascii & (1 << code) != 0,
            _ => self.others,
        }
    }

    pub(crate) fn union(self, other: Self) -> Self {
        Self { ascii: self.ascii | other.ascii, others: self.others || other.others }
    }

    /// Without the characters of another set; the others of a set are all of them here.
    pub(super) fn minus(self, other: Self) -> Self {
        Self { ascii: self.ascii & !other.ascii, others: self.others && !other.others }
    }

    pub(crate) fn complement(self) -> Self {
        Self { ascii: !self.ascii, others: true }
    }

    pub(crate) fn is_disjoint(self, other: Self) -> bool {
        self.ascii & other.ascii == 0 && !(self.others && other.others)
    }

    pub(crate) fn is_empty(self) -> bool {
        self.ascii == 0 && !self.others
    }

    pub(crate) fn has_others(self) -> bool {
        self.others
    }

    pub(super) fn map(self, change: impl Fn(char) -> char) -> Self {
        let mut mapped = Self { ascii: 0, others: self.others };
        for byte in (0..128u8).map(char::from).filter(|char| self.contains(*char)) {
            mapped.insert(change(byte));
        }
        mapped
    }

    /// As the notation writes it, with nothing for any character. Control characters are never
    /// written: a set that holds some is widened to any character, and none are left out of one.
    pub(super) fn write(self, out: &mut String) {
        let controls = ((1u128 << 0x20) - 1) | (1 << 0x7f);
        let listed = if self.others { !self.ascii & !controls } else { self.ascii };
        if listed == 0 || (!self.others && listed & controls != 0) {
            return;
        }
        out.push_str(if self.others { "[^" } else { "[" });
        let mut bytes = (0..128u8).filter(|byte| listed & (1 << byte) != 0).peekable();
        while let Some(first) = bytes.next() {
            let mut last = first;
            while bytes.peek() == Some(&(last + 1)) {
                last += 1;
                bytes.next();
            }
            write_char(first, out);
            if last > first {
                if last > first + 1 {
                    out.push('-');
                }
                write_char(last, out);
            }
        }
        out.push(']');
    }
}

fn write_char(byte: u8, out: &mut String) {
    if matches!(byte, b'\\' | b']' | b'[' | b'^' | b'-') {
        out.push('\\');
    }
    out.push(char::from(byte));
}
