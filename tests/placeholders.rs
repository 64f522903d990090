//! Placeholders in HTTP calls and path parameters: what is around them is known.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "helpers of tests, outside of test functions"
)]

use smartro_lint::{Language, Linter, OwnedFinding, Report, Request};

/// Every way to write a placeholder after other text, as it is written in JSON.
const PARTS: [&str; 9] =
    ["${id}", "{{id}}", "{id}", "#{id}", "$(ID)", r"\\(id)", "<id>", "$id", "%s"];

fn lint(text: &str) -> Report {
    Linter::smartro().unwrap().language(Language::English).lint(&Request::json(text))
}

fn found<'r>(report: &'r Report, rule: &str) -> Option<&'r OwnedFinding> {
    report.diagnostics.iter().find(|finding| finding.rule == rule)
}

fn is_undecided(report: &Report, rule: &str, pointer: &str) -> bool {
    let undecided = report.undecided.iter().find(|one| one.rule == rule);
    undecided.is_some_and(|one| one.unknown.iter().any(|unknown| unknown == pointer))
}

/// Calls and an envelope with this payment id.
fn with_id(id: &str) -> [String; 3] {
    [
        format!(
            r#"{{"method": "post", "url": "https://api.portone.io/payments/{id}/instant", "body": {{}}}}"#
        ),
        format!(
            r#"{{"method": "post", "url": "https:\/\/{{{{host}}}}/payments/{id}/instant?x={{y}}", "body": {{}}}}"#
        ),
        format!(
            r#"{{"operation": "payInstantly", "pathParams": {{"paymentId": "{id}"}}, "request": {{}}}}"#
        ),
    ]
}

/// Only what a call sends may have them: in a request as it is written they are text.
#[test]
fn a_request_after_a_call_has_no_placeholders() {
    let mut session = Linter::smartro().unwrap().session();
    let body = r#"{"reason": "a", "requester": "${who}", "currentCancellableAmount": 1}"#;
    let call = format!(r#"{{"method": "POST", "url": "/payments/a1/cancel", "data": {body}}}"#);
    let envelope = format!(r#"{{"operation": "cancelPayment", "request": {body}}}"#);
    for (text, found) in [(&*envelope, 1), (&*call, 0), (&*envelope, 1), (body, 1)] {
        let request = Request::json(text);
        assert_eq!(session.lint(&request).report().diagnostics.len(), found, "{text}");
    }
}

#[test]
fn a_known_part_of_a_path_parameter_decides() {
    const POINTER: &str = "/@path/paymentId";
    for placeholder in PARTS.into_iter().chain(["%1$s"]) {
        for text in with_id(&format!("pay-{placeholder}")) {
            let report = lint(&text);
            let finding = found(&report, "payment-id-charset").expect(&text);
            assert_eq!(finding.pointer, POINTER, "{text}");
            assert!(finding.message.contains("`-`"), "{text}: {}", finding.message);
        }
        let long = "가".repeat(41);
        for text in with_id(&format!("{placeholder}-{long}")) {
            assert!(found(&lint(&text), "payment-id-length").is_some(), "{text}");
        }
        // A letter before `$name` makes it a value.
        let before = if placeholder.starts_with("$i") { "" } else { "pay" };
        for text in with_id(&format!("{before}{placeholder}")) {
            let report = lint(&text);
            assert!(report.diagnostics.iter().all(|one| one.pointer != POINTER), "{text}");
            assert!(is_undecided(&report, "payment-id-charset", POINTER), "{text}");
            assert!(is_undecided(&report, "payment-id-length", POINTER), "{text}");
        }
    }
    for placeholder in [":paymentId", "[paymentId]"] {
        for text in with_id(placeholder) {
            assert!(is_undecided(&lint(&text), "payment-id-charset", POINTER), "{text}");
        }
    }
}

#[test]
fn the_character_that_decides_is_underlined() {
    let text = r#"{"method": "post", "url": "/payments/a%2D${b}-c/instant", "body": {}}"#;
    let report = lint(text);
    let finding = found(&report, "payment-id-charset").unwrap();
    let at = |offset: u64| usize::try_from(offset).unwrap();
    let span = finding.span.unwrap();
    assert_eq!(&text[at(span.start)..at(span.end)], "a%2D${b}-c");
    let [plain, ..] = with_id("pay-${id}");
    let report = lint(&plain);
    let labels = &found(&report, "payment-id-charset").unwrap().labels;
    let spans = labels.iter().filter_map(|label| label.span);
    assert!(
        spans.map(|span| &plain[at(span.start)..at(span.end)]).any(|it| it == "-"),
        "{labels:?}"
    );
}

#[test]
fn strings_in_the_body_of_a_call_may_have_placeholders() {
    let call = |body: &str| {
        format!(r#"{{"method": "post", "url": "/payments/a1/billing-key", "body": {body}}}"#)
    };
    let body = |currency: &str| {
        format!(
            r#"{{"billingKey": "{{{{key}}}}", "orderName": "x", "amount": {{"total": 1}}, "currency": "{currency}"}}"#
        )
    };
    for placeholder in PARTS.into_iter().chain([":currency", "[currency]", "%1$s"]) {
        let text = call(&body(placeholder));
        let report = lint(&text);
        assert_eq!(report.diagnostics, [], "{text}");
        assert!(is_undecided(&report, "currency-supported", "/currency"), "{text}");
        // In an envelope it is the value.
        let text =
            format!(r#"{{"operation": "payWithBillingKey", "request": {}}}"#, body(placeholder));
        assert!(!lint(&text).diagnostics.is_empty(), "{text}");
    }
    for currency in ["KR_${c}", "${c}-", r"\u004b_${c}"] {
        let text = call(&body(currency));
        assert!(!lint(&text).diagnostics.is_empty(), "{text}");
        let text = call(&serde_json::Value::from(body(currency)).to_string());
        assert!(!lint(&text).diagnostics.is_empty(), "{text}");
    }
    let amount = r#"{"billingKey": "b", "orderName": "x", "amount": {"total": "${total}"}, "currency": "KRW"}"#;
    assert!(found(&lint(&call(amount)), "type-mismatch").is_some());
}

#[test]
fn a_body_may_be_a_placeholder() {
    for body in [
        "${body}",
        "{{body}}",
        "{body}",
        "{요청 본문}",
        "<body>",
        ":body",
        "[body]",
        "[...body]",
        "$body",
        "%s",
        " {{body}} ",
        r"\u007bbody}",
    ] {
        let report = lint(&with_body(body));
        let rules: Vec<&str> = report.diagnostics.iter().map(|finding| &*finding.rule).collect();
        assert_eq!(rules, ["payment-id-charset"], "{body}");
    }
}

#[test]
fn a_body_that_is_json_is_no_placeholder() {
    for body in [
        "[null]",
        "[true]",
        "[false]",
        "[[null]]",
        "[[true]]",
        " [null] ",
        "[1]",
        "[]",
        "[{}]",
        r"[\u006eull]",
        r#"[\"${a}\"]"#,
        r#"\"<a>\""#,
        r#"\"${a}\""#,
        "null",
        "1",
        "",
        "a",
    ] {
        let report = lint(&with_body(body));
        let mut rules: Vec<&str> = report.diagnostics.iter().map(|it| &*it.rule).collect();
        rules.sort_unstable();
        assert_eq!(rules, ["payment-id-charset", "type-mismatch"], "{body}");
    }
    for (body, rule) in [
        ("{}", "missing-field"),
        ("{ }", "missing-field"),
        ("{reason: 1}", "invalid-json"),
        ("{reason}, {}", "invalid-json"),
        ("[name", "invalid-json"),
    ] {
        assert!(found(&lint(&with_body(body)), rule).is_some(), "{body}");
    }
}

/// A call whose body is a string.
fn with_body(body: &str) -> String {
    format!(r#"{{"method": "post", "url": "/payments/a-1/instant", "body": "{body}"}}"#)
}

#[test]
fn a_parameter_beside_a_placeholder_is_known() {
    let text =
        r#"{"url": "/payments/pay-${id}/instant", "pathParams": {"paymentId": "a1"}, "data": {}}"#;
    assert!(found(&lint(text), "payment-id-charset").is_none());
    let text = r#"{"url": "/payments/{paymentId}/instant", "data": {}}"#;
    let linter = Linter::smartro().unwrap();
    let report = linter.lint(&Request::json(text).path("paymentId", "a-1"));
    assert!(found(&report, "payment-id-charset").is_some());
}
