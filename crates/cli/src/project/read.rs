//! From a project file's text to what it says, with every mistake that can be reported at once.

use std::sync::Arc;

use clap::ValueEnum;
use serde::Deserialize;

use super::file::ProjectFile;
use super::mistake::Mistake;
use super::value::{Reader, Step, What};
use crate::arguments::LanguageArg;
use smartro_lint::source::Source;
use smartro_lint_rules::suggest::suggest_spelling;
use smartro_lint_rules::yaml::{self, Value};

/// What a project file says, as far as it can be read.
#[derive(Default)]
pub(super) struct Read {
    pub(super) file: ProjectFile,
    pub(super) mistakes: Vec<Mistake>,
    /// What the file was read from, with something else for the parts that are wrong.
    value: Value,
    misspelt: Misspelt,
}

/// Keys that are read under the names that were meant: the ways to these, and what is written.
type Misspelt = Vec<(Vec<Step>, String)>;

/// How many mistakes are reported: beyond this, errors are usually consequences of one another.
pub(super) const MOST_MISTAKES: usize = 50;

/// Reads a project file. A part that is wrong is reported, and replaced by one that could be
/// right; then the rest is read. `language` gets the one that the file names, which its mistakes
/// are reported in.
pub(super) fn read(source: &Arc<Source>, language: impl FnOnce(Option<LanguageArg>)) -> Read {
    let failed = |error| Read { mistakes: vec![Mistake::from((source, error))], ..Read::default() };
    let mut value: Value = match yaml::read(&source.text) {
        Ok(value) => value,
        Err(error) => return failed(error),
    };
    let name = value.get("language").and_then(Value::as_str);
    language(name.and_then(|name| LanguageArg::from_str(name, false).ok()));
    let (mut mistakes, mut misspelt) = (Vec::new(), Vec::new());
    if value.is_null() {
        return Read::default();
    }
    loop {
        let wrong = match ProjectFile::deserialize(Reader(&value)) {
            Ok(file) => return Read { file, mistakes, value, misspelt },
            Err(wrong) => wrong,
        };
        let way = wrong.way();
        mistakes.push(Mistake::wrong(source, &written(&misspelt, &way), &wrong.what));
        let taken = replace(&mut value, &way, &wrong.what, &mut misspelt);
        if !taken || mistakes.len() >= MOST_MISTAKES {
            return Read { mistakes, ..Read::default() };
        }
    }
}

impl Read {
    /// A way, with its keys as they are written.
    pub(super) fn written(&self, way: &[Step]) -> Vec<Step> {
        written(&self.misspelt, way)
    }

    /// Where the items of a list that could be read are in it.
    pub(super) fn places(&self, list: &str) -> Vec<usize> {
        let items = self.value.get(list).and_then(Value::as_sequence);
        let items = items.into_iter().flatten().enumerate();
        items.filter(|(_, item)| !item.is_null()).map(|(place, _)| place).collect()
    }
}

fn written(misspelt: &Misspelt, way: &[Step]) -> Vec<Step> {
    let mut written = way.to_vec();
    for (meant, key) in misspelt.iter().filter(|(meant, _)| way.starts_with(meant)) {
        let step = meant.len().checked_sub(1).and_then(|last| written.get_mut(last));
        if let Some(step) = step {
            *step = Step::Key(key.clone());
        }
    }
    written
}

/// Replaces a part that is wrong by one that could be right, so that what is around it is read
/// too: the file is not used any more. Returns whether there was anything to replace.
fn replace(value: &mut Value, way: &[Step], what: &What, misspelt: &mut Misspelt) -> bool {
    let mut at = value;
    for step in way {
        let next = match step {
            Step::Key(key) => at.get_mut(key.as_str()),
            Step::Item(index) => at.get_mut(*index),
        };
        let Some(next) = next else { return false };
        at = next;
    }
    match (what, at) {
        (What::UnknownKey { key, known }, Value::Mapping(mapping)) => {
            let Some(value) = mapping.remove(key.as_str()) else { return false };
            // What a misspelt key holds is read under the key that was meant.
            if let Some(meant) = suggest_spelling(key, known.iter().copied())
                && !mapping.contains_key(meant)
            {
                mapping.insert(Value::from(meant), value);
                misspelt.push(([way, &[Step::Key(meant.to_owned())]].concat(), key.clone()));
            }
            true
        }
        (What::KeyKind, Value::Mapping(mapping)) => {
            let before = mapping.len();
            mapping.retain(|key, value| key.is_string() || value.is_null());
            mapping.len() < before
        }
        (What::Missing { key }, Value::Mapping(mapping)) => {
            let value = stand_in(&[Step::Key((*key).to_owned())]);
            mapping.insert(Value::from(*key), value).is_none_or(|before| before.is_null())
        }
        (_, wrong) => {
            *wrong = stand_in(way);
            !way.is_empty()
        }
    }
}

/// A value that is right for what must be there, nothing for what need not be.
fn stand_in(way: &[Step]) -> Value {
    match way {
        // The rule that it is the severity of is still looked at.
        [Step::Key(first), Step::Key(_)] if first == "severity" => Value::from("off"),
        [.., Step::Key(last)] => match last.as_str() {
            "files" => Value::from("**"),
            "reason" => Value::from("because"),
            "rule" => Value::from("unknown-field"),
            _ => Value::Null,
        },
        _ => Value::Null,
    }
}
