//! Percent-encoding of partly known strings.

use super::{Class, Gap, Piece, Text};

/// What `encodeURIComponent` leaves as it is.
fn unreserved() -> Class {
    Class::nanoid().union(Class::of(".!~*'()"))
}

impl Text {
    /// As `encodeURIComponent` gives it.
    pub(crate) fn percent_encoded(&self) -> Self {
        let mut text = Self::default();
        for piece in self.pieces() {
            match piece {
                Piece::Known(known) => known.bytes().for_each(|byte| {
                    let char = char::from(byte);
                    if byte.is_ascii() && unreserved().contains(char) {
                        text.push_known(char.encode_utf8(&mut [0; 4]));
                    } else {
                        text.push_known(&format!("%{byte:02X}"));
                    }
                }),
                Piece::Gap(gap) if gap.class.is_disjoint(unreserved().complement()) => {
                    text.push_gap(*gap)
                }
                Piece::Gap(gap) => {
                    let class = unreserved().union(Class::of("%"));
                    text.push_gap(Gap { class, min: gap.min, max: None });
                }
            }
        }
        text
    }

    /// What a server reads of it in a path. Where it may hold percent-encoding that is not known,
    /// nothing is known.
    pub(crate) fn percent_decoded(&self) -> Self {
        let mut text = Self::default();
        for piece in self.pieces() {
            match piece {
                Piece::Known(known) => match decoded(known) {
                    Some(known) => text.push_known(&known),
                    None => text.push_gap(Gap::ANY),
                },
                Piece::Gap(gap) if gap.class.contains('%') => text.push_gap(Gap::ANY),
                Piece::Gap(gap) => text.push_gap(*gap),
            }
        }
        text
    }
}

fn decoded(known: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(known.len());
    let mut rest = known.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        if *first == b'%' {
            let digits = std::str::from_utf8(after.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = after.get(2..)?;
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}
