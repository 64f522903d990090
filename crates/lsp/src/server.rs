//! The main loop: one message after another, and diagnostics when none is waiting.

use lsp_server::{Connection, ErrorCode, Message, Notification, Request, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use smartro_lint::project::FILE_NAME;

use crate::client::Client;
use crate::documents::{Document, DocumentKind};
use crate::protocol::{
    Diagnostic, DidCloseTextDocumentParams, Hover, HoverParams, PublishDiagnosticsParams, Refused,
    Uri, watching,
};
use crate::requests::Requests;
use crate::spelling::{Spellings, to_server};
use crate::workspace::Workspace;
use crate::{actions, complete, explain, project};

/// A server and what its client has open.
pub(crate) struct Server<'s> {
    connection: &'s Connection,
    workspace: Workspace<'s>,
    spellings: Spellings,
}

type Answer = Result<Value, Refused>;

impl<'s> Server<'s> {
    pub(crate) fn new(
        connection: &'s Connection,
        client: Client,
        requests: &'s mut dyn Requests,
    ) -> Self {
        let workspace = Workspace::new(client, requests);
        Self { connection, workspace, spellings: Spellings::default() }
    }

    /// Serves until the client exits or hangs up; whether it has shut the server down before.
    pub(crate) fn run(mut self) -> bool {
        loop {
            let message = match self.connection.receiver.try_recv() {
                Ok(message) => message,
                // Only what is still there when the client waits is worth a look.
                Err(error) if error.is_empty() && self.publish_next() => continue,
                Err(_) => match self.connection.receiver.recv() {
                    Ok(message) => message,
                    Err(_) => return false,
                },
            };
            match message {
                Message::Request(request) => {
                    if request.method == "shutdown" {
                        self.shut_down(request);
                        return true;
                    }
                    let response = self.answer(request);
                    self.send(Message::Response(response));
                }
                Message::Notification(notification) if notification.method == "exit" => {
                    return false;
                }
                Message::Notification(notification) => self.notified(notification),
                Message::Response(_) => {}
            }
        }
    }

    /// Waits for the client to say that it exits, or to hang up; more is not served.
    fn shut_down(&self, request: Request) {
        self.send(Message::Response(Response::new_ok(request.id, Value::Null)));
        while let Ok(message) = self.connection.receiver.recv() {
            match message {
                Message::Request(request) => {
                    let (id, why) = (request.id, "the server is shut down".to_owned());
                    let refused = Response::new_err(id, ErrorCode::InvalidRequest as i32, why);
                    self.send(Message::Response(refused));
                }
                Message::Notification(notification) if notification.method == "exit" => return,
                Message::Notification(_) | Message::Response(_) => {}
            }
        }
    }

    /// Ignores the error of a closed connection; the loop ends when nothing can be received.
    fn send(&self, mut message: Message) {
        match &mut message {
            Message::Response(response) => {
                response.response_result.iter_mut().for_each(|it| self.spellings.to_client(it));
            }
            Message::Notification(notification) => {
                self.spellings.to_client(&mut notification.params);
            }
            Message::Request(_) => {}
        }
        let _ = self.connection.sender.send(message);
    }

    fn answer(&mut self, request: Request) -> Response {
        let Request { id, method, mut params } = request;
        to_server(&mut params);
        let answer = match method.as_str() {
            "textDocument/hover" => with(params, |params| self.hover(params)),
            "textDocument/completion" => {
                with(params, |params| complete::at(&mut self.workspace, params))
            }
            "textDocument/codeAction" => {
                with(params, |params| actions::at(&mut self.workspace, params))
            }
            "textDocument/definition" => {
                with(params, |params| self.workspace.packs.definition(params))
            }
            "textDocument/references" => {
                with(params, |params| self.workspace.packs.references(params))
            }
            "textDocument/prepareRename" => {
                with(params, |params| self.workspace.packs.renamed(params))
            }
            "textDocument/rename" => try_with(params, |params| {
                self.workspace.packs.rename(params, self.workspace.client.renames_files)
            }),
            "textDocument/formatting" => {
                with(params, |params| self.workspace.packs.formatted(params))
            }
            "textDocument/documentSymbol" => {
                with(params, |params| self.workspace.packs.outline(params))
            }
            "textDocument/semanticTokens/full" => {
                with(params, |params| self.workspace.packs.tokens(params))
            }
            "initialize" => {
                Err(Refused(ErrorCode::InvalidRequest, "the server is initialized".to_owned()))
            }
            _ => Err(Refused(ErrorCode::MethodNotFound, format!("unknown method `{method}`"))),
        };
        match answer {
            Ok(value) => Response::new_ok(id, value),
            Err(Refused(code, why)) => Response::new_err(id, code as i32, why),
        }
    }

    fn notified(&mut self, notification: Notification) {
        let Notification { method, mut params } = notification;
        if method == "textDocument/didOpen" {
            self.spellings.open(&params);
        }
        to_server(&mut params);
        match method.as_str() {
            "initialized" => self.watch_files(),
            "textDocument/didOpen" => {
                if let Ok(params) = serde_json::from_value(params) {
                    let document = self.workspace.documents.open(params);
                    self.workspace.packs.set(document);
                }
            }
            "textDocument/didChange" => {
                if let Ok(params) = serde_json::from_value(params)
                    && let Some(document) = self.workspace.documents.change(params)
                {
                    self.workspace.packs.set(document);
                }
            }
            "textDocument/didClose" => {
                if let Ok(params) = serde_json::from_value(params) {
                    self.closed(&params);
                }
            }
            "textDocument/didSave" | "workspace/didChangeWatchedFiles" => self.reload(),
            _ => {}
        }
    }

    /// Asks the client to report files that change.
    fn watch_files(&self) {
        if !self.workspace.client.watches_files {
            return;
        }
        let globs = [&format!("**/{FILE_NAME}"), "**/*.rules", "**/*.yaml", "**/*.json"];
        let params = serde_json::to_value(watching(&globs)).unwrap_or_default();
        let method = "client/registerCapability".to_owned();
        self.send(Message::Request(Request { id: 0.into(), method, params }));
    }

    fn closed(&mut self, params: &DidCloseTextDocumentParams) {
        let Some(document) = self.workspace.documents.close(&params.text_document.uri) else {
            return;
        };
        let is_of_pack = matches!(document.kind, DocumentKind::Rules | DocumentKind::PackYaml);
        let left = if is_of_pack { self.workspace.packs.close(&document) } else { Vec::new() };
        for (uri, diagnostics) in left {
            self.publish(uri, None, diagnostics);
        }
        self.publish(document.uri.clone(), None, Vec::new());
        self.spellings.close(document.uri.as_str());
    }

    /// Files on disk have changed: what is known of them is read again when it is asked for.
    fn reload(&mut self) {
        self.workspace.requests.reload();
        self.workspace.packs.reload();
        self.workspace.documents.all_mut().for_each(Document::changed);
    }

    /// Publishes the diagnostics of a document that has changed; whether there was one.
    fn publish_next(&mut self) -> bool {
        let Some(uri) = self.workspace.documents.next_changed() else { return false };
        let Some(document) = self.workspace.documents.get_mut(&uri) else { return false };
        document.is_changed = false;
        let version = document.version;
        let own = match document.kind {
            DocumentKind::Rules | DocumentKind::PackYaml => {
                let path = document.path.clone();
                for (uri, diagnostics) in self.workspace.packs.diagnostics(&path) {
                    let version = self.workspace.documents.get(&uri).map(|open| open.version);
                    self.publish(uri, version, diagnostics);
                }
                return true;
            }
            DocumentKind::Project => {
                let language = self.workspace.client.any_language();
                project::diagnostics(
                    self.workspace.documents.get(&uri),
                    self.workspace.requests,
                    language,
                )
            }
            DocumentKind::Cases => {
                self.workspace.packs.cases_diagnostics(self.workspace.documents.get(&uri))
            }
            DocumentKind::Requests => self.workspace.lint(&uri),
        };
        self.publish(uri, Some(version), own);
        true
    }

    fn publish(&self, uri: Uri, version: Option<i32>, diagnostics: Vec<Diagnostic>) {
        let params = PublishDiagnosticsParams { uri, diagnostics, version };
        let method = "textDocument/publishDiagnostics".to_owned();
        self.send(Message::Notification(Notification::new(method, params)));
    }

    fn hover(&mut self, params: HoverParams) -> Option<Hover> {
        let at = &params.text_document_position_params;
        let document = self.workspace.documents.get(&at.text_document.uri)?;
        match document.kind {
            DocumentKind::Rules | DocumentKind::PackYaml | DocumentKind::Cases => {
                self.workspace.packs.hover(at)
            }
            DocumentKind::Project => {
                let settings = self.workspace.requests.settings(&document.path);
                project::hover(document, at.position, settings.ok().flatten()?)
            }
            DocumentKind::Requests => {
                let uri = document.uri.clone();
                self.workspace.lint(&uri);
                explain::at(self.workspace.documents.get(&uri)?, at.position)
            }
        }
    }
}

/// Answers a request; parameters that are not the protocol's are refused.
fn with<P: DeserializeOwned, R: Serialize>(params: Value, answer: impl FnOnce(P) -> R) -> Answer {
    try_with(params, |params| Ok(answer(params)))
}

/// Answers a request, or refuses it.
fn try_with<P: DeserializeOwned, R: Serialize>(
    params: Value,
    answer: impl FnOnce(P) -> Result<R, Refused>,
) -> Answer {
    let refused = |code| move |error: serde_json::Error| Refused(code, error.to_string());
    let params = serde_json::from_value(params).map_err(refused(ErrorCode::InvalidParams))?;
    serde_json::to_value(answer(params)?).map_err(refused(ErrorCode::InternalError))
}
