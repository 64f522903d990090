//! The language server, driven as an editor drives it.
#![cfg(feature = "lsp")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "helpers of tests"
)]

mod client;
mod completion;
mod edits;
mod process;
mod projects;
mod requests;
mod rules;
mod uris;
