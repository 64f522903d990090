//! Files to a linter: parsed, compiled, and the messages held against the rules.

use std::collections::HashSet;
use std::sync::Arc;

use miette::Diagnostic;
use thiserror::Error;

use super::catalog::{Catalog, Catalogs};
use super::embedded;
use super::manifest::Manifest;
use crate::compile::{
    CatalogFault, CompileError, ErrorKind, Help, ManifestFault, PackSource, Useless, compile,
    did_you_mean,
};
use crate::language::Language;
use crate::messages;
use crate::program::Program;
use crate::source::{Source, Span};
use crate::syntax::{self, FileLimits, SyntaxError, ast};

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
    used: Vec<(String, Vec<PackFile>)>,
    limits: FileLimits,
}

/// A file of a pack, in memory.
#[derive(Debug, Clone)]
pub struct PackFile {
    source: Arc<Source>,
    tree: Option<Arc<ast::File>>,
}

impl PackFile {
    /// A rule file that is parsed already: who compiles a pack again after a change of one file
    /// need not have the others parsed again.
    #[must_use]
    pub fn parsed(source: Arc<Source>, tree: Arc<ast::File>) -> Self {
        Self { source, tree: Some(tree) }
    }
}

impl From<Arc<Source>> for PackFile {
    fn from(source: Arc<Source>) -> Self {
        Self { source, tree: None }
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

    /// Gives the rule files of a pack whose shapes this one uses; without, the built-in ones
    /// of that name serve.
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

    /// The names of the packs whose shapes this one uses.
    #[must_use]
    pub fn uses(&self) -> Vec<String> {
        let manifest = self.file("pack.yaml").and_then(|source| Manifest::parse(source).ok());
        manifest.map(|manifest| manifest.uses).unwrap_or_default()
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
        let Some(source) = self.file("pack.yaml") else {
            let source = Source::new(format!("{}/pack.yaml", self.name), "");
            let kind = ErrorKind::Manifest(ManifestFault::Missing);
            errors.push(CompileError::new(kind, &source, Span::default()).into());
            return None;
        };
        let manifest = match Manifest::parse(source) {
            Ok(manifest) => manifest,
            Err(error) => {
                errors.push(error.into());
                return None;
            }
        };
        let mut files = Vec::new();
        for name in &manifest.uses {
            self.parse_used(name, source, &mut files, errors);
        }
        for (path, file) in &self.files {
            if path.ends_with(".rules") {
                self.parse(file, &mut files, errors);
            }
        }
        let catalogs = self.catalogs(errors);
        if !errors.is_empty() {
            // What an unreadable file declares is missing in all others.
            return None;
        }
        check_catalogs(&catalogs, &files, errors);
        let is_in_message =
            |rule: &str, name: &str| catalogs.0.iter().any(|catalog| catalog.names(rule, name));
        let citations = manifest.citations();
        let input = PackSource {
            pack: &manifest.name,
            files: &files,
            citations: &citations,
            is_in_message: &is_in_message,
        };
        match compile(&input) {
            Ok(program) => Some(Compiled { program, manifest, catalogs }),
            Err(found) => {
                errors.extend(found.into_iter().map(PackMistake::from));
                None
            }
        }
    }

    fn parse_used(
        &self,
        name: &str,
        manifest: &Arc<Source>,
        files: &mut Vec<(Arc<Source>, Arc<ast::File>)>,
        errors: &mut Vec<PackMistake>,
    ) {
        if let Some((_, used)) = self.used.iter().find(|(used, _)| used == name) {
            for file in used {
                self.parse(file, files, errors);
            }
        } else if name == "portone" {
            for (path, text) in embedded::PORTONE {
                let name = format!("rules/portone/{path}");
                self.parse(&(name, (*text).to_owned()).into(), files, errors);
            }
        } else {
            let kind = ErrorKind::Manifest(ManifestFault::NoPack { name: name.into() });
            let span = super::read::find(manifest, name);
            errors.push(CompileError::new(kind, manifest, span).into());
        }
    }

    fn parse(
        &self,
        PackFile { source, tree }: &PackFile,
        files: &mut Vec<(Arc<Source>, Arc<ast::File>)>,
        errors: &mut Vec<PackMistake>,
    ) {
        let parsed = || syntax::parse_within(source, self.limits).map(Arc::new);
        match tree.clone().map_or_else(parsed, Ok) {
            Ok(tree) => files.push((Arc::clone(source), tree)),
            Err(error) => errors.push(error.into()),
        }
    }

    fn catalogs(&self, errors: &mut Vec<PackMistake>) -> Catalogs {
        let mut catalogs = Vec::new();
        for language in [Language::Korean, Language::English] {
            if let Some(source) = self.file(&format!("locales/{}.yaml", language.tag())) {
                match Catalog::parse(language, Arc::clone(source)) {
                    Ok(catalog) => catalogs.push(catalog),
                    Err(error) => errors.push(error.into()),
                }
            }
        }
        Catalogs(catalogs)
    }
}

/// Every rule has its messages in every language, and every message its rule.
fn check_catalogs(
    catalogs: &Catalogs,
    files: &[(Arc<Source>, Arc<ast::File>)],
    errors: &mut Vec<PackMistake>,
) {
    let known: HashSet<&str> = files
        .iter()
        .flat_map(|(_, file)| &file.items)
        .filter_map(|item| match item {
            ast::Item::Rule(rule) => Some(&*rule.name.text),
            _ => None,
        })
        .collect();
    let rules: Vec<(&Arc<Source>, &ast::Rule)> = files
        .iter()
        .flat_map(|(source, file)| file.items.iter().map(move |item| (source, item)))
        .filter_map(|(source, item)| match item {
            ast::Item::Rule(rule) => Some((source, rule)),
            _ => None,
        })
        .collect();
    if catalogs.0.is_empty() {
        check_without_catalogs(&rules, errors);
    }
    if let [only] = catalogs.0.as_slice() {
        let missing = match only.language {
            Language::Korean => Language::English,
            Language::English => Language::Korean,
        };
        errors.push(only.error_at("", None, CatalogFault::OtherLanguage { missing }).into());
    }
    for catalog in &catalogs.0 {
        for (source, rule) in &rules {
            match catalog.entries.get(&*rule.name.text) {
                Some(entry) => check_entry(catalog, rule, entry, errors),
                None => {
                    let (rule, span) = (rule.name.text.clone(), rule.name.span);
                    let fault =
                        CatalogFault::NoEntry { rule, file: catalog.source.name.as_str().into() };
                    let kind = ErrorKind::Catalog(fault);
                    errors.push(CompileError::new(kind, source, span).into());
                }
            }
        }
        for name in catalog.entries.keys() {
            if !known.contains(name.as_str()) {
                let help = did_you_mean(name, known.iter().copied());
                let fault = CatalogFault::NoRule { name: name.as_str().into() };
                errors.push(catalog.error_at(name, None, fault).with_help(help).into());
            }
        }
    }
}

fn check_entry(
    catalog: &Catalog,
    rule: &ast::Rule,
    entry: &super::CatalogEntry,
    errors: &mut Vec<PackMistake>,
) {
    let mut names = HashSet::from(["field", "value", "first", "character"]);
    let mut variants = HashSet::new();
    for on in &rule.on {
        names.extend(on.bindings.iter().map(|binding| &*binding.name.text));
    }
    rule.visit(&mut |statement| collect(statement, &mut names, &mut variants));
    let mut report = |word: Option<&str>, fault, help| {
        let error = catalog.error_at(&rule.name.text, word, fault);
        errors.push(error.with_help(help).into());
    };
    for name in entry.templates().flat_map(super::Template::names) {
        if !names.contains(name) {
            let (rule, place) = (rule.name.text.clone(), format!("{{{name}}}"));
            let help = match did_you_mean(name, names.iter().copied()) {
                Some(Help::DidYouMean(near)) => {
                    Some(Help::DidYouMean(format!("{{{near}}}").into()))
                }
                _ => Some(Help::Brace),
            };
            report(Some(&place), CatalogFault::NoBinding { rule, name: name.into() }, help);
        }
    }
    for variant in &variants {
        if !entry.variants.contains_key(*variant) {
            let (rule, variant) = (rule.name.text.clone(), (*variant).into());
            report(None, CatalogFault::NoVariant { rule, variant }, None);
        }
    }
    for variant in entry.variants.keys() {
        if !variants.contains(variant.as_str()) {
            let fault = CatalogFault::UnusedVariant {
                rule: rule.name.text.clone(),
                variant: variant.as_str().into(),
            };
            report(Some(variant), fault, None);
        }
    }
}

/// The names that a statement defines, and the variant that it uses.
fn collect<'a>(
    statement: &'a ast::Statement,
    names: &mut HashSet<&'a str>,
    variants: &mut HashSet<&'a str>,
) {
    match statement {
        ast::Statement::Let(binding) => {
            names.insert(&binding.name.text);
        }
        ast::Statement::Each(each) => {
            names.insert(&each.variable.text);
        }
        ast::Statement::Assert(assertion) => {
            variants.extend(assertion.variant.iter().map(|variant| &*variant.text));
        }
        _ => {}
    }
}

/// In a pack without messages there is none to choose.
fn check_without_catalogs(rules: &[(&Arc<Source>, &ast::Rule)], errors: &mut Vec<PackMistake>) {
    for (source, rule) in rules {
        rule.visit(&mut |statement| {
            let ast::Statement::Assert(assertion) = statement else { return };
            if let Some(variant) = &assertion.variant {
                let kind = Useless::Variant { variant: variant.text.clone() };
                let kind = ErrorKind::Useless(kind);
                errors.push(CompileError::new(kind, source, variant.span).into());
            }
        });
    }
}
