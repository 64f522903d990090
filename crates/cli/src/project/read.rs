//! From a project file's text to what it says, with every mistake that can be told at once.

use std::sync::Arc;

use serde::Deserialize;

use super::file::ProjectFile;
use super::mistake::Mistake;
use super::value::{Reader, Step, What};
use smartro_lint::source::Source;
use smartro_lint_rules::yaml::{self, Value};

/// What a project file says, as far as it can be read.
#[derive(Default)]
pub(super) struct Read {
    pub(super) file: ProjectFile,
    pub(super) mistakes: Vec<Mistake>,
    /// What the file was read from, without the parts that are wrong.
    value: Value,
}

/// How many mistakes are told: past this they are one mistake's many faces.
const MOST_MISTAKES: usize = 50;

/// Reads a project file. A part that is wrong is told, and taken out; then the rest is read.
pub(super) fn read(source: &Arc<Source>) -> Read {
    let failed = |error| Read { mistakes: vec![Mistake::from((source, error))], ..Read::default() };
    let mut value: Value = match yaml::read(&source.text) {
        Ok(value) => value,
        Err(error) => return failed(error),
    };
    let mut mistakes = Vec::new();
    if value.is_null() {
        return Read::default();
    }
    loop {
        let wrong = match ProjectFile::deserialize(Reader(&value)) {
            Ok(file) => return Read { file, mistakes, value },
            Err(wrong) => wrong,
        };
        let way = wrong.way();
        mistakes.push(Mistake::wrong(source, &way, &wrong.what));
        let taken = take_out(&mut value, &way, &wrong.what);
        if !taken || mistakes.len() >= MOST_MISTAKES {
            return Read { mistakes, ..Read::default() };
        }
    }
}

impl Read {
    /// Where the items of a list that could be read stand in it.
    pub(super) fn places(&self, list: &str) -> Vec<usize> {
        let items = self.value.get(list).and_then(Value::as_sequence);
        let items = items.into_iter().flatten().enumerate();
        items.filter(|(_, item)| !item.is_null()).map(|(place, _)| place).collect()
    }
}

/// Takes a part that is wrong out of a value: of a list the whole item, for what is left of it
/// would only be wrong in other ways. Says whether there was anything to take.
fn take_out(value: &mut Value, way: &[Step], what: &What) -> bool {
    let mut at = value;
    for (depth, step) in way.iter().enumerate() {
        let is_last = depth + 1 == way.len();
        let next = match step {
            Step::Key(key) => at.get_mut(key.as_str()),
            Step::Item(index) => at.get_mut(*index),
        };
        let Some(next) = next else { return false };
        let whole = match what {
            // The key is inside.
            What::UnknownKey { .. } => matches!(step, Step::Item(_)),
            _ => is_last || matches!(step, Step::Item(_)),
        };
        if whole {
            *next = Value::Null;
            return true;
        }
        at = next;
    }
    match (what, at) {
        (What::UnknownKey { key, .. }, Value::Mapping(mapping)) => {
            mapping.remove(key.as_str()).is_some()
        }
        _ => false,
    }
}
