//! Strings of which only a part is known, and what is true of every string that they can be.

use super::hole::{Class, Gap, Part};
use smartro_lint_rules::program::{Pattern, States};
use smartro_lint_rules::source::Span;

/// A partly known string, with what an operand does to it.
#[derive(Debug, Clone)]
pub(crate) struct Partial {
    parts: Vec<Part>,
}

/// What a number can be; `most` is `None` where there is no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) least: i64,
    pub(crate) most: Option<i64>,
}

impl Range {
    /// Any number.
    pub(crate) const ANY: Self = Self { least: i64::MIN, most: None };

    /// The least number, where there is a limit.
    pub(crate) fn lower(self) -> Option<i64> {
        Some(self.least).filter(|least| *least != i64::MIN)
    }

    /// Exactly this number.
    pub(crate) fn exactly(count: i64) -> Self {
        Self { least: count, most: Some(count) }
    }
}

/// How many characters of a gap are read one by one; more are taken for any number.
const MOST_STEPS: u32 = 2000;

impl Partial {
    pub(crate) fn new(parts: &[Part]) -> Self {
        Self { parts: parts.to_vec() }
    }

    /// Any string.
    pub(crate) fn unknown() -> Self {
        Self { parts: vec![Part::Gap(Gap::ANY)] }
    }

    /// This string.
    pub(crate) fn known_as(text: String) -> Self {
        Self { parts: vec![Part::Known(text, Span::default())] }
    }

    /// In lower case (ASCII).
    pub(crate) fn lower(mut self) -> Self {
        const LETTERS: u128 = ((1 << 26) - 1) << b'A';
        for part in &mut self.parts {
            match part {
                Part::Known(text, _) => text.make_ascii_lowercase(),
                Part::Gap(gap) => {
                    let capitals = gap.class.ascii & LETTERS;
                    gap.class.ascii = (gap.class.ascii & !LETTERS) | capitals << 32;
                }
            }
        }
        self
    }

    /// Without `-`.
    pub(crate) fn unhyphenated(mut self) -> Self {
        for part in &mut self.parts {
            match part {
                Part::Known(text, _) => text.retain(|character| character != '-'),
                Part::Gap(gap) if gap.class.contains(b'-') => {
                    gap.class.ascii &= !(1 << b'-');
                    gap.least = 0;
                }
                Part::Gap(_) => {}
            }
        }
        self
    }

    /// At most this many of its first characters.
    pub(crate) fn first(mut self, most: u32) -> Self {
        let mut left = most;
        let mut kept = 0;
        for part in &mut self.parts {
            if left == 0 {
                break;
            }
            match part {
                Part::Known(text, _) => {
                    let end = text.char_indices().nth(left as usize).map(|(end, _)| end);
                    text.truncate(end.unwrap_or(text.len()));
                    left -= u32::try_from(text.chars().count()).unwrap_or(left);
                }
                Part::Gap(gap) if gap.most == Some(gap.least) => {
                    gap.least = gap.least.min(left);
                    gap.most = Some(gap.least);
                    left -= gap.least;
                }
                // Where the gap ends is not known, and with it nothing that follows.
                Part::Gap(gap) => {
                    let last =
                        Gap { class: Class::ANY, least: gap.least.min(left), most: Some(left) };
                    *gap = last;
                    kept += 1;
                    break;
                }
            }
            kept += 1;
        }
        self.parts.truncate(kept);
        self
    }

    /// Whether the string can be this one.
    pub(crate) fn may_be(&self, text: &str) -> bool {
        let text: Vec<char> = text.chars().collect();
        let mut ends = vec![false; text.len() + 1];
        ends.iter_mut().take(1).for_each(|start| *start = true);
        for part in &self.parts {
            let mut next = vec![false; ends.len()];
            for start in ends.iter().enumerate().filter(|(_, end)| **end).map(|(start, _)| start) {
                let rest = text.get(start..).unwrap_or_default();
                let (least, most) = match part {
                    Part::Known(known, _) => {
                        let length = known.chars().count();
                        let is_next = rest.len() >= length
                            && known.chars().eq(rest.iter().take(length).copied());
                        if !is_next {
                            continue;
                        }
                        (length, length)
                    }
                    Part::Gap(gap) => {
                        let fits = |character: &&char| match u8::try_from(**character) {
                            Ok(byte) if byte.is_ascii() => gap.class.contains(byte),
                            _ => gap.class.others,
                        };
                        let fitting = rest.iter().take_while(fits).count();
                        let most = gap.most.map_or(usize::MAX, |most| most as usize);
                        (gap.least as usize, fitting.min(most))
                    }
                };
                for length in least..=most {
                    if let Some(end) = next.get_mut(start + length) {
                        *end = true;
                    }
                }
            }
            ends = next;
        }
        ends.last() == Some(&true)
    }

    /// The string, if all of it is known.
    pub(crate) fn known(&self) -> Option<String> {
        let known = self.parts.iter().map(|part| match part {
            Part::Known(text, _) => Some(text.as_str()),
            Part::Gap(_) => None,
        });
        known.collect()
    }

    /// What each character adds up to, for every string that it can be; `beyond` is the range
    /// of a character that is not ASCII.
    pub(crate) fn sum(&self, of: impl Fn(char) -> i64, beyond: (i64, i64)) -> Range {
        let mut range = Range::exactly(0);
        for part in &self.parts {
            let (least, most) = match part {
                Part::Known(text, _) => {
                    let sum = text.chars().map(&of).sum();
                    (sum, Some(sum))
                }
                Part::Gap(Gap { class, least, most }) => {
                    let low = if class.ascii == 0 { beyond.0 } else { 1 };
                    let high = if class.others { beyond.1 } else { 1 };
                    let times = |count: u32, by: i64| i64::from(count).saturating_mul(by);
                    (times(*least, low), most.map(|most| times(most, high)))
                }
            };
            range.least = range.least.saturating_add(least);
            range.most = range.most.zip(most).map(|(left, right)| left.saturating_add(right));
        }
        range
    }

    /// How many characters (code points) it has.
    pub(crate) fn characters(&self) -> Range {
        self.sum(|_| 1, (1, 1))
    }

    /// Whether it can match a pattern, and whether it can fail to.
    pub(crate) fn matches(&self, pattern: &Pattern) -> (bool, bool) {
        let mut states = States::new(pattern);
        for part in &self.parts {
            match part {
                Part::Known(text, _) => states.read(text.as_bytes()),
                Part::Gap(gap) => read_gap(&mut states, *gap),
            }
        }
        (states.may_accept(), states.may_fail())
    }

    /// The first known character at which no string that it can be matches any more, and where it
    /// is, if it is written as it is.
    pub(crate) fn first_mismatch(&self, pattern: &Pattern) -> Option<(char, Option<Span>)> {
        let mut states = States::new(pattern);
        for part in &self.parts {
            match part {
                Part::Gap(gap) => read_gap(&mut states, *gap),
                Part::Known(text, span) => {
                    // After an escape, offsets are not those of the characters.
                    let as_written = span.len() == text.len();
                    for (at, character) in text.char_indices() {
                        states.read(character.encode_utf8(&mut [0; 4]).as_bytes());
                        if states.is_dead() {
                            let start = span.start as usize + at;
                            let span = Span::new(start, start + character.len_utf8());
                            return Some((character, as_written.then_some(span)));
                        }
                    }
                }
            }
        }
        None
    }

    /// Its parts, in order.
    pub(crate) fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Whether it has a known character that is no digit (ASCII), but for `-`.
    pub(crate) fn has_other_than_digits(&self) -> bool {
        let is_other = |character: char| !character.is_ascii_digit() && character != '-';
        self.parts.iter().any(|part| match part {
            Part::Known(text, _) => text.chars().any(is_other),
            Part::Gap(_) => false,
        })
    }
}

fn read_gap(states: &mut States<'_>, Gap { class, least, most }: Gap) {
    let bytes: Vec<u8> = class.bytes().collect();
    let least = least.min(MOST_STEPS);
    states.read_between(&bytes, class.others, least, most.filter(|most| *most <= MOST_STEPS));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(text: &str) -> Part {
        Part::Known(text.to_owned(), Span::default())
    }

    fn gap(characters: &str, least: u32, most: Option<u32>) -> Part {
        let ascii = characters.bytes().fold(0, |set, byte| set | 1_u128 << byte);
        Part::Gap(Gap { class: Class { ascii, others: false }, least, most })
    }

    fn partial(parts: &[Part]) -> Partial {
        Partial::new(parts)
    }

    #[test]
    fn a_pattern_is_decided_where_every_string_agrees() {
        let pattern = Pattern::new("[A-Za-z0-9]{1,40}").unwrap();
        let any = Part::Gap(Gap::ANY);
        assert_eq!(partial(&[known("sub_"), any.clone()]).matches(&pattern), (false, true));
        assert_eq!(partial(&[known("sub"), any.clone()]).matches(&pattern), (true, true));
        assert_eq!(
            partial(&[known("a"), gap("0123456789", 13, Some(13))]).matches(&pattern),
            (true, false)
        );
        assert_eq!(
            partial(&[known("a"), gap("0123456789", 40, Some(40))]).matches(&pattern),
            (false, true)
        );
        assert_eq!(partial(&[gap("0123456789", 0, None)]).matches(&pattern), (true, true));
        assert_eq!(partial(&[any.clone(), known("가")]).matches(&pattern), (false, true));
        let literal = Part::Known("a-".to_owned(), Span::new(11, 13));
        let mismatch = partial(&[any, literal]).first_mismatch(&pattern);
        assert_eq!(mismatch, Some(('-', Some(Span::new(12, 13)))));
    }

    #[test]
    fn a_gap_beyond_ascii_is_read_as_whole_characters() {
        let pattern = Pattern::new("[가-힣]{2}").unwrap();
        let korean = Gap { class: Class { ascii: 0, others: true }, least: 2, most: Some(2) };
        assert_eq!(partial(&[Part::Gap(korean)]).matches(&pattern), (true, true));
        let ascii = Gap { class: Class { ascii: u128::MAX, others: false }, ..korean };
        assert_eq!(partial(&[Part::Gap(ascii)]).matches(&pattern), (false, true));
    }

    #[test]
    fn what_an_operand_does_is_done_to_the_parts() {
        let id = partial(&[known("Pay-"), gap("Ab-", 2, Some(3))]);
        assert!(id.clone().lower().may_be("pay-ab"));
        assert!(!id.clone().lower().may_be("Pay-ab"));
        assert!(id.clone().unhyphenated().may_be("Pay"));
        assert!(id.clone().unhyphenated().may_be("PayAbA"));
        assert_eq!(id.characters(), Range { least: 6, most: Some(7) });
        assert_eq!(id.clone().first(5).characters(), Range { least: 5, most: Some(5) });
        assert!(id.clone().first(2).may_be("Pa"));
        assert_eq!(id.first(2).known().as_deref(), Some("Pa"));
    }

    #[test]
    fn a_string_is_what_it_can_be() {
        let id = partial(&[known("a"), gap("xy", 1, None), known("y")]);
        for (text, expected) in [("axy", true), ("ay", false), ("axxyy", true), ("axz", false)] {
            assert_eq!(id.may_be(text), expected, "{text}");
        }
    }
}
