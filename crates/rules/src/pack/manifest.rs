//! `pack.yaml`: what a pack says of itself.

use std::sync::Arc;

use indexmap::IndexMap;
use serde::{Deserialize, Deserializer, Serialize};

use super::yaml;
use crate::compile::{Citations, CitedSource, CompileError, ErrorKind};
use crate::source::{Source, Span};

/// What a pack says of itself.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The oldest version of this program that can read it.
    #[serde(default)]
    pub engine: Option<String>,
    /// The packs whose shapes it uses.
    #[serde(default)]
    pub uses: Vec<String>,
    /// What its rules can cite, by the word that a `cite` uses.
    #[serde(default, deserialize_with = "yaml::unique")]
    pub sources: IndexMap<String, SourceOfRules>,
}

/// Something that says what a gateway wants.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceOfRules {
    /// What it is called.
    pub title: String,
    /// Where it can be read.
    #[serde(default)]
    pub url: Option<String>,
    /// The heading of its page, which `cite check` looks for.
    #[serde(default)]
    pub heading: Option<String>,
    /// Its sections, by slug.
    #[serde(default, deserialize_with = "sections")]
    pub sections: Option<IndexMap<String, Section>>,
}

/// A section of a source.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its heading, as it stands there. Of several sections with one heading, the first is the
    /// first on the page, and so on.
    pub heading: String,
    /// Where it can be read, where that is not the source's address.
    #[serde(default)]
    pub url: Option<String>,
    /// The anchor of it, or of the nearest heading above it, on the source's page: as text, not
    /// percent-encoded.
    #[serde(default)]
    pub anchor: Option<String>,
    /// What its text was when the rules were written: see `cite check`.
    #[serde(default)]
    pub fingerprint: Option<String>,
}

fn sections<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<IndexMap<String, Section>>, D::Error> {
    #[derive(Deserialize)]
    struct Sections(#[serde(deserialize_with = "yaml::unique")] IndexMap<String, Section>);
    Ok(Option::<Sections>::deserialize(deserializer)?.map(|Sections(sections)| sections))
}

impl Manifest {
    /// Reads a manifest.
    pub(super) fn parse(source: &Arc<Source>) -> Result<Self, CompileError> {
        yaml::check(source)?;
        let manifest: Self =
            serde_yaml::from_str(&source.text).map_err(|error| yaml::error(source, &error))?;
        match &manifest.engine {
            Some(needed) if !satisfies(env!("CARGO_PKG_VERSION"), needed) => {
                let kind = ErrorKind::Manifest(format!("the pack needs version {needed} or newer"));
                let help = Some(format!("this is version {}", env!("CARGO_PKG_VERSION")));
                Err(CompileError::new(kind, source, find(source, needed)).with_help(help))
            }
            _ => Ok(manifest),
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
fn satisfies(version: &str, needed: &str) -> bool {
    let numbers = |text: &str| -> Vec<u64> {
        text.split('.').map(|part| part.trim().parse().unwrap_or(0)).collect()
    };
    numbers(version) >= numbers(needed)
}

/// Where a word first stands in a text.
pub(super) fn find(source: &Source, word: &str) -> Span {
    let at = source.text.find(word).unwrap_or(0);
    Span::new(at, (at + word.len()).min(source.text.len()))
}
