//! Values that a key beside them names: `{ name: "password", value: "…" }`.

use std::collections::HashMap;

use super::literal::{QUOTES, is_assigned, is_key, literal};
use super::texts::length;
use crate::report::mask::hide::Hide;
use crate::report::mask::names::{is_value, names_value};
use crate::report::mask::notation::hidden_by_name;

/// An object of code, as far as it is read.
#[derive(Default)]
struct Object {
    /// Where the keys of values are that may be named.
    values: Vec<usize>,
    /// What the names say of them.
    hide: Hide,
}

/// Where the keys are whose values another key of the same object names, and what is hidden of
/// them.
pub(super) fn named_keys(code: &[char]) -> HashMap<usize, Hide> {
    let (mut objects, mut ended) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(rest) = code.get(at..).filter(|rest| !rest.is_empty()) {
        let is_letter = |one: &&char| one.is_alphanumeric() || matches!(one, '_' | '$');
        let word = rest.iter().take_while(is_letter).count();
        at += match rest.first() {
            Some('{') => {
                objects.push(Object::default());
                1
            }
            Some('}') => {
                ended.extend(objects.pop());
                1
            }
            Some(quote) if QUOTES.contains(quote) => {
                let length = 1 + length(rest, *quote);
                if let Some(object) = objects.last_mut() {
                    object.see(at, rest.get(1..length), rest.get(length..));
                }
                length + 1
            }
            _ => {
                if let Some(object) = objects.last_mut().filter(|_| word > 0) {
                    object.see(at, rest.get(..word), rest.get(word..));
                }
                word.max(1)
            }
        };
    }
    ended.append(&mut objects);
    let named = ended.into_iter().filter(|object| object.hide > Hide::Nothing);
    named.flat_map(|object| object.values.into_iter().map(move |at| (at, object.hide))).collect()
}

impl Object {
    /// Takes note of a word, if it is a key.
    fn see(&mut self, at: usize, word: Option<&[char]>, after: Option<&[char]>) {
        /// Names are no longer, in characters.
        const LONGEST: usize = 64;
        let (Some(word), Some(after)) = (word, after) else { return };
        if word.len() > LONGEST || !is_key(after) || is_assigned(after) {
            return;
        }
        let key: String = word.iter().collect();
        if is_value(&key) {
            self.values.push(at);
        } else if names_value(&key) {
            let colon = after.iter().position(|one| *one == ':').unwrap_or(0);
            let value = after.get(colon + 1..).unwrap_or_default();
            let blanks = value.iter().take_while(|one| one.is_whitespace()).count();
            let value = value.get(blanks..).unwrap_or_default();
            if !value.first().is_some_and(|first| QUOTES.contains(first)) {
                return;
            }
            let name: String = literal(value).iter().take(LONGEST).collect();
            self.hide = self.hide.max(hidden_by_name(&name));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_named_in_either_order_and_in_their_object_alone() {
        for (code, keys) in [
            (
                r#"[{name: "password", value: a}, {value: b, 'key': 'token'}]"#,
                vec!["value: a", "value: b"],
            ),
            ("{\n  id: 1,\n  value: a,\n  name: `password`,\n}", vec!["value: a"]),
            (r#"{name: "password", x: {value: a}}; {value: b}"#, vec![]),
            (
                r#"{name: password, value: a}, {name: "memo", value: b}, <a name="token" value="c">"#,
                vec![],
            ),
            (r#"{ "name": "token", "#, vec![]),
        ] {
            let characters: Vec<char> = code.chars().collect();
            let mut found: Vec<usize> = named_keys(&characters).into_keys().collect();
            found.sort_unstable();
            let keys: Vec<usize> = keys.into_iter().filter_map(|key| code.find(key)).collect();
            assert_eq!(found, keys, "{code}");
        }
    }
}
