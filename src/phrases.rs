//! What findings are put into words with, every name looked up once, when a pack is loaded.

use std::sync::{Arc, OnceLock};

use crate::language::Language;
use crate::program::Rule;
use crate::rule::ShapeRule;
#[cfg(feature = "packs")]
use smartro_lint_rules::pack::Catalogs;
use smartro_lint_rules::pack::{Catalog, Entry, Template};

/// The phrases of a pack and of the engine, in every language; of what is built in only the
/// languages that are asked for are read.
pub(crate) struct Phrasebook {
    languages: [OnceLock<Spoken>; 2],
    read: fn(Language) -> [Option<Catalog>; 2],
}

/// A language's phrases, and the pack's catalog that they are from.
struct Spoken {
    catalog: Option<Catalog>,
    phrases: Phrases,
}

/// The phrases in one language.
pub(crate) struct Phrases {
    /// By the shape rules' places in [`ShapeRule::ALL`].
    shapes: Vec<Option<Arc<Entry>>>,
    /// By the words' places in [`Word::ALL`].
    words: Vec<Template>,
    /// By the rules' places in the program.
    rules: Vec<Option<Arc<Entry>>>,
}

impl Phrasebook {
    /// The phrases of a pack whose catalogs are read already.
    #[cfg(feature = "packs")]
    pub(crate) fn new(engine: Catalogs, pack: Catalogs, rules: &[Rule]) -> Self {
        let book = Self::reading(|_| [None, None]);
        let mut catalogs = pack.0;
        for (language, cell) in LANGUAGES.iter().zip(&book.languages) {
            let place = catalogs.iter().position(|catalog| catalog.language == *language);
            let catalog = place.map(|place| catalogs.swap_remove(place));
            let phrases = Phrases::new(engine.of(*language), catalog.as_ref(), rules);
            cell.get_or_init(|| Spoken { catalog, phrases });
        }
        book
    }

    /// The phrases of catalogs that are read when they are asked for: the engine's and the
    /// pack's.
    pub(crate) fn reading(read: fn(Language) -> [Option<Catalog>; 2]) -> Self {
        Self { languages: Default::default(), read }
    }

    pub(crate) fn of(&self, language: Language, rules: &[Rule]) -> &Phrases {
        &self.spoken(language, rules).phrases
    }

    /// The pack's catalog in a language.
    pub(crate) fn catalog(&self, language: Language, rules: &[Rule]) -> Option<&Catalog> {
        self.spoken(language, rules).catalog.as_ref()
    }

    fn spoken(&self, language: Language, rules: &[Rule]) -> &Spoken {
        let [korean, english] = &self.languages;
        let cell = match language {
            Language::Korean => korean,
            Language::English => english,
        };
        cell.get_or_init(|| {
            let [engine, catalog] = (self.read)(language);
            let phrases = Phrases::new(engine.as_ref(), catalog.as_ref(), rules);
            Spoken { catalog, phrases }
        })
    }
}

#[cfg(feature = "packs")]
const LANGUAGES: [Language; 2] = [Language::Korean, Language::English];

impl Phrases {
    fn new(engine: Option<&Catalog>, pack: Option<&Catalog>, rules: &[Rule]) -> Self {
        let entry = |catalog: Option<&Catalog>, name: &str| catalog?.entries.get(name).cloned();
        let word = |word: &Word| {
            let (group, name) = word.names();
            let entry = engine.and_then(|engine| engine.entries.get(group));
            let words = entry.and_then(|entry| entry.variants.get(name));
            words.map_or_else(|| Template::from(name.to_owned()), |words| words.message.clone())
        };
        Self {
            shapes: ShapeRule::ALL.iter().map(|rule| entry(engine, rule.name())).collect(),
            words: Word::ALL.iter().map(word).collect(),
            rules: rules.iter().map(|rule| entry(pack, &rule.name)).collect(),
        }
    }

    /// What is said of a rule of the shapes.
    pub(crate) fn shape(&self, rule: ShapeRule) -> Option<&Entry> {
        self.shapes.get(rule as usize)?.as_deref()
    }

    /// What is said of a pack's rule, by its index.
    pub(super) fn rule(&self, rule: u16) -> Option<&Entry> {
        self.rules.get(usize::from(rule))?.as_deref()
    }

    /// Writes a word; `value` writes what stands in its places.
    pub(super) fn write(
        &self,
        word: Word,
        text: &mut String,
        value: impl FnMut(&str, &mut String),
    ) {
        if let Some(template) = self.words.get(word as usize) {
            template.fill(text, value);
        }
    }
}

/// A text of the engine's own catalogs that is not a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    DidYouMean,
    Request,
    ObjectOf,
    String,
    Integer,
    Number,
    Fraction,
    Boolean,
    Object,
    Array,
    Null,
    Remove,
    Rename,
    Move,
    Replace,
    Insert,
    Here,
    Unfinished,
    UnfinishedHelp,
    First,
    Again,
    NotAllowed,
    Missing,
    Empty,
    Unexpected,
    Unformed,
    Character,
    Characters,
    Bytes,
    Elements,
    Wrong,
    BecausePresent,
    BecauseMissing,
    BecauseValue,
    Found,
    NoField,
    Count,
    NoneGiven,
    Misplaced,
}

impl Word {
    /// All of them, in order.
    const ALL: [Self; 39] = [
        Self::DidYouMean,
        Self::Request,
        Self::ObjectOf,
        Self::String,
        Self::Integer,
        Self::Number,
        Self::Fraction,
        Self::Boolean,
        Self::Object,
        Self::Array,
        Self::Null,
        Self::Remove,
        Self::Rename,
        Self::Move,
        Self::Replace,
        Self::Insert,
        Self::Here,
        Self::Unfinished,
        Self::UnfinishedHelp,
        Self::First,
        Self::Again,
        Self::NotAllowed,
        Self::Missing,
        Self::Empty,
        Self::Unexpected,
        Self::Unformed,
        Self::Character,
        Self::Characters,
        Self::Bytes,
        Self::Elements,
        Self::Wrong,
        Self::BecausePresent,
        Self::BecauseMissing,
        Self::BecauseValue,
        Self::Found,
        Self::NoField,
        Self::Count,
        Self::NoneGiven,
        Self::Misplaced,
    ];

    /// Where the catalogs have it: the entry and the variant.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::DidYouMean => ("words", "did-you-mean"),
            Self::Request => ("words", "request"),
            Self::ObjectOf => ("words", "object-of"),
            Self::String => ("words", "string"),
            Self::Integer => ("words", "integer"),
            Self::Number => ("words", "number"),
            Self::Fraction => ("words", "fraction"),
            Self::Boolean => ("words", "boolean"),
            Self::Object => ("words", "object"),
            Self::Array => ("words", "array"),
            Self::Null => ("words", "null"),
            Self::Remove => ("words", "remove"),
            Self::Rename => ("words", "rename"),
            Self::Move => ("words", "move"),
            Self::Replace => ("words", "replace"),
            Self::Insert => ("words", "insert"),
            Self::Here => ("labels", "here"),
            Self::Unfinished => ("words", "unfinished"),
            Self::UnfinishedHelp => ("words", "unfinished-help"),
            Self::First => ("labels", "first"),
            Self::Again => ("labels", "again"),
            Self::NotAllowed => ("labels", "not-allowed"),
            Self::Missing => ("labels", "missing"),
            Self::Empty => ("labels", "empty"),
            Self::Unexpected => ("labels", "unexpected"),
            Self::Unformed => ("labels", "unformed"),
            Self::Character => ("labels", "character"),
            Self::Characters => ("labels", "characters"),
            Self::Bytes => ("labels", "bytes"),
            Self::Elements => ("labels", "elements"),
            Self::Wrong => ("labels", "wrong"),
            Self::BecausePresent => ("labels", "because-present"),
            Self::BecauseMissing => ("labels", "because-missing"),
            Self::BecauseValue => ("labels", "because-value"),
            Self::Found => ("labels", "found"),
            Self::NoField => ("labels", "no-field"),
            Self::Count => ("labels", "count"),
            Self::NoneGiven => ("labels", "none-given"),
            Self::Misplaced => ("labels", "misplaced"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use smartro_lint_rules::pack::engine_catalog;

    #[test]
    fn every_word_has_its_number_and_every_catalog_has_the_words() {
        for (number, word) in Word::ALL.into_iter().enumerate() {
            assert_eq!(word as usize, number);
        }
        for (number, rule) in ShapeRule::ALL.into_iter().enumerate() {
            assert_eq!(rule as usize, number);
        }
        let engine = engine_catalog();
        for catalog in &engine.0 {
            for group in ["words", "labels"] {
                let words = Word::ALL.iter().map(|word| word.names());
                let mut known: Vec<&str> =
                    words.filter(|(entry, _)| *entry == group).map(|(_, name)| name).collect();
                known.sort_unstable();
                let variants: Vec<&String> = catalog.entries[group].variants.keys().collect();
                assert_eq!(variants, known, "{:?}", catalog.language);
            }
            for rule in ShapeRule::ALL {
                assert!(catalog.entries.contains_key(rule.name()));
            }
        }
    }
}
