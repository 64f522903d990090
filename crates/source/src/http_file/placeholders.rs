//! What placeholders are of: variables of the file, and values that the client makes.

use std::collections::HashMap;

use super::lines::{lines, of};
use crate::{
    eval::uuid,
    lowered::Span,
    options::KnownParts,
    text::{Class, Gap, Text},
};

/// How deep variables are followed that have placeholders themselves.
const DEEPEST: u32 = 4;

/// The longest placeholder of others that stands for a value without quotes, in bytes.
const LONGEST: usize = 200;

/// The variables that a file sets: `@name = value`.
pub(super) struct Variables<'t> {
    values: HashMap<&'t str, &'t str>,
    /// Which parts of a text are known beside its variables.
    known_parts: KnownParts,
}

impl<'t> Variables<'t> {
    pub(super) fn of(text: &'t str, file: Span, known_parts: KnownParts) -> Self {
        let mut values = HashMap::new();
        let mut repeated = Vec::new();
        for line in lines(text, file) {
            let set = of(text, line).strip_prefix('@').and_then(|line| line.split_once('='));
            let Some((name, value)) = set else { continue };
            if values.insert(name.trim(), value.trim()).is_some() {
                repeated.push(name.trim());
            }
        }
        // Which of the values counts is the client's to say.
        repeated.iter().for_each(|name| {
            values.remove(name);
        });
        Self { values, known_parts }
    }

    /// A text with what is known of its placeholders.
    pub(super) fn filled(&self, text: &str) -> Text {
        let mut filled = Text::default();
        self.fill(text, &mut filled, DEEPEST);
        filled
    }

    fn fill(&self, text: &str, filled: &mut Text, depth: u32) {
        let mut rest = text;
        while let Some((before, name, after)) = placeholder(rest) {
            self.push(before, filled);
            match (self.values.get(name), depth.checked_sub(1)) {
                (Some(value), Some(depth)) => self.fill(value, filled, depth),
                _ => filled.append(&made(name)),
            }
            rest = after;
        }
        self.push(rest, filled);
    }

    /// Adds a text, of which others than the client may fill in parts.
    fn push(&self, text: &str, filled: &mut Text) {
        let Some(parts) = (self.known_parts)(text) else { return filled.push_known(text) };
        for (at, part) in parts.into_iter().enumerate() {
            if at > 0 {
                filled.append(&Text::unknown());
            }
            filled.push_known(text.get(part).unwrap_or_default());
        }
    }

    /// The length of the placeholder of others that a text begins with.
    pub(super) fn leading(&self, text: &str) -> Option<usize> {
        let end = text.find('\n').unwrap_or(text.len()).min(text.floor_char_boundary(LONGEST));
        let parts = (self.known_parts)(text.get(..end)?)?;
        let first = parts.first().filter(|first| first.is_empty());
        first.and(parts.get(1)).map(|next| next.start)
    }
}

/// The first placeholder of a text: what is before it, its name, and what is after it.
pub(super) fn placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once("{{")?;
    let (name, after) = rest.split_once("}}")?;
    Some((before, name.trim(), after))
}

/// What the client puts in the place of a name.
fn made(name: &str) -> Text {
    let digits = |count| Text::gap(Gap::exactly(Class::digits(), count));
    match name.split_whitespace().next().unwrap_or_default() {
        "$guid" | "$uuid" | "$random.uuid" if !name.contains(' ') => uuid(true),
        "$timestamp" if !name.contains(' ') => digits(10),
        _ => Text::unknown(),
    }
}
