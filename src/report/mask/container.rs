//! An object or a list around the present place of a text.

use super::Hide;
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
}

impl<'p> Container<'p> {
    pub(super) fn new(place: ValuePlace<'p>, is_object: bool, start: usize) -> Self {
        let elements = List::default();
        Self { place, is_object, start, elements, is_name: !is_object, beside: Hide::Nothing }
    }

    /// Takes note of a key, and returns what its value is, for what the name beside it says.
    pub(super) fn of_key(&mut self, key: &str, value: ValuePlace<'p>) -> ValuePlace<'p> {
        self.is_name = names_value(key);
        if is_value(key) { self.beside(value) } else { value }
    }

    /// What an element is, for what the first one says: `["token", …]`.
    pub(super) fn of_element(&self, element: ValuePlace<'p>) -> ValuePlace<'p> {
        self.beside(element)
    }

    fn beside(&self, place: ValuePlace<'p>) -> ValuePlace<'p> {
        if self.beside == Hide::Nothing { place } else { ValuePlace::Hidden(self.beside) }
    }

    /// Whether it is a list with texts.
    pub(super) fn has_texts(&self) -> bool {
        !self.is_object && !self.is_name
    }

    /// Takes note of a text, as it is written.
    pub(super) fn add_text(&mut self, raw: &str) {
        if std::mem::take(&mut self.is_name)
            && matches!(
                self.place,
                ValuePlace::Unknown | ValuePlace::Product | ValuePlace::Request(_)
            )
        {
            let name: String = Characters::new(raw).take(200).collect();
            self.beside = match of_unknown(&name) {
                Meaning::Secret if carries(&name) => Hide::Secret,
                Meaning::Personal if carries(&name) => Hide::Personal,
                _ => Hide::Nothing,
            };
        }
    }
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
                level.of_key(beside, ValuePlace::Unknown);
                level.add_text(name);
                let value = level.of_key(key, ValuePlace::Unknown);
                assert!(
                    matches!(value, ValuePlace::Hidden(hidden) if hidden == hide),
                    "{name} {key}"
                );
            }
        }
        for name in ["memo", "city", "card"] {
            let mut level = Container::new(ValuePlace::Unknown, true, 0);
            level.of_key("name", ValuePlace::Unknown);
            level.add_text(name);
            let value = level.of_key("value", ValuePlace::Unknown);
            assert!(matches!(value, ValuePlace::Unknown), "{name}");
        }
    }
}
