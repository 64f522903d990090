//! Globs for paths below the directory of a project file.

use crate::messages::Message;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use fast_glob::glob_match;
use globset::GlobBuilder;
use serde::Deserialize;
use serde::de::{Deserializer, SeqAccess, Visitor, value::SeqAccessDeserializer};

/// One glob: `*` stays within a directory, `**` does not.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Glob(String);

/// A glob, or a list of them.
#[derive(Debug, Clone)]
pub(super) struct Files(pub(super) Vec<Glob>);

/// Globs, ready to be asked: by their bases, the directories or files before their first special
/// characters. None is compiled, which of thousands would take seconds.
#[derive(Debug, Clone, Default)]
pub(crate) struct Globs(BTreeMap<PathBuf, Vec<String>>);

impl TryFrom<String> for Glob {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let plain = text.strip_prefix("./").unwrap_or(&text).trim_end_matches('/');
        if plain.is_empty() {
            return Err(Message::GlobOfNothing { glob: &text }.to_string());
        }
        if plain.starts_with('/') || plain.split('/').any(|step| step == "..") {
            return Err(Message::GlobOutside { glob: &text }.to_string());
        }
        let glob = GlobBuilder::new(plain).literal_separator(true).build();
        glob.map(|glob| Self(glob.glob().to_owned()))
            .map_err(|error| Message::NotAGlob { glob: &text, why: error.kind() }.to_string())
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
    pub(super) fn new(globs: Vec<Glob>) -> Self {
        let mut by_base: BTreeMap<PathBuf, Vec<String>> = BTreeMap::new();
        for Glob(glob) in globs {
            by_base.entry(base(&glob)).or_default().push(glob);
        }
        Self(by_base)
    }

    /// Whether one of them names a file, or a directory that it is in.
    pub(crate) fn matches(&self, path: &Path) -> bool {
        let is_named = |base: &Path, globs: &[String]| {
            let inside = path.ancestors().take_while(|path| path.starts_with(base));
            let mut inside = inside.filter(|path| !path.as_os_str().is_empty()).map(text);
            inside.any(|path| globs.iter().any(|glob| glob_match(glob, &path)))
        };
        !self.0.is_empty()
            && path
                .ancestors()
                .any(|base| self.0.get(base).is_some_and(|globs| is_named(base, globs)))
    }

    /// What each one speaks of at least: a file, or a directory.
    pub(crate) fn bases(&self) -> impl Iterator<Item = &Path> {
        self.0.keys().map(PathBuf::as_path)
    }
}

/// A path as globs are written, with `/` on every system.
fn text(path: &Path) -> Cow<'_, [u8]> {
    match cfg!(windows) {
        true => path.to_string_lossy().replace('\\', "/").into_bytes().into(),
        false => path.as_os_str().as_encoded_bytes().into(),
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
        Globs::new(globs)
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
    fn one_of_many_globs_is_found_by_its_base() {
        let many: Vec<String> = (0..30_000).map(|number| format!("a{number}/*b.json")).collect();
        let globs = globs(&many.iter().map(String::as_str).collect::<Vec<_>>());
        let matches = |path: &str| globs.matches(Path::new(path));
        assert!(matches("a29999/b.json") && matches("a0/ab.json/c"));
        assert!(!matches("a30000/b.json") && !matches("a1/c/b.json") && !matches("b.json"));
    }

    #[test]
    fn globs_speak_of_what_stands_before_their_stars() {
        let globs = globs(&["**/a.json", "b/c/*.json", "b/a.json"]);
        assert!(globs.bases().eq(["", "b/a.json", "b/c"].map(Path::new)));
    }

    #[test]
    fn what_can_never_match_is_refused() {
        for wrong in ["", "./", "/etc/*", "../a.json", "a/../b", "a/[b"] {
            assert!(Glob::try_from(wrong.to_owned()).is_err(), "{wrong}");
        }
    }
}
