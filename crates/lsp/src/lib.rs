//! A language server: for PortOne V2 requests, and for the rules that they are checked with.
//!
//! It implements the Language Server Protocol over a [`Connection`]. How requests are linted (which
//! files hold some, which project file and rule pack apply) is the caller's: [`Requests`].
//!
//! ```text
//! server ─► documents (text, packs) ─► diagnostics
//!        └► features: actions, hover, complete, rules
//! ```

mod actions;
mod client;
mod complete;
mod diagnostics;
mod documents;
mod explain;
mod json;
mod messages;
mod project;
mod project_edit;
mod protocol;
mod rules;
mod server;
mod text;
mod yaml;

use std::path::{Path, PathBuf};

pub use client::Client;
pub use lsp_server::{Connection, ProtocolError};
use smartro_lint::Linter;
use smartro_lint::report::OwnedFinding;

/// Lints the requests of a workspace.
pub trait Requests {
    /// Forgets what was read of project files, rule packs and baselines: they may have changed.
    fn reload(&mut self);

    /// Lints the text of a file; `None`: the file holds no request, or its project leaves it out.
    ///
    /// # Errors
    ///
    /// Why it cannot be linted, such as a project file with mistakes, in a sentence.
    fn lint(&mut self, file: &Path, text: &str) -> Result<Option<Linted>, String>;

    /// How the requests of a file would be linted; `None`: its project leaves it out.
    ///
    /// # Errors
    ///
    /// As for [`lint`](Self::lint).
    fn settings(&mut self, file: &Path) -> Result<Option<Settings>, String>;
}

/// What was found in a file.
#[derive(Debug, Clone)]
pub struct Linted {
    /// The findings of all its requests, with offsets and lines of the file.
    pub findings: Vec<OwnedFinding>,
    /// Whether it is source code: comments in it suppress findings.
    pub is_source: bool,
    /// How it was linted.
    pub settings: Settings,
}

/// How the requests of a file are linted.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The linter, with the language of its messages.
    pub linter: Linter,
    /// What a bare body is a request of.
    pub operation: Option<String>,
    /// The project file that applies.
    pub project_file: Option<PathBuf>,
}

/// Serves a client that is initialized, until it shuts the server down or hangs up.
pub fn serve(connection: &Connection, client: Client, requests: &mut dyn Requests) {
    server::Server::new(connection, client, requests).run();
}
