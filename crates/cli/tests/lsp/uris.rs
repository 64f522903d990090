//! URIs: a client may write the one of a document in several ways, and reads the one that it wrote.

use serde_json::{Value, json};

use crate::client::Client;

const WRONG: &str =
    "{ \"operation\": \"requestPayment\", \"request\": { \"payMethod\": \"card\" } }\n";
const MANIFEST: &str = "name: my-pg\nversion: 0.1.0\nuses: [portone]\n";
const RULES: &str = "rule a: error on cancelPayment {\n  require chars(reason) <= 40\n}\n";
const CATALOG: &str = "a:\n  message: 너무 깁니다\n";
const CASES: &str = "valid:\n  - name: short\n    operation: cancelPayment\n    request: '{}'\n";

/// Ways to write the server's own URI.
fn spellings(uri: &str) -> [String; 5] {
    [
        uri.to_owned(),
        uri.replace("file://", "FILE://localhost").replace("%2B", "+"),
        uri.replace("%EC", "%ec").replace("%ED", "%ed"),
        uri.replace("%5B", "[").replace("%5D", "]"),
        uri.replace("%ED%95%9C", "한").replace("%20", " "),
    ]
}

/// Opens a document at a URI that is written in a way, and waits for what is found.
fn open(client: &mut Client, uri: &str, text: &str) -> Vec<Value> {
    let document = json!({ "uri": uri, "languageId": "", "version": 1, "text": text });
    client.notify("textDocument/didOpen", json!({ "textDocument": document }));
    client.diagnosed(uri, 1)
}

/// The URIs in an answer.
fn uris(answer: &Value) -> Vec<String> {
    let mut found = Vec::new();
    match answer {
        Value::Array(values) => found.extend(values.iter().flat_map(uris)),
        Value::Object(members) => {
            for (key, value) in members {
                found.extend(value.as_str().filter(|it| it.contains("://")).map(str::to_owned));
                found.extend(Some(key.clone()).filter(|it| it.contains("://")));
                found.extend(uris(value));
            }
        }
        _ => {}
    }
    found
}

#[test]
fn a_document_is_the_same_however_its_uri_is_written() {
    let name = "한 [id]/1+2.json";
    let mut client = Client::new(&[(name, WRONG)]);
    let own = client.uri(name);
    for opened in spellings(&own) {
        for closed in spellings(&own) {
            assert!(!open(&mut client, &opened, WRONG).is_empty(), "{opened}");
            let at = json!({
                "textDocument": { "uri": closed },
                "position": { "line": 0, "character": WRONG.find("card") },
            });
            assert!(client.request("textDocument/hover", at.clone()).is_object(), "{closed}");
            client.notify("textDocument/didClose", at.clone());
            assert!(client.request("textDocument/hover", at).is_null(), "{closed}");
            assert!(client.diagnosed_last(&opened).is_empty(), "{opened}");
        }
    }
    // What is not the file is another document.
    open(&mut client, &own, WRONG);
    let other = own.replace("file:", "git:");
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": other } }));
    let at = json!({
        "textDocument": { "uri": own },
        "position": { "line": 0, "character": WRONG.find("card") },
    });
    assert!(client.request("textDocument/hover", at).is_object());
}

#[test]
fn answers_have_the_uris_that_the_client_wrote() {
    let files = [
        ("한 [id]/pack.yaml", MANIFEST),
        ("한 [id]/1+2.rules", RULES),
        ("한 [id]/locales/ko.yaml", CATALOG),
        ("한 [id]/cases/a.yaml", CASES),
    ];
    for way in 0..5 {
        let mut client = Client::new(&files);
        let written: Vec<String> =
            files.iter().map(|(name, _)| spellings(&client.uri(name))[way].clone()).collect();
        for (uri, (_, text)) in written.iter().zip(&files) {
            open(&mut client, uri, text);
        }
        let at = json!({
            "textDocument": { "uri": written[1] },
            "position": { "line": 0, "character": 5 },
            "context": { "includeDeclaration": true },
            "newName": "b",
        });
        let [rules, catalog, cases] = [1, 2, 3].map(|file| written[file].as_str());
        let mut asked = |method| uris(&client.request(method, at.clone()));
        assert_eq!(asked("textDocument/definition"), [catalog]);
        assert_eq!(asked("textDocument/references"), [rules, catalog, cases]);
        let renamed = asked("textDocument/rename");
        assert_eq!(renamed.len(), 4, "{renamed:?}");
        assert!([rules, catalog, cases].iter().all(|uri| renamed.iter().any(|it| it == uri)));
    }
}

#[test]
fn edits_of_a_project_file_have_the_uri_that_the_client_wrote() {
    for way in 0..5 {
        let mut client = Client::new(&[("한 [id]/smartro-lint.yaml", "language: ko\n")]);
        let [project, request] = ["smartro-lint.yaml", "1+2.json"]
            .map(|name| spellings(&client.uri(&format!("한 [id]/{name}")))[way].clone());
        open(&mut client, &project, "language: ko\n");
        let found = open(&mut client, &request, WRONG);
        let params = json!({
            "textDocument": { "uri": request },
            "range": found[0]["range"],
            "context": { "diagnostics": found },
        });
        let actions = client.request("textDocument/codeAction", params);
        let edits = actions.as_array().unwrap().iter().map(|action| &action["edit"]);
        let edited: Vec<String> = edits.flat_map(uris).collect();
        assert!(edited.contains(&project), "{edited:?}");
        assert!(edited.iter().all(|uri| *uri == project || *uri == request), "{edited:?}");
    }
}

#[test]
fn a_client_is_known_whatever_its_root_is_called() {
    let root = json!({ "locale": "en", "rootUri": "file:///shop/[id]/한" });
    let mut client = Client::with(&[("a.json", WRONG)], root);
    client.open("a.json");
    assert!(client.hover("a.json", WRONG.find("card").unwrap()).contains("What it checks"));
}
