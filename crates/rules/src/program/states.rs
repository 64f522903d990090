//! The states that an automaton can be in where only a part of a text is known.

use super::pattern::{DEAD, Pattern};

/// The states that some texts lead to, by the places of their rows.
#[derive(Debug, Clone)]
pub struct States<'p> {
    pattern: &'p Pattern,
    /// In order, each once.
    rows: Vec<u16>,
}

impl<'p> States<'p> {
    /// Before the first byte.
    #[must_use]
    pub fn new(pattern: &'p Pattern) -> Self {
        Self { pattern, rows: vec![pattern.start()] }
    }

    /// These bytes follow.
    pub fn read(&mut self, bytes: &[u8]) {
        for byte in bytes {
            for row in &mut self.rows {
                *row = self.pattern.step(*row, *byte);
            }
            self.tidy();
        }
    }

    /// One of these ASCII characters follows, or, if `others`, any other character.
    pub fn read_one_of(&mut self, ascii: &[u8], others: bool) {
        let mut next = self.after(ascii);
        if others {
            let continued: Vec<u8> = (0x80..0xC0).collect();
            for (leads, length) in [(0xC2..0xE0_u8, 1), (0xE0..0xF0, 2), (0xF0..0xF5, 3)] {
                let leads: Vec<u8> = leads.collect();
                let mut states = Self { pattern: self.pattern, rows: self.after(&leads) };
                for _ in 0..length {
                    states.rows = states.after(&continued);
                }
                next.append(&mut states.rows);
            }
        }
        self.rows = next;
        self.tidy();
    }

    /// At most so many such characters follow; `None`: any number of them.
    pub fn read_any_number_of(&mut self, ascii: &[u8], others: bool, most: Option<u32>) {
        let mut last = self.clone();
        for _ in 0..most.unwrap_or(u32::MAX) {
            last.read_one_of(ascii, others);
            let before = self.rows.len();
            self.rows.extend_from_slice(&last.rows);
            self.tidy();
            // Without a new state there is none to come.
            if self.rows.len() == before {
                break;
            }
        }
    }

    /// Whether a text may end here and match.
    #[must_use]
    pub fn may_accept(&self) -> bool {
        self.rows.iter().any(|row| self.pattern.accepts(*row))
    }

    /// Whether a text may end here and not match.
    #[must_use]
    pub fn may_fail(&self) -> bool {
        self.rows.iter().any(|row| !self.pattern.accepts(*row))
    }

    /// Whether nothing can match any more.
    #[must_use]
    pub fn is_dead(&self) -> bool {
        self.rows == [DEAD]
    }

    /// The states that one of these bytes leads to, in order.
    fn after(&self, bytes: &[u8]) -> Vec<u16> {
        let steps = |row: &u16| {
            let row = *row;
            bytes.iter().map(move |byte| self.pattern.step(row, *byte))
        };
        let mut rows: Vec<u16> = self.rows.iter().flat_map(steps).collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    fn tidy(&mut self) {
        self.rows.sort_unstable();
        self.rows.dedup();
    }
}
