//! The summary counts what `--fix` and `--fix --suggested` resolve.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, outside of test functions"
)]

mod command;
#[path = "../../../tests/support/mod.rs"]
mod support;

use command::{Workspace, json};
use serde_json::{Map, Value};
use support::Random;

const REQUESTS: &[&str] = &[
    r#"{"operation":"requestPayment","request":{"storeId":"s","channelKey":"c","paymentId":"a1","orderName":"o","totalAmount":1000,"currency":"KRW","payMethod":"CARD","customer":{"customerId":"u1","phoneNumber":"01012345678","fullName":"a","email":"a@b.co"},"redirectUrl":"https://a.b/c","card":{"cardCompany":"BC_CARD","useCardPoint":true}}}"#,
    r#"{"operation":"requestPayment","request":{"storeId":"s","channelKey":"c","paymentId":"a1","orderName":"o","totalAmount":1000,"currency":"KRW","payMethod":"VIRTUAL_ACCOUNT","customer":{"customerId":"u1","phoneNumber":"01012345678","fullName":"a"},"virtualAccount":{"accountExpiry":{"validHours":3},"bankCode":"SHINHAN_BANK","cashReceiptType":"PERSONAL","customerIdentifier":"01012345678"}}}"#,
    r#"{"operation":"cancelPayment","pathParams":{"paymentId":"p1"},"request":{"reason":"a","amount":100,"refundAccount":{"bank":"SHINHAN","number":"110","holderName":"a","holderPhoneNumber":"010"}}}"#,
    r#"{"operation":"payInstantly","pathParams":{"paymentId":"p1"},"request":{"channelKey":"c","orderName":"o","amount":{"total":1000},"currency":"KRW","customer":{"id":"u","name":{"full":"a"}},"method":{"virtualAccount":{"bank":"SHINHAN","expiry":{"dueDate":"2027-01-01T00:00:00Z"},"option":{"type":"NORMAL"},"cashReceipt":{"type":"PERSONAL","customerIdentityNumber":"01012345678"},"remitteeName":"x"}}}}"#,
    r#"{"operation":"requestIssueBillingKey","request":{"storeId":"s","channelKey":"c","billingKeyMethod":"CARD","issueId":"i1","customer":{"customerId":"u1","phoneNumber":"010"}}}"#,
];

/// A request with some mistakes that people make.
fn mistaken(random: &mut Random) -> Value {
    let mut request: Value = serde_json::from_str(random.pick::<&str>(REQUESTS)).unwrap();
    for _ in 0..1 + random.below(3) {
        let mut objects = Vec::new();
        pointers(&request["request"], "/request".to_owned(), &mut objects);
        let from = random.pick(&objects).clone();
        let to = random.pick(&objects).clone();
        let object = request.pointer_mut(&from).unwrap().as_object_mut().unwrap();
        let keys: Vec<String> = object.keys().cloned().collect();
        if keys.is_empty() {
            continue;
        }
        let key = random.pick(&keys).clone();
        let value = object.remove(&key).unwrap();
        match random.below(5) {
            0 => {}
            1 | 2 => {
                object.insert(misspelt(&key, random), value);
            }
            3 => {
                let text = value.as_str().map(str::to_lowercase);
                object.insert(key, text.map_or(value, Value::from));
            }
            _ => {
                let place = request.pointer_mut(&to).and_then(Value::as_object_mut);
                place.unwrap_or(&mut Map::new()).insert(key, value);
            }
        }
    }
    request
}

/// Where the objects of a value are.
fn pointers(value: &Value, pointer: String, all: &mut Vec<String>) {
    let Some(object) = value.as_object() else { return };
    for (key, inner) in object {
        pointers(inner, format!("{pointer}/{key}"), all);
    }
    all.push(pointer);
}

fn misspelt(key: &str, random: &mut Random) -> String {
    let at = random.below(key.len());
    match random.below(3) {
        0 => key.to_lowercase(),
        1 => key.chars().enumerate().filter(|(place, _)| *place != at).map(|(_, it)| it).collect(),
        _ => {
            let snake = |one: char| match one.is_uppercase() {
                true => format!("_{}", one.to_lowercase()),
                false => one.to_string(),
            };
            key.chars().map(snake).collect()
        }
    }
}

/// How many findings there are in a file, and how many `--fix` and `--fix --suggested` are said to
/// resolve.
fn counts(place: &Workspace, arguments: &[&str]) -> (u64, u64, u64) {
    let arguments = [&["--no-batch", "--no-now", "--format", "json"], arguments, &["a.json"]];
    let summary = &json(&place.run(&arguments.concat()))["summary"];
    let count = |name: &str| summary[name].as_u64().unwrap();
    let found = ["errors", "warnings", "advice"].into_iter().map(count).sum();
    (found, count("fixable"), count("fixable") + count("suggested"))
}

fn check(text: &str, arguments: &[&str]) -> [u64; 2] {
    let place = Workspace::new(&[("a.json", text)]);
    let (before, safe, all) = counts(&place, arguments);
    let (after, ..) = counts(&place, &[arguments, &["--fix"]].concat());
    assert_eq!(before - after, safe, "--fix: {text}");
    place.write("a.json", text);
    let (after, ..) = counts(&place, &[arguments, &["--fix", "--suggested"]].concat());
    assert_eq!(before - after, all, "--fix --suggested: {text}");
    [safe, all]
}

#[test]
fn as_many_findings_are_resolved_as_the_summary_says() {
    let mut random = Random::new(1);
    let mut resolved = 0;
    for _ in 0..25 {
        let requests: Vec<Value> = (0..6).map(|_| mistaken(&mut random)).collect();
        let [_, all] = check(&serde_json::to_string(&requests).unwrap(), &[]);
        resolved += all;
    }
    assert!(resolved > 50, "{resolved}");
}

#[test]
fn a_finding_that_another_ones_fix_resolves_is_counted() {
    let customer = r#"{"customerId":"u1","fullName":"a","phone_number":"01012345678"}"#;
    let text = format!(
        r#"{{"operation":"requestPayment","request":{{"storeId":"s","channelKey":"c","paymentId":"a1","orderName":"o","totalAmount":1,"currency":"KRW","payMethod":"card","customer":{customer},"redirectUrl":"https://a.b/c"}}}}"#
    );
    let [safe, all] = check(&text, &[]);
    assert!(safe == 1 && all > safe + 1, "{safe} {all}");
}
