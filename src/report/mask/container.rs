//! An object or a list around the present place of a text.

use std::ops::Range;

use super::hide::Hide;
use super::list::List;
use super::names::{Meaning, carries, is_value, names_value, of_unknown};
use super::place::ValuePlace;
use crate::request::Characters;

/// An object or a list around the present place.
pub(super) struct Container<'p> {
    pub(super) place: ValuePlace<'p>,
    pub(super) is_object: bool,
    /// Where its bracket is.
    pub(super) start: usize,
    pub(super) elements: List,
    /// Whether a text that comes names the value beside it.
    is_name: bool,
    /// What is hidden of the value beside a name: `{"name": "password", "value": …}`.
    beside: Hide,
    /// Where the present value begins, if a name that is still to come may say what it is.
    value: Option<usize>,
    /// The values before such a name.
    values: Vec<Range<usize>>,
}

impl<'p> Container<'p> {
    pub(super) fn new(place: ValuePlace<'p>, is_object: bool, start: usize) -> Self {
        Self {
            place,
            is_object,
            start,
            elements: List::default(),
            is_name: !is_object,
            beside: Hide::Nothing,
            value: None,
            values: Vec::new(),
        }
    }

    /// Takes note of a key, which is in a range, and returns what its value is, for what the name
    /// beside it says.
    pub(super) fn of_key(
        &mut self,
        key: &str,
        range: Range<usize>,
        value: ValuePlace<'p>,
    ) -> ValuePlace<'p> {
        self.end_value(range.start);
        self.is_name = names_value(key);
        if !is_value(key) {
            return value;
        }
        self.value = Some(range.end).filter(|_| self.beside == Hide::Nothing);
        value.beside(self.beside)
    }

    fn end_value(&mut self, end: usize) {
        self.values.extend(self.value.take().map(|start| start..end));
    }

    /// Where the values are that are before the name that says what they are, and what is hidden
    /// of them.
    pub(super) fn named_later(&mut self, end: usize) -> (Vec<Range<usize>>, Hide) {
        self.end_value(end);
        let values = std::mem::take(&mut self.values);
        (if self.beside == Hide::Nothing { Vec::new() } else { values }, self.beside)
    }

    /// What an element is, for what the first one says: `["token", …]`.
    pub(super) fn of_element(&self, element: ValuePlace<'p>) -> ValuePlace<'p> {
        element.beside(self.beside)
    }

    /// Whether it is a list with texts.
    pub(super) fn has_texts(&self) -> bool {
        !self.is_object && !self.is_name
    }

    /// Takes note of a text, as it is written.
    pub(super) fn add_text(&mut self, raw: &str) {
        if !std::mem::take(&mut self.is_name) {
            return;
        }
        let name: String = Characters::new(raw).take(200).collect();
        // An address in a list of a shape's is no name.
        let is_declared = !self.is_object && matches!(self.place, ValuePlace::Fields(_));
        let beside = match of_unknown(&name) {
            _ if is_declared && name.contains(|one: char| !is_of_word(one)) => Hide::Nothing,
            Meaning::Secret if carries(&name) => Hide::Secret,
            Meaning::Personal if carries(&name) => Hide::Personal,
            _ => Hide::Nothing,
        };
        self.beside = self.beside.max(beside);
    }
}

/// Adds a text or a number to the list that it is in, if that may be a number in parts.
pub(super) fn add_element(
    levels: &mut [Container<'_>],
    range: Range<usize>,
    characters: impl Iterator<Item = char>,
) {
    let Some(level) = levels.last_mut() else { return };
    let place = &level.place;
    let is_open =
        matches!(place, ValuePlace::Unknown | ValuePlace::Product | ValuePlace::Fields(_));
    if is_open && !level.is_object {
        level.elements.add(range, characters);
    }
}

fn is_of_word(one: char) -> bool {
    one.is_alphanumeric() || matches!(one, '-' | '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_what_the_value_beside_it_is() {
        for (name, hide) in [("password", Hide::Secret), ("연락처", Hide::Personal)] {
            let names = ["name", "key", "k", "id", "header", "field"];
            let values = ["value", "val", "v", "text", "content", "data"];
            for (beside, key) in names.into_iter().zip(values) {
                let mut level = Container::new(ValuePlace::Unknown, true, 0);
                level.of_key(beside, 1..2, ValuePlace::Unknown);
                level.add_text(name);
                let value = level.of_key(key, 3..4, ValuePlace::Unknown);
                assert!(
                    matches!(value, ValuePlace::Hidden(hidden) if hidden == hide),
                    "{name} {key}"
                );
            }
        }
        for name in ["memo", "city", "card"] {
            let mut level = Container::new(ValuePlace::Unknown, true, 0);
            level.of_key("name", 1..2, ValuePlace::Unknown);
            level.add_text(name);
            let value = level.of_key("value", 3..4, ValuePlace::Unknown);
            assert!(matches!(value, ValuePlace::Unknown), "{name}");
        }
    }
}
