//! The parts of a pack that are YAML, from their texts.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::catalog::{Catalog, CatalogEntry, Catalogs};
use super::manifest::{Manifest, Section};
use super::unique::unique;
use crate::compile::{
    CatalogFault, Citations, CitedSource, CompileError, ErrorKind, ManifestFault,
};
use crate::embedded::ENGINE;
use crate::language::Language;
use crate::source::{Source, Span};
use crate::yaml;

pub(super) fn read<T: DeserializeOwned>(source: &Arc<Source>) -> Result<T, CompileError> {
    yaml::read(&source.text)
        .map_err(|error| CompileError::new(ErrorKind::Yaml(error.fault), source, error.span))
}

/// The messages of the shape rules, and the texts of labels.
pub fn engine_catalog() -> Catalogs {
    let read = |(language, text): &(Language, &'static str)| {
        Catalog::parse(*language, Source::new("rules/engine", *text)).ok()
    };
    Catalogs(ENGINE.iter().filter_map(read).collect())
}

impl Catalog {
    pub(super) fn parse(language: Language, source: Arc<Source>) -> Result<Self, CompileError> {
        #[derive(Default, Deserialize)]
        struct Entries(#[serde(deserialize_with = "unique")] BTreeMap<String, CatalogEntry>);

        let Entries(entries) = match source.text.trim() {
            "" => Entries::default(),
            _ => read(&source)?,
        };
        let entries = entries.into_iter().map(|(rule, entry)| (rule, Arc::new(entry))).collect();
        Ok(Self { language, entries, source })
    }

    /// Whether a message of a rule uses a name.
    pub(super) fn names(&self, rule: &str, name: &str) -> bool {
        let entry = self.entries.get(rule);
        entry.is_some_and(|entry| {
            entry.templates().any(|template| template.names().any(|known| known == name))
        })
    }

    /// An error at an entry's name.
    pub(super) fn error_at(
        &self,
        rule: &str,
        word: Option<&str>,
        fault: CatalogFault,
    ) -> CompileError {
        let at = if self.source.text.starts_with(&format!("{rule}:")) {
            0
        } else {
            self.source.text.find(&format!("\n{rule}:")).map_or(0, |at| at + 1)
        };
        let inside = word.and_then(|word| {
            let text = self.source.text.get(at..)?;
            let is_doubled = word.starts_with("{{");
            let place = word.strip_prefix('{').and_then(|word| word.strip_suffix('}'));
            let place = place.filter(|_| !is_doubled);
            let found = match place {
                Some(name) => place_in(text, name)?,
                None => text.find(word).map(|found| found..found + word.len())?,
            };
            Some(Span::new(at + found.start, at + found.end))
        });
        let span =
            inside.unwrap_or_else(|| Span::new(at, (at + rule.len()).min(self.source.text.len())));
        CompileError::new(ErrorKind::Catalog(fault), &self.source, span)
    }
}

/// Where a text has a place for the value of a name, whatever spaces and quotes YAML wants there.
fn place_in(text: &str, name: &str) -> Option<Range<usize>> {
    let written = |text: &str| -> String {
        text.chars().filter(|letter| !letter.is_whitespace() && *letter != '\\').collect()
    };
    let name = written(name);
    let mut from = 0;
    while let Some(at) = text.get(from..)?.find('{') {
        let start = from + at;
        let inside = text.get(start + 1..)?;
        if inside.starts_with('{') {
            from = start + 2;
            continue;
        }
        let end = inside.find('}')?;
        let whole = written(inside.get(..end)?);
        let named = whole.split_once(':').map_or(&*whole, |(named, _)| named);
        if whole == name || named == name {
            return Some(start..start + end + 2);
        }
        from = start + 1;
    }
    None
}

impl Manifest {
    /// Reads a manifest.
    pub(super) fn parse(source: &Arc<Source>) -> Result<Self, CompileError> {
        let manifest: Self = read(source)?;
        let fault = |word: &str, fault| {
            CompileError::new(ErrorKind::Manifest(fault), source, find(source, word))
        };
        // Rules are called `pack/rule` where several packs have one.
        if manifest.name.is_empty()
            || manifest.name.contains(|c: char| c == '/' || c.is_whitespace())
        {
            let name = manifest.name.as_str();
            return Err(fault(name, ManifestFault::Name { name: name.into() }));
        }
        match &manifest.engine {
            Some(needed) => match satisfies(env!("CARGO_PKG_VERSION"), needed) {
                Some(true) => Ok(manifest),
                Some(false) => {
                    Err(fault(needed, ManifestFault::Engine { needed: needed.as_str().into() }))
                }
                None => {
                    Err(fault(needed, ManifestFault::NoVersion { text: needed.as_str().into() }))
                }
            },
            None => Ok(manifest),
        }
    }

    pub(super) fn citations(&self) -> Citations {
        let sources = self.sources.iter().map(|(key, source)| {
            let sections = source.sections.as_ref().map(|sections| {
                let address = |(slug, section): (&String, &Section)| {
                    (slug.clone(), section.address(source.url.as_deref()))
                };
                sections.iter().map(address).collect()
            });
            (key.clone(), CitedSource { url: source.url.clone(), sections })
        });
        Citations { sources: sources.collect() }
    }
}

impl Section {
    /// Where it can be read, where it does not share its source's address.
    fn address(&self, page: Option<&str>) -> Option<String> {
        let anchored = || Some(format!("{}#{}", page?, encoded(self.anchor.as_deref()?)));
        self.url.clone().or_else(anchored)
    }
}

/// A URL's fragment, percent-encoded.
fn encoded(anchor: &str) -> String {
    let mut fragment = String::with_capacity(anchor.len());
    for byte in anchor.bytes() {
        match byte {
            b'-' | b'_' | b'.' | b'~' => fragment.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => fragment.push(char::from(byte)),
            byte => fragment.push_str(&format!("%{byte:02X}")),
        }
    }
    fragment
}

/// Whether a version is at least another one; what is no version needs nothing.
fn satisfies(version: &str, needed: &str) -> Option<bool> {
    let numbers = |text: &str| -> Option<Vec<u64>> {
        text.split('.').map(|part| part.trim().parse().ok()).collect()
    };
    Some(numbers(version)? >= numbers(needed)?)
}

/// Where a word is in the last place of a manifest's `uses`.
pub(super) fn find_again(source: &Source, word: &str) -> Span {
    let is_part = |one: char| one.is_alphanumeric() || matches!(one, '-' | '_');
    let text: &str = &source.text;
    let uses = text.find("uses").unwrap_or(0);
    let list = text.get(uses..).unwrap_or_default();
    // A key that follows begins a line.
    let end = list.match_indices('\n').find(|(at, _)| {
        list.get(at + 1..).is_some_and(|rest| rest.starts_with(|one: char| one.is_alphabetic()))
    });
    let list = end.map_or(list, |(end, _)| list.get(..end).unwrap_or(list));
    let found = list.match_indices(word).filter(|(at, _)| {
        let before = list.get(..*at).and_then(|text| text.chars().next_back());
        let after = list.get(at + word.len()..).and_then(|text| text.chars().next());
        !before.is_some_and(is_part) && !after.is_some_and(is_part)
    });
    match found.last() {
        Some((at, _)) => Span::new(uses + at, uses + at + word.len()),
        None => find(source, word),
    }
}

/// Where a word is first found in a text.
pub(super) fn find(source: &Source, word: &str) -> Span {
    let at = source.text.find(word).unwrap_or(0);
    Span::new(at, (at + word.len()).min(source.text.len()))
}
