//! The protocol's types: the only module that names `lsp_types`, which covers an older version of
//! the protocol and may have to be replaced.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use lsp_server::ErrorCode;
pub(crate) use lsp_types::{
    CodeAction, CodeActionKind, CodeActionOptions, CodeActionParams, CodeActionProviderCapability,
    CodeDescription, CompletionItem, CompletionItemKind, CompletionOptions, CompletionParams,
    CompletionTextEdit, CreateFile, CreateFileOptions, Diagnostic, DiagnosticRelatedInformation,
    DiagnosticSeverity, DidChangeTextDocumentParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, DocumentChangeOperation, DocumentChanges, DocumentFormattingParams,
    DocumentSymbol, DocumentSymbolParams, Documentation, FileSystemWatcher, GlobPattern,
    GotoDefinitionParams, Hover, HoverContents, HoverParams, HoverProviderCapability,
    InitializeParams, Location, MarkupContent, MarkupKind, NumberOrString, OneOf,
    OptionalVersionedTextDocumentIdentifier, Position, PublishDiagnosticsParams, Range,
    ReferenceParams, Registration, RegistrationParams, RenameFile, RenameOptions, RenameParams,
    ResourceOp, ResourceOperationKind, SemanticToken, SemanticTokenType, SemanticTokens,
    SemanticTokensFullOptions, SemanticTokensLegend, SemanticTokensOptions, SemanticTokensParams,
    SemanticTokensServerCapabilities, ServerCapabilities, SymbolKind, TextDocumentEdit,
    TextDocumentPositionParams, TextDocumentSyncCapability, TextDocumentSyncKind,
    TextDocumentSyncOptions, TextDocumentSyncSaveOptions, TextEdit, Uri, WorkspaceEdit,
};
use lsp_types::{DidChangeWatchedFilesRegistrationOptions, WorkDoneProgressOptions};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// Why a request is refused: a code of the protocol's, and a sentence.
pub(crate) struct Refused(pub(crate) ErrorCode, pub(crate) String);

/// What of a path is written as it is.
const ENCODED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The file of a URI; of one that is not a file's, such as `untitled:a.json`, what comes after
/// the scheme.
pub(crate) fn path(uri: &Uri) -> PathBuf {
    let text = uri.as_str();
    let decoded = decoded(text.split_once(':').map_or(text, |(_, rest)| rest));
    // `/C:/orders` is a path of Windows.
    let bytes = decoded.as_bytes();
    let has_drive = cfg!(windows) && bytes.get(2) == Some(&b':');
    PathBuf::from(if has_drive { decoded.get(1..).unwrap_or(&decoded) } else { &decoded })
}

/// The path in what comes after a URI's scheme.
fn decoded(rest: &str) -> Cow<'_, str> {
    let path = match rest.strip_prefix("//") {
        Some(rest) => rest.find('/').and_then(|at| rest.get(at..)).unwrap_or(rest),
        None => rest,
    };
    percent_decode_str(path).decode_utf8_lossy()
}

/// The URI of a file or of anything else, spelt as [`uri`] spells it.
pub(crate) fn canonical(text: &str) -> String {
    let Some((scheme, rest)) = text.split_once(':') else { return text.to_owned() };
    let path = decoded(rest);
    let authority = if path.starts_with('/') { "//" } else { "" };
    let path = utf8_percent_encode(&path, ENCODED);
    format!("{}:{authority}{path}", scheme.to_ascii_lowercase())
}

/// The URI of a file.
pub(crate) fn uri(path: &Path) -> Option<Uri> {
    let text = path.to_str()?;
    let text =
        if cfg!(windows) { format!("/{}", text.replace('\\', "/")) } else { text.to_owned() };
    Uri::from_str(&format!("file://{}", utf8_percent_encode(&text, ENCODED))).ok()
}

/// An address, if it is one.
pub(crate) fn address(text: &str) -> Option<Uri> {
    Uri::from_str(text).ok()
}

/// Markdown.
pub(crate) fn markdown(value: String) -> MarkupContent {
    MarkupContent { kind: MarkupKind::Markdown, value }
}

/// A completion that replaces a range.
pub(crate) fn completion(
    label: String,
    kind: CompletionItemKind,
    range: Range,
    new_text: String,
) -> CompletionItem {
    CompletionItem {
        label,
        kind: Some(kind),
        filter_text: Some(new_text.clone()),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit { range, new_text })),
        ..CompletionItem::default()
    }
}

/// What the server can do.
pub(crate) fn capabilities(token_types: Vec<SemanticTokenType>) -> ServerCapabilities {
    let characters = |text: &str| text.chars().map(String::from).collect();
    ServerCapabilities {
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(TextDocumentSyncSaveOptions::Supported(true)),
            ..TextDocumentSyncOptions::default()
        })),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(characters("\".@: ")),
            ..CompletionOptions::default()
        }),
        code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, fix_all()]),
            ..CodeActionOptions::default()
        })),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        rename_provider: Some(OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        })),
        document_formatting_provider: Some(OneOf::Left(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        semantic_tokens_provider: Some(SemanticTokensServerCapabilities::SemanticTokensOptions(
            SemanticTokensOptions {
                legend: SemanticTokensLegend { token_types, token_modifiers: Vec::new() },
                full: Some(SemanticTokensFullOptions::Bool(true)),
                ..SemanticTokensOptions::default()
            },
        )),
        ..ServerCapabilities::default()
    }
}

/// The kind of the action that makes all safe fixes.
pub(crate) fn fix_all() -> CodeActionKind {
    CodeActionKind::new("source.fixAll.smartro-lint")
}

/// Registers for file-change notifications.
pub(crate) fn watching(globs: &[&str]) -> RegistrationParams {
    let watcher = |glob: &&str| FileSystemWatcher {
        glob_pattern: GlobPattern::String((*glob).to_owned()),
        kind: None,
    };
    let watchers = globs.iter().map(watcher).collect();
    let options = DidChangeWatchedFilesRegistrationOptions { watchers };
    RegistrationParams {
        registrations: vec![Registration {
            id: "files".to_owned(),
            method: "workspace/didChangeWatchedFiles".to_owned(),
            register_options: serde_json::to_value(options).ok(),
        }],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn paths_and_uris() {
        for path in ["/a b/주문.json", "/a/100%.rules", "/[x]/#y?.ts"] {
            assert_eq!(self::path(&uri(Path::new(path)).unwrap()), Path::new(path));
        }
        let encoded = Uri::from_str("file:///a%20b/%EC%A3%BC.json").unwrap();
        assert_eq!(path(&encoded), Path::new("/a b/주.json"));
        assert_eq!(path(&Uri::from_str("untitled:a.json").unwrap()), Path::new("a.json"));
        for (written, own) in [
            ("FILE:///a%2Bb/%ec%a3%bc.json", "file:///a%2Bb/%EC%A3%BC.json"),
            ("file://localhost/c%3A/[id]/주 1.json", "file:///c%3A/%5Bid%5D/%EC%A3%BC%201.json"),
            ("file:////share/100%.json", "file:////share/100%25.json"),
            ("Untitled:a.json", "untitled:a.json"),
            ("a.json", "a.json"),
        ] {
            assert_eq!(canonical(written), own);
            assert_eq!(canonical(own), own);
        }
    }
}
