//! The packs that one uses, directly and through others: read in such an order that each comes
//! after those that it uses.

use std::sync::Arc;

use super::catalog::{Catalog, Catalogs};
use super::load::{Pack, PackFile, PackMistake};
use super::manifest::Manifest;
use super::read;
use crate::compile::{CompileError, ErrorKind, ManifestFault, Useless};
use crate::embedded;
use crate::language::Language;
use crate::source::Source;
use crate::syntax::{self, ast};

/// A pack of those that are compiled together.
pub(super) struct Layer {
    /// Nothing, if it holds declarations alone.
    pub(super) manifest: Option<Manifest>,
    pub(super) files: Vec<(Arc<Source>, Arc<ast::File>)>,
    pub(super) catalogs: Catalogs,
}

impl Layer {
    /// The declarations of its rule files.
    pub(super) fn items(&self) -> impl Iterator<Item = (&Arc<Source>, &ast::Item)> {
        self.files.iter().flat_map(|(file, ast)| ast.items.iter().map(move |item| (file, item)))
    }

    /// Its rules.
    pub(super) fn rules(&self) -> impl Iterator<Item = (&Arc<Source>, &ast::Rule)> {
        self.items().filter_map(|(file, item)| match item {
            ast::Item::Rule(rule) => Some((file, rule)),
            _ => None,
        })
    }

    /// The rules that it uses.
    pub(super) fn uses(&self) -> impl Iterator<Item = (&Arc<Source>, &ast::Use)> {
        self.items().filter_map(|(file, item)| match item {
            ast::Item::Use(used) => Some((file, used)),
            _ => None,
        })
    }
}

/// The sets of all layers.
pub(super) fn sets(layers: &[Layer]) -> impl Iterator<Item = (&Arc<Source>, &ast::Set)> {
    layers.iter().flat_map(Layer::items).filter_map(|(file, item)| match item {
        ast::Item::Set(set) => Some((file, set)),
        _ => None,
    })
}

/// The packs as far as they are read.
pub(super) struct Layers<'p> {
    pack: &'p Pack,
    /// Whether no more than the names is asked for.
    pub(super) only_names: bool,
    /// Those around the one that is being read.
    open: Vec<String>,
    /// The names of those that are read.
    pub(super) order: Vec<String>,
    /// The names of those that are not there.
    pub(super) missing: Vec<String>,
    pub(super) layers: Vec<Layer>,
    pub(super) errors: Vec<PackMistake>,
}

impl<'p> Layers<'p> {
    pub(super) fn new(pack: &'p Pack) -> Self {
        let (open, order, missing) = (Vec::new(), Vec::new(), Vec::new());
        Self {
            pack,
            only_names: false,
            open,
            order,
            missing,
            layers: Vec::new(),
            errors: Vec::new(),
        }
    }

    /// Reads the packs that a manifest names; the manifest, if it can be read.
    pub(super) fn add(&mut self, source: Option<&Arc<Source>>, name: &str) -> Option<Manifest> {
        let source = source?;
        let manifest = match Manifest::parse(source) {
            Ok(manifest) => manifest,
            Err(error) => {
                self.errors.push(error.into());
                return None;
            }
        };
        self.open.push(name.to_owned());
        for (place, used) in manifest.uses.iter().enumerate() {
            if manifest.uses.iter().take(place).any(|before| before == used) {
                let what = Useless::Repeated { name: used.as_str().into() };
                let span = read::find_again(source, used);
                self.errors.push(CompileError::new(ErrorKind::Useless(what), source, span).into());
            }
            if self.order.contains(used) || self.missing.contains(used) {
                continue;
            }
            let given = self.pack.used.iter().find(|(given, _)| given == used);
            let files = match given {
                Some((_, files)) => files.clone(),
                None => embedded::sources(used).into_iter().map(PackFile::from).collect(),
            };
            let name = used.as_str().into();
            if self.open.contains(used) || manifest.name == *used {
                self.fault(source, used, ManifestFault::UsesItself { name });
            } else if files.is_empty() && given.is_none() {
                self.fault(source, used, ManifestFault::NoPack { name });
                self.missing.push(used.clone());
            } else {
                let files: Vec<&PackFile> = files.iter().collect();
                let manifest = self.add(part(&files, "pack.yaml"), used);
                self.order.push(used.clone());
                if !self.only_names {
                    let layer = self.read(&files, manifest);
                    self.layers.push(layer);
                }
            }
        }
        self.open.pop();
        Some(manifest)
    }

    fn fault(&mut self, source: &Arc<Source>, name: &str, fault: ManifestFault) {
        let (kind, span) = (ErrorKind::Manifest(fault), read::find(source, name));
        self.errors.push(CompileError::new(kind, source, span).into());
    }

    /// Reads a pack's own files.
    pub(super) fn read(&mut self, all: &[&PackFile], manifest: Option<Manifest>) -> Layer {
        let mut files = Vec::new();
        for file in all.iter().filter(|file| file.source.name.ends_with(".rules")) {
            let parsed = match &file.parsed {
                Some(parsed) => parsed.clone(),
                None => syntax::parse_within(&file.source, self.pack.limits).map(Arc::new),
            };
            match parsed {
                Ok(tree) => files.push((Arc::clone(&file.source), tree)),
                Err(error) => self.errors.push(error.into()),
            }
        }
        let mut catalogs = Vec::new();
        for language in [Language::Korean, Language::English] {
            let source = part(all, &format!("locales/{}.yaml", language.tag()));
            match source.map(|source| Catalog::parse(language, Arc::clone(source))) {
                Some(Ok(catalog)) => catalogs.push(catalog),
                Some(Err(error)) => self.errors.push(error.into()),
                None => {}
            }
        }
        Layer { manifest, files, catalogs: Catalogs(catalogs) }
    }
}

/// The file of a pack that has this path in its directory.
fn part<'s>(files: &[&'s PackFile], path: &str) -> Option<&'s Arc<Source>> {
    let is_it = |source: &&Arc<Source>| {
        let name = source.name.replace('\\', "/");
        name.strip_suffix(path).is_some_and(|before| before.is_empty() || before.ends_with('/'))
    };
    files.iter().map(|file| &file.source).find(is_it)
}
