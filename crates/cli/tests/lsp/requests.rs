//! Requests in JSON and in source code.

use serde_json::{Value, json};

use crate::client::{Client, codes, underlined};

const WRONG: &str = "{\n  \"operation\": \"requestPayment\",\n  \"request\": { \"가🍎\": 1, \"payMethod\": \"card\" }\n}\n";

fn titled<'a>(actions: &'a [Value], part: &str) -> &'a Value {
    let found = actions.iter().find(|action| action["title"].as_str().unwrap().contains(part));
    found.unwrap_or_else(|| panic!("{part}: {actions:#?}"))
}

#[test]
fn findings_are_underlined_after_hangul_and_emoji() {
    let mut client = Client::new(&[("주문.json", WRONG)]);
    let found = client.open("주문.json");
    let unknown = found.iter().find(|one| one["code"] == "unknown-field").unwrap();
    assert_eq!(underlined(WRONG, unknown), "\"가🍎\"");
    assert_eq!(unknown["range"]["start"]["character"], 15);
    assert_eq!(unknown["range"]["end"]["character"], 20);
    let value = found.iter().find(|one| one["code"] == "pay-method-supported").unwrap();
    assert_eq!(underlined(WRONG, value), "\"card\"");
    assert_eq!(value["range"]["start"]["character"], 38);
    assert_eq!(
        (value["severity"].as_u64(), value["source"].as_str()),
        (Some(1), Some("smartro-lint"))
    );
    // What is missing is shown at the key of the object, not over all of it.
    let missing = found.iter().find(|one| one["code"] == "missing-field").unwrap();
    assert!(underlined(WRONG, missing).len() < 12, "{missing}");
}

#[test]
fn rules_of_the_guide_have_an_address_and_related_places() {
    let text = r#"{ "operation": "requestPayment", "request": { "isEscrow": true, "transfer": { "cashReceiptType": "PERSONAL" } } }"#;
    let mut client = Client::new(&[("a.json", text)]);
    let found = client.open("a.json");
    let escrow = found.iter().find(|one| one["code"] == "escrow-no-cash-receipt").unwrap();
    assert!(escrow["codeDescription"]["href"].as_str().unwrap().starts_with("https://"));
    let related = escrow["relatedInformation"].as_array().unwrap();
    let start = &related[0]["location"]["range"]["start"];
    assert_eq!(start["character"], text.find("true").unwrap());
}

#[test]
fn changes_are_applied_where_they_are() {
    let mut client = Client::new(&[("a.json", WRONG)]);
    client.open("a.json");
    let at = WRONG.find("card").unwrap();
    client.edit("a.json", at, at + 4, "CARD");
    assert!(!codes(&client.diagnostics("a.json")).contains(&"pay-method-supported"));
    // Half an emoji is never replaced; what is deleted before it moves all that follows.
    let at = client.text("a.json").find("가🍎").unwrap();
    client.edit("a.json", at, at + 7, "🍎🍎");
    let found = client.diagnostics("a.json");
    let text = client.text("a.json").to_owned();
    let unknown = found.iter().find(|one| one["code"] == "unknown-field").unwrap();
    assert!(unknown["message"].as_str().unwrap().contains("`🍎🍎`"), "{unknown}");
    assert_eq!(underlined(&text, unknown), "\"🍎🍎\"");
    assert_eq!(unknown["range"]["end"]["character"], 21);
    assert_eq!(client.change("a.json", "{}").len(), 0);
    assert_eq!(
        codes(&client.change("a.json", "{\"operation\": \"cancelPayment\", \"request\": }")),
        ["invalid-json"]
    );
}

#[test]
fn safe_fixes_are_preferred() {
    let mut client = Client::new(&[("a.json", WRONG)]);
    let found = client.open("a.json");
    let value = found.iter().find(|one| one["code"] == "pay-method-supported").unwrap();
    let actions = client.actions("a.json", value);
    assert_eq!(
        (&actions[0]["isPreferred"], &actions[0]["kind"]),
        (&json!(true), &json!("quickfix"))
    );
    assert_eq!(client.edited("a.json", &actions[0]["edit"]), WRONG.replace("\"card\"", "\"CARD\""));
    let all = actions.iter().find(|one| one["kind"] == "source.fixAll.smartro-lint").unwrap();
    assert_eq!(client.edited("a.json", &all["edit"]), WRONG.replace("\"card\"", "\"CARD\""));
}

#[test]
fn a_finding_in_json_is_suppressed_in_the_project_file() {
    let mut client = Client::new(&[("shop/a.json", WRONG)]);
    let found = client.open("shop/a.json");
    let unknown = found.iter().find(|one| one["code"] == "unknown-field").unwrap().clone();
    let actions = client.actions("shop/a.json", &unknown);
    let suppress = titled(&actions, "Suppress `unknown-field`");
    let text = client.edited("smartro-lint.yaml", &suppress["edit"]);
    assert!(text.contains("files: shop/a.json"), "{text}");
    assert!(text.contains("pointer: \"/가🍎\""), "{text}");
    std::fs::write(client.path("smartro-lint.yaml"), &text).unwrap();
    assert!(!codes(&client.reloaded("shop/a.json")).contains(&"unknown-field"));

    let found = client.reloaded("shop/a.json");
    let missing = found.iter().find(|one| one["code"] == "missing-field").unwrap().clone();
    let actions = client.actions("shop/a.json", &missing);
    let off = titled(&actions, "Switch `missing-field` off");
    let text = client.edited("smartro-lint.yaml", &off["edit"]);
    assert!(text.contains("severity:\n  missing-field: off\n"), "{text}");
    std::fs::write(client.path("smartro-lint.yaml"), &text).unwrap();
    assert!(!codes(&client.reloaded("shop/a.json")).contains(&"missing-field"));
}

const PAGE: &str = "\
import * as PortOne from \"@portone/browser-sdk/v2\";

export function Pay() {
  /* 가🍎 */ return PortOne.requestPayment({ storeId: \"store-1\", channelKey: \"channel-key-1\",
    paymentId: `payment-${crypto.randomUUID()}`, orderName: \"책\", totalAmount: 1000,
    currency: \"KRW\", payMethod: \"card\" });
}
";

#[test]
#[cfg(feature = "source")]
fn calls_in_source_code_are_linted_in_place() {
    let mut client = Client::new(&[("src/pay.tsx", PAGE)]);
    let found = client.open("src/pay.tsx");
    let charset = found.iter().find(|one| one["code"] == "payment-id-charset").unwrap();
    assert!(underlined(PAGE, charset).contains("payment-"), "{charset}");
    let value = found.iter().find(|one| one["code"] == "pay-method-supported").unwrap().clone();
    assert_eq!(underlined(PAGE, &value), "\"card\"");
    let actions = client.actions("src/pay.tsx", &value);
    let fixed = client.edited("src/pay.tsx", &actions[0]["edit"]);
    assert_eq!(fixed, PAGE.replace("\"card\"", "\"CARD\""));
    let suppress = titled(&actions, "Suppress `pay-method-supported`");
    let text = client.edited("src/pay.tsx", &suppress["edit"]);
    assert!(
        text.contains("    // smartro-lint-disable-next-line pay-method-supported -- "),
        "{text}"
    );
    let found = client.change("src/pay.tsx", &text);
    assert!(
        !codes(&found)
            .iter()
            .any(|code| ["pay-method-supported", "unused-suppression"].contains(code))
    );
    assert!(codes(&found).contains(&"payment-id-charset"));
}

#[test]
#[cfg(feature = "source")]
fn scripts_in_documents_are_linted() {
    let text = format!("<script setup lang=\"ts\">\n{PAGE}</script>\n<template>가</template>\n");
    let mut client = Client::new(&[("pay.vue", &text)]);
    let found = client.open("pay.vue");
    let value = found.iter().find(|one| one["code"] == "pay-method-supported").unwrap();
    assert_eq!(underlined(&text, value), "\"card\"");
}

#[test]
fn rules_are_explained_in_the_client_s_language() {
    for (more, part) in [
        (json!({ "locale": "ko-KR" }), "확인하는 내용"),
        (json!({ "locale": "en-US" }), "What it checks"),
        (
            json!({ "locale": "ko", "initializationOptions": { "language": "en" } }),
            "What it checks",
        ),
        (json!({ "initializationOptions": { "language": "ko" } }), "확인하는 내용"),
    ] {
        let mut client = Client::with(&[("a.json", WRONG)], more);
        client.open("a.json");
        let hover = client.hover("a.json", WRONG.find("card").unwrap());
        assert!(hover.contains("pay-method-supported") && hover.contains(part), "{hover}");
        assert_eq!(client.hover("a.json", 0), "");
    }
}

#[test]
fn several_requests_of_a_file_are_linted() {
    let one = "{\"operation\": \"cancelPayment\", \"request\": {\"reason\": \"a\", \"가\": 1}}";
    let text = format!("{one}\n{one}\n");
    let mut client = Client::new(&[("log.jsonl", &text)]);
    let found = client.open("log.jsonl");
    assert_eq!(codes(&found), ["unknown-field", "unknown-field"]);
    assert_eq!(found[1]["range"]["start"]["line"], 1);
    let array = format!("[{one},\n {one}]");
    let found = client.open_with("all.json", &array);
    assert_eq!(underlined(&array, &found[1]), "\"가\"");
    assert_eq!(found[1]["range"]["start"]["line"], 1);
}

#[test]
fn requests_of_a_file_are_compared() {
    let one = |order: &str| {
        format!(
            "{{\"operation\": \"payInstantly\", \"pathParams\": {{\"paymentId\": \"order1\"}}, \
             \"request\": {{\"channelKey\": \"k\", \"orderName\": \"{order}\"}}}}"
        )
    };
    let text = format!("{}\n{}\n", one("가"), one("나"));
    let mut client = Client::new(&[("log.jsonl", &text)]);
    let is_reused = |found: &[Value]| {
        let reused = found.iter().filter(|one| one["code"] == "payment-id-reused");
        let lines = reused.map(|one| one["range"]["start"]["line"].as_u64().unwrap());
        lines.collect::<Vec<_>>()
    };
    let found = client.open("log.jsonl");
    assert_eq!(is_reused(&found), [1], "{found:?}");
    let array = format!("[{},\n {}]", one("가"), one("나"));
    assert_eq!(is_reused(&client.open_with("all.json", &array)), [1]);
    // Each file by itself: which comes first is not known.
    assert_eq!(is_reused(&client.open_with("one.json", &one("가"))), [0; 0]);
}
