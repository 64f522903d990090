//! What keys say of their values, each looked at once for a text: reading a key takes longer than
//! all else that masking does, and texts repeat their keys.

use std::cell::RefCell;
use std::collections::HashMap;

use super::folded::Folded;
use super::names::{Meaning, is_identifier, is_link, is_moment, is_name, of_declared};
use super::place::{Policy, ValuePlace};
use smartro_lint_rules::program::Program;

/// How many keys that no shape declares are remembered.
const MOST: usize = 1000;

/// What the keys of a text say.
pub(super) struct Meanings<'p> {
    pub(super) program: &'p Program,
    declared: RefCell<HashMap<&'p str, Policy>>,
    unknown: RefCell<HashMap<Box<str>, ValuePlace<'p>>>,
}

impl<'p> Meanings<'p> {
    pub(super) fn new(program: &'p Program) -> Self {
        Self { program, declared: RefCell::default(), unknown: RefCell::default() }
    }

    /// What is shown of a text in a declared field of this name.
    pub(super) fn of_declared(&self, name: &'p str) -> Policy {
        *self.declared.borrow_mut().entry(name).or_insert_with(|| of_name(name))
    }

    /// Where the value of a key is that no shape declares, as `judge` has it the first time.
    pub(super) fn of_unknown(
        &self,
        key: &str,
        judge: impl FnOnce() -> ValuePlace<'p>,
    ) -> ValuePlace<'p> {
        if let Some(known) = self.unknown.borrow().get(key) {
            return known.clone();
        }
        let place = judge();
        let mut unknown = self.unknown.borrow_mut();
        if unknown.len() < MOST {
            unknown.insert(key.into(), place.clone());
        }
        place
    }
}

fn of_name(name: &str) -> Policy {
    let name = &Folded::of(name);
    match of_declared(name) {
        Meaning::Secret => Policy::Secret,
        Meaning::Personal if is_name(name) => Policy::Name,
        Meaning::Personal => Policy::Personal,
        _ if is_link(name) => Policy::Link,
        _ if is_identifier(name) => Policy::Identifier,
        _ if is_moment(name) => Policy::Loose,
        _ => Policy::Prose,
    }
}
