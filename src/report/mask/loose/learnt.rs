//! Names of code whose values are hidden, because they are given to sensitive fields.

use std::collections::HashMap;

use crate::report::mask::hide::Hide;

/// Names of the code that hold what is given to a field, and what is hidden of it; of those that
/// are given to a field for everybody to see, nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::report::mask) struct Names {
    values: HashMap<String, Hide>,
    /// Functions that have such a name for what they are called with, with the parameter's place.
    functions: HashMap<String, (usize, Hide)>,
}

impl Names {
    /// What is known of a name's value.
    pub(super) fn of(&self, name: &str) -> Option<Hide> {
        self.values.get(name).copied()
    }

    /// Which value of those that a function is called with is hidden, by its place.
    pub(super) fn of_call(&self, function: &str) -> Option<(usize, Hide)> {
        self.functions.get(function).copied()
    }

    pub(super) fn insert(&mut self, name: String, hide: Hide) {
        // What follows a key may be its type.
        const TYPES: &[&str] =
            &["string", "number", "boolean", "any", "unknown", "null", "undefined"];
        if TYPES.contains(&&*name) {
            return;
        }
        let known = self.values.entry(name).or_insert(hide);
        *known = hide.max(*known);
    }

    /// Learns the other names of what is imported and exported, `import { who as name } from …`,
    /// `import name from …`, and the functions to which values are given.
    pub(super) fn learn_renamed(&mut self, code: &str) {
        let words = words(code);
        for (at, word) in words.iter().enumerate() {
            let next = |count: usize| words.get(at + count).copied().unwrap_or_default();
            let (own, other) = match (*word, next(1), next(2)) {
                (own, "as", other) => (own, other),
                ("import", other, "from") => ("default", other),
                _ => {
                    self.learn_function(words.get(at..).unwrap_or_default());
                    continue;
                }
            };
            let hide = self.of(other).unwrap_or_default();
            if hide > Hide::Nothing {
                self.insert(own.to_owned(), hide);
            }
        }
    }

    /// Learns a function whose parameters have a known name: `function f(name)`,
    /// `f = (name) =>`, `f = async name =>`.
    fn learn_function(&mut self, words: &[&str]) {
        let (name, rest) = match words {
            ["function", name, "(", rest @ ..] => (name, rest),
            [name, "=", "async", "(", rest @ ..] | [name, "=", "(", rest @ ..] => (name, rest),
            [name, "=", "async", rest @ ..] | [name, "=", rest @ ..]
                if rest.get(1..3) == Some(&["=", ">"]) =>
            {
                (name, rest.get(..1).unwrap_or_default())
            }
            _ => return,
        };
        let (mut place, mut is_type) = (0, false);
        for word in rest.iter().take_while(|word| !matches!(**word, ")" | "{" | "[")) {
            place += usize::from(*word == ",");
            is_type = *word == ":" || (is_type && *word != ",");
            let hide = self.of(word).unwrap_or_default();
            if hide > Hide::Nothing && !is_type {
                self.functions.insert((*name).to_owned(), (place, hide));
                return;
            }
        }
    }
}

/// The words of code, and the characters between them.
fn words(code: &str) -> Vec<&str> {
    let is_letter = |one: char| one.is_alphanumeric() || matches!(one, '_' | '$');
    let mut words = Vec::new();
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let length = rest.find(|one| !is_letter(one)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(length.max(first.len_utf8()));
        if !word.trim().is_empty() {
            words.push(word);
        }
        rest = after;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_followed_through_imports_and_functions() {
        let mut names = Names::default();
        names.insert("who".to_owned(), Hide::Secret);
        names.learn_renamed(
            "import { id as who } from 'a'; import who from 'b'; const pay = async (a: id, who: string) => {}; \
             function f(who) {} const g = who => {}; const h = (other) => {}",
        );
        assert_eq!(names.of("id"), Some(Hide::Secret));
        assert_eq!(names.of("default"), Some(Hide::Secret));
        for (function, place) in [("pay", 1), ("f", 0), ("g", 0)] {
            assert_eq!(names.of_call(function), Some((place, Hide::Secret)), "{function}");
        }
        assert_eq!(names.of_call("h"), None);
    }
}
