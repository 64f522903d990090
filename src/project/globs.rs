//! Globs for paths below the directory of a project file.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use fast_glob::glob_match;

/// One glob: `*` stays within a directory, `**` does not.
#[derive(Debug, Clone)]
pub(super) struct Glob(String);

/// What is wrong with a glob.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GlobFault {
    /// It matches no path.
    Empty,
    /// It leads out of the directory of the project file.
    Outside,
    /// A `[` has no `]`.
    UnclosedClass,
    /// The first character of a range in `[…]` comes after its last.
    InvalidRange,
    /// A `{` has no `}`.
    UnclosedAlternatives,
    /// A `}` has no `{`.
    UnopenedAlternatives,
    /// It ends with a `\`.
    DanglingEscape,
}

/// Globs, by their bases: the directories or files before their first special characters. None is
/// compiled: for thousands of them that would take seconds.
#[derive(Debug, Clone, Default)]
pub struct Globs(BTreeMap<PathBuf, Vec<String>>);

impl Glob {
    pub(super) fn new(text: &str) -> Result<Self, GlobFault> {
        let plain = text.strip_prefix("./").unwrap_or(text).trim_end_matches('/');
        if plain.is_empty() {
            return Err(GlobFault::Empty);
        }
        if plain.starts_with('/') || plain.split('/').any(|step| step == "..") {
            return Err(GlobFault::Outside);
        }
        match fault(plain) {
            None => Ok(Self(plain.to_owned())),
            Some(fault) => Err(fault),
        }
    }
}

/// What is wrong with the brackets of a glob.
fn fault(glob: &str) -> Option<GlobFault> {
    let mut open = 0_usize;
    let mut characters = glob.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' if characters.next().is_none() => return Some(GlobFault::DanglingEscape),
            '{' => open += 1,
            '}' if open == 0 => return Some(GlobFault::UnopenedAlternatives),
            '}' => open -= 1,
            '[' => {
                let length = match class(characters.as_str()) {
                    Ok(length) => length,
                    Err(fault) => return Some(fault),
                };
                characters = characters.as_str().get(length..).unwrap_or("").chars();
            }
            _ => {}
        }
    }
    (open > 0).then_some(GlobFault::UnclosedAlternatives)
}

/// How long a class is after its `[`, with its `]`.
fn class(text: &str) -> Result<usize, GlobFault> {
    let negation = usize::from(text.starts_with(['!', '^']));
    let members = text.get(negation..).unwrap_or("");
    // A `]` at the start is a member.
    let end = members.char_indices().skip(1).find(|(_, character)| *character == ']');
    let Some((end, _)) = end else { return Err(GlobFault::UnclosedClass) };
    let members: Vec<char> = members.get(..end).unwrap_or("").chars().collect();
    let is_reversed = |range: &[char]| matches!(range, [first, '-', last] if first > last);
    if members.windows(3).any(is_reversed) {
        return Err(GlobFault::InvalidRange);
    }
    Ok(negation + end + 1)
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

    /// Whether one of them matches a file, or a directory that it is in; the path is relative to
    /// the directory of the project file.
    #[must_use]
    pub fn matches(&self, path: &Path) -> bool {
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

    /// The files or directories that hold all that each of them can match.
    pub fn bases(&self) -> impl Iterator<Item = &Path> {
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
        Globs::new(texts.iter().map(|text| Glob::new(text).unwrap()).collect())
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
        assert!(matches("app/[[]id]/*.tsx", "app/[id]/page.tsx"));
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
    fn a_base_is_what_is_before_the_first_star() {
        let globs = globs(&["**/a.json", "b/c/*.json", "b/a.json"]);
        assert!(globs.bases().eq(["", "b/a.json", "b/c"].map(Path::new)));
    }

    #[test]
    fn what_can_never_match_is_refused() {
        for (wrong, fault) in [
            ("", GlobFault::Empty),
            ("./", GlobFault::Empty),
            ("/etc/*", GlobFault::Outside),
            ("../a.json", GlobFault::Outside),
            ("a/../b", GlobFault::Outside),
            ("a/[b", GlobFault::UnclosedClass),
            ("a/[]", GlobFault::UnclosedClass),
            ("a/[z-a]", GlobFault::InvalidRange),
            ("{a,{b,c}", GlobFault::UnclosedAlternatives),
            ("a}", GlobFault::UnopenedAlternatives),
            ("a\\", GlobFault::DanglingEscape),
        ] {
            assert_eq!(Glob::new(wrong).err(), Some(fault), "{wrong}");
        }
        for right in ["[]a]", "[!a-z]x", "\\{", "{a,b}/**", "[가-힣].json", "a\\[b"] {
            assert!(Glob::new(right).is_ok(), "{right}");
        }
    }
}
