//! What the features look at: the documents that the client has open, and how they are linted.

use crate::client::Client;
use crate::diagnostics;
use crate::documents::{Document, Documents};
use crate::protocol::{Diagnostic, Uri};
use crate::requests::Requests;
use crate::rules::Packs;

/// The documents of a client, and what is known of them.
pub(crate) struct Workspace<'s> {
    pub(crate) client: Client,
    pub(crate) requests: &'s mut dyn Requests,
    pub(crate) documents: Documents,
    pub(crate) packs: Packs,
}

impl<'s> Workspace<'s> {
    pub(crate) fn new(client: Client, requests: &'s mut dyn Requests) -> Self {
        let packs = Packs::new(client.any_language());
        Self { client, requests, documents: Documents::default(), packs }
    }

    /// Lints a document, unless that is done.
    pub(crate) fn lint(&mut self, uri: &Uri) -> Vec<Diagnostic> {
        let Some(document) = self.documents.get_mut(uri) else { return Vec::new() };
        if document.linted.is_none() {
            match self.requests.lint(&document.path, document.text.as_str()) {
                Ok(linted) => document.linted = linted,
                Err(why) => return vec![diagnostics::of_failure(why)],
            }
        }
        let Document { linted, text, uri, .. } = document;
        let findings = linted.iter().flat_map(|linted| &linted.findings);
        findings.map(|finding| diagnostics::of_finding(finding, uri, text)).collect()
    }
}
