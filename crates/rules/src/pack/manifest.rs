//! `pack.yaml`: the manifest of a pack.

use indexmap::IndexMap;
use serde::{Deserialize, Deserializer, Serialize};

use super::unique::unique;

/// The manifest of a pack.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a map")]
pub struct Manifest {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The oldest version of this program that can read it.
    #[serde(default)]
    pub engine: Option<String>,
    /// The packs that it uses.
    #[serde(default)]
    pub uses: Vec<String>,
    /// What its rules can cite, by the word that a `cite` uses.
    #[serde(default, deserialize_with = "unique")]
    pub sources: IndexMap<String, SourceOfRules>,
}

/// A document that describes what a gateway accepts.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a map")]
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
#[serde(deny_unknown_fields, expecting = "a map")]
pub struct Section {
    /// Its heading, as it is written there. Of several sections with one heading, the first is the
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
    #[serde(expecting = "a map")]
    struct Sections(#[serde(deserialize_with = "unique")] IndexMap<String, Section>);
    Ok(Option::<Sections>::deserialize(deserializer)?.map(|Sections(sections)| sections))
}
