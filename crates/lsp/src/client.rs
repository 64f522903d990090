//! What is known of a client.

use std::path::PathBuf;

use lsp_server::{Connection, ErrorCode, Message, Request, RequestId, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use smartro_lint::Language;

use crate::protocol::{InitializeParams, ResourceOperationKind, capabilities, path};
use crate::{rules, spelling};

/// A client, as it presented itself.
#[derive(Debug, Clone, Default)]
pub struct Client {
    /// The language of messages that its option `language` asks for.
    pub language: Option<Language>,
    /// The language of its user interface, if messages exist in it.
    pub locale: Option<Language>,
    /// The directories that it has open.
    pub(crate) folders: Vec<PathBuf>,
    /// Whether it creates files, and whether it renames them, when an edit says so.
    pub(crate) creates_files: bool,
    pub(crate) renames_files: bool,
    /// Whether it can be asked to report files that change.
    pub(crate) watches_files: bool,
}

/// `initializationOptions`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Options {
    language: Option<String>,
}

impl Client {
    /// Waits for a client and sends it what the server can do; `None`: it exits or hangs up before.
    #[must_use]
    pub fn initialize(connection: &Connection) -> Option<Self> {
        let (id, params) = initialization(connection)?;
        let client = Self::of(params);
        let name = env!("CARGO_PKG_NAME").trim_end_matches("-lsp");
        let result = json!({
            "capabilities": capabilities(rules::token_types()),
            "serverInfo": { "name": name, "version": env!("CARGO_PKG_VERSION") },
        });
        let _ = connection.sender.send(Response::new_ok(id, result).into());
        Some(client)
    }

    /// The language of what belongs to no project.
    pub(crate) fn any_language(&self) -> Language {
        self.language.or(self.locale).unwrap_or_default()
    }

    #[allow(deprecated, reason = "older clients have one root")]
    fn of(mut params: Value) -> Self {
        spelling::to_server(&mut params);
        let params: InitializeParams = serde_json::from_value(params).unwrap_or_default();
        let options = params.initialization_options.unwrap_or_default();
        let options: Options = serde_json::from_value(options).unwrap_or_default();
        let folders = params.workspace_folders.unwrap_or_default();
        let mut folders: Vec<PathBuf> = folders.iter().map(|folder| path(&folder.uri)).collect();
        if folders.is_empty() {
            folders.extend(params.root_uri.as_ref().map(path));
        }
        let workspace = params.capabilities.workspace.unwrap_or_default();
        let edit = workspace.workspace_edit.unwrap_or_default();
        let operations = edit.resource_operations.unwrap_or_default();
        // Neovim has the operations and does not say that it has what they come in.
        let has = |kind| operations.contains(&kind);
        let watching = workspace.did_change_watched_files.unwrap_or_default();
        Self {
            language: options.language.as_deref().and_then(Language::from_tag),
            locale: params.locale.as_deref().and_then(Language::from_tag),
            folders,
            creates_files: has(ResourceOperationKind::Create),
            renames_files: has(ResourceOperationKind::Rename),
            watches_files: watching.dynamic_registration == Some(true),
        }
    }
}

/// Waits for the request that the protocol begins with: what comes before it is refused or passed over.
fn initialization(connection: &Connection) -> Option<(RequestId, Value)> {
    for message in &connection.receiver {
        match message {
            Message::Request(Request { id, method, params }) if method == "initialize" => {
                return Some((id, params));
            }
            Message::Request(Request { id, .. }) => {
                let (code, why) =
                    (ErrorCode::ServerNotInitialized, "the server is not initialized");
                let refused = Response::new_err(id, code as i32, why.to_owned());
                let _ = connection.sender.send(refused.into());
            }
            Message::Notification(notification) if notification.method == "exit" => return None,
            Message::Notification(_) | Message::Response(_) => {}
        }
    }
    None
}
