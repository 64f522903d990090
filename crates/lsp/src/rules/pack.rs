//! A pack's directory: its files as the client has them, or else as they are on disk.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use smartro_lint::Linter;
use smartro_lint::pack as library;
use smartro_lint_rules::pack::{Pack as Source, PackMistake, built_in};

use super::file::File;
use super::index::Index;
use crate::text::Text;

/// The files of a pack that are read, beside its rule files.
const YAML: [&str; 3] = ["pack.yaml", "locales/ko.yaml", "locales/en.yaml"];

/// A pack's directory.
pub(super) struct Pack {
    directory: PathBuf,
    pub(super) files: BTreeMap<PathBuf, File>,
    /// Whether its mistakes have to be looked for.
    pub(super) is_changed: bool,
    /// The files that were last reported to have mistakes.
    pub(super) reported: BTreeSet<PathBuf>,
    linter: Option<Linter>,
}

impl Pack {
    /// The directory of the pack that a file is in: of a catalog or of cases, the one above.
    pub(super) fn directory(file: &Path) -> PathBuf {
        let folder = file.parent().unwrap_or(file);
        let name = folder.file_name().unwrap_or_default();
        let is_rules = file.extension().is_some_and(|extension| extension == "rules");
        let is_inner = !is_rules && (name == "locales" || name == "cases");
        folder.parent().filter(|_| is_inner).unwrap_or(folder).to_owned()
    }

    pub(super) fn load(directory: &Path) -> Self {
        let directory = directory.to_owned();
        let (files, reported) = (BTreeMap::new(), BTreeSet::new());
        let mut pack = Self { directory, files, is_changed: true, reported, linter: None };
        pack.reload();
        pack
    }

    /// Reads the files again that the client does not have open.
    pub(super) fn reload(&mut self) {
        self.changed();
        self.files.retain(|_, file| file.is_open);
        for path in rule_files(&self.directory) {
            self.read(&path, false);
        }
        for name in YAML {
            self.read(&self.directory.join(name), false);
        }
        let mut known = Vec::new();
        // What a used pack uses is known once it is read.
        while let Some(name) = self.whole().uses().into_iter().find(|name| !known.contains(name)) {
            self.read_used(&name);
            known.push(name);
        }
    }

    /// Reads a pack that this one uses.
    fn read_used(&mut self, name: &str) {
        let beside = self.directory.parent().map(|around| around.join(name));
        if let Some(beside) = beside.filter(|beside| beside.is_dir()) {
            rule_files(&beside).iter().for_each(|path| self.read(path, true));
            YAML.iter().for_each(|part| self.read(&beside.join(part), true));
            return;
        }
        for (path, text) in built_in(name) {
            let path = PathBuf::from(format!("rules/{name}/{path}"));
            let mut file = File::new(&path, Text::new((*text).to_owned()));
            file.is_used = true;
            self.files.insert(path, file);
        }
    }

    fn read(&mut self, path: &Path, is_used: bool) {
        if !self.files.contains_key(path)
            && let Ok(text) = std::fs::read_to_string(path)
        {
            let mut file = File::new(path, Text::new(text));
            file.is_used = is_used;
            self.files.insert(path.to_owned(), file);
        }
    }

    fn changed(&mut self) {
        (self.is_changed, self.linter) = (true, None);
    }

    /// Takes a file's text from the client.
    pub(super) fn set(&mut self, path: &Path, text: &Text) {
        self.changed();
        let mut file = File::new(path, text.clone());
        file.is_open = true;
        self.files.insert(path.to_owned(), file);
    }

    /// The client has a file open no more; whether it has another one.
    pub(super) fn close(&mut self, path: &Path) -> bool {
        if self.files.remove(path).is_some() {
            self.read(path, false);
            self.changed();
        }
        self.files.values().any(|file| file.is_open)
    }

    /// Its files as the compiler takes them.
    fn source(&self) -> Source {
        let mut pack = Source::new(self.directory.display().to_string(), [("", ""); 0]);
        for (path, file) in self.files.iter().filter(|(_, file)| !file.is_used) {
            if let Ok(name) = path.strip_prefix(&self.directory) {
                pack = pack.with(name.display().to_string(), file.for_pack());
            }
        }
        pack
    }

    /// Its files, and those of the packs that it uses.
    fn whole(&self) -> Source {
        let mut source = self.source();
        let mut known = Vec::new();
        while let Some(name) = source.uses().into_iter().find(|name| !known.contains(name)) {
            let folder = self.directory.parent().map(|around| around.join(&name));
            let built_in = Path::new("rules").join(&name);
            let is_of_pack = |path: &Path| {
                folder.as_ref().is_some_and(|folder| path.starts_with(folder))
                    || path.starts_with(&built_in)
            };
            let used = self.files.iter().filter(|(path, file)| file.is_used && is_of_pack(path));
            let used: Vec<_> = used.map(|(_, file)| file.for_pack()).collect();
            if !used.is_empty() {
                source = source.using(&name, used);
            }
            known.push(name);
        }
        source
    }

    pub(super) fn has_manifest(&self) -> bool {
        self.files.contains_key(&self.directory.join("pack.yaml"))
    }

    /// What is wrong with it.
    pub(super) fn mistakes(&self) -> Vec<PackMistake> {
        if self.has_manifest() {
            return match self.whole().compile() {
                Ok(compiled) => compiled.warnings,
                Err(error) => error.errors,
            };
        }
        let errors = self.files.values().filter_map(File::error).cloned();
        errors.map(PackMistake::Syntax).collect()
    }

    /// A linter of the pack; `None`: it has mistakes.
    pub(super) fn linter(&mut self) -> Option<Linter> {
        if self.linter.is_none() {
            self.linter = Linter::new(self.whole()).ok();
        }
        self.linter.clone()
    }

    pub(super) fn manifest(&self) -> Option<library::Manifest> {
        let text = self.files.get(&self.directory.join("pack.yaml"))?.text.as_str();
        smartro_lint_rules::yaml::read(text).ok()
    }

    pub(super) fn index(&self) -> Index<'_> {
        Index::new(self.files.values())
    }

    /// Its catalogs, as far as it has any.
    pub(super) fn catalogs(&self) -> impl Iterator<Item = &File> {
        let locales = self.directory.join("locales");
        self.files.values().filter(move |file| file.path.parent() == Some(&locales))
    }

    /// The file of a rule's cases, and that of its snapshot, as far as they are there.
    pub(super) fn files_of_rule(&self, rule: &str) -> Vec<PathBuf> {
        let cases = self.directory.join("cases");
        let names = [format!("{rule}.yaml"), format!("snapshots/{rule}.snap")];
        names.iter().map(|name| cases.join(name)).filter(|path| path.is_file()).collect()
    }
}

/// The rule files of a directory.
fn rule_files(directory: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(directory).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path());
    paths.filter(|path| path.extension().is_some_and(|extension| extension == "rules")).collect()
}
