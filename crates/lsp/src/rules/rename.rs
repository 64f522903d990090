//! Renames, through rule files, catalogs and cases.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use lsp_server::ErrorCode;

use super::Packs;
use super::catalogs;
use super::index::Symbol;
use super::lexer::is_part;
use super::locate::Meant;
use super::pack::Pack;
use crate::messages::Message;
use crate::protocol::{
    DocumentChangeOperation, DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier,
    Range, Refused, RenameFile, RenameParams, ResourceOp, TextDocumentEdit,
    TextDocumentPositionParams, TextEdit, Uri, WorkspaceEdit, path, uri,
};

/// Words that no name can be.
const RESERVED: [&str; 6] = ["not", "and", "or", "iff", "true", "false"];

impl Packs {
    /// The name at a position, if it can be renamed.
    pub(crate) fn renamed(&mut self, at: TextDocumentPositionParams) -> Option<Range> {
        let path = path(&at.text_document.uri);
        let (pack, file) = self.file(&path)?;
        let meant = Meant::at(pack, file, file.text.offset(at.position))?;
        renamable(&meant).map(|_| meant.range)
    }

    /// Renames what stands at a position; `renames_files` says whether the client can rename the case
    /// file of a rule with it.
    pub(crate) fn rename(
        &mut self,
        params: RenameParams,
        renames_files: bool,
    ) -> Result<WorkspaceEdit, Refused> {
        let language = self.language;
        let refused =
            |message: Message<'_>| Refused(ErrorCode::RequestFailed, message.text(language));
        let (at, new) = (params.text_document_position, params.new_name);
        let path = path(&at.text_document.uri);
        let not_renamed = || refused(Message::NotRenamed);
        let (pack, file) = self.file(&path).ok_or_else(not_renamed)?;
        let meant = Meant::at(pack, file, file.text.offset(at.position));
        let meant = meant.ok_or_else(not_renamed)?;
        let symbol = renamable(&meant).ok_or_else(not_renamed)?;
        if new.is_empty() || !new.chars().all(is_part) || RESERVED.contains(&new.as_str()) {
            return Err(refused(Message::NotAName));
        }
        if is_taken(&meant, symbol, &new) {
            return Err(refused(Message::NameIsTaken));
        }
        let mut edits = Edits::default();
        for one in meant.all.iter().filter(|one| one.symbol == symbol) {
            if let Some(file) = meant.index.files.get(one.place.file) {
                let span = one.place.span.range();
                edits.add(&file.path, file.text.range(span.start, span.end), &new);
            }
        }
        if let Symbol::Rule(rule) = symbol {
            edits.rule(pack, rule, &new, renames_files);
        }
        edits.end().ok_or_else(not_renamed)
    }
}

/// What is renamed: a name of the pack that nothing outside of it knows.
fn renamable<'p>(meant: &Meant<'p>) -> Option<Symbol<'p>> {
    let [symbol] = meant.symbols.as_slice() else { return None };
    let is_own = || {
        let mut named = meant.all.iter().filter(|one| one.symbol == *symbol);
        named.all(|one| meant.index.files.get(one.place.file).is_some_and(|file| !file.is_used))
    };
    let is_defined = meant.all.iter().any(|one| one.symbol == *symbol && one.is_definition);
    let is_kind = matches!(
        symbol,
        Symbol::Rule(_)
            | Symbol::Shape(_)
            | Symbol::Enumeration(_)
            | Symbol::Definition(_)
            | Symbol::Binding(_)
    );
    (is_kind && is_defined && is_own()).then_some(*symbol)
}

/// Whether something of the kind has the name already.
fn is_taken(meant: &Meant<'_>, symbol: Symbol<'_>, new: &str) -> bool {
    match symbol {
        Symbol::Rule(old) => old != new && meant.index.rules.contains_key(new),
        Symbol::Shape(old) | Symbol::Enumeration(old) => {
            let index = &meant.index;
            old != new && (index.shapes.contains_key(new) || index.enumerations.contains_key(new))
        }
        Symbol::Definition(old) => old != new && meant.index.definitions.contains_key(new),
        _ => false,
    }
}

/// Edits of several files.
#[derive(Default)]
struct Edits {
    texts: Vec<(PathBuf, TextEdit)>,
    files: Vec<(PathBuf, PathBuf)>,
}

impl Edits {
    fn add(&mut self, path: &Path, range: Range, new: &str) {
        let edit = TextEdit { range, new_text: new.to_owned() };
        if !self.texts.iter().any(|(known, other)| known == path && *other == edit) {
            self.texts.push((path.to_owned(), edit));
        }
    }

    /// What of a rule is outside of rule files.
    fn rule(&mut self, pack: &Pack, rule: &str, new: &str, renames_files: bool) {
        for file in pack.catalogs() {
            let entries = catalogs::entries(file.text.as_str()).into_iter();
            for entry in entries.filter(|entry| entry.rule == rule) {
                let span = entry.span.range();
                self.add(&file.path, file.text.range(span.start, span.end), new);
            }
        }
        if renames_files {
            let renamed = |path: PathBuf| {
                let extension = path.extension()?.to_str()?;
                let new = path.with_file_name(format!("{new}.{extension}"));
                Some((path, new))
            };
            self.files.extend(pack.files_of_rule(rule).into_iter().filter_map(renamed));
        }
    }

    #[allow(clippy::mutable_key_type, reason = "the protocol's map has URIs for keys")]
    fn end(self) -> Option<WorkspaceEdit> {
        let mut by_file: Vec<(Uri, Vec<TextEdit>)> = Vec::new();
        for (path, edit) in self.texts {
            let uri = uri(&path)?;
            match by_file.iter_mut().find(|(known, _)| *known == uri) {
                Some((_, edits)) => edits.push(edit),
                None => by_file.push((uri, vec![edit])),
            }
        }
        if self.files.is_empty() {
            let changes: HashMap<Uri, Vec<TextEdit>> = by_file.into_iter().collect();
            return Some(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() });
        }
        let texts = by_file.into_iter().map(|(uri, edits)| {
            DocumentChangeOperation::Edit(TextDocumentEdit {
                text_document: OptionalVersionedTextDocumentIdentifier { uri, version: None },
                edits: edits.into_iter().map(OneOf::Left).collect(),
            })
        });
        let mut operations: Vec<_> = texts.collect();
        for (old, new) in self.files {
            let (old_uri, new_uri) = (uri(&old)?, uri(&new)?);
            let rename = RenameFile { old_uri, new_uri, options: None, annotation_id: None };
            operations.push(DocumentChangeOperation::Op(ResourceOp::Rename(rename)));
        }
        Some(WorkspaceEdit {
            document_changes: Some(DocumentChanges::Operations(operations)),
            ..WorkspaceEdit::default()
        })
    }
}
