//! Lists whose elements are a number in parts, such as `[4111, 1111, 1111, 1111]`.

use std::ops::Range;

use super::folded::narrow;
use super::numbers::{is_born, is_card, is_resident};
use super::values::CARD;

/// The elements of a list that no shape declares, as far as they may be parts of one number.
#[derive(Default)]
pub(super) struct List {
    /// Where each element is, and how many digits it has.
    parts: Vec<(Range<usize>, usize)>,
    digits: Vec<u8>,
    /// Whether an element is no part of a number.
    has_other: bool,
}

impl List {
    /// Adds an element, given by its characters.
    pub(super) fn add(&mut self, range: Range<usize>, characters: impl Iterator<Item = char>) {
        let before = self.digits.len();
        for character in characters {
            let digit = narrow(character).to_digit(10).and_then(|digit| u8::try_from(digit).ok());
            match digit {
                Some(digit) if !self.has_other && self.digits.len() < CARD => {
                    self.digits.push(digit);
                }
                _ => return self.add_other(),
            }
        }
        self.parts.push((range, self.digits.len() - before));
    }

    /// Adds an element that is no part of a number.
    pub(super) fn add_other(&mut self) {
        self.has_other = true;
        self.parts.clear();
    }

    /// Where the parts are, where the elements together are a card's, a person's or a
    /// business's number.
    pub(super) fn into_number(self) -> impl Iterator<Item = Range<usize>> {
        let is_number = self.parts.len() > 1 && !self.has_other && self.is_number();
        self.parts.into_iter().filter(move |_| is_number).map(|(range, _)| range)
    }

    fn is_number(&self) -> bool {
        let lengths: Vec<usize> = self.parts.iter().map(|(_, length)| *length).collect();
        match *lengths {
            [6, 7] => return is_born(&self.digits),
            [3, 2, 5] => return true,
            [4, 6, 4 | 5] => return is_card(&self.digits),
            _ => {}
        }
        let first = lengths.first().copied().unwrap_or(0);
        let last = lengths.last().copied().unwrap_or(0);
        let are_alike = lengths.iter().rev().skip(1).all(|length| *length == first);
        // Cards are printed in fours. What ends in 0 each time are amounts.
        (1..=4).contains(&first)
            && are_alike
            && last <= first
            && !self.are_round(&lengths)
            && (is_card(&self.digits) || (is_born(&self.digits) && is_resident(&self.digits)))
    }

    fn are_round(&self, lengths: &[usize]) -> bool {
        let mut end = 0;
        lengths.iter().all(|length| {
            end += length;
            self.digits.get(end.saturating_sub(1)) == Some(&0)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_number(elements: &[&str]) -> bool {
        let mut list = List::default();
        elements.iter().for_each(|element| list.add(0..1, element.chars()));
        list.into_number().count() > 0
    }

    #[test]
    fn cards_in_parts_are_known_and_amounts_are_none() {
        assert!(is_number(&["4111", "1111", "1111", "1111"]));
        assert!(is_number(&["41", "11", "11", "11", "11", "11", "11", "11"]));
        assert!(is_number(&["4１１1", "1111", "1111", "1111"]));
        assert!(is_number(
            &"4111111111111111".split("").filter(|one| !one.is_empty()).collect::<Vec<_>>()
        ));
        assert!(is_number(&["90", "01", "01", "12", "34", "56", "8"]));
        assert!(!is_number(&["90", "01", "01", "12", "34", "56", "7"]));
        assert!(!is_number(&["41111", "11111", "11111", "1"]));
        assert!(!is_number(&["411", "111", "111", "1111111"]));
        assert!(is_number(&["3782", "822463", "10005"]));
        assert!(is_number(&["900101", "1234567"]) && is_number(&["123", "45", "67890"]));
        assert!(!is_number(&["1000", "2000"]) && !is_number(&["4000", "4000", "4000", "4010"]));
        assert!(!is_number(&["4000", "1000", "1000", "1600"]), "its digits check by chance");
        assert!(!is_number(&["15000", "27000", "33000"]) && !is_number(&["4111111111111111"]));
        assert!(!is_number(&["4111", "1111", "1111", "1111", "x"]));
        assert!(!is_number(&["2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"]));
    }
}
