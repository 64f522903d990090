//! The messages of the engine and of a pack, each looked up by its name once.

use std::sync::{Arc, OnceLock};

use smartro_lint_rules::language::Language;
#[cfg(feature = "packs")]
use smartro_lint_rules::pack::Catalogs;
use smartro_lint_rules::pack::{Catalog, CatalogEntry, Template};
use smartro_lint_rules::program::Rule;
use smartro_lint_rules::rule::ShapeRule;

/// The messages of the engine and of a pack in every language; of the built-in ones, only the
/// languages that are asked for are read.
pub(crate) struct Messages {
    languages: [OnceLock<Localized>; 2],
    read: fn(Language) -> [Option<Catalog>; 2],
}

/// A language's messages, and the pack's catalog that they are from.
struct Localized {
    catalog: Option<Catalog>,
    messages: MessageSet,
}

/// The messages in one language.
pub(crate) struct MessageSet {
    /// By the shape rules' places in [`ShapeRule::ALL`].
    shapes: Vec<Option<Arc<CatalogEntry>>>,
    /// By the keys' places in [`MessageKey::ALL`].
    texts: Vec<Template>,
    /// By the rules' places in the program.
    rules: Vec<Option<Arc<CatalogEntry>>>,
}

impl Messages {
    /// The messages of a pack whose catalogs are read already.
    #[cfg(feature = "packs")]
    pub(crate) fn new(engine: Catalogs, pack: Catalogs, rules: &[Rule]) -> Self {
        let messages = Self::reading(|_| [None, None]);
        let mut catalogs = pack.0;
        for (language, cell) in LANGUAGES.iter().zip(&messages.languages) {
            let place = catalogs.iter().position(|catalog| catalog.language == *language);
            let catalog = place.map(|place| catalogs.swap_remove(place));
            let set = MessageSet::new(engine.of(*language), catalog.as_ref(), rules);
            cell.get_or_init(|| Localized { catalog, messages: set });
        }
        messages
    }

    /// The messages of catalogs that are read when they are asked for: the engine's and the
    /// pack's.
    pub(crate) fn reading(read: fn(Language) -> [Option<Catalog>; 2]) -> Self {
        Self { languages: Default::default(), read }
    }

    pub(crate) fn of(&self, language: Language, rules: &[Rule]) -> &MessageSet {
        &self.localized(language, rules).messages
    }

    /// The pack's catalog in a language.
    pub(crate) fn catalog(&self, language: Language, rules: &[Rule]) -> Option<&Catalog> {
        self.localized(language, rules).catalog.as_ref()
    }

    fn localized(&self, language: Language, rules: &[Rule]) -> &Localized {
        let [korean, english] = &self.languages;
        let cell = match language {
            Language::Korean => korean,
            Language::English => english,
        };
        cell.get_or_init(|| {
            let [engine, catalog] = (self.read)(language);
            let messages = MessageSet::new(engine.as_ref(), catalog.as_ref(), rules);
            Localized { catalog, messages }
        })
    }
}

#[cfg(feature = "packs")]
const LANGUAGES: [Language; 2] = [Language::Korean, Language::English];

impl MessageSet {
    fn new(engine: Option<&Catalog>, pack: Option<&Catalog>, rules: &[Rule]) -> Self {
        let entry = |catalog: Option<&Catalog>, name: &str| catalog?.entries.get(name).cloned();
        let key = |key: &MessageKey| {
            let (group, name) = key.names();
            let entry = engine.and_then(|engine| engine.entries.get(group));
            let message = entry.and_then(|entry| entry.variants.get(name));
            message
                .map_or_else(|| Template::from(name.to_owned()), |message| message.message.clone())
        };
        Self {
            shapes: ShapeRule::ALL.iter().map(|rule| entry(engine, rule.name())).collect(),
            texts: MessageKey::ALL.iter().map(key).collect(),
            rules: rules.iter().map(|rule| entry(pack, &rule.name)).collect(),
        }
    }

    /// The messages of a rule of the shapes.
    pub(crate) fn shape(&self, rule: ShapeRule) -> Option<&CatalogEntry> {
        self.shapes.get(rule as usize)?.as_deref()
    }

    /// The messages of a rule of the pack, by its index.
    pub(super) fn rule(&self, rule: u16) -> Option<&CatalogEntry> {
        self.rules.get(usize::from(rule))?.as_deref()
    }

    /// Writes a message; `value` writes the value of each of its places.
    pub(super) fn write(
        &self,
        key: MessageKey,
        text: &mut String,
        value: &mut dyn FnMut(&str, &mut String),
    ) {
        if let Some(template) = self.texts.get(key as usize) {
            template.fill(text, value);
        }
    }
}

/// A text of the engine's catalogs that is not the message of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MessageKey {
    DidYouMean,
    ObjectOf,
    String,
    Integer,
    Number,
    Fraction,
    Boolean,
    Object,
    Array,
    Null,
    Or,
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
    Context,
    BecauseValue,
    Found,
    NoField,
    Count,
    NoneGiven,
    Misplaced,
}

impl MessageKey {
    /// All of them, in order.
    const ALL: [Self; 40] = [
        Self::DidYouMean,
        Self::ObjectOf,
        Self::String,
        Self::Integer,
        Self::Number,
        Self::Fraction,
        Self::Boolean,
        Self::Object,
        Self::Array,
        Self::Null,
        Self::Or,
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
        Self::Context,
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
            Self::ObjectOf => ("words", "object-of"),
            Self::String => ("words", "string"),
            Self::Integer => ("words", "integer"),
            Self::Number => ("words", "number"),
            Self::Fraction => ("words", "fraction"),
            Self::Boolean => ("words", "boolean"),
            Self::Object => ("words", "object"),
            Self::Array => ("words", "array"),
            Self::Null => ("words", "null"),
            Self::Or => ("words", "or"),
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
            Self::Context => ("labels", "context"),
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
        for (number, key) in MessageKey::ALL.into_iter().enumerate() {
            assert_eq!(key as usize, number);
        }
        for (number, rule) in ShapeRule::ALL.into_iter().enumerate() {
            assert_eq!(rule as usize, number);
        }
        let engine = engine_catalog();
        for catalog in &engine.0 {
            for group in ["words", "labels"] {
                let keys = MessageKey::ALL.iter().map(|key| key.names());
                let mut known: Vec<&str> =
                    keys.filter(|(entry, _)| *entry == group).map(|(_, name)| name).collect();
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
