//! What in a directory is meant for a request, and what has its words only.

use crate::command::{json, write};
use crate::{brief, lint};

#[test]
fn what_has_names_of_requests_is_not_always_one() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let others = [
        (
            "en.json",
            r#"{"orderName": "Order", "totalAmount": "Total", "payMethod": "Method", "currency": "Currency", "paymentId": "No.", "customer": "Customer"}"#,
        ),
        (
            "ko.json",
            r#"{"order": {"orderName": "주문명"}, "payment": {"cancel": "취소"}, "reason": "사유"}"#,
        ),
        (
            "paid.json",
            r#"{"status": "PAID", "id": "a", "transactionId": "b", "merchantId": "c", "storeId": "d", "method": {"type": "PaymentMethodCard"}, "channel": {"type": "LIVE"}, "amount": {"total": 1}, "currency": "KRW", "customer": {}, "orderName": "e", "requestedAt": "2024-01-01T00:00:00Z"}"#,
        ),
        (
            "two.json",
            r#"{"reason": "변심", "payment": {"orderName": "a"}, "timeToPay": "2030-01-01T00:00:00Z"}"#,
        ),
        ("short.json", r#"{"reason": "변심", "amount": 0}"#),
        ("some.json", r#"{"storeId": "a", "channelKey": "b", "orderName": "c", "paymentId": "d"}"#),
        (
            "rows.json",
            r#"[{"payment_id": "a", "store_id": "b", "order_name": "c", "total_amount": 1000, "currency": "KRW", "pay_method": "CARD", "created_at": "2026"}]"#,
        ),
    ];
    let requests = [
        ("a.json", r#"{"request": {"reason": "변심"}}"#),
        ("d.json", r#"{"url": "/payments/x/instant", "data": {"orderName": 1, "extra": 2}}"#),
        ("b.json", r#"{"reason": "변심", "cancelAmount": 1, "memo": "a"}"#),
        (
            "c.json",
            r#"{"orderName": "a", "totalAmount": "1000", "payMethod": "CARD", "currency": "KRW", "paymentId": "a"}"#,
        ),
        (
            "e.json",
            r#"{"operation": "cancelPayment", "a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "request": {"reason": "a"}}"#,
        ),
    ];
    for (name, text) in others.into_iter().chain(requests) {
        write(folder, name, text);
    }
    let output = lint(folder, &["--format", "json", "."]);
    let found = brief(&output);
    let found: Vec<&str> = found.iter().filter_map(|one| one.split(' ').next()).collect();
    assert_eq!(found, ["./a.json", "./b.json", "./c.json", "./d.json", "./e.json"]);
}

/// What has keys of requests and is something else.
const ALIKE: [(&str, &str); 22] = [
    (
        "payments.json",
        r#"[{"id": "a", "status": "PAID", "amount": {"total": 1000}, "currency": "KRW", "orderName": "a", "method": {"type": "PaymentMethodCard"}}]"#,
    ),
    ("row.json", r#"{"billingKey": "a", "customerId": "1", "issuedAt": "2024"}"#),
    (
        "order.json",
        r#"{"orderName": "a", "totalAmount": 100, "currency": "KRW", "status": "PAID"}"#,
    ),
    ("absence.json", r#"[{"date": "2026-01-01", "reason": "연차"}]"#),
    (
        "refund.json",
        r#"{"object": "refund", "amount": 100, "charge": "a", "reason": "b", "currency": "usd"}"#,
    ),
    ("kube.json", r#"{"kind": "Status", "metadata": {}, "reason": "NotFound", "code": 404}"#),
    ("notes.json", r#"{"unread": true, "reason": "mention", "subject": {"title": "a"}}"#),
    (
        "old.json",
        r#"{"imp_uid": "a", "merchant_uid": "b", "amount": 100, "reason": "c", "checksum": 1}"#,
    ),
    (
        "toss.json",
        r#"{"method": "CARD", "amount": {"currency": "KRW", "value": 1}, "orderId": "a", "orderName": "b"}"#,
    ),
    (
        "flat.json",
        r#"{"amount": 1000, "orderId": "a", "orderName": "b", "customerName": "c", "method": "CARD"}"#,
    ),
    ("issues.json", r#"[{"issueId": 1, "title": "a"}]"#),
    (
        "routes.json",
        r#"[{"method": "POST", "path": "/payments/:id/cancel", "handler": "a"}, {"method": "GET", "path": "/payments/:id"}]"#,
    ),
    (
        "mock.json",
        r#"{"method": "POST", "path": "/payments/:paymentId/cancel", "response": {"status": 200}}"#,
    ),
    (
        "wiremock.json",
        r#"{"request": {"method": "POST", "url": "/payments/1/cancel"}, "response": {"jsonBody": {}}}"#,
    ),
    ("form.json", r#"{"url": "/api/absence", "method": "POST", "body": {"reason": "a"}}"#),
    ("query.json", r#"{"operation": "query", "request": {"a": 1}}"#),
    (
        "named.json",
        r#"{"operationName": "A", "query": "query A { a }", "variables": {"reason": "a"}}"#,
    ),
    (
        "log.jsonl",
        "{\"operation\": \"login\", \"reason\": \"a\"}\n{\"event\": \"pay\", \"reason\": \"a\"}\n",
    ),
    ("broken.jsonl", "{\"event\": \"pay\", \"reason\": \"a\", \"at\": \n"),
    ("plan.json", r#"{"payment": {"id": 1}, "timeToPay": "2024"}"#),
    ("deploy.json", r#"{"method": {"type": "ssh"}, "amount": 3}"#),
    ("values.json", r#"[1, 2, "reason", null]"#),
];

#[test]
fn what_has_keys_of_requests_is_left_alone_in_a_directory() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for (name, text) in ALIKE {
        write(folder, name, text);
    }
    let output = lint(folder, &["--format", "json", "."]);
    assert_eq!(brief(&output), [""; 0]);
    assert_eq!(json(&output)["summary"]["skipped"], ALIKE.len());
    // A file that is named is linted.
    assert_eq!(brief(&lint(folder, &["--format", "json", "row.json"])).len(), 1);
}

#[test]
fn calls_and_envelopes_are_requests_in_a_directory() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let requests = [
        r#"{"method": "POST", "url": "https://api.portone.io/payments/a/cancel"}"#,
        r#"{"method": "POST", "url": "/payments/a/cancel", "headers": {"Authorization": "PortOne a"}}"#,
        r#"{"method": "POST", "path": "/payments/a/cancel", "body": {"reason": "a"}}"#,
        r#"{"method": "POST", "path": "/payments/a/cancel", "body": "{\"reason\": \"a\"}"}"#,
        r#"{"method": "POST", "path": "/payments/a/cancel", "postData": {"text": "{}"}}"#,
        r#"{"operation": "cancelPayment"}"#,
        r#"{"operation": "cancelPayent", "request": {}}"#,
        r#"{"request": {"reason": "a"}}"#,
        r#"{"orderName": "a", "payment": {"billingKey": "a", "amount": {"total": 1}, "currency": "KRW"}}"#,
    ];
    for (index, text) in requests.iter().enumerate() {
        write(folder, &format!("{index}.json"), text);
    }
    let found = brief(&lint(folder, &["--format", "json", "."]));
    assert_eq!(found.len(), requests.len(), "{found:?}");
}

#[test]
fn the_items_of_a_collection_are_requests_in_a_directory() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let item = |host: &str| {
        format!(
            r#"{{"name": "a", "request": {{"method": "POST", "url": {{"host": ["{host}"], "path": ["payments", "a1", "cancel"]}}, "body": {{"mode": "raw", "raw": "{{}}"}}}}}}"#
        )
    };
    let collection = |items: &[String]| {
        format!(r#"{{"info": {{"name": "shop"}}, "item": [{}]}}"#, items.join(", "))
    };
    let (own, other) = (item("api.portone.io"), item("api.other.io"));
    write(folder, "a.json", collection(&[other.clone(), own]));
    write(folder, "b.json", collection(&[other]));
    let output = lint(folder, &["--format", "json", "."]);
    assert_eq!(brief(&output), ["./a.json 1 missing-field"]);
    assert_eq!(json(&output)["summary"]["skipped"], 1);
}

#[test]
fn a_broken_request_is_lost_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let utf16: Vec<u8> =
        "\u{feff}{\"storeId\": \"a\"}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let broken: [(&str, &[u8]); 11] = [
        ("a.json", b"{\"paymentId\": \"a\","),
        ("b.json", b"{\"storeId\": \"a\" \"channelKey\": \"b\"}"),
        ("c.json", b"{\"reason\": \"a\",}"),
        ("d.json", b"{paymentId: 'a', orderName: 'b'}"),
        ("e.json", b"{\"operation\": \"cancelPayment\", \"request\": {}"),
        (
            "f.json",
            b"// a comment\n{\"url\": \"/billing-keys\", \"data\": {\"channelKey\": \"a\"}}",
        ),
        ("g.json", b"[{\"a\": 1}, {\"payMethod\": \"CARD\",}]"),
        ("h.jsonl", b"{\"a\": 1}\n{\"totalAmount\": 1\n"),
        ("i.json", b"{\"orderName\": \"\xff\xfe\"}"),
        ("j.json", &utf16),
        ("k.json", br#"{"operation": "cancelPaymnet", "request": {}}"#),
    ];
    for (name, text) in broken {
        write(folder, name, text);
    }
    let found = brief(&lint(folder, &["--format", "json", "."]));
    for (name, _) in broken {
        let is_found = |one: &String| one.starts_with(&format!("./{name} ")) && !one.ends_with('-');
        assert!(found.iter().any(is_found), "{name}: {found:?}");
    }
}
