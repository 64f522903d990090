//! A language server: for PortOne V2 requests, and for the rules that they are checked with.
//!
//! It implements the Language Server Protocol over a [`Connection`]. How requests are linted (which
//! files hold some, which project file and rule pack apply) is the caller's: [`Requests`].
//!
//! ```text
//! server ─► features: actions, complete, explain ─► workspace: documents, packs of rules
//! ```

mod actions;
mod client;
mod complete;
mod diagnostics;
mod documents;
mod explain;
mod framing;
mod json;
mod jsonrpc;
mod messages;
mod project;
mod project_edit;
mod protocol;
mod requests;
mod rules;
mod server;
mod spelling;
mod text;
mod transport;
mod workspace;
mod yaml;

pub use client::Client;
pub use lsp_server::Connection;
pub use requests::{Linted, Requests, Settings};
pub use transport::stdio;

/// Serves a client that is initialized, until it exits or hangs up; whether it has shut the server down
/// before.
pub fn serve(connection: &Connection, client: Client, requests: &mut dyn Requests) -> bool {
    server::Server::new(connection, client, requests).run()
}
