//! The documents that the client has open.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::protocol::{DidChangeTextDocumentParams, DidOpenTextDocumentParams, Uri, path};
use crate::requests::Linted;
use crate::text::Text;

/// An open document.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) uri: Uri,
    pub(crate) path: PathBuf,
    pub(crate) version: i32,
    pub(crate) text: Text,
    pub(crate) kind: DocumentKind,
    /// Whether its diagnostics are out of date.
    pub(crate) is_changed: bool,
    /// What was found in its requests, if it is up to date.
    pub(crate) linted: Option<Linted>,
}

/// What a document is, by its name and place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DocumentKind {
    /// A rule file.
    Rules,
    /// The manifest or a catalog of a rule pack.
    PackYaml,
    /// The cases of a rule.
    Cases,
    /// A project file.
    Project,
    /// Anything else: it may hold requests.
    Requests,
}

impl DocumentKind {
    fn of(path: &Path) -> Self {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let folder = path.parent().and_then(Path::file_name).unwrap_or_default();
        let is_yaml = name.ends_with(".yaml");
        let is_in = |folder: Option<&Path>| folder.is_some_and(|it| it.join("pack.yaml").is_file());
        let pack = path.parent().and_then(Path::parent);
        match &*name {
            smartro_lint::project::FILE_NAME => Self::Project,
            "pack.yaml" if has_rules(path.parent()) => Self::PackYaml,
            _ if name.ends_with(".rules") => Self::Rules,
            _ if is_yaml && folder == "cases" && is_in(pack) => Self::Cases,
            "ko.yaml" | "en.yaml" if folder == "locales" && is_in(pack) => Self::PackYaml,
            _ => Self::Requests,
        }
    }
}

/// Whether a directory has rule files: a `pack.yaml` without any is something else's.
fn has_rules(directory: Option<&Path>) -> bool {
    let entries = directory.and_then(|directory| std::fs::read_dir(directory).ok());
    let mut paths = entries.into_iter().flatten().flatten().map(|entry| entry.path());
    paths.any(|path| path.extension().is_some_and(|extension| extension == "rules"))
}

/// The open documents, by their URIs.
#[derive(Debug, Default)]
pub(crate) struct Documents(BTreeMap<String, Document>);

impl Documents {
    pub(crate) fn open(&mut self, params: DidOpenTextDocumentParams) -> &Document {
        let document = params.text_document;
        let key = document.uri.to_string();
        let path = path(&document.uri);
        let kind = DocumentKind::of(&path);
        let opened = Document {
            uri: document.uri,
            version: document.version,
            text: Text::new(document.text),
            kind,
            path,
            is_changed: true,
            linted: None,
        };
        self.0.remove(&key);
        self.0.entry(key).or_insert(opened)
    }

    /// Applies changes, in their order.
    pub(crate) fn change(&mut self, params: DidChangeTextDocumentParams) -> Option<&Document> {
        let document = self.get_mut(&params.text_document.uri)?;
        for change in params.content_changes {
            document.text.replace(change.range, &change.text);
        }
        document.version = params.text_document.version;
        document.changed();
        Some(document)
    }

    pub(crate) fn close(&mut self, uri: &Uri) -> Option<Document> {
        self.0.remove(uri.as_str())
    }

    pub(crate) fn get(&self, uri: &Uri) -> Option<&Document> {
        self.0.get(uri.as_str())
    }

    pub(crate) fn get_mut(&mut self, uri: &Uri) -> Option<&mut Document> {
        self.0.get_mut(uri.as_str())
    }

    /// The document of a file.
    pub(crate) fn at(&self, path: &Path) -> Option<&Document> {
        self.0.values().find(|document| document.path == path)
    }

    pub(crate) fn all_mut(&mut self) -> impl Iterator<Item = &mut Document> {
        self.0.values_mut()
    }

    /// A document whose diagnostics are out of date.
    pub(crate) fn next_changed(&self) -> Option<Uri> {
        self.0.values().find(|document| document.is_changed).map(|document| document.uri.clone())
    }
}

impl Document {
    /// Marks its diagnostics as out of date.
    pub(crate) fn changed(&mut self) {
        self.is_changed = true;
        self.linted = None;
    }
}
