//! `pack.yaml`: what a pack says of itself.

use std::sync::Arc;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

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
    #[serde(default)]
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
    /// Its sections, by slug.
    #[serde(default)]
    pub sections: Option<IndexMap<String, Section>>,
}

/// A section of a source.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its heading, as it stands there.
    pub heading: String,
    /// Where it can be read, where that is not the source's address.
    #[serde(default)]
    pub url: Option<String>,
    /// What its text was when the rules were written: see `cite check`.
    #[serde(default)]
    pub fingerprint: Option<String>,
}

impl Manifest {
    /// Reads a manifest.
    pub(super) fn parse(source: &Arc<Source>) -> Result<Self, CompileError> {
        check_yaml(source)?;
        let manifest: Self =
            serde_yaml::from_str(&source.text).map_err(|error| yaml_error(source, &error))?;
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
                let address =
                    |(slug, section): (&String, &Section)| (slug.clone(), section.url.clone());
                sections.iter().map(address).collect()
            });
            (key.clone(), CitedSource { url: source.url.clone(), sections })
        });
        Citations { sources: sources.collect() }
    }
}

/// Whether a version is at least another one; what is no version needs nothing.
fn satisfies(version: &str, needed: &str) -> bool {
    let numbers = |text: &str| -> Vec<u64> {
        text.split('.').map(|part| part.trim().parse().unwrap_or(0)).collect()
    };
    numbers(version) >= numbers(needed)
}

/// The longest YAML text that is read, in bytes.
const LONGEST: usize = 1 << 20;

/// How deep brackets may nest on a line of YAML: its reader takes quadratic time over them.
const DEEPEST: usize = 64;

/// How many brackets may be open over all lines of YAML. Braces in texts count too, and need
/// not be closed.
const MOST_OPEN: usize = 1000;

/// Whether a text is one that the YAML reader can be given.
pub(super) fn check_yaml(source: &Arc<Source>) -> Result<(), CompileError> {
    let fail = |text: &str, span| {
        Err(CompileError::new(ErrorKind::TooMuch(text.to_owned()), source, span))
    };
    if source.text.len() > LONGEST {
        let text = format!("the file has {} bytes, more than {LONGEST}", source.text.len());
        return fail(&text, Span::default());
    }
    let (mut on_line, mut open) = (0_usize, 0_usize);
    for (at, byte) in source.text.bytes().enumerate() {
        match byte {
            b'\n' => on_line = 0,
            b'[' | b'{' => (on_line, open) = (on_line + 1, open + 1),
            b']' | b'}' => (on_line, open) = (on_line.saturating_sub(1), open.saturating_sub(1)),
            _ => {}
        }
        let here = Span::new(at, at + 1);
        if on_line > DEEPEST {
            return fail(&format!("brackets nest deeper than {DEEPEST} levels"), here);
        }
        if open > MOST_OPEN {
            return fail(&format!("more than {MOST_OPEN} brackets are open"), here);
        }
    }
    Ok(())
}

/// An error of the YAML reader, at the place that it gives.
pub(super) fn yaml_error(source: &Arc<Source>, error: &serde_yaml::Error) -> CompileError {
    let at = error.location().map_or(0, |location| location.index()).min(source.text.len());
    let at = (0..=at).rev().find(|at| source.text.is_char_boundary(*at)).unwrap_or(0);
    let rest = source.text.get(at..).unwrap_or("");
    let length = rest.find('\n').unwrap_or(rest.len());
    let text = error.to_string();
    let reason = text.split(" at line ").next().unwrap_or_default().to_owned();
    CompileError::new(ErrorKind::Manifest(reason), source, Span::new(at, at + length))
}

/// Where a word first stands in a text.
pub(super) fn find(source: &Source, word: &str) -> Span {
    let at = source.text.find(word).unwrap_or(0);
    Span::new(at, (at + word.len()).min(source.text.len()))
}
