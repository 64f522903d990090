//! The states that an automaton can be in where only a part of a text is known.

use super::pattern::{DEAD, Pattern};

/// The states that some texts lead to, by their numbers.
#[derive(Debug, Clone)]
pub struct States<'p> {
    pattern: &'p Pattern,
    /// In order, each once.
    numbers: Vec<u16>,
}

impl<'p> States<'p> {
    /// Before the first byte.
    #[must_use]
    pub fn new(pattern: &'p Pattern) -> Self {
        Self { pattern, numbers: vec![pattern.start()] }
    }

    /// These bytes follow.
    pub fn read(&mut self, bytes: &[u8]) {
        for byte in bytes {
            for state in &mut self.numbers {
                *state = self.pattern.step(*state, *byte);
            }
            in_order(&mut self.numbers);
        }
    }

    /// Between `least` and `most` (`None`: any number) of these ASCII characters follow, or, if
    /// `others`, of any other character.
    pub fn read_between(&mut self, ascii: &[u8], others: bool, least: u32, most: Option<u32>) {
        let characters = Characters::new(self.pattern, ascii, others);
        for _ in 0..least {
            let next = self.after(&self.numbers, &characters);
            // From the same states on, as many more characters lead to them again.
            if next == self.numbers {
                break;
            }
            self.numbers = next;
        }
        let mut last = self.numbers.clone();
        for _ in 0..most.map_or(u32::MAX, |most| most.saturating_sub(least)) {
            let mut next = self.after(&last, &characters);
            next.retain(|state| self.numbers.binary_search(state).is_err());
            if next.is_empty() {
                break;
            }
            self.numbers.extend_from_slice(&next);
            in_order(&mut self.numbers);
            last = next;
        }
    }

    /// Whether a text may end here and match.
    #[must_use]
    pub fn may_accept(&self) -> bool {
        self.numbers.iter().any(|state| self.pattern.accepts(*state))
    }

    /// Whether a text may end here and not match.
    #[must_use]
    pub fn may_fail(&self) -> bool {
        self.numbers.iter().any(|state| !self.pattern.accepts(*state))
    }

    /// Whether nothing can match any more.
    #[must_use]
    pub fn is_dead(&self) -> bool {
        self.numbers == [DEAD]
    }

    /// The states that one of the characters leads to from others, in order.
    fn after(&self, numbers: &[u16], characters: &Characters) -> Vec<u16> {
        let mut next = self.stepped(numbers, &characters.ascii);
        for (leads, length) in characters.leads.iter().zip(1..) {
            let mut states = self.stepped(numbers, leads);
            for _ in 0..length {
                states = self.stepped(&states, &characters.continued);
            }
            next.append(&mut states);
        }
        in_order(&mut next);
        next
    }

    /// The states that one of these bytes leads to from others, in order.
    fn stepped(&self, numbers: &[u16], bytes: &[u8]) -> Vec<u16> {
        let steps = |state: &u16| {
            let state = *state;
            bytes.iter().map(move |byte| self.pattern.step(state, *byte))
        };
        let mut next: Vec<u16> = numbers.iter().flat_map(steps).collect();
        in_order(&mut next);
        next
    }
}

/// Sorts numbers, and leaves each once.
fn in_order(numbers: &mut Vec<u16>) {
    let (Some(least), Some(most)) = (numbers.iter().min(), numbers.iter().max()) else { return };
    if least == most {
        return numbers.truncate(1);
    }
    let (least, most) = (*least, *most);
    let mut are_there = vec![false; usize::from(most - least) + 1];
    for number in numbers.drain(..) {
        if let Some(is_there) = are_there.get_mut(usize::from(number - least)) {
            *is_there = true;
        }
    }
    let there = (least..=most).zip(are_there).filter(|(_, is_there)| *is_there);
    numbers.extend(there.map(|(number, _)| number));
}

/// Characters of which one follows, by their bytes: of those that lead to the same states, one.
struct Characters {
    ascii: Vec<u8>,
    /// The first bytes of characters of two, three and four bytes.
    leads: [Vec<u8>; 3],
    /// The bytes after the first.
    continued: Vec<u8>,
}

impl Characters {
    fn new(pattern: &Pattern, ascii: &[u8], others: bool) -> Self {
        let of = |bytes: &mut dyn Iterator<Item = u8>| pattern.representatives(bytes);
        let (leads, continued) = match others {
            true => {
                let leads = [0xC2..0xE0_u8, 0xE0..0xF0, 0xF0..0xF5].map(|mut leads| of(&mut leads));
                (leads, of(&mut (0x80..0xC0)))
            }
            false => <_>::default(),
        };
        Self { ascii: of(&mut ascii.iter().copied()), leads, continued }
    }
}
