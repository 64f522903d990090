//! Code actions: fixes, suppressions, switching rules off.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use smartro_lint::project::{FILE_NAME, ProjectFile};
use smartro_lint::report::{Edit, OwnedFinding, together};
use smartro_lint::{Language, Linter};

use crate::client::Client;
use crate::diagnostics;
use crate::documents::{Document, Documents};
use crate::messages::Message;
use crate::project_edit::{self, Insertion};
use crate::protocol::{
    CodeAction, CodeActionKind, CodeActionParams, CreateFile, CreateFileOptions,
    DocumentChangeOperation, DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier,
    Range, ResourceOp, TextDocumentEdit, TextEdit, Uri, WorkspaceEdit, fix_all, uri,
};
use crate::requests::Linted;
use crate::text::Text;
use crate::workspace::Workspace;

/// What can be done about the findings in a range.
pub(crate) fn at(workspace: &mut Workspace<'_>, params: CodeActionParams) -> Vec<CodeAction> {
    let uri = params.text_document.uri;
    workspace.lint(&uri);
    let Workspace { client, documents, .. } = &*workspace;
    let Some(document) = documents.get(&uri) else { return Vec::new() };
    let Some(linted) = &document.linted else { return Vec::new() };
    let wanted = |kind: &CodeActionKind| {
        params
            .context
            .only
            .as_ref()
            .is_none_or(|only| only.iter().any(|only| kind.as_str().starts_with(only.as_str())))
    };
    let mut actions = Vec::new();
    if wanted(&CodeActionKind::QUICKFIX) {
        let offer = Offer { client, documents, document, linted };
        let touched = |finding: &&OwnedFinding| {
            let range = diagnostics::underlined(finding, &document.text);
            range.start <= params.range.end && params.range.start <= range.end
        };
        let found: Vec<&OwnedFinding> = linted.findings.iter().filter(touched).collect();
        actions.extend(found.iter().flat_map(|finding| offer.fixes(finding)));
        for finding in found {
            actions.extend(offer.suppression(finding));
            actions.extend(offer.switch_off(finding));
        }
    }
    if wanted(&fix_all()) {
        let edits = together(&linted.findings, false);
        let title = Message::FixAll.text(linted.settings.linter.report_language());
        actions.extend((!edits.is_empty()).then(|| CodeAction {
            title,
            kind: Some(fix_all()),
            edit: Some(of_document(document, &edits)),
            ..CodeAction::default()
        }));
    }
    actions
}

/// What is offered for the findings of a document.
struct Offer<'o> {
    client: &'o Client,
    documents: &'o Documents,
    document: &'o Document,
    linted: &'o Linted,
}

impl Offer<'_> {
    fn language(&self) -> Language {
        self.linted.settings.linter.report_language()
    }

    fn action(&self, finding: &OwnedFinding, title: String, edit: WorkspaceEdit) -> CodeAction {
        let Document { uri, text, .. } = self.document;
        CodeAction {
            title,
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: Some(vec![diagnostics::of_finding(finding, uri, text)]),
            edit: Some(edit),
            ..CodeAction::default()
        }
    }

    /// The fixes of a finding, safe ones first: of these an editor makes the first at a key.
    fn fixes(&self, finding: &OwnedFinding) -> Vec<CodeAction> {
        let mut fixes: Vec<_> = finding.fixes.iter().collect();
        fixes.sort_by_key(|fix| !fix.safe);
        let action = |fix: &smartro_lint::Fix| CodeAction {
            is_preferred: Some(fix.safe),
            ..self.action(finding, fix.title.clone(), of_document(self.document, &fix.edits))
        };
        fixes.into_iter().map(action).collect()
    }

    fn suppression(&self, finding: &OwnedFinding) -> Option<CodeAction> {
        let rule = finding.rule.as_str();
        if finding.pack == "engine" && matches!(rule, "invalid-json" | "invalid-source")
            || rule.ends_with("-suppression")
        {
            return None;
        }
        let reason = Message::Reason.text(self.language());
        if self.linted.is_source {
            let edit = self.comment(finding, &reason)?;
            let title = Message::SuppressLine(rule).text(self.language());
            return Some(self.action(finding, title, of_document(self.document, &[edit])));
        }
        let edit = self.in_project_file(|directory, text| {
            let file = project_edit::relative_glob(directory, &self.document.path)?;
            project_edit::suppression(text, rule, &file, &finding.pointer, &reason)
        })?;
        let title = Message::SuppressValue(rule).text(self.language());
        Some(self.action(finding, title, edit))
    }

    /// The comment before the line of a finding that suppresses it.
    fn comment(&self, finding: &OwnedFinding, reason: &str) -> Option<Edit> {
        let text = self.document.text.as_str();
        let at = usize::try_from(finding.span?.start).ok()?;
        let start = text.get(..at)?.rfind('\n').map_or(0, |newline| newline + 1);
        let line = text.get(start..)?.lines().next().unwrap_or_default();
        let content = line.trim_start();
        let indentation = line.strip_suffix(content).unwrap_or_default();
        let extension = self.document.path.extension().unwrap_or_default().to_string_lossy();
        let is_script = extension.ends_with("sx") || extension.contains("js");
        let (open, close) = match content.starts_with('<') {
            true if is_script => ("{/*", " */}"),
            true => ("<!--", " -->"),
            false => ("//", ""),
        };
        let mark = "smartro-lint-disable-next-line";
        let line_break = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let rule = &finding.rule;
        let text = format!("{indentation}{open} {mark} {rule} -- {reason}{close}{line_break}");
        Some(Edit { start: start as u64, end: start as u64, text })
    }

    fn switch_off(&self, finding: &OwnedFinding) -> Option<CodeAction> {
        let rule = finding.rule.as_str();
        let edit = self.in_project_file(|_, text| project_edit::switched_off(text, rule))?;
        Some(self.action(finding, Message::SwitchOff(rule).text(self.language()), edit))
    }

    /// An edit of the project file, which is created if there is none; `None`: it cannot be made,
    /// or would be a mistake.
    fn in_project_file(
        &self,
        insertion: impl FnOnce(&Path, &str) -> Option<Insertion>,
    ) -> Option<WorkspaceEdit> {
        let known = self.linted.settings.project_file.clone();
        let is_new = known.is_none();
        if is_new && !self.client.creates_files {
            return None;
        }
        let file = known.unwrap_or_else(|| self.new_project_file());
        let text = match self.documents.at(&file) {
            Some(open) => open.text.as_str().to_owned(),
            None if is_new => String::new(),
            None => std::fs::read_to_string(&file).ok()?,
        };
        let insertion = insertion(file.parent()?, &text)?;
        if !is_valid(&insertion.applied(&text), &self.linted.settings.linter) {
            return None;
        }
        let range = Text::new(text).range(insertion.start, insertion.end);
        let edit = TextEdit { range, new_text: insertion.text };
        let uri = uri(&file)?;
        Some(if is_new { created(uri, edit) } else { of_file(uri, vec![edit]) })
    }

    /// Where a project file would be created: at the root of the workspace.
    fn new_project_file(&self) -> PathBuf {
        let path = &self.document.path;
        let folders = self.client.folders.iter();
        let root = folders.filter(|folder| path.starts_with(folder)).min();
        let folder = root.map(PathBuf::as_path).or(path.parent()).unwrap_or(Path::new(""));
        folder.join(FILE_NAME)
    }
}

/// Whether the text of a project file has no mistakes.
fn is_valid(text: &str, linter: &Linter) -> bool {
    ProjectFile::read(FILE_NAME, text).project(linter).is_ok()
}

/// Edits of an open document.
fn of_document(document: &Document, edits: &[Edit]) -> WorkspaceEdit {
    let offset = |offset: u64| usize::try_from(offset).unwrap_or(usize::MAX);
    let edit = |edit: &Edit| TextEdit {
        range: document.text.range(offset(edit.start), offset(edit.end)),
        new_text: edit.text.clone(),
    };
    of_file(document.uri.clone(), edits.iter().map(edit).collect())
}

/// Edits of one file.
#[allow(clippy::mutable_key_type, reason = "the protocol's map has URIs for keys")]
fn of_file(uri: Uri, edits: Vec<TextEdit>) -> WorkspaceEdit {
    WorkspaceEdit { changes: Some(HashMap::from([(uri, edits)])), ..WorkspaceEdit::default() }
}

/// A file that is created with a text.
fn created(uri: Uri, edit: TextEdit) -> WorkspaceEdit {
    let options = CreateFileOptions { overwrite: None, ignore_if_exists: Some(true) };
    let create = CreateFile { uri: uri.clone(), options: Some(options), annotation_id: None };
    let edit = TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier { uri, version: None },
        edits: vec![OneOf::Left(TextEdit { range: Range::default(), ..edit })],
    };
    let operations = vec![
        DocumentChangeOperation::Op(ResourceOp::Create(create)),
        DocumentChangeOperation::Edit(edit),
    ];
    WorkspaceEdit {
        document_changes: Some(DocumentChanges::Operations(operations)),
        ..WorkspaceEdit::default()
    }
}
