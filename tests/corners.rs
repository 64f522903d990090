//! Corners that a change of one line could miss: each of these tests fails where it does.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests")]

use smartro_lint::{Linter, Report, Request};

fn lint(text: &str) -> Report {
    Linter::smartro().unwrap().lint(&Request::json(text))
}

/// `rule pointer`, in the order of the text.
fn brief(report: &Report) -> Vec<String> {
    let line = |one: &smartro_lint::OwnedFinding| format!("{} {}", one.rule, one.pointer);
    report.diagnostics.iter().map(line).collect()
}

fn called(path: &str, body: &str) -> Vec<String> {
    brief(&lint(&format!(r#"{{"method": "POST", "url": "{path}", "data": {body}}}"#)))
}

#[test]
fn a_fragment_is_no_part_of_a_path() {
    for rest in ["", "#top", "?a=/b", "#/payments/x/schedule", "?a=b#c"] {
        let path = format!("https://api.portone.io/payments/a-1/billing-key{rest}");
        let found = called(&path, "7");
        assert_eq!(found, ["payment-id-charset /@path/paymentId", "type-mismatch "], "{rest}");
    }
}

#[test]
fn a_name_in_the_place_of_an_id_is_no_id() {
    for id in [":paymentId", "{paymentId}", "${PAYMENT_ID}"] {
        assert_eq!(called(&format!("/payments/{id}/billing-key"), "7"), ["type-mismatch "], "{id}");
    }
}

#[test]
fn a_key_repeated_below_a_repeated_one_is_reported() {
    let customer = r#"{"fullName": "a", "fullName": "b", "phoneNumber": 1}"#;
    let text = format!(r#"{{"payMethod": "CARD", "customer": {customer}, "customer": {{}}}}"#);
    let repeated: Vec<String> =
        brief(&lint(&text)).into_iter().filter(|one| one.starts_with("duplicate-key")).collect();
    assert_eq!(repeated, ["duplicate-key /customer/fullName", "duplicate-key /customer"]);
    assert!(!brief(&lint(&text)).contains(&"type-mismatch /customer/phoneNumber".to_owned()));
}

#[test]
fn a_key_that_is_there_three_times_is_one_finding() {
    let text = r#"{"reason": "a", "reason": "b", "reason": "c"}"#;
    assert_eq!(brief(&lint(text)), ["duplicate-key /reason"]);
}

/// What is `null` is missing, and is underlined where it is written.
#[test]
fn what_is_null_is_shown_where_it_is() {
    for (text, rule) in [
        (r#"{"operation": "cancelPayment", "request": {"reason": null}}"#, "missing-field"),
        (
            r#"{"reason": "a", "refundAccount": {"bank": "KOOKMIN", "number": "1", "holderName": "a", "holderPhoneNumber": null}}"#,
            "",
        ),
    ] {
        let report = lint(text);
        let found = report.diagnostics.iter().find(|one| rule.is_empty() || one.rule == rule);
        let span = found.unwrap().span.unwrap();
        let places = span.start.try_into().unwrap()..span.end.try_into().unwrap();
        assert_eq!(text.get::<std::ops::Range<usize>>(places), Some("null"), "{report:?}");
    }
}

/// A rule goes through the keys of `bypass`, which may be any.
#[test]
fn an_object_that_is_open_has_no_unknown_keys() {
    let found = |value: &str| {
        let text = format!(r#"{{"payMethod": "CARD", "bypass": {{"kcp_v2": {value}}}}}"#);
        let found = brief(&lint(&text));
        found.into_iter().filter(|one| one.contains("bypass")).collect::<Vec<_>>()
    };
    assert_eq!(found("null"), [] as [&str; 0]);
    assert_eq!(found("{}"), ["bypass-other-pg /bypass/kcp_v2"]);
}

#[test]
fn a_bare_body_is_recognised_by_one_field() {
    let operations = [
        (r#"{"totalAmount": 1}"#, Some("requestPayment")),
        (r#"{"payMethod": "CARD"}"#, Some("requestPayment")),
        (r#"{"issueName": "a"}"#, Some("requestIssueBillingKey")),
        (r#"{"issueId": "a"}"#, Some("requestIssueBillingKey")),
        (r#"{"billingKeyMethod": "CARD"}"#, Some("requestIssueBillingKey")),
        // What is to be cancelled, under a name that it does not have.
        (r#"{"totalAmount": 1, "reason": "a"}"#, Some("cancelPayment")),
        (r#"{"orderName": "a"}"#, None),
    ];
    for (text, operation) in operations {
        assert_eq!(lint(text).operation.as_deref(), operation, "{text}");
    }
}

/// A receipt's identifier, and whether it is one for a person or for a business.
fn receipt(kind: &str, id: &str) -> bool {
    let text = format!(
        r#"{{"payMethod": "TRANSFER", "transfer": {{"cashReceiptType": "{kind}", "customerIdentifier": "{id}"}}}}"#
    );
    !brief(&lint(&text)).iter().any(|one| one.starts_with("cash-receipt-"))
}

#[test]
fn identifiers_have_no_more_than_their_digits_however_they_are_written() {
    let hyphens = "-".repeat(70);
    assert!(receipt("PERSONAL", &format!("010{hyphens}12345678")));
    assert!(receipt("CORPORATE", &format!("117{hyphens}8178260")));
    for escaped in ["0", "\\u0030"] {
        let more = "1".repeat(70);
        assert!(!receipt("PERSONAL", &format!("{escaped}1012345678{more}")), "{escaped}");
        assert!(!receipt("CORPORATE", &format!("117817826{escaped}{more}")), "{escaped}");
    }
}

#[test]
fn a_date_of_many_characters_is_a_date_however_it_is_written() {
    let fraction = "5".repeat(70);
    for first in ["2", "\\u0032"] {
        let text = format!(
            r#"{{"payment": {{}}, "timeToPay": "{first}026-12-31T00:00:00.{fraction}+09:00"}}"#
        );
        let found = brief(&lint(&text));
        assert!(!found.contains(&"time-to-pay-format /timeToPay".to_owned()), "{text}");
    }
}

/// A body that is no object lacks nothing; its address is checked as ever.
#[test]
fn a_body_that_is_no_object_is_one_finding() {
    let body = |url: &str, body: &str| {
        let text = format!(r#"{{"method": "POST", "url": "{url}", "body": {body}}}"#);
        brief(&lint(&text))
    };
    for other in ["[]", "7", "\"text\"", "true", "null", r#"[{"orderName": 1}]"#] {
        for path in ["/payments/a1/instant", "/billing-keys", "/payments/a1/billing-key"] {
            assert_eq!(body(path, other), ["type-mismatch "], "{path} {other}");
        }
        for operation in ["requestPayment", "requestIssueBillingKey"] {
            let report =
                Linter::smartro().unwrap().lint(&Request::json(other).operation(operation));
            assert_eq!(brief(&report), ["type-mismatch "], "{operation} {other}");
        }
        let named = body("/payments/a-1/schedule", other);
        assert_eq!(named, ["payment-id-charset /@path/paymentId", "type-mismatch "]);
    }
    let twice = body("/payments/a1/cancel", r#"[{"a": 1, "a": 2}]"#);
    assert_eq!(twice, ["type-mismatch ", "duplicate-key /0/a"]);
}

#[test]
fn a_field_in_several_wrong_places_is_reported_in_each() {
    let places = |objects: &[&str]| {
        let members: Vec<String> =
            objects.iter().map(|name| format!(r#""{name}": {{"totalAmount": 1}}"#)).collect();
        let request = members.join(", ");
        let report =
            lint(&format!(r#"{{"operation": "requestPayment", "request": {{{request}}}}}"#));
        let named = report.diagnostics.iter().filter(|one| one.pointer.ends_with("/totalAmount"));
        let mut places: Vec<String> =
            named.map(|one| format!("{} {}", one.rule, one.pointer)).collect();
        places.sort();
        places
    };
    let expected = [
        "missing-field /totalAmount",
        "unknown-field /customer/totalAmount",
        "unknown-field /transfer/totalAmount",
    ];
    assert_eq!(places(&["customer", "transfer"]), expected);
    assert_eq!(places(&["transfer", "customer"]), expected);
    // In one wrong place it is one mistake.
    assert_eq!(places(&["transfer"]), ["missing-field /totalAmount"]);
}

#[test]
fn only_true_is_escrow() {
    let rules = |escrow: &str| {
        let report = lint(&format!(
            r#"{{"operation": "requestPayment", "request": {{{escrow}"virtualAccount": {{"cashReceiptType": "PERSONAL"}}, "card": {{"cardCompany": "SHINHAN_CARD"}}}}}}"#
        ));
        let mut rules: Vec<String> = report.diagnostics.into_iter().map(|one| one.rule).collect();
        rules.retain(|rule| rule.contains("cash-receipt") || rule == "card-direct-fixed-month");
        rules.sort();
        rules
    };
    let reported = [
        "card-direct-fixed-month",
        "cash-receipt-identifier-required",
        "cash-receipt-needs-direct",
    ];
    for escrow in ["", r#""isEscrow": null,"#, r#""isEscrow": false,"#] {
        assert_eq!(rules(escrow), reported, "{escrow}");
    }
    // Only `true` is escrow.
    for escrow in [r#""isEscrow": "true","#, r#""isEscrow": 1,"#, r#""isEscrow": {},"#] {
        assert_eq!(rules(escrow), reported, "{escrow}");
    }
    assert_eq!(rules(r#""isEscrow": true,"#), ["escrow-no-cash-receipt"]);
}

#[test]
fn a_required_field_is_suggested_first() {
    let report = lint(r#"{"operation": "requestPayment", "request": {"amount": 1000}}"#);
    let finding = report.diagnostics.iter().find(|one| one.rule == "unknown-field").unwrap();
    assert!(finding.help.as_ref().unwrap().contains("`totalAmount`"), "{finding:?}");
    assert!(finding.fixes[0].title.contains("`totalAmount`"), "{finding:?}");
    // Where it is given, no other one was meant for certain.
    let report = lint(
        r#"{"operation": "requestPayment", "request": {"totalAmount": 1000, "amount": 1000}}"#,
    );
    let finding = report.diagnostics.iter().find(|one| one.rule == "unknown-field").unwrap();
    assert!(!finding.help.as_ref().unwrap().contains("Amount`"), "{finding:?}");
    assert!(finding.fixes.is_empty(), "{finding:?}");
}
