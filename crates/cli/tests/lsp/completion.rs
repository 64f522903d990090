//! Completion in requests, project files and cases.

use serde_json::json;

use crate::client::{Client, applied};

/// What can be written at the bar of a text.
fn at_bar(client: &mut Client, name: &str, text: &str) -> Vec<String> {
    let offset = text.find('|').unwrap();
    let text = text.replacen('|', "", 1);
    client.open_with(name, &text);
    client.completions(name, offset)
}

#[track_caller]
fn has(found: &[String], some: &[&str], none: &[&str]) {
    for name in some {
        assert!(found.iter().any(|label| label == name), "no {name}: {found:?}");
    }
    for name in none {
        assert!(found.iter().all(|label| label != name), "{name}: {found:?}");
    }
}

#[test]
fn fields_and_members_of_requests() {
    let mut client = Client::new(&[]);
    let mut at = |text: &str| at_bar(&mut client, "a.json", text);
    let envelope =
        "{\"operation\": \"requestPayment\", \"request\": {\"가🍎\": 1, \"orderName\": \"a\", |}}";
    has(&at(envelope), &["payMethod", "storeId", "card"], &["orderName", "operation"]);
    has(
        &at("{\"operation\": \"requestPayment\", \"request\": {\"payMethod\": \"|"),
        &["CARD", "EASY_PAY"],
        &["KRW"],
    );
    has(&at("{\"operation\": \"|\"}"), &["requestPayment", "cancelPayment"], &[]);
    has(&at("{\"operation\": \"requestPayment\", \"|\"}"), &["request", "context"], &["operation"]);
    has(
        &at("{\"operation\": \"requestPayment\", \"context\": {\"channel\": |}}"),
        &["live", "test"],
        &[],
    );
    has(
        &at(
            "{\"storeId\": \"a\", \"channelKey\": \"b\", \"paymentId\": \"c\", \"orderName\": \"d\", \"totalAmount\": 1, \"currency\": \"KRW\", \"payMethod\": \"CARD\", \"virtualAccount\": { \"accountExpiry\": {|} } }",
        ),
        &["validHours", "dueDate"],
        &["storeId"],
    );
    // Before anything is known, the fields of all operations.
    has(&at("{|"), &["operation", "reason", "payMethod"], &[]);
}

#[test]
fn a_completed_key_replaces_what_is_typed() {
    let text = "{\"operation\": \"cancelPayment\", \"request\": {\"re\": 1}}";
    let mut client = Client::new(&[]);
    client.open_with("a.json", text);
    let offset = text.find("re\": 1").unwrap() + 2;
    let items = client.request("textDocument/completion", client.at("a.json", offset));
    let reason =
        items.as_array().unwrap().iter().find(|item| item["label"] == "reason").unwrap().clone();
    assert_eq!(applied(text, &[reason["textEdit"].clone()]), text.replace("\"re\"", "\"reason\""));
}

#[test]
fn keys_and_values_of_the_project_file() {
    let mut client = Client::new(&[]);
    let mut at = |text: &str| at_bar(&mut client, "smartro-lint.yaml", text);
    has(&at("|"), &["severity", "suppress", "language", "channels"], &["rule"]);
    has(&at("severity:\n  |"), &["unknown-field", "payment-id-length"], &["severity"]);
    has(&at("severity:\n  unknown-field: |"), &["off", "error"], &[]);
    has(&at("suppress:\n  - |"), &["rule", "files", "reason"], &[]);
    has(&at("suppress:\n  - rule: |"), &["unknown-field"], &[]);
    has(&at("operation: |"), &["cancelPayment"], &[]);
    has(&at("context:\n  |"), &["channel", "contracts"], &[]);
    has(&at("context:\n  channel: |"), &["live", "test"], &[]);
    has(&at("language: |"), &["ko", "en"], &[]);
}

#[test]
fn cases_of_a_pack() {
    let rules = "operation order { sdk body Order detect id }\nenum Way { CARD CASH }\nshape Order { id: integer way?: Way }\n";
    let mut client = Client::new(&[
        ("my-pg/pack.yaml", "name: my-pg\nversion: 0.1.0\n"),
        ("my-pg/a.rules", rules),
    ]);
    let mut at = |text: &str| at_bar(&mut client, "my-pg/cases/order-way.yaml", text);
    has(&at("|"), &["valid", "invalid", "undecided"], &[]);
    has(&at("valid:\n  - |"), &["name", "operation", "request"], &[]);
    has(&at("valid:\n  - name: a\n    operation: |"), &["order"], &[]);
    has(
        &at("valid:\n  - name: a\n    operation: order\n    request: '{ \"id\": 1, |}'"),
        &["way"],
        &["id"],
    );
    has(
        &at("valid:\n  - name: a\n    operation: order\n    patch:\n      |"),
        &["id", "way"],
        &["name"],
    );
    has(
        &at("valid:\n  - name: a\n    operation: order\n    patch:\n      way: |"),
        &["CARD", "CASH"],
        &[],
    );
    let block = "valid:\n  - name: a\n    operation: order\n    request: |\n      { \"id\": 1, \"way\": \"¦\" }\n";
    let text = block.replace('¦', "");
    client.open_with("my-pg/cases/b.yaml", &text);
    has(
        &client.completions("my-pg/cases/b.yaml", block.find('¦').unwrap()),
        &["CARD", "CASH"],
        &[],
    );
}

#[test]
fn nothing_is_offered_where_nothing_can_be_written() {
    let mut client = Client::new(&[("smartro-lint.yaml", "exclude: [old/**]\n")]);
    assert!(at_bar(&mut client, "old/a.json", "{|").is_empty());
    assert!(at_bar(&mut client, "a.json", "{\"reason\": \"a\" |}").is_empty());
    let unknown = client.ask("textDocument/hover", json!({ "textDocument": 1 }));
    assert!(unknown.response_result.is_err());
}
