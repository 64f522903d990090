//! A client of the language server, over a connection in memory.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::thread::JoinHandle;
use std::time::Duration;

use lsp_server::{Connection, Message, Notification, Request, Response};
use serde_json::{Value, json};
use tempfile::TempDir;

/// A client that has a directory open.
pub(crate) struct Client {
    pub(crate) root: TempDir,
    connection: Option<Connection>,
    server: Option<JoinHandle<bool>>,
    requests: i32,
    /// The texts of the documents that are open, and their versions.
    texts: BTreeMap<String, (String, i32)>,
    /// The diagnostics of each document, and the version that they are of.
    published: BTreeMap<String, (Vec<Value>, Option<i64>)>,
}

impl Client {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        Self::with(files, json!({ "locale": "en" }))
    }

    pub(crate) fn with(files: &[(&str, &str)], more: Value) -> Self {
        let root = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let (connection, server) = Connection::memory();
        let server = std::thread::spawn(move || smartro_lint_cli::language_server(&server));
        let mut client = Self {
            root,
            connection: Some(connection),
            server: Some(server),
            requests: 0,
            texts: BTreeMap::new(),
            published: BTreeMap::new(),
        };
        let mut params = json!({
            "processId": null,
            "rootUri": client.uri(""),
            "capabilities": { "workspace": { "workspaceEdit": {
                "documentChanges": true, "resourceOperations": ["create", "rename", "delete"],
            } } },
        });
        params.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        client.request("initialize", params);
        client.notify("initialized", json!({}));
        client
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    pub(crate) fn uri(&self, name: &str) -> String {
        let path = self.path(name);
        let bytes = path.to_str().unwrap().bytes().map(|byte| match byte {
            b'/' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
            byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        });
        format!("file://{}", bytes.collect::<String>())
    }

    pub(crate) fn text(&self, name: &str) -> &str {
        &self.texts[name].0
    }

    pub(crate) fn notify(&mut self, method: &str, params: Value) {
        let message = Message::Notification(Notification::new(method.to_owned(), params));
        self.connection.as_ref().unwrap().sender.send(message).unwrap();
    }

    /// Asks, and waits for the answer.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> Response {
        self.requests += 1;
        let id = self.requests.into();
        let request = Request { id, method: method.to_owned(), params };
        let wanted = request.id.clone();
        self.connection.as_ref().unwrap().sender.send(Message::Request(request)).unwrap();
        loop {
            match self.receive() {
                Message::Response(response) if response.id == wanted => return response,
                message => self.note(message),
            }
        }
    }

    pub(crate) fn request(&mut self, method: &str, params: Value) -> Value {
        self.ask(method, params).response_result.unwrap_or_else(|error| panic!("{error:?}"))
    }

    fn receive(&self) -> Message {
        let receiver = &self.connection.as_ref().unwrap().receiver;
        receiver.recv_timeout(Duration::from_secs(120)).expect("the server answers")
    }

    fn note(&mut self, message: Message) {
        if let Message::Notification(Notification { method, params }) = message
            && method == "textDocument/publishDiagnostics"
        {
            let uri = params["uri"].as_str().unwrap().to_owned();
            let found = params["diagnostics"].as_array().unwrap().clone();
            self.published.insert(uri, (found, params["version"].as_i64()));
        }
    }

    /// Opens a file with the text that it has on disk.
    pub(crate) fn open(&mut self, name: &str) -> Vec<Value> {
        let text = fs::read_to_string(self.path(name)).unwrap();
        self.open_with(name, &text)
    }

    pub(crate) fn open_with(&mut self, name: &str, text: &str) -> Vec<Value> {
        self.texts.insert(name.to_owned(), (text.to_owned(), 1));
        let document =
            json!({ "uri": self.uri(name), "languageId": "", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
        self.diagnostics(name)
    }

    /// Replaces bytes of a document.
    pub(crate) fn edit(&mut self, name: &str, start: usize, end: usize, new: &str) {
        let range = range(self.text(name), start, end);
        let change = json!({ "range": range, "text": new });
        let (text, version) = self.texts.get_mut(name).unwrap();
        text.replace_range(start..end, new);
        *version += 1;
        let version = *version;
        let document = json!({ "uri": self.uri(name), "version": version });
        let params = json!({ "textDocument": document, "contentChanges": [change] });
        self.notify("textDocument/didChange", params);
    }

    /// Replaces the whole of a document, and waits for what is found in it.
    pub(crate) fn change(&mut self, name: &str, text: &str) -> Vec<Value> {
        let length = self.text(name).len();
        self.edit(name, 0, length, text);
        self.diagnostics(name)
    }

    /// What is found in the last version of a document.
    pub(crate) fn diagnostics(&mut self, name: &str) -> Vec<Value> {
        let (uri, version) = (self.uri(name), i64::from(self.texts[name].1));
        self.diagnosed(&uri, version)
    }

    /// What is found in a version of what is at a URI.
    pub(crate) fn diagnosed(&mut self, uri: &str, version: i64) -> Vec<Value> {
        loop {
            if let Some((found, known)) = self.published.get(uri)
                && *known == Some(version)
            {
                return found.clone();
            }
            let message = self.receive();
            self.note(message);
        }
    }

    /// What is found after files have changed on disk.
    pub(crate) fn reloaded(&mut self, name: &str) -> Vec<Value> {
        self.published.clear();
        self.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
        self.diagnostics(name)
    }

    /// What was last published of a file, which need not be open.
    pub(crate) fn known(&self, name: &str) -> Vec<Value> {
        self.diagnosed_last(&self.uri(name))
    }

    /// What was last published of what is at a URI.
    pub(crate) fn diagnosed_last(&self, uri: &str) -> Vec<Value> {
        self.published.get(uri).map(|(found, _)| found.clone()).unwrap_or_default()
    }

    pub(crate) fn at(&self, name: &str, offset: usize) -> Value {
        json!({
            "textDocument": { "uri": self.uri(name) },
            "position": position(self.text(name), offset),
        })
    }

    /// The labels of what can be written at an offset.
    pub(crate) fn completions(&mut self, name: &str, offset: usize) -> Vec<String> {
        let items = self.request("textDocument/completion", self.at(name, offset));
        let label = |item: &Value| item["label"].as_str().unwrap().to_owned();
        items.as_array().unwrap().iter().map(label).collect()
    }

    /// The text of the hover at an offset.
    pub(crate) fn hover(&mut self, name: &str, offset: usize) -> String {
        let hover = self.request("textDocument/hover", self.at(name, offset));
        hover["contents"]["value"].as_str().unwrap_or_default().to_owned()
    }

    /// What can be done about a diagnostic.
    pub(crate) fn actions(&mut self, name: &str, found: &Value) -> Vec<Value> {
        let params = json!({
            "textDocument": { "uri": self.uri(name) },
            "range": found["range"],
            "context": { "diagnostics": [found] },
        });
        self.request("textDocument/codeAction", params).as_array().unwrap().clone()
    }

    /// The text of a file after a workspace edit: of one that is open, or that is on disk.
    pub(crate) fn edited(&self, name: &str, edit: &Value) -> String {
        let text = match self.texts.get(name) {
            Some((text, _)) => text.clone(),
            None => fs::read_to_string(self.path(name)).unwrap_or_default(),
        };
        let uri = self.uri(name);
        let mut edits: Vec<Value> = match edit["changes"].get(&uri) {
            Some(edits) => edits.as_array().unwrap().clone(),
            None => Vec::new(),
        };
        for change in edit["documentChanges"].as_array().into_iter().flatten() {
            if change["textDocument"]["uri"] == uri.as_str() {
                edits.extend(change["edits"].as_array().unwrap().clone());
            }
        }
        applied(&text, &edits)
    }
}

impl Drop for Client {
    /// The server ends without an error.
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        self.request("shutdown", Value::Null);
        // Some clients ask twice.
        assert!(self.ask("shutdown", Value::Null).response_result.is_err());
        self.notify("exit", Value::Null);
        self.connection = None;
        assert!(self.server.take().unwrap().join().unwrap());
    }
}

/// A text with edits, none of which overlap.
pub(crate) fn applied(text: &str, edits: &[Value]) -> String {
    let at = |edit: &Value, end: &str| offset(text, &edit["range"][end]);
    let mut edits: Vec<&Value> = edits.iter().collect();
    edits.sort_by_key(|edit| at(edit, "start"));
    let mut text_after = text.to_owned();
    for edit in edits.iter().rev() {
        let new = edit["newText"].as_str().unwrap();
        text_after.replace_range(at(edit, "start")..at(edit, "end"), new);
    }
    text_after
}

/// The position of a byte offset, in UTF-16 code units.
pub(crate) fn position(text: &str, offset: usize) -> Value {
    let before = &text[..offset];
    let line = before.matches('\n').count();
    let last = before.rsplit('\n').next().unwrap();
    json!({ "line": line, "character": last.encode_utf16().count() })
}

pub(crate) fn range(text: &str, start: usize, end: usize) -> Value {
    json!({ "start": position(text, start), "end": position(text, end) })
}

/// The byte offset of a position.
pub(crate) fn offset(text: &str, position: &Value) -> usize {
    let line = position["line"].as_u64().unwrap() as usize;
    let units = position["character"].as_u64().unwrap() as usize;
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let mut count = 0;
    for (at, character) in text[start..].char_indices() {
        if count >= units {
            return start + at;
        }
        count += character.len_utf16();
    }
    text.len()
}

/// The text that a diagnostic underlines.
pub(crate) fn underlined<'t>(text: &'t str, found: &Value) -> &'t str {
    &text[offset(text, &found["range"]["start"])..offset(text, &found["range"]["end"])]
}

/// The rules of diagnostics.
pub(crate) fn codes(found: &[Value]) -> Vec<&str> {
    found.iter().map(|found| found["code"].as_str().unwrap()).collect()
}
