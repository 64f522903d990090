//! Files to a linter: parsed, compiled, and the messages held against the rules.

use std::sync::Arc;

use miette::Diagnostic;
use thiserror::Error;

use super::catalog::Catalogs;
use super::check_catalogs::check_catalogs;
use super::layers::{Layer, Layers};
use super::manifest::Manifest;
use super::used::{UsedRule, add_sources, merged_catalogs, used_rules};
use crate::compile::messages;
use crate::compile::{
    self, Citations, CompileError, ErrorKind, ManifestFault, PackSource, compile,
};
use crate::embedded;
use crate::language::Language;
use crate::program::Program;
use crate::source::{Source, Span};
use crate::syntax::{FileLimits, SyntaxError, ast};

/// How many mistakes of a pack are reported: beyond this, errors are usually consequences of one
/// another.
const MOST_MISTAKES: usize = 50;

/// The files of a pack, in memory.
#[derive(Debug, Clone, Default)]
pub struct Pack {
    /// Where it comes from, for messages.
    name: String,
    /// By their paths inside the pack.
    files: Vec<(String, PackFile)>,
    pub(super) used: Vec<(String, Vec<PackFile>)>,
    pub(super) limits: FileLimits,
}

/// A file of a pack, in memory.
#[derive(Debug, Clone)]
pub struct PackFile {
    pub(super) source: Arc<Source>,
    pub(super) parsed: Option<Result<Arc<ast::File>, SyntaxError>>,
}

impl PackFile {
    /// A rule file that is parsed already: who compiles a pack again after a change of one file
    /// need not have the others parsed again.
    #[must_use]
    pub fn parsed(source: Arc<Source>, parsed: Result<Arc<ast::File>, SyntaxError>) -> Self {
        Self { source, parsed: Some(parsed) }
    }
}

impl From<Arc<Source>> for PackFile {
    fn from(source: Arc<Source>) -> Self {
        Self { source, parsed: None }
    }
}

/// A file's name, for messages, and its text.
impl From<(String, String)> for PackFile {
    fn from((name, text): (String, String)) -> Self {
        Source::new(name, text).into()
    }
}

/// What a pack compiles to.
#[derive(Debug)]
pub struct Compiled {
    /// The rules.
    pub program: Program,
    /// The pack's manifest.
    pub manifest: Manifest,
    /// The messages.
    pub catalogs: Catalogs,
    /// Unused declarations, and style problems of messages.
    pub warnings: Vec<PackMistake>,
}

/// Everything that is wrong with a pack.
#[derive(Debug, Error)]
#[error("{}", messages::heading(*language, pack, errors.len(), *hidden))]
pub struct PackError {
    /// Which pack.
    pub pack: String,
    /// The mistakes, in the order of the files.
    pub errors: Vec<PackMistake>,
    /// How many more there are, at least: those that are likely consequences of others.
    pub hidden: usize,
    language: Language,
}

impl PackError {
    /// The same with texts in another language.
    #[must_use]
    pub fn in_language(self, language: Language) -> Self {
        let mistakes = self.errors.into_iter();
        let errors = mistakes.map(|mistake| mistake.in_language(language)).collect();
        Self { errors, language, ..self }
    }
}

/// One thing that is wrong with a pack.
#[derive(Debug, Clone, PartialEq, Eq, Error, Diagnostic)]
#[error(transparent)]
#[diagnostic(transparent)]
pub enum PackMistake {
    /// A rule file cannot be read.
    Syntax(#[from] SyntaxError),
    /// A rule file, the manifest or a catalog has a mistake.
    Compile(#[from] CompileError),
}

impl PackMistake {
    /// The same with texts in another language.
    #[must_use]
    pub fn in_language(self, language: Language) -> Self {
        match self {
            Self::Syntax(error) => Self::Syntax(error.in_language(language)),
            Self::Compile(error) => Self::Compile(error.in_language(language)),
        }
    }
}

impl Diagnostic for PackError {
    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        Some(Box::new(self.errors.iter().map(|error| error as &dyn Diagnostic)))
    }
}

impl Pack {
    /// A pack of these files: `pack.yaml`, `*.rules`, `locales/ko.yaml`, `locales/en.yaml`, by
    /// their paths inside the pack.
    #[must_use]
    pub fn new<N: Into<String>, T: Into<String>>(
        name: impl Into<String>,
        files: impl IntoIterator<Item = (N, T)>,
    ) -> Self {
        let name = name.into();
        let file = |(path, text): (N, T)| {
            let path = path.into();
            let file = PackFile::from((format!("{name}/{path}"), text.into()));
            (path, file)
        };
        let files = files.into_iter().map(file).collect();
        Self { files, name, used: Vec::new(), limits: FileLimits::default() }
    }

    /// The Smartro pack that is built in.
    #[must_use]
    pub fn smartro() -> Self {
        let files = embedded::SMARTRO_YAML.iter().chain(embedded::SMARTRO);
        Self::new("rules/smartro", files.copied())
    }

    /// Gives the files of a pack that this one uses, by their paths; without, the built-in ones
    /// of that name serve. Of its files the rules, the manifest and the messages are read.
    #[must_use]
    pub fn using<F: Into<PackFile>>(
        mut self,
        name: &str,
        files: impl IntoIterator<Item = F>,
    ) -> Self {
        self.used.push((name.to_owned(), files.into_iter().map(F::into).collect()));
        self
    }

    /// Adds a file, by its path inside the pack.
    #[must_use]
    pub fn with(mut self, path: impl Into<String>, file: impl Into<PackFile>) -> Self {
        self.files.push((path.into(), file.into()));
        self
    }

    /// The same pack with other limits for its rule files, and for those of the packs it uses.
    #[must_use]
    pub fn limits(self, limits: FileLimits) -> Self {
        Self { limits, ..self }
    }

    /// The paths of its files, inside the pack.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|(path, _)| path.as_str())
    }

    /// The names of the packs that this one uses, directly or through others, in the order in which
    /// they are read; at the end, those whose files are not known.
    #[must_use]
    pub fn uses(&self) -> Vec<String> {
        let mut layers = Layers::new(self);
        layers.only_names = true;
        layers.add(self.file("pack.yaml"), &self.name);
        layers.order.append(&mut layers.missing);
        layers.order
    }

    /// The rules of used packs that apply to this one, and what is made of rules with parameters.
    #[must_use]
    pub fn used_rules(&self) -> Vec<UsedRule> {
        used_rules(&self.layers(&mut Vec::new()).0)
    }

    /// The pack's own rules with parameters.
    #[must_use]
    pub fn rules_with_parameters(&self) -> Vec<String> {
        let (layers, _) = self.layers(&mut Vec::new());
        let rules = layers.last().into_iter().flat_map(|layer| layer.rules());
        let with_parameters = rules.filter(|(_, rule)| !rule.parameters.is_empty());
        with_parameters.map(|(_, rule)| rule.name.text.to_string()).collect()
    }

    fn file(&self, path: &str) -> Option<&Arc<Source>> {
        self.files.iter().find(|(name, _)| name == path).map(|(_, file)| &file.source)
    }

    /// Parses, compiles and checks it all.
    ///
    /// # Errors
    ///
    /// Every mistake of the pack, each with its place in the file.
    pub fn compile(self) -> Result<Compiled, PackError> {
        let mut errors = Vec::new();
        let compiled = self.try_compile(&mut errors);
        match compiled {
            Some(compiled) if errors.is_empty() => Ok(compiled),
            _ => {
                let hidden = errors.len().saturating_sub(MOST_MISTAKES);
                errors.truncate(MOST_MISTAKES);
                Err(PackError { pack: self.name, errors, hidden, language: Language::English })
            }
        }
    }

    fn try_compile(&self, errors: &mut Vec<PackMistake>) -> Option<Compiled> {
        let (layers, manifest) = self.layers(errors);
        let mut manifest = manifest?;
        if !errors.is_empty() {
            // What an unreadable file declares is missing in all others.
            return None;
        }
        let mut warnings = Vec::new();
        check_catalogs(&layers, errors, &mut warnings);
        let mut citations = Citations::default();
        let input = PackSource {
            pack: &manifest.name,
            layers: layers
                .iter()
                .map(|layer| {
                    citations.extend(layer.manifest.as_ref().map(Manifest::citations));
                    compile::Layer { files: &layer.files, citations: citations.clone() }
                })
                .collect(),
            is_in_message: &|rule: &str, name: &str| {
                let mut catalogs = layers.iter().flat_map(|layer| &layer.catalogs.0);
                catalogs.any(|catalog| catalog.names(rule, name))
            },
        };
        match compile(&input) {
            Ok((program, unused)) => {
                let catalogs = merged_catalogs(&layers, &program.rules);
                add_sources(&mut manifest, &layers, &program.rules);
                warnings.extend(unused.into_iter().map(PackMistake::from));
                Some(Compiled { program, manifest, catalogs, warnings })
            }
            Err(found) => {
                errors.extend(found.into_iter().map(PackMistake::from));
                None
            }
        }
    }

    /// The packs that this one uses, and itself, which is last, with its manifest; no manifest, where
    /// it cannot be read.
    fn layers(&self, errors: &mut Vec<PackMistake>) -> (Vec<Layer>, Option<Manifest>) {
        let mut layers = Layers::new(self);
        let Some(source) = self.file("pack.yaml") else {
            let source = Source::new(format!("{}/pack.yaml", self.name), "");
            let kind = ErrorKind::Manifest(ManifestFault::Missing);
            errors.push(CompileError::new(kind, &source, Span::default()).into());
            return (Vec::new(), None);
        };
        let manifest = layers.add(Some(source), &self.name);
        let own: Vec<&PackFile> = self.files.iter().map(|(_, file)| file).collect();
        let read = layers.read(&own, manifest.clone());
        errors.append(&mut layers.errors);
        let mut all = layers.layers;
        all.push(read);
        (all, manifest)
    }
}
