//! Partly known strings: pieces of known text, and gaps of which the characters and the length are
//! bounded.
//!
//! Lengths of gaps count characters (code points). What JavaScript counts in UTF-16 units is
//! translated conservatively where a gap may hold characters outside ASCII.

mod class;
mod either;
mod percent;
#[cfg(test)]
mod tests;

use std::fmt::Write as _;

pub(crate) use class::Class;

/// The longest known piece, in bytes, and the most pieces; what is longer is unknown from there on.
const LONGEST: usize = 1 << 14;
const MOST_PIECES: usize = 64;

/// A part of a partly known string.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Piece {
    Known(String),
    Gap(Gap),
}

/// At least `min` and at most `max` characters of a class.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Gap {
    pub(crate) class: Class,
    pub(crate) min: u32,
    pub(crate) max: Option<u32>,
}

impl Gap {
    pub(crate) const ANY: Self = Self { class: Class::ANY, min: 0, max: None };

    pub(crate) fn exactly(class: Class, count: u32) -> Self {
        Self { class, min: count, max: Some(count) }
    }

    /// UTF-16 units at most.
    fn max_units(self) -> Option<u32> {
        self.max.map(|max| if self.class.has_others() { max.saturating_mul(2) } else { max })
    }
}

/// A string of which parts may be unknown. Neighbouring known pieces are one.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Text {
    pieces: Vec<Piece>,
}

/// How many UTF-16 units are still to be skipped or taken: a closed interval.
type Remaining = (u32, Option<u32>);

fn sub(max: Option<u32>, min: u32) -> Option<u32> {
    max.map(|max| max.saturating_sub(min))
}

fn units(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

impl Text {
    pub(crate) fn known(text: impl Into<String>) -> Self {
        let mut known = Self::default();
        known.push_known(&text.into());
        known
    }

    pub(crate) fn gap(gap: Gap) -> Self {
        let mut text = Self::default();
        text.push_gap(gap);
        text
    }

    pub(crate) fn unknown() -> Self {
        Self::gap(Gap::ANY)
    }

    pub(crate) fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    pub(crate) fn push_known(&mut self, known: &str) {
        let before = match self.pieces.last() {
            Some(Piece::Known(last)) => last.len(),
            _ => 0,
        };
        if before + known.len() > LONGEST {
            return self.push_gap(Gap::ANY);
        }
        let is_full = self.pieces.len() >= MOST_PIECES;
        match self.pieces.last_mut() {
            _ if known.is_empty() => {}
            Some(Piece::Gap(last)) if is_full => *last = Gap::ANY,
            Some(Piece::Known(last)) => last.push_str(known),
            _ => self.pieces.push(Piece::Known(known.to_owned())),
        }
    }

    pub(crate) fn push_gap(&mut self, gap: Gap) {
        let is_full = self.pieces.len() >= MOST_PIECES;
        match self.pieces.last_mut() {
            _ if gap.max == Some(0) || gap.class.is_empty() => {}
            Some(last) if is_full => *last = Piece::Gap(Gap::ANY),
            Some(Piece::Gap(last)) if last.class == gap.class => {
                last.min = last.min.saturating_add(gap.min);
                last.max = last.max.zip(gap.max).and_then(|(a, b)| a.checked_add(b));
            }
            _ => self.pieces.push(Piece::Gap(gap)),
        }
    }

    pub(crate) fn push(&mut self, piece: &Piece) {
        match piece {
            Piece::Known(known) => self.push_known(known),
            Piece::Gap(gap) => self.push_gap(*gap),
        }
    }

    pub(crate) fn append(&mut self, other: &Self) {
        other.pieces.iter().for_each(|piece| self.push(piece));
    }

    /// The whole text, where nothing of it is unknown.
    pub(crate) fn as_known(&self) -> Option<&str> {
        match self.pieces.as_slice() {
            [] => Some(""),
            [Piece::Known(known)] => Some(known),
            _ => None,
        }
    }

    /// Whether nothing at all is known.
    pub(crate) fn is_unknown(&self) -> bool {
        matches!(self.pieces.as_slice(), [Piece::Gap(gap)] if *gap == Gap::ANY)
    }

    /// Whether it is certainly not the empty string.
    pub(crate) fn is_never_empty(&self) -> bool {
        self.length().0 > 0
    }

    /// The least and greatest number of characters.
    pub(crate) fn length(&self) -> (u32, Option<u32>) {
        self.pieces.iter().fold((0, Some(0)), |(min, max), piece| match piece {
            Piece::Known(known) => {
                let count = u32::try_from(known.chars().count()).unwrap_or(u32::MAX);
                (min.saturating_add(count), max.and_then(|max: u32| max.checked_add(count)))
            }
            Piece::Gap(gap) => (
                min.saturating_add(gap.min),
                max.zip(gap.max).and_then(|(max, more)| max.checked_add(more)),
            ),
        })
    }

    /// The number of UTF-16 units, where it is known.
    pub(crate) fn exact_units(&self) -> Option<u32> {
        self.pieces.iter().try_fold(0u32, |sum, piece| match piece {
            Piece::Known(known) => sum.checked_add(units(known)),
            Piece::Gap(gap) if !gap.class.has_others() && gap.max == Some(gap.min) => {
                sum.checked_add(gap.min)
            }
            Piece::Gap(_) => None,
        })
    }

    /// All characters that it may have.
    pub(crate) fn class(&self) -> Class {
        self.pieces.iter().fold(Class::NONE, |class, piece| {
            class.union(match piece {
                Piece::Known(known) => Class::of(known),
                Piece::Gap(gap) => gap.class,
            })
        })
    }

    /// Without its first `count` UTF-16 units.
    pub(crate) fn skip(&self, count: u32) -> Self {
        let mut left: Remaining = (count, Some(count));
        let mut out = Self::default();
        for piece in &self.pieces {
            let (low, high) = left;
            match piece {
                _ if high == Some(0) => out.push(piece),
                Piece::Known(known) if units(known) <= low => {
                    left = (low - units(known), sub(high, units(known)));
                }
                Piece::Known(known) if high == Some(low) => {
                    out.append(&cut(known, low, false));
                    left = (0, Some(0));
                }
                Piece::Known(known) => {
                    let all = units(known);
                    let min = high.map_or(0, |high| all.saturating_sub(high));
                    let max = Some(all.saturating_sub(low));
                    out.push_gap(Gap { class: Class::of(known), min: halved(known, min), max });
                    left = (0, sub(high, all));
                }
                Piece::Gap(gap) => {
                    let min = high.map_or(0, |high| gap.min.saturating_sub(high));
                    // Of a character of two units that is cut, a half stays.
                    let at_least = if gap.class.has_others() { low / 2 } else { low };
                    let max = sub(gap.max, at_least.min(gap.max.unwrap_or(at_least)));
                    out.push_gap(Gap { class: gap.class, min, max });
                    let rest = gap.max_units().map_or(0, |max| low.saturating_sub(max));
                    left = (rest, sub(high, gap.min));
                }
            }
        }
        out
    }

    /// Its first `count` UTF-16 units.
    pub(crate) fn take(&self, count: u32) -> Self {
        let mut left: Remaining = (count, Some(count));
        let mut out = Self::default();
        for piece in &self.pieces {
            let (low, high) = left;
            match piece {
                _ if high == Some(0) => break,
                Piece::Known(known) if units(known) <= low => {
                    out.push_known(known);
                    left = (low - units(known), sub(high, units(known)));
                }
                Piece::Known(known) if high == Some(low) => {
                    out.append(&cut(known, low, true));
                    break;
                }
                Piece::Known(known) => {
                    let all = units(known);
                    let min = halved(known, all.min(low));
                    let max = Some(high.map_or(all, |high| all.min(high)));
                    out.push_gap(Gap { class: Class::of(known), min, max });
                    left = (low.saturating_sub(all), sub(high, all));
                }
                Piece::Gap(gap) => {
                    let fits = if gap.class.has_others() { low / 2 } else { low };
                    let max = gap.max.map_or(high, |max| Some(high.map_or(max, |h| h.min(max))));
                    out.push_gap(Gap { class: gap.class, min: gap.min.min(fits), max });
                    let rest = gap.max_units().map_or(0, |max| low.saturating_sub(max));
                    left = (rest, sub(high, gap.min));
                }
            }
        }
        out
    }

    /// As `String.prototype.slice` with these bounds.
    pub(crate) fn slice(&self, start: f64, end: Option<f64>) -> Self {
        let total = self.exact_units();
        let position = |at: f64| -> Option<u32> {
            let at = at.trunc();
            if at >= 0.0 { Some(to_u32(at)) } else { Some(total?.saturating_sub(to_u32(-at))) }
        };
        let end = end.map(position);
        match (position(start), end) {
            (Some(start), None) => self.skip(start),
            (Some(start), Some(Some(end))) => self.skip(start).take(end.saturating_sub(start)),
            _ => self.some_of(),
        }
    }

    /// Any part of it.
    pub(crate) fn some_of(&self) -> Self {
        let max = self.length().1;
        Self::gap(Gap { class: self.class(), min: 0, max })
    }

    /// With every character of `class` replaced by `with`; runs of them where `runs`.
    pub(crate) fn replace_class(&self, class: Class, with: &str, runs: bool) -> Self {
        let mut out = Self::default();
        for piece in &self.pieces {
            match piece {
                Piece::Known(known) if !class.has_others() || known.is_ascii() => {
                    let mut in_run = false;
                    for char in known.chars() {
                        let hit = class.contains(char);
                        match hit {
                            true if runs && in_run => {}
                            true => out.push_known(with),
                            false => out.push_known(char.encode_utf8(&mut [0; 4])),
                        }
                        in_run = hit;
                    }
                }
                Piece::Known(known) => {
                    out.push_gap(replaced(Class::of(known), Some(units(known)), class, with));
                }
                Piece::Gap(gap) if gap.class.is_disjoint(class) => out.push_gap(*gap),
                Piece::Gap(gap) => {
                    // Each unit of a character beyond ASCII is replaced.
                    let most = if class.has_others() { gap.max_units() } else { gap.max };
                    out.push_gap(replaced(gap.class, most, class, with));
                }
            }
        }
        // A run may reach over the border of two pieces; then only its characters are certain.
        if runs && !with.is_empty() && self.pieces.len() > 1 {
            return Self::gap(Gap { class: out.class(), min: 0, max: out.length().1 });
        }
        out
    }

    /// With the case of its letters changed.
    pub(crate) fn change_case(&self, upper: bool) -> Self {
        let mut out = Self::default();
        for piece in &self.pieces {
            match piece {
                Piece::Known(known) => {
                    out.push_known(&if upper {
                        known.to_uppercase()
                    } else {
                        known.to_lowercase()
                    });
                }
                Piece::Gap(gap) if gap.class.has_others() => out.push_gap(Gap::ANY),
                Piece::Gap(gap) => {
                    let change = |char: char| {
                        if upper { char.to_ascii_uppercase() } else { char.to_ascii_lowercase() }
                    };
                    out.push_gap(Gap { class: gap.class.map(change), ..*gap });
                }
            }
        }
        out
    }

    /// As the notation writes it: a JSON string, or `?( … )`.
    pub(crate) fn write(&self, out: &mut String) {
        if let Some(known) = self.as_known() {
            return write_json(known, out);
        }
        if self.is_unknown() {
            return out.push_str("?string");
        }
        out.push_str("?(");
        for (at, piece) in self.pieces.iter().enumerate() {
            if at > 0 {
                out.push(' ');
            }
            match piece {
                Piece::Known(known) => write_json(known, out),
                Piece::Gap(gap) => write_gap(*gap, out),
            }
        }
        out.push(')');
    }
}

fn write_gap(gap: Gap, out: &mut String) {
    out.push('*');
    gap.class.write(out);
    let _ = match (gap.min, gap.max) {
        (0, None) => Ok(()),
        (min, None) => write!(out, "{{{min},}}"),
        (min, Some(max)) if min == max => write!(out, "{{{min}}}"),
        (min, Some(max)) => write!(out, "{{{min},{max}}}"),
    };
}

/// A JSON string literal.
pub(crate) fn write_json(text: &str, out: &mut String) {
    out.push('"');
    for char in text.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            char if u32::from(char) < 0x20 => {
                let _ = write!(out, "\\u{:04x}", u32::from(char));
            }
            char => out.push(char),
        }
    }
    out.push('"');
}

/// What at most `most` characters of the class `of` become if those of `class` are replaced, each or
/// in runs.
fn replaced(of: Class, most: Option<u32>, class: Class, with: &str) -> Gap {
    let count = u32::try_from(with.chars().count()).unwrap_or(u32::MAX);
    let max = most.and_then(|most| most.checked_mul(count.max(1)));
    Gap { class: of.minus(class).union(Class::of(with)), min: 0, max }
}

/// One side of a text cut at a UTF-16 unit; unknown where a surrogate pair is cut.
fn cut(text: &str, at: u32, front: bool) -> Text {
    let mut seen = 0;
    for (index, char) in text.char_indices() {
        if seen == at {
            let (head, tail) = text.split_at(index);
            return Text::known(if front { head } else { tail });
        }
        seen += u32::try_from(char.len_utf16()).unwrap_or(2);
        if seen > at {
            return Text::unknown();
        }
    }
    Text::known(if front { text } else { "" })
}

/// The least number of characters in `units` UTF-16 units of a text.
fn halved(text: &str, units: u32) -> u32 {
    if text.is_ascii() { units } else { units / 2 }
}

fn to_u32(number: f64) -> u32 {
    // Saturates, and NaN is zero, as it is in JavaScript's slice.
    number as u32
}
