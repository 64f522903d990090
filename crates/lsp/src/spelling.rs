//! How URIs are spelt. Of one file clients write several, and some that the protocol's grammar does not
//! have: Helix leaves `[id]` in a path as it is. Within the server a document has one URI; the client reads
//! the one that it has opened it with.

use std::collections::HashMap;

use serde_json::Value;

use crate::protocol::canonical;

/// How the client spells open documents, by the server's URIs, where that is not the same.
#[derive(Debug, Default)]
pub(crate) struct Spellings(HashMap<String, String>);

impl Spellings {
    /// Takes the spelling of a document that is being opened, from the parameters as the client wrote them.
    pub(crate) fn open(&mut self, params: &Value) {
        let uri = params.pointer("/textDocument/uri");
        let Some(written) = uri.and_then(Value::as_str) else { return };
        let own = canonical(written);
        if own == written {
            self.close(&own);
        } else {
            self.0.insert(own, written.to_owned());
        }
    }

    /// A document is closed.
    pub(crate) fn close(&mut self, own: &str) {
        self.0.remove(own);
    }

    /// Spells the URIs in what is sent as the client does.
    pub(crate) fn to_client(&self, sent: &mut Value) {
        if !self.0.is_empty() {
            respell(sent, &|own| self.0.get(own).cloned());
        }
    }
}

/// Spells the URIs in what is received as the server does.
pub(crate) fn to_server(received: &mut Value) {
    respell(received, &|written| Some(canonical(written)));
}

fn respell(value: &mut Value, spelt: &impl Fn(&str) -> Option<String>) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(|value| respell(value, spelt)),
        Value::Object(members) => {
            for (key, value) in members {
                match value {
                    Value::String(uri) if is_uri(key) => {
                        if let Some(spelt) = spelt(uri) {
                            *uri = spelt;
                        }
                    }
                    Value::Object(edits) if key == "changes" => {
                        let entries = std::mem::take(edits).into_iter();
                        edits.extend(entries.map(|(uri, it)| (spelt(&uri).unwrap_or(uri), it)));
                    }
                    value => respell(value, spelt),
                }
            }
        }
        _ => {}
    }
}

/// Whether the protocol has a URI below a key.
fn is_uri(key: &str) -> bool {
    matches!(key, "uri" | "rootUri" | "oldUri" | "newUri")
}
