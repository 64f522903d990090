//! From a project file's text to what it says, with every mistake that can be found in one go.

use std::sync::Arc;

use serde::Deserialize;

use super::file::FileContent;
use super::kind::MistakeKind;
use super::mistake::Mistake;
use super::sections::without_broken_sections;
use super::value::{What, Wrong, YamlReader};
use smartro_lint_rules::source::Source;
use smartro_lint_rules::suggest::suggest_key;
use smartro_lint_rules::yaml::Value;
use smartro_lint_rules::yaml::{Part, Step, place};

/// What a project file says, as far as it can be read.
pub(super) struct Read {
    pub(super) content: FileContent,
    pub(super) source: Arc<Source>,
    pub(super) mistakes: Vec<Mistake>,
    /// The text, with blanks for what is not YAML.
    text: String,
    /// What the content was read from, with something else for the parts that are wrong.
    value: Value,
    misspelt: Misspelt,
    /// Whether there are rule packs that cannot be read: a name that none has may be theirs.
    pub(super) is_partial: bool,
}

/// Keys that are read under the names that were meant: the paths to these, and what is written.
type Misspelt = Vec<(Vec<Step>, String)>;

/// How many mistakes are reported: beyond this, errors are usually consequences of one another.
const MOST_MISTAKES: usize = 50;

/// Reads a project file. A part that is wrong is reported, and replaced by one that could be
/// right; then the rest is read.
pub(super) fn read(source: Arc<Source>) -> Read {
    let (text, value, errors) = without_broken_sections(&source.text);
    let syntax = errors
        .into_iter()
        .map(|error| Mistake::new(&source, error.span, MistakeKind::Yaml(error.fault)));
    let (mistakes, content) = (syntax.collect(), FileContent::default());
    let misspelt = Misspelt::new();
    let is_partial = false;
    let mut read = Read { content, source, mistakes, text, value, misspelt, is_partial };
    if read.value.is_null() {
        return read;
    }
    loop {
        let wrong = match FileContent::deserialize(YamlReader(&read.value)) {
            Ok(content) => return Read { content, ..read }.without_empty_paths(),
            Err(wrong) => wrong,
        };
        let path = wrong.path();
        read.malformed(&path, &wrong.what);
        let is_replaced = replace(&mut read.value, &path, &wrong.what, &mut read.misspelt);
        if !is_replaced || read.mistakes.len() >= MOST_MISTAKES {
            return read;
        }
    }
}

impl Read {
    /// Reports what is wrong with a part, given by the path to it.
    pub(super) fn wrong(&mut self, path: &[Step], part: Part, kind: MistakeKind) {
        let is_certain = !self.is_partial || kind.is_certain();
        if is_certain && self.mistakes.len() < MOST_MISTAKES {
            let span = place(&self.text, &self.written(path), part);
            self.mistakes.push(Mistake::new(&self.source, span, kind));
        }
    }

    /// A path, with its keys as they are written.
    fn written(&self, path: &[Step]) -> Vec<Step> {
        let mut written = path.to_vec();
        for (meant, key) in self.misspelt.iter().filter(|(meant, _)| path.starts_with(meant)) {
            let step = meant.len().checked_sub(1).and_then(|last| written.get_mut(last));
            if let Some(step) = step {
                *step = Step::Key(key.clone());
            }
        }
        written
    }

    /// Where the items of a list that could be read are in it.
    pub(super) fn indices(&self, list: &str) -> Vec<usize> {
        let items = self.value.get(list).and_then(Value::as_sequence);
        let items = items.into_iter().flatten().enumerate();
        items.filter(|(_, item)| !item.is_null()).map(|(index, _)| index).collect()
    }

    /// Reports paths that are empty; the rest is checked as if they were not given.
    fn without_empty_paths(mut self) -> Self {
        let is_empty =
            |path: &Option<String>| path.as_ref().is_some_and(|path| path.trim().is_empty());
        for (name, is_empty) in [
            ("rules", is_empty(&self.content.rules)),
            ("baseline", is_empty(&self.content.baseline)),
        ] {
            if is_empty {
                let kind = MistakeKind::Empty { key: name.to_owned() };
                self.wrong(&[Step::Key(name.to_owned())], Part::Value, kind);
            }
        }
        self.content.rules.take_if(|path| path.trim().is_empty());
        self.content.baseline.take_if(|path| path.trim().is_empty());
        self
    }

    /// Whether a mapping, given by the path to it, has a key.
    pub(super) fn has_key(&self, path: &[Step], key: &str) -> bool {
        self.value_at(path).is_some_and(|value| value.get(key).is_some())
    }

    /// Whether a path leads to a list.
    pub(super) fn is_list(&self, path: &[Step]) -> bool {
        self.value_at(path).is_some_and(Value::is_sequence)
    }

    fn value_at(&self, path: &[Step]) -> Option<&Value> {
        let mut value = Some(&self.value);
        for step in path {
            value = value.and_then(|value| match step {
                Step::Key(key) => value.get(key.as_str()),
                Step::Item(index) => value.get(*index),
            });
        }
        value
    }

    /// Reports a part that does not have the form that it should have.
    fn malformed(&mut self, path: &[Step], what: &What) {
        let key = path.iter().rev().find_map(|step| match step {
            Step::Key(key) => Some(key.clone()),
            Step::Item(_) => None,
        });
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let (of, name) = (key.clone(), key);
        let kind = match what {
            What::UnknownKey { key, known } => {
                let path = [path, &[Step::Key(key.clone())]].concat();
                let kind = MistakeKind::UnknownKey { key: key.clone(), known: owned(known) };
                return self.wrong(&path, Part::Key, kind);
            }
            What::UnknownWord { word, known } => {
                MistakeKind::UnknownValue { value: word.clone(), of, known: owned(known) }
            }
            What::Missing { key } => MistakeKind::MissingKey { key: (*key).to_owned() },
            What::Type { expected, found } => MistakeKind::WrongType {
                of: name,
                expected: expected.clone(),
                found: found.clone(),
            },
            What::KeyType => MistakeKind::KeyType,
            What::Tag => MistakeKind::Tag,
            What::Other(reason) => MistakeKind::Other(reason.clone()),
        };
        self.wrong(path, Part::Value, kind);
    }
}

impl Wrong {
    /// The path to the part, the first step first.
    fn path(&self) -> Vec<Step> {
        self.steps.iter().rev().cloned().collect()
    }
}

/// Replaces a part that is wrong by one that could be right, so that what is around it is read
/// too: the file is not used any more. Returns whether there was anything to replace.
fn replace(value: &mut Value, path: &[Step], what: &What, misspelt: &mut Misspelt) -> bool {
    let mut at = value;
    for step in path {
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
            if let Some(meant) = suggest_key(key, known.iter().copied())
                && !mapping.contains_key(meant)
            {
                mapping.insert(Value::from(meant), value);
                misspelt.push(([path, &[Step::Key(meant.to_owned())]].concat(), key.clone()));
            }
            true
        }
        (What::KeyType, Value::Mapping(mapping)) => {
            let before = mapping.len();
            mapping.retain(|key, value| key.is_string() || value.is_null());
            mapping.len() < before
        }
        (What::Missing { key }, Value::Mapping(mapping)) => {
            let value = stand_in(&[Step::Key((*key).to_owned())]);
            mapping.insert(Value::from(*key), value).is_none_or(|before| before.is_null())
        }
        (_, wrong) => {
            *wrong = stand_in(path);
            !path.is_empty()
        }
    }
}

/// A value that is right for what must be there, nothing for what need not be.
fn stand_in(path: &[Step]) -> Value {
    match path {
        // The rule that it is the severity of is still looked up.
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
