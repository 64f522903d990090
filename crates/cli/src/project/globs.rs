//! Globs for paths below the directory of a project file.

use std::fmt;
use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use serde::Deserialize;
use serde::de::{Deserializer, SeqAccess, Visitor, value::SeqAccessDeserializer};

/// One glob: `*` stays within a directory, `**` does not.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Glob(globset::Glob);

/// A glob, or a list of them.
#[derive(Debug, Clone)]
pub(super) struct Files(pub(super) Vec<Glob>);

/// Globs, ready to be asked.
#[derive(Debug, Clone, Default)]
pub(crate) struct Globs {
    set: GlobSet,
    /// What each one speaks of at least: the directories before its first special character.
    bases: Vec<PathBuf>,
}

impl TryFrom<String> for Glob {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let plain = text.strip_prefix("./").unwrap_or(&text).trim_end_matches('/');
        if plain.is_empty() {
            return Err(format!("`{text}` names no files: `**` stands for all"));
        }
        if plain.starts_with('/') || plain.split('/').any(|step| step == "..") {
            return Err(format!(
                "`{text}` leads out of the directory of this file, and would never match"
            ));
        }
        let glob = GlobBuilder::new(plain).literal_separator(true).build();
        glob.map(Self).map_err(|error| format!("`{text}` is no glob: {}", error.kind()))
    }
}

impl<'de> Deserialize<'de> for Files {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrMany;
        impl<'de> Visitor<'de> for OneOrMany {
            type Value = Files;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a glob or a list of globs")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Files, E> {
                let glob = Glob::try_from(text.to_owned());
                glob.map(|glob| Files(vec![glob])).map_err(E::custom)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Files, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(list)).map(Files)
            }
        }
        deserializer.deserialize_any(OneOrMany)
    }
}

impl Globs {
    /// Globs for paths relative to one directory.
    pub(super) fn new(globs: &[Glob]) -> Result<Self, globset::Error> {
        let mut set = GlobSetBuilder::new();
        for glob in globs {
            set.add(glob.0.clone());
        }
        let bases = globs.iter().map(|glob| base(glob.0.glob())).collect();
        Ok(Self { set: set.build()?, bases })
    }

    /// Whether one of them names a file, or a directory that it is in.
    pub(crate) fn matches(&self, path: &Path) -> bool {
        let inside = |path: &&Path| !path.as_os_str().is_empty();
        !self.set.is_empty() && path.ancestors().filter(inside).any(|path| self.set.is_match(path))
    }

    /// What each one speaks of at least: a file, or a directory.
    pub(crate) fn bases(&self) -> &[PathBuf] {
        &self.bases
    }
}

/// The steps of a glob before the first one that is not plain.
fn base(glob: &str) -> PathBuf {
    glob.split('/').take_while(|step| !step.contains(['*', '?', '[', '{', '\\'])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn globs(texts: &[&str]) -> Globs {
        let globs: Vec<Glob> =
            texts.iter().map(|text| Glob::try_from((*text).to_owned()).unwrap()).collect();
        Globs::new(&globs).unwrap()
    }

    #[test]
    fn a_star_stays_within_a_directory() {
        let matches = |glob: &str, path: &str| globs(&[glob]).matches(Path::new(path));
        assert!(matches("*.json", "a.json") && !matches("*.json", "b/a.json"));
        assert!(matches("**/*.json", "a.json") && matches("**/*.json", "c/b/a.json"));
        assert!(matches("b/*", "b/a.json") && matches("b/{a,c}.json", "b/a.json"));
        assert!(matches("./b/", "b/a.json") && matches("b", "b/c/a.json"));
        assert!(matches("b/*", "b/c/a.json"), "a directory that is named is all that is in it");
        assert!(!matches("b", "c/b.json") && !matches("c", "b/c/a.json"));
        assert!(!globs(&[]).matches(Path::new("a.json")));
    }

    #[test]
    fn globs_speak_of_what_stands_before_their_stars() {
        let globs = globs(&["**/a.json", "b/c/*.json", "b/a.json"]);
        assert_eq!(globs.bases(), ["", "b/c", "b/a.json"].map(Path::new));
    }

    #[test]
    fn what_can_never_match_is_refused() {
        for wrong in ["", "./", "/etc/*", "../a.json", "a/../b", "a/[b"] {
            assert!(Glob::try_from(wrong.to_owned()).is_err(), "{wrong}");
        }
    }
}
